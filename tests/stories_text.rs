//! Stories of typing: nothing typed is lost by Esc, a paste or another size, and a day is shown as it will be understood.

#[path = "support/desk.rs"]
mod desk;

use chrono::NaiveDate;
use desk::{Desk, FINANCE};
use handshake::{desk::Room, file, view};

/// A Tuesday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

impl Desk {
    fn new() -> Desk {
        Desk::on(file::read(FINANCE.as_bytes()).plan.unwrap(), today()).sized(100, 30)
    }
    /// What stands in each field of the form.
    fn fields(&self) -> Vec<String> {
        match self.model.rooms.last() {
            Some(Room::Form(form)) => form.fields.iter().map(|it| it.field.text()).collect(),
            other => panic!("no form: {other:?}"),
        }
    }
}

#[test]
fn a_day_is_shown_as_it_will_be_understood_while_it_is_typed() {
    for (typed, shown) in [
        ("fri", "= Fri 27 Nov 2026"),
        ("31 mar", "= Wed 31 Mar 2027"),
        ("+2w", "= Tue 8 Dec 2026"),
        ("2027-03-31", "= Wed 31 Mar 2027"),
        ("tomorrow", "= Wed 25 Nov 2026"),
        ("some day", "like 31 mar, fri, +2w"),
    ] {
        let mut desk = Desk::new();
        desk.type_keys("d").type_keys(typed);
        assert!(desk.sees(shown), "{typed}: {}", desk.lines().join("\n"));
    }
    let mut desk = Desk::new();
    desk.type_keys("dfri<enter>");
    assert_eq!(desk.model.plan.task("m7qa").unwrap().task.due, NaiveDate::from_ymd_opt(2026, 11, 27));
}

#[test]
fn a_form_left_with_esc_is_there_again_even_after_another_one_was_left() {
    let mut desk = Desk::new();
    desk.type_keys("nBuy more disks<tab>because they are full<esc>");
    assert_eq!(desk.says(), "closed without saving; the same key brings back what you typed");
    desk.type_keys("e now<esc>");
    desk.type_keys("n");
    assert_eq!(desk.fields()[..2], ["Buy more disks".to_string(), "because they are full".into()]);
    assert_eq!(desk.says(), "what you typed before is still here");
    desk.type_keys("<esc>e");
    assert_eq!(desk.fields()[0], "Extract dataset now");
    desk.type_keys("<enter>e");
    assert_eq!(desk.says(), "", "what was saved is no draft any more");
}

#[test]
fn an_interrupt_loses_no_more_than_esc() {
    let mut desk = Desk::new();
    desk.type_keys("nBuy more disks<ctrl-c>");
    assert!(desk.model.rooms.is_empty());
    desk.type_keys("n");
    assert_eq!(desk.fields()[0], "Buy more disks");
}

#[test]
fn an_answer_left_with_esc_comes_back_with_an_arrow() {
    for (before, again) in [("a/", "a/"), ("pb", "pb"), ("<ctrl-s>", "<ctrl-s>"), ("XB<enter>", "<enter>")] {
        let mut desk = Desk::new();
        desk.type_keys(before).type_keys("Zoe Zimmer<esc>");
        assert_eq!(desk.says(), "left; ↑ in an empty line brings back what you typed", "{before}");
        desk.type_keys(again).type_keys("<up>");
        assert!(desk.sees("Zoe Zimmer"), "{before}: {}", desk.lines().join("\n"));
    }
    let mut desk = Desk::new();
    desk.type_keys("a/Zoe<esc>a/<up><enter>");
    assert_eq!(desk.model.plan.task("m7qa").unwrap().task.owners, ["Zoe"], "and it counts as typed");
}

#[test]
fn what_is_left_untouched_says_nothing() {
    let mut desk = Desk::new();
    desk.type_keys("e<esc>");
    assert_eq!(desk.says(), "");
    desk.type_keys("a/<esc>");
    assert_eq!(desk.says(), "");
}

#[test]
fn another_size_keeps_what_was_typed_and_the_place_in_it() {
    let sizes = [(50, 20), (20, 6), (1, 1), (300, 60), (80, 24), (100, 30)];
    let typing = [
        "nBuy disks<tab>for the<enter>new ones<left><left>",
        "d31 m",
        "fown",
        "/trans",
        "a/Zo",
        ":mov",
        "pbit grew",
        "sdin a while",
        "<ctrl-s>other.ron",
    ];
    for keys in typing {
        let mut desk = Desk::new();
        desk.type_keys(keys);
        let (rooms, lines) = (desk.model.rooms.clone(), desk.lines());
        for (width, height) in sizes {
            desk.resize(width, height);
            assert_eq!(desk.model.rooms, rooms, "{keys} at {width}x{height}");
            desk.lines();
        }
        assert_eq!(desk.lines(), lines, "{keys}: back at its size it looks as before");
    }
    let mut desk = Desk::new();
    desk.type_keys("nBuy");
    desk.resize(40, 12);
    desk.type_keys(" disks");
    desk.resize(160, 48);
    desk.type_keys("<enter>");
    assert!(desk.model.plan.tasks().any(|it| it.task.title == "Buy disks"));
}

#[test]
fn a_paste_of_many_lines_is_text_and_never_keys() {
    let mut desk = Desk::new();
    let before = desk.model.plan.clone();
    desk.paste("xxqqL\nnew\n");
    assert_eq!((desk.model.plan.clone(), desk.model.rooms.len()), (before, 0), "on the board it is nothing");
    desk.type_keys("n");
    desk.paste("Buy disks\r\nand cables\u{1b}[2J");
    assert_eq!(desk.fields()[0], "Buy disks and cables[2J");
    desk.type_keys("<tab>");
    desk.paste("one\ntwo\r\nthree\tfour");
    assert_eq!(desk.fields()[1], "one\ntwo\nthree four");
    desk.type_keys("<ctrl-s>");
    let task = desk.model.plan.tasks().find(|it| it.task.title.starts_with("Buy")).unwrap().task.clone();
    assert_eq!((task.title.as_str(), task.note.as_str()), ("Buy disks and cables[2J", "one\ntwo\nthree four"));
}

#[test]
fn wide_and_combined_characters_keep_the_cursor_in_its_cell() {
    let mut desk = Desk::new();
    desk.type_keys("n");
    let start = view::screen(&desk.model, today()).cursor.unwrap();
    for (text, cells) in [("日本", 4), ("e\u{301}", 1), ("👨\u{200d}👩\u{200d}👧", 2), ("größer", 6)] {
        desk.paste(text);
        let at = view::screen(&desk.model, today()).cursor.unwrap();
        assert_eq!(at.0 - start.0, cells, "{text}");
        desk.type_keys("<ctrl-u>");
    }
    desk.paste("日本語");
    desk.type_keys("<left><backspace>x");
    assert_eq!(desk.fields()[0], "日x語");
}

#[test]
fn undo_in_a_field_is_the_fields_own() {
    let mut desk = Desk::new();
    desk.type_keys("Le<ctrl-u>Wrong<ctrl-_><ctrl-_><ctrl-_><ctrl-_><ctrl-_><ctrl-_>");
    assert_eq!(desk.fields()[0], "Extract dataset");
    assert_eq!(desk.model.plan.task("m7qa").unwrap().task.status, "In progress", "the move before stays");
}
