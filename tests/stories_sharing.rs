//! Stories of telling and of pivots: keys typed on the example of the method, what they did to the plan, what is sent, and how few they are.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, day, today};
use handshake::{
    desk::{Effect, Event, MessageKind, PaneLine, Room},
    plan::{Audience, ChangeKind, is_closed},
};

impl Desk {
    fn files(&self) -> Vec<&(String, Vec<u8>)> {
        self.effects.iter().filter_map(|it| if let Effect::Export(files) = it { Some(files) } else { None }).flatten().collect()
    }
}

#[test]
fn the_weekly_mail_is_a_few_keys_for_whoever_was_told_last() {
    let mut desk = Desk::finance();
    desk.type_keys("s<enter>");
    let Some(Room::Share(room)) = desk.model.rooms.last() else { panic!("the room is open") };
    assert_eq!(room.asked.as_ref().unwrap().field.text(), "Dev Lead", "whoever sent the last one is offered");
    desk.type_keys("<enter><enter>");
    assert_eq!(desk.says(), "told rev 2 to CFO");
    assert_eq!(desk.keys, 4);
    let share = desk.plan().baseline().unwrap();
    assert_eq!((share.rev, share.on, share.by.as_str(), share.to.as_slice()), (2, today(), "Dev Lead", &["CFO".to_string()][..]));
    assert!(desk.model.rooms.is_empty());
    let [(name, bytes)] = desk.files()[..] else { panic!("one file") };
    assert_eq!(name, "customer-rev2-2027-02-08.txt");
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.starts_with("Finance systems migration · Acme plc\nrev 2 · Mon 8 Feb 2027\n"), "{text}");
    assert!(text.ends_with("Dev Lead\n"));
    assert!(matches!(desk.effects[..], [Effect::Export(_), Effect::Write(_)]), "the files first, then the plan that says so");
    desk.keys = 0;
    desk.type_keys("s<enter><enter>");
    assert_eq!((desk.says(), desk.keys), ("told rev 3 to CFO", 3));
}

#[test]
fn what_is_shown_is_what_is_sent_and_what_is_new_in_it_has_a_mark() {
    let mut desk = Desk::finance();
    desk.type_keys("s");
    let shown = desk.screen();
    assert!(shown.contains("▎   26 February  New system open to the finance team"), "{shown}");
    assert!(shown.contains("    31 March     Finance reports available in new system"), "not new: {shown}");
    assert!(shown.contains("▎   30 April     Old ledger switched off"), "never told: {shown}");
    desk.type_keys("<enter><enter><enter>");
    let files = desk.files();
    for line in std::str::from_utf8(&files[0].1).unwrap().lines().skip(2).filter(|line| !line.is_empty() && *line != "Dev Lead") {
        assert!(shown.contains(line), "{line} is sent and was not shown");
    }
}

#[test]
fn a_drifted_date_is_kept_taken_or_typed_by_one_key_each() {
    let mut desk = Desk::finance();
    desk.type_keys("s");
    let ids: Vec<String> =
        desk.model.preview(today()).unwrap().drifted.into_iter().map(|it| format!("{} {:?}", it.outcome, it.sent.unwrap())).collect();
    assert_eq!(ids, ["finance-reports 2027-03-31", "hosting 2027-02-26"]);
    desk.type_keys("t");
    let decided =
        |desk: &Desk| desk.model.preview(today()).unwrap().drifted.iter().map(|it| it.sent.unwrap().to_string()).collect::<Vec<_>>();
    assert_eq!(decided(&desk), ["2027-04-02", "2027-02-26"], "the cursor goes on to the next");
    desk.type_keys("kit will hold<enter>");
    assert_eq!(decided(&desk), ["2027-04-02", "2027-02-19"]);
    desk.type_keys("d5 mar<enter>firewall late<enter>");
    assert_eq!(decided(&desk), ["2027-04-02", "2027-03-05"]);
    assert!(desk.shows("New system open to the finance team: 19 February → 5 March (firewall late)"), "{}", desk.screen());
    desk.type_keys("<up>wmore data<enter><enter><enter><enter>");
    let told = |id: &str| desk.plan().told(id).unwrap().clone();
    assert_eq!((told("finance-reports").by, told("finance-reports").because.as_str()), (Some(day("2027-04-02")), "more data"));
    assert_eq!((told("hosting").by, told("hosting").because.as_str()), (Some(day("2027-03-05")), "firewall late"));
    assert_eq!(desk.plan().outcome("hosting").unwrap().milestone().unwrap().by, Some(day("2027-03-05")));
    assert!(desk.model.telling.decisions.is_empty(), "decided once, not again");
}

#[test]
fn a_kept_date_keeps_its_reason_in_the_promise_alone() {
    let mut desk = Desk::finance();
    desk.type_keys("s<down>kwe get the firewall<enter><enter><enter><enter>");
    let told = desk.plan().told("hosting").unwrap();
    assert_eq!((told.by, told.kept.as_str(), told.because.as_str()), (Some(day("2027-02-19")), "we get the firewall", ""));
    assert!(!String::from_utf8_lossy(&desk.files()[0].1).contains("we get the firewall"));
}

#[test]
fn a_mixed_list_is_split_and_each_side_gets_its_own_plan() {
    let mut desk = Desk::finance();
    desk.type_keys("s<enter><enter>df");
    assert!(desk.shows("rev 2 to CFO · delivery rev 1 to Dev Lead and Finance SME"), "{}", desk.screen());
    desk.type_keys("<enter>");
    assert_eq!(desk.says(), "told rev 2 to CFO, delivery rev 1 to Dev Lead and Finance SME");
    let plans: Vec<_> = desk.plan().shares.iter().skip(1).map(|it| (it.plan, it.to.join(" "), it.promises.len())).collect();
    assert_eq!(plans, [(Audience::Customer, "CFO".into(), 3), (Audience::Delivery, "Dev Lead Finance SME".to_string(), 0)]);
    let files: Vec<(String, bool)> =
        desk.files().iter().map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).contains("Extract dataset"))).collect();
    assert_eq!(files, [("customer-rev2-2027-02-08.txt".into(), false), ("delivery-rev1-2027-02-08.txt".into(), true)]);
}

#[test]
fn nobody_is_told_by_nobody_or_of_nobody_and_nothing_typed_is_lost() {
    let mut desk = Desk::finance();
    desk.type_keys("s<tab><ctrl-u><enter>");
    assert!(desk.shows("it needs a name"));
    desk.type_keys("Dana<enter>c<enter>");
    assert_eq!(desk.says(), "say who is told");
    assert!(desk.effects.is_empty());
    desk.type_keys("<esc><esc>");
    assert!(desk.model.rooms.is_empty());
    assert_eq!(desk.model.telling.by, "Dana", "asked once");
}

#[test]
fn the_next_update_is_announced_and_files_are_chosen() {
    let mut desk = Desk::finance();
    desk.type_keys("snyesterday<enter>");
    assert!(desk.shows("that day is past"));
    desk.type_keys("<ctrl-a><ctrl-k>fri<enter>");
    assert!(desk.shows("next update 12 February"));
    desk.type_keys("fah<enter>");
    assert!(desk.shows("files json"), "{}", desk.screen());
    desk.type_keys("fh<enter><enter><enter><enter>");
    assert_eq!(desk.plan().baseline().unwrap().next, Some(day("2027-02-12")));
    assert!(desk.files().is_empty(), "no format, no file");
}

#[test]
fn a_mail_is_addressed_to_those_who_are_told_and_have_an_address() {
    let mut desk = Desk::finance();
    desk.type_keys("sfad<enter><enter><enter>a<enter>");
    assert_eq!(desk.says(), "told rev 2 to CFO and Acme Data Office");
    let [(name, bytes)] = desk.files()[..] else { panic!("one file") };
    assert_eq!(name, "customer-rev2-2027-02-08.eml");
    let to: Vec<String> = String::from_utf8_lossy(bytes).lines().filter(|line| line.starts_with("To:")).map(str::to_string).collect();
    assert_eq!(to, ["To: \"CFO\" <cfo@acme.example>"]);
}

#[test]
fn undo_stops_at_a_telling_and_its_message_does_not_offer_it() {
    let mut desk = Desk::finance();
    desk.type_keys("L");
    desk.type_keys("s<enter><enter><enter>");
    assert_eq!(desk.model.message.as_ref().unwrap().kind, MessageKind::Info);
    let told = desk.plan().clone();
    desk.type_keys("u");
    assert_eq!(desk.says(), "rev 2 was told to CFO; it stays told");
    assert_eq!(*desk.plan(), told);
}

#[test]
fn where_the_files_are_is_said_and_so_is_what_went_wrong() {
    let mut desk = Desk::finance();
    desk.type_keys("s<enter><enter><enter>");
    desk.event(Event::Exported(Ok(vec!["shared/customer-rev2-2027-02-08.txt".into()])));
    assert_eq!(desk.says(), "told rev 2 to CFO; what was sent is in shared/customer-rev2-2027-02-08.txt");
    desk.event(Event::Exported(Err("no space left on the disk; free some and try again".into())));
    assert_eq!(
        desk.says(),
        "it is told and in the plan, but what was sent is in no file: no space left on the disk; free some and try again"
    );
}

#[test]
fn all_three_kinds_of_pivot_are_six_keys_or_fewer_from_the_board() {
    let mut budget = Desk::finance();
    budget.type_keys("pb").paste("the data is worse than thought").type_keys("<enter>");
    assert_eq!(budget.says(), "recorded the budget overrun “the data is worse than thought”");
    assert!(budget.keys <= 6, "{}", budget.keys);

    let mut undocumented = Desk::finance();
    undocumented.type_keys("pe<enter><enter>");
    let change = undocumented.plan().changes[0].clone();
    assert_eq!(
        (change.kind, change.outcome.as_str(), change.what.as_str()),
        (ChangeKind::Undocumented, "finance-reports", "Extract dataset")
    );
    assert_eq!(undocumented.plan().task("m7qa").unwrap().task.change, change.id);
    assert!(undocumented.keys <= 6, "{}", undocumented.keys);

    let mut dropped = Desk::finance();
    dropped.type_keys("XB<enter>").paste("too dear").type_keys("<enter><enter>");
    assert_eq!(dropped.says(), "dropped Migrate core finance reports: 5 cards binned");
    assert!(dropped.keys <= 6, "{}", dropped.keys);

    let mut swapped = Desk::finance();
    swapped.type_keys("XF<enter>").paste("the reports come with hosting").type_keys("<enter>a");
    assert_eq!(swapped.says(), "swapped Migrate core finance reports for New system live in Northwind's data centre: 5 cards finished");
    assert!(swapped.keys <= 6, "{}", swapped.keys);
}

#[test]
fn an_overrun_ticks_itself_off_and_closes_when_nothing_is_owed() {
    let mut desk = Desk::finance();
    desk.type_keys("pb").paste("it grew").type_keys("<enter>");
    assert!(desk.shows("□ update the delivery plan") && desk.shows("□ name who decided") && desk.shows("□ share the customer plan"));
    desk.type_keys("n");
    assert!(desk.shows("who decided"));
    desk.type_keys("<enter>");
    assert_eq!(desk.says(), "CFO decided “it grew”");
    assert!(desk.shows("✔ name who decided") && desk.shows("□ share the customer plan"));
    desk.type_keys("n");
    assert_eq!(desk.says().split(' ').next(), Some("CFO"), "decided once: {}", desk.says());
    desk.type_keys("<esc>s<enter><enter><enter>p");
    assert!(desk.shows("✔ share the customer plan"));
    desk.type_keys("<esc>{e<tab><tab><ctrl-u>50000<enter>");
    assert_eq!(desk.plan().outcome("finance-reports").unwrap().budget.as_ref().unwrap().planned.to_string(), "50000");
    assert!(is_closed(desk.plan(), &desk.plan().changes[0]));
    desk.type_keys("p");
    assert!(desk.shows("no change owes anything"));
}

#[test]
fn an_undocumented_change_holds_the_customer_plan_still_until_it_is_documented() {
    let mut desk = Desk::finance();
    desk.type_keys("pe+").paste("Faster export").type_keys("<enter><enter>");
    desk.type_keys("<ctrl-u>Faster reports<enter><esc>");
    let task = desk.plan().tasks().find(|it| it.task.title == "Faster export").expect("the new task").task.clone();
    let change = desk.plan().changes[0].clone();
    assert_eq!((task.change.as_str(), desk.plan().outcome_of(&task.id).unwrap().id.as_str()), (change.id.as_str(), "finance-reports"));
    assert!(desk.shows("held by “Faster reports” until documented"), "the pane says why: {}", desk.screen());
    desk.type_keys("{d<ctrl-u>9 apr<enter>s");
    assert!(desk.shows(&format!("held by `Faster reports` ({}): document it, or reclassify", change.id)), "{}", desk.screen());
    desk.type_keys("t");
    assert!(desk.says().contains("document it, or reclassify"), "{}", desk.says());
    assert_eq!(desk.model.message.as_ref().unwrap().kind, MessageKind::Refused(Some("pivot")));
    desk.type_keys("p");
    assert!(matches!(desk.model.rooms[..], [Room::Share(_), Room::Pivot(_)]), "the key it names works here");
    desk.type_keys("<esc>");
    desk.type_keys("<enter><enter><enter>");
    assert_eq!(desk.plan().told("finance-reports").unwrap().by, Some(day("2027-03-31")), "told as it was");
    desk.type_keys("pw");
    assert!(desk.says().contains("is not finished"), "{}", desk.says());
    desk.type_keys("f");
    assert!(desk.shows("✔ finish the work") && desk.shows("□ 1 owed"), "the header counts it: {}", desk.screen());
    desk.type_keys("w");
    assert!(is_closed(desk.plan(), &desk.plan().changes[0]));
    assert!(!desk.type_keys("<esc>").shows("until documented"));
}

#[test]
fn an_undocumented_change_that_breaks_a_date_is_offered_to_be_reclassified() {
    let mut desk = Desk::finance();
    desk.type_keys("pe<enter><enter>");
    assert!(desk.shows("it breaks the date of Migrate core finance reports"), "{}", desk.screen());
    desk.type_keys("<esc>");
    assert!(desk.shows("it breaks the date: p reclassifies"), "{}", desk.screen());
    desk.type_keys("prb");
    assert_eq!(desk.says(), "“Extract dataset” is a budget overrun now");
    let [old, new] = desk.plan().changes.as_slice() else { panic!("two changes") };
    assert_eq!(
        (old.became.as_str(), new.kind, desk.plan().task("m7qa").unwrap().task.change.as_str()),
        (new.id.as_str(), ChangeKind::BudgetOverrun, new.id.as_str())
    );
    desk.type_keys("u");
    assert_eq!(desk.plan().changes.len(), 1, "one step, taken back where it was done");
}

#[test]
fn a_change_that_became_a_drop_asks_for_the_fate_of_its_tasks_and_needs_no_other_reason() {
    let mut desk = Desk::finance();
    desk.type_keys("pe<enter><enter>rdB<enter>");
    assert_eq!(desk.says(), "dropped Migrate core finance reports: 5 cards binned");
    let [old, new] = desk.plan().changes.as_slice() else { panic!("two changes") };
    assert_eq!((old.became.as_str(), new.kind, new.what.as_str()), (new.id.as_str(), ChangeKind::Dropped, "Extract dataset"));
    assert!(!desk.plan().outcome("finance-reports").unwrap().is_live());
}

#[test]
fn each_open_task_of_a_dropped_outcome_has_its_fate_and_all_is_one_step() {
    let mut desk = Desk::finance();
    let before = desk.plan().clone();
    desk.type_keys("Xmafmzb");
    desk.type_keys("<enter>");
    assert!(desk.says().starts_with("1 task left to decide"), "{}", desk.says());
    assert_eq!(*desk.plan(), before, "nothing is written before the last key");
    desk.type_keys("F<enter>too dear<enter><enter>");
    assert_eq!(desk.says(), "dropped Migrate core finance reports: 2 cards moved, 1 card binned and 2 cards finished");
    let plan = desk.plan();
    assert_eq!(plan.outcome_of("m7qa").unwrap().id, "hosting");
    assert!(plan.task("t2xw").unwrap().task.finished.is_some());
    assert!(plan.noise.iter().any(|task| task.id == "c81n") && plan.task("v0de").is_none());
    assert!(plan.task("s5gh").unwrap().task.finished.is_some());
    let dropped = plan.outcome("finance-reports").unwrap().dropped.clone().unwrap();
    assert_eq!((dropped.on, dropped.why.as_str()), (Some(today()), "too dear"));
    assert!(plan.open_tasks("finance-reports").is_empty());
    desk.type_keys("s");
    assert!(desk.shows("Dropped: Finance reports available in new system"), "the next share says it: {}", desk.screen());
    desk.type_keys("<esc>u");
    assert_eq!(*desk.plan(), before);
}

#[test]
fn a_drop_needs_a_reason_and_a_held_outcome_is_not_dropped() {
    let mut desk = Desk::finance();
    desk.type_keys("XB<enter><enter>");
    assert_eq!(desk.says(), "say in a few words why");
    desk.type_keys("<esc><esc>pe<enter><enter><esc>X");
    assert!(desk.says().starts_with("held by `Extract dataset`"), "{}", desk.says());
    assert_eq!(desk.model.message.as_ref().unwrap().kind, MessageKind::Refused(Some("pivot")));
    assert!(desk.model.rooms.is_empty());
}

#[test]
fn the_bin_on_a_lane_points_to_drop_or_swap() {
    let mut desk = Desk::finance();
    desk.lane("hosting").type_keys("x");
    assert_eq!(desk.model.message.as_ref().unwrap().kind, MessageKind::Refused(Some("drop-or-swap")));
    desk.type_keys("X");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Drop(room)) if room.outcome == "hosting"));
    assert!(desk.type_keys("<esc>").model.rooms.is_empty());
}

#[test]
fn a_finding_about_a_change_leads_to_it() {
    let mut desk = Desk::finance();
    desk.lane("ledger-off").type_keys("pb").paste("it grew").type_keys("<enter><esc>gg!");
    let Some(Room::Checklist(list)) = desk.model.rooms.last() else { panic!("the checklist is open") };
    let id = desk.plan().changes[0].id.clone();
    let is_it = |row: &handshake::desk::CheckRow| matches!(row, handshake::desk::CheckRow::Finding(it) if it.item.as_deref() == Some(&id));
    let steps = list.rows.iter().position(is_it).unwrap() - list.at;
    desk.type_keys(&"j".repeat(steps));
    desk.type_keys("<enter>");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Pivot(_))));
    assert_eq!(desk.model.lane().unwrap().key.outcome(), Some("ledger-off"));
}

#[test]
fn an_ask_is_tied_to_the_tasks_that_need_it_and_dated_when_it_came_earlier() {
    let mut desk = Desk::finance();
    desk.type_keys("<tab>kkkkk");
    assert_eq!(desk.model.pane_line(), Some(PaneLine::Ask { outcome: "hosting".into(), deliverable: "firewall".into() }));
    desk.type_keys("y");
    assert!(desk.shows("Who needs "));
    desk.type_keys("ab<enter>");
    let needs = |desk: &Desk, id: &str| desk.plan().task(id).unwrap().task.needs.clone();
    assert_eq!((needs(&desk, "r9zb"), needs(&desk, "w6py")), (vec!["firewall".to_string()], vec!["r9zb".to_string()]));
    assert_eq!(desk.says(), "Open the firewall to the new system needed by 1 task");
    desk.type_keys("u");
    assert_eq!(needs(&desk, "r9zb"), Vec::<String>::new());
    desk.type_keys("D5 feb 2027<enter>");
    assert_eq!(desk.plan().deliverable("firewall").unwrap().1.received, Some(day("2027-02-05")), "{}", desk.says());
}

#[test]
fn a_letter_that_is_typed_is_text_and_f9_hides_it_all() {
    let mut desk = Desk::finance();
    desk.type_keys("pbC");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Pivot(_))), "a capital C is text here");
    desk.type_keys("<f9>");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Curtain(_))));
    assert!(!desk.shows("what happened"));
    desk.type_keys("<f9><f9><enter>");
    assert_eq!(desk.plan().changes[0].what, "C");
}

#[test]
fn the_text_that_is_sent_is_copied_as_it_is_and_the_delivery_plan_never() {
    let mut desk = Desk::finance();
    desk.type_keys("s<enter><enter><esc>");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Share(_))));
    desk.effects.clear();
    desk.type_keys("y");
    let [Effect::Copy { what, text }] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let (what, text) = (what.clone(), text.clone());
    assert_eq!(what, "the customer plan as rev 2, not told yet");
    for word in ["Extract dataset", "Transform", "Validate", "40000", "12500", "m7qa", "Platform", "implied", "penetration"] {
        assert!(!text.to_lowercase().contains(&word.to_lowercase()), "{word}:\n{text}");
    }
    for line in text.lines().filter(|line| !line.is_empty()) {
        assert!(desk.shows(line), "{line} is copied and was not shown");
    }
    desk.effects.clear();
    desk.type_keys("vy");
    assert_eq!((desk.effects.len(), desk.says()), (0, "this is the delivery plan; v shows the customer plan, and that is what y copies"));
    desk.type_keys("v<enter><enter>");
    assert_eq!(desk.says(), "told rev 2 to CFO");
    let sent = desk.files().iter().map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap()).next().unwrap();
    assert_eq!(text, sent, "to the byte what is sent then");
}

#[test]
fn under_the_curtain_nothing_is_copied() {
    let mut desk = Desk::finance();
    desk.type_keys("sC");
    desk.effects.clear();
    desk.type_keys("y");
    assert_eq!(desk.effects, []);
}
