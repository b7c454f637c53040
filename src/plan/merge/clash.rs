//! How a clash is recorded: what both sides changed differently, in the file's spelling, with a name that is the same each time.
//! The sides stand in text order, what is absent last: the first of them is what the field holds until a side is taken.

use crate::plan::{Clash, ClashSide, Item, Kind, List, Record, Row, Rows, Scalar, Value, id, ron_text};
use std::sync::Arc;

/// The field of a clash about a whole item.
pub(crate) const WHOLE: &str = "*";
/// The field of a clash about the outcome a task belongs to.
pub(crate) const HOME: &str = "outcome";

/// What the sides of a clash have, and under which label; `None` where it is absent.
pub(crate) struct Sides<'a> {
    pub base: Option<String>,
    pub ours: (&'a str, Option<String>),
    pub theirs: (&'a str, Option<String>),
}

pub(crate) fn clash(item: &str, field: &str, sides: Sides) -> Clash {
    let Sides { base, ours, theirs } = sides;
    let mut sides = [ours, theirs];
    sides.sort_by_key(|(label, value)| (value.is_none(), value.clone(), label.to_string()));
    let mut hashed = vec![item, field, base.as_deref().unwrap_or_default()];
    hashed.extend(sides.iter().map(|(_, value)| value.as_deref().unwrap_or_default()));
    let id = id::six(id::fnv_1a(hashed.join("\n").as_bytes()));
    let side = |(label, value): (&str, Option<String>)| Arc::new(ClashSide { label: label.to_string(), value, ..ClashSide::default() });
    Clash { id, item: item.to_string(), field: field.to_string(), base, sides: sides.map(side).into(), ..Clash::default() }
}

/// Whether the first text comes before the second, what is absent last.
pub(crate) fn sorts_first(one: &Option<String>, other: &Option<String>) -> bool {
    (one.is_none(), one) <= (other.is_none(), other)
}

/// A value as a clash shows it: none where the file would not have it.
pub(crate) fn shown<T: Scalar>(row: Row, value: &T, default: &T) -> Option<String> {
    let is_unsaid = value == default && (!row.required || T::KIND == Kind::Text);
    match is_unsaid {
        true => None,
        false => ron_text::write(&value.value()),
    }
}

/// What a whole record is called in a clash: its first required text, else the name of its type.
pub(crate) fn caption<R: Record>(record: &R) -> String {
    let mut visitor = Caption { record, text: None };
    R::rows(&mut visitor);
    ron_text::quoted(visitor.text.as_deref().unwrap_or(R::NAME))
}

struct Caption<'a, R> {
    record: &'a R,
    text: Option<String>,
}

impl<R: Record> Rows<R> for Caption<'_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        if let (true, true, None, Value::Text(text)) = (row.required, T::KIND == Kind::Text, &self.text, get(self.record).value()) {
            self.text = Some(text);
        }
    }
    fn part<C: Record>(&mut self, _: Row, _: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {}
    fn option<C: Record>(&mut self, _: Row, _: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {}
    fn list<C: Item>(&mut self, _: Row, _: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {}
}
