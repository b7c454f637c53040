//! Stories of the timeline: what it shows, where its cursor goes, what is done there, and what it never shows.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, FINANCE, day, today};
use handshake::{
    desk::{Event, Gesture, Pane, Room, Subject, update},
    paint::{Glyphs, Style, Theme},
    view,
};

impl Desk {
    fn lane_here(&self) -> &str {
        self.model.lane().and_then(|lane| lane.key.outcome()).unwrap_or("nowhere")
    }
}

/// Where a sign stands in its line, in cells.
fn cell(line: &str, sign: char) -> Option<usize> {
    line.chars().position(|it| it == sign)
}

#[test]
fn it_takes_the_place_of_the_board_and_the_same_key_or_esc_gives_it_back() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("t");
    assert!(desk.sees("◆ told") && desk.sees("▼ today 8 Feb"), "{}", desk.lines().join("\n"));
    assert!(!desk.sees("In progress"), "no columns");
    desk.type_keys("t");
    assert!(desk.sees("In progress") && !desk.sees("◆ told"));
    desk.type_keys("tf#reports<enter>");
    desk.type_keys("<esc>");
    assert!(desk.model.filter.is_none() && desk.model.timeline.shown, "the filter lies on top");
    desk.type_keys("<esc>");
    assert!(!desk.model.timeline.shown);
}

#[test]
fn a_pane_that_covers_the_screen_gives_way_to_it() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("<tab>t");
    assert!(desk.model.timeline.shown && desk.sees("◆ told"));
    assert_eq!(desk.model.pane, Pane { shown: Some(false), focused: false, ..desk.model.pane.clone() });
}

#[test]
fn its_cursor_goes_from_outcome_to_outcome_and_never_to_the_noise() {
    let mut desk = Desk::open(&FINANCE.replace("noise: [", "noise: [Task(title: \"stray thought\"), ")).sized(100, 30);
    desk.type_keys("jjt");
    let outcomes = desk.model.plan.outcomes.iter().filter(|it| it.is_live()).map(|it| it.id.clone()).collect::<Vec<_>>();
    let mut seen = vec![desk.lane_here().to_string()];
    for _ in 0..outcomes.len() + 2 {
        desk.type_keys("j");
        assert!(desk.model.card().is_none());
        seen.push(desk.lane_here().to_string());
    }
    seen.dedup();
    assert_eq!(seen, outcomes);
    assert_eq!(desk.type_keys("gg").lane_here(), outcomes[0]);
    assert_eq!(desk.type_keys("G").lane_here(), outcomes[outcomes.len() - 1]);
    assert!(desk.lines().iter().any(|line| line.starts_with('►')), "and it is a sign");
}

#[test]
fn what_is_done_to_an_outcome_is_done_there() {
    let room = |keys: &str| {
        let mut desk = Desk::finance().sized(100, 30);
        desk.type_keys("t").type_keys(keys);
        desk.model.rooms.pop()
    };
    assert!(matches!(room("e"), Some(Room::Form(form)) if form.subject == Subject::Outcome("finance-reports".into())));
    assert!(matches!(room("<enter>"), Some(Room::Form(form)) if form.subject == Subject::Outcome("finance-reports".into())));
    assert!(matches!(room("d"), Some(Room::Form(form)) if form.subject == Subject::Milestone("finance-reports".into())));
    assert!(matches!(room("w"), Some(Room::Why { outcome, .. }) if outcome == "finance-reports"));
    assert!(matches!(room("a"), Some(Room::Assign(_))));
    assert!(matches!(room("s"), Some(Room::Share(_))));
    assert!(matches!(room("p"), Some(Room::Pivot(_))));
    assert!(matches!(room("X"), Some(Room::Drop(_))));
    assert!(matches!(room("n"), Some(Room::Form(form)) if form.heading.starts_with("New task: Migrate core finance reports")));
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("tJ");
    assert_eq!((desk.says(), desk.lane_here()), ("moved Migrate core finance reports down", "finance-reports"));
    desk.type_keys("u");
    assert_eq!(desk.model.plan.outcomes[0].id, "finance-reports");
    desk.type_keys("NArchive kept<enter>");
    assert_eq!(desk.model.lane().unwrap().outcome.as_ref().unwrap().title, "Archive kept");
    assert!(desk.line("Archive kept").starts_with('►'), "its row is there");
    desk.type_keys("nScan the boxes<enter>");
    assert!(
        desk.model.card().is_none() && desk.line("Archive kept").starts_with('►'),
        "the new card does not take the cursor off the outcome"
    );
}

#[test]
fn another_date_moves_its_mark_before_the_next_frame() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("t");
    let before = cell(&desk.line("Migrate core"), '◆').unwrap();
    assert_eq!(cell(&desk.line("Migrate core"), '◇'), None, "meant as told");
    desk.type_keys("d<ctrl-u>30 apr<enter>");
    assert_eq!(desk.model.plan.outcome("finance-reports").unwrap().milestone.as_ref().unwrap().by, Some(day("2027-04-30")));
    let line = desk.line("Migrate core");
    let (told, meant) = (cell(&line, '◆').unwrap(), cell(&line, '◇').unwrap());
    assert!(told <= before && meant > told, "told stays told, meant lies later: {line}");
}

#[test]
fn what_is_for_cards_says_where_they_are() {
    for key in ["L", "v", "b", "m", "3", "<ctrl-a>"] {
        let mut desk = Desk::finance().sized(100, 30);
        let before = desk.model.plan.clone();
        desk.type_keys("t").type_keys(key);
        assert!(desk.says().contains("on the board"), "{key}: {}", desk.says());
        assert!(desk.model.rooms.is_empty() && desk.model.plan == before && desk.model.selected.is_empty());
    }
}

#[test]
fn zoom_goes_from_weeks_to_months_and_all_comes_back_with_one_key() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("t");
    let all = desk.lines();
    assert!(desk.sees("by weeks"));
    desk.type_keys("----");
    assert!(desk.sees("by months") && desk.sees("2027"));
    assert!(desk.sees("▼ today"), "today stays in sight");
    desk.type_keys("0");
    assert_eq!(desk.lines(), all);
    desk.type_keys("++++++++++++++");
    assert_eq!(desk.says(), "closer it does not go");
    desk.type_keys("0------------------");
    assert_eq!(desk.says(), "wider it does not go");
    assert!(desk.sees("by years"));
}

#[test]
fn it_scrolls_until_nothing_is_left_and_its_edges_say_where_the_rest_is() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("tl");
    desk.type_keys("llllllllll");
    assert_eq!(desk.says(), "nothing is later");
    let line = desk.line("Migrate core");
    assert!(line.contains('‹') && !line.contains('◆'), "{line}");
    assert!(desk.sees("‹ today 8 Feb"));
    desk.type_keys("0hhhhhhhhhhhhhhhhh");
    assert_eq!(desk.says(), "nothing is earlier");
    assert!(desk.line("Migrate core").contains('›') && desk.sees("today 8 Feb ▼"));
}

#[test]
fn an_outcome_opens_to_its_asks_and_open_tasks() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("tz");
    assert!(desk.line("15 Feb, Acme Data Office").contains("Provide dataset"));
    assert!(desk.line("Transform").contains("Dev Lead"), "{}", desk.line("Transform"));
    assert!(!desk.sees("Agree report"), "what is done needs no bar");
    assert!(desk.lane_here() == "finance-reports" && desk.type_keys("j").lane_here() != "finance-reports", "the cursor stays on outcomes");
    desk.type_keys("kz");
    assert!(!desk.sees("15 Feb, Acme Data Office"));
    desk.type_keys("Z");
    assert!(desk.sees("Provide dataset") && desk.sees("Penetration test"));
    desk.type_keys("Z");
    assert!(!desk.sees("Penetration test"));
}

/// One outcome whose four marks fall on one day: told, implied, meant, an ask.
fn crowded(told: &str, meant: &str, ask: &str) -> String {
    let told = if told.is_empty() {
        String::new()
    } else {
        format!(
            r#", shares: [Share(rev: 1, on: "2027-02-01", by: "Ann", to: ["CFO"], promises: [Promise(outcome: "one", headline: "It works for all", by: "{told}")])]"#
        )
    };
    format!(
        r#"Plan(format: 1, title: "Crowd", people: [Person(name: "Ann"), Person(name: "CFO", side: Customer)], outcomes: [
            Outcome(id: "one", title: "One", owners: ["Ann"], milestone: Milestone(headline: "It works for all", by: "{meant}",
                deliverables: [Deliverable(id: "ask1", what: "Send the list", from: "CFO", by: "{ask}")]),
                tasks: [Task(id: "t1", title: "Do it", owners: ["Ann"], estimate: 5)])]{told})"#
    )
}

#[test]
fn of_marks_in_one_cell_told_wins_over_implied_over_meant_over_asked() {
    let signs = |told: &str, meant: &str, ask: &str| {
        let mut desk = Desk::open(&crowded(told, meant, ask)).sized(100, 30);
        desk.type_keys("t");
        let line = desk.line(" One ");
        ['◆', '▶', '◇', '▽'].into_iter().filter(|sign| line.contains(*sign)).collect::<String>()
    };
    // The work ends on 12 February.
    assert_eq!(signs("2027-02-12", "2027-02-12", "2027-02-12"), "◆");
    assert_eq!(signs("", "2027-02-12", "2027-02-12"), "▶");
    assert_eq!(signs("", "2027-02-26", "2027-02-26"), "▶◇");
    assert_eq!(signs("2027-02-22", "2027-03-01", "2027-02-10"), "◆▶◇▽");
    let mut desk = Desk::open(&crowded("2027-02-12", "2027-02-12", "2027-02-12")).sized(100, 30);
    desk.type_keys("tw");
    assert!(desk.sees("told 12 Feb   meant 12 Feb   implied 12 Feb"), "{}", desk.lines().join("\n"));
    assert!(desk.sees("▽ Send the list  by 12 Feb, CFO"), "why tells all");
}

#[test]
fn the_days_under_the_signs_are_those_of_the_plan() {
    let mut desk = Desk::open(&crowded("2027-02-22", "2027-03-01", "2027-02-10")).sized(100, 30);
    desk.type_keys("t");
    let lines = desk.lines();
    let row = lines.iter().position(|line| line.contains(" One ")).unwrap();
    let at = |sign| cell(&lines[row], sign).unwrap();
    for (sign, words) in [('◆', "22 Feb"), ('◇', "1 Mar"), ('▶', "12 Feb")] {
        let start = lines[row + 1].chars().collect::<Vec<_>>().windows(words.len()).rposition(|it| it.iter().collect::<String>() == words);
        let start = start.unwrap_or_else(|| panic!("{words} in {}", lines[row + 1]));
        assert!((start..start + words.len() + 3).contains(&(at(sign) + 1)), "{words} is near {sign}:\n{}\n{}", lines[row], lines[row + 1]);
    }
}

#[test]
fn with_enough_history_a_band_says_by_when_it_is_likely() {
    let done = |n: u32| {
        format!(
            r#"Task(id: "d{n}", title: "Past {n}", status: "Done", owners: ["Ann"], started: "2027-01-{n:02}", finished: "2027-01-{n:02}")"#
        )
    };
    let history: Vec<String> = [4, 5, 7, 8, 12, 14, 19, 20, 26].map(done).to_vec();
    let text = crowded("2027-02-22", "2027-02-22", "2027-02-10");
    let with = text.replace(
        "tasks: [Task(id: \"t1\"",
        &format!("tasks: [{}, Task(id: \"t2\", title: \"And that\", owners: [\"Ann\"], estimate: 2), Task(id: \"t1\"", history.join(",")),
    );
    let shown = |text: &str| {
        let mut desk = Desk::open(text).sized(100, 30);
        desk.type_keys("t");
        (desk.line(" One ").contains('═'), desk.sees("═ 50–85 % sure"))
    };
    assert_eq!(shown(&with), (true, true));
    assert_eq!(shown(&text), (false, false), "without history none is drawn, and none explained");
}

#[test]
fn findings_are_gone_through_outcome_by_outcome() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("tgg");
    let mut seen = Vec::new();
    for _ in 0..4 {
        desk.type_keys("]");
        assert!(!desk.says().is_empty() && desk.model.card().is_none());
        seen.push(desk.lane_here().to_string());
    }
    seen.sort();
    seen.dedup();
    assert!(seen.len() > 1, "it gets past the first: {seen:?}");
}

#[test]
fn the_curtain_over_it_shows_what_it_shows_over_the_board() {
    for keys in ["C", "C<tab>", "<f9>"] {
        let mut board = Desk::finance().sized(100, 30);
        let mut timeline = Desk::finance().sized(100, 30);
        board.type_keys(keys);
        timeline.type_keys("tz").type_keys(keys);
        assert_eq!(board.lines(), timeline.lines(), "{keys}");
        assert!(!timeline.sees("▶") && !timeline.sees("Transform"));
        timeline.type_keys("t");
        assert_eq!(board.lines(), timeline.lines(), "its key does nothing there");
    }
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("tCCC");
    assert!(desk.model.timeline.shown && desk.sees("◆ told"), "and it is there again afterwards");
}

#[test]
fn on_a_narrow_screen_the_title_stands_over_its_track() {
    let mut desk = Desk::open(FINANCE).sized(50, 24);
    desk.type_keys("t");
    let lines = desk.lines();
    let title = lines.iter().position(|line| line.contains("Migrate core")).unwrap();
    assert!(lines[title].starts_with('►') && lines[title + 1].contains('◆'), "{}", lines.join("\n"));
    assert!(lines.iter().any(|line| line.contains("◆ told")), "explained");
}

#[test]
fn more_outcomes_than_fit_are_scrolled_to_and_counted() {
    let outcome = |n: usize| {
        format!(
            r#"Outcome(id: "o{n}", title: "Outcome {n}", milestone: Milestone(headline: "Thing {n} works", by: "2027-03-0{}"))"#,
            n % 9 + 1
        )
    };
    let text = format!("Plan(format: 1, title: \"Many\", outcomes: [{}])", (0..40).map(outcome).collect::<Vec<_>>().join(","));
    let mut desk = Desk::open(&text).sized(80, 24);
    desk.type_keys("t");
    assert!(desk.sees("Outcome 0") && desk.sees("↓ 24 outcomes"), "{}", desk.lines().join("\n"));
    desk.type_keys("G");
    assert!(desk.line("Outcome 39").starts_with('►') && desk.sees("↑ 24 outcomes") && !desk.sees("↓"));
    let pieces = |outcomes: usize| {
        let text = format!("Plan(format: 1, title: \"Many\", outcomes: [{}])", (0..outcomes).map(outcome).collect::<Vec<_>>().join(","));
        let mut desk = Desk::open(&text).sized(80, 24);
        desk.type_keys("t");
        view::screen(&desk.model, today()).pieces.len()
    };
    assert_eq!(pieces(100), pieces(1000), "only what is seen is drawn");
}

#[test]
fn without_an_outcome_it_says_what_to_do() {
    let mut desk = Desk::open(r#"Plan(format: 1, title: "New", noise: [Task(title: "stray")])"#).sized(80, 24);
    desk.type_keys("t");
    assert!(desk.sees("No outcome yet") && desk.sees("N names one"));
    desk.type_keys("+-0hljkz");
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("tfnothing like it<enter>");
    assert!(desk.sees("No outcome passes the filter"));
}

#[test]
fn in_black_and_white_and_ascii_it_tells_the_same() {
    let mut desk = Desk::open(&crowded("2027-02-22", "2027-03-01", "2027-02-10")).sized(100, 30);
    desk.type_keys("t");
    let plain = desk.lines_in(&Style { theme: Theme::Mono, glyphs: Glyphs::Ascii, ..Style::default() });
    let row = plain.iter().find(|line| line.contains(" One ")).unwrap();
    assert!(row.is_ascii() && ['#', '>', 'O', 'v'].iter().all(|sign| row.contains(*sign)), "{row}");
    assert!(plain.iter().any(|line| line.contains("# told  O meant  > implied")));
}

#[test]
fn a_click_on_a_title_opens_the_outcome_and_the_wheel_goes_through_them() {
    let mut desk = Desk::finance().sized(100, 30);
    desk.type_keys("t");
    let title = |desk: &Desk| desk.lines().iter().position(|line| line.contains("New system live")).unwrap() as u16;
    let spot = view::screen(&desk.model, today()).under(6, title(&desk)).cloned();
    update(&mut desk.model, Event::Mouse(Gesture::Press, spot.clone()), today());
    assert_eq!(desk.lane_here(), "hosting");
    assert!(desk.sees("Penetration test"), "it is open");
    update(&mut desk.model, Event::Mouse(Gesture::Press, spot), today());
    assert!(!desk.sees("Penetration test"), "and closed by another click");
    let track = view::screen(&desk.model, today()).under(60, title(&desk)).cloned();
    update(&mut desk.model, Event::Mouse(Gesture::WheelDown, track.clone()), today());
    assert_eq!(desk.lane_here(), "ledger-off");
    update(&mut desk.model, Event::Mouse(Gesture::WheelUp, track), today());
    assert_eq!(desk.lane_here(), "hosting");
    assert!(desk.model.held.is_none(), "there is no card to hold");
}
