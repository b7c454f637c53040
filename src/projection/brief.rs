//! What one outcome says about time, in numbers: columns, teams, estimates, needs, days of starting and finishing.
//! It follows from the outcome, the columns and the calendar alone: no today, no other outcome.
//! A card that the outcome shares with an earlier version of it keeps its numbers, so that a change costs what it reaches.

use super::{
    Calendar,
    names::Names,
    teams::{NOBODY, Teams},
};
use crate::plan::{Outcome, Settings, Task};
use std::sync::Arc;

/// No day; also no estimate.
pub(super) const NONE: i32 = i32::MIN;
/// So many cards or outcomes that went are passed over in search of one that is still there.
pub(super) const NEAR: usize = 4;

#[derive(Debug)]
pub(super) struct Brief {
    /// What it is made from. It is held, so that its address stands for it.
    pub outcome: Arc<Outcome>,
    pub id: u32,
    /// By place in the file.
    pub cards: Vec<Card>,
    /// Of all cards one after the other.
    needs: Vec<u32>,
    /// Ids of all its milestone's deliverables.
    pub deliverables: Vec<u32>,
    /// How many open cards each column holds.
    pub open: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Card {
    pub id: u32,
    pub team: u32,
    /// Where its needs end; they begin where those of the card before end.
    needs_end: u32,
    pub stage: Stage,
}

/// Days are ranks of the calendar.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stage {
    Open {
        column: u32,
        /// In quarters.
        estimate: i32,
        /// When work on it began; of cards that left the first column.
        started: i32,
        is_blocked: bool,
    },
    Closed {
        /// The day on which it counts as finished.
        finished: i32,
        /// Working days from start to end.
        cycle: i32,
    },
}

impl Card {
    /// The day on which it counts as finished.
    pub fn counted_on(&self) -> Option<i64> {
        match self.stage {
            Stage::Closed { finished, .. } => (finished != NONE).then(|| finished.into()),
            Stage::Open { .. } => None,
        }
    }
}

impl Brief {
    pub fn needs_of(&self, card: usize) -> &[u32] {
        let start = card.checked_sub(1).map_or(0, |before| self.cards[before].needs_end);
        &self.needs[start as usize..self.cards[card].needs_end as usize]
    }
    pub fn open_cards(&self) -> u32 {
        self.open.iter().sum()
    }
}

/// Columns by name, looked up once.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    names: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    pub fn new(settings: &'a Settings) -> Self {
        Columns { names: settings.columns.iter().map(|column| column.name.as_str()).collect() }
    }
    pub fn count(&self) -> usize {
        self.names.len()
    }
    /// None for the last one.
    pub fn open(&self, task: &Task) -> Option<usize> {
        let column = match task.status.as_str() {
            "" => 0,
            status => self.names.iter().position(|name| *name == status).unwrap_or(0),
        };
        (column + 1 < self.names.len()).then_some(column)
    }
}

/// Makes briefs; new names and teams are added to those that are known.
pub(super) struct Maker<'a> {
    pub calendar: &'a Calendar,
    pub columns: Columns<'a>,
    pub names: Arc<Names>,
    pub teams: Arc<Teams>,
}

impl Maker<'_> {
    /// `earlier` is that of another version of the outcome.
    pub fn brief(&mut self, outcome: &Arc<Outcome>, earlier: Option<&Brief>) -> Brief {
        let asks = outcome.milestone.iter().flat_map(|milestone| &milestone.deliverables);
        let mut brief = Brief {
            outcome: Arc::clone(outcome),
            id: self.name(&outcome.id),
            cards: Vec::with_capacity(outcome.tasks.len()),
            needs: Vec::new(),
            deliverables: asks.map(|it| self.name(&it.id)).collect(),
            open: vec![0; self.columns.count()],
        };
        let mut kept = 0;
        for task in &outcome.tasks {
            let shared = earlier.and_then(|earlier| Some((earlier, place_near(&earlier.outcome.tasks, kept, task)?)));
            let card = match shared {
                Some((earlier, at)) => {
                    kept = at + 1;
                    brief.needs.extend_from_slice(earlier.needs_of(at));
                    earlier.cards[at]
                }
                None => {
                    brief.needs.extend(task.needs.iter().map(|need| self.name(need)));
                    self.card(task)
                }
            };
            if let Stage::Open { column, .. } = card.stage {
                brief.open[column as usize] += 1;
            }
            brief.cards.push(Card { needs_end: brief.needs.len() as u32, ..card });
        }
        brief
    }

    fn card(&mut self, task: &Task) -> Card {
        let stage = match self.columns.open(task) {
            Some(column) => Stage::Open {
                column: column as u32,
                estimate: task.estimate.map_or(NONE, |estimate| estimate.0.cast_signed()),
                started: task.started.filter(|_| column != 0).map_or(NONE, |day| self.calendar.rank_of(day) as i32),
                is_blocked: task.is_blocked(),
            },
            None => self.closed(task),
        };
        let team = if task.owners.is_empty() { NOBODY } else { self.team(&task.owners) };
        Card { id: self.name(&task.id), team, needs_end: 0, stage }
    }

    fn closed(&self, task: &Task) -> Stage {
        let Some(day) = task.finished else { return Stage::Closed { finished: NONE, cycle: NONE } };
        Stage::Closed {
            finished: self.calendar.counted_on(day) as i32,
            cycle: self.calendar.cycle_time(task).map_or(NONE, |days| days as i32),
        }
    }

    pub fn name(&mut self, name: &str) -> u32 {
        self.names.get(name).unwrap_or_else(|| Arc::make_mut(&mut self.names).add(name))
    }

    fn team(&mut self, owners: &[String]) -> u32 {
        self.teams.get(owners).unwrap_or_else(|| Arc::make_mut(&mut self.teams).add(owners))
    }
}

/// Where this very item stands, looking from `from` on.
pub(super) fn place_near<T>(items: &[Arc<T>], from: usize, item: &Arc<T>) -> Option<usize> {
    let near = items.get(from..)?.iter().take(NEAR);
    near.zip(from..).find(|(it, _)| Arc::ptr_eq(it, item)).map(|(_, at)| at)
}
