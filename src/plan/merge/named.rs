//! What a clash is about, by its id or name alone. Ids are one of a kind, but a person, a column and an id may be spelled alike.

use crate::plan::Plan;

/// What has an id or a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Task,
    Outcome,
    Deliverable,
    Change,
    Person,
    Column,
}

impl Named {
    const ALL: [Named; 6] = [Named::Task, Named::Outcome, Named::Deliverable, Named::Change, Named::Person, Named::Column];

    /// All of the plan that is called so.
    pub fn all(plan: &Plan, name: &str) -> Vec<Named> {
        let is_there = |it: &Named| match it {
            Named::Task => plan.task(name).is_some(),
            Named::Outcome => plan.outcome(name).is_some(),
            Named::Deliverable => plan.deliverable(name).is_some(),
            Named::Change => plan.change(name).is_some(),
            Named::Person => plan.person(name).is_some(),
            Named::Column => plan.settings.columns.iter().any(|column| column.name == name),
        };
        Named::ALL.into_iter().filter(is_there).collect()
    }
    /// With its article, for messages.
    pub fn kind(self) -> &'static str {
        match self {
            Named::Task => "a task",
            Named::Outcome => "an outcome",
            Named::Deliverable => "a deliverable",
            Named::Change => "a change",
            Named::Person => "a person",
            Named::Column => "a column",
        }
    }
}
