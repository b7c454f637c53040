//! The few keys that matter now, from the keymap: on a card, a lane, in the pane, on an empty plan.
//! Knows names of actions, no keys.

use super::ink::{plain, spaced, strong};
use super::screen::{Ink, Tone};
use crate::desk::{Chord, Model, PaneLine, Saving, Spot};

/// Names of actions, and a word or two for what they do here.
type Hint = (&'static [&'static str], &'static str);

/// One hint: its key, and what it does. Empty when the action has no key.
pub fn hint(model: &Model, actions: &[&'static str], words: &str) -> Vec<Ink> {
    let keyed: Vec<&'static str> = actions.iter().copied().filter(|name| !model.keymap.key_of(name).is_empty()).collect();
    let keys = keyed.iter().map(|name| vec![of_action(model, name)]);
    match keyed.first() {
        Some(first) => [spaced(keys, " "), vec![plain(format!(" {words}")).at(Spot::Action(first))]].concat(),
        None => Vec::new(),
    }
}

/// The key of an action; a click on it types it.
pub fn of_action(model: &Model, name: &'static str) -> Ink {
    strong(model.keymap.key_of(name), Tone::Accent).at(Spot::Action(name))
}

/// A key, or several, and what they do.
pub fn key(key: &str, words: &str) -> Vec<Ink> {
    let typed = |name: &str| match Chord::shown(name) {
        Some(chord) => strong(name, Tone::Accent).at(Spot::Key(chord)),
        None => strong(name, Tone::Accent),
    };
    let words = plain(format!(" {words}"));
    match Chord::shown(key) {
        Some(chord) => vec![typed(key), words.at(Spot::Key(chord))],
        None => [spaced(key.split(' ').map(|name| vec![typed(name)]), " "), vec![words]].concat(),
    }
}

/// The keys that matter where the cursor stands, the most important first; the last is always how to find the others.
pub fn now(model: &Model) -> Vec<Vec<Ink>> {
    let here: &[Hint] = match () {
        _ if model.pane.focused => in_pane(model),
        _ if model.sight.grid.lanes.is_empty() => on_nothing(model),
        _ if model.timeline.shown => {
            &[(&["why"], "why"), (&["date"], "date"), (&["fold"], "open"), (&["left", "right"], "scroll"), (&["timeline"], "board")]
        }
        _ if model.card().is_some_and(|card| card.owners.is_empty()) => {
            &[(&["assign"], "assign"), (&["move-left", "move-right"], "move"), (&["edit"], "edit"), (&["new-task"], "new")]
        }
        _ if model.card().is_some() => {
            &[(&["move-left", "move-right"], "move"), (&["assign"], "assign"), (&["edit"], "edit"), (&["new-task"], "new")]
        }
        _ if model.lane().is_some_and(|lane| lane.outcome.is_none()) => {
            &[(&["fold"], "fold"), (&["capture"], "capture"), (&["new-outcome"], "new outcome")]
        }
        _ => &[
            (&["date"], "date"),
            (&["why"], "why"),
            (&["edit"], "edit"),
            (&["assign"], "owner"),
            (&["pivot"], "pivot"),
            (&["share"], "share"),
        ],
    };
    let urgent: &[Hint] = match (&model.saving, model.problems.is_empty()) {
        (_, false) => &[(&["reload"], "read again")],
        (Saving::ChangedOnDisk, true) => &[(&["reload"], "join")],
        (Saving::Failed { .. }, true) => &[(&["save-as"], "save as")],
        (Saving::Saved | Saving::Saving, true) => &[],
    };
    let all = urgent.iter().chain(here).chain(&[(&["help"] as &[&str], "all keys")]);
    all.map(|(actions, words)| hint(model, actions, words)).filter(|hint| !hint.is_empty()).collect()
}

fn in_pane(model: &Model) -> &'static [Hint] {
    match model.pane_line() {
        Some(PaneLine::Ask { .. }) => {
            &[(&["received"], "received"), (&["pane-date"], "date"), (&["pane-edit"], "edit"), (&["tie"], "tie"), (&["focus"], "board")]
        }
        Some(PaneLine::Milestone { .. }) => {
            &[(&["pane-date"], "date"), (&["signed"], "signed"), (&["why"], "why"), (&["share"], "share"), (&["focus"], "board")]
        }
        None => &[(&["focus"], "board")],
    }
}

fn on_nothing(model: &Model) -> &'static [Hint] {
    match model.filter {
        Some(_) => &[(&["close"], "show all"), (&["filter"], "filter")],
        None => &[(&["new-outcome"], "new outcome"), (&["capture"], "capture"), (&["quit"], "quit")],
    }
}
