//! Moving the cursor. Nothing here grows with the plan: each key looks only at the lanes it passes.
//! On the timeline it goes from outcome to outcome, and sideways through time.

use super::{
    lanes::on_lane,
    timeline::{on_board, scroll},
};
use crate::{
    desk::{
        Chord, Cursor, Effect, Grid, Key, Model,
        action::{Action, Place},
        change::tell,
    },
    plan::Direction,
};

const fn row(name: &'static str, label: &'static str, run: fn(&mut Model, Chord, chrono::NaiveDate) -> Vec<Effect>) -> Action {
    Action { name, label, place: Place::Board, can: on_lane, run }
}

pub(in crate::desk) const MOVES: &[Action] = &[
    row("left", "to the column on the left; on the timeline: earlier", |model, _, _| sideways(model, -1)),
    row("down", "down", |model, _, _| step(model, Direction::Down)),
    row("up", "up", |model, _, _| step(model, Direction::Up)),
    row("right", "to the column on the right; on the timeline: later", |model, _, _| sideways(model, 1)),
    row("lane-up", "to the previous outcome", |model, _, _| go(model, |cursor, grid| cursor.lane_step(grid, Direction::Up))),
    row("lane-down", "to the next outcome", |model, _, _| go(model, |cursor, grid| cursor.lane_step(grid, Direction::Down))),
    row("first", "to the top", |model, _, _| go(model, Cursor::start)),
    row("last", "to the bottom", |model, _, _| go(model, |cursor, grid| cursor.end(grid))),
    Action {
        name: "column",
        label: "to a column by its number",
        place: Place::Board,
        can: on_board,
        run: |model, chord, _| match chord.key {
            Key::Char(digit @ '1'..='9') => go(model, |cursor, grid| cursor.to_column(grid, digit as usize - '1' as usize)),
            _ => tell(model, "press the number of the column"),
        },
    },
];

fn go(model: &mut Model, step: impl FnOnce(&Cursor, &Grid) -> Cursor) -> Vec<Effect> {
    model.cursor = step(&model.cursor, &model.sight.grid);
    Vec::new()
}

fn step(model: &mut Model, direction: Direction) -> Vec<Effect> {
    match model.timeline.shown {
        true => go(model, |cursor, grid| cursor.lane_step(grid, direction)),
        false => go(model, |cursor, grid| cursor.step(grid, direction)),
    }
}

fn sideways(model: &mut Model, step: i8) -> Vec<Effect> {
    match model.timeline.shown {
        true => scroll(model, step.into()),
        false => go(model, |cursor, grid| cursor.sideways(grid, step.into())),
    }
}
