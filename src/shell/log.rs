//! `--log FILE`: what the program did and when, for a bug report. Kinds of events, never what they carry: no text, no name, no path.
//! Lines are added to a private file that says in its first line what it is; any other file is refused, a plan for one.

use super::fault::{Doing, Fault};
use crate::desk::{Effect, Event, Written};
use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::{Mutex, OnceLock},
    time::Instant,
};

const FIRST_LINE: &str = "# handshake's log: what it did, nothing of the plan\n";

struct Log {
    file: Mutex<File>,
    begun: Instant,
}

static LOG: OnceLock<Log> = OnceLock::new();

/// # Errors
/// When the file is something else than such a log, or cannot be written.
pub fn begin(path: &Path) -> Result<(), Fault> {
    let io = |source| Fault::io(Doing::Logging, path, source);
    let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path).map_err(io)?;
    let mut head = String::new();
    let is_text = (&mut file).take(FIRST_LINE.len() as u64).read_to_string(&mut head).is_ok();
    if !is_text || !(head.is_empty() || head == FIRST_LINE) {
        return Err(Fault::new(Doing::Logging, path, "it is another file, not a log of handshake", "name a new one"));
    }
    if head.is_empty() {
        file.write_all(FIRST_LINE.as_bytes()).map_err(io)?;
    }
    let _ = LOG.set(Log { file: Mutex::new(file), begun: Instant::now() }); // the first one stays
    Ok(())
}

/// A line with the seconds since the start; nothing where no log was asked for. A log that cannot be written stops nobody.
pub fn note(words: &str) {
    if let Some(log) = LOG.get() {
        let line = format!("{:9.3} {words}\n", log.begun.elapsed().as_secs_f64());
        let _ = log.file.lock().map(|mut file| file.write_all(line.as_bytes()));
    }
}

pub fn event(event: &Event) {
    if LOG.get().is_some() {
        note(&of_event(event));
    }
}

pub fn effect(effect: &Effect) {
    if LOG.get().is_some() {
        note(of_effect(effect));
    }
}

fn of_event(event: &Event) -> String {
    let went = |is_ok: bool| if is_ok { "" } else { ": not" };
    match event {
        Event::Key(_) => "key".into(),
        Event::Mouse(..) => "mouse".into(),
        Event::Paste(_) => "paste".into(),
        Event::Resized(size) => format!("size {}x{}", size.width, size.height),
        Event::Midnight => "midnight".into(),
        Event::Written(Written::Saved(_)) => "saved".into(),
        Event::Written(Written::ChangedOnDisk) => "not saved: changed on disk".into(),
        Event::Written(Written::Failed { rescue, .. }) => format!("not saved{}", if rescue.is_some() { ", rescue copy" } else { "" }),
        Event::Written(Written::SavedAs { .. }) => "saved under another name".into(),
        Event::Written(Written::NotSavedAs { .. }) => "not saved under another name".into(),
        Event::Reloaded(Ok(_), _) => "read again".into(),
        Event::Reloaded(Err(problems), _) => format!("read again: {} problems", problems.len()),
        Event::Edited(result) => format!("edited{}", went(result.is_ok())),
        Event::Exported(result) => format!("exported{}", went(result.is_ok())),
        Event::Said(result) => format!("done{}", went(result.is_ok())),
    }
}

fn of_effect(effect: &Effect) -> &'static str {
    match effect {
        Effect::Write(_) => "-> write",
        Effect::SaveAs(..) => "-> save under another name",
        Effect::Reload => "-> read again",
        Effect::Export(_) => "-> export",
        Effect::Copy { .. } => "-> copy",
        Effect::WriteBeside { .. } => "-> write beside",
        Effect::Edit(_) => "-> edit",
        Effect::Quit => "-> quit",
    }
}
