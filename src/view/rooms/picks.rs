//! Rows chosen by their letters, as the rooms that have such lists show them: the cursor's sign, the letter, a tick, the words.
//! Knows a list and nothing of what is in it.

use crate::{
    desk::{Picks, Spot},
    view::{
        ink::{bold, dim, plain, strong},
        screen::{Ground, Line, Tone},
    },
    words::width,
};

/// Whether a list takes several rows or one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Several,
    One,
}

/// One line a row; what is beside the words stands in a column of its own.
pub fn lines(picks: &Picks, takes: Takes) -> Vec<Line> {
    let words = picks.rows.iter().map(|row| width(&row.words)).max().unwrap_or(0).min(40);
    let line = |(at, row): (usize, &crate::desk::Pick)| {
        let is_here = at == picks.at;
        let sign = strong(if is_here { "► " } else { "  " }, Tone::Accent);
        let letter = row.letter.map_or_else(|| " ".into(), String::from);
        let tick = match (takes, row.is_chosen) {
            (Takes::One, _) => plain("  "),
            (Takes::Several, true) => strong("  ✔ ", Tone::Good),
            (Takes::Several, false) => dim("  · "),
        };
        let text = if row.is_chosen { bold(&row.words) } else { plain(&row.words) };
        let gap = plain(" ".repeat(words.saturating_sub(width(&row.words)) + 2));
        let line = Line::of(vec![sign, strong(letter, Tone::Accent), tick, text, gap, dim(&row.aside)]);
        line.on(if is_here { Ground::Selected } else { Ground::Board }).at(Spot::Row(at))
    };
    picks.rows.iter().enumerate().map(line).collect()
}
