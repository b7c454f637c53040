//! Hostile terminals, pastes, sizes, signals, editors and surroundings, on a real terminal.

use super::{board::Board, toy::Place, tui::Tui};
use portable_pty::CommandBuilder;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
};

const HANDSHAKE: &str = env!("CARGO_BIN_EXE_handshake");

/// A line of shell on a terminal, in this folder, with a home in it.
fn shell(folder: &Path, line: &str) -> Tui {
    let mut command = CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-c", line]);
    home(&mut command, folder);
    Tui::start(command, 100, 30)
}

fn home(command: &mut CommandBuilder, folder: &Path) {
    command.cwd(folder);
    command.env("HANDSHAKE", HANDSHAKE);
    for (name, at) in [("HOME", ""), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")] {
        command.env(name, folder.join(at));
    }
    for name in ["VISUAL", "EDITOR", "HANDSHAKE_CONFIG", "HANDSHAKE_PLAN"] {
        command.env_remove(name);
    }
}

/// What may reach a terminal: text, and the sequences by which a picture is drawn.
fn assert_commands_nothing(raw: &str, what: &str) {
    // The one question that is asked: what colour is the background?
    let raw = raw.replace("\u{1b}]11;?\u{7}", "");
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => {
                assert_eq!(chars.next(), Some('['), "{what}: a sequence that is no CSI");
                let rest: String = std::iter::from_fn(|| chars.next_if(|c| ('\u{20}'..'\u{40}').contains(c))).collect();
                let last = chars.next().unwrap_or(' ');
                assert!("HJKmhlABCDGdq".contains(last), "{what}: ESC [ {rest}{last}");
            }
            '\r' | '\n' => {}
            c => assert!(
                !c.is_control()
                    && !matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e007f}'),
                "{what}: {c:?}"
            ),
        }
    }
}

// H22 H23 H24 H25 H26 H28 P18 P19
#[test]
fn whatever_a_plan_says_the_real_terminal_gets_text_and_pictures_only() {
    for file in [
        "12-nul-in-string",
        "28-long-line-64k-title",
        "31-terminal-escapes",
        "32-terminal-escapes-raw-bytes",
        "33-bidi-zero-width",
        "36-ics-csv-injection",
    ] {
        let board = Board::new();
        fs::copy(format!("tests/hostile/{file}.ron"), board.folder().join("plan.ron")).unwrap();
        let mut tui = shell(board.folder(), "exec \"$HANDSHAKE\" --today 2027-02-08");
        tui.wait_until("the board", |tui| tui.is_alternate() && tui.text().contains("all keys"));
        tui.send("jjw");
        tui.resize(80, 24);
        tui.send("\u{1b}\u{1b}?");
        tui.resize(140, 40);
        tui.send("\u{1b}\u{1b}\u{1b}");
        tui.wait_for("all keys");
        tui.send("q");
        assert_eq!(tui.exit_code(), 0, "{file}: {}", tui.text());
        tui.assert_restored();
        assert_commands_nothing(&tui.raw(), file);
    }
}

// H29
#[test]
fn wide_and_stacked_characters_leave_the_borders_aligned() {
    let board = Board::new();
    fs::copy("tests/hostile/34-graphemes.ron", board.folder().join("plan.ron")).unwrap();
    let tui = shell(board.folder(), "exec \"$HANDSHAKE\" --today 2027-02-08");
    tui.wait_until("the board", |tui| tui.is_alternate() && tui.text().contains("all keys"));
    let mut columns = tui.columns_of("╎");
    assert!(columns.len() > 12, "{}", tui.text());
    columns.sort_unstable();
    columns.dedup();
    assert_eq!(columns.len(), 2, "{columns:?}\n{}", tui.text());
}

// H64
#[test]
fn strange_words_about_the_terminal_stop_nothing() {
    for strange in
        ["TERM=../../x", "COLUMNS=-1 LINES=99999999999", "LANG=C LC_ALL=C", "TERM=xterm-256color COLORTERM=$(printf 'x\\033]0;y')"]
    {
        let board = Board::new();
        let mut tui = shell(board.folder(), &format!("{strange} exec \"$HANDSHAKE\" --today 2027-02-08"));
        tui.wait_for("To do");
        tui.send("q");
        assert_eq!(tui.exit_code(), 0, "{strange}");
        assert_commands_nothing(&tui.raw(), strange);
    }
    let board = Board::new();
    let tui = shell(board.folder(), "unset TERM; \"$HANDSHAKE\"; echo code $?");
    tui.wait_for("code 2");
    assert!(tui.text().contains("TERM is not set"), "{}", tui.text());
}

// H62
#[test]
fn without_a_home_and_with_a_relative_state_folder_the_board_saves_all_the_same() {
    let board = Board::new();
    let mut tui = shell(board.folder(), "unset HOME; XDG_STATE_HOME=relative XDG_CONFIG_HOME=also exec \"$HANDSHAKE\" --today 2027-02-08");
    tui.wait_for("To do");
    tui.send("iRing the customer\r");
    tui.wait_until("the task in the file", |_| board.text().contains("Ring the customer"));
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    assert!(!board.folder().join("relative").exists() && !board.folder().join("also").exists());
}

// H63
#[test]
fn a_hostile_config_file_is_told_and_the_board_opens() {
    for config in
        ["(".repeat(10 << 20), "\u{1b}]0;x\u{7}\u{202e}".into(), "(keys: {\"no-such-action\": [\"x\"]})".into(), "\0".repeat(4096)]
    {
        let board = Board::new();
        let file = board.folder().join("config.ron");
        fs::write(&file, config).unwrap();
        let mut tui = shell(board.folder(), "HANDSHAKE_CONFIG=config.ron exec \"$HANDSHAKE\" --today 2027-02-08");
        tui.wait_for("config.ron");
        tui.send("\u{1b}");
        tui.wait_until("the board", |tui| tui.text().contains("To do") && !tui.text().contains("config.ron"));
        tui.send("q");
        assert_eq!(tui.exit_code(), 0);
        assert_commands_nothing(&tui.raw(), "the config file");
    }
}

/// The board with this as $EDITOR, the cursor on a card.
fn with_editor(board: &Board, editor: &str) -> Tui {
    let mut tui = board.open_with(100, 30, &[("EDITOR", editor)]);
    tui.send("/extract data\r");
    tui.wait_for("► Extract dataset");
    tui
}

fn script(board: &Board, text: &str) -> String {
    let path = board.folder().join("editor");
    fs::write(&path, format!("#!/bin/bash\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

// H65
#[test]
fn an_editor_is_no_line_of_shell_and_one_that_is_missing_or_takes_the_text_away_changes_nothing() {
    let board = Board::new();
    let takes_away = script(&board, "rm \"$1\"");
    for (editor, words) in [
        ("x; touch pwned", "x; of $EDITOR cannot be started"),
        ("$(touch pwned)", "cannot be started"),
        (&takes_away, "cannot be read"),
        ("'", "a quote that is not closed"),
    ] {
        let mut tui = with_editor(&board, editor);
        tui.send("E");
        tui.wait_for(words);
        tui.send("q");
        assert_eq!(tui.exit_code(), 0, "{editor}");
        tui.assert_restored();
    }
    assert!(!board.folder().join("pwned").exists());
    assert_eq!(board.text(), handshake::example::DEMO);
}

// H69
#[test]
fn a_signal_that_ends_the_program_ends_its_editor_and_what_was_typed_there_is_kept() {
    let board = Board::new();
    let editor =
        script(&board, "trap 'echo got > got; exit 1' TERM\necho typed by hand >> \"$1\"; echo EDITING\nwhile :; do sleep 0.05; done");
    let mut tui = with_editor(&board, &editor);
    tui.send("E");
    tui.wait_for("EDITING");
    tui.signal("TERM");
    assert_eq!(tui.exit_code(), 143);
    tui.assert_restored();
    assert!(board.folder().join("got").exists(), "the editor heard of it");
    let text = tui.text().replace('\n', "");
    let path = text.split("what was typed in the editor is in ").nth(1).unwrap_or_else(|| panic!("{text}")).trim().to_string();
    assert!(fs::read_to_string(&path).unwrap().ends_with("typed by hand\n"), "{path}");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    fs::remove_dir_all(Path::new(&path).parent().unwrap()).unwrap();
    assert_eq!(board.text(), handshake::example::DEMO);
}

// H69
#[test]
fn signals_in_the_midst_of_saves_and_twice_leave_one_whole_save() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send(&"+".repeat(30));
    tui.wait_for("keys: 30");
    for _ in 0..2 {
        let pid = fs::read_to_string(place.folder().join("pid")).unwrap();
        let _ = Command::new("kill").args(["-s", "TERM", &pid]).stderr(Stdio::null()).status(); // the second may come too late
    }
    assert_eq!((tui.exit_code(), place.plan().as_str()), (143, "30"));
    tui.assert_restored();
}

// H70 P22
#[test]
fn stopped_while_typing_it_comes_back_with_the_typed_text_and_what_others_wrote_meanwhile() {
    let board = Board::new();
    let mut command = CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i"]);
    home(&mut command, board.folder());
    command.env("PS1", "PROMPT> ");
    let mut tui = Tui::start(command, 120, 35);
    tui.wait_for("PROMPT>");
    tui.send("\"$HANDSHAKE\" --today 2027-02-08; echo code $?\r");
    tui.wait_for("To do");
    tui.send("i");
    tui.wait_for("Capture to the noise");
    tui.send("Ring the cust");
    tui.wait_for("Ring the cust");
    tui.send("\u{1a}");
    tui.wait_for("Stopped");
    fs::write(board.folder().join("plan.ron"), board.text().replacen("title: \"", "title: \"Theirs: ", 1)).unwrap();
    tui.send("fg\r");
    tui.wait_for("Theirs: ");
    tui.wait_for("Ring the cust");
    tui.send("omer\r");
    tui.wait_until("both in the file", |_| board.text().contains("Ring the customer") && board.text().contains("Theirs: "));
    tui.send("q");
    tui.wait_until("the shell", |tui| !tui.is_alternate());
    tui.send("echo code $?\r");
    tui.wait_for("code 0");
}

// H72
#[test]
fn no_size_a_terminal_claims_takes_memory_without_end_or_ends_the_program() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    for (width, height) in [(0, 0), (65535, 65535), (65535, 1), (0, 65535), (1, 1)] {
        tui.claim(width, height);
        tui.send("=");
    }
    for step in 0..1000 {
        tui.claim(20 + step % 50, 5 + step % 20);
    }
    tui.resize(60, 12);
    tui.wait_for("size: 60x12");
    tui.wait_for("keys: 5");
    let most = tui.memory_peak_kb();
    assert!(most < 200_000, "{most} KB");
}

// H73
#[test]
fn a_paste_that_loses_its_end_is_cut_and_the_next_key_is_a_key() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send("\u{1b}[200~abc");
    tui.wait_for("paste: \"abc\"");
    tui.wait_for("the end of the paste never came");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

// H73
#[test]
fn fifty_megabytes_of_paste_are_cut_with_a_word_and_nothing_of_them_is_a_key() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send("\u{1b}[200~");
    for _ in 0..50 {
        tui.send(&"q+=\u{1b}\0 ".repeat((1 << 20) / 6));
    }
    tui.send("\u{1b}[201~");
    tui.wait_for("the paste was longer than 64 KB");
    tui.wait_for("keys: 0");
    let most = tui.memory_peak_kb();
    assert!(most < 100_000, "{most} KB");
    tui.send("q");
    assert_eq!((tui.exit_code(), place.plan().as_str()), (0, "0"));
}

// H74
#[test]
fn a_megabyte_that_is_pasted_as_keys_arrives_as_text_and_commands_nothing() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send(&"quit+ this=\r".repeat(100_000));
    tui.wait_for("bytes: 1200000");
    assert!(tui.text().contains("keys: 0"), "{}", tui.text());
    assert_eq!(place.plan(), "0");
}

// H75
#[test]
fn mouse_reports_from_beyond_the_screen_do_nothing() {
    let board = Board::new();
    let mut tui = board.open_with(100, 30, &[]);
    tui.send("\u{1b}[<0;9999;9999M\u{1b}[<0;0;0M\u{1b}[M   \u{1b}[<64;65535;65535M\u{1b}[<999;1;1m\u{1b}[32;0;0M");
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
    tui.assert_restored();
}

// H56 P14 P15
#[test]
fn a_git_checkout_under_a_half_typed_card_shows_and_takes_nothing_of_it() {
    let board = Board::new();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "init.defaultBranch=main"];
        let ran = Command::new("git").args(identity).args(args).current_dir(board.folder()).env("HOME", board.folder()).output().unwrap();
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "plan.ron"]);
    git(&["commit", "-q", "-m", "ours"]);
    git(&["checkout", "-q", "-b", "theirs"]);
    fs::write(board.folder().join("plan.ron"), board.text().replacen("title: \"", "title: \"Theirs: ", 1)).unwrap();
    git(&["commit", "-q", "-a", "-m", "theirs"]);
    git(&["checkout", "-q", "main"]);
    let mut tui = board.open_with(120, 35, &[]);
    tui.send("i");
    tui.wait_for("Capture to the noise");
    tui.send("Ring the cust");
    tui.wait_for("Ring the cust");
    git(&["checkout", "-q", "theirs"]);
    tui.wait_for("Theirs: ");
    tui.send("omer\r");
    tui.wait_until("both in the file", |_| board.text().contains("Ring the customer") && board.text().contains("Theirs: "));
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

// H76 H77
#[test]
fn the_alarm_is_for_a_time_of_day_so_that_a_sleep_over_midnight_or_a_clock_that_is_set_is_told() {
    let place = Place::new();
    let tui = place.start();
    tui.wait_for("keys: 0");
    let pid = fs::read_to_string(place.folder().join("pid")).unwrap();
    let is_armed = || {
        let files = fs::read_dir(format!("/proc/{pid}/fdinfo")).unwrap().flatten();
        let mut texts = files.filter_map(|it| fs::read_to_string(it.path()).ok());
        // The wall clock, at a point in time, and told when the clock is set: a wake-up counts as that.
        texts.any(|it| it.contains("clockid: 0\n") && it.contains("settime flags: 03\n"))
    };
    tui.wait_until("an alarm", |_| is_armed());
}
