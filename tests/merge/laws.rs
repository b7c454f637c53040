//! What holds for every merge, over random plans and random edits made the way the program makes them.

use crate::plans::{comment, order, plan as lettered};
use chrono::NaiveDate;
use handshake::plan::{
    Change, Column, Deliverable, Direction, Item, List, Milestone, Outcome, Person, Plan, Quarters, Share, Task, diff, merge,
    merge_labelled, resolve,
};
use proptest::{collection::vec, prelude::*};
use std::{collections::HashSet, sync::Arc};

/// One step of somebody who works with the plan; the numbers choose the task, outcome or value.
#[derive(Debug, Clone)]
struct Step {
    what: u8,
    one: usize,
    other: usize,
}

fn steps(n: usize) -> impl Strategy<Value = Vec<Step>> {
    vec((0..26u8, 0..20usize, 0..20usize).prop_map(|(what, one, other)| Step { what, one, other }), 0..n)
}

fn base() -> impl Strategy<Value = Plan> {
    steps(25).prop_map(|steps| worked(&milestoned(), &steps, 'z'))
}

fn milestoned() -> Plan {
    let mut plan = lettered("abcdef");
    let deliverable = Deliverable { id: "data".into(), what: "Dataset".into(), ..Deliverable::default() };
    let milestone = Milestone { headline: "Live".into(), deliverables: vec![Arc::new(deliverable)], ..Milestone::default() };
    plan.outcome_mut("O").unwrap().milestone = Some(milestone);
    plan.people = ["Ann", "Bob"].map(|name| Arc::new(Person { name: name.into(), ..Person::default() })).into();
    plan
}

/// The plan after the steps; `who` is in the ids of what they add.
fn worked(plan: &Plan, steps: &[Step], who: char) -> Plan {
    let mut plan = plan.clone();
    for (nth, step) in steps.iter().enumerate() {
        work(&mut plan, step, &format!("{who}{nth}"));
    }
    plan
}

fn work(plan: &mut Plan, step: &Step, new: &str) {
    let Step { what, one, other } = *step;
    let tasks: Vec<String> = plan.tasks().map(|it| it.task.id.clone()).collect();
    let outcomes: Vec<String> = plan.outcomes.iter().map(|it| it.id.clone()).collect();
    let day = NaiveDate::from_ymd_opt(2027, 2, other as u32 + 1).unwrap();
    let task = tasks.get(one % tasks.len().max(1)).cloned().unwrap_or_default();
    let outcome = outcomes.get(other % (outcomes.len() + 1)).map(String::as_str);
    // Most steps are refused now and then; a refused one changes nothing.
    let _ = match what {
        0..=2 => plan.task_mut(&task).map(|task| task_edit(task, other, new)),
        3..=5 => plan.move_to_column(&task, other % 4, day),
        6 | 7 => plan.move_to_outcome(&task, outcome),
        8 | 9 => plan.reorder(&task, [Direction::Up, Direction::Down][other % 2]),
        10 => plan.reorder_outcome(outcome.unwrap_or("P"), Direction::Down),
        11 | 12 => plan.add_task(outcome, Task { id: new.into(), title: format!("New {other}"), ..Task::default() }, day),
        // The same id on both sides, with one title or another.
        13 if plan.task("clash").is_none() => {
            plan.add_task(outcome, Task { id: "clash".into(), title: format!("T{}", other % 2), ..Task::default() }, day)
        }
        14 | 15 => plan.bin(&task),
        16 => plan.redate("O", Some(day), (other % 2 == 0).then(|| format!("because {other}"))),
        17 => plan.deliverable_mut("data").map(|it| it.received = Some(day)),
        18 => plan.task_mut(&task).map(|task| comment(task, &format!("// {new}"), "")),
        _ => {
            rest(plan, step, new, day);
            Ok(())
        }
    };
}

fn task_edit(task: &mut Task, other: usize, new: &str) {
    match other % 6 {
        0 => task.title = format!("Title {new}"),
        1 => task.owners = vec![["Ann", "Bob", "Cy"][other % 3].into(), new.into()],
        2 => task.estimate = Some(Quarters(other as u32)),
        3 => task.note = format!("{new}\ncommon\n{other}"),
        4 => task.needs = vec!["b".into()],
        _ => task.blocked = format!("waits {other}"),
    }
}

fn rest(plan: &mut Plan, step: &Step, new: &str, day: NaiveDate) {
    let Step { what, one, other } = *step;
    match what {
        19 => plan.outcomes.push(Arc::new(Outcome { id: new.into(), title: format!("Outcome {new}"), ..Outcome::default() })),
        20 if plan.outcomes.len() > 1 => drop(plan.outcomes.remove(one % plan.outcomes.len())),
        21 => plan.settings.columns.insert(1, Arc::new(Column { name: format!("Column {new}"), ..Column::default() })),
        22 if plan.people.iter().all(|it| it.key.is_none()) => {
            plan.people.push(Arc::new(Person { name: new.into(), key: Some('k'), ..Person::default() }))
        }
        23 => plan.changes.push(Arc::new(Change { id: new.into(), what: format!("{other}"), ..Change::default() })),
        24 => plan.shares.push(Arc::new(Share { rev: plan.shares.len() as u32 + 1, on: day, by: new.into(), ..Share::default() })),
        _ => plan.title = format!("Plan {other}"),
    }
}

/// Equal to the last comment.
fn same(a: &Plan, b: &Plan) -> bool {
    a == b && comments(a) == comments(b)
}

fn comments(plan: &Plan) -> Vec<String> {
    let above = |trivia: &handshake::plan::Trivia| trivia.comments().map(|it| it.above.clone()).unwrap_or_default();
    plan.tasks().flat_map(|it| above(it.task.trivia()).lines().map(str::to_string).collect::<Vec<_>>()).collect()
}

fn ids(plan: &Plan) -> Vec<String> {
    let deliverables = plan.outcomes.iter().filter_map(|it| it.milestone.as_ref()).flat_map(|it| &it.deliverables);
    let mut ids: Vec<String> = plan.outcomes.iter().map(|it| it.id.clone()).chain(deliverables.map(|it| it.id.clone())).collect();
    ids.extend(plan.tasks().map(|it| it.task.id.clone()));
    ids.extend(plan.changes.iter().map(|it| it.id.clone()));
    ids
}

fn keys<C: Item>(list: &List<C>) -> Vec<String> {
    list.iter().map(|item| item.key()).collect()
}

/// Whether a title is in the plan, or in one of its clashes.
fn is_kept(plan: &Plan, title: &str) -> bool {
    plan.tasks().any(|it| it.task.title == title)
        || plan.clashes.iter().any(|clash| clash.sides.iter().any(|it| it.value == Some(format!("{title:?}"))))
}

fn shuffled() -> impl Strategy<Value = String> {
    Just("abcdefgh".chars().collect::<Vec<char>>()).prop_shuffle().prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    // P16 T14
    #[test]
    fn what_only_one_side_changed_is_taken_whole(base in base(), steps in steps(30)) {
        let side = worked(&base, &steps, 'o');
        for (plan, clashes) in [merge(&base, &side, &base), merge(&base, &base, &side), merge(&base, &side, &side)] {
            prop_assert!(same(&plan, &side));
            prop_assert!(clashes.is_empty());
        }
    }

    #[test]
    fn undo_and_redo_are_exact(base in base(), steps in steps(30)) {
        let after = worked(&base, &steps, 'o');
        let undone = merge(&after, &after, &base).0;
        prop_assert!(same(&undone, &base));
        prop_assert!(same(&merge(&base, &undone, &after).0, &after));
    }

    #[test]
    fn the_sides_may_change_places(base in base(), ours in steps(15), theirs in steps(15)) {
        let (ours, theirs) = (worked(&base, &ours, 'o'), worked(&base, &theirs, 't'));
        let one_way = merge_labelled(&base, &ours, &theirs, ["base", "ours", "theirs"]);
        let other_way = merge_labelled(&base, &theirs, &ours, ["base", "theirs", "ours"]);
        prop_assert!(same(&one_way.0, &other_way.0));
        prop_assert_eq!(one_way.1, other_way.1);
    }

    #[test]
    fn nothing_is_lost_or_doubled(base in base(), ours in steps(15), theirs in steps(15)) {
        let (ours, theirs) = (worked(&base, &ours, 'o'), worked(&base, &theirs, 't'));
        let (plan, clashes) = merge(&base, &ours, &theirs);
        let all = ids(&plan);
        prop_assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "an id twice: {:?}", all);
        let (was, in_ours, in_theirs) = (base.ids(), ours.ids(), theirs.ids());
        for id in in_ours.union(&in_theirs) {
            let dropped = was.contains(id) && !(in_ours.contains(id) && in_theirs.contains(id));
            prop_assert!(dropped || all.iter().any(|it| it == id), "{} is lost", id);
        }
        for side in [&ours, &theirs] {
            for it in side.tasks().filter(|it| !was.contains(it.task.id.as_str())) {
                prop_assert!(is_kept(&plan, &it.task.title), "{} is lost", it.task.title);
            }
        }
        for clash in clashes {
            prop_assert_eq!(plan.clashes.iter().filter(|it| it.id == clash.id).count(), 1);
        }
    }

    #[test]
    fn an_edit_of_one_side_is_in_the_plan_or_in_a_clash(base in base(), ours in steps(15), theirs in steps(15)) {
        let (ours, theirs) = (worked(&base, &ours, 'o'), worked(&base, &theirs, 't'));
        let plan = merge(&base, &ours, &theirs).0;
        for side in [&ours, &theirs] {
            for it in side.tasks() {
                let is_new = base.task(&it.task.id).is_none_or(|was| was.task.title != it.task.title);
                prop_assert!(!is_new || is_kept(&plan, &it.task.title), "{} is lost", it.task.title);
            }
        }
    }

    #[test]
    fn comments_of_both_sides_are_kept(base in base(), ours in steps(15), theirs in steps(15)) {
        let (ours, theirs) = (worked(&base, &ours, 'o'), worked(&base, &theirs, 't'));
        let kept = comments(&merge(&base, &ours, &theirs).0);
        let old = comments(&base);
        for comment in comments(&ours).iter().chain(&comments(&theirs)).filter(|it| !old.contains(it)) {
            prop_assert!(kept.contains(comment), "{} is lost", comment);
        }
    }

    #[test]
    fn plans_that_differ_are_told_apart_and_one_plan_is_not(base in base(), steps in steps(4)) {
        let today = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
        let after = worked(&base, &steps, 'o');
        prop_assert_eq!(diff(&base, &after, today).is_empty(), base == after);
        prop_assert!(diff(&after, &after.clone(), today).is_empty());
    }

    #[test]
    fn merging_again_changes_nothing(base in base(), ours in steps(15), theirs in steps(15)) {
        let (ours, theirs) = (worked(&base, &ours, 'o'), worked(&base, &theirs, 't'));
        let plan = merge(&base, &ours, &theirs).0;
        let (again, clashes) = merge(&ours, &plan, &ours);
        prop_assert!(same(&again, &plan) && clashes.is_empty());
    }

    #[test]
    fn every_clash_can_be_settled_with_one_side_or_the_other(base in base(), ours in steps(15), theirs in steps(15), second in any::<bool>()) {
        let mut plan = merge(&base, &worked(&base, &ours, 'o'), &worked(&base, &theirs, 't')).0;
        while let Some(clash) = plan.clashes.first().cloned() {
            let sides = [&clash.sides[usize::from(second)].label, &clash.sides[usize::from(!second)].label];
            prop_assert!(sides.iter().any(|side| resolve(&mut plan, &clash.id, side).is_ok()), "{:?}", clash);
            prop_assert!(!plan.clashes.contains(&clash));
        }
        let all = ids(&plan);
        prop_assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    }

    #[test]
    fn a_merged_plan_can_be_written(base in base(), ours in steps(15), theirs in steps(15)) {
        let plan = merge(&base, &worked(&base, &ours, 'o'), &worked(&base, &theirs, 't')).0;
        prop_assert!(plan.settings.columns.len() >= 2);
        for keys in [keys(&plan.people), keys(&plan.settings.columns), keys(&plan.shares), keys(&plan.clashes)] {
            prop_assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
        }
        let letters: Vec<char> = plan.people.iter().filter_map(|it| it.key).collect();
        prop_assert_eq!(letters.iter().collect::<HashSet<_>>().len(), letters.len());
    }

    #[test]
    fn any_two_orders_are_joined_into_one_of_all(ours in shuffled(), theirs in shuffled()) {
        let base = lettered("abcdefgh");
        let plan = merge(&base, &crate::plans::ordered(&base, &ours), &crate::plans::ordered(&base, &theirs)).0;
        let mut letters: Vec<char> = order(&plan, "O").chars().collect();
        letters.sort_unstable();
        prop_assert_eq!(letters.into_iter().collect::<String>(), "abcdefgh");
    }
}
