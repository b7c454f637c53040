//! `pivot`: raises a change and takes its steps; each says what is owed then (spec 3.7).

use super::{Ended, Failure, Session, output, session::done, typo::or_near, why::outcome_named};
use crate::{
    findings,
    plan::{self, Becomes, ChangeKind, Plan, Refusal},
    projection::{project, standings},
};
use chrono::NaiveDate;
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub struct Pivot {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// The money will not reach. Prints the change's id, as the next three do
    Budget(Raise),
    /// Work nobody agreed on: the customer sees what was told until it is documented
    Undocumented(Raise),
    /// The outcome is not pursued any more
    Drop(Raise),
    /// Another outcome takes its place
    Swap(Raise),
    /// Who decided
    Decide {
        /// The change, by its id
        change: String,
        /// Who decided, again for each
        #[arg(long, value_name = "NAME")]
        by: Vec<String>,
    },
    /// The work of an undocumented change is done
    Finish {
        /// The change, by its id
        change: String,
    },
    /// An undocumented change is written up
    Document {
        /// The change, by its id
        change: String,
    },
    /// An undocumented change becomes another one; prints the new id
    Reclassify {
        /// The change, by its id
        change: String,
        /// What it becomes
        kind: Kind,
        /// The outcome that takes the place, for a swap
        #[arg(long, value_name = "ID")]
        replaced_by: Option<String>,
        /// Who says so
        #[arg(long, value_name = "NAME")]
        by: Vec<String>,
    },
}

#[derive(Debug, clap::Args)]
struct Raise {
    /// The outcome it is about, by its id or the beginning of its title
    #[arg(long, value_name = "ID")]
    outcome: String,
    /// What happened, in a line
    #[arg(long, value_name = "TEXT")]
    what: String,
    /// A task that carries it, again for each
    #[arg(long, value_name = "ID")]
    task: Vec<String>,
    /// The outcome that takes the place, for a swap
    #[arg(long, value_name = "ID")]
    replaced_by: Option<String>,
    /// Who raises it
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
}

/// What an undocumented change can become.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Budget,
    Drop,
    Swap,
}

impl Kind {
    fn of_change(self) -> ChangeKind {
        match self {
            Kind::Budget => ChangeKind::BudgetOverrun,
            Kind::Drop => ChangeKind::Dropped,
            Kind::Swap => ChangeKind::Swapped,
        }
    }
}

pub fn run(session: &Session, args: Pivot) -> Ended {
    match args.step {
        Step::Budget(raised) => raise(session, ChangeKind::BudgetOverrun, &raised),
        Step::Undocumented(raised) => raise(session, ChangeKind::Undocumented, &raised),
        Step::Drop(raised) => raise(session, ChangeKind::Dropped, &raised),
        Step::Swap(raised) => raise(session, ChangeKind::Swapped, &raised),
        Step::Decide { change, by } => {
            let by = session.must_sender(&by)?;
            step(session, &change, &format!("{by} decided {change}"), |plan, on| plan.decide(&change, &by, on))
        }
        Step::Finish { change } => step(session, &change, &format!("finished {change}"), |plan, on| plan.finish(&change, on)),
        Step::Document { change } => step(session, &change, &format!("documented {change}"), |plan, on| plan.document(&change, on)),
        Step::Reclassify { change, kind, replaced_by, by } => reclassify(session, &change, kind, replaced_by.as_deref(), &by),
    }
}

fn raise(session: &Session, kind: ChangeKind, args: &Raise) -> Ended {
    let (today, mut opened) = (session.today(), session.open(None)?);
    let plan = opened.plan();
    let outcome = outcome_named(plan, &args.outcome)?;
    let pivot = plan::Pivot {
        kind,
        what: args.what.clone(),
        tasks: args.task.clone(),
        replaced_by: outcome_or_none(plan, args.replaced_by.as_deref())?,
        by: session.senders(&args.by),
        outcome,
    };
    let id = fresh_id(plan);
    opened.change(|plan| plan.raise(&id, &pivot, today))?;
    give(session, &id)?;
    done(session, &format!("raised {id}{}", still_owed(opened.plan(), &id, today)))
}

fn reclassify(session: &Session, change: &str, kind: Kind, replaced_by: Option<&str>, by: &[String]) -> Ended {
    let (today, mut opened) = (session.today(), session.open(None)?);
    let replaced_by = outcome_or_none(opened.plan(), replaced_by)?;
    let becomes = Becomes { kind: kind.of_change(), replaced_by, by: session.senders(by) };
    let id = fresh_id(opened.plan());
    opened.change(|plan| plan.reclassify(change, &id, &becomes, today))?;
    give(session, &id)?;
    done(session, &format!("{change} became {id}{}", still_owed(opened.plan(), &id, today)))
}

fn step(session: &Session, change: &str, said: &str, take: impl FnOnce(&mut Plan, NaiveDate) -> Result<(), Refusal>) -> Ended {
    let (today, mut opened) = (session.today(), session.open(None)?);
    if opened.plan().change(change).is_none() {
        let near = or_near(change, opened.plan().changes.iter().map(|it| it.id.as_str()));
        return Err(format!("there is no change `{change}` in this plan{near}").into());
    }
    opened.change(|plan| take(plan, today))?;
    done(session, &format!("{said}{}", still_owed(opened.plan(), change, today)))
}

fn outcome_or_none(plan: &Plan, name: Option<&str>) -> Result<String, Failure> {
    Ok(name.map(|name| outcome_named(plan, name)).transpose()?.unwrap_or_default())
}

fn fresh_id(plan: &Plan) -> String {
    let mut random = fastrand::Rng::new();
    plan.fresh_id(|| random.u64(..))
}

/// The new change's id, as a result.
fn give(session: &Session, id: &str) -> Result<(), Failure> {
    match session.json {
        true => output::json(&serde_json::json!({ "id": id })),
        false => output::result(&format!("{id}\n")),
    }
}

/// `; owed:` and a box for each; and where an undocumented change breaks a promise, how to reclassify it.
fn still_owed(plan: &Plan, id: &str, today: NaiveDate) -> String {
    let Some(change) = plan.change(id) else { return String::new() };
    let open: Vec<String> = plan::owes(plan, change).iter().filter(|it| !it.done).map(|it| format!("\n  [ ] {}", it.what)).collect();
    let owed = match open.is_empty() {
        true => "; nothing is owed".into(),
        false => format!("; owed:{}", open.concat()),
    };
    let broken = findings::breaks(plan, &standings(plan, &project(plan, today), today), change);
    match broken.is_empty() {
        true => owed,
        false => {
            let broken = findings::breaks_in_words(plan, &broken);
            format!("{owed}\nit {broken}: handshake pivot reclassify {id} budget|drop|swap says so in both plans")
        }
    }
}
