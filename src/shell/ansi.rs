//! Cells as bytes for a terminal, and as few as can be: over a slow line they are what a key costs.
//! Knows where the cursor stands and how the next character will look; begins and ends each frame with nothing switched on.

use crate::{
    paint::{Canvas, ansi_number},
    words::is_plain,
};
use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};
use std::mem;
use unicode_width::UnicodeWidthStr;

/// A gap of so many cells or fewer that look as what is written anyway is written again: going over it costs as much.
const BRIDGED_MAX: usize = 4;
/// The terminal is asked to show a frame at once.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// What the terminal knows how to show, and the number that switches it on and the one that switches it off.
const MODIFIERS: [(Modifier, u8, u8); 4] =
    [(Modifier::BOLD, 1, 22), (Modifier::ITALIC, 3, 23), (Modifier::UNDERLINED, 4, 24), (Modifier::REVERSED, 7, 27)];

/// Writes frames.
#[derive(Debug, Default)]
pub struct Ansi {
    bytes: String,
    look: Look,
    /// Where the next character goes; none where the terminal may think otherwise.
    at: Option<(u16, u16)>,
    is_cursor_shown: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Look {
        let known = MODIFIERS.iter().fold(Modifier::empty(), |all, (it, ..)| all | *it);
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier & known }
    }
}

impl Ansi {
    /// Empties the terminal, whatever it shows, and hides its cursor.
    pub fn clear(&mut self) {
        self.bytes.push_str("\x1b[m\x1b[2J\x1b[?25l");
        (self.look, self.at, self.is_cursor_shown) = (Look::default(), None, false);
    }

    /// The bytes of what changed on a canvas since the last frame. None where nothing did.
    pub fn frame(&mut self, canvas: &Canvas) -> Option<String> {
        self.at = None;
        for row in canvas.changed() {
            self.row(row.y, &row.cells, canvas.row(row.y));
        }
        self.dress(Look::default());
        self.cursor(canvas.seen().cursor);
        let bytes = mem::take(&mut self.bytes);
        (!bytes.is_empty()).then(|| [BEGIN, &bytes, END].concat())
    }

    fn row(&mut self, y: u16, changed: &[u16], cells: &[Cell]) {
        for x in changed {
            let Some(cell) = cells.get(usize::from(*x)) else { continue };
            let look = self.wanted(cell);
            self.go(*x, y, cells, look);
            self.dress(look);
            // One cell wide to some terminals, two to others: what stood in the second goes first.
            if cell.symbol().chars().nth(1).is_some() && cell.symbol().width() > 1 {
                self.bytes.push_str("  ");
                self.at = None;
                self.go(*x, y, cells, look);
            }
            self.put(cell.symbol());
        }
    }

    /// To a place, by the shortest way; `look` is wanted there.
    fn go(&mut self, x: u16, y: u16, cells: &[Cell], look: Look) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, row)) if row == y && from < x => {
                let between = &cells[from.into()..x.into()];
                let is_alike = |cell: &Cell| self.wanted(cell) == self.look && is_plain(cell.symbol());
                if between.len() <= BRIDGED_MAX && look == self.look && between.iter().all(is_alike) {
                    between.iter().for_each(|cell| self.bytes.push_str(cell.symbol()));
                } else if between.len() == 1 {
                    self.bytes.push_str("\x1b[C");
                } else {
                    self.bytes.push_str("\x1b[");
                    decimal(&mut self.bytes, x - from);
                    self.bytes.push('C');
                }
            }
            Some(_) | None => self.jump(x, y),
        }
        self.at = Some((x, y));
    }

    fn jump(&mut self, x: u16, y: u16) {
        self.bytes.push_str("\x1b[");
        decimal(&mut self.bytes, y.saturating_add(1));
        self.bytes.push(';');
        decimal(&mut self.bytes, x.saturating_add(1));
        self.bytes.push('H');
    }

    fn put(&mut self, symbol: &str) {
        self.bytes.push_str(symbol);
        // Terminals disagree about how wide some characters are.
        self.at = self.at.filter(|_| is_plain(symbol)).map(|(x, y)| (x + 1, y));
    }

    /// How a cell is to look: of a blank one the words' colour and weight cannot be seen.
    fn wanted(&self, cell: &Cell) -> Look {
        let look = Look::of(cell);
        let seen = Modifier::UNDERLINED | Modifier::REVERSED;
        match cell.symbol() == " " && !(look.modifier | self.look.modifier).intersects(seen) {
            true => Look { bg: look.bg, ..self.look },
            false => look,
        }
    }

    /// Switches what is different, or all off and some on where that is shorter.
    fn dress(&mut self, look: Look) {
        let was = mem::replace(&mut self.look, look);
        if was == look {
            return;
        }
        let start = self.bytes.len();
        self.bytes.push_str("\x1b[");
        differing(&mut self.bytes, was, look);
        let middle = self.bytes.len();
        self.bytes.push_str("\x1b[0;");
        differing(&mut self.bytes, Look::default(), look);
        if look == Look::default() {
            self.bytes.truncate(middle + 2);
        }
        // Of the two the shorter one stays.
        match self.bytes.len() - middle <= middle - start {
            true => drop(self.bytes.drain(start..middle)),
            false => self.bytes.truncate(middle),
        }
        self.bytes.push('m');
    }

    fn cursor(&mut self, cursor: Option<(u16, u16)>) {
        if let Some((x, y)) = cursor {
            self.jump(x, y);
        }
        let is_shown = cursor.is_some();
        if mem::replace(&mut self.is_cursor_shown, is_shown) != is_shown {
            self.bytes.push_str(if is_shown { "\x1b[?25h" } else { "\x1b[?25l" });
        }
    }
}

/// The numbers that make one look of another.
fn differing(bytes: &mut String, was: Look, is: Look) {
    let start = bytes.len();
    for (modifier, on, off) in MODIFIERS {
        match (was.modifier.contains(modifier), is.modifier.contains(modifier)) {
            (false, true) => number(bytes, start, on),
            (true, false) => number(bytes, start, off),
            (true, true) | (false, false) => {}
        }
    }
    if was.fg != is.fg {
        colour(bytes, start, is.fg, 30);
    }
    if was.bg != is.bg {
        colour(bytes, start, is.bg, 40);
    }
}

/// One more number, apart from those that begin at `start`.
fn number(bytes: &mut String, start: usize, number: u8) {
    if bytes.len() > start {
        bytes.push(';');
    }
    decimal(bytes, number.into());
}

/// A frame is mostly numbers, and to format each costs more than all else in it.
fn decimal(bytes: &mut String, number: u16) {
    if number >= 10 {
        decimal(bytes, number / 10);
    }
    bytes.push(char::from(b'0' + (number % 10) as u8));
}

/// A colour as the words (30) or the ground (40) of them.
fn colour(bytes: &mut String, start: usize, colour: Color, layer: u8) {
    let mut say = |numbers: &[u8]| numbers.iter().for_each(|it| number(bytes, start, *it));
    match colour {
        Color::Indexed(n) => say(&[layer + 8, 5, n]),
        Color::Rgb(red, green, blue) => say(&[layer + 8, 2, red, green, blue]),
        _ => match ansi_number(colour) {
            Some(n @ 0..8) => say(&[layer + n]),
            Some(n) => say(&[layer + 60 + n - 8]),
            // Its own.
            None => say(&[layer + 9]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        paint::{Own, Style, Theme},
        view::{Ground, Ink, Line, Piece, Screen, Tone, Weight},
    };
    use proptest::prelude::*;

    fn piece(x: u16, y: u16, width: u16, words: &str, tone: Tone, ground: Ground) -> Piece {
        Piece { x, y, width, line: Line { left: vec![Ink::new(words, tone, Weight::Plain)], ground, ..Line::default() } }
    }
    fn frame(ansi: &mut Ansi, canvas: &mut Canvas, pieces: Vec<Piece>) -> String {
        let mut screen = Screen::new(20, 4);
        screen.pieces = pieces;
        canvas.show(screen, &Style::default());
        within(ansi.frame(canvas))
    }
    /// A frame without what makes it one.
    fn within(frame: Option<String>) -> String {
        frame.map_or_else(String::new, |it| it.strip_prefix(BEGIN).unwrap().strip_suffix(END).unwrap().to_string())
    }

    #[test]
    fn a_frame_says_what_changed_and_no_more() {
        let (mut ansi, mut canvas) = (Ansi::default(), Canvas::default());
        canvas.resize(20, 4);
        let mut show = |words: &str, tone, ground| frame(&mut ansi, &mut canvas, vec![piece(2, 1, 12, words, tone, ground)]);
        assert_eq!(show("Load it now", Tone::Plain, Ground::Board), "\x1b[2;3HLoad it now");
        assert_eq!(show("Load it now", Tone::Plain, Ground::Board), "", "the same again");
        assert_eq!(show("Lead it new", Tone::Plain, Ground::Board), "\x1b[2;4He\x1b[7Ce", "far apart");
        assert_eq!(show("Lead at New", Tone::Plain, Ground::Board), "\x1b[2;8Hat N", "what is near is written again");
        assert_eq!(show("Lead at New", Tone::Warn, Ground::Board), "\x1b[2;3H\x1b[38;5;179mLead at New\x1b[m");
        assert_eq!(show("Lead at New", Tone::Warn, Ground::Selected), "\x1b[2;3H\x1b[7mLead at New \x1b[m");
    }

    #[test]
    fn colours_have_the_numbers_that_terminals_know() {
        let said = |it: Color, layer: u8| {
            let mut bytes = String::new();
            colour(&mut bytes, 0, it, layer);
            bytes
        };
        assert_eq!([Color::Black, Color::Gray, Color::DarkGray, Color::White].map(|it| said(it, 30)), ["30", "37", "90", "97"]);
        assert_eq!([Color::Red, Color::LightRed, Color::Reset].map(|it| said(it, 40)), ["41", "101", "49"]);
        assert_eq!([Color::Indexed(179), Color::Rgb(1, 2, 3)].map(|it| said(it, 40)), ["48;5;179", "48;2;1;2;3"]);
    }

    #[test]
    fn after_what_may_be_wide_the_place_is_said_again() {
        let (mut ansi, mut canvas) = (Ansi::default(), Canvas::default());
        canvas.resize(20, 4);
        let said = frame(&mut ansi, &mut canvas, vec![piece(0, 0, 9, "日本 a", Tone::Plain, Ground::Board)]);
        assert_eq!(said, "\x1b[1;1H日\x1b[1;3H本\x1b[1;6Ha");
    }

    #[test]
    fn the_cursor_is_shown_where_something_is_typed_and_hidden_once() {
        let (mut ansi, mut canvas) = (Ansi::default(), Canvas::default());
        canvas.resize(20, 4);
        let mut show = |cursor| {
            let mut screen = Screen::new(20, 4);
            screen.cursor = cursor;
            canvas.show(screen, &Style::default());
            within(ansi.frame(&canvas))
        };
        assert_eq!(show(Some((3, 1))), "\x1b[2;4H\x1b[?25h");
        assert_eq!(show(Some((4, 1))), "\x1b[2;5H");
        assert_eq!(show(None), "\x1b[?25l");
        assert_eq!(show(None), "");
    }

    proptest! {
        /// A real terminal that hears only these bytes shows every cell as it is meant, in every theme.
        #[test]
        fn a_terminal_shows_what_was_painted(
            frames in proptest::collection::vec(
                (proptest::collection::vec((0..20u16, 0..4u16, 0..20u16,
                    prop::sample::select(vec!["", "a", "Load it now", "日本語", "─│é ►", "  x  y  "]),
                    prop::sample::select(vec![Tone::Plain, Tone::Dim, Tone::Alarm, Tone::Name]),
                    prop::sample::select(vec![Ground::Board, Ground::Selected, Ground::Typed])), 0..8), 0..5u8), 1..8),
        ) {
            let themes = [Theme::Dark, Theme::HighContrast, Theme::Mono];
            let (mut ansi, mut canvas, mut terminal) = (Ansi::default(), Canvas::default(), vt100::Parser::new(4.try_into().unwrap(), 20.try_into().unwrap(), 0));
            canvas.resize(20, 4);
            ansi.clear();
            for (pieces, chance) in frames {
                let style = Style { theme: themes[usize::from(chance) % 3], own: Own::default(), ..Style::default() };
                let mut screen = Screen::new(20, 4);
                screen.pieces = pieces.into_iter().map(|(x, y, width, words, tone, ground)| piece(x, y, width, words, tone, ground)).collect();
                canvas.show(screen, &style);
                terminal.process(ansi.frame(&canvas).unwrap_or_default().as_bytes());
                for (y, x) in (0..4u16).flat_map(|y| (0..20u16).map(move |x| (y, x))) {
                    let (is, should) = (terminal.screen().cell(y, x).unwrap(), &canvas.row(y)[usize::from(x)]);
                    if is.is_wide_continuation() {
                        continue;
                    }
                    let shown = if is.contents().is_empty() { " " } else { is.contents() };
                    prop_assert_eq!(shown, should.symbol());
                    let has = |modifier| should.modifier.contains(modifier);
                    prop_assert_eq!((is.underline(), is.inverse()), (has(Modifier::UNDERLINED), has(Modifier::REVERSED)));
                    prop_assert!(is.bold() == has(Modifier::BOLD) || shown == " ", "{:?}", should);
                    let colour = |colour: Color| match colour {
                        Color::Indexed(number) => vt100::Color::Idx(number),
                        _ => vt100::Color::Default,
                    };
                    prop_assert_eq!(is.bgcolor(), colour(should.bg));
                    prop_assert!(is.fgcolor() == colour(should.fg) || shown == " ", "{:?}", should);
                }
            }
        }
    }
}
