//! What of somebody's text may reach a terminal, and how it is cut to a width without breaking a character.
//! Controls, direction overrides and invisible characters become visible marks; the plan keeps them as they are.

use super::is_single;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// More combining marks than these on one character are dropped.
const MARKS_MAX: usize = 8;
const ELLIPSIS: &str = "…";

/// Text that is safe to show, line breaks kept.
pub fn clean(text: &str) -> Cow<'_, str> {
    match text.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\n') {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.graphemes(true).flat_map(|cluster| clean_cluster(cluster, '\n')).collect()),
    }
}

/// Text that is safe to show on one line: line breaks and tabs become spaces.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    match is_single(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.graphemes(true).flat_map(|cluster| clean_cluster(cluster, ' ')).collect()),
    }
}

fn clean_cluster(cluster: &str, line_break: char) -> impl Iterator<Item = char> {
    let mut marks = 0;
    let joined = cluster.chars().any(|c| !c.is_ascii() && UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str) > 0);
    let line_break_once = matches!(cluster, "\r\n" | "\n" | "\r").then_some(line_break);
    let chars: Vec<char> = cluster
        .chars()
        .filter(|_| line_break_once.is_none())
        .filter_map(|c| {
            if !is_hidden(c) && UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str) == 0 && !c.is_control() {
                marks += 1;
                return (marks <= MARKS_MAX && (joined || !matches!(c, '\u{200c}' | '\u{200d}'))).then_some(c);
            }
            Some(picture(c))
        })
        .collect();
    line_break_once.into_iter().chain(chars)
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
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// How many cells text takes.
pub fn width(text: &str) -> usize {
    match () {
        () if text.is_ascii() => text.len(),
        () if is_single(text) => text.chars().count(),
        () => text.graphemes(true).map(UnicodeWidthStr::width).sum(),
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

/// Text broken at spaces into lines of at most `cells`; a longer word is broken where it must.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && width(&line) + 1 + width(word) > cells {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            for cluster in word.graphemes(true) {
                if !line.is_empty() && width(&line) + width(cluster) > cells {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(cluster);
            }
        }
        lines.push(line);
    }
    lines
}

/// What is left for words before a line of columns is broken as one of words.
const LAST_COLUMN_MIN: usize = 20;

/// One line on as many as it takes: what goes on stands below its own column, or a little further in where there is none.
pub fn hang(line: &str, cells: usize) -> Vec<String> {
    if width(line) <= cells {
        return vec![line.into()];
    }
    let indent = line.len() - line.trim_start_matches(' ').len();
    let column = line.rfind("  ").map_or(indent, |at| at + 2);
    let has_room = width(&line[..column]) + LAST_COLUMN_MIN <= cells;
    let (head, rest) = line.split_at(if has_room { column } else { indent.min(cells / 2) });
    let below = width(head) + if column > indent && has_room { 0 } else { 2 };
    let words = wrap(rest, cells.saturating_sub(below.max(width(head))));
    let line = |(n, words): (usize, String)| if n == 0 { format!("{head}{words}") } else { format!("{}{words}", " ".repeat(below)) };
    words.into_iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // H08 H22 H24 H25 H26 H28 P18
    #[test]
    fn nothing_that_commands_a_terminal_is_left() {
        assert_eq!(clean_line("a\u{1b}[31mred\u{7}"), "a␛[31mred␇");
        assert_eq!(clean_line("x\u{202e}y\u{200b}z\u{9b}"), "x\u{fffd}y\u{fffd}z\u{fffd}");
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

    #[test]
    fn a_line_goes_on_below_its_own_column() {
        let line = "    16 February  Acme Data Office: Provide the ledger dataset";
        assert_eq!(hang(line, 61), [line]);
        assert_eq!(hang(line, 44), ["    16 February  Acme Data Office: Provide", "                 the ledger dataset"]);
        assert_eq!(hang(line, 30), ["    16 February  Acme Data", "      Office: Provide the", "      ledger dataset"]);
        assert_eq!(hang("    Load · Dev Lead · 5 days", 18), ["    Load · Dev", "      Lead · 5", "      days"]);
        for cells in 1..70 {
            let said = hang(line, cells).concat();
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(squeezed(&said), squeezed(line), "{cells}");
        }
    }

    #[test]
    fn wrapping_keeps_every_word_within_the_width() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("a\nb", 9), ["a", "b"]);
    }
}
