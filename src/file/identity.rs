//! What identifies items: ids that are empty or stand twice, names that stand twice, and ids that are derived where none stands.
//! Knows the rules of spec 2, Identity; one space of ids for outcomes, tasks, deliverables and changes.

use super::{
    scan::{FAULTS_MAX, Fault, Kind, Span, Tree},
    trouble::Trouble,
    value::plain_text,
};
use crate::plan::{Change, Column, Deliverable, Item, List, Outcome, Person, Plan, Promise, Record, Settings, Task, derived_id};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::{borrow::Cow, sync::Arc};

/// More tasks than these are not opened (spec 2, Private).
pub(crate) const TASKS_MAX: usize = 200_000;

/// Identities met so far, each with the place where it stands.
#[derive(Debug, Default)]
pub(crate) struct Seen<'t> {
    /// Inside what was told: ids there repeat those of the plan.
    pub told: bool,
    ids: HashMap<Cow<'t, str>, Span>,
    in_lists: HashMap<(u32, Cow<'t, str>), Span>,
    keys: HashMap<char, u32>,
    pub tasks: usize,
    /// An item has no id of its own.
    pub lacks_ids: bool,
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
        let field = tree.field(node, field).map(|field| tree.unwrapped(field)).filter(|field| !tree.is_none(*field));
        let Some(field) = field else { return self.lacks_ids |= is_id };
        let Some(Ok(text)) = plain_text(tree, field) else { return };
        let span = tree.node(field).span;
        if text.is_empty() {
            return note(faults, span, if is_id { Trouble::EmptyId { of: C::NAME } } else { Trouble::EmptyName { of: C::NAME } });
        }
        let before = match is_id && !self.told {
            true => self.ids.insert(text.clone(), span),
            false => self.in_lists.insert((tree.node(list).open, text.clone()), span),
        };
        let Some(before) = before else { return };
        // Items are not met in the order of the text: what an item holds comes before itself.
        let (first, second) = if before.start < span.start { (before, span) } else { (span, before) };
        let first = first.start as usize;
        note(
            faults,
            second,
            match is_id {
                true => Trouble::DoubledId { id: text.into(), first },
                false => Trouble::DoubledName { name: text.into(), of: C::NAME, first },
            },
        );
    }

    /// Every id, and where it stands.
    #[cfg(test)]
    pub fn spelled(&self) -> Vec<(String, Span)> {
        self.ids.iter().map(|(id, at)| (id.to_string(), *at)).collect()
    }

    /// Takes over what was met further on; false when an id was met in both.
    pub fn join(&mut self, further: Seen<'t>) -> bool {
        let count = self.ids.len() + further.ids.len();
        self.ids.extend(further.ids);
        self.in_lists.extend(further.in_lists);
        self.keys.extend(further.keys);
        self.tasks += further.tasks;
        self.lacks_ids |= further.lacks_ids;
        self.ids.len() == count
    }

    fn key(&mut self, tree: &Tree, node: u32, faults: &mut Vec<Fault>) {
        let Some(field) = tree.field(node, "key").map(|field| tree.unwrapped(field)) else { return };
        let span = tree.node(field).span;
        let typed = tree.slice(span);
        let Some(key) = typed.strip_prefix('\'').and_then(|typed| typed.chars().next()).filter(|_| typed.len() == 3) else { return };
        match self.keys.get(&key) {
            Some(first) => note(faults, span, Trouble::DoubledKey { key, first: *first as usize }),
            None => _ = self.keys.insert(key, span.start),
        }
    }
}

impl Seen<'_> {
    /// Whether an id that was met is also one of the items that were not looked at, `known` by their addresses; `before` had none twice.
    pub fn meets(&self, known: &HashSet<*const ()>, before: &Plan, after: &Plan) -> bool {
        let mut gone: HashSet<&str> = before.changes.iter().map(|it| it.id.as_str()).collect();
        each_id(before, |item| !known.contains(&item), |id| _ = gone.insert(id));
        let new: HashSet<&str> = self.ids.keys().map(|id| &**id).filter(|id| !gone.contains(id)).collect();
        let mut is_met = false;
        if !new.is_empty() {
            each_id(after, |item| known.contains(&item), |id| is_met |= new.contains(id));
        }
        is_met
    }
}

/// The ids of outcomes with all they hold, and of the noise; but for the items that are not wanted.
fn each_id<'p>(plan: &'p Plan, wanted: impl Fn(*const ()) -> bool, mut each: impl FnMut(&'p str)) {
    for outcome in plan.outcomes.iter().filter(|it| wanted(Arc::as_ptr(it).cast())) {
        each(&outcome.id);
        outcome.tasks.iter().for_each(|it| each(&it.id));
        outcome.milestone.iter().flat_map(|it| &it.deliverables).for_each(|it| each(&it.id));
    }
    plan.noise.iter().filter(|it| wanted(Arc::as_ptr(it).cast())).for_each(|it| each(&it.id));
}

fn note(faults: &mut Vec<Fault>, at: Span, trouble: Trouble) {
    if faults.len() < FAULTS_MAX {
        faults.push(Fault { at, trouble });
    }
}

/// What only the whole plan shows.
pub(crate) fn check(tree: &Tree, seen: &Seen, faults: &mut Vec<Fault>) {
    if seen.tasks > TASKS_MAX {
        faults.push(Fault { at: Span::default(), trouble: Trouble::TooManyTasks { count: seen.tasks } });
    }
    let part = |node: u32, field: &str| tree.field(node, field).map(|it| tree.unwrapped(it));
    if let Some(columns) = part(0, "settings").and_then(|settings| part(settings, "columns")) {
        let it = tree.node(columns);
        if it.kind == Kind::List && !it.cut && tree.children(columns).count() < Settings::COLUMNS_MIN {
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
    let of_share = |it: &Promise| it.deliverables.iter().any(|it| it.id.is_empty());
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
