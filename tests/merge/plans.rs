//! Small plans for the tests: an outcome a letter, a task a letter.

use chrono::NaiveDate;
use handshake::plan::{Clash, Column, Comments, Item, Outcome, Plan, Quarters, Task, Trivia, merge};
use std::sync::Arc;

pub fn task(id: &str) -> Task {
    Task { id: id.into(), title: format!("Task {id}"), ..Task::default() }
}

/// The outcomes `O` with a task for each letter of the text, and `P`, empty.
pub fn plan(ids: &str) -> Plan {
    let tasks = ids.chars().map(|id| Arc::new(task(&id.to_string()))).collect();
    let outcome = |id: &str, tasks| Arc::new(Outcome { id: id.into(), title: format!("Outcome {id}"), tasks, ..Outcome::default() });
    Plan { title: "Plan".into(), outcomes: vec![outcome("O", tasks), outcome("P", vec![])], ..Plan::default() }
}

/// The plan after an edit.
pub fn with(plan: &Plan, edit: impl FnOnce(&mut Plan)) -> Plan {
    let mut plan = plan.clone();
    edit(&mut plan);
    plan
}

pub fn edited(plan: &Plan, id: &str, edit: impl FnOnce(&mut Task)) -> Plan {
    with(plan, |plan| edit(plan.task_mut(id).unwrap()))
}

/// The tasks of the outcome are in this order.
pub fn ordered(plan: &Plan, order: &str) -> Plan {
    with(plan, |plan| {
        let tasks =
            order.chars().map(|id| plan.task(&id.to_string()).map_or_else(|| Arc::new(task(&id.to_string())), |it| it.task.clone()));
        let tasks = tasks.collect();
        plan.outcome_mut("O").unwrap().tasks = tasks;
    })
}

pub fn order(plan: &Plan, outcome: &str) -> String {
    plan.outcome(outcome).unwrap().tasks.iter().map(|task| task.id.as_str()).collect()
}

pub fn comment(task: &mut Task, above: &str, after: &str) {
    *task.trivia_mut() = Trivia::new(Comments { above: above.into(), after: after.into() });
}

/// Merges in both directions, which must say the same apart from labels.
pub fn merged(base: &Plan, ours: &Plan, theirs: &Plan) -> (Plan, Vec<Clash>) {
    let (plan, clashes) = merge(base, ours, theirs);
    let (other_way, other_clashes) = handshake::plan::merge_labelled(base, theirs, ours, ["base", "theirs", "ours"]);
    assert_eq!(plan, other_way);
    assert_eq!(clashes, other_clashes);
    (plan, clashes)
}

/// Merges where nothing may clash.
pub fn joined(base: &Plan, ours: &Plan, theirs: &Plan) -> Plan {
    let (plan, clashes) = merged(base, ours, theirs);
    assert_eq!(shown(&clashes), Vec::<String>::new());
    assert_eq!(plan.clashes.len(), 0);
    plan
}

/// `a title: "t"; ours "x", theirs "y"`.
pub fn shown(clashes: &[Clash]) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    let sides = |clash: &Clash| clash.sides.iter().map(|it| format!("{} {}", it.label, text(&it.value))).collect::<Vec<_>>().join(", ");
    clashes.iter().map(|clash| format!("{} {}: {}; {}", clash.item, clash.field, text(&clash.base), sides(clash))).collect()
}

pub fn days(days: u32) -> Option<Quarters> {
    Some(Quarters::days(days))
}

pub fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, n).unwrap()
}

pub fn title<'a>(plan: &'a Plan, id: &str) -> &'a str {
    &plan.task(id).unwrap().task.title
}

pub fn titled(plan: &Plan, id: &str, title: &str) -> Plan {
    edited(plan, id, |task| task.title = title.into())
}

pub fn owned(plan: &Plan, id: &str, owners: &[&str]) -> Plan {
    edited(plan, id, |task| task.owners = owners.iter().map(ToString::to_string).collect())
}

pub fn moved(plan: &Plan, id: &str, column: usize, on: u32) -> Plan {
    with(plan, |plan| plan.move_to_column(id, column, day(on)).unwrap())
}

pub fn binned(plan: &Plan, id: &str) -> Plan {
    with(plan, |plan| plan.bin(id).unwrap())
}

pub fn columns(plan: &Plan, names: &[&str]) -> Plan {
    let columns = names.iter().map(|name| Arc::new(Column { name: (*name).into(), ..Column::default() })).collect();
    with(plan, |plan| plan.settings.columns = columns)
}

pub fn column_names(plan: &Plan) -> Vec<&str> {
    plan.settings.columns.iter().map(|column| column.name.as_str()).collect()
}
