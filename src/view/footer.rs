//! The last two lines: a rule that says what is out of sight and which filter is on; below it what happened and the keys that matter now.
//! Where the pane is hidden, the rule says what a key did to the customer's milestones.

use super::ink::{Area, bold, dim, plain, spaced, spaced_width, strong, toned};
use super::screen::{Ink, Line, Screen, Tone, fitted, width};
use super::{board, keys, pane, timeline};
use crate::{
    desk::{Held, Layout, MessageKind, Model, Over, Room, Running, Spot},
    words::{counted, wrap},
};
use chrono::NaiveDate;

const GAP: &str = "  ";
/// Lines of the longest message, and the height of a screen that has room for them.
const LINES_MAX: usize = 4;
const LONG_FROM: u16 = 12;

pub fn show(screen: &mut Screen, model: &Model, layout: &Layout, today: NaiveDate) {
    let y = screen.height.saturating_sub(2);
    screen.rule(0, y, screen.width, Vec::new(), Vec::new());
    if layout.board_width > 0 {
        let below = if model.timeline.shown { timeline::below(model) } else { board::below(model, layout) };
        screen.rule(0, y, layout.board_width, news(model, layout, today), below);
    }
    let area = Area { x: 0, y: screen.height.saturating_sub(1), width: screen.width, height: 1 };
    if screen.height > 2 {
        last_line(screen, model, area, today);
    }
}

/// What the rule says on its left: a milestone that moved, when no pane shows it; else the filter.
fn news(model: &Model, layout: &Layout, today: NaiveDate) -> Vec<Ink> {
    let shift = model.shifts.first().filter(|_| layout.pane_width == 0);
    let selected = selection(model);
    match (shift, &model.filter) {
        _ if !selected.is_empty() => selected,
        (Some(shift), _) => {
            let more = match model.shifts.len() {
                1 => Vec::new(),
                n => vec![dim(format!(" and {} more", n - 1))],
            };
            [pane::moved(shift, today), vec![dim("  "), bold(&shift.headline)], more].concat()
        }
        (None, Some(filter)) => {
            let shown = counted(model.sight.grid.shown, "card");
            vec![
                strong("filter: ", Tone::Accent),
                bold(filter),
                dim(format!(" · {shown} · ")),
                keys::of_action(model, "close"),
                dim(" shows all"),
            ]
        }
        (None, None) if model.meeting.as_ref().is_some_and(Running::goes_on) && model.rooms.is_empty() => {
            vec![dim("the meeting goes on: "), keys::of_action(model, "meeting")]
        }
        (None, None) => Vec::new(),
    }
}

/// How many cards the next action is for, and how many of them the board does not show now.
fn selection(model: &Model) -> Vec<Ink> {
    if model.selected.is_empty() {
        return Vec::new();
    }
    let lanes = model.sight.grid.lanes.iter().filter(|lane| !lane.folded);
    let shown = lanes.flat_map(|lane| lane.cells.iter().flatten()).filter(|card| model.selected.contains(&card.id)).count();
    let hidden = match model.selected.len() - shown {
        0 => String::new(),
        n => format!(" ({n} out of sight)"),
    };
    let key = keys::of_action(model, "close");
    vec![strong(format!("▣ {} selected", model.selected.len()), Tone::Accent), plain(hidden), dim(" · "), key, dim(" closes")]
}

/// The message has the room it needs, and what undoes it is never cut; as many keys as fit stand beside it.
fn last_line(screen: &mut Screen, model: &Model, area: Area, today: NaiveDate) {
    // A room has its keys on its own edge.
    let mut keys = if model.rooms.is_empty() { keys::now(model) } else { Vec::new() };
    let (words, after) = message(model);
    let wanted = width(&words) + width(&after);
    let room = usize::from(area.width).saturating_sub(wanted + 4);
    while wanted > 0 && !keys.is_empty() && spaced_width(&keys, GAP) > room {
        // How to find the others goes last.
        keys.remove(keys.len().saturating_sub(2));
    }
    let right = [vec![plain(" ")], spaced(keys, GAP), vec![plain(" ")]].concat();
    let room = usize::from(area.width).saturating_sub(width(&right) + 2);
    let left = match wanted {
        0 => at_rest(model, room, today),
        _ => [fitted(&words, room.saturating_sub(width(&after))), after].concat(),
    };
    screen.put(area.x, area.y, area.width, Line::of([vec![plain(" ")], left].concat()).right(right));
}

/// A message longer than the last line takes some of the board's, so that what to do about it is never cut off.
pub fn long_message(screen: &mut Screen, model: &Model) {
    let (words, after) = message(model);
    let room = usize::from(screen.width).saturating_sub(2);
    if width(&words) + width(&after) <= room || screen.height < LONG_FROM || !model.rooms.is_empty() {
        return;
    }
    let text: String = words.iter().map(Ink::words).collect();
    let tone = words.last().map_or(Tone::Plain, |ink| ink.tone);
    let mut lines: Vec<Vec<Ink>> = wrap(&text, room).iter().map(|line| vec![toned(line, tone)]).collect();
    match lines.last_mut() {
        Some(last) if width(last) + width(&after) <= room => last.extend(after),
        Some(_) | None => lines.push(after),
    }
    lines.truncate(LINES_MAX);
    let top = screen.height - lines.len() as u16;
    screen.cover(Area { x: 0, y: top - 1, width: screen.width, height: screen.height - top + 1 });
    screen.rule(0, top - 1, screen.width, Vec::new(), Vec::new());
    for (n, line) in lines.into_iter().enumerate() {
        screen.put(0, top + n as u16, screen.width, Line::of([vec![plain(" ")], line].concat()));
    }
}

/// With nothing to say: the whole title of the card, where the board cuts it; on the timeline the days of the outcome.
fn at_rest(model: &Model, room: usize, today: NaiveDate) -> Vec<Ink> {
    let cells = usize::from(model.layout().column_width.saturating_sub(4));
    let is_quiet = model.rooms.is_empty() && !model.pane.focused && room > cells;
    if let Some(words) = model.clash_words() {
        return vec![strong("! ", Tone::Alarm), toned(words, Tone::Alarm)];
    }
    if model.timeline.shown && model.rooms.is_empty() && !model.pane.focused {
        return fitted(&timeline::said(model, today), room);
    }
    match model.card().filter(|card| is_quiet && crate::words::width(&card.title) > cells) {
        Some(card) => fitted(&[dim(&card.title)], room),
        None => Vec::new(),
    }
}

/// Where the cards under the button would go.
fn dragging(model: &Model, held: &Held) -> Vec<Ink> {
    let title = |id: &str| model.plan.outcome(id).map_or_else(String::new, |outcome| outcome.title.clone());
    let place = match &held.over {
        Over::Cell(lane, column) => {
            let lane = lane.outcome().map_or_else(|| "Noise".to_string(), title);
            let name = model.plan.settings.columns.get(*column).map_or("", |column| column.name.as_str());
            vec![dim(" to "), bold(name), dim(" of "), bold(lane)]
        }
        Over::Start | Over::Outside => vec![toned(" nowhere: there is no column", Tone::Warn)],
    };
    [vec![strong("↳ ", Tone::Accent), bold(&held.title)], place, vec![dim("  Esc lets go")]].concat()
}

/// What happened, and the key that takes it back or helps.
fn message(model: &Model) -> (Vec<Ink>, Vec<Ink>) {
    if let Some(held) = model.held.as_ref().filter(|held| held.is_dragged()) {
        return (dragging(model, held), Vec::new());
    }
    let Some(message) = &model.message else {
        return (model.pending.map_or_else(Vec::new, |chord| vec![dim(format!("{chord} …"))]), Vec::new());
    };
    let and = |action, words: &str| vec![dim("  "), keys::of_action(model, action), dim(format!(" {words}")).at(Spot::Action(action))];
    // Where letters choose people the undo key would be one of them; the meeting has its own way back.
    let is_by_letter = matches!(model.rooms.last(), Some(Room::Meeting(_)));
    let after = match &message.kind {
        MessageKind::Did if is_by_letter => [vec![dim("  ")], keys::key("Backspace", "goes back to it")].concat(),
        MessageKind::Did => and("undo", "undoes"),
        MessageKind::Undid => and("redo", "redoes"),
        MessageKind::Refused(Some(action)) => vec![dim("  try "), keys::of_action(model, action)],
        MessageKind::Info | MessageKind::Refused(None) => Vec::new(),
    };
    let words = match &message.kind {
        MessageKind::Refused(_) => vec![strong("! ", Tone::Warn), toned(&message.words, Tone::Warn)],
        MessageKind::Did | MessageKind::Undid | MessageKind::Info => vec![plain(&message.words)],
    };
    (words, after)
}
