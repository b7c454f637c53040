//! The real board on a real terminal, on a throwaway copy of the example.

use super::tui::Tui;
use portable_pty::CommandBuilder;
use std::{
    fs,
    path::{Path, PathBuf},
};

pub struct Board {
    home: tempfile::TempDir,
}

impl Board {
    pub fn new() -> Self {
        let board = Board { home: tempfile::tempdir().unwrap() };
        fs::write(board.plan(), handshake::example::DEMO).unwrap();
        board
    }
    fn plan(&self) -> PathBuf {
        self.home.path().join("plan.ron")
    }
    pub fn folder(&self) -> &Path {
        self.home.path()
    }
    pub fn text(&self) -> String {
        fs::read_to_string(self.plan()).unwrap()
    }
    fn open(&self, width: u16, height: u16) -> Tui {
        self.open_with(width, height, &[])
    }
    pub fn open_with(&self, width: u16, height: u16, variables: &[(&str, &str)]) -> Tui {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_handshake"));
        command.args(["--today", "2027-02-08"]);
        command.cwd(self.home.path());
        for (name, folder) in [("HOME", ""), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")] {
            command.env(name, self.home.path().join(folder));
        }
        for name in ["VISUAL", "EDITOR", "HANDSHAKE_CONFIG"] {
            command.env_remove(name);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let tui = Tui::start(command, width, height);
        tui.wait_for("To do");
        tui
    }
}

#[test]
fn the_board_opens_and_quitting_leaves_file_and_terminal_as_they_were() {
    let board = Board::new();
    let mut tui = board.open(160, 48);
    tui.send("jjll");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    tui.assert_restored();
    assert_eq!(board.text(), handshake::example::DEMO);
    assert!(!board.home.path().join("state").exists(), "nothing was to be rescued");
}

#[test]
fn a_new_task_is_in_the_file_and_undone_the_file_has_its_bytes_again() {
    let board = Board::new();
    let mut tui = board.open(120, 35);
    tui.send("iRing the customer\r");
    tui.wait_until("the task in the file", |_| board.text().contains("Ring the customer"));
    tui.send("u");
    tui.wait_until("the old bytes", |_| board.text() == handshake::example::DEMO);
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

#[test]
fn a_signal_right_after_a_change_loses_nothing() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let board = Board::new();
        let mut tui = board.open(100, 30);
        tui.send("iRing the customer\r");
        tui.wait_for("added Ring the customer");
        tui.signal(signal);
        assert_eq!(tui.exit_code(), code);
        assert!(board.text().contains("Ring the customer"));
        tui.assert_restored();
    }
}

#[test]
fn what_another_program_wrote_is_never_overwritten() {
    let board = Board::new();
    let mut tui = board.open(120, 35);
    let theirs = board.text().replacen("Plan(", "Plan( // theirs\n", 1);
    fs::write(board.plan(), &theirs).unwrap();
    tui.send("iRing the customer\r");
    let rescued = || fs::read_dir(board.home.path().join("state/handshake/rescue")).ok()?.next()?.ok();
    tui.wait_until("rescue copy", |_| rescued().is_some_and(|it| !it.file_name().to_string_lossy().starts_with('.')));
    tui.signal("TERM");
    assert_eq!((tui.exit_code(), board.text()), (143, theirs));
    let words = tui.text().replace('\n', "");
    assert!(words.contains("was not saved: another program changed the file, so nothing was written over it"), "{words}");
    assert!(fs::read_to_string(rescued().unwrap().path()).unwrap().contains("Ring the customer"));
}

#[test]
fn the_idle_board_wakes_for_nothing() {
    let board = Board::new();
    let mut tui = board.open(120, 35);
    tui.send("j");
    std::thread::sleep(std::time::Duration::from_millis(600));
    let before = tui.wake_ups();
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(tui.wake_ups() - before, 0);
}

#[test]
fn a_config_file_with_a_mistake_is_told_first_and_its_good_keys_count() {
    let board = Board::new();
    let config = board.folder().join("config.ron");
    fs::write(&config, "(\n keys: { \"capture\": [\"f2\"], \"bin\": [\"u\"] },\n ascii: true,\n)").unwrap();
    let mut tui = board.open_with(100, 30, &[("HANDSHAKE_CONFIG", config.to_str().unwrap())]);
    tui.wait_for("`u` is taken: it means undo in the same place");
    tui.send("\u{1b}");
    tui.wait_until("the board", |tui| !tui.text().contains("is taken"));
    assert!(tui.text().is_ascii(), "{}", tui.text());
    tui.send("\u{1b}OQRing the customer\r");
    tui.wait_for("added Ring the customer");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}
