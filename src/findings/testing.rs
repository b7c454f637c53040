//! A plan in which nothing is found, and short ways to ask what is found in others.

use super::{Finding, findings};
use crate::{
    plan::{Audience, Person, Plan, Promise, Share, Side, Total},
    projection::{
        examples::{day, deliverable, outcome, plan, with_deliverables},
        project,
    },
};
use chrono::NaiveDate;
use std::sync::Arc;

/// Monday 8 February 2027.
pub fn today() -> NaiveDate {
    day("2027-02-08")
}

/// Outcome `o` by 15 February with task `a` of Ann's, which needs `data` due 9 February; told to the CFO on 4 February.
pub fn lined_up() -> Plan {
    let outcome =
        with_deliverables(outcome("o", Some("2027-02-15"), &["a: Ann · 3d · needs data"]), &[deliverable("data", Some("2027-02-09"))]);
    let milestone = outcome.milestone.clone().unwrap();
    let promise = Promise {
        outcome: "o".into(),
        headline: milestone.headline,
        by: milestone.by,
        sign_off: milestone.sign_off,
        deliverables: milestone.deliverables,
        tasks: Some(1),
        days: Some(Total::days(3)),
        ..Promise::default()
    };
    let told = Share {
        rev: 1,
        on: day("2027-02-04"),
        by: "Ann".into(),
        to: vec!["CFO".into()],
        promises: vec![Arc::new(promise)],
        ..Share::default()
    };
    let inside = Share { promises: Vec::new(), to: vec!["Ann".into()], plan: Audience::Delivery, ..told.clone() };
    let person = |name: &str, side| Arc::new(Person { name: name.into(), side, ..Person::default() });
    Plan {
        decision_maker: "CFO".into(),
        people: vec![person("Ann", Side::Delivery), person("CFO", Side::Customer), person("Data Office", Side::ThirdParty)],
        shares: vec![Arc::new(told), Arc::new(inside)],
        ..plan(vec![outcome])
    }
}

/// The lined-up plan, changed.
pub fn but(change: impl FnOnce(&mut Plan)) -> Plan {
    let mut plan = lined_up();
    change(&mut plan);
    plan
}

pub fn all(plan: &Plan) -> Vec<Finding> {
    findings(plan, &project(plan, today()), today())
}

/// Severity, item and text of the findings of one kind.
pub fn of(code: &str, plan: &Plan) -> Vec<String> {
    let line = |it: Finding| format!("{} {}: {}", it.severity.code(), it.item.unwrap_or("-".into()), it.text);
    all(plan).into_iter().filter(|finding| finding.code == code).map(line).collect()
}

pub fn codes(plan: &Plan) -> Vec<&'static str> {
    all(plan).into_iter().map(|finding| finding.code).collect()
}

/// The promise of outcome `o` in the newest share.
pub fn promise(plan: &mut Plan) -> &mut Promise {
    Arc::make_mut(&mut Arc::make_mut(&mut plan.shares[0]).promises[0])
}
pub fn task<'p>(plan: &'p mut Plan, id: &str) -> &'p mut crate::plan::Task {
    plan.task_mut(id).unwrap()
}

#[test]
fn in_a_plan_that_lines_up_nothing_is_found() {
    assert_eq!(codes(&lined_up()), Vec::<&str>::new());
}
