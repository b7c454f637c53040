//! Which missing ids must be written: those that would be derived differently from the text as it will be.
//! Ids of items that change themselves are written with them, in `fields`.

use crate::file::{identity, scan::Tree};
use crate::plan::{Item, List, Plan};
use std::{collections::HashSet, sync::Arc};

/// Ids of `after` that the text lacks and that would not come out the same again.
pub(super) fn to_write(tree: &Tree, before: &Plan, after: &Plan) -> HashSet<String> {
    let missing = missing(tree, before);
    let mut write = HashSet::new();
    if missing.is_empty() {
        return write;
    }
    loop {
        let differ = differing(after, &missing, &write);
        if differ.is_empty() {
            return write;
        }
        write.extend(differ);
    }
}

/// Ids that the text does not spell out.
fn missing(tree: &Tree, plan: &Plan) -> HashSet<String> {
    let field = |node: u32, name: &str| tree.field(node, name).map(|it| tree.unwrapped(it));
    let mut missing = HashSet::new();
    let outcomes = field(0, "outcomes");
    note(tree, outcomes, &plan.outcomes, &mut missing);
    note(tree, field(0, "noise"), &plan.noise, &mut missing);
    for (outcome, node) in plan.outcomes.iter().zip(outcomes.into_iter().flat_map(|list| tree.children(list))) {
        note(tree, field(node, "tasks"), &outcome.tasks, &mut missing);
        if let Some(milestone) = &outcome.milestone {
            let list = field(node, "milestone").and_then(|node| field(node, "deliverables"));
            note(tree, list, &milestone.deliverables, &mut missing);
        }
    }
    missing
}

fn note<C: Item>(tree: &Tree, list: Option<u32>, items: &List<C>, missing: &mut HashSet<String>) {
    for (item, node) in items.iter().zip(list.into_iter().flat_map(|list| tree.children(list))) {
        if tree.field(node, "id").is_none_or(|id| tree.is_none(id)) {
            missing.insert(item.key());
        }
    }
}

/// Ids that come out differently when all that are missing and not written are derived anew; outcomes' first,
/// because those of their tasks follow from them.
fn differing(after: &Plan, missing: &HashSet<String>, write: &HashSet<String>) -> Vec<String> {
    let mut blank = after.clone();
    let goes = |id: &str| missing.contains(id) && !write.contains(id);
    blank_ids(&mut blank.outcomes, goes);
    blank_ids(&mut blank.noise, goes);
    for outcome in &mut blank.outcomes {
        let deliverables = outcome.milestone.as_ref().is_some_and(|it| it.deliverables.iter().any(|it| goes(&it.id)));
        if deliverables || outcome.tasks.iter().any(|task| goes(&task.id)) {
            let outcome = Arc::make_mut(outcome);
            blank_ids(&mut outcome.tasks, goes);
            if let Some(milestone) = &mut outcome.milestone {
                blank_ids(&mut milestone.deliverables, goes);
            }
        }
    }
    identity::derive(&mut blank);
    let outcomes = changed(&after.outcomes, &blank.outcomes);
    if !outcomes.is_empty() {
        return outcomes;
    }
    let mut all = changed(&after.noise, &blank.noise);
    for (old, new) in after.outcomes.iter().zip(&blank.outcomes) {
        all.extend(changed(&old.tasks, &new.tasks));
        if let (Some(old), Some(new)) = (&old.milestone, &new.milestone) {
            all.extend(changed(&old.deliverables, &new.deliverables));
        }
    }
    all
}

fn blank_ids<C: Item>(items: &mut List<C>, goes: impl Fn(&str) -> bool) {
    for item in items.iter_mut().filter(|item| goes(&item.key())) {
        Arc::make_mut(item).set_id(String::new());
    }
}

fn changed<C: Item>(old: &List<C>, new: &List<C>) -> Vec<String> {
    old.iter().zip(new).filter(|(old, new)| old.key() != new.key()).map(|(old, _)| old.key()).collect()
}
