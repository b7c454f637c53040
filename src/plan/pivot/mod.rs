//! Pivots: a budget overrun, an undocumented change, an outcome dropped or swapped; raised, filled in step by step, closed by nothing owed.
//! Each step is a way the plan changes (spec 3.7); a record is only ever filled in. Never knows a calendar: dates come in.
//! What a kind owes goes to `owes`, a new step to `steps`, what happens to the work of a dropped outcome to `drop`.

mod drop;
mod held;
#[cfg(test)]
mod laws;
mod owes;
mod raise;
mod steps;

pub use drop::Fate;
pub use owes::{Debt, Owes, is_closed, owes};
pub use raise::Pivot;
pub use steps::Becomes;
