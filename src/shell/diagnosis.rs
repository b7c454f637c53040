//! What a bug report needs of this machine: terminal, clipboard, editor, folders, git, and the plan's file but not its text.
//! Paths are shown from the home folder on, and never the plan's; nothing here reads a plan.

use super::{able_terminal, clipboard::asked, config_folder, git, state_folder};
use crate::words::{clean_line, cut};
use std::{
    env,
    io::IsTerminal,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// What it is about, and how it is.
pub type Fact = (&'static str, String);

const VALUE_CELLS: usize = 60;

fn set(name: &str) -> Option<String> {
    let value = env::var_os(name).filter(|it| !it.is_empty())?;
    Some(cut(&clean_line(&value.to_string_lossy()), VALUE_CELLS).into_owned())
}

fn or_unset(name: &str) -> String {
    set(name).unwrap_or_else(|| "not set".into())
}

pub fn terminal() -> Vec<Fact> {
    let is = |name: &'static str, is_one: bool| format!("{name} {}", if is_one { "yes" } else { "no" });
    let streams =
        [is("in", std::io::stdin().is_terminal()), is("out", std::io::stdout().is_terminal()), is("err", std::io::stderr().is_terminal())];
    let size = crossterm::terminal::size().map_or_else(|_| "unknown".into(), |(width, height)| format!("{width}x{height}"));
    let inside = match (set("TMUX"), set("STY"), set("ZELLIJ")) {
        (Some(_), ..) => "tmux",
        (None, Some(_), _) => "screen",
        (None, None, Some(_)) => "zellij",
        (None, None, None) => "none",
    };
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some(format!("{name}={}", set(name)?)));
    vec![
        ("is a terminal", streams.join(", ")),
        ("can show a board", able_terminal().map_or_else(|why| format!("no: {why}"), |()| "yes".into())),
        ("TERM", or_unset("TERM")),
        ("COLORTERM", or_unset("COLORTERM")),
        ("TERM_PROGRAM", or_unset("TERM_PROGRAM")),
        ("size", size),
        ("within", format!("{inside}{}", if set("SSH_CONNECTION").is_some() { ", over ssh" } else { "" })),
        ("locale", locale.unwrap_or_else(|| "not set".into())),
    ]
}

/// How copied text goes out.
pub fn clipboard() -> String {
    let programs: Vec<String> = asked().iter().map(|it| format!("{it} ({}), ", found(in_path(it)))).collect();
    format!("{}the terminal (OSC 52), which never answers", programs.concat())
}

fn found(is_found: bool) -> &'static str {
    if is_found { "found" } else { "not found" }
}

/// The program alone: its path and arguments may name anything.
pub fn editor() -> String {
    let (from, command) = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| Some((format!("${name}"), set(name).filter(|it| !it.trim().is_empty())?)))
        .unwrap_or_else(|| ("neither $VISUAL nor $EDITOR".into(), "vi".into()));
    let program = command.split_whitespace().next().unwrap_or_default();
    let name = Path::new(program).file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let is_there = if Path::new(program).components().count() > 1 { Path::new(program).is_file() } else { in_path(program) };
    format!("{name} ({from}), {}", found(is_there))
}

fn in_path(program: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file())
}

/// Where config and rescue copies belong.
pub fn folders() -> Vec<Fact> {
    let shown = |folder: Option<PathBuf>| folder.map_or_else(|| "none: there is no home folder".into(), |it| from_home(&it));
    vec![("config folder", shown(config_folder())), ("state folder", shown(state_folder()))]
}

fn from_home(path: &Path) -> String {
    let home = env::var_os("HOME").filter(|it| !it.is_empty()).map(PathBuf::from);
    let shown = match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    };
    clean_line(&shown).into_owned()
}

/// The file as the system sees it.
pub fn plan_file(path: &Path) -> String {
    let Ok(file) = path.metadata() else { return "not there, or not to be reached".into() };
    let is_link = path.symlink_metadata().is_ok_and(|it| it.is_symlink());
    let kind = match (is_link, file.is_file()) {
        (true, _) => "a link",
        (false, true) => "a file",
        (false, false) => "no file",
    };
    let owner = if file.uid() == rustix::process::getuid().as_raw() { "yours" } else { "somebody else's" };
    format!("{kind}, {owner}, mode {:04o}, {} bytes", file.mode() & 0o7777, file.len())
}

/// Git, and whether it knows plans where this one lies.
pub fn git_set_up(plan: Option<&Path>) -> Vec<Fact> {
    let Ok((major, minor)) = git::version() else { return vec![("git", "not found".into())] };
    let mut facts = vec![("git", format!("{major}.{minor}"))];
    let folder = plan.and_then(|it| it.canonicalize().ok()).and_then(|it| it.parent().map(Path::to_path_buf));
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    let is_inside = git::top(&folder).is_ok();
    facts.push(("repository", if is_inside { "yes" } else { "no" }.into()));
    facts
        .push(("merge driver", if git::is_set(&folder, "merge.handshake.driver") { "set" } else { "not set: handshake git-setup" }.into()));
    if let (true, Some(name)) = (is_inside, plan.and_then(Path::file_name)) {
        facts.push(("used for the plan", if git::is_merged_by_us(&folder, name) { "yes" } else { "no: handshake git-setup" }.into()));
    }
    facts
}
