//! Nothing of the delivery plan reaches a customer: a canary in every text of it, and every byte the same whatever it holds.
//! The canaries walk the rows, so a new field of the delivery side is tried from the day it is added.

use super::{
    CustomerPlan, FORMATS, Mailbox, customer_plan,
    layers::layers,
    sample::{TODAY, day, demo, finance},
};
use crate::plan::{
    Audience, Budget, Change, ChangeKind, Column, Comments, DaySpan, Deliverable, Dropped, Item, Kind, List, Money, Outcome, Person, Plan,
    Quarters, Record, Row, Rows, Scalar, SeenBy, Share, Task, Total, Trivia, Value,
};
use proptest::prelude::*;
use std::sync::Arc;

const CANARY: &str = "canary";

fn told(plan: &Plan) -> CustomerPlan {
    customer_plan(plan, day(TODAY)).with_sender("PMO").with_recipients(vec![Mailbox::new("CFO", "cfo@acme.example").unwrap()])
}

/// Every format's bytes, one after the other.
fn exports(plan: &Plan) -> Vec<Vec<u8>> {
    written(&told(plan))
}

fn written(plan: &CustomerPlan) -> Vec<Vec<u8>> {
    FORMATS.iter().map(|format| (format.write)(plan)).collect()
}

/// The same plan with another's keys: they are made from what the customer may not see, and say nothing of it.
fn with_keys_of(plan: CustomerPlan, other: &CustomerPlan) -> CustomerPlan {
    let mut plan = plan;
    plan.asks.iter_mut().zip(&other.asks).for_each(|(a, b)| a.key = b.key.clone());
    plan.coming.iter_mut().zip(&other.coming).for_each(|(a, b)| a.key = b.key.clone());
    plan.gone.iter_mut().zip(&other.gone).for_each(|(a, b)| a.key = b.key.clone());
    plan
}

/// Puts a canary before every text the customer may not see; what refers to an id or a name keeps referring to it.
fn plant<R: Record>(record: &mut R) {
    R::rows(&mut Planting(record));
}

struct Planting<'a, R>(&'a mut R);

impl<R: Record> Rows<R> for Planting<'_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, _: fn(&R) -> &T, get_mut: fn(&mut R) -> &mut T) {
        // The word as the tasks stood is what a held outcome shows.
        if row.seen_by == SeenBy::Customer || row.name == "word" {
            return;
        }
        let field = get_mut(self.0);
        let planted = match (T::KIND, field.value()) {
            (Kind::Text, Value::Text(text)) if text.is_empty() && is_reference(row.name) => Value::Text(text),
            (Kind::Text, Value::Text(text)) => Value::Text(format!("{CANARY} {text}")),
            (Kind::Text, Value::Absent) => Value::Text(CANARY.into()),
            (Kind::Texts, Value::Texts(texts)) => Value::Texts(texts.iter().map(|text| format!("{CANARY} {text}")).collect()),
            (_, value) => value,
        };
        *field = T::from_value(planted).unwrap();
    }
    fn part<C: Record>(&mut self, _: Row, _: fn(&R) -> &C, get_mut: fn(&mut R) -> &mut C) {
        plant(get_mut(self.0));
    }
    fn option<C: Record>(&mut self, _: Row, _: fn(&R) -> &Option<C>, get_mut: fn(&mut R) -> &mut Option<C>) {
        get_mut(self.0).iter_mut().for_each(plant);
    }
    fn list<C: Item>(&mut self, _: Row, _: fn(&R) -> &List<C>, get_mut: fn(&mut R) -> &mut List<C>) {
        for item in get_mut(self.0).iter_mut().map(Arc::make_mut) {
            plant(item);
            *item.trivia_mut() = Trivia::new(Comments { above: CANARY.into(), after: CANARY.into() });
        }
    }
}

/// Fields that are empty for a reason: the first column, no change, not another change.
fn is_reference(name: &str) -> bool {
    ["status", "change", "became", "replaced_by", "outcome"].contains(&name)
}

/// The example with something in every list, so that there is a place for every canary.
fn full(mut plan: Plan) -> Plan {
    let held = Change { id: "ch1".into(), kind: ChangeKind::Undocumented, outcome: "hosting".into(), ..Change::default() };
    let over = Change { id: "ch2".into(), kind: ChangeKind::BudgetOverrun, ..Change::default() };
    plan.changes = vec![Arc::new(held), Arc::new(over)];
    plan.clashes = vec![Arc::default()];
    plan.shares.push(Arc::new(Share { rev: 7, plan: Audience::Delivery, to: vec!["Mei".into()], ..Share::default() }));
    for outcome in plan.outcomes.iter_mut().map(Arc::make_mut) {
        outcome.budget.get_or_insert_with(Budget::default);
    }
    plan
}

// H39 P27
#[test]
fn no_canary_of_the_delivery_plan_gets_out() {
    for plan in [finance(), demo(), full(finance()), full(demo())] {
        let mut planted = plan.clone();
        plant(&mut planted);
        assert_ne!(planted, plan);
        for (format, export) in FORMATS.iter().zip(exports(&planted)) {
            for layer in layers(&export) {
                assert!(!layer.to_lowercase().contains(CANARY), "{}: {layer}", format.name);
            }
        }
        let before = told(&plan);
        assert_eq!(written(&with_keys_of(told(&planted), &before)), written(&before));
    }
}

/// Draws every field of the delivery side anew and leaves how each outcome's work stands as it was.
fn redrawn(plan: &Plan, dice: &mut fastrand::Rng) -> Plan {
    let mut plan = plan.clone();
    plan.decision_maker = word(dice);
    plan.people = some(dice, |dice| Person { name: word(dice), email: word(dice), ..Person::default() });
    plan.noise = some(dice, task);
    plan.clashes = some(dice, |_| crate::plan::Clash::default());
    plan.changes =
        some(dice, |dice| Change { kind: ChangeKind::BudgetOverrun, what: word(dice), outcome: "hosting".into(), ..Change::default() });
    (plan.settings.tolerance, plan.settings.stale_after, plan.settings.currency) = (dice.u32(0..9), dice.u32(0..9), word(dice));
    // Days off count towards the next update, so only those long after it are free to change.
    plan.settings.holidays = vec![DaySpan::day(day("2027-06-01") + chrono::Days::new(dice.u64(0..900)))];
    let columns = vec!["a".to_string() + &word(dice), "b".to_string() + &word(dice), "c".to_string() + &word(dice)];
    for outcome in plan.outcomes.clone().iter().map(|outcome| outcome.id.clone()) {
        redraw_outcome(&mut plan, &outcome, &columns, dice);
    }
    plan.settings.columns = columns.into_iter().map(|name| Arc::new(Column { name, wip: Some(1), ..Column::default() })).collect();
    redraw_shares(&mut plan, dice);
    dice.shuffle(&mut plan.outcomes);
    plan
}

fn redraw_outcome(plan: &mut Plan, id: &str, columns: &[String], dice: &mut fastrand::Rng) {
    let place = plan.outcomes.iter().position(|outcome| outcome.id == id).unwrap();
    let old = plan.outcomes[place].clone();
    let (done, begun) = (plan.is_done(&old), old.tasks.iter().any(|task| plan.column_of(task) != 0));
    let outcome: &mut Outcome = Arc::make_mut(&mut plan.outcomes[place]);
    (outcome.title, outcome.owners) = (word(dice), vec![word(dice)]);
    outcome.budget = dice.bool().then(|| Budget { planned: Money(dice.u64(0..999)), spent: Money(dice.u64(0..999)) });
    if let Some(milestone) = &mut outcome.milestone {
        milestone.hard = dice.bool();
    }
    let stand = |column: &str, dice: &mut fastrand::Rng| Arc::new(Task { status: column.into(), ..task(dice) });
    let (first, middle, last) = (columns[0].as_str(), columns[1].as_str(), columns[2].as_str());
    let (needed, rest): (Vec<&str>, &[&str]) = match (done, begun) {
        (true, _) => (vec![last], &[last]),
        (false, true) => (vec![first, *dice.choice([middle, last].iter()).unwrap()], &[first, middle, last]),
        (false, false) => (vec![], &[first, ""]),
    };
    let mut tasks: Vec<_> = needed.into_iter().map(|column| stand(column, dice)).collect();
    for _ in 0..dice.usize(0..6) {
        tasks.push(stand(rest[dice.usize(0..rest.len())], dice));
    }
    dice.shuffle(&mut tasks);
    outcome.tasks = tasks;
}

fn redraw_shares(plan: &mut Plan, dice: &mut fastrand::Rng) {
    plan.shares.retain(|share| share.plan == Audience::Customer);
    for share in plan.shares.iter_mut().map(Arc::make_mut) {
        (share.by, share.to) = (word(dice), vec![word(dice)]);
        for promise in share.promises.iter_mut().map(Arc::make_mut) {
            (promise.tasks, promise.days, promise.kept) = (Some(dice.u32(0..99)), Some(Total(dice.u32(0..99))), word(dice));
        }
    }
    plan.shares.push(Arc::new(Share { rev: dice.u32(..), plan: Audience::Delivery, by: word(dice), ..Share::default() }));
}

fn task(dice: &mut fastrand::Rng) -> Task {
    let date = |dice: &mut fastrand::Rng| dice.bool().then(|| day("2026-01-01") + chrono::Days::new(dice.u64(0..2000)));
    Task {
        id: word(dice),
        title: word(dice),
        owners: vec![word(dice)],
        estimate: dice.bool().then(|| Quarters(dice.u32(0..99))),
        needs: vec![word(dice), "dataset".into()],
        note: word(dice),
        blocked: word(dice),
        due: date(dice),
        added: date(dice),
        entered: date(dice),
        started: date(dice),
        finished: date(dice),
        ..Task::default()
    }
}

fn word(dice: &mut fastrand::Rng) -> String {
    (0..dice.usize(0..12)).map(|_| dice.alphanumeric()).collect()
}

fn some<T>(dice: &mut fastrand::Rng, one: impl Fn(&mut fastrand::Rng) -> T) -> Vec<Arc<T>> {
    (0..dice.usize(0..5)).map(|_| Arc::new(one(dice))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_delivery_plan_holds_every_byte_is_the_same(seed: u64) {
        for plan in [finance(), demo()] {
            let redrawn = redrawn(&plan, &mut fastrand::Rng::with_seed(seed));
            prop_assert_eq!(exports(&redrawn), exports(&plan));
        }
    }

    #[test]
    fn while_undocumented_changes_hold_every_outcome_no_edit_shows(seed: u64) {
        for mut plan in [finance(), demo()] {
            for id in plan.outcomes.iter().map(|outcome| outcome.id.clone()).collect::<Vec<_>>() {
                let change = Change { id: format!("c-{id}"), kind: ChangeKind::Undocumented, outcome: id, ..Change::default() };
                plan.changes.push(Arc::new(change));
            }
            let mut edited = plan.clone();
            edited.outcomes.iter_mut().map(Arc::make_mut).for_each(|outcome| scramble(outcome, &mut fastrand::Rng::with_seed(seed)));
            prop_assert_eq!(exports(&edited), exports(&plan));
        }
    }
}

/// Edits all of an outcome but what the customer did.
fn scramble(outcome: &mut Outcome, dice: &mut fastrand::Rng) {
    outcome.tasks = some(dice, task);
    outcome.internal = dice.bool();
    outcome.dropped = dice.bool().then(Dropped::default);
    let Some(milestone) = &mut outcome.milestone else { return };
    (milestone.headline, milestone.because, milestone.sign_off) = (word(dice), word(dice), word(dice));
    milestone.by = dice.bool().then(|| day("2027-01-01") + chrono::Days::new(dice.u64(0..200)));
    for ask in milestone.deliverables.iter_mut().map(Arc::make_mut) {
        (ask.what, ask.from, ask.by) = (word(dice), word(dice), None);
    }
    milestone.deliverables.push(Arc::new(Deliverable { id: word(dice), what: word(dice), ..Deliverable::default() }));
    let untouched = milestone.signed.is_none() && milestone.deliverables.iter().all(|ask| ask.received.is_none());
    if untouched && dice.u8(0..4) == 0 {
        outcome.milestone = None;
    }
}
