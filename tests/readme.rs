//! The README says what the program does: commands, keys, file and pictures are the real ones.

#![allow(clippy::disallowed_methods)] // reads the README

use handshake::{
    desk::{Keymap, actions},
    file, words,
};
use std::{fs, path::Path};

fn readme() -> String {
    fs::read_to_string("README.md").unwrap()
}

/// The text of the first fenced block that contains this.
fn block_with<'a>(readme: &'a str, text: &str) -> &'a str {
    let blocks = readme.split("```").skip(1).step_by(2);
    let found = blocks.into_iter().find(|block| block.contains(text)).unwrap_or_else(|| panic!("no block with {text}"));
    found.split_once('\n').unwrap().1
}

#[test]
fn the_two_commands_stand_in_it() {
    let text = readme();
    for command in ["cargo run --release -- demo", "cargo test"] {
        assert!(block_with(&text, command).lines().any(|line| line.starts_with(command)), "{command}");
    }
}

#[test]
fn the_plan_in_it_reads_without_problems() {
    let text = readme();
    let reading = file::read(block_with(&text, "#![enable(implicit_some)]").as_bytes());
    assert_eq!(reading.problems, []);
    assert_eq!(reading.plan.unwrap().outcomes[0].tasks.len(), 1);
}

#[test]
fn the_keys_in_it_are_the_programs_own() {
    let keymap = Keymap::default();
    let rows: Vec<(String, &str, &str)> = actions().map(|it| (keymap.all_keys_of(it.name), it.name, it.label)).collect();
    let widest = rows.iter().map(|(keys, _, _)| words::width(keys)).max().unwrap();
    let row =
        |(keys, name, label): &(String, &str, &str)| format!("{keys}{}  {name:<17} {label}\n", " ".repeat(widest - words::width(keys)));
    let table: String = rows.iter().map(row).collect();
    assert_eq!(block_with(&readme(), "give it its owner"), table, "put the output of `handshake keys` there");
}

#[test]
fn its_pictures_are_there() {
    let text = readme();
    let pictures: Vec<&str> =
        text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|it| it.starts_with("assets/")).collect();
    assert!(pictures.len() >= 4);
    for picture in pictures {
        assert!(Path::new(picture).exists(), "{picture}");
    }
}
