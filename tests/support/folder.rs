//! A folder with a plan and the program run in it, for tests of the command line: arguments in; streams, files and exit codes out.
//! A test binary takes it in with `#[path = "support/folder.rs"] mod folder;`.
#![allow(dead_code)] // each binary uses what it needs

use handshake::{file, plan::Plan};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The example of the method.
pub const FINANCE: &str = include_str!("../data/finance.ron");

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Arguments, as a list or as one line in which `"two words"` are one.
pub trait Arguments {
    fn words(&self) -> Vec<String>;
}

impl<const N: usize> Arguments for &[&str; N] {
    fn words(&self) -> Vec<String> {
        self.iter().map(|it| it.to_string()).collect()
    }
}

impl Arguments for &[&str] {
    fn words(&self) -> Vec<String> {
        self.iter().map(|it| it.to_string()).collect()
    }
}

impl Arguments for &str {
    fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for (at, part) in self.split('"').enumerate() {
            match at % 2 {
                0 => words.extend(part.split_whitespace().map(str::to_string)),
                _ if self.split('"').nth(at - 1).is_some_and(|before| before.ends_with('=')) => words.last_mut().unwrap().push_str(part),
                _ => words.push(part.into()),
            }
        }
        words
    }
}

impl Arguments for &String {
    fn words(&self) -> Vec<String> {
        self.as_str().words()
    }
}

pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn empty() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }
    /// The method's example as `plan.ron`.
    pub fn with_finance() -> Folder {
        Folder::with(FINANCE)
    }
    pub fn with(plan: &str) -> Folder {
        let folder = Folder::empty();
        fs::write(folder.plan_file(), plan).unwrap();
        folder
    }
    pub fn top(&self) -> &Path {
        self.0.path()
    }
    pub fn path(&self, name: &str) -> PathBuf {
        self.top().join(name)
    }
    pub fn plan_file(&self) -> PathBuf {
        self.path("plan.ron")
    }
    pub fn text(&self) -> String {
        fs::read_to_string(self.plan_file()).unwrap()
    }
    pub fn plan(&self) -> Plan {
        file::read(self.text().as_bytes()).plan.unwrap()
    }
    /// Runs the program in the folder, on the example's reference day.
    pub fn run(&self, args: impl Arguments) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_handshake"))
            .args(args.words())
            .args(["--today", "2027-02-08"])
            .current_dir(self.top())
            .env_remove("HANDSHAKE_PLAN")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
    pub fn json(&self, args: impl Arguments) -> Value {
        let ran = self.run(args);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
    }
    pub fn done(&self, args: impl Arguments) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    }
    /// What a refused command says; it must have left the plan and the folder as they were.
    pub fn refused(&self, args: impl Arguments) -> String {
        let before = (self.text(), self.files());
        let ran = self.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert_eq!((self.text(), self.files()), before, "nothing is written");
        ran.err
    }
    /// The names of all files and folders in it, sorted.
    pub fn files(&self) -> Vec<String> {
        fn walk(folder: &Path, out: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, out);
                }
                out.push(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
        let mut out = Vec::new();
        walk(self.top(), &mut out);
        out.sort();
        out
    }
}
