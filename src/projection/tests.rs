//! The rules of spec 3.2 and 3.4, one small plan each.

use super::{examples::*, *};
use crate::plan::{Outcome, Quarters, Task};
use std::sync::Arc;

fn end(plan: &Plan, outcome: &str, today: &str) -> String {
    match project(plan, day(today)).end(outcome) {
        Some(End { on, floor: true }) => format!("≥ {on}"),
        Some(End { on, floor: false }) => on.to_string(),
        None => "none".into(),
    }
}
fn one(tasks: &[&str]) -> Plan {
    plan(vec![outcome("o", Some("2027-03-31"), tasks)])
}
/// Monday 8 February 2027.
const MONDAY: &str = "2027-02-08";

#[test]
fn the_example_comes_out_as_worked_by_hand() {
    let (plan, today) = (finance(), finance_day());
    let projection = project(&plan, today);
    let ends = ["finance-reports", "hosting", "ledger-off"].map(|id| end(&plan, id, MONDAY));
    assert_eq!(ends, ["2027-04-02", "≥ 2027-02-12", "≥ 2027-04-05"]);
    assert_eq!(["dataset", "firewall"].map(|id| projection.need_by(id)), [Some(day("2027-02-11")), Some(day("2027-02-15"))]);
    assert_eq!(projection.end_if_received("finance-reports").unwrap().on, day("2027-03-23"));
    let lines: Vec<String> = standings(&plan, &projection, today)
        .iter()
        .map(|it| format!("{} {} {:?} {:?} {} {}", it.outcome, it.state.code(), it.days, it.severity, it.mark.sign, it.mark.words))
        .collect();
    assert_eq!(
        lines,
        [
            "finance-reports waiting-on-customer Some(2) Some(Amber) ◔ needs dataset 2d sooner",
            "hosting floor Some(-5) Some(Amber) ≥ 12 Feb",
            "ledger-off floor Some(-19) Some(Amber) ≥ 5 Apr",
        ]
    );
}

#[test]
fn the_example_says_why() {
    let (plan, today) = (finance(), finance_day());
    let projection = project(&plan, today);
    let items: Vec<String> = projection.why("finance-reports").into_iter().map(|link| link.item).collect();
    assert_eq!(items, ["s5gh", "v0de", "c81n", "t2xw", "m7qa", "dataset"]);
    assert_eq!(
        why_in_words(&plan, &projection, "finance-reports", today).unwrap(),
        "2 Apr: Customer sign-off ← Validate ← Load ← Transform ← Extract dataset ← dataset, due 15 Feb from Acme Data Office"
    );
    assert_eq!(why_in_words(&plan, &projection, "hosting", today).unwrap(), "≥ 12 Feb: Penetration test ← Single sign-on");
}

#[test]
fn work_starts_on_the_first_working_day_from_today() {
    assert_eq!(end(&one(&["a: Ann · 1d"]), "o", "2027-02-06"), "2027-02-08");
    assert_eq!(end(&one(&["a: Ann · 1d"]), "o", MONDAY), "2027-02-08");
}

#[test]
fn quarters_share_a_day_and_a_zero_day_task_ends_on_the_day_before_it_starts() {
    assert_eq!(end(&one(&["a: Ann · 0.5d", "b: Ann · 0.5d"]), "o", MONDAY), "2027-02-08");
    assert_eq!(end(&one(&["a: Ann · 0.5d", "b: Ann · 0.75d"]), "o", MONDAY), "2027-02-09");
    let plan = one(&["a: Ann · 1d", "b: Ann · 0d · needs a"]);
    assert_eq!(end(&plan, "o", MONDAY), "2027-02-08");
    let projection = project(&plan, day(MONDAY));
    assert_eq!(projection.task("b").map(|slot| (slot.start, slot.end)), Some((day(MONDAY), day(MONDAY))));
}

#[test]
fn a_started_task_has_a_quarter_left_at_least() {
    let mut plan = one(&["a: Ann · 3d · In progress"]);
    let mut start = |on: &str| {
        plan.task_mut("a").unwrap().started = Some(day(on));
        end(&plan, "o", MONDAY)
    };
    assert_eq!(start("2027-02-08"), "2027-02-10");
    assert_eq!(start("2027-02-04"), "2027-02-08");
    assert_eq!(start("2026-12-01"), "2027-02-08");
    plan.task_mut("a").unwrap().started = None;
    assert_eq!(end(&plan, "o", MONDAY), "2027-02-10");
}

#[test]
fn the_column_nearest_done_goes_first_then_the_file() {
    let plan = one(&["a: Ann · 1d", "b: Ann · 1d · In progress", "c: Ann · 1d · Review", "d: Ann · 1d"]);
    let projection = project(&plan, day(MONDAY));
    let mut order = ["a", "b", "c", "d"];
    order.sort_by_key(|id| projection.task(id).unwrap().start_quarter);
    assert_eq!(order, ["c", "b", "a", "d"]);
}

#[test]
fn a_missing_estimate_is_a_day_or_the_median_and_a_floor() {
    let mut plan = one(&["a: Ann"]);
    assert_eq!(end(&plan, "o", MONDAY), "≥ 2027-02-08");
    let finished = |n: u32| Task {
        started: Some(day("2027-01-04")),
        finished: Some(day(&format!("2027-01-{:02}", 4 + n))),
        ..task(&format!("f{n}: Ann · 1d · Done"))
    };
    let dropped =
        Outcome { dropped: Some(Default::default()), tasks: (0..5).map(|n| Arc::new(finished(n))).collect(), ..outcome("x", None, &[]) };
    plan.outcomes.push(Arc::new(dropped));
    assert_eq!(end(&plan, "o", MONDAY), "≥ 2027-02-10", "the median of 1, 2, 3, 4 and 5 days is 3");
    assert_eq!(end(&plan, "x", MONDAY), "none");
}

#[test]
fn no_owner_and_a_block_make_a_floor_and_change_no_day() {
    assert_eq!(end(&one(&["a: 1d"]), "o", MONDAY), "≥ 2027-02-08");
    assert_eq!(end(&one(&["a: Ann · 1d · blocked"]), "o", MONDAY), "≥ 2027-02-08");
    assert_eq!(end(&one(&["a: 2d", "b: 2d"]), "o", MONDAY), "≥ 2027-02-09");
}

#[test]
fn a_floor_travels_through_needs_but_not_through_an_owner() {
    let both = |b: &str| plan(vec![outcome("o", None, &["a: Ann · 1d · blocked"]), outcome("p", None, &[b])]);
    assert_eq!(end(&both("b: Ann · 1d · needs a"), "p", MONDAY), "≥ 2027-02-09");
    assert_eq!(end(&both("b: Ann · 1d"), "p", MONDAY), "2027-02-09");
}

#[test]
fn a_deliverable_comes_the_working_day_after_it_is_due() {
    let with =
        |by: Option<&str>| plan(vec![with_deliverables(outcome("o", None, &["a: Ann · 1d · needs data"]), &[deliverable("data", by)])]);
    assert_eq!(end(&with(Some("2027-02-12")), "o", MONDAY), "2027-02-15");
    assert_eq!(end(&with(Some("2027-02-13")), "o", MONDAY), "2027-02-15");
    assert_eq!(end(&with(Some(MONDAY)), "o", MONDAY), "2027-02-09");
    assert_eq!(end(&with(Some("2027-02-05")), "o", MONDAY), "≥ 2027-02-09");
    assert_eq!(end(&with(Some("2027-02-05")), "o", "2027-02-06"), "≥ 2027-02-08");
    assert_eq!(end(&with(None), "o", MONDAY), "≥ 2027-02-09");
    let mut received = with(None);
    received.deliverable_mut("data").unwrap().received = Some(day(MONDAY));
    assert_eq!(end(&received, "o", MONDAY), "2027-02-08");
}

#[test]
fn what_is_finished_noise_dropped_or_unknown_is_met() {
    let mut plan = plan(vec![
        outcome("o", None, &["a: Ann · 1d · needs b, c, d, e, o", "b: Ann · 1d · Done"]),
        Outcome { dropped: Some(Default::default()), ..outcome("x", None, &["c: Ann · 9d"]) },
    ]);
    plan.noise.push(Arc::new(task("d: Ann · 9d")));
    assert_eq!(end(&plan, "o", MONDAY), "2027-02-08");
}

#[test]
fn owners_work_together_and_one_task_at_a_time_across_outcomes() {
    let plan = plan(vec![outcome("o", None, &["a: Ann · 2d", "b: Ann, Bob · 1d"]), outcome("p", None, &["c: Bob · 3d", "d: Ann · 1d"])]);
    assert_eq!([end(&plan, "o", MONDAY), end(&plan, "p", MONDAY)], ["2027-02-11", "2027-02-10"]);
    let projection = project(&plan, day(MONDAY));
    let cause = |id: &str| projection.task(id).unwrap().cause.clone();
    assert_eq!(cause("d"), Cause::Owner { person: "Ann".into(), task: "a".into() });
    assert_eq!(cause("b"), Cause::Owner { person: "Ann".into(), task: "d".into() });
}

#[test]
fn after_a_zero_day_task_of_theirs_the_next_in_order_takes_them_whoever_else_owns_it() {
    let plan = one(&["r: Ann · 1d", "s: Bob · 1d", "z: Ann · 0d", "t: Ann, Bob · 1d", "x: Ann · 1d"]);
    let projection = project(&plan, day(MONDAY));
    let last = projection.why("o").into_iter().map(|link| link.item).collect::<Vec<_>>();
    assert_eq!(last, ["x", "t", "z", "r"]);
}

#[test]
fn what_a_zero_day_task_makes_ready_comes_in_its_turn_the_same_moment() {
    let plan = one(&["a: Ann · 1d", "z: Cy · 0d · needs a", "x: Ann, Bob · 1d · needs z", "b: Ann · 1d", "c: Ann, Bob · 1d"]);
    let projection = project(&plan, day(MONDAY));
    let starts = ["a", "z", "x", "b", "c"].map(|id| projection.task(id).unwrap().start_quarter);
    assert_eq!(starts, [0, 4, 4, 8, 12]);
}

#[test]
fn an_overdue_deliverable_is_said_in_the_why() {
    let plan = plan(vec![with_deliverables(outcome("o", None, &["a: Ann · 1d · needs data"]), &[deliverable("data", Some("2027-02-05"))])]);
    let why = why_in_words(&plan, &project(&plan, day(MONDAY)), "o", day(MONDAY));
    assert_eq!(why.unwrap(), "≥ 9 Feb: a ← data, overdue since 5 Feb from Data Office");
}

#[test]
fn a_person_busy_elsewhere_is_said_in_the_why() {
    let outcome = outcome(
        "o",
        None,
        &["Extract: Dev Lead · 2d · needs dataset", "Transform: Dev Lead · 1d", "Load: 1d · needs Transform", "Other: Dev Lead · 20d"],
    );
    let mut plan = plan(vec![with_deliverables(outcome, &[deliverable("dataset", Some("2027-02-15"))])]);
    plan.bin("Other").unwrap();
    plan.task_mut("Transform").unwrap().needs = vec!["dataset".into()];
    let projection = project(&plan, day(MONDAY));
    assert_eq!(
        why_in_words(&plan, &projection, "o", day(MONDAY)).unwrap(),
        "≥ 19 Feb: Load ← Transform (Dev Lead busy with Extract) ← dataset, due 15 Feb from Data Office"
    );
}

#[test]
fn a_long_why_is_told_by_its_ends() {
    let lines: Vec<String> = (0..50).map(|n| format!("t{n}: Ann · 1d · needs t{}", n - 1)).collect();
    let plan = one(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let projection = project(&plan, day(MONDAY));
    assert_eq!(projection.why("o").len(), 50);
    assert_eq!(why_in_words(&plan, &projection, "o", day(MONDAY)).unwrap(), "16 Apr: t49 ← t48 ← t47 ← t46 ← t45 ← 43 more ← t1 ← t0");
}

// H13
#[test]
fn a_cycle_is_named_and_leaves_its_outcome_without_a_date() {
    let plan = plan(vec![
        outcome("o", None, &["a: Ann · 1d · needs b", "b: Ann · 1d · needs a", "s: Ann · 1d · needs s"]),
        outcome("p", None, &["c: Bob · 1d · needs a"]),
        outcome("q", None, &["d: Ann · 1d"]),
    ]);
    let projection = project(&plan, day(MONDAY));
    assert_eq!(projection.cycles(), [vec!["a".to_string(), "b".into()], vec!["s".into()]]);
    assert_eq!(["o", "p", "q"].map(|id| end(&plan, id, MONDAY)), ["none", "none", "2027-02-08"]);
    assert!(projection.task("c").is_none() && projection.why("p").is_empty());
}

// H13
#[test]
fn a_chain_of_a_hundred_thousand_is_no_recursion() {
    let tasks = (0..100_000).map(|n: u32| {
        let needs = n.checked_sub(1).map(|before| format!("t{before}")).into_iter().collect();
        Arc::new(Task {
            id: format!("t{n}"),
            title: "T".into(),
            owners: vec!["Ann".into()],
            estimate: Some(Quarters(1)),
            needs,
            ..Task::default()
        })
    });
    let mut plan = plan(vec![Outcome { tasks: tasks.collect(), ..outcome("o", None, &[]) }]);
    assert_eq!(project(&plan, day(MONDAY)).task("t99999").unwrap().end_quarter, 100_000);
    plan.task_mut("t0").unwrap().needs = vec!["t99999".into()];
    assert_eq!(project(&plan, day(MONDAY)).cycles()[0].len(), 100_000);
}

#[test]
fn an_outcome_whose_work_is_done_ended_with_its_last_task() {
    let mut plan = one(&["a: Ann · 1d · Done"]);
    assert_eq!(end(&plan, "o", MONDAY), "none");
    plan.task_mut("a").unwrap().finished = Some(day("2027-02-03"));
    assert_eq!(end(&plan, "o", MONDAY), "2027-02-03");
    assert_eq!(end(&one(&[]), "o", MONDAY), "none");
}

#[test]
fn where_nobody_works_nothing_has_a_date() {
    let mut plan = one(&["a: Ann · 1d"]);
    plan.settings.working_days = crate::plan::Weekdays::from_names([]).unwrap();
    assert_eq!(end(&plan, "o", MONDAY), "none");
    assert_eq!(project(&plan, day(MONDAY)).task("a"), None);
}

#[test]
fn a_need_by_is_the_working_day_before_the_work_must_start() {
    let tasks = ["a: Ann · 2d · needs data", "b: Bob · 1d · needs a", "c: Cleo · 1d · needs data"];
    let plan =
        plan(vec![with_deliverables(outcome("o", Some("2027-03-05"), &tasks), &[deliverable("data", None), deliverable("spare", None)])]);
    let projection = project(&plan, day(MONDAY));
    assert_eq!(projection.need_by("data"), Some(day("2027-03-02")));
    assert_eq!(projection.need_by("spare"), None);
}

#[test]
fn a_need_by_knows_what_waits_behind_a_cycle() {
    let tasks = ["a: Ann · 1d · needs b", "b: Ann · 1d · needs a, data", "c: Ann · 1d · needs a"];
    let plan = plan(vec![with_deliverables(outcome("o", Some("2027-03-05"), &tasks), &[deliverable("data", None)])]);
    assert!(project(&plan, day(MONDAY)).need_by("data").is_some());
}

#[test]
fn a_need_by_leaves_room_for_all_that_follows_even_around_a_cycle() {
    let tasks = ["a: Ann · 1d · needs a, data", "x: Ann · 1d · needs a", "y: Ann · 5d · needs x, y"];
    let plan = plan(vec![with_deliverables(outcome("o", Some("2027-03-05"), &tasks), &[deliverable("data", None)])]);
    assert_eq!(project(&plan, day(MONDAY)).need_by("data"), Some(day("2027-02-24")));
}

/// The mark of outcome `o`, with work of three days that needs `data`.
fn mark_of(by: &str, due: Option<&str>, change: impl FnOnce(&mut Plan)) -> String {
    let outcome = with_deliverables(outcome("o", Some(by), &["a: Ann · 3d · needs data"]), &[deliverable("data", due)]);
    let mut plan = plan(vec![outcome]);
    plan.task_mut("a").unwrap().added = Some(day(MONDAY));
    change(&mut plan);
    let standing = standings(&plan, &project(&plan, day(MONDAY)), day(MONDAY)).remove(0);
    format!("{} {}", standing.mark.sign, standing.mark.words)
}

#[test]
fn waiting_blames_nobody_before_the_day() {
    let same = |_: &mut Plan| ();
    assert_eq!(mark_of("2027-02-16", Some("2027-02-12"), same), "◔ needs data 1d sooner");
    assert_eq!(mark_of("2027-02-10", Some("2027-02-05"), same), "◔ waits on Data Office +1d");
    assert_eq!(mark_of("2027-02-10", None, same), "◔ needs a date for data");
}

#[test]
fn a_mark_is_a_sign_and_words() {
    let due = Some("2027-02-09");
    let received = |plan: &mut Plan| plan.deliverable_mut("data").unwrap().received = Some(day(MONDAY));
    assert_eq!(mark_of("2027-02-09", due, received), "▲ +1d");
    assert_eq!(mark_of("2027-02-05", due, received), "▲ overdue 1d");
    assert_eq!(mark_of("2027-02-10", due, received), "= aligned");
    assert_eq!(mark_of("2027-02-24", due, received), "▼ 10d early");
    assert_eq!(mark_of("2027-02-12", due, |plan| plan.task_mut("a").unwrap().added = Some(day("2027-01-22"))), "= old");
    assert_eq!(mark_of("2027-02-12", due, |plan| plan.redate("o", None, None).unwrap()), "? no date");
    assert_eq!(mark_of("2027-02-12", due, |plan| plan.bin("a").unwrap()), "? no projection");
    assert_eq!(mark_of("2027-02-12", due, |plan| plan.move_to_column("a", 3, day(MONDAY)).unwrap()), "● awaits CFO");
    assert_eq!(mark_of("2027-02-12", due, |plan| plan.milestone_mut("o").unwrap().signed = Some(day("2027-02-05"))), "✔ signed 5 Feb");
}

#[test]
fn a_deliverable_is_called_by_its_id_where_that_is_a_word_of_it() {
    let called = |id: &str, what: &str| handle_of(&crate::plan::Deliverable { what: what.into(), ..deliverable(id, None) }).into_owned();
    assert_eq!(called("dataset", "Provide dataset"), "dataset");
    assert_eq!(called("test-data", "Provide the test data"), "test data");
    assert_eq!(called("8k2m0q", "Provide dataset"), "Provide dataset");
    assert_eq!(called("data", "Provide dataset"), "Provide dataset");
}
