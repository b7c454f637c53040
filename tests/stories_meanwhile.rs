//! Stories of what changes while something is open or remembered: the columns, the file, the words of a card. Nothing typed is lost, and no key ends the board.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, FINANCE};
use handshake::{
    desk::{Author, Event, Gesture, LaneKey, Spot},
    file,
};
use std::sync::Arc;

/// The example with something in its text replaced, as another program wrote it.
fn elsewhere(from: &str, to: &str) -> Event {
    assert!(FINANCE.contains(from), "{from}");
    Event::Reloaded(Ok(Arc::new(file::read(FINANCE.replacen(from, to, 1).as_bytes()).plan.unwrap())), Author::Program)
}

const REVIEW: &str = "            Column(name: \"Review\"),\n";
const PROGRESS_AND_REVIEW: &str = "            Column(name: \"In progress\", wip: 4),\n            Column(name: \"Review\"),\n";
const REVIEW_FIRST: &str = "            Column(name: \"Review\"),\n            Column(name: \"In progress\", wip: 4),\n";

#[test]
fn a_column_is_remembered_by_its_name() {
    let mut desk = Desk::finance();
    desk.type_keys("m3u").event(elsewhere(PROGRESS_AND_REVIEW, REVIEW_FIRST)).type_keys(".");
    assert_eq!(desk.task("m7qa").status, "Review", "wherever it stands now");
    let mut desk = Desk::finance();
    desk.type_keys("m3u").event(elsewhere(REVIEW, "")).type_keys(".");
    assert_eq!((desk.task("m7qa").status.as_str(), desk.says()), ("", "there is no column Review any more"));
    let mut desk = Desk::finance();
    desk.type_keys("m4u").event(elsewhere(PROGRESS_AND_REVIEW, "")).type_keys(".");
    assert_eq!(desk.task("m7qa").status, "Done");
}

#[test]
fn a_column_that_goes_while_one_is_chosen_is_missed_and_the_others_keep_their_digits() {
    let mut desk = Desk::finance();
    desk.type_keys("m").event(elsewhere(REVIEW, "")).type_keys("3");
    assert_eq!((desk.task("m7qa").status.as_str(), desk.says()), ("", "there is no column Review any more"));
    let mut desk = Desk::finance();
    desk.type_keys("m").event(elsewhere(PROGRESS_AND_REVIEW, "")).type_keys("4");
    assert_eq!((desk.task("m7qa").status.as_str(), desk.says()), ("Done", "moved Extract dataset to Done"));
}

#[test]
fn a_card_typed_for_a_column_that_goes_is_added_in_the_first() {
    let mut desk = Desk::finance();
    desk.type_keys("LLnReconcile").event(elsewhere(PROGRESS_AND_REVIEW, "")).type_keys(" totals<enter>");
    assert_eq!(desk.here(), "Reconcile totals");
    assert_eq!((desk.model.cursor.column, desk.model.card().unwrap().status.as_str()), (0, ""));
}

#[test]
fn cards_under_the_pointer_are_let_go_when_the_columns_become_others() {
    let mut desk = Desk::finance();
    let lane = LaneKey::Outcome("finance-reports".into());
    let card = Spot::Card { id: "k3f9".into(), lane, column: 3 };
    desk.event(Event::Mouse(Gesture::Press, Some(card))).event(elsewhere(PROGRESS_AND_REVIEW, ""));
    desk.event(Event::Mouse(Gesture::Release, Some(Spot::Header(LaneKey::Outcome("hosting".into())))));
    assert_eq!(desk.plan().outcome_of("k3f9").unwrap().id, "finance-reports");
}
