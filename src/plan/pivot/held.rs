//! What an undocumented change holds back: until it is documented, the customer sees the baseline of every outcome it touches.

use super::super::{Change, ChangeKind, Plan};
use std::collections::HashMap;

impl Change {
    /// Whether it holds back what the customer sees: undocumented, and not become another change.
    pub fn holds(&self) -> bool {
        match self.kind {
            ChangeKind::Undocumented => self.documented.is_none() && self.became.is_empty(),
            ChangeKind::BudgetOverrun | ChangeKind::Dropped | ChangeKind::Swapped => false,
        }
    }
}

impl Plan {
    /// The outcomes that an undocumented change holds, each with the first that does: the one a change names, and every one
    /// with a task of it. An outcome that is no longer in the file is among them.
    pub fn held(&self) -> HashMap<&str, &Change> {
        let holding: HashMap<&str, &Change> =
            self.changes.iter().filter(|change| change.holds()).map(|change| (change.id.as_str(), &**change)).collect();
        let mut held = HashMap::new();
        if holding.is_empty() {
            return held;
        }
        for change in self.changes.iter().filter(|change| change.holds() && !change.outcome.is_empty()) {
            held.entry(change.outcome.as_str()).or_insert(&**change);
        }
        for outcome in &self.outcomes {
            let by_task = outcome.tasks.iter().find_map(|task| holding.get(task.change.as_str()).copied());
            if let Some(change) = by_task {
                held.entry(outcome.id.as_str()).or_insert(change);
            }
        }
        held
    }
    /// The undocumented change that holds this outcome.
    pub fn held_by(&self, outcome: &str) -> Option<&Change> {
        self.held().get(outcome).copied()
    }
    /// Every outcome a change touches: the one it names, then those with a task of it, in file order.
    pub fn touched_by<'p>(&'p self, change: &'p Change) -> Vec<&'p str> {
        let named = Some(change.outcome.as_str()).filter(|id| !id.is_empty());
        let with_task = self.outcomes.iter().filter(|outcome| outcome.tasks.iter().any(|task| task.change == change.id));
        let mut touched: Vec<&str> = named.into_iter().collect();
        touched.extend(with_task.map(|outcome| outcome.id.as_str()).filter(|id| *id != change.outcome));
        touched
    }
}
