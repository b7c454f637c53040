//! Somebody's text within Markdown: every character stands for itself.
//! CommonMark lets any ASCII punctuation be escaped; only what can never mean anything is left as it is, so that the source reads well.

/// One line of Markdown that shows one line of text.
pub fn markdown(text: &str) -> String {
    let line = super::clean_line(text);
    let chars: Vec<char> = line.trim().chars().collect();
    let mut out = String::with_capacity(line.len() + 8);
    for (at, c) in chars.iter().enumerate() {
        if is_special(*c) && !is_within_word(&chars, at) {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}

/// What may begin or end markup, a list, a heading, a table's cell, an entity or a link, here or in a dialect.
fn is_special(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '?' | '%' | '\'')
}

/// The hyphen of `sign-off`.
fn is_within_word(chars: &[char], at: usize) -> bool {
    let is_letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphabetic());
    chars[at] == '-' && at > 0 && is_letter(at - 1) && is_letter(at + 1)
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn what_could_be_markup_is_escaped_and_words_are_left() {
        assert_eq!(markdown("Reports signed-off, don't wait"), "Reports signed-off, don't wait");
        assert_eq!(markdown("1. a | *b* _c_ `d` <e> & [f](g) #h"), "1\\. a \\| \\*b\\* \\_c\\_ \\`d\\` \\<e\\> \\& \\[f\\]\\(g\\) \\#h");
        assert_eq!(markdown("- x\r\n- y"), "\\- x \\- y");
        assert_eq!(markdown("http://a.example"), "http\\:\\/\\/a\\.example");
        assert_eq!(markdown("a \\"), "a \\\\");
    }
}
