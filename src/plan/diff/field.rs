//! Which fields of a record differ: found over the rows, so that a new field is found too.
//! Parts are looked into; lists of items have sentences of their own, made elsewhere.

use crate::plan::{Item, List, Record, Row, Rows, Scalar, Value, same::same_list};

/// A field with another value.
#[derive(Debug)]
pub(super) struct Field {
    pub name: &'static str,
    /// Its label, behind that of the part it stands in: `budget spent`.
    pub label: String,
    pub before: Value,
    pub after: Value,
}

impl Field {
    pub fn is_now_absent(&self) -> bool {
        self.after == Value::Absent
    }
}

/// Lists whose items are told one by one.
const TOLD_BY_ITEM: [&str; 9] = ["tasks", "deliverables", "columns", "people", "outcomes", "noise", "changes", "shares", "clashes"];
/// Parts whose fields need no prefix to be understood.
const PLAIN_PARTS: [&str; 2] = ["milestone", "settings"];

pub(super) fn fields<R: Record>(before: &R, after: &R) -> Vec<Field> {
    found(before, after, "")
}

fn found<R: Record>(before: &R, after: &R, prefix: &str) -> Vec<Field> {
    let mut visitor = Differing { before, after, prefix, found: Vec::new() };
    R::rows(&mut visitor);
    visitor.found
}

struct Differing<'a, R> {
    before: &'a R,
    after: &'a R,
    prefix: &'a str,
    found: Vec<Field>,
}

impl<R: Record> Differing<'_, R> {
    fn differs(&mut self, row: Row, before: Value, after: Value) {
        self.found.push(Field { name: row.name, label: format!("{}{}", self.prefix, row.label), before, after });
    }
}

fn prefix_of(row: Row) -> String {
    match PLAIN_PARTS.contains(&row.name) {
        true => String::new(),
        false => format!("{} ", row.label),
    }
}

impl<R: Record> Rows<R> for Differing<'_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        let (before, after) = (get(self.before), get(self.after));
        if before != after {
            self.differs(row, before.value(), after.value());
        }
    }
    fn part<C: Record>(&mut self, row: Row, get: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        self.found.extend(found(get(self.before), get(self.after), &prefix_of(row)));
    }
    fn option<C: Record>(&mut self, row: Row, get: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        let (before, after, none) = (get(self.before), get(self.after), C::default());
        let inside = found(before.as_ref().unwrap_or(&none), after.as_ref().unwrap_or(&none), &prefix_of(row));
        if before.is_some() != after.is_some() && (inside.is_empty() || PLAIN_PARTS.contains(&row.name) || row.name == "dropped") {
            self.differs(row, Value::Flag(before.is_some()), Value::Flag(after.is_some()));
        } else {
            self.found.extend(inside);
        }
    }
    fn list<C: Item>(&mut self, row: Row, get: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        if !TOLD_BY_ITEM.contains(&row.name) && !same_list(get(self.before), get(self.after)) {
            self.differs(row, Value::Count(get(self.before).len() as u32), Value::Count(get(self.after).len() as u32));
        }
    }
}
