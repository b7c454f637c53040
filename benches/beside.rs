//! handshake and the smallest ratatui board beside each other, in one run, turn about: what a person waits for. The floor has no file to
//! read; from 10,000 cards on a start is also held against the floor's and what the ron crate takes to read the same file.
//! `.ci/beside`; the ratio is what counts, the times are this machine's.

#![allow(clippy::disallowed_methods)] // it reads the plan that it made

mod driven;

use driven::{Driven, middle_and_late, plan};
use handshake::plan::Plan;
use std::{
    env, fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

const STARTS: usize = 5;
const KEYS: usize = 208;
const CARDS: [usize; 4] = [50, 1_000, 10_000, 100_000];

/// What one program took, most of it in turns.
#[derive(Default)]
struct Took {
    starts: Vec<Duration>,
    cursor: Vec<Duration>,
    moves: Vec<Duration>,
    bursts: Vec<Duration>,
    quits: Vec<Duration>,
    cursor_bytes: usize,
    memory: u64,
}

fn run(program: &[&str], home: &Path, took: &mut Took, is_long: bool) {
    let mut it = Driven::start(program, home);
    took.starts.push(it.first_screen().after);
    if !is_long {
        return took.quits.push(it.quit());
    }
    it.rest(Duration::from_millis(300));
    took.memory = it.memory();
    for n in 0..KEYS {
        let heard = it.press(if n % 16 < 8 { "j" } else { "k" });
        took.cursor.push(heard.after);
        took.cursor_bytes += heard.bytes;
    }
    for n in 0..KEYS / 4 {
        took.moves.push(it.press(if n % 2 == 0 { "L" } else { "H" }).after);
    }
    it.rest(Duration::from_millis(300));
    took.bursts.push(it.press(&"jk".repeat(250)).after);
    took.quits.push(it.quit());
}

/// The ron crate with serde, into the same types.
fn read_by_ron(plan: &Path) -> Duration {
    let text = fs::read_to_string(plan).expect("the plan just written");
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let started = Instant::now();
    let read = black_box(options.from_str::<Plan>(&text).expect("a plan"));
    let took = started.elapsed();
    drop(read);
    took
}

fn main() {
    if env::args().any(|it| it == "--test") {
        return; // `cargo test --benches` asks whether it can be run, not how fast it is
    }
    let sizes: Vec<usize> = env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { CARDS.to_vec() } else { sizes };
    let home = tempfile::tempdir().expect("a folder");
    let handshake = env!("CARGO_BIN_EXE_handshake");
    let floor = Path::new(handshake).with_file_name("examples").join("floor");
    assert!(fs::exists(&floor).unwrap_or(false), "`.ci/beside` builds the floor first");
    println!("{:>7}  {:<22}{:>12}{:>12}{:>8}", "cards", "median", "handshake", "floor", "ratio");
    for cards in sizes {
        let plan = plan(cards, home.path());
        let (mut ours, mut its, mut ron) = (Took::default(), Took::default(), Vec::new());
        for turn in 0..STARTS {
            let is_long = turn == STARTS - 1;
            run(&[handshake, plan.to_str().expect("a name")], home.path(), &mut ours, is_long);
            run(&[floor.to_str().expect("a name"), &cards.to_string()], home.path(), &mut its, is_long);
            ron.push(read_by_ron(&plan));
        }
        tell(cards, ours, its, ron);
    }
}

fn tell(cards: usize, ours: Took, its: Took, ron: Vec<Duration>) {
    let line = |what: &str, ours: Duration, its: Duration| {
        let ratio = ours.as_secs_f64() / its.as_secs_f64();
        println!("{cards:>7}  {what:<22}{:>9.2} ms{:>9.2} ms{ratio:>8.2}", ours.as_secs_f64() * 1e3, its.as_secs_f64() * 1e3);
    };
    let (start, start_of_floor) = (middle_and_late(ours.starts).0, middle_and_late(its.starts).0);
    line("start to first screen", start, start_of_floor);
    line("  of floor and ron", start, start_of_floor + middle_and_late(ron).0);
    let (cursor, cursor_of_floor) = (middle_and_late(ours.cursor), middle_and_late(its.cursor));
    line("cursor key", cursor.0, cursor_of_floor.0);
    line("cursor key, 99th", cursor.1, cursor_of_floor.1);
    let moves = middle_and_late(ours.moves).0;
    line("move a card", moves, middle_and_late(its.moves).0);
    println!("{cards:>7}  {:<22}{:>36.2}", "  of our cursor key", moves.as_secs_f64() / cursor.0.as_secs_f64());
    line("500 keys at once", middle_and_late(ours.bursts).0, middle_and_late(its.bursts).0);
    line("quit", middle_and_late(ours.quits).0, middle_and_late(its.quits).0);
    let whole = |what: &str, unit: &str, ours: usize, its: usize| {
        println!("{cards:>7}  {what:<22}{ours:>9} {unit:<2}{its:>9} {unit:<2}{:>8.2}", ours as f64 / its as f64);
    };
    whole("cursor key, sent", "B", ours.cursor_bytes / KEYS, its.cursor_bytes / KEYS);
    whole("memory", "K", ours.memory as usize, its.memory as usize);
}
