//! How the cost of looking at a plan grows from a thousand to a hundred thousand cards, for the worst shapes; and what a change costs of it.
//! Prints milliseconds of the processor and how many times as much each tenfold plan takes; n log n is 13 times, then 12.5 times.
//! `cargo bench --bench growth`; with `-- --quick` the two smaller sizes alone.

#[path = "made/mod.rs"]
mod made;
#[path = "made/shapes.rs"]
mod shapes;

use handshake::{
    customer::{customer_plan, fit},
    desk::{Chord, Event, Model, Size, update},
    findings::{Context, findings_of},
    plan::Plan,
    projection::{project, standings},
};
use made::{SIZES, today};
use std::{hint::black_box, sync::Arc};

/// Each is done so often, and the quickest counts: what else runs on the machine makes none quicker.
const TIMES: usize = 5;

/// Of the processor's own time, so that waiting for other programs counts for nothing.
fn quickest(mut work: impl FnMut()) -> f64 {
    let time = |_| {
        let begun = processor_ms();
        work();
        processor_ms() - begun
    };
    (0..TIMES).map(time).fold(f64::INFINITY, f64::min)
}

#[cfg(unix)]
fn processor_ms() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

#[cfg(not(unix))]
fn processor_ms() -> f64 {
    static BEGUN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    BEGUN.elapsed().as_secs_f64() * 1e3
}

fn press(model: &mut Model, key: &str) {
    if let Ok(chord) = key.parse::<Chord>() {
        update(model, Event::Key(chord), today());
    }
}

/// What is looked at, in milliseconds.
fn looks(plan: &Plan) -> [(&'static str, f64); 5] {
    let projection = project(plan, today());
    let standings = standings(plan, &projection, today());
    let context = Context { plan, projection: &projection, standings: &standings, jargon: &[], today: today() };
    let customer = customer_plan(plan, today());
    let shared = Arc::new(plan.clone());
    let mut model = Model::open(Arc::clone(&shared), "plan.ron", 7, today());
    update(&mut model, Event::Resized(Size { width: 160, height: 48 }), today());
    let found = quickest(|| drop(black_box(findings_of(&context))));
    let told = quickest(|| drop(black_box(customer_plan(plan, today()))));
    let fits = quickest(|| _ = black_box(fit(&customer)));
    let opened = quickest(|| drop(black_box(Model::open(Arc::clone(&shared), "plan.ron", 7, today()))));
    let moved = quickest(|| ["L", "H"].iter().for_each(|key| press(&mut model, key))) / 2.0;
    [("all findings", found), ("customer plan", told), ("its fit", fits), ("open the board", opened), ("move a card", moved)]
}

fn main() {
    let is_quick = std::env::args().any(|it| it == "--quick" || it == "--test");
    let sizes = if is_quick { &SIZES[..2] } else { &SIZES[..] };
    for (name, make) in shapes::SHAPES {
        println!("{name}: {sizes:?} tasks");
        let all: Vec<_> = sizes.iter().map(|tasks| looks(&make(*tasks))).collect();
        for (row, (what, _)) in all[0].iter().enumerate() {
            let times: Vec<f64> = all.iter().map(|looks| looks[row].1).collect();
            let growth: Vec<String> = times.windows(2).map(|pair| format!("{:.1}x", pair[1] / pair[0])).collect();
            let times: Vec<String> = times.iter().map(|ms| format!("{ms:9.3}")).collect();
            println!("  {what:<16}{} ms  {}", times.join(" "), growth.join(" "));
        }
    }
}
