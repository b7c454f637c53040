//! Stories: keys typed on the example of the method, and what they did to the plan, the cursor and the message.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, FINANCE, day, today};
use handshake::{
    desk::{Author, CheckRow, Effect, Event, PaneLine, Room, Saving, Written},
    file,
    plan::Plan,
};
use std::sync::Arc;

#[test]
fn a_task_gets_an_owner_in_two_keys() {
    let mut desk = Desk::finance();
    desk.stand_on("w6py").type_keys("ap");
    assert_eq!(desk.task("w6py").owners, ["Platform"]);
    assert_eq!(desk.says(), "assigned Penetration test to Platform");
    assert!(matches!(desk.effects.as_slice(), [Effect::Write(plan)] if Arc::ptr_eq(plan, &desk.model.plan)));
    assert_eq!(desk.model.saving, Saving::Saving);
    desk.type_keys("af");
    assert_eq!(desk.says(), "assigned Penetration test to Finance SME (was Platform)");
}

#[test]
fn the_last_assignment_is_repeated_with_a_dot() {
    let mut desk = Desk::finance();
    desk.type_keys("afj.");
    assert_eq!(desk.here(), "Transform");
    assert_eq!(desk.task("m7qa").owners, ["Finance SME"]);
    assert_eq!(desk.task("t2xw").owners, ["Finance SME"]);
}

#[test]
fn a_name_that_is_not_in_the_list_is_created_by_typing_it() {
    let mut desk = Desk::finance();
    desk.type_keys("a/Zoe<enter>");
    assert_eq!(desk.task("m7qa").owners, ["Zoe"]);
    assert!(desk.plan().person("Zoe").is_some());
    desk.type_keys("u");
    assert!(desk.plan().person("Zoe").is_none(), "one step takes back both");
}

#[test]
fn a_co_owner_comes_and_goes() {
    let mut desk = Desk::finance();
    desk.type_keys("Af");
    assert_eq!(desk.task("m7qa").owners, ["Dev Lead", "Finance SME"]);
    desk.type_keys("Ad");
    assert_eq!(desk.task("m7qa").owners, ["Finance SME"]);
    desk.type_keys("a-");
    assert!(desk.task("m7qa").owners.is_empty());
}

#[test]
fn the_cursor_follows_a_moved_card_and_the_dates_are_written() {
    let mut desk = Desk::finance();
    desk.type_keys("L");
    assert_eq!((desk.here().as_str(), desk.model.cursor.column), ("Extract dataset", 1));
    let task = desk.task("m7qa");
    assert_eq!((task.status.as_str(), task.entered, task.started), ("In progress", Some(today()), Some(today())));
    assert_eq!(desk.says(), "moved Extract dataset to In progress");
    desk.type_keys("HH");
    assert_eq!(desk.says(), "it is in the first column");
    assert_eq!(desk.task("m7qa").started, None);
}

#[test]
fn undo_takes_everything_back_step_by_step_and_redo_brings_it_again() {
    let mut desk = Desk::finance();
    let before = desk.plan().clone();
    desk.type_keys("LafjxJ");
    let after = desk.plan().clone();
    assert_ne!(before, after);
    desk.type_keys("uuuu");
    assert_eq!(*desk.plan(), before);
    assert_eq!(desk.here(), "Extract dataset");
    desk.type_keys("u");
    assert_eq!(desk.says(), "nothing to undo");
    desk.type_keys("UUU");
    desk.type_keys("<ctrl-r>");
    assert_eq!(*desk.plan(), after);
}

#[test]
fn move_to_goes_to_a_column_by_digit_and_an_outcome_by_letter() {
    let mut desk = Desk::finance();
    desk.type_keys("m3");
    assert_eq!(desk.task("m7qa").status, "Review");
    desk.type_keys("mb");
    assert_eq!(desk.plan().outcome_of("m7qa").unwrap().id, "hosting");
    assert_eq!(desk.here(), "Extract dataset");
    desk.type_keys("mz");
    assert!(desk.plan().noise.iter().any(|task| task.id == "m7qa"));
}

#[test]
fn a_new_task_is_typed_and_the_cursor_stands_on_it() {
    let mut desk = Desk::finance();
    desk.type_keys("nReconcile totals<enter>");
    assert_eq!(desk.here(), "Reconcile totals");
    let card = desk.model.card().unwrap();
    assert_eq!((card.added, card.status.as_str(), card.id.len()), (Some(today()), "", 6));
    assert_eq!(desk.plan().outcome_of(&card.id.clone()).unwrap().id, "finance-reports");
    desk.type_keys("iTry a dashboard<enter>");
    assert_eq!(desk.plan().noise.last().unwrap().title, "Try a dashboard");
}

#[test]
fn the_card_editor_changes_all_fields_as_one_step() {
    let mut desk = Desk::finance();
    desk.type_keys("e 2<tab>two<enter>lines<tab><tab><ctrl-u>2.5<tab>fri<tab><tab>no access");
    let Some(Room::Form(form)) = desk.model.rooms.last() else { panic!("the editor is open") };
    assert_eq!(
        form.fields.iter().map(|it| it.name).collect::<Vec<_>>(),
        ["title", "note", "owners", "estimate", "due", "needs", "blocked"]
    );
    desk.type_keys("<enter>");
    let task = desk.task("m7qa");
    assert_eq!((task.title.as_str(), task.note.as_str(), task.blocked.as_str()), ("Extract dataset 2", "two\nlines", "no access"));
    assert_eq!(task.estimate.map(|it| it.to_string()), Some("2.5".into()));
    assert_eq!(task.due, Some(day("2027-02-12")));
    desk.type_keys("u");
    assert_eq!(desk.task("m7qa").title, "Extract dataset");
    assert_eq!(desk.task("m7qa").note, "");
}

#[test]
fn what_cannot_be_understood_is_said_in_the_form_and_nothing_is_lost() {
    let mut desk = Desk::finance();
    desk.type_keys("dsomeday<enter>");
    let Some(Room::Form(form)) = desk.model.rooms.last() else { panic!("the form stays open") };
    assert!(form.fields[0].problem.is_some());
    desk.type_keys("<esc>");
    assert!(desk.model.rooms.is_empty());
    desk.type_keys("d");
    let Some(Room::Form(form)) = desk.model.rooms.last() else { panic!("the form opens again") };
    assert_eq!(form.fields[0].field.text(), "someday");
}

#[test]
fn a_date_on_a_lane_moves_the_customers_milestone_and_shows_it_until_the_next_key() {
    let mut desk = Desk::finance();
    desk.type_keys("{d<ctrl-u>9 apr<tab>Data came late<enter>");
    let milestone = desk.plan().outcome("finance-reports").unwrap().milestone().unwrap().clone();
    assert_eq!((milestone.by, milestone.because.as_str()), (Some(day("2027-04-09")), "Data came late"));
    let shift = &desk.model.shifts[0];
    assert_eq!((shift.before, shift.after), (Some(day("2027-03-31")), Some(day("2027-04-09"))));
    desk.type_keys("j");
    assert!(desk.model.shifts.is_empty());
}

#[test]
fn the_pane_takes_the_focus_and_marks_what_came_in_and_what_was_signed() {
    let mut desk = Desk::finance();
    desk.type_keys("<tab>kkkkk");
    assert!(desk.model.pane.focused);
    desk.type_keys("r");
    let received: Vec<_> =
        ["firewall", "dataset"].into_iter().filter(|id| desk.plan().deliverable(id).unwrap().1.received == Some(today())).collect();
    assert_eq!(received, ["firewall"], "the overdue ask stands first");
    desk.type_keys("jo<esc>");
    assert!(!desk.model.pane.focused);
    assert_eq!(desk.plan().outcomes.iter().filter(|it| it.milestone().unwrap().signed == Some(today())).count(), 1);
}

#[test]
fn a_refused_key_says_why_and_which_action_helps() {
    let mut desk = Desk::finance();
    desk.type_keys("{x");
    assert_eq!(desk.says(), "an outcome is not binned: it is dropped or swapped");
    assert!(desk.effects.is_empty());
    desk.type_keys(".");
    assert_eq!(desk.says(), "this is an outcome; the key is for its cards");
}

#[test]
fn searching_moves_the_cursor_and_esc_brings_it_back() {
    let mut desk = Desk::finance();
    desk.type_keys("/penet");
    assert_eq!(desk.here(), "Penetration test");
    desk.type_keys("<esc>");
    assert_eq!(desk.here(), "Extract dataset");
    desk.type_keys("/penet<enter>");
    assert_eq!(desk.here(), "Penetration test");
}

#[test]
fn a_filter_hides_and_esc_shows_all_again() {
    let mut desk = Desk::finance();
    desk.type_keys("funowned<enter>");
    assert_eq!(desk.model.sight.grid.shown, 3, "two open tasks of outcomes, one of the noise");
    desk.type_keys("<esc>");
    assert_eq!(desk.model.sight.grid.shown, 12);
    desk.type_keys("f@finance<enter>");
    assert_eq!(desk.model.sight.grid.shown, 3);
}

#[test]
fn a_lane_that_is_finished_folds_once_the_cursor_leaves_it_and_not_under_the_hand() {
    let mut desk = Desk::finance();
    desk.type_keys("NHanded over<enter>nLetter<enter>");
    let folded = |desk: &Desk| desk.model.sight.grid.lanes.iter().find(|lane| lane.total == 1).map(|lane| lane.folded);
    desk.type_keys("LLLL");
    assert_eq!((desk.here().as_str(), folded(&desk)), ("Letter", Some(false)), "one step too far is taken back at once");
    desk.type_keys("HL");
    assert_eq!((desk.here().as_str(), folded(&desk)), ("Letter", Some(false)));
    desk.type_keys("<home>");
    assert_ne!(desk.here(), "Letter");
    assert_eq!(folded(&desk), Some(true));
    desk.type_keys("u");
    assert_eq!((desk.here().as_str(), folded(&desk)), ("Letter", Some(false)), "and undo opens it again");
}

#[test]
fn folding_keeps_the_cursor_on_its_lane() {
    let mut desk = Desk::finance();
    desk.type_keys("z");
    assert_eq!(desk.here(), "[finance-reports]");
    desk.type_keys("z");
    assert_eq!(desk.model.sight.grid.lanes[0].depth, 5);
    desk.type_keys("Z");
    assert!(desk.model.sight.grid.lanes.iter().all(|lane| lane.folded));
}

#[test]
fn blocking_asks_for_the_reason_and_unblocking_does_not() {
    let mut desk = Desk::finance();
    desk.type_keys("bwaiting for access<enter>");
    assert_eq!(desk.task("m7qa").blocked, "waiting for access");
    desk.type_keys("b");
    assert!(!desk.task("m7qa").is_blocked());
}

#[test]
fn the_palette_finds_an_action_and_runs_it() {
    let mut desk = Desk::finance();
    desk.type_keys(":bin the<enter>");
    assert!(desk.plan().task("m7qa").is_none());
    assert_eq!(desk.says(), "binned Extract dataset");
    assert!(!desk.task("t2xw").needs.contains(&"m7qa".to_string()));
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut desk = Desk::finance();
    desk.event(Event::Paste("xxqq".into()));
    assert!(desk.effects.is_empty() && desk.plan().task("m7qa").is_some());
    desk.type_keys("n");
    desk.event(Event::Paste("Load\nthe rest".into()));
    desk.type_keys("<enter>");
    assert_eq!(desk.here(), "Load the rest");
}

#[test]
fn a_change_made_elsewhere_is_joined_on_one_key_and_nothing_is_lost() {
    let mut desk = Desk::finance();
    desk.type_keys("ap");
    desk.event(Event::Written(Written::ChangedOnDisk));
    assert_eq!(desk.model.saving, Saving::ChangedOnDisk);
    desk.effects.clear();
    desk.type_keys("jL");
    assert!(desk.effects.is_empty(), "nothing is written over what somebody else wrote");
    desk.type_keys("R");
    assert_eq!(desk.effects, [Effect::Reload]);
    let mut theirs = file::read(FINANCE.as_bytes()).plan.unwrap();
    theirs.bin("n0is").unwrap();
    desk.event(Event::Reloaded(Ok(Arc::new(theirs)), Author::Program));
    assert!(desk.plan().task("n0is").is_none(), "theirs");
    assert_eq!(desk.task("m7qa").owners, ["Platform"], "ours");
    assert_eq!(desk.task("t2xw").status, "In progress", "ours");
    assert!(matches!(desk.effects.last(), Some(Effect::Write(_))));
}

#[test]
fn what_somebody_else_wrote_is_told_in_words_and_the_cursor_and_the_typed_text_stay() {
    let mut desk = Desk::finance();
    let mut theirs = file::read(FINANCE.as_bytes()).plan.unwrap();
    theirs.move_to_column("t2xw", 2, today()).unwrap();
    theirs.bin("n0is").unwrap();
    theirs.outcomes.reverse();
    let (here, message) = (desk.here(), "another program: ");
    desk.type_keys("nRing the cust");
    desk.event(Event::Reloaded(Ok(Arc::new(theirs.clone())), Author::Program));
    assert_eq!(desk.here(), here, "on the same card, wherever it is now");
    assert!(desk.says().starts_with(message) && desk.says().ends_with(" more"), "{}", desk.says());
    assert!(desk.effects.is_empty(), "nothing to write");
    desk.type_keys("omer<enter>");
    assert_eq!(desk.here(), "Ring the customer");
    assert!(desk.plan().task("n0is").is_none() && desk.task("t2xw").status == "Review");
    // Undo takes ours back and nothing of theirs.
    desk.type_keys("u");
    assert_eq!(*desk.plan(), theirs);
}

#[test]
fn what_was_changed_elsewhere_while_a_form_was_open_is_joined_with_what_was_typed() {
    let elsewhere = |edit: fn(&mut handshake::plan::Task)| {
        let mut theirs = file::read(FINANCE.as_bytes()).plan.unwrap();
        edit(theirs.task_mut("m7qa").unwrap());
        Event::Reloaded(Ok(Arc::new(theirs)), Author::Program)
    };
    // Another field: both are there.
    let mut desk = Desk::finance();
    desk.type_keys("e<end> again");
    assert_eq!(desk.here(), "Extract dataset");
    desk.event(elsewhere(|task| task.note = "ask Ann first".into()));
    desk.type_keys("<enter>");
    let task = desk.task("m7qa");
    assert_eq!((task.title.as_str(), task.note.as_str()), ("Extract dataset again", "ask Ann first"));
    assert_eq!(desk.plan().clashes.len(), 0);
    // The same field: a clash, and neither is lost.
    let mut desk = Desk::finance();
    desk.type_keys("e<end> again");
    desk.event(elsewhere(|task| task.title = "Extract all".into()));
    desk.type_keys("<enter>");
    let values: Vec<_> = desk.plan().clashes.iter().flat_map(|it| &it.sides).map(|it| it.value.clone().unwrap()).collect();
    assert_eq!(values.len(), 2, "{values:?}");
    assert!(values.iter().any(|it| it.contains("again")) && values.iter().any(|it| it.contains("Extract all")), "{values:?}");
    assert!(desk.says().contains("clash"), "{}", desk.says());
    // The same through the editor, which may be open for long.
    let mut desk = Desk::finance();
    desk.type_keys("E");
    let Some(Effect::Edit(text)) = desk.effects.last().cloned() else { panic!("the editor opens") };
    desk.event(elsewhere(|task| task.owners = vec!["Platform".into()]));
    desk.event(Event::Edited(Ok(text.replacen("dataset", "ledger", 1))));
    let task = desk.task("m7qa");
    assert_eq!((task.title.as_str(), task.owners.as_slice()), ("Extract ledger", ["Platform".to_string()].as_slice()));
}

#[test]
fn one_key_takes_a_side_of_a_clash_and_undo_brings_the_clash_back() {
    let mut desk = Desk::finance();
    let id = desk.model.card().unwrap().id.clone();
    desk.type_keys("e<end> of ours<enter>");
    let ours = desk.here();
    let mut theirs = file::read(FINANCE.as_bytes()).plan.unwrap();
    theirs.task_mut(&id).unwrap().title = "Theirs".into();
    desk.event(Event::Reloaded(Ok(Arc::new(theirs)), Author::Program));
    assert_eq!(desk.plan().clashes.len(), 1);
    assert!(desk.says().starts_with("one clash to decide, both values are kept; another program: "), "{}", desk.says());
    let words = desk.model.clash_words().unwrap();
    assert_eq!(words, format!("clash about title: ( {ours:?} by ours · ) \"Theirs\" by theirs"));
    assert_eq!(desk.model.sight.count("clash"), 1);
    desk.type_keys(")");
    assert_eq!((desk.task(&id).title.as_str(), desk.plan().clashes.len()), ("Theirs", 0));
    assert_eq!(desk.says(), format!("took \"Theirs\" by theirs for title of {ours}"));
    desk.type_keys("u");
    assert_eq!(desk.plan().clashes.len(), 1);
    desk.type_keys("(");
    assert_eq!((desk.task(&id).title, desk.plan().clashes.len()), (ours, 0));
    desk.type_keys("(");
    assert_eq!(desk.says(), "nothing clashes in this plan");
}

#[test]
fn clashes_of_the_plan_are_decided_on_any_lane_and_not_on_a_card() {
    let mut desk = Desk::finance();
    let base = file::read(FINANCE.as_bytes()).plan.unwrap();
    let titled = |title: &str| Plan { title: title.into(), ..base.clone() };
    let (joined, clashes) = handshake::plan::merge(&base, &titled("ours"), &titled("theirs"));
    assert_eq!(clashes.len(), 1);
    desk.event(Event::Reloaded(Ok(Arc::new(joined)), Author::Program));
    desk.type_keys("(");
    assert_eq!(desk.says(), "nothing clashes here; one clash stands elsewhere");
    desk.type_keys("{(");
    assert_eq!((desk.plan().title.as_str(), desk.plan().clashes.len()), ("ours", 0));
    assert_eq!(desk.says(), "took \"ours\" by ours for title of the plan");
}

#[test]
fn quitting_with_work_that_is_not_saved_is_never_silent() {
    let mut desk = Desk::finance();
    desk.type_keys("ap");
    desk.event(Event::Written(Written::Failed { what: "no space left".into(), rescue: None }));
    desk.effects.clear();
    desk.type_keys("q");
    assert!(desk.effects.is_empty() && desk.says().contains("quit again"));
    desk.type_keys("jq");
    assert!(desk.effects.is_empty(), "another key between asks anew");
    desk.type_keys("q");
    assert_eq!(desk.effects, [Effect::Quit]);
}

#[test]
fn a_file_with_problems_is_never_written() {
    let mut desk = Desk::finance();
    let problems = file::read(b"Plan(").problems;
    assert!(!problems.is_empty());
    desk.event(Event::Reloaded(Err(problems), Author::Program));
    desk.type_keys("apLx");
    assert!(desk.effects.is_empty());
    assert!(desk.says().contains("nothing is changed until it is mended"), "{}", desk.says());
}

#[test]
fn findings_are_walked_one_after_another() {
    let mut desk = Desk::finance();
    let mut seen = vec![];
    for _ in 0..4 {
        desk.type_keys("]");
        seen.push((desk.here(), desk.says().to_string()));
    }
    assert!(seen.iter().all(|(_, says)| !says.is_empty()));
    let places: std::collections::HashSet<_> = seen.iter().map(|(here, _)| here.clone()).collect();
    assert_eq!(places.len(), 4, "{seen:?}");
    desk.type_keys("[");
    assert_eq!(desk.here(), seen[2].0);
}

#[test]
fn the_checklist_shows_what_unticks_each_box_and_enter_goes_there() {
    let mut desk = Desk::finance();
    desk.type_keys("!");
    let Some(Room::Checklist(list)) = desk.model.rooms.last() else { panic!("the checklist is open") };
    let boxes = list.rows.iter().filter(|row| matches!(row, CheckRow::Box(_))).count();
    assert_eq!(boxes, 6);
    let unowned = list.rows.iter().position(|row| matches!(row, CheckRow::Finding(it) if it.item.as_deref() == Some("w6py"))).unwrap();
    let steps = unowned - list.at;
    desk.type_keys(&"j".repeat(steps));
    desk.type_keys("<enter>");
    assert!(desk.model.rooms.is_empty());
    assert_eq!(desk.here(), "Penetration test");
    assert!(desk.says().contains("no owner"), "{}", desk.says());
}

#[test]
fn a_finding_about_an_ask_is_found_in_the_pane() {
    let mut desk = Desk::finance();
    desk.type_keys("!");
    let Some(Room::Checklist(list)) = desk.model.rooms.last() else { panic!("the checklist is open") };
    let ask = list.rows.iter().position(|row| matches!(row, CheckRow::Finding(it) if it.item.as_deref() == Some("firewall"))).unwrap();
    let steps = ask - list.at;
    desk.type_keys(&"j".repeat(steps));
    desk.type_keys("<enter>");
    assert!(desk.model.pane.focused);
    assert_eq!(desk.model.pane_line(), Some(PaneLine::Ask { outcome: "hosting".into(), deliverable: "firewall".into() }));
}

#[test]
fn behind_the_curtain_nothing_of_the_delivery_plan_is_seen() {
    let mut desk = Desk::finance();
    desk.type_keys("ap");
    desk.type_keys("C");
    let delivery = [
        "Extract",
        "Transform",
        "Platform",
        "Dev Lead",
        "SME",
        "40000",
        "board sees",
        "m7qa",
        "drifted",
        "saved",
        "assigned",
        "2 April",
        "2 Apr",
    ];
    for (keys, says, not) in [
        ("", "19 February", "26 February"),
        ("<tab>", "26 February", "nothing else"),
        ("a", "DRAFT", "Owner of"),
        (":", "DRAFT", "Find an action"),
    ] {
        desk.type_keys(keys);
        let shown = desk.screen();
        assert!(shown.contains(says) && !shown.contains(not), "after {keys}: {shown}");
        for word in delivery {
            assert!(!shown.contains(word), "{word} after {keys}: {shown}");
        }
    }
}

#[test]
fn the_same_key_twice_lifts_the_curtain_and_what_was_typed_is_still_there() {
    let mut desk = Desk::finance();
    desk.type_keys("nReconcile<f9>");
    assert!(!desk.screen().contains("Reconcile"));
    desk.type_keys("<f9>C");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Curtain(_))), "two different keys do not lift it");
    desk.type_keys("C<enter>");
    assert_eq!(desk.here(), "Reconcile");
    desk.type_keys("nC<esc>");
    assert!(desk.model.rooms.is_empty(), "a letter that is typed is text");
}

#[test]
fn before_the_first_share_the_curtain_shows_only_the_draft_and_says_so() {
    let mut desk = Desk::finance();
    let mut plan = desk.plan().clone();
    plan.shares.clear();
    desk.event(Event::Reloaded(Ok(Arc::new(plan)), Author::Program));
    desk.type_keys("C");
    assert!(desk.screen().contains("DRAFT"));
    desk.type_keys("<tab>");
    assert!(desk.screen().contains("DRAFT"));
    desk.effects.clear();
    desk.type_keys("q");
    assert_eq!(desk.effects, [Effect::Quit]);
}
