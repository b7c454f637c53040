//! The mark of a milestone: a sign and words, never colour alone (spec 3.4).
//! Signs are one cell wide in every font: Geometric Shapes, Box Drawing, ✔ and ✖.

use super::{Projection, Standing, State, ids::Node, work::live_deliverables};
use crate::{
    plan::{Deliverable, Milestone, Outcome, Plan},
    words::short_date,
};
use chrono::NaiveDate;
use std::{borrow::Cow, cell::OnceCell, collections::HashSet};

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
    /// Live ones, in file order; looked up when the first milestone waits.
    pub deliverables: OnceCell<Vec<&'p Deliverable>>,
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
    let (projection, today) = (scene.projection, scene.today);
    let awaited = awaited(scene, outcome);
    if let Some(overdue) = awaited.iter().filter(|it| it.by.is_some_and(|by| by < today)).min_by_key(|it| it.by) {
        let who = if overdue.from.is_empty() { handle_of(overdue) } else { Cow::Borrowed(overdue.from.as_str()) };
        return marked("◔", format!("waits on {who} +{days}d"));
    }
    let sooner = |it: &Deliverable| Some(projection.calendar().working_days(projection.need_by(&it.id)?, it.by?));
    match awaited.iter().rev().max_by_key(|it| sooner(it)) {
        None => marked("◔", format!("waits +{days}d")),
        Some(it) if it.by.is_none() => marked("◔", format!("needs a date for {}", handle_of(it))),
        Some(it) => match sooner(it).filter(|sooner| *sooner > 0) {
            Some(sooner) => marked("◔", format!("needs {} {sooner}d sooner", handle_of(it))),
            None => marked("◔", format!("needs {} sooner", handle_of(it))),
        },
    }
}

/// What an outcome's open tasks wait for, through `needs` or behind an owner's other work: not received, in file order.
fn awaited<'p>(scene: &Scene<'p>, outcome: &Outcome) -> Vec<&'p Deliverable> {
    let projection = scene.projection;
    let why = projection.why(&outcome.id);
    let open = outcome.tasks.iter().filter(|task| scene.plan.is_open(task));
    let ids = open.flat_map(|task| &task.needs).chain(why.last().map(|link| &link.item));
    let mut next: Vec<Node> = ids.filter_map(|id| projection.ids.get(id)).collect();
    let (mut seen, mut awaited) = (HashSet::new(), Vec::new());
    while let Some(node) = next.pop() {
        if !seen.insert(node) {
            continue;
        }
        match node {
            Node::Task(number) => {
                next.extend(projection.needs.of(number).iter().map(|it| Node::Task(*it)));
                next.extend(projection.awaits.of(number).iter().map(|it| Node::Deliverable(*it)));
            }
            Node::Deliverable(number) => awaited.push(number),
            Node::Outcome(_) | Node::Closed => {}
        }
    }
    awaited.sort_unstable();
    let deliverables = scene.deliverables.get_or_init(|| live_deliverables(scene.plan).map(|it| &**it).collect());
    awaited.into_iter().map(|number| deliverables[number as usize]).filter(|it| it.received.is_none()).collect()
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
