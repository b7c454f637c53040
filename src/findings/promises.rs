//! Findings about what the customer was told and what is meant now (spec 3.5): told ≠ meant is an unshared change.

use super::{Hit, Part, Scene, hit, quoted};
use crate::{
    plan::{Audience, Deliverable, Milestone, Outcome, Plan, Promise, Share},
    projection::Severity,
    words::short_date,
};
use chrono::NaiveDate;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

const SHARE: &str = "Share the customer plan, or set it back to what was told";

/// A live milestone that was promised, with its promise.
fn promised<'s>(scene: &'s Scene, part: &'s Part) -> Option<(&'s Outcome, &'s Milestone, &'s Promise)> {
    part.milestone().and_then(|(outcome, milestone)| Some((outcome, milestone, scene.told(&outcome.id)?)))
}

pub(super) fn untold(scene: &Scene, part: &Part) -> Vec<Hit> {
    let untold = part.milestone().filter(|(outcome, _)| scene.told(&outcome.id).is_none());
    let say = |it: &Milestone| format!("The customer was never told {}", quoted(&it.headline));
    untold.map(|(outcome, it)| hit(&outcome.id, say(it), "Share the customer plan")).into_iter().collect()
}

pub(super) fn redated(scene: &Scene, part: &Part) -> Vec<Hit> {
    let differs = promised(scene, part).filter(|(_, meant, told)| meant.by != told.by);
    let say = |meant: &Milestone, told: &Promise| {
        let (told, headline) = (scene.date_or_none(told.by), quoted(&meant.headline));
        format!("The customer was told {told} for {headline}, and {} is meant", scene.date_or_none(meant.by))
    };
    differs.map(|(outcome, meant, told)| hit(&outcome.id, say(meant, told), SHARE)).into_iter().collect()
}

pub(super) fn reworded(scene: &Scene, part: &Part) -> Vec<Hit> {
    let differs = promised(scene, part).filter(|(_, meant, told)| meant.headline != told.headline);
    let say = |meant: &Milestone, told: &Promise| {
        format!("The customer was told {}, and {} is meant", quoted(&told.headline), quoted(&meant.headline))
    };
    differs.map(|(outcome, meant, told)| hit(&outcome.id, say(meant, told), SHARE)).into_iter().collect()
}

pub(super) fn resigned(scene: &Scene, part: &Part) -> Vec<Hit> {
    let differs = promised(scene, part).filter(|(_, meant, told)| meant.sign_off != told.sign_off);
    let who = |name: &str| if name.is_empty() { "nobody".into() } else { super::named(name).into_owned() };
    let say = |meant: &Milestone, told: &Promise| {
        let (now, then) = (who(&meant.sign_off), who(&told.sign_off));
        format!("The customer was told that {then} signs off {}, and {now} is meant", quoted(&meant.headline))
    };
    differs.map(|(outcome, meant, told)| hit(&outcome.id, say(meant, told), SHARE)).into_iter().collect()
}

/// What of a deliverable the customer was told.
type Ask<'p> = (&'p str, &'p str, Option<NaiveDate>);

fn asks(deliverables: &[Arc<Deliverable>]) -> HashMap<&str, Ask<'_>> {
    deliverables.iter().map(|it| (it.id.as_str(), (it.what.as_str(), it.from.as_str(), it.by))).collect()
}

/// The same asks in the same order: nothing to compare.
fn reads_alike(now: &[Arc<Deliverable>], then: &[Arc<Deliverable>]) -> bool {
    let alike = |(a, b): (&Arc<Deliverable>, &Arc<Deliverable>)| (&a.id, &a.what, &a.from, a.by) == (&b.id, &b.what, &b.from, b.by);
    now.len() == then.len() && now.iter().zip(then).all(alike)
}

pub(super) fn reasked(scene: &Scene, part: &Part) -> Vec<Hit> {
    let differs = promised(scene, part).filter(|(_, meant, told)| !reads_alike(&meant.deliverables, &told.deliverables));
    let found = differs.and_then(|(outcome, meant, told)| {
        let (now, then) = (asks(&meant.deliverables), asks(&told.deliverables));
        let before = told.deliverables.iter().filter_map(|it| match now.get(it.id.as_str()) {
            None => Some(format!("{} is no longer asked for", quoted(&it.what))),
            Some(ask) if then.get(it.id.as_str()) != Some(ask) => Some(changed(scene, it, *ask)),
            Some(_) => None,
        });
        let added = meant.deliverables.iter().filter(|it| !then.contains_key(it.id.as_str()));
        let changes: Vec<String> = before.chain(added.map(|it| format!("{} is new", quoted(&it.what)))).collect();
        let text = format!("The customer was told other deliverables for {}: {}", quoted(&meant.headline), changes.join("; "));
        (!changes.is_empty()).then(|| hit(&outcome.id, text, SHARE))
    });
    found.into_iter().collect()
}

fn changed(scene: &Scene, told: &Deliverable, (what, from, by): Ask) -> String {
    let mut changes = Vec::new();
    if told.what != what {
        changes.push(format!("now {}", quoted(what)));
    }
    if told.from != from {
        changes.push(format!("from {} instead of {}", super::named(from), super::named(&told.from)));
    }
    if told.by != by {
        changes.push(format!("by {} instead of {}", scene.date_or_none(by), scene.date_or_none(told.by)));
    }
    format!("{} {}", quoted(&told.what), changes.join(", "))
}

/// Customer shares, oldest first.
fn tellings(plan: &Plan) -> Vec<&Share> {
    let mut shares: Vec<&Share> = plan.shares.iter().map(|share| &**share).filter(|share| share.plan == Audience::Customer).collect();
    shares.sort_by_key(|share| (share.rev, share.on, &share.by));
    shares
}

/// The newest share moved a milestone, and that is the third date it was told, or a later one.
pub(super) fn churn(scene: &Scene) -> Vec<Hit> {
    let shares = tellings(scene.plan);
    let Some((newest, before)) = shares.split_last() else { return Vec::new() };
    let mut trails: HashMap<&str, Vec<NaiveDate>> = HashMap::new();
    for promise in before.iter().flat_map(|share| &share.promises) {
        let trail = trails.entry(&promise.outcome).or_default();
        trail.extend(promise.by.filter(|by| trail.last() != Some(by)));
    }
    let found = newest.promises.iter().filter_map(|promise| {
        let trail = trails.entry(&promise.outcome).or_default();
        trail.push(promise.by.filter(|by| trail.last() != Some(by))?);
        let severity = match trail.iter().collect::<HashSet<_>>().len() {
            ..3 => return None,
            3 => Severity::Amber,
            4.. => Severity::Red,
        };
        let dates: Vec<String> = trail.iter().map(|day| short_date(*day, scene.today)).collect();
        let text = format!("The customer was told one date after the other for {}: {}", quoted(&promise.headline), dates.join(" → "));
        Some(hit(&promise.outcome, text, "Tell a date next that will hold").at(severity))
    });
    found.collect()
}

/// What the customer reads of a promise.
fn read(promise: &Promise) -> (&str, Option<NaiveDate>, &str, Option<NaiveDate>, HashMap<&str, Ask<'_>>) {
    (&promise.headline, promise.by, &promise.sign_off, promise.signed, asks(&promise.deliverables))
}

pub(super) fn double_told(scene: &Scene) -> Vec<Hit> {
    let shares = tellings(scene.plan);
    let Some(newest) = shares.last() else { return Vec::new() };
    let alike: Vec<&Share> = shares.iter().copied().filter(|share| share.rev == newest.rev).collect();
    // Told once, as nearly always: there is nothing to compare.
    if alike.len() < 2 {
        return Vec::new();
    }
    let told: Vec<_> = alike.iter().map(|share| by_outcome(share)).collect();
    let mut seen = HashSet::new();
    let all = alike.iter().flat_map(|share| &share.promises);
    let differs = all.filter(|promise| seen.insert(promise.outcome.as_str())).filter(|promise| {
        let reads_so = |it: &&Promise| read(it) == read(promise);
        !told.iter().all(|share| share.get(promise.outcome.as_str()).is_some_and(reads_so))
    });
    let found = differs.map(|promise| {
        let text = format!("Revision {} was told twice, and differently about {}", newest.rev, quoted(&promise.headline));
        hit(&promise.outcome, text, "Agree on one, and share the customer plan again")
    });
    found.collect()
}

/// What a share told about each outcome; where it says two things about one, the first.
fn by_outcome(share: &Share) -> HashMap<&str, &Promise> {
    share.promises.iter().rev().map(|promise| (promise.outcome.as_str(), &**promise)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::{
        plan::{Plan, Share},
        projection::examples::{day, finance},
    };
    use std::sync::Arc;

    #[test]
    fn the_example_has_one_milestone_untold_and_one_redated() {
        assert_eq!(of("untold", &finance()), ["amber ledger-off: The customer was never told `Old ledger switched off`"]);
        assert_eq!(
            of("redated", &finance()),
            ["amber hosting: The customer was told 19 February for `New system open to the finance team`, and 26 February is meant"]
        );
    }

    #[test]
    fn before_the_first_share_everything_is_untold_and_nothing_differs() {
        let plan = but(|plan| plan.shares.clear());
        assert_eq!(of("untold", &plan).len(), 1);
        assert_eq!(of("redated", &plan), Vec::<String>::new());
    }

    #[test]
    fn words_and_sign_off_are_compared_with_what_was_told() {
        let plan = but(|plan| {
            let milestone = plan.milestone_mut("o").unwrap();
            milestone.headline = "The other is there".into();
            milestone.sign_off.clear();
        });
        assert_eq!(of("reworded", &plan), ["amber o: The customer was told `The o is there`, and `The other is there` is meant"]);
        assert_eq!(of("resigned", &plan), ["amber o: The customer was told that CFO signs off `The other is there`, and nobody is meant"]);
    }

    #[test]
    fn asks_are_compared_by_what_from_and_by_but_not_by_order_or_receipt() {
        let received = but(|plan| plan.deliverable_mut("data").unwrap().received = Some(today()));
        assert_eq!(of("reasked", &received), Vec::<String>::new());
        let moved = but(|plan| plan.deliverable_mut("data").unwrap().by = Some(day("2027-02-10")));
        assert_eq!(
            of("reasked", &moved),
            ["amber o: The customer was told other deliverables for `The o is there`: `Provide data` by 10 February instead of 9 February"]
        );
        let gone = but(|plan| plan.milestone_mut("o").unwrap().deliverables.clear());
        assert!(of("reasked", &gone)[0].ends_with("`Provide data` is no longer asked for"));
        let added = but(|plan| promise(plan).deliverables.clear());
        assert!(of("reasked", &added)[0].ends_with("`Provide data` is new"));
    }

    /// The dates told for `o`, one share each; the newest is also meant.
    fn dates_told(dates: &[&str]) -> Plan {
        but(|plan| {
            let first = plan.shares[0].clone();
            plan.shares = dates
                .iter()
                .zip(1..)
                .map(|(date, rev)| {
                    let mut share = Share { rev, ..(*first).clone() };
                    Arc::make_mut(&mut share.promises[0]).by = Some(day(date));
                    Arc::new(share)
                })
                .collect();
        })
    }

    #[test]
    fn a_third_date_is_churn_and_a_fourth_is_red() {
        let (a, b, c, d) = ("2027-02-15", "2027-02-16", "2027-02-17", "2027-02-18");
        assert_eq!(of("churn", &dates_told(&[a, b, a])), Vec::<String>::new());
        assert_eq!(
            of("churn", &dates_told(&[a, a, b, c])),
            ["amber o: The customer was told one date after the other for `The o is there`: 15 Feb → 16 Feb → 17 Feb"]
        );
        assert_eq!(of("churn", &dates_told(&[a, b, c, c])), Vec::<String>::new(), "the newest share kept its date");
        assert!(of("churn", &dates_told(&[a, b, c, d]))[0].starts_with("red o:"));
    }

    #[test]
    fn two_shares_of_one_revision_agree_or_the_customer_heard_two_things() {
        let twice = |by: &str| {
            but(|plan| {
                let mut share = Share { by: "Bob".into(), ..(*plan.shares[0]).clone() };
                let promise = Arc::make_mut(&mut share.promises[0]);
                (promise.by, promise.kept) = (Some(day(by)), "our business".into());
                plan.shares.push(Arc::new(share));
            })
        };
        assert_eq!(of("double-told", &twice("2027-02-15")), Vec::<String>::new());
        let mut plan = twice("2027-02-16");
        assert_eq!(of("double-told", &plan), ["red o: Revision 1 was told twice, and differently about `The o is there`"]);
        plan.shares.push(Arc::new(Share { rev: 2, ..(*plan.shares[0]).clone() }));
        assert_eq!(of("double-told", &plan), Vec::<String>::new());
    }
}
