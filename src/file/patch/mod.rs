//! From a text and two plans to splices: only what differs between the plans changes in the text (spec 2, Lossless).
//! Knows spans and rows. What did not change is told by `Arc::ptr_eq` and never looked at.
//! Fields and items are edited by the same rules of room and comma, in `entries`.

mod elements;
mod entries;
mod fields;
mod items;
mod missing_ids;

use super::{
    read::Known,
    scan::{Around, Span, Taker, Tree, scan, scan_taking},
    splice::{Splice, spliced},
    trivia,
    write::Style,
};
use crate::plan::Plan;
use entries::Entry;
use std::{any::Any, collections::HashMap, collections::HashSet};

const HEADER: &str = "#![enable(implicit_some)]";

/// The splices that make `text`, which reads as `before`, read as `after`. They are in order and do not overlap.
/// A text that does not read as `before` may get splices that do not give `after`; `Document` checks the pair.
pub fn patch(text: &str, before: &Plan, after: &Plan) -> Vec<Splice> {
    let (tree, faults) = scan(text);
    if !faults.is_empty() || tree.nodes.is_empty() {
        return Vec::new();
    }
    patched(&tree, before, after, missing_ids::to_write(&tree, before, after))
}

/// The same for a text that spells out every id: what both plans share is not looked at.
pub(super) fn patch_around(known: &Known, text: &str, before: &Plan, after: &Plan) -> Vec<Splice> {
    let (tree, faults) = scan_taking(text, &mut Past(known.spans().peekable()));
    if !faults.is_empty() || tree.nodes.is_empty() {
        return Vec::new();
    }
    patched(&tree, before, after, HashSet::new())
}

fn patched(tree: &Tree, before: &Plan, after: &Plan, ids: HashSet<String>) -> Vec<Splice> {
    let style = style_of(tree);
    let mut patcher = Patcher { tree, style, cuts: Vec::new(), writes_optional: false, ids, before, elsewhere: None };
    patcher.record(0, before, after, fields::Ids::AsNeeded);
    patcher.header();
    patcher.splices()
}

/// Passes over what is known.
struct Past<I: Iterator<Item = Span>>(std::iter::Peekable<I>);

impl<I: Iterator<Item = Span>> Taker<'_> for Past<I> {
    fn known(&mut self, at: usize) -> Option<(usize, u32)> {
        let span = self.0.next_if(|it| it.start as usize == at)?;
        Some((span.end as usize, 0))
    }
    fn ended(&mut self, _: &Tree, _: Around, _: u32) -> Option<u32> {
        None
    }
}

/// What is done to the text, not yet in order. Of those at one place, the lower rank comes first.
#[derive(Debug)]
struct Cut {
    splice: Splice,
    rank: Rank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Header,
    Value,
    Comma,
    Comment,
    NewNeighbour,
}

/// An item of the text, for those that come from another list.
#[derive(Clone, Copy)]
struct OldItem<'a> {
    list: u32,
    sibling: Option<u32>,
    node: u32,
    item: &'a dyn Any,
}

struct Patcher<'a> {
    tree: &'a Tree<'a>,
    style: Style,
    cuts: Vec<Cut>,
    /// A value that may be absent was written without `Some`.
    writes_optional: bool,
    /// Ids that must be written, because they would be derived differently now.
    ids: HashSet<String>,
    before: &'a Plan,
    /// Every item with an id by type and id, made when the first item is looked for in another list.
    elsewhere: Option<HashMap<(&'static str, String), OldItem<'a>>>,
}

impl Patcher<'_> {
    fn cut(&mut self, start: usize, end: usize, with: impl Into<String>, rank: Rank) {
        self.cuts.push(Cut { splice: Splice { at: start..end, with: with.into() }, rank });
    }

    fn header(&mut self) {
        if self.writes_optional && !self.tree.implicit_some {
            let start = if self.tree.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            let header = format!("{HEADER}{}", self.style.newline);
            self.cut(start, start, header, Rank::Header);
        }
    }

    fn splices(self) -> Vec<Splice> {
        in_order(self.cuts)
    }

    /// The text of a range with what `edit` does inside it.
    fn edited(&mut self, from: usize, to: usize, edit: impl FnOnce(&mut Self)) -> String {
        let outside = std::mem::take(&mut self.cuts);
        edit(self);
        let inside = std::mem::replace(&mut self.cuts, outside);
        let moved = |splice: Splice| Splice { at: splice.at.start - from..splice.at.end - from, with: splice.with };
        let inside: Vec<Splice> = in_order(inside).into_iter().map(moved).collect();
        spliced(&self.tree.text[from..to], &inside)
    }

    /// The indent of the line that holds a place.
    fn line_indent(&self, at: usize) -> &str {
        let start = self.tree.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = self.tree.text[start..at].trim_start_matches('\u{feff}');
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }
}

fn in_order(mut cuts: Vec<Cut>) -> Vec<Splice> {
    cuts.sort_by_key(|cut| (cut.splice.at.start, cut.splice.at.end, cut.rank));
    cuts.into_iter().map(|cut| cut.splice).collect()
}

fn style_of(tree: &Tree) -> Style {
    let text = tree.text;
    let newline = match text.contains('\r') {
        false => "\n",
        true if text.contains("\r\n") => "\r\n",
        true if text.contains('\n') => "\n",
        true => "\r",
    };
    let first = tree.children(0).map(|child| tree.node(child).start()).find(|start| trivia::is_blank_before(text, *start));
    let step = first.map(|start| text[text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1)..start].to_string());
    let one_line = first.is_none() && tree.nodes.len() > 1 && !text[tree.node(0).span.range()].contains(['\n', '\r']);
    Style { newline, step: step.filter(|step| !step.is_empty()).unwrap_or_else(|| Style::default().step), one_line }
}
