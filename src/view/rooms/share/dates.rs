//! The milestones whose dates do not line up, each with its three dates and what will be told of it.

use crate::{
    desk::{Chord, Key, Model, Sharing, Spot},
    sharing::{Decision, Drifted, Preview},
    view::{
        ink::{bold, dim, plain, strong, toned},
        lane::tone,
        screen::{Ground, Ink, Line, Tone},
    },
    words::{clean_line, day_and_month, hang},
};
use chrono::NaiveDate;

/// The lines, and the one with the cursor.
pub fn lines(model: &Model, room: &Sharing, preview: &Preview, cells: usize, today: NaiveDate) -> (Vec<Line>, usize) {
    if preview.drifted.is_empty() {
        let words = match model.plan.baseline() {
            Some(_) => "every date lines up with what they were told",
            None => "nothing was told yet, and every date can be met",
        };
        return (vec![Line::of(vec![toned("✔ ", Tone::Good), plain(words)])], 0);
    }
    let at = room.at.min(preview.drifted.len() - 1);
    let one = |(n, it)| one(model, it, n == at, cells, today).into_iter().map(|line| line.at(Spot::Row(n))).collect();
    let rows: Vec<Vec<Line>> = preview.drifted.iter().enumerate().map(one).collect();
    let above = rows.iter().take(at).map(Vec::len).sum();
    (rows.concat(), above)
}

fn one(model: &Model, it: &Drifted, is_here: bool, cells: usize, today: NaiveDate) -> Vec<Line> {
    let ground = if is_here { Ground::Selected } else { Ground::Board };
    let cursor = strong(if is_here { "► " } else { "  " }, Tone::Accent);
    let standing = model.sight.standing(&it.outcome);
    let sign = strong(format!("{} ", it.mark.sign), standing.map_or(Tone::Plain, |standing| tone(standing.severity)));
    let headline = Line::of(vec![cursor, sign, bold(&it.headline)]).right(vec![outcome(model, it, today), plain(" ")]);
    let held = it.held_by.as_ref().and_then(|id| model.plan.change(id));
    let below: Vec<Line> = match held {
        Some(change) => {
            let words = format!("held by {}: document it, or reclassify", change.named());
            let mut lines = below(&words, cells.saturating_sub(3), |line| strong(line, Tone::Warn));
            let key = strong("  p", Tone::Accent).at(Spot::Key(Chord::plain(Key::Char('p'))));
            lines.last_mut().into_iter().for_each(|line| line.left.push(key.clone()));
            lines
        }
        None => below(&format!("{}{}", it.words(today), reason(model, it)), cells, dim),
    };
    std::iter::once(headline.on(ground)).chain(below).collect()
}

/// On as many lines as it takes; nothing of what is decided on is cut.
fn below(words: &str, cells: usize, ink: fn(String) -> Ink) -> Vec<Line> {
    hang(&format!("    {}", clean_line(words)), cells).into_iter().map(|line| Line::of(vec![ink(line)])).collect()
}

/// What will be told: `keeps 31 March`, `→ 9 April`.
fn outcome(model: &Model, it: &Drifted, today: NaiveDate) -> Ink {
    let day = it.sent.map_or_else(|| "no date".into(), |day| day_and_month(day, today));
    match model.telling.decisions.get(&it.outcome) {
        _ if it.held_by.is_some() => dim(format!("as told: {day}")),
        Some(Decision::Keep { .. }) => strong(format!("✔ keeps {day}"), Tone::Good),
        Some(Decision::Take { .. } | Decision::Date { .. }) => strong(format!("✔ → {day}"), Tone::Good),
        Some(Decision::AsMeant { .. }) | None if it.is_told && it.sent == it.told => toned(format!("? tells {day} again"), Tone::Warn),
        Some(Decision::AsMeant { .. }) => strong(format!("✔ → {day}"), Tone::Good),
        None => toned(format!("as meant: {day}"), Tone::Info),
    }
}

fn reason(model: &Model, it: &Drifted) -> String {
    let words = match model.telling.decisions.get(&it.outcome) {
        Some(Decision::Keep { why }) => why,
        Some(Decision::Take { because } | Decision::Date { because, .. } | Decision::AsMeant { because }) => because,
        None => return String::new(),
    };
    if words.is_empty() { String::new() } else { format!(" · {words}") }
}
