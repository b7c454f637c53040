//! The table of actions: name, words, where it applies, whether it can run now, what it does. Keys, help, palette and README are made from it.
//! Rows stand with their rooms; this file joins them and finds the row a key means.

use super::{Chord, Effect, Model, rooms};
use crate::plan::Refusal;
use chrono::NaiveDate;

pub struct Action {
    /// As config and refusals name it.
    pub name: &'static str,
    /// As help and palette say it.
    pub label: &'static str,
    pub place: Place,
    /// Why not now, if not now.
    pub can: fn(&Model) -> Result<(), Refusal>,
    /// The press comes along for actions whose key says what is meant (`1` to `9`).
    pub run: fn(&mut Model, Chord, NaiveDate) -> Vec<Effect>,
}

/// Where the keys of an action count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// While the cursor is on the board.
    Board,
    /// While the customer pane has the focus.
    Pane,
    Everywhere,
}

/// Every action, in the order of help.
pub fn actions() -> impl Iterator<Item = &'static Action> {
    let rooms = [
        rooms::MOVES,
        rooms::CARDS,
        rooms::SELECT,
        rooms::LANES,
        rooms::SHARE,
        rooms::PIVOT,
        rooms::PANE,
        rooms::LOOK,
        rooms::TIMELINE,
        rooms::CLASHES,
        rooms::MEETING,
        rooms::PROGRAM,
    ];
    rooms.into_iter().flatten()
}

pub fn action(name: &str) -> Option<&'static Action> {
    actions().find(|action| action.name == name)
}

/// The action that these presses mean where the focus is.
pub fn meant(model: &Model, pressed: &[Chord]) -> Option<&'static Action> {
    let here = if model.pane.focused { Place::Pane } else { Place::Board };
    let candidates: Vec<&Action> = model.keymap.actions(pressed).filter_map(action).collect();
    let at = |place| candidates.iter().find(move |action| action.place == place).copied();
    at(here).or_else(|| at(Place::Everywhere))
}

/// Runs an action, or says why it cannot run now.
pub fn run(model: &mut Model, action: &Action, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    match (action.can)(model) {
        Ok(()) => (action.run)(model, chord, today),
        Err(refusal) => super::change::refuse(model, refusal),
    }
}

/// For rows of actions that can always run.
pub(super) fn always(_: &Model) -> Result<(), Refusal> {
    Ok(())
}
