//! All that a plan says about time, in numbers, kept from one projection to the next: what both plans share is not looked into again.
//! What it gives is what a plan read for the first time gives, but for the numbers that names have; nothing may follow from their order.

use super::{
    Calendar,
    brief::{Brief, Columns, Maker, NEAR},
    names::Names,
    teams::Teams,
};
use crate::plan::{Outcome, Plan, Settings, Share};
use chrono::NaiveDate;
use std::{collections::HashMap, sync::Arc};

#[derive(Debug, Clone)]
pub(super) struct Known {
    settings: Settings,
    pub calendar: Calendar,
    pub names: Arc<Names>,
    pub teams: Arc<Teams>,
    /// In file order, dropped ones too.
    pub outcomes: Vec<Arc<Brief>>,
    /// The noise as if it were an outcome.
    pub noise: Arc<Brief>,
    told: Option<Arc<Told>>,
    /// How many names there were when all was made anew.
    names_at_first: usize,
}

/// The dates the customer was told last, by outcome.
#[derive(Debug)]
struct Told {
    share: Arc<Share>,
    by: HashMap<u32, Option<NaiveDate>>,
}

impl Known {
    pub fn of(plan: &Plan) -> Self {
        Self::made(plan, None)
    }

    /// The same as `of(plan)`.
    pub fn next(&self, plan: &Plan) -> Self {
        let is_crowded = self.names.len() > 2 * self.names_at_first + 1000;
        let is_same_time = self.settings.working_days == plan.settings.working_days
            && self.settings.holidays == plan.settings.holidays
            && self.settings.columns == plan.settings.columns;
        Self::made(plan, Some(self).filter(|_| is_same_time && !is_crowded))
    }

    /// The date an outcome was told for.
    pub fn told(&self, outcome: u32) -> Option<NaiveDate> {
        *self.told.as_ref()?.by.get(&outcome)?
    }

    /// The date the customer has: told, else meant.
    pub fn deadline(&self, brief: &Brief) -> Option<NaiveDate> {
        self.told(brief.id).or_else(|| brief.outcome.milestone()?.by)
    }

    pub fn stale_after(&self) -> u32 {
        self.settings.stale_after
    }

    fn made(plan: &Plan, earlier: Option<&Known>) -> Self {
        let calendar = earlier.map_or_else(|| Calendar::new(&plan.settings), |it| it.calendar.clone());
        let mut maker = Maker {
            calendar: &calendar,
            columns: Columns::new(&plan.settings),
            names: earlier.map_or_else(|| Arc::new(Names::with_room_for(ids_of(plan))), |it| Arc::clone(&it.names)),
            teams: earlier.map_or_else(|| Arc::new(Teams::new()), |it| Arc::clone(&it.teams)),
        };
        let outcomes = outcomes(plan, &mut maker, earlier);
        let noise = noise(plan, &mut maker, earlier);
        let told = plan.baseline().map(|share| told(share, &mut maker, earlier));
        let (names, teams) = (maker.names, maker.teams);
        let names_at_first = earlier.map_or(names.len(), |it| it.names_at_first);
        Known { settings: plan.settings.clone(), names, teams, outcomes, noise, told, names_at_first, calendar }
    }
}

/// As many as there are at most, but for ids that something needs and nothing has.
fn ids_of(plan: &Plan) -> usize {
    let of = |outcome: &Arc<Outcome>| 1 + outcome.tasks.len() + outcome.milestone.as_ref().map_or(0, |it| it.deliverables.len());
    plan.outcomes.iter().map(of).sum::<usize>() + plan.noise.len()
}

fn outcomes(plan: &Plan, maker: &mut Maker, earlier: Option<&Known>) -> Vec<Arc<Brief>> {
    let before: &[Arc<Brief>] = earlier.map_or(&[], |it| &it.outcomes);
    let mut kept = 0;
    let brief = |outcome: &Arc<Outcome>| {
        let near = before.get(kept..).unwrap_or(&[]).iter().take(NEAR).zip(kept..);
        if let Some((brief, at)) = near.clone().find(|(it, _)| Arc::ptr_eq(&it.outcome, outcome)) {
            kept = at + 1;
            return Arc::clone(brief);
        }
        let version = near.clone().find(|(it, _)| it.outcome.id == outcome.id);
        kept = version.map_or(kept, |(_, at)| at + 1);
        Arc::new(maker.brief(outcome, version.map(|(it, _)| &**it)))
    };
    plan.outcomes.iter().map(brief).collect()
}

fn noise(plan: &Plan, maker: &mut Maker, earlier: Option<&Known>) -> Arc<Brief> {
    let earlier = earlier.map(|it| &it.noise);
    let is_same = |before: &&Arc<Brief>| {
        let tasks = &before.outcome.tasks;
        tasks.len() == plan.noise.len() && tasks.iter().zip(&plan.noise).all(|(a, b)| Arc::ptr_eq(a, b))
    };
    match earlier.filter(is_same) {
        Some(same) => Arc::clone(same),
        None => {
            let outcome = Arc::new(Outcome { tasks: plan.noise.clone(), ..Outcome::default() });
            Arc::new(maker.brief(&outcome, earlier.map(|it| &**it)))
        }
    }
}

fn told(share: &Arc<Share>, maker: &mut Maker, earlier: Option<&Known>) -> Arc<Told> {
    let same = earlier.and_then(|it| it.told.as_ref()).filter(|told| Arc::ptr_eq(&told.share, share));
    same.map(Arc::clone).unwrap_or_else(|| {
        let by = share.promises.iter().rev().map(|promise| (maker.name(&promise.outcome), promise.by)).collect();
        Arc::new(Told { share: Arc::clone(share), by })
    })
}
