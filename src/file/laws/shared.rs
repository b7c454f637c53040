//! Laws of saving around what two plans share: what is not looked at must not make a difference.

use super::{cases, describe, edits, hostile, opened};
use crate::{
    file::{Document, identity, places::Places, scan::scan},
    plan::{Outcome, Plan, Task},
};
use proptest::prelude::*;
use std::sync::Arc;

/// A plan in which every item has an id, in hostile formatting that spells them out.
fn document(dice: &mut fastrand::Rng) -> Document {
    let mut plan = edits::random_plan(dice);
    identity::derive(&mut plan);
    opened(&hostile::text(&plan, dice))
}

fn same_places(document: &Document) -> Result<(), TestCaseError> {
    let Some(places) = document.places() else { return Ok(()) };
    prop_assert_eq!(places, &Places::of(&scan(document.text()).0), "{}", document.text());
    Ok(())
}

/// Edits, undo and redo in any order; each save once around what is shared, and once with a look at everything.
fn edit_and_walk(seed: u64) -> Result<usize, TestCaseError> {
    let mut dice = fastrand::Rng::with_seed(seed);
    let mut document = document(&mut dice);
    let mut states = vec![Arc::clone(document.plan())];
    let mut around = 0;
    for _ in 0..8 {
        let plan = match dice.u8(..4) {
            0 => Arc::clone(dice.choice(&states).unwrap()),
            _ => {
                let mut plan = Plan::clone(document.plan());
                edits::random_edit(&mut plan, &mut dice);
                Arc::new(plan)
            }
        };
        around += usize::from(document.places().is_some());
        let before = document.clone();
        let mut slow = document.clone().without_places();
        let (quick, slow_saved) = (document.save(&plan), slow.save(&plan));
        let told = || describe(seed, &[], before.text(), document.text());
        prop_assert_eq!(quick.is_ok(), slow_saved.is_ok(), "{}", told());
        prop_assert_eq!(document.text(), slow.text(), "{}", told());
        prop_assert_eq!(document.plan(), slow.plan(), "{}", told());
        same_places(&document)?;
        states.push(plan);
    }
    Ok(around)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_save_around_what_is_shared_writes_what_one_with_a_look_at_everything_writes(seed: u64) {
        edit_and_walk(seed)?;
    }
}

#[test]
fn most_saves_are_made_around_what_is_shared() {
    let around: usize = (0..20).map(|seed| edit_and_walk(seed).unwrap()).sum();
    assert!(around > 100, "{around} of 160");
}

#[test]
fn an_id_that_an_item_has_which_is_not_looked_at_is_refused() {
    let task = |id: &str| format!("Task(id: \"{id}\", title: \"T\")");
    let text = format!(
        "Plan(\n    title: \"P\",\n    outcomes: [\n        Outcome(id: \"o\", title: \"O\", tasks: [{}]),\n        Outcome(id: \"p\", title: \"P\"),\n    ],\n    noise: [{}],\n)\n",
        task("a"),
        task("n")
    );
    for (taken, free) in [("a", "b"), ("n", "b"), ("o", "b")] {
        for (id, is_saved) in [(taken, false), (free, true)] {
            let mut document = opened(&text);
            let mut plan = Plan::clone(document.plan());
            let task = Task { id: id.into(), title: "New".into(), ..Task::default() };
            Arc::make_mut(&mut plan.outcomes[1]).tasks.push(Arc::new(task));
            assert_eq!(document.save(&Arc::new(plan)).is_ok(), is_saved, "{id}");
        }
    }
}

#[test]
fn a_text_is_not_saved_that_holds_another_plan_than_it_is_said_to() {
    let mut document = opened("Plan(\n    title: \"P\",\n    outcomes: [\n        Outcome(id: \"o\", title: \"O\"),\n    ],\n)\n");
    let mut plan = Plan::clone(document.plan());
    plan.outcomes.push(Arc::new(Outcome { id: "p".into(), title: "nul \0".into(), ..Outcome::default() }));
    plan.outcomes.push(Arc::new(Outcome { id: "q".into(), owners: vec!["A".into()], ..Outcome::default() }));
    assert!(document.save(&Arc::new(plan.clone())).is_ok());
    plan.outcomes.push(Arc::clone(&plan.outcomes[0]));
    let before = document.text().to_string();
    assert!(document.save(&Arc::new(plan)).is_err(), "the same outcome twice");
    assert_eq!(document.text(), before);
}
