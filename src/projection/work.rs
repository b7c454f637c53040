//! What is left to do, by numbers: open tasks in the order people take them, what they wait for, and their teams.
//! Made from briefs by counting and sorting alone; no text is looked up here.
//! What else delays or shortens a task (spec 3.2, rules 1 to 3) goes here.

use super::{
    brief::{NONE, Stage},
    crew::Crew,
    edges::Edges,
    history::CycleTimes,
    known::Known,
    teams::NOBODY,
};
use chrono::NaiveDate;

pub(super) const QUARTERS: u64 = 4;

/// What an id stands for. Closed: it is in the plan, and nobody waits for it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Absent,
    Task(u32),
    Deliverable(u32),
    Closed,
}

/// An open task of a live outcome. Its place in `Work::tasks` is its place in the order of spec 3.2 rule 2.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Open {
    pub id: u32,
    pub outcome: u32,
    /// Its place in the outcome.
    at: u32,
    /// Quarter days still to be worked.
    pub remaining: u32,
    pub team: u32,
    /// Its own part in making a date a floor: no estimate, no owner, blocked.
    pub floor: bool,
}

/// When a deliverable of a live milestone comes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrival {
    pub id: u32,
    pub received: bool,
    /// The quarter at whose start it is there.
    pub arrives: u64,
    pub floor: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Work {
    pub tasks: Vec<Open>,
    /// In file order.
    pub deliverables: Vec<Arrival>,
    /// Task → tasks it needs, and back.
    pub needs: Edges,
    pub needed_by: Edges,
    /// Task → deliverables it needs, and back.
    pub awaits: Edges,
    pub awaited_by: Edges,
    pub crew: Crew,
    /// By id; of an id that stands twice, the first that somebody waits for.
    pub nodes: Vec<Node>,
}

impl Work {
    /// With it, how long finished cards took.
    pub fn new(known: &Known, today: NaiveDate) -> (Self, CycleTimes) {
        let mut nodes = closed(known);
        let (tasks, crew, history) = tasks(known, today);
        for (open, number) in tasks.iter().zip(0..) {
            let node = &mut nodes[open.id as usize];
            if !matches!(node, Node::Task(_)) {
                *node = Node::Task(number);
            }
        }
        let deliverables = deliverables(known, today);
        for (it, number) in deliverables.iter().zip(0..) {
            let node = &mut nodes[it.id as usize];
            if !matches!(node, Node::Task(_) | Node::Deliverable(_)) {
                *node = Node::Deliverable(number);
            }
        }
        let (needs, awaits) = edges(known, &tasks, &nodes);
        let (needed_by, awaited_by) = (needs.turned(tasks.len()), awaits.turned(deliverables.len()));
        (Work { tasks, deliverables, needs, needed_by, awaits, awaited_by, crew, nodes }, history)
    }
}

/// Every id of the plan as one that nobody waits for.
fn closed(known: &Known) -> Vec<Node> {
    let mut nodes = vec![Node::Absent; known.names.len()];
    for brief in known.outcomes.iter().chain([&known.noise]) {
        let ids = brief.cards.iter().map(|card| &card.id).chain(&brief.deliverables);
        ids.for_each(|id| nodes[*id as usize] = Node::Closed);
    }
    nodes
}

/// In the order of rule 2: the column nearest Done first, then as they stand in the file.
fn tasks(known: &Known, today: NaiveDate) -> (Vec<Open>, Crew, CycleTimes) {
    let (mut next, count) = first_of_columns(known);
    let mut tasks = vec![Open::default(); count];
    let (mut crew, mut cycles, mut unknown) = (Crew::new(known), Vec::new(), Vec::new());
    let today = known.calendar.rank_of(today) as i32;
    for (brief, outcome) in known.outcomes.iter().zip(0..) {
        let is_live = brief.outcome.is_live();
        for (card, at) in brief.cards.iter().zip(0..) {
            match card.stage {
                Stage::Closed { cycle: NONE, .. } => {}
                Stage::Closed { cycle, .. } => cycles.push(cycle),
                Stage::Open { column, estimate, started, is_blocked } if is_live => {
                    let number = next[column as usize];
                    next[column as usize] += 1;
                    let team = crew.of(known, card.team, || &brief.outcome.tasks[at as usize].owners);
                    let floor = estimate == NONE || is_blocked || team == NOBODY;
                    let remaining = remaining(estimate, started, today);
                    tasks[number] = Open { id: card.id, outcome, at, remaining, team, floor };
                    if estimate == NONE {
                        unknown.push((number, started));
                    }
                }
                Stage::Open { .. } => {}
            }
        }
    }
    let history = CycleTimes::of_days(cycles);
    let usual = (history.median().unwrap_or(1) * QUARTERS as i64) as i32;
    for (number, started) in unknown {
        tasks[number].remaining = remaining(usual, started, today);
    }
    (tasks, crew, history)
}

/// By column, the number of its first open card; and how many there are in all.
fn first_of_columns(known: &Known) -> (Vec<usize>, usize) {
    let live = || known.outcomes.iter().filter(|brief| brief.outcome.is_live());
    let mut first = vec![0; known.noise.open.len()];
    let mut count = 0;
    for column in (0..first.len()).rev() {
        first[column] = count;
        count += live().map(|brief| brief.open[column] as usize).sum::<usize>();
    }
    (first, count)
}

/// In quarters; `started` and `today` are ranks of days.
fn remaining(estimate: i32, started: i32, today: i32) -> u32 {
    match started {
        NONE => estimate.unsigned_abs(),
        _ => (i64::from(estimate) - QUARTERS as i64 * i64::from(today - started)).max(1) as u32,
    }
}

fn deliverables(known: &Known, today: NaiveDate) -> Vec<Arrival> {
    let calendar = &known.calendar;
    let before_day_one = calendar.rank_of(today.pred_opt().unwrap_or(today));
    let morning_after = |day| (calendar.rank_of(day) - before_day_one).unsigned_abs() * QUARTERS;
    let mut all = Vec::new();
    for brief in known.outcomes.iter().filter(|brief| brief.outcome.is_live()) {
        let Some(milestone) = brief.outcome.milestone() else { continue };
        for (deliverable, id) in milestone.deliverables.iter().zip(&brief.deliverables) {
            let received = deliverable.received.is_some();
            let in_time = deliverable.by.filter(|by| *by >= today);
            let arrives = if received { 0 } else { morning_after(in_time.unwrap_or(today)) };
            all.push(Arrival { id: *id, received, arrives, floor: !received && in_time.is_none() });
        }
    }
    all
}

/// What each task needs: tasks and deliverables.
fn edges(known: &Known, tasks: &[Open], nodes: &[Node]) -> (Edges, Edges) {
    let (mut needs, mut awaits) = (Edges::with_room_for(tasks.len()), Edges::with_room_for(tasks.len()));
    for open in tasks {
        for need in known.outcomes[open.outcome as usize].needs_of(open.at as usize) {
            match nodes[*need as usize] {
                Node::Task(needed) => needs.add(needed),
                Node::Deliverable(awaited) => awaits.add(awaited),
                Node::Closed | Node::Absent => {}
            }
        }
        needs.next();
        awaits.next();
    }
    (needs, awaits)
}
