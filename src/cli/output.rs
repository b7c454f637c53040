//! Where results and messages go, and what is said when something could not be done. Nothing of a plan reaches a terminal unclean.

use crate::{
    plan::{Problem, Refusal},
    shell::Fault,
    words,
};
use std::{
    borrow::Cow,
    io::{self, IsTerminal, Write},
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

/// A result as JSON.
///
/// # Errors
/// As `result`.
pub fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Words(error.to_string()))?;
    bytes(format!("{}\n", words::harmless_json(&text)).as_bytes())
}

/// A plan file as it is written: byte for byte into a pipe or a file. What somebody reads in a terminal gets no command of its comments.
///
/// # Errors
/// As `result`.
pub fn plan_file(text: &str) -> Result<(), Failure> {
    bytes(for_reader(text, if io::stdout().is_terminal() { Reader::Person } else { Reader::Program }).as_bytes())
}

#[derive(Debug, Clone, Copy)]
enum Reader {
    /// At a terminal.
    Person,
    Program,
}

fn for_reader(text: &str, reader: Reader) -> Cow<'_, str> {
    match reader {
        Reader::Person => words::clean(text),
        Reader::Program => Cow::Borrowed(text),
    }
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
    fn a_plan_file_keeps_its_bytes_for_a_program_and_commands_no_terminal() {
        let text = "Plan(title: \"P\") // \u{1b}[31mred\r\n";
        assert_eq!(for_reader(text, Reader::Program), text);
        assert_eq!(for_reader(text, Reader::Person), "Plan(title: \"P\") // ␛[31mred\n");
    }
}
