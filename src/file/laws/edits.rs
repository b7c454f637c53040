//! Random plans, and random edits as a board, a command or a merge would make them.

use crate::plan::*;
use chrono::NaiveDate;
use fastrand::Rng;
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Losses {
    None,
    /// Something is taken away, and its comments with it.
    Possible,
}

/// What was done: its name, the only task it touched, and whether comments may go.
#[derive(Debug)]
pub(crate) struct Edit {
    pub name: &'static str,
    pub task: Option<String>,
    pub losses: Losses,
}

const TEXTS: &[&str] =
    &["", "Load", "Transform", "a \"quoted\" one", "back\\slash", "two\nlines", "日本 é", "tail//not a comment", "/* no */", "Ann"];
const NAMES: &[&str] = &["Ann", "Bob", "CFO", "Acme Data Office"];
const COLUMNS: &[&str] = &["To do", "In progress", "Review", "Done"];

fn text(dice: &mut Rng) -> String {
    (*dice.choice(TEXTS).unwrap()).to_string()
}
fn title(dice: &mut Rng) -> String {
    (*dice.choice(&TEXTS[1..]).unwrap()).to_string()
}
fn some<T>(dice: &mut Rng, make: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    dice.bool().then(|| make(dice))
}
fn date(dice: &mut Rng) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, dice.u32(1..13), dice.u32(1..29)).unwrap()
}
fn few<T>(dice: &mut Rng, most: usize, mut make: impl FnMut(usize, &mut Rng) -> T) -> Vec<T> {
    (0..dice.usize(..=most)).map(|n| make(n, dice)).collect()
}
fn names(dice: &mut Rng) -> Vec<String> {
    few(dice, 3, |_, dice| (*dice.choice(NAMES).unwrap()).to_string())
}
/// Sometimes none: then it is derived.
fn id(dice: &mut Rng, next: &mut u32) -> String {
    *next += 1;
    if dice.u8(..3) == 0 { String::new() } else { format!("i{next}") }
}

fn task(dice: &mut Rng, next: &mut u32) -> Task {
    Task {
        id: id(dice, next),
        title: title(dice),
        status: if dice.bool() { String::new() } else { (*dice.choice(COLUMNS).unwrap()).to_string() },
        owners: names(dice),
        estimate: some(dice, |dice| Quarters(dice.u32(..200))),
        needs: few(dice, 2, |_, dice| format!("i{}", dice.u8(1..9))),
        note: text(dice),
        blocked: if dice.u8(..4) == 0 { title(dice) } else { String::new() },
        due: some(dice, date),
        entered: some(dice, date),
        ..Task::default()
    }
}

fn deliverable(dice: &mut Rng, next: &mut u32) -> Deliverable {
    Deliverable {
        id: id(dice, next),
        what: title(dice),
        from: text(dice),
        by: some(dice, date),
        received: some(dice, date),
        ..Deliverable::default()
    }
}

fn milestone(dice: &mut Rng, next: &mut u32) -> Milestone {
    Milestone {
        headline: title(dice),
        by: some(dice, date),
        hard: dice.bool(),
        sign_off: text(dice),
        deliverables: few(dice, 2, |_, dice| Arc::new(deliverable(dice, next))),
        ..Milestone::default()
    }
}

fn outcome(dice: &mut Rng, next: &mut u32) -> Outcome {
    let id = id(dice, next);
    Outcome {
        id,
        title: title(dice),
        owners: names(dice),
        budget: some(dice, |dice| Budget { planned: Money(dice.u64(..9_000_000)), spent: Money(dice.u64(..90_000)) }),
        milestone: some(dice, |dice| milestone(dice, next)),
        internal: dice.u8(..4) == 0,
        dropped: (dice.u8(..5) == 0).then(|| Dropped { why: text(dice), ..Dropped::default() }),
        tasks: few(dice, 3, |_, dice| Arc::new(task(dice, next))),
        ..Outcome::default()
    }
}

fn settings(dice: &mut Rng) -> Settings {
    let mut settings = Settings { tolerance: dice.u32(..20), currency: text(dice), ..Settings::default() };
    settings.holidays = few(dice, 3, |_, dice| DaySpan::day(date(dice)));
    if dice.bool() {
        settings.columns = few(dice, 3, |n, _| n)
            .into_iter()
            .chain([7, 8])
            .map(|n| Arc::new(Column { name: format!("Col {n}"), wip: Some(n as u32), ..Column::default() }))
            .collect();
    }
    if dice.bool() {
        settings.working_days = Weekdays::from_names(["Sun", "Mon", "Tue"]).unwrap();
    }
    settings
}

fn share(n: usize, dice: &mut Rng) -> Share {
    let promise = |n: usize, dice: &mut Rng| Promise {
        outcome: format!("i{n}"),
        headline: title(dice),
        by: some(dice, date),
        tasks: Some(n as u32),
        ..Promise::default()
    };
    let promises = few(dice, 2, |n, dice| Arc::new(promise(n, dice)));
    Share { rev: n as u32 + 1, on: date(dice), by: "Ann".into(), to: names(dice), promises, ..Share::default() }
}

pub(crate) fn random_plan(dice: &mut Rng) -> Plan {
    let next = &mut 0;
    let person = |n: usize, dice: &mut Rng| {
        let key = (dice.u8(..3) == 0).then(|| char::from(b'a' + n as u8));
        Arc::new(Person {
            name: NAMES[n].into(),
            side: *dice.choice(&[Side::Delivery, Side::Customer]).unwrap(),
            email: text(dice),
            key,
            ..Person::default()
        })
    };
    let change = |n: usize, dice: &mut Rng| {
        Arc::new(Change {
            id: format!("c{n}"),
            kind: ChangeKind::Undocumented,
            on: some(dice, date),
            what: text(dice),
            ..Change::default()
        })
    };
    Plan {
        title: title(dice),
        customer: text(dice),
        settings: settings(dice),
        people: few(dice, 4, person),
        outcomes: few(dice, 3, |_, dice| Arc::new(outcome(dice, next))),
        noise: few(dice, 3, |_, dice| Arc::new(task(dice, next))),
        changes: few(dice, 2, change),
        shares: few(dice, 2, |n, dice| Arc::new(share(n, dice))),
        ..Plan::default()
    }
}

fn any_task(plan: &Plan, dice: &mut Rng) -> Option<String> {
    let ids: Vec<String> = plan.tasks().map(|it| it.task.id.clone()).collect();
    dice.choice(ids)
}
fn any_outcome(plan: &Plan, dice: &mut Rng) -> Option<String> {
    dice.choice(plan.outcomes.iter().map(|it| it.id.clone()).collect::<Vec<_>>())
}

/// Changes fields of one task.
pub(crate) fn edit_a_task(plan: &mut Plan, dice: &mut Rng) -> Option<Edit> {
    let id = any_task(plan, dice)?;
    let task = plan.task_mut(&id).unwrap();
    let mut losses = Losses::None;
    let name = match dice.u8(..7) {
        0 => {
            // A list that becomes empty goes as a whole; one that grows keeps all.
            task.owners.push("Zoe".into());
            "assign"
        }
        1 => {
            losses = Losses::Possible;
            task.owners = names(dice);
            "reassign"
        }
        2 => {
            // Its derived id would be another: others like it are touched too, so no law about bytes.
            task.note = title(dice);
            "note"
        }
        3 => {
            task.estimate = Some(Quarters(dice.u32(1..99)));
            "estimate"
        }
        4 => {
            losses = Losses::Possible;
            task.due = some(dice, date);
            task.blocked = text(dice);
            "due and blocked"
        }
        5 => {
            task.status = "Review".into();
            task.entered = Some(date(dice));
            task.started = Some(date(dice));
            "move"
        }
        _ => {
            losses = Losses::Possible;
            task.needs = few(dice, 3, |_, dice| format!("i{}", dice.u8(1..9)));
            "needs"
        }
    };
    Some(Edit { name, task: Some(id), losses })
}

fn edit(name: &'static str, losses: Losses) -> Edit {
    Edit { name, task: None, losses }
}

pub(crate) fn random_edit(plan: &mut Plan, dice: &mut Rng) -> Edit {
    let done = match dice.u8(..10) {
        0..=2 => edit_a_task(plan, dice),
        3..=5 => edit_the_board(plan, dice),
        6..=7 => edit_an_outcome(plan, dice),
        _ => Some(edit_the_rest(plan, dice)),
    };
    done.unwrap_or_else(|| {
        plan.title += "!";
        edit("title", Losses::None)
    })
}

fn edit_the_board(plan: &mut Plan, dice: &mut Rng) -> Option<Edit> {
    let id = any_task(plan, dice)?;
    match dice.u8(..5) {
        0 => {
            let to = any_outcome(plan, dice).filter(|id| dice.u8(..3) > 0 && plan.outcome(id).is_some_and(|it| it.is_live()));
            plan.move_to_outcome(&id, to.as_deref()).unwrap();
            Some(edit("move to outcome", Losses::None))
        }
        1 => {
            plan.bin(&id).unwrap();
            Some(edit("bin", Losses::Possible))
        }
        2 => {
            let direction = if dice.bool() { Direction::Up } else { Direction::Down };
            plan.reorder(&id, direction).ok()?;
            Some(edit("reorder", Losses::None))
        }
        3 => {
            plan.task_mut(&id).unwrap().title = title(dice);
            Some(edit("rename", Losses::None))
        }
        _ => {
            let task = Task { id: format!("n{}", dice.u32(..)), title: title(dice), owners: names(dice), ..Task::default() };
            let to = any_outcome(plan, dice).filter(|id| dice.u8(..3) > 0 && plan.outcome(id).is_some_and(|it| it.is_live()));
            plan.add_task(to.as_deref(), task, date(dice)).unwrap();
            Some(edit("add", Losses::None))
        }
    }
}

fn edit_an_outcome(plan: &mut Plan, dice: &mut Rng) -> Option<Edit> {
    let id = any_outcome(plan, dice)?;
    let mut next = dice.u32(1000..1_000_000);
    match dice.u8(..7) {
        0 => {
            plan.reorder_outcome(&id, Direction::Down).ok()?;
            Some(edit("reorder outcomes", Losses::None))
        }
        1 => {
            let mut fresh = outcome(dice, &mut next);
            fresh.id = format!("n{next}");
            fresh.milestone = None;
            fresh.tasks.clear();
            plan.outcomes.insert(dice.usize(..=plan.outcomes.len()), Arc::new(fresh));
            Some(edit("add outcome", Losses::None))
        }
        2 => {
            plan.outcomes.retain(|it| it.id != id);
            Some(edit("remove outcome", Losses::Possible))
        }
        3 => {
            let it = plan.outcome_mut(&id).unwrap();
            it.milestone = if it.milestone.is_some() {
                None
            } else {
                Some(Milestone { headline: title(dice), by: Some(date(dice)), ..Milestone::default() })
            };
            Some(edit("milestone", Losses::Possible))
        }
        4 => {
            plan.redate(&id, Some(date(dice)), Some("because".into())).ok()?;
            Some(edit("redate", Losses::None))
        }
        5 => {
            let it = plan.milestone_mut(&id).ok()?;
            let fresh = Deliverable { id: format!("n{next}"), ..deliverable(dice, &mut next) };
            it.deliverables.push(Arc::new(Deliverable { id: format!("m{next}"), ..fresh }));
            Some(edit("ask", Losses::None))
        }
        _ => {
            let it = plan.outcome_mut(&id).unwrap();
            it.budget = Some(Budget { planned: Money(dice.u64(1..9_000_000)), spent: it.budget.as_ref().map_or(Money(1), |it| it.spent) });
            it.title = title(dice);
            Some(edit("budget and title", Losses::None))
        }
    }
}

fn edit_the_rest(plan: &mut Plan, dice: &mut Rng) -> Edit {
    match dice.u8(..8) {
        0 => {
            plan.settings.holidays.push(DaySpan::day(date(dice)));
            edit("day off", Losses::None)
        }
        1 if !plan.settings.holidays.is_empty() => {
            plan.settings.holidays.remove(0);
            edit("no day off", Losses::Possible)
        }
        2 => {
            plan.settings.columns.insert(1, Arc::new(Column { name: format!("New {}", dice.u32(..)), ..Column::default() }));
            edit("column", Losses::None)
        }
        3 => {
            plan.people.push(Arc::new(Person { name: format!("New {}", dice.u32(..)), ..Person::default() }));
            edit("person", Losses::None)
        }
        4 if !plan.people.is_empty() => {
            Arc::make_mut(&mut plan.people[0]).name = format!("Renamed {}", dice.u32(..));
            edit("rename a person", Losses::None)
        }
        5 if !plan.people.is_empty() => {
            plan.people.remove(dice.usize(..plan.people.len()));
            edit("remove a person", Losses::Possible)
        }
        6 => {
            let mut fresh = share(plan.shares.len(), dice);
            fresh.rev += 10;
            plan.shares.push(Arc::new(fresh));
            edit("share", Losses::None)
        }
        _ => {
            plan.settings.tolerance = 5 + dice.u32(1..3);
            plan.settings.working_days = Weekdays::from_names(["Mon", "Sat"]).unwrap();
            plan.customer = title(dice);
            edit("settings", Losses::Possible)
        }
    }
}
