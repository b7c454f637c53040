//! The board as lanes and columns of cards: what is where, after folds and filter. Rebuilt at each change, never on a cursor key;
//! the cards of an outcome that did not change are taken over.
//! Knows places, not pixels: lines follow from a card's height, which the layout gives.

use super::filter::Passing;
use crate::plan::{Column, List, Outcome, Plan, Task};
use std::{cell::OnceCell, collections::HashMap, sync::Arc};

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

/// By column.
pub type Cells = Vec<Vec<Arc<Task>>>;

#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    pub key: LaneKey,
    /// None for the noise.
    pub outcome: Option<Arc<Outcome>>,
    /// The cards of each column that pass the filter.
    pub cells: Cells,
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
    columns: List<Column>,
    is_filtered: bool,
}

/// The cards of one lane, before it has its place.
struct Cards {
    key: LaneKey,
    outcome: Option<Arc<Outcome>>,
    cells: Cells,
    /// In each column, whatever the filter hides.
    counts: Vec<usize>,
}

/// What a person folded or unfolded by hand; lanes not named fold when they are done.
pub type Folds = HashMap<LaneKey, bool>;

impl Grid {
    /// With a filter, lanes without a card that passes are left out, unless they pass themselves.
    pub fn of(plan: &Plan, folds: &Folds, keep: Option<&Passing>) -> Grid {
        Grid::after(Grid::default(), plan, folds, keep)
    }

    /// The same; with no filter now and before, the cards of outcomes that stayed the same are those of `before`.
    pub fn after(before: Grid, plan: &Plan, folds: &Folds, keep: Option<&Passing>) -> Grid {
        let columns = &plan.settings.columns;
        let mut grid = Grid { counts: vec![0; columns.len()], columns: columns.clone(), is_filtered: keep.is_some(), ..Grid::default() };
        let is_alike = keep.is_none() && !before.is_filtered && before.columns == grid.columns;
        let mut before = Before::of(if is_alike { before.lanes } else { Vec::new() });
        let mut first = 0;
        for (at, outcome) in plan.outcomes.iter().enumerate() {
            // A dropped outcome keeps its lane only while it still has open tasks that somebody must move, bin or finish.
            if outcome.is_live() || outcome.tasks.iter().any(|task| plan.is_open(task)) {
                let passes = keep.is_none_or(|keep| keep.outcomes[at]);
                let cards = before.lane(outcome).map_or_else(|| Cards::of(plan, Some(outcome), &outcome.tasks, first, keep), Cards::taken);
                grid.add(cards, folds, passes);
            }
            first += outcome.tasks.len();
        }
        if !plan.noise.is_empty() {
            grid.add(Cards::of(plan, None, &plan.noise, first, keep), folds, keep.is_none());
        }
        grid
    }

    /// A lane in which no card passes the filter is left out, unless it passes itself.
    fn add(&mut self, cards: Cards, folds: &Folds, passes: bool) {
        let Cards { key, outcome, cells, counts } = cards;
        let (done, total) = (counts.last().copied().unwrap_or(0), counts.iter().sum());
        self.counts.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
        self.shown += cells.iter().map(Vec::len).sum::<usize>();
        if !passes && cells.iter().all(Vec::is_empty) {
            return;
        }
        let folded = folds.get(&key).copied().unwrap_or(is_finished(done, total) && !self.is_filtered);
        let height = |cards: &Vec<_>| if folded { 0 } else { cards.len() };
        let depth = cells.iter().map(height).max().unwrap_or(0);
        let above = self.lanes.last();
        let (rows_above, bare_above) =
            above.map_or((0, 0), |lane| (lane.rows_above + lane.depth, lane.bare_above + usize::from(lane.depth == 0)));
        let stack = |(column, cards): (usize, &Vec<_>)| match above {
            Some(above) => above.stacks[column].below(height(cards)),
            None => Stack { depth: height(cards), ..Stack::default() },
        };
        let stacks = cells.iter().enumerate().map(stack).collect();
        self.lanes.push(Lane { key, outcome, cells, folded, done, total, depth, rows_above, bare_above, stacks });
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
    /// The same; looked for in this lane first.
    pub fn find_near(&self, lane: usize, task: &str) -> Option<(usize, usize, usize)> {
        let in_lane = |cells: &Cells| {
            cells.iter().enumerate().find_map(|(column, cards)| Some((lane, column, cards.iter().position(|card| card.id == task)?)))
        };
        self.lanes.get(lane).and_then(|it| in_lane(&it.cells)).or_else(|| self.find(task))
    }
    /// Every shown card in reading order: lane by lane, row by row, column by column.
    pub fn cards(&self) -> impl Iterator<Item = &Arc<Task>> {
        self.lanes.iter().flat_map(|lane| {
            let rows = lane.cells.iter().map(Vec::len).max().unwrap_or(0);
            (0..rows).flat_map(move |row| lane.cells.iter().filter_map(move |cards| cards.get(row)))
        })
    }
}

impl Cards {
    /// `first`: the place of its first task among all of the plan, by which the filter knows it.
    fn of(plan: &Plan, outcome: Option<&Arc<Outcome>>, tasks: &[Arc<Task>], first: usize, keep: Option<&Passing>) -> Cards {
        let key = outcome.map_or(LaneKey::Noise, |outcome| LaneKey::Outcome(outcome.id.clone()));
        let columns = plan.settings.columns.len();
        let (mut cells, mut counts) = (vec![Vec::new(); columns], vec![0; columns]);
        for (task, at) in tasks.iter().zip(first..) {
            let column = plan.column_of(task);
            counts[column] += 1;
            if keep.is_none_or(|keep| keep.cards[at]) {
                cells[column].push(Arc::clone(task));
            }
        }
        Cards { key, outcome: outcome.cloned(), cells, counts }
    }
    /// From a lane that hid none.
    fn taken(lane: Lane) -> Cards {
        let counts = lane.cells.iter().map(Vec::len).collect();
        Cards { key: lane.key, outcome: lane.outcome, cells: lane.cells, counts }
    }
}

/// The lanes of the grid before, to be taken one by one; mostly in the order in which they are.
struct Before {
    lanes: Vec<Option<Lane>>,
    next: usize,
    /// By the address of the outcome, once the order is another.
    places: OnceCell<HashMap<*const Outcome, usize>>,
}

impl Before {
    fn of(lanes: Vec<Lane>) -> Before {
        Before { lanes: lanes.into_iter().map(Some).collect(), next: 0, places: OnceCell::new() }
    }

    /// The lane of the very same outcome.
    fn lane(&mut self, outcome: &Arc<Outcome>) -> Option<Lane> {
        let stood = self.lanes.get(self.next).and_then(|lane| lane.as_ref()?.outcome.as_ref());
        let at = match stood {
            Some(stood) if Arc::ptr_eq(stood, outcome) => self.next,
            // It is the same one, changed.
            Some(stood) if stood.id == outcome.id => {
                self.next += 1;
                return None;
            }
            Some(_) | None => self.place(outcome)?,
        };
        self.next = at + 1;
        self.lanes[at].take()
    }

    fn place(&self, outcome: &Arc<Outcome>) -> Option<usize> {
        let address = |lane: &Lane| Some(Arc::as_ptr(lane.outcome.as_ref()?));
        let all = || self.lanes.iter().enumerate().filter_map(|(at, lane)| Some((address(lane.as_ref()?)?, at))).collect();
        self.places.get_or_init(all).get(&Arc::as_ptr(outcome)).copied()
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
        let keep = Passing { cards: vec![false, true, false, false, false], outcomes: vec![false; 2] };
        let grid = Grid::of(&plan(), &Folds::new(), Some(&keep));
        assert_eq!((grid.lanes.len(), grid.shown, grid.counts[0]), (1, 1, 3));
    }

    #[test]
    fn reading_order_goes_row_by_row() {
        let order: String = Grid::of(&plan(), &Folds::new(), None).cards().map(|task| task.id.clone()).collect();
        assert_eq!(order, "acbdn");
    }
}
