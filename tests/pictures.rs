//! Screens as they look: each picture is a plan, a size and the keys pressed, beside the screen it gives as text.
//! And what holds for every screen: no size breaks it, nothing reaches the terminal that commands it, every sign has a plain spelling.
//! A new picture is a row in `PICTURES`; a picture that no row uses fails.
#![allow(clippy::disallowed_methods)] // the check of unused pictures reads their folder

use chrono::NaiveDate;
use handshake::{
    desk::{Author, Effect, Event, Gesture, Model, Room, Size, Spot, Written, update},
    file,
    paint::{Glyphs, Palette, Style, Theme, paint, svg},
    view::{self, Screen},
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{collections::BTreeSet, fs, sync::Arc};
use unicode_width::UnicodeWidthStr;

const FINANCE: &str = include_str!("data/finance.ron");
const WIDE: &str = include_str!("data/wide.ron");
const EMPTY: &str = r#"Plan(format: 1, title: "A new plan")"#;
const BROKEN: &str = "Plan(\n    format: 1,\n    title: \"Finance\",\n    custmer: \"Acme plc\",\n    outcomes: [Outcome(title: \"Reports\", owners: \"Ann\")],\n)";

/// Name, size, plan, keys (`=words` is pasted text, `_` its spaces; `!changed`, `!failed`, `!broken` come from the disk).
const PICTURES: &[(&str, (u16, u16), &str, &str)] = &[
    ("board-300x60", (300, 60), FINANCE, "down"),
    ("board-160x48", (160, 48), FINANCE, "down"),
    ("board-120x35", (120, 35), FINANCE, "down"),
    ("board-100x30", (100, 30), FINANCE, "up"),
    ("board-80x24", (80, 24), FINANCE, "L"),
    ("board-50x20", (50, 20), FINANCE, ""),
    ("wide-text-100x30", (100, 30), WIDE, "down"),
    ("wide-text-50x20", (50, 20), WIDE, "down down"),
    ("more-than-fits-80x24", (80, 24), WIDE, "G"),
    ("pane-focused-80x24", (80, 24), FINANCE, "tab"),
    ("pane-shift-120x35", (120, 35), FINANCE, "up d ctrl-a ctrl-k =9_apr enter"),
    ("shift-without-pane-80x24", (80, 24), FINANCE, "up d ctrl-a ctrl-k =9_apr enter"),
    ("assign-100x30", (100, 30), FINANCE, "a"),
    ("assign-new-80x24", (80, 24), FINANCE, "a / =Zoe"),
    ("move-80x24", (80, 24), FINANCE, "m"),
    ("form-80x24", (80, 24), FINANCE, "down down down down e tab"),
    ("form-problem-80x24", (80, 24), FINANCE, "d =sometime enter"),
    ("form-echo-80x24", (80, 24), FINANCE, "d =fri"),
    ("help-120x35", (120, 35), FINANCE, "?"),
    ("help-50x20", (50, 20), FINANCE, "? down down"),
    ("palette-80x24", (80, 24), FINANCE, "up : =bin"),
    ("meeting-80x24", (80, 24), FINANCE, "M p"),
    ("minutes-80x24", (80, 24), FINANCE, "M p - esc"),
    ("selected-80x24", (80, 24), FINANCE, "v down v"),
    ("search-80x24", (80, 24), FINANCE, "/ =val"),
    ("filter-80x24", (80, 24), FINANCE, "f =unowned enter"),
    ("why-120x35", (120, 35), FINANCE, "w"),
    ("why-50x20", (50, 20), FINANCE, "w"),
    ("long-message-80x24", (80, 24), FINANCE, "]"),
    ("refused-80x24", (80, 24), FINANCE, "up x"),
    ("timeline-160x48", (160, 48), FINANCE, "t"),
    ("timeline-100x30", (100, 30), FINANCE, "t d ctrl-u =9_apr enter"),
    ("timeline-80x24", (80, 24), WIDE, "t j z"),
    ("timeline-50x20", (50, 20), FINANCE, "t j"),
    ("timeline-months-80x24", (80, 24), FINANCE, "t - - - Z"),
    ("share-160x48", (160, 48), FINANCE, "s t"),
    ("share-100x30", (100, 30), FINANCE, "s d =5_mar"),
    ("share-80x24", (80, 24), FINANCE, "s"),
    ("share-held-80x24", (80, 24), FINANCE, "p e enter enter esc s t"),
    ("share-first-80x24", (80, 24), WIDE, "s"),
    ("share-who-160x48", (160, 48), FINANCE, "s enter enter d"),
    ("share-who-80x24", (80, 24), FINANCE, "s enter enter d"),
    ("share-team-100x30", (100, 30), FINANCE, "s v"),
    ("share-files-80x24", (80, 24), FINANCE, "s f"),
    ("pivots-160x48", (160, 48), FINANCE, "p e enter enter esc } p b =it_grew enter"),
    ("pivots-80x24", (80, 24), FINANCE, "p e enter enter"),
    ("pivot-tasks-80x24", (80, 24), FINANCE, "p e + =Faster_export enter"),
    ("pivot-what-80x24", (80, 24), FINANCE, "p b =it_grew"),
    ("pivot-becomes-80x24", (80, 24), FINANCE, "p e enter enter r"),
    ("drop-100x30", (100, 30), FINANCE, "X m a b f"),
    ("drop-why-80x24", (80, 24), FINANCE, "X B enter =too_dear"),
    ("swap-80x24", (80, 24), FINANCE, "X B enter =too_dear enter"),
    ("tie-80x24", (80, 24), FINANCE, "tab k k k k y"),
    ("held-120x35", (120, 35), FINANCE, "p e enter enter esc"),
    ("changed-on-disk-100x30", (100, 30), FINANCE, "L !changed"),
    ("not-saved-100x30", (100, 30), FINANCE, "L !failed"),
    ("broken-on-disk-100x30", (100, 30), FINANCE, "!broken"),
    ("empty-80x24", (80, 24), EMPTY, ""),
    ("problems-80x24", (80, 24), BROKEN, ""),
];

/// Every room, and the states a board can be in.
const STATES: &[&str] = &[
    "",
    "up",
    "a",
    "a / =Zoe",
    "A",
    "m",
    "e",
    "e tab",
    "N",
    "d =sometime enter",
    "?",
    "? pagedown",
    ": =zzz",
    ": =mo",
    "/ =a",
    "f =unowned",
    "f =nothing_at_all enter",
    "w",
    "c",
    "tab",
    "tab k k k e",
    "tab d =+2w enter",
    "M",
    "M /",
    "M esc",
    "M space M L M esc j j",
    "ctrl-a",
    "v b",
    "L",
    "L u",
    "Z",
    "G",
    "up x",
    "]",
    "g",
    "s",
    "s t k =why enter enter enter",
    "s enter =Dana enter d enter",
    "s v pagedown",
    "s f",
    "s d =someday enter",
    "p",
    "p b =it_grew enter",
    "p e enter enter r",
    "p e enter enter esc",
    "p e + =more",
    "X",
    "X m",
    "X B enter =why enter",
    "up X F enter =why enter a",
    "tab k k k k y",
    "tab D",
    "L !changed",
    "t",
    "t Z G",
    "t z + + h",
    "t - - - - - - - - - - -",
    "t e",
    "t l l l l w",
    "t f =nothing_at_all enter",
    "!",
    "! j j",
    "C",
    "C tab",
    "ctrl-s =other.ron",
    "!failed",
    "!broken",
    "!notice",
    "!drag",
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 8).unwrap()
}

/// The program on a plan, after these keys; every write is done at once.
fn model(text: &str, (width, height): (u16, u16), keys: &str) -> Model {
    let reading = file::read(text.as_bytes());
    let mut model = match reading.plan {
        Some(plan) => Model::open(Arc::new(plan), "plan.ron", 1, today()),
        None => Model::unreadable(reading.problems, "plan.ron", 1, today()),
    };
    update(&mut model, Event::Resized(Size { width, height }), today());
    for key in keys.split_whitespace() {
        if key == "!notice" {
            model.notice("config.ron", file::read(BROKEN.as_bytes()).problems);
            continue;
        }
        if key == "!drag" {
            drag(&mut model);
            continue;
        }
        let event = match (key, key.strip_prefix('=')) {
            ("!changed", _) => Event::Written(Written::ChangedOnDisk),
            ("!failed", _) => Event::Written(Written::Failed { what: "no room left on the disk".into(), rescue: None }),
            ("!broken", _) => Event::Reloaded(Err(file::read(BROKEN.as_bytes()).problems), Author::Program),
            (_, Some(words)) => Event::Paste(words.replace('_', " ")),
            (key, None) => Event::Key(key.parse().unwrap()),
        };
        for effect in update(&mut model, event, today()) {
            if let Effect::Write(plan) = effect {
                update(&mut model, Event::Written(Written::Saved(plan)), today());
            }
        }
    }
    model
}

/// The first card on the screen, held over the last place that takes one.
fn drag(model: &mut Model) {
    let screen = view::screen(model, today());
    let spots = || (0..screen.height).flat_map(|y| (0..screen.width).map(move |x| (x, y))).filter_map(|(x, y)| screen.under(x, y));
    let card = spots().find(|it| matches!(it, Spot::Card { .. })).cloned();
    let place = spots().rfind(|it| matches!(it, Spot::Cell(..))).cloned();
    for (gesture, spot) in [(Gesture::Press, card), (Gesture::Drag, place)] {
        update(model, Event::Mouse(gesture, spot), today());
    }
}

fn painted(screen: &Screen, style: &Style) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, screen.width, screen.height));
    paint(screen, style, &mut buffer);
    buffer
}

/// Lines of text, a wide character counting for its two cells.
fn lines(buffer: &Buffer) -> Vec<String> {
    let line = |y| {
        let (mut line, mut x) = (String::new(), 0);
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        line
    };
    (0..buffer.area.height).map(line).collect()
}

#[test]
fn screens_look_like_their_pictures() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, size, plan, keys) in PICTURES {
            let screen = view::screen(&model(plan, *size, keys), today());
            let text: Vec<String> = lines(&painted(&screen, &Style::default())).iter().map(|line| line.trim_end().to_string()).collect();
            insta::assert_snapshot!(*name, text.join("\n"));
        }
    });
}

#[test]
fn every_picture_is_used() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures");
    let there: BTreeSet<String> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    let used: BTreeSet<String> = PICTURES.iter().map(|(name, ..)| format!("{name}.snap")).collect();
    assert_eq!(there, used);
}

/// A new room does not compile until it has a name here, and then fails until a state of `STATES` opens it.
fn name(room: &Room) -> &'static str {
    match room {
        Room::Assign(_) => "assign",
        Room::MoveTo(_) => "move to",
        Room::Form(_) => "form",
        Room::Search(_) => "search",
        Room::Filter(_) => "filter",
        Room::SaveAs(_) => "save as",
        Room::Menu(_) => "menu",
        Room::Checklist(_) => "checklist",
        Room::Share(_) => "share",
        Room::Pivot(_) => "pivot",
        Room::Drop(_) => "drop",
        Room::Tie(_) => "tie",
        Room::Curtain(_) => "curtain",
        Room::Meeting(_) => "meeting",
        Room::Minutes(_) => "minutes",
        Room::Notice(_) => "notice",
        Room::Why { .. } => "why",
    }
}
const ROOMS: usize = 17;

#[test]
fn every_room_is_opened_by_one_of_the_states() {
    let opened: BTreeSet<&str> =
        STATES.iter().flat_map(|keys| model(FINANCE, (80, 24), keys).rooms.iter().map(name).collect::<Vec<_>>()).collect();
    assert_eq!(opened.len(), ROOMS, "{opened:?}");
}

#[test]
fn the_largest_screen_shows_every_room() {
    for keys in STATES {
        holds_together(&view::screen(&model(FINANCE, (500, 200), keys), today()), keys);
    }
}

#[test]
fn no_size_and_no_room_breaks_the_screen() {
    let widths = [1, 2, 3, 5, 9, 20, 39, 50, 59, 60, 79, 110, 161];
    let heights = [1, 2, 3, 4, 5, 7, 12, 24, 49];
    let pairs = widths.iter().enumerate().map(|(n, width)| (*width, heights[n * 4 % heights.len()]));
    let sizes: Vec<(u16, u16)> = pairs.chain([(500, 1), (1, 200), (1, 1), (80, 24)]).collect();
    for plan in [FINANCE, WIDE, EMPTY, BROKEN] {
        for (n, keys) in STATES.iter().enumerate() {
            let mut model = model(plan, (80, 24), keys);
            // The largest takes its time, so not every state is drawn at it.
            for (width, height) in sizes.iter().chain((n % 6 == 2).then_some(&(500, 200))) {
                update(&mut model, Event::Resized(Size { width: *width, height: *height }), today());
                let screen = view::screen(&model, today());
                let place = format!("{width}x{height} after {keys:?}");
                holds_together(&screen, &place);
            }
        }
    }
}

/// Every line has its width in cells, whatever is written in it; the cursor is on the screen.
fn holds_together(screen: &Screen, place: &str) {
    let buffer = painted(screen, &Style::default());
    for line in lines(&buffer) {
        assert_eq!(line.width(), usize::from(screen.width), "{place}: {line:?}");
        assert!(!line.chars().any(char::is_control), "{place}: {line:?}");
    }
    if let Some((x, y)) = screen.cursor {
        assert!(x < screen.width && y < screen.height, "{place}: the cursor at {x}, {y}");
    }
}

#[test]
fn every_sign_has_a_plain_spelling() {
    for plan in [FINANCE, EMPTY, BROKEN, include_str!("../assets/demo.ron")] {
        for (size, keys) in STATES.iter().flat_map(|keys| [((160, 48), keys), ((50, 20), keys)]) {
            let screen = view::screen(&model(plan, size, keys), today());
            for line in lines(&painted(&screen, &Style { theme: Theme::Mono, glyphs: Glyphs::Ascii, ..Style::default() })) {
                assert!(line.is_ascii(), "after {keys:?}: {line}");
            }
        }
    }
}

#[test]
fn the_cursor_is_a_sign_too_not_only_a_colour() {
    for (keys, sign) in [("down", "► Transform"), ("up", "►▾ Migrate core finance reports"), ("tab", "►◔ Finance reports")] {
        let screen = view::screen(&model(FINANCE, (160, 48), keys), today());
        let lines = lines(&painted(&screen, &Style { theme: Theme::Mono, ..Style::default() }));
        let marked: Vec<&String> = lines.iter().filter(|line| line.contains('►')).collect();
        assert!(marked.len() == 1 && marked[0].contains(sign), "{keys}: {marked:?}");
    }
}

#[test]
fn a_column_over_its_limit_says_so_in_words() {
    let line = |width| lines(&painted(&view::screen(&model(WIDE, (width, 30), ""), today()), &Style::default()))[2].clone();
    assert!(line(260).contains("In progress  ▲ 7/3 over"), "{}", line(260));
    assert!(line(100).contains("▲ 7/3"), "the name gives way: {}", line(100));
}

#[test]
fn the_header_drops_the_title_before_the_drift() {
    let line = |width| lines(&painted(&view::screen(&model(FINANCE, (width, 20), ""), today()), &Style::default()))[0].clone();
    for width in (40..200).step_by(3) {
        let line = line(width);
        assert!(["▲ 2", "◌ 3", "saved"].iter().all(|part| line.contains(part)), "{line}");
    }
    assert!(line(160).contains("Acme plc") && !line(90).contains("Acme plc"), "the customer's name goes first");
}

#[test]
fn one_column_alone_leaves_no_room_for_what_the_others_hold() {
    let shown = lines(&painted(&view::screen(&model(FINANCE, (50, 20), "2"), today()), &Style::default()));
    let at = |words: &str| shown.iter().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words} in {shown:#?}"));
    assert_eq!(at("New system live") - at("Migrate core"), 2, "the first lane has nothing in progress");
    assert_eq!(at("Single sign-on") - at("New system live"), 1);
}

#[test]
fn only_what_is_seen_is_drawn() {
    let outcome = |n: usize| {
        format!(
            r#"Outcome(id: "o{n}", title: "Outcome {n}", milestone: Milestone(headline: "Headline {n}"), tasks: [Task(id: "t{n}", title: "Task {n}")])"#
        )
    };
    let plan = |outcomes: usize| {
        format!("Plan(format: 1, title: \"Big\", outcomes: [{}])", (0..outcomes).map(outcome).collect::<Vec<_>>().join(","))
    };
    let pieces = |outcomes, keys| view::screen(&model(&plan(outcomes), (160, 48), keys), today()).pieces.len();
    for keys in ["", "tab", "tab j j"] {
        assert_eq!(pieces(100, keys), pieces(1000, keys), "{keys}");
    }
}

#[test]
fn a_picture_for_the_readme_is_the_same_each_time() {
    let draw = || {
        let screen = view::screen(&model(FINANCE, (120, 35), "down"), today());
        svg(&painted(&screen, &Style::default()), screen.cursor, &Palette::DARK)
    };
    assert_eq!(draw(), draw());
    assert!(draw().starts_with("<svg ") && draw().contains("Finance"));
}
