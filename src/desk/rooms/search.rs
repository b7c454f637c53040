//! `/`: the cursor goes to the best match as you type, card or outcome; arrows show the others, Enter stays, Esc goes back. Nothing is hidden.
//! With nothing typed ↑ brings back what was searched for last.

use crate::desk::{Chord, Cursor, Effect, Field, Grid, Key, Lane, LaneKey, Lines, Model, Room, filter::Fuzzy};

#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    pub typed: Field,
    /// Where Esc goes back to.
    origin: Cursor,
    /// The best first.
    pub matches: Vec<Found>,
    pub at: usize,
}

/// What answers a search, by its id.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Card(String),
    Lane(LaneKey),
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
            leave(model);
        }
        Key::Enter => leave(model),
        Key::Up if search.typed.is_empty() => {
            search.typed = Field::new(&model.typed_before.search, Lines::One);
            find(model);
        }
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

fn leave(model: &mut Model) {
    if let Some(Room::Search(search)) = model.rooms.pop()
        && !search.typed.is_empty()
    {
        model.typed_before.search = search.typed.text();
    }
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

/// The cards and outcomes that answer, the best first, among equals in reading order.
fn matching(grid: &Grid, needle: &str) -> Vec<Found> {
    if needle.is_empty() {
        return Vec::new();
    }
    let mut fuzzy = Fuzzy::default();
    let mut found: Vec<(u32, Found)> = Vec::new();
    found.extend(grid.cards().filter_map(|card| Some((fuzzy.score(needle, &card.title)?, Found::Card(card.id.clone())))));
    let lane = |lane: &Lane| Some((fuzzy.score(needle, &lane.outcome.as_ref()?.title)?, Found::Lane(lane.key.clone())));
    found.extend(grid.lanes.iter().filter_map(lane));
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, found)| found).collect()
}

fn go(model: &mut Model) {
    let Some(Room::Search(search)) = model.rooms.last() else { return };
    let grid = &model.sight.grid;
    let place = |found: &Found| match found {
        Found::Card(id) => Cursor::on_card(grid, id),
        Found::Lane(key) => search.origin.on_lane(grid, key),
    };
    let found = search.matches.get(search.at).and_then(place);
    model.cursor = found.unwrap_or_else(|| search.origin.follow(grid));
}
