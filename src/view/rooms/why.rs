//! Why an outcome ends when it does: what was told, what is implied, and the chain of work behind it, one link a line, from the last task back.
//! Only the links that can be seen are looked up.

use super::frame::{self, Frame, Place};
use crate::{
    desk::Model,
    plan::Deliverable,
    projection::{Cause, Link, Standing},
    view::{
        ink::{Area, bold, dim, plain, spaced, strong, toned},
        keys::key,
        lane::standing_mark,
        screen::{Ink, Line, Screen, Tone},
    },
    words::{cut, short_date, width, wrap},
};
use chrono::NaiveDate;
use std::sync::Arc;

/// `26 Mar – 2 Apr` with a gap.
const DATES_CELLS: usize = 17;
const TITLE_MAX: usize = 38;
/// The chain is the answer, so asks take one line of so many at most.
const ASK_PER_LINES: usize = 5;
/// From this width on who and why stand beside what.
const BESIDE_FROM: u16 = 76;

/// A link in words.
struct Step {
    sign: Ink,
    dates: String,
    title: String,
    owner: String,
    cause: Ink,
}

pub fn show(screen: &mut Screen, model: &Model, outcome: &str, scroll: usize, area: Area, today: NaiveDate) {
    let room = usize::from(area.width).saturating_sub(6);
    let links = model.sight.projection.why(outcome);
    let lines_of_link = if area.width < BESIDE_FROM { 2 } else { 1 };
    let mut lines = summary(model, outcome, room, today);
    lines.push(Line::default());
    // The border, the last line and what stands above the links are left to others.
    let seen = usize::from(area.height).saturating_sub(lines.len() + 3) / lines_of_link;
    let first = scroll.min(links.len().saturating_sub(seen.max(1)));
    let steps: Vec<Step> = links.iter().skip(first).take(seen.max(1)).map(|link| step(model, link, today)).collect();
    match (links.is_empty(), lines_of_link) {
        (true, _) => lines.push(Line::of(vec![dim("No open work stands behind this date.")])),
        (false, 1) => lines.extend(beside(&steps)),
        (false, _) => lines.extend(steps.iter().flat_map(below)),
    }
    let name = model.plan.outcome(outcome).map_or("", |it| it.title.as_str());
    let widest = lines.iter().map(|line| crate::view::width(&line.left)).max().unwrap_or(0);
    let frame = Frame {
        title: vec![dim("Why "), bold(end(model, outcome, today)), dim(": "), bold(name)],
        keys: [more(first, links.len(), steps.len()), vec![key("Esc", "back")]].concat(),
        width: widest.max(44).min(room),
        height: lines.len(),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, 0);
}

/// How much of the chain is out of sight, and the keys that bring it.
fn more(first: usize, all: usize, seen: usize) -> Vec<Vec<Ink>> {
    match all > seen {
        true => vec![vec![dim(format!("{}–{} of {all}", first + 1, first + seen))], key("↓↑", "scroll")],
        false => Vec::new(),
    }
}

fn end(model: &Model, outcome: &str, today: NaiveDate) -> String {
    match model.sight.projection.end(outcome) {
        Some(end) if end.floor => format!("≥ {}", short_date(end.on, today)),
        Some(end) => short_date(end.on, today),
        None => "no date".into(),
    }
}

/// The three layers, and what follows from them.
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
    let mut lines = match crate::view::width(&in_one) <= room {
        true => vec![Line::of(in_one)],
        false => vec![Line::of(spaced(layers[..3].to_vec(), " ")), Line::of(layers[3].clone())],
    };
    lines.extend(likely(model, outcome, standing, room, today));
    lines.extend(asked(model, outcome, today));
    lines
}

/// What the forecast says, or how much history it is short of; nothing where no work is open.
fn likely(model: &Model, outcome: &str, standing: &Standing, room: usize, today: NaiveDate) -> Vec<Line> {
    let words = match (&model.sight.forecasts, model.sight.forecast(outcome)) {
        (_, Some(forecast)) => {
            let by = forecast.chance.zip(standing.date()).map(|(chance, date)| format!("; {chance} by {}", short_date(date, today)));
            format!("forecast: {}{}", forecast.said(today), by.unwrap_or_default())
        }
        (Err(too_little), None) if standing.projected.is_some() => format!("forecast: {too_little}"),
        (Ok(_) | Err(_), None) => return Vec::new(),
    };
    wrap(&words, room).into_iter().map(|line| Line::of(vec![dim(line)])).collect()
}

/// Every ask of the outcome, so that one which stands in a cell with other signs of the timeline can be read here.
fn asked(model: &Model, outcome: &str, today: NaiveDate) -> Vec<Line> {
    let asks = model.plan.outcome(outcome).and_then(|it| it.milestone()).map_or(&[][..], |it| &it.deliverables);
    let line = |ask: &Arc<Deliverable>| {
        let who = if ask.from.is_empty() { "nobody named" } else { &ask.from };
        let (sign, said) = match (ask.received, ask.by) {
            (Some(day), _) => (toned("✔", Tone::Good), format!("came {}", short_date(day, today))),
            (None, Some(by)) if by < today => (strong("▽", Tone::Alarm), format!("overdue since {}, {who}", short_date(by, today))),
            (None, Some(by)) => (toned("▽", Tone::Info), format!("by {}, {who}", short_date(by, today))),
            (None, None) => (toned("▽", Tone::Warn), format!("no date, {who}")),
        };
        Line::of(vec![sign, plain(" "), plain(cut(&crate::words::clean_line(&ask.what), TITLE_MAX)), dim(format!("  {said}"))])
    };
    asks.iter().take(usize::from(model.size.height) / ASK_PER_LINES).map(line).collect()
}

/// All in one line each, in columns.
fn beside(steps: &[Step]) -> Vec<Line> {
    let widest = |text: fn(&Step) -> &str| steps.iter().map(|step| width(text(step))).max().unwrap_or(0);
    let (titles, owners) = (widest(|step| &step.title), widest(|step| &step.owner));
    let padded = |text: &str, cells: usize| format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))));
    let line = |step: &Step| {
        let dates = padded(&step.dates, DATES_CELLS);
        let title = padded(&step.title, titles + 2);
        let owner = padded(&step.owner, owners + 2);
        Line::of(vec![step.sign.clone(), plain(" "), plain(dates), bold(title), dim(owner), step.cause.clone()])
    };
    steps.iter().map(line).collect()
}

/// On narrow screens who and why stand below what.
fn below(step: &Step) -> [Line; 2] {
    let gap = " ".repeat(DATES_CELLS.saturating_sub(width(&step.dates)));
    [
        Line::of(vec![step.sign.clone(), plain(" "), plain(&step.dates), plain(gap), bold(&step.title)]),
        Line::of(vec![plain("    "), dim(&step.owner), plain("  "), step.cause.clone()]),
    ]
}

fn step(model: &Model, link: &Link, today: NaiveDate) -> Step {
    let day = |day| short_date(day, today);
    let cause = cause(model, link, today);
    let title = |title: &str| cut(&crate::words::clean_line(title), TITLE_MAX).into_owned();
    if let Some((_, ask)) = model.plan.deliverable(&link.item) {
        let dates = ask.by.map_or_else(|| "no date".into(), |by| format!("due {}", day(by)));
        let owner = if ask.from.is_empty() { "nobody named".into() } else { ask.from.clone() };
        return Step { sign: strong("▽", Tone::Warn), dates, title: title(&ask.what), owner, cause };
    }
    let task = model.plan.task(&link.item).map(|it| it.task);
    let dates = match model.sight.projection.task(&link.item) {
        Some(slot) if slot.start == slot.end => day(slot.end),
        Some(slot) => format!("{} – {}", day(slot.start), day(slot.end)),
        None => String::new(),
    };
    let owner = task.map_or_else(String::new, |task| match task.owners.is_empty() {
        true => "◌ no owner".into(),
        false => task.owners.join(" + "),
    });
    Step { sign: strong("●", Tone::Accent), dates, title: title(task.map_or(&link.item, |task| &task.title)), owner, cause }
}

/// What set its start.
fn cause(model: &Model, link: &Link, today: NaiveDate) -> Ink {
    let task = |id: &str| model.plan.task(id).map_or_else(|| id.to_string(), |it| it.task.title.clone());
    let ask = |id: &str| model.plan.deliverable(id).map_or_else(|| id.to_string(), |(_, it)| it.what.clone());
    match &link.cause {
        Cause::Task(id) => dim(format!("← {}", task(id))),
        Cause::Deliverable(id) => toned(format!("← waits for {}", ask(id)), Tone::Warn),
        Cause::Owner { person, task: before } => toned(format!("← {person} busy with {}", task(before)), Tone::Warn),
        Cause::DayOne => match model.sight.projection.need_by(&link.item) {
            Some(day) => toned(format!("needed by {}", short_date(day, today)), Tone::Warn),
            None if model.plan.deliverable(&link.item).is_some() => plain(""),
            None => dim("starts now"),
        },
    }
}
