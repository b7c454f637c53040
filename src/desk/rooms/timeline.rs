//! `t`: the timeline in the place of the board. Its cursor stands on outcomes, so whatever is done to an outcome is done there too.
//! Here are its own actions: to it and back, closer and wider, earlier and later.

use crate::desk::{
    Effect, Layout, Model, Scale,
    action::{Action, Place, always},
    change::tell,
};
use crate::plan::Refusal;

pub(in crate::desk) const TIMELINE: &[Action] = &[
    Action {
        name: "timeline",
        label: "timeline: told, meant and implied of every outcome; again: the board",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| toggle(model),
    },
    Action {
        name: "zoom-in",
        label: "timeline: closer, towards weeks",
        place: Place::Board,
        can: can_zoom_in,
        run: |model, _, today| zoom(model, Step::Closer, today),
    },
    Action {
        name: "zoom-out",
        label: "timeline: wider, towards months",
        place: Place::Board,
        can: can_zoom_out,
        run: |model, _, today| zoom(model, Step::Wider, today),
    },
    Action {
        name: "zoom-all",
        label: "timeline: all of it in sight",
        place: Place::Board,
        can: on_timeline,
        run: |model, _, _| {
            model.timeline.chosen = None;
            Vec::new()
        },
    },
];

#[derive(Clone, Copy)]
enum Step {
    Closer,
    Wider,
}

pub(super) fn on_timeline(model: &Model) -> Result<(), Refusal> {
    match model.timeline.shown {
        true => Ok(()),
        false => Err(Refusal::or("this is for the timeline", "timeline")),
    }
}

/// For what is about cards and columns.
pub(super) fn on_board(model: &Model) -> Result<(), Refusal> {
    match model.timeline.shown {
        true => Err(Refusal::or("cards are on the board", "timeline")),
        false => Ok(()),
    }
}

fn can_zoom_in(model: &Model) -> Result<(), Refusal> {
    on_timeline(model)?;
    match model.chart().scale.zoom {
        0 => Err(Refusal::new("closer it does not go")),
        _ => Ok(()),
    }
}

fn can_zoom_out(model: &Model) -> Result<(), Refusal> {
    on_timeline(model)?;
    match model.chart().scale.zoom < Scale::WIDEST {
        true => Ok(()),
        false => Err(Refusal::new("wider it does not go")),
    }
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    model.timeline.shown = !model.timeline.shown;
    if !Layout::pane_fits_beside(model.size) {
        // The pane would cover it.
        model.pane.shown = Some(false);
    }
    model.pane.focused = false;
    Vec::new()
}

/// Around today where it is in sight, else around the middle.
fn zoom(model: &mut Model, step: Step, today: chrono::NaiveDate) -> Vec<Effect> {
    let scale = model.chart().scale;
    let around = match scale.spot(today) {
        crate::desk::DayAt::At(_) => today,
        crate::desk::DayAt::Before | crate::desk::DayAt::After => scale.middle(),
    };
    let zoom = match step {
        Step::Closer => scale.zoom.saturating_sub(1),
        Step::Wider => scale.zoom + 1,
    };
    let scale = scale.zoomed(zoom, around);
    model.timeline.chosen = Some((scale.origin, scale.zoom));
    Vec::new()
}

/// Earlier (-1) or later (1), until nothing of the plan is left in sight.
pub(super) fn scroll(model: &mut Model, step: i64) -> Vec<Effect> {
    let scale = model.chart().scale.scrolled(step);
    let (first, last) = model.sight.marked;
    let end = scale.days(scale.cells.saturating_sub(1)).1;
    if end < first || scale.origin > last {
        let words = if step < 0 { "nothing is earlier" } else { "nothing is later" };
        return tell(model, words);
    }
    model.timeline.chosen = Some((scale.origin, scale.zoom));
    Vec::new()
}

/// Lists the asks and open tasks of the outcome below it, or no longer.
pub(super) fn fold(model: &mut Model) -> Vec<Effect> {
    let Some(key) = model.lane().map(|lane| lane.key.clone()) else { return Vec::new() };
    if !model.timeline.open.remove(&key) {
        model.timeline.open.insert(key);
    }
    Vec::new()
}

pub(super) fn fold_all(model: &mut Model) -> Vec<Effect> {
    match model.timeline.open.is_empty() {
        true => model.timeline.open = model.sight.grid.lanes.iter().map(|lane| lane.key.clone()).collect(),
        false => model.timeline.open.clear(),
    }
    Vec::new()
}
