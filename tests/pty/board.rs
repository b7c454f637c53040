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
    pub fn open(&self, width: u16, height: u16) -> Tui {
        self.open_with(width, height, &[])
    }
    pub fn open_with(&self, width: u16, height: u16, variables: &[(&str, &str)]) -> Tui {
        let tui = self.start(width, height, &[], variables);
        tui.wait_for("To do");
        tui
    }
    /// Starts the board with these arguments and variables, and does not wait for anything.
    pub fn start(&self, width: u16, height: u16, arguments: &[&str], variables: &[(&str, &str)]) -> Tui {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_handshake"));
        command.args(["--today", "2027-02-08"]);
        command.args(arguments);
        command.cwd(self.home.path());
        for (name, folder) in [("HOME", ""), ("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")] {
            command.env(name, self.home.path().join(folder));
        }
        for name in ["VISUAL", "EDITOR", "HANDSHAKE_CONFIG", "NO_COLOR", "COLORFGBG", "TMUX"] {
            command.env_remove(name);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        Tui::start(command, width, height)
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

/// As another person would: the plan has another title.
fn theirs(text: &str) -> String {
    let after = text.replacen("title: \"", "title: \"Theirs: ", 1);
    assert_ne!(after, text);
    after
}

// H56 P12 P15
#[test]
fn what_another_program_writes_shows_by_itself_in_words_and_the_next_change_keeps_both() {
    let board = Board::new();
    let mut tui = board.open(120, 35);
    tui.send("i");
    tui.wait_for("Capture to the noise");
    tui.send("Ring the cust");
    tui.wait_for("Ring the cust");
    fs::write(board.plan(), theirs(&board.text())).unwrap();
    tui.wait_for("Theirs: ");
    tui.wait_for("another program: ");
    tui.send("omer\r");
    tui.wait_until("both in the file", |_| board.text().contains("Ring the customer") && board.text().contains("Theirs: "));
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

// H04 H55 H57 P09 P14
#[test]
fn half_a_file_and_a_missing_one_change_nothing_on_the_board_and_are_not_written_over() {
    let board = Board::new();
    let mut tui = board.open(120, 35);
    let whole = board.text();
    fs::write(board.plan(), &whole[..whole.len() / 2]).unwrap();
    tui.wait_for(" problem");
    tui.wait_for("To do");
    tui.send("iRing the customer\r");
    tui.wait_for("nothing is changed until it is mended");
    assert_eq!(board.text(), whole[..whole.len() / 2]);
    fs::write(board.plan(), theirs(&whole)).unwrap();
    tui.wait_for("Theirs: ");
    fs::remove_file(board.plan()).unwrap();
    tui.wait_for("the file is gone");
    assert!(!board.plan().exists());
    fs::write(board.plan(), &whole).unwrap();
    tui.wait_until("the old title", |tui| !tui.text().contains("Theirs: "));
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text()), (0, whole));
}

/// How many bytes the program has sent, once it sends no more: the end of a frame may still be on its way.
fn settled(tui: &Tui) -> usize {
    let mut before = 0;
    while tui.raw().len() != before {
        before = tui.raw().len();
        std::thread::sleep(std::time::Duration::from_millis(400));
    }
    before
}

#[test]
fn from_the_curtains_key_to_its_return_the_terminal_gets_nothing_of_the_delivery_plan() {
    let board = Board::new();
    fs::write(board.plan(), include_str!("../hostile/39-leak-canaries.ron")).unwrap();
    let mut tui = board.open(120, 35);
    tui.wait_for("CANARY");
    let before = settled(&tui);
    tui.send("C");
    tui.wait_until("the curtain", |tui| !tui.text().contains("To do"));
    // What is pressed while the customer looks on, and what another program writes meanwhile, stays behind it.
    tui.send("\ta:!sxjL\u{1b}");
    fs::write(board.plan(), theirs(&board.text())).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    tui.resize(100, 30);
    tui.wait_for("Provide dataset");
    std::thread::sleep(std::time::Duration::from_millis(200));
    let behind = tui.raw()[before..].to_lowercase();
    assert!(behind.contains("dataset"), "the customer plan is what is sent");
    // Spaces are not sent where a cell is blank already, so words with one are looked for on the screen.
    let shown = tui.text().to_lowercase();
    for secret in ["canary", "31337", "31338", "31,337", "31,338", "7331", "7332", "july", "october", "december", "saved", "\u{7}"] {
        assert!(!behind.contains(secret) && !shown.contains(secret), "{secret}: {behind}");
    }
    assert!(!shown.contains("to do") && !shown.contains("on disk"), "{shown}");
    tui.send("CC");
    tui.wait_for("CANARY");
}

// H54 P05
#[test]
fn a_save_that_cannot_succeed_offers_another_name() {
    use std::os::unix::fs::PermissionsExt;
    let board = Board::new();
    let mut tui = board.open(120, 35);
    fs::set_permissions(board.plan(), fs::Permissions::from_mode(0o444)).unwrap();
    tui.send("iRing the customer\r");
    tui.wait_for("not saved: the file is read-only");
    tui.send("q");
    tui.wait_for("quit again to leave them in the rescue copy");
    tui.send("\u{13}elsewhere.ron\r");
    tui.wait_for("the plan is elsewhere.ron from now on");
    let text = |name: &str| fs::read_to_string(board.home.path().join(name)).unwrap();
    tui.wait_until("it there", |_| text("elsewhere.ron").contains("Ring the customer"));
    tui.send("iAnd another\r");
    tui.wait_until("the next there", |_| text("elsewhere.ron").contains("And another"));
    tui.send("q");
    assert_eq!((tui.exit_code(), board.text().as_str()), (0, handshake::example::DEMO));
}

/// Calls by which a program runs another one, speaks to the world, or leaves something behind.
const REACHING: &str = "trace=network,?execve,?execveat,openat,?open,?creat,?rename,renameat,renameat2,?unlink,unlinkat,?rmdir,?mkdir,\
    mkdirat,?link,linkat,?symlink,symlinkat,truncate,?chmod,fchmodat,?chown,fchownat,?mknod,mknodat,setxattr,?utimensat";

/// The path that such a call makes, changes or takes away; none of one that only looks, or that failed.
fn written(call: &str) -> Option<PathBuf> {
    let name = call.split_whitespace().nth(1)?.split('(').next()?;
    let is_opening = ["open", "openat"].contains(&name);
    let is_writing = !is_opening || ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|it| call.contains(it));
    let is_file = is_opening
        || ["rename", "unlink", "mkdir", "link", "mknod", "rmdir", "chmod", "chown", "creat", "truncate", "xattr", "utime"]
            .iter()
            .any(|it| name.contains(it));
    if !is_file || !is_writing || call.contains(" = -1 ") {
        return None;
    }
    // With -y a folder stands by its path: openat(AT_FDCWD</home/me>, "plan.ron", …
    let folder = call.split_once('<').filter(|(before, _)| !before.contains('"')).and_then(|(_, rest)| rest.split('>').next());
    let path = call.split('"').skip(1).step_by(2).last()?;
    Some(Path::new(folder.unwrap_or_default()).join(path))
}

// P26
#[test]
#[ignore = "needs strace; .ci/run runs it"]
fn a_full_session_runs_no_program_makes_no_network_socket_and_writes_beside_the_plan_and_in_its_state_folder_alone() {
    let board = Board::new();
    let home = tempfile::tempdir().unwrap();
    let log = home.path().join("log");
    let mut command = CommandBuilder::new("strace");
    command.args(["-f", "-y", "-e", REACHING, "-o", log.to_str().unwrap(), env!("CARGO_BIN_EXE_handshake")]);
    command.cwd(board.home.path());
    command.env("HOME", home.path());
    for name in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "HANDSHAKE_CONFIG", "VISUAL", "EDITOR"] {
        command.env_remove(name);
    }
    let mut tui = Tui::start(command, 120, 35);
    tui.wait_for("To do");
    tui.send("iRing the customer\r");
    tui.wait_until("the task in the file", |_| board.text().contains("Ring the customer"));
    fs::write(board.plan(), theirs(&board.text())).unwrap();
    tui.wait_for("another program: ");
    tui.send("?\u{1b}");
    tui.send("jjwq");
    std::thread::sleep(std::time::Duration::from_millis(300));
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
    let calls = fs::read_to_string(&log).unwrap();
    assert!(calls.contains("exited with 0"), "strace saw the end: {calls}");
    // A signal wakes the loop through a pair of sockets within the process: an empty `sendto` without an address is no network.
    let is_wake_up = |call: &str| call.contains(", \"\", 0, MSG_DONTWAIT, NULL, 0)");
    let is_network = |call: &str| ["AF_INET", "connect(", "sendto("].iter().any(|it| call.contains(it)) && !is_wake_up(call);
    let sockets: Vec<&str> = calls.lines().filter(|call| is_network(call)).collect();
    println!("network calls: {sockets:?}");
    assert!(sockets.is_empty(), "{sockets:?}");
    let programs: Vec<&str> = calls.lines().filter(|call| call.contains(" execve")).collect();
    assert!(matches!(programs[..], [_]), "only itself: {programs:?}");
    let state = home.path().join(".local/state/handshake");
    let is_allowed = |it: &Path| {
        it.starts_with(board.folder()) || it.starts_with(&state) || state.starts_with(it) || it == "/dev/tty" || it == "/dev/null"
    };
    let paths: std::collections::BTreeSet<PathBuf> = calls.lines().filter_map(written).collect();
    println!("written: {paths:#?}");
    assert!(paths.iter().all(|it| is_allowed(it)), "{paths:#?}");
    assert!(paths.iter().any(|it| it.starts_with(board.folder())) && paths.iter().any(|it| it.starts_with(&state)), "{paths:#?}");
    let beside: Vec<_> = fs::read_dir(board.folder()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(beside, ["plan.ron"], "nothing stays beside it");
}

// H54
#[test]
fn a_folder_that_goes_and_comes_back_loses_nothing() {
    let board = Board::new();
    let folder = board.home.path().join("project");
    fs::create_dir(&folder).unwrap();
    fs::rename(board.plan(), folder.join("plan.ron")).unwrap();
    std::os::unix::fs::symlink("project/plan.ron", board.plan()).unwrap();
    let mut tui = board.open(120, 35);
    fs::rename(&folder, board.home.path().join("away")).unwrap();
    tui.wait_for("not saved: it is a link to");
    tui.send("iRing the customer\r");
    tui.wait_for("added Ring the customer");
    fs::rename(board.home.path().join("away"), &folder).unwrap();
    tui.send("R");
    tui.wait_until("the work in the file", |_| folder.join("plan.ron").exists() && board.text().contains("Ring the customer"));
    assert!(board.plan().is_symlink());
    tui.send("q");
    assert_eq!(tui.exit_code(), 0);
}

#[test]
fn two_boards_on_one_file_see_each_others_work() {
    let board = Board::new();
    let (mut one, mut other) = (board.open(120, 35), board.open(120, 35));
    one.send("iRing the customer\r");
    other.wait_for("another handshake: added Ring the customer");
    other.send("iWrite the minutes\r");
    one.wait_for("another handshake: added Write the minutes");
    for tui in [&mut one, &mut other] {
        tui.send("q");
        assert_eq!(tui.exit_code(), 0);
    }
    assert!(board.text().contains("Ring the customer") && board.text().contains("Write the minutes"));
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
