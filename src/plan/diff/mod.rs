//! What changed between two plans, in the plan's words, as one would say it in a meeting.
//! Pure; `today` only decides which dates need their year. Comments are not compared: no rule sees them.
//! A field without words of its own is told by its row's label, so a new one follows; better words go to the file of its type.

mod field;
mod outcomes;
mod people;
mod shares;
mod tasks;
mod told;

use super::{Plan, same::same};
use chrono::NaiveDate;
use told::Telling;

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// An id, a name, or `plan`.
    pub item: String,
    pub kind: EventKind,
    /// One line without control characters: `moved Load to In progress`.
    pub words: String,
}

/// What sort of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    Added,
    Removed,
    Renamed,
    /// To another column.
    Moved,
    /// To another outcome, or into the noise.
    Rehomed,
    Reordered,
    Assigned,
    Blocked,
    Unblocked,
    Redated,
    Received,
    Signed,
    Dropped,
    Raised,
    Decided,
    Told,
    Clashed,
    Settled,
    /// Any other field.
    Changed,
}

impl EventKind {
    /// As `--json` names it.
    pub const fn code(self) -> &'static str {
        match self {
            EventKind::Added => "added",
            EventKind::Removed => "removed",
            EventKind::Renamed => "renamed",
            EventKind::Moved => "moved",
            EventKind::Rehomed => "rehomed",
            EventKind::Reordered => "reordered",
            EventKind::Assigned => "assigned",
            EventKind::Blocked => "blocked",
            EventKind::Unblocked => "unblocked",
            EventKind::Redated => "redated",
            EventKind::Received => "received",
            EventKind::Signed => "signed",
            EventKind::Dropped => "dropped",
            EventKind::Raised => "raised",
            EventKind::Decided => "decided",
            EventKind::Told => "told",
            EventKind::Clashed => "clashed",
            EventKind::Settled => "settled",
            EventKind::Changed => "changed",
        }
    }
}

/// Every change from `before` to `after`: the plan itself, outcomes with their tasks in file order, noise, people,
/// settings, changes, shares, clashes. Dates that the program writes with a move are told by the move.
pub fn diff(before: &Plan, after: &Plan, today: NaiveDate) -> Vec<Event> {
    if std::ptr::eq(before, after) || same(before, after) {
        return Vec::new();
    }
    let mut telling = Telling::new(before, after, today);
    people::plan(&mut telling);
    outcomes::outcomes(&mut telling);
    tasks::tasks(&mut telling);
    people::people(&mut telling);
    people::settings(&mut telling);
    shares::changes(&mut telling);
    shares::shares(&mut telling);
    shares::clashes(&mut telling);
    telling.events
}

#[cfg(test)]
mod tests;
