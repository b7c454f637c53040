//! The whole screen when no plan could be read: every problem with its place, its line and caret, why it matters and what to do.
//! The keys are those that still make sense: read again, quit.

use super::ink::{Area, bold, dim, plain, spaced, strong, toned};
use super::keys;
use super::screen::{Line, Screen, Tone};
use crate::{
    desk::Model,
    plan::Problem,
    words::{clean_line, counted, width, wrap},
};

pub fn show(screen: &mut Screen, model: &Model) {
    let count = counted(model.problems.len(), "problem");
    let name = strong(" handshake ", Tone::Name);
    let title = Line::of(vec![name, plain("  "), bold(&model.file), plain(" cannot be read")]);
    screen.put(0, 0, screen.width, title.right(vec![strong(format!("! {count} "), Tone::Alarm)]));
    screen.rule(0, 1, screen.width, Vec::new(), Vec::new());
    let area = Area { x: 2, y: 3, width: screen.width.saturating_sub(4), height: screen.height.saturating_sub(5) };
    let rows: Vec<Line> = model.problems.iter().take(area.height.into()).flat_map(|problem| rows(problem, area.width.into())).collect();
    let hidden = rows.len().saturating_sub(area.height.into());
    for (n, line) in rows.into_iter().take(area.height.into()).enumerate() {
        screen.put(area.x, area.y + n as u16, area.width, line);
    }
    let more = if hidden > 0 { vec![strong("↓ more, once these are mended", Tone::Accent)] } else { Vec::new() };
    screen.rule(0, screen.height.saturating_sub(2), screen.width, Vec::new(), more);
    let keys = vec![keys::hint(model, &["reload"], "reads it again"), keys::hint(model, &["quit"], "quit")];
    let words = Line::of(vec![dim(" mend it in an editor; nothing is written meanwhile")]);
    screen.put(0, screen.height.saturating_sub(1), screen.width, words.right([spaced(keys, "  "), vec![plain(" ")]].concat()));
}

fn rows(problem: &Problem, cells: usize) -> Vec<Line> {
    let place = format!("line {}, column {}  ", problem.at.line, problem.at.column);
    let mut rows = vec![Line::of(vec![toned(place, Tone::Accent), strong(format!("! {}", problem.what), Tone::Alarm)])];
    rows.extend(source(problem, cells));
    for (label, text) in [("why", &problem.why), ("fix", &problem.fix)] {
        for (n, line) in wrap(&clean_line(text), cells.saturating_sub(8)).iter().enumerate() {
            rows.push(Line::of(vec![dim(format!("    {:<4}", if n == 0 { label } else { "" })), plain(line)]));
        }
    }
    rows.push(Line::default());
    rows
}

/// The line and, below it, carets under what is meant; a long line starts shortly before that.
fn source(problem: &Problem, cells: usize) -> Vec<Line> {
    let room = cells.saturating_sub(4);
    let (before, meant) = split(&problem.at.text, problem.at.column.saturating_sub(1));
    let mut before = before.trim_start();
    let lead = if width(&clean_line(before)) + 10 > room { "…" } else { "" };
    while !lead.is_empty() && width(&clean_line(before)) > room / 3 {
        before = before.get(before.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
    }
    let (underlined, after) = split(meant, problem.at.length.max(1));
    let start = width(lead) + width(&clean_line(before));
    let carets = "^".repeat(width(&clean_line(underlined)).clamp(1, room.saturating_sub(start).max(1)));
    vec![
        Line::of(vec![dim("    "), dim(lead), dim(before), bold(underlined), dim(after)]),
        Line::of(vec![plain(" ".repeat(4 + start)), strong(carets, Tone::Alarm)]),
    ]
}

/// Two parts of a text, the first of so many characters.
fn split(text: &str, chars: usize) -> (&str, &str) {
    text.split_at(text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at))
}
