//! What would happen if what is typed or chosen were saved, in a few lines at the foot of the room it is typed in.

use crate::{
    desk::{Model, WouldLine},
    projection::{Moved, against},
    view::{
        ink::{dim, toned},
        screen::{Line, Tone},
    },
    words::{clean_line, counted, cut, day_and_month, width, wrap},
};
use chrono::NaiveDate;

/// More outcomes than these are counted.
const OUTCOMES_MAX: usize = 2;
const TITLE_CELLS: usize = 40;
const INDENT: usize = 2;

/// Lines of so many cells; none where nothing is known.
pub fn lines(model: &Model, cells: usize, today: NaiveDate) -> Vec<Line> {
    let Some(would) = &model.would else { return Vec::new() };
    let more = would.lines.len().saturating_sub(OUTCOMES_MAX);
    let mut lines: Vec<Line> =
        would.lines.iter().take(OUTCOMES_MAX).flat_map(|line| broken(said(line, today), tone(line), cells)).collect();
    if more > 0 {
        let are = if more == 1 { "ends" } else { "end" };
        lines.push(Line::of(vec![dim(format!("{}and {} {are} on another day", " ".repeat(INDENT), counted(more, "more outcome")))]));
    }
    lines
}

/// The first of them on two lines, always, so that a list above does not move with the cursor in it.
pub fn two_lines(model: &Model, cells: usize, today: NaiveDate) -> Vec<Line> {
    let Some(would) = &model.would else { return Vec::new() };
    let Some(first) = would.lines.first() else { return vec![Line::default(), Line::default()] };
    let more = match would.lines.len() - 1 {
        0 => String::new(),
        n => format!(" (and {n} more)"),
    };
    let [what, becomes, against] = said(first, today);
    // Where there is room for one thing alone it is the day.
    let becomes = if width(&becomes) + width(&against) + INDENT <= cells { becomes + &against } else { becomes };
    let line = |words: String| Line::of(vec![toned(words, tone(first))]);
    match first {
        WouldLine::Still => vec![line(format!("{what} {becomes}")), Line::default()],
        WouldLine::Ends { .. } | WouldLine::Dated { .. } => {
            vec![line(format!("{what}{more}")), line(format!("{}{becomes}", " ".repeat(INDENT)))]
        }
    }
}

/// What it is about, what becomes of it, and how that stands to the date the customer has.
fn said(line: &WouldLine, today: NaiveDate) -> [String; 3] {
    match line {
        WouldLine::Ends { title, moved, date } => {
            let title = clean_line(title);
            let date = date.map_or_else(String::new, |(date, days)| format!(", {}", against(days, &day_and_month(date, today))));
            [format!("with this, {}", cut(&title, TITLE_CELLS)), moved.said(today), date]
        }
        WouldLine::Still => ["with this,".into(), "no date moves".into(), String::new()],
        WouldLine::Dated { end, days } => {
            ["its work".into(), format!("ends {}", end.said(today)), format!(", {}", against(*days, "this date"))]
        }
    }
}

fn tone(line: &WouldLine) -> Tone {
    match line {
        WouldLine::Ends { moved, .. } if Moved::is_worse(moved) => Tone::Warn,
        WouldLine::Dated { days, .. } if *days > 0 => Tone::Warn,
        WouldLine::Ends { .. } | WouldLine::Dated { .. } => Tone::Good,
        WouldLine::Still => Tone::Dim,
    }
}

/// On one line where it fits, else on two, so that no date is torn apart.
fn broken([what, becomes, against]: [String; 3], tone: Tone, cells: usize) -> Vec<Line> {
    let becomes = becomes + &against;
    let line = |words: String| Line::of(vec![toned(words, tone)]);
    if width(&what) + 1 + width(&becomes) <= cells {
        return vec![line(format!("{what} {becomes}"))];
    }
    let below = wrap(&becomes, cells.saturating_sub(INDENT)).into_iter().map(|words| line(format!("{}{words}", " ".repeat(INDENT))));
    std::iter::once(line(what)).chain(below).collect()
}
