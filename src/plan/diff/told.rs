//! Sentences: values in words, and the ones that any field can have.
//! Every event passes `tell`, which lets nothing through that would break a line.

use super::{Event, EventKind, field::Field};
use crate::plan::{DaySpan, Item, Plan, Value, merge::order};
use crate::words::{clean_line, day_and_month, listed};
use chrono::NaiveDate;
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Longer text is not said, only that it changed. In characters.
const SAID_MAX: usize = 80;
/// More cards than these out of order are told as one event.
const MOVED_MAX: usize = 3;
/// Fields that hold ids, which people know by their titles.
const IDS: [&str; 5] = ["needs", "change", "outcome", "replaced_by", "became"];

/// Both plans, and what was told of them so far.
pub(super) struct Telling<'a> {
    pub before: &'a Plan,
    pub after: &'a Plan,
    pub today: NaiveDate,
    pub events: Vec<Event>,
    /// Made when the first name is asked for.
    titles: OnceCell<HashMap<&'a str, &'a str>>,
}

impl<'a> Telling<'a> {
    pub fn new(before: &'a Plan, after: &'a Plan, today: NaiveDate) -> Self {
        Telling { before, after, today, events: Vec::new(), titles: OnceCell::new() }
    }

    pub fn tell(&mut self, item: &str, kind: EventKind, words: impl AsRef<str>) {
        self.events.push(Event { item: item.to_string(), kind, words: clean_line(words.as_ref()).into_owned() });
    }

    /// The title of what has this id, else the id.
    pub fn title<'b>(&'b self, id: &'b str) -> &'b str {
        self.titles.get_or_init(|| titles(self.before, self.after)).get(id).copied().filter(|title| !title.is_empty()).unwrap_or(id)
    }

    pub fn date(&self, date: Option<NaiveDate>) -> String {
        date.map_or_else(|| "no date".into(), |date| day_and_month(date, self.today))
    }

    /// The sentence of a field without words of its own: `estimate of Load: 2 → 3 days`.
    pub fn field(&mut self, item: &str, name: &str, field: &Field) {
        let of = if name.is_empty() { String::new() } else { format!(" of {name}") };
        let label = &field.label;
        let words = match (&field.before, &field.after) {
            (Value::Texts(before), Value::Texts(after)) => format!("{label}{of}: {}", self.names(field.name, before, after)),
            (Value::Spans(before), Value::Spans(after)) => format!("{label}{of}: {}", gained(&self.spans(before), &self.spans(after))),
            (Value::Flag(_), Value::Flag(true)) if name.is_empty() => format!("{label}: yes"),
            (Value::Flag(_), Value::Flag(false)) if name.is_empty() => format!("{label}: no"),
            (Value::Flag(_), Value::Flag(true)) => format!("{name} is now {label}"),
            (Value::Flag(_), Value::Flag(false)) => format!("{name} is no longer {label}"),
            (Value::Text(before), Value::Text(after)) if is_long(before) || is_long(after) => changed_text(label, &of, before, after),
            (before, after) => format!("{label}{of}: {}", self.arrow(field.name, before, after)),
        };
        self.tell(item, EventKind::Changed, words);
    }

    /// `2 → 3 days`, `none → 9 April`: the unit is said once.
    fn arrow(&self, field: &str, before: &Value, after: &Value) -> String {
        let (old, new) = (self.value(field, before), self.value(field, after));
        let (unit, last) = (self.unit(before), self.unit(after));
        match (unit.is_empty(), last.is_empty()) {
            (false, true) => format!("{old} {unit} → {new}"),
            (_, false) => format!("{old} → {new} {last}"),
            (true, true) => format!("{old} → {new}"),
        }
    }

    fn unit(&self, value: &Value) -> &str {
        match value {
            Value::Days(days) if days.0 == 4 => "day",
            Value::Days(_) => "days",
            Value::Money(_) => &self.after.settings.currency,
            Value::Absent | Value::Text(_) | Value::Texts(_) | Value::Date(_) | Value::Spans(_) | Value::Weekdays(_) => "",
            Value::Count(_) | Value::Flag(_) | Value::Key(_) | Value::Word(_) => "",
        }
    }

    fn value(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Absent => "none".into(),
            Value::Text(text) if text.is_empty() => "none".into(),
            Value::Text(text) if IDS.contains(&field) => self.title(text).to_string(),
            Value::Text(text) => text.clone(),
            Value::Texts(texts) => listed(texts),
            Value::Date(date) => day_and_month(*date, self.today),
            Value::Spans(spans) => listed(&self.spans(spans)),
            Value::Weekdays(days) => listed(&days.names().collect::<Vec<_>>()),
            Value::Count(count) => count.to_string(),
            Value::Days(days) => days.to_string(),
            Value::Money(money) => money.to_string(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.into(),
            Value::Key(key) => key.to_string(),
            Value::Word(word) => (*word).to_string(),
        }
    }

    fn names(&self, field: &str, before: &[String], after: &[String]) -> String {
        let titled = |names: &[String]| -> Vec<String> {
            names.iter().map(|name| if IDS.contains(&field) { self.title(name).to_string() } else { name.clone() }).collect()
        };
        gained(&titled(before), &titled(after))
    }

    fn spans(&self, spans: &[DaySpan]) -> Vec<String> {
        let date = |date| day_and_month(date, self.today);
        let span = |span: &DaySpan| {
            if span.first == span.last { date(span.first) } else { format!("{} to {}", date(span.first), date(span.last)) }
        };
        spans.iter().map(span).collect()
    }

    /// What stands elsewhere among its like than before; items that only one plan has do not count.
    pub fn reordered(&mut self, before: &[&str], after: &[&str], what: &str, whole: (&str, &str)) {
        if before == after {
            return;
        }
        let was: HashSet<&str> = before.iter().copied().collect();
        let common: Vec<&str> = after.iter().copied().filter(|key| was.contains(key)).collect();
        let moved = order::moved(before, &common);
        if moved.len() > MOVED_MAX {
            return self.tell(whole.0, EventKind::Reordered, format!("changed the order of {}", whole.1));
        }
        for (at, key) in common.iter().enumerate().filter(|(_, key)| moved.contains(*key)) {
            let (name, changed_places) = (self.title(key), at > 0 && after_each_other(before, key, common[at - 1]));
            let words = match common.get(at + 1) {
                _ if changed_places => format!("put {what}{} before {name}", self.title(common[at - 1])),
                Some(next) => format!("put {what}{name} before {}", self.title(next)),
                None => format!("put {what}{name} last"),
            };
            self.tell(key, EventKind::Reordered, words);
        }
    }
}

/// Of everything with an id: its title, the later plan's first.
fn titles<'a>(before: &'a Plan, after: &'a Plan) -> HashMap<&'a str, &'a str> {
    let mut titles = HashMap::new();
    for plan in [before, after] {
        titles.extend(plan.outcomes.iter().map(|it| (it.id.as_str(), it.title.as_str())));
        titles.extend(plan.tasks().map(|it| (it.task.id.as_str(), it.task.title.as_str())));
        let milestones = plan.outcomes.iter().filter_map(|it| it.milestone.as_ref());
        titles.extend(milestones.flat_map(|it| &it.deliverables).map(|it| (it.id.as_str(), it.what.as_str())));
        titles.extend(plan.changes.iter().map(|it| (it.id.as_str(), it.what.as_str())));
    }
    titles
}

/// Of two neighbours that changed places either could be the one that moved; the sentence names the one that came up.
fn after_each_other(order: &[&str], first: &str, second: &str) -> bool {
    order.windows(2).any(|two| two == [first, second])
}

/// `wrote the note of Load`, `changed the note of Load`.
fn changed_text(label: &str, of: &str, before: &str, after: &str) -> String {
    match (before.is_empty(), after.is_empty()) {
        (true, _) => format!("wrote the {label}{of}"),
        (_, true) => format!("removed the {label}{of}"),
        (false, false) => format!("changed the {label}{of}"),
    }
}

fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().count() > SAID_MAX
}

/// `added a and b, removed c`; where only the order differs, the new one.
fn gained(before: &[String], after: &[String]) -> String {
    match (without(after, before).as_slice(), without(before, after).as_slice()) {
        ([], []) => format!("now in the order {}", listed(after)),
        (new, []) => format!("added {}", listed(new)),
        ([], gone) => format!("removed {}", listed(gone)),
        (new, gone) => format!("added {}, removed {}", listed(new), listed(gone)),
    }
}

/// Those of `some` that the others do not have.
pub(super) fn without<'s>(some: &'s [String], others: &[String]) -> Vec<&'s str> {
    let others: HashSet<&str> = others.iter().map(String::as_str).collect();
    some.iter().map(String::as_str).filter(|it| !others.contains(it)).collect()
}

/// An item in both plans, or in one of them.
pub(super) enum Pair<'a, C> {
    Added(&'a Arc<C>),
    Removed(&'a Arc<C>),
    Both(&'a Arc<C>, &'a Arc<C>),
}

/// Items by key: those of `after` in their order, then those that are gone. Unchanged ones are left out, and what both lists
/// share at their beginnings and ends is not looked into.
pub(super) fn pairs<'a, C: Item>(before: &'a [Arc<C>], after: &'a [Arc<C>]) -> Vec<Pair<'a, C>> {
    let shared = |it: &(&Arc<C>, &Arc<C>)| Arc::ptr_eq(it.0, it.1);
    let start = before.iter().zip(after).take_while(shared).count();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.iter().rev().zip(after.iter().rev()).take_while(shared).count();
    let (before, after) = (&before[..before.len() - end], &after[..after.len() - end]);
    let old: HashMap<String, &Arc<C>> = before.iter().map(|item| (item.key(), item)).collect();
    let new: HashSet<String> = after.iter().map(|item| item.key()).collect();
    let there = after.iter().filter_map(|item| match old.get(&item.key()) {
        None => Some(Pair::Added(item)),
        Some(was) if Arc::ptr_eq(was, item) || was == &item => None,
        Some(was) => Some(Pair::Both(was, item)),
    });
    there.chain(before.iter().filter(|item| !new.contains(&item.key())).map(Pair::Removed)).collect()
}
