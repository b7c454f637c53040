//! What a check may look at: the plan, what follows from it, and what several checks look up, each made once and when first asked for.

use super::{Context, leak::Secrets, phrases::Phrases};
use crate::{
    customer::{self, Fit},
    plan::{Person, Plan, Promise},
    projection::{Ages, Projection, Standing, promises},
    words::day_and_month,
};
use chrono::NaiveDate;
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

pub(super) struct Scene<'a> {
    pub plan: &'a Plan,
    pub projection: &'a Projection,
    pub standings: &'a [Standing],
    pub jargon: &'a [String],
    pub ages: Ages,
    pub today: NaiveDate,
    fit: Option<&'a Fit>,
    told: OnceCell<HashMap<&'a str, &'a Promise>>,
    people: OnceCell<HashMap<&'a str, &'a Person>>,
    outcomes: OnceCell<HashSet<&'a str>>,
    changes: OnceCell<HashSet<&'a str>>,
    pub(super) phrases: OnceCell<Arc<Phrases>>,
    secrets: OnceCell<Secrets<'a>>,
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
            told: OnceCell::new(),
            people: OnceCell::new(),
            outcomes: OnceCell::new(),
            changes: OnceCell::new(),
            phrases: OnceCell::new(),
            secrets: OnceCell::new(),
        }
    }

    /// What the customer was last told about an outcome.
    pub fn told(&self, outcome: &str) -> Option<&'a Promise> {
        self.told.get_or_init(|| promises(self.plan)).get(outcome).copied()
    }
    pub fn person(&self, name: &str) -> Option<&'a Person> {
        let people = || self.plan.people.iter().map(|person| (person.name.as_str(), &**person)).collect();
        self.people.get_or_init(people).get(name).copied()
    }
    /// Whether a name of an outcome stands for none.
    pub fn lacks_outcome(&self, id: &str) -> bool {
        let ids = || self.plan.outcomes.iter().map(|it| it.id.as_str()).collect();
        !id.is_empty() && !self.outcomes.get_or_init(ids).contains(id)
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
