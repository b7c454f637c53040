//! Which outstanding deliverable each task waits for most, itself or through what it needs: for all tasks in one pass.

use super::{
    Projection,
    brief::Stage,
    schedule::Bound,
    work::{Node, Work},
};
use crate::plan::{Deliverable, Plan};
use chrono::NaiveDate;
use std::cmp::Reverse;

const NOTHING: u32 = u32::MAX;

/// For every milestone of a plan on a day.
pub(super) struct Awaited<'p> {
    projection: &'p Projection,
    /// Live ones, in file order.
    deliverables: Vec<&'p Deliverable>,
    overdue: Foremost,
    soonest: Foremost,
    /// By task: what its chain of causes begins with.
    root: Vec<Node>,
}

/// Some deliverables in an order, and by task the first of them that it waits for.
struct Foremost {
    in_order: Vec<u32>,
    /// By deliverable and by task: its place in that order.
    of_deliverable: Vec<u32>,
    of_task: Vec<u32>,
}

impl<'p> Awaited<'p> {
    pub fn new(plan: &'p Plan, projection: &'p Projection, today: NaiveDate) -> Self {
        let milestones = plan.live_outcomes().filter_map(|outcome| outcome.milestone());
        let deliverables: Vec<&Deliverable> = milestones.flat_map(|it| &it.deliverables).map(|it| &**it).collect();
        let outstanding = |(_, it): &(u32, &Deliverable)| it.received.is_none();
        let outstanding = || (0..).zip(deliverables.iter().copied()).filter(outstanding);
        let mut overdue: Vec<_> = outstanding().filter_map(|(at, it)| Some((it.by.filter(|by| *by < today)?, at))).collect();
        overdue.sort_unstable();
        let mut soonest: Vec<_> = outstanding().map(|(at, it)| (Reverse(sooner(projection, it)), at)).collect();
        soonest.sort_unstable();
        let foremost = |in_order| Foremost::new(in_order, projection, deliverables.len());
        Awaited {
            overdue: foremost(overdue.into_iter().map(|(_, at)| at).collect()),
            soonest: foremost(soonest.into_iter().map(|(_, at)| at).collect()),
            root: roots(projection),
            deliverables,
            projection,
        }
    }

    /// Of what an outcome's open tasks wait for, through `needs` or behind an owner's other work: what is overdue most.
    pub fn overdue(&self, outcome: &str) -> Option<&'p Deliverable> {
        self.first(&self.overdue, outcome)
    }

    /// The same: what is needed soonest before its date, else what has no date.
    pub fn soonest(&self, outcome: &str) -> Option<&'p Deliverable> {
        self.first(&self.soonest, outcome)
    }

    fn first(&self, foremost: &Foremost, outcome: &str) -> Option<&'p Deliverable> {
        let (projection, outcome) = (self.projection, self.projection.outcome(outcome)?);
        let brief = &projection.known.outcomes[outcome];
        let open = (0..brief.cards.len()).filter(|at| matches!(brief.cards[*at].stage, Stage::Open { .. }));
        let needs = open.flat_map(|at| brief.needs_of(at)).map(|need| projection.work.nodes[*need as usize]);
        let root = projection.last[outcome].map(|task| self.root[task as usize]);
        let place = needs.chain(root).map(|node| foremost.of(node)).min().unwrap_or(NOTHING);
        Some(self.deliverables[*foremost.in_order.get(place as usize)? as usize])
    }
}

/// How many working days before its date a deliverable is needed.
pub(super) fn sooner(projection: &Projection, it: &Deliverable) -> Option<i64> {
    Some(projection.calendar().working_days(projection.need_by(&it.id)?, it.by?))
}

impl Foremost {
    fn new(in_order: Vec<u32>, projection: &Projection, deliverables: usize) -> Self {
        let work: &Work = &projection.work;
        let mut of_deliverable = vec![NOTHING; deliverables];
        (0..).zip(&in_order).for_each(|(place, it)| of_deliverable[*it as usize] = place);
        let mut of_task = vec![NOTHING; work.tasks.len()];
        for task in &projection.order {
            let awaits = work.awaits.of(*task).iter().map(|it| of_deliverable[*it as usize]);
            let needs = work.needs.of(*task).iter().map(|it| of_task[*it as usize]);
            of_task[*task as usize] = awaits.chain(needs).min().unwrap_or(NOTHING);
        }
        Foremost { in_order, of_deliverable, of_task }
    }

    fn of(&self, node: Node) -> u32 {
        match node {
            Node::Task(task) => self.of_task[task as usize],
            Node::Deliverable(it) => self.of_deliverable[it as usize],
            Node::Absent | Node::Closed => NOTHING,
        }
    }
}

fn roots(projection: &Projection) -> Vec<Node> {
    let mut roots = vec![Node::Absent; projection.runs.len()];
    for task in &projection.order {
        let Some(run) = &projection.runs[*task as usize] else { continue };
        roots[*task as usize] = match run.bound {
            Bound::Task(before) | Bound::Owner { task: before, .. } => roots[before as usize],
            Bound::Deliverable(it) => Node::Deliverable(it),
            Bound::DayOne => Node::Task(*task),
        };
    }
    roots
}
