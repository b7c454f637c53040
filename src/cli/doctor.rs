//! `doctor`: what a bug report needs, to be pasted as it is. Of the plan it knows sizes and counts, never a word, a name, an id or a path.
//! A new line is a fact here or in `shell::diagnosis`; a test runs it on a plan full of canaries.

use super::{Ended, Exit, Session, When, named, output};
use crate::{
    file,
    paint::Theme,
    plan::Plan,
    shell::{self, Fact},
    words::{counted, counted_as},
};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// The plan; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN")]
    file: Option<PathBuf>,
}

type Group = (&'static str, Vec<Fact>);

pub fn run(session: &Session, args: &Doctor) -> Ended {
    let plan = session.path(named(args.file.as_ref())).ok();
    let groups: Vec<Group> = vec![
        ("program", program()),
        ("terminal", shell::terminal()),
        ("colours", colours(session)),
        ("config", config(session)),
        ("plan", of_plan(session, args, plan.as_deref())),
        ("git", shell::git_set_up(plan.as_deref())),
        ("others", vec![("clipboard", shell::clipboard()), ("editor", shell::editor())]),
    ];
    match session.json {
        true => output::json(&as_json(&groups))?,
        false => output::result(&text(&groups))?,
    }
    Ok(Exit::Done)
}

fn program() -> Vec<Fact> {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    vec![("handshake", env!("CARGO_PKG_VERSION").into()), ("system", system), ("build", build.into())]
}

fn colours(session: &Session) -> Vec<Fact> {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let known = |name: &str| Theme::named(name).map_or("one that is not there", |_| "known");
    let asked = match (&session.theme, session.color) {
        (Some(name), _) => format!("--theme, {}", known(name)),
        (None, When::Never) => "--color never".into(),
        (None, When::Always) => "--color always".into(),
        (None, When::Auto) => "nothing".into(),
    };
    let of_config = session.config().config.theme.as_ref().map_or("none", |(name, _)| known(name));
    vec![
        ("NO_COLOR", if no_color { "set" } else { "not set" }.into()),
        ("asked for here", asked),
        ("theme in config", of_config.into()),
        ("signs", if session.ascii || session.config().config.ascii { "ASCII" } else { "Unicode" }.into()),
    ]
}

fn config(session: &Session) -> Vec<Fact> {
    let loaded = session.config();
    let lines: Vec<String> = loaded.problems.iter().map(|it| it.at.line.to_string()).collect();
    let read = match (loaded.file.is_empty(), lines.is_empty()) {
        (true, _) => "none, or it cannot be read".into(),
        (false, true) => "read".into(),
        (false, false) => format!("read, {} in it (line {})", counted(lines.len(), "problem"), lines.join(", ")),
    };
    let mut facts = vec![("config.ron", read)];
    facts.extend(shell::folders());
    facts
}

fn of_plan(session: &Session, args: &Doctor, path: Option<&Path>) -> Vec<Fact> {
    let Some(path) = path else { return vec![("found", "no".into())] };
    let variable = std::env::var_os("HANDSHAKE_PLAN").is_some_and(|it| !it.is_empty());
    let from = match (session.named(named(args.file.as_ref())), variable) {
        (Some(_), _) => "as named in the command",
        (None, true) => "as $HANDSHAKE_PLAN says",
        (None, false) => "nearest upward",
    };
    let mut facts = vec![("found", from.into()), ("file", shell::plan_file(path))];
    match shell::read(path) {
        Err(fault) => facts.push(("read", format!("no: {}", fault.in_short()))),
        Ok(bytes) => facts.extend(text_of_plan(&bytes)),
    }
    facts
}

/// Sizes and counts.
fn text_of_plan(bytes: &[u8]) -> Vec<Fact> {
    let reading = file::read(bytes);
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    let ends = if bytes.windows(2).any(|it| it == b"\r\n") { ", CRLF" } else { "" };
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { ", BOM" } else { "" };
    let at: Vec<String> = reading.problems.iter().take(5).map(|it| it.at.line.to_string()).collect();
    let problems = match at.is_empty() {
        true => "none".into(),
        false => format!("{} (line {})", reading.problems.len(), at.join(", ")),
    };
    let mut facts = vec![("text", format!("{}{ends}{mark}", counted(lines, "line"))), ("problems", problems)];
    facts.extend(reading.plan.as_ref().map(|plan| ("holds", counts(plan))));
    facts
}

fn counts(plan: &Plan) -> String {
    let parts = [
        counted(plan.outcomes.len(), "outcome"),
        counted(plan.tasks().count(), "task"),
        counted_as(plan.people.len(), "person", "people"),
        counted(plan.settings.columns.len(), "column"),
        counted(plan.shares.len(), "share"),
        counted(plan.changes.len(), "change"),
        counted_as(plan.clashes.len(), "clash", "clashes"),
    ];
    format!("{}; format {}", parts.join(", "), plan.format)
}

fn text(groups: &[Group]) -> String {
    let group = |(title, facts): &Group| {
        let lines: String = facts.iter().map(|(name, value)| format!("  {name:<18} {value}\n")).collect();
        format!("{title}\n{lines}")
    };
    groups.iter().map(group).collect::<Vec<_>>().join("\n")
}

fn as_json(groups: &[Group]) -> serde_json::Value {
    let object = |facts: &[Fact]| facts.iter().map(|(name, value)| ((*name).to_string(), value.clone().into())).collect();
    let rows = groups.iter().map(|(title, facts)| ((*title).to_string(), serde_json::Value::Object(object(facts))));
    serde_json::Value::Object(rows.collect())
}
