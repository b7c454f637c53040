//! A list chosen by letter: each row has its own, arrows move, Space is the letter of the row with the cursor.
//! No letter moves the cursor, so none has two meanings (spec 4). Knows rows of words and ids, nothing of what they are.

use crate::desk::{Chord, Key};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pick {
    pub letter: Option<char>,
    pub id: String,
    pub words: String,
    /// Less important, beside the words.
    pub aside: String,
    pub is_chosen: bool,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picks {
    pub rows: Vec<Pick>,
    pub at: usize,
}

const PAGE: usize = 10;

impl Picks {
    pub fn new(rows: Vec<Pick>) -> Picks {
        Picks { rows, at: 0 }
    }
    /// Rows without a letter of their own get the next free one: a to z, then 0 to 9.
    pub fn lettered(mut rows: Vec<Pick>) -> Picks {
        let taken: Vec<char> = rows.iter().filter_map(|row| row.letter).collect();
        let mut free = ('a'..='z').chain('0'..='9').filter(|letter| !taken.contains(letter));
        for row in rows.iter_mut().filter(|row| row.letter.is_none()) {
            row.letter = free.next();
        }
        Picks::new(rows)
    }
    /// Moves the cursor; gives back whether the key was for that.
    pub fn moves(&mut self, chord: Chord) -> bool {
        let last = self.rows.len().saturating_sub(1);
        self.at = match chord.key {
            Key::Down => self.at + 1,
            Key::Up => self.at.saturating_sub(1),
            Key::PageDown => self.at + PAGE,
            Key::PageUp => self.at.saturating_sub(PAGE),
            Key::Home => 0,
            Key::End => last,
            _ => return false,
        }
        .min(last);
        true
    }
    /// The place of the row that a key means: its letter, or Space for the one with the cursor.
    pub fn meant(&self, chord: Chord) -> Option<usize> {
        match chord.typed()? {
            ' ' => (self.at < self.rows.len()).then_some(self.at),
            letter => self.rows.iter().position(|row| row.letter == Some(letter)),
        }
    }
    /// For a list of which one is taken: by its letter, or by Enter where the cursor stands. Other keys may move.
    pub fn taken(&mut self, chord: Chord) -> Option<Pick> {
        if self.moves(chord) {
            return None;
        }
        let at = if chord.key == Key::Enter { Some(self.at) } else { self.meant(chord) };
        self.rows.get(at?).cloned()
    }
    /// Moves, or chooses a row or gives it up.
    pub fn press(&mut self, chord: Chord) -> bool {
        if self.moves(chord) {
            return true;
        }
        let Some(at) = self.meant(chord) else { return false };
        self.rows[at].is_chosen = !self.rows[at].is_chosen;
        self.at = at;
        true
    }
    /// Ids of the rows that are chosen, in their order.
    pub fn chosen(&self) -> Vec<String> {
        self.rows.iter().filter(|row| row.is_chosen).map(|row| row.id.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks(words: &[&str]) -> Picks {
        let row = |words: &&str| Pick { id: words.to_string(), words: words.to_string(), ..Pick::default() };
        let mut rows: Vec<Pick> = words.iter().map(row).collect();
        rows[0].letter = Some('b');
        Picks::lettered(rows)
    }
    fn press(picks: &mut Picks, key: Key) -> bool {
        picks.press(Chord::plain(key))
    }

    #[test]
    fn a_row_is_chosen_by_its_letter_or_by_space_where_the_cursor_stands() {
        let mut list = picks(&["one", "two", "three"]);
        assert_eq!(list.rows.iter().map(|row| row.letter.unwrap()).collect::<String>(), "bac");
        assert!(press(&mut list, Key::Char('c')) && press(&mut list, Key::Char('b')));
        assert_eq!((list.chosen(), list.at), (vec!["one".to_string(), "three".into()], 0));
        press(&mut list, Key::Down);
        press(&mut list, Key::Char(' '));
        press(&mut list, Key::Char('b'));
        assert_eq!(list.chosen(), ["two", "three"]);
        assert!(!press(&mut list, Key::Char('z')) && !press(&mut list, Key::Enter));
    }

    #[test]
    fn the_cursor_stays_in_the_list_and_an_empty_list_has_nothing_to_choose() {
        let mut list = picks(&["one", "two"]);
        press(&mut list, Key::PageDown);
        assert_eq!(list.at, 1);
        press(&mut list, Key::PageUp);
        assert_eq!(list.at, 0);
        let mut empty = Picks::default();
        assert!(press(&mut empty, Key::Down) && !press(&mut empty, Key::Char(' ')));
    }
}
