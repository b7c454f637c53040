//! Characters that are one cell wide, harmless, and never part of a cluster: nearly all that is ever shown.
//! What is made of them alone needs no look at its clusters.

/// Whether every character stands for itself in a cell of its own.
pub fn is_single(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || text.chars().all(is_single_char)
}

/// Latin letters, dashes and quotes, arrows, lines, boxes and shapes; none with a picture's wide form.
fn is_single_char(c: char) -> bool {
    matches!(c,
        ' '..='~' | '¡'..='¬' | '®'..='\u{17f}' | '–' | '—' | '‘'..='‟' | '•' | '…' | '‹' | '›' | '€' | '←'..='⇿' | '∙' | '≤' | '≥'
        | '─'..='◼' | '◿' | '✔' | '✖')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::clean_line;
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn each_takes_one_cell_is_shown_as_it_is_and_joins_with_no_other() {
        let all: Vec<char> = (0..0x1_0000).filter_map(char::from_u32).filter(|c| is_single_char(*c)).collect();
        assert!(all.len() > 600, "{}", all.len());
        for c in &all {
            let alone = c.to_string();
            assert_eq!(UnicodeWidthStr::width(alone.as_str()), 1, "{c}");
            assert!(!c.is_control(), "{c:?}");
            // Between a letter and a letter, where what joins would be seen.
            let between = format!("x\u{301}{c}y");
            assert_eq!(clean_line(&between), between, "{c}");
            for other in ['a', ' ', 'é', '─', '►', *c] {
                assert_eq!(format!("{c}{other}").graphemes(true).count(), 2, "{c}{other}");
                assert_eq!(format!("{other}{c}").graphemes(true).count(), 2, "{other}{c}");
            }
        }
    }

    #[test]
    fn what_joins_hides_or_is_wide_is_none() {
        for text in ["日", "e\u{301}", "\u{200d}", "\u{ad}", "\u{202e}", "\u{fe0f}", "a\tb", "\u{1b}", "\u{7f}", "\u{85}", "👍", "◽", "ש"]
        {
            assert!(!is_single(text), "{text:?}");
        }
        assert!(is_single("Größe · 12 Mär – ► ┃ ◌ ▲ …"));
    }
}
