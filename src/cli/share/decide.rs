//! What was decided about each date, from `--keep`, `--take`, `--date` and `--because`.

use super::Share;
use crate::{
    cli::{Failure, why::outcome_named},
    plan::Plan,
    sharing::{Decision, Decisions, Telling},
    words,
};
use chrono::NaiveDate;

pub(super) fn telling(plan: &Plan, args: &Share, by: String, today: NaiveDate) -> Result<Telling, Failure> {
    let next = args.next.as_deref().map(|text| words::parse_day(text, today)).transpose()?;
    Ok(Telling { to: args.to.clone(), by, next, decisions: decisions(plan, args, today)? })
}

fn decisions(plan: &Plan, args: &Share, today: NaiveDate) -> Result<Decisions, Failure> {
    let mut decisions = Decisions::new();
    let mut decide = |outcome: String, decision| match decisions.insert(outcome.clone(), decision) {
        None => Ok(()),
        Some(_) => Err(Failure::Words(format!("{outcome} is decided twice: keep, take and date exclude each other"))),
    };
    for keep in &args.keep {
        let (outcome, why) = keep.split_once('=').unwrap_or((keep, ""));
        decide(outcome_named(plan, outcome)?, Decision::Keep { why: why.into() })?;
    }
    for take in &args.take {
        decide(outcome_named(plan, take)?, Decision::Take { because: String::new() })?;
    }
    for date in &args.date {
        let (outcome, date) = pair(date, "--date", "OUTCOME=DATE")?;
        let by = words::parse_day(date, today)?;
        decide(outcome_named(plan, outcome)?, Decision::Date { by, because: String::new() })?;
    }
    for because in &args.because {
        let (outcome, text) = pair(because, "--because", "OUTCOME=TEXT")?;
        give_reason(&mut decisions, outcome_named(plan, outcome)?, text)?;
    }
    Ok(decisions)
}

fn pair<'a>(text: &'a str, flag: &str, form: &str) -> Result<(&'a str, &'a str), Failure> {
    text.split_once('=').ok_or_else(|| Failure::Words(format!("`{flag} {text}` lacks its `=`: write {flag} {form}")))
}

fn give_reason(decisions: &mut Decisions, outcome: String, text: &str) -> Result<(), Failure> {
    let text = text.trim().to_string();
    match decisions.get_mut(&outcome) {
        Some(Decision::Take { because } | Decision::Date { because, .. } | Decision::AsMeant { because }) if because.is_empty() => {
            *because = text
        }
        Some(Decision::Take { .. } | Decision::Date { .. } | Decision::AsMeant { .. }) => {
            return Err(Failure::Words(format!("{outcome} has two reasons: give one")));
        }
        Some(Decision::Keep { .. }) => {
            return Err(Failure::Words(format!(
                "the date of {outcome} is kept, so the customer needs no reason; why is said with --keep {outcome}=WHY"
            )));
        }
        None => {
            decisions.insert(outcome, Decision::AsMeant { because: text });
        }
    }
    Ok(())
}
