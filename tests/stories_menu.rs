//! Stories of palette and help: every action is found with its key; what cannot run now says why; what is shown runs.

#[path = "support/desk.rs"]
mod desk;

use desk::{Desk, today};
use handshake::desk::{Action, Config, Menu, Room, actions};

impl Desk {
    fn menu(&self) -> &Menu {
        match self.model.rooms.last() {
            Some(Room::Menu(menu)) => menu,
            other => panic!("no menu: {other:?}"),
        }
    }
}

#[test]
fn the_palette_has_every_action_of_the_place_with_its_keys() {
    let mut desk = Desk::finance().sized(80, 24);
    desk.type_keys(":");
    let first_refused = desk.menu().entries.iter().position(|it| it.refused.is_some()).unwrap();
    assert!(desk.menu().entries[first_refused..].iter().all(|it| it.refused.is_some()), "with nothing typed what can run stands first");
    let there: Vec<&str> = desk.menu().entries.iter().map(|it| it.action).collect();
    let wanted: Vec<&str> = actions().filter(|it| it.place != handshake::desk::Place::Pane).map(|it| it.name).collect();
    assert_eq!(there.len(), wanted.len());
    assert!(wanted.iter().all(|name| there.contains(name)));
    assert!(desk.menu().entries.iter().all(|it| !it.keys.is_empty()));
}

#[test]
fn a_few_letters_in_the_right_order_find_an_action() {
    for (typed, action) in
        [("asgn", "assign"), ("timel", "timeline"), ("undo", "undo"), ("blck", "block"), ("save as", "save-as"), ("chklst", "checklist")]
    {
        let mut desk = Desk::finance().sized(80, 24);
        desk.type_keys("L<ctrl-p>").type_keys(typed);
        assert_eq!(desk.menu().entries[0].action, action, "{typed}");
    }
    let mut desk = Desk::finance().sized(80, 24);
    desk.type_keys(":zzzz");
    assert!(desk.sees("nothing is called that"));
}

#[test]
fn what_cannot_run_now_says_why_in_full() {
    let mut desk = Desk::finance().sized(80, 24);
    desk.type_keys("k:bin");
    let bin = desk.menu().entries.iter().position(|it| it.action == "bin").unwrap();
    assert_eq!(desk.menu().entries[bin].refused.as_deref(), Some("an outcome is not binned: it is dropped or swapped"));
    assert_eq!(bin, 0, "what is meant stands first, also when it cannot run");
    assert!(desk.sees("! not now: an outcome is not binned: it is dropped or swapped"), "{}", desk.lines().join("\n"));
    desk.type_keys("<enter>");
    assert_eq!(desk.says(), "an outcome is not binned: it is dropped or swapped", "run all the same it says it too");
}

#[test]
fn help_shows_only_what_can_run_here_and_now() {
    let named = |keys: &str| {
        let mut desk = Desk::finance().sized(80, 24);
        desk.type_keys(keys).type_keys("?");
        desk.menu().entries.iter().map(|it| it.action).collect::<Vec<_>>()
    };
    let on_card = named("");
    assert!(on_card.contains(&"move-right") && on_card.contains(&"assign") && on_card.contains(&"bin"));
    for missing in ["undo", "redo", "repeat", "move-left", "zoom-in", "received", "take-first"] {
        assert!(!on_card.contains(&missing), "{missing}");
    }
    assert!(named("L").contains(&"undo") && named("L").contains(&"repeat") && named("L").contains(&"move-left"));
    assert!(named("Lu").contains(&"redo") && !named("Lu").contains(&"undo"));
    let on_lane = named("k");
    assert!(on_lane.contains(&"why") && on_lane.contains(&"date") && !on_lane.contains(&"move-right") && !on_lane.contains(&"select"));
    let on_timeline = named("t");
    assert!(on_timeline.contains(&"zoom-in") && on_timeline.contains(&"edit") && !on_timeline.contains(&"column"));
    let in_pane = named("<tab>");
    assert!(in_pane.contains(&"pane-edit") && !in_pane.contains(&"move-right"));
}

#[test]
fn enter_in_help_runs_what_is_chosen() {
    let mut desk = Desk::finance().sized(80, 24);
    desk.type_keys("?");
    let at = desk.menu().entries.iter().position(|it| it.action == "move-right").unwrap();
    for _ in 0..at {
        desk.type_keys("j");
    }
    desk.type_keys("<enter>");
    assert_eq!(desk.says(), "moved Extract dataset to In progress");
    assert!(desk.model.rooms.is_empty());
}

#[test]
fn nothing_that_help_shows_is_refused_when_it_is_run() {
    for keys in ["", "k", "t", "<tab>", "L", "<ctrl-a>"] {
        let mut desk = Desk::finance().sized(100, 30);
        desk.type_keys(keys).type_keys("?");
        let count = desk.menu().entries.len();
        for at in 0..count {
            let mut desk = Desk::finance().sized(100, 30);
            desk.type_keys(keys).type_keys("?");
            let name = desk.menu().entries[at].action;
            for _ in 0..at {
                desk.type_keys("j");
            }
            desk.type_keys("<enter>");
            let refused = matches!(desk.model.message.as_ref().map(|it| &it.kind), Some(handshake::desk::MessageKind::Refused(_)));
            assert!(!refused || ["order-up", "order-down"].contains(&name), "after {keys:?}, {name}: {}", desk.says());
        }
    }
}

#[test]
fn both_scroll_to_their_last_line_at_every_size() {
    for (width, height) in [(80, 24), (50, 20), (30, 10), (160, 48)] {
        for open in ["?", ":"] {
            let mut desk = Desk::finance().sized(width, height);
            desk.type_keys(open);
            let last = desk.menu().entries.last().unwrap().label;
            for _ in 0..80 {
                desk.type_keys("<down>");
            }
            assert_eq!(desk.menu().at + 1, desk.menu().entries.len());
            let start: String = last.chars().take(8).collect();
            let is_marked = |line: &String| line.contains('►') && line.contains(&start);
            assert!(desk.lines().iter().any(is_marked), "{width}x{height} {open}: {start}\n{}", desk.lines().join("\n"));
            for _ in 0..20 {
                desk.type_keys("<pageup>");
            }
            assert_eq!(desk.menu().at, 0);
        }
    }
}

#[test]
fn other_keys_from_the_config_file_count_everywhere() {
    let (config, problems) = Config::read(r#"(keys: { "assign": ["w", "f2"], "why": ["a"], "undo": ["ctrl-z z"], "block": ["b b"] })"#);
    assert_eq!(problems.len(), 1, "ctrl-z puts the program to sleep: {problems:?}");
    let mut desk = Desk::finance().sized(100, 30);
    desk.model.configure(&config, today());
    desk.type_keys("<f2>");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Assign(_))));
    desk.type_keys("<esc>w");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Assign(_))));
    desk.type_keys("<esc>a");
    assert!(matches!(desk.model.rooms.last(), Some(Room::Why { .. })));
    desk.type_keys("<esc>?");
    let keys = |action: &str| desk.menu().entries.iter().find(|it| it.action == action).unwrap().keys.clone();
    assert_eq!([keys("assign"), keys("why")], ["w F2", "a"]);
}

#[test]
fn every_action_can_be_given_several_keys() {
    let all: Vec<&Action> = actions().collect();
    let free = ["f3", "f4", "f6", "f7", "alt-x"];
    for action in all {
        let (config, problems) =
            Config::read(&format!("(keys: {{ \"{}\": [{}] }})", action.name, free.map(|key| format!("\"{key}\"")).join(", ")));
        assert_eq!(problems, [], "{}", action.name);
        assert_eq!(config.keymap.all_keys_of(action.name), "F3 F4 F6 F7 Alt-X", "{}", action.name);
    }
}
