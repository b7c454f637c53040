//! What the delivery plan implies today: when each task runs, when each outcome ends, why, and what is needed by when.
//! Pure: a plan and a day come in, dates come out (spec 3.1, 3.2, 3.4). Never knows text of a file, a screen, a clock.
//! A rule about time goes into `work` (what delays), `schedule` (who when), `need_by`, or `state` (how a milestone stands).

mod calendar;
mod cycles;
#[cfg(test)]
pub(crate) mod examples;
mod history;
#[cfg(test)]
mod laws;
mod mark;
mod need_by;
mod schedule;
mod state;
#[cfg(test)]
mod tests;
mod why;
mod work;

pub use calendar::Calendar;
pub use history::CycleTimes;
pub use mark::{Mark, handle_of};
pub use state::{Severity, Standing, State, is_stale, standings};
pub use why::{Link, why_in_words};

use crate::plan::{Outcome, Plan, Promise, Task};
use chrono::NaiveDate;
use schedule::{Bound, Run, Schedule};
use std::{collections::HashMap, sync::Arc};
use work::{Deliveries, Named, Names, Node, QUARTERS, Work};

/// What a plan implies on a day.
#[derive(Debug, Clone)]
pub struct Projection {
    calendar: Calendar,
    names: Names,
    outcomes: HashMap<Named, u32>,
    /// By task in the order of rule 2; none for what is left out.
    slots: Vec<Option<Slot>>,
    /// By outcome in file order.
    ends: Vec<Option<End>>,
    /// By outcome: its open task that ends last.
    last: Vec<Option<Arc<Task>>>,
    need_by: Vec<Option<NaiveDate>>,
    /// By deliverable, whether an open task needs it.
    is_needed: Vec<bool>,
    cycles: Vec<Vec<String>>,
}

/// When an outcome's work ends. A floor can only get later: `≥ 12 Mar`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    pub on: NaiveDate,
    pub floor: bool,
}

/// When a task is worked on: the days, and the quarter days counted from the start of day one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub start: NaiveDate,
    /// The working day that holds its last quarter.
    pub end: NaiveDate,
    pub start_quarter: u64,
    /// The quarter after its last.
    pub end_quarter: u64,
    pub floor: bool,
    pub cause: Cause,
}

/// The binding constraint of a task: what set its start (spec 3.2 rule 5). Ids and a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    Task(String),
    Deliverable(String),
    /// The owner and their previous task.
    Owner {
        person: String,
        task: String,
    },
    DayOne,
}

/// The projection of spec 3.2: the same plan and day give the same answer.
pub fn project(plan: &Plan, today: NaiveDate) -> Projection {
    project_with(plan, Deliveries::AsPlanned, today)
}

fn project_with(plan: &Plan, deliveries: Deliveries, today: NaiveDate) -> Projection {
    let calendar = Calendar::new(&plan.settings);
    let work = Work::new(plan, &calendar, deliveries, today);
    let Some(day_one) = calendar.first_from(today) else { return nobody_works(plan, calendar, work) };
    let schedule = schedule::schedule(&work);
    let days = Days { calendar: &calendar, day_one: calendar.rank_of(day_one) };
    let deadlines: Vec<Option<i64>> = deadlines(plan).map(|date| Some(days.number(date?))).collect();
    let need_by = need_by::need_by(&work, &deadlines, &schedule.order);
    let (ends, last) = ends(plan, &work, &schedule, &days);
    Projection {
        need_by: need_by.into_iter().map(|day| Some(days.date(day?))).collect(),
        slots: schedule.runs.iter().map(|run| Some(slot(&work, &days, run.as_ref()?))).collect(),
        cycles: cycles(&work, &schedule),
        is_needed: is_needed(&work),
        outcomes: outcomes(plan),
        names: work.names,
        ends,
        last,
        calendar,
    }
}

/// Without a working day ahead, open work has no date; what is finished keeps its own.
fn nobody_works(plan: &Plan, calendar: Calendar, work: Work) -> Projection {
    let schedule = Schedule { runs: vec![None; work.tasks.len()], order: Vec::new() };
    let (ends, last) = ends(plan, &work, &schedule, &Days { calendar: &calendar, day_one: 0 });
    Projection {
        need_by: vec![None; work.deliverables.len()],
        slots: vec![None; work.tasks.len()],
        cycles: cycles(&work, &schedule),
        is_needed: is_needed(&work),
        outcomes: outcomes(plan),
        names: work.names,
        ends,
        last,
        calendar,
    }
}

fn is_needed(work: &Work) -> Vec<bool> {
    (0..work.deliverables.len() as u32).map(|it| !work.awaited_by.of(it).is_empty()).collect()
}

/// Working days counted from day one as 0.
struct Days<'c> {
    calendar: &'c Calendar,
    day_one: i64,
}

impl Days<'_> {
    fn date(&self, number: i64) -> NaiveDate {
        self.calendar.ranked(self.day_one.saturating_add(number))
    }
    /// The last working day until this date.
    fn number(&self, date: NaiveDate) -> i64 {
        self.calendar.rank_of(date) - self.day_one
    }
    /// The day of the quarter before this moment, day one at the earliest.
    fn ending_at(&self, quarter: u64) -> NaiveDate {
        self.date((quarter.saturating_sub(1) / QUARTERS) as i64)
    }
}

fn outcomes(plan: &Plan) -> HashMap<Named, u32> {
    let mut outcomes = HashMap::with_capacity(plan.outcomes.len());
    for (outcome, number) in plan.outcomes.iter().zip(0..) {
        outcomes.entry(Named::Outcome(outcome.clone())).or_insert(number);
    }
    outcomes
}

/// By outcome, the date the customer has: told, else meant.
fn deadlines(plan: &Plan) -> impl Iterator<Item = Option<NaiveDate>> {
    let told = promises(plan);
    let told = move |outcome: &Outcome| told.get(outcome.id.as_str()).and_then(|promise| promise.by);
    plan.outcomes.iter().map(move |outcome| told(outcome).or_else(|| outcome.milestone()?.by))
}

/// What the customer was last told, by outcome.
pub(crate) fn promises(plan: &Plan) -> HashMap<&str, &Promise> {
    let promises = plan.baseline().into_iter().flat_map(|share| &share.promises);
    promises.rev().map(|promise| (promise.outcome.as_str(), &**promise)).collect()
}

fn slot(work: &Work, days: &Days, run: &Run) -> Slot {
    let task = |number: u32| work.tasks[number as usize].task.id.clone();
    let end = days.ending_at(run.end);
    Slot {
        start: days.date((run.start / QUARTERS) as i64).min(end),
        end,
        start_quarter: run.start,
        end_quarter: run.end,
        floor: run.floor,
        cause: match run.bound {
            Bound::Task(needed) => Cause::Task(task(needed)),
            Bound::Deliverable(number) => Cause::Deliverable(work.deliverables[number as usize].deliverable.id.clone()),
            Bound::Owner { person, task: before } => Cause::Owner { person: work.people[person as usize].into(), task: task(before) },
            Bound::DayOne => Cause::DayOne,
        },
    }
}

/// By outcome, its end and its open task that ends last (spec 3.2 rule 4).
fn ends(plan: &Plan, work: &Work, schedule: &Schedule, days: &Days) -> (Vec<Option<End>>, Vec<Option<Arc<Task>>>) {
    let finished = |outcome: &Outcome| {
        let end = outcome.tasks.iter().filter_map(|task| task.finished).max();
        end.filter(|_| outcome.is_live()).map(|on| End { on, floor: false })
    };
    let mut last: Vec<Option<(u64, u32)>> = vec![None; plan.outcomes.len()];
    let mut is_floor = vec![false; plan.outcomes.len()];
    let mut is_left_out = vec![false; plan.outcomes.len()];
    for ((open, run), number) in work.tasks.iter().zip(&schedule.runs).zip(0..) {
        let outcome = open.outcome as usize;
        match run {
            Some(run) => {
                last[outcome] = last[outcome].max(Some((run.end, number)));
                is_floor[outcome] |= run.floor;
            }
            None => is_left_out[outcome] = true,
        }
    }
    let end = |outcome: usize| match last[outcome] {
        _ if is_left_out[outcome] => None,
        Some((quarter, _)) => Some(End { on: days.ending_at(quarter), floor: is_floor[outcome] }),
        None => finished(&plan.outcomes[outcome]),
    };
    let ends: Vec<Option<End>> = (0..plan.outcomes.len()).map(end).collect();
    let last = last.iter().zip(is_left_out).map(|(last, is_left_out)| last.filter(|_| !is_left_out));
    (ends, last.map(|last| Some(work.tasks[last?.1 as usize].task.clone())).collect())
}

fn cycles(work: &Work, schedule: &Schedule) -> Vec<Vec<String>> {
    let left_out: Vec<u32> = (0..work.tasks.len() as u32).filter(|task| schedule.runs[*task as usize].is_none()).collect();
    if left_out.is_empty() {
        return Vec::new();
    }
    let ids = |cycle: Vec<u32>| cycle.iter().map(|task| work.tasks[*task as usize].task.id.clone()).collect();
    cycles::cycles(work, &left_out).into_iter().map(ids).collect()
}

impl Projection {
    /// When a live outcome's open work ends, or its last work ended; none where there is no telling.
    pub fn end(&self, outcome: &str) -> Option<End> {
        self.ends[*self.outcomes.get(outcome)? as usize]
    }
    /// When an open task of a live outcome runs; none for others, for what is in a cycle, and for what waits for one.
    pub fn task(&self, id: &str) -> Option<&Slot> {
        match self.names.get(id)? {
            Node::Task(number) => self.slots[*number as usize].as_ref(),
            Node::Deliverable(_) => None,
        }
    }
    /// The working day by which open work needs a deliverable; none where nothing that has a date does.
    pub fn need_by(&self, deliverable: &str) -> Option<NaiveDate> {
        match self.names.get(deliverable)? {
            Node::Deliverable(number) => self.need_by[*number as usize],
            Node::Task(_) => None,
        }
    }
    /// Whether an open task of a live outcome needs this deliverable.
    pub fn is_needed(&self, deliverable: &str) -> bool {
        match self.names.get(deliverable) {
            Some(Node::Deliverable(number)) => self.is_needed[*number as usize],
            Some(Node::Task(_)) | None => false,
        }
    }
    /// Tasks that need each other in a circle, by their ids.
    pub fn cycles(&self) -> &[Vec<String>] {
        &self.cycles
    }
    /// The chain behind an outcome's date, from its last task back; empty without an open task or a date.
    pub fn why(&self, outcome: &str) -> Vec<Link> {
        why::links(self, outcome)
    }
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The id of an outcome's open task that ends last.
    fn last_task(&self, outcome: &str) -> Option<&str> {
        self.last[*self.outcomes.get(outcome)? as usize].as_ref().map(|task| task.id.as_str())
    }
}
