//! No plan yet: what can be done about it, one key each, on the plain terminal. Without a terminal nothing is asked.

use super::keys::Keys;
use crossterm::{
    event::{Event, KeyCode, KeyEventKind, KeyModifiers},
    terminal::{disable_raw_mode, enable_raw_mode},
};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::{
    env,
    io::{self, IsTerminal, Write},
    path::PathBuf,
};

/// What somebody without a plan wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstRun {
    Demo,
    New,
    Open(PathBuf),
    Leave,
}

/// Asks; None where nobody can answer.
pub fn ask(why: &str) -> Option<FirstRun> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() || !io::stdout().is_terminal() {
        return None;
    }
    let choices = "  d  demo: look around in an example, on a throwaway copy\n  n  new: write a plan to start from here, and open it\n  \
                   o  open: a plan file that is elsewhere\n  q  leave\n";
    let mut screen = io::stderr();
    write!(screen, "{why}\n\n{choices}\n").ok()?;
    // A key pressed once the question stands must already be read as one, Ctrl-C too.
    enable_raw_mode().ok()?;
    let _ = write!(screen, "d, n, o or q? ").and_then(|()| screen.flush());
    let chosen = choice();
    let _ = disable_raw_mode(); // a terminal that is gone needs nothing back
    let (key, name) = chosen?;
    writeln!(screen, "{name}").ok()?;
    match key {
        'd' => Some(FirstRun::Demo),
        'n' => Some(FirstRun::New),
        'o' => file(&mut screen),
        _ => Some(FirstRun::Leave),
    }
}

/// A line typed in answer to a question; None where nobody can answer.
pub fn ask_line(question: &str) -> Option<String> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    let mut screen = io::stderr();
    write!(screen, "{}", crate::words::clean(question)).ok()?;
    screen.flush().ok()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line).ok()?;
    Some(line.trim().to_string())
}

/// The first key that is one of them; Esc and Ctrl-C leave, and so does the end of the terminal.
fn choice() -> Option<(char, &'static str)> {
    let mut keys = Keys::default();
    loop {
        let chosen = typed(&mut keys)?.into_iter().find_map(chosen);
        if chosen.is_some() {
            return chosen;
        }
    }
}

/// What was typed next; none when the terminal is gone.
fn typed(keys: &mut Keys) -> Option<Vec<Event>> {
    let (stdin, mut bytes) = (io::stdin(), [0; 1024]);
    let patience = keys.patience().and_then(|it| Timespec::try_from(it).ok());
    if poll(&mut [PollFd::new(&stdin, PollFlags::IN)], patience.as_ref()).is_ok_and(|ready| ready == 0) {
        return Some(keys.rest());
    }
    match rustix::io::read(&stdin, &mut bytes) {
        Ok(0) => None,
        Ok(count) => Some(keys.take(&bytes[..count])),
        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Some(Vec::new()),
        Err(_) => None,
    }
}

fn chosen(event: Event) -> Option<(char, &'static str)> {
    let Event::Key(key) = event else { return None };
    let held = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match key.code {
        _ if key.kind == KeyEventKind::Release => None,
        KeyCode::Char('c' | 'd') if held => Some(('q', "leave")),
        KeyCode::Char('d') if !held => Some(('d', "demo")),
        KeyCode::Char('n') if !held => Some(('n', "new")),
        KeyCode::Char('o') if !held => Some(('o', "open")),
        KeyCode::Char('q') | KeyCode::Esc => Some(('q', "leave")),
        _ => None,
    }
}

/// The name of a file, typed on a line; none leaves.
fn file(screen: &mut impl Write) -> Option<FirstRun> {
    write!(screen, "which file? ").ok()?;
    screen.flush().ok()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line).ok()?;
    let name = line.trim();
    Some(match (name, name.strip_prefix("~/"), env::home_dir()) {
        ("", ..) => FirstRun::Leave,
        (_, Some(rest), Some(home)) => FirstRun::Open(home.join(rest)),
        (name, ..) => FirstRun::Open(name.into()),
    })
}
