//! The third error: the world said no. Doing what, to which path, why, and how to go on.
//! Knows the errors of the operating system; turns the usual ones into words with a way out.
//! A new usual one gets an arm in `reason`.

use crate::words::clean_line;
use rustix::io::Errno;
use std::{
    error, fmt, io,
    path::{Path, PathBuf},
};

/// What was being done when the world said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Opening,
    Saving,
    Creating,
    Rescuing,
    SettingUp,
    Logging,
}

impl Doing {
    fn words(self) -> &'static str {
        match self {
            Doing::Opening => "cannot be opened",
            Doing::Saving => "was not saved",
            Doing::Creating => "was not made",
            Doing::Rescuing => "could not take a rescue copy",
            Doing::SettingUp => "was not set up",
            Doing::Logging => "takes no log",
        }
    }
}

/// Prints as `PATH was not saved: no space left on the disk; free some, …`.
#[derive(Debug)]
pub struct Fault {
    pub doing: Doing,
    pub path: PathBuf,
    pub what: String,
    pub fix: String,
    pub source: Option<io::Error>,
}

impl Fault {
    pub fn new(doing: Doing, path: &Path, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Fault { doing, path: path.to_path_buf(), what: what.into(), fix: fix.into(), source: None }
    }
    pub fn io(doing: Doing, path: &Path, source: io::Error) -> Self {
        let (what, fix) = reason(doing, &source);
        Fault { source: Some(source), ..Fault::new(doing, path, what, fix) }
    }
    /// The same without the path, for a place that shows it already.
    pub fn in_short(&self) -> String {
        clean_line(&format!("{}; {}", self.what, self.fix)).into_owned()
    }
}

fn reason(doing: Doing, source: &io::Error) -> (String, &'static str) {
    let again = match doing {
        Doing::Saving => "free some, handshake tries again with the next change",
        Doing::Opening | Doing::Creating | Doing::Rescuing | Doing::SettingUp | Doing::Logging => "free some and try again",
    };
    let (what, fix) = match source.kind() {
        io::ErrorKind::StorageFull => ("no space left on the disk", again),
        io::ErrorKind::QuotaExceeded => ("your disk quota is used up", again),
        io::ErrorKind::ReadOnlyFilesystem => ("its disk is mounted read-only", "mount it for writing, or copy the plan to another disk"),
        io::ErrorKind::NotFound => match doing {
            Doing::Opening => ("there is no such file", "look at the spelling, or write one with `handshake new`"),
            Doing::Saving | Doing::Creating | Doing::Rescuing | Doing::SettingUp | Doing::Logging => {
                ("its folder does not exist", "make the folder first")
            }
        },
        io::ErrorKind::PermissionDenied => match doing {
            Doing::Opening => ("you have no right to read it", "`ls -l` shows who has; `chmod u+r` gives it to the owner"),
            Doing::Saving => ("you have no right to write it", "`ls -l` shows who has; `chmod u+w` gives it to the owner"),
            Doing::Creating | Doing::Rescuing | Doing::SettingUp | Doing::Logging => {
                ("you have no right to write in its folder", "`ls -ld` shows who has; choose another folder")
            }
        },
        io::ErrorKind::InvalidFilename => ("the name is too long or holds a NUL", "choose another name"),
        _ if is_loop(source) => ("the link goes round in a circle", "make it point at the plan file"),
        _ => return (plainly(source), "look at the disk and try again"),
    };
    (what.to_string(), fix)
}

pub(super) fn is_loop(source: &io::Error) -> bool {
    source.raw_os_error() == Some(Errno::LOOP.raw_os_error())
}

/// The system's own words, without its number.
fn plainly(source: &io::Error) -> String {
    let words = source.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    format!("the system says “{words}”")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let path = self.path.display().to_string();
        write!(f, "{} {}: {}", clean_line(&path), self.doing.words(), self.in_short())
    }
}

impl error::Error for Fault {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_ref().map(|it| it as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where_what_and_how_to_go_on() {
        let full = Fault::io(Doing::Saving, Path::new("/p/plan.ron"), io::Error::from(Errno::NOSPC));
        assert_eq!(
            full.to_string(),
            "/p/plan.ron was not saved: no space left on the disk; free some, handshake tries again with the next change"
        );
        let odd = Fault::io(Doing::Opening, Path::new("/p/plan.ron"), io::Error::from(Errno::IO));
        assert_eq!(odd.to_string(), "/p/plan.ron cannot be opened: the system says “Input/output error”; look at the disk and try again");
    }

    #[test]
    fn a_path_commands_no_terminal() {
        let fault = Fault::io(Doing::Opening, Path::new("/p/\u{1b}]0;x\u{7}.ron"), io::Error::from(Errno::NOENT));
        assert!(!fault.to_string().chars().any(char::is_control), "{fault}");
    }
}
