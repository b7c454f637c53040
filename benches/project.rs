//! How long it takes to say what a plan implies: on every edit of a live board.
//! `cargo bench --bench project`

mod made;

use divan::{Bencher, black_box};
use handshake::{
    findings::{Context, findings_of},
    plan::{Outcome, Plan, Quarters, Task},
    projection::{project, standings},
};
use made::{SIZES, board, outcome, today};
use std::sync::Arc;

fn main() {
    divan::main();
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
    let context = Context { plan: &plan, projection: &projection, standings: &standings, jargon: &[], today: today() };
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
