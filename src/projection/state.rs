//! How each milestone stands: the first state of spec 3.4 that holds, how bad it is, and its mark.
//! Told, meant and implied are compared here and nowhere else.
//! A new state: a variant, its place in `state`, its severity, and its words in `mark`.

use super::{
    Calendar, Chance, End, Mark, Projection, forecast,
    mark::{self, Scene},
};
use crate::plan::{Milestone, Outcome, Plan, Promise, Task};
use chrono::NaiveDate;
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

/// How bad: something to know, to look at, to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Info,
    Amber,
    Red,
}

impl Severity {
    /// As `--json` has it.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Amber => "amber",
            Severity::Red => "red",
        }
    }
}

/// The states of a milestone, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Dropped,
    SignedOff,
    DoneUnsigned,
    Overdue,
    NoDate,
    WaitingOnCustomer,
    Late,
    NoProjection,
    Floor,
    AtRisk,
    Early,
    Aligned,
}

impl State {
    pub const ALL: [State; 12] = [
        State::Dropped,
        State::SignedOff,
        State::DoneUnsigned,
        State::Overdue,
        State::NoDate,
        State::WaitingOnCustomer,
        State::Late,
        State::NoProjection,
        State::Floor,
        State::AtRisk,
        State::Early,
        State::Aligned,
    ];
    /// Its stable name, also that of its finding.
    pub fn code(self) -> &'static str {
        match self {
            State::Dropped => "dropped",
            State::SignedOff => "signed-off",
            State::DoneUnsigned => "done-unsigned",
            State::Overdue => "overdue",
            State::NoDate => "no-date",
            State::WaitingOnCustomer => "waiting-on-customer",
            State::Late => "late",
            State::NoProjection => "no-projection",
            State::Floor => "floor",
            State::AtRisk => "at-risk",
            State::Early => "early",
            State::Aligned => "aligned",
        }
    }
}

/// So many working days before the date is early.
const EARLY_DAYS: i64 = 10;

/// How a milestone stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Id of the outcome.
    pub outcome: String,
    pub headline: String,
    pub told: Option<NaiveDate>,
    pub meant: Option<NaiveDate>,
    pub projected: Option<NaiveDate>,
    /// The projected date can only get later.
    pub floor: bool,
    pub state: State,
    /// Working days from the date told, else meant, to the projected one; negative when early.
    pub days: Option<i64>,
    /// None for aligned and signed off.
    pub severity: Option<Severity>,
    /// Every deliverable of it that an open task needs, and by when; without those that nothing dates.
    pub need_by: Vec<(String, NaiveDate)>,
    /// How likely the date is met; of what is at risk.
    pub chance: Option<Chance>,
    pub mark: Mark,
}

impl Standing {
    /// The date the customer has: told, else meant.
    pub fn date(&self) -> Option<NaiveDate> {
        self.told.or(self.meant)
    }
}

/// Live outcomes with a milestone in file order, then what was promised and has none now.
pub fn standings(plan: &Plan, projection: &Projection, today: NaiveDate) -> Vec<Standing> {
    let scene = Scene { plan, projection, awaited: OnceCell::new(), today };
    let judge = Judge { plan, projection, scene, at_risk: OnceCell::new(), is_stale: OnceCell::new(), today };
    let live = || plan.live_outcomes().filter_map(|outcome| Some((&**outcome, outcome.milestone()?)));
    let mut standings: Vec<Standing> = live().map(|(outcome, milestone)| judge.standing(outcome, milestone)).collect();
    let mut named: HashSet<&str> = live().map(|(outcome, _)| outcome.id.as_str()).collect();
    standings.extend(plan.promised().filter(|promise| named.insert(&promise.outcome)).map(|promise| dropped(promise)));
    standings
}

/// Promised, and nothing of the plan leads there any more.
fn dropped(promise: &Promise) -> Standing {
    Standing {
        outcome: promise.outcome.clone(),
        headline: promise.headline.clone(),
        told: promise.by,
        meant: None,
        projected: None,
        floor: false,
        state: State::Dropped,
        days: None,
        severity: Some(Severity::Red),
        need_by: Vec::new(),
        chance: None,
        mark: mark::dropped(),
    }
}

struct Judge<'p> {
    plan: &'p Plan,
    projection: &'p Projection,
    scene: Scene<'p>,
    /// By outcome in file order, how likely a date is that may be missed; made when the first milestone is in time.
    at_risk: OnceCell<HashMap<usize, Chance>>,
    is_stale: OnceCell<bool>,
    today: NaiveDate,
}

impl Judge<'_> {
    fn standing(&self, outcome: &Outcome, milestone: &Milestone) -> Standing {
        let told = self.projection.told(&outcome.id);
        let end = self.projection.end(&outcome.id);
        let date = told.or(milestone.by);
        let days = date.zip(end).map(|(date, end)| self.days_late(date, end));
        let state = self.state(outcome, milestone, date, end);
        let needed = |id: &String| Some((id.clone(), self.projection.need_by(id)?));
        let mut standing = Standing {
            outcome: outcome.id.clone(),
            headline: milestone.headline.clone(),
            told,
            meant: milestone.by,
            projected: end.map(|end| end.on),
            floor: end.is_some_and(|end| end.floor),
            state,
            days,
            severity: self.severity(state, days, milestone),
            need_by: milestone.deliverables.iter().filter_map(|it| needed(&it.id)).collect(),
            chance: (state == State::AtRisk).then(|| self.at_risk(&outcome.id)).flatten(),
            mark: Mark::default(),
        };
        standing.mark = mark::mark(&self.scene, &standing, outcome, milestone);
        if state == State::Aligned && *self.is_stale.get_or_init(|| is_stale(self.plan, self.projection.calendar(), self.today)) {
            standing.mark = mark::old();
        }
        standing
    }

    /// The first that holds.
    fn state(&self, outcome: &Outcome, milestone: &Milestone, date: Option<NaiveDate>, end: Option<End>) -> State {
        if milestone.signed.is_some() {
            return State::SignedOff;
        }
        if self.plan.is_done(outcome) {
            return State::DoneUnsigned;
        }
        let Some(date) = date else { return State::NoDate };
        if date < self.today {
            return State::Overdue;
        }
        let Some(end) = end else { return State::NoProjection };
        let days = self.days_late(date, end);
        match () {
            () if days > 0 && self.would_be_in_time(&outcome.id, date) => State::WaitingOnCustomer,
            () if days > 0 => State::Late,
            () if end.floor => State::Floor,
            () if self.at_risk(&outcome.id).is_some() => State::AtRisk,
            () if days <= -EARLY_DAYS => State::Early,
            () => State::Aligned,
        }
    }

    fn days_late(&self, date: NaiveDate, end: End) -> i64 {
        self.projection.calendar().working_days(date, end.on)
    }

    /// Not late if every deliverable were received today.
    fn would_be_in_time(&self, outcome: &str, date: NaiveDate) -> bool {
        self.projection.end_if_received(outcome).is_some_and(|end| self.days_late(date, end) <= 0)
    }

    /// How likely the date is met, where the P85 is after it (spec 3.3).
    fn at_risk(&self, outcome: &str) -> Option<Chance> {
        let at_risk = self.at_risk.get_or_init(|| forecast::at_risk(self.projection, self.today));
        at_risk.get(&self.projection.outcome(outcome)?).copied()
    }

    fn severity(&self, state: State, days: Option<i64>, milestone: &Milestone) -> Option<Severity> {
        let tolerance = if milestone.hard { 0 } else { i64::from(self.plan.settings.tolerance) };
        match state {
            State::SignedOff | State::Aligned => None,
            State::Early => Some(Severity::Info),
            State::Dropped | State::Overdue => Some(Severity::Red),
            State::Late if days.is_some_and(|days| days > tolerance) => Some(Severity::Red),
            State::Late
            | State::DoneUnsigned
            | State::NoDate
            | State::WaitingOnCustomer
            | State::NoProjection
            | State::Floor
            | State::AtRisk => Some(Severity::Amber),
        }
    }
}

/// Nothing the plan records of work, shares or changes happened in its last `stale_after` working days (spec 3.5,
/// `stale-plan`); a plan without tasks, shares and changes has nothing to let go stale.
pub fn is_stale(plan: &Plan, calendar: &Calendar, today: NaiveDate) -> bool {
    let limit = i64::from(plan.settings.stale_after);
    let is_recent = |day: NaiveDate| day <= today && calendar.working_days(day, today) <= limit;
    let of_task = |task: &Task| [task.added, task.entered, task.started, task.finished].into_iter().flatten().any(is_recent);
    let of_outcome = |outcome: &Outcome| {
        let milestone = outcome.milestone.as_ref();
        let received = milestone.into_iter().flat_map(|it| &it.deliverables).filter_map(|it| it.received);
        let signed = milestone.and_then(|it| it.signed);
        received.chain(signed).chain(outcome.dropped.as_ref().and_then(|dropped| dropped.on)).any(is_recent)
    };
    let has_anything = plan.tasks().next().is_some() || !plan.shares.is_empty() || !plan.changes.is_empty();
    let changes = plan.changes.iter().flat_map(|it| [it.on, it.decided_on, it.finished, it.documented]).flatten();
    let is_alive = plan.shares.iter().any(|share| is_recent(share.on))
        || changes.into_iter().any(is_recent)
        || plan.outcomes.iter().any(|outcome| of_outcome(outcome))
        || plan.tasks().any(|found| of_task(found.task));
    has_anything && !is_alive
}
