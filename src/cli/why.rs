//! `why`: the chain behind an outcome's projected date.

use super::{Ended, Exit, Session, forecast::in_a_line, output};
use crate::{
    plan::Plan,
    projection::{forecasts, project, standings, why_in_words},
};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Debug, clap::Args)]
pub struct Why {
    /// An outcome, by its id or the beginning of its title
    outcome: String,
}

#[derive(Serialize)]
struct Because {
    outcome: String,
    projected: Option<NaiveDate>,
    floor: bool,
    state: Option<&'static str>,
    days: Option<i64>,
    why: Vec<String>,
    text: Option<String>,
    forecast: Option<String>,
}

pub fn run(session: &Session, args: &Why) -> Ended {
    let today = session.today();
    let opened = session.open(None)?;
    let plan = opened.plan();
    let outcome = outcome_named(plan, &args.outcome)?;
    let projection = project(plan, today);
    let standing = standings(plan, &projection, today).into_iter().find(|it| it.outcome == outcome);
    let text = why_in_words(plan, &projection, &outcome, today);
    let likely = forecasts(plan, &projection, today);
    let forecast = standing.as_ref().and_then(|standing| in_a_line(&likely, standing, today));
    if session.json {
        let end = projection.end(&outcome);
        let why = projection.why(&outcome).into_iter().map(|link| link.item).collect();
        let (state, days) = (standing.as_ref().map(|it| it.state.code()), standing.as_ref().and_then(|it| it.days));
        output::json(&Because {
            projected: end.map(|end| end.on),
            floor: end.is_some_and(|end| end.floor),
            outcome,
            state,
            days,
            why,
            text,
            forecast,
        })?;
        return Ok(Exit::Done);
    }
    let mut out = text.unwrap_or_else(|| "no date: it has no task that can be projected".into());
    if let Some(standing) = standing {
        out.push_str(&format!("\n{} {}", standing.mark.sign, standing.mark.words));
    }
    if let Some(forecast) = forecast {
        out.push_str(&format!("\nforecast: {forecast}"));
    }
    output::result(&format!("{out}\n"))?;
    Ok(Exit::Done)
}

/// The id of the outcome that is meant.
///
/// # Errors
/// Lists the ids there are.
pub(super) fn outcome_named(plan: &Plan, name: &str) -> Result<String, output::Failure> {
    if plan.outcome(name).is_some() {
        return Ok(name.into());
    }
    let begins = plan.outcomes.iter().filter(|it| it.title.to_lowercase().starts_with(&name.to_lowercase()));
    match begins.collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.id.clone()),
        _ => {
            let ids: Vec<&str> = plan.outcomes.iter().map(|it| it.id.as_str()).collect();
            let near = super::typo::or_near(name, ids.iter().copied());
            Err(output::Failure::Words(format!("there is no one outcome `{name}`{near}; the outcomes are {}", crate::words::listed(&ids))))
        }
    }
}
