//! The keys of a text field, as readline and keyboards have them, and where in a line each of their ways leads.
//! Knows chords and lines of text, no text area; columns are characters, from 0.
//! Another key is a row of `meant`.

use super::{Chord, Key};
use unicode_segmentation::UnicodeSegmentation;

/// What a key does to a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edit {
    Insert(char),
    Break,
    Go(To),
    Erase(To),
    /// Erases, and keeps it to be put back.
    Cut(To),
    PutBack,
    Up,
    Down,
    Top,
    Bottom,
    Undo,
    Redo,
}

/// A way from the cursor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum To {
    Left,
    Right,
    WordLeft,
    WordRight,
    /// Back over a word as spaces part them.
    SpaceLeft,
    Head,
    End,
}

/// The keys of readline and those that keyboards have for the same.
pub(super) fn meant(chord: Chord) -> Option<Edit> {
    Some(match (chord.ctrl, chord.alt, chord.key) {
        (false, false, Key::Char(c)) => Edit::Insert(c),
        (_, _, Key::Enter) | (true, false, Key::Char('j' | 'm')) => Edit::Break,
        (false, false, Key::Left) | (true, false, Key::Char('b')) => Edit::Go(To::Left),
        (false, false, Key::Right) | (true, false, Key::Char('f')) => Edit::Go(To::Right),
        (_, _, Key::Left) | (false, true, Key::Char('b')) => Edit::Go(To::WordLeft),
        (_, _, Key::Right) | (false, true, Key::Char('f')) => Edit::Go(To::WordRight),
        (false, _, Key::Home) | (true, false, Key::Char('a')) => Edit::Go(To::Head),
        (false, _, Key::End) | (true, false, Key::Char('e')) => Edit::Go(To::End),
        (true, _, Key::Home) | (_, _, Key::PageUp) | (false, true, Key::Char('<')) => Edit::Top,
        (true, _, Key::End) | (_, _, Key::PageDown) | (false, true, Key::Char('>')) => Edit::Bottom,
        (_, _, Key::Up) | (true, false, Key::Char('p')) => Edit::Up,
        (_, _, Key::Down) | (true, false, Key::Char('n')) => Edit::Down,
        (false, false, Key::Backspace) | (true, false, Key::Char('h')) => Edit::Erase(To::Left),
        (false, false, Key::Delete) | (true, false, Key::Char('d')) => Edit::Erase(To::Right),
        (_, _, Key::Backspace) => Edit::Cut(To::WordLeft),
        (_, _, Key::Delete) | (false, true, Key::Char('d')) => Edit::Cut(To::WordRight),
        (true, false, Key::Char('w')) => Edit::Cut(To::SpaceLeft),
        (true, false, Key::Char('u')) => Edit::Cut(To::Head),
        (true, false, Key::Char('k')) => Edit::Cut(To::End),
        (true, false, Key::Char('y')) => Edit::PutBack,
        // Terminals send the same for Ctrl-_, Ctrl-/ and Ctrl-7.
        (true, false, Key::Char('_' | '/' | '7' | '-')) => Edit::Undo,
        (true, false, Key::Char('r')) => Edit::Redo,
        (true, _, Key::Char(_)) | (_, true, Key::Char(_)) | (_, _, Key::Esc | Key::Tab | Key::BackTab | Key::F(_)) => return None,
    })
}

/// The character the way leads to from this one; none where it leads out of the line.
pub(super) fn leads(to: To, line: &str, column: usize) -> Option<usize> {
    let length = line.chars().count();
    match to {
        // Over what a person sees as one character.
        To::Left => ends(line.graphemes(true)).take_while(|at| *at < column).last().or((column > 0).then_some(0)),
        To::Right => ends(line.graphemes(true)).find(|at| *at > column),
        To::Head => (column > 0).then_some(0),
        To::End => (column < length).then_some(length),
        To::WordLeft => word_left(line, column, |part| part.chars().any(char::is_alphanumeric)),
        To::SpaceLeft => word_left(line, column, |part| !part.trim().is_empty()),
        To::WordRight => word_right(line, column),
    }
}

/// Where each of these parts ends, in characters of the line.
fn ends<'t>(parts: impl Iterator<Item = &'t str>) -> impl Iterator<Item = usize> {
    parts.scan(0, |end, part| {
        *end += part.chars().count();
        Some(*end)
    })
}

/// Back over what lies between words, and over one word.
fn word_left(line: &str, column: usize, is_word: impl Fn(&str) -> bool) -> Option<usize> {
    let mut begin = 0;
    let mut parts = Vec::new();
    for (part, end) in line.split_word_bounds().zip(ends(line.split_word_bounds())) {
        parts.push((begin, is_word(part)));
        begin = end;
    }
    let mut before = parts.into_iter().rev().skip_while(|(begin, _)| *begin >= column).skip_while(|(_, is_word)| !is_word);
    let mut at = before.next().map(|(begin, _)| begin).or((column > 0).then_some(0))?;
    for (begin, is_word) in before {
        if !is_word {
            break;
        }
        at = begin;
    }
    Some(at)
}

/// Over what lies between words, to the end of the next one.
fn word_right(line: &str, column: usize) -> Option<usize> {
    let is_word = |part: &str| part.chars().any(char::is_alphanumeric);
    let parts = line.split_word_bounds().zip(ends(line.split_word_bounds()));
    let length = line.chars().count();
    let word = parts.filter(|(part, end)| *end > column && is_word(part)).map(|(_, end)| end).next();
    word.or((column < length).then_some(length))
}
