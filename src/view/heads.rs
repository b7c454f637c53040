//! The heads of the columns with their counts and limits; under 60 columns a strip of tabs. A thin rule below, which says what is out of sight.
//! A count over its limit is marked by a sign and a word.

use super::ink::{Area, bold, dim, plain, strong};
use super::screen::{Ground, Ink, Line, Screen, Tone, fitted, width};
use crate::desk::{Held, Layout, Model, Over, Spot};
use crate::words::counted;

/// `area` is the line of the heads; the rule goes below it.
pub fn show(screen: &mut Screen, model: &Model, layout: &Layout, area: Area, above: Vec<Ink>) {
    match layout.columns {
        1 if model.sight.grid.counts.len() > 1 => tabs(screen, model, layout, area),
        _ => heads(screen, model, layout, area),
    }
    screen.rule(area.x, area.y.saturating_add(1), area.width, above, beyond(model, layout));
}

fn heads(screen: &mut Screen, model: &Model, layout: &Layout, area: Area) {
    for shown in 0..layout.columns {
        let column = layout.first_column + shown;
        let x = area.x + 1 + shown as u16 * layout.column_width;
        let cells = layout.column_width.saturating_sub(2);
        let is_target = matches!(&model.held, Some(Held { over: Over::Cell(_, over), .. }) if *over == column);
        let ground = if is_target { Ground::Selected } else { Ground::Board };
        screen.put(x, area.y, cells, Line::of(head(model, column, cells.into())).on(ground).at(Spot::Column(column)));
    }
}

/// `To do  7`, `In progress  3/4`, `▲ 6/4 over`; the name gives way to the count.
fn head(model: &Model, column: usize, cells: usize) -> Vec<Ink> {
    let Some(it) = model.plan.settings.columns.get(column) else { return Vec::new() };
    let count = model.sight.grid.counts.get(column).copied().unwrap_or(0);
    let name = vec![bold(&it.name)];
    let count = match it.wip {
        Some(limit) if count > limit as usize => {
            let long = vec![strong(format!("  ▲ {count}/{limit} over"), Tone::Warn)];
            match width(&name) + width(&long) <= cells {
                true => long,
                false => vec![strong(format!(" ▲ {count}/{limit}"), Tone::Warn)],
            }
        }
        Some(limit) => vec![dim(format!("  {count}/{limit}"))],
        None if count > 0 => vec![dim(format!("  {count}"))],
        None => Vec::new(),
    };
    [fitted(&name, cells.saturating_sub(width(&count))), count].concat()
}

/// The columns that are scrolled away: `‹ 1 column`, `2 columns ›`.
fn beyond(model: &Model, layout: &Layout) -> Vec<Ink> {
    if layout.columns == 1 {
        return Vec::new();
    }
    let all = model.sight.grid.counts.len();
    let (left, right) = (layout.first_column, all.saturating_sub(layout.first_column + layout.columns));
    match (left, right) {
        (0, 0) => Vec::new(),
        (left, 0) => vec![strong(format!("‹ {}", counted(left, "column")), Tone::Accent)],
        (0, right) => vec![strong(format!("{} ›", counted(right, "column")), Tone::Accent)],
        (left, right) => vec![strong(format!("‹ {left} · {right} ›"), Tone::Accent)],
    }
}

/// All columns in one line: the shown one whole and reversed, the others as long as there is room.
fn tabs(screen: &mut Screen, model: &Model, layout: &Layout, area: Area) {
    let all = model.sight.grid.counts.len();
    let heads: Vec<Vec<Ink>> = (0..all).map(|column| head(model, column, area.width.into())).collect();
    let here = layout.first_column;
    let room = usize::from(area.width);
    let whole: usize = heads.iter().map(|head| width(head) + 3).sum();
    let each = match whole <= room + 1 {
        true => room,
        false => room.saturating_sub(width(&heads[here]) + 3) / (all - 1).max(1),
    };
    let mut x = area.x;
    for (column, head) in heads.into_iter().enumerate() {
        let line = match column == here {
            true => Line::of([vec![plain("►")], head, vec![plain(" ")]].concat()).on(Ground::Selected),
            false if each < 4 => continue,
            false => Line::of([vec![plain(" ")], fitted(&head, each.saturating_sub(3)), vec![plain(" ")]].concat()),
        };
        let cells = width(&line.left).min(room) as u16;
        screen.put(x, area.y, cells, line.at(Spot::Column(column)));
        x = x.saturating_add(cells).saturating_add(1);
    }
}
