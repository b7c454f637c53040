//! Two people on one file at full speed, in processes of their own: every edit of both is in the file at the end.
//! `HANDSHAKE_EDITS` says how many edits each makes; few here, many in the check of every commit.
#![allow(clippy::disallowed_methods)] // real processes on a real file

use chrono::NaiveDate;
use handshake::{
    desk::{Chord, Effect, Event, Key, Model, Saving, update},
    file::{Document, read},
    plan::Plan,
    shell::{Opened, Places, Writer},
};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
};

const PLAN_VARIABLE: &str = "HANDSHAKE_TEST_PLAN";
const NAME_VARIABLE: &str = "HANDSHAKE_TEST_NAME";
const EDITS_VARIABLE: &str = "HANDSHAKE_EDITS";
const SEED_VARIABLE: &str = "HANDSHAKE_TEST_SEED";

fn edits() -> usize {
    env::var(EDITS_VARIABLE).ok().and_then(|it| it.parse().ok()).unwrap_or(60)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 8).unwrap()
}

/// Titles and the columns where their cards must be in the end; none: binned.
type Expected = BTreeMap<String, Option<usize>>;

fn expected_file(plan: &Path, name: &str) -> PathBuf {
    plan.with_file_name(format!("{name}.expected"))
}

/// The board without its screen: the desk, the writer and the watch, as the loop ties them together.
struct Board {
    model: Model,
    writer: Writer,
    events: mpsc::Receiver<Event>,
    heard: usize,
    joins: usize,
}

impl Board {
    fn open(path: &Path) -> Board {
        let (sender, events) = mpsc::channel();
        let opened = Opened::<Document>::read(path).unwrap();
        let plan = opened.text.as_ref().unwrap().plan().clone();
        let model = Model::open(plan, "plan.ron", fastrand::u64(..), today());
        let writer = Writer::start(opened, Places::of(path), move |it| drop(sender.send(it))).unwrap();
        Board { model, writer, events, heard: 0, joins: 0 }
    }
    fn event(&mut self, event: Event) {
        if matches!(event, Event::Reloaded(Ok(_), _)) {
            self.heard += 1;
            self.joins += 1;
        }
        for effect in update(&mut self.model, event, today()) {
            if let Effect::Write(plan) = effect {
                self.writer.write(plan, self.heard);
            }
        }
    }
    /// Until the newest plan is on the disk.
    fn wait(&mut self) {
        while self.model.saving != Saving::Saved {
            let event = self.events.recv().unwrap();
            self.event(event);
        }
    }
    fn press(&mut self, key: Key) {
        self.event(Event::Key(Chord { key, ctrl: false, alt: false, shift: false }));
        while let Ok(event) = self.events.try_recv() {
            self.event(event);
        }
    }
}

#[test]
#[ignore = "started by the other tests, as one of two people"]
fn a_person() {
    let Some(path) = env::var_os(PLAN_VARIABLE).map(PathBuf::from) else { return };
    let name = env::var(NAME_VARIABLE).unwrap();
    let mut random = fastrand::Rng::with_seed(env::var(SEED_VARIABLE).unwrap().parse().unwrap());
    let mut board = Board::open(&path);
    let _watch = board.writer.watch(&path);
    let (mut expected, mut made) = (Expected::new(), 0);
    while made < edits() {
        let title = format!("{name} {made}");
        board.press(Key::Char('n'));
        title.chars().for_each(|c| board.press(Key::Char(c)));
        board.press(Key::Enter);
        assert_eq!(board.model.card().map(|it| it.title.clone()), Some(title.clone()));
        made += 1;
        let start = board.model.cursor.column;
        let columns = random.usize(start..4);
        (start..columns).for_each(|_| board.press(Key::Char('L')));
        made += columns - start;
        let is_binned = random.u8(..) < 50;
        if is_binned {
            board.press(Key::Char('x'));
            made += 1;
        }
        expected.insert(title, (!is_binned).then_some(columns));
        board.press(Key::Home);
        if random.bool() {
            board.wait(); // else its edits would go to the disk in a few large steps
        }
    }
    let joins = board.joins;
    assert_eq!(board.writer.finish(), Ok(()));
    let lines = expected.iter().map(|(title, at)| format!("{title}\t{}\n", at.map_or("-".into(), |at| at.to_string())));
    fs::write(expected_file(&path, &name), lines.collect::<String>()).unwrap();
    println!("{name}: {made} edits, {joins} times joined with the other's");
}

fn person(path: &Path, name: &str, seed: usize) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "a_person", "--ignored", "--nocapture"]);
    command.env(PLAN_VARIABLE, path).env(NAME_VARIABLE, name).env(SEED_VARIABLE, seed.to_string());
    command.env("XDG_STATE_HOME", path.with_file_name("state")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn done(child: Child) -> String {
    let out = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{text}{}", String::from_utf8_lossy(&out.stderr));
    text.lines().filter(|line| line.contains("joined")).collect()
}

fn plan_at(path: &Path) -> Plan {
    let reading = read(&fs::read(path).unwrap());
    assert_eq!(reading.problems, []);
    reading.plan.unwrap()
}

/// Where the cards of one person are, by title.
fn found(plan: &Plan, name: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for task in plan.tasks().map(|it| it.task).filter(|it| it.title.starts_with(&format!("{name} "))) {
        assert_eq!(found.insert(task.title.clone(), plan.column_of(task)), None, "{} is there twice", task.title);
    }
    found
}

/// What is not as it should be; the whole lists would fill screens.
fn assert_same(found: &BTreeMap<String, usize>, wanted: &BTreeMap<String, usize>) {
    let wrong: Vec<_> = wanted.iter().filter(|(title, at)| found.get(*title) != Some(at)).map(|it| (it, found.get(it.0))).collect();
    let too_many: Vec<_> = found.keys().filter(|title| !wanted.contains_key(*title)).collect();
    assert!(wrong.is_empty() && too_many.is_empty(), "wrong of {}: {wrong:?}; too many: {too_many:?}", wanted.len());
}

fn wanted(path: &Path, name: &str) -> BTreeMap<String, usize> {
    let text = fs::read_to_string(expected_file(path, name)).unwrap();
    text.lines().filter_map(|line| line.split_once('\t').and_then(|(title, at)| Some((title.to_string(), at.parse().ok()?)))).collect()
}

const START: &str = "// one plan for two\nPlan(\n    title: \"Two people\",\n    outcomes: [\n        Outcome(id: \"o\", title: \"Together\"),\n    ],\n)\n";

// H58 P12 T9
#[test]
fn every_edit_of_two_boards_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    fs::write(&path, START).unwrap();
    let people = ["ann", "bob"].map(|name| (name, person(&path, name, fastrand::usize(..1000))));
    for (_, child) in people.map(|(name, child)| (name, done(child))) {
        println!("{child}");
    }
    let plan = plan_at(&path);
    assert_eq!(plan.clashes.len(), 0);
    for name in ["ann", "bob"] {
        assert_same(&found(&plan, name), &wanted(&path, name));
    }
    assert!(fs::read_to_string(&path).unwrap().contains("// one plan for two\nPlan("));
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).filter(|it| it.to_string_lossy().starts_with('.')).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn every_edit_of_a_board_and_of_the_command_line_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    fs::write(&path, START).unwrap();
    let ann = person(&path, "ann", 1);
    let count = edits() / 3;
    for n in 0..count {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handshake"));
        command.args(["task", "add", &format!("cli {n}"), "--outcome", "o", "--today", "2027-02-08", "-p"]).arg(&path);
        let out = command.env("XDG_STATE_HOME", folder.path().join("state")).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }
    println!("{}", done(ann));
    let plan = plan_at(&path);
    assert_same(&found(&plan, "ann"), &wanted(&path, "ann"));
    assert_eq!((found(&plan, "cli").len(), plan.clashes.len()), (count, 0));
}

// P12 T9
#[test]
fn an_editor_that_knows_nothing_of_us_loses_nothing_of_ours() {
    // It reads the whole file, adds a line and renames it over, again and again, without any lock.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    fs::write(&path, START).unwrap();
    let ann = person(&path, "ann", 2);
    for n in 0..edits() / 3 {
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path.with_file_name("edited"), text.replacen("// one", &format!("// edit {n}\n// one"), 1)).unwrap();
        fs::rename(path.with_file_name("edited"), &path).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(3));
    }
    println!("{}", done(ann));
    let plan = plan_at(&path);
    assert_same(&found(&plan, "ann"), &wanted(&path, "ann"));
    assert_eq!(plan.clashes.len(), 0);
}
