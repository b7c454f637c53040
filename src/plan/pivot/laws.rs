//! What holds on every path of steps through a pivot, and the small plan for its tests.

use super::{Fate, Pivot, is_closed, owes};
use crate::plan::{Becomes, Budget, Change, ChangeKind, Milestone, Money, Outcome, Plan, Promise, Quarters, Share, Task};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::{collections::HashSet, sync::Arc};

/// A day of February 2027; the 8th is a Monday.
pub fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, n).unwrap()
}

/// Outcome `o` with a finished task `f` and an open one `a`, 1200 of 1000 spent, told as revision 1; outcome `p` with task `b`.
pub fn plan() -> Plan {
    let task = |id: &str, days, status: &str| {
        let estimate = Some(Quarters::days(days));
        Arc::new(Task { id: id.into(), title: id.to_uppercase(), status: status.into(), estimate, ..Task::default() })
    };
    let outcome = |id: &str, tasks| Outcome {
        id: id.into(),
        title: id.to_uppercase(),
        budget: (id == "o").then(|| Budget { planned: Money::whole(1000), spent: Money::whole(1200) }),
        milestone: Some(Milestone { headline: format!("The {id} is there"), by: Some(day(26)), ..Milestone::default() }),
        tasks,
        ..Outcome::default()
    };
    let outcomes = vec![
        Arc::new(outcome("o", vec![task("f", 2, "Done"), task("a", 3, "")])),
        Arc::new(outcome("p", vec![task("b", 1, "In progress")])),
    ];
    let mut plan = Plan { outcomes, ..Plan::default() };
    tell(&mut plan);
    plan
}

/// The next revision promises every live milestone.
pub fn tell(plan: &mut Plan) {
    let promise = |outcome: &Arc<Outcome>| Arc::new(Promise { outcome: outcome.id.clone(), ..Promise::default() });
    let promises = plan.live_outcomes().map(promise).collect();
    let rev = plan.baseline().map_or(1, |share| share.rev + 1);
    plan.shares.push(Arc::new(Share { rev, on: day(1), by: "Dana".into(), promises, ..Share::default() }));
}

/// The plan with a change `c` of this kind about `o`, carried by task `a`.
pub fn raised(kind: ChangeKind) -> Plan {
    let mut plan = plan();
    let pivot = Pivot { kind, outcome: "o".into(), what: "It grew".into(), tasks: vec!["a".into()], by: "Dana".into(), ..Pivot::default() };
    plan.raise("c", &pivot, day(8)).unwrap();
    plan
}

pub fn of_outcome(plan: &mut Plan) -> &mut Outcome {
    plan.outcome_mut("o").unwrap()
}

/// Anything somebody might do, rightly or not.
#[derive(Debug, Clone)]
enum Deed {
    Raise(ChangeKind, u8),
    Decide(u8),
    Finish(u8),
    Document(u8),
    Reclassify(u8, ChangeKind),
    Settle(u8, Fate),
    Column(u8, usize),
    Spend(u64, u64),
    Tell,
}

fn deed() -> impl Strategy<Value = Deed> {
    use ChangeKind::{BudgetOverrun, Dropped, Swapped, Undocumented};
    let kind = || prop::sample::select(vec![BudgetOverrun, Undocumented, Dropped, Swapped]);
    let outcome = prop::option::of(prop::sample::select(vec!["o".to_string(), "p".into()]));
    let fate = prop_oneof![outcome.prop_map(Fate::Moved), Just(Fate::Binned), Just(Fate::Finished)];
    prop_oneof![
        (kind(), 0..2u8).prop_map(|(kind, outcome)| Deed::Raise(kind, outcome)),
        (0..4u8).prop_map(Deed::Decide),
        (0..4u8).prop_map(Deed::Finish),
        (0..4u8).prop_map(Deed::Document),
        (0..4u8, kind()).prop_map(|(change, kind)| Deed::Reclassify(change, kind)),
        (0..3u8, fate).prop_map(|(task, fate)| Deed::Settle(task, fate)),
        (0..3u8, 0..4usize).prop_map(|(task, column)| Deed::Column(task, column)),
        (900..1300u64, 0..1300u64).prop_map(|(planned, spent)| Deed::Spend(planned, spent)),
        Just(Deed::Tell),
    ]
}

const OUTCOMES: [&str; 2] = ["o", "p"];
const TASKS: [&str; 3] = ["a", "b", "f"];

/// Does it, or, when it is refused, leaves the plan as it was, as every caller does.
fn do_it(plan: &mut Plan, deed: &Deed, at: usize, on: NaiveDate) {
    let mut after = plan.clone();
    let change = |n: &u8| plan.changes.get(*n as usize).map_or_else(|| "none".into(), |change| change.id.clone());
    let new = format!("n{at}");
    let other = |outcome: usize| OUTCOMES[1 - outcome].to_string();
    let done = match deed {
        Deed::Raise(kind, outcome) => {
            let replaced_by = if *kind == ChangeKind::Swapped { other(*outcome as usize) } else { String::new() };
            let outcome = OUTCOMES[*outcome as usize].to_string();
            let tasks = plan.open_tasks(&outcome).first().map(|task| task.id.clone()).into_iter().collect();
            after.raise(&new, &Pivot { kind: *kind, outcome, what: "w".into(), tasks, replaced_by, by: String::new() }, on)
        }
        Deed::Decide(n) => after.decide(&change(n), "CFO", on),
        Deed::Finish(n) => after.finish(&change(n), on),
        Deed::Document(n) => after.document(&change(n), on),
        Deed::Reclassify(n, kind) => {
            let named = plan.change(&change(n)).map_or(0, |change| usize::from(change.outcome == "p"));
            let replaced_by = if *kind == ChangeKind::Swapped { other(named) } else { String::new() };
            after.reclassify(&change(n), &new, &Becomes { kind: *kind, replaced_by, by: "Dana".into() }, on)
        }
        Deed::Settle(task, fate) => after.settle(TASKS[*task as usize], fate, on),
        Deed::Column(task, column) => after.move_to_column(TASKS[*task as usize], *column, on),
        Deed::Spend(planned, spent) => {
            let budget = Budget { planned: Money::whole(*planned), spent: Money::whole(*spent) };
            after.outcome_mut("o").map(|outcome| outcome.budget = Some(budget))
        }
        Deed::Tell => {
            tell(&mut after);
            Ok(())
        }
    };
    if done.is_ok() {
        *plan = after;
    }
}

/// The rule of spec 3.7 for closing, written out once more on its own.
fn may_be_closed(plan: &Plan, change: &Change) -> bool {
    let shares_above = |promises: bool| {
        let above = plan.shares.iter().filter(|share| share.rev > change.rev.unwrap_or(0));
        above.into_iter().any(|share| !promises || share.promises.iter().all(|it| it.outcome != change.outcome))
    };
    let outcome = plan.outcome(&change.outcome).unwrap();
    match change.kind {
        _ if !change.became.is_empty() => plan.change(&change.became).is_some(),
        ChangeKind::Undocumented => change.documented.is_some() && change.finished.is_some(),
        ChangeKind::BudgetOverrun => {
            let planned = outcome.budget.as_ref().map(|it| it.planned);
            let figures = (Some(outcome.tasks.len() as u32), Some(outcome.days())) != (change.tasks, change.days);
            let updated = !outcome.is_live() || planned != change.planned || (figures && plan.overrun(outcome).is_none());
            updated && change.decided_by == "CFO" && shares_above(false)
        }
        ChangeKind::Dropped | ChangeKind::Swapped => {
            outcome.dropped.is_some() && plan.open_tasks(&change.outcome).is_empty() && shares_above(true)
        }
    }
}

/// Whether only empty fields were filled in.
fn is_only_filled_in(before: &Change, after: &Change) -> bool {
    fn kept<T: PartialEq + Default>(before: &T, after: &T) -> bool {
        *before == T::default() || before == after
    }
    let mut same = after.clone();
    (same.decided_by, same.decided_on, same.rev) = (before.decided_by.clone(), before.decided_on, before.rev);
    (same.finished, same.documented, same.became) = (before.finished, before.documented, before.became.clone());
    same == *before
        && kept(&before.decided_by, &after.decided_by)
        && kept(&before.decided_on, &after.decided_on)
        && kept(&before.finished, &after.finished)
        && kept(&before.documented, &after.documented)
        && kept(&before.became, &after.became)
        && kept(&before.rev, &after.rev)
}

proptest! {
    #[test]
    fn no_path_closes_a_change_while_it_owes(deeds in prop::collection::vec(deed(), 0..40)) {
        let mut plan = plan();
        for (at, deed) in deeds.iter().enumerate() {
            let before = plan.clone();
            do_it(&mut plan, deed, at, day(1 + at as u32 % 28));
            for change in &plan.changes {
                prop_assert_eq!(is_closed(&plan, change), may_be_closed(&plan, change), "{:?} of {:?}", owes(&plan, change), change);
            }
            for was in &before.changes {
                prop_assert!(is_only_filled_in(was, plan.change(&was.id).unwrap()), "{:?}", deed);
            }
            prop_assert!(plan.shares.starts_with(&before.shares));
        }
    }

    #[test]
    fn no_task_is_lost_or_orphaned_by_a_drop_or_swap(deeds in prop::collection::vec(deed(), 0..40)) {
        let mut plan = plan();
        for (at, deed) in deeds.iter().enumerate() {
            let before = plan.clone();
            do_it(&mut plan, deed, at, day(1 + at as u32 % 28));
            let ids = |plan: &Plan| plan.tasks().map(|it| it.task.id.clone()).collect::<HashSet<_>>();
            if !matches!(deed, Deed::Settle(_, Fate::Binned)) {
                prop_assert_eq!(ids(&plan), ids(&before), "only the bin takes a task away");
            }
            for (was, is) in before.outcomes.iter().zip(&plan.outcomes) {
                if was.is_live() && !is.is_live() {
                    prop_assert!(plan.open_tasks(&is.id).is_empty(), "a tombstone keeps finished work only");
                }
            }
            let carried = plan.tasks().map(|it| it.task.change.clone()).filter(|id| !id.is_empty());
            for id in carried {
                prop_assert!(plan.change(&id).is_some_and(|change| change.became.is_empty()), "tasks carry the change that is in force");
            }
        }
    }
}
