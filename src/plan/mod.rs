//! The nouns: a plan, its outcomes, tasks, people, shares and changes; how they are found, changed, compared and joined.
//! Never knows today (dates come in), text, a screen, or a disk.
//! A field goes into its struct and its rows; a rule that needs a calendar goes into `projection`.

mod diff;
mod earned;
mod edit;
mod fields;
mod id;
mod lookup;
mod merge;
mod outcome;
mod people;
mod pivot;
mod problem;
pub(crate) mod record;
pub(crate) mod ron_text;
pub(crate) mod same;
mod share;
mod task;
mod values;

pub use diff::{Event, EventKind, diff};
pub use earned::{Earned, Overrun};
pub use edit::Direction;
#[doc(hidden)]
pub use fields::{FieldValue, set_value, values_of};
pub(crate) use id::{CROCKFORD, fnv_1a};
pub use id::{derived_id, random_id};
pub use lookup::{Home, TaskRef};
pub use merge::{merge, merge_labelled, resolve};
pub use outcome::{Budget, Deliverable, Dropped, Milestone, Outcome};
pub use people::{Column, Person, Settings, Side};
pub use pivot::{Becomes, Debt, Fate, Owes, Pivot, is_closed, owes};
pub use problem::{Place, Problem, Refusal};
pub use record::List;
#[doc(hidden)]
pub use record::{Item, Kind, Record, Row, Rows, Scalar, SeenBy, Value};
pub use share::{Audience, Change, ChangeKind, Clash, ClashSide, Promise, Share};
pub use task::Task;
pub(crate) use values::lenient;
pub use values::{Comments, DaySpan, Money, Quarters, Total, Trivia, Weekdays, parse_date};

use record::rows;
use serde::{Deserialize, Serialize};

/// A whole plan file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    pub format: u32,
    /// Random, for keys that outsiders may see.
    #[serde(deserialize_with = "lenient")]
    pub uid: String,
    pub title: String,
    #[serde(deserialize_with = "lenient")]
    pub customer: String,
    /// The customer's person with the money.
    #[serde(deserialize_with = "lenient")]
    pub decision_maker: String,
    #[serde(deserialize_with = "lenient")]
    pub settings: Settings,
    #[serde(deserialize_with = "lenient")]
    pub people: List<Person>,
    #[serde(deserialize_with = "lenient")]
    pub outcomes: List<Outcome>,
    /// Tasks tied to no outcome.
    #[serde(deserialize_with = "lenient")]
    pub noise: List<Task>,
    #[serde(deserialize_with = "lenient")]
    pub changes: List<Change>,
    #[serde(deserialize_with = "lenient")]
    pub shares: List<Share>,
    #[serde(deserialize_with = "lenient")]
    pub clashes: List<Clash>,
}
rows! { Plan, "Plan" =>
    format: scalar "format",
    uid: scalar "uid",
    title: scalar "title" required customer,
    customer: scalar "customer" customer,
    decision_maker: scalar "decision maker",
    settings: part "settings",
    people: list "people",
    outcomes: list "outcomes",
    noise: list "noise",
    changes: list "changes",
    shares: list "shares",
    clashes: list "clashes",
}

impl Plan {
    /// The format this program writes; a file with a higher number was made by a newer one.
    pub const FORMAT: u32 = 1;
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            format: Plan::FORMAT,
            uid: String::new(),
            title: String::new(),
            customer: String::new(),
            decision_maker: String::new(),
            settings: Settings::default(),
            people: Vec::new(),
            outcomes: Vec::new(),
            noise: Vec::new(),
            changes: Vec::new(),
            shares: Vec::new(),
            clashes: Vec::new(),
        }
    }
}
