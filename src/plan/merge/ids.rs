//! Ids stay one of a kind when two sides chose the same: the one whose text sorts later takes its derived id (spec 2, Identity).
//! What refers to it on its side follows. A field that holds ids goes into `each_reference`.

use super::join::Three;
use crate::plan::{Item, List, Plan, Promise, Task, derived_id};
use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What an item is apart from its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Named<'a> {
    text: &'a str,
    kind: &'static str,
}

/// Both sides, with the new items that only happen to have one id told apart.
pub(super) fn apart<'a>(three: Three<&'a Plan>) -> [Cow<'a, Plan>; 2] {
    let mut sides = [Cow::Borrowed(three.ours), Cow::Borrowed(three.theirs)];
    if !(has_new(three.base, three.ours) && has_new(three.base, three.theirs)) {
        return sides;
    }
    let known = three.base.ids();
    let (ours, theirs) = (named(three.ours), named(three.theirs));
    let mut doubled: Vec<&str> = ours.keys().filter(|id| !known.contains(*id)).copied().collect();
    doubled.retain(|id| theirs.get(id).is_some_and(|(_, its)| *its != ours[id].1));
    doubled.sort_unstable();
    if doubled.is_empty() {
        return sides;
    }
    let mut taken: HashSet<String> = [known, three.ours.ids(), three.theirs.ids()].iter().flatten().map(ToString::to_string).collect();
    for id in doubled {
        let (side, (parent, its)) = if ours[id].1 > theirs[id].1 { (0, ours[id]) } else { (1, theirs[id]) };
        let free = free_id(its.kind, parent, its.text, &taken);
        rename(sides[side].to_mut(), id, &free);
        taken.insert(free);
    }
    sides
}

/// Whether a side has an id that the base has not. What both share is looked into only for an id that is nowhere else.
fn has_new(base: &Plan, side: &Plan) -> bool {
    let held = |plan: &Plan| plan.outcomes.iter().map(Arc::as_ptr).collect::<HashSet<_>>();
    let (in_base, in_side) = (held(base), held(side));
    let near = base.ids_where(|outcome| !in_side.contains(&Arc::as_ptr(outcome)));
    let all = OnceCell::new();
    let is_known = |id: &&str| near.contains(id) || all.get_or_init(|| base.ids()).contains(id);
    !side.ids_where(|outcome| !in_base.contains(&Arc::as_ptr(outcome))).iter().all(is_known)
}

fn free_id(kind: &str, parent: &str, text: &str, taken: &HashSet<String>) -> String {
    (1..).map(|nth| derived_id(kind, parent, text, nth)).find(|id| !taken.contains(id)).unwrap_or_default()
}

/// Every item with an id: its parent's id, its text and its kind.
fn named(plan: &Plan) -> HashMap<&str, (&str, Named<'_>)> {
    let mut all = HashMap::new();
    for outcome in &plan.outcomes {
        all.insert(outcome.id.as_str(), ("", Named { text: &outcome.title, kind: "outcome" }));
        for it in outcome.milestone.iter().flat_map(|milestone| &milestone.deliverables) {
            all.insert(&it.id, (&outcome.id, Named { text: &it.what, kind: "deliverable" }));
        }
        all.extend(outcome.tasks.iter().map(|task| (task.id.as_str(), (outcome.id.as_str(), Named { text: &task.title, kind: "task" }))));
    }
    all.extend(plan.noise.iter().map(|task| (task.id.as_str(), ("", Named { text: &task.title, kind: "task" }))));
    all.extend(plan.changes.iter().map(|it| (it.id.as_str(), (it.outcome.as_str(), Named { text: &it.what, kind: "change" }))));
    all
}

/// Gives the item another id, and all that refers to it.
fn rename(plan: &mut Plan, from: &str, to: &str) {
    each_reference(plan, &mut |id| {
        if id == from {
            to.clone_into(id);
        }
    });
}

/// What the visit leaves as it is stays shared.
fn each<C: Item>(list: &mut List<C>, mut visit: impl FnMut(&mut C)) {
    for item in list {
        let mut changed = C::clone(item);
        visit(&mut changed);
        if changed != **item {
            *item = Arc::new(changed);
        }
    }
}

/// Every id and every field that holds one.
fn each_reference(plan: &mut Plan, visit: &mut impl FnMut(&mut String)) {
    each(&mut plan.outcomes, |outcome| {
        visit(&mut outcome.id);
        outcome.dropped.iter_mut().for_each(|dropped| visit(&mut dropped.replaced_by));
        for milestone in outcome.milestone.iter_mut() {
            each(&mut milestone.deliverables, |it| visit(&mut it.id));
        }
        each(&mut outcome.tasks, |task| ids_of_task(task, visit));
    });
    each(&mut plan.noise, |task| ids_of_task(task, visit));
    each(&mut plan.changes, |it| [&mut it.id, &mut it.outcome, &mut it.replaced_by, &mut it.became].into_iter().for_each(&mut *visit));
    each(&mut plan.shares, |share| each(&mut share.promises, |promise| ids_of_promise(promise, visit)));
    each(&mut plan.clashes, |clash| visit(&mut clash.item));
}

fn ids_of_task(task: &mut Task, visit: &mut impl FnMut(&mut String)) {
    visit(&mut task.id);
    visit(&mut task.change);
    task.needs.iter_mut().for_each(visit);
}

fn ids_of_promise(promise: &mut Promise, visit: &mut impl FnMut(&mut String)) {
    visit(&mut promise.outcome);
    each(&mut promise.deliverables, |it| visit(&mut it.id));
}

/// An item that one side moved where lists are joined one by one could stand twice; the later one takes its derived id.
pub(super) fn make_unique(plan: &mut Plan) {
    let count = plan.outcomes.len() + plan.tasks().count() + plan.changes.len();
    let deliverables = plan.outcomes.iter().filter_map(|it| it.milestone.as_ref()).map(|it| it.deliverables.len()).sum::<usize>();
    let ids = plan.ids();
    if ids.len() == count + deliverables {
        return;
    }
    let mut taken: HashSet<String> = ids.into_iter().map(str::to_string).collect();
    let mut seen: HashSet<String> = HashSet::new();
    let mut unique = |parent: &str, kind: &str, text: &str, id: &mut String| {
        if !seen.insert(id.clone()) {
            *id = free_id(kind, parent, text, &taken);
            taken.insert(id.clone());
            seen.insert(id.clone());
        }
    };
    each(&mut plan.outcomes, |outcome| {
        unique("", "outcome", &outcome.title, &mut outcome.id);
        let parent = &outcome.id;
        for milestone in outcome.milestone.iter_mut() {
            each(&mut milestone.deliverables, |it| unique(parent, "deliverable", &it.what, &mut it.id));
        }
        each(&mut outcome.tasks, |task| unique(parent, "task", &task.title, &mut task.id));
    });
    each(&mut plan.noise, |task| unique("", "task", &task.title, &mut task.id));
    each(&mut plan.changes, |it| unique(&it.outcome, "change", &it.what, &mut it.id));
}
