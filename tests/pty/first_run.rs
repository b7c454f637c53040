//! Questions on the plain terminal: where there is no plan yet one key gets one; what an imported board means is asked.

use super::tui::Tui;
use portable_pty::CommandBuilder;
use std::{fs, path::Path};

fn start(folder: &Path) -> Tui {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_handshake"));
    command.args(["--today", "2027-02-08"]);
    command.cwd(folder);
    for (name, value) in [("HOME", folder), ("XDG_STATE_HOME", folder), ("XDG_CONFIG_HOME", folder), ("TMPDIR", folder)] {
        command.env(name, value);
    }
    for name in ["HANDSHAKE_PLAN", "HANDSHAKE_CONFIG"] {
        command.env_remove(name);
    }
    let tui = Tui::start(command, 100, 30);
    tui.wait_for("d, n, o or q?");
    tui
}

#[test]
fn one_key_opens_the_example_a_new_plan_or_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = start(folder.path());
    assert!(demo.text().contains("there is no plan.ron in"), "{}", demo.text());
    demo.send("xd");
    demo.wait_for("In progress");
    demo.send("q");
    assert_eq!(demo.exit_code(), 0);
    demo.assert_restored();
    assert!(!folder.path().join("plan.ron").exists());

    let elsewhere = folder.path().join("other.ron");
    fs::write(&elsewhere, handshake::example::DEMO).unwrap();
    let mut open = start(folder.path());
    open.send("o");
    open.wait_for("which file?");
    open.send("other.ron\r");
    open.wait_for("In progress");
    open.send("q");
    assert_eq!(open.exit_code(), 0);

    let mut new = start(folder.path());
    new.send("n");
    new.wait_for("My project");
    new.send("q");
    assert_eq!(new.exit_code(), 0);
    assert!(folder.path().join("plan.ron").exists());
}

#[test]
fn leaving_writes_nothing() {
    for key in ["q", "\u{1b}", "\u{3}"] {
        let folder = tempfile::tempdir().unwrap();
        let mut tui = start(folder.path());
        tui.send(key);
        assert_eq!(tui.exit_code(), 0);
        tui.assert_restored();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn what_the_lists_of_a_board_are_is_asked_where_somebody_can_answer() {
    let folder = tempfile::tempdir().unwrap();
    let board = fs::canonicalize("tests/data/imports/trello.json").unwrap();
    let import = |to: &str| {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_handshake"));
        command.args(["import", "trello", board.to_str().unwrap(), "-o", to]);
        command.cwd(folder.path());
        let tui = Tui::start(command, 100, 30);
        tui.wait_for("c or o?");
        assert!(tui.text().contains("the lists of this board are Ideas, To Do, Doing and Done"), "{}", tui.text());
        tui
    };
    let mut columns = import("columns.ron");
    columns.send("c\r");
    assert_eq!(columns.exit_code(), 0);
    assert!(columns.text().contains("columns To Do, Doing, Done"), "{}", columns.text());
    assert!(folder.path().join("columns.ron").exists());
    let mut nothing = import("nothing.ron");
    nothing.send("\r");
    assert_eq!(nothing.exit_code(), 2);
    assert!(nothing.text().contains("--lists outcomes"), "{}", nothing.text());
    assert!(!folder.path().join("nothing.ron").exists());
}
