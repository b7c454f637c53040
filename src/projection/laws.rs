//! What holds in every plan, over random ones (spec 3.2), and a slow simulation that is right at a glance.

use super::{examples::*, *};
use crate::plan::{Deliverable, Outcome, Quarters, Task};
use proptest::{collection::vec, option, prelude::*};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Monday 8 February 2027.
pub(super) fn monday() -> NaiveDate {
    day("2027-02-08")
}

/// A task in words of numbers: column, owners, quarters, needs among all tasks, needs among deliverables, blocked.
pub(super) type Seed = (usize, Vec<u8>, Option<u32>, Vec<usize>, Vec<usize>, bool, Option<i64>);
/// When a deliverable is due, in days from today, and whether it came.
pub(super) type Ask = (Option<i64>, bool);

pub(super) fn seed(people: u8) -> impl Strategy<Value = (Vec<Vec<Seed>>, Vec<Ask>, i64)> {
    let task = (
        prop_oneof![4 => Just(0usize), 1 => 1usize..4],
        vec(0..people, 0..3),
        option::weighted(0.8, 0u32..14),
        vec(0usize..12, 0..3),
        vec(0usize..3, 0..2),
        prop::bool::weighted(0.1),
        option::of(0i64..6),
    );
    (vec(vec(task, 0..5), 1..4), vec((option::of(-3i64..12), any::<bool>()), 0..3), 0i64..7)
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Circles {
    May,
    Never,
}

/// Tasks `t0`, `t1`, …, deliverables `d0`, … in the first outcome. Without circles a task needs earlier ones only.
pub(super) fn built((outcomes, asks, _): &(Vec<Vec<Seed>>, Vec<Ask>, i64), circles: Circles) -> Plan {
    let columns = ["", "In progress", "Review", "Done"];
    let mut number = 0;
    let mut build = |(column, owners, quarters, needs, awaits, blocked, started): &Seed| {
        let at = number;
        let needs = needs.iter().filter(move |need| circles == Circles::May || **need < at).map(|need| format!("t{need}"));
        let awaits = awaits.iter().map(|it| format!("d{it}"));
        let id = format!("t{number}");
        number += 1;
        Arc::new(Task {
            title: id.clone(),
            id,
            status: columns[*column].into(),
            owners: owners.iter().map(|person| format!("p{person}")).collect(),
            estimate: quarters.map(Quarters),
            needs: needs.chain(awaits).collect(),
            blocked: if *blocked { "so".into() } else { String::new() },
            started: started.map(|days| monday() - chrono::Duration::days(days)),
            ..Task::default()
        })
    };
    let outcomes = outcomes
        .iter()
        .enumerate()
        .map(|(n, tasks)| Outcome { tasks: tasks.iter().map(&mut build).collect(), ..outcome(&format!("o{n}"), Some("2027-02-19"), &[]) });
    let mut outcomes: Vec<Outcome> = outcomes.collect();
    let asked = asks.iter().enumerate().map(|(n, (days, came))| Deliverable {
        by: days.map(|days| monday() + chrono::Duration::days(days)),
        received: came.then(monday),
        ..deliverable(&format!("d{n}"), None)
    });
    outcomes[0] = with_deliverables(outcomes[0].clone(), &asked.collect::<Vec<_>>());
    plan(outcomes)
}

pub(super) fn today(seed: &(Vec<Vec<Seed>>, Vec<Ask>, i64)) -> NaiveDate {
    monday() + chrono::Duration::days(seed.2)
}

/// The open tasks in the order of rule 2.
fn in_order(plan: &Plan) -> Vec<Arc<Task>> {
    let mut open: Vec<Arc<Task>> = plan.outcomes.iter().flat_map(|it| it.tasks.clone()).filter(|task| plan.is_open(task)).collect();
    open.sort_by_key(|task| std::cmp::Reverse(plan.column_of(task)));
    open
}

/// Rules 1 to 4 quarter by quarter: what is read here is the spec, sentence by sentence.
fn slowly(plan: &Plan, today: NaiveDate) -> HashMap<String, (u64, u64, bool)> {
    let calendar = Calendar::new(&plan.settings);
    let open = in_order(plan);
    let day_one = calendar.first_from(today).unwrap();
    let works = |from: NaiveDate, to: NaiveDate| calendar.working_days(from, to);
    let remaining = |task: &Task| {
        let estimate = task.estimate.map_or(4, |estimate| i64::from(estimate.0));
        let worked = task.started.filter(|_| plan.is_started(task)).map(|started| works(started, today));
        worked.map_or(estimate, |days| (estimate - 4 * days).max(1)) as u64
    };
    let arrival = |it: &Deliverable| match (it.received, it.by) {
        (Some(_), _) => (0, false),
        (None, Some(by)) if by >= today => (4 * works(day_one, calendar.add(by, 1)) as u64, false),
        (None, _) => (4 * works(day_one, calendar.add(today, 1)) as u64, true),
    };
    let mut ran: HashMap<String, (u64, u64, bool)> = HashMap::new();
    for now in 0..3000u64 {
        let ready = |task: &Task, ran: &HashMap<String, (u64, u64, bool)>| {
            let mut floor = task.estimate.is_none() || task.owners.is_empty() || task.is_blocked();
            for need in &task.needs {
                if open.iter().any(|other| other.id == *need) {
                    let (_, end, late) = *ran.get(need)?;
                    floor |= late;
                    (end <= now).then_some(())?;
                } else if let Some((_, it)) = plan.deliverable(need) {
                    let (at, late) = arrival(it);
                    floor |= late;
                    (at <= now).then_some(())?;
                }
            }
            let busy = |owner: &String| {
                open.iter().any(|other| {
                    other.owners.contains(owner) && ran.get(&other.id).is_some_and(|(start, end, _)| *start <= now && now < *end)
                })
            };
            (!task.owners.iter().any(busy)).then_some(floor)
        };
        while let Some((task, floor)) =
            open.iter().filter(|task| !ran.contains_key(&task.id)).find_map(|task| Some((task, ready(task, &ran)?)))
        {
            ran.insert(task.id.clone(), (now, now + remaining(task), floor));
        }
    }
    ran
}

fn runs(plan: &Plan, today: NaiveDate) -> HashMap<String, (u64, u64, bool)> {
    let projection = project(plan, today);
    let slot =
        |task: &Arc<Task>| projection.task(&task.id).map(|slot| (task.id.clone(), (slot.start_quarter, slot.end_quarter, slot.floor)));
    in_order(plan).iter().filter_map(slot).collect()
}

/// No person owns two open tasks.
fn without_shared_owners(mut plan: Plan) -> Plan {
    let mut taken = HashSet::new();
    let ids: Vec<String> = in_order(&plan).iter().map(|task| task.id.clone()).collect();
    for id in ids {
        plan.task_mut(&id).unwrap().owners.retain(|owner| taken.insert(owner.clone()));
    }
    plan
}

fn no_later(before: &Plan, after: &Plan, today: NaiveDate) -> Result<(), TestCaseError> {
    let (before, after) = (runs(before, today), runs(after, today));
    for (id, (_, end, _)) in &before {
        prop_assert!(after[id].1 <= *end, "{} moved from {} to {}", id, end, after[id].1);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_schedule_is_the_one_a_slow_reading_of_the_rules_gives(seed in seed(4)) {
        let plan = built(&seed, Circles::May);
        prop_assert_eq!(runs(&plan, today(&seed)), slowly(&plan, today(&seed)));
    }

    #[test]
    fn who_works_undisturbed_by_others_runs_as_the_rules_say_too(seed in seed(8), tied in 0usize..4) {
        let mut plan = built(&seed, Circles::May);
        let ids: Vec<String> = in_order(&plan).iter().map(|task| task.id.clone()).collect();
        ids.iter().skip(tied).for_each(|id| plan.task_mut(id).unwrap().needs.clear());
        prop_assert_eq!(runs(&plan, today(&seed)), slowly(&plan, today(&seed)));
    }

    #[test]
    fn the_same_plan_and_day_give_the_same_answer(seed in seed(4)) {
        let (plan, today) = (built(&seed, Circles::May), today(&seed));
        let (one, two) = (project(&plan, today), project(&plan.clone(), today));
        prop_assert_eq!((&one.runs, &one.ends, &one.need_by, &one.cycles), (&two.runs, &two.ends, &two.need_by, &two.cycles));
        prop_assert_eq!(standings(&plan, &one, today), standings(&plan, &two, today));
    }

    #[test]
    fn a_task_starts_the_moment_its_binding_constraint_ends(seed in seed(3)) {
        let (plan, today) = (built(&seed, Circles::May), today(&seed));
        let projection = project(&plan, today);
        let day_one = projection.days.calendar.first_from(today).unwrap();
        for task in in_order(&plan) {
            let Some(slot) = projection.task(&task.id) else { continue };
            let ended = match &slot.cause {
                Cause::Task(id) => {
                    prop_assert!(task.needs.contains(id));
                    projection.task(id).unwrap().end_quarter
                }
                Cause::Deliverable(id) => {
                    prop_assert!(task.needs.contains(id));
                    let by = plan.deliverable(id).unwrap().1.by.filter(|by| *by >= today).unwrap_or(today);
                    4 * projection.days.calendar.working_days(day_one, projection.days.calendar.add(by, 1)) as u64
                }
                Cause::Owner { person, task: before } => {
                    prop_assert!(task.owners.contains(person) && plan.task(before).unwrap().task.owners.contains(person));
                    projection.task(before).unwrap().end_quarter
                }
                Cause::DayOne => 0,
            };
            prop_assert_eq!(slot.start_quarter, ended);
        }
    }

    #[test]
    fn no_owner_does_two_tasks_at_once(seed in seed(3)) {
        let plan = built(&seed, Circles::Never);
        let runs = runs(&plan, today(&seed));
        let open = in_order(&plan);
        for (at, one) in open.iter().enumerate() {
            for two in open[at + 1..].iter().filter(|two| one.owners.iter().any(|owner| two.owners.contains(owner))) {
                let ((a, b, _), (c, d, _)) = (runs[&one.id], runs[&two.id]);
                prop_assert!(b <= c || d <= a || a == b || c == d, "{} and {}", one.id, two.id);
            }
        }
    }

    #[test]
    fn a_free_owners_unrelated_task_moves_no_other(seed in seed(4), at in 0usize..3, column in 0usize..3) {
        let plan = built(&seed, Circles::May);
        let mut more = plan.clone();
        let outcome = format!("o{}", at.min(plan.outcomes.len() - 1));
        let mut unrelated = task("new: Newcomer · 3d");
        unrelated.status = ["", "In progress", "Review"][column].into();
        more.outcome_mut(&outcome).unwrap().tasks.insert(0, Arc::new(unrelated));
        let mut after = runs(&more, today(&seed));
        after.remove("new");
        prop_assert_eq!(runs(&plan, today(&seed)), after);
    }

    #[test]
    fn where_nobody_owns_two_tasks_receiving_makes_no_date_later(seed in seed(40), which in 0usize..3) {
        let plan = without_shared_owners(built(&seed, Circles::Never));
        let mut received = plan.clone();
        if let Ok(it) = received.deliverable_mut(&format!("d{which}")) {
            it.received = Some(today(&seed));
        }
        no_later(&plan, &received, today(&seed))?;
    }

    #[test]
    fn where_nobody_owns_two_tasks_taking_a_need_away_makes_no_date_later(seed in seed(40), which in 0usize..12) {
        let plan = without_shared_owners(built(&seed, Circles::Never));
        let mut freer = plan.clone();
        if let Ok(it) = freer.task_mut(&format!("t{which}")) {
            it.needs.pop();
        }
        no_later(&plan, &freer, today(&seed))?;
    }

    #[test]
    fn a_need_by_leaves_room_for_all_that_follows(seed in seed(4)) {
        let (plan, today) = (built(&seed, Circles::Never), today(&seed));
        let projection = project(&plan, today);
        let day_one = projection.days.calendar.first_from(today).unwrap();
        let due = 4 * (projection.days.calendar.working_days(day_one, day("2027-02-19")) + 1);
        let open = in_order(&plan);
        let latest_start = |task: &Task| {
            fn latest_start(open: &[Arc<Task>], projection: &Projection, due: i64, task: &Task) -> i64 {
                let slot = projection.task(&task.id).unwrap();
                let followers = open.iter().filter(|other| other.needs.contains(&task.id));
                let end = followers.map(|it| latest_start(open, projection, due, it)).min().unwrap_or(due).min(due);
                end - (slot.end_quarter - slot.start_quarter) as i64
            }
            latest_start(&open, &projection, due, task)
        };
        for id in ["d0", "d1", "d2"].iter().filter(|id| plan.deliverable(id).is_some()) {
            let starts = open.iter().filter(|task| task.needs.iter().any(|need| need == id)).map(|task| latest_start(task)).min();
            let before = |start: i64| projection.days.calendar.ranked(projection.days.calendar.rank_of(day_one) + start.div_euclid(4) - 1);
            prop_assert_eq!(projection.need_by(id), starts.map(before));
        }
    }

    #[test]
    fn what_is_left_out_is_in_a_cycle_or_waits_for_one(seed in seed(4)) {
        let plan = built(&seed, Circles::May);
        let projection = project(&plan, today(&seed));
        let open: HashMap<String, Arc<Task>> = in_order(&plan).into_iter().map(|task| (task.id.clone(), task)).collect();
        let reached = |from: &str| {
            let (mut seen, mut next) = (HashSet::new(), vec![from.to_string()]);
            while let Some(id) = next.pop() {
                next.extend(open[&id].needs.iter().filter(|need| open.contains_key(*need) && seen.insert((*need).clone())).cloned());
            }
            seen
        };
        let circling: HashSet<&String> = open.keys().filter(|id| reached(id).contains(*id)).collect();
        let named: HashSet<&String> = projection.cycles().iter().flatten().collect();
        prop_assert_eq!(&circling, &named);
        for id in open.keys() {
            let waits = circling.contains(id) || reached(id).iter().any(|it| circling.contains(it));
            prop_assert_eq!(projection.task(id).is_none(), waits);
        }
    }
}
