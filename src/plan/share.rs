//! What was told and what was decided: shares with their promises, changes, and clashes of a merge.
//! Shares are append-only; nothing here edits one.
//! A new field: a line and a row.

use super::{
    Deliverable, Item, List, Money, Total, Trivia, lenient,
    record::{item, rows, trivia_of, words},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// Which of the two plans a share told.
    Audience { Customer, Delivery }
}

/// One telling of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Share {
    pub rev: u32,
    pub on: NaiveDate,
    pub by: String,
    #[serde(deserialize_with = "lenient")]
    pub plan: Audience,
    #[serde(deserialize_with = "lenient")]
    pub to: Vec<String>,
    /// When the next update was announced for.
    pub next: Option<NaiveDate>,
    #[serde(deserialize_with = "lenient")]
    pub promises: List<Promise>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Share, "Share" =>
    rev: scalar "revision" required,
    on: scalar "on" required,
    by: scalar "by" required,
    plan: scalar "plan",
    to: scalar "to",
    next: scalar "next",
    promises: list "promises",
}
impl Item for Share {
    fn key(&self) -> String {
        format!("{:?}\n{}\n{}\n{}", self.plan, self.rev, self.on, self.by)
    }
    trivia_of!();
}

/// What a share told about one milestone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Promise {
    /// Id of the outcome.
    #[serde(deserialize_with = "lenient")]
    pub outcome: String,
    #[serde(deserialize_with = "lenient")]
    pub headline: String,
    pub by: Option<NaiveDate>,
    #[serde(deserialize_with = "lenient")]
    pub because: String,
    #[serde(deserialize_with = "lenient")]
    pub sign_off: String,
    pub signed: Option<NaiveDate>,
    #[serde(deserialize_with = "lenient")]
    pub deliverables: List<Deliverable>,
    /// How many tasks the outcome had, finished too.
    pub tasks: Option<u32>,
    /// Their estimates added up.
    pub days: Option<Total>,
    /// Done, In progress or Planned, as its tasks stood.
    #[serde(deserialize_with = "lenient")]
    pub word: String,
    /// Why the told date was kept; never exported.
    #[serde(deserialize_with = "lenient")]
    pub kept: String,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Promise, "Promise" =>
    outcome: scalar "outcome",
    headline: scalar "headline" customer,
    by: scalar "date" customer,
    because: scalar "because" customer,
    sign_off: scalar "sign-off" customer,
    signed: scalar "signed" customer,
    deliverables: list "deliverables" customer,
    tasks: scalar "tasks",
    days: scalar "days",
    word: scalar "word",
    kept: scalar "kept because",
}
item!(Promise, outcome);

words! {
    /// The kinds of pivot.
    ChangeKind { BudgetOverrun, Undocumented, Dropped, Swapped }
}

/// A record of a pivot; only ever filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Change {
    pub id: String,
    pub kind: ChangeKind,
    pub on: Option<NaiveDate>,
    #[serde(deserialize_with = "lenient")]
    pub by: String,
    #[serde(deserialize_with = "lenient")]
    pub outcome: String,
    #[serde(deserialize_with = "lenient")]
    pub what: String,
    #[serde(deserialize_with = "lenient")]
    pub replaced_by: String,
    pub planned: Option<Money>,
    /// Task count and estimate total of the outcome when it was raised.
    pub tasks: Option<u32>,
    pub days: Option<Total>,
    #[serde(deserialize_with = "lenient")]
    pub decided_by: String,
    pub decided_on: Option<NaiveDate>,
    pub finished: Option<NaiveDate>,
    pub documented: Option<NaiveDate>,
    /// The customer revision in force when it was decided; for dropped and swapped, when it was raised.
    pub rev: Option<u32>,
    /// Id of the change it was reclassified to.
    #[serde(deserialize_with = "lenient")]
    pub became: String,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Change, "Change" =>
    id: scalar "id" required,
    kind: scalar "kind" required,
    on: scalar "on",
    by: scalar "by",
    outcome: scalar "outcome",
    what: scalar "what",
    replaced_by: scalar "replaced by",
    planned: scalar "planned",
    tasks: scalar "tasks",
    days: scalar "days",
    decided_by: scalar "decided by",
    decided_on: scalar "decided on",
    finished: scalar "finished",
    documented: scalar "documented",
    rev: scalar "revision",
    became: scalar "became",
}
item!(Change, id);

/// What a merge could not decide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Clash {
    /// A hash of what follows, so that the same clash twice is one.
    #[serde(deserialize_with = "lenient")]
    pub id: String,
    /// An id, a name, or `plan`.
    #[serde(deserialize_with = "lenient")]
    pub item: String,
    /// A field's name; `*`: the whole item.
    #[serde(deserialize_with = "lenient")]
    pub field: String,
    /// The field's RON text; none: absent.
    pub base: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub sides: List<ClashSide>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Clash, "Clash" =>
    id: scalar "id",
    item: scalar "item",
    field: scalar "field",
    base: scalar "base",
    sides: list "sides",
}
item!(Clash, id);

/// One of the values of a clash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[serde(rename = "Side")]
pub struct ClashSide {
    #[serde(deserialize_with = "lenient")]
    pub label: String,
    pub value: Option<String>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { ClashSide, "Side" =>
    label: scalar "label",
    value: scalar "value",
}
item!(ClashSide, label);
