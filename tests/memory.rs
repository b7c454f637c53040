//! What a plan takes in memory: bytes a card when it is read, and for each step that can be taken back.
//! One test, because what a process holds is measured, and others in it would count too.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods)]

use handshake::{
    file::Document,
    plan::{Milestone, Outcome, Plan, Task},
};
use std::{fs, sync::Arc};

const CARDS: usize = 10_000;
const CARDS_IN_OUTCOME: usize = 50;
/// Steps before any is counted: buffers grow to what they need.
const FIRST: usize = 100;
const STEPS: usize = 400;

/// Kilobytes of this process that no file backs; what it held at most is `VmHWM`.
fn kilobytes(field: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn text() -> String {
    let task = |n: usize| {
        Arc::new(Task {
            id: format!("t{n}"),
            title: format!("T{n:05} parser board sync"),
            status: ["To do", "In progress", "Review"][n % 3].into(),
            owners: vec![format!("Person {}", n % 40)],
            ..Task::default()
        })
    };
    let outcome = |n: usize| Outcome {
        id: format!("o{n}"),
        title: format!("Outcome {n}"),
        milestone: Some(Milestone { headline: "Reports are there".into(), ..Milestone::default() }),
        tasks: (n * CARDS_IN_OUTCOME..(n + 1) * CARDS_IN_OUTCOME).map(task).collect(),
        ..Outcome::default()
    };
    let outcomes = (0..CARDS / CARDS_IN_OUTCOME).map(|n| Arc::new(outcome(n))).collect();
    handshake::file::text_of(&Plan { title: "Large".into(), outcomes, ..Plan::default() })
}

/// Another plan, in which one card has moved on.
fn moved(plan: &Plan, step: usize) -> Arc<Plan> {
    let mut after = plan.clone();
    let id = format!("t{}", step * 37 % CARDS);
    let column = plan.column_of(plan.task(&id).unwrap().task);
    after.move_to_column(&id, (column + 1) % 4, "2027-02-08".parse().unwrap()).unwrap();
    Arc::new(after)
}

#[test]
fn a_card_takes_half_a_kilobyte_and_a_step_to_take_back_ten() {
    let bytes = text().into_bytes();
    let (size, before, at_most) = (bytes.len() / 1024, kilobytes("RssAnon"), kilobytes("VmHWM"));
    let mut document = Document::open(bytes).unwrap();
    let card = (kilobytes("RssAnon") - before) * 1024 / CARDS;
    assert!(card < 512, "{card} bytes a card beside the text");
    let read = kilobytes("VmHWM") - at_most;
    assert!(read < 4 * size + 16 * 1024, "{read} KB at most for {size} KB");

    let mut steps = vec![Arc::clone(document.plan())];
    let mut held = 0;
    for step in 0..FIRST + STEPS {
        if step == FIRST {
            held = kilobytes("RssAnon");
        }
        let plan = moved(document.plan(), step);
        document.save(&plan).unwrap();
        steps.push(plan);
    }
    let step = (kilobytes("RssAnon").saturating_sub(held)) as f64 / STEPS as f64;
    assert!(step < 10.0, "{step:.1} KB a step: a thousand take {step:.1} MB");
    for pair in steps.windows(2) {
        let differ = |a: &[Arc<Outcome>], b: &[Arc<Outcome>]| a.iter().zip(b).filter(|(a, b)| !Arc::ptr_eq(a, b)).count();
        assert_eq!(differ(&pair[0].outcomes, &pair[1].outcomes), 1, "all but the outcome that changed is shared");
    }
}
