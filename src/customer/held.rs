//! What an undocumented change holds back: until it is documented, the customer sees the baseline of every outcome it touches (spec 3.7).
//! Only what the customer did comes through: something received, something signed.

use super::milestone::Side;
use crate::plan::{Change, ChangeKind, Outcome, Plan};
use std::collections::HashSet;

/// Ids of the outcomes an undocumented change holds: the one it names, and every one with a task of it.
pub(super) fn held(plan: &Plan) -> HashSet<&str> {
    let changes: Vec<&Change> = plan.changes.iter().map(|change| &**change).filter(|change| holds(change)).collect();
    if changes.is_empty() {
        return HashSet::new();
    }
    let ids: HashSet<&str> = changes.iter().map(|change| change.id.as_str()).collect();
    let touched = |outcome: &&Outcome| outcome.tasks.iter().any(|task| ids.contains(task.change.as_str()));
    let by_task = plan.outcomes.iter().map(|outcome| &**outcome).filter(touched).map(|outcome| outcome.id.as_str());
    changes.iter().map(|change| change.outcome.as_str()).chain(by_task).collect()
}

fn holds(change: &Change) -> bool {
    match change.kind {
        ChangeKind::Undocumented => change.documented.is_none() && change.became.is_empty(),
        ChangeKind::BudgetOverrun | ChangeKind::Dropped | ChangeKind::Swapped => false,
    }
}

/// What was told, with what the customer did since.
pub(super) fn as_told(told: &Side, outcome: Option<&Outcome>) -> Side {
    let mut side = told.clone();
    let Some(milestone) = outcome.and_then(|outcome| outcome.milestone.as_ref()) else { return side };
    side.signed |= milestone.signed.is_some();
    for needed in &mut side.needed {
        needed.received |= milestone.deliverables.iter().any(|it| it.id == needed.id && it.received.is_some());
    }
    side
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
