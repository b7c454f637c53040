//! What stands below an opened outcome: each ask at its day, each open task from its start to its end, with who has it.
//! Only what can be seen is looked up.

use super::{
    Window,
    rows::ask_tone,
    track::{Labels, Track},
};
use crate::{
    desk::{Chart, Detail, Lane, Model},
    plan::{Deliverable, Task},
    view::{
        Weight,
        ink::{dim, plain, toned},
        screen::{Ink, Line, Screen, Tone},
    },
    words::{cut, short_date},
};
use chrono::NaiveDate;

pub fn show(screen: &mut Screen, model: &Model, chart: &Chart, lane: &Lane, window: &Window, today: NaiveDate) {
    if !model.timeline.open.contains(&lane.key) {
        return;
    }
    let details = chart.details(&model.plan, lane);
    let ground = Track::for_words(&chart.scale, today).inks();
    if !details.is_empty() {
        window.put(screen, chart.track, chart.row + details.len() - 1, chart.scale.cells, Line::of(ground));
    }
    // Where a row ends with an empty line, that goes below the details.
    let first = if chart.is_beside() && chart.row > 2 { chart.row - 1 } else { chart.row };
    for (n, detail) in details.into_iter().enumerate() {
        let line = first + n;
        let mut track = Track::new(&chart.scale, model.sight.projection.calendar(), today);
        let mut labels = Labels::new(&chart.scale);
        let name = match detail {
            Detail::Ask(ask) => show_ask(&mut track, &mut labels, chart, ask, today),
            Detail::Task(task) => show_task(&mut track, &mut labels, model, chart, task, today),
        };
        if chart.is_beside() {
            window.put(screen, 0, line, chart.gutter, Line::of([vec![plain("    ")], name].concat()));
        }
        window.put(screen, chart.track, line, chart.scale.cells, Line::of(track.inks()));
        for (x, words) in labels.placed() {
            let cells = words.width() as u16;
            window.put(screen, chart.track + x, line, cells, Line::of(vec![words]));
        }
    }
}

fn show_ask(track: &mut Track, labels: &mut Labels, chart: &Chart, ask: &Deliverable, today: NaiveDate) -> Vec<Ink> {
    let who = if ask.from.is_empty() { "nobody named" } else { &ask.from };
    let name = vec![dim(&ask.what)];
    match (ask.received, ask.by) {
        (Some(day), _) => {
            track.put(day, '✔', Tone::Good, Weight::Plain);
            labels.beside(day, day, words(chart, &ask.what, &format!("came {}", short_date(day, today)), Tone::Dim));
        }
        (None, Some(by)) => {
            track.mark(by, '▽', ask_tone(ask, today));
            let said = if by < today {
                format!("overdue since {}, {who}", short_date(by, today))
            } else {
                format!("{}, {who}", short_date(by, today))
            };
            labels.beside(by, by, words(chart, &ask.what, &said, ask_tone(ask, today)));
        }
        (None, None) => labels.beside(today, today, words(chart, &ask.what, &format!("no date, {who}"), Tone::Warn)),
    }
    name
}

fn show_task(track: &mut Track, labels: &mut Labels, model: &Model, chart: &Chart, task: &Task, today: NaiveDate) -> Vec<Ink> {
    let who = if task.owners.is_empty() { "◌ no owner".into() } else { task.owners.join(" + ") };
    let tone = if task.owners.is_empty() || task.is_blocked() { Tone::Warn } else { Tone::Dim };
    let blocked = if task.is_blocked() { ", blocked" } else { "" };
    match model.sight.projection.task(&task.id) {
        Some(slot) => {
            let first = task.started.map_or(slot.start, |day| day.min(slot.start));
            track.line(first, slot.end, '─', Tone::Accent);
            labels.beside(first, slot.end, words(chart, &task.title, &format!("{who}{blocked}"), tone));
        }
        None => labels.beside(today, today, words(chart, &task.title, "no date: it waits in a circle", Tone::Warn)),
    }
    vec![if task.is_blocked() { toned(&task.title, Tone::Warn) } else { dim(&task.title) }]
}

/// What stands beside a sign; with the title, where no gutter has it.
fn words(chart: &Chart, title: &str, said: &str, tone: Tone) -> Ink {
    match chart.is_beside() {
        true => toned(cut(said, usize::from(chart.scale.cells) / 2), tone),
        false => toned(cut(&format!("{title}, {said}"), usize::from(chart.scale.cells) / 2), tone),
    }
}
