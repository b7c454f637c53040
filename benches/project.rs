//! How long it takes to say what a plan implies: on every edit of a live board.
//! `cargo bench --bench project`

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use handshake::{
    findings::{Context, findings_of},
    plan::{Deliverable, Milestone, Outcome, Person, Plan, Promise, Quarters, Share, Task},
    projection::{project, standings},
};
use std::sync::Arc;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 8).unwrap_or_default()
}

/// Outcomes of fifty tasks each, a third of them finished, forty people, needs within an outcome and a deliverable each.
fn board(tasks: usize) -> Plan {
    let people = (0..40).map(|n| Arc::new(Person { name: format!("Person {n}"), ..Person::default() }));
    let outcomes: Vec<Arc<Outcome>> = (0..tasks / 50).map(|n| Arc::new(outcome(n))).collect();
    let promises = outcomes.iter().filter_map(|it| {
        let milestone = it.milestone.as_ref()?;
        let (outcome, headline, sign_off) = (it.id.clone(), milestone.headline.clone(), milestone.sign_off.clone());
        let deliverables = milestone.deliverables.clone();
        Some(Arc::new(Promise { outcome, headline, by: milestone.by, sign_off, deliverables, ..Promise::default() }))
    });
    let share = Share { rev: 1, on: today(), by: "Person 1".into(), promises: promises.collect(), ..Share::default() };
    Plan { people: people.collect(), shares: vec![Arc::new(share)], outcomes, ..Plan::default() }
}

fn outcome(n: usize) -> Outcome {
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

/// One outcome in which each task needs the one before.
fn chain(tasks: usize) -> Plan {
    let task = |n: usize| Task {
        id: format!("t{n}"),
        title: format!("Task {n}"),
        owners: vec!["Ann".into()],
        estimate: Some(Quarters(4)),
        needs: n.checked_sub(1).map(|before| format!("t{before}")).into_iter().collect(),
        ..Task::default()
    };
    let tasks = (0..tasks).map(|n| Arc::new(task(n))).collect();
    Plan { outcomes: vec![Arc::new(Outcome { tasks, ..outcome(0) })], ..Plan::default() }
}

#[divan::bench(args = SIZES)]
fn projection(bencher: Bencher, tasks: usize) {
    let plan = board(tasks);
    bencher.bench_local(|| project(black_box(&plan), today()));
}

/// With every milestone compared with what would be if all deliverables were here.
#[divan::bench(args = SIZES)]
fn standing(bencher: Bencher, tasks: usize) {
    let plan = board(tasks);
    let projection = project(&plan, today());
    bencher.bench_local(|| standings(black_box(&plan), &projection, today()));
}

#[divan::bench(args = SIZES)]
fn finding(bencher: Bencher, tasks: usize) {
    let plan = board(tasks);
    let projection = project(&plan, today());
    let standings = standings(&plan, &projection, today());
    let context = Context { plan: &plan, projection: &projection, standings: &standings, today: today() };
    bencher.bench_local(|| findings_of(black_box(&context)));
}

#[divan::bench]
fn projection_of_a_chain_of_100_000(bencher: Bencher) {
    let plan = chain(100_000);
    bencher.bench_local(|| project(black_box(&plan), today()));
}

/// Ten thousand cards that one person owns with as many others: the worst a queue for each set of owners can meet.
#[divan::bench]
fn projection_of_one_person_with_10_000_partners(bencher: Bencher) {
    let mut plan = chain(10_000);
    let outcome = Arc::make_mut(&mut plan.outcomes[0]);
    for (n, task) in outcome.tasks.iter_mut().enumerate() {
        let task = Arc::make_mut(task);
        task.needs.clear();
        task.owners.push(format!("Partner {n}"));
    }
    bencher.bench_local(|| project(black_box(&plan), today()));
}
