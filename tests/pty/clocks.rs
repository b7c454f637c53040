//! The clock and the zone of a machine change under the open board, and the machine sleeps. No test may do that to the machine it is
//! on: `.ci/clocks` boots one for these alone, a Linux within a process, and on any other they refuse to begin.

use super::{board::Board, tui::Tui};
use portable_pty::CommandBuilder;
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// A machine whose clock may be set.
struct Machine;

impl Machine {
    /// This one, in this zone, its clock at this time there.
    fn at(zone: &str, time: &str) -> Machine {
        let is_mine = fs::read_to_string("/proc/cpuinfo").unwrap().contains("User Mode Linux");
        assert!(is_mine, "this test sets the clock of its machine: run .ci/clocks");
        let machine = Machine;
        machine.zone(zone);
        machine.set(time);
        machine
    }
    fn set(&self, time: &str) {
        assert!(Command::new("date").args(["-s", time]).stdout(Stdio::null()).status().unwrap().success());
    }
    fn set_twice(&self, time: &str, again: &str) {
        let line = format!("date -s '{time}'; date -s '{again}'");
        assert!(Command::new("bash").args(["-c", &line]).stdout(Stdio::null()).status().unwrap().success());
    }
    /// As `timedatectl set-timezone` does it.
    fn zone(&self, zone: &str) {
        let _ = fs::remove_file("/etc/.localtime");
        std::os::unix::fs::symlink(Path::new("/usr/share/zoneinfo").join(zone), "/etc/.localtime").unwrap();
        fs::rename("/etc/.localtime", "/etc/localtime").unwrap();
    }
    /// Every program is frozen, the clocks stand; then all go on, some hours later.
    fn sleep_until(&self, time: &str) {
        fs::write("/sys/power/state", "mem").unwrap();
        self.set(time);
    }
}

/// The board on the machine's own clock.
fn open(board: &Board) -> Tui {
    open_with(board, "false")
}

fn open_with(board: &Board, editor: &str) -> Tui {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_handshake"));
    command.cwd(board.folder());
    for (name, folder) in [("HOME", ""), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")] {
        command.env(name, board.folder().join(folder));
    }
    command.env("EDITOR", editor);
    command.env_remove("VISUAL");
    command.env_remove("TZ");
    Tui::start(command, 160, 48)
}

/// The dates in a plan's text.
fn dates(text: &str) -> BTreeSet<&str> {
    let words = text.split('"').filter(|it| it.len() == 10 && it.as_bytes()[4] == b'-' && it.as_bytes()[7] == b'-');
    words.filter(|it| it.chars().filter(char::is_ascii_digit).count() == 8).collect()
}

/// Those that are not in the example.
fn written(text: &str) -> Vec<String> {
    dates(text).difference(&dates(handshake::example::DEMO)).map(ToString::to_string).collect()
}

/// How many seconds the alarm of the program still waits.
fn alarm(tui: &Tui) -> Option<i64> {
    let files = fs::read_dir(format!("/proc/{}/fdinfo", tui.process())).unwrap().flatten();
    let texts = files.filter_map(|it| fs::read_to_string(it.path()).ok());
    let mut left = texts.filter_map(|it| it.split("it_value: (").nth(1)?.split(',').next()?.trim().parse().ok());
    left.next()
}

// H76 H77 P31
#[test]
#[ignore = "sets the clock: .ci/clocks runs it"]
fn whatever_the_clock_is_set_to_the_board_follows_saves_and_writes_no_day_but_that_one() {
    let machine = Machine::at("UTC", "2027-02-08 12:00:00");
    let board = Board::new();
    let mut tui = open(&board);
    tui.wait_for("Mon 8 Feb 2027");
    let mut days = BTreeSet::new();
    for (time, shown) in [
        ("2026-02-08 12:00:00", "Sun 8 Feb 2026"),
        ("2027-02-09 08:00:00", "Tue 9 Feb 2027"),
        ("2127-02-09 08:00:00", "Sun 9 Feb 2127"),
        ("2027-02-10 08:00:00", "Wed 10 Feb 2027"),
        // A machine that has lost its clock altogether.
        ("1970-01-02 00:00:01", "Fri 2 Jan 1970"),
        ("2027-02-11 08:00:00", "Thu 11 Feb 2027"),
    ] {
        machine.set(time);
        tui.wait_for(shown); // nobody pressed a key
        let day = &time[..10];
        days.insert(day.to_string());
        let title = format!("Ring on {day}");
        tui.send(&format!("i{title}\r"));
        tui.wait_until("the task in the file", |_| board.text().contains(&title));
        assert_eq!(written(&board.text()), days.iter().cloned().collect::<Vec<_>>());
        if day == "2127-02-09" {
            tui.send("/penetration\r");
            tui.wait_for("► Penetration test");
            tui.send("L");
            tui.wait_until("its day in the file", |_| board.text().contains("entered: \"2127-02-09\""));
        }
    }
    tui.send("/penetration\r");
    tui.wait_for("► Penetration test");
    let text = tui.text();
    for never in ["day -", "day 0", "◷-", "◶-"] {
        assert!(!text.contains(never), "{never}: {text}");
    }
    std::thread::sleep(std::time::Duration::from_millis(600));
    let before = tui.wake_ups();
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(tui.wake_ups() - before, 0, "an idle board wakes for nothing");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

// H76
#[test]
#[ignore = "sets the clock: .ci/clocks runs it"]
fn a_clock_that_is_set_twice_at_once_as_after_a_sleep_is_followed_to_the_end() {
    let machine = Machine::at("UTC", "2027-02-08 12:00:00");
    let board = Board::new();
    let mut tui = open(&board);
    tui.wait_for("Mon 8 Feb 2027");
    for round in 0..20 {
        let [wrong, right] = if round % 2 == 0 { [10, 9] } else { [7, 8] };
        machine.set_twice(&format!("2027-02-{wrong:02} 12:00:00"), &format!("2027-02-{right:02} 12:00:00"));
        tui.wait_for(&format!("{right} Feb 2027"));
    }
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

// H77 P31
#[test]
#[ignore = "sets the clock: .ci/clocks runs it"]
fn midnight_is_followed_on_a_leap_day_and_where_it_does_not_exist() {
    for (zone, time, shown) in [
        ("UTC", "2028-02-28 23:59:57", "Tue 29 Feb 2028"),
        ("UTC", "2028-02-29 23:59:57", "Wed 1 Mar 2028"),
        // Summer time begins at midnight: after 23:59:59 comes 01:00.
        ("America/Santiago", "2027-09-04 23:59:57", "Sun 5 Sep 2027"),
        ("Asia/Kathmandu", "2027-12-31 23:59:57", "Sat 1 Jan 2028"),
    ] {
        let _machine = Machine::at(zone, time);
        let board = Board::new();
        let mut tui = open(&board);
        tui.wait_for("To do");
        tui.wait_for(shown);
        tui.send("q");
        assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
    }
}

// H77
#[test]
#[ignore = "sets the clock: .ci/clocks runs it"]
fn a_day_of_23_hours_and_one_of_25_end_when_they_end() {
    for (time, hours) in [("2027-03-28 00:30:00", 22), ("2027-10-31 00:30:00", 24), ("2027-06-01 00:30:00", 23)] {
        let _machine = Machine::at("Europe/Berlin", time);
        let board = Board::new();
        let tui = open(&board);
        tui.wait_for("To do");
        let most = hours * 3600 + 1800;
        tui.wait_until("an alarm", |tui| alarm(tui).is_some());
        let left = alarm(&tui).unwrap();
        assert!((most - 30..=most).contains(&left), "{time}: {left} s, not {most}");
    }
}

// H76
#[test]
#[ignore = "puts the machine to sleep: .ci/clocks runs it"]
fn a_night_of_sleep_ends_on_the_next_day_with_what_was_typed() {
    let machine = Machine::at("Europe/Berlin", "2027-02-08 22:00:00");
    let board = Board::new();
    let mut tui = open(&board);
    tui.wait_for("Mon 8 Feb 2027");
    tui.send("i");
    tui.wait_for("Capture to the noise");
    tui.send("Ring the cust");
    tui.wait_for("Ring the cust");
    machine.sleep_until("2027-02-09 07:30:00");
    tui.wait_for("Tue 9 Feb 2027");
    tui.send("omer\r");
    tui.wait_until("the task in the file", |_| board.text().contains("Ring the customer"));
    assert_eq!(written(&board.text()), ["2027-02-09"]);
    machine.sleep_until("2027-02-10 07:30:00");
    tui.wait_for("Wed 10 Feb 2027");
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

// H76
#[test]
#[ignore = "sets the clock: .ci/clocks runs it"]
fn an_editor_left_open_over_midnight_gives_back_a_board_of_the_next_day() {
    let machine = Machine::at("UTC", "2027-02-08 18:00:00");
    let board = Board::new();
    let mut tui = open_with(&board, "bash -c 'echo EDITING; until [ -e done ]; do sleep 0.05; done'");
    tui.wait_for("Mon 8 Feb 2027");
    tui.send("E");
    tui.wait_for("EDITING");
    machine.set("2027-02-09 08:00:00");
    fs::write(board.folder().join("done"), "").unwrap();
    tui.wait_for("Tue 9 Feb 2027");
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
}

// H77 P31
#[test]
#[ignore = "sets the zone: .ci/clocks runs it"]
fn a_journey_to_another_zone_changes_today_and_no_date_in_the_file() {
    let machine = Machine::at("UTC", "2027-02-08 23:30:00");
    let board = Board::new();
    let mut tui = open(&board);
    tui.wait_for("Mon 8 Feb 2027");
    for (zone, shown) in
        [("Europe/Berlin", "Tue 9 Feb 2027"), ("America/New_York", "Mon 8 Feb 2027"), ("Pacific/Kiritimati", "Tue 9 Feb 2027")]
    {
        tui.send("j"); // somebody works just now
        machine.zone(zone);
        tui.wait_for(shown);
    }
    assert_eq!(board.text(), handshake::example::DEMO);
    tui.send("iRing the customer\r");
    tui.wait_until("the task in the file", |_| board.text().contains("Ring the customer"));
    assert_eq!(written(&board.text()), ["2027-02-09"]);
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}
