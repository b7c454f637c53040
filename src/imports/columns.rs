//! What the states or lists of another tool mean: not begun, in progress, done, or dropped; and which columns they become.
//! A plan's first column is what is not begun and its last what is done, whatever order they had (spec 2).

use crate::{
    plan::{Column, List, Settings},
    words::listed,
};
use std::{collections::HashMap, sync::Arc};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    NotBegun,
    InProgress,
    InReview,
    Done,
    /// Decided against: neither open nor done.
    Dropped,
}

const NOT_BEGUN: &[&str] = &[
    "to do",
    "todo",
    "backlog",
    "new",
    "open",
    "not started",
    "planned",
    "proposed",
    "ideas",
    "icebox",
    "inbox",
    "later",
    "next",
    "ready",
    "selected for development",
    "approved",
    "someday",
    "upcoming",
    "triage",
    "product backlog",
    "sprint backlog",
    "no status",
];
const IN_REVIEW: &[&str] =
    &["review", "in review", "code review", "testing", "test", "in test", "qa", "verify", "resolved", "committed", "in qa", "acceptance"];
const DONE: &[&str] = &[
    "done",
    "closed",
    "complete",
    "completed",
    "finished",
    "shipped",
    "released",
    "deployed",
    "live",
    "archive",
    "archived",
    "erledigt",
    "fertig",
];
const DROPPED: &[&str] = &[
    "removed",
    "cancelled",
    "canceled",
    "rejected",
    "wont do",
    "won't do",
    "wontfix",
    "won't fix",
    "abandoned",
    "declined",
    "duplicate",
    "obsolete",
];

/// By its name, without the emoji around it; what is not known is in progress.
pub(super) fn meaning(state: &str, done: &[String]) -> Option<Meaning> {
    let said = |name: &String| name.trim().to_lowercase() == state.trim().to_lowercase();
    if done.iter().any(said) {
        return Some(Meaning::Done);
    }
    let name = state.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let known = [(NOT_BEGUN, Meaning::NotBegun), (IN_REVIEW, Meaning::InReview), (DONE, Meaning::Done), (DROPPED, Meaning::Dropped)];
    known.into_iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, meaning)| meaning)
}

/// The columns of the plan and which state becomes which.
#[derive(Debug)]
pub(super) struct Board {
    pub columns: List<Column>,
    places: HashMap<String, usize>,
    /// What a reader of the summary should know.
    pub remarks: Vec<String>,
}

impl Board {
    /// From the states in the order of the source, each with how many items have it.
    pub fn of(states: &[(String, usize)], done: &[String]) -> Board {
        if let Some(board) = as_usual(states, done) {
            return board;
        }
        let of = |wanted: Meaning| -> Vec<&(String, usize)> {
            states.iter().filter(|(state, _)| meaning(state, done).unwrap_or(Meaning::InProgress) == wanted).collect()
        };
        let (mut first, last) = (of(Meaning::NotBegun), of(Meaning::Done));
        let mut between = [of(Meaning::InProgress), of(Meaning::InReview)].concat();
        // Where no name says so, a board's first list is what is not begun.
        if first.is_empty() && !between.is_empty() && meaning(&between[0].0, done).is_none() && states.len() > 2 {
            first.push(between.remove(0));
        }
        let mut board = Board { columns: Vec::new(), places: HashMap::new(), remarks: Vec::new() };
        board.take("To do", &first);
        between.iter().for_each(|state| board.take(&state.0, &[state]));
        board.take("Done", &last);
        board
    }

    /// One column for all of these, called as most of their items call it.
    fn take(&mut self, without: &str, states: &[&(String, usize)]) {
        let most = states.iter().max_by_key(|(_, items)| *items).map_or(without, |(state, _)| state.as_str());
        let mut name = most.to_string();
        while self.columns.iter().any(|column| column.name == name) {
            name.push_str(" (2)");
        }
        let place = self.columns.len();
        states.iter().for_each(|(state, _)| _ = self.places.insert(state.clone(), place));
        if states.len() > 1 {
            let names: Vec<&str> = states.iter().map(|(state, _)| state.as_str()).collect();
            self.remarks.push(format!("{} are one column, {name}; the note of a card says which it was", listed(&names)));
        }
        self.columns.push(Arc::new(Column { name, ..Column::default() }));
    }

    /// The place of its column; what has no state is not begun.
    pub fn place(&self, state: &str) -> usize {
        self.places.get(state).copied().unwrap_or(0)
    }
    pub fn last(&self) -> usize {
        self.columns.len() - 1
    }
    pub fn name(&self, place: usize) -> &str {
        &self.columns[place].name
    }
}

/// A plan's usual columns where the states are among them.
fn as_usual(states: &[(String, usize)], done: &[String]) -> Option<Board> {
    let columns = Settings::default().columns;
    let place = |state: &str| columns.iter().position(|column| column.name.eq_ignore_ascii_case(state.trim()));
    let places: Option<HashMap<String, usize>> = states.iter().map(|(state, _)| Some((state.clone(), place(state)?))).collect();
    places.filter(|_| done.is_empty()).map(|places| Board { columns, places, remarks: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(states: &[&str]) -> String {
        let states: Vec<(String, usize)> = states.iter().enumerate().map(|(n, state)| ((*state).into(), n)).collect();
        let board = Board::of(&states, &[]);
        let columns: Vec<&str> = board.columns.iter().map(|it| it.name.as_str()).collect();
        columns.join(" | ")
    }

    #[test]
    fn what_is_not_begun_comes_first_and_what_is_done_last() {
        assert_eq!(board(&["Closed", "Active", "New", "Resolved"]), "New | Active | Resolved | Closed");
        assert_eq!(board(&["Done", "In Progress", "To Do"]), "To do | In progress | Review | Done", "a plan's usual columns");
        assert_eq!(board(&["🔥 Doing", "✅ Done!"]), "To do | 🔥 Doing | ✅ Done!");
        assert_eq!(board(&["Alpha", "Beta", "Gamma"]), "Alpha | Beta | Gamma | Done", "no list is taken for done that does not say so");
        assert_eq!(board(&[]), "To do | In progress | Review | Done");
        assert_eq!(board(&["Ideas", "Backlog", "Doing", "Done"]), "Backlog | Doing | Done");
    }

    #[test]
    fn states_that_mean_the_same_are_one_column_and_that_is_said() {
        let states = [("Planned".to_string(), 2), ("New".to_string(), 9), ("Done".to_string(), 1)];
        let board = Board::of(&states, &[]);
        assert_eq!(board.remarks, ["Planned and New are one column, New; the note of a card says which it was"]);
        assert_eq!([board.place("Planned"), board.place("New"), board.place("Done"), board.place("")], [0, 0, 1, 0]);
    }

    #[test]
    fn somebody_can_say_what_done_is_called() {
        assert_eq!(meaning("Gebaut", &["gebaut".into()]), Some(Meaning::Done));
        assert_eq!(meaning("Gebaut", &[]), None);
        assert_eq!(meaning("Won't Do", &[]), Some(Meaning::Dropped));
    }
}
