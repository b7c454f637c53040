//! `f`: the filter, typed in the last line; cards go and come with each letter. Enter keeps it, Esc puts back what was in force before.
//! What was typed and left is had back with ↑.

use crate::desk::{Chord, Cursor, Effect, Field, Key, Lines, Model, Room, change::tell};
use chrono::NaiveDate;

/// The filter being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Filtering {
    pub typed: Field,
    /// What was in force when it was begun.
    pub before: Option<String>,
    /// Where the cursor stood then.
    origin: Cursor,
}

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let before = model.filter.clone();
    let typed = Field::new(before.as_deref().unwrap_or_default(), Lines::One);
    model.rooms.push(Room::Filter(Filtering { typed, before, origin: model.cursor.clone() }));
    Vec::new()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Filter(filtering)) = model.rooms.last_mut() else { return Vec::new() };
    match chord.key {
        Key::Enter => drop(model.rooms.pop()),
        Key::Esc => return leave(model, today),
        Key::Up if !model.typed_before.filter.is_empty() => {
            filtering.typed = Field::new(&model.typed_before.filter, Lines::One);
            narrow(model, today);
        }
        _ if filtering.typed.press(chord) => narrow(model, today),
        _ => {}
    }
    Vec::new()
}

pub(in crate::desk) fn paste(model: &mut Model, text: &str, today: NaiveDate) {
    if let Some(Room::Filter(filtering)) = model.rooms.last_mut() {
        filtering.typed.insert(text);
        narrow(model, today);
    }
}

fn leave(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Filter(filtering)) = model.rooms.pop() else { return Vec::new() };
    let text = filtering.typed.text();
    let is_new = !text.trim().is_empty() && Some(&text) != filtering.before.as_ref();
    model.filter = filtering.before;
    model.regrid(today);
    model.cursor = filtering.origin.follow(&model.sight.grid);
    if !is_new {
        return Vec::new();
    }
    model.typed_before.filter = text;
    let key = model.keymap.key_of("filter");
    tell(model, format!("the filter is as it was; {key} and ↑ bring back what you typed"))
}

fn narrow(model: &mut Model, today: NaiveDate) {
    let Some(Room::Filter(filtering)) = model.rooms.last() else { return };
    model.filter = Some(filtering.typed.text()).filter(|text| !text.trim().is_empty());
    let origin = filtering.origin.clone();
    model.regrid(today);
    model.cursor = origin.follow(&model.sight.grid);
    if origin.row.is_some() && model.card().is_none() {
        // Its card is hidden: the next key is for one that is shown.
        model.cursor = Cursor::home(&model.sight.grid);
    }
}
