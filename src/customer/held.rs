//! What an undocumented change holds back reads as it was told (spec 3.7); `Plan::held` says which outcomes those are.
//! Only what the customer did comes through: something received, something signed.

use super::milestone::Side;
use crate::plan::{Milestone, Outcome, Promise};
use chrono::NaiveDate;
use std::{collections::HashMap, sync::Arc};

/// What was told, with what the customer did since.
pub(super) fn as_told(told: &Side, outcome: Option<&Outcome>) -> Side {
    let mut side = told.clone();
    let Some(milestone) = outcome.and_then(|outcome| outcome.milestone.as_ref()) else { return side };
    side.signed |= milestone.signed.is_some();
    let received = received(milestone);
    for needed in &mut side.needed {
        needed.received |= received.contains_key(needed.id.as_str());
    }
    side
}

/// What came in, and when.
fn received(milestone: &Milestone) -> HashMap<&str, NaiveDate> {
    milestone.deliverables.iter().rev().filter_map(|it| Some((it.id.as_str(), it.received?))).collect()
}

/// The same as a promise of the next share: told once more as it was, figures too, so that what it hides stays found.
pub(super) fn promised_again(told: &Promise, outcome: Option<&Outcome>) -> Promise {
    let mut promise = Promise { kept: String::new(), ..told.clone() };
    let Some(milestone) = outcome.and_then(|outcome| outcome.milestone.as_ref()) else { return promise };
    promise.signed = promise.signed.or(milestone.signed);
    let received = received(milestone);
    for needed in promise.deliverables.iter_mut().filter(|it| it.received.is_none()) {
        if let Some(on) = received.get(needed.id.as_str()) {
            Arc::make_mut(needed).received = Some(*on);
        }
    }
    promise
}

#[cfg(test)]
mod tests {
    use crate::{
        customer::{Revision, Word, sample::*},
        plan::{ChangeKind, Dropped, parse_date},
    };
    use std::sync::Arc;

    #[test]
    fn what_an_undocumented_change_touches_reads_as_it_was_told() {
        let edits: [(&str, Edit); 9] = [
            ("date", |plan| milestone(plan).by = None),
            ("headline", |plan| milestone(plan).headline = "x".into()),
            ("sign-off", |plan| milestone(plan).sign_off = "x".into()),
            ("asks", |plan| milestone(plan).deliverables.clear()),
            ("a task done", |plan| move_task(plan, "Done")),
            ("internal", |plan| outcome(plan).internal = true),
            ("dropped", |plan| outcome(plan).dropped = Some(Dropped::default())),
            ("no milestone", |plan| outcome(plan).milestone = None),
            ("gone", |plan| plan.outcomes.clear()),
        ];
        let told = seen(&small());
        for (what, edit) in edits {
            let mut plan = small();
            hold(&mut plan);
            edit(&mut plan);
            assert_eq!(seen(&plan), told, "{what}");
            Arc::make_mut(&mut plan.changes[0]).documented = parse_date(TODAY);
            assert_ne!(seen(&plan), told, "{what}, once documented");
        }
    }

    #[test]
    fn a_task_of_the_change_holds_its_outcome_and_another_kind_holds_nothing() {
        let mut plan = small();
        hold(&mut plan);
        let change = Arc::make_mut(&mut plan.changes[0]);
        change.outcome = String::new();
        Arc::make_mut(&mut outcome(&mut plan).tasks[0]).change = "c".into();
        milestone(&mut plan).by = None;
        assert_eq!(seen(&plan).revision, Revision::Told(1));
        Arc::make_mut(&mut plan.changes[0]).became = "d".into();
        assert_eq!(seen(&plan).revision, Revision::Draft(2));
        let change = Arc::make_mut(&mut plan.changes[0]);
        (change.became, change.kind) = (String::new(), ChangeKind::BudgetOverrun);
        assert_eq!(seen(&plan).revision, Revision::Draft(2));
    }

    #[test]
    fn what_the_customer_did_comes_through_a_held_outcome() {
        let mut plan = small();
        hold(&mut plan);
        (milestone(&mut plan).by, milestone(&mut plan).signed, ask(&mut plan).received) = (None, parse_date(TODAY), parse_date(TODAY));
        let seen = seen(&plan);
        assert_eq!((seen.asks.len(), seen.coming[0].word, seen.coming[0].by), (0, Word::SignedOff, parse_date("2027-03-31")));
        assert_eq!(seen.changed.folded(), ["Received: Send the list", "Signed off: Reports in new system"]);
    }

    #[test]
    fn a_held_outcome_nobody_was_told_of_stays_out() {
        let mut plan = small();
        plan.shares.clear();
        hold(&mut plan);
        assert_eq!((seen(&plan).coming.len(), seen(&plan).asks.len()), (0, 0));
    }
}
