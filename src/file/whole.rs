//! What is judged of a file before its fields: size, encoding, a newer format. A merge that git left is in `marked`.
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

/// A format newer than ours is one problem: fields we do not know come with it.
pub(crate) fn newer(tree: &Tree) -> Option<Fault> {
    let field = tree.field(0, "format").map(|field| tree.unwrapped(field))?;
    let it = tree.node(field);
    let format = super::literal::count(tree.slice(it.span)).filter(|format| it.kind == Kind::Bare && *format > Plan::FORMAT)?;
    Some(Fault { at: it.span, trouble: Trouble::Newer { format } })
}
