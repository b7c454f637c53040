//! What a check may look at: the plan, what follows from it, and what several checks look up, each made once and when first asked for.

use super::{Context, leak::Secrets, phrases::Phrases};
use crate::{
    customer::{self, Fit},
    plan::{Change, Outcome, Person, Plan, Promise},
    projection::{Ages, Projection, Standing, State},
    words::day_and_month,
};
use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

pub(super) struct Scene<'a> {
    pub plan: &'a Plan,
    pub projection: &'a Projection,
    pub standings: &'a [Standing],
    pub jargon: &'a [String],
    pub ages: Ages,
    pub today: NaiveDate,
    fit: Option<&'a Fit>,
    told: OnceLock<HashMap<&'a str, &'a Promise>>,
    people: OnceLock<HashMap<&'a str, &'a Person>>,
    outcomes: OnceLock<HashMap<&'a str, &'a Outcome>>,
    states: OnceLock<HashMap<&'a str, State>>,
    by_change: OnceLock<HashMap<&'a str, Vec<&'a str>>>,
    changes: OnceLock<HashSet<&'a str>>,
    pub(super) phrases: OnceLock<Arc<Phrases>>,
    secrets: OnceLock<Secrets<'a>>,
}

impl<'a> Scene<'a> {
    pub fn of(context: &Context<'a>, ages: Ages, fit: Option<&'a Fit>) -> Self {
        let Context { plan, projection, standings, jargon, today } = *context;
        Scene {
            plan,
            projection,
            standings,
            jargon,
            ages,
            today,
            fit,
            told: OnceLock::new(),
            people: OnceLock::new(),
            outcomes: OnceLock::new(),
            states: OnceLock::new(),
            by_change: OnceLock::new(),
            changes: OnceLock::new(),
            phrases: OnceLock::new(),
            secrets: OnceLock::new(),
        }
    }

    /// What the customer was last told about an outcome.
    pub fn told(&self, outcome: &str) -> Option<&'a Promise> {
        self.told.get_or_init(|| self.plan.told_by_outcome()).get(outcome).copied()
    }
    pub fn person(&self, name: &str) -> Option<&'a Person> {
        let people = || self.plan.people.iter().map(|person| (person.name.as_str(), &**person)).collect();
        self.people.get_or_init(people).get(name).copied()
    }
    /// Whether a name of an outcome stands for none.
    pub fn lacks_outcome(&self, id: &str) -> bool {
        !id.is_empty() && self.outcome(id).is_none()
    }
    pub fn outcome(&self, id: &str) -> Option<&'a Outcome> {
        let all = || self.plan.outcomes.iter().rev().map(|it| (it.id.as_str(), &**it)).collect();
        self.outcomes.get_or_init(all).get(id).copied()
    }
    /// How an outcome's milestone stands.
    pub fn state(&self, outcome: &str) -> Option<State> {
        let all = || self.standings.iter().rev().map(|it| (it.outcome.as_str(), it.state)).collect();
        self.states.get_or_init(all).get(outcome).copied()
    }
    /// Every outcome a change touches: the one it names, then those with a task of it, in file order.
    pub fn touched_by<'s>(&'s self, change: &'s Change) -> impl Iterator<Item = &'s str> {
        let named = Some(change.outcome.as_str()).filter(|id| !id.is_empty());
        let with_task = self.by_change.get_or_init(|| by_change(self.plan)).get(change.id.as_str()).into_iter().flatten().copied();
        named.into_iter().chain(with_task.filter(|id| *id != change.outcome))
    }
    /// Whether a name of a change stands for none.
    pub fn lacks_change(&self, id: &str) -> bool {
        let ids = || self.plan.changes.iter().map(|it| it.id.as_str()).collect();
        !id.is_empty() && !self.changes.get_or_init(ids).contains(id)
    }
    pub fn phrases(&self) -> &Arc<Phrases> {
        self.phrases.get_or_init(|| Arc::new(Phrases::of(self.jargon)))
    }
    pub fn secrets(&self) -> &Secrets<'a> {
        self.secrets.get_or_init(|| Secrets::of(self.plan))
    }
    /// Those of the five numbers of the customer plan that are too big.
    pub fn too_big(&self) -> Vec<String> {
        let words = |fit: &Fit| fit.too_big().map(customer::Measure::words).collect();
        match self.fit {
            Some(fit) => words(fit),
            None => words(&customer::fit(&customer::customer_plan(self.plan, self.today))),
        }
    }

    pub fn date(&self, day: NaiveDate) -> String {
        day_and_month(day, self.today)
    }
    /// `31 March`, or `no date`.
    pub fn date_or_none(&self, day: Option<NaiveDate>) -> String {
        day.map_or("no date".into(), |day| self.date(day))
    }
    /// wd(a, b) of spec 3.1.
    pub fn working_days(&self, a: NaiveDate, b: NaiveDate) -> i64 {
        self.projection.calendar().working_days(a, b)
    }
}

/// The outcomes with a task of each change.
fn by_change(plan: &Plan) -> HashMap<&str, Vec<&str>> {
    let mut by_change: HashMap<&str, Vec<&str>> = HashMap::new();
    for outcome in &plan.outcomes {
        let changes: BTreeSet<&str> = outcome.tasks.iter().map(|task| task.change.as_str()).collect();
        changes.into_iter().for_each(|change| by_change.entry(change).or_default().push(&outcome.id));
    }
    by_change
}
