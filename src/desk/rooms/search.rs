//! `/`: the cursor goes to the best match as you type; arrows show the others, Enter stays, Esc goes back. Nothing is hidden.

use crate::desk::{Chord, Cursor, Effect, Field, Grid, Key, Lines, Model, Room, filter::Fuzzy};

#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    pub typed: Field,
    /// Where Esc goes back to.
    origin: Cursor,
    /// Ids of matching cards, the best first.
    pub matches: Vec<String>,
    pub at: usize,
}

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.rooms.push(Room::Search(Search { typed: Field::new("", Lines::One), origin: model.cursor.clone(), matches: Vec::new(), at: 0 }));
    Vec::new()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let Some(Room::Search(search)) = model.rooms.last_mut() else { return Vec::new() };
    let count = search.matches.len().max(1);
    match chord.key {
        Key::Esc => {
            model.cursor = search.origin.follow(&model.sight.grid);
            model.rooms.pop();
        }
        Key::Enter => drop(model.rooms.pop()),
        Key::Down => {
            search.at = (search.at + 1) % count;
            go(model);
        }
        Key::Up => {
            search.at = (search.at + count - 1) % count;
            go(model);
        }
        _ if search.typed.press(chord) => find(model),
        _ => {}
    }
    Vec::new()
}

pub(in crate::desk) fn paste(model: &mut Model, text: &str) {
    if let Some(Room::Search(search)) = model.rooms.last_mut() {
        search.typed.insert(text);
        find(model);
    }
}

fn find(model: &mut Model) {
    let Some(Room::Search(search)) = model.rooms.last_mut() else { return };
    let needle = search.typed.text();
    search.matches = matching(&model.sight.grid, needle.trim());
    search.at = 0;
    go(model);
}

/// Ids of the cards that answer, the best first, among equals in reading order.
fn matching(grid: &Grid, needle: &str) -> Vec<String> {
    if needle.is_empty() {
        return Vec::new();
    }
    let mut fuzzy = Fuzzy::default();
    let mut found: Vec<_> = grid.cards().filter_map(|card| Some((fuzzy.score(needle, &card.title)?, &card.id))).collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, id)| id.clone()).collect()
}

fn go(model: &mut Model) {
    let Some(Room::Search(search)) = model.rooms.last() else { return };
    let found = search.matches.get(search.at).and_then(|id| Cursor::on_card(&model.sight.grid, id));
    model.cursor = found.unwrap_or_else(|| search.origin.follow(&model.sight.grid));
}
