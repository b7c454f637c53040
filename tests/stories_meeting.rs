//! Stories of a meeting in front of the board, and of many cards at once: keys typed, and what they did.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, FINANCE, day, today};
use handshake::{
    desk::{Author, Config, Effect, Event, MinutesLine, Room},
    file,
};
use std::sync::Arc;

impl Desk {
    fn owners(&self, ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| self.task(id).owners.join("+")).collect()
    }
    /// The card a meeting is about now.
    fn asks_about(&self) -> &str {
        match self.model.rooms.last() {
            Some(Room::Meeting(meeting)) => meeting.card(self.plan()).map_or("nothing", |card| card.title.as_str()),
            other => panic!("no meeting but {other:?}"),
        }
    }
    fn minutes(&self) -> Vec<String> {
        let Some(Room::Minutes(minutes)) = self.model.rooms.last() else { panic!("no minutes but {:?}", self.model.rooms.last()) };
        let line = |line: &MinutesLine| match line {
            MinutesLine::Heading(words) => format!("# {words}"),
            MinutesLine::Item(words) | MinutesLine::Nothing(words) => words.clone(),
        };
        minutes.lines.iter().map(line).collect()
    }
}

/// Ten cards without an owner in two outcomes, one of them started, the later outcome first in the file.
fn ten_unowned() -> String {
    let tasks = |outcome: &str, titles: &[&str]| -> String {
        let task = |title: &&str| {
            let started = if *title == "Five" { r#", status: "In progress", started: "2027-02-01""# } else { "" };
            format!(r#"Task(id: "{outcome}-{title}", title: "{title}"{started}),"#)
        };
        titles.iter().map(task).collect()
    };
    format!(
        r#"#![enable(implicit_some)]
Plan(format: 1, title: "Ten", people: [Person(name: "Ann"), Person(name: "Bob"), Person(name: "Eve", left: "2027-01-01")], outcomes: [
    Outcome(id: "late", title: "Later", milestone: Milestone(headline: "Later it is there", by: "2027-06-01"), tasks: [{}]),
    Outcome(id: "soon", title: "Sooner", milestone: Milestone(headline: "Sooner it is there", by: "2027-03-01"), tasks: [{}]),
])"#,
        tasks("l", &["One", "Two", "Three", "Four", "Five"]),
        tasks("s", &["Six", "Seven", "Eight", "Nine", "Ten"])
    )
}

#[test]
fn ten_unowned_cards_are_owned_in_eleven_keys() {
    let mut desk = Desk::open(&ten_unowned());
    assert_eq!(desk.plan().tasks().filter(|it| it.task.owners.is_empty()).count(), 10);
    desk.type_keys("Mabababbaab");
    assert_eq!(desk.keys, 11);
    assert_eq!(desk.plan().tasks().filter(|it| it.task.owners.is_empty()).count(), 0);
    assert_eq!(desk.minutes()[..3], ["# Assigned 10", "assigned One to Bob", "assigned Two to Ann"]);
}

#[test]
fn the_most_urgent_card_comes_first() {
    let mut desk = Desk::open(&ten_unowned());
    desk.type_keys("M");
    let mut order = vec![desk.asks_about().to_string()];
    for _ in 0..9 {
        desk.type_keys(" ");
        order.push(desk.asks_about().to_string());
    }
    assert_eq!(order, ["Five", "Six", "Seven", "Eight", "Nine", "Ten", "One", "Two", "Three", "Four"]);
    assert!(desk.effects.is_empty(), "skipping changes nothing");
}

#[test]
fn a_meeting_skips_goes_back_and_gives_another_owner() {
    let mut desk = Desk::open(&ten_unowned());
    desk.type_keys("Ma b");
    assert_eq!(desk.owners(&["l-Five", "s-Six", "s-Seven"]), ["Ann", "", "Bob"]);
    assert_eq!(desk.says(), "assigned Seven to Bob");
    desk.type_keys("<backspace>a");
    assert_eq!(desk.says(), "assigned Seven to Ann (was Bob)");
    desk.type_keys("<backspace><backspace>b");
    assert_eq!(desk.owners(&["s-Six", "s-Seven"]), ["Bob", "Ann"]);
    desk.type_keys("e");
    assert_eq!(desk.says(), "e is nobody's letter; / finds or creates a person");
    assert_eq!(desk.asks_about(), "Seven", "a wrong letter goes nowhere; who left is offered nowhere");
    desk.type_keys("-");
    assert_eq!(desk.owners(&["s-Seven"]), [""]);
}

#[test]
fn somebody_new_is_created_in_the_meeting_and_has_a_letter_for_the_next_card() {
    let mut desk = Desk::open(&ten_unowned());
    desk.type_keys("M/Zoe<enter>z");
    assert_eq!(desk.owners(&["l-Five", "s-Six"]), ["Zoe", "Zoe"]);
    desk.type_keys("/bo<esc>");
    assert_eq!(desk.asks_about(), "Seven", "Esc leaves the typing, not the meeting");
    desk.type_keys("/bo<enter>");
    assert_eq!(desk.owners(&["s-Seven"]), ["Bob"]);
}

#[test]
fn the_minutes_tell_what_changed_since_the_meeting_began_on_the_board_too() {
    let mut desk = Desk::finance();
    desk.stand_on("t2xw").type_keys("ap");
    desk.type_keys("M");
    assert_eq!(desk.asks_about(), "Penetration test");
    desk.type_keys("pM");
    assert!(desk.model.rooms.is_empty() && desk.says() == "the meeting goes on; the same key comes back to it");
    desk.stand_on("m7qa").type_keys("L");
    desk.stand_on("n0is").type_keys("x");
    desk.stand_on("c81n").type_keys("e<tab><tab><tab><ctrl-u>9<enter>");
    desk.stand_on("e1aa").type_keys("{d<ctrl-a><ctrl-k>14 may<enter>");
    desk.type_keys("nAgree the freeze<enter>");
    desk.type_keys("M<esc>");
    assert_eq!(
        desk.minutes(),
        [
            "# Assigned 1",
            "assigned Penetration test to Platform",
            "# Moved 1",
            "moved Extract dataset to In progress",
            "# Added 1",
            "added Agree the freeze to Decommission the old ledger",
            "# Binned and dropped 1",
            "binned Try the new charting library",
            "# Dates moved 1",
            "Old ledger switched off: 30 April → 14 May",
            "# Also 1",
            "estimate of Load: 6 → 9 days",
            "# The customer's milestones",
            "Finance reports available in new system: implied 2 April → 7 April; now ◔ needs dataset 5d sooner",
            "Old ledger switched off: meant 30 April → 14 May, implied 5 April → 8 April; now ≥ 8 Apr",
            "# Still without an owner",
            "Switch off and hand back the licence",
            "Agree the freeze",
        ]
    );
}

#[test]
fn the_minutes_are_copied_and_written_and_the_meeting_ends() {
    let mut desk = Desk::open(&ten_unowned());
    desk.type_keys("Ma<esc>");
    desk.effects.clear();
    desk.type_keys("yo");
    let text = "# Ten: minutes, Mon 8 Feb 2027\n\n## Assigned 1\n\n- assigned Five to Ann\n\n## The customer's milestones\n\nNone of them moved.\n\n\
                ## Still without an owner\n\n- One\n- Two\n- Three\n- Four\n- Six\n- Seven\n- Eight\n- Nine\n- Ten\n";
    let name = "minutes-2027-02-08.md".to_string();
    assert_eq!(
        desk.effects,
        [Effect::Copy { what: "the minutes".into(), text: text.into() }, Effect::WriteBeside { name, text: text.into() }]
    );
    desk.event(Event::Said(Ok("wrote minutes-2027-02-08.md".into())));
    assert_eq!(desk.says(), "wrote minutes-2027-02-08.md");
    desk.type_keys("u");
    assert_eq!(desk.minutes(), ["Nothing changed since the meeting began."]);
    desk.type_keys("<esc>");
    assert_eq!(desk.says(), "the meeting is over; Alt-M shows its minutes again");
    desk.stand_on("l-Two").type_keys("ab<alt-m>");
    assert_eq!(desk.minutes(), ["Nothing changed since the meeting began."], "what came after it is not in it");
    desk.type_keys("<esc>Ma<esc>");
    assert_eq!(desk.minutes()[..2], ["# Assigned 1", "assigned Five to Ann"], "the next meeting begins anew");
}

#[test]
fn without_an_unowned_card_a_meeting_still_keeps_minutes() {
    let mut desk = Desk::open(
        r#"Plan(format: 1, title: "A", noise: [Task(id: "a", title: "Alone", owners: ["Ann"])], people: [Person(name: "Ann")])"#,
    );
    desk.type_keys("M");
    assert_eq!(desk.says(), "the meeting has begun: every card has its owner; the same key shows what changed since");
    desk.type_keys("LM");
    assert_eq!(desk.minutes()[..2], ["# Moved 1", "moved Alone to In progress"]);
}

#[test]
fn a_card_binned_elsewhere_is_passed_over() {
    let mut desk = Desk::open(&ten_unowned());
    desk.type_keys("M");
    let mut theirs = desk.plan().clone();
    theirs.bin("s-Six").unwrap();
    theirs.bin("l-Five").unwrap();
    desk.event(Event::Reloaded(Ok(Arc::new(theirs)), Author::Program));
    assert!(desk.screen().contains("taken out of the plan"));
    desk.type_keys("a");
    assert_eq!(desk.asks_about(), "Seven");
    assert!(desk.effects.is_empty());
}

#[test]
fn selected_cards_get_an_owner_in_one_step() {
    let mut desk = Desk::finance();
    desk.type_keys("vjvjv");
    assert_eq!(desk.model.selected.len(), 3);
    assert!(desk.screen().contains("▣ 3 selected"));
    desk.type_keys("ap");
    assert_eq!(desk.says(), "assigned 3 cards to Platform");
    assert_eq!(desk.owners(&["m7qa", "t2xw", "c81n"]), ["Platform"; 3]);
    desk.type_keys("Af");
    assert_eq!(desk.says(), "added Finance SME to the owners of 3 cards");
    desk.type_keys("Ap");
    assert_eq!(desk.owners(&["m7qa", "t2xw", "c81n"]), ["Finance SME"; 3]);
    desk.type_keys("uuu");
    assert_eq!(desk.owners(&["m7qa", "t2xw", "c81n"]), ["Dev Lead"; 3]);
    assert_eq!(desk.model.selected.len(), 3, "undo keeps the selection");
    desk.type_keys("<esc>");
    assert!(desk.model.selected.is_empty());
}

#[test]
fn selected_cards_move_block_and_get_dates_together() {
    let mut desk = Desk::finance();
    desk.stand_on("m7qa").type_keys("vjvL");
    assert_eq!(desk.says(), "moved 2 cards one column right");
    desk.type_keys("m3");
    assert_eq!(desk.says(), "moved 2 cards to Review");
    assert_eq!([desk.task("m7qa").status, desk.task("t2xw").status], ["Review", "Review"]);
    assert_eq!(desk.task("m7qa").started, Some(today()));
    desk.type_keys("bno access<enter>");
    assert_eq!(desk.says(), "blocked 2 cards: no access");
    assert_eq!([desk.task("m7qa").blocked, desk.task("t2xw").blocked], ["no access", "no access"]);
    desk.type_keys("dfri<enter>");
    assert_eq!(desk.says(), "2 cards due Fri 12 Feb 2027");
    assert_eq!(desk.task("t2xw").due, Some(day("2027-02-12")));
    desk.type_keys("b");
    assert_eq!(desk.says(), "unblocked 2 cards");
    desk.type_keys("mc");
    assert_eq!(desk.plan().outcome_of("t2xw").unwrap().id, "ledger-off");
    desk.type_keys("uuuuuu");
    assert_eq!(*desk.plan(), file::read(FINANCE.as_bytes()).plan.unwrap(), "six steps, six undos");
}

#[test]
fn selected_cards_are_binned_together_and_the_selection_goes_with_them() {
    let mut desk = Desk::finance();
    desk.stand_on("t2xw").type_keys("vjvx");
    assert_eq!(desk.says(), "binned 2 cards");
    assert!(desk.plan().task("t2xw").is_none() && desk.plan().task("c81n").is_none() && desk.plan().task("m7qa").is_some());
    assert!(desk.model.selected.is_empty());
    desk.type_keys("u");
    assert!(desk.plan().task("t2xw").is_some() && desk.plan().task("c81n").is_some());
}

#[test]
fn selected_cards_keep_their_order_when_they_go_up_or_down() {
    let mut desk = Desk::finance();
    let order = |desk: &Desk| desk.plan().outcome("finance-reports").unwrap().tasks.iter().map(|task| task.id.clone()).collect::<Vec<_>>();
    desk.stand_on("t2xw").type_keys("vjvK");
    assert_eq!(order(&desk), ["k3f9", "t2xw", "c81n", "m7qa", "v0de", "s5gh"]);
    assert_eq!(desk.says(), "moved 2 cards up");
    desk.type_keys("K");
    assert_eq!(desk.says(), "they are at the edge already");
    desk.type_keys("JJJJJ");
    assert_eq!(order(&desk), ["k3f9", "m7qa", "v0de", "s5gh", "t2xw", "c81n"]);
}

#[test]
fn all_that_is_shown_is_selected_and_what_the_filter_hides_is_not() {
    let mut desk = Desk::finance();
    desk.type_keys("f@finance<enter><ctrl-a>");
    assert_eq!(desk.model.selected.iter().map(String::as_str).collect::<Vec<_>>(), ["e1aa", "k3f9", "v0de"]);
    desk.type_keys("<esc>");
    assert!(desk.model.selected.is_empty() && desk.model.filter.is_some(), "Esc closes the topmost first");
    desk.type_keys("<ctrl-a><esc><esc><ctrl-a>");
    assert_eq!(desk.says(), "selected 12 cards");
}

#[test]
fn a_selection_survives_a_filter_and_a_reload() {
    let mut desk = Desk::finance();
    desk.stand_on("m7qa").type_keys("vjv");
    desk.type_keys("ftransform<enter>");
    assert!(desk.screen().contains("▣ 2 selected (1 out of sight)"), "{}", desk.screen());
    let mut theirs = desk.plan().clone();
    theirs.bin("m7qa").unwrap();
    theirs.move_to_outcome("t2xw", Some("hosting")).unwrap();
    desk.event(Event::Reloaded(Ok(Arc::new(theirs)), Author::Program));
    desk.type_keys("ap");
    assert_eq!(desk.says(), "assigned Transform to Platform (was Dev Lead)");
}

#[test]
fn keys_of_the_config_file_count_and_what_is_wrong_with_it_is_said_first() {
    let mut desk = Desk::finance();
    let (config, problems) = Config::read("(keys: {\n \"assign\": [\"f2\"],\n \"bin\": [\"u\"],\n})");
    desk.model.keymap = config.keymap;
    desk.model.notice("config.ron", problems);
    assert!(desk.screen().contains("`u` is taken: it means undo in the same place"), "{}", desk.screen());
    desk.type_keys("<esc><f2>p");
    assert_eq!(desk.says(), "assigned Extract dataset to Platform (was Dev Lead)");
    desk.type_keys("ax");
    assert_eq!(desk.says(), "binned Extract dataset", "the key it had does nothing, and the refused one kept its default");
}
