//! The board: lanes of cards under the heads of the columns. Only what can be seen is looked at, however large the plan is.
//! Places come from the desk's layout; how a lane's header and a card look, from `lane` and `card`.

use super::ink::{Area, bold, dim, plain, strong, toned};
use super::screen::{Ground, Ink, Line, Screen, Tone, fitted};
use super::{card, heads, keys, lane};
use crate::desk::{Grid, Held, Lane, Layout, Model, Over, Spot};
use crate::words::counted;
use chrono::NaiveDate;
use std::{ops::Range, rc::Rc};

/// The window on the board's lines.
struct Window {
    area: Area,
    /// The lines that can be seen, counted from the first lane's header.
    lines: Range<usize>,
}

impl Window {
    fn y(&self, line: usize) -> Option<u16> {
        self.lines.contains(&line).then(|| self.area.y + (line - self.lines.start) as u16)
    }
}

pub fn show(screen: &mut Screen, model: &Model, layout: &Layout, today: NaiveDate) {
    let grid = &model.sight.grid;
    let area = Area { x: 0, y: layout.board_top, width: layout.board_width, height: layout.board_rows };
    let rows = usize::from(area.height);
    let start = model.scroll.min(layout.total_lines(grid).saturating_sub(rows));
    let window = Window { area, lines: start..start + rows };
    screen.is(area, Spot::Board);
    let lanes = visible(layout, grid, &window.lines);
    let head = Area { y: layout.board_top.saturating_sub(2), ..area };
    heads::show(screen, model, layout, head, above(layout, grid, &lanes, window.lines.start));
    if grid.lanes.is_empty() {
        return nothing(screen, model, area);
    }
    let slots = lane::Slots::of(model, lanes.clone().map(|at| &grid.lanes[at]), layout.board_width, today);
    for at in lanes {
        show_lane(screen, model, layout, &window, at, &slots, today);
    }
}

/// How many lanes lie wholly below what can be seen, for the rule at the bottom.
pub fn below(model: &Model, layout: &Layout) -> Vec<Ink> {
    let grid = &model.sight.grid;
    let end = model.scroll + usize::from(layout.board_rows);
    let first = first_lane(grid.lanes.len(), |at| layout.lane_line(grid, at) < end);
    let hidden = grid.lanes.len() - first;
    let cut = first.checked_sub(1).map_or(0, |at| {
        let bottom = layout.lane_line(grid, at) + 1 + layout.depth(grid, at) * layout.card_rows;
        bottom.saturating_sub(end + layout.card_rows - 2).div_ceil(layout.card_rows)
    });
    match (cut, hidden) {
        (0, 0) => Vec::new(),
        (0, lanes) => vec![strong(format!("↓ {lanes} more"), Tone::Accent)],
        (rows, 0) => vec![strong(format!("↓ {}", counted(rows, "more row")), Tone::Accent)],
        (rows, lanes) => vec![strong(format!("↓ {} · {}", counted(rows, "more row"), counted(lanes, "lane")), Tone::Accent)],
    }
}

/// The first lane for which it no longer holds; lanes are in the order of their lines.
fn first_lane(lanes: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, lanes);
    while low < high {
        let middle = usize::midpoint(low, high);
        match holds(middle) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
}

fn visible(layout: &Layout, grid: &Grid, lines: &Range<usize>) -> Range<usize> {
    let bottom = |at: usize| layout.lane_line(grid, at) + 1 + layout.depth(grid, at) * layout.card_rows;
    first_lane(grid.lanes.len(), |at| bottom(at) <= lines.start)..first_lane(grid.lanes.len(), |at| layout.lane_line(grid, at) < lines.end)
}

/// What is scrolled away above: the lane whose cards are on top, and how many more.
fn above(layout: &Layout, grid: &Grid, lanes: &Range<usize>, start: usize) -> Vec<Ink> {
    let inside = grid.lanes.get(lanes.start).filter(|_| layout.lane_line(grid, lanes.start) < start);
    let title = |lane: &Lane| lane.outcome.as_ref().map_or_else(|| "Noise".to_string(), |outcome| outcome.title.clone());
    match (inside, lanes.start) {
        (None, 0) => Vec::new(),
        (None, hidden) => vec![strong(format!("↑ {}", counted(hidden, "outcome")), Tone::Accent)],
        (Some(lane), 0) => vec![strong("↑ in ", Tone::Accent), bold(title(lane))],
        (Some(lane), hidden) => {
            vec![strong("↑ in ", Tone::Accent), bold(title(lane)), toned(format!(" · {}", counted(hidden, "outcome")), Tone::Accent)]
        }
    }
}

fn show_lane(screen: &mut Screen, model: &Model, layout: &Layout, window: &Window, at: usize, slots: &lane::Slots, today: NaiveDate) {
    let grid = &model.sight.grid;
    let line = layout.lane_line(grid, at);
    cells(screen, layout, window, grid, at);
    if let Some(y) = window.y(line) {
        let area = Area { y, height: 1, ..window.area };
        lane::show(screen, model, &grid.lanes[at], slots, area, stand(model, (at, model.cursor.column, None)), today);
    }
    let first_card = line + 1;
    let depth = layout.depth(grid, at);
    let rows = |line: usize| line.saturating_sub(first_card) / layout.card_rows;
    for row in rows(window.lines.start)..depth.min(rows(window.lines.end) + 1) {
        for column in 0..layout.columns {
            show_card(screen, model, layout, window, (at, layout.first_column + column, row), today);
        }
    }
    ghost(screen, model, layout, window, at);
    partings(screen, layout, window, first_card..first_card + (depth * layout.card_rows).saturating_sub(layout.card_rows - 2));
}

/// Whether the cursor of the board stands in this lane and column, on the card of this row or, without one, on the lane's header.
fn stand(model: &Model, (lane, column, row): (usize, usize, Option<usize>)) -> card::Stand {
    let cursor = &model.cursor;
    match (lane, column, row) == (cursor.lane, cursor.column, cursor.row) && !model.pane.focused {
        true => card::Stand::Here,
        false => card::Stand::Elsewhere,
    }
}

/// The card of this lane, column and row, where there is one.
fn show_card(screen: &mut Screen, model: &Model, layout: &Layout, window: &Window, place: (usize, usize, usize), today: NaiveDate) {
    let (at, column, row) = place;
    let lane = &model.sight.grid.lanes[at];
    let Some(task) = lane.cells.get(column).and_then(|cards| cards.get(row)) else { return };
    let [top, mut bottom] = card::lines(model, task, lane, usize::from(layout.column_width.saturating_sub(4)), today);
    if layout.card_rows == 2 {
        // Without an empty line between them, a bar at each title alone tells the cards apart.
        bottom = bottom.without_bar();
    }
    let x = window.area.x + 1 + (column - layout.first_column) as u16 * layout.column_width;
    let top_line = layout.lane_line(&model.sight.grid, at) + 1 + row * layout.card_rows;
    let spot = Rc::new(Spot::Card { id: task.id.clone(), lane: lane.key.clone(), column });
    let stand = stand(model, (at, column, Some(row)));
    for (n, text) in [top, bottom].into_iter().enumerate() {
        if let Some(y) = window.y(top_line + n) {
            card::show(screen, Area { x, y, width: layout.column_width, height: 1 }, text, stand, n, &spot);
        }
    }
}

/// What lies between a lane's header and the next one takes cards, in each column; below the last lane all that is left does.
fn cells(screen: &mut Screen, layout: &Layout, window: &Window, grid: &Grid, at: usize) {
    let top = layout.lane_line(grid, at) + 1;
    let bottom = if at + 1 < grid.lanes.len() { layout.lane_line(grid, at + 1) } else { window.lines.end };
    let (top, bottom) = (top.max(window.lines.start), bottom.min(window.lines.end));
    let Some(y) = window.y(top).filter(|_| top < bottom) else { return };
    for column in 0..layout.columns {
        let area =
            Area { x: window.area.x + column as u16 * layout.column_width, y, width: layout.column_width, height: (bottom - top) as u16 };
        screen.is(area, Spot::Cell(grid.lanes[at].key.clone(), layout.first_column + column));
    }
}

/// The dragged card where it would be dropped: below the last card of that column, on a line that no card has.
fn ghost(screen: &mut Screen, model: &Model, layout: &Layout, window: &Window, at: usize) {
    let (lane, grid) = (&model.sight.grid.lanes[at], &model.sight.grid);
    let Some(Held { title, over: Over::Cell(key, column), .. }) = &model.held else { return };
    let Some(shown) = column.checked_sub(layout.first_column).filter(|shown| *key == lane.key && *shown < layout.columns) else { return };
    let first = layout.lane_line(grid, at) + 1;
    let cards = if lane.folded { 0 } else { lane.cells.get(*column).map_or(0, Vec::len) };
    // Three lines a card leave the last one free.
    let last = first + (layout.depth(grid, at) * layout.card_rows).saturating_sub(layout.card_rows - 2);
    let y = window.y((first + cards * layout.card_rows).min(last));
    let x = window.area.x + 1 + shown as u16 * layout.column_width;
    if let Some(y) = y.or_else(|| window.y(window.lines.end.checked_sub(1)?)) {
        let words = fitted(&[strong("↳ ", Tone::Accent), bold(title)], layout.column_width.saturating_sub(2).into());
        screen.put(x, y, layout.column_width.saturating_sub(2), Line::of(words).on(Ground::Typed).at(Spot::Cell(key.clone(), *column)));
    }
}

/// Thin lines between the columns of a lane.
fn partings(screen: &mut Screen, layout: &Layout, window: &Window, lines: Range<usize>) {
    let parting = toned("╎", Tone::Rule);
    for y in lines.filter_map(|line| window.y(line)) {
        for column in 1..layout.columns as u16 {
            screen.put(window.area.x + column * layout.column_width, y, 1, Line::of(vec![parting.clone()]));
        }
    }
}

/// A plan without a lane: what to do first; a filter that nothing passes: how to see all again.
fn nothing(screen: &mut Screen, model: &Model, area: Area) {
    let key = |action, words: &str| keys::hint(model, &[action], words);
    let lines = match &model.filter {
        Some(filter) => vec![
            vec![bold(format!("No card passes the filter {filter}"))],
            Vec::new(),
            [key("close", "shows all cards again")].concat(),
            key("filter", "changes the filter"),
        ],
        None => vec![
            vec![bold("An empty plan. Three steps to a first board:")],
            Vec::new(),
            [vec![dim("1  ")], key("new-outcome", "names an outcome: something the customer will have")].concat(),
            [vec![dim("2  ")], key("new-task", "adds the tasks that make it true")].concat(),
            [vec![dim("3  ")], key("date", "on its header: when the customer can have it")].concat(),
            Vec::new(),
            [key("capture", "catches a stray thought"), vec![plain("    ")], key("help", "shows all keys")].concat(),
        ],
    };
    for (n, line) in lines.into_iter().enumerate().take(area.height.into()) {
        screen.put(area.x + 2, area.y.saturating_add(1 + n as u16), area.width.saturating_sub(3), Line::of(line));
    }
}
