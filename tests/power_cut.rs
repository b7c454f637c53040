//! The power goes at any moment of a save. What was asked of the disk is read from a log of system calls and done again, step by
//! step; after each step every state is made that a disk may be left in, and the plan is read from it.
//! Needs strace: `.ci/run` runs it.
#![allow(clippy::disallowed_methods)] // the real program, on real files

use std::{collections::BTreeMap, fs, path::Path, process::Command};

/// What a program asked of the disk.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Create(String),
    Write(String, Vec<u8>),
    SyncFile(String),
    Exchange(String, String),
    Rename(String, String),
    Unlink(String),
    SyncFolder,
}

/// A disk: names to files, what of a file is sure, and which changes of names are not.
#[derive(Debug, Clone, Default)]
struct Disk {
    names: BTreeMap<String, usize>,
    files: Vec<File>,
    /// Names as they were when the folder was last synced, and what was done to them since.
    sure: BTreeMap<String, usize>,
    unsure: Vec<Step>,
}

#[derive(Debug, Clone, Default)]
struct File {
    bytes: Vec<u8>,
    is_sure: bool,
}

fn apply(names: &mut BTreeMap<String, usize>, step: &Step, made: usize) {
    match step {
        Step::Create(name) => {
            names.insert(name.clone(), made);
        }
        // A step whose file is not there did not last either.
        Step::Exchange(one, other) => {
            if let (Some(a), Some(b)) = (names.get(one).copied(), names.get(other).copied()) {
                names.insert(one.clone(), b);
                names.insert(other.clone(), a);
            }
        }
        Step::Rename(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
        Step::Unlink(name) => {
            names.remove(name);
        }
        Step::Write(..) | Step::SyncFile(_) | Step::SyncFolder => {}
    }
}

impl Disk {
    fn with(name: &str, bytes: &[u8]) -> Disk {
        let names = BTreeMap::from([(name.to_string(), 0)]);
        Disk { sure: names.clone(), names, files: vec![File { bytes: bytes.to_vec(), is_sure: true }], unsure: Vec::new() }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Write(name, bytes) => {
                let file = &mut self.files[self.names[name]];
                file.bytes.extend_from_slice(bytes);
                file.is_sure = false;
            }
            Step::SyncFile(name) => self.files[self.names[name]].is_sure = true,
            Step::SyncFolder => {
                self.sure.clone_from(&self.names);
                self.unsure.clear();
            }
            Step::Create(_) | Step::Exchange(..) | Step::Rename(..) | Step::Unlink(_) => {
                if let Step::Create(_) = step {
                    self.files.push(File::default());
                }
                apply(&mut self.names, step, self.files.len().saturating_sub(1));
                self.unsure.push(step.clone());
            }
        }
    }

    /// Everything the plan may read as when the power goes now: each change of names lasted or not, each file that is not sure is
    /// whole, empty, short, torn or zeros. None: there is no plan.
    fn after_a_cut(&self, plan: &str) -> Vec<Option<Vec<u8>>> {
        let mut all = Vec::new();
        for lasted in 0..1u32 << self.unsure.len() {
            let mut names = self.sure.clone();
            for (at, step) in self.unsure.iter().enumerate().filter(|(at, _)| lasted >> at & 1 == 1) {
                let made = self.files.len() - self.unsure[at..].iter().filter(|it| matches!(it, Step::Create(_))).count();
                apply(&mut names, step, made);
            }
            match names.get(plan).map(|it| &self.files[*it]) {
                None => all.push(None),
                Some(file) if file.is_sure => all.push(Some(file.bytes.clone())),
                Some(file) => {
                    let (bytes, half) = (&file.bytes, file.bytes.len() / 2);
                    let zeros = vec![0; bytes.len()];
                    let torn = [&bytes[..half], &zeros[half..]].concat();
                    all.extend([bytes.clone(), Vec::new(), bytes[..half].to_vec(), torn, zeros].map(Some));
                }
            }
        }
        all
    }
}

/// The steps of one run of the program, for files of this folder, in order.
fn steps(log: &str, folder: &str) -> Vec<Step> {
    let mut open: BTreeMap<String, String> = BTreeMap::new();
    let mut steps = Vec::new();
    let inside =
        |path: &str| path.strip_prefix(folder).and_then(|it| it.strip_prefix('/')).filter(|it| !it.contains('/')).map(String::from);
    for line in log.lines() {
        let call = line.split_once(' ').map_or("", |(_, it)| it.trim_start());
        let Some((name, rest)) = call.split_once('(') else { continue };
        let Some((arguments, result)) = rest.rsplit_once(" = ") else { continue };
        if result.starts_with('-') || result.starts_with('?') {
            continue;
        }
        let texts = quoted(arguments);
        let first = arguments.split([',', '<', ')']).next().unwrap_or_default().to_string();
        match name {
            "openat" => {
                let path = texts.first().map(|it| String::from_utf8_lossy(it).into_owned()).unwrap_or_default();
                let fd: String = result.chars().take_while(char::is_ascii_digit).collect();
                if path == folder {
                    open.insert(fd, String::new());
                } else if let Some(file) = inside(&path) {
                    if arguments.contains("O_CREAT") {
                        // H48: a name that somebody planted is never followed or taken.
                        assert!(arguments.contains("O_EXCL") && arguments.contains("0600"), "{line}");
                        steps.push(Step::Create(file.clone()));
                    }
                    open.insert(fd, file);
                } else {
                    open.remove(&fd);
                }
            }
            "close" => {
                open.remove(&first);
            }
            "write" | "pwrite64" => {
                if let Some(file) = open.get(&first).filter(|it| !it.is_empty()) {
                    assert_eq!(result.trim(), texts[0].len().to_string(), "all of it was taken");
                    steps.push(Step::Write(file.clone(), texts[0].clone()));
                }
            }
            "fsync" | "fdatasync" => match open.get(&first).map(String::as_str) {
                Some("") => steps.push(Step::SyncFolder),
                Some(file) => steps.push(Step::SyncFile(file.into())),
                None => {}
            },
            "rename" | "renameat" | "renameat2" => {
                let names: Vec<String> = texts.iter().filter_map(|it| inside(&String::from_utf8_lossy(it))).collect();
                if let [from, to] = &names[..] {
                    let is_exchange = arguments.contains("RENAME_EXCHANGE");
                    steps.push(if is_exchange { Step::Exchange(from.clone(), to.clone()) } else { Step::Rename(from.clone(), to.clone()) });
                }
            }
            "unlink" | "unlinkat" => steps.extend(texts.iter().filter_map(|it| inside(&String::from_utf8_lossy(it))).map(Step::Unlink)),
            "ftruncate" | "truncate" => assert!(!open.contains_key(&first), "a file of the folder is cut: {line}"),
            _ => {}
        }
    }
    steps
}

/// The texts in quotes, as strace writes them.
fn quoted(arguments: &str) -> Vec<Vec<u8>> {
    let (mut texts, mut text, mut bytes) = (Vec::new(), None::<Vec<u8>>, arguments.bytes().peekable());
    while let Some(byte) = bytes.next() {
        match (&mut text, byte) {
            (None, b'"') => text = Some(Vec::new()),
            (None, _) => {}
            (Some(_), b'"') => texts.extend(text.take()),
            (Some(now), b'\\') => now.push(match bytes.next() {
                Some(b'n') => b'\n',
                Some(b't') => b'\t',
                Some(b'r') => b'\r',
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    while let Some(next) = bytes.next_if(|it| (b'0'..=b'7').contains(it)) {
                        value = value * 8 + u32::from(next - b'0');
                    }
                    value as u8
                }
                other => other.unwrap_or(b'\\'),
            }),
            (Some(now), byte) => now.push(byte),
        }
    }
    texts
}

// P03 P04 H48 T5
#[test]
#[ignore = "needs strace; .ci/run runs it"]
fn whenever_the_power_goes_the_plan_is_the_last_one_that_was_saved_or_the_one_being_written() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().canonicalize().unwrap().join("p");
    fs::create_dir(&folder).unwrap();
    let plan = folder.join("plan.ron");
    fs::write(&plan, handshake::example::DEMO).unwrap();
    let mut disk = Disk::with("plan.ron", handshake::example::DEMO.as_bytes());
    let (mut saved, mut states, mut points) = (handshake::example::DEMO.as_bytes().to_vec(), 0, 0);
    for task in ["Ring the customer", "Write the minutes", "Book the room", "Ask again"] {
        let log = traced(&plan, home.path(), task);
        let now = fs::read(&plan).unwrap();
        assert_ne!(now, saved);
        let steps = steps(&log, folder.to_str().unwrap());
        assert_in_order(&steps, &now);
        for step in &steps {
            disk.take(step);
            points += 1;
            for state in disk.after_a_cut("plan.ron") {
                states += 1;
                assert!(state.as_ref().is_some_and(|it| *it == saved || *it == now), "after {step:?}: {:?}", state.map(|it| it.len()));
            }
        }
        // It was said to be saved: from here on nothing takes it back.
        for state in disk.after_a_cut("plan.ron") {
            assert_eq!(state.as_deref(), Some(&now[..]), "{:?}", disk.unsure);
        }
        saved = now;
    }
    println!("power cuts: {states} states of the disk after {points} steps of 4 saves, the plan whole in each");
    assert!(states > 60);
}

fn traced(plan: &Path, home: &Path, task: &str) -> String {
    let log = home.join("log");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-s", "1000000", "-o"]).arg(&log);
    strace.args(["-e", "trace=openat,close,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,truncate"]);
    strace.arg(env!("CARGO_BIN_EXE_handshake")).args(["task", "add", task, "-p"]).arg(plan);
    strace.env("XDG_STATE_HOME", home.join("state")).env("HOME", home);
    let ran = strace.output().expect("strace is there: apt-get install strace");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    fs::read_to_string(log).unwrap()
}

/// Written whole, synced, only then under the plan's name, and the folder synced after that.
fn assert_in_order(steps: &[Step], text: &[u8]) {
    let at = |what: &str, is: &dyn Fn(&Step) -> bool| steps.iter().position(is).unwrap_or_else(|| panic!("no {what} in {steps:?}"));
    let created = at("new file", &|it| matches!(it, Step::Create(_)));
    let Step::Create(name) = &steps[created] else { unreachable!() };
    let written: Vec<u8> = steps
        .iter()
        .filter_map(|it| if let Step::Write(of, bytes) = it { (of == name).then_some(&bytes[..]) } else { None })
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(written, text);
    let last_write = steps.iter().rposition(|it| matches!(it, Step::Write(of, _) if of == name)).unwrap();
    let synced = steps.iter().rposition(|it| matches!(it, Step::SyncFile(of) if of == name)).unwrap();
    let renamed = at("rename", &|it| matches!(it, Step::Exchange(..) | Step::Rename(..)));
    let folder = steps.iter().rposition(|it| *it == Step::SyncFolder).unwrap();
    assert!(created < last_write && last_write < synced && synced < renamed && renamed < folder, "{steps:?}");
}

// P03 T5
#[test]
fn a_save_without_a_sync_would_be_found() {
    let text = |it: &str| it.as_bytes().to_vec();
    let good = [
        Step::Create("t".into()),
        Step::Write("t".into(), text("new")),
        Step::SyncFile("t".into()),
        Step::Exchange("t".into(), "p".into()),
        Step::SyncFolder,
    ];
    let is_whole = |steps: &[Step]| {
        let mut disk = Disk::with("p", b"old");
        let mut states = Vec::new();
        for step in steps {
            disk.take(step);
            states.extend(disk.after_a_cut("p"));
        }
        let is_last = disk.after_a_cut("p").iter().all(|it| it.as_deref() == Some(b"new"));
        (states.iter().all(|it| matches!(it.as_deref(), Some(b"old" | b"new"))), is_last)
    };
    assert_eq!(is_whole(&good), (true, true));
    let without = |at: usize| good.iter().enumerate().filter(|(it, _)| *it != at).map(|(_, it)| it.clone()).collect::<Vec<_>>();
    assert!(!is_whole(&without(2)).0, "the text never synced");
    assert_eq!(is_whole(&without(4)), (true, false), "the folder never synced");
}
