//! `task`: cards from the command line, by the same rules as on the board.

use super::{Ended, Exit, Failure, Session, output, session::done, typo::or_near, why::outcome_named};
use crate::{
    plan::{self, Home, Person, Plan, Quarters, TaskRef},
    words,
};
use chrono::NaiveDate;
use serde::Serialize;
use std::{collections::HashSet, sync::Arc};

#[derive(Debug, clap::Args)]
pub struct Task {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Every card
    List,
    /// A new card; without an outcome it goes to the noise. Prints its id
    Add {
        /// What is to be done, in a few words
        title: String,
        /// The outcome it brings nearer
        #[arg(long, value_name = "ID")]
        outcome: Option<String>,
    },
    /// To a column, an outcome, or both
    Move {
        /// The card, by its id
        id: String,
        /// The column, by its name
        #[arg(required_unless_present = "outcome")]
        column: Option<String>,
        /// The outcome it goes to
        #[arg(long, value_name = "ID")]
        outcome: Option<String>,
    },
    /// Make these its owners; - takes the owners away
    Assign {
        /// The card, by its id
        id: String,
        /// People of the plan, by their names
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        /// Add names that are not in the plan to its people
        #[arg(long)]
        new: bool,
    },
    /// To the last column
    Done {
        /// The card, by its id
        id: String,
    },
    /// Out of the plan, and out of what others need
    Bin {
        /// The card, by its id
        id: String,
    },
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    title: &'a str,
    outcome: Option<&'a str>,
    column: &'a str,
    owners: &'a [String],
    estimate: Option<Quarters>,
    due: Option<NaiveDate>,
    blocked: Option<&'a str>,
}

pub fn run(session: &Session, args: Task) -> Ended {
    match args.deed {
        Deed::List => list(session),
        Deed::Add { title, outcome } => add(session, &title, outcome.as_deref()),
        Deed::Move { id, column, outcome } => move_to(session, &id, column.as_deref(), outcome.as_deref()),
        Deed::Assign { id, names, new } => assign(session, &id, &names, if new { Unknown::Added } else { Unknown::Refused }),
        Deed::Done { id } => to_column(session, &id, Plan::last_column),
        Deed::Bin { id } => {
            let mut opened = session.open(None)?;
            let title = title(opened.plan(), &id)?;
            opened.change(|plan| plan.bin(&id))?;
            done(session, &format!("binned {title}"))
        }
    }
}

fn listed<'a>(plan: &'a Plan, it: &TaskRef<'a>) -> Listed<'a> {
    let outcome = match it.home {
        Home::Outcome(n) => Some(plan.outcomes[n].id.as_str()),
        Home::Noise => None,
    };
    let task = it.task.as_ref();
    let blocked = task.is_blocked().then_some(task.blocked.as_str());
    let column = plan.settings.columns[plan.column_of(task)].name.as_str();
    Listed { id: &task.id, title: &task.title, outcome, column, owners: &task.owners, estimate: task.estimate, due: task.due, blocked }
}

fn list(session: &Session) -> Ended {
    let opened = session.open(None)?;
    let plan = opened.plan();
    let all: Vec<_> = plan.tasks().map(|it| listed(plan, &it)).collect();
    if session.json {
        output::json(&all)?;
        return Ok(Exit::Done);
    }
    let widest = |text: &dyn Fn(&Listed) -> usize, most: usize| all.iter().map(text).max().unwrap_or(0).min(most);
    let (ids, titles) =
        (widest(&|it| words::width(&words::clean_line(it.id)), 24), widest(&|it| words::width(&words::clean_line(it.title)), 44));
    let columns = widest(&|it| words::width(&words::clean_line(it.column)), 16);
    let mut out = String::new();
    for it in &all {
        let owners = if it.owners.is_empty() { "no owner".to_string() } else { words::listed(it.owners) };
        let cells = [padded(it.id, ids), padded(it.title, titles), padded(it.column, columns), words::clean_line(&owners).into_owned()];
        out.push_str(&format!(
            "{}{}\n",
            cells.join("  "),
            it.outcome.map_or_else(|| "  (noise)".into(), |id| format!("  ({})", words::clean_line(id)))
        ));
    }
    output::result(&out)?;
    Ok(Exit::Done)
}

fn padded(text: &str, cells: usize) -> String {
    let text = words::clean_line(text);
    let text = words::cut(&text, cells);
    format!("{text}{}", " ".repeat(cells - words::width(&text)))
}

fn add(session: &Session, title: &str, outcome: Option<&str>) -> Ended {
    if title.trim().is_empty() {
        return Err(Failure::Words("a card needs a title of a few words".into()));
    }
    let (today, mut opened) = (session.today(), session.open(None)?);
    let outcome = outcome.map(|name| outcome_named(opened.plan(), name)).transpose()?;
    let mut random = fastrand::Rng::new();
    let id = opened.plan().fresh_id(|| random.u64(..));
    let task = plan::Task { id: id.clone(), title: title.trim().into(), ..plan::Task::default() };
    opened.change(|plan| plan.add_task(outcome.as_deref(), task, today))?;
    match session.json {
        true => output::json(&serde_json::json!({ "id": id }))?,
        false => output::result(&format!("{id}\n"))?,
    }
    done(session, &format!("added {title}"))
}

fn move_to(session: &Session, id: &str, column: Option<&str>, outcome: Option<&str>) -> Ended {
    let (today, mut opened) = (session.today(), session.open(None)?);
    let title = title(opened.plan(), id)?;
    let column = column.map(|name| column_named(opened.plan(), name)).transpose()?;
    let outcome = outcome.map(|name| outcome_named(opened.plan(), name)).transpose()?;
    opened.change(|plan| {
        if let Some(outcome) = &outcome {
            plan.move_to_outcome(id, Some(outcome))?;
        }
        column.map_or(Ok(()), |column| plan.move_to_column(id, column, today))
    })?;
    done(session, &format!("moved {title}"))
}

fn to_column(session: &Session, id: &str, column: impl Fn(&Plan) -> usize) -> Ended {
    let (today, mut opened) = (session.today(), session.open(None)?);
    let (title, column) = (title(opened.plan(), id)?, column(opened.plan()));
    opened.change(|plan| plan.move_to_column(id, column, today))?;
    done(session, &format!("moved {title} to {}", opened.plan().settings.columns[column].name))
}

/// What becomes of a name that is not in the plan.
#[derive(Clone, Copy, PartialEq)]
enum Unknown {
    Refused,
    Added,
}

fn assign(session: &Session, id: &str, names: &[String], unknown: Unknown) -> Ended {
    let mut opened = session.open(None)?;
    let title = title(opened.plan(), id)?;
    let mut seen = HashSet::new();
    let names: Vec<String> = names.iter().filter(|name| *name != "-" && seen.insert(name.as_str())).cloned().collect();
    let strangers: Vec<String> = names.iter().filter(|name| opened.plan().person(name).is_none()).cloned().collect();
    if let (Some(name), Unknown::Refused) = (strangers.first(), unknown) {
        let known: Vec<&str> = opened.plan().people.iter().map(|it| it.name.as_str()).collect();
        return Err(Failure::Words(format!(
            "nobody in this plan is called `{name}`{}; its people are {}; --new adds a person",
            or_near(name, known.iter().copied()),
            words::listed(&known)
        )));
    }
    opened.change(|plan| {
        plan.people.extend(strangers.into_iter().map(|name| Arc::new(Person { name, ..Person::default() })));
        plan.task_mut(id)?.owners.clone_from(&names);
        Ok(())
    })?;
    done(
        session,
        &if names.is_empty() { format!("{title} has no owner now") } else { format!("assigned {title} to {}", words::listed(&names)) },
    )
}

fn title(plan: &Plan, id: &str) -> Result<String, Failure> {
    plan.task(id).map(|it| it.task.title.clone()).ok_or_else(|| {
        let near = or_near(id, plan.tasks().map(|it| it.task.id.as_str()));
        Failure::Words(format!("there is no task `{id}` in this plan{near}; handshake task list shows them"))
    })
}

fn column_named(plan: &Plan, name: &str) -> Result<usize, Failure> {
    plan.settings.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
        let names: Vec<&str> = plan.settings.columns.iter().map(|it| it.name.as_str()).collect();
        let near = or_near(name, names.iter().copied());
        Failure::Words(format!("there is no column `{name}`{near}; the columns are {}", words::listed(&names)))
    })
}
