//! Somebody's text within markup: it can open nothing and close nothing.

/// For element text and quoted attributes of XML, in UTF-8.
pub(super) fn xml(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match named(c) {
            Some(entity) => out.push_str(entity),
            None => out.push(allowed(c)),
        }
        out
    })
}

/// The same for HTML, in ASCII, so that no reader can take it for another encoding.
pub(super) fn html(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match named(c) {
            Some(entity) => out.push_str(entity),
            None if c.is_ascii() => out.push(allowed(c)),
            None => out.push_str(&format!("&#{};", u32::from(allowed(c)))),
        }
        out
    })
}

const fn named(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

/// What XML cannot hold is marked (XML 1.0, production 2).
const fn allowed(c: char) -> char {
    match c {
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(xml("<b a=\"x\" c='y'> & é\u{ffff}\u{1}"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt; &amp; é\u{fffd}\u{fffd}");
        assert_eq!(html("→ <i>"), "&#8594; &lt;i&gt;");
    }
}
