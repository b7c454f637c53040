//! The very text that is sent. A bar in front of what they were not told last time; the delivery plan has none.

use super::more;
use crate::{
    customer, delivery,
    desk::{Model, Sharing},
    plan::Audience,
    projection::project,
    sharing::{self, Preview},
    view::{
        ink::{Area, bold, dim, plain, strong},
        screen::{Ink, Line, Screen, Tone},
    },
};
use chrono::NaiveDate;
use std::collections::HashSet;

pub fn show(screen: &mut Screen, model: &Model, room: &Sharing, preview: &Preview, area: Area, today: NaiveDate) {
    if area.height == 0 {
        return;
    }
    let lines = match room.text {
        Audience::Customer => marked(model, preview, today),
        Audience::Delivery => team(model, preview, today),
    };
    let height = usize::from(area.height);
    let start = room.scroll.min(lines.len().saturating_sub(height));
    let below = lines.len().saturating_sub(start + height);
    for (n, line) in lines.into_iter().skip(start).take(height).enumerate() {
        screen.put(area.x, area.y + n as u16, area.width, line);
    }
    for (y, words) in [(area.y, more("↑", start)), (area.bottom().saturating_sub(1), more("↓", below))] {
        let cells = crate::view::width(&words) as u16;
        screen.put((area.x + area.width).saturating_sub(cells + 1), y, cells, Line::of(words));
    }
}

/// The delivery plan as its side gets it, once everything is told.
fn team(model: &Model, preview: &Preview, today: NaiveDate) -> Vec<Line> {
    let told = sharing::share(&model.plan, &model.telling, today).unwrap_or_else(|_| preview.plan.clone());
    let text = delivery::text(&told, &delivery::ends(&told, &project(&told, today)), today);
    text.lines().map(|line| Line::of(vec![plain("  "), plain(line)])).collect()
}

fn marked(model: &Model, preview: &Preview, today: NaiveDate) -> Vec<Line> {
    let text = customer::text(&preview.customer);
    let told = customer::told_plan(&model.plan, today).map(|told| customer::text(&told));
    let known: Option<HashSet<String>> = told.as_ref().map(|told| said(told).into_iter().collect());
    let is_new = |said: &str| known.as_ref().is_some_and(|known| !known.contains(said));
    let line = |(n, (line, said)): (usize, (&str, String))| {
        // Revision, day and headings are no news, nor is who sends it.
        let is_news = n > 1 && line.starts_with(' ') && is_new(&said);
        let sign = if is_news { strong("▎ ", Tone::Info) } else { plain("  ") };
        let heads = text.lines().nth(n + 1).is_some_and(|next| next.starts_with(' '));
        Line::of(vec![sign, if heads && !line.starts_with(' ') && n > 1 { bold(line) } else { ink(line, n, is_news) }])
    };
    text.lines().zip(said(&text)).enumerate().map(line).collect()
}

fn ink(line: &str, n: usize, is_news: bool) -> Ink {
    let indent = line.len() - line.trim_start().len();
    match (n, indent) {
        (0, _) => strong(line, Tone::Accent),
        (1, _) => dim(line),
        _ if is_news => plain(line),
        (_, 0) => plain(line),
        (_, indent) if indent > 2 => dim(line),
        _ => plain(line),
    }
}

/// What each line says: its words alone, so that a wider column is no news, behind those of the line that it belongs to.
fn said(text: &str) -> Vec<String> {
    let mut head = String::new();
    let one = |line: &str| {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.starts_with("    ") {
            true => format!("{head}\n{words}"),
            false => {
                head.clone_from(&words);
                words
            }
        }
    };
    text.lines().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_its_words_wherever_the_columns_stand_and_whose_they_are() {
        let narrow = "Coming\n  5 March  Reports\n           Planned\n";
        let wide = "Coming\n  5 March      Reports\n               Planned\n";
        assert_eq!(said(narrow), ["Coming", "5 March Reports", "5 March Reports\nPlanned"]);
        assert_eq!(said(narrow), said(wide));
    }
}
