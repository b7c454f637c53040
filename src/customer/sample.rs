//! Plans for this room's tests: the example of the method, and a small one with edits to it.

use super::{CustomerPlan, customer_plan};
use crate::example::DEMO;
use crate::plan::{Change, ChangeKind, Deliverable, Milestone, Outcome, Plan, Promise, Share, Task, parse_date};
use chrono::NaiveDate;
use std::sync::{Arc, LazyLock};

pub(crate) fn day(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

/// The example of the method; its reference day is 8 February 2027.
pub(crate) fn finance() -> Plan {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| read(include_str!("../../tests/data/finance.ron")));
    PLAN.clone()
}

/// The built-in example; the same reference day.
pub(crate) fn demo() -> Plan {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| read(DEMO));
    PLAN.clone()
}

fn read(text: &str) -> Plan {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME).from_str(text).unwrap()
}

pub(crate) const TODAY: &str = "2027-02-08";

/// One outcome `o` with a task in the first column and an ask `a`, told as it is on 1 February as revision 1.
pub(crate) fn small() -> Plan {
    let ask = Deliverable {
        id: "a".into(),
        what: "Send the list".into(),
        from: "PMO".into(),
        by: Some(day("2027-02-20")),
        ..Deliverable::default()
    };
    let milestone = Milestone {
        headline: "Reports in new system".into(),
        by: Some(day("2027-03-31")),
        sign_off: "CFO".into(),
        deliverables: vec![Arc::new(ask)],
        ..Milestone::default()
    };
    let task = Task { id: "t".into(), title: "Load".into(), ..Task::default() };
    let outcome =
        Outcome { id: "o".into(), title: "O".into(), milestone: Some(milestone), tasks: vec![Arc::new(task)], ..Outcome::default() };
    let mut plan = Plan { title: "Migration".into(), customer: "Acme".into(), outcomes: vec![Arc::new(outcome)], ..Plan::default() };
    tell(&mut plan, "2027-02-01");
    plan
}

/// Records that the customer was told everything as it is meant.
pub(crate) fn tell(plan: &mut Plan, on: &str) {
    let promise = |outcome: &Arc<Outcome>| {
        let milestone = outcome.milestone()?.clone();
        Some(Arc::new(Promise {
            outcome: outcome.id.clone(),
            headline: milestone.headline,
            by: milestone.by,
            because: milestone.because,
            sign_off: milestone.sign_off,
            signed: milestone.signed,
            deliverables: milestone.deliverables,
            word: "Planned".into(),
            ..Promise::default()
        }))
    };
    let promises = plan.live_outcomes().filter_map(promise).collect();
    let rev = plan.baseline().map_or(0, |share| share.rev) + 1;
    plan.shares.push(Arc::new(Share { rev, on: day(on), by: "Dana".into(), promises, ..Share::default() }));
}

pub(crate) fn outcome(plan: &mut Plan) -> &mut Outcome {
    Arc::make_mut(&mut plan.outcomes[0])
}
pub(crate) fn milestone(plan: &mut Plan) -> &mut Milestone {
    outcome(plan).milestone.as_mut().unwrap()
}
pub(crate) fn ask(plan: &mut Plan) -> &mut Deliverable {
    Arc::make_mut(&mut milestone(plan).deliverables[0])
}
pub(crate) fn move_task(plan: &mut Plan, column: &str) {
    Arc::make_mut(&mut outcome(plan).tasks[0]).status = column.into();
}
pub(crate) fn seen(plan: &Plan) -> CustomerPlan {
    customer_plan(plan, day(TODAY))
}
pub(crate) fn hold(plan: &mut Plan) {
    let change = Change { id: "c".into(), kind: ChangeKind::Undocumented, outcome: "o".into(), ..Change::default() };
    plan.changes.push(Arc::new(change));
}
/// Adds an outcome with a milestone nobody was told of.
pub(crate) fn add(plan: &mut Plan, id: &str, headline: &str, by: &str) {
    let milestone = Milestone { headline: headline.into(), by: parse_date(by), ..Milestone::default() };
    plan.outcomes.push(Arc::new(Outcome { id: id.into(), milestone: Some(milestone), ..Outcome::default() }));
}
pub(crate) type Edit = fn(&mut Plan);
