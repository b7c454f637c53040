//! What took the place of what: looked up once for all milestones that are told and gone.

use super::milestone::{Side, by_outcome};
use crate::plan::{Change, ChangeKind, Dropped, Plan};
use std::collections::HashMap;

/// Which outcomes take the place of a dropped one: as its tombstone says, else the records of the swap, the newest first.
pub(super) struct Replaced<'p> {
    tombstones: HashMap<&'p str, &'p str>,
    records: HashMap<&'p str, Vec<&'p str>>,
    meant: HashMap<&'p str, &'p Side>,
}

impl<'p> Replaced<'p> {
    pub fn of(plan: &'p Plan, meant: &'p [Side]) -> Self {
        let mut replaced = Replaced { tombstones: HashMap::new(), records: HashMap::new(), meant: by_outcome(meant) };
        for outcome in plan.outcomes.iter().rev() {
            match &outcome.dropped {
                Some(Dropped { replaced_by, on: _, why: _ }) => replaced.tombstones.insert(&outcome.id, replaced_by),
                None => replaced.tombstones.remove(outcome.id.as_str()),
            };
        }
        for change in plan.changes.iter().rev().filter(|change| is_swap(change)) {
            replaced.records.entry(&change.outcome).or_default().push(&change.replaced_by);
        }
        replaced
    }
    /// The milestone that is meant in the place of this one.
    pub fn by(&self, outcome: &str) -> Option<&'p Side> {
        let ids = self.tombstones.get(outcome).into_iter().chain(self.records.get(outcome).into_iter().flatten());
        ids.filter(|id| !id.is_empty()).find_map(|id| self.meant.get(id).copied())
    }
}

fn is_swap(change: &Change) -> bool {
    match change.kind {
        ChangeKind::Swapped => change.became.is_empty(),
        ChangeKind::Dropped | ChangeKind::BudgetOverrun | ChangeKind::Undocumented => false,
    }
}
