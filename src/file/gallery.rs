//! The gallery: one broken plan a message in tests/gallery, with what is printed for it beside it.
//! `HANDSHAKE_BLESS=1 cargo test gallery` writes what is printed anew.

#![allow(clippy::disallowed_methods)]

use super::{BYTES_MAX, place, read, read::faults, trouble::Trouble};
use std::{collections::BTreeSet, fs, path::Path};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gallery");

/// Troubles of a file that has no text, or too much of it, cannot stand in the gallery as a plan to read.
const ELSEWHERE: &[&str] = &["TooLarge", "TooManyTasks", "TooManyValues"];

#[test]
fn every_message_has_an_example_and_is_printed_as_expected() {
    let mut shown_of: BTreeSet<String> = ELSEWHERE.iter().map(|name| (*name).to_string()).collect();
    for name in Trouble::NAMES.iter().filter(|name| !ELSEWHERE.contains(name)) {
        let path = Path::new(FOLDER).join(format!("{name}.ron"));
        let bytes = fs::read(&path).unwrap_or_else(|_| panic!("no example of {name}: write {}", path.display()));
        let problems = read(&bytes).problems;
        let shown: String = problems.iter().map(|problem| problem.shown("plan.ron")).collect();
        let expected = path.with_extension("txt");
        if std::env::var_os("HANDSHAKE_BLESS").is_some() {
            fs::write(&expected, &shown).unwrap();
        }
        assert_eq!(shown, fs::read_to_string(&expected).unwrap_or_default(), "{name}");
        assert!(problems.iter().all(|it| !it.what.is_empty() && !it.why.is_empty() && !it.fix.is_empty()), "{name}: what, why, fix");
        assert_eq!(problems.len(), 1, "{name}: an example shows one problem\n{shown}");
        if let Ok(text) = std::str::from_utf8(&bytes)
            && *name != "OnlyNul"
        {
            assert_eq!(faults(text).1[0].trouble.name(), *name);
        }
        shown_of.insert((*name).to_string());
    }
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    for stem in files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_string())) {
        assert!(shown_of.contains(&stem), "{stem} is no message");
    }
}

#[test]
fn messages_accuse_nobody() {
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "txt") {
            let text = fs::read_to_string(&path).unwrap().to_lowercase();
            for word in ["invalid", "illegal", "failed to", "error"] {
                assert!(!text.contains(word), "{}: {word}", path.display());
            }
        }
    }
}

#[test]
fn a_plan_that_is_too_large_is_refused_before_it_is_looked_at() {
    let problems = read(&vec![b' '; BYTES_MAX + 1]).problems;
    assert_eq!(problems[0].what, "the plan has 67108865 bytes");
    assert_eq!(problems[0].at.line, 1);
}

// H40
#[test]
fn two_hundred_thousand_tasks_are_read_and_one_more_is_refused() {
    let plan = |count: usize| format!("Plan(title: \"a\", noise: [{}])", "Task(title:\"a\"),".repeat(count));
    let most = faults(&plan(200_000)).1;
    assert_eq!(most, []);
    let more = place::problems("", faults(&plan(200_001)).1);
    assert_eq!(more[0].what, "the plan has 200001 tasks");
}

// H40
#[test]
fn values_without_number_are_refused_before_they_take_many_times_their_room() {
    let text = format!("Plan(title: \"a\", zzz: [{}])", "1,".repeat(1 << 20));
    let problems = read(text.as_bytes()).problems;
    assert!(
        problems.iter().any(|it| it.what.starts_with("more than 631073 values")),
        "{:?}",
        problems.iter().map(|it| &it.what).collect::<Vec<_>>()
    );
}

/// Each of these once took time that grew with the square of its length, or memory without end: then this test has no end either.
#[test]
fn a_hostile_megabyte_is_judged_without_looking_at_it_again_and_again() {
    let repeated = |open: &str, piece: &str, close: &str| format!("{open}{}{close}", piece.repeat((1 << 20) / piece.len()));
    let texts = [
        repeated("Plan(", "a:1,", ")"),
        repeated("Plan(", "a:1,", &format!("{})", "title:\"\",".repeat(10_000))),
        repeated("Plan(title: \"\", uid: [", "'a',", "])"),
        repeated("Plan(title: \"\", uid: [", "1 ", "])"),
        repeated("Plan(title: \"\", people: [", "(),", "])"),
        repeated("Plan(title: \"\", noise: [", "(id:\"\",title:\"\"),/**/", "])"),
        repeated("Plan(title: \"\", uid: ", "r#\"", ")"),
        repeated("", "/*", ""),
        repeated("Plan(title: \"", "\\u{e9}", "\")"),
    ];
    for text in texts {
        let problems = read(text.as_bytes()).problems.len();
        assert!(problems <= 1000, "{problems} {}", &text[..40]);
    }
}
