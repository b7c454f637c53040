//! Hostile files, paths, folders and streams, through the program as people run it: nothing panics, nothing but printable text
//! comes out, and what cannot be read is never written.
#![allow(clippy::disallowed_methods)] // the real program, on real files

use chrono::NaiveDate;
use handshake::{
    desk::{Event, Model, Size, update},
    file::read,
    paint::{Style, paint},
    plan::Plan,
    view,
};
use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::PermissionsExt},
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/hostile").unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|it| it.extension().is_some_and(|it| it == "ron")).collect();
    files.sort();
    assert!(files.len() >= 40, "the catalogue is there");
    files
}

/// What may never reach a terminal: controls, and what turns the direction of text or hides in it.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\x09' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e007f}')
}

fn assert_clean(text: &[u8], what: &str) {
    let text = std::str::from_utf8(text).unwrap_or_else(|_| panic!("{what}: not UTF-8"));
    let found = text.char_indices().find(|(_, c)| is_forbidden(*c));
    assert!(found.is_none(), "{what}: {found:?} in {:?}", &text[..found.map_or(0, |(at, c)| at + c.len_utf8())]);
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }
    fn with(text: &[u8]) -> Folder {
        let folder = Folder::new();
        fs::write(folder.plan(), text).unwrap();
        folder
    }
    fn plan(&self) -> PathBuf {
        self.0.path().join("plan.ron")
    }
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handshake"));
        command.current_dir(self.0.path()).env_remove("HANDSHAKE_PLAN").env("XDG_STATE_HOME", self.0.path().join("state"));
        command
    }
    fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Output {
        let out = self.command().args(args).output().unwrap();
        let what = format!("{:?}", args.iter().map(AsRef::as_ref).collect::<Vec<_>>());
        assert!(matches!(out.status.code(), Some(0..=2)), "{what}: {:?} {}", out.status, String::from_utf8_lossy(&out.stderr));
        assert_clean(&out.stdout, &what);
        assert_clean(&out.stderr, &what);
        out
    }
    fn shell(&self, line: &str) -> Output {
        let mut command = Command::new("bash");
        command
            .current_dir(self.0.path())
            .env("HANDSHAKE", env!("CARGO_BIN_EXE_handshake"))
            .env("XDG_STATE_HOME", self.0.path().join("state"));
        command.args(["-c", line]).output().unwrap()
    }
}

const GOOD: &str = "Plan(title: \"Good\", noise: [Task(id: \"g\", title: \"Good\")])\n";

// P09 P18 T19
#[test]
fn every_hostile_file_goes_through_every_command_and_only_printable_text_comes_out() {
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        let folder = Folder::with(&bytes);
        fs::write(folder.0.path().join("good.ron"), GOOD).unwrap();
        let day = ["--today", "2027-02-08"];
        for args in [
            &["check"][..],
            &["check", "--json"],
            &["task", "list"],
            &["task", "list", "--json"],
            &["customer"],
            &["customer", "-f", "json", "--by", "Dee"],
            &["delivery"],
            &["delivery", "-f", "json"],
            &["diff", "good.ron", "plan.ron"],
            &["diff", "plan.ron", "good.ron", "--json"],
            &["merge", "good.ron", "plan.ron", "good.ron", "-o", "joined.ron"],
            &["git-diff", "plan.ron", "good.ron", "0", "0", "plan.ron", "0", "0"],
            &["recover"],
            &["task", "done", "nobody"],
        ] {
            folder.run(&[args, &day].concat());
            assert!(fs::read(folder.plan()).unwrap() == bytes, "{} {args:?}", file.display());
        }
        folder.run(&["resolve"]);
    }
}

// H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H14 H15 H37 P08 P09
#[test]
fn what_cannot_be_read_is_never_written_and_what_can_be_keeps_every_byte_it_had() {
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        let folder = Folder::with(&bytes);
        let out = folder.run(&["task", "add", "Probe", "--today", "2027-02-08"]);
        let after = fs::read(folder.plan()).unwrap();
        match read(&bytes).plan {
            None => assert_eq!((out.status.code(), &after), (Some(2), &bytes), "{}", file.display()),
            Some(before) => {
                assert_eq!(out.status.code(), Some(0), "{}: {}", file.display(), String::from_utf8_lossy(&out.stderr));
                let now = read(&after).plan.unwrap();
                assert_eq!(now.tasks().count(), before.tasks().count() + 1);
                // Nothing that was there is gone: the old bytes are in the new ones, in their order.
                let mut rest = after.iter();
                assert!(bytes.iter().all(|byte| rest.any(|it| it == byte)), "{}", file.display());
            }
        }
    }
}

// H22 H24 H25 H26 H27 H28 H29 P18 P23 T18 T19
#[test]
fn every_hostile_plan_is_drawn_at_every_size_without_a_byte_that_commands_a_terminal() {
    let today = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
    for file in files() {
        let reading = read(&fs::read(&file).unwrap());
        let name = "plan\u{1b}[31m\u{202e}.ron";
        for (width, height) in [(60, 20), (1, 1)] {
            let mut model = match reading.plan.clone() {
                Some(plan) => Model::open(Arc::new(plan), name, 1, today),
                None => Model::unreadable(reading.problems.clone(), name, 1, today),
            };
            let keys = ["j", "w", "esc", "e", "esc", "?", "esc", "tab", "tab", "L", "u"];
            let sized = Event::Resized(Size { width, height });
            let events = std::iter::once(sized).chain(keys.iter().filter_map(|key| key.parse().ok()).map(Event::Key));
            for event in events {
                update(&mut model, event, today);
                let area = ratatui::layout::Rect::new(0, 0, width, height);
                let mut buffer = ratatui::buffer::Buffer::empty(area);
                paint(&view::screen(&model, today), &Style::default(), &mut buffer);
                let bad = buffer.content.iter().find(|cell| cell.symbol().chars().any(is_forbidden));
                assert!(bad.is_none(), "{}: {bad:?} at {width}x{height}", file.display());
            }
        }
    }
}

// H35 H36 H79
#[test]
fn a_plan_may_have_any_name_and_lie_anywhere() {
    let folder = Folder::new();
    for name in [
        b"-plan.ron".as_slice(),
        b"--help",
        b"~",
        b"~root",
        b"a b'\"$(touch pwned).ron",
        b"line\nbreak.ron",
        b"\xff\xfe.ron",
        b"esc\x1b]0;x\x07.ron",
    ] {
        let name = OsStr::from_bytes(name);
        let path = folder.0.path().join(name);
        fs::write(&path, GOOD).unwrap();
        let out = folder.run(&[OsStr::new("task"), OsStr::new("add"), OsStr::new("Probe"), OsStr::new("-p"), path.as_os_str()]);
        assert_eq!(out.status.code(), Some(0), "{name:?}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(fs::read_to_string(&path).unwrap().contains("Probe"));
        assert_eq!(folder.run(&[OsStr::new("check"), OsStr::new("--"), name]).status.code(), Some(1), "{name:?}");
        fs::write(&path, "Plan(").unwrap();
        assert_eq!(folder.run(&[OsStr::new("check"), OsStr::new("--"), name]).status.code(), Some(2), "{name:?}");
    }
    assert!(!folder.0.path().join("pwned").exists());
    let long = "x".repeat(4096);
    assert_eq!(folder.run(&["check", &long]).status.code(), Some(2));
    assert_eq!(folder.run(&["new", &long]).status.code(), Some(2));
    assert_eq!(folder.run(&["check", &"a/".repeat(3000)]).status.code(), Some(2));
    // The longest name a file can have still has room for the temporary file beside it.
    let longest = format!("{}.ron", "y".repeat(251));
    fs::write(folder.0.path().join(&longest), GOOD).unwrap();
    assert_eq!(folder.run(&["task", "add", "Probe", "-p", &longest]).status.code(), Some(0));
}

// H43 H44 H46 P25
#[test]
fn what_is_no_plan_file_is_refused_and_never_replaced() {
    let folder = Folder::new();
    let at = |name: &str| folder.0.path().join(name);
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    fs::create_dir(at("folder")).unwrap();
    std::os::unix::fs::symlink("gone", at("dangling")).unwrap();
    std::os::unix::fs::symlink("loop", at("loop")).unwrap();
    for name in ["pipe", "folder", "dangling", "loop", "/dev/zero", "/dev/tty", "/dev/full", "/proc/self/mem"] {
        for args in [&["check", name][..], &["task", "add", "x", "-p", name], &["merge", name, name, name, "-o", name], &["new", name]] {
            let kind = |path: &Path| path.symlink_metadata().ok().map(|it| it.file_type());
            let before = kind(&at(name));
            assert_eq!(folder.run(args).status.code(), Some(2), "{args:?}");
            assert_eq!(kind(&at(name)), before, "{args:?}");
        }
    }
}

// H19
#[test]
fn a_title_of_a_book_keeps_nobody_waiting_and_takes_no_screen_away() {
    let plan = |headline: &str, title: &str| {
        let milestone = format!("Milestone(headline: \"{headline}\", by: \"2027-03-01\")");
        let tasks = format!("[Task(id: \"g\", title: \"{title}\", owners: [\"Ann\"], estimate: 2)]");
        format!(
            "#![enable(implicit_some)]\nPlan(title: \"Books\", outcomes: [Outcome(id: \"o\", title: \"O\", milestone: {milestone}, tasks: {tasks})])\n"
        )
    };
    // Words that come again and again are the slowest to look for in each other.
    let book = "all of a book ".repeat(25_000);
    let folder = Folder::with(plan(&book, &format!("{book}that ends")).as_bytes());
    fs::write(folder.0.path().join("before.ron"), plan("Brief", "Short")).unwrap();
    for args in ["check", "task list", "forecast", "diff before.ron plan.ron", "why o", "task done g", "check --json"] {
        let out = folder.run(&args.split(' ').chain(["--today", "2027-02-08"]).collect::<Vec<_>>());
        let said = String::from_utf8([out.stdout, out.stderr].concat()).unwrap();
        let longest = said.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert_eq!(longest > 1100, args == "check --json", "{args}: {longest} characters");
    }
}

// H66 P29 T17
#[test]
fn closed_and_full_streams_are_no_reason_to_panic() {
    let folder = Folder::with(GOOD.as_bytes());
    for verb in
        ["check", "check --json", "task list", "customer", "delivery -f json", "keys", "--help", "recover", "diff plan.ron plan.ron --json"]
    {
        for (streams, codes) in [
            ("> /dev/full", &[0, 1, 2][..]),
            (">&-", &[0, 1, 2]),
            ("2>&-", &[0, 1]),
            ("<&- >&- 2>&-", &[0, 1, 2]),
            ("2> /dev/full", &[0, 1]),
        ] {
            let out = folder.shell(&format!("\"$HANDSHAKE\" {verb} {streams}"));
            assert!(
                out.status.code().is_some_and(|it| codes.contains(&it)),
                "{verb} {streams}: {:?} {}",
                out.status,
                String::from_utf8_lossy(&out.stderr)
            );
        }
        let out = folder.shell(&format!("set -o pipefail; \"$HANDSHAKE\" {verb} | true"));
        assert!(out.status.code() != Some(101), "{verb}: {}", String::from_utf8_lossy(&out.stderr));
    }
    assert_eq!(folder.shell("\"$HANDSHAKE\" check --json > /dev/full").status.code(), Some(2), "a result that is lost is not done");
}

// H62
#[test]
fn without_a_usable_state_folder_plans_are_saved_all_the_same() {
    for state in ["relative", "/dev/null/no", "", "/proc/nothing"] {
        let folder = Folder::with(GOOD.as_bytes());
        let out = folder.command().args(["task", "add", "Probe"]).env("XDG_STATE_HOME", state).env_remove("HOME").output().unwrap();
        assert_eq!(out.status.code(), Some(0), "{state:?}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(fs::read_to_string(folder.plan()).unwrap().contains("Probe"));
        assert!(!folder.0.path().join("relative").exists(), "a relative state folder is none");
    }
    let folder = Folder::with(GOOD.as_bytes());
    fs::write(folder.0.path().join("state"), "a file").unwrap();
    assert_eq!(folder.run(&["task", "add", "Probe"]).status.code(), Some(0));
}

// H61 P11
#[test]
fn damaged_copies_in_the_state_folder_are_listed_and_stop_nothing() {
    let folder = Folder::with(GOOD.as_bytes());
    folder.run(&["task", "add", "One"]);
    let state = folder.0.path().join("state/handshake");
    let texts: Vec<PathBuf> = fs::read_dir(state.join("texts"))
        .unwrap()
        .flat_map(|it| fs::read_dir(it.unwrap().path()).unwrap())
        .map(|it| it.unwrap().path())
        .collect();
    assert!(texts.len() >= 3, "two texts and the plan's place: {texts:?}");
    for path in &texts {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(path, b"\xff\x1b[31m\0").unwrap();
    }
    fs::create_dir_all(state.join("rescue")).unwrap();
    fs::write(state.join("rescue/x\x1b[31m.ron"), "Plan(").unwrap();
    assert_eq!(folder.run(&["task", "add", "Two"]).status.code(), Some(0));
    let listed = String::from_utf8(folder.run(&["recover"]).stdout).unwrap();
    assert!(listed.starts_with("Work that could not be saved\n  ") && listed.contains("x␛[31m.ron"), "{listed}");
    let json: serde_json::Value = serde_json::from_slice(&folder.run(&["recover", "--json"]).stdout).unwrap();
    assert!(json.as_array().unwrap().iter().any(|it| it["kind"] == "rescue"));
}

// H61
#[test]
fn a_rescue_copy_of_another_plan_and_an_enormous_one_stop_nothing() {
    let folder = Folder::with(GOOD.as_bytes());
    let rescue = folder.0.path().join("state/handshake/rescue");
    fs::create_dir_all(&rescue).unwrap();
    fs::File::create(rescue.join("huge.ron")).unwrap().set_len(10 << 30).unwrap();
    fs::write(rescue.join("other.ron"), "Plan(title: \"Another\")").unwrap();
    fs::create_dir(rescue.join("folder.ron")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", rescue.join("zero.ron")).unwrap();
    assert_eq!(folder.run(&["task", "add", "Two"]).status.code(), Some(0));
    let listed = String::from_utf8(folder.run(&["recover"]).stdout).unwrap();
    assert!(listed.contains("huge.ron") && listed.contains("other.ron"), "{listed}");
    assert!(fs::read_to_string(folder.plan()).unwrap().contains("Two"));
}

// H52
#[test]
fn without_the_right_to_read_it_is_said_and_nothing_is_made_elsewhere() {
    let folder = Folder::with(GOOD.as_bytes());
    let base = folder.0.path().to_path_buf();
    let inner = base.join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("plan.ron"), GOOD).unwrap();
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&base, 0o755);
    mode(&folder.plan(), 0o000);
    mode(&inner, 0o000);
    let binary = base.join("handshake");
    // By another process: while a thread of this one forks, a file that is being written here cannot be run.
    assert!(Command::new("cp").args([env!("CARGO_BIN_EXE_handshake").as_ref(), binary.as_path()]).status().unwrap().success());
    let is_root = rustix::process::geteuid().is_root();
    for (plan, words) in [(folder.plan(), "you have no right to read it"), (inner.join("plan.ron"), "you have no right to read it")] {
        for args in [&["check"][..], &["task", "add", "Probe"]] {
            let mut command = Command::new(if is_root { "setpriv" } else { "env" });
            if is_root {
                command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
            }
            command
                .arg(&binary)
                .args(args)
                .arg("-p")
                .arg(&plan)
                .env("XDG_STATE_HOME", base.join("nostate"))
                .env_remove("HOME")
                .current_dir("/");
            let out = command.output().unwrap();
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert_eq!(out.status.code(), Some(2), "{said}");
            assert!(said.contains(words), "{said}");
        }
    }
    mode(&inner, 0o755);
    assert_eq!(fs::read_dir(&inner).unwrap().count(), 1);
    let mut names: Vec<_> = fs::read_dir(&base).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["handshake", "inner", "plan.ron"]);
}

// H66 P29
#[test]
fn a_board_without_a_terminal_ends_with_2_and_words_where_there_is_a_place_for_them() {
    let folder = Folder::with(GOOD.as_bytes());
    for streams in ["< /dev/null", "| cat", "<&- >&-", "<&- >&- 2>&-", "> /dev/full", "< /dev/zero > /dev/null", "2>&-  < /dev/null"] {
        let out = folder.shell(&format!("set -o pipefail; timeout 20 \"$HANDSHAKE\" {streams}"));
        assert_eq!(out.status.code(), Some(2), "{streams}: {}", String::from_utf8_lossy(&out.stderr));
    }
    let out = folder.shell("\"$HANDSHAKE\" < /dev/null");
    assert!(String::from_utf8_lossy(&out.stderr).contains("is not a terminal"), "{}", String::from_utf8_lossy(&out.stderr));
}

// H78
#[test]
fn a_repository_may_lie_anywhere() {
    for name in [b"we ird\n'$(touch pwned)\"".as_slice(), b"\xff\xfe", b"-q", b"a;touch pwned"] {
        let folder = Folder::new();
        let top = folder.0.path().join(OsStr::from_bytes(name));
        fs::create_dir(&top).unwrap();
        fs::write(top.join("plan.ron"), GOOD).unwrap();
        let git = |args: &[&str]| {
            let identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "init.defaultBranch=main"];
            Command::new("git").args(identity).args(args).current_dir(&top).env("HOME", folder.0.path()).output().unwrap()
        };
        assert!(git(&["init", "-q"]).status.success());
        let run = |args: &[&str]| {
            let out = folder.command().args(args).current_dir(&top).env("HOME", folder.0.path()).output().unwrap();
            assert!(matches!(out.status.code(), Some(0..=2)), "{name:?} {args:?}: {:?}", out.status);
            assert_clean(&out.stdout, "stdout");
            assert_clean(&out.stderr, "stderr");
            out
        };
        assert_eq!(run(&["git-setup"]).status.code(), Some(0), "{name:?}");
        git(&["add", "-A"]);
        git(&["commit", "-q", "-m", "plan"]);
        assert_eq!(run(&["task", "add", "Probe"]).status.code(), Some(0), "{name:?}");
        let out = run(&["diff", "--since", "2090-01-01"]);
        assert_eq!(out.status.code(), Some(0), "{name:?}: {}", String::from_utf8_lossy(&out.stderr));
        assert_eq!(String::from_utf8_lossy(&out.stdout), "added Probe to the noise\n", "{name:?}");
        git(&["checkout", "-q", "-b", "theirs"]);
        git(&["commit", "-q", "-a", "-m", "theirs"]);
        assert!(git(&["merge", "main"]).status.success());
        assert!(!top.join("pwned").exists() && !folder.0.path().join("pwned").exists(), "{name:?}");
    }
}

// H77 P31 T15
#[test]
fn today_is_the_day_of_the_time_zone_and_no_date_is_written_from_the_future() {
    for zone in ["Pacific/Kiritimati", "America/St_Johns", "UTC", "Europe/Berlin", "Pacific/Pago_Pago", "nonsense", "<+1345>-13:45"] {
        let folder = Folder::with(GOOD.as_bytes());
        let day =
            || String::from_utf8(Command::new("date").arg("+%F").env("TZ", zone).output().unwrap().stdout).unwrap().trim().to_string();
        let before = day();
        let out = folder.command().args(["task", "done", "g"]).env("TZ", zone).output().unwrap();
        assert_eq!(out.status.code(), Some(0), "{zone}");
        let after = day();
        let plan: Plan = read(&fs::read(folder.plan()).unwrap()).plan.unwrap();
        let finished = plan.task("g").unwrap().task.finished.unwrap().to_string();
        assert!(zone == "nonsense" || [&before, &after].contains(&&finished), "{zone}: {finished}, not {before}");
    }
}
