//! What is done to lanes: a new outcome, folding.

use super::timeline;
use crate::{
    desk::{
        Effect, LaneKey, Model, Subject,
        action::{Action, Place},
        change::{change, writable},
        form, form_store,
    },
    plan::{Outcome, Refusal, Value},
};
use chrono::NaiveDate;
use std::sync::Arc;

pub(in crate::desk) const LANES: &[Action] = &[
    Action {
        name: "new-outcome",
        label: "new outcome",
        place: Place::Board,
        can: writable,
        run: |model, _, _| form::open(model, Subject::NewOutcome),
    },
    Action {
        name: "fold",
        label: "fold or unfold the lane; on the timeline: list its asks and tasks",
        place: Place::Board,
        can: on_lane,
        run: |model, _, today| fold(model, today),
    },
    Action {
        name: "fold-all",
        label: "fold or unfold all lanes",
        place: Place::Board,
        can: on_lane,
        run: |model, _, today| fold_all(model, today),
    },
];

pub(super) fn on_lane(model: &Model) -> Result<(), Refusal> {
    model.lane().map(drop).ok_or_else(|| Refusal::or("there is no outcome yet", "new-outcome"))
}

fn fold(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    if model.timeline.shown {
        return timeline::fold(model);
    }
    if let Some(lane) = model.lane() {
        let (key, folded) = (lane.key.clone(), lane.folded);
        model.folds.insert(key.clone(), !folded);
        model.regrid(today);
        model.cursor = model.cursor.on_lane(&model.sight.grid, &key).unwrap_or_default();
    }
    Vec::new()
}

/// Folds all when any is open, else opens all.
fn fold_all(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    if model.timeline.shown {
        return timeline::fold_all(model);
    }
    let is_any_open = model.sight.grid.lanes.iter().any(|lane| !lane.folded);
    // Lanes that the filter hides stay as they were folded by hand.
    model.folds.extend(model.sight.grid.lanes.iter().map(|lane| (lane.key.clone(), is_any_open)));
    model.regrid(today);
    Vec::new()
}

/// Adds an outcome; the cursor goes to its header.
pub(in crate::desk) fn add_outcome(model: &mut Model, values: Vec<(&'static str, Value)>, today: NaiveDate) -> Vec<Effect> {
    let mut outcome = Outcome { id: model.plan.fresh_id(|| model.random.u64(..)), ..Outcome::default() };
    form_store::set_all(&mut outcome, values);
    let (key, words) = (LaneKey::Outcome(outcome.id.clone()), format!("added the outcome {}", outcome.title));
    let effects = change(model, words, today, |plan| {
        plan.outcomes.push(Arc::new(outcome));
        Ok(())
    });
    if let Some(cursor) = model.cursor.on_lane(&model.sight.grid, &key) {
        model.cursor = cursor;
    }
    effects
}
