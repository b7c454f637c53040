//! One side of a clash is taken: the field gets that side's value, and the clash is gone.
//! Knows the spelling of single values only. The rows find the field, so that a new one can be resolved too.
//! A new list of items gets a line in `named`, and here in what matches on it.

use super::clash::{HOME, WHOLE};
use super::{SHARE, named::Named};
use crate::plan::{Clash, Item, List, Plan, Record, Refusal, Row, Rows, Scalar, Settings, Task, ron_text};
use std::sync::Arc;

/// Takes the side with this label of a clash. A column takes its dates along as far as they are known;
/// an outcome that is dropped leaves its tasks to the noise. A clash about what is no longer there just goes.
///
/// # Errors
/// When there is no such clash or side, when its text is no such value, when a task's outcome is gone and another side's is there,
/// when a key assigns somebody else by now, when a share or one of the last two columns would go, or when what would go is
/// called like something else.
pub fn resolve(plan: &mut Plan, clash: &str, side: &str) -> Result<(), Refusal> {
    let found = plan.clashes.iter().find(|it| it.id == clash).cloned();
    let clash = found.ok_or_else(|| Refusal::no_such("clash", clash))?;
    let labels = || clash.sides.iter().map(|side| format!("`{}`", side.label)).collect::<Vec<_>>().join(", ");
    let taken = clash.sides.iter().find(|it| it.label == side);
    let taken = taken.ok_or_else(|| Refusal::new(format!("the clash has no side `{side}`; it has {}", labels())))?;
    take(plan, &clash, taken.value.as_deref())?;
    plan.clashes.retain(|it| it.id != clash.id);
    Ok(())
}

fn take(plan: &mut Plan, clash: &Clash, value: Option<&str>) -> Result<(), Refusal> {
    let item = clash.item.as_str();
    match (clash.field.as_str(), value) {
        (WHOLE, Some(_)) => Ok(()),
        (WHOLE, None) => drop_item(plan, item),
        (HOME, home) if plan.task(item).is_some() => match move_home(plan, item, home) {
            // Where no side's outcome is there any more, the task stays where it stands; else another side can be taken.
            Err(refusal) if clash.sides.iter().any(|side| move_home(&mut plan.clone(), item, side.value.as_deref()).is_ok()) => {
                Err(refusal)
            }
            Ok(()) | Err(_) => Ok(()),
        },
        (field, text) => {
            let mut taking = Taking { field, text, so_far: Taken::NotFound };
            with_item(plan, item, &mut taking);
            match taking.so_far {
                Taken::Set if field == "key" => is_free(plan, item),
                Taken::Set | Taken::NotFound => Ok(()),
                Taken::Unreadable => Err(Refusal::new(format!("the {field} of `{item}` cannot be set to {}", text.unwrap_or("nothing")))),
            }
        }
    }
}

/// One key assigns one person: no plan with a key twice is saved.
fn is_free(plan: &Plan, person: &str) -> Result<(), Refusal> {
    let Some(key) = plan.person(person).and_then(|it| it.key) else { return Ok(()) };
    match plan.people.iter().find(|it| it.key == Some(key) && it.name != person) {
        None => Ok(()),
        Some(other) => {
            Err(Refusal::new(format!("the key '{key}' assigns {} now: take another side, or give {0} another key first", other.name)))
        }
    }
}

fn move_home(plan: &mut Plan, task: &str, home: Option<&str>) -> Result<(), Refusal> {
    let home = home.and_then(|text| ron_text::read(String::KIND, text)).and_then(String::from_value);
    plan.move_to_outcome(task, home.as_deref())
}

fn drop_item(plan: &mut Plan, item: &str) -> Result<(), Refusal> {
    if item.starts_with(SHARE) {
        return Err(Refusal::new("what was told stays told: a share is never removed"));
    }
    match Named::all(plan, item)[..] {
        [] => Ok(()),
        [only] => drop_named(plan, only, item),
        [one, other, ..] => Err(Refusal::new(format!(
            "`{item}` is {} and {}: take away in the file the one that is meant, then take the side that keeps it",
            one.kind(),
            other.kind()
        ))),
    }
}

fn drop_named(plan: &mut Plan, named: Named, name: &str) -> Result<(), Refusal> {
    match named {
        Named::Task => plan.bin(name)?,
        Named::Outcome => {
            if let Some(at) = plan.outcomes.iter().position(|outcome| outcome.id == name) {
                let outcome = plan.outcomes.remove(at);
                plan.noise.extend(outcome.tasks.iter().cloned());
            }
        }
        Named::Deliverable => {
            let outcome = plan.deliverable(name).map_or_else(String::new, |(outcome, _)| outcome.id.clone());
            plan.milestone_mut(&outcome)?.deliverables.retain(|it| it.id != name);
        }
        Named::Change => plan.changes.retain(|it| it.id != name),
        Named::Person => plan.people.retain(|it| it.name != name),
        Named::Column if plan.settings.columns.len() <= Settings::COLUMNS_MIN => {
            return Err(Refusal::new(format!(
                "`{name}` is one of two columns, and a plan has two at least: write another into the file first"
            )));
        }
        Named::Column => plan.settings.columns.retain(|it| it.name != name),
    }
    Ok(())
}

/// The field to set and its text; `None`: what it is without.
struct Taking<'a> {
    field: &'a str,
    text: Option<&'a str>,
    so_far: Taken,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    NotFound,
    Set,
    /// The text in the clash is no value of that field; somebody changed it by hand.
    Unreadable,
}

fn with_item(plan: &mut Plan, item: &str, taking: &mut Taking) {
    if item == "plan" {
        return taking.set(plan);
    }
    if let Some(path) = item.strip_prefix(SHARE) {
        return with_share(plan, path, taking);
    }
    // Of several that are called so, the one that has the field.
    for named in Named::all(plan, item) {
        if !taking.is_over() {
            with_named(plan, named, item, taking);
        }
    }
}

fn with_named(plan: &mut Plan, named: Named, name: &str, taking: &mut Taking) {
    match named {
        Named::Task => {
            plan.task_mut(name).into_iter().for_each(|task| taking.set(task));
            if taking.field == "status" {
                with_dates(plan, name);
            }
        }
        Named::Outcome => plan.outcome_mut(name).into_iter().for_each(|outcome| taking.set(outcome)),
        Named::Deliverable => plan.deliverable_mut(name).into_iter().for_each(|deliverable| taking.set(deliverable)),
        Named::Change => taking.set_in(&mut plan.changes, name),
        Named::Person => taking.set_in(&mut plan.people, name),
        Named::Column => taking.set_in(&mut plan.settings.columns, name),
    }
}

/// `Customer 2 2027-02-08 Dev Lead`, then a promise's outcome and a deliverable where it is about those.
fn with_share(plan: &mut Plan, path: &str, taking: &mut Taking) {
    for share in &mut plan.shares {
        let Some(rest) = path.strip_prefix(&share.key().replace('\n', " ")) else { continue };
        let steps: Vec<&str> = rest.split('/').skip(1).collect();
        let share = Arc::make_mut(share);
        match steps[..] {
            [] => taking.set(share),
            [promise] => taking.set_in(&mut share.promises, promise),
            [promise, deliverable, ..] => {
                for promise in share.promises.iter_mut().filter(|it| it.outcome == promise) {
                    taking.set_in(&mut Arc::make_mut(promise).deliverables, deliverable);
                }
            }
        }
    }
}

/// The dates that `move_to_column` would have left for that column, as far as they are known.
fn with_dates(plan: &mut Plan, id: &str) {
    let Some(found) = plan.task(id) else { return };
    let (column, last) = (plan.column_of(found.task), plan.last_column());
    if let Ok(Task { entered, started, finished, .. }) = plan.task_mut(id) {
        *finished = (*finished).or(*entered).filter(|_| column == last);
        *started = (*started).or(*entered).filter(|_| column != 0);
    }
}

impl Taking<'_> {
    fn is_over(&self) -> bool {
        self.so_far != Taken::NotFound
    }
    fn set<R: Record>(&mut self, record: &mut R) {
        let mut setting = Setting { taking: self, record };
        R::rows(&mut setting);
    }
    fn set_in<C: Item>(&mut self, list: &mut List<C>, key: &str) {
        if let Some(item) = list.iter_mut().find(|item| item.key() == key) {
            self.set(Arc::make_mut(item));
        }
    }
}

/// The visitor: it looks into the record and its parts, not into lists.
struct Setting<'a, 'b, R> {
    taking: &'a mut Taking<'b>,
    record: &'a mut R,
}

impl<R: Record> Rows<R> for Setting<'_, '_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, get_mut: fn(&mut R) -> &mut T) {
        if self.taking.is_over() || row.name != self.taking.field {
            return;
        }
        let value = match self.taking.text {
            None => Some(get(&R::default()).clone()),
            Some(text) => ron_text::read(T::KIND, text).and_then(T::from_value),
        };
        self.taking.so_far = if value.is_some() { Taken::Set } else { Taken::Unreadable };
        if let Some(value) = value {
            *get_mut(self.record) = value;
        }
    }
    fn part<C: Record>(&mut self, _: Row, _: fn(&R) -> &C, get_mut: fn(&mut R) -> &mut C) {
        if !self.taking.is_over() {
            self.taking.set(get_mut(self.record));
        }
    }
    fn option<C: Record>(&mut self, row: Row, _: fn(&R) -> &Option<C>, get_mut: fn(&mut R) -> &mut Option<C>) {
        let part = get_mut(self.record);
        if self.taking.is_over() {
            return;
        }
        if row.name == self.taking.field {
            self.taking.so_far = Taken::Set;
            part.take_if(|_| self.taking.text.is_none());
        } else if let Some(part) = part {
            self.taking.set(part);
        }
    }
    fn list<C: Item>(&mut self, _: Row, _: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{ClashSide, Column, Person};

    /// A person `QA` and, behind the first, a column `QA`; with a clash `k` about this field of `QA`.
    fn called_alike(columns: &[&str], field: &str, ours: Option<&str>) -> Plan {
        let column = |name: &&str| Arc::new(Column { name: (*name).into(), ..Column::default() });
        let side = |label: &str, value: Option<&str>| {
            Arc::new(ClashSide { label: label.into(), value: value.map(str::to_string), ..ClashSide::default() })
        };
        let sides = vec![side("ours", ours), side("theirs", Some("\"QA\""))];
        let mut plan = Plan::default();
        plan.settings.columns = columns.iter().map(column).collect();
        plan.people = vec![Arc::new(Person { name: "QA".into(), ..Person::default() })];
        plan.clashes = vec![Arc::new(Clash { id: "k".into(), item: "QA".into(), field: field.into(), sides, ..Clash::default() })];
        plan
    }

    #[test]
    fn of_a_person_and_a_column_of_one_name_the_one_with_the_field_gets_it() {
        let mut plan = called_alike(&["To do", "QA", "Done"], "wip", Some("3"));
        resolve(&mut plan, "k", "ours").unwrap();
        assert_eq!((plan.settings.columns[1].wip, plan.people[0].key, plan.clashes.len()), (Some(3), None, 0));
        let mut plan = called_alike(&["To do", "QA", "Done"], "key", Some("'q'"));
        resolve(&mut plan, "k", "ours").unwrap();
        assert_eq!((plan.settings.columns[1].wip, plan.people[0].key), (None, Some('q')));
    }

    #[test]
    fn nothing_goes_that_is_only_called_like_what_a_side_removed() {
        let mut plan = called_alike(&["To do", "QA", "Done"], WHOLE, None);
        let refused = resolve(&mut plan, "k", "ours").unwrap_err().why;
        assert_eq!(refused, "`QA` is a person and a column: take away in the file the one that is meant, then take the side that keeps it");
        assert_eq!((plan.people.len(), plan.settings.columns.len(), plan.clashes.len()), (1, 3, 1));
        resolve(&mut plan, "k", "theirs").unwrap();
        assert_eq!((plan.people.len(), plan.settings.columns.len(), plan.clashes.len()), (1, 3, 0));
    }

    #[test]
    fn a_key_that_assigns_somebody_else_by_now_is_not_taken() {
        let mut plan = called_alike(&["To do", "Done"], "key", Some("'q'"));
        plan.people.push(Arc::new(Person { name: "Quinn".into(), key: Some('q'), ..Person::default() }));
        let refused = resolve(&mut plan.clone(), "k", "ours").unwrap_err().why;
        assert_eq!(refused, "the key 'q' assigns Quinn now: take another side, or give Quinn another key first");
        Arc::make_mut(&mut plan.people[1]).key = None;
        resolve(&mut plan, "k", "ours").unwrap();
        assert_eq!(plan.people[0].key, Some('q'));
    }

    #[test]
    fn a_plan_keeps_its_last_two_columns() {
        let mut plan = called_alike(&["To do", "QA"], WHOLE, None);
        plan.people.clear();
        let refused = resolve(&mut plan, "k", "ours").unwrap_err().why;
        assert_eq!(refused, "`QA` is one of two columns, and a plan has two at least: write another into the file first");
        plan.settings.columns.insert(0, Arc::new(Column { name: "Ideas".into(), ..Column::default() }));
        resolve(&mut plan, "k", "ours").unwrap();
        assert_eq!(plan.settings.columns.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Ideas", "To do"]);
    }
}
