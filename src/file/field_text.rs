//! One field's value as text and back: what a clash keeps of each side, and what taking a side reads (spec 2, Clash).

use super::{scan::scan, value::Judge, write};
use crate::plan::{Kind, Value};

/// A value as the file spells it; `None` when there is nothing to write.
pub fn value_text(value: &Value) -> Option<String> {
    write::scalar(value)
}

/// The value of a field of this kind from its text; `None` when the text is of another kind.
pub fn value_of_text(kind: Kind, text: &str) -> Option<Value> {
    let (tree, mut faults) = scan(text);
    if !faults.is_empty() || tree.nodes.is_empty() {
        return None;
    }
    let node = tree.unwrapped(0);
    if tree.is_none(node) {
        return Some(Value::Absent);
    }
    Judge { tree: &tree, faults: &mut faults }.value("value", kind, node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{DaySpan, Money, Quarters, Weekdays, parse_date};

    #[test]
    fn every_kind_of_value_comes_back_from_its_text() {
        let all = [
            (Kind::Text, Value::Text("two\n\"lines\"".into())),
            (Kind::Texts, Value::Texts(vec!["a".into(), "b".into()])),
            (Kind::Date, Value::Date(parse_date("2027-03-31").unwrap())),
            (Kind::Spans, Value::Spans(vec![DaySpan::parse("2026-12-28/2027-01-01").unwrap()])),
            (Kind::Weekdays, Value::Weekdays(Weekdays::default())),
            (Kind::Count, Value::Count(5)),
            (Kind::Days, Value::Days(Quarters(9))),
            (Kind::Money, Value::Money(Money(1250))),
            (Kind::Flag, Value::Flag(true)),
            (Kind::Key, Value::Key('d')),
            (Kind::Word(&["Delivery", "Customer"]), Value::Word("Customer")),
        ];
        for (kind, value) in all {
            let text = value_text(&value).unwrap();
            assert_eq!(value_of_text(kind, &text), Some(value), "{text}");
        }
        assert_eq!(value_of_text(Kind::Date, "\"soon\""), None);
        assert_eq!(value_of_text(Kind::Count, "None"), Some(Value::Absent));
    }
}
