//! A folder with all the files that examples name, and the program in it, as a shell runs it.
#![allow(dead_code)] // each test takes what it needs

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const FINANCE: &str = include_str!("../data/finance.ron");
const CHANGES: &str = r#"changes: [
        Change(id: "ch7ange", kind: BudgetOverrun, on: "2027-02-01", outcome: "hosting", what: "Two more servers", planned: 18000),
        Change(id: "und0c", kind: Undocumented, on: "2027-02-01", outcome: "ledger-off", what: "A second gateway"),
        Change(id: "d0ne", kind: Undocumented, on: "2027-02-01", outcome: "ledger-off", what: "A third gateway", finished: "2027-02-05"),
    ],
    noise: ["#;

/// A repository with all the files that the examples name.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        let empty = "outcomes: [\n        Outcome(id: \"empty\", title: \"Not begun\", internal: true),";
        let plan = FINANCE.replacen("noise: [", CHANGES, 1).replacen("outcomes: [", empty, 1);
        for name in ["plan.ron", "before.ron", "theirs.ron", "conflict.ron"] {
            place.write(name, &plan);
        }
        let conflict = "<<<<<<< ours\n    title: \"Ours\",\n||||||| base\n    title: \"Finance systems migration\",\n=======\n    title: \"Theirs\",\n>>>>>>> theirs";
        place.write("conflict.ron", &plan.replacen("    title: \"Finance systems migration\",", conflict, 1));
        place.write("jira.csv", include_str!("../data/imports/jira.csv"));
        place.write("board.json", include_str!("../data/imports/trello.json"));
        for args in [
            &["init", "-q"][..],
            &["add", "plan.ron"],
            &["-c", "user.name=x", "-c", "user.email=x@x.invalid", "commit", "-qm", "x", "--date", "2027-01-20T09:00:00"],
        ] {
            let git = Command::new("git").args(args).current_dir(place.path()).env("GIT_COMMITTER_DATE", "2027-01-20T09:00:00").output();
            assert!(git.unwrap().status.success(), "git {args:?}");
        }
        place
    }
    pub fn path(&self) -> &Path {
        self.0.path()
    }
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).unwrap();
    }
    /// A line as a shell reads it, on the plan's own day.
    pub fn line(&self, line: &str) -> Output {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_handshake"));
        let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
        let line = if line.contains("--today") { line.to_string() } else { line.replacen("handshake", "handshake --today 2027-02-08", 1) };
        Command::new("sh")
            .args(["-c", &line])
            .current_dir(self.path())
            .env("PATH", path)
            .env("HOME", self.path())
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env_remove("HANDSHAKE_PLAN")
            .env_remove("HANDSHAKE_CONFIG")
            .output()
            .unwrap()
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
