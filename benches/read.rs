//! What is promised about reading and saving: reading is faster than the ron crate with serde into the same types, spans and comments
//! included; neither grows faster than the plan, whatever its shape; a save costs what it changes.
//! `cargo bench --bench read` prints a table first: both readers interleaved, the best of several runs, so that their ratio holds on a
//! machine that is busy.

use divan::{Bencher, counter::BytesCount};
use handshake::{file, plan::Plan};
use std::{
    fmt::Write,
    sync::Arc,
    time::{Duration, Instant},
};

fn main() {
    if !std::env::args().any(|it| it == "--list") {
        table();
    }
    divan::main();
}

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// How the cards of a plan lie: cards a lane, and what else stands with a card of this number.
struct Shape {
    name: &'static str,
    lane: fn(usize) -> usize,
    above: &'static str,
    more: fn(usize) -> String,
}

const SHAPES: [Shape; 6] = [
    Shape { name: "lanes of fifty", lane: |_| 50, above: "", more: |n| format!("owners: [\"Person {}\"], ", n % 40) },
    Shape { name: "one lane", lane: |cards| cards, above: "", more: |n| format!("owners: [\"Person {}\"], ", n % 40) },
    Shape { name: "lanes of ten", lane: |_| 10, above: "", more: |_| String::new() },
    Shape { name: "one owner for all", lane: |_| 50, above: "", more: |_| "owners: [\"Person 1\"], ".into() },
    Shape { name: "a chain of needs", lane: |_| 50, above: "", more: |n| format!("needs: [\"t{}\"], ", n.saturating_sub(1)) },
    Shape { name: "a comment a card", lane: |_| 50, above: "            // Somebody has to do it.\n", more: |_| String::new() },
];

fn plan_of(shape: &Shape, cards: usize) -> String {
    let mut text = String::from("#![enable(implicit_some)]\nPlan(\n    title: \"Finance systems migration\",\n    people: [\n");
    for n in 0..40 {
        let _ = writeln!(text, "        Person(name: \"Person {n}\"),");
    }
    text.push_str("    ],\n    outcomes: [\n");
    let lane = (shape.lane)(cards);
    for outcome in 0..cards / lane {
        let _ = writeln!(text, "        Outcome(id: \"o{outcome}\", title: \"Outcome {outcome}\", tasks: [");
        for n in outcome * lane..(outcome + 1) * lane {
            let more = (shape.more)(n);
            let _ = writeln!(
                text,
                "{}            Task(id: \"t{n}\", title: \"Extract part {n} of the dataset\", status: \"In progress\", {more}estimate: 2.5),",
                shape.above
            );
        }
        text.push_str("        ]),\n");
    }
    text + "    ],\n)\n"
}

/// Milliseconds a read, as often as the ron crate's time, how it grew for ten times the cards, and milliseconds a save of one change.
fn table() {
    println!("{:<20} {:>8} {:>10} {:>7} {:>8} {:>10} {:>8}", "shape", "cards", "read ms", "x ron", "growth", "save ms", "growth");
    for shape in &SHAPES {
        let mut before: Option<(f64, f64)> = None;
        for cards in SIZES {
            let text = plan_of(shape, cards);
            let (read, ron) = both(&text, if cards > 10_000 { 5 } else { 15 });
            let save = saved(&text);
            let growth = |now: f64, was: fn((f64, f64)) -> f64| before.map_or_else(String::new, |it| format!("{:.1}", now / was(it)));
            let (read_growth, save_growth) = (growth(read, |it| it.0), growth(save, |it| it.1));
            println!("{:<20} {cards:>8} {read:>10.2} {:>7.2} {read_growth:>8} {save:>10.2} {save_growth:>8}", shape.name, read / ron);
            before = Some((read, save));
        }
    }
}

fn milliseconds<R>(work: impl FnOnce() -> R) -> f64 {
    let started = Instant::now();
    let done = divan::black_box(work());
    let took: Duration = started.elapsed();
    drop(done);
    took.as_secs_f64() * 1e3
}

fn both(text: &str, times: usize) -> (f64, f64) {
    let one = |(read, ron): (f64, f64), _| {
        let ours = milliseconds(|| file::read(text.as_bytes()).plan);
        (read.min(ours), ron.min(milliseconds(|| options().from_str::<Plan>(text))))
    };
    (0..times).fold((f64::MAX, f64::MAX), one)
}

/// The best of several saves, each of one card that moved.
fn saved(text: &str) -> f64 {
    let Ok(mut document) = file::Document::open(text.as_bytes().to_vec()) else { return f64::NAN };
    let one = |best: f64, n: usize| {
        let mut after = Plan::clone(document.plan());
        let _ = after.move_to_column("t555", 1 + n % 2, chrono::NaiveDate::default());
        let after = Arc::new(after);
        best.min(milliseconds(|| document.save(&after)))
    };
    (1..8).fold(f64::MAX, one)
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

#[divan::bench(args = SIZES)]
fn ours(bencher: Bencher, cards: usize) {
    let text = plan_of(&SHAPES[0], cards);
    bencher.counter(BytesCount::of_str(&text)).bench(|| file::read(divan::black_box(text.as_bytes())).plan);
}

#[divan::bench(args = SIZES)]
fn ron_with_serde(bencher: Bencher, cards: usize) {
    let text = plan_of(&SHAPES[0], cards);
    bencher.counter(BytesCount::of_str(&text)).bench(|| options().from_str::<Plan>(divan::black_box(&text)));
}

/// A card gets an owner and is saved: patch, and the check that the text reads back.
#[divan::bench(args = SIZES)]
fn save_one_change(bencher: Bencher, cards: usize) {
    let Ok(document) = file::Document::open(plan_of(&SHAPES[0], cards).into_bytes()) else { return };
    let mut after = Plan::clone(document.plan());
    if let Ok(task) = after.task_mut("t555") {
        task.owners.push("Ann".into());
    }
    let after = Arc::new(after);
    bencher.with_inputs(|| document.clone()).bench_values(|mut document| document.save(&after));
}
