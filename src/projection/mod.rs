//! What the delivery plan implies today: when each task runs, when each outcome ends, why, and what is needed by when.
//! Pure: a plan and a day come in, dates come out (spec 3.1, 3.2, 3.4). Never knows text of a file, a screen, a clock.
//! A rule about time goes into `work` (what delays), `schedule` (who when), `need_by`, or `state` (how a milestone stands).

mod age;
mod awaited;
mod brief;
mod calendar;
mod crew;
mod cycles;
mod days;
mod edges;
mod ends;
#[cfg(test)]
pub(crate) mod examples;
mod forecast;
mod history;
mod known;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod laws_next;
mod mark;
mod names;
mod need_by;
mod queues;
mod running;
mod schedule;
mod solo;
mod state;
mod teams;
#[cfg(test)]
mod tests;
mod what_if;
mod why;
mod work;

pub use age::{Age, Ages, Pace};
pub use calendar::Calendar;
pub use forecast::{Ahead, Chance, DAYS_NEEDED, Forecast, HISTORY_DAYS, Throughput, TooLittle, forecasts};
pub use mark::{Mark, handle_of};
pub use state::{Severity, Standing, State, is_stale, standings};
pub use what_if::{Moved, WhatIf, against, what_if};
pub use why::{Link, why_in_words};

use crate::plan::Plan;
use chrono::NaiveDate;
use days::Days;
use forecast::Outlook;
use known::Known;
use schedule::{Bound, Run, Schedule};
use std::sync::{Arc, OnceLock};
use work::{Arrival, Node, QUARTERS, Work};

/// What a plan implies on a day.
#[derive(Debug, Clone)]
pub struct Projection {
    days: Days,
    known: Known,
    work: Work,
    /// By name: the outcome.
    outcomes: Vec<u32>,
    /// By task; none for what is left out.
    runs: Vec<Option<Run>>,
    /// The same in days and words, made when somebody asks.
    slots: Vec<OnceLock<Box<Slot>>>,
    /// Tasks that have a run, needed ones before those that need them.
    order: Vec<u32>,
    /// By outcome in file order.
    ends: Vec<Option<End>>,
    /// The same if every deliverable were received today; made when somebody asks.
    if_received: OnceLock<Vec<Option<End>>>,
    /// By outcome: its open task that ends last.
    last: Vec<Option<u32>>,
    need_by: Vec<Option<NaiveDate>>,
    cycles: Vec<Vec<String>>,
    ages: Ages,
    /// What forecasts say, once somebody asked; and what those of an earlier projection said.
    outlook: OnceLock<Arc<Outlook>>,
    earlier_outlook: Option<Arc<Outlook>>,
}

const NO_OUTCOME: u32 = u32::MAX;

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
    made(Known::of(plan), None, today)
}

fn made(known: Known, earlier_outlook: Option<Arc<Outlook>>, today: NaiveDate) -> Projection {
    let (work, history) = Work::new(&known, today);
    let day_one = known.calendar.first_from(today).map(|day| known.calendar.rank_of(day));
    let schedule = match day_one {
        Some(_) => schedule::schedule(&work, &work.deliverables),
        // Without a working day ahead, open work has no date; what is finished keeps its own.
        None => Schedule { runs: vec![None; work.tasks.len()], order: Vec::new() },
    };
    let days = Days { day_one: day_one.unwrap_or(0), calendar: known.calendar.clone() };
    let deadlines = known.outcomes.iter().map(|brief| day_one.and(Some(days.number(known.deadline(brief)?))));
    let need_by = need_by::need_by(&work, &deadlines.collect::<Vec<_>>(), &schedule.order);
    let (ends, last) = ends::ends(&known, &work, &schedule, &days);
    Projection {
        need_by: need_by.into_iter().map(|day| Some(days.date(day?))).collect(),
        cycles: ends::circles(&known, &work, &schedule),
        outcomes: ends::outcomes(&known),
        slots: (0..work.tasks.len()).map(|_| OnceLock::new()).collect(),
        ages: Ages::new(&history, known.stale_after()),
        runs: schedule.runs,
        order: schedule.order,
        if_received: OnceLock::new(),
        outlook: OnceLock::new(),
        earlier_outlook,
        ends,
        last,
        days,
        known,
        work,
    }
}

impl Projection {
    /// What `project` gives for this plan and day, made faster from what it shares with the plan of this projection.
    pub fn of_next(&self, plan: &Plan, today: NaiveDate) -> Projection {
        made(self.known.next(plan), self.outlook.get().or(self.earlier_outlook.as_ref()).cloned(), today)
    }
    /// When a live outcome's open work ends, or its last work ended; none where there is no telling.
    pub fn end(&self, outcome: &str) -> Option<End> {
        self.ends[self.outcome(outcome)?]
    }
    /// When an open task of a live outcome runs; none for others, for what is in a cycle, and for what waits for one.
    pub fn task(&self, id: &str) -> Option<&Slot> {
        let Node::Task(number) = self.node(id) else { return None };
        let run = self.runs[number as usize].as_ref()?;
        Some(self.slots[number as usize].get_or_init(|| Box::new(self.slot(run))))
    }
    /// The working day by which open work needs a deliverable; none where nothing that has a date does.
    pub fn need_by(&self, deliverable: &str) -> Option<NaiveDate> {
        self.need_by[self.deliverable(deliverable)? as usize]
    }
    /// Whether an open task of a live outcome needs this deliverable.
    pub fn is_needed(&self, deliverable: &str) -> bool {
        self.deliverable(deliverable).is_some_and(|number| !self.work.awaited_by.of(number).is_empty())
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
    /// What the ages of the plan's cards are compared with.
    pub fn ages(&self) -> Ages {
        self.ages
    }
    /// Whether this is the id of a task or deliverable of the plan, open or not.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.node(id) != Node::Absent
    }

    fn node(&self, id: &str) -> Node {
        self.known.names.get(id).map_or(Node::Absent, |name| self.work.nodes[name as usize])
    }
    fn outcome(&self, id: &str) -> Option<usize> {
        let number = self.outcomes[self.known.names.get(id)? as usize];
        (number != NO_OUTCOME).then_some(number as usize)
    }
    /// The place of a live milestone's deliverable.
    fn deliverable(&self, id: &str) -> Option<u32> {
        match self.node(id) {
            Node::Deliverable(number) => Some(number),
            Node::Task(_) | Node::Absent | Node::Closed => None,
        }
    }
    /// An outcome's open task that ends last.
    fn last_task(&self, outcome: &str) -> Option<u32> {
        self.last[self.outcome(outcome)?]
    }
    fn task_id(&self, number: u32) -> &str {
        self.known.names.text(self.work.tasks[number as usize].id)
    }
    fn deliverable_id(&self, number: u32) -> &str {
        self.known.names.text(self.work.deliverables[number as usize].id)
    }
    fn slot(&self, run: &Run) -> Slot {
        let end = self.days.ending_at(run.end);
        Slot {
            start: self.days.date((run.start / QUARTERS) as i64).min(end),
            end,
            start_quarter: run.start,
            end_quarter: run.end,
            floor: run.floor,
            cause: self.cause(run),
        }
    }
    fn cause(&self, run: &Run) -> Cause {
        match run.bound {
            Bound::Task(needed) => Cause::Task(self.task_id(needed).into()),
            Bound::Deliverable(number) => Cause::Deliverable(self.deliverable_id(number).into()),
            Bound::Owner { person, task } => {
                let person = self.known.teams.people.text(self.work.crew.person(person));
                Cause::Owner { person: person.into(), task: self.task_id(task).into() }
            }
            Bound::DayOne => Cause::DayOne,
        }
    }
    /// When an outcome's work would end if every deliverable were received today.
    fn end_if_received(&self, outcome: &str) -> Option<End> {
        self.if_received.get_or_init(|| self.ends_if_received())[self.outcome(outcome)?]
    }
    /// The date that an outcome was told for.
    fn told(&self, outcome: &str) -> Option<NaiveDate> {
        self.known.told(self.known.names.get(outcome)?)
    }
    fn ends_if_received(&self) -> Vec<Option<End>> {
        let (work, mut deliverables) = (&self.work, self.work.deliverables.clone());
        let is_awaited = |number: u32| !work.deliverables[number as usize].received && !work.awaited_by.of(number).is_empty();
        if self.order.is_empty() || !(0..deliverables.len() as u32).any(is_awaited) {
            return self.ends.clone();
        }
        deliverables.iter_mut().for_each(|it| *it = Arrival { id: it.id, received: true, arrives: 0, floor: false });
        ends::ends(&self.known, work, &schedule::schedule(work, &deliverables), &self.days).0
    }
}
