//! How what follows from a plan grows with it: at 1,000, 10,000 and 100,000 cards, in the shapes that are worst.
//! `cargo bench --bench implied`; a part's name as argument measures that part alone. Growth of 10 is linear.

#[path = "made/mod.rs"]
#[allow(dead_code)]
mod made;
#[path = "made/real.rs"]
mod real;

use handshake::{
    plan::{Plan, diff, merge},
    projection::{forecasts, project, standings, what_if},
};
use made::{SIZES, today};
use real::{Shape, real};
use std::{hint::black_box, sync::Arc, time::Instant};

/// A part: its name, and what is timed of a plan, the same after one change, and the same with every second card changed.
type Part = (&'static str, fn(&Plans) -> f64);

struct Plans {
    before: Plan,
    moved: Plan,
    changed: Plan,
    card: String,
}

const PARTS: [Part; 10] = [
    ("project", |it| timed(|| project(&it.before, today()))),
    ("project again", |it| {
        let before = project(&it.before, today());
        timed(|| before.of_next(&it.moved, today()))
    }),
    ("standings", |it| {
        let projection = project(&it.before, today());
        timed(|| standings(&it.before, &projection, today()))
    }),
    ("forecasts", |it| {
        let projection = project(&it.before, today());
        timed(|| forecasts(&it.before, &projection, today()))
    }),
    ("what if", |it| {
        let projection = project(&it.before, today());
        timed(|| what_if(&it.before, &projection, today(), |plan| plan.move_to_column(&it.card, 1, today())))
    }),
    ("edit", |it| timed(|| edited(&it.before, &it.card))),
    ("diff of a move", |it| timed(|| diff(&it.before, &it.moved, today()))),
    ("diff of all", |it| timed(|| diff(&it.before, &it.changed, today()))),
    ("undo of a move", |it| timed(|| merge(&it.moved, &edited(&it.moved, "x"), &it.before))),
    ("merge of all", |it| timed(|| merge(&it.before, &it.changed, &it.moved))),
];

/// The quickest of some runs, in milliseconds.
fn timed<T>(mut run: impl FnMut() -> T) -> f64 {
    let once = |_| {
        let start = Instant::now();
        let made = black_box(run());
        let took = start.elapsed().as_secs_f64();
        drop(made);
        took * 1e3
    };
    (0..5).map(once).fold(f64::MAX, f64::min)
}

fn edited(plan: &Plan, card: &str) -> Plan {
    let mut plan = plan.clone();
    if plan.move_to_column(card, 1, today()).is_err() {
        plan.title.push('!');
    }
    plan
}

/// As another program wrote it: nothing is shared, every second card has another note.
fn written_by_another(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for outcome in &mut plan.outcomes {
        let mut copy = (**outcome).clone();
        for (n, task) in copy.tasks.iter_mut().enumerate() {
            let note = if n % 2 == 0 { "seen" } else { "" };
            *task = Arc::new(handshake::plan::Task { note: note.into(), ..(**task).clone() });
        }
        *outcome = Arc::new(copy);
    }
    plan
}

fn plans(cards: usize, shape: Shape) -> Plans {
    let before = real(cards, shape);
    let open: Vec<String> = before.tasks().filter(|it| it.task.status.is_empty()).map(|it| it.task.id.clone()).collect();
    let card = open[open.len() / 2].clone();
    Plans { moved: edited(&before, &card), changed: written_by_another(&before), card, before }
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    println!("{:10} {:15} {:>10} {:>10} {:>10}   growth", "shape", "part", "1,000", "10,000", "100,000");
    for shape in Shape::ALL {
        let sizes = SIZES.map(|cards| plans(cards, shape));
        for (name, part) in PARTS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|it| it == name)) {
            let [small, middle, large] = [0, 1, 2].map(|size| part(&sizes[size]));
            let (first, second) = (middle / small, large / middle);
            println!("{:10} {name:15} {small:>7.2} ms {middle:>7.2} ms {large:>7.2} ms   {first:>5.1} {second:>5.1}", format!("{shape:?}"));
        }
    }
}
