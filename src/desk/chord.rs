//! A key with its modifiers, as config and help spell it: `a`, `G`, `ctrl-p`, `shift-left`, `f9`, `space`.
//! For letters the shift is in the letter. Knows no terminal library.

use std::{fmt, str::FromStr};

/// A key that is no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// One press. `shift` stands only with keys that are no characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    pub key: Key,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Chord {
    pub const fn plain(key: Key) -> Self {
        Chord { key, ctrl: false, alt: false, shift: false }
    }
    /// The key that people read as this; none for words like `letter` that stand for several.
    pub fn shown(text: &str) -> Option<Chord> {
        let (ctrl, name) = text.strip_prefix("Ctrl-").map_or((false, text), |name| (true, name));
        let mut chars = name.chars();
        let key = match (chars.next(), chars.next()) {
            (Some(c), None) if ctrl => Key::Char(c.to_ascii_lowercase()),
            (Some(c), None) if c.is_ascii() => Key::Char(c),
            _ => NAMES.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, key)| *key)?,
        };
        Some(Chord { ctrl, ..Chord::plain(key) })
    }
    /// The character typed, when this is one without Ctrl or Alt.
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

const NAMES: [(&str, Key); 16] = [
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("backtab", Key::BackTab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("left", Key::Left),
    ("right", Key::Right),
    ("up", Key::Up),
    ("down", Key::Down),
    ("home", Key::Home),
    ("end", Key::End),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
    ("space", Key::Char(' ')),
    ("minus", Key::Char('-')),
];

impl FromStr for Chord {
    type Err = String;
    /// # Errors
    /// Says which name of a key is not known.
    fn from_str(text: &str) -> Result<Self, String> {
        let (mut chord, mut rest) = (Chord::plain(Key::Esc), text);
        while let Some((modifier, after)) = rest.split_once('-').filter(|(before, after)| !before.is_empty() && !after.is_empty()) {
            match modifier {
                "ctrl" => chord.ctrl = true,
                "alt" => chord.alt = true,
                "shift" => chord.shift = true,
                _ => return Err(format!("`{modifier}` is no modifier; there are ctrl, alt and shift")),
            }
            rest = after;
        }
        let mut chars = rest.chars();
        chord.key = match (chars.next(), chars.next()) {
            (Some(c), None) => Key::Char(c),
            _ => named(rest).ok_or_else(|| format!("`{rest}` is no key; write a character, or a name like enter, space, f9"))?,
        };
        Ok(chord)
    }
}

fn named(name: &str) -> Option<Key> {
    let function = || name.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n)).map(Key::F);
    NAMES.iter().find(|(it, _)| *it == name).map(|(_, key)| *key).or_else(function)
}

/// As people read it in help: `Ctrl-P`, `Shift-←`, `Enter`, `F9`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (is_held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            f.write_str(if is_held { name } else { "" })?;
        }
        let upper = self.ctrl || self.alt;
        match self.key {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(c) if upper => write!(f, "{}", c.to_uppercase()),
            Key::Char(c) => write!(f, "{c}"),
            Key::Left => f.write_str("←"),
            Key::Right => f.write_str("→"),
            Key::Up => f.write_str("↑"),
            Key::Down => f.write_str("↓"),
            Key::PageUp => f.write_str("PgUp"),
            Key::PageDown => f.write_str("PgDn"),
            Key::F(n) => write!(f, "F{n}"),
            Key::Enter => f.write_str("Enter"),
            Key::Esc => f.write_str("Esc"),
            Key::Tab => f.write_str("Tab"),
            Key::BackTab => f.write_str("Shift-Tab"),
            Key::Backspace => f.write_str("Backspace"),
            Key::Delete => f.write_str("Del"),
            Key::Home => f.write_str("Home"),
            Key::End => f.write_str("End"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_as_config_spells_them_and_shown_as_people_say_them() {
        for (spelled, shown) in [
            ("a", "a"),
            ("G", "G"),
            ("ctrl-p", "Ctrl-P"),
            ("shift-left", "Shift-←"),
            ("f9", "F9"),
            ("-", "-"),
            ("space", "Space"),
            ("[", "["),
        ] {
            assert_eq!(spelled.parse::<Chord>().unwrap().to_string(), shown);
        }
        for shown in ["Enter", "Esc", "Tab", "Space", "Backspace", "Ctrl-S", "k", "-", "+"] {
            assert_eq!(Chord::shown(shown).unwrap().to_string(), shown);
        }
        assert_eq!(["letter", "key", "↓↑", "M B F"].map(Chord::shown), [None; 4]);
        assert_eq!("f13".parse::<Chord>().unwrap_err(), "`f13` is no key; write a character, or a name like enter, space, f9");
        assert_eq!("hyper-x".parse::<Chord>().unwrap_err(), "`hyper` is no modifier; there are ctrl, alt and shift");
    }
}
