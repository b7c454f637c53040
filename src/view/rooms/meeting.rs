//! A meeting: one card, large, with what hangs on it, and everybody who may take it with their letter.

use super::{
    assign::nobody,
    frame::{self, Frame, Place},
    typed,
};
use crate::{
    desk::{Meeting, Model, Spot},
    plan::{Home, Side, Task},
    view::{
        ink::{Area, bold, dim, plain, spaced, strong, toned},
        keys::{hint, key},
        lane::standing_mark,
        screen::{Ink, Line, Screen, Tone},
    },
    words::{clean_line, cut, day_and_month, width, wrap},
};
use chrono::NaiveDate;

const WIDTH: u16 = 96;
/// Lines of the note that are shown.
const NOTE_LINES: usize = 3;
const NAME_MAX: usize = 26;

pub fn show(screen: &mut Screen, model: &Model, room: &Meeting, area: Area, today: NaiveDate) {
    let cells = usize::from(WIDTH.min(area.width.saturating_sub(8)));
    let card = card_lines(model, room, cells, today);
    let (people, at) = people_lines(room, cells);
    let typing = usize::from(room.typed.is_some()) * 2;
    let frame = Frame {
        title: vec![bold("Who takes this? "), dim(format!("card {} of {}", room.at + 1, room.cards.len()))],
        keys: keys(model, room),
        width: cells,
        height: card.len() + people.len() + typing,
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    // The letters matter most: where there is little room the card gives way.
    let fits = usize::from(inside.height).saturating_sub(people.len() + typing).max(3).min(card.len());
    let mut y = inside.y;
    for line in card.into_iter().take(fits.min(inside.height.into())) {
        screen.put(inside.x, y, inside.width, line);
        y += 1;
    }
    if let Some(field) = room.typed.as_ref().filter(|_| y < inside.bottom()) {
        typed::show(screen, "name  ", field, Area { y, ..inside });
        y += 2;
    }
    let rest = Area { y, height: inside.bottom().saturating_sub(y), ..inside };
    frame::list(screen, rest, people, at);
}

/// The title, what it is for and by when, and what there is to know before somebody takes it.
fn card_lines(model: &Model, room: &Meeting, cells: usize, today: NaiveDate) -> Vec<Line> {
    let Some(card) = room.card(&model.plan) else {
        return vec![Line::default(), Line::of(vec![dim("This card was taken out of the plan meanwhile.")]), Line::default()];
    };
    let title = wrap(&clean_line(&card.title), cells.saturating_sub(2));
    let mut lines = vec![Line::default()];
    lines.extend(title.iter().take(3).map(|line| Line::of(vec![toned("┋ ", Tone::Warn), bold(line)])));
    lines.push(Line::default());
    lines.extend(outcome_lines(model, card, today));
    lines.push(Line::of(spaced(facts(model, card, today), "   ")));
    let note = wrap(&clean_line(&card.note), cells);
    if !card.note.trim().is_empty() {
        lines.push(Line::default());
        lines.extend(note.iter().take(NOTE_LINES).map(|line| Line::of(vec![dim(line)])));
    }
    lines.push(Line::default());
    lines
}

/// The outcome it makes true, and the customer's milestone with its date and mark.
fn outcome_lines(model: &Model, card: &Task, today: NaiveDate) -> Vec<Line> {
    let Some(Home::Outcome(n)) = model.plan.task(&card.id).map(|it| it.home) else {
        return vec![Line::of(vec![dim("for   "), plain("nothing: it is noise, tied to no outcome")])];
    };
    let outcome = &model.plan.outcomes[n];
    let mut lines = vec![Line::of(vec![dim("for   "), bold(&outcome.title)])];
    let standing = model.sight.standing(&outcome.id);
    if let Some(standing) = standing {
        let day = standing.date().map_or_else(|| "no date".to_string(), |day| day_and_month(day, today));
        let which = if standing.told.is_some() { "told  " } else { "by    " };
        let mark = standing_mark(standing);
        lines.push(Line::of([vec![dim(which), bold(day), dim("  "), plain(&standing.headline), plain("  ")], mark].concat()));
    }
    lines
}

fn facts(model: &Model, card: &Task, today: NaiveDate) -> Vec<Vec<Ink>> {
    let column = model.plan.settings.columns.get(model.plan.column_of(card)).map_or("", |column| column.name.as_str());
    let days = card.estimate.map_or_else(|| dim("nobody said how long"), |days| plain(format!("{days}d")));
    let due = card.due.map(|due| {
        let tone = if due < today { Tone::Alarm } else { Tone::Plain };
        vec![toned(format!("due {}", day_and_month(due, today)), tone)]
    });
    let blocked = card.is_blocked().then(|| vec![toned("■ ", Tone::Alarm), toned(&card.blocked, Tone::Alarm)]);
    let owners = (!card.owners.is_empty()).then(|| vec![toned("● ", Tone::Good), bold(card.owners.join(" + "))]);
    let all = [Some(vec![dim("in    "), plain(column)]), Some(vec![days]), due, blocked, owners];
    all.into_iter().flatten().collect()
}

/// Everybody, in as many columns as have room, read down each column; and the line of the chosen one.
fn people_lines(room: &Meeting, cells: usize) -> (Vec<Line>, usize) {
    if room.people.is_empty() {
        return (vec![nobody(room.typed.as_ref())], 0);
    }
    let widest = room.people.iter().map(|(_, person)| width(&clean_line(&person.name))).max().unwrap_or(0).min(NAME_MAX);
    let each = widest + 8;
    let columns = (cells / each).clamp(1, 4).min(room.people.len());
    let rows = room.people.len().div_ceil(columns);
    let line = |row: usize| {
        let here = (row..room.people.len()).step_by(rows);
        Line::of(here.flat_map(|at| person(room, at, widest)).collect())
    };
    ((0..rows).map(line).collect(), room.choice % rows)
}

fn person(room: &Meeting, at: usize, widest: usize) -> Vec<Ink> {
    let (letter, person) = &room.people[at];
    // A letter being typed is part of a name, so none is offered then.
    let letter = letter.filter(|_| room.typed.is_none()).map_or_else(|| " ".into(), String::from);
    let name = clean_line(&person.name);
    let name = cut(&name, widest);
    let gap = " ".repeat(widest - width(&name) + 3);
    let name = match person.side {
        Side::Delivery => plain(name.as_ref()),
        Side::Customer | Side::ThirdParty => dim(name.as_ref()),
    };
    let sign = if at == room.choice { "► " } else { "  " };
    let inks = [strong(sign, Tone::Accent), strong(letter, Tone::Accent), plain("  "), name, plain(gap)];
    inks.map(|ink| ink.at(Spot::Row(at))).into()
}

fn keys(model: &Model, room: &Meeting) -> Vec<Vec<Ink>> {
    match &room.typed {
        Some(_) => vec![key("Enter", "takes"), key("Esc", "back")],
        None => vec![
            hint(model, &["meeting"], "board"),
            key("/", "find or new"),
            key("Backspace", "back"),
            key("Space", "skips"),
            key("letter", "takes"),
            key("Esc", "minutes"),
        ],
    }
}
