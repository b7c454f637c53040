//! Every word of every export of random plans is one the customer may see.
//! The allow-list here is written down anew, from the rows that say who sees what, not taken from the builder.

use super::{
    CustomerPlan, FORMATS, customer_plan,
    layers::readable,
    sample::{TODAY, day},
};
use crate::plan::{
    Audience, Budget, Change, ChangeKind, Column, Comments, Deliverable, Dropped, Item, List, Milestone, Money, Outcome, Person, Plan,
    Promise, Quarters, Record, Row, Rows, Scalar, SeenBy, Share, Task, Trivia, Value,
};
use proptest::prelude::*;
use std::{collections::HashSet, sync::Arc};

/// Gives words that stand nowhere else, and whole plans of them.
struct Author {
    dice: fastrand::Rng,
    next: u32,
}

impl Author {
    /// Letters only, so that no word is a number, and unlike any of the formats' own.
    fn word(&mut self) -> String {
        self.next += 1;
        let letters: String = (0..5).map(|place| char::from(b'a' + (self.next / 26u32.pow(place) % 26) as u8)).collect();
        format!("zq{letters}")
    }
    fn words(&mut self) -> String {
        let count = self.dice.usize(1..7);
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
    fn names(&mut self) -> Vec<String> {
        (0..self.dice.usize(0..3)).map(|_| self.words()).collect()
    }
    fn date(&mut self) -> Option<chrono::NaiveDate> {
        self.dice.bool().then(|| day("2026-06-01") + chrono::Days::new(self.dice.u64(0..700)))
    }
    fn trivia(&mut self) -> Trivia {
        Trivia::new(Comments { above: self.words(), after: self.words() })
    }
    fn some<T: Item>(&mut self, most: usize, one: fn(&mut Author) -> T) -> List<T> {
        let count = self.dice.usize(0..most);
        let mut item = || {
            let mut item = one(self);
            *item.trivia_mut() = self.trivia();
            Arc::new(item)
        };
        (0..count).map(|_| item()).collect()
    }
    fn person(&mut self) -> Person {
        Person { name: self.words(), email: self.word(), ..Person::default() }
    }
    fn column(&mut self) -> Column {
        Column { name: self.words(), ..Column::default() }
    }
    fn task(&mut self) -> Task {
        Task {
            id: self.word(),
            title: self.words(),
            owners: self.names(),
            estimate: Some(Quarters(self.dice.u32(0..99))),
            needs: self.names(),
            note: self.words(),
            blocked: self.words(),
            due: self.date(),
            finished: self.date(),
            ..Task::default()
        }
    }
    fn deliverable(&mut self) -> Deliverable {
        let (id, what, from) = (self.word(), self.words(), self.words());
        Deliverable { id, what, from, by: self.date(), received: self.date().filter(|_| self.dice.bool()), ..Deliverable::default() }
    }
    fn milestone(&mut self) -> Milestone {
        Milestone {
            headline: self.words(),
            by: self.date(),
            because: self.words(),
            sign_off: self.words(),
            signed: self.date().filter(|_| self.dice.u8(0..4) == 0),
            deliverables: self.some(4, Author::deliverable),
            hard: self.dice.bool(),
        }
    }
    fn outcome(&mut self) -> Outcome {
        Outcome {
            id: self.word(),
            title: self.words(),
            owners: self.names(),
            budget: Some(Budget { planned: Money(self.dice.u64(..999_999)), spent: Money(self.dice.u64(..999_999)) }),
            milestone: (self.dice.u8(0..5) > 0).then(|| self.milestone()),
            internal: self.dice.u8(0..6) == 0,
            dropped: (self.dice.u8(0..6) == 0).then(|| Dropped { why: self.words(), ..Dropped::default() }),
            tasks: self.some(4, Author::task),
            ..Outcome::default()
        }
    }
    fn change(&mut self) -> Change {
        let kinds = [ChangeKind::BudgetOverrun, ChangeKind::Undocumented, ChangeKind::Dropped, ChangeKind::Swapped];
        let kind = *self.dice.choice(&kinds).unwrap();
        Change { id: self.word(), kind, by: self.words(), what: self.words(), decided_by: self.words(), ..Change::default() }
    }
    /// What some of the outcomes were once told as: partly as they are, partly in other words.
    fn share(&mut self, rev: u32, outcomes: &[Arc<Outcome>]) -> Share {
        let told: Vec<&Arc<Outcome>> = outcomes.iter().filter(|_| self.dice.bool()).collect();
        let mut promises = Vec::new();
        for outcome in told {
            let old = self.milestone();
            let now = outcome.milestone.clone().filter(|_| self.dice.bool()).unwrap_or(old);
            promises.push(Arc::new(Promise {
                outcome: outcome.id.clone(),
                headline: now.headline,
                by: now.by,
                because: now.because,
                sign_off: now.sign_off,
                deliverables: now.deliverables,
                kept: self.words(),
                ..Promise::default()
            }));
        }
        let plan = if self.dice.u8(0..4) == 0 { Audience::Delivery } else { Audience::Customer };
        Share { rev, on: day("2027-01-18"), by: self.words(), plan, to: self.names(), promises, ..Share::default() }
    }
    fn plan(&mut self) -> Plan {
        let mut plan = Plan { uid: self.word(), title: self.words(), customer: self.words(), ..Plan::default() };
        (plan.decision_maker, plan.settings.currency) = (self.words(), self.word());
        plan.outcomes = self.some(9, Author::outcome);
        (plan.people, plan.noise, plan.changes) = (self.some(4, Author::person), self.some(3, Author::task), self.some(4, Author::change));
        plan.settings.columns.extend(self.some(3, Author::column));
        for (change, outcome) in plan.changes.iter_mut().zip(&plan.outcomes) {
            Arc::make_mut(change).outcome = outcome.id.clone();
        }
        plan.shares = (1..self.dice.u32(1..5)).map(|rev| Arc::new(self.share(rev, &plan.outcomes))).collect();
        plan
    }
}

/// The words the customer may see.
#[derive(Default)]
struct Seen(HashSet<String>);

impl Seen {
    /// Of the plan its title and customer; of each live outcome that is not internal and not held its milestone; and what was told.
    fn of(plan: &Plan) -> Seen {
        let mut seen = Seen::default();
        seen.text(&plan.title);
        seen.text(&plan.customer);
        let holds = |change: &Change| change.kind == ChangeKind::Undocumented;
        let held: Vec<&str> = plan.changes.iter().filter(|it| holds(it)).map(|it| it.outcome.as_str()).collect();
        let open = |it: &&Arc<Outcome>| !it.internal && it.dropped.is_none() && !held.contains(&it.id.as_str());
        plan.outcomes.iter().filter(open).filter_map(|it| it.milestone.as_ref()).for_each(|it| seen.record(it));
        let told = plan.shares.iter().filter(|share| share.plan == Audience::Customer).flat_map(|share| &share.promises);
        told.for_each(|promise| seen.record(&**promise));
        seen
    }
    fn text(&mut self, text: &str) {
        self.0.extend(words(text).map(str::to_string));
    }
    /// The texts its rows let the customer see.
    fn record<R: Record>(&mut self, record: &R) {
        R::rows(&mut Reading(record, self));
    }
}

struct Reading<'a, 'b, R>(&'a R, &'b mut Seen);

impl<R: Record> Rows<R> for Reading<'_, '_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        if let (SeenBy::Customer, Value::Text(text)) = (row.seen_by, get(self.0).value()) {
            self.1.text(&text);
        }
    }
    fn part<C: Record>(&mut self, _: Row, get: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        self.1.record(get(self.0));
    }
    fn option<C: Record>(&mut self, _: Row, get: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        get(self.0).iter().for_each(|it| self.1.record(it));
    }
    fn list<C: Item>(&mut self, _: Row, get: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        get(self.0).iter().for_each(|it| self.1.record(&**it));
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(char::is_alphabetic))
}

/// A word of an author's, or the beginning of one that was cut.
fn authored(word: &str) -> bool {
    word.starts_with("zq")
}

fn keys(plan: &CustomerPlan) -> HashSet<&str> {
    let rows = plan.asks.iter().map(|it| &it.key).chain(plan.coming.iter().map(|it| &it.key)).chain(plan.gone.iter().map(|it| &it.key));
    rows.map(super::Key::as_str).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_word_of_every_export_is_one_the_customer_may_see(seed: u64) {
        let plan = Author { dice: fastrand::Rng::with_seed(seed), next: 0 }.plan();
        let seen = Seen::of(&plan);
        let customer = customer_plan(&plan, day(TODAY));
        let keys = keys(&customer);
        for format in FORMATS {
            for text in readable(format.name, &(format.write)(&customer)) {
                for word in words(&text).filter(|word| authored(word) && !keys.contains(word)) {
                    let cut = || text.contains(&format!("{word}…")) && seen.0.iter().any(|whole| whole.starts_with(word));
                    prop_assert!(seen.0.contains(word) || cut(), "{}: {word}\n{text}", format.name);
                }
            }
        }
    }
}

#[test]
fn the_words_of_random_plans_do_get_out_where_they_may() {
    let plan = Author { dice: fastrand::Rng::with_seed(7), next: 0 }.plan();
    let customer = customer_plan(&plan, day(TODAY));
    for format in FORMATS {
        let texts = readable(format.name, &(format.write)(&customer)).concat();
        let told = words(&texts).filter(|word| authored(word)).collect::<HashSet<_>>().len();
        assert!(told > 10, "{}: {told}\n{texts}", format.name);
    }
}
