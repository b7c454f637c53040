//! Lists of texts and days, each the value of a field: every element keeps its bytes and comments.
//! Knows spans and values, no record.

use super::{
    Entry, Patcher, Rank,
    entries::{Fresh, Spread},
    items::{in_order, matched},
};
use crate::file::{scan::Tree, value::plain_text};
use crate::plan::{DaySpan, Kind, Value, ron_text};

impl Patcher<'_> {
    /// Edits the elements of a list where it stands; false when the value is no list.
    pub(super) fn elements(&mut self, list: u32, kind: Kind, after: &Value) -> bool {
        let tree = self.tree;
        let children: Vec<u32> = tree.children(list).collect();
        let old: Vec<String> = children.iter().map(|child| element(tree, kind, *child)).collect();
        let Some(new) = wanted(after, &old) else { return false };
        let matched = matched(&old, &new);
        let kept = in_order(&matched);
        let mut next = 0;
        let mut entries = Vec::with_capacity(new.len());
        for (at, text) in matched.iter().map(|at| at.filter(|at| kept[*at])).zip(new) {
            let goes = (next < old.len() && !kept.get(next).is_some_and(|kept| *kept)).then_some(next);
            entries.push(match at.or(goes) {
                Some(place) => Entry::Kept(place),
                None => Entry::New(Fresh::plain(text.clone())),
            });
            // Whoever comes where another goes takes their place: commas, space and comments stay.
            if let (None, Some(place)) = (at, goes) {
                let span = tree.node(children[place]).span;
                self.cut(span.start as usize, span.end as usize, text, Rank::Value);
            }
            next = at.or(goes).map_or(next, |place| place + 1);
        }
        self.entries(list, &entries, Spread::OneLine);
        true
    }
}

/// An element as this program would write it.
fn element(tree: &Tree, kind: Kind, node: u32) -> String {
    match plain_text(tree, node) {
        Some(Ok(text)) if kind == Kind::Spans => DaySpan::parse(&text).map_or_else(String::new, |span| ron_text::quoted(&span.to_string())),
        Some(Ok(text)) => ron_text::quoted(&text),
        Some(Err(_)) => String::new(),
        None => tree.slice(tree.node(node).span).to_string(),
    }
}

/// The elements there are to be, as this program would write them; weekdays that stay keep their order. `None` for what is no list.
fn wanted(after: &Value, old: &[String]) -> Option<Vec<String>> {
    match after {
        Value::Texts(texts) => Some(texts.iter().map(|text| ron_text::quoted(text)).collect()),
        Value::Spans(spans) => Some(spans.iter().map(|span| ron_text::quoted(&span.to_string())).collect()),
        Value::Weekdays(days) => {
            let days: Vec<String> = days.names().map(str::to_string).collect();
            let stay: Vec<String> = old.iter().filter(|day| days.contains(day)).cloned().collect();
            let come = days.into_iter().filter(|day| !stay.contains(day));
            Some(stay.iter().cloned().chain(come).collect())
        }
        Value::Absent
        | Value::Text(_)
        | Value::Date(_)
        | Value::Count(_)
        | Value::Days(_)
        | Value::Money(_)
        | Value::Flag(_)
        | Value::Key(_)
        | Value::Word(_) => None,
    }
}
