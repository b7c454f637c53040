//! Plans to measure with, the same on every run.

use chrono::NaiveDate;
use handshake::plan::{Deliverable, Milestone, Outcome, Person, Plan, Promise, Quarters, Share, Task};
use std::sync::Arc;

pub const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 8).unwrap_or_default()
}

/// Outcomes of fifty tasks each, a third of them finished, forty people, needs within an outcome and a deliverable each.
pub fn board(tasks: usize) -> Plan {
    let people = (0..40).map(|n| Arc::new(Person { name: format!("Person {n}"), ..Person::default() }));
    let outcomes: Vec<Arc<Outcome>> = (0..tasks / 50).map(|n| Arc::new(outcome(n))).collect();
    Plan { people: people.collect(), shares: vec![Arc::new(told(&outcomes))], outcomes, ..Plan::default() }
}

/// The first telling of all their milestones.
pub fn told(outcomes: &[Arc<Outcome>]) -> Share {
    let promises = outcomes.iter().filter_map(|it| {
        let milestone = it.milestone.as_ref()?;
        let (outcome, headline, sign_off) = (it.id.clone(), milestone.headline.clone(), milestone.sign_off.clone());
        let deliverables = milestone.deliverables.clone();
        Some(Arc::new(Promise { outcome, headline, by: milestone.by, sign_off, deliverables, ..Promise::default() }))
    });
    Share { rev: 1, on: today(), by: "Person 1".into(), promises: promises.collect(), ..Share::default() }
}

pub fn outcome(n: usize) -> Outcome {
    let tasks = (0..50).map(|at| Arc::new(task(n, at)));
    let by = today() + chrono::Duration::days(60 + n as i64);
    let deliverable = Deliverable {
        id: format!("d{n}"),
        what: "Provide the data".into(),
        from: "Person 2".into(),
        by: Some(today() + chrono::Duration::days(n as i64 % 40)),
        ..Deliverable::default()
    };
    let milestone = Milestone {
        headline: "Reports are there".into(),
        by: Some(by),
        sign_off: "Person 3".into(),
        deliverables: vec![Arc::new(deliverable)],
        ..Milestone::default()
    };
    Outcome {
        id: format!("o{n}"),
        title: format!("Outcome {n}"),
        owners: vec!["Person 1".into()],
        milestone: Some(milestone),
        tasks: tasks.collect(),
        ..Outcome::default()
    }
}

fn task(outcome: usize, at: usize) -> Task {
    let id = |at: usize| format!("t{outcome}-{at}");
    let status = match at % 6 {
        0 | 1 => "Done",
        2 => "In progress",
        _ => "",
    };
    let owners = match (at + outcome) % 10 {
        0 => vec![],
        1 | 2 => vec![(outcome + at) % 40, (outcome * 7 + at) % 40],
        _ => vec![(outcome + at) % 40],
    };
    let needs = [at.checked_sub(3).map(id), (at % 10 == 5).then(|| format!("d{outcome}"))];
    Task {
        id: id(at),
        title: format!("Task {at} of outcome {outcome}"),
        status: status.into(),
        owners: owners.into_iter().map(|n| format!("Person {n}")).collect(),
        estimate: (!at.is_multiple_of(9)).then(|| Quarters(1 + (at as u32 * 7) % 24)),
        needs: needs.into_iter().flatten().collect(),
        entered: Some(today()),
        started: (!status.is_empty()).then(today),
        finished: (status == "Done").then(today),
        ..Task::default()
    }
}
