//! The house stands: a room imports only rooms of lower floors, and some libraries are known in one room only.
#![allow(clippy::disallowed_methods)] // the check reads the sources

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each room and its floor; a room may import rooms of lower floors, and itself.
const FLOORS: &[(&str, u8)] = &[
    ("plan", 1),
    ("words", 0),
    ("file", 2),
    ("projection", 2),
    ("customer", 3),
    ("example", 3),
    ("delivery", 3),
    ("imports", 3),
    ("findings", 4),
    ("sharing", 4),
    ("desk", 5),
    ("view", 6),
    ("paint", 7),
    ("shell", 8),
    ("cli", 9),
];

/// Names in code and the only files that may use them.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("ratatui", &["paint", "shell/ansi.rs"]),
    ("crossterm", &["shell"]),
    ("tui_textarea", &["desk/typing.rs"]),
    ("clap", &["cli"]),
    ("serde_json", &["cli", "customer/json.rs", "delivery", "imports/trello.rs"]),
    ("tempfile", &["shell"]),
    ("std::fs", &["shell"]),
    ("std::process", &["shell", "main.rs"]),
    ("std::thread", &["shell"]),
    ("Local::now", &["shell/clock.rs"]),
    ("SystemTime", &["shell"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|it| it == "rs") {
                out.push((path.clone(), product_code(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    let mut out = Vec::new();
    walk(Path::new("src"), &mut out);
    assert!(out.len() > 50, "the sources are found");
    out
}

/// Without comments and without what stands below the first `#[cfg(test)] mod`.
fn product_code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    code.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn is_test_file(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    let is_named_so =
        name.contains("test") || ["laws.rs", "examples.rs", "stories.rs", "secrets.rs", "demo.rs", "sample.rs"].contains(&name.as_ref());
    is_named_so && !path.starts_with("src/cli") || path.components().any(|it| it.as_os_str() == "laws")
}

fn room_of(path: &Path) -> String {
    let within = path.strip_prefix("src").unwrap();
    let first = within.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// The rooms a file imports: names after `crate::`, also within `use crate::{…}`.
fn imported(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => out.extend(group_names(group)),
            None => out.push(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_string()),
        }
    }
    out
}

/// First names of a `{a::b, c::{d, e}}` group.
fn group_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut name) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            c if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    names.iter().map(|it| it.trim().split("::").next().unwrap().trim().to_string()).filter(|it| !it.is_empty()).collect()
}

#[test]
fn every_room_has_a_floor() {
    let rooms: Vec<String> =
        sources().iter().map(|(path, _)| room_of(path)).filter(|room| !["lib", "main"].contains(&room.as_str())).collect();
    for room in &rooms {
        assert!(FLOORS.iter().any(|(name, _)| name == room), "src/{room} stands on no floor: give it one in FLOORS");
    }
    for (name, _) in FLOORS {
        assert!(rooms.iter().any(|room| room == name), "{name} is in FLOORS but not in the house");
    }
}

#[test]
fn no_room_imports_from_above() {
    let floor = |room: &str| FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor);
    let mut upward = Vec::new();
    for (path, code) in sources().into_iter().filter(|(path, _)| !is_test_file(path)) {
        let room = room_of(&path);
        let Some(own) = floor(&room) else { continue };
        for other in imported(&code).into_iter().filter(|other| *other != room) {
            if floor(&other).is_some_and(|it| it >= own) {
                upward.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(upward.is_empty(), "these imports go up or sideways:\n{}", upward.join("\n"));
}

#[test]
fn the_check_sees_an_import_wherever_it_stands() {
    assert_eq!(imported("use crate::{plan::{Plan, Task}, shell, words::cut};"), ["plan", "shell", "words"]);
    assert_eq!(imported("let a = crate::desk::update(x); use crate::view;"), ["desk", "view"]);
}

#[test]
fn libraries_and_the_world_are_known_in_their_rooms_only() {
    let mut strays = Vec::new();
    for (path, code) in sources().into_iter().filter(|(path, _)| !is_test_file(path)) {
        let within = path.strip_prefix("src").unwrap();
        for (name, homes) in ONLY_IN {
            let uses = code.match_indices(name).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                let after = code[at + name.len()..].chars().next();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_') && !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
            });
            if uses && !homes.iter().any(|home| within.starts_with(home)) {
                strays.push(format!("{} uses {name}; its home is {}", path.display(), homes.join(", ")));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

/// Files that are a list of one kind of thing and read well long.
const LONG_FILES: &[&str] = &[];

#[test]
fn files_stay_short_enough_to_read() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|(path, _)| !is_test_file(path) && !LONG_FILES.iter().any(|it| path.ends_with(it)))
        .map(|(path, code)| (path, code.lines().count()))
        .filter(|(_, lines)| *lines > 400)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "does each of these do one thing?\n{}", long.join("\n"));
}
