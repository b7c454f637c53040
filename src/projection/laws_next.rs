//! A projection made from an earlier one is the one made from nothing, in everything it says, after any edits in a row.

use super::{examples::*, laws::*, *};
use crate::plan::{Direction, Dropped, Milestone, Promise, Refusal, Share, Task};
use proptest::{collection::vec, prelude::*};
use std::sync::Arc;

/// What is done to the plan, and two numbers that say to what.
type Edit = (u8, usize, usize);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    vec((0u8..17, 0usize..40, 0usize..40), 1..8)
}

fn edit(plan: &mut Plan, (what, one, other): Edit, today: NaiveDate) -> Result<(), Refusal> {
    let tasks: Vec<String> = plan.tasks().map(|it| it.task.id.clone()).collect();
    let outcomes: Vec<String> = plan.outcomes.iter().map(|it| it.id.clone()).collect();
    let named = |ids: &[String], n: usize| ids.get(n % ids.len().max(1)).cloned().unwrap_or_default();
    let (task, needed, outcome) = (named(&tasks, one), named(&tasks, other), named(&outcomes, other));
    let person = format!("p{}", other % 6);
    match what {
        0 | 1 => plan.move_to_column(&task, other % 4, today)?,
        2 => plan.move_to_outcome(&task, Some(&outcome))?,
        3 => plan.move_to_outcome(&task, None)?,
        4 => plan.reorder(&task, Direction::Down)?,
        5 => plan.reorder_outcome(&outcome, Direction::Up)?,
        6 => plan.bin(&task)?,
        7 => {
            let id = format!("n{one}-{other}");
            plan.add_task(
                Some(&outcome),
                Task { title: id.clone(), id, owners: vec![person], needs: vec![task], ..Task::default() },
                today,
            )?;
        }
        8 => plan.task_mut(&task)?.owners = vec![person, format!("p{}", one % 6)],
        9 => plan.task_mut(&task)?.needs.push(needed),
        10 => plan.task_mut(&task)?.needs.push(format!("d{}", other % 4)),
        11 => plan.outcome_mut(&outcome)?.dropped = (one % 2 == 0).then(Dropped::default),
        12 => plan.redate(&outcome, Some(today + chrono::Duration::days(one as i64)), None)?,
        13 => plan.deliverable_mut(&format!("d{}", other % 4))?.received = (one % 2 == 0).then_some(today),
        14 => plan.settings.holidays = vec![crate::plan::DaySpan::day(today + chrono::Duration::days(other as i64 % 9))],
        15 => plan.outcome_mut(&outcome)?.milestone = (one % 3 > 0).then(|| Milestone { headline: "H".into(), ..Milestone::default() }),
        _ => {
            let by = Some(today + chrono::Duration::days(one as i64));
            let promises = vec![Arc::new(Promise { outcome, by, ..Promise::default() })];
            plan.shares.push(Arc::new(Share { rev: plan.shares.len() as u32 + 1, on: today, promises, ..Share::default() }));
        }
    }
    Ok(())
}

/// With a history that forecasts can be made of.
fn with_history(mut plan: Plan) -> Plan {
    let done = (0..14).map(|n| {
        let day = |back: i64| Some(monday() - chrono::Duration::days(back));
        Arc::new(Task { finished: day(n % 7 + 1), started: day(n + 2), ..task(&format!("f{n}: Ann · 1d · Done")) })
    });
    plan.outcome_mut("o0").unwrap().tasks.extend(done);
    plan
}

fn says_the_same(plan: &Plan, next: &Projection, today: NaiveDate) -> Result<(), TestCaseError> {
    let anew = project(plan, today);
    prop_assert_eq!((&next.runs, &next.order, &next.ends, &next.last), (&anew.runs, &anew.order, &anew.ends, &anew.last));
    prop_assert_eq!((&next.need_by, &next.cycles), (&anew.need_by, &anew.cycles));
    prop_assert_eq!(next.ends_if_received(), anew.ends_if_received());
    for id in plan.ids().into_iter().chain(["t0", "t1", "d0", "gone", "p1", "n1-1"]) {
        prop_assert_eq!((next.task(id), next.knows(id), next.end(id)), (anew.task(id), anew.knows(id), anew.end(id)));
        prop_assert_eq!((next.need_by(id), next.is_needed(id), next.why(id)), (anew.need_by(id), anew.is_needed(id), anew.why(id)));
    }
    prop_assert_eq!(standings(plan, next, today), standings(plan, &anew, today));
    prop_assert_eq!(forecasts(plan, next, today), forecasts(plan, &anew, today));
    prop_assert_eq!(next.ages(), anew.ages());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn made_from_an_earlier_one_a_projection_says_the_same(seed in seed(4), edits in edits(), asked in any::<bool>()) {
        let (mut plan, mut today) = (with_history(built(&seed, Circles::May)), today(&seed));
        let mut projection = project(&plan, today);
        for (n, it) in edits.into_iter().enumerate() {
            if asked {
                _ = forecasts(&plan, &projection, today);
            }
            _ = edit(&mut plan, it, today);
            today += chrono::Duration::days(i64::from(n % 3 == 2));
            projection = projection.of_next(&plan, today);
            says_the_same(&plan, &projection, today)?;
        }
    }
}

#[test]
fn what_a_change_leaves_alone_is_not_looked_into_again() {
    let (mut plan, today) = (finance(), finance_day());
    let before = project(&plan, today);
    plan.task_mut("m7qa").unwrap().owners.clear();
    let after = before.of_next(&plan, today);
    let shared = before.known.outcomes.iter().zip(&after.known.outcomes).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
    assert_eq!((shared, plan.outcomes.len()), (plan.outcomes.len() - 1, before.known.outcomes.len()));
    assert!(Arc::ptr_eq(&before.known.names, &after.known.names) && Arc::ptr_eq(&before.known.teams, &after.known.teams));
}
