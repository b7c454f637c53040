//! Faults of the system and kills, at every call of a save, in another process under strace.
//! Ignored, because not every machine has strace: `.ci/run` installs it and runs them. Without it they fail.

use super::{
    crash::Newest,
    keep::Keep,
    orders::Orders,
    pen::Pen,
    places::Places,
    rescue::Rescue,
    writer::{Opened, Order, Wanted},
};
use crate::{
    desk::{Event, Written},
    file::{Document, read},
    plan::Plan,
};
use std::{
    collections::BTreeMap,
    env, fs,
    fs::File,
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

/// Tells the other process which folder it works in.
pub const FOLDER_VARIABLE: &str = "HANDSHAKE_TEST_FOLDER";
/// Where the test calls begin and end in what strace writes.
const BEGIN: &str = "the-save-begins";
const END: &str = "the-save-ends";
/// The other threads of the process make fewer calls of any kind; strace counts for each thread by itself.
const BALLAST: usize = 150;

/// Calls by which a save could reach the world, and how they fail.
const CALLS: &[(&str, &[&str])] = &[
    ("openat", &["EACCES", "EMFILE", "ENOSPC", "EROFS", "EINTR", "EIO"]),
    ("read", &["EIO", "EINTR"]),
    ("write", &["ENOSPC", "EIO", "EDQUOT", "EINTR"]),
    ("fsync", &["EIO", "ENOSPC", "EINTR", "EDQUOT"]),
    ("fchmod", &["EIO", "EPERM"]),
    ("renameat2", &["EIO", "EACCES", "EROFS", "ENOSPC", "EXDEV", "EINVAL"]),
    ("rename", &["EIO", "EACCES", "EROFS", "ENOSPC"]),
    ("unlink", &["EIO", "EACCES"]),
    ("close", &["EINTR"]), // what std cannot do without: it panics when closing a folder fails otherwise
    ("statx", &["EIO", "EACCES"]),
    ("newfstatat", &["EIO"]),
    ("fstat", &["EIO"]),
    ("readlink", &["EIO"]),
    ("faccessat2", &["EIO", "EROFS"]),
    ("listxattr", &["EIO"]),
    ("flock", &["EINTR", "ENOLCK"]),
    ("mkdir", &["ENOSPC", "EROFS"]),
    ("getdents64", &["EIO"]),
];

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        fs::create_dir(place.0.path().join("p")).unwrap();
        fs::write(place.plan(), text_of(0)).unwrap();
        place
    }
    fn plan(&self) -> PathBuf {
        self.0.path().join("p/plan.ron")
    }
    fn text(&self) -> String {
        fs::read_to_string(self.plan()).unwrap()
    }
    fn said(&self) -> String {
        fs::read_to_string(self.0.path().join("said")).unwrap_or_default()
    }
    fn litter(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path().join("p")).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        names.filter(|it| it != "plan.ron").collect()
    }
    fn helper(&self, name: &str) -> Command {
        let mut command = Command::new(env::current_exe().unwrap());
        self.with(&mut command, name);
        command
    }
    fn with(&self, command: &mut Command, name: &str) {
        let test = format!("{}::{name}", module_path!().trim_start_matches("handshake::"));
        command.args(["--exact", &test, "--ignored"]).env(FOLDER_VARIABLE, self.0.path()).env("RUST_BACKTRACE", "0");
        command.stdout(Stdio::null()).stderr(Stdio::null());
    }
    /// Runs the helper; gives what strace saw.
    fn strace(&self, name: &str, options: &[&str]) -> String {
        let log = self.0.path().join("log");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-o"]).arg(&log).args(options).arg(env::current_exe().unwrap());
        self.with(&mut strace, name);
        strace.status().expect("strace is there: apt-get install strace");
        fs::read_to_string(log).unwrap()
    }
}

fn text_of(number: usize) -> String {
    format!("#![enable(implicit_some)]\n// kept\nPlan(\n    title: \"{number}\",\n    customer: \"{}\",\n)\n", "x".repeat(1 + number % 7))
}

/// The number a text stands for; it must be exactly such a text.
fn number(text: &str) -> usize {
    let plan = read(text.as_bytes()).plan.unwrap_or_else(|| panic!("not whole: {text:?}"));
    let number = plan.title.parse().unwrap();
    assert_eq!(text, text_of(number));
    number
}

fn plan_of(number: usize) -> Arc<Plan> {
    Arc::new(read(text_of(number).as_bytes()).plan.unwrap())
}

/// A pen on the calling thread, and where its answers go.
fn pen(folder: &Path, answer: impl Fn(Event) + Send + 'static) -> Pen<Document> {
    let path = folder.join("p/plan.ron");
    let state = Some(folder.join("state"));
    let places = Places { rescue: Rescue::within(state.clone(), &path), keep: Keep::within(state.clone(), &path), state };
    let newest = Newest::new::<Document>(places.rescue.clone());
    Pen::new(Opened::read(&path).unwrap(), places, newest, Box::new(answer))
}

#[test]
#[ignore = "started by the tests below, with faults"]
fn helper_saves_once() {
    let Some(folder) = env::var_os(FOLDER_VARIABLE).map(PathBuf::from) else { return };
    let said = folder.join("said");
    let (sender, events) = mpsc::channel();
    let mut pen = pen(&folder, move |it| drop(sender.send(it)));
    let (orders, receiver) = mpsc::channel();
    orders.send(Order::Write(Wanted { plan: plan_of(1), heard: Some(0) })).unwrap();
    orders.send(Order::Finish).unwrap();
    ballast(&folder);
    let _ = fs::metadata(folder.join(BEGIN));
    let unsaved = pen.work(Orders::at_once(receiver));
    let _ = fs::metadata(folder.join(END));
    let told = events.try_iter().map(|it| match it {
        Event::Written(Written::Saved(_)) => "saved\n".to_string(),
        Event::Written(Written::Failed { what, rescue }) => format!("failed: {what} (rescued: {})\n", rescue.is_some()),
        other => format!("{other:?}\n"),
    });
    fs::write(said, format!("{}{unsaved:?}\n", told.collect::<String>())).unwrap();
}

/// Calls that do nothing, so that the n-th call of this thread is not the n-th of another.
fn ballast(folder: &Path) {
    let path = folder.join("ballast");
    fs::write(&path, "x").unwrap();
    for _ in 0..BALLAST {
        let mut file = File::options().read(true).write(true).open(&path).unwrap();
        file.metadata().unwrap();
        path.metadata().unwrap();
        file.read_exact(&mut [0]).unwrap();
        file.rewind().unwrap();
        file.write_all(b"x").unwrap();
    }
}

/// For each kind of call the numbers of those between the marks, on the thread that made them.
fn points(log: &str) -> BTreeMap<&'static str, Vec<usize>> {
    let thread = log.lines().find(|it| it.contains(BEGIN)).and_then(|it| it.split_whitespace().next()).expect("the mark").to_string();
    let (mut counts, mut points, mut is_saving) = (BTreeMap::new(), BTreeMap::new(), false);
    for line in log.lines().filter(|it| it.split_whitespace().next() == Some(&thread)) {
        let call = line.split_whitespace().nth(1).unwrap_or_default();
        is_saving = (is_saving || line.contains(BEGIN)) && !line.contains(END);
        for (name, _) in CALLS.iter().filter(|(name, _)| call.strip_prefix(name).is_some_and(|rest| rest.starts_with('('))) {
            let count = counts.entry(*name).or_insert(0);
            *count += 1;
            if is_saving && !line.contains(BEGIN) {
                points.entry(*name).or_insert_with(Vec::new).push(*count);
            }
        }
    }
    points
}

fn trace() -> String {
    format!("trace={}", CALLS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(","))
}

// H53 P05 T1
#[test]
#[ignore = "needs strace"]
fn whatever_call_of_a_save_fails_the_plan_is_whole_it_is_said_and_the_work_is_saved_in_the_end() {
    let points = points(&Place::new().strace("helper_saves_once", &["-e", &trace()]));
    let (mut tried, mut told) = (0, BTreeMap::new());
    for (call, nths) in &points {
        let errors = CALLS.iter().find(|(name, _)| name == call).unwrap().1;
        for (nth, error) in nths.iter().flat_map(|nth| errors.iter().map(move |error| (nth, error))) {
            let place = Place::new();
            let log = place
                .strace("helper_saves_once", &["-e", &format!("trace={call}"), "-e", &format!("inject={call}:error={error}:when={nth}")]);
            let at = format!("{call} {nth} {error}");
            assert!(log.contains("(INJECTED)"), "{at} was never reached");
            let said = place.said();
            assert!(said.ends_with("None\n"), "{at}: not saved in the end: {said:?}");
            assert_eq!(number(&place.text()), 1, "{at}");
            let lines: Vec<&str> = said.lines().collect();
            match lines[..] {
                ["saved", _] => *told.entry("not noticed or got over").or_insert(0) += 1,
                [failed, _] if failed.starts_with("failed: ") && failed.ends_with("(rescued: true)") => {
                    *told.entry("said, then saved").or_insert(0) += 1
                }
                ["None"] => *told.entry("looked again, then saved").or_insert(0) += 1,
                _ if said.contains("Reloaded") => *told.entry("read again, then saved").or_insert(0) += 1,
                _ => panic!("{at}: {said:?}"),
            }
            assert!(*call == "unlink" || place.litter().is_empty(), "{at}: {:?}", place.litter());
            tried += 1;
        }
    }
    println!("system calls of a save: {points:?}\nfaults tried: {tried}, of them {told:?}");
    assert!(tried > 60, "{tried}");
}

// H71 P02 T2
#[test]
#[ignore = "needs strace"]
fn killed_at_any_call_of_a_save_the_plan_is_the_old_or_the_new_one() {
    let points = points(&Place::new().strace("helper_saves_once", &["-e", &trace()]));
    let (mut tried, mut new) = (0, 0);
    for (call, nth) in points.iter().flat_map(|(call, nths)| nths.iter().map(move |nth| (call, nth))) {
        let place = Place::new();
        place.strace("helper_saves_once", &["-e", &format!("trace={call}"), "-e", &format!("inject={call}:signal=SIGKILL:when={nth}")]);
        assert_eq!(place.said(), "", "{call} {nth}: it was not killed");
        new += number(&place.text());
        tried += 1;
    }
    println!("killed at {tried} calls; the plan was the old one {} times and the new one {new} times", tried - new);
    assert!(tried > 20 && new > 0 && new < tried);
}

// P04 P06
#[test]
#[ignore = "needs strace"]
fn a_rename_that_may_not_outlive_a_power_cut_is_not_called_saved_and_is_done_again() {
    let points = points(&Place::new().strace("helper_saves_once", &["-e", &trace()]));
    // The first sync is of the new file, the second of its folder: the text is there, and may not stay.
    let [_, folder] = points["fsync"][..] else { panic!("{points:?}") };
    let place = Place::new();
    place.strace("helper_saves_once", &["-e", "trace=fsync", "-e", &format!("inject=fsync:error=EIO:when={folder}")]);
    let said = place.said();
    assert!(said.starts_with("failed: the system says “Input/output error”") && said.ends_with("\nNone\n"), "{said}");
}

// P06
#[test]
#[ignore = "needs strace"]
fn a_file_that_could_not_be_synced_is_not_synced_again_and_the_save_is_done_anew_with_another() {
    let points = points(&Place::new().strace("helper_saves_once", &["-e", &trace()]));
    let [file, _] = points["fsync"][..] else { panic!("{points:?}") };
    let place = Place::new();
    let log = place.strace("helper_saves_once", &["-y", "-e", "trace=fsync", "-e", &format!("inject=fsync:error=EIO:when={file}")]);
    // 1234 fsync(5</folder/.handshake-abc>) = 0
    let syncs = log.lines().filter_map(|it| Some((it.split_once("fsync(")?.1.split(['<', '>']).nth(1)?, it.contains("(INJECTED)"))));
    let syncs: Vec<(&str, bool)> = syncs.filter(|(path, _)| path.contains("/p/")).collect();
    let failed = syncs.iter().position(|(_, is_injected)| *is_injected).unwrap_or_else(|| panic!("{log}"));
    let (before, after) = (syncs[failed].0, &syncs[failed + 1..]);
    assert!(before.contains("/p/.handshake-"), "{before}");
    assert!(after.iter().all(|(path, _)| *path != before), "{syncs:?}");
    assert!(after.iter().any(|(path, _)| path.contains("/p/.handshake-")), "{syncs:?}");
    assert_eq!((number(&place.text()), place.litter()), (1, vec![]));
    println!("synced: {syncs:?}");
}

#[test]
#[ignore = "started by the test below, which kills it"]
fn helper_saves_on_and_on() {
    let Some(folder) = env::var_os(FOLDER_VARIABLE).map(PathBuf::from) else { return };
    let mut told = File::options().append(true).create(true).open(folder.join("acknowledged")).unwrap();
    let first = number(&fs::read_to_string(folder.join("p/plan.ron")).unwrap());
    let (sender, events) = mpsc::channel();
    let (orders, receiver) = mpsc::channel();
    let mut pen = pen(&folder, move |it| drop(sender.send(it)));
    thread::spawn(move || pen.work(Orders::at_once(receiver)));
    for next in first + 1.. {
        orders.send(Order::Write(Wanted { plan: plan_of(next), heard: Some(0) })).unwrap();
        let Ok(Event::Written(Written::Saved(_))) = events.recv() else { panic!("not saved") };
        told.write_all(format!("{next}\n").as_bytes()).unwrap();
    }
}

// H71 P02 P07 T3
#[test]
#[ignore = "takes a while"]
fn killed_at_random_over_thousands_of_saves_the_plan_is_the_last_one_said_to_be_saved_or_the_next() {
    let place = Place::new();
    let (mut kills, mut saves) = (0, 0);
    while saves < 3000 {
        // A kill may come between a save and its being told: the next process begins from there.
        let began = number(&place.text());
        let mut child = place.helper("helper_saves_on_and_on").spawn().unwrap();
        thread::sleep(Duration::from_millis(fastrand::u64(15..90)));
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let told = fs::read_to_string(place.0.path().join("acknowledged")).unwrap_or_default();
        saves = told.lines().filter_map(|it| it.parse().ok()).next_back().unwrap_or(0);
        let there = number(&place.text());
        let known = saves.max(began);
        assert!(there == known || there == known + 1, "known to be saved: {known}; in the file: {there}");
        assert!(kills < 5000, "{saves} saves only");
    }
    println!("{kills} kills over {saves} saves");
    println!("left behind by the kills, until they are swept away: {} files", place.litter().len());
}
