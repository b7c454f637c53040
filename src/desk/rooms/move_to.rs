//! `m`: to a column by its digit, to an outcome by its letter.

use super::{
    cards,
    select::{chosen, title_of},
};
use crate::{
    desk::{
        Chord, Effect, Key, Model, Room,
        change::{change, refuse, tell},
    },
    plan::{Refusal, Task},
};
use chrono::NaiveDate;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub struct MoveTo {
    pub title: String,
    /// What can be chosen, with its digit or letter.
    pub targets: Vec<(Option<char>, Target, String)>,
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// By its name.
    Column(String),
    /// None: the noise.
    Outcome(Option<String>),
}

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let title = title_of(&chosen(model));
    let digits = ('1'..='9').map(Some).chain(std::iter::repeat(None));
    let columns = model.plan.settings.columns.iter().zip(digits);
    let mut targets: Vec<_> = columns.map(|(column, digit)| (digit, Target::Column(column.name.clone()), column.name.clone())).collect();
    let mut letters = 'a'..='z';
    for outcome in model.plan.live_outcomes() {
        targets.push((letters.next(), Target::Outcome(Some(outcome.id.clone())), outcome.title.clone()));
    }
    targets.push((letters.next_back(), Target::Outcome(None), "Noise".into()));
    model.rooms.push(Room::MoveTo(MoveTo { title, targets, at: 0 }));
    Vec::new()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::MoveTo(room)) = model.rooms.last_mut() else { return Vec::new() };
    match (chord.key, chord.typed()) {
        (Key::Esc, _) => drop(model.rooms.pop()),
        (Key::Down, _) => room.at = (room.at + 1).min(room.targets.len() - 1),
        (Key::Up, _) => room.at = room.at.saturating_sub(1),
        (Key::Enter, _) => return go(model, None, today),
        (_, Some(typed)) => return go(model, Some(typed), today),
        _ => {}
    }
    Vec::new()
}

fn go(model: &mut Model, typed: Option<char>, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::MoveTo(room)) = model.rooms.last() else { return Vec::new() };
    let at = typed.map_or(Some(room.at), |typed| room.targets.iter().position(|(key, _, _)| *key == Some(typed)));
    let Some((_, target, name)) = at.and_then(|at| room.targets.get(at)).cloned() else {
        let key = typed.map(String::from).unwrap_or_default();
        return refuse(model, Refusal::new(format!("{key} is no column and no outcome here")));
    };
    model.rooms.pop();
    match target {
        Target::Column(column) => cards::to_column_named(model, &column, today),
        Target::Outcome(outcome) => {
            let cards = chosen(model);
            let effects = change(model, format!("moved {} to {name}", title_of(&cards)), today, |plan| {
                cards.iter().try_for_each(|card| plan.move_to_outcome(&card.id, outcome.as_deref()))
            });
            say_where(model, &cards, &name);
            effects
        }
    }
}

/// After a move that said nothing, for nothing had to move.
pub(super) fn say_where(model: &mut Model, cards: &[Arc<Task>], name: &str) {
    if model.message.is_none() {
        let is = if cards.len() == 1 { "is" } else { "are" };
        tell(model, format!("{} {is} in {name} already", title_of(cards)));
    }
}

/// Puts cards into a column of an outcome, or of the noise, as one step: what the pointer dropped there.
pub(in crate::desk) fn place(
    model: &mut Model,
    cards: &[Arc<Task>],
    outcome: Option<&str>,
    column: usize,
    today: NaiveDate,
) -> Vec<Effect> {
    let plan = &model.plan;
    let stays = |card: &Arc<Task>| plan.outcome_of(&card.id).map(|it| it.id.as_str()) == outcome;
    let lane = outcome.map_or("the noise", |id| plan.outcome(id).map_or(id, |it| it.title.as_str()));
    let name = &plan.settings.columns[column].name;
    let to = match (cards.iter().all(stays), cards.iter().all(|card| plan.column_of(card) == column)) {
        (true, _) => name.clone(),
        (false, true) => lane.to_string(),
        (false, false) => format!("{name} of {lane}"),
    };
    let effects = change(model, format!("moved {} to {to}", title_of(cards)), today, |plan| {
        cards.iter().try_for_each(|card| {
            plan.move_to_outcome(&card.id, outcome)?;
            plan.move_to_column(&card.id, column, today)
        })
    });
    cards::over_limit(model, column);
    effects
}
