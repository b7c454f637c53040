//! A program on a terminal of 160x48, driven by keys and looked at from outside: bytes and the moments they come.

#![allow(dead_code)] // each bench uses what it needs
#![allow(clippy::disallowed_methods)] // it makes the plan and asks Linux

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// So long nothing comes after a picture is whole.
pub const QUIET: Duration = Duration::from_millis(12);
/// Nothing takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Driven {
    keys: Box<dyn Write + Send>,
    seen: Receiver<(Instant, usize)>,
    child: Box<dyn Child + Send + Sync>,
    begun: Instant,
    _master: Box<dyn MasterPty + Send>,
}

/// What came: when the last of it did, and how much it was.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    pub after: Duration,
    pub bytes: usize,
}

impl Driven {
    pub fn start(program: &[&str], home: &Path) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 48, cols: 160, pixel_width: 0, pixel_height: 0 }).expect("a terminal");
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        for name in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, home);
        }
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let (tell, seen) = mpsc::channel();
        let mut reader = pair.master.try_clone_reader().expect("its screen");
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || tell.send((Instant::now(), count)).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("its keyboard");
        Driven { keys, seen, child, begun, _master: pair.master }
    }

    /// What the program shows first.
    pub fn first_screen(&mut self) -> Heard {
        let begun = self.begun;
        self.hear(begun)
    }

    pub fn press(&mut self, keys: &str) -> Heard {
        let pressed = Instant::now();
        self.keys.write_all(keys.as_bytes()).expect("it takes keys");
        self.hear(pressed)
    }

    /// Waits for the first bytes, then for quiet.
    fn hear(&mut self, since: Instant) -> Heard {
        let (mut last, mut bytes) = self.seen.recv_timeout(PATIENCE).expect("it answers");
        loop {
            match self.seen.recv_timeout(QUIET) {
                Ok((at, count)) => (last, bytes) = (at, bytes + count),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Heard { after: last - since, bytes },
            }
        }
    }

    /// What comes though nothing is pressed.
    pub fn rest(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut bytes = 0;
        while let Ok((_, count)) = self.seen.recv_timeout(end.saturating_duration_since(Instant::now())) {
            bytes += count;
        }
        bytes
    }

    /// In KiB, what it has of the memory, shared pages in part.
    pub fn memory(&self) -> u64 {
        let said = fs::read_to_string(self.proc().join("smaps_rollup")).expect("Linux says");
        let line = said.lines().find(|line| line.starts_with("Pss:")).expect("the share");
        line.split_whitespace().nth(1).and_then(|it| it.parse().ok()).expect("a number")
    }

    /// How often any of its threads was woken.
    pub fn wake_ups(&self) -> u64 {
        let threads = fs::read_dir(self.proc().join("task")).expect("Linux says").flatten();
        let woken = threads.filter_map(|thread| {
            let said = fs::read_to_string(thread.path().join("status")).ok()?;
            said.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")?.trim().parse::<u64>().ok())
        });
        woken.sum()
    }

    fn proc(&self) -> PathBuf {
        PathBuf::from(format!("/proc/{}", self.child.process_id().expect("it runs")))
    }

    pub fn quit(mut self) -> Duration {
        let pressed = Instant::now();
        self.keys.write_all(b"q").expect("it takes keys");
        self.child.wait().expect("it ends");
        pressed.elapsed()
    }
}

/// A plan of so many cards, 50 an outcome, in a folder of its own.
pub fn plan(cards: usize, folder: &Path) -> PathBuf {
    const WORDS: [&str; 8] = ["parser", "board", "sync", "theme", "cache", "login", "index", "export"];
    let mut text = String::from("Plan(\n    title: \"Bench\",\n    people: [\n");
    (0..40).for_each(|n| text += &format!("        Person(name: \"Person {n}\"),\n"));
    text += "    ],\n    outcomes: [\n";
    for outcome in 0..cards.div_ceil(50) {
        let month = 1 + outcome % 12;
        text += &format!(
            "        Outcome(id: \"o{outcome}\", title: \"Outcome {outcome}\", owners: [\"Person 1\"], \
             milestone: Some(Milestone(headline: \"Reports are there\", by: \"2027-{month:02}-15\", sign_off: \"Person 3\")), tasks: [\n"
        );
        for card in outcome * 50..cards.min(outcome * 50 + 50) {
            let title: Vec<&str> = [3, 5, 7].iter().map(|n| WORDS[(card * n + n) % WORDS.len()]).collect();
            let owners = if card % 10 == 0 { String::new() } else { format!("owners: [\"Person {}\"], ", card % 40) };
            let status = ["To do", "In progress", "Review"][card % 3];
            text += &format!(
                "            Task(id: \"t{card}\", title: \"T{card:05} {}\", {owners}estimate: Some({}), status: \"{status}\"),\n",
                title.join(" "),
                1 + card % 8
            );
        }
        text += "        ]),\n";
    }
    text += "    ],\n)\n";
    let path = folder.join(format!("{cards}.ron"));
    fs::write(&path, text).expect("the plan is written");
    path
}

/// The middle one, and the one that 99 of a hundred do not exceed.
pub fn middle_and_late(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}
