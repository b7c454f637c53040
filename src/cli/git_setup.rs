//! `git-setup`: git merges plans by id and shows their changes in words. Says what it did, and `--undo` takes it back.
//! A merge that fails must never look clean: every code but 0 and 1 becomes 129, which stops git (spec 6).

use super::{Ended, Exit, Failure, Session, diff, output};
use crate::{
    file,
    plan::Plan,
    shell::{
        self, Fault,
        git::{self, Scope},
    },
    words::clean_line,
};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct GitSetup {
    /// For all repositories of this user
    #[arg(long)]
    global: bool,
    /// Take back what git-setup did
    #[arg(long)]
    undo: bool,
}

/// Git's call of an external diff: path, old file, hash, mode, new file, hash, mode; for a rename two more.
#[derive(Debug, clap::Args)]
pub struct GitDiff {
    #[arg(num_args = 1.., allow_hyphen_values = true)]
    call: Vec<String>,
}

const SECTIONS: [&str; 2] = ["merge.handshake", "diff.handshake"];
/// From this version on git names the sides of a merge.
const LABELS_SINCE: (u32, u32) = (2, 44);

pub fn run(session: &Session, args: &GitSetup) -> Ended {
    let folder = std::env::current_dir().map_err(|error| Failure::Words(format!("the current folder cannot be read: {error}")))?;
    let scope = if args.global { Scope::Global } else { Scope::Repository(git::top(&folder)?) };
    let attributes = git::attributes_file(&scope)?;
    let line = format!("{} merge=handshake diff=handshake", pattern(session, &scope));
    match args.undo {
        true => undo(session, &scope, &attributes),
        false => set_up(session, &scope, &attributes, &line),
    }
}

/// Of this repository's plan its name, wherever it lies; a name that git would read otherwise, and all others, `plan.ron`.
fn pattern(session: &Session, scope: &Scope) -> String {
    let plan = match scope {
        Scope::Repository(_) => session.path(None).ok(),
        Scope::Global => None,
    };
    let name = plan.as_deref().and_then(Path::file_name).and_then(|it| it.to_str());
    let is_plain = |it: &&str| it.chars().all(|c| c.is_alphanumeric() || "._-".contains(c)) && !it.starts_with('-');
    name.filter(is_plain).unwrap_or(shell::PLAN_NAME).to_string()
}

fn set_up(session: &Session, scope: &Scope, attributes: &Path, line: &str) -> Ended {
    let program = git::program_name();
    let labels = if git::version()? >= LABELS_SINCE { " --labels %S %X %Y" } else { "" };
    let settings = [
        ("merge.handshake.name", "plans, by id".to_string()),
        // Git quotes what it puts in place of the letters; quoted again they would be run by the shell.
        ("merge.handshake.driver", format!("{program} merge %O %A %B -o %A{labels} || exit $(( $? == 1 ? 1 : 129 ))")),
        ("diff.handshake.command", format!("{program} git-diff")),
        ("diff.handshake.textconv", format!("f() {{ {program} delivery -f text \"$1\" 2>/dev/null || cat \"$1\"; }}; f")),
    ];
    for (key, value) in &settings {
        git::set(scope, key, value)?;
        output::result(&format!("git config {}: {key} = {value}\n", scope.flag()))?;
    }
    let added = git::with_line(attributes, line)?;
    let shown = clean_line(&attributes.display().to_string()).into_owned();
    output::result(&format!("{shown}: {line}{}\n", if added { "" } else { " (was there)" }))?;
    session.say(match scope {
        Scope::Global => "git joins plans by id now, in all repositories of yours; --global --undo takes it back",
        Scope::Repository(_) => "git joins plans by id now, in this repository; commit .gitattributes for the others, who run git-setup too; --undo takes it back",
    });
    Ok(Exit::Done)
}

fn undo(session: &Session, scope: &Scope, attributes: &Path) -> Ended {
    let mut did = Vec::new();
    for section in SECTIONS {
        if git::remove_section(scope, section)? {
            did.push(format!("git config {}: without {section}\n", scope.flag()));
        }
    }
    for line in git::without_lines(attributes, "merge=handshake diff=handshake")? {
        did.push(format!("{}: without {}\n", clean_line(&attributes.display().to_string()), clean_line(&line)));
    }
    output::result(&did.concat())?;
    session.say(if did.is_empty() { "there was nothing to take back" } else { "git treats plans as any text again" });
    Ok(Exit::Done)
}

/// What changed in words, for `git diff`. It always succeeds: a git that dies of one file shows nothing of the others.
pub fn git_diff(session: &Session, args: &GitDiff) -> Ended {
    let name = args.call.first().map_or("", String::as_str);
    output::result(&format!("plan {}\n", clean_line(name)))?;
    let version = |at: usize| args.call.get(at).map_or_else(|| Ok(Plan::default()), |it| plan_at(it));
    match (version(1), version(4)) {
        (Ok(old), Ok(new)) => output::result(&diff::in_words(&old, &new, session.today()))?,
        (Err(why), _) | (_, Err(why)) => output::result(&format!("  {}\n", clean_line(&why)))?,
    }
    Ok(Exit::Done)
}

fn plan_at(path: &str) -> Result<Plan, String> {
    if path == "/dev/null" {
        return Ok(Plan::default());
    }
    let text = shell::read(&PathBuf::from(path)).map_err(|fault: Fault| fault.to_string())?;
    let reading = file::read(&text);
    let problem = reading.problems.first().map_or_else(String::new, |it| format!("one version cannot be read as a plan: {}", it.what));
    reading.plan.ok_or(problem)
}
