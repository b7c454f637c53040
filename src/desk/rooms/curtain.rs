//! `C`: the whole screen is the customer plan, for when the customer looks on. The same key twice leaves it; nothing else is heard but quitting.
//! While it is up no other room, message or mark is drawn; what was typed below it stays.

use super::program::quit;
use crate::desk::{Chord, Effect, Key, Model, Room};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curtain {
    /// Whether the draft is shown instead of what was told.
    pub draft: bool,
    /// The key that would leave when it is pressed once more.
    leaving: Option<Chord>,
}

pub(in crate::desk) fn open(model: &mut Model) -> Vec<Effect> {
    let draft = model.plan.baseline().is_none();
    model.rooms.push(Room::Curtain(Curtain { draft, leaving: None }));
    Vec::new()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let is_curtain_key = model.keymap.actions(&[chord]).any(|action| action == "curtain");
    let is_told = model.plan.baseline().is_some();
    let Some(Room::Curtain(curtain)) = model.rooms.last_mut() else { return Vec::new() };
    let was_leaving = curtain.leaving.take();
    match chord.key {
        _ if is_curtain_key && was_leaving == Some(chord) => drop(model.rooms.pop()),
        _ if is_curtain_key => curtain.leaving = Some(chord),
        Key::Tab if is_told => curtain.draft = !curtain.draft,
        Key::Char('q') => return quit(model),
        Key::Char('c') if chord.ctrl => return quit(model),
        _ => {}
    }
    Vec::new()
}
