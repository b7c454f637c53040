//! Copying from the share room: the bytes that a terminal gets (OSC 52), and a desktop's own clipboard where there is one.

use super::board::Board;
use std::{fs, os::unix::fs::PermissionsExt, process::Command};

/// Nothing but the terminal to copy to.
const BARE: [(&str, &str); 5] = [("TMUX", ""), ("DISPLAY", ""), ("WAYLAND_DISPLAY", ""), ("SSH_TTY", ""), ("SSH_CONNECTION", "")];

/// What was sent to the terminal's clipboard, each time.
fn copied(raw: &str) -> Vec<String> {
    let sequences = raw.split("\u{1b}]52;c;").skip(1);
    sequences.map(|rest| String::from_utf8(decoded(rest.split('\u{7}').next().unwrap())).unwrap()).collect()
}

fn decoded(base64: &str) -> Vec<u8> {
    let digit = |c: u8| b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|it| *it == c);
    let mut bits = (0u32, 0);
    let mut bytes = Vec::new();
    for value in base64.bytes().filter_map(digit) {
        bits = (bits.0 << 6 | value as u32, bits.1 + 6);
        if bits.1 >= 8 {
            bits.1 -= 8;
            bytes.push((bits.0 >> bits.1 & 0xff) as u8);
        }
    }
    bytes
}

/// What the command line would send, on a copy of the same plan.
fn as_sent(board: &Board) -> String {
    let plan = board.folder().join("plan.ron");
    let args = ["share", plan.to_str().unwrap(), "--to", "CFO", "--by", "Dana", "--dry-run", "--quiet", "--today", "2027-02-08"];
    let ran = Command::new(env!("CARGO_BIN_EXE_handshake")).args(args).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// What of the demo only the delivery side may read: titles of cards and outcomes, and its people but for Dana, who signs.
fn internal() -> Vec<String> {
    let plan = handshake::file::read(handshake::example::DEMO.as_bytes()).plan.unwrap();
    let titles = plan.tasks().map(|it| it.task.title.clone()).chain(plan.outcomes.iter().map(|it| it.title.clone()));
    let people = plan.people.iter().filter(|it| plan.is_delivery(&it.name) && it.name != "Dana").map(|it| it.name.clone());
    titles.chain(people).collect()
}

#[test]
fn what_is_copied_is_the_text_export_and_under_the_curtain_nothing_is() {
    let board = Board::new();
    let mut tui = board.open_with(160, 48, &BARE);
    tui.send("s");
    tui.wait_for("what is sent");
    tui.send("b");
    tui.wait_for("sent by Dana");
    tui.send("\r");
    tui.wait_for("· by Dana ·");
    tui.send("y");
    tui.wait_for("sent the customer plan as rev");
    let texts = copied(&tui.raw());
    let [text] = &texts[..] else { panic!("{texts:?}") };
    assert_eq!(*text, as_sent(&board));
    for word in internal() {
        assert!(!text.contains(&word), "{word}");
    }
    tui.send("C");
    tui.wait_for("rev 2 · Mon 1 Feb 2027");
    tui.send("yyTy");
    tui.wait_until("no trace of the delivery plan", |tui| internal().iter().all(|word| !tui.text().contains(word.as_str())));
    assert!(!tui.text().contains("clipboard"), "{}", tui.text());
    tui.send("CC");
    tui.wait_for("what is sent");
    assert_eq!(copied(&tui.raw()).len(), 1, "the keys under the curtain did nothing");
    assert_eq!(board.text(), handshake::example::DEMO, "and nothing is told yet");
}

#[test]
fn a_desktops_own_clipboard_takes_the_text_where_there_is_one() {
    let board = Board::new();
    let programs = board.folder().join("bin");
    fs::create_dir(&programs).unwrap();
    let taker = programs.join("wl-copy");
    fs::write(&taker, format!("#!/bin/sh\ncat > {}/taken\n", board.folder().display())).unwrap();
    fs::set_permissions(&taker, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut here = BARE.to_vec();
    here.retain(|(name, _)| *name != "WAYLAND_DISPLAY");
    here.extend([("WAYLAND_DISPLAY", "wayland-0"), ("PATH", &path)]);
    let mut tui = board.open_with(160, 48, &here);
    tui.send("s");
    tui.wait_for("what is sent");
    tui.send("y");
    tui.wait_for("to the clipboard (wl-copy)");
    let taken = fs::read_to_string(board.folder().join("taken")).unwrap();
    assert!(taken.contains("What we need from you"), "{taken}");
    assert_eq!(copied(&tui.raw()), Vec::<String>::new());
    // Over ssh that clipboard is another machine's.
    let mut away = here.clone();
    away.retain(|(name, _)| *name != "SSH_CONNECTION");
    away.push(("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22"));
    fs::remove_file(board.folder().join("taken")).unwrap();
    let mut tui = board.open_with(160, 48, &away);
    tui.send("s");
    tui.wait_for("what is sent");
    tui.send("y");
    tui.wait_for("terminal's clipboard (OSC 52)");
    assert_eq!(copied(&tui.raw()), [taken]);
    assert!(!board.folder().join("taken").exists());
}
