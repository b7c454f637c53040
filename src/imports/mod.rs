//! Boards brought over from elsewhere: a text of another tool goes in, a plan and a summary come out. Strings, no disk.
//! What has no field in a plan goes to a card's note; what is left out is counted and named, never silently away.
//! Another tool is a file that makes `Item`s; `build` makes the plan of them, the same way for all.

mod build;
mod columns;
mod csv;
mod dates;
mod fields;
mod item;
mod markdown;
mod roots;
mod summary;
mod table;
mod trello;
mod unicode;

pub use dates::Order;
pub use fields::Mapping;
pub use markdown::markdown;
pub use summary::{Left, Summary};
pub use table::csv;
pub use trello::{trello, trello_lists};
pub use unicode::text_of;

use crate::plan::Plan;

/// What came of an import.
#[derive(Debug, Clone)]
pub struct Import {
    pub plan: Plan,
    pub summary: Summary,
}

/// What the lists of a board are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lists {
    Columns,
    Outcomes,
}

/// What was asked for, whatever the format.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The plan's title; without one the board's own, or `Imported plan`.
    pub title: String,
    pub lists: Option<Lists>,
    /// States or lists that mean done, besides those whose name says so.
    pub done: Vec<String>,
    /// By CSV column: which field it fills.
    pub mapping: Mapping,
    /// How dates like 6/7/2025 are read; guessed from the others unless said.
    pub dates: Option<Order>,
}
