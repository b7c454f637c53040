//! From text to plan: one visitor over the rows of whatever record stands there. Every problem is listed, not only the first.
//! Knows spans and rows; a field that is added to a struct is read without a line here.
//! What goes beyond one field (ids, names, keys) is in `identity`.

use super::{
    Reading,
    identity::{self, Seen},
    place,
    scan::{FAULTS_MAX, Fault, Kind as Form, Span, Tree, scan},
    trivia,
    trouble::Trouble,
    value::Judge,
    whole,
};
use crate::plan::{Item, List, Plan, Record, Row, Rows, Scalar};
use std::sync::Arc;

/// A plan from the bytes of its file, with everything that keeps it from being read (spec 2, Problems).
/// A plan is given only where there is no problem.
///
/// ```
/// use handshake::file;
///
/// let reading = file::read(b"Plan(\n    title: \"Ledger\",\n    ownres: [],\n)");
/// assert!(reading.plan.is_none());
/// let problem = &reading.problems[0];
/// assert_eq!((problem.at.line, problem.at.column), (3, 5));
/// assert!(problem.shown("plan.ron").contains("ownres"), "with the line, a caret and what to do");
/// ```
pub fn read(bytes: &[u8]) -> Reading {
    let text = match whole::text(bytes) {
        Ok(text) => text,
        Err(problem) => return Reading { plan: None, problems: vec![*problem] },
    };
    let (plan, faults) = faults(text);
    match faults.is_empty() {
        true => Reading { plan, problems: Vec::new() },
        false => Reading { plan: None, problems: place::problems(text, faults) },
    }
}

/// A plan with what is wrong with its text, unprinted.
pub(crate) fn faults(text: &str) -> (Option<Plan>, Vec<Fault>) {
    let (tree, mut faults) = scan(text);
    if !faults.is_empty()
        && let Some(conflict) = whole::conflict(text)
    {
        return (None, vec![conflict]);
    }
    if tree.nodes.is_empty() {
        return (None, faults);
    }
    if let Some(newer) = whole::newer(&tree) {
        return (None, vec![newer]);
    }
    let mut reader = Reader { tree: &tree, faults: &mut faults, fields: Vec::new(), seen: Seen::default() };
    let mut plan = reader.record::<Plan>(0).unwrap_or_default();
    let seen = reader.seen;
    identity::check(&tree, seen, &mut faults);
    identity::derive(&mut plan);
    (Some(plan), faults)
}

pub(crate) struct Reader<'r, 't> {
    pub tree: &'r Tree<'t>,
    pub faults: &'r mut Vec<Fault>,
    /// The fields of the records that are being read: node, and whether a row took it.
    fields: Vec<(u32, bool)>,
    pub seen: Seen<'t>,
}

impl<'t> Reader<'_, 't> {
    fn judge(&mut self) -> Judge<'_, 't> {
        Judge { tree: self.tree, faults: self.faults }
    }

    /// A record; `None` when something else stands there, which is noted.
    fn record<R: Record>(&mut self, node: u32) -> Option<R> {
        let tree = self.tree;
        let it = tree.node(node);
        let name = tree.name(node);
        if matches!(it.kind, Form::Record | Form::Tuple) && !name.is_empty() && name != R::NAME {
            if !it.cut || it.kind == Form::Record {
                self.judge().note(it.name, Trouble::WrongName { found: name.into(), wanted: R::NAME });
            }
            return None;
        }
        match it.kind {
            Form::Record => {}
            Form::Tuple => {
                let first = tree.children(node).next().unwrap_or(node);
                self.judge().note_at(first, Trouble::NoFieldName { of: R::NAME });
                return None;
            }
            Form::Text | Form::Raw | Form::Char | Form::Bytes | Form::Bare | Form::List | Form::Map => {
                self.judge().wrong(R::NAME, node, "a record with brackets `(…)`");
                return None;
            }
        }
        let base = self.fields.len();
        self.fields.extend(tree.children(node).map(|child| (child, false)));
        let mut fields = Fields { reader: self, record: R::default(), node, base, next: base };
        R::rows(&mut fields);
        let record = fields.record;
        self.note_leftovers::<R>(base);
        self.fields.truncate(base);
        Some(record)
    }

    /// Fields that no row took: unknown, doubled or without a name.
    fn note_leftovers<R: Record>(&mut self, base: usize) {
        if self.fields[base..].iter().all(|(_, taken)| *taken) {
            return;
        }
        let tree = self.tree;
        let known = names::<R>();
        let first_of = |name: &&str| self.fields[base..].iter().find(|(node, _)| tree.key(*node) == *name).map(|(node, _)| *node);
        let firsts: Vec<Option<u32>> = known.iter().map(first_of).collect();
        let absent: Vec<&str> = known.iter().zip(&firsts).filter(|(_, first)| first.is_none()).map(|(name, _)| *name).collect();
        for at in base..self.fields.len() {
            let (node, taken) = self.fields[at];
            if taken || self.faults.len() >= FAULTS_MAX {
                continue;
            }
            let (key, span) = (tree.key(node), tree.node(node).key);
            let doubled = known.iter().zip(&firsts).find_map(|(name, first)| first.filter(|_| *name == key).map(|first| (*name, first)));
            match doubled {
                _ if span.is_empty() => self.judge().note_at(node, Trouble::NoFieldName { of: R::NAME }),
                Some((name, first)) => {
                    let first = tree.node(first).start();
                    self.judge().note(span, Trouble::DoubledField { name, of: R::NAME, first });
                }
                None => self.judge().note(span, Trouble::UnknownField { name: key.into(), of: R::NAME, known: absent.clone() }),
            }
        }
    }

    fn list<C: Item>(&mut self, field: &'static str, node: u32) -> List<C> {
        let tree = self.tree;
        if tree.node(node).kind != Form::List {
            self.judge().wrong(field, node, "a list");
            return List::new();
        }
        let told = self.seen.told;
        self.seen.told |= C::NAME == crate::plan::Promise::NAME;
        let mut items = List::with_capacity(tree.children(node).count());
        let mut before = None;
        for child in tree.children(node) {
            if let Some(mut item) = self.record::<C>(child) {
                self.seen.item::<C>(tree, node, child, self.faults);
                if !tree.comments.is_empty() && self.faults.is_empty() {
                    *item.trivia_mut() = trivia::of_item(tree, node, before, child);
                }
                items.push(Arc::new(item));
            }
            before = Some(child);
        }
        self.seen.told = told;
        items
    }
}

/// The names of a record's fields, in row order.
pub(crate) fn names<R: Record>() -> Vec<&'static str> {
    struct Names(Vec<&'static str>);
    impl<R: Record> Rows<R> for Names {
        fn scalar<T: Scalar>(&mut self, row: Row, _: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
            self.0.push(row.name);
        }
        fn part<C: Record>(&mut self, row: Row, _: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
            self.0.push(row.name);
        }
        fn option<C: Record>(&mut self, row: Row, _: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
            self.0.push(row.name);
        }
        fn list<C: Item>(&mut self, row: Row, _: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
            self.0.push(row.name);
        }
    }
    let mut names = Names(Vec::new());
    R::rows(&mut names);
    names.0
}

/// Fills a record, row by row.
struct Fields<'a, 'r, 't, R> {
    reader: &'a mut Reader<'r, 't>,
    record: R,
    node: u32,
    /// Where this record's fields start in the reader's.
    base: usize,
    /// Where the next field is expected: most files have them in row order.
    next: usize,
}

impl<R: Record> Fields<'_, '_, '_, R> {
    /// The node of a field; a required one that is missing is noted where the record closes.
    fn take(&mut self, row: Row) -> Option<u32> {
        let (tree, fields) = (self.reader.tree, &mut self.reader.fields);
        let is = |(node, taken): &(u32, bool)| !taken && tree.key(*node) == row.name;
        let ahead = fields[self.next..].iter().position(is).map(|at| self.next + at);
        let Some(at) = ahead.or_else(|| fields[self.base..self.next].iter().position(is).map(|at| self.base + at)) else {
            self.note_missing(row);
            return None;
        };
        fields[at].1 = true;
        self.next = self.next.max(at + 1);
        let node = fields[at].0;
        self.value_of(row, node)
    }

    /// What stands in a field: `x` and `Some(x)` are the same, `None` is nothing. A required field is never optional.
    fn value_of(&mut self, row: Row, node: u32) -> Option<u32> {
        let tree = self.reader.tree;
        let inner = tree.unwrapped(node);
        match row.required {
            true if inner != node || tree.is_none(node) => {
                self.reader.judge().note_at(node, Trouble::SomeOfRequired { field: row.name });
                None
            }
            true => Some(node),
            false => (!tree.is_none(node)).then_some(inner),
        }
    }

    fn note_missing(&mut self, row: Row) {
        let it = self.reader.tree.node(self.node);
        if row.required && !it.cut {
            let close = it.span.end as usize - 1;
            self.reader.judge().note(Span::new(close, close + 1), Trouble::MissingField { name: row.name, of: R::NAME });
        }
    }
}

impl<R: Record> Rows<R> for Fields<'_, '_, '_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, _: fn(&R) -> &T, get_mut: fn(&mut R) -> &mut T) {
        if let Some(node) = self.take(row)
            && let Some(value) = self.reader.judge().value(row.name, T::KIND, node)
            && let Some(value) = T::from_value(value)
        {
            *get_mut(&mut self.record) = value;
        }
    }
    fn part<C: Record>(&mut self, row: Row, _: fn(&R) -> &C, get_mut: fn(&mut R) -> &mut C) {
        if let Some(part) = self.take(row).and_then(|node| self.reader.record(node)) {
            *get_mut(&mut self.record) = part;
        }
    }
    fn option<C: Record>(&mut self, row: Row, _: fn(&R) -> &Option<C>, get_mut: fn(&mut R) -> &mut Option<C>) {
        if let Some(part) = self.take(row).and_then(|node| self.reader.record(node)) {
            *get_mut(&mut self.record) = Some(part);
        }
    }
    fn list<C: Item>(&mut self, row: Row, _: fn(&R) -> &List<C>, get_mut: fn(&mut R) -> &mut List<C>) {
        if let Some(node) = self.take(row) {
            *get_mut(&mut self.record) = self.reader.list(row.name, node);
        }
    }
}
