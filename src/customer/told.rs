//! The customer plan as it was last told, with what the customer did since: for a screen the customer looks at.

use super::{
    Changed, CustomerPlan, Revision,
    build::{Baseline, asks, coming, next_update},
    gone::gone,
    held::as_told,
    key::Keys,
    line,
    milestone::Side,
};
use crate::plan::{Outcome, Plan};
use chrono::NaiveDate;
use std::{cell::RefCell, collections::HashMap};

/// What the customer believes today; none before the first share.
pub fn told_plan(plan: &Plan, today: NaiveDate) -> Option<CustomerPlan> {
    let told = Baseline::of(plan.baseline()?);
    let outcomes: HashMap<&str, &Outcome> = plan.outcomes.iter().rev().map(|it| (it.id.as_str(), &**it)).collect();
    let now = |side: &Side| as_told(side, outcomes.get(side.outcome.as_str()).copied());
    let sides: Vec<_> = told.promises.iter().map(now).collect();
    let kept = RefCell::default();
    let keys = Keys::of(plan, &kept);
    let (asks, _) = asks(&sides, &keys, today);
    let (coming, _, signed_before) = coming(&sides, &told.promises, &keys, today);
    Some(CustomerPlan {
        title: line(&plan.title),
        customer: line(&plan.customer),
        revision: Revision::Told(told.rev),
        on: told.on,
        asks,
        coming,
        changed: Changed { since: None, lines: Vec::new() },
        signed_before,
        next_update: told.next.or_else(|| next_update(&plan.settings, told.on)),
        gone: gone(plan, &sides, &keys),
        sender: None,
        recipients: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{customer::text, plan::parse_date};

    fn finance() -> Plan {
        crate::file::read(include_bytes!("../../tests/data/finance.ron")).plan.unwrap()
    }
    fn day() -> NaiveDate {
        parse_date("2027-02-08").unwrap()
    }

    #[test]
    fn it_shows_what_was_told_and_not_what_is_meant() {
        let told = text(&told_plan(&finance(), day()).unwrap());
        assert!(told.contains("19 February") && !told.contains("26 February"), "{told}");
        assert!(!told.contains("Old ledger"), "never told");
        assert!(!told.contains("What changed"), "{told}");
    }

    #[test]
    fn what_came_in_since_is_no_longer_asked_for() {
        let mut plan = finance();
        plan.deliverable_mut("dataset").unwrap().received = Some(day());
        let told = told_plan(&plan, day()).unwrap();
        assert_eq!(told.asks.iter().map(|ask| ask.what.as_str()).collect::<Vec<_>>(), ["Open the firewall to the new system"]);
    }

    #[test]
    fn before_the_first_share_there_is_nothing_told() {
        assert_eq!(told_plan(&Plan { shares: Vec::new(), ..finance() }, day()), None);
    }
}
