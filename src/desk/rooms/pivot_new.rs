//! A new pivot about the outcome with the cursor: which tasks belong to it, what happened, and the record of it as one change.
//! Dropping and swapping go on in `drop`.

use super::{
    Pick, Picks,
    drop::{self, Ending},
    on_board_or_pane,
    pivot::{PivotStep, Pivoting, kind_words, open_changes, set_step},
};
use crate::{
    desk::{
        Chord, Effect, Field, Key, Lines, Model, Room,
        change::{change, refuse},
    },
    plan::{self, ChangeKind, Overrun, Plan, Refusal, Task},
};
use chrono::NaiveDate;
use std::sync::Arc;

/// A new change about the outcome that the list names.
pub(super) fn new(model: &mut Model, letter: char, today: NaiveDate) -> Vec<Effect> {
    let listed = match model.rooms.last() {
        Some(Room::Pivot(room)) => room.outcome.clone().filter(|id| model.plan.outcome(id).is_some()),
        _ => None,
    };
    // Without one the cursor says why, unless it came to one meanwhile.
    let outcome = match listed.map_or_else(|| on_board_or_pane(model), Ok) {
        Ok(outcome) => outcome,
        Err(refusal) => return refuse(model, refusal),
    };
    match letter {
        'b' => ask_what(model, ChangeKind::BudgetOverrun, overrun_words(&model.plan, &outcome), Vec::new(), Vec::new()),
        'e' => {
            let picks = tasks(model, &outcome);
            set_step(model, PivotStep::Tasks { picks, added: Vec::new(), adding: None });
        }
        'd' => return drop::open(model, &outcome, Ending::Drop, None, today),
        _ => return drop::open(model, &outcome, Ending::Swap, None, today),
    }
    Vec::new()
}

/// What was detected, to be taken or written over; nothing where the money reaches.
fn overrun_words(plan: &Plan, outcome: &str) -> &'static str {
    match plan.outcome(outcome).and_then(|outcome| plan.overrun(outcome)) {
        Some(Overrun::Spent) => "more is spent than was planned",
        Some(Overrun::Far | Overrun::Coming) => "the money will not reach",
        None => "",
    }
}

/// The open tasks of the outcome; the one with the cursor belongs to it.
fn tasks(model: &Model, outcome: &str) -> Picks {
    let here = model.card().map(|card| card.id.clone()).filter(|_| !model.pane.focused);
    let row = |task: &Arc<Task>| Pick {
        letter: None,
        id: task.id.clone(),
        words: task.title.clone(),
        aside: task.owners.join(", "),
        is_chosen: Some(&task.id) == here.as_ref(),
    };
    let mut picks = Picks::lettered(model.plan.open_tasks(outcome).into_iter().map(row).collect());
    picks.at = picks.rows.iter().position(|row| row.is_chosen).unwrap_or(0);
    picks
}

fn ask_what(model: &mut Model, kind: ChangeKind, was: &str, tasks: Vec<String>, added: Vec<String>) {
    set_step(model, PivotStep::What { kind, tasks, added, field: Field::new(was, Lines::One) });
}

pub(super) fn on_tasks(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let Some(Room::Pivot(Pivoting { step: PivotStep::Tasks { picks, added, adding }, .. })) = model.rooms.last_mut() else {
        return Vec::new();
    };
    match (chord.key, &mut *adding) {
        (Key::Enter, Some(field)) => {
            let title = field.text().trim().to_string();
            if !title.is_empty() {
                added.push(title);
            }
            *adding = None;
        }
        (_, Some(field)) => std::mem::drop(field.press(chord)),
        (Key::Char('+'), None) => *adding = Some(Field::new("", Lines::One)),
        (Key::Enter, None) => {
            let (tasks, added) = (picks.chosen(), added.clone());
            let first = picks.rows.iter().find(|row| row.is_chosen).map(|row| row.words.clone());
            let Some(words) = first.or_else(|| added.first().cloned()) else {
                return refuse(model, Refusal::new("choose the tasks that belong to it by their letters, or add one with +"));
            };
            ask_what(model, ChangeKind::Undocumented, &words, tasks, added);
        }
        (_, None) => std::mem::drop(picks.press(chord)),
    }
    Vec::new()
}

pub(super) fn raise(
    model: &mut Model,
    kind: ChangeKind,
    outcome: Option<&str>,
    tasks: &[String],
    added: &[String],
    what: &str,
    today: NaiveDate,
) -> Vec<Effect> {
    let Some(outcome) = outcome.map(str::to_string) else { return Vec::new() };
    let id = model.fresh_id();
    let new: Vec<Task> = added.iter().map(|title| Task { id: model.fresh_id(), title: title.clone(), ..Task::default() }).collect();
    let carrying = tasks.iter().cloned().chain(new.iter().map(|task| task.id.clone())).collect();
    let pivot = plan::Pivot {
        kind,
        outcome: outcome.clone(),
        what: what.into(),
        tasks: carrying,
        by: model.telling.by.clone(),
        ..plan::Pivot::default()
    };
    let words = format!("recorded the {} “{what}”", kind_words(kind));
    let effects = change(model, words, today, |plan| {
        new.into_iter().try_for_each(|task| plan.add_task(Some(&outcome), task, today))?;
        plan.raise(&id, &pivot, today)
    });
    let at = open_changes(&model.plan).position(|change| change.id == id);
    if let (Some(Room::Pivot(room)), Some(at)) = (model.rooms.last_mut(), at) {
        room.at = at;
    }
    effects
}
