//! What may leave the house: the customer plan, a type of its own that cannot hold anything of delivery, and its formats.
//! Built by one function from an allow-list (`build`); a format sees a `CustomerPlan` and nothing else (spec 3.6).
//! A new format: one file and one line in `FORMATS`.

mod build;
mod changed;
#[cfg(test)]
mod demo;
mod fit;
mod held;
mod json;
mod milestone;
mod refusal;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod stories;
mod text;
mod told;

pub use build::{customer_plan, customer_plan_as_sent, customer_plan_as_told, customer_plan_with_sources, promises};
pub use changed::{Changed, ChangedKind, ChangedLine};
pub use fit::{Fit, Measure, fit};
pub use refusal::refusal;
pub use text::text;
pub use told::told_plan;

use crate::words;
use chrono::NaiveDate;

/// The customer's side of a plan, ready to be told. Every text in it is one clean line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerPlan {
    pub title: String,
    pub customer: String,
    pub revision: Revision,
    /// Of a draft today, else the day it was told.
    pub on: NaiveDate,
    /// What we need from you: overdue first, then soonest.
    pub asks: Vec<Ask>,
    /// What is coming: soonest first, those without a date last.
    pub coming: Vec<Coming>,
    pub changed: Changed,
    /// How many milestones were told as signed off before; they are not in `coming`.
    pub signed_before: usize,
    pub next_update: Option<NaiveDate>,
    /// Who sends this export; never looked up in the plan.
    pub sender: Option<String>,
}

/// Whether it is what the customer was told last, or would be the next telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    Told(u32),
    Draft(u32),
}

/// A deliverable not yet received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub what: String,
    /// Who must produce it; empty when nobody is named.
    pub who: String,
    pub by: Option<NaiveDate>,
    /// The headline of the milestone that waits for it.
    pub unlocks: String,
    pub overdue: bool,
}

/// A milestone, in the customer's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    pub headline: String,
    pub by: Option<NaiveDate>,
    /// Who signs it off; empty when nobody is named.
    pub sign_off: String,
    pub word: Word,
}

/// The one word a milestone gets: the first of these that holds (spec 3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    SignedOff,
    Done,
    WaitingOnYou,
    NewDate,
    InProgress,
    Planned,
}

impl Word {
    pub const fn words(self) -> &'static str {
        match self {
            Word::SignedOff => "Signed off",
            Word::Done => "Done",
            Word::WaitingOnYou => "Waiting on you",
            Word::NewDate => "New date",
            Word::InProgress => "In progress",
            Word::Planned => "Planned",
        }
    }
}

impl Revision {
    /// `rev 2`, `draft of rev 3`.
    pub fn words(self) -> String {
        match self {
            Revision::Told(rev) => format!("rev {rev}"),
            Revision::Draft(rev) => format!("draft of rev {rev}"),
        }
    }
}

impl CustomerPlan {
    /// The same plan with the name of who sends it below; an empty name gives no line.
    #[must_use]
    pub fn with_sender(self, name: &str) -> Self {
        CustomerPlan { sender: Some(line(name)).filter(|name| !name.is_empty()), ..self }
    }
}

/// Where the rows of a customer plan come from, in parallel to its lists: ids, kept apart so that no format can see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The outcome and the deliverable of each ask.
    pub asks: Vec<(String, String)>,
    /// The outcome of each milestone.
    pub coming: Vec<String>,
}

/// A way to write a customer plan.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// As `-f` names it.
    pub name: &'static str,
    pub write: fn(&CustomerPlan) -> Vec<u8>,
}

/// Every format there is.
pub const FORMATS: &[Format] = &[
    Format { name: "text", write: |plan| text::text(plan).into_bytes() },
    Format { name: "json", write: |plan| json::json(plan).into_bytes() },
];

/// Somebody's text as one clean line.
fn line(text: &str) -> String {
    words::clean_line(text).trim().to_string()
}
