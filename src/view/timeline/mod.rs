//! The timeline: one row an outcome, and on its track what was told, what is meant, what is implied, and what the customer owes.
//! Where signs fall into one cell: told covers implied, that covers meant, that an ask, that what came in, all of them every line; `why` tells all.
//! Places come from the desk's chart; `axis` draws the ruler, `track` the cells, `rows` an outcome.

mod axis;
mod details;
mod legend;
mod rows;
mod track;

use super::{
    ink::{Area, bold, dim, strong},
    keys,
    screen::{Ink, Line, Screen, Tone},
};
use crate::{
    desk::{Layout, Model, Spot},
    words::counted,
};
use chrono::NaiveDate;

pub use rows::said;

pub fn show(screen: &mut Screen, model: &Model, layout: &Layout, today: NaiveDate) {
    let chart = model.chart();
    axis::show(screen, model, &chart, layout.board_width, today);
    let area = Area { x: 0, y: chart.top, width: layout.board_width, height: chart.lines };
    screen.is(area, Spot::Board);
    if lanes(model) == 0 {
        return nothing(screen, model, area);
    }
    let (mut line, end) = (0, model.timeline.scroll + usize::from(chart.lines));
    for (at, lane) in model.sight.grid.lanes[..lanes(model)].iter().enumerate() {
        let height = chart.height_of(model, lane);
        if line + height > model.timeline.scroll && line < end {
            let window = Window { area, first: line, scroll: model.timeline.scroll };
            window.is(screen, chart.row, Spot::Header(lane.key.clone()));
            rows::show(screen, model, &chart, at, &window, today);
        }
        line += height;
    }
    if chart.has_legend {
        legend::show(screen, model, &chart, Area { y: chart.top + chart.lines, height: 1, ..area });
    }
}

/// The lines of one outcome on the screen.
struct Window {
    area: Area,
    /// Its first line, counted from that of the first outcome.
    first: usize,
    scroll: usize,
}

impl Window {
    fn put(&self, screen: &mut Screen, x: u16, line: usize, width: u16, words: Line) {
        if let Some(y) = (self.first + line).checked_sub(self.scroll).filter(|y| *y < usize::from(self.area.height)) {
            screen.put(x, self.area.y + y as u16, width, words);
        }
    }
    /// Its lines that can be seen, the first so many of them, are this under the pointer.
    fn is(&self, screen: &mut Screen, lines: usize, spot: Spot) {
        let top = self.first.saturating_sub(self.scroll);
        let bottom = (self.first + lines).saturating_sub(self.scroll).min(self.area.height.into());
        if top < bottom {
            screen.is(Area { y: self.area.y + top as u16, height: (bottom - top) as u16, ..self.area }, spot);
        }
    }
}

/// How many outcomes have a row.
fn lanes(model: &Model) -> usize {
    model.sight.grid.lanes.iter().take_while(|lane| lane.outcome.is_some()).count()
}

/// How many outcomes lie wholly above, and wholly or partly below, what can be seen.
fn hidden(model: &Model) -> (usize, usize) {
    let chart = model.chart();
    let end = model.timeline.scroll + usize::from(chart.lines);
    let (mut line, mut above, mut below) = (0, 0, 0);
    for lane in &model.sight.grid.lanes[..lanes(model)] {
        let height = chart.height_of(model, lane);
        above += usize::from(line + height <= model.timeline.scroll);
        below += usize::from(line + height.min(chart.row.min(2)) > end);
        line += height;
    }
    (above, below)
}

/// For the rule at the bottom.
pub fn below(model: &Model) -> Vec<Ink> {
    match hidden(model).1 {
        0 => Vec::new(),
        n => vec![strong(format!("↓ {}", counted(n, "outcome")), Tone::Accent)],
    }
}

fn nothing(screen: &mut Screen, model: &Model, area: Area) {
    let lines = match &model.filter {
        Some(filter) => [vec![bold(format!("No outcome passes the filter {filter}"))], keys::hint(model, &["close"], "shows all")],
        None => {
            [vec![bold("No outcome yet")], [keys::hint(model, &["new-outcome"], "names one"), vec![dim(", and its row is here")]].concat()]
        }
    };
    for (n, line) in lines.into_iter().enumerate().take(area.height.into()) {
        screen.put(area.x + 2, area.y.saturating_add(1 + n as u16), area.width.saturating_sub(3), Line::of(line));
    }
}
