//! `why`: the chain behind an outcome's projected date; and what that would be with another estimate, owner, need or date.

use super::{Ended, Exit, Session, forecast::in_a_line, output};
use crate::{
    desk::edit_as_typed,
    plan::Plan,
    projection::{Moved, Projection, Standing, WhatIf, against, forecasts, project, standings, what_if, why_in_words},
    words::day_and_month,
};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Debug, clap::Args)]
pub struct Why {
    /// An outcome, by its id or the beginning of its title
    outcome: String,
    /// What would be with another value of a card or a deliverable, like k3f9.estimate=5, k3f9.owners="Dev Lead, Mei",
    /// k3f9.needs=dataset, dataset.by=2027-02-10; again for each. Nothing is written
    #[arg(long = "with", value_name = "ITEM.FIELD=VALUE")]
    with: Vec<String>,
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
    /// Null where nothing else is asked for.
    with: Option<With>,
}
/// What would be.
#[derive(Serialize)]
struct With {
    moved: Vec<MovedEnd>,
    why: Vec<String>,
    text: Option<String>,
}
/// An end that would be another; dates or null.
#[derive(Serialize)]
struct MovedEnd {
    outcome: String,
    before: Option<NaiveDate>,
    after: Option<NaiveDate>,
    floor: bool,
}

pub fn run(session: &Session, args: &Why) -> Ended {
    let today = session.today();
    let opened = session.open(None)?;
    let plan = opened.plan();
    let outcome = outcome_named(plan, &args.outcome)?;
    let projection = project(plan, today);
    let standings = standings(plan, &projection, today);
    let standing = standings.iter().find(|it| it.outcome == outcome);
    let text = why_in_words(plan, &projection, &outcome, today);
    let likely = forecasts(plan, &projection, today);
    let with = would(plan, &projection, &args.with, today)?;
    let forecast = standing.and_then(|standing| in_a_line(&likely, standing, today));
    if session.json {
        let end = projection.end(&outcome);
        let why = projection.why(&outcome).into_iter().map(|link| link.item).collect();
        let (state, days) = (standing.map(|it| it.state.code()), standing.and_then(|it| it.days));
        let with = with.map(|what_if| with_json(&what_if, &outcome, today));
        output::json(&Because {
            projected: end.map(|end| end.on),
            floor: end.is_some_and(|end| end.floor),
            outcome,
            state,
            days,
            why,
            text,
            forecast,
            with,
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
    if let Some(what_if) = with {
        out.push_str(&with_words(&what_if, &standings, &outcome, today));
    }
    output::result(&format!("{out}\n"))?;
    Ok(Exit::Done)
}

/// What would be; none where nothing else is asked for.
fn would(plan: &Plan, projection: &Projection, typed: &[String], today: NaiveDate) -> Result<Option<WhatIf>, output::Failure> {
    if typed.is_empty() {
        return Ok(None);
    }
    let edit = |plan: &mut Plan| typed.iter().try_for_each(|typed| edit_as_typed(plan, typed, today));
    Ok(Some(what_if(plan, projection, today, edit)?))
}

/// A line for each end that moves, then the chain that would be.
fn with_words(what_if: &WhatIf, standings: &[Standing], outcome: &str, today: NaiveDate) -> String {
    let line = |moved: &Moved| {
        let date = standings.iter().find(|it| it.outcome == moved.outcome).and_then(Standing::date);
        let days = |date| what_if.projection.calendar().working_days(date, moved.after.map_or(date, |end| end.on));
        let date = date.filter(|_| moved.after.is_some());
        let against = date.map_or_else(String::new, |date| format!(", {}", against(days(date), &day_and_month(date, today))));
        format!("\nwith this, {} {}{against}", moved.outcome, moved.said(today))
    };
    let mut out: String = what_if.moved.iter().map(line).collect();
    if what_if.moved.is_empty() {
        out.push_str("\nwith this, no date moves");
    }
    if what_if.moved.iter().any(|it| it.outcome == outcome)
        && let Some(text) = why_in_words(&what_if.plan, &what_if.projection, outcome, today)
    {
        out.push_str(&format!("\n{text}"));
    }
    out
}

fn with_json(what_if: &WhatIf, outcome: &str, today: NaiveDate) -> With {
    let moved = |it: &Moved| MovedEnd {
        outcome: it.outcome.clone(),
        before: it.before.map(|end| end.on),
        after: it.after.map(|end| end.on),
        floor: it.after.is_some_and(|end| end.floor),
    };
    With {
        moved: what_if.moved.iter().map(moved).collect(),
        why: what_if.projection.why(outcome).into_iter().map(|link| link.item).collect(),
        text: why_in_words(&what_if.plan, &what_if.projection, outcome, today),
    }
}

/// The id of the outcome that is meant.
///
/// # Errors
/// Lists the ids there are.
pub(super) fn outcome_named(plan: &Plan, name: &str) -> Result<String, output::Failure> {
    if plan.outcome(name).is_some() {
        return Ok(name.into());
    }
    let typed = name.to_lowercase();
    // Nothing typed begins every title: an empty variable of a script must not mean the only outcome.
    let begins = plan.outcomes.iter().filter(|it| !typed.is_empty() && it.title.to_lowercase().starts_with(&typed));
    match begins.collect::<Vec<_>>().as_slice() {
        [one] => Ok(one.id.clone()),
        _ => {
            let ids: Vec<&str> = plan.outcomes.iter().map(|it| it.id.as_str()).collect();
            let near = super::typo::or_near(name, ids.iter().copied());
            Err(output::Failure::Words(format!("there is no one outcome `{name}`{near}; the outcomes are {}", crate::words::listed(&ids))))
        }
    }
}
