//! The config file, from outside: where it is looked for, what it changes, and how what is wrong with it is told.
#![allow(clippy::disallowed_methods)] // writes config files and runs the program

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

struct Home(tempfile::TempDir);

impl Home {
    fn with(config: &str) -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::write(home.config(), config).unwrap();
        home
    }
    fn config(&self) -> PathBuf {
        self.0.path().join("mine.ron")
    }
    fn run(&self, config: &Path, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handshake"));
        command.args(args).env("HANDSHAKE_CONFIG", config).env("HOME", self.0.path()).env("XDG_CONFIG_HOME", self.0.path().join("config"));
        command.current_dir(self.0.path()).output().unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn row(table: &str, action: &str) -> String {
    let row = table.lines().find(|line| line.contains(&format!("  {action} "))).unwrap_or_else(|| panic!("{action} in {table}"));
    row.split("  ").next().unwrap().to_string()
}

#[test]
fn the_table_of_keys_is_the_one_in_force() {
    let home = Home::with("(keys: { \"assign\": [\"o\", \"f2\"] })");
    let output = home.run(&home.config(), &["keys"]);
    let table = text(&output.stdout);
    assert_eq!((row(&table, "assign"), row(&table, "bin")), ("o F2".into(), "x".into()));
    assert_eq!((text(&output.stderr), output.status.code()), (String::new(), Some(0)));
}

// H63
#[test]
fn what_is_wrong_is_told_with_its_place_all_at_once_and_the_default_kept() {
    let home = Home::with("(\n  keys: { \"assign\": [\"x\"], \"bim\": [\"f4\"] },\n  theme: \"lihgt\",\n)");
    let output = home.run(&home.config(), &["keys"]);
    assert_eq!(row(&text(&output.stdout), "assign"), "a");
    let said = text(&output.stderr);
    for part in
        ["mine.ron:2", "`x` is taken: it means bin", "there is no action `bim`", "did you mean bin?", "mine.ron:3", "did you mean light?"]
    {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn me_is_who_sends_when_nobody_else_is_named() {
    let home = Home::with("(me: \"Dana\")");
    fs::write(home.0.path().join("plan.ron"), include_str!("data/finance.ron")).unwrap();
    let sent = |config: &Path, args: &[&str]| text(&home.run(config, &[&["customer", "--today", "2027-02-08"], args].concat()).stdout);
    assert!(sent(&home.config(), &[]).contains("Dana"));
    assert!(!sent(&home.config(), &["--by", "Dev Lead"]).contains("Dana"));
    assert!(!sent(Path::new(""), &[]).contains("Dana"), "an empty variable means no config file at all");
}

#[test]
fn a_config_file_that_is_named_and_not_there_is_said() {
    let home = Home::with("()");
    let output = home.run(Path::new("nowhere.ron"), &["keys"]);
    assert!(text(&output.stderr).contains("nowhere.ron cannot be opened"), "{}", text(&output.stderr));
    assert_eq!(row(&text(&output.stdout), "assign"), "a");
}

#[test]
fn a_share_needs_a_name_from_the_command_or_the_file_and_words_of_ones_own_are_looked_for() {
    let home = Home::with("(me: \"Dev Lead\", jargon: [\"finance team\"])");
    fs::write(home.0.path().join("plan.ron"), include_str!("data/finance.ron")).unwrap();
    let share = |config: &Path| home.run(config, &["share", "--to", "CFO", "--dry-run", "--today", "2027-02-08"]);
    let refused = share(Path::new(""));
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("who is it by? --by NAME says so"), "{}", text(&refused.stderr));
    let shared = share(&home.config());
    assert_eq!(shared.status.code(), Some(0), "{}", text(&shared.stderr));
    let check = |config: &Path| text(&home.run(config, &["check", "--today", "2027-02-08"]).stdout);
    assert!(check(&home.config()).contains("says `finance team`"), "{}", check(&home.config()));
    assert!(!check(Path::new("")).contains("says `finance team`"));
}
