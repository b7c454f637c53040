//! A text field: what is typed, edited as a person sees characters, with readline keys and its own undo.
//! The only room besides the shell that knows the text-area library; views read `lines` and `cursor`.

use super::{Chord, Key};
use tui_textarea::{CursorMove, Input, Key as AreaKey, TextArea};
use unicode_segmentation::UnicodeSegmentation;

/// How many lines a field may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    One,
    Many,
}

#[derive(Debug, Clone)]
pub struct Field {
    area: TextArea<'static>,
    lines: Lines,
}

/// Equal when they show the same.
impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        self.lines == other.lines && self.area.lines() == other.area.lines() && self.cursor() == other.cursor()
    }
}

impl Field {
    /// The cursor stands at the end.
    pub fn new(text: &str, lines: Lines) -> Field {
        let mut field = Field { area: TextArea::default(), lines };
        field.insert(text);
        field
    }
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }
    /// Line and character of the cursor, from 0.
    pub fn cursor(&self) -> (usize, usize) {
        let at = self.area.cursor();
        (at.0, at.1)
    }
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Text from a paste or a program: controls are dropped, and in a one-line field line ends become spaces.
    pub fn insert(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let clean: String = match self.lines {
            Lines::One => text.replace('\n', " ").chars().filter(|c| !c.is_control()).collect(),
            Lines::Many => text.chars().filter(|c| !c.is_control() || *c == '\n').collect(),
        };
        self.area.insert_str(clean);
    }

    /// Types a key; gives back whether the field took it.
    pub fn press(&mut self, chord: Chord) -> bool {
        let breaks_line = chord.key == Key::Enter || (chord.ctrl && matches!(chord.key, Key::Char('m' | 'j')));
        if self.lines == Lines::One && (breaks_line || matches!(chord.key, Key::Up | Key::Down)) {
            return false;
        }
        if self.whole_character(chord) {
            return true;
        }
        let Some(key) = area_key(chord.key) else { return false };
        self.area.input(Input { key, ctrl: chord.ctrl, alt: chord.alt, shift: chord.shift });
        true
    }

    /// Moves over and deletes what a person sees as one character; the library does it by code point.
    fn whole_character(&mut self, chord: Chord) -> bool {
        if chord.ctrl || chord.alt || chord.shift || self.area.is_selecting() {
            return false;
        }
        let (row, column) = self.cursor();
        let line = self.area.lines()[row].clone();
        let bounds: Vec<usize> = std::iter::once(0)
            .chain(line.graphemes(true).scan(0, |end, cluster| {
                *end += cluster.chars().count();
                Some(*end)
            }))
            .collect();
        let before = bounds.iter().rev().find(|at| **at < column).copied();
        let after = bounds.iter().find(|at| **at > column).copied();
        match (chord.key, before, after) {
            (Key::Left, Some(before), _) => self.jump(row, before),
            (Key::Right, _, Some(after)) => self.jump(row, after),
            (Key::Backspace, Some(before), _) => {
                self.jump(row, before);
                self.area.delete_str(column - before);
            }
            (Key::Delete, _, Some(after)) => {
                self.area.delete_str(after - column);
            }
            _ => return false,
        }
        true
    }

    fn jump(&mut self, row: usize, column: usize) {
        self.area.move_cursor(CursorMove::Jump(row as u16, column as u16));
    }
}

fn area_key(key: Key) -> Option<AreaKey> {
    Some(match key {
        Key::Char(c) => AreaKey::Char(c),
        Key::Enter => AreaKey::Enter,
        Key::Backspace => AreaKey::Backspace,
        Key::Delete => AreaKey::Delete,
        Key::Left => AreaKey::Left,
        Key::Right => AreaKey::Right,
        Key::Up => AreaKey::Up,
        Key::Down => AreaKey::Down,
        Key::Home => AreaKey::Home,
        Key::End => AreaKey::End,
        Key::PageUp => AreaKey::PageUp,
        Key::PageDown => AreaKey::PageDown,
        Key::Esc | Key::Tab | Key::BackTab | Key::F(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut Field, key: Key) -> bool {
        field.press(Chord::plain(key))
    }

    #[test]
    fn a_family_is_one_character() {
        let mut field = Field::new("a👨\u{200d}👩\u{200d}👧b", Lines::One);
        press(&mut field, Key::Left);
        press(&mut field, Key::Backspace);
        assert_eq!(field.text(), "ab");
        let mut accent = Field::new("e\u{301}", Lines::One);
        press(&mut accent, Key::Backspace);
        assert_eq!(accent.text(), "");
    }

    #[test]
    fn one_line_stays_one_line_whatever_is_pasted() {
        let mut field = Field::new("", Lines::One);
        field.insert("two\r\nlines\u{1b}[31m");
        assert_eq!(field.text(), "two lines[31m");
        assert!(!press(&mut field, Key::Enter));
        assert!(!field.press(Chord { ctrl: true, ..Chord::plain(Key::Char('m')) }));
        assert_eq!(field.lines().len(), 1);
    }

    #[test]
    fn a_note_has_many_lines() {
        let mut field = Field::new("one", Lines::Many);
        press(&mut field, Key::Enter);
        press(&mut field, Key::Char('x'));
        assert_eq!((field.text().as_str(), field.cursor()), ("one\nx", (1, 1)));
    }
}
