//! An outcome on the timeline: its title and how it stands, its track, and the days of its marks below them.
//! The order in which marks are put is who wins a cell.

use super::{
    Window, details,
    track::{Labels, Track},
};
use crate::{
    desk::{Chart, Lane, Model, Spot},
    plan::{Deliverable, Outcome},
    projection::{End, Standing},
    view::{
        ink::{bold, dim, plain, spaced, strong, toned},
        lane::{self, tone},
        screen::{Ground, Ink, Line, Screen, Tone, fitted, width},
    },
    words::short_date,
};
use chrono::NaiveDate;

/// After an end that can only get later.
const FLOOR_CELLS: usize = 3;
/// Of what is asked, below its day.
const ASK_CELLS: usize = 32;

/// What is dated of an outcome.
struct Marks<'m> {
    standing: Option<&'m Standing>,
    end: Option<End>,
    /// First day on which it was worked on, or will be.
    begun: Option<NaiveDate>,
    likely: Option<(NaiveDate, NaiveDate)>,
    asks: &'m [std::sync::Arc<Deliverable>],
}

impl<'m> Marks<'m> {
    fn of(model: &'m Model, outcome: &'m Outcome) -> Marks<'m> {
        let day = |task: &std::sync::Arc<crate::plan::Task>| {
            task.started.or_else(|| model.sight.projection.task(&task.id).map(|slot| slot.start)).or(task.finished)
        };
        Marks {
            standing: model.sight.standing(&outcome.id),
            end: model.sight.projection.end(&outcome.id),
            begun: outcome.tasks.iter().filter_map(day).min(),
            likely: model.sight.forecast(&outcome.id).map(|it| (it.p50, it.p85)),
            asks: outcome.milestone().map_or(&[], |it| &it.deliverables),
        }
    }
    fn told(&self) -> Option<NaiveDate> {
        self.standing?.told
    }
    fn meant(&self) -> Option<NaiveDate> {
        self.standing?.meant
    }
    fn tone(&self) -> Tone {
        self.standing.map_or(Tone::Dim, |it| tone(it.severity))
    }
}

pub fn show(screen: &mut Screen, model: &Model, chart: &Chart, at: usize, window: &Window, today: NaiveDate) {
    let it = &model.sight.grid.lanes[at];
    let Some(outcome) = &it.outcome else { return };
    let marks = Marks::of(model, outcome);
    let is_here = model.cursor.lane == at && !model.pane.focused;
    let under_title = if chart.is_beside() { 0 } else { 1 };
    title(screen, model, chart, it, window, if is_here { Ground::Selected } else { Ground::Board }, today);
    let track = |screen: &mut Screen, line, words| window.put(screen, chart.track, line, chart.scale.cells, Line::of(words));
    track(screen, under_title, drawn(model, chart, &marks, today).inks());
    for line in under_title + 1..chart.row {
        track(screen, line, Track::for_words(&chart.scale, today).inks());
    }
    for (n, labels) in [days(chart, &marks, today), names(chart, &marks, today)].into_iter().enumerate() {
        let line = under_title + 1 + n;
        if line < chart.row {
            labels.placed().for_each(|(x, words)| window.put(screen, chart.track + x, line, words.width() as u16, Line::of(vec![words])));
        }
    }
    details::show(screen, model, chart, it, window, today);
}

/// Lines first, then signs, the one that wins last.
fn drawn<'c>(model: &Model, chart: &'c Chart, marks: &Marks, today: NaiveDate) -> Track<'c> {
    let mut track = Track::new(&chart.scale, model.sight.projection.calendar(), today);
    if let (Some(begun), Some(end)) = (marks.begun, marks.end) {
        track.line(begun, end.on, '─', Tone::Dim);
    }
    let date = marks.told().or(marks.meant());
    if let (Some(date), Some(end)) = (date, marks.end.filter(|end| date.is_some_and(|date| end.on > date))) {
        track.line(date, end.on, '━', marks.tone());
    }
    if let Some((half, most)) = marks.likely {
        track.line(half, most, '═', Tone::Info);
    }
    for ask in marks.asks.iter().filter(|it| it.received.is_some()) {
        ask.received.into_iter().for_each(|day| track.put(day, '✔', Tone::Dim, crate::view::Weight::Plain));
    }
    for (ask, day) in marks.asks.iter().filter(|it| it.received.is_none()).filter_map(|it| Some((it, it.by?))) {
        track.mark(day, '▽', ask_tone(ask, today));
    }
    marks.meant().into_iter().for_each(|day| track.mark(day, '◇', Tone::Plain));
    if let Some(end) = marks.end {
        if end.floor {
            track.tail(end.on, '┄', FLOOR_CELLS, Tone::Warn);
        }
        track.mark(end.on, '▶', marks.tone());
    }
    marks.told().into_iter().for_each(|day| track.mark(day, '◆', Tone::Plain));
    track
}

pub(super) fn ask_tone(ask: &Deliverable, today: NaiveDate) -> Tone {
    match ask.by.is_some_and(|by| by < today) {
        true => Tone::Alarm,
        false => Tone::Info,
    }
}

/// What is asked, below the days, where there is a line for it.
fn names<'c>(chart: &'c Chart, marks: &Marks, today: NaiveDate) -> Labels<'c> {
    let mut labels = Labels::new(&chart.scale);
    let owed = marks.asks.iter().filter(|it| it.received.is_none() && chart.row > 3);
    for (ask, by) in owed.filter_map(|it| Some((it, it.by?))) {
        labels.around(by, toned(crate::words::cut(&crate::words::clean_line(&ask.what), ASK_CELLS), ask_tone(ask, today)));
    }
    labels
}

/// The days below the marks, in the order of what a review asks first.
fn days<'c>(chart: &'c Chart, marks: &Marks, today: NaiveDate) -> Labels<'c> {
    let mut labels = Labels::new(&chart.scale);
    let day = |day| short_date(day, today);
    if let Some(told) = marks.told() {
        labels.around(told, bold(day(told)));
    }
    if let Some(end) = marks.end.filter(|end| Some(end.on) != marks.told()) {
        let floor = if end.floor { "≥ " } else { "" };
        labels.around(end.on, strong(format!("{floor}{}", day(end.on)), marks.tone()));
    }
    if let Some(meant) = marks.meant().filter(|meant| Some(*meant) != marks.told()) {
        labels.around(meant, plain(day(meant)));
    }
    for ask in marks.asks.iter().filter(|it| it.received.is_none()) {
        ask.by.into_iter().for_each(|by| labels.around(by, toned(day(by), ask_tone(ask, today))));
    }
    labels
}

fn title(screen: &mut Screen, model: &Model, chart: &Chart, it: &Lane, window: &Window, ground: Ground, today: NaiveDate) {
    let Some(outcome) = &it.outcome else { return };
    let sign = if ground == Ground::Selected { "►" } else { " " };
    let fold = if model.timeline.open.contains(&it.key) { "▾ " } else { "▸ " };
    let left = vec![strong(sign, Tone::Accent), toned(fold, Tone::Accent), bold(&outcome.title)];
    let mark = lane::mark(model, outcome, today);
    let nobody = if outcome.owners.is_empty() && outcome.is_live() { vec![toned("◌ ", Tone::Warn)] } else { Vec::new() };
    let at = |line: Line| line.on(ground).at(Spot::Header(it.key.clone()));
    match (chart.is_beside(), chart.row) {
        (false, _) => {
            let mark = fitted(&mark, usize::from(window.area.width) / 2);
            window.put(screen, 0, 0, window.area.width, at(Line::of(left).right([vec![plain(" ")], mark, vec![plain(" ")]].concat())));
        }
        (true, 1) => {
            let mark = brief(mark, usize::from(chart.gutter) / 3);
            window.put(screen, 0, 0, chart.gutter, at(Line::of(left).right([mark, vec![plain(" ")]].concat())));
        }
        (true, _) => {
            window.put(screen, 0, 0, chart.gutter, at(Line::of(left).right(nobody)));
            let room = usize::from(chart.gutter).saturating_sub(4);
            let both = spaced(vec![lane::end(model, outcome, today), mark.clone()], "  ");
            let under = [vec![plain("   ")], if width(&both) <= room { both } else { fitted(&mark, room) }].concat();
            window.put(screen, 0, 1, chart.gutter, Line::of(under));
            if chart.row > 3 {
                let owners = if outcome.owners.is_empty() { toned("◌ no owner", Tone::Warn) } else { dim(outcome.owners.join(" + ")) };
                window.put(screen, 0, 2, chart.gutter.saturating_sub(1), Line::of(vec![plain("   "), owners]));
            }
        }
    }
}

/// A mark in few cells: whole, or its sign alone.
fn brief(mark: Vec<Ink>, cells: usize) -> Vec<Ink> {
    match (width(&mark) <= cells, mark.first()) {
        (true, _) | (false, None) => mark,
        (false, Some(first)) => {
            let sign: String = first.words().chars().take(1).collect();
            vec![strong(sign, first.tone)]
        }
    }
}

/// All that is dated of the outcome under the cursor, in words, for the last line.
pub fn said(model: &Model, today: NaiveDate) -> Vec<Ink> {
    let Some(outcome) = model.lane().and_then(|it| it.outcome.as_ref()) else { return Vec::new() };
    let marks = Marks::of(model, outcome);
    let day = |day| short_date(day, today);
    let part = |name: &str, words: Option<String>| words.map_or_else(Vec::new, |words| vec![dim(format!("{name} ")), plain(words)]);
    let implied = marks.end.map(|end| format!("{}{}", if end.floor { "≥ " } else { "" }, day(end.on)));
    let likely = marks.likely.map(|(half, most)| format!("{} – {}", day(half), day(most)));
    let owed = marks.asks.iter().filter(|it| it.received.is_none());
    let asks: Vec<String> = owed.map(|it| it.by.map_or_else(|| it.what.clone(), |by| format!("{} {}", it.what, day(by)))).collect();
    let asks = (!asks.is_empty()).then(|| asks.join(", "));
    spaced(
        vec![
            part("told", marks.told().map(day)),
            part("meant", marks.meant().map(day)),
            part("implied", implied),
            part("likely", likely),
            part("asked:", asks),
        ],
        "  ",
    )
}
