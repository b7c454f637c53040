//! Laws of what is taken over from one look at the plan to the next: over random plans and random edits nothing shows that it was.

use super::{Folds, LaneKey, Sight};
use crate::{
    customer,
    file::laws::edits::{random_edit, random_plan},
    plan::{Plan, Share},
};
use chrono::{Days, NaiveDate};
use fastrand::Rng;
use proptest::prelude::*;
use std::sync::Arc;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 8).unwrap() + Days::new(n)
}

/// Something that a board does between two looks: to the plan, or to how it is looked at.
fn next(plan: &Plan, earlier: &[Arc<Plan>], dice: &mut Rng) -> Arc<Plan> {
    let mut next = plan.clone();
    match dice.u8(..12) {
        0 => return Arc::clone(dice.choice(earlier).unwrap()),
        1 => {
            let rev = next.shares.len() as u32 + 1;
            let promises = customer::promises(&next).into_iter().map(Arc::new).collect();
            next.shares.push(Arc::new(Share { rev, on: day(0), by: "Ann".into(), promises, ..Share::default() }));
        }
        2 => dice.shuffle(&mut next.outcomes),
        3 => next.outcomes.truncate(dice.usize(..=next.outcomes.len())),
        4 => next.noise.truncate(dice.usize(..=next.noise.len())),
        5 => {
            let twice = dice.choice(&next.outcomes).cloned();
            next.outcomes.extend(twice);
        }
        6 => {}
        _ => _ = random_edit(&mut next, dice),
    }
    Arc::new(next)
}

fn folds(plan: &Plan, dice: &mut Rng) -> Folds {
    let some = plan.outcomes.iter().filter(|_| dice.u8(..4) == 0).map(|it| LaneKey::Outcome(it.id.clone()));
    some.map(|key| (key, true)).collect()
}

fn same(after: &Sight, anew: &Sight, plan: &Plan) -> Result<(), TestCaseError> {
    prop_assert_eq!(&after.standings, &anew.standings);
    prop_assert_eq!(format!("{:?}", after.forecasts), format!("{:?}", anew.forecasts));
    prop_assert_eq!(&after.findings, &anew.findings);
    prop_assert_eq!(&after.customer, &anew.customer);
    prop_assert_eq!(&after.sources, &anew.sources);
    prop_assert_eq!(&after.fit, &anew.fit);
    prop_assert_eq!(&after.drifted, &anew.drifted);
    prop_assert_eq!(after.ages, anew.ages);
    prop_assert_eq!((after.marked, after.span), (anew.marked, anew.span));
    prop_assert_eq!(&after.grid, &anew.grid);
    for id in plan.ids() {
        let about: Vec<_> = after.findings.iter().filter(|it| it.item.as_deref() == Some(id)).map(|it| &**it).collect();
        prop_assert_eq!(after.findings_of(id).collect::<Vec<_>>(), about);
        prop_assert_eq!(after.standing(id), after.standings.iter().find(|it| it.outcome == id));
    }
    for finding in &after.findings {
        prop_assert_eq!(after.count(finding.code), after.findings.iter().filter(|it| it.code == finding.code).count());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn a_look_after_another_sees_what_a_first_one_sees(seed: u64) {
        let dice = &mut Rng::with_seed(seed);
        let mut plan = Arc::new(random_plan(dice));
        let mut earlier = vec![Arc::clone(&plan)];
        let mut sight = Sight::of(&plan, &Folds::new(), None, &[], day(0));
        for _ in 0..16 {
            plan = next(&plan, &earlier, dice);
            let (folds, today) = (folds(&plan, dice), day(u64::from(dice.u8(..6) == 0)));
            let filter = [None, None, None, Some("load"), Some("#o"), Some("@ann"), Some("stale")][dice.usize(..7)];
            let jargon: &[String] = if dice.u8(..8) == 0 { &["Load".into()] } else { &[] };
            sight = sight.after(&plan, &folds, filter, jargon, today);
            same(&sight, &Sight::of(&plan, &folds, filter, jargon, today), &plan)?;
            earlier.push(Arc::clone(&plan));
        }
    }
}
