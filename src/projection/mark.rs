//! The mark of a milestone: a sign and words, never colour alone (spec 3.4).
//! Signs are one cell wide in every font: Geometric Shapes, Box Drawing, ✔ and ✖.

use super::{
    Projection, Standing, State,
    awaited::{Awaited, sooner},
};
use crate::{
    plan::{Deliverable, Milestone, Outcome, Plan},
    words::short_date,
};
use chrono::NaiveDate;
use std::{borrow::Cow, cell::OnceCell};

/// `▲` `+7d`, `✔` `signed 28 Mar`, `◔` `needs dataset 2d sooner`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    pub sign: &'static str,
    pub words: String,
}

fn marked(sign: &'static str, words: impl Into<String>) -> Mark {
    Mark { sign, words: words.into() }
}

pub(super) fn dropped() -> Mark {
    marked("✖", "dropped")
}

/// In place of a green mark when the plan was not touched for long (spec 3.5, `stale-plan`).
pub(super) fn old() -> Mark {
    marked("=", "old")
}

/// What marks are made from.
pub(super) struct Scene<'p> {
    pub plan: &'p Plan,
    pub projection: &'p Projection,
    /// Made when the first milestone waits.
    pub awaited: OnceCell<Awaited<'p>>,
    pub today: NaiveDate,
}

/// The mark of a live milestone; its own is not filled in yet.
pub(super) fn mark(scene: &Scene, standing: &Standing, outcome: &Outcome, milestone: &Milestone) -> Mark {
    let today = scene.today;
    let days = standing.days.unwrap_or(0);
    let since = |date: Option<NaiveDate>| date.map_or(0, |date| scene.projection.calendar().working_days(date, today));
    match standing.state {
        State::Dropped => dropped(),
        State::SignedOff => marked("✔", milestone.signed.map_or("signed".into(), |on| format!("signed {}", short_date(on, today)))),
        State::DoneUnsigned if milestone.sign_off.is_empty() => marked("●", "done, unsigned"),
        State::DoneUnsigned => marked("●", format!("awaits {}", milestone.sign_off)),
        State::Overdue => marked("▲", format!("overdue {}d", since(standing.date()))),
        State::NoDate => marked("?", "no date"),
        State::WaitingOnCustomer => waiting(scene, outcome, days),
        State::Late => marked("▲", format!("+{days}d")),
        State::NoProjection => marked("?", "no projection"),
        State::Floor => marked("≥", standing.projected.map_or("open".into(), |on| short_date(on, today))),
        State::AtRisk => marked("◑", standing.chance.map_or("at risk".into(), |chance| format!("{chance} sure"))),
        State::Early => marked("▼", format!("{}d early", -days)),
        State::Aligned => marked("=", "aligned"),
    }
}

/// Blames nobody before the day: says what is needed sooner while nothing is overdue, and who is waited for once it is.
fn waiting(scene: &Scene, outcome: &Outcome, days: i64) -> Mark {
    let awaited = scene.awaited.get_or_init(|| Awaited::new(scene.plan, scene.projection, scene.today));
    if let Some(overdue) = awaited.overdue(&outcome.id) {
        let who = if overdue.from.is_empty() { handle_of(overdue) } else { Cow::Borrowed(overdue.from.as_str()) };
        return marked("◔", format!("waits on {who} +{days}d"));
    }
    match awaited.soonest(&outcome.id) {
        None => marked("◔", format!("waits +{days}d")),
        Some(it) if it.by.is_none() => marked("◔", format!("needs a date for {}", handle_of(it))),
        Some(it) => match sooner(scene.projection, it).filter(|sooner| *sooner > 0) {
            Some(sooner) => marked("◔", format!("needs {} {sooner}d sooner", handle_of(it))),
            None => marked("◔", format!("needs {} sooner", handle_of(it))),
        },
    }
}

/// What people call a deliverable: its id where that is a word of what must be provided (`dataset` in `Provide dataset`),
/// else all of that text.
pub fn handle_of(deliverable: &Deliverable) -> Cow<'_, str> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (id, what) = (words(&deliverable.id), words(&deliverable.what));
    match !id.is_empty() && what.windows(id.len()).any(|window| window == id) {
        true => Cow::Owned(id.join(" ")),
        false => Cow::Borrowed(&deliverable.what),
    }
}
