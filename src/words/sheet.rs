//! The cards as a table of text: its columns, what stands between several values in one cell, and the mark that keeps a cell from being
//! computed. The delivery plan's export writes it and imports read it, so neither can leave the other behind.

use super::clean;

/// The columns that say what a card is, in order.
pub const CARD_COLUMNS: [&str; 16] = [
    "title",
    "id",
    "outcome",
    "outcome id",
    "column",
    "owners",
    "estimate",
    "needs",
    "note",
    "blocked",
    "due",
    "change",
    "added",
    "entered",
    "started",
    "finished",
];

/// The last column, which marks each row as internal and says nothing of the card.
pub const INTERNAL_COLUMN: &str = "internal";

/// Between several names or ids in one cell.
pub const BETWEEN: &str = "; ";

const GUARD: char = '\'';

/// Text that no spreadsheet takes for a formula, full-width signs and signs after spaces included (ASVS 1.2.10): one that could be
/// begins with `'`, and so does one that begins with `'` already, so that taking one away gives every text back.
pub fn guarded(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let is_formula = first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    let begins_oddly = text.starts_with([GUARD, '\t', '\r', '\n', '\0']);
    let guard = if is_formula || begins_oddly { GUARD.to_string() } else { String::new() };
    format!("{guard}{}", clean(text))
}

/// A cell of ours as the text it stands for.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_text_and_comes_back_whole() {
        for text in ["=1+1", "+1", "-2", "@SUM(1)", "＝1", " =1", "\t=1", "'quoted", "''", "'=1"] {
            let cell = guarded(text);
            assert!(cell.starts_with('\''), "{text}");
            assert_eq!(cell[1..], clean(text), "{text}");
            assert_eq!(unguarded(&cell), clean(text), "{text}");
        }
        for text in ["", "a=1", "1-2", "dataset", "\"x\"", "日本"] {
            assert_eq!((guarded(text).as_str(), unguarded(text)), (text, text));
        }
    }
}
