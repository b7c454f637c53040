//! The program as a value: what is open, where the cursor stands, what a key does.
//! Pure: events come in, effects go out; no clock, no disk, no terminal.
//! An action is a row and a fn in its room, and a line in `assets/keys.ron`.

mod action;
mod card_text;
mod change;
mod chord;
mod config;
mod config_keys;
mod cursor;
mod event;
mod filter;
mod form;
mod form_store;
mod grid;
mod index;
mod keymap;
#[cfg(test)]
mod laws;
mod layout;
mod menu;
mod model;
mod mouse;
mod readline;
mod rooms;
mod scale;
mod sight;
mod spelling;
mod spot;
mod timeline;
mod typing;
mod update;
mod would;

pub use action::{Action, Place, action, actions};
pub use change::History;
pub use chord::{Chord, Key};
pub use config::{Config, OwnColour};
pub use cursor::Cursor;
pub use event::{Author, Effect, Event, Size, Written};
pub use filter::Passing;
pub use form::{Form, FormField, Subject};
pub use grid::{Folds, Grid, Lane, LaneKey};
pub use keymap::Keymap;
pub use layout::Layout;
pub use menu::{Entry, Menu, MenuKind};
pub use model::{Message, MessageKind, Model, Pane, Room, Saving, Shift, Shifted, TypedBefore};
pub use mouse::{Held, Over};
pub use rooms::{
    Assign, CheckRow, Checklist, Curtain, Deal, DropStep, DropTask, Dropping, Editing, Ending, Filtering, Found, MARK_CELLS, Meeting,
    Minutes, MinutesLine, MoveTo, Notice, Of, Ownership, PaneLine, Pick, Picks, PivotStep, Pivoting, Repeat, Running, Search, ShareAbout,
    ShareAsked, SharePage, Sharing, Target, TextPlace, Tying, kind_words, letter_for, minutes,
};
pub use scale::{DayAt, Scale, Ticks};
pub use sight::Sight;
pub use spot::{Gesture, Spot};
pub use timeline::{Chart, Detail, Timeline};
pub use typing::{Field, Lines};
pub use update::update;
pub use would::{Would, WouldLine, edit_as_typed};
