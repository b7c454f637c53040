//! What a screen is: lines of words at places, each word with a tone. Plain data; later pieces lie over earlier ones.
//! Knows no colour and no library; paint cuts every line to its width.

use crate::words;

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
}

/// Words in one tone, safe for a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ink {
    words: String,
    pub tone: Tone,
    pub weight: Weight,
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

impl Ink {
    /// Every word on the screen comes through here, and so loses what would command a terminal.
    pub fn new(words: &str, tone: Tone, weight: Weight) -> Ink {
        Ink { words: words::clean_line(words).into_owned(), tone, weight }
    }
    pub fn words(&self) -> &str {
        &self.words
    }
    /// In cells.
    pub fn width(&self) -> usize {
        words::width(&self.words)
    }
    /// The same look on a part of its words.
    fn cut(&self, cells: usize) -> Ink {
        // Something always follows that is missing, so the ellipsis stands even where the words alone would fit.
        Ink { words: words::cut(&(self.words.clone() + "  "), cells).into_owned(), ..*self }
    }
}

/// How many cells these words take.
pub fn width(inks: &[Ink]) -> usize {
    inks.iter().map(Ink::width).sum()
}

/// The words that fit into so many cells, with an ellipsis where some are missing.
pub fn fitted(inks: &[Ink], cells: usize) -> Vec<Ink> {
    if width(inks) <= cells {
        return inks.to_vec();
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
    fitted
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
