//! The pointer does what keys do: a click on a key types it, a row is taken as Enter or Space would, a card goes where it is dropped as one change.
//! Gets spots, never cells. Behind the curtain it does nothing, as almost every key.

use super::{
    Chord, Cursor, DropStep, Effect, Gesture, Key, LaneKey, Model, PivotStep, Room, SharePage, Spot, action, change, rooms, update,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// Lines of the board for one step of the wheel.
const WHEEL_LINES: usize = 3;

/// Cards under the pressed button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub cards: Vec<String>,
    /// `Load`, `4 cards`.
    pub title: String,
    /// The lane and the column where the button went down.
    pub from: (LaneKey, usize),
    pub over: Over,
}

/// Where held cards would be dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// They have not left their place yet: this is a click until now.
    Start,
    Cell(LaneKey, usize),
    Outside,
}

impl Held {
    /// Whether this is a drag and no click.
    pub fn is_dragged(&self) -> bool {
        self.over != Over::Start
    }
}

pub fn mouse(model: &mut Model, gesture: Gesture, spot: Option<Spot>, today: NaiveDate) -> Vec<Effect> {
    if matches!(model.rooms.last(), Some(Room::Curtain(_))) {
        model.held = None;
        return Vec::new();
    }
    match gesture {
        Gesture::Press => press(model, spot, today),
        Gesture::Drag => {
            drag(model, spot);
            Vec::new()
        }
        Gesture::Release => release(model, spot, today),
        Gesture::WheelUp => wheel(model, Key::Up, spot, today),
        Gesture::WheelDown => wheel(model, Key::Down, spot, today),
    }
}

/// A key lets go of what is held. True when that is all it does: Esc while cards are dragged.
pub fn lets_go(model: &mut Model, chord: Chord) -> bool {
    let Some(held) = model.held.take().filter(Held::is_dragged) else { return false };
    change::tell(model, format!("{} stays where it was", held.title));
    chord.key == Key::Esc
}

fn press(model: &mut Model, spot: Option<Spot>, today: NaiveDate) -> Vec<Effect> {
    model.held = None;
    let Some(spot) = spot else { return Vec::new() };
    match (spot, model.rooms.is_empty()) {
        (Spot::Key(chord), _) => update::key(model, chord, today),
        (Spot::Action(name), _) => type_action(model, name, today),
        (Spot::Row(at), false) => row(model, at, today),
        (spot, true) => on_board(model, spot, today),
        (_, false) => Vec::new(),
    }
}

/// Types the action's own key, so that it means what it means here.
fn type_action(model: &mut Model, name: &'static str, today: NaiveDate) -> Vec<Effect> {
    let keys = model.keymap.keys_of(name).first().cloned();
    let chords = keys.map_or_else(Vec::new, |keys| keys.0);
    chords.into_iter().flat_map(|chord| update::key(model, chord, today)).collect()
}

fn on_board(model: &mut Model, spot: Spot, today: NaiveDate) -> Vec<Effect> {
    let is_aimed = !matches!(spot, Spot::Cell(..) | Spot::Board | Spot::Pane { place: None, .. });
    if is_aimed {
        model.message = None;
        model.shifts.clear();
        (model.pending, model.is_leaving) = (None, false);
        // What is under the pointer must not move away from under it.
        model.is_scrolled = true;
    }
    match spot {
        Spot::Card { id, lane, column } => take(model, id, lane, column),
        Spot::Header(lane) => {
            model.pane.focused = false;
            model.cursor = model.cursor.on_lane(&model.sight.grid, &lane).unwrap_or_default();
            run(model, "fold", Chord::plain(Key::Enter), today)
        }
        // Not by its digit: from the tenth on there is none.
        Spot::Column(column) => {
            model.cursor = model.cursor.to_column(&model.sight.grid, column);
            Vec::new()
        }
        Spot::Pane { place: Some(at), top, .. } => {
            (model.pane.focused, model.pane.at, model.pane.top) = (true, at, Some(top));
            Vec::new()
        }
        Spot::Pane { place: None, .. } | Spot::Cell(..) | Spot::Board | Spot::Row(_) | Spot::Key(_) | Spot::Action(_) => Vec::new(),
    }
}

fn run(model: &mut Model, name: &str, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    action::action(name).map_or_else(Vec::new, |action| action::run(model, action, chord, today))
}

/// The cursor goes to a card, and the pointer has hold of it: of all that are selected, when it is one of them.
fn take(model: &mut Model, id: String, lane: LaneKey, column: usize) -> Vec<Effect> {
    let Some(cursor) = Cursor::on_card(&model.sight.grid, &id) else { return Vec::new() };
    model.pane.focused = false;
    model.cursor = cursor;
    let cards: Vec<String> = match model.selected.contains(&id) {
        true => model.selected_cards().map(|card| card.id.clone()).collect(),
        false => vec![id],
    };
    let title = match (cards.len(), model.card()) {
        (1, Some(card)) => card.title.clone(),
        (n, _) => crate::words::counted(n, "card"),
    };
    model.held = Some(Held { cards, title, from: (lane, column), over: Over::Start });
    Vec::new()
}

fn drag(model: &mut Model, spot: Option<Spot>) {
    let Some(held) = &mut model.held else { return };
    let (lane, column) = match spot {
        Some(Spot::Card { lane, column, .. } | Spot::Cell(lane, column)) => (lane, column),
        Some(Spot::Header(lane)) => (lane, held.from.1),
        Some(Spot::Column(column)) => (held.from.0.clone(), column),
        Some(Spot::Board | Spot::Pane { .. } | Spot::Row(_) | Spot::Key(_) | Spot::Action(_)) | None => {
            held.over = Over::Outside;
            return;
        }
    };
    if held.is_dragged() || (&lane, column) != (&held.from.0, held.from.1) {
        held.over = Over::Cell(lane, column);
    }
}

fn release(model: &mut Model, spot: Option<Spot>, today: NaiveDate) -> Vec<Effect> {
    drag(model, spot);
    let Some(held) = model.held.take() else { return Vec::new() };
    match held.over {
        Over::Start => Vec::new(),
        Over::Cell(lane, column) if (&lane, column) == (&held.from.0, held.from.1) => {
            change::tell(model, format!("{} stays where it was", held.title))
        }
        Over::Cell(lane, column) => {
            let cards: Vec<_> = held.cards.iter().filter_map(|id| model.plan.task(id)).map(|it| Arc::clone(it.task)).collect();
            rooms::place_cards(model, &cards, lane.outcome(), column, today)
        }
        Over::Outside => change::tell(model, format!("{} stays where it was: there is no column", held.title)),
    }
}

fn wheel(model: &mut Model, key: Key, spot: Option<Spot>, today: NaiveDate) -> Vec<Effect> {
    if !model.rooms.is_empty() {
        return update::key(model, Chord::plain(key), today);
    }
    let is_up = key == Key::Up;
    match spot {
        Some(Spot::Pane { top, is_more_below, .. }) => {
            model.pane.top = Some(match is_up {
                true => top.saturating_sub(1),
                false => top + usize::from(is_more_below),
            });
        }
        // The timeline keeps the row of its cursor in sight, so the wheel moves that.
        Some(Spot::Header(_) | Spot::Board) if model.timeline.shown => return update::key(model, Chord::plain(key), today),
        Some(Spot::Card { .. } | Spot::Header(_) | Spot::Cell(..) | Spot::Board) => {
            model.is_scrolled = true;
            let scroll = if model.timeline.shown { &mut model.timeline.scroll } else { &mut model.scroll };
            *scroll = match is_up {
                true => scroll.saturating_sub(WHEEL_LINES),
                false => *scroll + WHEEL_LINES,
            };
        }
        Some(Spot::Column(_) | Spot::Row(_) | Spot::Key(_) | Spot::Action(_)) | None => {}
    }
    Vec::new()
}

/// A click on a row of the topmost room: the cursor goes there, and where one row is taken, it is taken.
fn row(model: &mut Model, at: usize, today: NaiveDate) -> Vec<Effect> {
    let Some(room) = model.rooms.last_mut() else { return Vec::new() };
    // While something is typed a key would be text.
    if rooms::typed(room).is_some() {
        return Vec::new();
    }
    match point(room, at) {
        Some(key) => update::key(model, Chord::plain(key), today),
        None => Vec::new(),
    }
}

/// Puts the room's cursor on a row; gives the key that takes it there, if a click does.
fn point(room: &mut Room, at: usize) -> Option<Key> {
    let (place, key) = match room {
        Room::Assign(room) => (&mut room.at, Some(Key::Enter)),
        Room::MoveTo(room) => (&mut room.at, Some(Key::Enter)),
        Room::Menu(room) => (&mut room.at, Some(Key::Enter)),
        Room::Checklist(room) => (&mut room.at, Some(Key::Enter)),
        Room::Meeting(room) => (&mut room.choice, Some(Key::Enter)),
        Room::Form(room) if at >= room.fields.len() => return None,
        Room::Form(room) => (&mut room.at, None),
        Room::Tie(room) => (&mut room.tasks.at, Some(Key::Char(' '))),
        Room::Share(room) => match room.page {
            SharePage::What => (&mut room.at, None),
            SharePage::Who => (&mut room.people.at, Some(Key::Char(' '))),
            SharePage::Files => (&mut room.formats.at, Some(Key::Char(' '))),
        },
        Room::Pivot(room) => match &mut room.step {
            PivotStep::List => (&mut room.at, None),
            PivotStep::Tasks { picks, .. } => (&mut picks.at, Some(Key::Char(' '))),
            PivotStep::What { .. } | PivotStep::Decide { .. } | PivotStep::Reclassify { .. } => return None,
        },
        Room::Drop(room) => match &mut room.step {
            DropStep::Fates => (&mut room.at, None),
            DropStep::Place { picks, .. } | DropStep::Replaced(picks) => (&mut picks.at, Some(Key::Enter)),
            DropStep::Why(_) => return None,
        },
        Room::Search(_) | Room::Filter(_) | Room::SaveAs(_) | Room::Curtain(_) => return None,
        Room::Minutes(_) | Room::Notice(_) | Room::Why { .. } => return None,
    };
    *place = at;
    key
}
