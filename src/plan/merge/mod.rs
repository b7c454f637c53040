//! Two plans that come from one become one again: by id, field by field, nothing lost. Undo, redo, the disk and git join through here.
//! Pure and symmetric: the sides may change places, only labels differ. Never knows today, text or disk.
//! A field merges by its row; a rule about places or ids has a file of its own here.

mod clash;
mod ids;
mod join;
mod lines;
mod named;
pub(crate) mod order;
mod resolve;
mod seen;
mod tasks;

pub use resolve::resolve;

use super::{
    Clash, Column, List, Outcome, Plan, Settings,
    same::{same, same_item, same_list},
};
use join::{Joining, Three};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What the name of a share begins with in a clash.
const SHARE: &str = "share ";

/// The plan with the changes of both sides, and what they could not both have. The plan holds those clashes too,
/// beside the open ones that it had; of a clash the field holds the side whose text sorts first (spec 2).
///
/// ```
/// use handshake::{file, plan};
///
/// let plan = |title: &str, status: &str, owner: &str| {
///     let text = format!(r#"Plan(title: "{title}", noise: [Task(id: "k3f9", title: "Archive", status: "{status}", owners: ["{owner}"])])"#);
///     file::read(text.as_bytes()).plan.unwrap()
/// };
/// let base = plan("Ledger", "To do", "Mei");
/// let (joined, clashes) = plan::merge(&base, &plan("Ledger", "Done", "Mei"), &plan("Ledger", "To do", "Ravi"));
/// assert!(clashes.is_empty(), "another field of the same card");
/// assert_eq!((joined.noise[0].status.as_str(), joined.noise[0].owners[0].as_str()), ("Done", "Ravi"));
///
/// let (_, clashes) = plan::merge(&base, &plan("Ledger A", "To do", "Mei"), &plan("Ledger B", "To do", "Mei"));
/// assert_eq!(clashes[0].field, "title", "somebody must choose");
/// ```
///
/// `merge(after, now, before)` undoes the step from `before` to `after` and keeps what came since.
pub fn merge(base: &Plan, ours: &Plan, theirs: &Plan) -> (Plan, Vec<Clash>) {
    merge_labelled(base, ours, theirs, ["base", "ours", "theirs"])
}

/// `merge`, with the names that the clashes give to base, ours and theirs.
pub fn merge_labelled(base: &Plan, ours: &Plan, theirs: &Plan, labels: [&str; 3]) -> (Plan, Vec<Clash>) {
    let three = Three { base, ours, theirs };
    if let Some(settled) = three.settled(|a, b| std::ptr::eq(*a, *b) || same(*a, *b)) {
        return ((*settled).clone(), Vec::new());
    }
    let [mut ours, mut theirs] = ids::apart(three);
    one_name_each(&mut ours, &mut theirs);
    let three = Three { base, ours: &*ours, theirs: &*theirs };
    let theirs_label = if labels[1] == labels[2] { format!("{} (2)", labels[2]) } else { labels[2].to_string() };
    let mut joining = Joining::new([labels[1], &theirs_label]);
    let untouched = untouched(three);
    let tasks = tasks::joined(&mut joining, three, &untouched);
    joining.inhabited = tasks.homes();
    let frames = three.map(|plan| without_tasks(plan, &untouched));
    let mut plan = joining.record(frames.as_ref());
    tasks.put_into(&mut plan, &untouched);
    made_readable(&mut plan, three);
    share_again(&mut plan, three, &untouched);
    let clashes = found(joining.clashes);
    add_clashes(&mut plan, &clashes);
    (plan, clashes)
}

/// A clash that both sides bring is one, whatever each calls its sides: both call them as the one whose names sort first.
fn one_name_each(ours: &mut Cow<Plan>, theirs: &mut Cow<Plan>) {
    if ours.clashes.is_empty() || theirs.clashes.is_empty() {
        return;
    }
    let names = |clash: &Clash| clash.sides.iter().map(|side| side.label.clone()).collect::<Vec<_>>();
    for clash in &mut ours.to_mut().clashes {
        let Some(other) = theirs.to_mut().clashes.iter_mut().find(|it| it.id == clash.id && names(it) != names(clash)) else { continue };
        match names(clash) < names(other) {
            true => *other = clash.clone(),
            false => *clash = other.clone(),
        }
    }
}

/// The outcomes that all three plans share: nothing came into them or left them, so nobody needs to look inside.
fn untouched(three: Three<&Plan>) -> HashSet<&str> {
    let of = |plan: &Plan| plan.outcomes.iter().map(Arc::as_ptr).collect::<HashSet<_>>();
    let (ours, theirs) = (of(three.ours), of(three.theirs));
    let shared = |outcome: &&Arc<Outcome>| ours.contains(&Arc::as_ptr(outcome)) && theirs.contains(&Arc::as_ptr(outcome));
    three.base.outcomes.iter().filter(shared).map(|outcome| outcome.id.as_str()).collect()
}

/// Everything but the tasks, which find their outcome later; those of untouched outcomes are in it already.
fn without_tasks(plan: &Plan, untouched: &HashSet<&str>) -> Plan {
    let bare = |outcome: &Arc<Outcome>| match untouched.contains(outcome.id.as_str()) {
        true => outcome.clone(),
        false => Arc::new(Outcome { tasks: Vec::new(), ..Outcome::clone(outcome) }),
    };
    Plan { outcomes: plan.outcomes.iter().map(bare).collect(), noise: Vec::new(), ..plan.clone() }
}

/// Two plans that read well may join into one that would not: no plan is written with one column or a key or id taken twice.
fn made_readable(plan: &mut Plan, three: Three<&Plan>) {
    if three.map(|it| &it.shares).settled(|a, b| same_list(a, b)).is_none() {
        plan.shares.sort_by(|a, b| (a.on, a.rev, &a.by).cmp(&(b.on, b.rev, &b.by)));
    }
    if plan.settings.columns.len() < Settings::COLUMNS_MIN {
        put_back_columns(&mut plan.settings.columns, &three.base.settings.columns);
    }
    free_doubled_keys(plan, three.base);
    ids::make_unique(plan);
}

fn put_back_columns(columns: &mut List<Column>, base: &List<Column>) {
    let missing: Vec<_> = base.iter().filter(|column| columns.iter().all(|it| it.name != column.name)).cloned().collect();
    columns.extend(missing);
}

/// Who had the key before keeps it, else the first in the file.
fn free_doubled_keys(plan: &mut Plan, base: &Plan) {
    let had = |name: &str, key: char| base.person(name).is_some_and(|person| person.key == Some(key));
    let old: HashSet<char> = plan.people.iter().filter_map(|it| it.key.filter(|key| had(&it.name, *key))).collect();
    let mut taken = HashSet::new();
    for person in &mut plan.people {
        let Some(key) = person.key else { continue };
        let yields = old.contains(&key) && !had(&person.name, key);
        if yields || !taken.insert(key) {
            Arc::make_mut(person).key = None;
        }
    }
}

/// What came out as a side had it is that side's again, so that later comparisons need not look into it.
fn share_again(plan: &mut Plan, three: Three<&Plan>, untouched: &HashSet<&str>) {
    fn by_id<'p>(side: &'p Plan, untouched: &HashSet<&str>) -> HashMap<&'p str, &'p Arc<Outcome>> {
        let touched = side.outcomes.iter().filter(|outcome| !untouched.contains(outcome.id.as_str()));
        touched.rev().map(|outcome| (outcome.id.as_str(), outcome)).collect()
    }
    let sides = [three.ours, three.theirs].map(|side| by_id(side, untouched));
    for outcome in plan.outcomes.iter_mut().filter(|outcome| !untouched.contains(outcome.id.as_str())) {
        let as_before = sides.iter().filter_map(|side| side.get(outcome.id.as_str())).find(|it| same_item(it, outcome));
        if let Some(as_before) = as_before {
            *outcome = Arc::clone(as_before);
        }
    }
}

/// In an order that does not depend on which side is whose.
fn found(mut clashes: Vec<Clash>) -> Vec<Clash> {
    clashes.sort_by(|a, b| (&a.item, &a.field, &a.id).cmp(&(&b.item, &b.field, &b.id)));
    clashes.dedup_by(|a, b| a.id == b.id);
    clashes
}

fn add_clashes(plan: &mut Plan, clashes: &[Clash]) {
    let known: HashSet<String> = plan.clashes.iter().map(|clash| clash.id.clone()).collect();
    plan.clashes.extend(clashes.iter().filter(|clash| !known.contains(&clash.id)).cloned().map(Arc::new));
}
