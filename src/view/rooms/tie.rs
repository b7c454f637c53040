//! Which tasks need what the customer must produce.

use super::{
    frame::{self, Frame, Place},
    picks::{self, Takes},
    would,
};
use crate::{
    desk::{Model, Tying},
    view::{
        ink::{Area, bold, dim},
        keys::key,
        screen::{Line, Screen},
    },
};
use chrono::NaiveDate;

pub fn show(screen: &mut Screen, model: &Model, room: &Tying, area: Area, today: NaiveDate) {
    let mut lines = picks::lines(&room.tasks, Takes::Several);
    if lines.is_empty() {
        lines.push(Line::of(vec![dim("no open task has an outcome yet")]));
    }
    let cells = usize::from(area.width).saturating_sub(8).min(90);
    let would = would::two_lines(model, cells, today);
    let below = if would.is_empty() { 0 } else { would.len() + 1 };
    let frame = Frame {
        title: vec![dim("Who needs "), bold(&room.what)],
        keys: vec![key("letter", "ties, or no longer"), key("Enter", "saves"), key("Esc", "back")],
        width: cells,
        height: (lines.len() + below).min(usize::from(area.height).saturating_sub(6)),
        place: Place::Middle,
    };
    let inside = frame.show_above(screen, area, would);
    frame::list(screen, inside, lines, room.tasks.at);
}
