//! Finding things in a plan, and the few facts that follow from it alone: columns' meaning, baseline, who can own.
//! Never knows today.
//! A question that several rooms ask of a plan goes here.

use super::{Audience, Change, Deliverable, Outcome, Person, Plan, Promise, Share, Side, Task};
use chrono::NaiveDate;
use foldhash::{HashMap, HashSet, HashSetExt};
use std::sync::Arc;

/// Where a task stands: in an outcome, by its place in the file, or in the noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    Outcome(usize),
    Noise,
}

/// A task and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct TaskRef<'a> {
    pub home: Home,
    /// Its place in its list.
    pub at: usize,
    pub task: &'a Arc<Task>,
}

fn refs(home: Home, tasks: &[Arc<Task>]) -> impl Iterator<Item = TaskRef<'_>> {
    tasks.iter().enumerate().map(move |(at, task)| TaskRef { home, at, task })
}

impl Plan {
    pub fn outcome(&self, id: &str) -> Option<&Arc<Outcome>> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }
    pub fn live_outcomes(&self) -> impl Iterator<Item = &Arc<Outcome>> {
        self.outcomes.iter().filter(|outcome| outcome.is_live())
    }
    /// Every task, in file order: outcomes' (dropped ones' too), then the noise.
    pub fn tasks(&self) -> impl Iterator<Item = TaskRef<'_>> {
        let outcomes = self.outcomes.iter().enumerate().flat_map(|(n, outcome)| refs(Home::Outcome(n), &outcome.tasks));
        outcomes.chain(refs(Home::Noise, &self.noise))
    }
    pub fn task(&self, id: &str) -> Option<TaskRef<'_>> {
        let find = |home, tasks: &'_ [Arc<Task>]| tasks.iter().position(|task| task.id == id).map(|at| (home, at));
        let (home, at) = self
            .outcomes
            .iter()
            .enumerate()
            .find_map(|(n, outcome)| find(Home::Outcome(n), &outcome.tasks))
            .or_else(|| find(Home::Noise, &self.noise))?;
        Some(TaskRef { home, at, task: &self.tasks_at(home)[at] })
    }
    pub fn tasks_at(&self, home: Home) -> &[Arc<Task>] {
        match home {
            Home::Outcome(n) => &self.outcomes[n].tasks,
            Home::Noise => &self.noise,
        }
    }
    /// The outcome a task belongs to.
    pub fn outcome_of(&self, task: &str) -> Option<&Arc<Outcome>> {
        match self.task(task)?.home {
            Home::Outcome(n) => Some(&self.outcomes[n]),
            Home::Noise => None,
        }
    }
    /// A deliverable and the outcome whose milestone holds it.
    pub fn deliverable(&self, id: &str) -> Option<(&Arc<Outcome>, &Arc<Deliverable>)> {
        self.outcomes.iter().find_map(|outcome| {
            let milestone = outcome.milestone.as_ref()?;
            Some((outcome, milestone.deliverables.iter().find(|it| it.id == id)?))
        })
    }
    pub fn change(&self, id: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.id == id).map(|change| &**change)
    }
    pub fn person(&self, name: &str) -> Option<&Arc<Person>> {
        self.people.iter().find(|person| person.name == name)
    }

    /// The place of a task's column; the first when its status names none (spec 2: it stands there, marked).
    pub fn column_of(&self, task: &Task) -> usize {
        self.column_named(&task.status).unwrap_or(0)
    }
    /// The place of the column of this name; an empty name is the first.
    pub fn column_named(&self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return Some(0);
        }
        self.settings.columns.iter().position(|column| column.name == name)
    }
    pub fn last_column(&self) -> usize {
        self.settings.columns.len().saturating_sub(1)
    }
    pub fn is_open(&self, task: &Task) -> bool {
        self.column_of(task) != self.last_column()
    }
    /// In a column that is neither the first nor the last.
    pub fn is_started(&self, task: &Task) -> bool {
        self.column_of(task) != 0 && self.is_open(task)
    }
    /// Has tasks, none of them open.
    pub fn is_done(&self, outcome: &Outcome) -> bool {
        !outcome.tasks.is_empty() && outcome.tasks.iter().all(|task| !self.is_open(task))
    }

    /// The newest customer share: highest revision, then latest day, then sender in text order.
    pub fn baseline(&self) -> Option<&Arc<Share>> {
        self.newest_share(Audience::Customer)
    }
    pub fn newest_share(&self, plan: Audience) -> Option<&Arc<Share>> {
        self.shares.iter().filter(|share| share.plan == plan).max_by(|a, b| (a.rev, a.on, &a.by).cmp(&(b.rev, b.on, &b.by)))
    }
    /// What the customer was last told, a promise an outcome, as the share has them.
    pub fn promised(&self) -> impl DoubleEndedIterator<Item = &Arc<Promise>> {
        self.baseline().into_iter().flat_map(|share| &share.promises)
    }
    /// What the customer was last told about an outcome; of two promises about it, the first.
    pub fn told(&self, outcome: &str) -> Option<&Arc<Promise>> {
        self.promised().find(|promise| promise.outcome == outcome)
    }
    /// The same for all outcomes at once.
    pub fn told_by_outcome(&self) -> HashMap<&str, &Promise> {
        self.promised().rev().map(|promise| (promise.outcome.as_str(), &**promise)).collect()
    }

    /// The people to whom work can be given on that day, in file order.
    pub fn here_on(&self, day: NaiveDate) -> impl Iterator<Item = &Arc<Person>> {
        self.people.iter().filter(move |person| person.left.is_none_or(|left| left > day))
    }
    pub fn is_delivery(&self, name: &str) -> bool {
        self.person(name).is_some_and(|person| person.side == Side::Delivery)
    }
    /// The key of each of these people: their own, else the first free letter of the name, else the next free letter,
    /// in file order; past 26 letters and their digits, none (spec 5).
    pub fn letters<'a>(&self, people: impl IntoIterator<Item = &'a Arc<Person>>) -> Vec<(Option<char>, &'a Arc<Person>)> {
        let people: Vec<_> = people.into_iter().collect();
        let mut taken: HashSet<char> = people.iter().filter_map(|person| person.key).collect();
        let letter = |person: &Person, taken: &mut HashSet<char>| {
            let of_name = person.name.chars().flat_map(char::to_lowercase).filter(char::is_ascii_lowercase);
            let free = of_name.chain('a'..='z').chain('0'..='9').find(|key| !taken.contains(key))?;
            taken.insert(free);
            Some(free)
        };
        people.iter().map(|person| (person.key.or_else(|| letter(person, &mut taken)), *person)).collect()
    }

    /// The plan's own id, for keys that outsiders may see; derived from the title where none is written yet (spec 3.6).
    pub fn uid_or_derived(&self) -> String {
        match self.uid.as_str() {
            "" => super::derived_id("plan", "", &self.title, 1),
            uid => uid.into(),
        }
    }

    /// Every id in use; outcomes, tasks, deliverables and changes share one space.
    pub fn ids(&self) -> HashSet<&str> {
        self.ids_where(|_| true)
    }
    /// The same, of outcomes that are wanted, of the noise and of the changes.
    pub(super) fn ids_where(&self, is_wanted: impl Fn(&Arc<Outcome>) -> bool) -> HashSet<&str> {
        let outcomes = || self.outcomes.iter().filter(|outcome| is_wanted(outcome));
        let room: usize = outcomes().map(|outcome| outcome.tasks.len() + 2).sum();
        let mut ids = HashSet::with_capacity(room + self.noise.len() + self.changes.len());
        for outcome in outcomes() {
            ids.insert(outcome.id.as_str());
            ids.extend(outcome.milestone.iter().flat_map(|milestone| &milestone.deliverables).map(|it| it.id.as_str()));
            ids.extend(outcome.tasks.iter().map(|task| task.id.as_str()));
        }
        ids.extend(self.noise.iter().map(|task| task.id.as_str()));
        ids.extend(self.changes.iter().map(|change| change.id.as_str()));
        ids
    }
    /// A new id that nothing has, from random numbers.
    pub fn fresh_id(&self, mut random: impl FnMut() -> u64) -> String {
        let taken = self.ids();
        loop {
            let id = super::random_id(random());
            if !taken.contains(id.as_str()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[(&str, Option<char>)]) -> Vec<Arc<Person>> {
        names.iter().map(|(name, key)| Arc::new(Person { name: (*name).into(), key: *key, ..Person::default() })).collect()
    }

    #[test]
    fn people_choose_by_their_key_else_the_first_free_letter_of_the_name() {
        let all = people(&[("Dev Lead", None), ("Dana", Some('d')), ("Eve", None), ("Dee", None)]);
        let letters: String = Plan::default().letters(&all).iter().filter_map(|(key, _)| *key).collect();
        assert_eq!(letters, "edva");
    }

    #[test]
    fn past_all_letters_and_digits_there_is_no_key() {
        let names: Vec<String> = (0..40).map(|n| format!("P{n}")).collect();
        let all = people(&names.iter().map(|name| (name.as_str(), None)).collect::<Vec<_>>());
        let plan = Plan::default();
        let letters = plan.letters(&all);
        assert_eq!(letters.iter().filter(|(key, _)| key.is_some()).count(), 36);
        let distinct: HashSet<_> = letters.iter().filter_map(|(key, _)| *key).collect();
        assert_eq!(distinct.len(), 36);
    }

    #[test]
    fn the_baseline_is_the_highest_revision_then_the_latest_day() {
        let day = |n| NaiveDate::from_ymd_opt(2027, 1, n).unwrap();
        let share = |rev, on, plan| Arc::new(Share { rev, on: day(on), by: "a".into(), plan, ..Share::default() });
        let shares = vec![
            share(2, 3, Audience::Customer),
            share(2, 5, Audience::Customer),
            share(1, 9, Audience::Customer),
            share(7, 9, Audience::Delivery),
        ];
        let plan = Plan { shares, ..Plan::default() };
        let baseline = plan.baseline().unwrap();
        assert_eq!((baseline.rev, baseline.on), (2, day(5)));
    }

    #[test]
    fn of_two_promises_about_one_outcome_the_first_is_what_was_told() {
        let promise =
            |outcome: &str, headline: &str| Arc::new(Promise { outcome: outcome.into(), headline: headline.into(), ..Promise::default() });
        let promises = vec![promise("a", "one"), promise("b", "two"), promise("a", "three")];
        let plan = Plan { shares: vec![Arc::new(Share { rev: 1, promises, ..Share::default() })], ..Plan::default() };
        let all = plan.told_by_outcome();
        assert_eq!((all.len(), all["a"].headline.as_str(), all["b"].headline.as_str()), (2, "one", "two"));
        assert_eq!(plan.told("a").map(|it| it.headline.as_str()), Some("one"));
    }
}
