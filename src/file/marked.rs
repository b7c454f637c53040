//! A text in which a git merge left both sides, between its markers: found, and taken apart.
//! Knows lines alone; what the sides say is for `read`.

use super::{
    scan::{Fault, Span},
    trouble::Trouble,
};

/// A line that is one of git's markers, with what it calls its side.
enum Marker<'t> {
    Ours(&'t str),
    Base(&'t str),
    Parts,
    Theirs(&'t str),
}

fn marker(line: &str) -> Option<Marker<'_>> {
    let line = line.trim_end_matches(['\n', '\r']);
    let (mark, label) = line.split_at_checked("<<<<<<<".len()).filter(|(_, label)| label.is_empty() || label.starts_with(' '))?;
    match mark {
        "<<<<<<<" => Some(Marker::Ours(label.trim())),
        "|||||||" => Some(Marker::Base(label.trim())),
        "=======" => Some(Marker::Parts),
        ">>>>>>>" => Some(Marker::Theirs(label.trim())),
        _ => None,
    }
}

/// A conflict that is not closed yet.
struct Open<'t> {
    start: usize,
    ours: &'t str,
    base: Option<&'t str>,
    is_parted: bool,
}

/// The first place where a git merge left both sides, and in how many it did; `None` where it did not.
pub(crate) fn conflict(text: &str) -> Option<Fault> {
    let (mut at, mut count) = (0, 0);
    let mut open: Option<Open> = None;
    let mut first: Option<(Open, &str)> = None;
    for line in text.split_inclusive('\n') {
        match (marker(line), &mut open) {
            (Some(Marker::Ours(ours)), _) => open = Some(Open { start: at, ours, base: None, is_parted: false }),
            (Some(Marker::Base(base)), Some(open)) => open.base = Some(base),
            (Some(Marker::Parts), Some(open)) => open.is_parted = true,
            (Some(Marker::Theirs(theirs)), Some(Open { is_parted: true, .. })) => {
                count += 1;
                first = first.or(open.take().map(|open| (open, theirs)));
                open = None;
            }
            (Some(Marker::Base(_) | Marker::Parts | Marker::Theirs(_)) | None, _) => {}
        }
        at += line.len();
    }
    let (Open { start, ours, base, .. }, theirs) = first?;
    let trouble = Trouble::Conflict { ours: ours.into(), base: base.map(str::to_string), theirs: theirs.into(), count };
    Some(Fault { at: Span::new(start, start + "<<<<<<<".len()), trouble })
}

/// The two sides of a text with git's conflict markers, and the base where the markers hold it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    pub base: Option<String>,
    pub ours: String,
    pub theirs: String,
    /// What the markers call ours and theirs.
    pub labels: [String; 2],
}

#[derive(Clone, Copy)]
enum Part {
    Ours,
    Base,
    Theirs,
}

/// Takes a text with conflict markers apart; none when it has none.
pub fn marked_sides(text: &str) -> Option<Marked> {
    conflict(text)?;
    let (mut marked, mut base, mut has_base, mut at) = (Marked::default(), String::new(), true, 0);
    let mut part = None;
    for line in text.split_inclusive('\n') {
        at += line.len();
        match (part, marker(line)) {
            (None, Some(Marker::Ours(ours))) => {
                marked.labels[0] = ours.into();
                part = Some(Part::Ours);
                has_base &= has_base_before_it_parts(&text[at..]);
            }
            (Some(Part::Ours), Some(Marker::Base(_))) => part = Some(Part::Base),
            (Some(Part::Ours | Part::Base), Some(Marker::Parts)) => part = Some(Part::Theirs),
            (Some(Part::Theirs), Some(Marker::Theirs(theirs))) => {
                marked.labels[1] = theirs.into();
                part = None;
            }
            (Some(Part::Ours), _) => marked.ours.push_str(line),
            (Some(Part::Base), _) => base.push_str(line),
            (Some(Part::Theirs), _) => marked.theirs.push_str(line),
            (None, _) => [&mut marked.ours, &mut base, &mut marked.theirs].into_iter().for_each(|it| it.push_str(line)),
        }
    }
    marked.base = has_base.then_some(base);
    Some(marked)
}

/// Whether what follows the opening of a conflict has a part for the base.
fn has_base_before_it_parts(after: &str) -> bool {
    let until_parted = after.lines().map(marker).take_while(|it| !matches!(it, Some(Marker::Parts)));
    until_parted.into_iter().any(|it| matches!(it, Some(Marker::Base(_))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKED: &str = "a\n<<<<<<< HEAD\nb\n||||||| 1234\nb0\n=======\nc\n>>>>>>> topic\nd\n<<<<<<< HEAD\ne\n=======\nf\n>>>>>>> topic\n";

    #[test]
    fn a_text_with_markers_is_taken_apart() {
        let marked = marked_sides(MARKED).unwrap();
        assert_eq!((marked.ours.as_str(), marked.theirs.as_str()), ("a\nb\nd\ne\n", "a\nc\nd\nf\n"));
        assert_eq!((marked.base, marked.labels), (None, ["HEAD".to_string(), "topic".into()]), "the second conflict has no base");
        let first = MARKED.split_inclusive('\n').take(8).collect::<String>();
        assert_eq!(marked_sides(&first).unwrap().base.as_deref(), Some("a\nb0\n"));
    }

    #[test]
    fn the_first_conflict_is_found_and_all_are_counted() {
        let sides = Trouble::Conflict { ours: "HEAD".into(), base: Some("1234".into()), theirs: "topic".into(), count: 2 };
        assert_eq!(conflict(MARKED), Some(Fault { at: Span::new(2, 9), trouble: sides }));
    }

    #[test]
    fn what_only_looks_like_markers_is_none() {
        for text in [
            "",
            "=======\n",
            "<<<<<<< a\nb\n>>>>>>> c\n",
            "<<<<<<<a\n=======\n>>>>>>> c\n",
            "<<<<<<< a\n========\n>>>>>>> c\n",
            "é<<<<<<\n",
        ] {
            assert_eq!((conflict(text), marked_sides(text)), (None, None), "{text:?}");
        }
    }
}
