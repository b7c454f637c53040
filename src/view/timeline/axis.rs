//! The axis of the timeline: months over weeks, or years over months; below it a rule with today on it.
//! Words that would run into the next are left out.

use super::track::begins;
use crate::{
    desk::{Chart, DayAt, Model, Scale, Ticks},
    view::{
        ink::{bold, dim, plain, strong},
        keys,
        screen::{Ink, Line, Screen, Tone},
    },
    words::{short_date, width},
};
use chrono::{Datelike, NaiveDate};

pub fn show(screen: &mut Screen, model: &Model, chart: &Chart, width: u16, today: NaiveDate) {
    let (coarse, fine) = ticks(&chart.scale);
    if chart.axis_lines > 1 {
        row(screen, chart, chart.axis, coarse);
    }
    row(screen, chart, chart.axis + chart.axis_lines - 1, fine);
    if chart.is_beside() {
        title(screen, model, chart);
    }
    screen.rule(0, chart.axis + chart.axis_lines, width, above(model), Vec::new());
    now(screen, chart, today);
}

fn title(screen: &mut Screen, model: &Model, chart: &Chart) {
    let by = match chart.scale.ticks() {
        Ticks::Weeks => "by weeks",
        Ticks::Months => "by months",
        Ticks::Years => "by years",
    };
    let keys = [keys::hint(model, &["zoom-out", "zoom-in"], "zoom"), keys::hint(model, &["zoom-all"], "all")];
    screen.put(1, chart.axis, chart.gutter.saturating_sub(2), Line::of(vec![bold("Timeline"), dim(format!("  {by}"))]));
    if chart.axis_lines > 1 {
        screen.put(1, chart.axis + 1, chart.gutter.saturating_sub(2), Line::of(crate::view::ink::spaced(keys.to_vec(), "  ")));
    }
}

/// The outcomes that are scrolled away above.
fn above(model: &Model) -> Vec<Ink> {
    match super::hidden(model).0 {
        0 => Vec::new(),
        n => vec![strong(format!("↑ {}", crate::words::counted(n, "outcome")), Tone::Accent)],
    }
}

/// Today, or on which side it is.
fn now(screen: &mut Screen, chart: &Chart, today: NaiveDate) {
    let words = format!("today {}", short_date(today, today));
    let (after, before) = (format!("▼ {words} "), format!(" {words} ▼"));
    let cells = width(&after) as u16;
    let end = chart.track + chart.scale.cells;
    let (x, words) = match chart.scale.spot(today) {
        DayAt::At(column) if column + cells <= chart.scale.cells => (chart.track + column, after),
        DayAt::At(column) => ((chart.track + column + 1).saturating_sub(cells), before),
        DayAt::Before => (chart.track, format!("‹ {words} ")),
        DayAt::After => (end.saturating_sub(cells), format!(" {words} ›")),
    };
    screen.put(x, chart.axis + chart.axis_lines, cells.min(end.saturating_sub(x)), Line::of(vec![strong(words, Tone::Accent)]));
}

fn row(screen: &mut Screen, chart: &Chart, y: u16, labels: Vec<Label>) {
    for (at, words) in labels {
        let cells = words.width() as u16;
        screen.put(chart.track + at, y, cells, Line::of(vec![words]));
    }
}

/// First cell and words.
type Label = (u16, Ink);

/// The two lines of words, the coarse one on top.
fn ticks(scale: &Scale) -> (Vec<Label>, Vec<Label>) {
    let years = |scale| labels(scale, Ticks::Years, |day| bold(day.year().to_string()));
    match scale.ticks() {
        Ticks::Weeks => (labels(scale, Ticks::Months, with_year), labels(scale, Ticks::Weeks, |day| dim(monday_of(day).day().to_string()))),
        Ticks::Months => (years(scale), labels(scale, Ticks::Months, |day| plain(short(day)))),
        Ticks::Years => (Vec::new(), years(scale)),
    }
}

/// Words where a column begins something, and at the first column; none runs into the next.
fn labels(scale: &Scale, begun: Ticks, words: fn(NaiveDate) -> Ink) -> Vec<Label> {
    let begin = |column: u16| {
        let (first, last) = scale.days(column);
        let is_again = column > 0 && scale.days(column - 1).0 == first;
        (!is_again && (column == 0 || begins(begun, first, last))).then(|| (column, words(last)))
    };
    let all: Vec<Label> = (0..scale.cells).filter_map(begin).collect();
    let mut kept: Vec<Label> = Vec::new();
    for (n, (at, ink)) in all.iter().enumerate() {
        let cells = ink.width() as u16;
        let is_free = kept.last().is_none_or(|(before, last)| before + (last.width() as u16) < *at);
        // What began out of sight gives way to the first that begins in sight.
        let is_crowded = n == 0 && all.get(1).is_some_and(|(next, _)| *next <= cells);
        if is_free && !is_crowded && at + cells <= scale.cells {
            kept.push((*at, ink.clone()));
        }
    }
    kept
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(chrono::Days::new(day.weekday().num_days_from_monday().into())).unwrap_or(day)
}
fn short(day: NaiveDate) -> String {
    day.format("%b").to_string()
}
/// The year is said where it begins.
fn with_year(day: NaiveDate) -> Ink {
    bold(if day.month() == 1 { day.format("%b %Y").to_string() } else { short(day) })
}
