//! The catalogue of hostile inputs (H), promises (P) and ways to test them (T): each number stands in a comment of its own right above
//! a test that holds it, or here with the reason why none can. A test that goes takes its numbers along, and this one says which.
#![allow(clippy::disallowed_methods)] // reads the project's own files

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// What no test here can hold, and why.
const CANNOT: &[(&str, &str)] = &[
    ("H80", "no NFS, SMB or FUSE mount is to be had; their answers (EINVAL, ENOSYS to an exchange, EIO to a sync) are injected in H53"),
    ("P32", "licences, bans and sources are checked by `.ci/long` with cargo-deny; the build takes what Cargo.lock names"),
    ("T6", "libfiu fails calls as T1 does by strace, which needs no library in the program"),
    ("T7", "a library of our own fails calls as T1 does by strace"),
    ("T8", "fail points inside the program fail what T1 fails from outside; the feature would have to be kept out of the release"),
    ("T16", "see P32"),
];

const FOLDERS: &[&str] = &["tests", "src", ".ci"];

fn all() -> BTreeSet<String> {
    let two = |letter: char, last: usize| (1..=last).map(move |n| format!("{letter}{n:02}"));
    two('H', 80).chain(two('P', 32)).chain((1..=20).map(|n| format!("T{n}"))).collect()
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        match entry.is_dir() {
            true => files(&entry, found),
            false => found.push(entry),
        }
    }
}

/// The numbers of a comment that holds nothing else.
fn numbers(line: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = line.trim().strip_prefix("// ").or_else(|| line.trim().strip_prefix("# "))?.split(' ').collect();
    let is_number = |word: &&str| word.len() > 1 && word.starts_with(['H', 'P', 'T']) && word[1..].chars().all(|c| c.is_ascii_digit());
    words.iter().all(is_number).then_some(words)
}

#[test]
fn every_hostile_input_and_every_promise_is_held_by_a_test_that_names_it() {
    let mut paths = Vec::new();
    FOLDERS.iter().for_each(|folder| files(Path::new(folder), &mut paths));
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(numbers) = numbers(line) else { continue };
            let is_rust = path.extension().is_some_and(|it| it == "rs");
            assert!(
                !is_rust || lines.get(at + 1).is_some_and(|it| it.trim() == "#[test]"),
                "{}:{}: no test follows",
                path.display(),
                at + 1
            );
            for number in numbers {
                named.entry(number.to_string()).or_default().push(path.display().to_string());
            }
        }
    }
    let known = all();
    let unknown: Vec<&String> = named.keys().filter(|it| !known.contains(*it)).collect();
    assert!(unknown.is_empty(), "no such number: {unknown:?}");
    let excused: BTreeSet<&str> = CANNOT.iter().map(|(number, _)| *number).collect();
    let missing: Vec<&String> = known.iter().filter(|it| !named.contains_key(*it) && !excused.contains(it.as_str())).collect();
    assert!(missing.is_empty(), "no test names {missing:?}");
    let twice: Vec<&&str> = excused.iter().filter(|it| named.contains_key(**it)).collect();
    assert!(twice.is_empty(), "held after all: {twice:?}");
}
