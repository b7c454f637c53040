//! The mouse on a real terminal: bytes as xterm sends them go in, the screen and the file are looked at.

use super::{board::Board, toy::Place, tui::Tui};
use std::fs;

const UP: u8 = 64;
const DOWN: u8 = 65;

fn open(board: &Board, width: u16, height: u16) -> Tui {
    let tui = board.open(width, height);
    tui.wait_until("the mouse", Tui::is_mouse_taken);
    tui
}

#[test]
fn a_card_is_dragged_to_another_column_and_the_file_has_it_there() {
    for (width, height) in [(160, 48), (80, 24)] {
        let board = Board::new();
        let mut tui = open(&board, width, height);
        let (review, row) = (tui.cell_of("Review").0 + 1, tui.cell_of("Extract data").1);
        tui.drag("Extract data", (review, row));
        tui.wait_for("↳ Extract data");
        tui.wait_for(" to Review of ");
        tui.release((review, row));
        tui.wait_for("moved Extract dataset to Review");
        tui.wait_until("the move in the file", |_| {
            board.text().matches("status: \"Review\"").count() > handshake::example::DEMO.matches("status: \"Review\"").count()
        });
        tui.click("u undoes");
        tui.wait_for("undone: moved Extract dataset to Review");
        tui.wait_until("the old bytes", |_| board.text() == handshake::example::DEMO);
        tui.send("q");
        assert_eq!(tui.exit_code(), 0);
        tui.assert_restored();
    }
}

#[test]
fn a_drop_outside_of_the_board_says_that_nothing_moved() {
    let board = Board::new();
    let mut tui = open(&board, 160, 48);
    let outside = tui.cell_of("Customer plan");
    tui.drag("Extract data", outside);
    tui.wait_for("nowhere: there is no column");
    tui.release(outside);
    tui.wait_for("Extract dataset stays where it was: there is no column");
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
}

#[test]
fn the_wheel_scrolls_board_and_list_and_a_person_is_assigned_by_a_click() {
    let board = Board::new();
    let mut tui = open(&board, 80, 24);
    tui.wheel(DOWN, "To do");
    (0..9).for_each(|_| tui.wheel(DOWN, "╎"));
    tui.wait_for("Decommission the old");
    tui.wait_until("the cursor out of sight", |tui| !tui.text().contains("►"));
    (0..9).for_each(|_| tui.wheel(UP, "─"));
    (0..9).for_each(|_| tui.wheel(UP, "╎"));
    tui.wait_for("► Penetration te");
    tui.click("Extract data");
    tui.wait_for("► Extract data");
    tui.click("a assign");
    tui.wait_for("Owner of Extract dataset");
    tui.wheel(DOWN, "Owner of Extract dataset");
    tui.click("t  Tomas");
    tui.wait_for("assigned Extract dataset to Tomas (was Dana)");
    tui.send("uq");
    assert_eq!(tui.exit_code(), 0);
}

#[test]
fn a_header_folds_its_lane_and_a_dialogs_buttons_are_clicked() {
    let board = Board::new();
    let mut tui = open(&board, 120, 35);
    tui.click("▾");
    tui.wait_until("a folded lane", |tui| !tui.text().contains("Penetration te"));
    tui.click("►▸");
    tui.wait_for("Penetration te");
    tui.click("? all keys");
    tui.wait_for("What can be done here");
    tui.click("Esc back");
    tui.wait_until("the board", |tui| !tui.text().contains("What can be done here"));
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
}

#[test]
fn text_is_selected_by_turning_the_mouse_off_by_key_by_option_or_in_the_config_file() {
    let board = Board::new();
    let mut tui = open(&board, 100, 30);
    assert!(tui.raw().contains("\u{1b}[?1002h") && !tui.raw().contains("\u{1b}[?1003h"), "moves without a button wake nobody");
    tui.send("\u{1b}[19~");
    tui.wait_for("the mouse is the terminal's: drag selects text");
    tui.wait_until("no mouse", |tui| !tui.is_mouse_taken());
    tui.send("\u{1b}[19~");
    tui.wait_until("the mouse", Tui::is_mouse_taken);
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    tui.assert_restored();

    let config = board.folder().join("config.ron");
    fs::write(&config, "(mouse: false)").unwrap();
    for (arguments, variables) in [(&["--no-mouse"][..], &[][..]), (&[], &[("HANDSHAKE_CONFIG", config.to_str().unwrap())])] {
        let mut tui = board.start(100, 30, arguments, variables);
        tui.wait_for("To do");
        tui.send("?");
        tui.wait_for("What can be done here");
        tui.send("\u{1b}");
        tui.wait_until("the board", |tui| !tui.text().contains("What can be done here"));
        tui.send("q");
        assert_eq!(tui.exit_code(), 0);
        assert!(!tui.raw().contains("\u{1b}[?1002h"));
    }
}

#[test]
fn a_thousand_moves_of_the_pointer_cost_few_frames_and_an_idle_board_with_a_mouse_wakes_for_nothing() {
    let board = Board::new();
    let mut tui = open(&board, 120, 35);
    let from = tui.cell_of("Extract data");
    tui.drag("Extract data", (from.0 + 2, from.1));
    let frames = |tui: &Tui| tui.raw().matches("\u{1b}[?2026h").count();
    let before = frames(&tui);
    let moves: String = (0..1000).map(|n| format!("\u{1b}[<32;{};{}M", 3 + n % 70, 6 + n % 25)).collect();
    let (review, row) = (tui.cell_of("Review").0 + 1, from.1);
    tui.send(&format!("{moves}\u{1b}[<32;{};{}M", review + 1, row + 1));
    tui.wait_for(" to Review of ");
    assert!(frames(&tui) - before <= 20, "{} frames", frames(&tui) - before);
    tui.send("\u{1b}");
    tui.wait_for("stays where it was");
    std::thread::sleep(std::time::Duration::from_millis(600));
    let woken = tui.wake_ups();
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(tui.wake_ups() - woken, 0);
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
}

#[test]
fn behind_the_curtain_no_click_shows_or_changes_anything() {
    let board = Board::new();
    let mut tui = open(&board, 100, 30);
    tui.send("C");
    tui.wait_until("the curtain", |tui| !tui.text().contains("To do"));
    for y in 0..30 {
        tui.send(&format!("\u{1b}[<0;{};{y}M\u{1b}[<32;{};{y}M\u{1b}[<0;{};{y}m\u{1b}[<65;9;{y}M", 5 + y * 3, 9 + y, 12, y = y + 1));
    }
    // What Tab does shows that all of it was heard.
    tui.send("\t");
    tui.wait_for("DRAFT");
    assert!(!tui.text().contains("To do"), "{}", tui.text());
    tui.send("CC");
    tui.wait_for("To do");
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
}

#[test]
fn the_terminal_has_its_mouse_back_after_a_signal_in_an_editor_and_when_stopped() {
    let board = Board::new();
    let mut tui = open(&board, 100, 30);
    tui.signal("TERM");
    assert_eq!(tui.exit_code(), 143);
    tui.assert_restored();

    let script = "echo EDITING; read key";
    let mut tui = super::editor::open(&board, script);
    tui.wait_until("the mouse", Tui::is_mouse_taken);
    tui.send("E");
    tui.wait_for("EDITING");
    assert!(!tui.is_mouse_taken());
    tui.send("\r");
    tui.wait_for("To do");
    tui.wait_until("the mouse", Tui::is_mouse_taken);
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    tui.assert_restored();

    let program = env!("CARGO_BIN_EXE_handshake");
    let place = Place::new();
    let mut tui = place.shell();
    tui.send(&format!("cd {} && HOME=$PWD {program} --today 2027-02-08\r", board.folder().display()));
    tui.wait_until("the mouse", Tui::is_mouse_taken);
    tui.send("\u{1a}");
    tui.wait_for("Stopped");
    assert!(!tui.is_mouse_taken());
    tui.send("fg\r");
    tui.wait_until("the mouse", Tui::is_mouse_taken);
    tui.send("q");
    tui.wait_until("the shell", |tui| !tui.is_alternate() && !tui.is_mouse_taken());
}

#[test]
fn reports_from_outside_of_the_screen_and_of_other_buttons_are_nothing() {
    let board = Board::new();
    let mut tui = open(&board, 100, 30);
    for report in [
        "\u{1b}[<0;900;900M",
        "\u{1b}[<32;900;1M",
        "\u{1b}[<0;900;900m",
        "\u{1b}[<2;10;6M",
        "\u{1b}[<1;10;6M",
        "\u{1b}[<4;10;6M",
        "\u{1b}[<35;10;6M",
        "\u{1b}[<66;10;6M",
    ] {
        tui.send(report);
    }
    tui.send("?");
    tui.wait_for("What can be done here");
    tui.send("\u{1b}");
    tui.wait_until("the board", |tui| !tui.text().contains("What can be done here"));
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
}
