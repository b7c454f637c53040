//! What is promised about reading: at least as fast as the ron crate with serde into the same types, spans and comments included.
//! `cargo bench --bench read`

use divan::{Bencher, counter::BytesCount};
use handshake::{file, plan::Plan};
use std::{fmt::Write, sync::Arc};

fn main() {
    divan::main();
}

/// A plan of outcomes with ten tasks each, laid out as people and this program do.
fn plan(outcomes: usize) -> String {
    let mut text = String::from(
        "#![enable(implicit_some)]\n// A plan.\nPlan(\n    format: 1,\n    uid: \"8r2k0fqz\",\n    title: \"Finance systems migration\",\n    people: [\n        Person(name: \"Dev Lead\", side: Delivery, key: 'd'),\n    ],\n    outcomes: [\n",
    );
    for n in 0..outcomes {
        let _ = write!(
            text,
            "        Outcome(\n            id: \"outcome-{n}\",\n            title: \"Migrate report number {n}\",\n            owners: [\"Dev Lead\"],\n            budget: Budget(planned: 40000, spent: 12500.50),\n            milestone: Milestone(\n                headline: \"Report {n} available in new system\",\n                by: \"2027-03-31\",\n                sign_off: \"CFO\",\n                deliverables: [\n                    // Without it nothing else can start.\n                    Deliverable(id: \"ask-{n}\", what: \"Provide dataset\", from: \"Acme Data Office\", by: \"2027-02-15\"),\n                ],\n            ),\n            tasks: [\n"
        );
        for t in 0..10 {
            let _ = writeln!(
                text,
                "                Task(id: \"t{n}x{t}\", title: \"Extract part {t} of the dataset\", status: \"In progress\", owners: [\"Dev Lead\"], estimate: 2.5, needs: [\"ask-{n}\"], entered: \"2026-11-16\", started: \"2026-11-16\"),"
            );
        }
        text.push_str("            ],\n        ),\n");
    }
    text + "    ],\n)\n"
}

const SIZES: &[usize] = &[10, 1000];

#[divan::bench(args = SIZES)]
fn ours(bencher: Bencher, outcomes: usize) {
    let text = plan(outcomes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| file::read(divan::black_box(text.as_bytes())).plan.unwrap());
}

#[divan::bench(args = SIZES)]
fn ron_with_serde(bencher: Bencher, outcomes: usize) {
    let text = plan(outcomes);
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    bencher.counter(BytesCount::of_str(&text)).bench(|| options.from_str::<Plan>(divan::black_box(&text)).unwrap());
}

/// A card gets an owner and is saved: patch, and the check that the text reads back.
#[divan::bench(args = SIZES)]
fn save_one_change(bencher: Bencher, outcomes: usize) {
    let document = file::Document::open(plan(outcomes).into_bytes()).unwrap();
    let mut after = Plan::clone(document.plan());
    after.task_mut("t5x5").unwrap().owners.push("Ann".into());
    let after = Arc::new(after);
    bencher.with_inputs(|| document.clone()).bench_values(|mut document| document.save(&after).unwrap());
}
