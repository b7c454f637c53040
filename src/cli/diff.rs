//! `diff`: what changed between two versions of a plan, in its own words.

use super::{Ended, Exit, Failure, Session, customer, output, session};
use crate::{
    desk::minutes,
    file,
    plan::{Plan, diff},
    shell::{self, git},
    words,
};
use chrono::NaiveDate;
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The version before
    #[arg(required_unless_present = "since")]
    old: Option<PathBuf>,
    /// The version after
    #[arg(required_unless_present = "since")]
    new: Option<PathBuf>,
    /// From git's last version before this day, instead of two files
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = session::day, conflicts_with_all = ["old", "new"])]
    since: Option<NaiveDate>,
    /// Write them to a new file as the minutes of a meeting, with what they did to the milestones; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Serialize)]
struct Changed {
    item: String,
    kind: &'static str,
    text: String,
}

pub fn run(session: &Session, args: &Diff) -> Ended {
    let today = session.today();
    let (before, after) = match (&args.old, &args.new, args.since) {
        (Some(old), Some(new), _) => (plan_at(old)?, plan_at(new)?),
        (_, _, Some(day)) => {
            let path = session.path(None)?;
            let text = git::version_before(&path, day)?;
            (plan_of(&path, &text)?, plan_at(&path)?)
        }
        _ => return Err(Failure::Words("two files, or --since and a day".into())),
    };
    if let Some(to) = &args.output {
        customer::write(Some(to), minutes(&before, &after, today).as_bytes())?;
        return Ok(Exit::Done);
    }
    if session.json {
        let events = diff(&before, &after, today);
        let changed = events.into_iter().map(|it| Changed { item: it.item, kind: it.kind.code(), text: it.words });
        output::json(&changed.collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    let lines = in_words(&before, &after, today);
    output::result(&lines)?;
    if lines.is_empty() {
        session.say("nothing changed");
    }
    Ok(Exit::Done)
}

/// A line for each change.
pub(super) fn in_words(before: &Plan, after: &Plan, today: NaiveDate) -> String {
    diff(before, after, today).iter().map(|event| output::brief(&words::clean_line(&event.words)) + "\n").collect()
}

fn plan_at(path: &Path) -> Result<Plan, Failure> {
    plan_of(path, &shell::read(path)?)
}

fn plan_of(path: &Path, text: &[u8]) -> Result<Plan, Failure> {
    let reading = file::read(text);
    reading.plan.ok_or_else(|| Failure::problems(path, &reading.problems))
}
