//! Text on as many lines as it takes.

use super::{plain, shown::width};
use unicode_segmentation::UnicodeSegmentation;

/// Text broken at spaces into lines of at most `cells`; a longer word is broken where it must.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    wrapping(text, cells, |line| lines.push(line.into()));
    lines
}

/// The same lines, one after the other, for whoever keeps none of them.
pub fn wrapping(text: &str, cells: usize, mut line: impl FnMut(&str)) {
    let cells = cells.max(1);
    for paragraph in text.split('\n') {
        match paragraph.is_ascii() || plain::is_plain(paragraph) {
            true => plain_lines(paragraph, cells, &mut line),
            false => clustered_lines(paragraph, cells, &mut line),
        }
    }
}

/// Where each character has one cell: every line is a piece of the text.
fn plain_lines<'t>(text: &'t str, cells: usize, line: &mut impl FnMut(&'t str)) {
    if text.len() <= cells && !text.starts_with(' ') {
        return line(text);
    }
    // The line so far, and how many cells it has.
    let (mut start, mut end, mut used, mut at) = (0, 0, 0, 0);
    for word in text.split(' ') {
        let (from, to) = (at, at + word.len());
        at = to + 1;
        let mut wide = plain::cells(word);
        if used > 0 && used + 1 + wide > cells {
            line(&text[start..end]);
            used = 0;
        }
        if used > 0 {
            (end, used) = (to, used + 1 + wide);
            continue;
        }
        start = from;
        while wide > cells {
            let next = start + plain::after(&text[start..to], cells);
            line(&text[start..next]);
            (start, wide) = (next, wide - cells);
        }
        (end, used) = (to, wide);
    }
    line(&text[start..end]);
}

fn clustered_lines(paragraph: &str, cells: usize, line: &mut impl FnMut(&str)) {
    // The line so far, and how many cells it has: what takes no cell may come without end.
    let (mut so_far, mut used) = (String::new(), 0);
    for word in paragraph.split(' ') {
        if !so_far.is_empty() && used + 1 + width(word) > cells {
            line(&so_far);
            (so_far, used) = (String::new(), 0);
        }
        if !so_far.is_empty() {
            so_far.push(' ');
            used += 1;
        }
        for cluster in word.graphemes(true) {
            let wide = width(cluster);
            if !so_far.is_empty() && used + wide > cells {
                line(&so_far);
                (so_far, used) = (String::new(), 0);
            }
            so_far.push_str(cluster);
            used += wide;
        }
    }
    line(&so_far);
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
    use proptest::prelude::*;

    /// As it is for clusters, for any text.
    fn by_clusters(text: &str, cells: usize) -> Vec<String> {
        let mut lines = Vec::new();
        text.split('\n').for_each(|paragraph| clustered_lines(paragraph, cells.max(1), &mut |line: &str| lines.push(line.into())));
        lines
    }

    proptest! {
        #[test]
        fn plain_text_is_wrapped_as_any_other(text in "([a-c é→·]|  |[a-z]{9}|\n|\t|日|\u{301}){0,40}", cells in 0..12usize) {
            prop_assert_eq!(wrap(&text, cells), by_clusters(&text, cells));
        }
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
