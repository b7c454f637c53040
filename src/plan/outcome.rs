//! Outcomes and what the customer sees of them: milestone, deliverables; and what was dropped.
//! Knows no rule of dates; the projection does.
//! A new field: a line here and a row below its struct.

use super::{
    List, Money, Task, Total, Trivia, lenient,
    record::{item, rows},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A milestone of the delivery plan; every task belongs to one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outcome {
    #[serde(deserialize_with = "lenient")]
    pub id: String,
    pub title: String,
    #[serde(deserialize_with = "lenient")]
    pub owners: Vec<String>,
    pub budget: Option<Budget>,
    pub milestone: Option<Milestone>,
    /// No milestone on purpose; one that stands here counts as none.
    #[serde(deserialize_with = "lenient")]
    pub internal: bool,
    /// A tombstone: dropped outcomes stay in the file.
    pub dropped: Option<Dropped>,
    #[serde(deserialize_with = "lenient")]
    pub tasks: List<Task>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Outcome, "Outcome" =>
    id: scalar "id",
    title: scalar "title" required,
    owners: scalar "owners",
    budget: option "budget",
    milestone: option "milestone" customer,
    internal: scalar "internal",
    dropped: option "dropped",
    tasks: list "tasks",
}
item!(Outcome, id, "outcome" from title);

/// Money planned and spent, in the plan's currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    #[serde(deserialize_with = "lenient")]
    pub planned: Money,
    #[serde(deserialize_with = "lenient")]
    pub spent: Money,
}
rows! { Budget, "Budget" =>
    planned: scalar "planned",
    spent: scalar "spent",
}

/// The customer's side of an outcome, as it is meant: what a share tells is in `Promise`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Milestone {
    pub headline: String,
    pub by: Option<NaiveDate>,
    /// One customer line: why the date moved.
    #[serde(deserialize_with = "lenient")]
    pub because: String,
    #[serde(deserialize_with = "lenient")]
    pub sign_off: String,
    pub signed: Option<NaiveDate>,
    /// No tolerance: a slip is red at once.
    #[serde(deserialize_with = "lenient")]
    pub hard: bool,
    #[serde(deserialize_with = "lenient")]
    pub deliverables: List<Deliverable>,
}
rows! { Milestone, "Milestone" =>
    headline: scalar "headline" required customer,
    by: scalar "date" customer,
    because: scalar "because" customer,
    sign_off: scalar "sign-off" customer,
    signed: scalar "signed" customer,
    hard: scalar "hard",
    deliverables: list "deliverables" customer,
}

/// An ask: what the customer or a third party must produce, by when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deliverable {
    #[serde(deserialize_with = "lenient")]
    pub id: String,
    pub what: String,
    #[serde(deserialize_with = "lenient")]
    pub from: String,
    pub by: Option<NaiveDate>,
    pub received: Option<NaiveDate>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Deliverable, "Deliverable" =>
    id: scalar "id",
    what: scalar "what" required customer,
    from: scalar "from" customer,
    by: scalar "date" customer,
    received: scalar "received" customer,
}
item!(Deliverable, id, "deliverable" from what);

/// Why an outcome is no longer pursued.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dropped {
    pub on: Option<NaiveDate>,
    #[serde(deserialize_with = "lenient")]
    pub why: String,
    #[serde(deserialize_with = "lenient")]
    pub replaced_by: String,
}
rows! { Dropped, "Dropped" =>
    on: scalar "on",
    why: scalar "why",
    replaced_by: scalar "replaced by",
}

impl Outcome {
    pub fn is_live(&self) -> bool {
        self.dropped.is_none()
    }
    /// The milestone that counts: none for an internal outcome.
    pub fn milestone(&self) -> Option<&Milestone> {
        self.milestone.as_ref().filter(|_| !self.internal)
    }
    /// Estimates of all its tasks, finished too; one without estimate adds nothing.
    pub fn days(&self) -> Total {
        Total::of(self.tasks.iter().filter_map(|task| task.estimate))
    }
}
