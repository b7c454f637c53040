//! A screen as cells: where each character goes, how wide it is, which colour its tone has. The one room that knows ratatui's buffer.
//! Sees `view` and `words` only. A tone's look is a row in `theme`, a sign's plain spelling a row in `glyphs`.

mod canvas;
mod contrast;
mod glyphs;
mod own;
mod svg;
mod theme;

pub use canvas::{Canvas, Changed};
pub use contrast::ansi_number;
pub use glyphs::Glyphs;
pub use own::{Depth, Doubt, Own};
pub use svg::{Palette, svg};
pub use theme::Theme;

use crate::view::{Ground, Ink, Piece, Screen};
use crate::words::is_plain;
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Style as Look,
};
use std::ops::Range;
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
    for y in 0..whole.height {
        let mut row = Buffer::empty(Rect::new(0, 0, whole.width, 1));
        paint_row(screen.pieces.iter().filter(|piece| piece.y == y), style, &mut row, 0..whole.width.into());
        let start = usize::from(y) * usize::from(whole.width);
        buffer.content[start..start + usize::from(whole.width)].clone_from_slice(&row.content);
    }
}

/// Paints those pieces into some cells of a buffer of one row that lie there, whichever row is theirs; none may lie there half.
/// Gives whether every character of it has one cell.
fn paint_row<'a>(pieces: impl Iterator<Item = &'a Piece>, style: &Style, row: &mut Buffer, cells: Range<usize>) -> bool {
    row.content[cells.clone()].fill(blank(style.theme.ground(Ground::Board, style.own)));
    let mut is_plain = true;
    for piece in pieces.filter(|piece| piece.width > 0 && cells.contains(&piece.x.into())) {
        if !is_plain {
            uncover(row, piece.x);
        }
        is_plain &= paint_piece(piece, style, row);
    }
    if !is_plain {
        sweep(row);
    }
    is_plain
}

/// Gives whether every character of it has one cell.
fn paint_piece(piece: &Piece, style: &Style, row: &mut Buffer) -> bool {
    let cells = piece.width.min(row.area.width - piece.x);
    let ground = piece.line.ground;
    row.content[piece.x.into()..usize::from(piece.x + cells)].fill(blank(style.theme.ground(ground, style.own)));
    let places = piece.line.places(cells.into());
    let is_left_plain = paint_inks(&places.left, piece.x, ground, style, row);
    paint_inks(&places.right, piece.x + places.right_at as u16, ground, style, row) && is_left_plain
}

fn paint_inks(inks: &[Ink], mut x: u16, ground: Ground, style: &Style, row: &mut Buffer) -> bool {
    let mut all_plain = true;
    for ink in inks {
        let look = style.theme.ink(ink, ground, style.own);
        let words = style.glyphs.spelled(ink.words());
        if is_plain(&words) {
            x += paint_plain(&words, look, &mut row.content[x.into()..]);
        } else {
            // ratatui drops controls and gives each cluster its cells.
            (x, _) = row.set_stringn(x, 0, words, usize::from(row.area.width - x), look);
            all_plain = false;
        }
    }
    all_plain
}

/// One character a cell, as far as there are cells; gives how many.
fn paint_plain(words: &str, look: Look, cells: &mut [Cell]) -> u16 {
    words.chars().zip(cells).map(|(letter, cell)| cell.set_char(letter).set_style(look)).count() as u16
}

/// A wide character whose second cell is about to be covered goes with it.
fn uncover(row: &mut Buffer, x: u16) {
    if x > 0
        && let Some(before) = row.cell_mut((x - 1, 0)).filter(|cell| cell.symbol().width() > 1)
    {
        before.set_char(' ');
    }
}

/// The last look at every cell: nothing that commands a terminal, nothing that hangs over the edge.
fn sweep(row: &mut Buffer) {
    let width = row.content.len();
    for (x, cell) in row.content.iter_mut().enumerate() {
        let symbol = cell.symbol();
        if !is_plain(symbol) && (symbol.chars().any(char::is_control) || x + symbol.width() > width) {
            cell.set_char(' ');
        }
    }
}

fn blank(look: Look) -> Cell {
    let mut cell = Cell::EMPTY;
    cell.set_style(look);
    cell
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Line, Tone, Weight};

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
