//! Git: older versions of a plan, the versions in a conflict, and how git is to treat plans. It is run without a shell.
//! Nothing of a repository changes but its settings and attributes, and those only by `git-setup`.

use super::fault::{Doing, Fault};
use chrono::NaiveDate;
use std::{
    ffi::OsStr,
    io,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
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

/// Where settings go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// This repository, by its top folder.
    Repository(PathBuf),
    /// All repositories of this user.
    Global,
}

impl Scope {
    pub fn flag(&self) -> &'static str {
        match self {
            Scope::Repository(_) => "--local",
            Scope::Global => "--global",
        }
    }
    fn folder(&self) -> &Path {
        match self {
            Scope::Repository(top) => top,
            Scope::Global => Path::new("."),
        }
    }
}

fn fault(path: &Path, what: String, fix: &str) -> Fault {
    Fault::new(Doing::SettingUp, path, what, fix)
}

/// The top folder of the repository.
///
/// # Errors
/// When there is no git, or no repository here.
pub fn top(folder: &Path) -> Result<PathBuf, Fault> {
    let out = git(folder, &["rev-parse", "--show-toplevel"].map(OsStr::new))
        .map_err(|what| fault(folder, what, "go into the repository of the plan, or use --global"))?;
    Ok(PathBuf::from(OsStr::from_bytes(out.strip_suffix(b"\n").unwrap_or(&out))))
}

/// Git's version, as far as it matters.
///
/// # Errors
/// When there is no git.
pub fn version() -> Result<(u32, u32), Fault> {
    let out = git(Path::new("."), &[OsStr::new("version")]).map_err(|what| fault(Path::new("git"), what, "install git"))?;
    Ok(version_in(&String::from_utf8_lossy(&out)))
}

/// `git version 2.39.5 (Apple Git-154)`; what reads otherwise counts as old.
fn version_in(said: &str) -> (u32, u32) {
    let numbers = said.split_whitespace().nth(2).unwrap_or_default();
    let mut numbers = numbers.split('.').map(|it| it.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// # Errors
/// When git does not take the setting.
pub fn set(scope: &Scope, key: &str, value: &str) -> Result<(), Fault> {
    let args = ["config", scope.flag(), key, value].map(OsStr::new);
    git(scope.folder(), &args).map(drop).map_err(|what| fault(scope.folder(), what, "look at git's configuration"))
}

/// Whether git, looking from this folder, has a setting.
pub fn is_set(folder: &Path, key: &str) -> bool {
    git(folder, &["config", "--get", key].map(OsStr::new)).is_ok()
}

/// Whether git's attributes give a file of this folder to our driver.
pub fn is_merged_by_us(folder: &Path, name: &OsStr) -> bool {
    let args = [OsStr::new("check-attr"), OsStr::new("-z"), OsStr::new("merge"), OsStr::new("--"), name];
    git(folder, &args).is_ok_and(|said| said.split(|byte| *byte == 0).any(|it| it == b"handshake"))
}

/// Whether there was such a section.
///
/// # Errors
/// When git does not take it away.
pub fn remove_section(scope: &Scope, section: &str) -> Result<bool, Fault> {
    let there = format!("^{}\\.", section.replace('.', "\\."));
    if git(scope.folder(), &["config", scope.flag(), "--get-regexp", &there].map(OsStr::new)).is_err() {
        return Ok(false);
    }
    let args = ["config", scope.flag(), "--remove-section", section].map(OsStr::new);
    git(scope.folder(), &args).map(|_| true).map_err(|what| fault(scope.folder(), what, "look at git's configuration"))
}

/// Where git looks for what is to be done with which files.
///
/// # Errors
/// When there is no home folder.
pub fn attributes_file(scope: &Scope) -> Result<PathBuf, Fault> {
    if let Scope::Repository(top) = scope {
        return Ok(top.join(".gitattributes"));
    }
    let named = git(Path::new("."), &["config", "--global", "--type=path", "core.attributesFile"].map(OsStr::new)).ok();
    let named = named.map(|it| PathBuf::from(OsStr::from_bytes(it.strip_suffix(b"\n").unwrap_or(&it))));
    let set = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let usual = || set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|it| it.join(".config"))).map(|it| it.join("git/attributes"));
    named.or_else(usual).ok_or_else(|| fault(Path::new("~"), "there is no home folder".into(), "set HOME"))
}

/// Adds a line to a file, unless it is there; gives whether it was added.
///
/// # Errors
/// When the file cannot be read or written.
pub fn with_line(file: &Path, line: &str) -> Result<bool, Fault> {
    let text = text_of(file)?;
    if text.lines().any(|it| it == line) {
        return Ok(false);
    }
    let start = if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|source| Fault::io(Doing::SettingUp, folder, source))?;
    }
    std::fs::write(file, format!("{start}{line}\n")).map_err(|source| Fault::io(Doing::SettingUp, file, source))?;
    Ok(true)
}

/// Takes the lines with this end out of a file, and gives them; a file that held nothing else goes.
///
/// # Errors
/// When the file cannot be read or written.
pub fn without_lines(file: &Path, end: &str) -> Result<Vec<String>, Fault> {
    let text = text_of(file)?;
    let (ours, others): (Vec<&str>, Vec<&str>) = text.split_inclusive('\n').partition(|it| it.trim_end().ends_with(end));
    let done = match (ours.is_empty(), others.is_empty()) {
        (true, _) => Ok(()),
        (false, true) => std::fs::remove_file(file),
        (false, false) => std::fs::write(file, others.concat()),
    };
    done.map_err(|source| Fault::io(Doing::SettingUp, file, source))?;
    Ok(ours.into_iter().map(|it| it.trim_end().to_string()).collect())
}

fn text_of(file: &Path) -> Result<String, Fault> {
    match std::fs::read_to_string(file) {
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        text => text.map_err(|source| Fault::io(Doing::SettingUp, file, source)),
    }
}

/// How git's shell calls this program: by its name where that finds it, else by its whole path, quoted.
pub fn program_name() -> String {
    let this = std::env::current_exe().unwrap_or_default();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths).map(|it| it.join("handshake")).find(|it| it.is_file());
    match found.is_some_and(|it| it.canonicalize().ok() == this.canonicalize().ok()) {
        true => "handshake".into(),
        false => format!("'{}'", this.display().to_string().replace('\'', "'\\''")),
    }
}

/// Base, ours and theirs of a file in conflict, from git's index. The base is empty where both sides added the file.
pub fn stages(path: &Path) -> Option<[Vec<u8>; 3]> {
    let path = path.canonicalize().ok()?;
    let (folder, name) = (path.parent()?, path.file_name()?);
    let stage = |number: u8| {
        let mut version = std::ffi::OsString::from(format!(":{number}:./"));
        version.push(name);
        git(folder, &[OsStr::new("show"), &version]).ok()
    };
    Some([stage(1).unwrap_or_default(), stage(2)?, stage(3)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gits_version_is_read_from_what_it_says() {
        assert_eq!(version_in("git version 2.39.5"), (2, 39));
        assert_eq!(version_in("git version 2.47.3 (Apple Git-154)"), (2, 47));
        assert_eq!(version_in("git version 2.44.0.windows.1"), (2, 44));
        assert_eq!(version_in("what"), (0, 0));
    }
}
