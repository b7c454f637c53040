//! The very text that is sent. A bar in front of what they were not told last time; the delivery plan has none.

use super::more;
use crate::{
    customer,
    desk::{MARK_CELLS, Model, Sharing},
    plan::Audience,
    sharing::Preview,
    view::{
        ink::{Area, bold, dim, plain, strong},
        screen::{Ink, Line, Screen, Tone},
    },
    words::hang,
};
use chrono::NaiveDate;
use std::collections::HashSet;

const NO_MARK: &str = "  ";

pub fn show(screen: &mut Screen, model: &Model, room: &Sharing, preview: &Preview, area: Area, today: NaiveDate) {
    if area.height == 0 {
        return;
    }
    let text = model.text_sent(preview, room.text, today);
    let cells = area.width.saturating_sub(MARK_CELLS).into();
    let lines = match room.text {
        Audience::Customer => marked(model, &text, cells, today),
        Audience::Delivery => {
            text.lines().flat_map(|line| hang(line, cells)).map(|line| Line::of(vec![plain(NO_MARK), plain(line)])).collect()
        }
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

/// The lines of the text; on a screen narrower than the text a line takes several, and all of them have its mark.
fn marked(model: &Model, text: &str, cells: usize, today: NaiveDate) -> Vec<Line> {
    let told = customer::told_plan(&model.plan, today).map(|told| customer::text(&told));
    let known: Option<HashSet<String>> = told.as_ref().map(|told| said(told).into_iter().collect());
    let is_new = |said: &str| known.as_ref().is_some_and(|known| !known.contains(said));
    let lines = |(n, (line, said)): (usize, (&str, String))| {
        // Revision, day and headings are no news, nor is who sends it.
        let is_news = n > 1 && line.starts_with(' ') && is_new(&said);
        let sign = if is_news { strong("▎ ", Tone::Info) } else { plain(NO_MARK) };
        let heads = text.lines().nth(n + 1).is_some_and(|next| next.starts_with(' '));
        let is_heading = heads && !line.starts_with(' ') && n > 1;
        let shown = |part: String| Line::of(vec![sign.clone(), if is_heading { bold(part) } else { ink(line, part, n, is_news) }]);
        hang(line, cells).into_iter().map(shown).collect::<Vec<_>>()
    };
    text.lines().zip(said(text)).enumerate().flat_map(lines).collect()
}

/// How a part of a line looks.
fn ink(line: &str, part: String, n: usize, is_news: bool) -> Ink {
    let indent = line.len() - line.trim_start().len();
    match (n, indent) {
        (0, _) => strong(part, Tone::Accent),
        (1, _) => dim(part),
        _ if is_news => plain(part),
        (_, 0) => plain(part),
        (_, indent) if indent > 2 => dim(part),
        _ => plain(part),
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
