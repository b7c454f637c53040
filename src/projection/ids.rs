//! Ids looked up once: their text in one piece of memory, found by a hash that nobody outside can aim at.
//! Made at every edit of a live board, so it holds no pointer into the plan and is gone in a few frees.

use std::hash::{BuildHasher, RandomState};

/// What an id stands for. Closed: it is in the plan, and nobody waits for it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Task(u32),
    Deliverable(u32),
    Outcome(u32),
    Closed,
}

/// Ids and what they stand for; of an id that stands twice, the first.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    text: String,
    /// By entry: where its text starts, and what it stands for.
    entries: Vec<(usize, Node)>,
    /// Entry + 1 at the place of its hash, or the next free one; 0 is free. At most half full.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Ids {
    /// For at most this many ids.
    pub fn with_room_for(entries: usize) -> Self {
        let places = (entries * 2 + 1).next_power_of_two();
        Ids { text: String::new(), entries: Vec::with_capacity(entries), table: vec![0; places], hasher: RandomState::new() }
    }

    /// Gives the entry of this id, by which its text is found again. Must not be called more often than there is room.
    pub fn add(&mut self, id: &str, node: Node) -> u32 {
        let place = self.place(id);
        if self.table[place] == 0 {
            self.entries.push((self.text.len(), node));
            self.text.push_str(id);
            self.table[place] = self.entries.len() as u32;
        }
        self.table[place] - 1
    }

    pub fn text(&self, entry: u32) -> &str {
        self.text_of(entry as usize)
    }

    pub fn get(&self, id: &str) -> Option<Node> {
        let entry = (self.table[self.place(id)] as usize).checked_sub(1)?;
        Some(self.entries[entry].1)
    }

    /// Where it stands, or would.
    fn place(&self, id: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut place = self.hasher.hash_one(id) as usize & mask;
        while let Some(entry) = (self.table[place] as usize).checked_sub(1)
            && self.text_of(entry) != id
        {
            place = (place + 1) & mask;
        }
        place
    }

    fn text_of(&self, entry: usize) -> &str {
        let end = self.entries.get(entry + 1).map_or(self.text.len(), |(start, _)| *start);
        &self.text[self.entries[entry].0..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_and_the_first_of_two_alike_counts() {
        let mut ids = Ids::with_room_for(1000);
        let first: Vec<u32> = (0..999).map(|n| ids.add(&format!("t{n}"), Node::Task(n))).collect();
        assert_eq!(ids.add("t7", Node::Deliverable(0)), first[7]);
        assert_eq!(ids.text(first[998]), "t998");
        assert_eq!(
            [ids.get("t7"), ids.get("t998"), ids.get("t999"), ids.get("")],
            [Some(Node::Task(7)), Some(Node::Task(998)), None, None]
        );
        assert_eq!(Ids::with_room_for(0).get("x"), None);
    }
}
