//! What is done to a card: moved, reordered, repeated, blocked, dated, binned, added, edited.

use super::{
    Ownership,
    assign::{self, Deal},
    card, editor, move_to, on_card, outcome,
    select::{self, chosen, title_of},
};
use crate::{
    desk::{
        Chord, Cursor, Effect, LaneKey, Model, Subject,
        action::{Action, Place},
        change::{change, refuse, writable},
        form, form_store,
    },
    plan::{Direction, Refusal, Task, Value},
};
use chrono::NaiveDate;
use std::{collections::BTreeSet, sync::Arc};

/// What `.` does again on another card.
#[derive(Debug, Clone, PartialEq)]
pub enum Repeat {
    Assign(Deal),
    /// To the column of this name.
    MoveTo(String),
}

const fn row(name: &'static str, label: &'static str, run: fn(&mut Model, Chord, NaiveDate) -> Vec<Effect>) -> Action {
    Action { name, label, place: Place::Board, can: on_card, run }
}

pub(in crate::desk) const CARDS: &[Action] = &[
    Action {
        can: |model| moves(model, -1).map(drop),
        ..row("move-left", "move the card to the previous column", |model, _, today| shift(model, -1, today))
    },
    Action {
        can: |model| moves(model, 1).map(drop),
        ..row("move-right", "move the card to the next column", |model, _, today| shift(model, 1, today))
    },
    Action { can: can_reorder, ..row("order-up", "move up in its order", |model, _, today| reorder(model, Direction::Up, today)) },
    Action { can: can_reorder, ..row("order-down", "move down in its order", |model, _, today| reorder(model, Direction::Down, today)) },
    row("move-to", "move to a column or an outcome", |model, _, _| move_to::open(model)),
    Action {
        name: "assign",
        label: "give it its owner",
        place: Place::Board,
        can: assign::can,
        run: |model, _, today| assign::open(model, Ownership::Only, today),
    },
    Action {
        name: "co-own",
        label: "add or remove a co-owner",
        place: Place::Board,
        can: assign::can,
        run: |model, _, today| assign::open(model, Ownership::Shared, today),
    },
    Action { can: can_repeat, ..row("repeat", "do the last assignment or move again here", |model, _, today| repeat(model, today)) },
    row("block", "blocked, with its reason; or no longer", |model, _, today| block(model, today)),
    Action {
        name: "date",
        label: "due date of the card, promised date of the outcome",
        place: Place::Board,
        can: can_date,
        run: |model, _, _| date(model),
    },
    Action { name: "bin", label: "bin the card", place: Place::Board, can: can_bin, run: |model, _, today| bin(model, today) },
    Action { name: "new-task", label: "new task here", place: Place::Board, can: writable, run: |model, _, _| new_task(model) },
    Action {
        name: "capture",
        label: "capture a task to the noise",
        place: Place::Board,
        can: writable,
        run: |model, _, _| form::open_with(model, Subject::NewTask { outcome: None, column: String::new() }, &["title"]),
    },
    Action {
        name: "editor",
        label: "edit the card in $EDITOR",
        place: Place::Board,
        can: editor::can,
        run: |model, _, _| editor::open(model),
    },
    Action { name: "edit", label: "edit the card or the outcome", place: Place::Board, can: can_edit, run: |model, _, _| edit(model) },
];

/// The cards that have a column on that side, each with it.
fn moves(model: &Model, step: isize) -> Result<Vec<(Arc<Task>, usize)>, Refusal> {
    on_card(model)?;
    let cards = chosen(model);
    let count = model.plan.settings.columns.len();
    let next = |card: &Arc<Task>| model.plan.column_of(card).checked_add_signed(step).filter(|column| *column < count);
    let moves: Vec<(Arc<Task>, usize)> = cards.iter().filter_map(|card| Some((Arc::clone(card), next(card)?))).collect();
    let side = if step < 0 { "first" } else { "last" };
    match (cards.len(), moves.is_empty()) {
        (1, true) => Err(Refusal::new(format!("it is in the {side} column"))),
        (_, true) => Err(Refusal::new(format!("they are in the {side} column"))),
        (_, false) => Ok(moves),
    }
}

fn shift(model: &mut Model, step: isize, today: NaiveDate) -> Vec<Effect> {
    let way = if step < 0 { "left" } else { "right" };
    match moves(model, step).as_deref() {
        Err(refusal) => refuse(model, refusal.clone()),
        Ok([(_, column)]) if model.selected.len() < 2 => to_column(model, *column, today),
        Ok(moves) => {
            let moved: Vec<_> = moves.iter().map(|(card, _)| Arc::clone(card)).collect();
            let effects = change(model, format!("moved {} one column {way}", title_of(&moved)), today, |plan| {
                moves.iter().try_for_each(|(card, column)| plan.move_to_column(&card.id, *column, today))
            });
            let columns: BTreeSet<usize> = moves.iter().map(|(_, column)| *column).collect();
            columns.into_iter().for_each(|column| over_limit(model, column));
            effects
        }
    }
}

/// Moves what is selected, or the card under the cursor; the cursor goes with it.
pub(super) fn to_column(model: &mut Model, column: usize, today: NaiveDate) -> Vec<Effect> {
    let cards = chosen(model);
    let name = model.plan.settings.columns[column].name.clone();
    model.last_deed = Some(Repeat::MoveTo(name.clone()));
    let effects = change(model, format!("moved {} to {name}", title_of(&cards)), today, |plan| {
        cards.iter().try_for_each(|card| plan.move_to_column(&card.id, column, today))
    });
    move_to::say_where(model, &cards, &name);
    over_limit(model, column);
    effects
}

/// The same, by the column's name: the file may have other columns by now than when it was chosen.
pub(super) fn to_column_named(model: &mut Model, name: &str, today: NaiveDate) -> Vec<Effect> {
    match model.plan.column_named(name) {
        Some(column) => to_column(model, column, today),
        None => refuse(model, Refusal::or(format!("there is no column {name} any more"), "move-to")),
    }
}

/// A limit never stops a move; it is said.
pub(super) fn over_limit(model: &mut Model, column: usize) {
    let (name, limit) = (&model.plan.settings.columns[column].name, model.plan.settings.columns[column].wip);
    let count = model.sight.grid.counts.get(column).copied().unwrap_or(0);
    if let (Some(limit), Some(message)) = (limit.filter(|limit| count > *limit as usize), &mut model.message) {
        message.words = format!("{}; {name} now holds {count} of {limit}", message.words);
    }
}

fn reorder(model: &mut Model, direction: Direction, today: NaiveDate) -> Vec<Effect> {
    let words = match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    if !model.selected.is_empty() {
        return select::reorder(model, direction, words, today);
    }
    match (card(model), outcome(model)) {
        (Ok(card), _) => change(model, format!("moved {} {words}", card.title), today, |plan| plan.reorder(&card.id, direction)),
        (Err(_), Ok(id)) => {
            let title = model.plan.outcome(&id).map_or_else(String::new, |it| it.title.clone());
            change(model, format!("moved {title} {words}"), today, |plan| plan.reorder_outcome(&id, direction))
        }
        (Err(_), Err(_)) => refuse(model, Refusal::new("the noise is always last")),
    }
}

fn can_reorder(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    match (chosen(model).is_empty(), outcome(model), model.lane()) {
        (false, _, _) | (true, Ok(_), _) => Ok(()),
        (true, Err(_), Some(_)) => Err(Refusal::new("the noise is always last")),
        (true, Err(refusal), None) => Err(refusal),
    }
}

fn can_repeat(model: &Model) -> Result<(), Refusal> {
    on_card(model)?;
    match model.last_deed {
        Some(_) => Ok(()),
        None => Err(Refusal::or("nothing to repeat yet: assign or move a card first", "assign")),
    }
}

fn repeat(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    match model.last_deed.clone() {
        Some(Repeat::MoveTo(column)) => to_column_named(model, &column, today),
        Some(Repeat::Assign(deal)) => assign::deal(model, deal, today),
        None => can_repeat(model).err().map_or_else(Vec::new, |refusal| refuse(model, refusal)),
    }
}

/// Asks for the reason while any is not blocked; else unblocks all.
fn block(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let cards = chosen(model);
    if cards.iter().any(|card| !card.is_blocked()) {
        return form::open_with(model, form::subject_of(&cards), &["blocked"]);
    }
    change(model, format!("unblocked {}", title_of(&cards)), today, |plan| {
        cards.iter().try_for_each(|card| {
            plan.task_mut(&card.id)?.blocked.clear();
            Ok(())
        })
    })
}

fn can_date(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    if chosen(model).is_empty() { outcome(model).map(drop) } else { Ok(()) }
}

fn date(model: &mut Model) -> Vec<Effect> {
    let cards = chosen(model);
    match (cards.is_empty(), outcome(model)) {
        (false, _) => form::open_with(model, form::subject_of(&cards), &["due"]),
        (true, Ok(id)) => redate(model, &id),
        (true, Err(refusal)) => refuse(model, refusal),
    }
}

/// The date of an outcome's milestone, with the reason the customer will read.
pub(super) fn redate(model: &mut Model, outcome: &str) -> Vec<Effect> {
    let has_milestone = model.plan.outcome(outcome).is_some_and(|it| it.milestone.is_some());
    let fields: &[&str] = if has_milestone { &["by", "because"] } else { &["headline", "by"] };
    form::open_with(model, Subject::Milestone(outcome.into()), fields)
}

fn can_bin(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    match (chosen(model).is_empty(), outcome(model)) {
        (false, _) => Ok(()),
        (true, Ok(_)) => Err(Refusal::or("an outcome is not binned: it is dropped or swapped", "drop-or-swap")),
        (true, Err(_)) => card(model).map(drop),
    }
}

fn bin(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let cards = chosen(model);
    change(model, format!("binned {}", title_of(&cards)), today, |plan| cards.iter().try_for_each(|card| plan.bin(&card.id)))
}

fn new_task(model: &mut Model) -> Vec<Effect> {
    let (outcome, column) = (outcome(model).ok(), model.card().map_or(0, |_| model.cursor.column));
    form::open(model, Subject::NewTask { outcome, column: column_name(model, column) })
}

fn column_name(model: &Model, column: usize) -> String {
    model.plan.settings.columns[column].name.clone()
}

fn can_edit(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    match outcome(model) {
        Ok(_) => Ok(()),
        Err(_) => card(model).map(drop),
    }
}

fn edit(model: &mut Model) -> Vec<Effect> {
    match (card(model), outcome(model)) {
        (Ok(card), _) => form::open(model, Subject::Task(card.id.clone())),
        (Err(_), Ok(id)) => form::open(model, Subject::Outcome(id)),
        (Err(refusal), Err(_)) => refuse(model, refusal),
    }
}

/// Adds a card with these values, in the first column where there is none of this name any more; the cursor goes to it.
pub(in crate::desk) fn add_task(
    model: &mut Model,
    outcome: Option<&str>,
    column: &str,
    values: Vec<(&'static str, Value)>,
    today: NaiveDate,
) -> Vec<Effect> {
    let mut task = Task { id: model.plan.fresh_id(|| model.random.u64(..)), ..Task::default() };
    form_store::set_all(&mut task, values);
    let (id, words) = (task.id.clone(), format!("added {}", task.title));
    let column = model.plan.column_named(column).unwrap_or(0);
    let effects = change(model, words, today, |plan| {
        plan.add_task(outcome, task, today)?;
        plan.move_to_column(&id, column, today)
    });
    let lane = outcome.map_or(LaneKey::Noise, |outcome| LaneKey::Outcome(outcome.into()));
    model.unfold(&lane, today);
    if let Some(cursor) = Cursor::on_card(&model.sight.grid, &id) {
        model.cursor = cursor;
    }
    effects
}
