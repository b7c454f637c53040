//! The milestones whose told, meant and projected dates do not line up: what a share asks about.

use crate::{
    plan::{Plan, Promise},
    projection::{Mark, Standing, State, project, standings},
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// A milestone to decide about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drifted {
    /// Id of the outcome.
    pub outcome: String,
    pub headline: String,
    /// Whether the customer was ever told of it; the told date may still be none.
    pub is_told: bool,
    pub told: Option<NaiveDate>,
    pub meant: Option<NaiveDate>,
    pub projected: Option<NaiveDate>,
    /// The projected date can only get later.
    pub floor: bool,
    /// Working days from the date the customer has to the projected one.
    pub days: Option<i64>,
    pub mark: Mark,
    /// The date that would be told, with what was decided so far; none: no date.
    pub sent: Option<NaiveDate>,
    /// Id of the undocumented change that holds it: it is told as it was, and cannot be given another date.
    pub held_by: Option<String>,
}

/// Milestones that are unshared, late, early or overdue in `plan`, in file order; `after` is the plan with what was decided.
/// What is signed or done needs no date, and what was dropped is said without asking.
pub fn drifted(plan: &Plan, after: &Plan, today: NaiveDate) -> Vec<Drifted> {
    let projection = project(plan, today);
    let (told, held) = (plan.told_by_outcome(), plan.held());
    let sent: HashMap<&str, Option<NaiveDate>> =
        after.outcomes.iter().filter_map(|it| Some((it.id.as_str(), it.milestone()?.by))).collect();
    let row = |standing: Standing| {
        let held_by = held.get(standing.outcome.as_str()).map(|change| change.id.clone());
        let as_meant = sent.get(standing.outcome.as_str()).copied().flatten();
        Drifted {
            is_told: told.contains_key(standing.outcome.as_str()),
            sent: if held_by.is_some() { standing.told } else { as_meant },
            held_by,
            outcome: standing.outcome,
            headline: standing.headline,
            told: standing.told,
            meant: standing.meant,
            projected: standing.projected,
            floor: standing.floor,
            days: standing.days,
            mark: standing.mark,
        }
    };
    let all = standings(plan, &projection, today).into_iter();
    all.filter(|standing| is_open_question(standing, told.get(standing.outcome.as_str()).copied())).map(row).collect()
}

fn is_open_question(standing: &Standing, told: Option<&Promise>) -> bool {
    match standing.state {
        State::Dropped | State::SignedOff | State::DoneUnsigned => false,
        State::Overdue | State::WaitingOnCustomer | State::Late | State::AtRisk | State::Early => true,
        State::NoDate | State::NoProjection | State::Floor | State::Aligned => told.is_some_and(|told| told.by != standing.meant),
    }
}

impl Drifted {
    /// `told 31 March, meant 31 March, ends 9 April`: for one line.
    pub fn words(&self, today: NaiveDate) -> String {
        let date = |date: Option<NaiveDate>| date.map_or_else(|| "no date".into(), |date| crate::words::day_and_month(date, today));
        let told = if self.is_told { date(self.told) } else { "never".into() };
        let floor = if self.floor { "not before " } else { "" };
        format!("told {told}, meant {}, ends {floor}{}", date(self.meant), date(self.projected))
    }
}
