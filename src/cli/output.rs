//! Where results and messages go, and what is said when something could not be done. Nothing of a plan reaches a terminal unclean.

use crate::{
    plan::{Problem, Refusal},
    shell::Fault,
    words,
};
use std::{
    io::{self, Write},
    path::Path,
};

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The file cannot be read as a plan: all its problems, ready to print.
    Problems(String),
    Words(String),
}

impl Failure {
    pub fn problems(path: &Path, problems: &[Problem]) -> Failure {
        let path = path.display().to_string();
        Failure::Problems(problems.iter().map(|problem| problem.shown(&path)).collect::<Vec<_>>().join("\n"))
    }
    /// The last word when there is nobody left to say it to is silence.
    pub fn print(&self) {
        let said = match self {
            Failure::Problems(said) => said.clone(),
            Failure::Words(words) => format!("handshake: {words}\n"),
        };
        let _ = io::stderr().write_all(brief(&said).as_bytes());
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Words(refusal.why)
    }
}
impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Words(fault.to_string())
    }
}
impl From<String> for Failure {
    fn from(words: String) -> Self {
        Failure::Words(words)
    }
}

/// A result, to standard output. A reader who has seen enough (`| head`) is no fault.
///
/// # Errors
/// When it cannot be written, a full disk for one.
pub fn result(text: &str) -> Result<(), Failure> {
    bytes(words::clean(text).as_bytes())
}

/// A result that is already clean: JSON escapes its controls itself.
///
/// # Errors
/// As `result`.
pub fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Words(error.to_string()))?;
    bytes(format!("{}\n", escaped(&text)).as_bytes())
}

/// JSON leaves C1 controls and direction overrides as they are; a terminal must not get them.
fn escaped(text: &str) -> String {
    let is_unsafe = |c: char| c != '\n' && words::clean(c.encode_utf8(&mut [0; 4])) != *c.encode_utf8(&mut [0; 4]);
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match is_unsafe(c) {
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
            false => out.push(c),
        }
        out
    })
}

pub(super) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Words(format!("the result could not be written: {error}"))),
        _ => Ok(()),
    }
}

/// A message, to standard error.
pub fn message(text: &str) {
    let _ = writeln!(io::stderr(), "{}", brief(text));
}

/// No line that people are to read is longer: a title may be a megabyte, and would take the screen away. `--json` has it whole.
const LINE_CELLS: usize = 1000;

/// Clean text, its lines cut.
pub(super) fn brief(text: &str) -> String {
    let clean = words::clean(text);
    clean.split('\n').map(|line| words::cut(line, LINE_CELLS)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_carries_no_byte_that_commands_a_terminal() {
        assert_eq!(escaped("\"a\u{9b}b\u{202e}c é 日\""), "\"a\\u009bb\\u202ec é 日\"");
    }
}
