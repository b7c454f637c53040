//! The board as lanes and columns of cards: what is where, after folds and filter. Rebuilt at each change, never on a cursor key.
//! Knows places, not pixels: lines follow from a card's height, which the layout gives.

use super::filter::Passing;
use crate::plan::{Outcome, Plan, Task};
use std::{collections::HashMap, sync::Arc};

/// What a lane stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LaneKey {
    /// An outcome, by its id.
    Outcome(String),
    /// Tasks tied to no outcome; always the last lane.
    Noise,
}

impl LaneKey {
    pub fn outcome(&self) -> Option<&str> {
        match self {
            LaneKey::Outcome(id) => Some(id),
            LaneKey::Noise => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    pub key: LaneKey,
    /// None for the noise.
    pub outcome: Option<Arc<Outcome>>,
    /// The cards of each column that pass the filter.
    pub cells: Vec<Vec<Arc<Task>>>,
    pub folded: bool,
    /// Finished tasks and all tasks, whatever the filter hides.
    pub done: usize,
    pub total: usize,
    /// Rows of cards it shows: the longest column, or none when folded.
    pub depth: usize,
    /// Rows of cards in the lanes above it.
    pub rows_above: usize,
    /// Lanes above it that show no card.
    pub bare_above: usize,
    /// The same three of each column, for screens that show one column at a time.
    pub stacks: Vec<Stack>,
}

/// How high one column of a lane is, and what lies above it in the same column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stack {
    pub depth: usize,
    pub rows_above: usize,
    pub bare_above: usize,
}

impl Stack {
    fn below(self, depth: usize) -> Stack {
        Stack { depth, rows_above: self.rows_above + self.depth, bare_above: self.bare_above + usize::from(self.depth == 0) }
    }
}

impl Lane {
    pub fn is_finished(&self) -> bool {
        is_finished(self.done, self.total)
    }
}

fn is_finished(done: usize, total: usize) -> bool {
    total > 0 && done == total
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    pub lanes: Vec<Lane>,
    /// All cards of live outcomes and noise in each column, whatever the filter hides.
    pub counts: Vec<usize>,
    /// Cards that pass the filter.
    pub shown: usize,
}

/// What a person folded or unfolded by hand; lanes not named fold when they are done.
pub type Folds = HashMap<LaneKey, bool>;

impl Grid {
    /// With a filter, lanes without a card that passes are left out, unless they pass themselves.
    pub fn of(plan: &Plan, folds: &Folds, keep: Option<&Passing>) -> Grid {
        let mut grid = Grid { counts: vec![0; plan.settings.columns.len()], ..Grid::default() };
        // A dropped outcome keeps its lane only while it still has open tasks that somebody must move, bin or finish.
        let stays = |outcome: &&Arc<Outcome>| outcome.is_live() || outcome.tasks.iter().any(|task| plan.is_open(task));
        for outcome in plan.outcomes.iter().filter(stays) {
            grid.add(plan, LaneKey::Outcome(outcome.id.clone()), Some(outcome), &outcome.tasks, folds, keep);
        }
        if !plan.noise.is_empty() {
            grid.add(plan, LaneKey::Noise, None, &plan.noise, folds, keep);
        }
        grid
    }

    fn add(
        &mut self,
        plan: &Plan,
        key: LaneKey,
        outcome: Option<&Arc<Outcome>>,
        tasks: &[Arc<Task>],
        folds: &Folds,
        keep: Option<&Passing>,
    ) {
        let mut cells = vec![Vec::new(); self.counts.len()];
        let mut done = 0;
        for task in tasks {
            let column = plan.column_of(task);
            self.counts[column] += 1;
            done += usize::from(column == plan.last_column());
            if keep.is_none_or(|keep| keep.cards.contains(&task.id)) {
                cells[column].push(Arc::clone(task));
                self.shown += 1;
            }
        }
        let passes = |keep: &Passing| outcome.is_some_and(|outcome| keep.outcomes.contains(&outcome.id));
        if keep.is_some_and(|keep| !passes(keep)) && cells.iter().all(Vec::is_empty) {
            return;
        }
        let folded = folds.get(&key).copied().unwrap_or(is_finished(done, tasks.len()) && keep.is_none());
        let depth = if folded { 0 } else { cells.iter().map(Vec::len).max().unwrap_or(0) };
        let (rows_above, bare_above) =
            self.lanes.last().map_or((0, 0), |lane| (lane.rows_above + lane.depth, lane.bare_above + usize::from(lane.depth == 0)));
        let above = |column: usize| self.lanes.last().map(|lane| lane.stacks[column]);
        let height = |cards: &Vec<_>| if folded { 0 } else { cards.len() };
        let stack = |(column, cards): (usize, &Vec<_>)| match above(column) {
            Some(above) => above.below(height(cards)),
            None => Stack { depth: height(cards), ..Stack::default() },
        };
        let stacks = cells.iter().enumerate().map(stack).collect();
        self.lanes.push(Lane {
            key,
            outcome: outcome.cloned(),
            cells,
            folded,
            done,
            total: tasks.len(),
            depth,
            rows_above,
            bare_above,
            stacks,
        });
    }

    /// Where a card stands: lane, column, row. Looks at every card.
    pub fn find(&self, task: &str) -> Option<(usize, usize, usize)> {
        self.lanes.iter().enumerate().find_map(|(lane, it)| {
            it.cells.iter().enumerate().find_map(|(column, cards)| Some((lane, column, cards.iter().position(|card| card.id == task)?)))
        })
    }
    pub fn lane(&self, key: &LaneKey) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.key == *key)
    }
    /// Every shown card in reading order: lane by lane, row by row, column by column.
    pub fn cards(&self) -> impl Iterator<Item = &Arc<Task>> {
        self.lanes.iter().flat_map(|lane| {
            let rows = lane.cells.iter().map(Vec::len).max().unwrap_or(0);
            (0..rows).flat_map(move |row| lane.cells.iter().filter_map(move |cards| cards.get(row)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let task = |id: &str, status: &str| Arc::new(Task { id: id.into(), title: id.into(), status: status.into(), ..Task::default() });
        let outcome = |id: &str, tasks| Arc::new(Outcome { id: id.into(), title: id.into(), tasks, ..Outcome::default() });
        Plan {
            outcomes: vec![
                outcome("one", vec![task("a", ""), task("b", ""), task("c", "Review")]),
                outcome("two", vec![task("d", "Done")]),
            ],
            noise: vec![task("n", "nowhere")],
            ..Plan::default()
        }
    }

    #[test]
    fn lanes_are_outcomes_in_file_order_with_the_noise_last() {
        let grid = Grid::of(&plan(), &Folds::new(), None);
        let lanes: Vec<_> =
            grid.lanes.iter().map(|lane| (lane.key.outcome(), lane.folded, lane.depth, lane.rows_above, lane.done, lane.total)).collect();
        assert_eq!(lanes, [(Some("one"), false, 2, 0, 0, 3), (Some("two"), true, 0, 2, 1, 1), (None, false, 1, 2, 0, 1)]);
        assert_eq!(grid.counts, [3, 0, 1, 1]);
        assert_eq!(grid.find("n"), Some((2, 0, 0)), "an unknown column's card stands in the first");
    }

    #[test]
    fn a_filter_hides_cards_and_empty_lanes_but_not_from_the_counts() {
        let keep = Passing { cards: ["b".to_string()].into(), ..Passing::default() };
        let grid = Grid::of(&plan(), &Folds::new(), Some(&keep));
        assert_eq!((grid.lanes.len(), grid.shown, grid.counts[0]), (1, 1, 3));
    }

    #[test]
    fn reading_order_goes_row_by_row() {
        let order: String = Grid::of(&plan(), &Folds::new(), None).cards().map(|task| task.id.clone()).collect();
        assert_eq!(order, "acbdn");
    }
}
