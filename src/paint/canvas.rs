//! What the terminal shows, and what of it another picture changes. A row whose pieces look as they did is neither painted nor compared.
//! The rows are the one copy of the cells; the key of each is its pieces, and the style they were painted in.

use super::{Style, paint_row};
use crate::{
    view::{Piece, Screen},
    words::is_plain,
};
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Modifier,
};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// A picture that remembers itself.
#[derive(Debug, Default)]
pub struct Canvas {
    rows: Vec<Row>,
    /// The row that is painted now.
    fresh: Buffer,
    seen: Sorted,
    style: Style,
    changed: Vec<Changed>,
}

#[derive(Debug)]
struct Row {
    cells: Buffer,
    /// Nothing was painted on it yet.
    is_new: bool,
    /// Every character of it has one cell.
    is_plain: bool,
}

/// Cells of one row that are not what the terminal shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub y: u16,
    /// From the left.
    pub cells: Vec<u16>,
}

impl Canvas {
    /// An empty terminal of this size.
    pub fn resize(&mut self, width: u16, height: u16) {
        let line = Rect::new(0, 0, width, 1);
        let row = || Row { cells: Buffer::empty(line), is_new: true, is_plain: true };
        self.rows = std::iter::repeat_with(row).take(height.into()).collect();
        self.fresh = Buffer::empty(line);
        self.changed.clear();
    }

    /// Paints what is different.
    pub fn show(&mut self, screen: Screen, style: &Style) {
        let next = Sorted::new(screen, self.rows.len());
        let is_restyled = *style != self.style;
        self.changed.clear();
        for (y, row) in self.rows.iter_mut().enumerate() {
            let all = 0..row.cells.content.len();
            let range = match is_restyled || row.is_new {
                true => all,
                false => differing_pieces(next.row(y), self.seen.row(y), all.end),
            };
            let cells = row.repaint(&mut self.fresh, range, |row, range| paint_row(next.row(y), style, row, range));
            if !cells.is_empty() {
                self.changed.push(Changed { y: y as u16, cells });
            }
        }
        (self.seen, self.style) = (next, *style);
    }

    /// What the last `show` changed, from the top.
    pub fn changed(&self) -> &[Changed] {
        &self.changed
    }
    /// The cells of a row.
    pub fn row(&self, y: u16) -> &[Cell] {
        self.rows.get(usize::from(y)).map_or(&[], |row| &row.cells.content)
    }
    /// What was shown last.
    pub fn seen(&self) -> &Screen {
        &self.seen.screen
    }
}

impl Row {
    /// Paints some of its cells anew, or all where a wide character may reach over their edge; gives those that changed.
    fn repaint(&mut self, fresh: &mut Buffer, range: Range<usize>, paint: impl Fn(&mut Buffer, Range<usize>) -> bool) -> Vec<u16> {
        if range.is_empty() {
            return Vec::new();
        }
        let all = 0..self.cells.content.len();
        let mut range = if self.is_plain { range } else { all.clone() };
        let mut is_plain = paint(fresh, range.clone());
        if !is_plain && range != all {
            is_plain = paint(fresh, all.clone());
            range = all;
        }
        let (was, is) = (&mut self.cells.content[range.clone()], &mut fresh.content[range.clone()]);
        let mut cells = differing(was, is);
        cells.iter_mut().for_each(|x| *x += range.start as u16);
        was.swap_with_slice(is);
        (self.is_new, self.is_plain) = (false, is_plain);
        cells
    }
}

/// The cells to write. The second cell of a wide character comes with the first; where one stood before, both are written again.
fn differing(was: &[Cell], is: &[Cell]) -> Vec<u16> {
    // Hardly any needs a look: what is one byte long has one cell.
    let is_wide = |cell: &Cell| cell.symbol().len() > 1 && !is_plain(cell.symbol()) && cell.symbol().width() > 1;
    let (mut cells, mut is_covered, mut is_bared) = (Vec::new(), false, false);
    for (x, (was, is)) in was.iter().zip(is).enumerate() {
        let is_written = is_bared || !is_alike(was, is);
        if is_covered {
            (is_covered, is_bared) = (false, is_wide(was));
            continue;
        }
        if is_written {
            cells.push(x as u16);
        }
        (is_covered, is_bared) = (is_wide(is), is_written && is_wide(was));
    }
    cells
}

/// Whether two cells cannot be told apart: of blank ones nobody sees the colour of the words.
fn is_alike(one: &Cell, other: &Cell) -> bool {
    let seen = Modifier::UNDERLINED | Modifier::REVERSED;
    let is_blank = |cell: &Cell| cell.symbol() == " " && !cell.modifier.intersects(seen);
    one == other || (is_blank(one) && is_blank(other) && one.bg == other.bg)
}

/// The cells of a row whose pieces look different, wide enough that no piece lies half inside. Empty where none does.
fn differing_pieces<'p>(
    next: impl ExactSizeIterator<Item = &'p Piece> + DoubleEndedIterator + Clone,
    seen: impl ExactSizeIterator<Item = &'p Piece> + DoubleEndedIterator + Clone,
    width: usize,
) -> Range<usize> {
    let is_same = |(one, other): &(&Piece, &Piece)| one.looks_like(other);
    let before = next.clone().zip(seen.clone()).take_while(is_same).count();
    let most = next.len().min(seen.len()) - before;
    let after = next.clone().rev().zip(seen.clone().rev()).take(most).take_while(is_same).count();
    let cells = |piece: &Piece| usize::from(piece.x).min(width)..(usize::from(piece.x) + usize::from(piece.width)).min(width);
    let join =
        |one: Range<usize>, other: Range<usize>| if one.is_empty() { other } else { one.start.min(other.start)..one.end.max(other.end) };
    let (new, old) = (next.len() - after - before, seen.len() - after - before);
    let changed = next.clone().skip(before).take(new).chain(seen.skip(before).take(old));
    let mut range = changed.map(cells).filter(|it| !it.is_empty()).fold(0..0, join);
    loop {
        let touching = next.clone().map(cells).filter(|it| it.start < range.end && range.start < it.end);
        let wider = touching.fold(range.clone(), join);
        if wider == range {
            return range;
        }
        range = wider;
    }
}

/// A screen with the places of its pieces, row by row, in each in the order they were put.
#[derive(Debug, Default)]
struct Sorted {
    screen: Screen,
    places: Vec<u32>,
    /// By row, where in `places` it begins; one more than there are rows.
    starts: Vec<u32>,
}

impl Sorted {
    fn new(screen: Screen, rows: usize) -> Sorted {
        let shown = || screen.pieces.iter().enumerate().filter(|(_, piece)| usize::from(piece.y) < rows);
        let mut starts = vec![0u32; rows + 1];
        shown().for_each(|(_, piece)| starts[usize::from(piece.y) + 1] += 1);
        (0..rows).for_each(|y| starts[y + 1] += starts[y]);
        let (mut next, mut places) = (starts.clone(), vec![0u32; starts[rows] as usize]);
        shown().for_each(|(at, piece)| {
            let next = &mut next[usize::from(piece.y)];
            places[*next as usize] = at as u32;
            *next += 1;
        });
        Sorted { screen, places, starts }
    }
    fn row(&self, y: usize) -> impl ExactSizeIterator<Item = &Piece> + DoubleEndedIterator + Clone {
        let start = |y: usize| self.starts.get(y).map_or(self.places.len(), |start| *start as usize);
        self.places[start(y)..start(y + 1)].iter().map(|at| &self.screen.pieces[*at as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        paint::{Theme, paint},
        view::{Ink, Line, Tone, Weight},
    };
    use proptest::prelude::*;

    const WIDTH: u16 = 12;
    const HEIGHT: u16 = 4;

    fn screen(pieces: &[(u16, u16, u16, &str)]) -> Screen {
        let mut screen = Screen::new(WIDTH, HEIGHT);
        screen.pieces = pieces
            .iter()
            .map(|(x, y, width, words)| {
                let line = Line { left: vec![Ink::new(words, Tone::Plain, Weight::Plain)], ..Line::default() };
                Piece { x: *x, y: *y, width: *width, line }
            })
            .collect();
        screen
    }
    fn canvas() -> Canvas {
        let mut canvas = Canvas::default();
        canvas.resize(WIDTH, HEIGHT);
        canvas
    }
    /// What a terminal shows that is told of the changes alone; the second cell of a wide character is blank to it.
    fn told(shown: &mut [Vec<Cell>], canvas: &Canvas) {
        for (row, x) in canvas.changed().iter().flat_map(|row| row.cells.iter().map(move |x| (row.y, usize::from(*x)))) {
            let (line, cell) = (&mut shown[usize::from(row)], &canvas.row(row)[x]);
            line[x] = cell.clone();
            if cell.symbol().width() > 1 && x + 1 < line.len() {
                line[x + 1] = Cell::default();
            }
        }
    }
    fn painted(screen: &Screen, style: &Style) -> Vec<Vec<Cell>> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        paint(screen, style, &mut buffer);
        buffer.content.chunks(WIDTH.into()).map(<[Cell]>::to_vec).collect()
    }

    #[test]
    fn only_cells_that_are_different_are_named() {
        let mut canvas = canvas();
        canvas.show(screen(&[(0, 1, 6, "Load"), (0, 2, 6, "Check")]), &Style::default());
        let all = [Changed { y: 1, cells: vec![0, 1, 2, 3] }, Changed { y: 2, cells: vec![0, 1, 2, 3, 4] }];
        assert_eq!(canvas.changed(), all);
        canvas.show(screen(&[(0, 2, 6, "Chess"), (0, 1, 6, "Load")]), &Style::default());
        assert_eq!(canvas.changed(), [Changed { y: 2, cells: vec![3, 4] }]);
        canvas.show(screen(&[(0, 2, 6, "Chess"), (0, 1, 6, "Load")]), &Style::default());
        assert_eq!(canvas.changed(), []);
    }

    proptest! {
        /// Whatever came before, what is shown is what painting from nothing gives; also in another style and over a wide character.
        /// Mostly a picture is the one before with a piece more, or one less.
        #[test]
        fn it_is_never_out_of_date(
            steps in proptest::collection::vec(
                (
                    proptest::collection::vec((0..8usize, prop::option::weighted(0.7, (0..WIDTH + 2, 0..HEIGHT + 1, 0..WIDTH,
                        prop::sample::select(vec!["", "a", "Load it", "日本語", "─│é", "👨\u{200d}👩"])))), 0..4),
                    0..9u8,
                ), 1..12),
        ) {
            let mut pieces = Vec::new();
            let mut canvas = canvas();
            let empty = vec![vec![Cell::default(); WIDTH.into()]; HEIGHT.into()];
            let mut shown = empty.clone();
            for (edits, chance) in steps {
                for (place, piece) in edits {
                    match piece {
                        Some(piece) => pieces.insert(place.min(pieces.len()), piece),
                        None => drop((place < pieces.len()).then(|| pieces.remove(place))),
                    }
                }
                if chance == 0 {
                    canvas.resize(WIDTH, HEIGHT);
                    shown = empty.clone();
                }
                let style = Style { theme: if chance == 1 { Theme::Light } else { Theme::Dark }, ..Style::default() };
                let screen = screen(&pieces);
                let expected = painted(&screen, &style);
                canvas.show(screen, &style);
                told(&mut shown, &canvas);
                for y in 0..HEIGHT {
                    prop_assert_eq!(canvas.row(y), &expected[usize::from(y)][..]);
                    for (is, should) in shown[usize::from(y)].iter().zip(&expected[usize::from(y)]) {
                        prop_assert!(is_alike(is, should), "{:?} is not {:?}", is, should);
                    }
                }
            }
        }
    }
}
