//! `resolve`: a plan in which git left its conflict markers becomes a plan again, by the same merge as everywhere.
//! The three versions come from git's index, else from the markers when they hold the base (diff3).
//! The file as it was is kept among the texts that `recover` lists.

use super::{Ended, Exit, Failure, Session, merge, named, output};
use crate::{
    file,
    shell::{self, Places, git},
    words::clean_line,
};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Resolve {
    /// The plan; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN")]
    file: Option<PathBuf>,
}

pub fn run(session: &Session, args: &Resolve) -> Ended {
    let path = session.path(named(args.file.as_ref()))?;
    let bytes = shell::read(&path)?;
    let shown = clean_line(&path.display().to_string()).into_owned();
    let text = String::from_utf8_lossy(&bytes);
    let marked = file::marked_sides(&text);
    let Some(marked) = marked else {
        session.say(&format!("there are no conflict markers in {shown}"));
        return Ok(Exit::Done);
    };
    let [ours, theirs] = marked.labels.each_ref().map(|it| clean_line(it).into_owned());
    let versions = match git::stages(&path) {
        Some(versions) => versions,
        None => [marked.base.ok_or_else(|| no_base(&shown))?, marked.ours, marked.theirs].map(String::into_bytes),
    };
    let names = ["base", "ours", "theirs"].map(|side| PathBuf::from(format!("{} ({side})", path.display())));
    let mut versions = versions.into_iter();
    let texts = names.map(|name| (name, versions.next().unwrap_or_default()));
    let joined = merge::join(texts, ["base", label(&ours, "ours"), label(&theirs, "theirs")])?;
    let places = Places::of(&path);
    places.keep.note(&path, &bytes);
    shell::save(&path, &bytes, joined.text.as_bytes(), &places.rescue).map_err(|unwritten| unsaved(&path, unwritten))?;
    session.say(&format!("{shown} is a plan again; `git add` it when you are done; the text with the markers is kept: handshake recover"));
    Ok(merge::told(session, &joined.clashes))
}

fn label<'a>(named: &'a str, other: &'a str) -> &'a str {
    if named.is_empty() { other } else { named }
}

fn no_base(shown: &str) -> Failure {
    Failure::Words(format!(
        "the markers in {shown} do not say what both sides began from, and git knows of no conflict in it; \
         `git checkout --conflict=diff3 -- FILE` writes markers that do"
    ))
}

fn unsaved(path: &Path, unwritten: shell::Unwritten) -> Failure {
    match unwritten {
        shell::Unwritten::ChangedOnDisk => {
            output::Failure::Words(format!("{} was changed just now; nothing was written, try again", path.display()))
        }
        shell::Unwritten::Fault(fault) => fault.into(),
    }
}
