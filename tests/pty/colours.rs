//! The colours on a real terminal: what it says of its background, and what is chosen whatever it says.

use super::{board::Board, tui::Tui};
use std::fs;

const QUESTION: &str = "\u{1b}]11;?\u{7}";
/// The ink of the light theme.
const LIGHT: &str = "38;5;235";

fn asked(board: &Board, arguments: &[&str], variables: &[(&str, &str)]) -> Tui {
    let tui = board.start(100, 30, arguments, variables);
    tui.wait_for("To do");
    tui
}

#[test]
fn a_light_background_gets_the_light_theme_and_no_byte_of_the_answer_gets_into_a_field() {
    for answer in ["\u{1b}]11;rgb:fdfd/f6f6/e3e3\u{7}", "\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\"] {
        let board = Board::new();
        let mut tui = asked(&board, &[], &[]);
        tui.wait_until("the question", |tui| tui.raw().contains(QUESTION));
        assert!(!tui.raw().contains(LIGHT), "the first frame waits for nothing");
        tui.send(&format!("iRing{answer} the customer"));
        tui.wait_for("Ring the customer");
        tui.wait_until("the light theme", |tui| tui.raw().contains(LIGHT));
        assert!(!tui.text().contains("rgb") && !tui.text().contains("11;"), "{}", tui.text());
        tui.send("\r");
        tui.wait_until("the card in the file", |_| board.text().contains("title: \"Ring the customer\""));
        tui.send("uq");
        assert_eq!(tui.exit_code(), 0);
        tui.assert_restored();
    }
}

#[test]
fn a_dark_or_a_silent_terminal_stays_as_it_is() {
    let board = Board::new();
    for answer in ["\u{1b}]11;rgb:0000/2b2b/3636\u{7}", ""] {
        let mut tui = asked(&board, &[], &[]);
        tui.wait_until("the question", |tui| tui.raw().contains(QUESTION));
        tui.send(answer);
        tui.send("?");
        tui.wait_for("What can be done here");
        assert!(!tui.raw().contains(LIGHT));
        tui.send("?q");
        assert_eq!(tui.exit_code(), 0);
    }
}

#[test]
fn whoever_chose_a_theme_or_no_colour_is_not_asked() {
    let board = Board::new();
    let config = board.folder().join("config.ron");
    fs::write(&config, "(theme: \"light\")").unwrap();
    let named = [("HANDSHAKE_CONFIG", config.to_str().unwrap())];
    for (arguments, variables, is_light) in [
        (&["--theme", "dark"][..], &[][..], false),
        (&["--theme", "light"], &[], true),
        (&["--color", "never"], &[], false),
        (&[], &[("NO_COLOR", "1")], false),
        (&[], &named, true),
        (&[], &[("TERM", "linux")], false),
    ] {
        let mut tui = asked(&board, arguments, variables);
        tui.send("?");
        tui.wait_for("What can be done here");
        tui.send("?q");
        assert_eq!(tui.exit_code(), 0);
        let raw = tui.raw();
        assert_eq!((raw.contains(QUESTION), raw.contains(LIGHT)), (false, is_light), "{arguments:?} {variables:?}");
        let is_plain = variables.contains(&("NO_COLOR", "1")) || arguments.contains(&"never");
        assert_eq!(raw.contains("38;5;"), !is_plain, "{arguments:?} {variables:?}");
    }
    let tui = asked(&board, &[], &[("COLORFGBG", "0;15")]);
    assert!(tui.raw().contains(LIGHT), "some say it before they are asked");
}

#[test]
fn colours_of_ones_own_are_used_and_what_is_wrong_with_them_is_said_at_the_start() {
    let board = Board::new();
    let config = board.folder().join("config.ron");
    fs::write(&config, "(\n  theme: \"dark\",\n  colours: {\n    \"ground\": \"#102030\",\n    \"accent\": \"#203040\",\n    \"alrm\": \"red\",\n    \"good\": \"leaf\",\n  },\n)")
        .unwrap();
    let mut tui = board.start(100, 30, &[], &[("HANDSHAKE_CONFIG", config.to_str().unwrap()), ("COLORTERM", "truecolor")]);
    for words in [
        "3 problems in",
        "line 5",
        "`accent` can hardly be read: 1.2 to 1 on #102030",
        "line 6",
        "did you mean alarm?",
        "line 7",
        "`leaf` is no colour",
    ] {
        tui.wait_for(words);
    }
    tui.send("\u{1b}");
    tui.wait_until("the board", |tui| !tui.text().contains("did you mean"));
    let raw = tui.raw();
    assert!(raw.contains("48;2;16;32;48") && raw.contains("38;2;32;48;64"), "as they were given");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    let mut tui = board.start(100, 30, &[], &[("HANDSHAKE_CONFIG", config.to_str().unwrap()), ("COLORTERM", "")]);
    tui.wait_for("did you mean alarm?");
    tui.wait_for("is no colour");
    assert!(!tui.raw().contains("48;2;") && tui.raw().contains("48;5;"), "the nearest where there is no true colour");
    tui.send("\u{1b}");
    tui.wait_until("the board", |tui| !tui.text().contains("did you mean"));
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}
