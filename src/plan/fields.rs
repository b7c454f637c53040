//! The single values of a record as data: what a form shows and sets. Nested records and lists are not among them.

use super::{Item, Kind, List, Record, Row, Rows, Scalar, Value};

/// A single value of a record, with its row.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldValue {
    pub row: Row,
    pub kind: Kind,
    pub value: Value,
}

/// Every single value, in row order.
pub fn values_of<R: Record>(record: &R) -> Vec<FieldValue> {
    let mut gather = Gather { record, out: Vec::new() };
    R::rows(&mut gather);
    gather.out
}

/// Sets the field of this name; false when there is none, or the value is of another kind.
pub fn set_value<R: Record>(record: &mut R, name: &str, value: Value) -> bool {
    let mut set = Set { record, name, value: Some(value), done: false };
    R::rows(&mut set);
    set.done
}

struct Gather<'r, R> {
    record: &'r R,
    out: Vec<FieldValue>,
}

impl<R: Record> Rows<R> for Gather<'_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        self.out.push(FieldValue { row, kind: T::KIND, value: get(self.record).value() });
    }
    fn part<C: Record>(&mut self, _: Row, _: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {}
    fn option<C: Record>(&mut self, _: Row, _: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {}
    fn list<C: Item>(&mut self, _: Row, _: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {}
}

struct Set<'r, 'n, R> {
    record: &'r mut R,
    name: &'n str,
    value: Option<Value>,
    done: bool,
}

impl<R: Record> Rows<R> for Set<'_, '_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, _: fn(&R) -> &T, get_mut: fn(&mut R) -> &mut T) {
        if row.name == self.name
            && let Some(value) = self.value.take().and_then(T::from_value)
        {
            *get_mut(self.record) = value;
            self.done = true;
        }
    }
    fn part<C: Record>(&mut self, _: Row, _: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {}
    fn option<C: Record>(&mut self, _: Row, _: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {}
    fn list<C: Item>(&mut self, _: Row, _: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Quarters, Task};

    #[test]
    fn a_field_is_seen_and_set_by_its_name() {
        let mut task = Task { title: "Load".into(), ..Task::default() };
        assert!(set_value(&mut task, "estimate", Value::Days(Quarters::days(3))));
        assert!(!set_value(&mut task, "estimate", Value::Text("3".into())), "another kind is refused");
        assert!(!set_value(&mut task, "nothing", Value::Absent));
        let shown: Vec<_> =
            values_of(&task).into_iter().filter(|it| ["title", "estimate"].contains(&it.row.name)).map(|it| it.value).collect();
        assert_eq!(shown, [Value::Text("Load".into()), Value::Days(Quarters::days(3))]);
    }
}
