//! The rules of spec 3.3 that need a plan and a calendar.

use super::super::{examples::*, project, standings};
use super::*;
use crate::plan::{Outcome, Task};
use std::sync::Arc;

/// Monday 8 February 2027.
const MONDAY: &str = "2027-02-08";

fn finished(n: usize, on: &str) -> Arc<Task> {
    Arc::new(Task { finished: Some(day(on)), ..task(&format!("f{n}: Ann · 1d · Done")) })
}
/// A plan with these finished tasks in the noise.
fn with_finishes(mut plan: Plan, days: &[&str]) -> Plan {
    plan.noise.extend(days.iter().enumerate().map(|(n, on)| finished(n, on)));
    plan
}
fn daily(plan: &Plan, today: &str) -> Result<Vec<u32>, TooLittle> {
    Throughput::of(plan, &Calendar::new(&plan.settings), day(today)).map(|it| it.0)
}
/// One a day over the last five working days.
const FIVE: [&str; 5] = ["2027-02-01", "2027-02-02", "2027-02-03", "2027-02-04", "2027-02-05"];

fn forecast(plan: &Plan) -> Vec<Forecast> {
    forecasts(plan, &project(plan, day(MONDAY)), day(MONDAY)).unwrap()
}

#[test]
fn history_is_the_last_sixty_working_days_without_today() {
    let plan = with_finishes(plan(vec![]), &FIVE);
    let days = daily(&plan, MONDAY).unwrap();
    assert_eq!((days.len(), &days[55..], days.iter().sum::<u32>()), (60, &[1, 1, 1, 1, 1][..], 5));
    assert_eq!(daily(&plan, "2027-02-05"), Err(TooLittle { days: 4 }), "today is not counted");
    let last_day_of_it = daily(&plan, "2027-04-26").unwrap();
    assert_eq!(&last_day_of_it[..6], [1, 1, 1, 1, 1, 0]);
    assert_eq!(daily(&plan, "2027-04-27"), Err(TooLittle { days: 4 }));
}

#[test]
fn a_finish_on_a_day_off_counts_on_the_next_working_day() {
    let mut plan = with_finishes(plan(vec![]), &FIVE);
    plan.noise.push(finished(8, "2027-01-31"));
    assert_eq!(daily(&plan, MONDAY).unwrap()[55..], [2, 1, 1, 1, 1]);
    plan.noise.push(finished(9, "2027-02-06"));
    assert_eq!(daily(&plan, MONDAY).unwrap()[55..], [2, 1, 1, 1, 1], "Saturday's counts today, and so not yet");
    assert_eq!(daily(&plan, "2027-02-09").unwrap()[55..], [1, 1, 1, 1, 1]);
    plan.settings.holidays.push(crate::plan::DaySpan::parse("2027-02-03/2027-02-04").unwrap());
    assert_eq!(daily(&plan, "2027-02-09"), Err(TooLittle { days: 4 }));
}

#[test]
fn only_what_is_finished_now_counts_wherever_it_stands() {
    let mut plan = with_finishes(plan(vec![outcome("o", None, &["a: Ann · 1d"])]), &FIVE);
    plan.task_mut("a").unwrap().finished = Some(day("2027-02-05"));
    assert_eq!(daily(&plan, MONDAY).unwrap()[59], 1, "an open card is not finished, whatever date it carries");
    plan.task_mut("a").unwrap().status = "Done".into();
    assert_eq!(daily(&plan, MONDAY).unwrap()[59], 2);
    plan.outcome_mut("o").unwrap().dropped = Some(Default::default());
    assert_eq!(daily(&plan, MONDAY).unwrap()[59], 2);
}

#[test]
fn too_little_history_says_how_much_is_missing() {
    let plan = with_finishes(plan(vec![]), &["2027-02-01", "2027-02-01", "2027-02-02", "2027-02-03"]);
    assert_eq!(daily(&plan, MONDAY).unwrap_err().to_string(), "not enough history (3 of 5 days)");
    assert_eq!(Throughput::of_days(vec![0, 9, 0]).unwrap_err().to_string(), "not enough history (1 of 5 days)");
}

#[test]
fn an_outcome_waits_for_the_open_work_of_all_milestones_before_it() {
    let internal = Outcome { internal: true, ..outcome("i", None, &["x1", "x2"]) };
    let dropped = Outcome { dropped: Some(Default::default()), ..outcome("d", None, &["x3"]) };
    let done = outcome("done", Some("2027-03-01"), &["x4: Ann · 1d · Done"]);
    let outcomes = vec![
        outcome("o", Some("2027-02-26"), &["a", "b", "c: Done"]),
        internal,
        dropped,
        done,
        outcome("p", None, &["e: Review"]),
        outcome("q", None, &[]),
    ];
    let plan = with_finishes(plan(outcomes), &FIVE);
    let items: Vec<_> = forecast(&plan).into_iter().map(|it| (it.outcome, it.items, it.chance.is_some())).collect();
    assert_eq!(items, [("o".to_string(), 2, true), ("p".to_string(), 3, false)]);
}

#[test]
fn days_are_working_days_and_day_one_is_the_first() {
    let mut plan = with_finishes(plan(vec![outcome("o", Some("2027-02-10"), &["a", "b", "c"])]), &[]);
    for (n, on) in (0..60).map(|back| Calendar::new(&plan.settings).add(day(MONDAY), -1 - back)).enumerate() {
        plan.noise.push(finished(n, &on.to_string()));
    }
    let [only] = forecast(&plan).try_into().unwrap();
    assert_eq!([only.p50, only.p85, only.p95], [day("2027-02-10"); 3], "one a day: the third working day");
    assert_eq!(only.chance.unwrap().fraction(), 0.95, "never surer while work remains");
    plan.redate("o", Some(day("2027-02-09")), None).unwrap();
    assert_eq!(forecast(&plan)[0].chance.unwrap().fraction(), 0.0);
    plan.settings.holidays.push(crate::plan::DaySpan::parse("2027-02-09").unwrap());
    assert_eq!(forecast(&plan)[0].p50, day("2027-02-11"));
    plan.settings.working_days = crate::plan::Weekdays::from_names([]).unwrap();
    assert_eq!(forecasts(&plan, &project(&plan, day(MONDAY)), day(MONDAY)), Err(TooLittle { days: 0 }));
}

#[test]
fn a_chance_is_said_in_whole_percent() {
    let said = |probability: f64| Chance::of(probability, 1).to_string();
    assert_eq!([0.0, 0.0004, 0.002, 0.012, 0.664, 0.9495, 1.0].map(said), ["0 %", "0 %", "under 1 %", "1 %", "66 %", "95 %", "95 %"]);
    assert_eq!(Chance::of(1.0, 0).fraction(), 1.0);
}

#[test]
fn at_risk_is_a_date_that_is_in_time_and_before_the_p85() {
    let at_risk = |by: &str, change: fn(&mut Plan)| {
        let mut plan = with_finishes(plan(vec![outcome("o", Some(by), &["a: Ann · 1d"])]), &FIVE);
        change(&mut plan);
        let standing = standings(&plan, &project(&plan, day(MONDAY)), day(MONDAY)).remove(0);
        format!("{} {} {}", standing.state.code(), standing.mark.sign, standing.mark.words)
    };
    let same = |_: &mut Plan| ();
    let plan = with_finishes(plan(vec![outcome("o", Some(MONDAY), &["a: Ann · 1d"])]), &FIVE);
    assert_eq!(forecast(&plan)[0].p85, day("2027-03-09"), "22 days: 1 - (11/12)^22 is 85.3 %");
    assert_eq!(at_risk("2027-03-08", same), "at-risk ◑ 84 % sure");
    assert_eq!(at_risk("2027-03-09", same), "early ▼ 21d early");
    assert_eq!(at_risk("2027-02-08", same), "at-risk ◑ 8 % sure");
    assert_eq!(at_risk("2027-03-08", |plan| plan.task_mut("a").unwrap().blocked = "so".into()), "floor ≥ 8 Feb");
    assert_eq!(at_risk("2027-03-08", |plan| drop(plan.noise.pop())), "early ▼ 20d early", "too little history is no risk");
}
