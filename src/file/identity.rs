//! What identifies items: ids that are empty or stand twice, names that stand twice, and ids that are derived where none stands.
//! Knows the rules of spec 2, Identity; one space of ids for outcomes, tasks, deliverables and changes.

use super::{
    scan::{FAULTS_MAX, Fault, Kind, Span, Tree},
    trouble::Trouble,
    value::plain_text,
};
use crate::plan::{Change, Column, Deliverable, Item, List, Outcome, Person, Plan, Record, Task, derived_id};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// More tasks than these are not opened (spec 2, Private).
const TASKS_MAX: usize = 200_000;

/// Identities met so far, each with the byte where it stands.
#[derive(Debug, Default)]
pub(crate) struct Seen<'t> {
    /// Inside what was told: ids there repeat those of the plan.
    pub told: bool,
    ids: HashMap<Cow<'t, str>, u32>,
    in_lists: HashMap<(u32, Cow<'t, str>), u32>,
    keys: HashMap<char, u32>,
    tasks: usize,
}

/// The field an item is known by, and whether it is an id.
fn identity_of(name: &str) -> Option<(&'static str, bool)> {
    match name {
        Outcome::NAME | Task::NAME | Deliverable::NAME | Change::NAME => Some(("id", true)),
        Person::NAME | Column::NAME => Some(("name", false)),
        _ => None,
    }
}

impl<'t> Seen<'t> {
    /// Notes an item of a list, and what is wrong with its identity.
    pub fn item<C: Item>(&mut self, tree: &Tree<'t>, list: u32, node: u32, faults: &mut Vec<Fault>) {
        self.tasks += usize::from(C::NAME == Task::NAME);
        if C::NAME == Person::NAME {
            self.key(tree, node, faults);
        }
        let Some((field, is_id)) = identity_of(C::NAME) else { return };
        let Some(field) = tree.field(node, field).map(|field| tree.unwrapped(field)) else { return };
        let Some(Ok(text)) = plain_text(tree, field) else { return };
        let span = tree.node(field).span;
        let trouble = match (text.is_empty(), is_id) {
            (true, true) => Some(Trouble::EmptyId { of: C::NAME }),
            (true, false) => Some(Trouble::EmptyName { of: C::NAME }),
            (false, true) if !self.told => {
                let before = self.ids.insert(text.clone(), span.start).map(|first| first as usize);
                before.map(|first| Trouble::DoubledId { id: text.into(), first })
            }
            (false, _) => {
                let before = self.in_lists.insert((list, text.clone()), span.start).map(|first| first as usize);
                before.map(|first| match is_id {
                    true => Trouble::DoubledId { id: text.into(), first },
                    false => Trouble::DoubledName { name: text.into(), of: C::NAME, first },
                })
            }
        };
        if faults.len() < FAULTS_MAX {
            faults.extend(trouble.map(|trouble| Fault { at: span, trouble }));
        }
    }

    fn key(&mut self, tree: &Tree, node: u32, faults: &mut Vec<Fault>) {
        let Some(field) = tree.field(node, "key").map(|field| tree.unwrapped(field)) else { return };
        let span = tree.node(field).span;
        let typed = tree.slice(span);
        let Some(key) = typed.strip_prefix('\'').and_then(|typed| typed.chars().next()).filter(|_| typed.len() == 3) else { return };
        if let Some(first) = self.keys.get(&key).filter(|_| faults.len() < FAULTS_MAX) {
            faults.push(Fault { at: span, trouble: Trouble::DoubledKey { key, first: *first as usize } });
        } else {
            self.keys.insert(key, span.start);
        }
    }
}

/// What only the whole plan shows.
pub(crate) fn check(tree: &Tree, seen: Seen, faults: &mut Vec<Fault>) {
    if seen.tasks > TASKS_MAX {
        faults.push(Fault { at: Span::default(), trouble: Trouble::TooManyTasks { count: seen.tasks } });
    }
    let part = |node: u32, field: &str| tree.field(node, field).map(|it| tree.unwrapped(it));
    if let Some(columns) = part(0, "settings").and_then(|settings| part(settings, "columns")) {
        let it = tree.node(columns);
        if it.kind == Kind::List && !it.cut && tree.children(columns).count() < 2 {
            faults.push(Fault { at: it.span, trouble: Trouble::FewColumns });
        }
    }
}

/// Gives every item without an id its derived one.
pub(crate) fn derive(plan: &mut Plan) {
    if !lacks_ids(plan) {
        return;
    }
    let mut taken: HashSet<String> = plan.ids().into_iter().filter(|id| !id.is_empty()).map(str::to_string).collect();
    derive_in(&mut plan.outcomes, "", &mut taken);
    derive_in(&mut plan.noise, "", &mut taken);
    for outcome in plan.outcomes.iter_mut().filter(|it| lacks(&it.tasks) || it.milestone.as_ref().is_some_and(|it| lacks(&it.deliverables)))
    {
        let outcome = Arc::make_mut(outcome);
        derive_in(&mut outcome.tasks, &outcome.id, &mut taken);
        if let Some(milestone) = &mut outcome.milestone {
            derive_in(&mut milestone.deliverables, &outcome.id, &mut taken);
        }
    }
    for share in plan.shares.iter_mut().filter(|share| share.promises.iter().any(|it| lacks(&it.deliverables))) {
        for promise in Arc::make_mut(share).promises.iter_mut().filter(|it| lacks(&it.deliverables)) {
            let promise = Arc::make_mut(promise);
            let mut taken = promise.deliverables.iter().map(|it| it.id.clone()).collect();
            derive_in(&mut promise.deliverables, &promise.outcome, &mut taken);
        }
    }
}

fn lacks<C: Item>(items: &List<C>) -> bool {
    items.iter().any(|item| item.key().is_empty())
}

fn lacks_ids(plan: &Plan) -> bool {
    let of_outcome = |it: &Arc<Outcome>| {
        it.id.is_empty()
            || it.tasks.iter().any(|task| task.id.is_empty())
            || it.milestone.as_ref().is_some_and(|it| it.deliverables.iter().any(|it| it.id.is_empty()))
    };
    let of_share = |it: &crate::plan::Promise| it.deliverables.iter().any(|it| it.id.is_empty());
    plan.outcomes.iter().any(of_outcome)
        || plan.noise.iter().any(|task| task.id.is_empty())
        || plan.shares.iter().any(|share| share.promises.iter().any(|it| of_share(it)))
}

/// The n-th of several alike counts all of them, with and without an id; an id that something else has is passed over.
fn derive_in<C: Item>(items: &mut List<C>, parent: &str, taken: &mut HashSet<String>) {
    let mut alike: HashMap<String, usize> = HashMap::new();
    for item in items {
        let Some((kind, text)) = item.derives_id() else { return };
        let nth = alike.entry(text.to_string()).or_default();
        *nth += 1;
        if item.key().is_empty() {
            let id = (*nth..).map(|nth| derived_id(kind, parent, text, nth)).find(|id| !taken.contains(id));
            let id = id.unwrap_or_default();
            taken.insert(id.clone());
            Arc::make_mut(item).set_id(id);
        }
    }
}
