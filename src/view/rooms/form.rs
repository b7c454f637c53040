//! A form: labels, what is typed, what it will be understood as, and what is wrong with it in words.
//! The field with the cursor is in sight however small the screen is.

use super::{
    frame::{self, Frame, Place},
    typed, would,
};
use crate::{
    desk::{Form, FormField, Model, Spot},
    view::{
        ink::{Area, dim, plain, strong, toned},
        keys::key,
        screen::{Ground, Ink, Line, Screen, Tone},
    },
    words::{clean_line, width, wrap},
};
use chrono::NaiveDate;

const WIDTH: usize = 72;
/// Lines of a note in sight at once.
const NOTE_LINES: usize = 5;

/// A row of the form: a label or none, and what stands beside it.
struct Row {
    label: Vec<Ink>,
    value: Line,
    /// The cell of the cursor, counted from where values start.
    cursor: Option<usize>,
    /// The field it belongs to.
    field: usize,
}

pub fn show(screen: &mut Screen, model: &Model, form: &Form, area: Area, today: NaiveDate) {
    let label_cells = form.fields.iter().map(|field| width(field.label)).max().unwrap_or(0) + 4;
    let wanted = WIDTH.min(usize::from(area.width).saturating_sub(6));
    let value_cells = wanted.saturating_sub(label_cells);
    let rows: Vec<Row> = (0..form.fields.len()).flat_map(|at| rows(form, at, value_cells, today)).collect();
    let is_note = form.fields.get(form.at).is_some_and(is_long);
    let save = if is_note { key("Ctrl-S", "saves") } else { key("Enter", "saves") };
    let would = would::lines(model, wanted, today);
    let below = if would.is_empty() { 0 } else { would.len() + 1 };
    let frame = Frame {
        title: frame::title(&form.heading),
        keys: vec![key("Tab", "next"), save, key("Esc", "back")],
        width: wanted,
        height: (rows.len() + below).min(usize::from(area.height).saturating_sub(5)),
        place: Place::Middle,
    };
    let inside = frame.show_above(screen, area, would);
    let at = rows.iter().position(|row| row.cursor.is_some()).unwrap_or(0);
    let first = frame::start(rows.len(), at, inside.height.into());
    for (n, row) in rows.into_iter().skip(first).take(inside.height.into()).enumerate() {
        show_row(screen, row, inside, inside.y + n as u16, label_cells as u16);
    }
}

fn show_row(screen: &mut Screen, row: Row, inside: Area, y: u16, label_cells: u16) {
    let x = inside.x.saturating_add(label_cells);
    let cells = inside.width.saturating_sub(label_cells);
    screen.is(Area { y, height: 1, ..inside }, Spot::Row(row.field));
    if let Some(cursor) = row.cursor {
        screen.cursor = Some((x.saturating_add(cursor as u16).min(x.saturating_add(cells.saturating_sub(1))), y));
    }
    screen.put(inside.x, y, label_cells.saturating_sub(1), Line::of(row.label));
    screen.put(x, y, cells, row.value);
}

fn is_long(field: &FormField) -> bool {
    field.name == "note"
}

fn rows(form: &Form, at: usize, cells: usize, today: NaiveDate) -> Vec<Row> {
    let field = &form.fields[at];
    let is_here = at == form.at;
    let label = match is_here {
        true => vec![strong("► ", Tone::Accent), strong(field.label, Tone::Accent)],
        false => vec![dim("  "), dim(field.label)],
    };
    let mut rows = match (is_here, is_long(field)) {
        (true, false) => vec![typing(field, cells)],
        (false, false) => vec![Row { label: Vec::new(), value: Line::of(vec![plain(field.field.text())]), cursor: None, field: 0 }],
        (_, true) => note(field, is_here, cells),
    };
    rows[0].label = label;
    if let Some(echo) = field.echo(today) {
        rows[0].value.right = vec![dim(format!("{echo} "))];
    }
    let wrong = field.problem.iter().flat_map(|problem| wrap(&clean_line(problem), cells.saturating_sub(2)));
    rows.extend(wrong.enumerate().map(|(n, line)| Row {
        label: Vec::new(),
        value: Line::of(vec![strong(if n == 0 { "! " } else { "  " }, Tone::Alarm), toned(line, Tone::Alarm)]),
        cursor: None,
        field: at,
    }));
    rows.iter_mut().for_each(|row| row.field = at);
    rows
}

fn typing(field: &FormField, cells: usize) -> Row {
    let shown = typed::line(&field.field, cells);
    Row { label: Vec::new(), value: Line::of(vec![plain(shown.words)]).on(Ground::Typed), cursor: Some(shown.cursor), field: 0 }
}

/// A few lines of a long text, around the cursor.
fn note(field: &FormField, is_here: bool, cells: usize) -> Vec<Row> {
    let lines = field.field.lines();
    let (row, column) = field.field.cursor();
    let height = if is_here { NOTE_LINES } else { NOTE_LINES.min(lines.len().max(1)) };
    let first = frame::start(lines.len(), if is_here { row } else { 0 }, height);
    let ground = if is_here { Ground::Typed } else { Ground::Board };
    let row_of = |n: usize| match lines.get(n) {
        Some(text) if is_here && n == row => {
            let shown = typed::part(text, column, cells);
            Row { label: Vec::new(), value: Line::of(vec![plain(shown.words)]).on(ground), cursor: Some(shown.cursor), field: 0 }
        }
        line => Row { label: Vec::new(), value: Line::of(vec![plain(line.map_or("", String::as_str))]).on(ground), cursor: None, field: 0 },
    };
    (first..first + height).map(row_of).collect()
}
