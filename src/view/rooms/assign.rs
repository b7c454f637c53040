//! Choosing an owner: everybody with their letter; or a name being typed, which may be new.

use super::{
    frame::{self, Frame, Place},
    typed, would,
};
use crate::{
    desk::{Assign, Field, Model, Ownership, Spot},
    plan::{Person, Side},
    view::{
        ink::{Area, bold, dim, plain, strong},
        keys::key,
        screen::{Ground, Ink, Line, Screen, Tone},
    },
    words::width,
};
use chrono::NaiveDate;

pub fn show(screen: &mut Screen, model: &Model, assign: &Assign, area: Area, today: NaiveDate) {
    let verb = match assign.ownership {
        Ownership::Only => "Owner of",
        Ownership::Shared => "Co-owners of",
    };
    let names = assign.people.iter().map(|(_, person)| width(&person.name)).max().unwrap_or(0);
    let lines = people(assign, names);
    let heading = usize::from(assign.typed.is_some()) * 2;
    let cells = (names + 26).clamp(54, 64);
    let would = would::two_lines(model, cells, today);
    let below = if would.is_empty() { 0 } else { would.len() + 1 };
    let frame = Frame {
        title: vec![dim(format!("{verb} ")), bold(&assign.title)],
        keys: keys(assign),
        width: cells,
        height: (lines.len().max(1) + heading + below).min(usize::from(area.height).saturating_sub(4)),
        place: beside(model, area),
    };
    let mut inside = frame.show_above(screen, area, would);
    if let Some(field) = &assign.typed {
        typed::show(screen, "name  ", field, inside);
        inside = Area { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    }
    frame::list(screen, inside, lines, assign.at);
}

/// The side of the screen where the cursor's card is not.
pub fn beside(model: &Model, area: Area) -> Place {
    let layout = model.layout();
    match (area.width >= 90, (model.cursor.column - layout.first_column.min(model.cursor.column)) * 2 < layout.columns) {
        (false, _) => Place::Middle,
        (true, true) => Place::Right,
        (true, false) => Place::Left,
    }
}

fn people(assign: &Assign, names: usize) -> Vec<Line> {
    if assign.people.is_empty() {
        return vec![nobody(assign.typed.as_ref())];
    }
    let row = |(at, (letter, person)): (usize, &(Option<char>, std::sync::Arc<Person>))| row(assign, at, *letter, person, names);
    assign.people.iter().enumerate().map(row).collect()
}

/// Nobody answers to what is typed: who could be added.
pub fn nobody(typed: Option<&Field>) -> Line {
    match typed.map(|typed| typed.text().trim().to_string()).filter(|name| !name.is_empty()) {
        Some(name) => Line::of(vec![strong("Enter", Tone::Accent), plain(" adds "), bold(format!("“{name}”")), plain(" to the people")]),
        None => Line::of(vec![dim("nobody is in the plan yet: "), strong("/", Tone::Accent), dim(" and a name adds somebody")]),
    }
}

fn row(assign: &Assign, at: usize, letter: Option<char>, person: &Person, names: usize) -> Line {
    // A letter being typed is part of a name, so none is offered then.
    let letter = letter.filter(|_| assign.typed.is_none()).map_or_else(|| " ".into(), String::from);
    let owns = assign.owners.contains(&person.name);
    let name = person.name.clone() + &" ".repeat(names.saturating_sub(width(&person.name)) + 2);
    let side = match person.side {
        Side::Delivery => "",
        Side::Customer => "customer",
        Side::ThirdParty => "third party",
    };
    let is_here = at == assign.at;
    let sign = strong(if is_here { "► " } else { "  " }, Tone::Accent);
    let owner = if owns { strong("● owner  ", Tone::Good) } else { plain("") };
    let line = Line::of(vec![sign, strong(letter, Tone::Accent), plain("  "), if owns { bold(name) } else { plain(name) }, dim(side)]);
    line.right(vec![owner]).on(if is_here { Ground::Selected } else { Ground::Board }).at(Spot::Row(at))
}

fn keys(assign: &Assign) -> Vec<Vec<Ink>> {
    match &assign.typed {
        Some(_) => vec![key("Enter", "takes"), key("Esc", "back")],
        None => vec![key("letter", "takes"), key("-", "nobody"), key("/", "find or new"), key("Esc", "back")],
    }
}
