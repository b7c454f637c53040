//! Text whose every character stands in one cell of its own: most of what people write, measured without looking for clusters.
//! Whatever it is not sure of it leaves to `shown`, which takes characters as a person sees them.

use std::ops::RangeInclusive;

/// Printable ones that join no neighbour: Latin with its accents, dashes, quotes, arrows; lines, boxes and shapes but the wide ones. In order.
const PLAIN: [RangeInclusive<char>; 12] = [
    ' '..='~',
    '\u{a1}'..='\u{ac}',
    '\u{ae}'..='\u{2ff}',
    '\u{2010}'..='\u{2027}',
    '‹'..='›',
    '€'..='€',
    '\u{2190}'..='\u{21ff}',
    '∙'..='∙',
    '≤'..='≥',
    LINES,
    '✔'..='✔',
    '✖'..='✖',
];

const LINES: RangeInclusive<char> = '─'..='◼';

/// Printable characters of one cell each, and nothing else.
pub fn is_plain(text: &str) -> bool {
    // What is not ASCII alone is mostly of a line; what follows is mostly of the same kind.
    let mut near = &LINES;
    let mut is_plain_char =
        |c: char| near.contains(&c) || PLAIN.iter().find(|range| range.contains(&c)).map(|range| near = range).is_some();
    is_printable_ascii(text) || text.chars().all(&mut is_plain_char)
}

pub(super) fn is_printable_ascii(text: &str) -> bool {
    text.bytes().fold(true, |all, b| all & (b.wrapping_sub(0x20) < 0x5f))
}

/// The cells of text whose every character has one.
pub(super) fn cells(text: &str) -> usize {
    text.bytes().filter(|b| b & 0xc0 != 0x80).count()
}

/// Where the characters after the first so many begin.
pub(super) fn after(text: &str, characters: usize) -> usize {
    match text.is_ascii() {
        true => characters.min(text.len()),
        false => text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_plain_character_has_a_cell_of_its_own_and_joins_no_other() {
        for c in PLAIN.into_iter().flatten() {
            for text in [format!("{c}"), format!("a{c}"), format!("{c}a"), format!("{c}{c}"), format!(" {c}→")] {
                let clusters: Vec<&str> = text.graphemes(true).collect();
                assert_eq!(clusters.len(), text.chars().count(), "{c:?}");
                assert!(clusters.iter().all(|it| UnicodeWidthStr::width(*it) == 1), "{c:?}");
                assert_eq!(cells(&text), clusters.len(), "{c:?}");
            }
        }
        assert!((0..=0x2ff).filter_map(char::from_u32).filter(|c| c.is_control()).all(|c| !is_plain(&c.to_string())));
    }

    #[test]
    fn what_may_join_or_command_is_not_plain() {
        for text in ["\n", "\t", "\u{7f}", "\u{ad}", "e\u{301}", "日", "👩", "\u{200b}", "\u{202e}", "\u{a0}"] {
            assert!(!is_plain(text), "{text:?}");
        }
        assert!(is_plain("") && is_plain("Café “à la carte” → 3 · naïve…"));
    }
}
