//! One record from the tree: its rows take the fields that stand there; what no row took is a problem.
//! Knows spans and rows; a field that is added to a struct is read without a line here.

use super::Slot;
use crate::file::{
    identity::Seen,
    scan::{FAULTS_MAX, Fault, Kind as Form, Span, Tree},
    trivia,
    trouble::Trouble,
    value::Judge,
};
use crate::plan::{Item, List, Promise, Record, Row, Rows, Scalar};
use std::sync::Arc;

/// What a record is read with.
pub(super) struct Reader<'r, 't> {
    pub tree: &'r Tree<'t>,
    pub faults: &'r mut Vec<Fault>,
    /// The fields of the records that are being read: node, and the code of its name until a row takes it.
    pub fields: &'r mut Vec<(u32, u32)>,
    pub seen: &'r mut Seen<'t>,
    /// Items that were read before their list.
    pub slots: &'r mut Vec<Slot>,
}

/// In the place of a code: a row took it.
const TAKEN: u32 = u32::MAX;

/// One of 64 bits for a code, to tell at once that a name does not stand in a record.
fn bit(code: u32) -> u64 {
    1 << (code.wrapping_mul(0x9e37_79b1) >> 26)
}

/// A name in four bytes, to pass over other names quickly.
fn code(name: &str) -> u32 {
    match name.as_bytes() {
        [] => 0,
        [first, .., last] => {
            let (length, middle) = (name.len() as u8, name.as_bytes()[name.len() / 2]);
            u32::from_le_bytes([*first, *last, middle, length & 0x7f])
        }
        [one] => u32::from_le_bytes([*one, 0, 0, 1]),
    }
}

impl<'t> Reader<'_, 't> {
    fn judge(&mut self) -> Judge<'_, 't> {
        Judge { tree: self.tree, faults: self.faults }
    }

    /// A record; `None` when something else stands there, which is noted.
    pub fn record<R: Record>(&mut self, node: u32) -> Option<R> {
        let tree = self.tree;
        let it = tree.node(node);
        let name = tree.name(node);
        if matches!(it.kind, Form::Record | Form::Tuple) && !name.is_empty() && name != R::NAME {
            if !it.cut || it.kind == Form::Record {
                self.judge().note(it.name(), Trouble::WrongName { found: name.into(), wanted: R::NAME });
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
            Form::Text | Form::Raw | Form::Char | Form::Bytes | Form::Bare | Form::List | Form::Map | Form::Taken => {
                self.judge().wrong(R::NAME, node, "a record with brackets `(…)`");
                return None;
            }
        }
        let (base, mut there) = (self.fields.len(), 0);
        for child in tree.children(node) {
            let code = code(tree.key(child));
            there |= bit(code);
            self.fields.push((child, code));
        }
        let mut fields = Fields { reader: self, record: R::default(), node, base, next: base, there };
        R::rows(&mut fields);
        let record = fields.record;
        self.note_leftovers::<R>(base);
        self.fields.truncate(base);
        Some(record)
    }

    /// Fields that no row took: unknown, doubled or without a name.
    fn note_leftovers<R: Record>(&mut self, base: usize) {
        if self.fields[base..].iter().all(|(_, code)| *code == TAKEN) {
            return;
        }
        let tree = self.tree;
        let known = names::<R>();
        let first_of = |name: &&str| self.fields[base..].iter().find(|(node, _)| tree.key(*node) == *name).map(|(node, _)| *node);
        let firsts: Vec<Option<u32>> = known.iter().map(first_of).collect();
        let absent: Vec<&str> = known.iter().zip(&firsts).filter(|(_, first)| first.is_none()).map(|(name, _)| *name).collect();
        for at in base..self.fields.len() {
            let (node, code) = self.fields[at];
            if code == TAKEN || self.faults.len() >= FAULTS_MAX {
                continue;
            }
            let (key, span) = (tree.key(node), tree.node(node).key());
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
        self.seen.told |= C::NAME == Promise::NAME;
        let mut items = List::with_capacity(tree.children(node).count());
        let mut before = None;
        for child in tree.children(node) {
            if let Some(mut item) = self.item::<C>(node, child) {
                if !tree.comments.is_empty()
                    && self.faults.is_empty()
                    && let Some(item) = Arc::get_mut(&mut item)
                {
                    *item.trivia_mut() = trivia::of_item(tree, node, before, child);
                }
                items.push(item);
            }
            before = Some(child);
        }
        self.seen.told = told;
        items
    }

    /// An item of a list, read now or before.
    fn item<C: Item>(&mut self, list: u32, node: u32) -> Option<Arc<C>> {
        match self.tree.node(node) {
            it if it.kind == Form::Taken => self.slots.get_mut(it.open as usize)?.take()?.downcast().ok(),
            _ => self.new_item(list, node),
        }
    }

    pub fn new_item<C: Item>(&mut self, list: u32, node: u32) -> Option<Arc<C>> {
        let item = self.record::<C>(node)?;
        self.seen.item::<C>(self.tree, list, node, self.faults);
        Some(Arc::new(item))
    }
}

/// The names of a record's fields, in row order.
fn names<R: Record>() -> Vec<&'static str> {
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
    /// The bits of the names that stand here.
    there: u64,
}

impl<R: Record> Fields<'_, '_, '_, R> {
    /// The node of a field; a required one that is missing is noted where the record closes.
    fn take(&mut self, row: Row) -> Option<u32> {
        let (tree, fields) = (self.reader.tree, &mut *self.reader.fields);
        let wanted = code(row.name);
        if self.there & bit(wanted) == 0 {
            self.note_missing(row);
            return None;
        }
        let is = |(node, code): &(u32, u32)| *code == wanted && tree.key(*node) == row.name;
        let ahead = fields[self.next..].iter().position(is).map(|at| self.next + at);
        let Some(at) = ahead.or_else(|| fields[self.base..self.next].iter().position(is).map(|at| self.base + at)) else {
            self.note_missing(row);
            return None;
        };
        fields[at].1 = TAKEN;
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
