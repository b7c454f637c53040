//! The model as a screen: words, tones, places. A pure function; what it gives is plain data.
//! One file a part of the screen; everything somebody typed goes through `Ink::new`, which makes it safe to show.
//! A new room: a file in `rooms` and a line in its `show`.

mod board;
mod card;
mod curtain;
mod footer;
mod header;
mod heads;
mod ink;
mod keys;
mod lane;
mod pane;
mod problems;
mod rooms;
mod screen;
mod timeline;

pub use screen::{Ground, Ink, Line, Piece, Screen, Tone, Weight, fitted, width};

use crate::desk::{Model, Room};
use chrono::NaiveDate;
use ink::Area;

/// The screen of this model at its size (spec 4).
pub fn screen(model: &Model, today: NaiveDate) -> Screen {
    screen_again(&mut Memory::default(), model, today)
}

/// What of one screen serves for the next; it changes nothing of what is shown.
#[derive(Default)]
pub struct Memory {
    pane: pane::Kept,
}

/// The same screen, sooner where the last one was like it.
pub fn screen_again(memory: &mut Memory, model: &Model, today: NaiveDate) -> Screen {
    let mut screen = Screen::new(model.size.width, model.size.height);
    if !model.has_plan() {
        problems::show(&mut screen, model);
        return screen;
    }
    if let Some(Room::Curtain(room)) = model.rooms.last() {
        curtain::show(&mut screen, model, room, today);
        return screen;
    }
    let layout = model.layout();
    header::show(&mut screen, model, today);
    footer::show(&mut screen, model, &layout, today);
    match (layout.board_width, model.timeline.shown) {
        (0, _) => {}
        (_, true) => timeline::show(&mut screen, model, &layout, today),
        (_, false) => board::show(&mut screen, model, &layout, today),
    }
    if layout.pane_width > 0 {
        pane::show(&mut screen, &mut memory.pane, model, &layout, today);
    }
    footer::long_message(&mut screen, model);
    let whole = Area { x: 0, y: 0, width: screen.width, height: screen.height };
    screen.rooms = model.rooms.len();
    for room in &model.rooms {
        screen.open_room();
        rooms::show(&mut screen, model, room, whole, today);
    }
    // On a screen too small for the room the cursor would stand outside of it.
    screen.cursor = screen.cursor.filter(|(x, y)| *x < screen.width && *y < screen.height);
    screen
}
