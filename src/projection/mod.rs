//! What the delivery plan implies today: when each task runs, when each outcome ends, why, and what is needed by when.
//! Pure: a plan and a day come in, dates come out (spec 3.1, 3.2, 3.4). Never knows text of a file, a screen, a clock.
//! A rule about time goes into `work` (what delays), `schedule` (who when), `need_by`, or `state` (how a milestone stands).

mod age;
mod calendar;
mod cycles;
#[cfg(test)]
pub(crate) mod examples;
mod forecast;
mod history;
mod ids;
#[cfg(test)]
mod laws;
mod mark;
mod need_by;
mod schedule;
mod state;
#[cfg(test)]
mod tests;
mod what_if;
mod why;
mod work;

pub use age::{Age, Ages, Pace};
pub use calendar::Calendar;
pub use forecast::{Ahead, Chance, DAYS_NEEDED, Forecast, HISTORY_DAYS, Throughput, TooLittle, forecasts};
pub use history::CycleTimes;
pub use mark::{Mark, handle_of};
pub use state::{Severity, Standing, State, is_stale, standings};
pub use what_if::{Moved, WhatIf, against, what_if};
pub use why::{Link, why_in_words};

use crate::plan::{Outcome, Plan, Promise};
use chrono::NaiveDate;
use ids::{Ids, Node};
use schedule::{Bound, Run, Schedule};
use std::{collections::HashMap, sync::OnceLock};
use work::{Deliveries, Edges, QUARTERS, Work};

/// What a plan implies on a day.
#[derive(Debug, Clone)]
pub struct Projection {
    days: Days,
    ids: Ids,
    outcomes: Ids,
    /// By task in the order of rule 2, and by deliverable: the entry of its id.
    task_ids: Vec<u32>,
    deliverable_ids: Vec<u32>,
    people: Vec<String>,
    /// Task → tasks, and deliverables, it needs.
    needs: Edges,
    awaits: Edges,
    /// By task; none for what is left out.
    runs: Vec<Option<Run>>,
    /// The same in days and words, made when somebody asks.
    slots: Vec<OnceLock<Box<Slot>>>,
    /// By outcome in file order.
    ends: Vec<Option<End>>,
    /// By outcome: its open task that ends last.
    last: Vec<Option<u32>>,
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

/// When everybody takes the next card that is ready, when does each outcome end (spec 3.2)? The same plan and day give the same answer.
///
/// ```
/// use handshake::{NaiveDate, file, projection};
///
/// let text = br#"Plan(title: "Ledger", outcomes: [Outcome(id: "off", title: "Old ledger off", tasks: [
///     Task(id: "archive", title: "Archive", owners: ["Mei"], estimate: 3),
///     Task(id: "switch", title: "Switch it off", owners: ["Ravi"], estimate: 0.5, needs: ["archive"]),
/// ])])"#;
/// let plan = file::read(text).plan.unwrap();
/// let monday = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
/// let projection = projection::project(&plan, monday);
/// let end = projection.end("off").unwrap();
/// assert_eq!((end.on.to_string().as_str(), end.floor), ("2027-02-11", false));
/// let why: Vec<String> = projection.why("off").into_iter().map(|link| link.item).collect();
/// assert_eq!(why, ["switch", "archive"]);
/// ```
pub fn project(plan: &Plan, today: NaiveDate) -> Projection {
    project_with(plan, Deliveries::AsPlanned, today)
}

fn project_with(plan: &Plan, deliveries: Deliveries, today: NaiveDate) -> Projection {
    let calendar = Calendar::new(&plan.settings);
    let work = Work::new(plan, &calendar, deliveries, today);
    let day_one = calendar.first_from(today).map(|day| calendar.rank_of(day));
    let schedule = match day_one {
        Some(_) => schedule::schedule(&work),
        // Without a working day ahead, open work has no date; what is finished keeps its own.
        None => Schedule { runs: vec![None; work.tasks.len()], order: Vec::new() },
    };
    let days = Days { day_one: day_one.unwrap_or(0), calendar };
    let deadlines: Vec<Option<i64>> = deadlines(plan).map(|date| day_one.and(Some(days.number(date?)))).collect();
    let need_by = need_by::need_by(&work, &deadlines, &schedule.order);
    let (ends, last) = ends(plan, &work, &schedule, &days);
    Projection {
        need_by: need_by.into_iter().map(|day| Some(days.date(day?))).collect(),
        is_needed: (0..work.deliverables.len() as u32).map(|it| !work.awaited_by.of(it).is_empty()).collect(),
        cycles: cycles(&work, &schedule),
        outcomes: outcomes(plan),
        people: work.people.iter().map(|name| (*name).into()).collect(),
        slots: vec![OnceLock::new(); work.tasks.len()],
        runs: schedule.runs,
        ids: work.ids,
        task_ids: work.task_ids,
        deliverable_ids: work.deliverable_ids,
        needs: work.needs,
        awaits: work.awaits,
        ends,
        last,
        days,
    }
}

/// Working days counted from day one as 0.
#[derive(Debug, Clone)]
struct Days {
    calendar: Calendar,
    day_one: i64,
}

impl Days {
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

fn outcomes(plan: &Plan) -> Ids {
    let mut ids = Ids::with_room_for(plan.outcomes.len());
    plan.outcomes.iter().zip(0..).for_each(|(outcome, number)| _ = ids.add(&outcome.id, Node::Outcome(number)));
    ids
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

/// By outcome, its end and its open task that ends last (spec 3.2 rule 4).
fn ends(plan: &Plan, work: &Work, schedule: &Schedule, days: &Days) -> (Vec<Option<End>>, Vec<Option<u32>>) {
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
    (ends, last.map(|last| Some(last?.1)).collect())
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
        self.ends[self.outcome(outcome)?]
    }
    /// When an open task of a live outcome runs; none for others, for what is in a cycle, and for what waits for one.
    pub fn task(&self, id: &str) -> Option<&Slot> {
        let number = match self.ids.get(id)? {
            Node::Task(number) => number as usize,
            Node::Deliverable(_) | Node::Outcome(_) | Node::Closed => return None,
        };
        let run = self.runs[number].as_ref()?;
        Some(self.slots[number].get_or_init(|| Box::new(self.slot(run))))
    }
    /// The working day by which open work needs a deliverable; none where nothing that has a date does.
    pub fn need_by(&self, deliverable: &str) -> Option<NaiveDate> {
        self.need_by[self.deliverable(deliverable)?]
    }
    /// Whether an open task of a live outcome needs this deliverable.
    pub fn is_needed(&self, deliverable: &str) -> bool {
        self.deliverable(deliverable).is_some_and(|number| self.is_needed[number])
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
        &self.days.calendar
    }
    /// Whether this is the id of a task or deliverable of the plan, open or not.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.ids.get(id).is_some()
    }

    fn outcome(&self, id: &str) -> Option<usize> {
        match self.outcomes.get(id)? {
            Node::Outcome(number) => Some(number as usize),
            Node::Task(_) | Node::Deliverable(_) | Node::Closed => None,
        }
    }
    /// The place of a live milestone's deliverable.
    fn deliverable(&self, id: &str) -> Option<usize> {
        match self.ids.get(id)? {
            Node::Deliverable(number) => Some(number as usize),
            Node::Task(_) | Node::Outcome(_) | Node::Closed => None,
        }
    }
    /// The id of an outcome's open task that ends last.
    fn last_task(&self, outcome: &str) -> Option<&str> {
        Some(self.task_id(self.last[self.outcome(outcome)?]?))
    }
    fn task_id(&self, number: u32) -> &str {
        self.ids.text(self.task_ids[number as usize])
    }
    fn slot(&self, run: &Run) -> Slot {
        let end = self.days.ending_at(run.end);
        Slot {
            start: self.days.date((run.start / QUARTERS) as i64).min(end),
            end,
            start_quarter: run.start,
            end_quarter: run.end,
            floor: run.floor,
            cause: match run.bound {
                Bound::Task(needed) => Cause::Task(self.task_id(needed).into()),
                Bound::Deliverable(number) => Cause::Deliverable(self.ids.text(self.deliverable_ids[number as usize]).into()),
                Bound::Owner { person, task } => {
                    Cause::Owner { person: self.people[person as usize].clone(), task: self.task_id(task).into() }
                }
                Bound::DayOne => Cause::DayOne,
            },
        }
    }
}
