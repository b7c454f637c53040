//! How the screen is divided, from its size alone: board and pane, columns that fit, lines of a card. Desk scrolls by it, view draws by it.
//! Knows cells, no words.

use super::{Grid, Size, grid::Stack};

/// Below this width the pane covers the board instead of standing beside it.
const PANE_BESIDE_FROM: u16 = 110;
/// The pane's cells at least, at most, and where there is so much room that the text as it is sent needs no break.
const PANE_CELLS: [u16; 3] = [40, 64, 82];
/// Below this width one column is shown, with a strip of tabs.
const COLUMNS_FROM: u16 = 60;
/// A column narrower than this is of no use; columns beyond are scrolled to.
const COLUMN_MIN: u16 = 17;
/// The header's line with its rule, the columns' line with its rule; the rule and the line at the bottom.
const ABOVE_BOARD: u16 = 4;
const BELOW_BOARD: u16 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    pub size: Size,
    /// Cells across; none when the pane covers it.
    pub board_width: u16,
    /// Cells across; none when hidden.
    pub pane_width: u16,
    /// Lines for lanes and cards.
    pub board_rows: u16,
    /// The first line of them.
    pub board_top: u16,
    /// The columns that fit, from the first shown.
    pub first_column: usize,
    pub columns: usize,
    pub column_width: u16,
    /// Lines of a card, with the empty one below it where there is room.
    pub card_rows: usize,
}

impl Layout {
    /// Whether the pane has room beside the board.
    pub fn pane_fits_beside(size: Size) -> bool {
        size.width >= PANE_BESIDE_FROM
    }

    /// `column` is the cursor's, which is always among those shown; `first` was the first shown and stays so where it can.
    pub fn of(size: Size, is_pane_shown: bool, grid: &Grid, column: usize, first: usize) -> Layout {
        let pane_width = match (is_pane_shown, Layout::pane_fits_beside(size)) {
            (false, _) => 0,
            (true, true) => (size.width * 5 / 16 + 1).clamp(PANE_CELLS[0], PANE_CELLS[1]).max(size.width / 4).min(PANE_CELLS[2]),
            (true, false) => size.width,
        };
        let board_width = size.width - pane_width;
        let all = grid.counts.len().max(1);
        let columns = match size.width < COLUMNS_FROM {
            true => 1,
            false => usize::from(board_width / COLUMN_MIN).clamp(1, all),
        };
        let first_column = first.clamp(column.saturating_sub(columns - 1), column).min(all - columns);
        let board_rows = size.height.saturating_sub(ABOVE_BOARD + BELOW_BOARD);
        let mut layout = Layout {
            size,
            board_width,
            pane_width,
            board_rows,
            board_top: ABOVE_BOARD,
            first_column,
            columns,
            column_width: board_width.saturating_sub(1) / columns as u16,
            card_rows: 3,
        };
        if layout.total_lines(grid) > usize::from(board_rows) {
            layout.card_rows = 2;
        }
        layout
    }

    /// The line of a lane's header, counted from the first lane's.
    pub fn lane_line(&self, grid: &Grid, lane: usize) -> usize {
        let it = self.stack(grid, lane);
        // With three lines a card its last, empty one also parts the lanes; lanes without a card, and with two lines all, get one of their own.
        let parting = if self.card_rows == 3 { it.bare_above } else { lane };
        lane + parting + it.rows_above * self.card_rows
    }
    /// Rows of cards a lane shows here.
    pub fn depth(&self, grid: &Grid, lane: usize) -> usize {
        self.stack(grid, lane).depth
    }
    /// With one column on the screen, what the others hold takes no room.
    fn stack(&self, grid: &Grid, lane: usize) -> Stack {
        let it = &grid.lanes[lane];
        match self.columns {
            1 => it.stacks.get(self.first_column).copied().unwrap_or_default(),
            _ => Stack { depth: it.depth, rows_above: it.rows_above, bare_above: it.bare_above },
        }
    }
    /// The first line of the cursor's place, counted from the first lane's header.
    pub fn line_of(&self, grid: &Grid, lane: usize, row: Option<usize>) -> usize {
        self.lane_line(grid, lane) + row.map_or(0, |row| 1 + row * self.card_rows)
    }
    /// All lines of the board, seen or not.
    pub fn total_lines(&self, grid: &Grid) -> usize {
        match grid.lanes.len().checked_sub(1) {
            Some(last) => self.lane_line(grid, last) + 1 + self.depth(grid, last) * self.card_rows,
            None => 0,
        }
    }
}
