//! Tasks are joined over the whole plan: each stands in exactly one outcome or in the noise, wherever the sides put it.
//! Moving is no delete and add, so an edit on one side survives a move on the other.
//! What `move_to_column` writes beside the column follows the column.

use super::clash::{self, HOME};
use super::join::{Joining, Three};
use super::order;
use crate::plan::{Plan, Task, ron_text, same::same_item};
use chrono::NaiveDate;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// The home of what is tied to no outcome.
const NOISE: &str = "";

/// The tasks of a plan by id, and their order by home.
#[derive(Default)]
struct Placed<'a> {
    tasks: HashMap<&'a str, (&'a str, &'a Arc<Task>)>,
    orders: HashMap<&'a str, Vec<&'a str>>,
}

/// The joined tasks, before they are put into their outcomes.
pub(super) struct Joined<'a> {
    sides: Three<Placed<'a>>,
    tasks: HashMap<&'a str, Arc<Task>>,
    homes: HashMap<&'a str, HashSet<&'a str>>,
}

/// The tasks of all but the untouched outcomes.
pub(super) fn joined<'a>(joining: &mut Joining, plans: Three<&'a Plan>, untouched: &HashSet<&str>) -> Joined<'a> {
    let sides = plans.map(|plan| placed(plan, untouched));
    let all: BTreeSet<&str> = sides.ours.tasks.keys().chain(sides.theirs.tasks.keys()).copied().collect();
    let mut tasks = HashMap::new();
    let mut homes: HashMap<&str, HashSet<&str>> = HashMap::new();
    for id in all {
        let three = sides.as_ref().map(|side| side.tasks.get(id).copied());
        if let Some((home, task)) = joining.within::<Task, _>(id, |joining| decided(joining, three)) {
            homes.entry(home).or_default().insert(id);
            tasks.insert(id, task);
        }
    }
    Joined { sides, tasks, homes }
}

fn placed<'a>(plan: &'a Plan, untouched: &HashSet<&str>) -> Placed<'a> {
    let mut placed = Placed::default();
    let homes = plan.outcomes.iter().map(|outcome| (outcome.id.as_str(), &outcome.tasks)).chain([(NOISE, &plan.noise)]);
    for (home, tasks) in homes.filter(|(home, _)| !untouched.contains(home)) {
        for task in tasks {
            placed.tasks.insert(&task.id, (home, task));
        }
        placed.orders.insert(home, tasks.iter().map(|task| task.id.as_str()).collect());
    }
    placed
}

type Stands<'a> = Option<(&'a str, &'a Arc<Task>)>;

/// Where the task stands in the end, and what it is; `None`: it is gone.
fn decided<'a>(joining: &mut Joining, three: Three<Stands<'a>>) -> Option<(&'a str, Arc<Task>)> {
    let one = three.ours.or(three.theirs)?;
    let moved = three.base.is_some_and(|base| base.0 != one.0);
    let tasks = three.map(|it| it.map(|(_, task)| task));
    let task = joining.decided(tasks, moved)?;
    let (Some(ours), Some(theirs)) = (three.ours, three.theirs) else { return Some((one.0, task)) };
    let home = home(joining, Three { base: three.base.map(|base| base.0), ours: Some(ours.0), theirs: Some(theirs.0) });
    let base = three.base.map_or_else(Arc::default, |(_, task)| task.clone());
    Some((home, with_dates(task, Three { base: &base, ours: ours.1, theirs: theirs.1 })))
}

fn home<'a>(joining: &mut Joining, homes: Three<Option<&'a str>>) -> &'a str {
    if let Some(home) = homes.settled(|a, b| a == b) {
        return home.unwrap_or(NOISE);
    }
    let texts = homes.map(|home| home.filter(|home| *home != NOISE).map(ron_text::quoted));
    let ours_first = clash::sorts_first(&texts.ours, &texts.theirs);
    joining.clash(HOME, texts);
    if ours_first { homes.ours } else { homes.theirs }.unwrap_or(NOISE)
}

type DateOf = (fn(&Task) -> &Option<NaiveDate>, fn(&mut Task) -> &mut Option<NaiveDate>);
const DATES: [DateOf; 3] = [
    (|task| &task.entered, |task| &mut task.entered),
    (|task| &task.started, |task| &mut task.started),
    (|task| &task.finished, |task| &mut task.finished),
];

/// Two sides that put a card into different columns wrote different dates: those of the column it stands in count.
fn with_dates(task: Arc<Task>, three: Three<&Arc<Task>>) -> Arc<Task> {
    let (ours, theirs) = (three.ours, three.theirs);
    if ours.status == theirs.status || same_item(&task, ours) || same_item(&task, theirs) {
        return task;
    }
    let (lead, other) = if task.status == ours.status { (ours, theirs) } else { (theirs, ours) };
    let both_moved = three.base.status != other.status;
    let mut task = task;
    for (get, get_mut) in DATES {
        if both_moved || (get(three.base) != get(other) && get(three.base) != get(lead)) {
            *get_mut(Arc::make_mut(&mut task)) = *get(lead);
        }
    }
    task
}

impl Joined<'_> {
    /// The outcomes that hold a task.
    pub fn homes(&self) -> HashSet<String> {
        self.homes.keys().filter(|home| **home != NOISE).map(ToString::to_string).collect()
    }

    /// Puts each task where it belongs. One whose outcome is not there is noise rather than lost.
    pub fn put_into(mut self, plan: &mut Plan, untouched: &HashSet<&str>) {
        for outcome in plan.outcomes.iter_mut().filter(|outcome| !untouched.contains(outcome.id.as_str())) {
            let tasks = self.tasks_of(&outcome.id);
            if !tasks.is_empty() {
                Arc::make_mut(outcome).tasks = tasks;
            }
        }
        plan.noise = self.tasks_of(NOISE);
        let mut homeless: Vec<_> = self.tasks.into_iter().collect();
        homeless.sort_by_key(|(id, _)| *id);
        plan.noise.extend(homeless.into_iter().map(|(_, task)| task));
    }

    fn tasks_of(&mut self, home: &str) -> Vec<Arc<Task>> {
        let Some(kept) = self.homes.get(home) else { return Vec::new() };
        let orders = self.sides.as_ref().map(|side| side.orders.get(home).map_or(&[][..], Vec::as_slice));
        let order = order::merged(orders.base, orders.ours, orders.theirs, kept);
        order.into_iter().filter_map(|id| self.tasks.remove(id)).collect()
    }
}
