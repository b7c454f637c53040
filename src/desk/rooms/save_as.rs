//! Another name for the plan: typed in a line, and from then on the file the board works in. The way out when a save cannot succeed.

use crate::desk::{Chord, Effect, Field, Key, Lines, Model, Room, Saving, change};
use std::{path::PathBuf, sync::Arc};

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.rooms.push(Room::SaveAs(Field::new("", Lines::One)));
    Vec::new()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let Some(Room::SaveAs(typed)) = model.rooms.last_mut() else { return Vec::new() };
    match chord.key {
        Key::Esc => drop(model.rooms.pop()),
        Key::Enter => {
            let name = typed.text().trim().to_string();
            model.rooms.pop();
            if name.is_empty() {
                return change::tell(model, "nothing was typed, so nothing was saved under another name");
            }
            model.saving = Saving::Saving;
            // Where it cannot be made, ↑ brings the name back.
            model.typed_before.answer.clone_from(&name);
            return vec![Effect::SaveAs(PathBuf::from(name), Arc::clone(&model.plan))];
        }
        _ => {
            typed.press(chord);
        }
    }
    Vec::new()
}

pub(in crate::desk) fn paste(model: &mut Model, text: &str) {
    if let Some(Room::SaveAs(typed)) = model.rooms.last_mut() {
        typed.insert(text);
    }
}
