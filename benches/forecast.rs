//! How long a forecast takes: ten thousand items over a history of sixty days, however work was finished in them.
//! `cargo bench --bench forecast`

use divan::{Bencher, black_box};
use handshake::projection::Throughput;

fn main() {
    divan::main();
}

/// A history of sixty days by its name.
fn history(name: &str) -> Throughput {
    let daily: Vec<u32> = match name {
        "five in sixty" => (0..60).map(|n| u32::from(n % 12 == 0)).collect(),
        "one a day" => (0..60).map(|n| [2, 0, 0, 5, 1, 3, 0, 0, 1, 0, 0, 0][n % 12]).collect(),
        // Long histories of few finishes, one of them of many at once.
        "one big burst" => (0..60).map(|n| if n == 0 { 64 } else { u32::from(n % 12 == 6) }).collect(),
        "four and a burst" => (0..60).map(|n| if n == 0 { 50 } else { u32::from(n % 12 == 0) }).collect(),
        "a burst of 120" => (0..60).map(|n| if n == 0 { 120 } else { u32::from(n % 2 == 0) }).collect(),
        "a burst of 150" => (0..60).map(|n| if n == 0 { 150 } else { u32::from(n % 12 == 0) }).collect(),
        // What a search through bursts of every size among few finishes found to take longest.
        "a burst of 23" => (0..60).map(|n| if n == 0 { 23 } else { u32::from(n % 12 == 0) }).collect(),
        "two bursts" => (0..60)
            .map(|n| [(0, 494), (1, 28), (2, 2)].into_iter().find(|it| it.0 == n).map_or(u32::from(n % 14 == 3), |it| it.1))
            .collect(),
        "a burst of nearly all" => {
            (0..60).map(|n| [(0, 9930), (1, 48)].into_iter().find(|it| it.0 == n).map_or(u32::from(n % 12 == 3), |it| it.1)).collect()
        }
        "in bursts" => (0..60).map(|n| if n % 9 == 0 { 20 + n as u32 } else { 0 }).collect(),
        _ => (0..60).map(|n| (n * n * 7 % 201) as u32).collect(),
    };
    Throughput::of_days(daily).unwrap_or_else(|too_little| panic!("{name}: {too_little}"))
}

#[divan::bench(args = ["five in sixty", "one a day", "in bursts", "one big burst", "four and a burst", "a burst of 120", "a burst of 150", "a burst of 23", "two bursts", "a burst of nearly all", "a hundred a day"])]
fn ten_thousand_items(bencher: Bencher, name: &str) {
    let history = history(name);
    bencher.bench_local(|| history.ahead(black_box(10_000), Some(10_000)));
}

/// A hundred milestones, each after the work of those before it.
#[divan::bench]
fn a_board_of_a_hundred_milestones(bencher: Bencher) {
    use chrono::NaiveDate;
    use handshake::{
        plan::{Milestone, Outcome, Plan, Task},
        projection::{forecasts, project},
    };
    use std::sync::Arc;
    let today = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap_or_default();
    let task = |n: i64, at: i64| {
        let (status, finished) = match at % 6 {
            0 => ("Done", Some(today - chrono::Duration::days(1 + (n * 7 + at) % 80))),
            _ => ("", None),
        };
        Arc::new(Task { id: format!("t{n}-{at}"), title: "T".into(), status: status.into(), finished, ..Task::default() })
    };
    let outcome = |n: i64| Outcome {
        id: format!("o{n}"),
        title: "O".into(),
        milestone: Some(Milestone { headline: "H".into(), by: Some(today + chrono::Duration::days(n)), ..Milestone::default() }),
        tasks: (0..50).map(|at| task(n, at)).collect(),
        ..Outcome::default()
    };
    let plan = Plan { outcomes: (0..100).map(|n| Arc::new(outcome(n))).collect(), ..Plan::default() };
    let projection = project(&plan, today);
    bencher.bench_local(|| forecasts(black_box(&plan), &projection, today));
}
