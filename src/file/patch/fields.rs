//! A record's fields: values that changed are replaced where they stand, new ones go behind their predecessor in row order,
//! those that came to their default go.

use super::{Entry, Patcher, Rank, entries::Fresh, entries::Spread};
use crate::file::{scan::Kind as Form, trivia::is_blank_before, write};
use crate::plan::{
    Item, Kind, List, Record, Row, Rows, Scalar, ron_text,
    same::{same, same_but_lists},
};

/// Whether a missing id is to be written with this record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    /// When something of the item itself changes.
    AsNeeded,
    /// Because the item moves, or its id would be derived differently.
    Always,
}

impl Patcher<'_> {
    /// Makes the record at `node` say what `after` says.
    pub(super) fn record<R: Record>(&mut self, node: u32, before: &R, after: &R, ids: Ids) {
        if self.tree.node(node).kind != Form::Record {
            return;
        }
        let entries: Vec<Entry> = (0..self.tree.children(node).count()).map(Entry::Kept).collect();
        let write_id = ids == Ids::Always || !same_but_lists(before, after);
        let mut fields = Fields { patcher: self, node, before, after, usual: R::default(), write_id, entries, previous: None };
        R::rows(&mut fields);
        let entries = fields.entries;
        self.entries(node, &entries, Spread::OneLine);
    }
}

struct Fields<'p, 'a, 'r, R> {
    patcher: &'p mut Patcher<'a>,
    node: u32,
    before: &'r R,
    after: &'r R,
    usual: R,
    write_id: bool,
    entries: Vec<Entry>,
    /// Where the field before this one in row order stands among the entries.
    previous: Option<usize>,
}

impl<R: Record> Fields<'_, '_, '_, R> {
    /// The field's place among the children, and its node.
    fn find(&self, row: Row) -> Option<(usize, u32)> {
        let tree = self.patcher.tree;
        tree.children(self.node).enumerate().find(|(_, child)| tree.key(*child) == row.name)
    }
    fn entry_of(&self, old: usize) -> Option<usize> {
        self.entries.iter().position(|entry| matches!(entry, Entry::Kept(it) if *it == old))
    }
    fn keep(&mut self, old: usize) {
        self.previous = self.entry_of(old).or(self.previous);
    }
    fn remove(&mut self, old: usize) {
        if let Some(at) = self.entry_of(old) {
            self.entries.remove(at);
            self.previous = self.previous.map(|previous| if previous >= at { previous.saturating_sub(1) } else { previous });
        }
    }
    fn add(&mut self, row: Row, text: &str) {
        let at = self.previous.map_or(0, |previous| (previous + 1).min(self.entries.len()));
        self.entries.insert(at, Entry::New(Fresh::plain(format!("{}: {text}", row.name))));
        self.previous = Some(at);
        self.note_optional(row);
    }
    fn note_optional(&mut self, row: Row) {
        self.patcher.writes_optional |= !row.required;
    }
    /// Puts another text where a value stands; inside `Some(…)` when it stands in one.
    fn replace(&mut self, row: Row, node: u32, text: &str) {
        let inner = self.patcher.tree.unwrapped(node);
        let span = self.patcher.tree.node(inner).span.range();
        self.patcher.cut(span.start, span.end, text, Rank::Value);
        if inner == node {
            self.note_optional(row);
        }
    }
    /// The node of a value that is there, without `Some(…)`.
    fn inner(&self, node: u32, form: Form) -> Option<u32> {
        let inner = self.patcher.tree.unwrapped(node);
        (self.patcher.tree.node(inner).kind == form).then_some(inner)
    }
    /// Writes a value that the text does not have yet.
    fn write(&mut self, row: Row, found: Option<(usize, u32)>, text: &str) {
        match found {
            Some((old, node)) => {
                self.replace(row, node, text);
                self.keep(old);
            }
            None => self.add(row, text),
        }
    }
    /// The indent for a value of several lines: the fields' own where they stand on lines, else that of the line.
    fn indent(&self) -> String {
        let tree = self.patcher.tree;
        let first = tree.children(self.node).next().map(|child| tree.node(child).start());
        match first.is_some_and(|start| is_blank_before(tree.text, start)) {
            true => self.patcher.indent_in(self.node),
            false => self.patcher.line_indent(tree.node(self.node).start()).to_string(),
        }
    }
}

impl<R: Record> Rows<R> for Fields<'_, '_, '_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        let (before, after) = (get(self.before), get(self.after));
        let found = self.find(row);
        let is_usual = !row.required && after == get(&self.usual);
        let missing_id = self.write_id && row.name == "id" && !is_usual && found.is_none_or(|(_, node)| self.patcher.tree.is_none(node));
        match found {
            Some((old, _)) if before == after && !missing_id => self.keep(old),
            None if (before == after && !missing_id) || is_usual => {}
            Some((old, _)) if is_usual => self.remove(old),
            Some((old, node)) if self.inner(node, Form::List).is_some_and(|it| self.patcher.elements(it, T::KIND, &after.value())) => {
                self.keep(old);
            }
            found => {
                if let Some(text) = ron_text::write(&after.value()) {
                    let row = if matches!(T::KIND, Kind::Texts | Kind::Spans | Kind::Weekdays) { never_some(row) } else { row };
                    self.write(row, found, &text);
                }
            }
        }
    }

    fn part<C: Record>(&mut self, row: Row, get: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        let (before, after) = (get(self.before), get(self.after));
        let found = self.find(row);
        match found.and_then(|(old, node)| Some((old, self.inner(node, Form::Record)?))) {
            Some((old, inner)) => {
                self.keep(old);
                if !same(before, after) {
                    self.patcher.record(inner, before, after, Ids::AsNeeded);
                }
            }
            None if before == after => {
                if let Some((old, _)) = found {
                    self.keep(old);
                }
            }
            None => {
                let text = write::record(after, &self.indent(), &self.patcher.style);
                self.write(never_some(row), found, &text);
            }
        }
    }

    fn option<C: Record>(&mut self, row: Row, get: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        let (before, after) = (get(self.before), get(self.after));
        let found = self.find(row);
        match (before, after, found) {
            (_, None, None) => {}
            (None, None, Some((old, _))) => self.keep(old),
            (Some(_), None, Some((old, _))) => self.remove(old),
            (Some(before), Some(after), Some((old, node))) if self.inner(node, Form::Record).is_some() => {
                self.keep(old);
                if let Some(inner) = self.inner(node, Form::Record).filter(|_| !same(before, after) || !self.patcher.ids.is_empty()) {
                    self.patcher.record(inner, before, after, Ids::AsNeeded);
                }
            }
            (_, Some(after), found) => {
                let text = write::record(after, &self.indent(), &self.patcher.style);
                self.write(row, found, &text);
            }
        }
    }

    fn list<C: Item>(&mut self, row: Row, get: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        let (before, after) = (get(self.before), get(self.after));
        let found = self.find(row);
        match found.and_then(|(old, node)| Some((old, self.inner(node, Form::List)?))) {
            Some((old, inner)) => {
                self.keep(old);
                self.patcher.list(inner, before, after);
            }
            None if before == after => {
                if let Some((old, _)) = found {
                    self.keep(old);
                }
            }
            None => {
                let text = self.patcher.new_list(after, &self.indent());
                self.write(never_some(row), found, &text);
            }
        }
    }
}

/// A list or a part is there or empty, never `Some(…)`: it asks for no header.
fn never_some(row: Row) -> Row {
    Row { required: true, ..row }
}
