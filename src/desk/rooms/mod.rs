//! The rooms of the board: what its keys do, and the overlays that choose. One file a room, rows of its actions on top.
//! Rooms change the plan only through `change`.

mod assign;
mod cards;
mod checklist;
mod clashes;
mod curtain;
mod drop;
mod editor;
mod filtering;
mod lanes;
mod look;
mod meeting;
mod minutes;
mod move_to;
mod moves;
mod notice;
mod pane;
mod picks;
mod pivot;
mod pivot_new;
mod program;
mod save_as;
mod search;
mod select;
mod share;
mod share_asked;
mod share_files;
mod tie;
mod timeline;

pub use assign::{Assign, Deal, Ownership};
pub(super) use assign::{key as assign_key, paste as assign_paste, would_do as would_assign};
pub use cards::Repeat;
pub(super) use cards::{CARDS, add_task};
pub(super) use checklist::key as checklist_key;
pub use checklist::{CheckRow, Checklist};
pub(super) use clashes::CLASHES;
pub use curtain::Curtain;
pub(super) use curtain::{key as curtain_key, open as open_curtain};
pub(super) use drop::key as drop_key;
pub use drop::{DropStep, DropTask, Dropping, Ending, Of};
pub use editor::Editing;
pub(super) use editor::edited;
pub use filtering::Filtering;
pub(super) use filtering::{key as filter_key, paste as filter_paste};
pub(super) use lanes::{LANES, add_outcome};
pub(super) use look::LOOK;
pub(super) use meeting::{MEETING, key as meeting_key, paste as meeting_paste};
pub use meeting::{Meeting, Running};
pub(super) use minutes::key as minutes_key;
pub use minutes::{Minutes, MinutesLine, minutes};
pub use move_to::{MoveTo, Target};
pub(super) use move_to::{key as move_to_key, place as place_cards};
pub(super) use moves::MOVES;
pub use notice::Notice;
pub(super) use notice::key as notice_key;
pub(super) use pane::PANE;
pub use pane::PaneLine;
pub use picks::{Pick, Picks};
pub(super) use pivot::{PIVOT, key as pivot_key};
pub use pivot::{PivotStep, Pivoting, kind_words, letter_for};
pub(super) use program::PROGRAM;
pub(super) use save_as::{key as save_as_key, paste as save_as_paste};
pub use search::{Found, Search};
pub(super) use search::{key as search_key, paste as search_paste};
pub(super) use select::SELECT;
pub use share::{MARK_CELLS, ShareAbout, ShareAsked, SharePage, Sharing, TextPlace};
pub(super) use share::{SHARE, exported, key as share_key};
pub use tie::Tying;
pub(super) use tie::key as tie_key;
pub(super) use timeline::TIMELINE;

use super::{Field, Model, Room};
use crate::plan::{Refusal, Task};
use std::sync::Arc;

/// The card under the cursor, or words for why there is none.
fn card(model: &Model) -> Result<Arc<Task>, Refusal> {
    model.card().cloned().ok_or_else(|| match model.lane() {
        Some(_) if model.timeline.shown => Refusal::or("the key is for cards; they are on the board", "timeline"),
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

/// The outcome that a key is about: of the line with the focus in the pane, else of the lane with the cursor.
fn on_board_or_pane(model: &Model) -> Result<String, Refusal> {
    match model.pane.focused {
        true => pane::focused_outcome(model),
        false => outcome(model),
    }
}

/// The line that is being typed as an answer in one of the rooms; a letter is text there.
pub(super) fn typed(room: &mut Room) -> Option<&mut Field> {
    match room {
        Room::Share(share) => share.asked.as_mut().map(|asked| &mut asked.field),
        Room::Pivot(pivot) => pivot.step.typed(),
        Room::Drop(Dropping { step: DropStep::Why(field), .. }) => Some(field),
        Room::Assign(assign) => assign.typed.as_mut(),
        Room::Meeting(meeting) => meeting.typed.as_mut(),
        Room::SaveAs(field) => Some(field),
        Room::Drop(_) | Room::Tie(_) | Room::MoveTo(_) | Room::Minutes(_) | Room::Notice(_) => None,
        // These keep what was typed in their own ways.
        Room::Form(_) | Room::Search(_) | Room::Filter(_) | Room::Menu(_) => None,
        Room::Checklist(_) | Room::Curtain(_) | Room::Why { .. } => None,
    }
}

impl Model {
    /// An id for a new item.
    fn fresh_id(&mut self) -> String {
        self.plan.fresh_id(|| self.random.u64(..))
    }
}
