//! A part of the plan that is looked through by itself: what the plan says of itself, one outcome, or the noise.
//! What is found in a part is kept until something that it follows from changes (`kept`).

use super::{phrases::Said, reading::Read, scene::Scene};
use crate::plan::{Milestone, Outcome, Plan, Task};
use std::{cell::OnceCell, sync::Arc};

#[derive(Clone, Copy)]
pub(super) enum Of<'a> {
    /// Title, customer, people, shares, changes.
    Plan(&'a Plan),
    Outcome(&'a Arc<Outcome>),
    Noise(&'a [Arc<Task>]),
}

pub(super) struct Part<'a> {
    pub of: Of<'a>,
    /// By task, the place of its column; none where the plan has no such column.
    columns: Vec<Option<usize>>,
    last_column: usize,
    reads: OnceCell<Vec<Read<'a>>>,
    said: OnceCell<Vec<Said>>,
}

impl<'a> Part<'a> {
    pub fn new(plan: &Plan, of: Of<'a>) -> Self {
        let columns = of.tasks().iter().map(|task| plan.column_named(&task.status)).collect();
        Part { of, columns, last_column: plan.last_column(), reads: OnceCell::new(), said: OnceCell::new() }
    }

    pub fn is_plan(&self) -> bool {
        matches!(self.of, Of::Plan(_))
    }
    pub fn outcome(&self) -> Option<&'a Outcome> {
        match self.of {
            Of::Outcome(outcome) => Some(outcome),
            Of::Plan(_) | Of::Noise(_) => None,
        }
    }
    pub fn live(&self) -> Option<&'a Outcome> {
        self.outcome().filter(|outcome| outcome.is_live())
    }
    /// A live outcome and its milestone.
    pub fn milestone(&self) -> Option<(&'a Outcome, &'a Milestone)> {
        self.live().and_then(|outcome| Some((outcome, outcome.milestone()?)))
    }
    /// Its tasks, dropped outcomes' too.
    pub fn tasks(&self) -> impl Iterator<Item = Stands<'a>> {
        let last = self.last_column;
        self.of.tasks().iter().zip(&self.columns).map(move |(task, named)| {
            let column = named.unwrap_or(0);
            Stands { task, is_open: column != last, is_started: column != 0 && column != last, is_misplaced: named.is_none() }
        })
    }
    /// The tasks of the noise, and of an outcome that is live.
    pub fn live_tasks(&self) -> impl Iterator<Item = Stands<'a>> {
        let is_dropped = self.outcome().is_some_and(|outcome| !outcome.is_live());
        self.tasks().filter(move |_| !is_dropped)
    }
    /// The texts in it that the customer reads.
    pub fn reads(&self) -> &[Read<'a>] {
        self.reads.get_or_init(|| match self.of {
            Of::Plan(plan) => Read::of_plan(plan),
            Of::Outcome(outcome) => Read::of_outcome(outcome),
            Of::Noise(_) => Vec::new(),
        })
    }
    /// Which words to look for stand in them.
    pub fn said(&self, scene: &Scene) -> &[Said] {
        self.said.get_or_init(|| scene.phrases().said(self.reads()))
    }
}

impl<'a> Of<'a> {
    pub fn tasks(self) -> &'a [Arc<Task>] {
        match self {
            Of::Plan(_) => &[],
            Of::Outcome(outcome) => &outcome.tasks,
            Of::Noise(tasks) => tasks,
        }
    }
}

/// A task, and whether its column is before the last, and between the first and the last.
#[derive(Clone, Copy)]
pub(super) struct Stands<'a> {
    pub task: &'a Task,
    pub is_open: bool,
    pub is_started: bool,
    /// It names a column that is none.
    pub is_misplaced: bool,
}
