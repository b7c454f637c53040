//! Which comments belong to an item of a list: those right above it, and the one after it on its last line.
//! A comment with a blank line below it is a heading of what follows, and belongs to nobody.

use super::scan::{Span, Tree};
use crate::plan::{Comments, Trivia};

/// The room around an item of a list or a field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// Where its own comments start, else it itself.
    pub lead: usize,
    /// Where it starts, with the field's name.
    pub start: usize,
    pub value_end: usize,
    /// Behind its comma; `value_end` where there is none.
    pub comma_end: usize,
    /// Behind the comments after it on its last line.
    pub tail: usize,
    /// Nothing but white space stands before `lead` on its line.
    pub own_line: bool,
}

/// The room of a child: `from` is the end of the child before it with its comma, or of the opening bracket; `to` the start of the next
/// child, or the closing bracket.
pub(crate) fn room(tree: &Tree, child: u32, from: usize, to: usize) -> Room {
    let it = tree.node(child);
    let (start, value_end) = (it.start(), it.span.end as usize);
    let comma_end = if it.comma == 0 { value_end } else { it.comma as usize };
    let from = if line_break_in(tree.text, from, start) { tail(tree, from, start) } else { from };
    let tail = tail(tree, comma_end, to);
    let lead = lead(tree, from, start);
    let own_line = is_blank_before(tree.text, lead);
    Room { lead, start, value_end, comma_end, tail, own_line }
}

/// The comments after `from` that stand on its line, when nothing else follows on it.
fn tail(tree: &Tree, from: usize, to: usize) -> usize {
    let mut end = from;
    for comment in tree.comments_in(from, to) {
        if line_break_in(tree.text, end, comment.start as usize) {
            return end;
        }
        end = comment.end as usize;
    }
    let closes = tree.text[to..].starts_with([')', ']', '}']);
    if end == from || closes || line_break_in(tree.text, end, to) { end } else { from }
}

/// Walks up from an item over comments without a blank line between.
fn lead(tree: &Tree, from: usize, start: usize) -> usize {
    let mut lead = start;
    for comment in tree.comments_in(from, start).iter().rev() {
        if breaks(&tree.text[comment.end as usize..lead]) > 1 {
            break;
        }
        lead = comment.start as usize;
    }
    lead
}

fn breaks(text: &str) -> usize {
    match text.contains('\n') {
        true => text.matches('\n').count(),
        false => text.matches('\r').count(),
    }
}

fn line_break_in(text: &str, from: usize, to: usize) -> bool {
    from < to && text[from..to].contains(['\n', '\r'])
}

pub(crate) fn is_blank_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\r'])
}

/// An item's comments as the plan keeps them.
pub(crate) fn of_item(tree: &Tree, list: u32, before: Option<u32>, child: u32) -> Trivia {
    let room = room_in(tree, list, before, child);
    let above = joined(tree, room.lead, room.start);
    let after = joined(tree, room.value_end, room.tail);
    Trivia::new(Comments { above, after })
}

/// The room of a child of `holder`, whose child before it is `before`.
pub(crate) fn room_in(tree: &Tree, holder: u32, before: Option<u32>, child: u32) -> Room {
    let from = match before.map(|before| tree.node(before)) {
        Some(before) if before.comma > 0 => before.comma as usize,
        Some(before) => before.span.end as usize,
        None => tree.node(holder).open as usize + 1,
    };
    let next = tree.node(child).next;
    let to = match next < tree.node(holder).next {
        true => tree.node(next).start(),
        false => (tree.node(holder).span.end as usize).saturating_sub(1).max(tree.node(child).span.end as usize),
    };
    room(tree, child, from, to)
}

fn joined(tree: &Tree, from: usize, to: usize) -> String {
    let comments: Vec<&str> = tree.comments_in(from, to).iter().map(|comment: &Span| tree.slice(*comment)).collect();
    comments.join("\n")
}
