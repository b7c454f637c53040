//! The customer pane with the focus: what we need from them, then what is coming. Enter edits, `r` received, `o` signed off, `d` another date.

use super::{cards, tie};
use crate::{
    desk::{
        Effect, Model, Subject,
        action::{Action, Place, always},
        change::change,
        form,
    },
    plan::Refusal,
};
use chrono::NaiveDate;

pub(in crate::desk) const PANE: &[Action] = &[
    Action { name: "pane", label: "customer pane on or off", place: Place::Everywhere, can: always, run: |model, _, _| toggle(model) },
    Action {
        name: "focus",
        label: "into the customer pane and back",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| focus(model),
    },
    Action { name: "pane-down", label: "down", place: Place::Pane, can: always, run: |model, _, _| step(model, 1) },
    Action { name: "pane-up", label: "up", place: Place::Pane, can: always, run: |model, _, _| step(model, -1) },
    Action { name: "pane-edit", label: "edit the ask or the milestone", place: Place::Pane, can: on_line, run: |model, _, _| edit(model) },
    Action { name: "pane-date", label: "another date", place: Place::Pane, can: on_line, run: |model, _, _| date(model) },
    Action { name: "new-ask", label: "a new ask for this milestone", place: Place::Pane, can: on_line, run: |model, _, _| new_ask(model) },
    Action {
        name: "received",
        label: "received, or not after all",
        place: Place::Pane,
        can: on_ask,
        run: |model, _, today| received(model, today),
    },
    Action {
        name: "signed",
        label: "signed off, or not after all",
        place: Place::Pane,
        can: on_line,
        run: |model, _, today| signed(model, today),
    },
    Action {
        name: "on-day",
        label: "received or signed off on another day",
        place: Place::Pane,
        can: on_line,
        run: |model, _, _| on_day(model),
    },
    Action {
        name: "tie",
        label: "tie the ask to the tasks that need it",
        place: Place::Pane,
        can: on_ask,
        run: |model, _, _| tie::open(model),
    },
];

/// What a line of the pane is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaneLine {
    Ask { outcome: String, deliverable: String },
    Milestone { outcome: String },
}

impl Model {
    /// The line of the pane that has the focus.
    pub fn pane_line(&self) -> Option<PaneLine> {
        let sources = &self.sight.sources;
        match self.pane.at.checked_sub(sources.asks.len()) {
            None => {
                sources.asks.get(self.pane.at).map(|(outcome, ask)| PaneLine::Ask { outcome: outcome.clone(), deliverable: ask.clone() })
            }
            Some(at) => sources.coming.get(at).map(|outcome| PaneLine::Milestone { outcome: outcome.clone() }),
        }
    }
    pub(in crate::desk) fn pane_lines(&self) -> usize {
        self.sight.sources.asks.len() + self.sight.sources.coming.len()
    }
}

pub(super) fn focused_outcome(model: &Model) -> Result<String, Refusal> {
    match model.pane_line() {
        Some(PaneLine::Ask { outcome, .. } | PaneLine::Milestone { outcome }) => Ok(outcome),
        None => Err(Refusal::or("the customer plan is empty: give an outcome a milestone", "date")),
    }
}

fn on_line(model: &Model) -> Result<(), Refusal> {
    super::super::change::writable(model)?;
    focused_outcome(model).map(drop)
}
fn on_ask(model: &Model) -> Result<(), Refusal> {
    on_line(model)?;
    match model.pane_line() {
        Some(PaneLine::Ask { .. }) => Ok(()),
        Some(PaneLine::Milestone { .. }) | None => Err(Refusal::or("this is a milestone; the key is for what the customer owes", "signed")),
    }
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    let shown = !model.is_pane_shown();
    model.pane.shown = Some(shown);
    model.pane.focused &= shown;
    Vec::new()
}

/// A pane that covers the board goes with its focus.
fn focus(model: &mut Model) -> Vec<Effect> {
    model.pane.focused = !model.pane.focused;
    if model.pane.focused {
        model.pane.shown = Some(true);
        let here = model.lane().and_then(|lane| lane.key.outcome().map(str::to_string));
        let place = here.and_then(|id| model.sight.sources.coming.iter().position(|it| *it == id));
        model.pane.at = place.map_or(0, |at| at + model.sight.sources.asks.len());
    } else if !crate::desk::Layout::pane_fits_beside(model.size) {
        model.pane.shown = Some(false);
    }
    Vec::new()
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let last = model.pane_lines().saturating_sub(1);
    model.pane.at = model.pane.at.saturating_add_signed(by).min(last);
    Vec::new()
}

fn edit(model: &mut Model) -> Vec<Effect> {
    match model.pane_line() {
        Some(PaneLine::Ask { deliverable, .. }) => form::open(model, Subject::Deliverable(deliverable)),
        Some(PaneLine::Milestone { outcome }) => form::open(model, Subject::Milestone(outcome)),
        None => Vec::new(),
    }
}

fn date(model: &mut Model) -> Vec<Effect> {
    match model.pane_line() {
        Some(PaneLine::Ask { deliverable, .. }) => form::open_with(model, Subject::Deliverable(deliverable), &["by"]),
        Some(PaneLine::Milestone { outcome }) => cards::redate(model, &outcome),
        None => Vec::new(),
    }
}

/// The day it came in or was signed, typed.
fn on_day(model: &mut Model) -> Vec<Effect> {
    match model.pane_line() {
        Some(PaneLine::Ask { deliverable, .. }) => form::open_with(model, Subject::Deliverable(deliverable), &["received"]),
        Some(PaneLine::Milestone { outcome }) => form::open_with(model, Subject::Milestone(outcome), &["signed"]),
        None => Vec::new(),
    }
}

fn new_ask(model: &mut Model) -> Vec<Effect> {
    match focused_outcome(model) {
        Ok(outcome) => form::open(model, Subject::NewAsk(outcome)),
        Err(_) => Vec::new(),
    }
}

fn received(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(PaneLine::Ask { deliverable, .. }) = model.pane_line() else { return Vec::new() };
    let Some((_, ask)) = model.plan.deliverable(&deliverable) else { return Vec::new() };
    let (what, is_received) = (ask.what.clone(), ask.received.is_some());
    let words = if is_received { format!("{what} is not received after all") } else { format!("received {what}") };
    change(model, words, today, |plan| {
        plan.deliverable_mut(&deliverable)?.received = (!is_received).then_some(today);
        Ok(())
    })
}

fn signed(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Ok(outcome) = focused_outcome(model) else { return Vec::new() };
    let Some(milestone) = model.plan.outcome(&outcome).and_then(|it| it.milestone()) else { return Vec::new() };
    let (headline, is_signed) = (milestone.headline.clone(), milestone.signed.is_some());
    let words = if is_signed { format!("{headline} is not signed off after all") } else { format!("{headline} is signed off") };
    change(model, words, today, |plan| {
        plan.milestone_mut(&outcome)?.signed = (!is_signed).then_some(today);
        Ok(())
    })
}
