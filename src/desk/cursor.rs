//! Where the cursor stands and how it moves: over lane headers and cards, by identity, so that it follows what it stands on.
//! Knows the grid, not the screen.

use super::{Grid, LaneKey};
use crate::plan::{Direction, Task};
use std::sync::Arc;

/// A place on the board: a lane's header, or a card in it. Indices are into the grid; identity is what counts when the grid changes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cursor {
    pub lane: usize,
    /// Kept on headers too, so that going on downwards stays in the column.
    pub column: usize,
    /// None: on the lane's header.
    pub row: Option<usize>,
    identity: Identity,
}

#[derive(Debug, Clone, PartialEq, Default)]
enum Identity {
    #[default]
    Nothing,
    Lane(LaneKey),
    Card(String),
}

impl Cursor {
    pub fn card<'g>(&self, grid: &'g Grid) -> Option<&'g Arc<Task>> {
        grid.lanes.get(self.lane)?.cells.get(self.column)?.get(self.row?)
    }
    pub fn lane<'g>(&self, grid: &'g Grid) -> Option<&'g super::Lane> {
        grid.lanes.get(self.lane)
    }

    /// Where a board opens: on the first card of the first lane that shows one, else on the first lane.
    pub fn home(grid: &Grid) -> Cursor {
        let first_card = grid.lanes.iter().enumerate().filter(|(_, lane)| !lane.folded).find_map(|(at, lane)| {
            let column = lane.cells.iter().position(|cards| !cards.is_empty())?;
            Some((at, column))
        });
        match first_card {
            Some((lane, column)) => Cursor::at(grid, lane, column, Some(0)),
            None => Cursor::at(grid, 0, 0, None),
        }
    }
    /// The top of the board, in the same column.
    pub fn start(&self, grid: &Grid) -> Cursor {
        Cursor::at(grid, 0, self.column, (cards(grid, 0, self.column) > 0).then_some(0))
    }
    /// On the last card or header of the board.
    pub fn end(&self, grid: &Grid) -> Cursor {
        let lane = grid.lanes.len().saturating_sub(1);
        Cursor { lane, row: last_row(grid, lane, self.column), ..self.clone() }.standing(grid)
    }
    pub fn on_card(grid: &Grid, task: &str) -> Option<Cursor> {
        grid.find(task).map(|place| Cursor::on_place(grid, place))
    }
    fn on_place(grid: &Grid, (lane, column, row): (usize, usize, usize)) -> Cursor {
        Cursor::at(grid, lane, column, (!grid.lanes[lane].folded).then_some(row))
    }
    /// On a place of the grid: a card's, or without a row the lane's header.
    pub fn at(grid: &Grid, lane: usize, column: usize, row: Option<usize>) -> Cursor {
        Cursor { lane, column, row, identity: Identity::Nothing }.standing(grid)
    }
    pub fn on_lane(&self, grid: &Grid, key: &LaneKey) -> Option<Cursor> {
        let lane = grid.lane(key)?;
        let column = self.column.min(grid.lanes[lane].cells.len().saturating_sub(1));
        Some(Cursor { lane, column, row: None, ..self.clone() }.standing(grid))
    }

    /// The same card or lane in a grid that changed; when it is gone, the nearest place to where it stood.
    pub fn follow(&self, grid: &Grid) -> Cursor {
        let same = match &self.identity {
            Identity::Card(id) => grid.find_near(self.lane, id).map(|place| Cursor::on_place(grid, place)),
            Identity::Lane(key) => self.on_lane(grid, key),
            Identity::Nothing => None,
        };
        same.unwrap_or_else(|| self.clamped(grid))
    }

    fn clamped(&self, grid: &Grid) -> Cursor {
        let lane = self.lane.min(grid.lanes.len().saturating_sub(1));
        let Some(it) = grid.lanes.get(lane) else { return Cursor::default() };
        let column = self.column.min(it.cells.len().saturating_sub(1));
        let left = it.cells[column].len();
        let row = self.row.filter(|_| left > 0 && !it.folded).map(|row| row.min(left - 1));
        Cursor::at(grid, lane, column, row)
    }

    /// Remembers what it stands on now.
    fn standing(mut self, grid: &Grid) -> Cursor {
        self.identity = match (self.card(grid), grid.lanes.get(self.lane)) {
            (Some(card), _) => Identity::Card(card.id.clone()),
            (None, Some(lane)) => Identity::Lane(lane.key.clone()),
            (None, None) => Identity::Nothing,
        };
        self
    }

    /// One step up or down: card, header, card of the next lane, in the same column.
    pub fn step(&self, grid: &Grid, direction: Direction) -> Cursor {
        let mut next = self.clone();
        match direction {
            Direction::Down => {
                let below = self.row.map_or(0, |row| row + 1);
                if below < cards(grid, self.lane, self.column) {
                    next.row = Some(below);
                } else if self.lane + 1 < grid.lanes.len() {
                    (next.lane, next.row) = (self.lane + 1, None);
                }
            }
            Direction::Up => match self.row {
                Some(row) => next.row = row.checked_sub(1),
                None if self.lane > 0 => {
                    next.lane = self.lane - 1;
                    next.row = last_row(grid, next.lane, self.column);
                }
                None => {}
            },
        }
        next.standing(grid)
    }

    /// To the nearest column on that side that has cards in this lane; on a header, to the first card on that side.
    pub fn sideways(&self, grid: &Grid, step: isize) -> Cursor {
        let Some(lane) = grid.lanes.get(self.lane) else { return self.clone() };
        let mut column = self.column as isize + if self.row.is_none() && cards(grid, self.lane, self.column) > 0 { 0 } else { step };
        while let Some(cell) = usize::try_from(column).ok().and_then(|n| lane.cells.get(n)) {
            if !cell.is_empty() && !lane.folded {
                let row = self.row.unwrap_or(0).min(cell.len() - 1);
                return Cursor { column: column as usize, row: Some(row), ..self.clone() }.standing(grid);
            }
            column += step;
        }
        self.clone()
    }

    /// To a column, in this lane or, when it has no card there, the nearest lane below or above that has one.
    pub fn to_column(&self, grid: &Grid, column: usize) -> Cursor {
        let below = self.lane..grid.lanes.len();
        let lane = below.chain((0..self.lane).rev()).find(|lane| cards(grid, *lane, column) > 0);
        match lane {
            Some(lane) => {
                let row = if lane == self.lane { self.row.unwrap_or(0) } else { 0 };
                Cursor { lane, column, row: Some(row.min(cards(grid, lane, column) - 1)), ..self.clone() }.standing(grid)
            }
            None => self.clone(),
        }
    }

    /// The header of the lane above or below; upwards from a card, first its own.
    pub fn lane_step(&self, grid: &Grid, direction: Direction) -> Cursor {
        let lane = match direction {
            Direction::Down => (self.lane + 1).min(grid.lanes.len().saturating_sub(1)),
            Direction::Up if self.row.is_some() => self.lane,
            Direction::Up => self.lane.saturating_sub(1),
        };
        let row = if lane == self.lane && direction == Direction::Down { self.row } else { None };
        Cursor { lane, row, ..self.clone() }.standing(grid)
    }
}

/// How many cards the cursor can stand on there.
fn cards(grid: &Grid, lane: usize, column: usize) -> usize {
    grid.lanes.get(lane).filter(|lane| !lane.folded).and_then(|lane| lane.cells.get(column)).map_or(0, Vec::len)
}

fn last_row(grid: &Grid, lane: usize, column: usize) -> Option<usize> {
    cards(grid, lane, column).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        desk::Folds,
        plan::{Outcome, Plan},
    };

    /// Lane `one`: a, b | c in the third column; lane `two`: d in the first.
    fn grid() -> Grid {
        let task = |id: &str, status: &str| Arc::new(Task { id: id.into(), title: id.into(), status: status.into(), ..Task::default() });
        let outcome = |id: &str, tasks| Arc::new(Outcome { id: id.into(), title: id.into(), tasks, ..Outcome::default() });
        let outcomes = vec![outcome("one", vec![task("a", ""), task("b", ""), task("c", "Review")]), outcome("two", vec![task("d", "")])];
        Grid::of(&Plan { outcomes, ..Plan::default() }, &Folds::new(), None)
    }
    fn name(grid: &Grid, cursor: &Cursor) -> String {
        cursor.card(grid).map_or_else(|| format!("lane {}", cursor.lane), |card| card.id.clone())
    }
    fn walk(steps: &str) -> String {
        let grid = grid();
        let end = steps.chars().fold(Cursor::home(&grid), |cursor, step| match step {
            'j' => cursor.step(&grid, Direction::Down),
            'k' => cursor.step(&grid, Direction::Up),
            'h' => cursor.sideways(&grid, -1),
            'l' => cursor.sideways(&grid, 1),
            '{' => cursor.lane_step(&grid, Direction::Up),
            '}' => cursor.lane_step(&grid, Direction::Down),
            digit => cursor.to_column(&grid, digit as usize - '1' as usize),
        });
        name(&grid, &end)
    }

    #[test]
    fn it_goes_through_cards_and_headers() {
        for (steps, place) in [
            ("", "a"),
            ("j", "b"),
            ("jj", "lane 1"),
            ("jjj", "d"),
            ("jjjj", "d"),
            ("k", "lane 0"),
            ("jjjkk", "b"),
            ("{", "lane 0"),
            ("}", "lane 1"),
        ] {
            assert_eq!(walk(steps), place, "{steps}");
        }
    }

    #[test]
    fn sideways_it_skips_columns_without_cards() {
        for (steps, place) in
            [("l", "c"), ("jl", "c"), ("lh", "a"), ("h", "a"), ("lll", "c"), ("3", "c"), ("4", "a"), ("jjj3", "c"), ("kl", "a")]
        {
            assert_eq!(walk(steps), place, "{steps}");
        }
    }

    #[test]
    fn it_follows_its_card_into_another_grid_and_stays_near_when_it_is_gone() {
        let before = grid();
        let on_b = Cursor::on_card(&before, "b").unwrap();
        let mut moved = Plan::default();
        let task = |id: &str, status: &str| Arc::new(Task { id: id.into(), status: status.into(), ..Task::default() });
        moved.outcomes = vec![Arc::new(Outcome { id: "one".into(), tasks: vec![task("a", ""), task("b", "Done")], ..Outcome::default() })];
        let after = Grid::of(&moved, &Folds::new(), None);
        assert_eq!(name(&after, &on_b.follow(&after)), "b");
        Arc::make_mut(&mut moved.outcomes[0]).tasks.pop();
        let gone = Grid::of(&moved, &Folds::new(), None);
        assert_eq!(name(&gone, &on_b.follow(&gone)), "a");
    }
}
