//! Forty hostile plans, and what EXPECT.tsv says must become of each: read, or these problems on these lines.
#![allow(clippy::disallowed_methods)]

use handshake::file::read;
use std::path::Path;

/// One row of EXPECT.tsv: file, what is expected, why, and the lines with a problem.
fn rows() -> Vec<(String, String, Vec<usize>)> {
    let table = std::fs::read_to_string("tests/hostile/EXPECT.tsv").unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells[0].to_string(), cells[1].to_string(), cells[3].split(',').filter_map(|line| line.parse().ok()).collect())
    };
    table.lines().skip(1).map(row).collect()
}

fn shown(file: &str) -> String {
    let bytes = std::fs::read(Path::new("tests/hostile").join(file)).unwrap();
    read(&bytes).problems.iter().map(|problem| problem.shown(file)).collect()
}

// H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H11 H14 H15 H16 H17 H18 H20 H21 H37 H38
#[test]
fn every_hostile_plan_reads_or_has_its_problems_on_the_lines_expected() {
    let rows = rows();
    assert_eq!(rows.len(), 40);
    for (file, expected, lines) in rows {
        let reading = read(&std::fs::read(Path::new("tests/hostile").join(&file)).unwrap());
        let mut found: Vec<usize> = reading.problems.iter().map(|problem| problem.at.line).collect();
        found.dedup();
        assert_eq!(found, lines, "{file}\n{}", shown(&file));
        assert_eq!(reading.plan.is_some(), expected != "problem", "{file}");
    }
}

/// Which problem each is, and how it is printed, is written out in PROBLEMS.txt; `HANDSHAKE_BLESS=1` writes it anew.
// H03 H04 H07 H09 H10 H11 H14 H15 H16 H20 H21 H37
#[test]
fn the_problems_of_hostile_plans_are_the_expected_ones() {
    let all: String = rows().iter().map(|(file, ..)| shown(file)).collect();
    if std::env::var_os("HANDSHAKE_BLESS").is_some() {
        std::fs::write("tests/hostile/PROBLEMS.txt", &all).unwrap();
    }
    assert_eq!(all, std::fs::read_to_string("tests/hostile/PROBLEMS.txt").unwrap());
    assert!(all.chars().all(|c| c == '\n' || !c.is_control()));
}

fn timed(bytes: &[u8]) -> std::time::Duration {
    let start = std::time::Instant::now();
    read(bytes);
    start.elapsed()
}

/// Deep brackets, nested comments, many escapes and long lines: within the limits of EXPECT.tsv, tenfold for a slow machine without optimisation.
// H17 H18 H19
#[test]
fn hostile_depth_and_length_are_read_quickly() {
    for (file, milliseconds) in [
        ("24-deep-nesting-10k.ron", 10),
        ("25-deep-unknown-field.ron", 10),
        ("26-nested-comments.ron", 50),
        ("27-many-escapes.ron", 50),
        ("28-long-line-64k-title.ron", 50),
    ] {
        let bytes = std::fs::read(Path::new("tests/hostile").join(file)).unwrap();
        // The quickest of a few: what else runs on the machine makes none quicker.
        let quickest = (0..5).map(|_| timed(&bytes)).min().unwrap();
        assert!(quickest.as_millis() < milliseconds * 10, "{file}: {quickest:?}");
    }
}
