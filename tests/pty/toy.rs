//! A program that counts keys, on the shell's real loop. The test binary starts itself again to run it on a pty.

use super::tui::Tui;
use chrono::NaiveDate;
use handshake::{
    desk::{Effect, Event, Key, Written},
    paint::{Canvas, Style},
    plan::{Plan, Problem},
    shell::{Bytes, Clock, Opened, Program, Text, run},
    view::{Ink, Line, Piece, Screen, Tone, Weight},
};
use portable_pty::CommandBuilder;
use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{self, Command},
    sync::Arc,
};

/// Set for the toy: the plan it opens.
const PLAN_VARIABLE: &str = "HANDSHAKE_TOY_PLAN";

/// A text of one line, the plan's title.
struct Title(Arc<Plan>);

impl Text for Title {
    fn open(bytes: Bytes) -> Result<Self, Vec<Problem>> {
        Ok(Title(titled(String::from_utf8_lossy(&bytes).into_owned())))
    }
    fn plan(&self) -> &Arc<Plan> {
        &self.0
    }
    fn change(&mut self, plan: &Arc<Plan>) -> Result<Bytes, String> {
        assert_ne!(plan.title, "!", "a text that cannot be made");
        self.0 = plan.clone();
        Ok(plan.title.clone().into_bytes().into())
    }
}

fn titled(title: String) -> Arc<Plan> {
    Arc::new(Plan { title, ..Plan::default() })
}

#[derive(Default)]
struct Toy {
    keys: u64,
    draws: u64,
    size: String,
    status: String,
    pasted: String,
    bytes: usize,
    mouse: bool,
}

impl Program for Toy {
    fn wants_mouse(&self) -> bool {
        self.mouse
    }
    fn event(&mut self, event: Event, _today: NaiveDate) -> Vec<Effect> {
        match event {
            Event::Key(chord) => return self.key(chord.key),
            Event::Paste(text) => {
                self.bytes += text.len();
                self.pasted = format!("{text:.100?}");
            }
            Event::Said(Err(words)) => self.status = words,
            Event::Resized(size) => self.size = format!("{}x{}", size.width, size.height),
            Event::Written(Written::Saved(plan)) => self.status = format!("saved {}", plan.title),
            Event::Written(Written::Failed { what, .. }) => self.status = what,
            other => self.status = format!("{other:?}"),
        }
        Vec::new()
    }
    fn draw(&mut self, canvas: &mut Canvas, _today: NaiveDate) {
        self.draws += 1;
        let Toy { keys, draws, size, status, pasted, bytes, mouse: _ } = self;
        let text = format!(
            "keys: {keys} \ndraws: {draws} \nsize: {size} \nstatus: {status}\nbytes: {bytes} \npaste: {pasted}\n日本 👨\u{200d}👩\u{200d}👧"
        );
        let (width, height) = self.size.split_once('x').map_or((0, 0), |(width, height)| (width.parse().unwrap(), height.parse().unwrap()));
        let mut screen = Screen::new(width, height);
        let line = |text: &str| Line { left: vec![Ink::new(text, Tone::Plain, Weight::Plain)], ..Line::default() };
        screen.pieces = text.lines().zip(0..).map(|(text, y)| Piece { x: 0, y, width, line: line(text) }).collect();
        canvas.show(screen, &Style::default());
    }
}

impl Toy {
    fn key(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Char('+') => {
                self.keys += 1;
                return vec![Effect::Write(titled(self.keys.to_string()))];
            }
            Key::Char('=') => self.keys += 1,
            Key::Char('!') => return vec![Effect::Write(titled("!".into()))],
            Key::Char('p') => panic!("boom\u{1b}[31m"),
            Key::Char('t') => drop(std::thread::spawn(|| panic!("boom\u{1b}[31m"))),
            Key::Char('m') => self.mouse = true,
            Key::Char('q') => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }
}

#[test]
#[ignore = "started on a pty by the other tests"]
fn toy_program() {
    let Some(plan) = env::var_os(PLAN_VARIABLE) else { return };
    fs::write(Path::new(&plan).with_file_name("pid"), process::id().to_string()).unwrap();
    let opened = Opened::<Title>::read(Path::new(&plan)).unwrap();
    let ending = run(&mut Toy::default(), opened, Clock::System);
    let code = ending.code;
    ending.told();
    process::exit(code.into());
}

/// A folder with a plan in it, and a home of its own.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        fs::write(place.path(), "0").unwrap();
        place
    }
    pub fn folder(&self) -> &Path {
        self.0.path()
    }
    fn path(&self) -> PathBuf {
        self.folder().join("plan.ron")
    }
    pub fn plan(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }
    pub fn read_only(&self) {
        fs::set_permissions(self.path(), fs::Permissions::from_mode(0o444)).unwrap();
    }
    pub fn rescued(&self) -> Vec<PathBuf> {
        let Ok(folder) = fs::read_dir(self.folder().join("state/handshake/rescue")) else { return Vec::new() };
        folder.map(|it| it.unwrap().path()).collect()
    }
    /// Sends a signal to the toy itself, wherever a shell started it.
    pub fn signal(&self, name: &str) {
        let pid = fs::read_to_string(self.folder().join("pid")).unwrap();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }
    /// The command line that runs the toy.
    pub fn command(&self) -> String {
        format!("{} --exact toy::toy_program --ignored --nocapture -q", env::current_exe().unwrap().display())
    }
    pub fn start(&self) -> Tui {
        self.start_with(&format!("exec {}", self.command()))
    }
    /// Runs a line of shell.
    pub fn start_with(&self, line: &str) -> Tui {
        self.started(&["-c", line])
    }
    /// A shell with job control, its prompt `PROMPT>`.
    pub fn shell(&self) -> Tui {
        let tui = self.started(&["--norc", "--noprofile", "-i"]);
        tui.wait_for("PROMPT>");
        tui
    }
    /// Starts the toy from a shell with job control; says `code N` when it ended.
    pub fn start_in_shell(&self) -> Tui {
        let mut tui = self.shell();
        tui.send(&format!("{}; echo code $?\r", self.command()));
        tui
    }
    fn started(&self, arguments: &[&str]) -> Tui {
        let mut command = CommandBuilder::new("bash");
        command.args(arguments);
        command.env(PLAN_VARIABLE, self.path());
        command.env("XDG_STATE_HOME", self.folder().join("state"));
        command.env("PS1", "PROMPT> ");
        Tui::start(command, 60, 12)
    }
}
