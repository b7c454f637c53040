//! The program in a real terminal: how it takes it over, gives it back, and saves on every way out.
//! `Tui` drives any program on a pty; `toy` is a small one that runs on the shell's loop.
#![allow(clippy::disallowed_methods)]

#[path = "pty/board.rs"]
mod board;
#[path = "pty/clipboard.rs"]
mod clipboard;
#[path = "pty/clocks.rs"]
mod clocks;
#[path = "pty/colours.rs"]
mod colours;
#[path = "pty/editor.rs"]
mod editor;
#[path = "pty/first_run.rs"]
mod first_run;
#[path = "pty/hostile.rs"]
mod hostile;
#[path = "pty/log.rs"]
mod log;
#[path = "pty/mouse.rs"]
mod mouse;
#[path = "pty/stories.rs"]
mod stories;
#[path = "pty/toy.rs"]
mod toy;
#[path = "pty/tui.rs"]
mod tui;

use chrono::Timelike;
use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};
use toy::Place;
use tui::Tui;

#[test]
fn a_key_is_drawn_and_saved_and_quitting_leaves_the_terminal_as_it_was() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.wait_for("size: 60x12");
    assert!(tui.is_alternate());
    tui.send("++");
    tui.wait_for("status: saved 2");
    assert_eq!(place.plan(), "2");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    tui.assert_restored();
}

#[test]
fn quitting_waits_for_the_last_change() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send("+++++++q");
    assert_eq!((tui.exit_code(), place.plan().as_str()), (0, "7"));
}

// P19
#[test]
fn a_frame_is_one_synchronized_update_and_nothing_asks_the_terminal_or_names_the_window() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.resize(50, 10);
    tui.wait_for("size: 50x10");
    tui.send("q");
    tui.exit_code();
    let raw = tui.raw();
    assert!(raw.contains("\u{1b}[?2026h") && raw.contains("\u{1b}[?2026l"));
    for never in ["\u{1b}[6n", "\u{1b}]0;", "\u{1b}]2;", "\u{1b}[?1000h"] {
        assert!(!raw.contains(never), "{never:?}");
    }
}

#[test]
fn five_hundred_keys_at_once_cost_at_most_three_frames_and_none_is_lost() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    let before = tui.number_after("draws: ");
    tui.send(&"=".repeat(500));
    tui.wait_for("keys: 500");
    let frames = tui.number_after("draws: ") - before;
    assert!(frames <= 3, "{frames} frames");
}

#[test]
fn a_key_is_on_the_screen_before_the_finger_is_up() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    let waited = (1..=10).map(|count| {
        std::thread::sleep(Duration::from_millis(70)); // longer than the program listens on after a key
        let pressed = Instant::now();
        tui.send("=");
        tui.wait_for(&format!("keys: {count}\n"));
        pressed.elapsed()
    });
    let shortest = waited.min().unwrap(); // the others waited for a busy machine
    assert!(shortest < Duration::from_millis(20), "{shortest:?}");
}

// H73 T20
#[test]
fn a_paste_that_never_ends_does_not_keep_it_from_saving_and_ending() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send("+");
    tui.wait_for("keys: 1");
    tui.send("\u{1b}[200~abc");
    tui.signal("TERM");
    assert_eq!((tui.exit_code(), place.plan().as_str()), (143, "1"));
    tui.assert_restored();
}

// T20
#[test]
fn four_thousand_bytes_all_arrive() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send(&"=".repeat(4000));
    tui.wait_for("keys: 4000");
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send("\u{1b}[200~q+\r\nq\u{7}\u{1b}[201~");
    tui.wait_for("paste: \"q+\\nq\"");
    assert!(tui.text().contains("keys: 0"));
}

// H72 P23
#[test]
fn no_size_makes_it_fall_over() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    for (width, height) in [(1, 1), (2, 1), (1, 9), (300, 2), (3, 3)] {
        tui.resize(width, height);
        tui.send("=");
    }
    for step in 0..200 {
        tui.resize(20 + step % 50, 5 + step % 20);
    }
    tui.resize(60, 12);
    tui.wait_for("size: 60x12");
    tui.wait_for("keys: 5");
}

#[test]
fn an_idle_board_wakes_for_nothing() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send("=");
    tui.wait_for("keys: 1");
    std::thread::sleep(Duration::from_millis(400));
    let before = tui.wake_ups();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(tui.wake_ups() - before, 0);
}

// H77
#[test]
fn midnight_wakes_it_once() {
    let place = Place::new();
    let today = chrono::Utc::now().time().num_seconds_from_midnight();
    // A zone in which the day ends two seconds from now.
    let east = 86_397 - today;
    let zone = format!("TST-{}:{:02}:{:02}", east / 3600, east / 60 % 60, east % 60);
    let tui = place.start_with(&format!("TZ={zone} exec {}", place.command()));
    tui.wait_for("keys: 0");
    tui.wait_for("status: Midnight");
    assert!(tui.number_after("draws: ") <= 3, "{}", tui.text());
}

// P20 T12
#[test]
fn the_signals_that_end_it_save_restore_and_give_their_number() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let place = Place::new();
        let mut tui = place.start();
        tui.wait_for("keys: 0");
        tui.send("+");
        tui.wait_for("keys: 1");
        tui.signal(signal);
        assert_eq!((tui.exit_code(), place.plan().as_str()), (code, "1"), "{signal}");
        tui.assert_restored();
    }
}

// P20 T12
#[test]
fn a_panic_leaves_a_clean_terminal_and_names_a_rescue_file() {
    for key in ["p", "t"] {
        let place = Place::new();
        let mut tui = place.start();
        tui.wait_for("keys: 0");
        place.read_only(); // so that the newest plan is on the screen alone
        tui.send("m+++");
        tui.wait_for("status: the file is read-only");
        tui.wait_until("the mouse", Tui::is_mouse_taken);
        tui.send(key);
        assert_eq!(tui.exit_code(), 101, "{}", tui.text());
        tui.assert_restored();
        // What the terminal of this test does not follow is never asked for: kitty's keys, and to be told of the focus.
        assert!(["\u{1b}[>", "\u{1b}[?1004h", "\u{1b}[=1;"].iter().all(|it| !tui.raw().contains(it)), "{:?}", tui.raw());
        let text = tui.text().replace('\n', "");
        assert!(text.contains("handshake stopped because of a bug in it: boom␛"), "{text}");
        let [copy] = &place.rescued()[..] else { panic!("{:?}", place.rescued()) };
        assert!(text.contains(&copy.display().to_string()), "{text}");
        assert_eq!((fs::read_to_string(copy).unwrap().as_str(), place.plan().as_str()), ("3", "0"));
    }
}

// P20
#[test]
fn a_panic_of_the_text_itself_still_rescues_the_plan_as_a_listing() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    tui.send("m");
    tui.wait_until("the mouse", Tui::is_mouse_taken);
    tui.send("!");
    assert_eq!(tui.exit_code(), 101, "{}", tui.text());
    tui.assert_restored();
    let [copy] = &place.rescued()[..] else { panic!("{:?}", place.rescued()) };
    assert!(fs::read_to_string(copy).unwrap().contains("title: \"!\""));
}

#[test]
fn quitting_over_what_cannot_be_saved_says_where_the_work_is() {
    let place = Place::new();
    let mut tui = place.start();
    tui.wait_for("keys: 0");
    place.read_only();
    tui.send("+");
    tui.wait_for("status: the file is read-only");
    tui.send("q");
    assert_eq!(tui.exit_code(), 2);
    let text = tui.text().replace('\n', "");
    assert!(text.contains("plan.ron was not saved: the file is read-only; `chmod u+w` makes it writable"), "{text}");
    assert!(text.contains(&format!("the work is in {}", place.rescued()[0].display())), "{text}");
}

// P22
#[test]
fn ctrl_z_stops_it_and_fg_brings_the_whole_picture_back() {
    let place = Place::new();
    let mut tui = place.start_in_shell();
    tui.wait_for("keys: 0");
    tui.send("=");
    tui.wait_for("keys: 1");
    for _ in 0..2 {
        tui.send("\u{1a}");
        tui.wait_for("Stopped");
        assert!(!tui.is_alternate());
        tui.send("clear; echo $((40+2)) echoed\r");
        tui.wait_for("42 echoed");
        tui.send("fg\r");
        tui.wait_for("keys: 1");
        assert!(tui.is_alternate());
        tui.wait_for("paste:");
    }
    tui.send("=");
    tui.wait_for("keys: 2");
    tui.send("q");
    tui.wait_until("shell", |tui| !tui.is_alternate());
    tui.send("echo code $?\r");
    tui.wait_for("code 0");
}

#[test]
fn a_stop_from_outside_is_like_ctrl_z() {
    let place = Place::new();
    let mut tui = place.start_in_shell();
    tui.wait_for("keys: 0");
    place.signal("TSTP");
    tui.wait_for("Stopped");
    assert!(!tui.is_alternate());
    tui.send("fg\r");
    tui.wait_for("keys: 0");
    tui.send("=");
    tui.wait_for("keys: 1");
}

// H67 H68 P21 T11
#[test]
fn when_the_terminal_goes_away_it_saves_and_ends_within_a_second_though_no_signal_tells_it() {
    let place = Place::new();
    let code = place.folder().join("code");
    // The shell leads the session and ignores HUP; its child hears of the end from the terminal alone.
    let mut tui = place.start_with(&format!("trap '' HUP; {} ; echo $? > {}", place.command(), code.display()));
    tui.wait_for("keys: 0");
    tui.send("+");
    tui.wait_for("keys: 1");
    let gone = Instant::now();
    tui.hang_up();
    assert_eq!((wait_for_file(&code).trim(), place.plan().as_str()), ("129", "1"));
    assert!(gone.elapsed() < Duration::from_secs(1), "{:?}", gone.elapsed());
}

fn wait_for_file(path: &PathBuf) -> String {
    let started = Instant::now();
    loop {
        match fs::read_to_string(path) {
            Ok(text) if text.ends_with('\n') => return text,
            _ if started.elapsed() > Duration::from_secs(10) => panic!("no {} after 10 s", path.display()),
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

// H64 H66
#[test]
fn without_a_terminal_it_says_so_and_gives_2() {
    let place = Place::new();
    for (redirect, words) in [("< /dev/null", "standard input is not a terminal"), ("2>&1 | cat", "standard output is not a terminal")] {
        let tui = place.start_with(&format!("set -o pipefail; {} {redirect}; echo code $?", place.command()));
        tui.wait_for("code 2");
        assert!(tui.text().replace('\n', "").contains(words), "{}", tui.text());
        tui.assert_restored();
    }
    let tui = place.start_with(&format!("TERM=dumb {}; echo code $?", place.command()));
    tui.wait_for("code 2");
    assert!(tui.text().contains("TERM is `dumb`"), "{}", tui.text());
    assert!(!tui.raw().contains('\u{1b}'));
}
