//! What is left to do, by numbers: open tasks in the order people take them, what they wait for, and their teams.
//! Ids are looked up once, here; everything after it works on indices.
//! What else delays or shortens a task (spec 3.2, rules 1 to 3) goes here.

use super::{
    Calendar,
    history::CycleTimes,
    ids::{Ids, Node},
};
use crate::plan::{Deliverable, Plan, Task};
use chrono::NaiveDate;
use std::{collections::HashMap, sync::Arc};

pub(super) const QUARTERS: u64 = 4;

/// Whether deliverables come when the plan says, or all came today: the question `waiting-on-customer` asks (spec 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deliveries {
    AsPlanned,
    AllReceived,
}

/// An open task of a live outcome. Its place in `Work::tasks` is its place in the order of spec 3.2 rule 2.
pub(super) struct Open<'a> {
    pub task: &'a Arc<Task>,
    pub outcome: u32,
    /// Quarter days still to be worked.
    pub remaining: u64,
    /// Its own part in making a date a floor: no estimate, no owner, blocked.
    pub floor: bool,
    pub team: u32,
}

/// A deliverable of a live outcome, in file order.
pub(super) struct Awaited<'a> {
    pub deliverable: &'a Arc<Deliverable>,
    pub received: bool,
    /// The quarter at whose start it is there.
    pub arrives: u64,
    pub floor: bool,
}

pub(super) struct Work<'a> {
    pub tasks: Vec<Open<'a>>,
    pub deliverables: Vec<Awaited<'a>>,
    /// Task → tasks it needs, and back.
    pub needs: Edges,
    pub needed_by: Edges,
    /// Task → deliverables it needs, and back.
    pub awaits: Edges,
    pub awaited_by: Edges,
    pub people: Vec<&'a str>,
    /// Sets of owners; the first is nobody.
    pub teams: Vec<Vec<u32>>,
    pub ids: Ids,
    /// By task and by deliverable, the entry of its id.
    pub task_ids: Vec<u32>,
    pub deliverable_ids: Vec<u32>,
}

/// Lists of numbers, one for each number, in one piece of memory.
#[derive(Debug, Clone)]
pub(super) struct Edges {
    start: Vec<u32>,
    to: Vec<u32>,
}

impl Edges {
    fn new(nodes: usize, pairs: &[(u32, u32)]) -> Self {
        let mut start = vec![0; nodes + 1];
        for (from, _) in pairs {
            start[*from as usize + 1] += 1;
        }
        for node in 0..nodes {
            start[node + 1] += start[node];
        }
        let mut next = start.clone();
        let mut to = vec![0; pairs.len()];
        for (from, target) in pairs {
            let place = &mut next[*from as usize];
            to[*place as usize] = *target;
            *place += 1;
        }
        Edges { start, to }
    }
    pub fn of(&self, node: u32) -> &[u32] {
        &self.to[self.start[node as usize] as usize..self.start[node as usize + 1] as usize]
    }
}

impl<'a> Work<'a> {
    pub fn new(plan: &'a Plan, calendar: &Calendar, deliveries: Deliveries, today: NaiveDate) -> Self {
        let mut teams = Teams::default();
        let tasks = open_tasks(plan, calendar, &mut teams, today);
        let deliverables = deliverables(plan, calendar, deliveries, today);
        let (ids, task_ids, deliverable_ids) = ids(plan, &tasks, &deliverables);
        let (mut between, mut on_deliverables) = (Vec::new(), Vec::new());
        for (number, open) in tasks.iter().enumerate() {
            for need in &open.task.needs {
                match ids.get(need) {
                    Some(Node::Task(needed)) => between.push((number as u32, needed)),
                    Some(Node::Deliverable(awaited)) => on_deliverables.push((number as u32, awaited)),
                    Some(Node::Closed | Node::Outcome(_)) | None => {}
                }
            }
        }
        Work {
            needs: Edges::new(tasks.len(), &between),
            needed_by: Edges::new(tasks.len(), &turned(&between)),
            awaits: Edges::new(tasks.len(), &on_deliverables),
            awaited_by: Edges::new(deliverables.len(), &turned(&on_deliverables)),
            people: teams.people,
            teams: teams.sets,
            tasks,
            deliverables,
            ids,
            task_ids,
            deliverable_ids,
        }
    }
}

fn turned(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    pairs.iter().map(|(from, to)| (*to, *from)).collect()
}

/// Open tasks and live deliverables first, then what nobody waits for.
fn ids(plan: &Plan, tasks: &[Open], deliverables: &[Awaited]) -> (Ids, Vec<u32>, Vec<u32>) {
    let milestones = || plan.outcomes.iter().filter_map(|outcome| outcome.milestone.as_ref());
    let size: usize = plan.outcomes.iter().map(|outcome| outcome.tasks.len()).sum::<usize>() + plan.noise.len();
    let mut ids = Ids::with_room_for(size + milestones().map(|milestone| milestone.deliverables.len()).sum::<usize>());
    let open = tasks.iter().zip(0..).map(|(open, number)| ids.add(&open.task.id, Node::Task(number))).collect();
    let live = deliverables.iter().zip(0..).map(|(it, number)| ids.add(&it.deliverable.id, Node::Deliverable(number))).collect();
    plan.tasks().for_each(|found| _ = ids.add(&found.task.id, Node::Closed));
    milestones().flat_map(|milestone| &milestone.deliverables).for_each(|it| _ = ids.add(&it.id, Node::Closed));
    (ids, open, live)
}

/// Deliverables of live milestones, in file order.
pub(super) fn live_deliverables(plan: &Plan) -> impl Iterator<Item = &Arc<Deliverable>> {
    plan.live_outcomes().filter_map(|outcome| outcome.milestone()).flat_map(|milestone| &milestone.deliverables)
}

/// In the order of rule 2: the column nearest Done first, then as they stand in the file.
fn open_tasks<'a>(plan: &'a Plan, calendar: &Calendar, teams: &mut Teams<'a>, today: NaiveDate) -> Vec<Open<'a>> {
    let columns = Columns::new(plan);
    let (mut by_column, mut unknown): (Vec<Vec<Open>>, _) = (columns.names.iter().map(|_| Vec::new()).collect(), None);
    for (outcome, at) in plan.outcomes.iter().zip(0..).filter(|(outcome, _)| outcome.is_live()) {
        for task in &outcome.tasks {
            let column = columns.of(task);
            if column == columns.last {
                continue;
            }
            let days_worked = task.started.filter(|_| column != 0).map(|started| calendar.working_days(started, today));
            let estimate = match task.estimate {
                Some(estimate) => i64::from(estimate.0),
                None => *unknown.get_or_insert_with(|| CycleTimes::of(plan, calendar).median().unwrap_or(1) * QUARTERS as i64),
            };
            let remaining = days_worked.map_or(estimate, |days| (estimate - days * QUARTERS as i64).max(1));
            let team = teams.of(task);
            let floor = task.estimate.is_none() || task.is_blocked() || team == 0;
            by_column[column].push(Open { task, outcome: at, remaining: remaining.unsigned_abs(), floor, team });
        }
    }
    by_column.into_iter().rev().flatten().collect()
}

/// Columns by name, looked up once.
struct Columns<'a> {
    names: Vec<&'a str>,
    last: usize,
}

impl<'a> Columns<'a> {
    fn new(plan: &'a Plan) -> Self {
        Columns { names: plan.settings.columns.iter().map(|column| column.name.as_str()).collect(), last: plan.last_column() }
    }
    fn of(&self, task: &Task) -> usize {
        match task.status.as_str() {
            "" => 0,
            status => self.names.iter().position(|name| *name == status).unwrap_or(0),
        }
    }
}

fn deliverables<'a>(plan: &'a Plan, calendar: &Calendar, deliveries: Deliveries, today: NaiveDate) -> Vec<Awaited<'a>> {
    let before_day_one = calendar.rank_of(today.pred_opt().unwrap_or(today));
    let morning_after = |day| (calendar.rank_of(day) - before_day_one).unsigned_abs() * QUARTERS;
    let all = live_deliverables(plan);
    all.map(|deliverable| {
        let received = deliverable.received.is_some() || deliveries == Deliveries::AllReceived;
        let in_time = deliverable.by.filter(|by| *by >= today);
        let arrives = if received { 0 } else { morning_after(in_time.unwrap_or(today)) };
        Awaited { deliverable, received, arrives, floor: !received && in_time.is_none() }
    })
    .collect()
}

/// People and the sets of them that own tasks together, each once.
struct Teams<'a> {
    people: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
    sets: Vec<Vec<u32>>,
    by_set: HashMap<Vec<u32>, u32>,
    set: Vec<u32>,
}

impl Default for Teams<'_> {
    fn default() -> Self {
        let (sets, by_set) = (vec![Vec::new()], HashMap::from([(Vec::new(), 0)]));
        Teams { people: Vec::new(), numbers: HashMap::new(), sets, by_set, set: Vec::new() }
    }
}

impl<'a> Teams<'a> {
    fn of(&mut self, task: &'a Task) -> u32 {
        self.set.clear();
        for name in task.owners.iter().filter(|name| !name.is_empty()) {
            let next = self.people.len() as u32;
            let number = *self.numbers.entry(name).or_insert(next);
            if number == next {
                self.people.push(name);
            }
            self.set.push(number);
        }
        self.set.sort_unstable();
        self.set.dedup();
        if let Some(team) = self.by_set.get(self.set.as_slice()) {
            return *team;
        }
        let team = self.sets.len() as u32;
        self.sets.push(self.set.clone());
        self.by_set.insert(self.set.clone(), team);
        team
    }
}
