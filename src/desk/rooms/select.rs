//! Selecting cards: `v` one, Ctrl-A all that are shown. The next action is for all of them, as one undo step; Esc closes the selection.
//! It holds ids, so that it survives moves, filters and reloads.

use crate::{
    desk::{
        Effect, Model,
        action::{Action, Place},
        change::{change, refuse, tell},
    },
    plan::{Direction, Home, Plan, Refusal, Task},
    words::counted,
};
use chrono::NaiveDate;
use std::{collections::BTreeSet, sync::Arc};

pub(in crate::desk) const SELECT: &[Action] = &[
    Action {
        name: "select",
        label: "select the card, or no longer: what follows is for all selected",
        place: Place::Board,
        can: |model| super::card(model).map(drop),
        run: |model, _, _| toggle(model),
    },
    Action {
        name: "select-all",
        label: "select all cards that are shown",
        place: Place::Board,
        can: can_all,
        run: |model, _, _| all(model),
    },
];

/// The cards an action is for: those selected, in file order, else the one under the cursor.
pub(super) fn chosen(model: &Model) -> Vec<Arc<Task>> {
    match model.selected.is_empty() {
        true => model.card().cloned().into_iter().collect(),
        false => model.selected_cards().cloned().collect(),
    }
}

/// `Load`, `4 cards`.
pub(super) fn title_of(cards: &[Arc<Task>]) -> String {
    match cards {
        [one] => one.title.clone(),
        many => counted(many.len(), "card"),
    }
}

impl Model {
    /// What is selected and still in the plan, in file order.
    pub fn selected_cards(&self) -> impl Iterator<Item = &Arc<Task>> {
        self.plan.tasks().map(|it| it.task).filter(|task| self.selected.contains(&task.id))
    }
    /// Selected ones that went meanwhile, binned here or elsewhere, are selected no longer.
    pub(in crate::desk) fn prune_selection(&mut self) {
        if !self.selected.is_empty() {
            self.selected = self.selected_cards().map(|card| card.id.clone()).collect();
        }
    }
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    if let Some(id) = model.card().map(|card| card.id.clone())
        && !model.selected.remove(&id)
    {
        model.selected.insert(id);
    }
    Vec::new()
}

/// Cards of folded lanes are not shown.
fn shown(model: &Model) -> BTreeSet<String> {
    let lanes = model.sight.grid.lanes.iter().filter(|lane| !lane.folded);
    lanes.flat_map(|lane| lane.cells.iter().flatten()).map(|card| card.id.clone()).collect()
}

fn can_all(model: &Model) -> Result<(), Refusal> {
    super::timeline::on_board(model)?;
    match model.sight.grid.lanes.iter().all(|lane| lane.depth == 0) {
        true => Err(Refusal::or("no card is shown", "new-task")),
        false => Ok(()),
    }
}

fn all(model: &mut Model) -> Vec<Effect> {
    let shown = shown(model);
    model.selected.extend(shown);
    tell(model, format!("selected {}", counted(model.selected.len(), "card")))
}

/// Moves each selected card past its neighbour; those at the edge, and those behind them, stay.
pub(super) fn reorder(model: &mut Model, direction: Direction, words: &str, today: NaiveDate) -> Vec<Effect> {
    let mut cards = chosen(model);
    if direction == Direction::Down {
        cards.reverse();
    }
    let title = title_of(&cards);
    let before = Arc::clone(&model.plan);
    let selected = model.selected.clone();
    let effects = change(model, format!("moved {title} {words}"), today, |plan| {
        for card in &cards {
            let is_behind = neighbour(plan, &card.id, direction).is_none_or(|it| selected.contains(&it));
            if !is_behind {
                plan.reorder(&card.id, direction)?;
            }
        }
        Ok(())
    });
    match Arc::ptr_eq(&before, &model.plan) {
        true if model.message.is_none() => refuse(model, Refusal::or("they are at the edge already", "move-to")),
        _ => effects,
    }
}

/// The card it would change places with.
fn neighbour(plan: &Plan, id: &str, direction: Direction) -> Option<String> {
    let found = plan.task(id)?;
    let (home, at, column): (Home, usize, usize) = (found.home, found.at, plan.column_of(found.task));
    let tasks = plan.tasks_at(home);
    let beside = |task: &&Arc<Task>| plan.column_of(task) == column;
    let other = match direction {
        Direction::Up => tasks[..at].iter().rev().find(beside),
        Direction::Down => tasks[at + 1..].iter().find(beside),
    };
    other.map(|task| task.id.clone())
}
