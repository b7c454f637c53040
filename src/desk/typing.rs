//! A text field: what is typed, edited as a person sees characters, with its own undo.
//! The only room besides the shell that knows the text-area library; views read `lines` and `cursor`.
//! What its keys mean is said in `readline`.

use super::{
    Chord,
    readline::{Edit, To, leads, meant},
};
use tui_textarea::{CursorMove, TextArea};

/// Steps that can be undone.
const UNDO_STEPS: usize = 1000;

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
    /// What stood there at first.
    was: String,
}

/// Equal when they show the same.
impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        self.lines == other.lines && self.area.lines() == other.area.lines() && self.cursor() == other.cursor()
    }
}

impl Field {
    /// The cursor stands at the end; undo goes back to this text.
    pub fn new(text: &str, lines: Lines) -> Field {
        let clean = cleaned(text, lines);
        let mut area = TextArea::new(clean.split('\n').map(str::to_string).collect());
        area.set_max_histories(UNDO_STEPS);
        let mut field = Field { area, lines, was: clean };
        field.go_through(&[CursorMove::Bottom, CursorMove::End]);
        field
    }
    fn go_through(&mut self, ways: &[CursorMove]) {
        ways.iter().for_each(|way| self.area.move_cursor(*way));
    }
    pub fn is_touched(&self) -> bool {
        self.text() != self.was
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
        self.area.insert_str(cleaned(text, self.lines));
    }

    /// Types a key; gives back whether the field took it.
    pub fn press(&mut self, chord: Chord) -> bool {
        let Some(edit) = meant(chord) else { return false };
        if self.lines == Lines::One && matches!(edit, Edit::Break | Edit::Up | Edit::Down) {
            return false;
        }
        match edit {
            Edit::Insert(c) => self.area.insert_char(c),
            Edit::Break => self.area.insert_newline(),
            Edit::Up => self.area.move_cursor(CursorMove::Up),
            Edit::Down => self.area.move_cursor(CursorMove::Down),
            Edit::Top => self.go_through(&[CursorMove::Top, CursorMove::Head]),
            Edit::Bottom => self.go_through(&[CursorMove::Bottom, CursorMove::End]),
            Edit::Undo => _ = self.area.undo(),
            Edit::Redo => _ = self.area.redo(),
            Edit::PutBack => _ = self.area.paste(),
            Edit::Go(to) => self.go(to),
            Edit::Erase(to) => self.erase(to, Cut::Forget),
            Edit::Cut(to) => self.erase(to, Cut::Keep),
        }
        true
    }

    /// The character the way leads to in the cursor's line; none where it leads out of it.
    fn target(&self, to: To) -> Option<usize> {
        let (row, column) = self.cursor();
        leads(to, &self.area.lines()[row], column)
    }

    fn go(&mut self, to: To) {
        match (self.target(to), to) {
            (Some(at), _) => self.jump(at),
            (None, To::Left | To::WordLeft | To::SpaceLeft) => self.area.move_cursor(CursorMove::Back),
            (None, To::Right | To::WordRight) => self.area.move_cursor(CursorMove::Forward),
            (None, To::Head | To::End) => {}
        }
    }

    /// Deletes what lies between the cursor and where the way leads; at the edge of a line, the line end.
    fn erase(&mut self, to: To, cut: Cut) {
        let column = self.cursor().1;
        let Some(at) = self.target(to) else {
            match to {
                To::Left | To::WordLeft | To::SpaceLeft => _ = self.area.delete_char(),
                To::Right | To::WordRight | To::End => _ = self.area.delete_next_char(),
                To::Head => {}
            }
            return;
        };
        let before = self.area.yank_text();
        self.jump(at.min(column));
        self.area.delete_str(at.abs_diff(column));
        // Only what was cut on purpose is put back by its key.
        if cut == Cut::Forget {
            self.area.set_yank_text(before);
        }
    }

    /// The library's jump counts to 65,535 only; a longer line is walked.
    fn jump(&mut self, column: usize) {
        let (row, mut at) = self.cursor();
        if let (Ok(row), Ok(column)) = (u16::try_from(row), u16::try_from(column)) {
            return self.area.move_cursor(CursorMove::Jump(row, column));
        }
        while at != column {
            let (step, way) = if at < column { (1, CursorMove::Forward) } else { (-1, CursorMove::Back) };
            self.area.move_cursor(way);
            at = at.saturating_add_signed(step);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Cut {
    Keep,
    Forget,
}

/// Without what would command a terminal; on one line where the field has one.
fn cleaned(text: &str, lines: Lines) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    match lines {
        Lines::One => text.replace(['\n', '\t'], " ").chars().filter(|c| !c.is_control()).collect(),
        Lines::Many => text.replace('\t', " ").chars().filter(|c| !c.is_control() || *c == '\n').collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Key;

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

    /// Types keys as config spells them; `=` is a text.
    fn typed(text: &str, lines: Lines, keys: &str) -> String {
        let mut field = Field::new(text, lines);
        for key in keys.split_whitespace() {
            match key.strip_prefix('=') {
                Some(words) => field.insert(words),
                None => assert!(field.press(key.parse().unwrap()), "{key}"),
            }
        }
        let (row, column) = field.cursor();
        let mut shown: Vec<String> = field.lines().to_vec();
        let at = shown[row].char_indices().nth(column).map_or(shown[row].len(), |(at, _)| at);
        shown[row].insert(at, '|');
        shown.join("/")
    }

    #[test]
    fn it_has_the_keys_of_readline() {
        for (keys, shown) in [
            ("ctrl-a", "|one two, three-four"),
            ("ctrl-a alt-f", "one| two, three-four"),
            ("ctrl-a alt-f alt-f", "one two|, three-four"),
            ("alt-b", "one two, three-|four"),
            ("ctrl-left ctrl-left", "one two, |three-four"),
            ("ctrl-w", "one two, |"),
            ("alt-backspace", "one two, three-|"),
            ("ctrl-a ctrl-right ctrl-k", "one|"),
            ("alt-b ctrl-u", "|four"),
            ("ctrl-w ctrl-a ctrl-y", "three-four|one two, "),
            ("ctrl-a alt-d ctrl-e ctrl-y", " two, three-fourone|"),
            ("ctrl-b ctrl-h ctrl-d", "one two, three-fo|"),
            ("ctrl-u ctrl-_", "one two, three-four|"),
            ("ctrl-w ctrl-w ctrl-w ctrl-7 ctrl-7 ctrl-/", "one two, three-four|"),
            ("x y z ctrl-_ ctrl-_ ctrl-r", "one two, three-fourxy|"),
            ("home delete end backspace", "ne two, three-fou|"),
        ] {
            assert_eq!(typed("one two, three-four", Lines::One, keys), shown, "{keys}");
        }
    }

    #[test]
    fn undo_ends_with_the_text_that_was_there() {
        let many = "ctrl-_ ".repeat(9);
        assert_eq!(typed("as it was", Lines::One, &format!("x y {many}")), "as it was|");
        let long = "x ".repeat(300);
        assert_eq!(typed("as", Lines::One, &format!("{long}{}", "ctrl-_ ".repeat(300))), "as|", "three hundred letters are no loss");
        assert_eq!(typed("a note", Lines::Many, "=more ctrl-_"), "a note|");
    }

    #[test]
    fn words_are_cut_whole_whatever_script_they_are_in() {
        assert_eq!(typed("größer e\u{301}te\u{301}", Lines::One, "ctrl-w"), "größer |");
        assert_eq!(typed("a 👨\u{200d}👩\u{200d}👧 b", Lines::One, "left left left"), "a |👨\u{200d}👩\u{200d}👧 b");
        assert_eq!(typed("a 👨\u{200d}👩\u{200d}👧 b", Lines::One, "ctrl-w ctrl-w"), "a |");
        assert_eq!(typed("日本語 太郎", Lines::One, "ctrl-w"), "日本語 |");
        assert_eq!(typed("e\u{301}x", Lines::One, "home right delete"), "e\u{301}|");
    }

    #[test]
    fn a_note_is_edited_over_its_lines() {
        assert_eq!(typed("one\ntwo", Lines::Many, "home backspace"), "one|two");
        assert_eq!(typed("one\ntwo", Lines::Many, "ctrl-p ctrl-e delete"), "one|two");
        assert_eq!(typed("one\ntwo", Lines::Many, "ctrl-j x"), "one/two/x|");
        assert_eq!(typed("one\ntwo", Lines::Many, "up ctrl-u"), "|/two");
        assert_eq!(typed("one\ntwo\nthree", Lines::Many, "pageup ctrl-k ctrl-k"), "|two/three");
    }

    #[test]
    fn shift_and_arrows_select_nothing_that_the_next_letter_would_replace() {
        let mut field = Field::new("one two", Lines::One);
        for _ in 0..3 {
            field.press(Chord { shift: true, ..Chord::plain(Key::Left) });
        }
        press(&mut field, Key::Char('x'));
        assert_eq!(field.text(), "one xtwo");
    }

    #[test]
    fn keys_of_others_are_left_to_them() {
        let mut field = Field::new("text", Lines::One);
        for key in ["ctrl-s", "ctrl-g", "alt-x", "tab", "esc", "f5", "up", "down", "enter"] {
            assert!(!field.press(key.parse().unwrap()), "{key}");
        }
        assert_eq!(field.text(), "text");
    }
}
