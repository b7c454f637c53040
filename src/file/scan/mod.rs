//! A plan's text as a tree of spans: where each value, name, comma and comment stands. Nothing is copied.
//! Knows RON's grammar and nothing of plans; brackets are kept on a stack of its own, so no text can exhaust the program's.
//! A new form of RON goes into `brackets`, what stands between brackets into `words`.

mod brackets;
mod runs;
mod words;

use super::trouble::Trouble;
pub(crate) use brackets::{scan, scan_items, scan_taking};

/// A range of bytes. Texts are smaller than 4 GiB: `read` refuses larger ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `"text"`
    Text,
    /// `r#"text"#`
    Raw,
    /// `'c'`
    Char,
    /// `b"bytes"`
    Bytes,
    /// A number or a word: `2.5`, `Done`, `None`.
    Bare,
    /// `Task(id: "a")`, `(id: "a")`, `()`
    Record,
    /// `Some("a")`
    Tuple,
    List,
    Map,
    /// A record of a list that was read while the text was scanned: what it holds is not in the tree any more.
    Taken,
}

/// A value and what belongs to it in what holds it. A large plan has millions, so it is kept small.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub kind: Kind,
    /// The text ended or broke before it did.
    pub cut: bool,
    /// The value, from its name on.
    pub span: Span,
    /// Where the field's name starts, before the colon.
    key_start: u32,
    key_length: u16,
    /// How long `Task` of `Task(…)` is, at the start of the value; 0 where there is none.
    name_length: u32,
    /// Where its bracket opens. Of what was taken, its number among what was taken.
    pub open: u32,
    /// Behind the comma that follows it; 0: none does.
    pub comma: u32,
    /// The number of the node after it and all it holds.
    pub next: u32,
}

impl Node {
    /// A value that begins with its name, from `start` on; it holds nothing yet. Only the beginning of a key of 64 KiB is known.
    fn new(kind: Kind, key: Span, name: Span, end: u32, open: u32, node: u32) -> Self {
        Node {
            kind,
            cut: false,
            span: Span { start: name.start, end },
            key_start: key.start,
            key_length: u16::try_from(key.end - key.start).unwrap_or_default(),
            name_length: name.end - name.start,
            open,
            comma: 0,
            next: node + 1,
        }
    }
    /// The field's name; empty in lists.
    pub fn key(&self) -> Span {
        Span { start: self.key_start, end: self.key_start + u32::from(self.key_length) }
    }
    /// `Task` of `Task(…)`; empty where there is none.
    pub fn name(&self) -> Span {
        Span { start: self.span.start, end: self.span.start + self.name_length }
    }
    /// Where it starts, with the field's name.
    pub fn start(&self) -> usize {
        if self.key_length == 0 { self.span.start as usize } else { self.key_start as usize }
    }
}

/// Nodes in the order of the text: what a node holds follows it. The first is the whole value.
#[derive(Debug)]
pub(crate) struct Tree<'t> {
    pub text: &'t str,
    pub nodes: Vec<Node>,
    pub comments: Vec<Span>,
    /// Whether a header enables `implicit_some`.
    pub implicit_some: bool,
}

/// Looks at the records of lists while a text is scanned. What it takes need not stay in the tree, which then stays small.
pub(crate) trait Taker<'t> {
    /// What begins at this byte, where that is known without reading it: its end, and its number.
    fn known(&mut self, at: usize) -> Option<(usize, u32)>;
    /// A record that stands in a list has ended; its number, when it was taken.
    fn ended(&mut self, tree: &Tree<'t>, around: Around, node: u32) -> Option<u32>;
}

/// The number of what was taken and is not kept; many in a row are one node.
pub(crate) const UNKEPT: u32 = u32::MAX;

/// Where an item stands: in a list of the whole value, or in a list of an item of such a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around {
    pub list: u32,
    /// The record that has the list, and the list that this one stands in; none for the whole value.
    pub holder: Option<(u32, u32)>,
}

/// Takes nothing.
impl<'t> Taker<'t> for () {
    fn known(&mut self, _: usize) -> Option<(usize, u32)> {
        None
    }
    fn ended(&mut self, _: &Tree<'t>, _: Around, _: u32) -> Option<u32> {
        None
    }
}

/// A file of few bytes can hold many values, and each takes room: a plan has one in ten bytes. Of what is taken on the way no room is
/// taken; there one in sixteen leaves ample space.
fn values_max(bytes: usize, one_in: usize) -> usize {
    500_000 + bytes / one_in
}

/// No more faults than these are noted: a hostile file could have millions.
pub(crate) const FAULTS_MAX: usize = 1000;

/// Something in the way, where it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub at: Span,
    pub trouble: Trouble,
}

impl<'t> Tree<'t> {
    pub fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }
    /// What a node holds, in the order of the text.
    pub fn children(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.node(node).next;
        let mut at = node + 1;
        std::iter::from_fn(move || {
            let child = (at < end).then_some(at)?;
            at = self.node(child).next;
            Some(child)
        })
    }
    /// What an open bracket holds before this child.
    pub fn children_so_far(&self, holder: u32, until: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(holder + 1), |child| Some(self.node(*child).next)).take_while(move |child| *child < until)
    }
    pub fn slice(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }
    /// A field's name; `r#title` is `title`.
    pub fn key(&self, node: u32) -> &'t str {
        let key = self.slice(self.node(node).key());
        key.strip_prefix("r#").unwrap_or(key)
    }
    pub fn name(&self, node: u32) -> &'t str {
        let name = self.slice(self.node(node).name());
        name.strip_prefix("r#").unwrap_or(name)
    }
    pub fn field(&self, node: u32, key: &str) -> Option<u32> {
        self.children(node).find(|child| self.key(*child) == key)
    }
    /// The value inside `Some(…)`; the node itself where there is no such wrapping.
    pub fn unwrapped(&self, node: u32) -> u32 {
        let it = self.node(node);
        let wraps = it.kind == Kind::Tuple && self.name(node) == "Some" && it.next > node + 1 && self.node(node + 1).next == it.next;
        if wraps { node + 1 } else { node }
    }
    pub fn is_none(&self, node: u32) -> bool {
        self.node(node).kind == Kind::Bare && self.slice(self.node(node).span) == "None"
    }
    /// The comments that start in a range.
    pub fn comments_in(&self, from: usize, to: usize) -> &[Span] {
        let first = self.comments.partition_point(|it| (it.start as usize) < from);
        let count = self.comments[first..].partition_point(|it| (it.start as usize) < to);
        &self.comments[first..first + count]
    }
}

/// White space as ron has it (Pattern_White_Space).
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}
