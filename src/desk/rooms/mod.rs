//! The rooms of the board: what its keys do, and the overlays that choose. One file a room, rows of its actions on top.
//! Rooms change the plan only through `change`.

mod assign;
mod cards;
mod checklist;
mod curtain;
mod editor;
mod lanes;
mod look;
mod meeting;
mod minutes;
mod move_to;
mod moves;
mod notice;
mod pane;
mod program;
mod search;
mod select;

pub use assign::{Assign, Deal, Ownership};
pub(super) use assign::{key as assign_key, paste as assign_paste};
pub use cards::Repeat;
pub(super) use cards::{CARDS, add_task};
pub(super) use checklist::key as checklist_key;
pub use checklist::{CheckRow, Checklist};
pub use curtain::Curtain;
pub(super) use curtain::{key as curtain_key, open as open_curtain};
pub use editor::Editing;
pub(super) use editor::edited;
pub(super) use lanes::{LANES, add_outcome};
pub(super) use look::{LOOK, filter_key, filter_paste};
pub(super) use meeting::{MEETING, key as meeting_key, paste as meeting_paste};
pub use meeting::{Meeting, Running};
pub(super) use minutes::key as minutes_key;
pub use minutes::{Minutes, MinutesLine};
pub(super) use move_to::key as move_to_key;
pub use move_to::{MoveTo, Target};
pub(super) use moves::MOVES;
pub use notice::Notice;
pub(super) use notice::key as notice_key;
pub(super) use pane::PANE;
pub use pane::PaneLine;
pub(super) use program::PROGRAM;
pub use search::Search;
pub(super) use search::{key as search_key, paste as search_paste};
pub(super) use select::SELECT;

use super::Model;
use crate::plan::{Refusal, Task};
use std::sync::Arc;

/// The card under the cursor, or words for why there is none.
fn card(model: &Model) -> Result<Arc<Task>, Refusal> {
    model.card().cloned().ok_or_else(|| match model.lane() {
        Some(lane) if lane.outcome.is_some() => Refusal::or("this is an outcome; the key is for its cards", "down"),
        Some(_) => Refusal::or("this is the noise; the key is for its cards", "down"),
        None => Refusal::or("there is no card yet", "new-task"),
    })
}
fn on_card(model: &Model) -> Result<(), Refusal> {
    super::change::writable(model)?;
    match model.selected.is_empty() {
        true => card(model).map(drop),
        false => Ok(()),
    }
}

/// The id of the outcome whose lane the cursor is in.
fn outcome(model: &Model) -> Result<String, Refusal> {
    let id = model.lane().and_then(|lane| lane.key.outcome()).map(str::to_string);
    id.ok_or_else(|| match model.lane() {
        Some(_) => Refusal::or("the noise has no outcome; give the card one", "move-to"),
        None => Refusal::or("there is no outcome yet", "new-outcome"),
    })
}
