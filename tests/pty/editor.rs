//! A card in the person's own editor, on a real terminal: small scripts stand for editors.

use super::{board::Board, tui::Tui};
use std::{fs, os::unix::fs::PermissionsExt};

/// The board with this script as $EDITOR, the cursor on a card called `Extract dataset`.
pub fn open(board: &Board, script: &str) -> Tui {
    let path = board.folder().join("my editor");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let command = format!("'{}' --wait", path.display());
    let mut tui = board.open_with(100, 30, &[("EDITOR", &command)]);
    tui.send("/extract data\r");
    tui.wait_for("► Extract dataset");
    tui
}

#[test]
fn a_card_goes_into_the_editor_and_comes_back_to_the_very_same_place() {
    let board = Board::new();
    let mut tui = open(
        &board,
        "ls -ld \"$(dirname \"$2\")\" \"$2\" > seen\necho EDITING; read key\nsed -i 's/^title:.*/title: Extract it all/' \"$2\"",
    );
    tui.send("E");
    tui.wait_for("EDITING");
    assert!(!tui.is_alternate(), "the editor has the terminal");
    tui.send("jjjxx\r");
    tui.wait_for("► Extract it all");
    assert!(tui.is_alternate());
    tui.wait_until("the new title in the file", |_| board.text().contains("Extract it all"));
    let seen = fs::read_to_string(board.folder().join("seen")).unwrap();
    assert!(seen.contains("drwx------") && seen.contains("-rw-------"), "{seen}");
    tui.send("uq");
    assert_eq!(tui.exit_code(), 0);
    tui.assert_restored();
    assert_eq!(board.text(), handshake::example::DEMO, "one step, one undo; what was typed into the editor did nothing here");
}

#[test]
fn a_text_that_does_not_parse_comes_back_with_its_problem_on_top_and_nothing_typed_is_lost() {
    let board = Board::new();
    let script = "if grep -q '^#! estimate' \"$2\"; then cp \"$2\" second; sed -i 's/^estimate:.*/estimate: 7/' \"$2\"\nelse sed -i 's/^estimate:.*/estimate: lots/; s/^title:.*/title: Typed before/' \"$2\"; fi";
    let mut tui = open(&board, script);
    tui.send("E");
    tui.wait_for("► Typed before");
    let second = fs::read_to_string(board.folder().join("second")).unwrap();
    assert!(second.starts_with("#! estimate: working days by quarters") && second.contains("title: Typed before"), "{second}");
    tui.wait_until("the estimate in the file", |_| board.text().contains("estimate: 7"));
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

#[test]
fn an_editor_that_fails_is_said_and_changes_nothing() {
    for (script, words) in [
        ("echo x >> \"$2\"; exit 3", "ended with code 3"),
        ("kill -9 $$", "was ended by signal 9"),
        ("true", "nothing was changed in the editor"),
    ] {
        let board = Board::new();
        let mut tui = open(&board, script);
        tui.send("E");
        tui.wait_for(words);
        tui.send("q");
        assert_eq!(tui.exit_code(), 0);
        assert_eq!(board.text(), handshake::example::DEMO, "{words}");
    }
    let board = Board::new();
    let mut tui = board.open_with(100, 30, &[("VISUAL", "no-such-editor -x")]);
    tui.send("/extract data\rE");
    tui.wait_for("no-such-editor of $VISUAL cannot be started: there is no such program");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    tui.assert_restored();
}

#[test]
fn an_editor_that_never_mends_its_text_ends_and_the_text_is_kept() {
    let board = Board::new();
    let mut tui = open(&board, "sed -i 's/^estimate:.*/estimate: lots/' \"$2\"; echo run >> runs");
    tui.send("E");
    tui.wait_for("it is kept for the next time");
    assert_eq!(fs::read_to_string(board.folder().join("runs")).unwrap(), "run\nrun\n");
    assert_eq!(board.text(), handshake::example::DEMO);
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}
