//! Stories of what changes while something is open or remembered: the columns, the file, the words of a card. Nothing typed is lost, and no key ends the board.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, FINANCE};
use handshake::{
    desk::{Author, DropStep, Effect, Event, Gesture, LaneKey, Model, Room, Saving, Spot, Written},
    file,
};
use std::sync::Arc;

/// The example with something in its text replaced, as another program wrote it.
fn elsewhere(from: &str, to: &str) -> Event {
    assert!(FINANCE.contains(from), "{from}");
    Event::Reloaded(Ok(Arc::new(file::read(FINANCE.replacen(from, to, 1).as_bytes()).plan.unwrap())), Author::Program)
}

fn broken() -> Event {
    Event::Reloaded(Err(file::read(b"Plan(").problems), Author::Program)
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

#[test]
fn what_the_editor_gave_while_the_file_was_broken_is_had_back() {
    let mut desk = Desk::finance();
    desk.type_keys("E");
    let Some(Effect::Edit(text)) = desk.effects.last().cloned() else { panic!("the editor opens") };
    desk.event(broken()).event(Event::Edited(Ok(text.replacen("dataset", "ledger", 1))));
    assert!(desk.says().contains("nothing is changed until it is mended"), "{}", desk.says());
    desk.event(elsewhere("spent: 6000", "spent: 7000")).type_keys("e");
    assert_eq!(desk.says(), "what you typed before is still here");
    desk.type_keys("<enter>");
    assert_eq!(desk.task("m7qa").title, "Extract ledger");
}

#[test]
fn a_form_and_the_editor_leave_alone_what_nobody_typed() {
    let note = "\\n\\tfirst\\r\\nsecond";
    let text = FINANCE.replace("needs: [\"dataset\"])", &format!("needs: [\"dataset\"], note: \"{note}\", blocked: \" no\\taccess\")"));
    let mut desk = Desk::open(&text);
    let before = desk.task("m7qa");
    assert_eq!((before.note.as_str(), before.blocked.as_str()), ("\n\tfirst\r\nsecond", " no\taccess"));
    desk.type_keys("e<esc>");
    assert_eq!(desk.says(), "", "nothing was typed, so there is no draft");
    desk.type_keys("e<end> again<enter>");
    assert_eq!(desk.task("m7qa"), handshake::plan::Task { title: "Extract dataset again".into(), ..before.clone() });
    desk.type_keys("uE");
    let Some(Effect::Edit(text)) = desk.effects.last().cloned() else { panic!("the editor opens") };
    desk.event(Event::Edited(Ok(text.clone())));
    assert_eq!((desk.says(), desk.task("m7qa")), ("nothing was changed in the editor", before.clone()));
    desk.type_keys("E").event(Event::Edited(Ok(text.replacen("dataset", "ledger", 1))));
    assert_eq!(desk.task("m7qa"), handshake::plan::Task { title: "Extract ledger".into(), ..before });
}

#[test]
fn behind_the_curtain_quitting_twice_quits_though_nothing_can_be_saved() {
    let mut desk = Desk::finance();
    desk.type_keys("ap").event(Event::Written(Written::Failed { what: "no space left".into(), rescue: None }));
    desk.effects.clear();
    desk.type_keys("Cq");
    assert!(desk.effects.is_empty() && !desk.shows("quit again"));
    desk.type_keys("<tab>q");
    assert!(desk.effects.is_empty(), "another key between asks anew");
    desk.type_keys("q");
    assert_eq!(desk.effects, [Effect::Quit]);
    assert!(matches!(desk.model.saving, Saving::Failed { .. }));
}

#[test]
fn the_curtain_comes_down_over_help_by_any_of_its_keys() {
    let mut desk = Desk::finance();
    desk.type_keys("?C");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Curtain(_))));
    let mut desk = Desk::finance();
    desk.type_keys(":C");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Menu(_))), "in the palette it is a letter");
}

#[test]
fn a_new_pivot_is_about_the_outcome_that_its_list_names() {
    let mut desk = Desk::finance();
    desk.type_keys("L").lane("hosting").type_keys("pu");
    assert_eq!(desk.here(), "Extract dataset", "undo brings the cursor back to where it was");
    assert!(desk.sees("new, for New system live in Northwind's data centre"));
    desk.type_keys("e");
    let Some(Room::Pivot(room)) = desk.model.rooms.last() else { panic!("the pivots are open") };
    let handshake::desk::PivotStep::Tasks { picks, .. } = &room.step else { panic!("its tasks are asked for") };
    let hosting: Vec<_> = desk.plan().outcome("hosting").unwrap().tasks.iter().map(|it| it.id.clone()).collect();
    assert!(picks.rows.iter().all(|row| hosting.contains(&row.id)), "{picks:?}");
}

/// The example with an undocumented change of `outcome` that says nothing.
fn with_a_change_of(outcome: &str) -> Desk {
    let change = format!("changes: [Change(id: \"ch1\", kind: Undocumented, outcome: \"{outcome}\")],\n    shares: [");
    Desk::open(&FINANCE.replacen("shares: [", &change, 1))
}

#[test]
fn a_change_without_words_is_reclassified_as_the_command_line_does_it() {
    let mut desk = with_a_change_of("hosting");
    desk.type_keys("prdB<enter>");
    assert!(!desk.plan().outcome("hosting").unwrap().is_live(), "{}", desk.says());
}

#[test]
fn a_drop_that_was_refused_ends_nothing_whatever_is_pressed() {
    let desk = with_a_change_of("hosting");
    let tasks: Vec<_> = desk.plan().open_tasks("hosting").iter().map(|it| it.id.clone()).collect();
    let mut plan = desk.plan().clone();
    tasks.iter().for_each(|id| plan.bin(id).unwrap());
    let mut desk = Desk::of(plan);
    desk.type_keys("pr").event(broken()).type_keys("d");
    let Some(Room::Drop(room)) = desk.model.rooms.last() else { panic!("the dialog stays") };
    assert_eq!((&room.step, room.tasks.len()), (&DropStep::Fates, 0));
    desk.type_keys("bfBF<backspace><enter>");
    assert!(desk.says().contains("nothing is changed until it is mended"), "{}", desk.says());
}

#[test]
fn going_to_a_card_opens_its_lane_also_when_a_filter_hid_it() {
    let mut desk = Desk::finance();
    desk.lane("finance-reports").type_keys("zfunowned<enter>");
    desk.model.folds.insert(LaneKey::Outcome("finance-reports".into()), true);
    let at = |desk: &Desk| desk.model.filter.clone();
    assert_eq!(at(&desk), Some("unowned".into()));
    desk.type_keys("!");
    let Some(Room::Checklist(list)) = desk.model.rooms.last_mut() else { panic!("the checklist is open") };
    let handshake::desk::CheckRow::Finding(finding) = list.rows[list.at].clone() else { panic!("a finding") };
    list.rows[list.at] = handshake::desk::CheckRow::Finding(handshake::findings::Finding { item: Some("s5gh".into()), ..finding });
    desk.type_keys("<enter>");
    assert_eq!((desk.here().as_str(), at(&desk)), ("Customer sign-off", None));
    desk.type_keys("f<up>");
    assert_eq!(at(&desk), Some("unowned".into()), "the filter is had back");
}

#[test]
fn minutes_that_get_shorter_stay_in_sight() {
    let mut desk = Desk::finance();
    desk.type_keys("MM").stand_on("m7qa").type_keys("LjLjLM<esc>").type_keys(&"j".repeat(60)).type_keys("uuu");
    let Some(Room::Minutes(room)) = desk.model.rooms.last() else { panic!("the minutes are open") };
    assert!(room.scroll < room.lines.len(), "{} of {}", room.scroll, room.lines.len());
}

#[test]
fn a_key_that_finds_nothing_to_do_says_so() {
    let mut desk = Desk::finance();
    for (keys, says) in [
        ("m1", "Extract dataset is in To do already"),
        ("ma", "Extract dataset is in Migrate core finance reports already"),
        ("m9", "9 is no column and no outcome here"),
    ] {
        desk.type_keys(keys);
        assert_eq!(desk.says(), says, "{keys}");
        desk.type_keys("<esc>");
    }
    let mut alone = Desk::open("Plan(title: \"Alone\", noise: [Task(id: \"k1\", title: \"Load\")])");
    for keys in ["a<enter>", "M<enter>"] {
        alone.type_keys(keys);
        assert_eq!(alone.says(), "nobody is here yet; / adds a person", "{keys}");
        alone.type_keys("<esc><esc>");
    }
}

#[test]
fn a_meeting_stays_with_a_card_whose_owner_was_refused() {
    let mut desk = Desk::finance();
    desk.type_keys("M").event(broken()).type_keys("p");
    assert!(desk.says().contains("nothing is changed until it is mended"), "{}", desk.says());
    let Some(Room::Meeting(meeting)) = desk.model.rooms.last() else { panic!("the meeting goes on") };
    assert_eq!(meeting.at, 0);
}

#[test]
fn folding_all_that_is_shown_leaves_what_a_filter_hides_as_it_was_folded() {
    let mut desk = Desk::finance();
    desk.lane("finance-reports").type_keys("zf#hosting<enter>Z<esc>");
    let folded: Vec<bool> = desk.model.sight.grid.lanes.iter().take(2).map(|lane| lane.folded).collect();
    assert_eq!(folded, [true, true]);
}

#[test]
fn an_owner_who_is_there_or_missing_already_is_told_as_it_is() {
    let mut desk = Desk::finance();
    desk.type_keys("ad");
    assert_eq!(desk.says(), "Extract dataset already has that owner");
    desk.type_keys("AfAfj.");
    assert_eq!(desk.says(), "Finance SME does not own Transform");
    desk.stand_on("w6py").type_keys("a-");
    assert_eq!(desk.says(), "Penetration test already has no owner");
}

#[test]
fn a_name_that_nothing_could_be_saved_under_is_had_back() {
    let mut desk = Desk::finance();
    desk.type_keys("<ctrl-s>far/plan.ron<enter>");
    desk.event(Event::Written(Written::NotSavedAs { what: "there is no folder far".into() })).type_keys("<ctrl-s><up>");
    let Some(Room::SaveAs(field)) = desk.model.rooms.last() else { panic!("the name is asked for") };
    assert_eq!(field.text(), "far/plan.ron");
    let Effect::SaveAs(path, plan) = desk.effects[0].clone() else { panic!("{:?}", desk.effects) };
    desk.type_keys("<esc><ctrl-s>new.ron<enter>").event(Event::Written(Written::SavedAs { plan, path })).type_keys("<ctrl-s><up>");
    let Some(Room::SaveAs(field)) = desk.model.rooms.last() else { panic!("the name is asked for") };
    assert_eq!(field.text(), "", "what was saved is not");
}

#[test]
fn without_a_plan_only_the_keys_that_stand_on_the_screen_are_heard() {
    let mut desk = Desk::finance();
    desk.model = Model::unreadable(file::read(b"Plan(").problems, "plan.ron", 7, desk.today);
    desk.model.notice("config.ron", file::read(b"Plan(").problems);
    desk.resize(100, 30).type_keys("?:<ctrl-s>new.ron<enter>C");
    assert_eq!((desk.model.rooms.len(), desk.effects.as_slice()), (1, &[][..]), "nothing opens that is not seen");
    desk.type_keys("Rq");
    assert_eq!(desk.effects, [Effect::Reload, Effect::Quit]);
}

#[test]
fn a_tenth_column_is_reached_by_a_click_and_by_moving_there() {
    let columns: String = (1..=11).map(|n| format!("Column(name: \"c{n}\"), ")).collect();
    let text = format!(
        "Plan(title: \"Wide\", settings: Settings(columns: [{columns}]), noise: [Task(id: \"k1\", title: \"Load\"), Task(id: \"k2\", title: \"Fill\", status: \"c10\")])"
    );
    let mut desk = Desk::open(&text);
    desk.stand_on("k1").event(Event::Mouse(Gesture::Press, Some(Spot::Column(9))));
    assert_eq!(desk.here(), "Fill");
    desk.stand_on("k1").type_keys(&format!("m{}<enter>", "<down>".repeat(10)));
    assert_eq!(desk.task("k1").status, "c11");
}
