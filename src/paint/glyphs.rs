//! Signs, and how they are spelled where a font has none of them (`--ascii`): each by one ASCII character, so that nothing moves.
//! A new sign in `view` or in a mark needs a row here; a test draws every room and looks for what is missing.

use std::borrow::Cow;

/// Which signs the terminal's font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    #[default]
    Unicode,
    Ascii,
}

/// Every sign of the program and its plain spelling.
pub const SIGNS: &[(char, char)] = &[
    // marks
    ('▲', '!'),
    ('▼', 'v'),
    ('✔', '*'),
    ('✖', 'x'),
    ('●', 'o'),
    ('▣', '+'),
    ('◌', '?'),
    ('◔', '~'),
    ('◑', '%'),
    ('◷', '@'),
    ('◶', '@'),
    ('■', '#'),
    ('□', '_'),
    ('▎', '|'),
    ('▽', 'v'),
    ('◆', '#'),
    ('◇', 'O'),
    ('▶', '>'),
    ('≥', '>'),
    ('─', '-'),
    // places and ways
    ('►', '>'),
    ('▸', '+'),
    ('▾', '-'),
    ('→', '>'),
    ('←', '<'),
    ('↑', '^'),
    ('↓', 'v'),
    ('↳', '>'),
    ('‹', '<'),
    ('›', '>'),
    // lines
    ('━', '='),
    ('│', '|'),
    ('┃', '|'),
    ('║', '#'),
    ('┋', ':'),
    ('╎', '.'),
    ('═', '~'),
    ('┄', ':'),
    ('┼', '+'),
    ('┬', '+'),
    ('┴', '+'),
    ('┤', '+'),
    ('╭', '+'),
    ('╮', '+'),
    ('╰', '+'),
    ('╯', '+'),
    // text
    ('…', '~'),
    ('·', '-'),
    ('∙', '.'),
    ('–', '-'),
    ('“', '"'),
    ('”', '"'),
    ('’', '\''),
];

impl Glyphs {
    pub(super) fn spelled(self, words: &str) -> Cow<'_, str> {
        let plain = |sign: char| SIGNS.iter().find(|(it, _)| *it == sign).map_or(sign, |(_, plain)| *plain);
        match self {
            Glyphs::Unicode => Cow::Borrowed(words),
            Glyphs::Ascii if words.is_ascii() => Cow::Borrowed(words),
            Glyphs::Ascii => Cow::Owned(words.chars().map(plain).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn a_sign_takes_one_cell_and_so_does_its_plain_spelling() {
        for (sign, plain) in SIGNS {
            assert_eq!(sign.width(), Some(1), "{sign}");
            assert!(plain.is_ascii_graphic(), "{sign} as {plain:?}");
        }
        assert_eq!(SIGNS.iter().map(|(sign, _)| sign).collect::<HashSet<_>>().len(), SIGNS.len(), "each stands once");
    }

    #[test]
    fn what_somebody_wrote_in_another_script_stays() {
        assert_eq!(Glyphs::Ascii.spelled("▲ Größe → 日本"), "! Größe > 日本");
    }
}
