//! Asking git for an older version of the plan. Git is run without a shell and never changes anything here.

use super::fault::{Doing, Fault};
use chrono::NaiveDate;
use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Output},
};

/// The bytes of the last version that was committed before this day began.
///
/// # Errors
/// When there is no git, the file is in no repository, or there is no version that old.
pub fn version_before(path: &Path, day: NaiveDate) -> Result<Vec<u8>, Fault> {
    let fault = |what: String, fix: &str| Fault::new(Doing::Opening, path, what, fix);
    let path_in_folder = path.canonicalize().map_err(|source| Fault::io(Doing::Opening, path, source))?;
    let (Some(folder), Some(name)) = (path_in_folder.parent(), path_in_folder.file_name()) else {
        return Err(fault("it has no folder".into(), "name a file"));
    };
    let before = format!("--before={day}T00:00:00");
    let log = git(folder, &[OsStr::new("log"), OsStr::new("-1"), OsStr::new("--format=%H"), OsStr::new(&before), OsStr::new("--"), name])
        .map_err(|what| fault(what, "--since needs git and a plan that is kept in it"))?;
    let commit = String::from_utf8_lossy(&log).trim().to_string();
    if commit.is_empty() {
        return Err(fault(format!("git has no version of it from before {day}"), "choose a later day"));
    }
    let mut version = std::ffi::OsString::from(format!("{commit}:./"));
    version.push(name);
    git(folder, &[OsStr::new("show"), &version]).map_err(|what| fault(what, "choose a later day"))
}

fn git(folder: &Path, args: &[&OsStr]) -> Result<Vec<u8>, String> {
    let run = Command::new("git").arg("-C").arg(folder).args(args).output();
    let Output { status, stdout, stderr } = run.map_err(|error| format!("git cannot be run: {error}"))?;
    match status.success() {
        true => Ok(stdout),
        false => Err(format!("git says: {}", String::from_utf8_lossy(&stderr).trim())),
    }
}
