//! Tasks: the cards of the board.
//! Knows no column's meaning; `Plan::column_of` does.
//! A card field is a line in the struct and a row: file, diff, merge, exports and the card editor follow.

use super::{
    Quarters, Trivia, lenient,
    record::{item, rows},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A piece of work. Empty text and empty lists mean that nothing was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Task {
    #[serde(deserialize_with = "lenient")]
    pub id: String,
    pub title: String,
    /// A column's name; empty: the first column.
    #[serde(deserialize_with = "lenient")]
    pub status: String,
    #[serde(deserialize_with = "lenient")]
    pub owners: Vec<String>,
    /// Working days; none is not the same as 0.
    pub estimate: Option<Quarters>,
    /// Ids of tasks and deliverables that must be there first.
    #[serde(deserialize_with = "lenient")]
    pub needs: Vec<String>,
    #[serde(deserialize_with = "lenient")]
    pub note: String,
    /// Why it is blocked; empty: it is not.
    #[serde(deserialize_with = "lenient")]
    pub blocked: String,
    /// Shown on the card; enters no rule.
    pub due: Option<NaiveDate>,
    /// Id of the change it belongs to.
    #[serde(deserialize_with = "lenient")]
    pub change: String,
    pub added: Option<NaiveDate>,
    /// When it came into its column.
    pub entered: Option<NaiveDate>,
    /// When it first left the first column.
    pub started: Option<NaiveDate>,
    pub finished: Option<NaiveDate>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Task, "Task" =>
    id: scalar "id",
    title: scalar "title" required,
    status: scalar "column",
    owners: scalar "owners",
    estimate: scalar "estimate",
    needs: scalar "needs",
    note: scalar "note",
    blocked: scalar "blocked",
    due: scalar "due",
    change: scalar "change",
    added: scalar "added",
    entered: scalar "entered",
    started: scalar "started",
    finished: scalar "finished",
}
item!(Task, id, "task" from title);

impl Task {
    pub fn is_blocked(&self) -> bool {
        !self.blocked.is_empty()
    }
}
