//! What is judged of a file before its fields: size, encoding, a merge that git left, a newer format.
//! Strings in, problems out.

use super::{
    place,
    scan::{Fault, Kind, Span, Tree},
    trouble::Trouble,
};
use crate::plan::{Plan, Problem};

/// Larger files are not opened (spec 2, Private).
pub const BYTES_MAX: usize = 64 << 20;

/// The text of a file's bytes.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Box<Problem>> {
    fits(bytes)?;
    std::str::from_utf8(bytes).map_err(|error| Box::new(not_utf8(bytes, error.valid_up_to())))
}

/// What no plan can be, whatever it says.
pub(crate) fn fits(bytes: &[u8]) -> Result<(), Box<Problem>> {
    if bytes.len() > BYTES_MAX {
        return Err(Box::new(place::problem_without_text(&Trouble::TooLarge { bytes: bytes.len() })));
    }
    if !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0) {
        return Err(Box::new(place::problem_without_text(&Trouble::OnlyNul)));
    }
    Ok(())
}

fn not_utf8(bytes: &[u8], byte: usize) -> Problem {
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let nuls = bytes.iter().take(512).filter(|byte| **byte == 0).count();
    let trouble = Trouble::NotUtf8 { byte, utf16: marked || nuls > bytes.len().min(512) / 4 };
    let line_end = bytes[byte..].iter().position(|c| *c == b'\n').map_or(bytes.len(), |at| byte + at);
    let shown = String::from_utf8_lossy(&bytes[..line_end.min(byte + 200)]);
    let at = Span::new(byte, byte);
    let mut problems = place::problems(&shown, vec![Fault { at, trouble: trouble.clone() }]);
    problems.pop().unwrap_or_else(|| place::problem_without_text(&trouble))
}

/// The first place where a git merge left both sides, when there is one.
pub(crate) fn conflict(text: &str) -> Option<Fault> {
    let mut count = 0;
    let mut found: Option<(usize, Trouble)> = None;
    let mut open: Option<(usize, String, Option<String>, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive(['\n']) {
        let bare = line.trim_end_matches(['\n', '\r']);
        let label = |mark: &str| {
            bare.strip_prefix(mark).filter(|rest| rest.is_empty() || rest.starts_with(' ')).map(|rest| rest.trim().to_string())
        };
        if let Some(ours) = label("<<<<<<<") {
            open = Some((at, ours, None, false));
        } else if let Some((start, ours, base, parted)) = &mut open {
            if let Some(name) = label("|||||||") {
                *base = Some(name);
            } else if label("=======").is_some() {
                *parted = true;
            } else if let Some(theirs) = label(">>>>>>>").filter(|_| *parted) {
                count += 1;
                let sides = Trouble::Conflict { ours: std::mem::take(ours), base: base.take(), theirs, count };
                found = found.or(Some((*start, sides)));
                open = None;
            }
        }
        at += line.len();
    }
    let (start, mut trouble) = found?;
    if let Trouble::Conflict { count: all, .. } = &mut trouble {
        *all = count;
    }
    Some(Fault { at: Span::new(start, start + 7), trouble })
}

/// A format newer than ours is one problem: fields we do not know come with it.
pub(crate) fn newer(tree: &Tree) -> Option<Fault> {
    let field = tree.field(0, "format").map(|field| tree.unwrapped(field))?;
    let it = tree.node(field);
    let format = super::literal::count(tree.slice(it.span)).filter(|format| it.kind == Kind::Bare && *format > Plan::FORMAT)?;
    Some(Fault { at: it.span, trouble: Trouble::Newer { format } })
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

/// Takes a text with conflict markers apart; none when it has none.
pub fn marked_sides(text: &str) -> Option<Marked> {
    conflict(text)?;
    let (mut marked, mut base, mut has_base) = (Marked::default(), String::new(), true);
    let mut part = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let label = |mark: &str| bare.strip_prefix(mark).filter(|rest| rest.is_empty() || rest.starts_with(' ')).map(str::trim);
        match (part, label("<<<<<<<"), label("|||||||"), label("======="), label(">>>>>>>")) {
            (None, Some(ours), ..) => {
                marked.labels[0] = ours.to_string();
                part = Some(Part::Ours);
                has_base &= text_has_base(text, line);
            }
            (Some(Part::Ours), _, Some(_), ..) => part = Some(Part::Base),
            (Some(Part::Ours | Part::Base), _, _, Some(_), _) => part = Some(Part::Theirs),
            (Some(Part::Theirs), .., Some(theirs)) => {
                marked.labels[1] = theirs.to_string();
                part = None;
            }
            (Some(Part::Ours), ..) => marked.ours.push_str(line),
            (Some(Part::Base), ..) => base.push_str(line),
            (Some(Part::Theirs), ..) => marked.theirs.push_str(line),
            (None, ..) => [&mut marked.ours, &mut base, &mut marked.theirs].into_iter().for_each(|it| it.push_str(line)),
        }
    }
    marked.base = has_base.then_some(base);
    Some(marked)
}

#[derive(Clone, Copy)]
enum Part {
    Ours,
    Base,
    Theirs,
}

/// Whether the conflict that this line of the text opens has a part for the base.
fn text_has_base(text: &str, opening: &str) -> bool {
    let after = opening.as_ptr() as usize - text.as_ptr() as usize + opening.len();
    let lines = text[after..].lines();
    lines.take_while(|it| !it.starts_with("=======")).any(|it| it.starts_with("|||||||"))
}
