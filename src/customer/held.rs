//! What an undocumented change holds back: until it is documented, the customer sees the baseline of every outcome it touches (spec 3.7).
//! Only what the customer did comes through: something received, something signed.

use super::milestone::Side;
use crate::plan::{Change, ChangeKind, Outcome, Plan};
use std::collections::HashSet;

/// Ids of the outcomes an undocumented change holds: the one it names, and every one with a task of it.
pub(super) fn held(plan: &Plan) -> HashSet<&str> {
    let changes: Vec<&Change> = plan.changes.iter().map(|change| &**change).filter(|change| holds(change)).collect();
    if changes.is_empty() {
        return HashSet::new();
    }
    let ids: HashSet<&str> = changes.iter().map(|change| change.id.as_str()).collect();
    let touched = |outcome: &&Outcome| outcome.tasks.iter().any(|task| ids.contains(task.change.as_str()));
    let by_task = plan.outcomes.iter().map(|outcome| &**outcome).filter(touched).map(|outcome| outcome.id.as_str());
    changes.iter().map(|change| change.outcome.as_str()).chain(by_task).collect()
}

fn holds(change: &Change) -> bool {
    match change.kind {
        ChangeKind::Undocumented => change.documented.is_none() && change.became.is_empty(),
        ChangeKind::BudgetOverrun | ChangeKind::Dropped | ChangeKind::Swapped => false,
    }
}

/// What was told, with what the customer did since.
pub(super) fn as_told(told: &Side, outcome: Option<&Outcome>) -> Side {
    let mut side = told.clone();
    let Some(milestone) = outcome.and_then(|outcome| outcome.milestone.as_ref()) else { return side };
    side.signed |= milestone.signed.is_some();
    for needed in &mut side.needed {
        needed.received |= milestone.deliverables.iter().any(|it| it.id == needed.id && it.received.is_some());
    }
    side
}
