//! Which tasks need what the customer must produce.

use super::{
    frame::{self, Frame, Place},
    picks::{self, Takes},
};
use crate::{
    desk::Tying,
    view::{
        ink::{Area, bold, dim},
        keys::key,
        screen::{Line, Screen},
    },
};

pub fn show(screen: &mut Screen, room: &Tying, area: Area) {
    let mut lines = picks::lines(&room.tasks, Takes::Several);
    if lines.is_empty() {
        lines.push(Line::of(vec![dim("no open task has an outcome yet")]));
    }
    let frame = Frame {
        title: vec![dim("Who needs "), bold(&room.what)],
        keys: vec![key("letter", "ties, or no longer"), key("Enter", "saves"), key("Esc", "back")],
        width: usize::from(area.width).saturating_sub(8).min(90),
        height: lines.len().min(usize::from(area.height).saturating_sub(6)),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, room.tasks.at);
}
