//! What may leave the house: the customer plan, a type of its own that cannot hold anything of delivery, and its formats.
//! Built by one function from an allow-list (`build`); a format sees a `CustomerPlan` and nothing else (spec 3.6).
//! A new format: one file and one line in `FORMATS`.

mod build;
mod changed;
#[cfg(test)]
mod demo;
mod eml;
mod fit;
mod gone;
mod held;
mod html;
mod ics;
mod json;
mod key;
#[cfg(test)]
mod layers;
mod mailbox;
mod markdown;
mod markup;
mod milestone;
mod page;
mod pptx;
mod refusal;
mod replaced;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod secrets;
mod slide;
#[cfg(test)]
mod stories;
mod svg;
mod text;
mod told;
#[cfg(test)]
mod vocabulary;

#[doc(hidden)]
pub use build::customer_plan_after;
pub use build::{customer_plan, customer_plan_as_sent, customer_plan_with_sources, promises};
pub use changed::{Changed, ChangedKind, ChangedLine};
pub use fit::{Fit, Measure, fit};
#[doc(hidden)]
pub use key::Kept;
pub use key::Key;
pub use mailbox::Mailbox;
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
    /// What was told by a day and has none any more: calendars let go of it.
    pub gone: Vec<Gone>,
    /// Who sends this export; never looked up in the plan.
    pub sender: Option<String>,
    /// To whom a mail is addressed; nobody unless given.
    pub recipients: Vec<Mailbox>,
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
    pub key: Key,
}

/// A milestone, in the customer's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    pub headline: String,
    pub by: Option<NaiveDate>,
    /// Who signs it off; empty when nobody is named.
    pub sign_off: String,
    pub word: Word,
    pub key: Key,
}

/// A milestone or an ask that was told by a day and is no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    pub what: String,
    /// Who was to produce it; empty for a milestone.
    pub who: String,
    /// The day that was told last.
    pub on: NaiveDate,
    pub key: Key,
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

impl Ask {
    /// `Acme Data Office: Provide dataset`.
    pub fn words(&self) -> String {
        who_and_what(&self.who, &self.what)
    }
}

impl Gone {
    /// As the ask or the milestone was called.
    pub fn words(&self) -> String {
        who_and_what(&self.who, &self.what)
    }
}

fn who_and_what(who: &str, what: &str) -> String {
    match who {
        "" => what.into(),
        who => format!("{who}: {what}"),
    }
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
    /// The same plan, addressed.
    #[must_use]
    pub fn with_recipients(self, recipients: Vec<Mailbox>) -> Self {
        CustomerPlan { recipients, ..self }
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
///
/// A format can be handed nothing else:
///
/// ```
/// use handshake::{customer::{FORMATS, customer_plan}, plan::Plan};
/// let plan = customer_plan(&Plan::default(), "2027-02-08".parse().unwrap());
/// (FORMATS[0].write)(&plan);
/// ```
///
/// ```compile_fail,E0308
/// use handshake::{customer::FORMATS, plan::Plan};
/// (FORMATS[0].write)(&Plan::default());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// As `-f` names it.
    pub name: &'static str,
    pub kind: Kind,
    pub write: fn(&CustomerPlan) -> Vec<u8>,
}

/// What the bytes of a format are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8, harmless to a terminal.
    Text,
    /// Not for a terminal; what a program shows of it, in a few words.
    Binary(&'static str),
}

/// Every format there is.
pub const FORMATS: &[Format] = &[
    Format { name: "text", kind: Kind::Text, write: |plan| text::text(plan).into_bytes() },
    Format { name: "markdown", kind: Kind::Text, write: |plan| markdown::markdown(plan).into_bytes() },
    Format { name: "html", kind: Kind::Text, write: |plan| html::html(plan).into_bytes() },
    Format { name: "eml", kind: Kind::Text, write: |plan| eml::eml(plan).into_bytes() },
    Format { name: "ics", kind: Kind::Text, write: |plan| ics::ics(plan).into_bytes() },
    Format { name: "svg", kind: Kind::Text, write: |plan| svg::svg(plan).into_bytes() },
    Format { name: "pptx", kind: Kind::Binary("one slide in 16:9, its texts native and editable, no notes"), write: pptx::pptx },
    Format { name: "json", kind: Kind::Text, write: |plan| json::json(plan).into_bytes() },
];

/// Somebody's text as one clean line.
fn line(text: &str) -> String {
    words::clean_line(text).trim().to_string()
}
