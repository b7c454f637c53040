//! What a key costs that repeats exactly: bytes on the line, instructions, memory. Times are in `benches/`.
//! The last two need the program as it is shipped, Linux and valgrind: `.ci/frugal` runs them.

#![allow(clippy::disallowed_methods)] // the real program on a real file, and valgrind

#[path = "../benches/driven/mod.rs"]
mod driven;

use driven::{Driven, plan};
use std::{env, fs, path::Path, process::Command, time::Duration};

/// The program to look at: as it is shipped where `.ci/frugal` says so.
fn program() -> String {
    env::var("HANDSHAKE_SHIPPED").unwrap_or_else(|_| env!("CARGO_BIN_EXE_handshake").to_string())
}

fn open(plan: &Path, home: &Path) -> Driven {
    let mut board = Driven::start(&[&program(), plan.to_str().unwrap()], home);
    board.first_screen();
    board.rest(Duration::from_millis(500));
    board
}

/// On average, over keys that are pressed one after the other.
fn bytes_a_key(board: &mut Driven, keys: &str) -> usize {
    let bytes: usize = keys.split("").filter(|key| !key.is_empty()).map(|key| board.press(key).bytes).sum();
    bytes / keys.len()
}

#[test]
fn a_cursor_key_sends_190_bytes_at_most_and_a_scrolled_row_1000_however_large_the_plan() {
    let home = tempfile::tempdir().unwrap();
    for cards in [50, 5_000] {
        let mut board = open(&plan(cards, home.path()), home.path());
        let walk = bytes_a_key(&mut board, &"jjjjjjjjkkkkkkkk".repeat(2));
        assert!((60..=190).contains(&walk), "{walk} bytes a key with {cards} cards");
        if cards > 50 {
            board.press(&"j".repeat(60));
            let scrolled = bytes_a_key(&mut board, &"j".repeat(40));
            assert!((60..=1_000).contains(&scrolled), "{scrolled} bytes a scrolled row");
        }
        board.quit();
    }
}

/// All instructions of a session in which these keys are pressed.
fn instructions(plan: &Path, home: &Path, keys: usize) -> u64 {
    let out = home.join("callgrind");
    let to = format!("--callgrind-out-file={}", out.display());
    let said = format!("--log-file={}", home.join("valgrind").display());
    let mut board = Driven::start(&["valgrind", "--tool=callgrind", &to, &said, &program(), plan.to_str().unwrap()], home);
    board.first_screen();
    board.rest(Duration::from_secs(2));
    (0..keys).for_each(|n| {
        board.press(if n % 16 < 8 { "j" } else { "k" });
    });
    board.quit();
    let text = fs::read_to_string(out).unwrap();
    text.lines().find_map(|line| line.strip_prefix("summary: ")?.trim().parse().ok()).expect("callgrind counts")
}

#[test]
#[ignore = "needs valgrind and the program as it is shipped: .ci/frugal"]
fn a_cursor_key_takes_as_many_instructions_however_large_the_plan() {
    assert!(Command::new("valgrind").arg("--version").status().unwrap().success());
    let home = tempfile::tempdir().unwrap();
    const KEYS: usize = 64;
    let cost = |cards: usize| {
        let plan = plan(cards, home.path());
        (instructions(&plan, home.path(), KEYS) - instructions(&plan, home.path(), 0)) / KEYS as u64
    };
    let [small, middle, large] = [1_000, 10_000, 100_000].map(cost);
    println!("instructions a cursor key: {small} with 1,000 cards, {middle} with 10,000, {large} with 100,000");
    assert!(small < 2_500_000, "{small}");
    assert!(middle * 10 < small * 13 && large * 10 < small * 13, "it grows: {small}, {middle}, {large}");
}

#[test]
#[ignore = "needs the program as it is shipped: .ci/frugal"]
fn a_card_takes_a_kilobyte_at_most() {
    let home = tempfile::tempdir().unwrap();
    let memory = |cards: usize| {
        let board = open(&plan(cards, home.path()), home.path());
        let memory = board.memory();
        board.quit();
        memory
    };
    let [empty, large] = [50, 50_050].map(memory);
    println!("memory: {empty} K with 50 cards, {large} K with 50,050: {} bytes a card", (large - empty) * 1024 / 50_000);
    assert!((large - empty) * 1024 / 50_000 <= 1024, "{empty} K, {large} K");
}
