//! `receive` and `sign`: what the customer did, dated today.

use super::{Ended, Session, session::done, typo::or_near, why::outcome_named};
use crate::{plan::Refusal, words::day_and_month};
use chrono::NaiveDate;

#[derive(Debug, clap::Args)]
pub struct Receive {
    /// A deliverable, by its id
    deliverable: String,
}

#[derive(Debug, clap::Args)]
pub struct Sign {
    /// An outcome, by its id or the beginning of its title
    outcome: String,
}

pub fn receive(session: &Session, args: &Receive) -> Ended {
    let (today, mut opened) = (session.today(), session.open(None)?);
    if opened.plan().deliverable(&args.deliverable).is_none() {
        let asks = opened.plan().live_outcomes().filter_map(|it| it.milestone()).flat_map(|it| &it.deliverables);
        let (name, near) = (&args.deliverable, or_near(&args.deliverable, asks.map(|it| it.id.as_str())));
        return Err(format!("there is no deliverable `{name}` in this plan{near}").into());
    }
    opened.change(|plan| {
        let ask = plan.deliverable_mut(&args.deliverable)?;
        once(&mut ask.received, "received", today)
    })?;
    let what = opened.plan().deliverable(&args.deliverable).map_or_else(String::new, |(_, it)| it.what.clone());
    done(session, &format!("received {what}"))
}

pub fn sign(session: &Session, args: &Sign) -> Ended {
    let (today, mut opened) = (session.today(), session.open(None)?);
    let outcome = outcome_named(opened.plan(), &args.outcome)?;
    opened.change(|plan| once(&mut plan.milestone_mut(&outcome)?.signed, "signed off", today))?;
    let headline = opened.plan().outcome(&outcome).and_then(|it| it.milestone()).map_or_else(String::new, |it| it.headline.clone());
    done(session, &format!("{headline} is signed off"))
}

/// What happened on a day did not happen again today.
fn once(day: &mut Option<NaiveDate>, what: &str, today: NaiveDate) -> Result<(), Refusal> {
    match *day {
        Some(was) => Err(Refusal::new(format!("it was {what} on {} already", day_and_month(was, today)))),
        None => {
            *day = Some(today);
            Ok(())
        }
    }
}
