//! Stories of the mouse: the pointer goes to words on the painted screen, and what it does there is what keys do.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, FINANCE, today};
use handshake::{
    desk::{Author, CheckRow, Effect, Event, Gesture, Over, Room, SharePage},
    view,
};

impl Desk {
    /// The cell where these words begin on the painted screen; every sign before them is one cell wide.
    fn cell_of(&self, words: &str) -> (u16, u16) {
        let lines = self.lines();
        let found = lines.iter().enumerate().find_map(|(y, line)| Some((line[..line.find(words)?].chars().count() as u16, y as u16)));
        found.unwrap_or_else(|| panic!("no {words:?} on\n{}", lines.join("\n")))
    }
    fn point(&mut self, gesture: Gesture, (x, y): (u16, u16)) -> &mut Desk {
        let spot = view::screen(&self.model, today()).under(x, y).cloned();
        self.event(Event::Mouse(gesture, spot))
    }
    fn click(&mut self, words: &str) -> &mut Desk {
        let cell = self.cell_of(words);
        self.point(Gesture::Press, cell).point(Gesture::Release, cell)
    }
    /// Presses on these words, and drags to a cell.
    fn hold(&mut self, words: &str, to: (u16, u16)) -> &mut Desk {
        let cell = self.cell_of(words);
        self.point(Gesture::Press, cell).point(Gesture::Drag, to)
    }
}

#[test]
fn a_click_puts_the_cursor_on_a_card_and_changes_nothing() {
    let mut desk = Desk::finance();
    let before = desk.plan().clone();
    desk.click("Penetration test");
    assert_eq!((desk.here().as_str(), desk.model.held.as_ref()), ("Penetration test", None));
    assert_eq!((desk.plan(), desk.effects.as_slice()), (&before, &[][..]));
    desk.type_keys("ap");
    assert_eq!(desk.task("w6py").owners, ["Platform"], "what follows is for that card");
}

#[test]
fn a_card_dropped_in_another_column_is_moved_as_by_its_key_and_undo_brings_it_back() {
    let mut desk = Desk::finance();
    let before = desk.plan().clone();
    let (review, y) = (desk.cell_of("Review").0, desk.cell_of("Extract dataset").1);
    desk.hold("Extract dataset", (review + 2, y));
    assert!(desk.shows("↳ Extract dataset"), "{}", desk.screen());
    assert!(desk.screen().contains(" to Review of Migrate core finance reports  Esc lets go"), "{}", desk.screen());
    desk.point(Gesture::Release, (review + 2, y));
    assert_eq!(desk.says(), "moved Extract dataset to Review");
    let task = desk.task("m7qa");
    assert_eq!((task.status.as_str(), task.entered, task.started), ("Review", Some(today()), Some(today())), "with the dates of a move");
    assert_eq!(desk.here(), "Extract dataset", "the cursor goes with it");
    assert!(!desk.shows("↳"));
    desk.type_keys("u");
    assert_eq!(*desk.plan(), before);
}

#[test]
fn a_card_dropped_in_another_lane_belongs_to_that_outcome_and_a_header_takes_it_too() {
    let mut desk = Desk::finance();
    let lane = desk.cell_of("New system live");
    desk.hold("Extract dataset", (lane.0, lane.1)).point(Gesture::Release, lane);
    assert_eq!(desk.plan().outcome_of("m7qa").unwrap().id, "hosting");
    assert_eq!(desk.says(), "moved Extract dataset to New system live in Northwind's data centre");
    let done = (desk.cell_of("Done").0, desk.cell_of("Penetration test").1);
    desk.hold("Transform", done).point(Gesture::Release, done);
    assert_eq!(desk.says(), "moved Transform to Done of New system live in Northwind's data centre");
    assert_eq!((desk.plan().outcome_of("t2xw").unwrap().id.as_str(), desk.task("t2xw").finished), ("hosting", Some(today())));
    desk.type_keys("u");
    assert_eq!((desk.plan().outcome_of("t2xw").unwrap().id.as_str(), desk.task("t2xw").finished), ("finance-reports", None), "one step");
}

#[test]
fn dropped_outside_or_let_go_by_esc_a_card_stays_where_it_was() {
    let mut desk = Desk::finance();
    let before = desk.plan().clone();
    let outside = desk.cell_of("Customer plan");
    desk.hold("Extract dataset", outside);
    assert!(desk.shows("nowhere: there is no column"), "{}", desk.screen());
    desk.point(Gesture::Release, outside);
    assert_eq!(desk.says(), "Extract dataset stays where it was: there is no column");
    let review = (desk.cell_of("Review").0, 10);
    desk.hold("Extract dataset", review).type_keys("<esc>");
    assert_eq!((desk.says(), desk.model.held.as_ref()), ("Extract dataset stays where it was", None));
    desk.point(Gesture::Release, review);
    assert_eq!((desk.plan(), desk.effects.as_slice()), (&before, &[][..]));
}

#[test]
fn all_selected_cards_are_dragged_together_as_one_step() {
    let mut desk = Desk::finance();
    desk.stand_on("m7qa").type_keys("v").stand_on("w6py").type_keys("v");
    let done = (desk.cell_of("Done").0, desk.cell_of("Extract dataset").1);
    desk.hold("Extract dataset", done);
    assert!(desk.shows("↳ 2 cards"));
    desk.point(Gesture::Release, done);
    let homes = ["m7qa", "w6py"].map(|id| (desk.task(id).status, desk.plan().outcome_of(id).unwrap().id.clone()));
    assert_eq!(homes, [("Done".to_string(), "finance-reports".to_string()), ("Done".into(), "finance-reports".into())]);
    desk.type_keys("u");
    assert_eq!((desk.task("m7qa").status, desk.task("w6py").status), (String::new(), String::new()));
}

#[test]
fn a_lane_folds_by_a_click_on_its_header_and_a_head_of_a_column_takes_the_cursor_there() {
    let mut desk = Desk::finance();
    desk.click("Migrate core finance reports");
    assert!(desk.model.sight.grid.lanes[0].folded && !desk.shows("Extract dataset"));
    assert_eq!(desk.here(), "[finance-reports]");
    desk.click("▸ Migrate core finance reports");
    assert!(!desk.model.sight.grid.lanes[0].folded && desk.shows("Extract dataset"));
    desk.click("In progress");
    assert_eq!(desk.model.cursor.column, 1);
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_the_next_key_comes_back_to_the_cursor() {
    let mut desk = Desk::finance();
    desk.resize(120, 16).type_keys("gg");
    let card = desk.cell_of("Extract dataset");
    (0..4).for_each(|_| _ = desk.point(Gesture::WheelDown, card));
    let board = |desk: &Desk, words: &str| desk.lines().iter().any(|line| line.chars().take(80).collect::<String>().contains(words));
    assert!(board(&desk, "Penetration") && !board(&desk, "Extract dataset"), "{}", desk.lines().join("\n"));
    assert_eq!(desk.here(), "Extract dataset", "the cursor stays");
    let far = (0..40).map(|_| desk.point(Gesture::WheelDown, card).model.scroll).max().unwrap();
    assert_eq!(
        far,
        desk.model.layout().total_lines(&desk.model.sight.grid) - usize::from(desk.model.layout().board_rows),
        "not past the end"
    );
    desk.type_keys("j");
    assert!(board(&desk, "► Transform"), "{}", desk.lines().join("\n"));
    let pane = desk.cell_of("WHAT IS COMING");
    (0..9).for_each(|_| _ = desk.point(Gesture::WheelUp, pane));
    assert!(desk.shows("rev 1 told") && desk.model.pane.top == Some(0), "{}", desk.lines().join("\n"));
    let before = desk.model.scroll;
    desk.point(Gesture::WheelDown, pane).point(Gesture::WheelDown, pane);
    assert_eq!((desk.model.scroll, desk.model.pane.top), (before, Some(2)));
    assert!(!desk.shows("rev 1 told"), "{}", desk.screen());
    (0..3).for_each(|_| _ = desk.point(Gesture::WheelUp, pane));
    assert!(desk.shows("rev 1 told"));
}

#[test]
fn a_click_in_the_pane_goes_there_and_its_keys_are_for_that_line() {
    let mut desk = Desk::finance();
    desk.click("Provide dataset").type_keys("r");
    assert_eq!(desk.plan().deliverable("dataset").unwrap().1.received, Some(today()));
    desk.click("Transform");
    assert!(!desk.model.pane.focused);
}

#[test]
fn a_person_is_assigned_by_a_click_and_a_row_of_a_room_is_taken() {
    let mut desk = Desk::finance();
    desk.stand_on("m7qa").type_keys("a").click("f  Finance SME");
    assert_eq!((desk.task("m7qa").owners.as_slice(), desk.model.rooms.len()), (&["Finance SME".to_string()][..], 0));
    desk.type_keys("m").click("3  Review");
    assert_eq!(desk.task("m7qa").status, "Review");
    desk.type_keys("?").click("blocked");
    assert!(matches!(desk.model.rooms.as_slice(), [Room::Form(_)]), "{:?}", desk.model.rooms);
    desk.type_keys("<esc>!");
    let Some(Room::Checklist(list)) = desk.model.rooms.last() else { panic!("the checklist") };
    let finding = list.rows.iter().filter_map(|row| if let CheckRow::Finding(it) = row { Some(it.clone()) } else { None }).nth(1).unwrap();
    let words: String = finding.text.chars().take(30).collect();
    desk.click(&words);
    assert!(desk.says().contains(&finding.text) && desk.model.rooms.is_empty(), "{}", desk.says());
}

#[test]
fn keys_that_stand_on_the_screen_are_typed_by_a_click() {
    let mut desk = Desk::finance();
    desk.stand_on("m7qa").click("e edit");
    assert!(matches!(desk.model.rooms.as_slice(), [Room::Form(_)]));
    desk.click("estimate").paste("4").click("Enter saves");
    assert!(desk.model.rooms.is_empty(), "{}", desk.screen());
    desk.click("u undoes");
    assert!(desk.says().starts_with("undone: "), "{}", desk.says());
    desk.click("? all keys");
    desk.click("Esc back");
    assert!(desk.model.rooms.is_empty());
    desk.type_keys("s").click("Enter who is told");
    assert!(matches!(desk.model.rooms.as_slice(), [Room::Share(room)] if room.page == SharePage::Who));
    desk.paste("Dana").click("Enter goes on").click("a  · Acme Data Office");
    assert_eq!(desk.model.telling.to, ["CFO", "Acme Data Office"]);
}

#[test]
fn what_lies_under_a_room_is_not_reached_through_it() {
    let mut desk = Desk::finance();
    desk.stand_on("m7qa").type_keys("a");
    desk.click("Migrate core finance reports");
    assert!(matches!(desk.model.rooms.as_slice(), [Room::Assign(_)]) && !desk.model.sight.grid.lanes[0].folded);
    desk.type_keys("<esc>").click("Transform");
    let card = desk.cell_of("Transform");
    desk.type_keys("?");
    desk.point(Gesture::Press, card).point(Gesture::Drag, (60, 30)).point(Gesture::Release, (60, 30));
    assert!(desk.effects.iter().all(|it| !matches!(it, Effect::Write(_))));
}

#[test]
fn behind_the_curtain_the_mouse_does_nothing() {
    let mut desk = Desk::finance();
    desk.type_keys("C");
    let before = (desk.screen(), desk.model.rooms.clone());
    for y in (0..48).step_by(5) {
        for x in (0..160).step_by(17) {
            for gesture in [Gesture::Press, Gesture::Drag, Gesture::Release, Gesture::WheelUp, Gesture::WheelDown] {
                desk.point(gesture, (x, y));
            }
        }
    }
    assert_eq!((desk.screen(), desk.model.rooms.clone()), before);
    assert_eq!(desk.effects, []);
}

#[test]
fn every_spot_of_the_board_leads_to_what_is_drawn_there_at_every_size() {
    for (width, height) in [(160, 48), (100, 30), (80, 24), (50, 20), (20, 8), (1, 1)] {
        let mut desk = Desk::open(FINANCE);
        desk.resize(width, height);
        let (screen, lines) = (view::screen(&desk.model, today()), desk.lines());
        for (x, y) in (0..width).flat_map(|x| (0..height).map(move |y| (x, y))) {
            if let Some(handshake::desk::Spot::Card { id, .. }) = screen.under(x, y) {
                let title = desk.task(id).title;
                let near = lines[usize::from(y.saturating_sub(1))..=usize::from(y)].concat();
                assert!(
                    title.split(' ').next().is_some_and(|word| near.contains(word.get(..4).unwrap_or(word))),
                    "{title} at {x},{y}: {near}"
                );
            }
            assert_eq!(screen.under(x + width, y), None);
        }
    }
}

#[test]
fn a_key_turns_the_mouse_off_and_on_and_says_how_text_is_selected() {
    let mut desk = Desk::finance();
    assert!(desk.model.mouse);
    desk.type_keys("<f8>");
    assert!(!desk.model.mouse);
    assert_eq!(desk.says(), "the mouse is the terminal's: drag selects text");
    desk.type_keys("<f8>");
    assert_eq!(desk.says(), "the mouse works on the board; Shift and drag select text");
    desk.type_keys("?");
    assert!(desk.shows("Shift and drag select text"), "the help says it too");
}

#[test]
fn a_board_that_changes_while_a_card_is_held_drops_it_where_it_still_can() {
    let mut desk = Desk::finance();
    let review = (desk.cell_of("Review").0, desk.cell_of("Extract dataset").1);
    desk.hold("Extract dataset", review);
    assert!(matches!(&desk.model.held, Some(held) if held.over != Over::Start));
    let mut theirs = desk.plan().clone();
    theirs.bin("m7qa").unwrap();
    desk.event(Event::Reloaded(Ok(std::sync::Arc::new(theirs)), Author::Program)).point(Gesture::Release, review);
    assert!(desk.plan().task("m7qa").is_none());
    assert!(desk.effects.is_empty(), "{:?}", desk.says());
}

#[test]
fn on_the_timeline_a_click_opens_an_outcome_and_the_wheel_scrolls_its_rows() {
    let mut desk = Desk::finance();
    desk.resize(120, 16).type_keys("t");
    desk.click("New system live");
    assert_eq!(desk.here(), "[hosting]");
    assert!(desk.model.timeline.open.len() == 1 && desk.shows("Penetration test"), "{}", desk.lines().join("\n"));
    desk.click("New system live");
    assert!(desk.model.timeline.open.is_empty());
    desk.type_keys("Zgg");
    let row = desk.cell_of("Migrate core finance");
    (0..3).for_each(|_| _ = desk.point(Gesture::WheelDown, row));
    assert!(
        desk.model.timeline.scroll > 0 && !desk.lines().concat().contains("Migrate core finance reports "),
        "{}",
        desk.lines().join("\n")
    );
    (0..9).for_each(|_| _ = desk.point(Gesture::WheelUp, row));
    assert_eq!(desk.model.timeline.scroll, 0);
}
