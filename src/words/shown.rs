//! What of somebody's text may reach a terminal, and how it is cut to a width without breaking a character.
//! Controls, direction overrides and invisible characters become visible marks; the plan keeps them as they are.

use super::plain;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// More combining marks than these on one character are dropped.
const MARKS_MAX: usize = 8;
const ELLIPSIS: &str = "…";

/// Text that is safe to show, line breaks kept.
pub fn clean(text: &str) -> Cow<'_, str> {
    match text.split('\n').all(plain::is_plain) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.graphemes(true).flat_map(|cluster| clean_cluster(cluster, '\n')).collect()),
    }
}

/// Text that is safe to show on one line: line breaks and tabs become spaces.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    match plain::is_plain(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.graphemes(true).flat_map(|cluster| clean_cluster(cluster, ' ')).collect()),
    }
}

/// The same, and how many cells it takes.
pub fn measured_line(text: &str) -> (Cow<'_, str>, usize) {
    match clean_line(text) {
        // It was plain.
        Cow::Borrowed(text) => (Cow::Borrowed(text), plain::cells(text)),
        Cow::Owned(text) => {
            let cells = width(&text);
            (Cow::Owned(text), cells)
        }
    }
}

fn clean_cluster(cluster: &str, line_break: char) -> impl Iterator<Item = char> {
    let is_break = matches!(cluster, "\r\n" | "\n" | "\r");
    let joins = cluster.chars().any(|c| !c.is_ascii() && char_width(c) > 0);
    let mut marks = 0;
    let chars = cluster.chars().filter(move |_| !is_break).filter_map(move |c| {
        if is_hidden(c) || c.is_control() || char_width(c) > 0 {
            return Some(picture(c));
        }
        marks += 1;
        (marks <= MARKS_MAX && (joins || !matches!(c, '\u{200c}' | '\u{200d}'))).then_some(c)
    });
    is_break.then_some(line_break).into_iter().chain(chars)
}

/// In cells, of a character by itself.
fn char_width(c: char) -> usize {
    UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str)
}

/// A visible mark for what would be invisible or would command the terminal.
fn picture(c: char) -> char {
    match c {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

/// Characters that reorder their neighbours, or take no room and say nothing.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// How many cells text takes.
pub fn width(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false if plain::is_plain(text) => plain::cells(text),
        false => text.graphemes(true).map(UnicodeWidthStr::width).sum(),
    }
}

/// Text cut to at most `cells`, the last of them an ellipsis where something is missing.
pub fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    if plain::is_plain(text) {
        return Cow::Owned(text[..plain::after(text, cells - 1)].trim_end().to_string() + ELLIPSIS);
    }
    let mut used = 0;
    let kept: String = text
        .graphemes(true)
        .take_while(|cluster| {
            used += UnicodeWidthStr::width(*cluster);
            used < cells
        })
        .collect();
    Cow::Owned(kept.trim_end().to_string() + ELLIPSIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    // H08 H22 H24 H25 H26 H28 P18
    #[test]
    fn nothing_that_commands_a_terminal_is_left() {
        assert_eq!(clean_line("a\u{1b}[31mred\u{7}"), "a␛[31mred␇");
        assert_eq!(clean_line("x\u{202e}y\u{200b}z\u{9b}"), "x\u{fffd}y\u{fffd}z\u{fffd}");
        assert_eq!(clean_line("a\u{1d173}\u{1bca0}b"), "a\u{fffd}\u{fffd}b", "signs of notation that show nothing");
        assert_eq!(clean_line("two\r\nlines\tand a tab"), "two lines and a tab");
        assert_eq!(clean("two\r\nlines"), "two\nlines");
    }

    // H29
    #[test]
    fn families_stay_together_and_marks_are_capped() {
        assert_eq!(clean_line("👨\u{200d}👩\u{200d}👧"), "👨\u{200d}👩\u{200d}👧");
        let zalgo = format!("a{}", "\u{301}".repeat(2000));
        assert_eq!(clean_line(&zalgo).chars().count(), 1 + MARKS_MAX);
    }

    #[test]
    fn cutting_never_splits_a_character_or_exceeds_the_width() {
        for text in ["plain ascii text", "日本語のテキスト", "e\u{301}e\u{301}e\u{301}e\u{301}", "👨\u{200d}👩\u{200d}👧 family of three"]
        {
            for cells in 0..20 {
                let out = cut(text, cells);
                assert!(width(&out) <= cells, "{text} at {cells}: {out}");
            }
        }
        assert_eq!(cut("Archive seven years", 11), "Archive se…");
        assert_eq!(cut("日本語", 4), "日…");
    }
}
