//! A screen as cells: where each character goes, how wide it is, which colour its tone has. The one room that knows ratatui's buffer.
//! Sees `view` and `words` only. A tone's look is a row in `theme`, a sign's plain spelling a row in `glyphs`.

mod contrast;
mod glyphs;
mod own;
mod svg;
mod theme;

pub use glyphs::Glyphs;
pub use own::{Depth, Doubt, Own};
pub use svg::{Palette, svg};
pub use theme::Theme;

use crate::view::{Ground, Ink, Piece, Screen};
use ratatui::{
    buffer::{Buffer, Cell},
    style::Style as Look,
};
use unicode_width::UnicodeWidthStr;

/// How a screen is shown: colours, and which signs the terminal's font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    pub theme: Theme,
    /// Colours over the theme's.
    pub own: Own,
    pub glyphs: Glyphs,
}

/// Draws a screen into a buffer, as far as the buffer goes.
pub fn paint(screen: &Screen, style: &Style, buffer: &mut Buffer) {
    let whole = buffer.area;
    buffer.set_style(whole, style.theme.ground(Ground::Board, style.own));
    for piece in &screen.pieces {
        paint_piece(piece, style, buffer);
    }
    sweep(buffer);
}

fn paint_piece(piece: &Piece, style: &Style, buffer: &mut Buffer) {
    let area = buffer.area;
    if piece.y >= area.height || piece.x >= area.width {
        return;
    }
    let cells = piece.width.min(area.width - piece.x);
    let (x, y) = (area.x + piece.x, area.y + piece.y);
    let ground = piece.line.ground;
    uncover(buffer, x, y);
    buffer.set_stringn(x, y, " ".repeat(cells.into()), cells.into(), Look::reset().patch(style.theme.ground(ground, style.own)));
    let places = piece.line.places(cells.into());
    paint_inks(&places.left, x, y, ground, style, buffer);
    paint_inks(&places.right, x + places.right_at as u16, y, ground, style, buffer);
}

fn paint_inks(inks: &[Ink], mut x: u16, y: u16, ground: Ground, style: &Style, buffer: &mut Buffer) {
    for ink in inks {
        let look = style.theme.ink(ink, ground, style.own);
        // ratatui drops controls and gives each cluster its cells.
        (x, _) = buffer.set_stringn(x, y, style.glyphs.spelled(ink.words()), usize::from(buffer.area.right() - x), look);
    }
}

/// A wide character whose second cell is about to be covered goes with it.
fn uncover(buffer: &mut Buffer, x: u16, y: u16) {
    if x > buffer.area.x
        && let Some(before) = buffer.cell_mut((x - 1, y)).filter(|cell| cell.symbol().width() > 1)
    {
        blank(before);
    }
}

/// The last look at every cell: nothing that commands a terminal, nothing that hangs over the edge.
fn sweep(buffer: &mut Buffer) {
    let (width, right) = (buffer.area.width.max(1), buffer.area.right());
    for (n, cell) in buffer.content.iter_mut().enumerate() {
        let x = buffer.area.x + (n % usize::from(width)) as u16;
        let symbol = cell.symbol();
        if symbol.chars().any(char::is_control) || x as usize + symbol.width() > right.into() {
            blank(cell);
        }
    }
}

fn blank(cell: &mut Cell) {
    cell.set_char(' ');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Line, Tone, Weight};
    use ratatui::layout::Rect;

    fn ink(words: &str) -> Ink {
        Ink::new(words, Tone::Plain, Weight::Plain)
    }
    fn piece(x: u16, width: u16, left: &str, right: &str) -> Piece {
        let right = if right.is_empty() { Vec::new() } else { vec![ink(right)] };
        Piece { x, y: 0, width, line: Line { left: vec![ink(left)], right, ..Line::default() } }
    }
    /// What one line of so many cells shows.
    fn shown(cells: u16, pieces: Vec<Piece>) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, cells, 1));
        let mut screen = Screen::new(cells, 1);
        screen.pieces = pieces;
        paint(&screen, &Style::default(), &mut buffer);
        buffer.content.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn the_left_gives_way_to_the_right_with_an_ellipsis() {
        assert_eq!(shown(12, vec![piece(0, 12, "Transform", "5d")]), "Transform 5d");
        assert_eq!(shown(10, vec![piece(0, 10, "Transform", "5d")]), "Transf… 5d");
        assert_eq!(shown(3, vec![piece(0, 3, "Transform", "12345")]), "12…");
    }

    #[test]
    fn what_lies_over_half_a_wide_character_takes_it_away() {
        // A wide character's second cell holds a space in the buffer.
        assert_eq!(shown(6, vec![piece(0, 6, "日本語", ""), piece(1, 2, "ab", "")]), " ab 語 ");
        assert_eq!(shown(5, vec![piece(0, 5, "日本語", "")]), "日 本 …");
    }

    #[test]
    fn a_piece_outside_of_the_buffer_is_left_out() {
        assert_eq!(shown(2, vec![piece(7, 4, "abc", "d")]), "  ");
        assert_eq!(shown(3, vec![piece(1, 40, "abc", "")]), " a…");
    }
}
