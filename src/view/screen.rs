//! What a screen is: lines of words at places, each word with a tone. Plain data; later pieces lie over earlier ones.
//! Knows no colour and no library; paint cuts every line to its width.

use super::ink::Area;
use crate::{desk::Spot, words};
use compact_str::CompactString;
use std::{borrow::Cow, rc::Rc};

/// A whole screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Screen {
    /// In cells.
    pub width: u16,
    /// In lines.
    pub height: u16,
    pub pieces: Vec<Piece>,
    /// Where the terminal's cursor stands while something is typed.
    pub cursor: Option<(u16, u16)>,
    /// How many rooms stood over the board when it was drawn.
    pub rooms: usize,
    regions: Vec<Region>,
    /// Pieces before this one lie under a room: the pointer does not reach them.
    reached_from: usize,
}

/// A part of the screen that is something under the pointer, where no later piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Region {
    area: Area,
    spot: Option<Spot>,
    /// So many pieces were drawn before it.
    over: usize,
}

/// A line at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub x: u16,
    pub y: u16,
    /// Cells it may use; all of them are filled.
    pub width: u16,
    pub line: Line,
}

/// One line of text. The left part gives way to the right one and is cut with an ellipsis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub left: Vec<Ink>,
    pub right: Vec<Ink>,
    pub ground: Ground,
    /// What it is under the pointer.
    pub spot: Option<Rc<Spot>>,
}

/// Words in one tone, safe for a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ink {
    words: CompactString,
    /// How many cells they take: asked again and again.
    cells: u32,
    pub tone: Tone,
    pub weight: Weight,
    /// What these words are under the pointer, when that is something else than their line.
    pub spot: Option<Rc<Spot>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Plain,
    Bold,
}

/// What lies under the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    #[default]
    Board,
    /// Under the cursor: its words lose their tones, so that they stay readable.
    Selected,
    /// A field being typed in.
    Typed,
}

/// What words say, not how they look; a theme gives each its colours, and nothing is told by a tone alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    #[default]
    Plain,
    /// Less important: labels, what is done.
    Dim,
    /// Lines between things.
    Rule,
    /// The program's own name.
    Name,
    /// Keys, work under way.
    Accent,
    /// In step, signed, saved.
    Good,
    /// Amber: look at it.
    Warn,
    /// Red: act.
    Alarm,
    /// News without blame: not told yet, early.
    Info,
}

impl Screen {
    pub fn new(width: u16, height: u16) -> Screen {
        // A line of the board has some twenty pieces.
        let pieces = Vec::with_capacity(24 * usize::from(height.min(100)));
        Screen { width, height, pieces, ..Screen::default() }
    }
    /// What is under a cell: said by the piece on top there, or by a region that no later piece with a spot covers.
    pub fn under(&self, x: u16, y: u16) -> Option<&Spot> {
        let pieces = self.pieces.iter().enumerate().skip(self.reached_from).rev();
        let piece = pieces.into_iter().find_map(|(at, piece)| Some((at, piece.under(x, y)?)));
        let region = self.regions.iter().rev().find(|region| region.area.holds(x, y));
        match (piece, region) {
            (Some((at, spot)), region) if region.is_none_or(|region| region.over <= at) => Some(spot),
            (_, region) => region?.spot.as_ref(),
        }
    }
    /// Says what an area is, but for what is drawn on it from now on.
    pub fn is(&mut self, area: Area, spot: Spot) {
        self.regions.push(Region { area, spot: Some(spot), over: self.pieces.len() });
    }
    /// What is drawn from now on lies over everything: the pointer does not reach through it.
    pub fn cover(&mut self, area: Area) {
        self.regions.push(Region { area, spot: None, over: self.pieces.len() });
    }
    /// A room takes the pointer as it takes the keys.
    pub fn open_room(&mut self) {
        self.regions.clear();
        self.reached_from = self.pieces.len();
    }
}

impl Piece {
    /// Whether it is painted the same way on its row; what it is under the pointer does not matter.
    pub fn looks_like(&self, other: &Piece) -> bool {
        let is_same =
            |one: &[Ink], other: &[Ink]| one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.looks_like(other));
        (self.x, self.width, self.line.ground) == (other.x, other.width, other.line.ground)
            && is_same(&self.line.left, &other.line.left)
            && is_same(&self.line.right, &other.line.right)
    }
    fn under(&self, x: u16, y: u16) -> Option<&Spot> {
        let cell = usize::from(x.checked_sub(self.x).filter(|cell| y == self.y && *cell < self.width)?);
        if self.line.spot.is_none() && self.line.left.iter().chain(&self.line.right).all(|ink| ink.spot.is_none()) {
            return None;
        }
        let places = self.line.places(self.width.into());
        let own = |inks: &[Ink], start: usize| {
            let mut end = start;
            let ink = inks.iter().position(|ink| {
                end += ink.width();
                (start..end).contains(&cell)
            })?;
            Some(ink)
        };
        // Inks that are cut keep their place in the line.
        let ink = match own(&places.left, 0) {
            Some(at) => self.line.left.get(at),
            None => own(&places.right, places.right_at).and_then(|at| self.line.right.get(at)),
        };
        ink.and_then(|ink| ink.spot.as_deref()).or(self.line.spot.as_deref())
    }
}

/// Where the words of a line stand in so many cells.
pub struct Places<'l> {
    pub left: Cow<'l, [Ink]>,
    pub right: Cow<'l, [Ink]>,
    /// The first cell of the right part.
    pub right_at: usize,
}

impl Line {
    /// The left part gives way; a cell stays free between the two, so that they never read as one.
    pub fn places(&self, cells: usize) -> Places<'_> {
        let right = fitting(&self.right, cells);
        let right_cells = width(&right);
        let gap = usize::from(right_cells > 0 && right_cells < cells);
        let left = fitting(&self.left, cells - right_cells - gap);
        Places { left, right, right_at: cells - right_cells }
    }
}

impl Ink {
    /// Every word on the screen comes through here, and so loses what would command a terminal.
    pub fn new(words: &str, tone: Tone, weight: Weight) -> Ink {
        let (words, cells) = words::measured_line(words);
        Ink { words: words.into(), cells: cells as u32, tone, weight, spot: None }
    }
    /// The same words, being something under the pointer.
    pub fn at(self, spot: impl Into<Rc<Spot>>) -> Ink {
        Ink { spot: Some(spot.into()), ..self }
    }
    pub fn words(&self) -> &str {
        &self.words
    }
    fn looks_like(&self, other: &Ink) -> bool {
        (&self.words, self.tone, self.weight) == (&other.words, other.tone, other.weight)
    }
    /// In cells.
    pub fn width(&self) -> usize {
        self.cells as usize
    }
    /// The same look on a part of its words.
    fn cut(&self, cells: usize) -> Ink {
        // Something always follows that is missing, so the ellipsis stands even where the words alone would fit.
        let words = words::cut(&[&self.words, "  "].concat(), cells).into_owned();
        Ink { cells: words::width(&words) as u32, words: words.into(), tone: self.tone, weight: self.weight, spot: self.spot.clone() }
    }
}

/// How many cells these words take.
pub fn width(inks: &[Ink]) -> usize {
    inks.iter().map(Ink::width).sum()
}

/// The same in place.
pub fn fit(inks: &mut Vec<Ink>, cells: usize) {
    if width(inks) > cells {
        *inks = fitted(inks, cells);
    }
}

/// The words that fit into so many cells, with an ellipsis where some are missing.
pub fn fitted(inks: &[Ink], cells: usize) -> Vec<Ink> {
    fitting(inks, cells).into_owned()
}

/// Mostly all of them fit.
fn fitting(inks: &[Ink], cells: usize) -> Cow<'_, [Ink]> {
    if width(inks) <= cells {
        return Cow::Borrowed(inks);
    }
    let (mut fitted, mut used) = (Vec::new(), 0);
    for ink in inks {
        let width = ink.width();
        if used + width >= cells {
            fitted.push(ink.cut(cells - used));
            break;
        }
        used += width;
        fitted.push(ink.clone());
    }
    Cow::Owned(fitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(texts: &[&str], cells: usize) -> String {
        let inks: Vec<Ink> = texts.iter().map(|text| Ink::new(text, Tone::Plain, Weight::Plain)).collect();
        fitted(&inks, cells).iter().map(Ink::words).collect()
    }

    #[test]
    fn what_is_cut_ends_with_an_ellipsis() {
        assert_eq!(shown(&["Transform", " by", " Ann"], 16), "Transform by Ann");
        assert_eq!(shown(&["Transform", " by", " Ann"], 15), "Transform by A…");
        assert_eq!(shown(&["Transform", " by", " Ann"], 12), "Transform b…");
        assert_eq!(shown(&["Transform", " by"], 9), "Transfor…");
        assert_eq!(shown(&["日本語", "x"], 6), "日本…");
        assert_eq!(shown(&["ab"], 0), "");
    }

    #[test]
    fn words_never_command_the_terminal() {
        assert_eq!(Ink::new("a\u{1b}[2J\nb", Tone::Plain, Weight::Plain).words(), "a␛[2J b");
    }
}
