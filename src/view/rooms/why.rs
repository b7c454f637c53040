//! Why an outcome ends when it does: what was told, what is implied, and the chain of work behind it, one link a line, from the last task back.

use super::frame::{self, Frame, Place};
use crate::{
    desk::Model,
    projection::{Cause, Link},
    view::{
        ink::{Area, bold, dim, plain, spaced, strong, toned},
        keys::key,
        lane::standing_mark,
        screen::{Ink, Line, Screen, Tone},
    },
    words::{cut, short_date, width},
};
use chrono::NaiveDate;

/// `26 Mar – 2 Apr` with a gap.
const DATES_CELLS: usize = 17;
const TITLE_MAX: usize = 38;
/// From this width on who and why stand beside what.
const BESIDE_FROM: u16 = 76;

pub fn show(screen: &mut Screen, model: &Model, outcome: &str, scroll: usize, area: Area, today: NaiveDate) {
    let links = model.sight.projection.why(outcome);
    let titles = links.iter().map(|link| width(&title(model, &link.item))).max().unwrap_or(0).min(TITLE_MAX);
    let room = usize::from(area.width).saturating_sub(6);
    let mut lines = summary(model, outcome, room, today);
    lines.push(Line::default());
    if links.is_empty() {
        lines.push(Line::of(vec![dim("No open work stands behind this date.")]));
    }
    let owners = links.iter().map(|link| width(&facts(model, &link.item, today).2)).max().unwrap_or(0);
    let beside = links.iter().map(|link| line(model, link, [titles, owners], today));
    match area.width < BESIDE_FROM {
        true => lines.extend(links.iter().flat_map(|link| below(model, link, titles, today))),
        false => lines.extend(beside),
    }
    let widest = lines.iter().map(|line| crate::view::width(&line.left)).max().unwrap_or(0);
    let end = model
        .sight
        .projection
        .end(outcome)
        .map_or_else(|| "no date".into(), |end| format!("{}{}", if end.floor { "≥ " } else { "" }, short_date(end.on, today)));
    let name = model.plan.outcome(outcome).map_or("", |it| it.title.as_str());
    let frame = Frame {
        title: vec![dim("Why "), bold(end), dim(": "), bold(name)],
        keys: vec![key("↓↑", "scroll"), key("Esc", "back")],
        width: widest.max(width(name) + 20).max(44).min(room),
        height: lines.len(),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    let first = scroll.min(lines.len().saturating_sub(inside.height.into()));
    frame::list(screen, inside, lines, first + usize::from(inside.height) / 2);
}

/// The three layers in one line, and what follows from them.
fn summary(model: &Model, outcome: &str, room: usize, today: NaiveDate) -> Vec<Line> {
    let Some(standing) = model.sight.standing(outcome) else { return vec![Line::of(vec![dim("no milestone, so nothing is promised")])] };
    let layer = |name: &str, day: Option<NaiveDate>, none: &str| {
        vec![dim(format!("{name} ")), plain(day.map_or_else(|| none.to_string(), |day| short_date(day, today)))]
    };
    let layers = vec![
        layer("told", standing.told, "nothing yet"),
        layer("meant", standing.meant, "no date"),
        layer("implied", standing.projected, "no date"),
        standing_mark(standing),
    ];
    let in_one = spaced(layers.clone(), "   ");
    match crate::view::width(&in_one) <= room {
        true => vec![Line::of(in_one)],
        false => vec![Line::of(spaced(layers[..3].to_vec(), " ")), Line::of(layers[3].clone())],
    }
}

/// On narrow screens who and why stand below what.
fn below(model: &Model, link: &Link, titles: usize, today: NaiveDate) -> [Line; 2] {
    let (sign, dates, owner) = facts(model, &link.item, today);
    let gap = " ".repeat(DATES_CELLS.saturating_sub(width(&dates)));
    let title = cut(&title(model, &link.item), titles).into_owned();
    let why = [vec![plain("    "), dim(owner)], cause(model, &link.cause, &link.item, today)].concat();
    [Line::of(vec![sign, plain(" "), plain(dates), plain(gap), bold(title)]), Line::of(why)]
}

fn line(model: &Model, link: &Link, [titles, owners]: [usize; 2], today: NaiveDate) -> Line {
    let (sign, dates, owner) = facts(model, &link.item, today);
    let title = cut(&title(model, &link.item), titles).into_owned();
    let gap = |text: &str, cells: usize| " ".repeat(cells.saturating_sub(width(text)));
    let dates_gap = gap(&dates, DATES_CELLS);
    let title_gap = gap(&title, titles + 2);
    let owner_gap = gap(&owner, owners);
    let parts = vec![sign, plain(" "), plain(dates), plain(dates_gap), bold(title), plain(title_gap), dim(owner), plain(owner_gap)];
    Line::of([parts, cause(model, &link.cause, &link.item, today)].concat())
}

fn title(model: &Model, item: &str) -> String {
    let deliverable = || model.plan.deliverable(item).map(|(_, it)| it.what.clone());
    model.plan.task(item).map(|it| it.task.title.clone()).or_else(deliverable).unwrap_or_else(|| item.to_string())
}

/// A sign, the days it takes, and who does it.
fn facts(model: &Model, item: &str, today: NaiveDate) -> (Ink, String, String) {
    if let Some((_, ask)) = model.plan.deliverable(item) {
        let by = ask.by.map_or_else(|| "no date".into(), |by| format!("due {}", short_date(by, today)));
        let from = if ask.from.is_empty() { "nobody named".into() } else { ask.from.clone() };
        return (strong("▽", Tone::Warn), by, from);
    }
    let slot = model.sight.projection.task(item);
    let days = slot.map_or_else(String::new, |slot| match slot.start == slot.end {
        true => short_date(slot.end, today),
        false => format!("{} – {}", short_date(slot.start, today), short_date(slot.end, today)),
    });
    let owners = model.plan.task(item).map_or_else(String::new, |it| match it.task.owners.is_empty() {
        true => "◌ no owner".into(),
        false => it.task.owners.join(" + "),
    });
    (strong("●", Tone::Accent), days, owners)
}

/// What set its start.
fn cause(model: &Model, cause: &Cause, item: &str, today: NaiveDate) -> Vec<Ink> {
    match cause {
        Cause::Task(id) => vec![dim(format!("  ← {}", title(model, id)))],
        Cause::Deliverable(id) => vec![toned(format!("  ← waits for {}", title(model, id)), Tone::Warn)],
        Cause::Owner { person, task } => vec![toned(format!("  ← {person} busy with {}", title(model, task)), Tone::Warn)],
        Cause::DayOne => match model.sight.projection.need_by(item) {
            Some(day) => vec![toned(format!("  needed by {}", short_date(day, today)), Tone::Warn)],
            None if model.plan.deliverable(item).is_some() => Vec::new(),
            None => vec![dim("  starts now")],
        },
    }
}
