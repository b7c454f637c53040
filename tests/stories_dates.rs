//! Stories of dates before and behind a key: what a form would do to them before it is saved, and by when work is likely done.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, FINANCE, day, today};
use handshake::{
    desk::{Author, Event},
    file,
};
use std::sync::Arc;

impl Desk {
    /// What the foot of a room says, one outcome each.
    fn would(&self) -> Vec<String> {
        let screen = self.screen();
        let begins = |line: &str| line.starts_with("with this, ") || line.starts_with("its work ends ");
        let mut lines = screen.lines().peekable();
        let mut found: Vec<String> = Vec::new();
        while let Some(line) = lines.next() {
            if begins(line) {
                let below = lines.next_if(|_| !["ends", "moves", "no end"].iter().any(|it| line.contains(it)));
                found.push(below.map_or_else(|| line.into(), |below| format!("{line} {}", below.trim())));
            }
        }
        found
    }
}

const LONGER: &str = "with this, Migrate core finance reports ends 9 April instead of 2 April, 7d after 31 March";

#[test]
fn an_estimate_shows_what_it_would_do_before_it_is_saved_and_then_does_it() {
    let mut desk = Desk::finance();
    desk.type_keys("e");
    assert_eq!(desk.would(), Vec::<String>::new(), "nothing is typed yet");
    desk.type_keys("<tab><tab><tab><backspace>10");
    assert_eq!(desk.would()[0], LONGER);
    assert!(
        desk.would()[1].ends_with("the old ledger ends ≥ 12 April instead of ≥ 5 April, in time for 30 April"),
        "the others after it: {:?}",
        desk.would()
    );
    assert_eq!(desk.plan().task("m7qa").unwrap().task.estimate.unwrap().to_string(), "5", "and nothing is done yet");
    desk.type_keys("<backspace><backspace>5");
    assert_eq!(desk.would(), Vec::<String>::new(), "what stood there before does nothing");
    desk.type_keys("<backspace>10<enter>");
    assert_eq!(desk.model.sight.projection.end("finance-reports").unwrap().on, day("2027-04-09"), "as it was said");
    assert_eq!(desk.would(), Vec::<String>::new(), "and it is said no longer");
}

#[test]
fn what_cannot_be_understood_yet_or_moves_nothing_is_no_surprise() {
    let mut desk = Desk::finance();
    desk.type_keys("e<tab><tab><tab><backspace>x");
    assert_eq!(desk.would(), Vec::<String>::new(), "x is no number of days");
    desk.type_keys("<esc>").stand_on("w6py").type_keys("e Tx");
    assert_eq!(desk.would(), Vec::<String>::new(), "a title moves no date");
    desk.type_keys("<esc>").stand_on("k3f9").type_keys("e<tab><tab><tab><backspace>9");
    assert_eq!(desk.would(), ["with this, no date moves"], "it is finished");
}

#[test]
fn owners_and_needs_show_what_they_would_do() {
    let mut desk = Desk::finance();
    desk.type_keys("e<tab><tab><ctrl-u>");
    let nobody = desk.would();
    assert!(nobody[0].starts_with("with this, Migrate core finance reports ends ≥ 2 April instead of 2 April"), "{nobody:?}");
    let mut desk = Desk::finance();
    desk.type_keys("e<tab><tab><tab><tab><tab>, Validate");
    assert!(
        desk.would()[0].starts_with("with this, Migrate core finance reports has no end any more instead of 2 April"),
        "{:?}",
        desk.would()
    );
}

#[test]
fn another_day_for_an_ask_shows_what_it_would_do() {
    let mut desk = Desk::finance();
    desk.type_keys("<tab><up><up><up><up><down>d");
    assert!(desk.screen().contains("What the customer must produce"), "{}", desk.screen());
    desk.type_keys("<ctrl-u>2027-02-10");
    assert_eq!(desk.would()[..1], ["with this, Migrate core finance reports ends 30 March instead of 2 April, in time for 31 March"]);
}

#[test]
fn another_date_for_a_milestone_shows_how_its_work_stands_to_it() {
    let mut desk = Desk::finance();
    desk.type_keys("{d<ctrl-u>2027-04-01");
    assert_eq!(desk.would(), ["its work ends 2 April, 1d after this date"]);
    desk.type_keys("<backspace>2");
    assert_eq!(desk.would(), ["its work ends 2 April, in time for this date"]);
}

#[test]
fn a_new_card_shows_what_it_would_do_once_it_has_a_title() {
    let mut desk = Desk::finance();
    desk.type_keys("n");
    assert_eq!(desk.would(), Vec::<String>::new());
    desk.type_keys("Check the totals<tab><tab>Dev Lead<tab>20");
    assert!(desk.would()[0].starts_with("with this, Migrate core finance reports ends 2"), "{:?}", desk.would());
    desk.type_keys("<esc>iA thought");
    assert_eq!(desk.would(), Vec::<String>::new(), "the noise has no date");
}

#[test]
fn whoever_is_chosen_as_owner_or_as_needing_an_ask_shows_what_it_would_do() {
    let mut desk = Desk::finance();
    desk.type_keys("a");
    assert_eq!(desk.would(), ["with this, no date moves"], "Dev Lead has it already");
    desk.type_keys("<down>");
    let taken = desk.would();
    assert!(taken[0].starts_with("with this, "), "{taken:?}");
    desk.type_keys("<esc><tab><up><up><up><up><down>y");
    assert_eq!(desk.would(), Vec::<String>::new(), "nothing is chosen yet");
    desk.type_keys("<space>");
    assert!(
        desk.would()[0].starts_with("with this, Migrate core finance reports (and 1 more) ends 23 March"),
        "the first task no longer waits for it: {:?}",
        desk.would()
    );
}

#[test]
fn another_plan_from_the_disk_is_what_it_is_worked_out_from_at_once() {
    let mut desk = Desk::finance();
    desk.type_keys("e<tab><tab><tab><backspace>10");
    assert_eq!(desk.would()[0], LONGER);
    let theirs = FINANCE.replace(
        "title: \"Validate\", owners: [\"Finance SME\"], estimate: 8",
        "title: \"Validate\", owners: [\"Finance SME\"], estimate: 3",
    );
    assert_ne!(theirs, FINANCE);
    let theirs = Arc::new(file::read(theirs.as_bytes()).plan.unwrap());
    desk.event(Event::Reloaded(Ok(theirs), Author::Program));
    assert!(!desk.would()[0].contains("9 April") && desk.would()[0].contains("instead of 2"), "{:?}", desk.would());
}

#[test]
fn under_the_curtain_nothing_of_what_would_happen_is_seen() {
    let mut desk = Desk::finance();
    desk.type_keys("e<tab><tab><tab><backspace>10");
    assert!(!desk.would().is_empty());
    desk.type_keys("<f9>");
    let screen = desk.screen();
    for word in ["with this", "instead of", "Extract", "9 April", "likely", "Dev Lead"] {
        assert!(!screen.contains(word), "{word}:\n{screen}");
    }
    desk.type_keys("<f9><f9>");
}

/// Enough history for a forecast: six days with a finish.
fn with_history() -> String {
    let finished = |n: usize| {
        format!("Task(id: \"f{n}\", title: \"F{n}\", status: \"Done\", started: \"2027-01-11\", finished: \"2027-01-{}\"),", 25 + n % 5)
    };
    let tasks: String = (0..6).map(finished).collect();
    format!(
        "Plan(title: \"P\", outcomes: [Outcome(id: \"o\", title: \"O\", owners: [\"A\"], milestone: Milestone(headline: \"It is there\", by: \"2027-04-30\"), \
         tasks: [Task(id: \"a\", title: \"A\", owners: [\"A\"], estimate: 1), Task(id: \"b\", title: \"B\", owners: [\"A\"], estimate: 1), {tasks}])])"
    )
}

#[test]
fn the_pane_and_why_say_by_when_it_is_likely_done() {
    let mut desk = Desk::open(&with_history());
    let forecast = desk.model.sight.forecast("o").unwrap().clone();
    assert!(forecast.p50 < forecast.p85 && forecast.p85 < forecast.p95);
    let screen = desk.screen();
    assert!(screen.contains(&format!("likely {}", forecast.band(today()))), "{screen}");
    assert!(screen.contains("95 % by 30 Apr"), "never more while work remains: {screen}");
    desk.type_keys("w");
    assert!(desk.screen().contains("forecast: 50 % sure "), "{}", desk.screen());
    desk.type_keys("<esc>").stand_on("a").type_keys("3L3L");
    assert!(desk.model.sight.forecast("o").unwrap().p85 <= forecast.p85, "it is made anew with each change");
}

#[test]
fn too_little_history_gives_no_number_and_says_how_much_is_missing() {
    let mut desk = Desk::finance();
    assert!(!desk.screen().contains("likely"), "{}", desk.screen());
    desk.type_keys("w");
    assert!(desk.screen().contains("forecast: not enough history (2 of 5 days)"), "{}", desk.screen());
}

#[test]
fn the_curtain_hides_the_forecast() {
    let mut desk = Desk::open(&with_history());
    desk.type_keys("C<tab>");
    for word in ["likely", "forecast", "50 %", "95 %"] {
        assert!(!desk.screen().contains(word), "{word}");
    }
}
