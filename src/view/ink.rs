//! Short ways to write words, lines and places.
//! Knows the types of a screen, nothing of a plan.

use super::screen::{self, Ground, Ink, Line, Piece, Screen, Tone, Weight};
use crate::desk::Spot;
use std::rc::Rc;

pub fn plain(words: impl AsRef<str>) -> Ink {
    Ink::new(words.as_ref(), Tone::Plain, Weight::Plain)
}
pub fn bold(words: impl AsRef<str>) -> Ink {
    Ink::new(words.as_ref(), Tone::Plain, Weight::Bold)
}
pub fn dim(words: impl AsRef<str>) -> Ink {
    Ink::new(words.as_ref(), Tone::Dim, Weight::Plain)
}
pub fn toned(words: impl AsRef<str>, tone: Tone) -> Ink {
    Ink::new(words.as_ref(), tone, Weight::Plain)
}
pub fn strong(words: impl AsRef<str>, tone: Tone) -> Ink {
    Ink::new(words.as_ref(), tone, Weight::Bold)
}

impl Line {
    pub fn of(left: Vec<Ink>) -> Line {
        Line { left, ..Line::default() }
    }
    pub fn right(self, right: Vec<Ink>) -> Line {
        Line { right, ..self }
    }
    /// The same line, being something under the pointer.
    pub fn at(self, spot: impl Into<Rc<Spot>>) -> Line {
        Line { spot: Some(spot.into()), ..self }
    }
    pub fn on(self, ground: Ground) -> Line {
        Line { ground, ..self }
    }
}

/// A part of the screen, in cells and lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    pub fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }
    pub fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x) && (self.y..self.bottom()).contains(&y)
    }
    /// Without a margin of so many cells on both sides, and lines above and below.
    pub fn inset(self, cells: u16, lines: u16) -> Area {
        Area {
            x: self.x.saturating_add(cells),
            y: self.y.saturating_add(lines),
            width: self.width.saturating_sub(cells.saturating_mul(2)),
            height: self.height.saturating_sub(lines.saturating_mul(2)),
        }
    }
}

impl Screen {
    /// Puts a line at a place; what lies outside of the screen is left out.
    pub fn put(&mut self, x: u16, y: u16, width: u16, line: Line) {
        let width = width.min(self.width.saturating_sub(x));
        if width > 0 && y < self.height {
            self.pieces.push(Piece { x, y, width, line });
        }
    }
    /// A thin line across, with words lying on it at its ends.
    pub fn rule(&mut self, x: u16, y: u16, width: u16, left: Vec<Ink>, right: Vec<Ink>) {
        self.put(x, y, width, Line::of(vec![toned("─".repeat(width.into()), Tone::Rule)]));
        let room = usize::from(width).saturating_sub(4);
        let right = screen::fitted(&padded(right), room);
        let right_cells = screen::width(&right);
        let left = screen::fitted(&padded(left), room.saturating_sub(right_cells + 1));
        let left_cells = screen::width(&left) as u16;
        self.put(x.saturating_add(1), y, left_cells, Line::of(left));
        let end = x.saturating_add(width).saturating_sub(1 + right_cells as u16);
        self.put(end, y, right_cells as u16, Line::of(right));
    }
}

/// With a space before and after, when there is anything.
fn padded(inks: Vec<Ink>) -> Vec<Ink> {
    match inks.is_empty() {
        true => inks,
        false => [vec![plain(" ")], inks, vec![plain(" ")]].concat(),
    }
}

/// How many cells `spaced` words take.
pub fn spaced_width(parts: &[Vec<Ink>], gap: &str) -> usize {
    let filled = || parts.iter().filter(|part| !part.is_empty());
    filled().map(|part| screen::width(part)).sum::<usize>() + filled().count().saturating_sub(1) * gap.len()
}

/// `a  b  c`: words with a gap between them, without the empty ones.
pub fn spaced(parts: impl IntoIterator<Item = Vec<Ink>>, gap: &str) -> Vec<Ink> {
    let mut parts = parts.into_iter().filter(|part| !part.is_empty());
    let mut all = parts.next().unwrap_or_default();
    for part in parts {
        all.push(plain(gap));
        all.extend(part);
    }
    all
}
