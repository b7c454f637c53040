//! Plan and text: reading with a list of problems, and saving that changes only the text of what changed. Strings, no disk.
//! Knows RON and the rows of the plan; never today.
//! What a new field needs is its row in `plan`; a new trouble goes to `trouble`.

mod document;
mod field_text;
#[cfg(test)]
mod gallery;
mod identity;
#[cfg(test)]
pub(crate) mod laws;
mod literal;
mod marked;
mod new_plan;
mod patch;
mod place;
mod places;
mod read;
mod scan;
mod splice;
mod trivia;
mod trouble;
mod value;
mod whole;
mod write;

pub use document::{Document, NotSaved, Saved};
#[doc(hidden)]
pub use field_text::value_of_text;
#[doc(hidden)]
pub use marked::{Marked, marked_sides};
pub use new_plan::new_plan;
pub use patch::patch;
pub(crate) use place::problems;
pub use read::read;
pub(crate) use scan::{Kind as Form, Span, Tree, scan};
#[doc(hidden)]
pub use splice::{Splice, inverse, spliced};
pub(crate) use value::plain_text;
pub use whole::BYTES_MAX;
pub use write::text_of;

use crate::plan::{Plan, Problem};

/// What a text reads as: a plan, or the problems that keep it from being one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// `None` when there is any problem: a plan is never half-read.
    pub plan: Option<Plan>,
    /// In the order of the text.
    pub problems: Vec<Problem>,
}
