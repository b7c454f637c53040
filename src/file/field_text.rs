//! One field's value from a text of its own, judged as in a file: what imports read.

use super::{scan::scan, value::Judge};
use crate::plan::{Kind, Value};

/// The value of a field of this kind; `None` when the text is of another kind.
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
    use crate::plan::{DaySpan, Money, Quarters, Weekdays, parse_date, ron_text};

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
            let text = ron_text::write(&value).unwrap();
            assert_eq!(value_of_text(kind, &text), Some(value), "{text}");
        }
        assert_eq!(value_of_text(Kind::Date, "\"soon\""), None);
        assert_eq!(value_of_text(Kind::Count, "None"), Some(Value::Absent));
    }
}
