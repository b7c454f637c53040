//! Ids and people's names as numbers: looked up once, their text in one piece of memory, found by a hash that nobody outside can aim at.
//! Names are only ever added, so a number means the same in every projection that was made from this one.

use foldhash::fast::RandomState;
use std::hash::BuildHasher;

/// Names by number, in the order in which they came.
#[derive(Debug, Clone)]
pub(super) struct Names {
    text: String,
    /// By number: where its text starts.
    starts: Vec<usize>,
    /// Number + 1 at the place of its hash, or the next free one; 0 is free. At most half full.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Names {
    pub fn with_room_for(names: usize) -> Self {
        let places = (names * 2 + 1).next_power_of_two();
        Names { text: String::new(), starts: Vec::with_capacity(names), table: vec![0; places], hasher: RandomState::default() }
    }

    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Gives the number of this name, a new one if it has none.
    pub fn add(&mut self, name: &str) -> u32 {
        if (self.starts.len() + 1) * 2 > self.table.len() {
            self.grow();
        }
        let place = self.place(name);
        if self.table[place] == 0 {
            self.starts.push(self.text.len());
            self.text.push_str(name);
            self.table[place] = self.starts.len() as u32;
        }
        self.table[place] - 1
    }

    pub fn get(&self, name: &str) -> Option<u32> {
        self.table[self.place(name)].checked_sub(1)
    }

    pub fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let end = self.starts.get(number + 1).copied().unwrap_or(self.text.len());
        &self.text[self.starts[number]..end]
    }

    fn grow(&mut self) {
        self.table = vec![0; self.table.len() * 2];
        for number in 0..self.starts.len() as u32 {
            let place = self.place(self.text(number));
            self.table[place] = number + 1;
        }
    }

    /// Where it stands, or would.
    fn place(&self, name: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut place = self.hasher.hash_one(name) as usize & mask;
        while let Some(number) = self.table[place].checked_sub(1)
            && self.text(number) != name
        {
            place = (place + 1) & mask;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_numbers_however_many_come() {
        let mut names = Names::with_room_for(10);
        let numbers: Vec<u32> = (0..5000).map(|n| names.add(&format!("t{n}"))).collect();
        assert_eq!(numbers, (0..5000).collect::<Vec<u32>>());
        assert_eq!((names.add("t7"), names.get("t4999"), names.text(7), names.text(4999)), (7, Some(4999), "t7", "t4999"));
        assert_eq!((names.get("t5000"), names.get(""), names.len()), (None, None, 5000));
        assert_eq!(Names::with_room_for(0).get("x"), None);
    }

    #[test]
    fn names_of_every_length_are_told_apart() {
        let mut names = Names::with_room_for(0);
        let long = "ä b c d e f g h i j k l m n o p q r s t u v w x y z".repeat(3);
        let all: Vec<&str> = (0..=long.len()).filter_map(|end| long.get(..end)).collect();
        let numbers: Vec<u32> = all.iter().map(|name| names.add(name)).collect();
        assert_eq!(numbers, (0..all.len() as u32).collect::<Vec<_>>());
        assert!(all.iter().zip(numbers).all(|(name, number)| names.text(number) == *name));
    }
}
