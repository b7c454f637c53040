//! Stories of the filter: what each word means, together and alone, what it counts, and how it is left and had back.

#[path = "support/desk.rs"]
mod desk;

use desk::Desk;

/// Looked at on a Monday; the working day before it is Friday 5 February.
const PLAN: &str = r#"#![enable(implicit_some)]
Plan(
    format: 1,
    title: "Filters",
    settings: Settings(columns: [Column(name: "To do"), Column(name: "Doing", wip: 2), Column(name: "Done")], stale_after: 5),
    people: [Person(name: "Ann"), Person(name: "Joanna Nilsson"), Person(name: "Dev Lead"), Person(name: "CFO", side: Customer)],
    outcomes: [
        Outcome(id: "reports", title: "Core reports moved", owners: ["Ann"],
            milestone: Milestone(headline: "Reports in the new system", by: "2027-02-26", sign_off: "CFO"),
            tasks: [
                Task(id: "a1", title: "Extract the data", status: "Doing", owners: ["Ann"], entered: "2027-01-04", started: "2027-01-04"),
                Task(id: "a2", title: "Load it", status: "Doing", owners: ["Joanna Nilsson"], entered: "2027-02-05", started: "2027-02-05"),
                Task(id: "a3", title: "Check the sums", status: "Doing", blocked: "no test data", entered: "2027-02-04", started: "2027-02-04"),
                Task(id: "a4", title: "Agree the list", status: "Done", owners: ["Dev Lead"], started: "2027-01-11", finished: "2027-02-06"),
                Task(id: "a5", title: "Old and unowned", status: "Done", started: "2027-01-11", finished: "2027-01-12"),
            ]),
        Outcome(id: "payroll", title: "Payroll moved", owners: ["Dev Lead"],
            milestone: Milestone(headline: "Payroll in the new system", by: "2027-12-31", sign_off: "CFO"),
            tasks: [
                Task(id: "b1", title: "Rebuild the rules", owners: ["Dev Lead", "Ann"], added: "2027-02-08"),
                Task(id: "b2", title: "Parallel run"),
            ]),
        Outcome(id: "archive", title: "Archive kept", owners: ["Ann"], milestone: Milestone(headline: "Archive is kept", by: "2027-02-19", sign_off: "CFO")),
        Outcome(id: "kickoff", title: "Kick-off held", owners: ["Ann"], milestone: Milestone(headline: "Kick-off was held", by: "2027-02-01", sign_off: "CFO", signed: "2027-02-01")),
    ],
    noise: [Task(id: "n1", title: "A stray thought")],
    shares: [
        Share(rev: 1, on: "2027-02-01", by: "Ann", to: ["CFO"], promises: [
            Promise(outcome: "reports", headline: "Reports in the new system", by: "2027-02-26", sign_off: "CFO"),
            Promise(outcome: "payroll", headline: "Payroll in the new system", by: "2027-12-31", sign_off: "CFO", tasks: 2),
            Promise(outcome: "kickoff", headline: "Kick-off was held", by: "2027-02-01", sign_off: "CFO", signed: "2027-02-01"),
            Promise(outcome: "archive", headline: "Archive is kept", by: "2027-02-12", sign_off: "CFO"),
        ]),
    ],
)
"#;

impl Desk {
    fn new() -> Desk {
        Desk::open(PLAN).sized(120, 40)
    }
    /// Ids of the cards that are shown.
    fn cards(&self) -> String {
        let mut ids: Vec<&str> =
            self.model.sight.grid.lanes.iter().flat_map(|lane| lane.cells.iter().flatten()).map(|card| card.id.as_str()).collect();
        ids.sort_unstable();
        ids.join(" ")
    }
}

fn shown(filter: &str) -> String {
    Desk::new().type_keys("f").type_keys(filter).type_keys("<enter>").cards()
}

#[test]
fn each_word_means_its_cards() {
    for (filter, cards) in [
        ("unowned", "a3 b2 n1"),
        ("stale", "a1"),
        ("blocked", "a3"),
        ("@ann", "a1 a2 b1"),
        ("@dev", "a4 b1"),
        ("#payroll", "b1 b2"),
        ("#reports", "a1 a2 a3 a4 a5"),
        ("load", "a2"),
        ("LOAD", "a2"),
        ("the", "a1 a3 a4 b1"),
    ] {
        assert_eq!(shown(filter), cards, "{filter}");
    }
}

#[test]
fn moved_is_what_came_or_moved_since_the_last_working_day() {
    assert_eq!(shown("moved"), "a2 a4 b1", "on Friday, over the weekend, today; not on Thursday");
}

#[test]
fn drifted_shows_the_outcomes_themselves_even_without_a_card() {
    let mut desk = Desk::new();
    desk.type_keys("fdrifted<enter>");
    let lanes: Vec<_> = desk.model.sight.grid.lanes.iter().filter_map(|lane| lane.key.outcome()).collect();
    assert!(lanes.contains(&"archive") && !lanes.contains(&"kickoff"), "{lanes:?}");
    let mut desk = Desk::new();
    desk.type_keys("f#archive<enter>");
    assert_eq!(desk.model.sight.grid.lanes.len(), 1, "an outcome without tasks is found too");
    assert_eq!(shown("#archive unowned"), "");
}

#[test]
fn words_together_must_all_hold() {
    assert_eq!(shown("@ann #payroll"), "b1");
    assert_eq!(shown("unowned blocked"), "a3");
    assert_eq!(shown("moved @nilsson load"), "a2");
    assert_eq!(shown("@ann blocked"), "");
}

#[test]
fn a_name_of_two_words_stands_in_quotes() {
    assert_eq!(shown("@\"Dev Lead\""), "a4 b1");
    assert_eq!(shown("#\"Core reports\" blocked"), "a3");
    assert_eq!(shown("\"the list\""), "a4");
}

#[test]
fn what_is_nowhere_as_typed_is_found_loosely() {
    assert_eq!(shown("@jnls"), "a2");
    assert_eq!(shown("#pyrl"), "b1 b2");
    assert_eq!(shown("prlrun"), "b2");
    assert_eq!(shown("@ann"), "a1 a2 b1", "but nobody is added to those who are meant");
}

#[test]
fn the_count_is_there_with_each_letter_and_afterwards() {
    let mut desk = Desk::new();
    desk.type_keys("f");
    assert!(desk.sees("@owner #outcome unowned drifted stale blocked moved text"));
    desk.type_keys("unow");
    assert!(desk.sees("1 of 8 cards"), "{}", desk.lines().join("\n"));
    desk.type_keys("ned");
    assert!(desk.sees("3 of 8 cards"));
    desk.type_keys("zz");
    assert!(desk.sees("no card passes"));
    desk.type_keys("<backspace><backspace><enter>");
    assert!(desk.sees("filter: unowned · 3 cards"));
}

#[test]
fn a_limit_counts_all_cards_whatever_is_shown_and_stops_nobody() {
    let mut desk = Desk::new();
    assert!(desk.sees("Doing  ▲ 3/2 over"), "{}", desk.lines().join("\n"));
    desk.type_keys("fblocked<enter>");
    assert!(desk.sees("Doing  ▲ 3/2 over"), "one is shown, three count");
    desk.type_keys("<esc>fparallel<enter>L");
    assert_eq!(desk.model.message.as_ref().unwrap().words, "moved Parallel run to Doing; Doing now holds 4 of 2");
    let mut desk = Desk::new();
    desk.type_keys("f#payroll<enter><ctrl-a>L");
    assert_eq!(desk.model.message.as_ref().unwrap().words, "moved 2 cards one column right; Doing now holds 5 of 2", "several at once too");
}

#[test]
fn esc_while_typing_puts_back_what_was_in_force_and_says_how_to_get_the_rest() {
    let mut desk = Desk::new();
    desk.type_keys("f@ann<enter>f blo");
    assert_eq!(desk.cards(), "");
    desk.type_keys("<esc>");
    assert_eq!((desk.model.filter.as_deref(), desk.cards().as_str()), (Some("@ann"), "a1 a2 b1"));
    assert_eq!(desk.model.message.as_ref().unwrap().words, "the filter is as it was; f and ↑ bring back what you typed");
    desk.type_keys("f<up>");
    assert_eq!(desk.model.filter.as_deref(), Some("@ann blo"));
    desk.type_keys("<esc><esc>");
    assert_eq!(desk.model.filter, None);
    assert_eq!(desk.model.message.as_ref().unwrap().words, "all cards are shown; f and ↑ bring the filter back");
    desk.type_keys("f<up><enter>");
    assert_eq!(desk.model.filter.as_deref(), Some("@ann"));
}

#[test]
fn a_search_finds_outcomes_as_well_and_its_words_come_back() {
    let mut desk = Desk::new();
    desk.type_keys("/payroll<enter>");
    assert!(desk.model.card().is_none() && desk.model.lane().unwrap().key.outcome() == Some("payroll"));
    desk.type_keys("gg/<up>");
    assert_eq!(desk.model.lane().unwrap().key.outcome(), Some("payroll"));
    desk.type_keys("<esc>t/archive<enter>");
    assert_eq!(desk.model.lane().unwrap().key.outcome(), Some("archive"), "on the timeline too");
}

#[test]
fn a_stand_up_goes_person_by_person_and_sees_what_moved() {
    let mut desk = Desk::new();
    desk.type_keys("fmoved<enter>");
    assert_eq!(desk.cards(), "a2 a4 b1");
    desk.type_keys("f<ctrl-u>@ann moved<enter>");
    assert_eq!(desk.cards(), "a2 b1");
    desk.type_keys("f<ctrl-u>@dev moved<enter>");
    assert_eq!(desk.cards(), "a4 b1");
    desk.type_keys("f<ctrl-u><enter>");
    assert_eq!(desk.model.filter, None, "nothing typed is no filter");
}
