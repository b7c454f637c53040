//! The README says what the program does: commands, keys, file and pictures are the real ones.

#![allow(clippy::disallowed_methods)] // reads the README

#[path = "help/place.rs"]
mod place;

use handshake::{
    cli::EXAMPLES,
    desk::{Keymap, actions},
    file, words,
};
use place::Place;
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

/// The fenced blocks of a language.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<&'a str> {
    let blocks = readme.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).collect()
}

#[test]
fn its_stories_are_what_the_program_says() {
    let place = Place::new();
    place.write("plan.ron", include_str!("data/finance.ron"));
    let text = readme();
    let sessions = blocks(&text, "console");
    assert_eq!(sessions.len(), 2);
    let mut commands = 0;
    for session in sessions {
        for step in session.split("$ ").skip(1) {
            let (command, shown) = step.split_once('\n').unwrap();
            let ran = place.line(command);
            let said = place::text(&ran.stdout) + &place::text(&ran.stderr);
            // `…` stands for what is left out.
            let mut rest = said.as_str();
            for part in shown.split("…\n").filter(|part| !part.is_empty()) {
                let at = rest.find(part).unwrap_or_else(|| panic!("{command} says:\n{said}\nand not:\n{part}"));
                rest = &rest[at + part.len()..];
            }
            commands += 1;
        }
    }
    assert_eq!(commands, 5);
}

#[test]
fn its_shell_lines_run() {
    let place = Place::new();
    let text = readme();
    let lines: Vec<&str> = blocks(&text, "sh").into_iter().flat_map(str::lines).filter(|line| !line.starts_with("cargo ")).collect();
    assert_eq!(lines.len(), 3);
    for folder in [".config/fish/completions", ".local/share/man"] {
        fs::create_dir_all(place.path().join(folder)).unwrap();
    }
    for line in lines {
        let line = line.split(" #").next().unwrap().trim_end();
        let quoted = line.replace('\'', "'\\''");
        let ran = place.line(&format!("bash -c '{quoted}'"));
        assert!(ran.status.success(), "{line}: {}", place::text(&ran.stderr));
    }
    assert!(place.path().join(".local/share/man/man1/handshake-check.1").exists());
}

#[test]
fn its_table_of_commands_names_all_there_are() {
    let text = readme();
    let table = block_with(&text, "handshake demo  ");
    for (verb, _) in EXAMPLES.iter().filter(|(verb, _)| !verb.is_empty()) {
        let word = verb.split(' ').next_back().unwrap();
        assert!(table.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|it| it == word), "{verb}");
    }
    for line in table.lines() {
        let verb = line.split_whitespace().nth(1).unwrap();
        assert!(verb == "[PLAN]" || EXAMPLES.iter().any(|(it, _)| *it == verb), "{line}");
    }
}
