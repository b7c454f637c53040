//! The curtain: the whole screen is the customer plan. Made from a `CustomerPlan` alone, so nothing of the delivery plan can stand on it.

use super::{
    ink::{bold, dim, plain, strong},
    screen::{Line, Screen, Tone},
};
use crate::{
    customer::{self, CustomerPlan},
    desk::{Curtain, Model},
    words::width,
};
use chrono::NaiveDate;

/// The text form's widest line (spec 3.6).
const TEXT_CELLS: u16 = 78;

pub fn show(screen: &mut Screen, model: &Model, curtain: &Curtain, today: NaiveDate) {
    let told = customer::told_plan(&model.plan, today).filter(|_| !curtain.draft);
    let is_draft = told.is_none();
    let plan = told.unwrap_or_else(|| customer::customer_plan(&model.plan, today));
    let left = screen.width.saturating_sub(TEXT_CELLS) / 2;
    let lines = lines(&plan);
    let top = (usize::from(screen.height).saturating_sub(lines.len() + 2) / 3) as u16;
    if is_draft {
        screen.put(left, 0, TEXT_CELLS.min(screen.width), Line::of(Vec::new()).right(vec![strong("DRAFT", Tone::Warn)]));
    }
    for (at, line) in lines.into_iter().enumerate() {
        screen.put(left, (at as u16).saturating_add(top).saturating_add(1), TEXT_CELLS.min(screen.width), line);
    }
}

/// The very text that is sent, its headings bold and what belongs to a row dim.
fn lines(plan: &CustomerPlan) -> Vec<Line> {
    let text = customer::text(plan);
    let line = |(at, line): (usize, &str)| {
        let indent = line.len() - line.trim_start().len();
        Line::of(vec![match (at, indent) {
            (0, _) => strong(line, Tone::Accent),
            (1, _) => dim(line),
            (_, 0) if width(line) > 0 => bold(line),
            (_, indent) if indent > 2 => dim(line),
            _ => plain(line),
        }])
    };
    text.lines().enumerate().map(line).collect()
}
