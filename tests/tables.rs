//! The tables are whole: every action has a key and every key an action, every row says what it does.

use chrono::NaiveDate;
use handshake::{
    desk::{Keymap, Model, Place, actions},
    findings::CHECKS,
    plan::Plan,
};
use std::{collections::HashSet, sync::Arc};

#[test]
fn every_action_has_a_key_and_every_key_an_action() {
    let keymap = Keymap::default();
    let names: HashSet<&str> = actions().map(|it| it.name).collect();
    for name in &names {
        assert!(!keymap.key_of(name).is_empty(), "{name} has no key in assets/keys.ron");
    }
    for name in keymap.names() {
        assert!(names.contains(name), "{name} has a key but is no action");
    }
}

#[test]
fn names_and_words_of_actions_are_there_and_no_name_stands_twice() {
    let all: Vec<_> = actions().collect();
    let names: HashSet<&str> = all.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), all.len());
    for action in all {
        assert!(!action.label.is_empty() && !action.label.ends_with('.'), "{}", action.name);
        assert!(action.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", action.name);
    }
}

#[test]
fn no_key_means_two_actions_in_the_same_place() {
    let keymap = Keymap::default();
    let places = |here: Place| actions().filter(move |it| it.place == here || it.place == Place::Everywhere);
    for here in [Place::Board, Place::Pane] {
        let mut seen = HashSet::new();
        for action in places(here) {
            for key in keymap.all_keys_of(action.name).split(' ') {
                assert!(seen.insert(key.to_string()), "{key} means two things; one is {}", action.name);
            }
        }
    }
}

#[test]
fn an_action_that_is_refused_names_an_action_that_is_there() {
    let today = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
    let model = Model::open(Arc::new(Plan::default()), "plan.ron", 1, today);
    let names: HashSet<&str> = actions().map(|it| it.name).collect();
    let refused: Vec<_> = actions().filter_map(|it| (it.can)(&model).err()).collect();
    assert!(!refused.is_empty(), "on an empty plan some actions cannot run");
    for refusal in refused {
        assert!(!refusal.why.is_empty());
        assert!(refusal.try_instead.is_none_or(|it| names.contains(it)), "{refusal:?}");
    }
}

#[test]
fn codes_of_findings_are_stable_names_and_stand_once() {
    let codes: HashSet<&str> = CHECKS.iter().map(|it| it.code).collect();
    assert_eq!(codes.len(), CHECKS.len());
    assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    for needed in
        ["late", "overdue", "untold", "redated", "reworded", "resigned", "reasked", "hollow", "unowned", "noise", "cycle", "contradiction"]
    {
        assert!(codes.contains(needed), "{needed}");
    }
}
