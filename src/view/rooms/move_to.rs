//! Moving a card: columns by their digit, outcomes by their letter.

use super::{
    assign::beside,
    frame::{self, Frame},
};
use crate::{
    desk::{Model, MoveTo, Spot, Target},
    view::{
        ink::{Area, bold, dim, plain, strong},
        keys::key,
        screen::{Ground, Line, Screen, Tone},
    },
    words::width,
};

pub fn show(screen: &mut Screen, model: &Model, room: &MoveTo, area: Area) {
    let widest = room.targets.iter().map(|(_, _, name)| width(name)).max().unwrap_or(0);
    let (lines, at) = lines(model, room);
    let frame = Frame {
        title: vec![dim("Move "), bold(&room.title)],
        keys: vec![key("key", "moves it"), key("Esc", "back")],
        width: (widest + 14).clamp(40, 70),
        height: lines.len(),
        place: beside(model, area),
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, at);
}

/// The targets, a heading before each kind, and the line of the chosen one.
fn lines(model: &Model, room: &MoveTo) -> (Vec<Line>, usize) {
    let mut lines = vec![Line::of(vec![dim("to a column")])];
    let (mut at, mut was_column) = (0, true);
    for (n, (letter, target, name)) in room.targets.iter().enumerate() {
        let is_column = matches!(target, Target::Column(_));
        if was_column && !is_column {
            lines.extend([Line::default(), Line::of(vec![dim("to another outcome")])]);
        }
        was_column = is_column;
        let is_here = n == room.at;
        if is_here {
            at = lines.len();
        }
        let sign = strong(if is_here { "► " } else { "  " }, Tone::Accent);
        let letter = letter.map_or_else(|| " ".into(), String::from);
        let line = Line::of(vec![sign, strong(letter, Tone::Accent), plain("  "), plain(name)]);
        let here = if stands(model, target) { vec![dim("now ")] } else { Vec::new() };
        lines.push(line.right(here).on(if is_here { Ground::Selected } else { Ground::Board }).at(Spot::Row(n)));
    }
    (lines, at)
}

/// Whether the card is there already.
fn stands(model: &Model, target: &Target) -> bool {
    match target {
        Target::Column(column) => model.plan.column_named(column) == Some(model.cursor.column),
        Target::Outcome(outcome) => model.lane().is_some_and(|lane| lane.key.outcome() == outcome.as_deref()),
    }
}
