//! The one function that makes a customer plan, from an allow-list.
//! Whatever a plan holds besides what is named here stays with the delivery side; the structs are taken apart without `..`.

use super::{
    Ask, Changed, Coming, CustomerPlan, Revision, Sources, changed,
    gone::gone,
    held::{as_told, promised_again},
    key::{Kept, Keys},
    line,
    milestone::{Side, Stage, by_outcome},
};
use crate::{
    plan::{Milestone, Outcome, Plan, Promise, Settings, Share, Trivia},
    projection::Calendar,
};
use chrono::NaiveDate;
use std::{cell::RefCell, collections::HashSet, sync::Arc};

/// The customer plan as it is meant today (spec 3.6).
///
/// ```
/// use handshake::{NaiveDate, customer, file};
///
/// let text = br#"Plan(title: "Ledger", people: [Person(name: "CFO", side: Customer)], outcomes: [Outcome(
///     id: "off", title: "Internal words", milestone: Milestone(headline: "Old ledger switched off", by: "2027-04-30", sign_off: "CFO"),
/// )])"#;
/// let plan = file::read(text).plan.unwrap();
/// let customer = customer::customer_plan(&plan, NaiveDate::from_ymd_opt(2027, 2, 8).unwrap());
/// assert!(customer::fit(&customer).fits(), "in an e-mail or on a slide");
/// let text = customer::FORMATS.iter().find(|it| it.name == "text").unwrap();
/// let page = String::from_utf8((text.write)(&customer)).unwrap();
/// assert!(page.contains("Old ledger switched off") && !page.contains("Internal words"));
/// ```
pub fn customer_plan(plan: &Plan, today: NaiveDate) -> CustomerPlan {
    customer_plan_with_sources(plan, today).0
}

/// The same with its sources, for whoever looks again and again: what never changes is taken from `kept`.
#[doc(hidden)]
pub fn customer_plan_after(kept: &mut Kept, plan: &Plan, today: NaiveDate) -> (CustomerPlan, Sources) {
    let keys = RefCell::new(std::mem::take(kept));
    let made = made(plan, &keys, today);
    *kept = keys.into_inner();
    made
}

/// The customer plan, and for the delivery side's eyes where each of its rows comes from.
pub fn customer_plan_with_sources(plan: &Plan, today: NaiveDate) -> (CustomerPlan, Sources) {
    customer_plan_after(&mut Kept::default(), plan, today)
}

fn made(plan: &Plan, keys: &RefCell<Kept>, today: NaiveDate) -> (CustomerPlan, Sources) {
    let Plan {
        title,
        customer,
        settings,
        shares: _,   // the baseline's promises, below
        outcomes: _, // their milestones, below
        changes: _,  // what they hold back and which outcome replaces which, below
        format: _,
        uid: _, // within the keys, below
        decision_maker: _,
        people: _,
        noise: _,
        clashes: _,
    } = plan;
    let baseline = plan.baseline().map(|share| Baseline::of(share));
    let told = baseline.as_ref().map_or(&[][..], |baseline| &baseline.promises);
    let meant = sides(plan, told);
    let unchanged = baseline.as_ref().filter(|baseline| reads_as_told(&meant, &baseline.promises));
    let (stands, next) = match (&baseline, unchanged) {
        (_, Some(told)) => ((Revision::Told(told.rev), told.on), told.next),
        (Some(told), None) => ((Revision::Draft(told.rev.saturating_add(1)), today), None),
        (None, None) => ((Revision::Draft(1), today), None),
    };
    let changed = changed::changed(plan, baseline.as_ref().map(|it| it.on), told, &meant, stands.1);
    built(plan, &Keys::of(plan, keys), Heading::new(title, customer, settings, stands, next), changed, (told, &meant), today)
}

/// The customer plan as the next share sends it today: revision, day and announced update are the share's own (spec 3.7).
pub fn customer_plan_as_sent(plan: &Plan, next: Option<NaiveDate>, today: NaiveDate) -> CustomerPlan {
    let baseline = plan.baseline().map(|share| Baseline::of(share));
    let told = baseline.as_ref().map_or(&[][..], |baseline| &baseline.promises);
    let meant = sides(plan, told);
    let rev = baseline.as_ref().map_or(1, |told| told.rev.saturating_add(1));
    let changed = changed::changed(plan, baseline.as_ref().map(|it| it.on), told, &meant, today);
    let heading = Heading::new(&plan.title, &plan.customer, &plan.settings, (Revision::Told(rev), today), next);
    built(plan, &Keys::of(plan, &RefCell::default()), heading, changed, (told, &meant), today).0
}

/// What the next share promises: every milestone the customer plan shows, signed ones too, held ones as they were told.
pub fn promises(plan: &Plan) -> Vec<Promise> {
    let held = plan.held();
    let told = plan.told_by_outcome();
    let shown = plan.outcomes.iter().filter_map(|outcome| match held.contains_key(outcome.id.as_str()) {
        true => told.get(outcome.id.as_str()).map(|told| promised_again(told, Some(outcome))),
        false => promise(plan, outcome),
    });
    let mut promises: Vec<Promise> = shown.collect();
    let in_file: HashSet<&str> = plan.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    let gone = plan.promised().filter(|it| held.contains_key(it.outcome.as_str()) && !in_file.contains(it.outcome.as_str()));
    promises.extend(gone.map(|told| promised_again(told, None)));
    promises.iter_mut().for_each(without_comments);
    promises
}

/// Somebody's comment on an ask stays where it was written.
fn without_comments(promise: &mut Promise) {
    promise.trivia = Trivia::default();
    for ask in &mut promise.deliverables {
        if ask.trivia.comments().is_some() {
            Arc::make_mut(ask).trivia = Trivia::default();
        }
    }
}

/// A live milestone as it is meant.
fn promise(plan: &Plan, outcome: &Outcome) -> Option<Promise> {
    let milestone = outcome.milestone().filter(|_| outcome.is_live())?.clone();
    let Milestone { headline, by, because, sign_off, signed, deliverables, hard: _ } = milestone;
    Some(Promise {
        outcome: outcome.id.clone(),
        headline,
        by,
        because,
        sign_off,
        signed,
        deliverables,
        tasks: Some(outcome.tasks.len() as u32),
        days: Some(outcome.days()),
        word: Stage::of(plan, outcome).words().into(),
        kept: String::new(),
        trivia: Trivia::default(),
    })
}

/// What stands above and below a customer plan.
struct Heading {
    title: String,
    customer: String,
    revision: Revision,
    on: NaiveDate,
    /// Announced with a share; else the rhythm says.
    next_update: Option<NaiveDate>,
}

impl Heading {
    fn new(title: &str, customer: &str, settings: &Settings, (revision, on): (Revision, NaiveDate), next: Option<NaiveDate>) -> Self {
        Heading { title: line(title), customer: line(customer), revision, on, next_update: next.or_else(|| next_update(settings, on)) }
    }
}

/// Joins the parts. `plan` is here for keys and what is gone alone; everything shown comes in as told and meant.
fn built(
    plan: &Plan,
    keys: &Keys,
    heading: Heading,
    changed: Changed,
    (told, meant): (&[Side], &[Side]),
    today: NaiveDate,
) -> (CustomerPlan, Sources) {
    let Heading { title, customer, revision, on, next_update } = heading;
    let (asks, ask_sources) = asks(meant, keys, today);
    let (coming, coming_sources, signed_before) = coming(meant, told, keys, today);
    let gone = gone(plan, meant, keys);
    let recipients = Vec::new();
    let built =
        CustomerPlan { title, customer, revision, on, asks, coming, changed, signed_before, next_update, gone, sender: None, recipients };
    (built, Sources { asks: ask_sources, coming: coming_sources })
}

/// What the newest customer share told.
pub(super) struct Baseline {
    pub rev: u32,
    pub on: NaiveDate,
    pub next: Option<NaiveDate>,
    pub promises: Vec<Side>,
}

impl Baseline {
    pub fn of(share: &Share) -> Self {
        let Share { rev, on, next, promises, by: _, plan: _, to: _, trivia: _ } = share;
        Baseline { rev: *rev, on: *on, next: *next, promises: promises.iter().map(|it| Side::told(it)).collect() }
    }
}

/// Every milestone the customer would see, in file order: as it is meant, or as it was told where an undocumented change holds it.
fn sides(plan: &Plan, told: &[Side]) -> Vec<Side> {
    let held = plan.held();
    let by_outcome = by_outcome(told);
    let shown = plan.outcomes.iter().filter_map(|outcome| match held.contains_key(outcome.id.as_str()) {
        true => by_outcome.get(outcome.id.as_str()).map(|told| as_told(told, Some(outcome))),
        false => Side::meant(plan, outcome),
    });
    let mut sides: Vec<Side> = shown.collect();
    let in_file: HashSet<&str> = plan.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    let gone = told.iter().filter(|side| held.contains_key(side.outcome.as_str()) && !in_file.contains(side.outcome.as_str()));
    sides.extend(gone.map(|side| as_told(side, None)));
    sides
}

fn reads_as_told(meant: &[Side], told: &[Side]) -> bool {
    let by_outcome = by_outcome(told);
    meant.len() == told.len() && meant.iter().all(|side| by_outcome.get(side.outcome.as_str()).is_some_and(|told| side.reads_as(told)))
}

/// Soonest first, and by what they say on the same day, so that the order of the lanes shows nowhere.
pub(super) fn asks(meant: &[Side], keys: &Keys, today: NaiveDate) -> (Vec<Ask>, Vec<(String, String)>) {
    let mut rows: Vec<(Ask, (String, String))> = Vec::new();
    for side in meant {
        rows.extend(side.asks().map(|needed| {
            let ask = Ask {
                what: needed.what.clone(),
                who: needed.from.clone(),
                by: needed.by,
                unlocks: side.headline.clone(),
                overdue: needed.is_overdue(today),
                key: keys.key(&needed.id),
            };
            (ask, (side.outcome.clone(), needed.id.clone()))
        }));
    }
    rows.sort_by(|(a, _), (b, _)| {
        soonest(a.by).cmp(&soonest(b.by)).then_with(|| (&a.what, &a.who, &a.unlocks).cmp(&(&b.what, &b.who, &b.unlocks)))
    });
    rows.into_iter().unzip()
}

/// Soonest first, and by headline on the same day, so that the order of the lanes shows nowhere; told as signed off are only counted.
pub(super) fn coming(meant: &[Side], told: &[Side], keys: &Keys, today: NaiveDate) -> (Vec<Coming>, Vec<String>, usize) {
    let told = by_outcome(told);
    let mut rows: Vec<(Coming, String)> = Vec::new();
    for side in meant {
        let told = told.get(side.outcome.as_str()).copied();
        if side.signed && told.is_some_and(|told| told.signed) {
            continue;
        }
        let (headline, sign_off, key) = (side.headline.clone(), side.sign_off.clone(), keys.key(&side.outcome));
        rows.push((Coming { headline, by: side.by, sign_off, word: side.word(told, today), key }, side.outcome.clone()));
    }
    let signed_before = meant.len() - rows.len();
    rows.sort_by(|(a, _), (b, _)| {
        soonest(a.by).cmp(&soonest(b.by)).then_with(|| (&a.headline, &a.sign_off).cmp(&(&b.headline, &b.sign_off)))
    });
    let (coming, sources) = rows.into_iter().unzip();
    (coming, sources, signed_before)
}

/// Sorts a missing date last.
fn soonest(by: Option<NaiveDate>) -> (bool, Option<NaiveDate>) {
    (by.is_none(), by)
}

/// The `update_every`-th working day after a day; none where there is no rhythm.
pub(super) fn next_update(settings: &Settings, from: NaiveDate) -> Option<NaiveDate> {
    let every = i64::from(settings.update_every);
    (every > 0).then(|| Calendar::new(settings).add(from, every))
}
