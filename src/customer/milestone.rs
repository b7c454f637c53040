//! A milestone in the form in which told and meant can be laid side by side: from a promise, or from an outcome.
//! Each struct of the plan is taken apart field by field: a new field breaks the build until it is said whether the customer may see it.

use super::{Word, line};
use crate::plan::{Deliverable, Milestone, Outcome, Plan, Promise};
use chrono::NaiveDate;
use std::{collections::HashMap, sync::Arc};

/// What a customer may know of one milestone, told or meant. Texts are clean lines; ids stay inside this room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    pub outcome: String,
    pub headline: String,
    pub by: Option<NaiveDate>,
    pub because: String,
    pub sign_off: String,
    pub signed: bool,
    pub needed: Vec<Needed>,
    /// None when a share of old did not record it.
    pub stage: Option<Stage>,
}

/// A deliverable, received or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needed {
    pub id: String,
    pub what: String,
    pub from: String,
    pub by: Option<NaiveDate>,
    pub received: bool,
}

/// How the work stands, as far as a customer hears of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Done,
    InProgress,
    Planned,
}

impl Side {
    /// A live outcome's milestone as it is meant; none when it has none for the customer.
    pub fn meant(plan: &Plan, outcome: &Outcome) -> Option<Side> {
        let stage = Stage::of(plan, outcome);
        let Outcome { id, milestone, internal, dropped, title: _, owners: _, budget: _, tasks: _, trivia: _ } = outcome;
        if *internal || dropped.is_some() {
            return None;
        }
        let Milestone { headline, by, because, sign_off, signed, deliverables, hard: _ } = milestone.as_ref()?;
        Some(Side {
            outcome: id.clone(),
            headline: line(headline),
            by: *by,
            because: line(because),
            sign_off: line(sign_off),
            signed: signed.is_some(),
            needed: needed(deliverables),
            stage: Some(stage),
        })
    }

    /// What a share told.
    pub fn told(promise: &Promise) -> Side {
        let Promise { outcome, headline, by, because, sign_off, signed, deliverables, word, tasks: _, days: _, kept: _, trivia: _ } =
            promise;
        Side {
            outcome: outcome.clone(),
            headline: line(headline),
            by: *by,
            because: line(because),
            sign_off: line(sign_off),
            signed: signed.is_some(),
            needed: needed(deliverables),
            stage: Stage::named(word),
        }
    }

    /// What is still to come from the customer or a third party.
    pub fn asks(&self) -> impl Iterator<Item = &Needed> {
        self.needed.iter().filter(|it| !it.received)
    }

    /// Whether a customer who knows `told` would see nothing new here. Why a date moved shows only where it moved,
    /// and a signature's day nowhere, so neither counts.
    pub fn reads_as(&self, told: &Side) -> bool {
        let same_stage = self.signed || told.stage.is_none() || self.stage == told.stage;
        self.headline == told.headline
            && self.by == told.by
            && self.sign_off == told.sign_off
            && self.signed == told.signed
            && self.asks_in_words() == told.asks_in_words()
            && same_stage
    }
    fn asks_in_words(&self) -> Vec<(Option<NaiveDate>, &str, &str)> {
        let mut asks: Vec<_> = self.asks().map(|it| (it.by, it.what.as_str(), it.from.as_str())).collect();
        asks.sort_unstable();
        asks
    }

    /// The word of spec 3.6: the first that holds.
    pub fn word(&self, told: Option<&Side>, today: NaiveDate) -> Word {
        if self.signed {
            Word::SignedOff
        } else if self.stage == Some(Stage::Done) {
            Word::Done
        } else if self.asks().any(|ask| ask.is_overdue(today)) {
            Word::WaitingOnYou
        } else if told.is_some_and(|told| told.by != self.by) {
            Word::NewDate
        } else if self.stage == Some(Stage::InProgress) {
            Word::InProgress
        } else {
            Word::Planned
        }
    }
}

/// The sides, to be found by their outcomes; of two about one outcome, the first.
pub(super) fn by_outcome(sides: &[Side]) -> HashMap<&str, &Side> {
    sides.iter().rev().map(|side| (side.outcome.as_str(), side)).collect()
}

impl Needed {
    /// Past its day; on the day itself it is not.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        !self.received && self.by.is_some_and(|by| by < today)
    }
}

impl Stage {
    pub fn of(plan: &Plan, outcome: &Outcome) -> Stage {
        if plan.is_done(outcome) {
            Stage::Done
        } else if outcome.tasks.iter().any(|task| plan.column_of(task) != 0) {
            Stage::InProgress
        } else {
            Stage::Planned
        }
    }
    /// As `Promise.word` has it.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Done => Word::Done.words(),
            Stage::InProgress => Word::InProgress.words(),
            Stage::Planned => Word::Planned.words(),
        }
    }
    fn named(word: &str) -> Option<Stage> {
        [Stage::Done, Stage::InProgress, Stage::Planned].into_iter().find(|stage| stage.words() == word)
    }
}

fn needed(deliverables: &[Arc<Deliverable>]) -> Vec<Needed> {
    let one = |it: &Arc<Deliverable>| {
        let Deliverable { id, what, from, by, received, trivia: _ } = &**it;
        Needed { id: id.clone(), what: line(what), from: line(from), by: *by, received: received.is_some() }
    };
    deliverables.iter().map(one).collect()
}
