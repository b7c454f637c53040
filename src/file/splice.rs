//! Splices: which bytes of a text give way to which others. Applied together, and undone together.
//! Knows no plan.

use std::ops::Range;

/// Bytes of a text, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: Range<usize>,
    pub with: String,
}

/// The text with all splices done. They are in order and do not overlap.
pub fn spliced(text: &str, splices: &[Splice]) -> String {
    let grown: usize = splices.iter().map(|splice| splice.with.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut done = 0;
    for splice in splices {
        out.push_str(&text[done..splice.at.start]);
        out.push_str(&splice.with);
        done = splice.at.end;
    }
    out.push_str(&text[done..]);
    out
}

/// The splices that give `text` back from what `splices` make of it.
pub fn inverse(text: &str, splices: &[Splice]) -> Vec<Splice> {
    let (mut added, mut removed) = (0, 0);
    let mut back = Vec::with_capacity(splices.len());
    for splice in splices {
        let start = splice.at.start + added - removed;
        back.push(Splice { at: start..start + splice.with.len(), with: text[splice.at.clone()].to_string() });
        added += splice.with.len();
        removed += splice.at.len();
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_gives_the_text_back() {
        let text = "one two three";
        let splices =
            [Splice { at: 0..3, with: "1".into() }, Splice { at: 4..4, with: "and ".into() }, Splice { at: 7..13, with: String::new() }];
        let after = spliced(text, &splices);
        assert_eq!(after, "1 and two");
        assert_eq!(spliced(&after, &inverse(text, &splices)), text);
    }
}
