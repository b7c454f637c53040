//! A program on a pty, for tests: keys go in, the screen comes out as text.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    fs,
    io::{Read, Write},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(15);
const STEP: Duration = Duration::from_millis(2);

#[derive(Default)]
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
}

/// A running program with its terminal.
pub struct Tui {
    seen: Arc<Mutex<Seen>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    modes_before: String,
    is_closing: Arc<AtomicBool>,
    eye: Option<JoinHandle<()>>,
}

impl Tui {
    /// Starts a command on a terminal of so many columns and rows.
    pub fn start(mut command: CommandBuilder, width: u16, height: u16) -> Self {
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        for (name, value) in [("TERM", "xterm-256color"), ("RUST_BACKTRACE", "0"), ("LC_ALL", "C.UTF-8")] {
            // What a test says of its terminal counts.
            if name != "TERM" || command.get_env("TERM").is_none_or(|term| term != "linux") {
                command.env(name, value);
            }
        }
        let modes_before = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Arc::new(Mutex::new(Seen { parser: vt100::Parser::new(nonzero(height), nonzero(width), 0), raw: Vec::new() }));
        let is_closing = Arc::new(AtomicBool::new(false));
        let eye = watch(pair.master.try_clone_reader().unwrap(), seen.clone(), is_closing.clone());
        let keys = Some(pair.master.take_writer().unwrap());
        Tui { seen, keys, child, master: Some(pair.master), modes_before, is_closing, eye: Some(eye) }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        let out = self.keys.as_mut().unwrap();
        out.write_all(keys.as_bytes()).unwrap();
        out.flush().unwrap();
    }

    /// Presses the left button on the first cell of these words, and lets it go there.
    pub fn click(&mut self, words: &str) {
        let (x, y) = self.cell_of(words);
        self.send(&format!("{}{}", pressed(x, y), released(x, y)));
    }

    /// Drags from these words to those, in three steps.
    pub fn drag(&mut self, from: &str, (to_x, to_y): (u16, u16)) {
        let (x, y) = self.cell_of(from);
        self.send(&pressed(x, y));
        self.send(&format!("{}{}", dragged(x + 1, y), dragged(to_x, to_y)));
    }

    pub fn release(&mut self, (x, y): (u16, u16)) {
        self.send(&released(x, y));
    }

    /// Turns the wheel over these words; up is 64, down is 65.
    pub fn wheel(&mut self, button: u8, words: &str) {
        let (x, y) = self.cell_of(words);
        self.send(&format!("\u{1b}[<{button};{};{}M", x + 1, y + 1));
    }

    /// The first cell of these words; panics with the screen when they are not there.
    pub fn cell_of(&self, words: &str) -> (u16, u16) {
        self.wait_for(words);
        let text = self.text();
        let lines = text.lines().enumerate();
        let found = lines.filter_map(|(y, line)| Some((line[..line.find(words)?].chars().count() as u16, y as u16))).next();
        found.unwrap_or_else(|| panic!("no {words:?} in one line of:\n{text}"))
    }

    /// Whether the terminal tells the program of the mouse.
    pub fn is_mouse_taken(&self) -> bool {
        self.seen.lock().unwrap().parser.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// What the screen shows, trailing spaces cut.
    pub fn text(&self) -> String {
        self.seen.lock().unwrap().parser.screen().contents()
    }

    /// All bytes the program ever sent.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap().raw).into_owned()
    }

    /// Returns when the screen shows this text; panics with the screen when it never does.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |tui| tui.text().contains(text));
    }

    /// Returns when it is so; panics with the screen when it never is.
    pub fn wait_until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !is_so(self) {
            assert!(started.elapsed() < PATIENCE, "no {what} on:\n{}", self.text());
            thread::sleep(STEP);
        }
    }

    /// Returns when the screen is the one of this picture, line by line; panics with both when it never is.
    /// With `INSTA_UPDATE=always` the picture is made anew, once the screen has stood still for a while.
    pub fn wait_for_picture(&self, name: &str) {
        let path = format!("{}/tests/pty/screens/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        if std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
            fs::write(&path, self.settled()).unwrap();
        }
        let picture = fs::read_to_string(&path).unwrap_or_default();
        self.wait_until(&format!("{name}:\n{picture}\nbut"), |tui| tui.lines() == picture);
    }

    /// The screen, each line without its trailing spaces.
    fn lines(&self) -> String {
        self.text().lines().map(|line| line.trim_end().to_string() + "\n").collect()
    }

    fn settled(&self) -> String {
        let mut before = String::new();
        while before != self.lines() || before.contains("saving…") {
            before = self.lines();
            thread::sleep(Duration::from_millis(700));
        }
        before
    }

    /// The number right after this label on the screen.
    pub fn number_after(&self, label: &str) -> u64 {
        let text = self.text();
        let after = text.split(label).nth(1).unwrap_or_else(|| panic!("no {label:?} on:\n{text}"));
        after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.seen.lock().unwrap().parser.screen_mut().set_size(nonzero(height), nonzero(width));
        self.master.as_ref().unwrap().resize(size(width, height)).unwrap();
    }

    /// The terminal says it has this size; what is seen of it stays as it is.
    pub fn claim(&mut self, width: u16, height: u16) {
        self.master.as_ref().unwrap().resize(size(width, height)).unwrap();
    }

    /// Where this stands, row by row.
    pub fn columns_of(&self, text: &str) -> Vec<u16> {
        let seen = self.seen.lock().unwrap();
        let screen = seen.parser.screen();
        let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        cells.filter(|(row, column)| screen.cell(*row, *column).is_some_and(|it| it.contents() == text)).map(|(_, column)| column).collect()
    }

    /// The most memory the program ever had in hand.
    pub fn memory_peak_kb(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.process_id().unwrap())).unwrap();
        let line = status.lines().find(|it| it.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Waits for the end; gives the exit code.
    pub fn exit_code(&mut self) -> u32 {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.eye.take().map(JoinHandle::join); // all it said is on the screen now
                return status.exit_code();
            }
            assert!(started.elapsed() < PATIENCE, "still running, with:\n{}", self.text());
            thread::sleep(STEP);
        }
    }

    /// The number of the program's process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal by its name, like `TERM`.
    pub fn signal(&self, name: &str) {
        let process = self.process().to_string();
        assert!(Command::new("kill").args(["-s", name, &process]).status().unwrap().success());
    }

    /// Closes the terminal under the program.
    pub fn hang_up(&mut self) {
        self.is_closing.store(true, Ordering::SeqCst);
        // The thread that watches holds the terminal too: a new size makes the program draw, and lets it see that it should go.
        self.master.as_ref().unwrap().resize(size(33, 7)).unwrap();
        self.eye.take().map(JoinHandle::join);
        self.keys = None;
        self.master = None;
    }

    /// Whether the screen is the one that programs draw on, not the shell's.
    pub fn is_alternate(&self) -> bool {
        self.seen.lock().unwrap().parser.screen().alternate_screen()
    }

    /// The terminal is as it was before the program: screen, cursor, paste, mouse and line modes.
    pub fn assert_restored(&self) {
        let seen = self.seen.lock().unwrap();
        let screen = seen.parser.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(modes(&**self.master.as_ref().unwrap()), self.modes_before);
    }

    /// How often the threads of the program have woken up or been switched until now.
    pub fn wake_ups(&self) -> u64 {
        let process = self.child.process_id().unwrap();
        let threads = fs::read_dir(format!("/proc/{process}/task")).unwrap();
        let switches = |thread: fs::DirEntry| -> u64 {
            let status = fs::read_to_string(thread.path().join("status")).unwrap();
            let counts = status.lines().filter(|it| it.contains("ctxt_switches:"));
            counts.map(|it| it.split_whitespace().last().unwrap().parse::<u64>().unwrap()).sum()
        };
        threads.map(|it| switches(it.unwrap())).sum()
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn watch(mut terminal: Box<dyn Read + Send>, seen: Arc<Mutex<Seen>>, is_closing: Arc<AtomicBool>) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = terminal.read(&mut bytes) {
            let mut seen = seen.lock().unwrap();
            seen.parser.process(&bytes[..count]);
            seen.raw.extend_from_slice(&bytes[..count]);
            if is_closing.load(Ordering::SeqCst) {
                return;
            }
        }
    })
}

// The pointer as xterm tells it (SGR 1006): cells are counted from one.
fn pressed(x: u16, y: u16) -> String {
    format!("\u{1b}[<0;{};{}M", x + 1, y + 1)
}
fn dragged(x: u16, y: u16) -> String {
    format!("\u{1b}[<32;{};{}M", x + 1, y + 1)
}
fn released(x: u16, y: u16) -> String {
    format!("\u{1b}[<0;{};{}m", x + 1, y + 1)
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

fn nonzero(cells: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(cells).expect("a terminal has cells")
}

/// The line modes (echo, canonical, signals), printed so that they can be compared.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
