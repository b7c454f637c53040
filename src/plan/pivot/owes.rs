//! What a change owes: a list that ticks itself off, because each line is looked up in the plan and never stored (spec 3.7).
//! A change closes by itself when nothing is owed, or when it became another.

use super::super::{Audience, Change, ChangeKind, Plan, Share};

/// One thing a change owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owes {
    pub to: Debt,
    /// In words, as something to do: `name who decided`.
    pub what: String,
    pub done: bool,
}

/// What sort of thing is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Debt {
    DeliveryPlan,
    Decision,
    CustomerPlan,
    /// The work of an undocumented change; in its own time.
    Work,
    Document,
}

/// Everything a change owes, done or not, in the order in which it is done.
pub fn owes(plan: &Plan, change: &Change) -> Vec<Owes> {
    match change.kind {
        ChangeKind::BudgetOverrun => budget(plan, change),
        ChangeKind::Undocumented => undocumented(change),
        ChangeKind::Dropped | ChangeKind::Swapped => dropped(plan, change),
    }
}

/// Nothing is owed any more, or it became another change.
pub fn is_closed(plan: &Plan, change: &Change) -> bool {
    !change.became.is_empty() || owes(plan, change).iter().all(|it| it.done)
}

fn line(to: Debt, what: impl Into<String>, done: bool) -> Owes {
    Owes { to, what: what.into(), done }
}

fn budget(plan: &Plan, change: &Change) -> Vec<Owes> {
    let is_decided = !change.decided_by.is_empty();
    let told = is_decided && customer_shares(plan).any(|share| share.rev > change.rev.unwrap_or(0));
    vec![
        line(Debt::DeliveryPlan, "update the delivery plan: another budget, or less work", is_replanned(plan, change)),
        line(Debt::Decision, "name who decided", is_decided),
        line(Debt::CustomerPlan, "share the customer plan, after the decision", told),
    ]
}

/// Another planned amount; or the money reaches again because there is other work. What is no longer pursued needs no money.
fn is_replanned(plan: &Plan, change: &Change) -> bool {
    let Some(outcome) = plan.outcome(&change.outcome).filter(|outcome| outcome.is_live()) else { return true };
    let planned = outcome.budget.as_ref().map(|budget| budget.planned);
    let other_work = change.tasks != Some(outcome.tasks.len() as u32) || change.days != Some(outcome.days());
    planned != change.planned || (other_work && plan.overrun(outcome).is_none())
}

fn undocumented(change: &Change) -> Vec<Owes> {
    let is_documented = change.documented.is_some();
    vec![
        line(Debt::Work, "finish the work", is_documented || change.finished.is_some()),
        line(Debt::Document, "document it", is_documented),
    ]
}

fn dropped(plan: &Plan, change: &Change) -> Vec<Owes> {
    let outcome = plan.outcome(&change.outcome);
    let is_dropped = !outcome.is_some_and(|outcome| outcome.is_live());
    let no_work = !outcome.is_some_and(|outcome| outcome.tasks.iter().any(|task| plan.is_open(task)));
    let (mark, share) = match change.kind {
        ChangeKind::Swapped => ("mark the outcome as swapped", "share the customer plan: it says what took the place"),
        ChangeKind::Dropped | ChangeKind::BudgetOverrun | ChangeKind::Undocumented => {
            ("mark the outcome as dropped", "share the customer plan: it says what was dropped")
        }
    };
    let mut owed =
        vec![line(Debt::DeliveryPlan, mark, is_dropped), line(Debt::DeliveryPlan, "move, bin or finish each of its open tasks", no_work)];
    // Nothing is owed to the customer for an outcome never told.
    if let Some(first) = first_told(plan, change) {
        let said = |told: &Share| told.rev > change.rev.unwrap_or(0).max(first) && !promises(told, change);
        owed.push(line(Debt::CustomerPlan, share, customer_shares(plan).any(said)));
    }
    owed
}

fn customer_shares(plan: &Plan) -> impl Iterator<Item = &Share> {
    plan.shares.iter().map(|share| &**share).filter(|share| share.plan == Audience::Customer)
}

fn promises(share: &Share, change: &Change) -> bool {
    share.promises.iter().any(|promise| promise.outcome == change.outcome)
}

/// The first revision that promised the change's outcome.
fn first_told(plan: &Plan, change: &Change) -> Option<u32> {
    customer_shares(plan).filter(|share| promises(share, change)).map(|share| share.rev).min()
}

#[cfg(test)]
mod tests {
    use super::super::laws::{day, of_outcome, plan, raised, tell};
    use super::super::{Fate, Pivot};
    use super::*;
    use crate::plan::{Budget, Money, Quarters};

    fn open(plan: &Plan) -> Vec<String> {
        owes(plan, &plan.changes[0]).into_iter().filter(|it| !it.done).map(|it| it.what).collect()
    }
    const REPLAN: &str = "update the delivery plan: another budget, or less work";
    const DECIDE: &str = "name who decided";
    const SHARE: &str = "share the customer plan, after the decision";

    #[test]
    fn an_overrun_owes_both_plans_and_a_decision() {
        let mut plan = raised(ChangeKind::BudgetOverrun);
        assert_eq!(open(&plan), [REPLAN, DECIDE, SHARE]);
        tell(&mut plan);
        assert_eq!(open(&plan), [REPLAN, DECIDE, SHARE], "a share before the decision says nothing about it");
        plan.decide("c", "CFO", day(9)).unwrap();
        assert_eq!(open(&plan), [REPLAN, SHARE]);
        tell(&mut plan);
        assert_eq!(open(&plan), [REPLAN]);
        of_outcome(&mut plan).budget = Some(Budget { planned: Money::whole(1001), spent: Money::whole(1200) });
        assert_eq!(open(&plan), Vec::<String>::new());
        assert!(is_closed(&plan, &plan.changes[0]));
    }

    #[test]
    fn less_work_updates_the_delivery_plan_only_once_the_money_reaches_again() {
        let mut plan = raised(ChangeKind::BudgetOverrun);
        let spend = |plan: &mut Plan, spent| of_outcome(plan).budget = Some(Budget { planned: Money::whole(1000), spent });
        plan.bin("a").unwrap();
        assert!(open(&plan).contains(&REPLAN.to_string()), "more is spent than planned still");
        spend(&mut plan, Money::whole(900));
        assert!(!open(&plan).contains(&REPLAN.to_string()));
        let mut same_work = raised(ChangeKind::BudgetOverrun);
        spend(&mut same_work, Money::whole(1));
        assert!(open(&same_work).contains(&REPLAN.to_string()), "the same work for the same money is no update");
        same_work.task_mut("a").unwrap().estimate = Some(Quarters::days(1));
        assert!(!open(&same_work).contains(&REPLAN.to_string()));
    }

    #[test]
    fn an_undocumented_change_owes_its_document_until_it_is_there() {
        let mut plan = raised(ChangeKind::Undocumented);
        assert_eq!(open(&plan), ["finish the work", "document it"]);
        plan.finish("c", day(9)).unwrap();
        assert_eq!(open(&plan), ["document it"]);
        plan.document("c", day(9)).unwrap();
        assert_eq!(open(&plan), Vec::<String>::new());
    }

    #[test]
    fn a_drop_owes_the_customer_one_line_if_they_were_told_of_it() {
        let drop = |mut plan: Plan| {
            plan.settle("a", &Fate::Finished, day(8)).unwrap();
            let pivot = Pivot { kind: ChangeKind::Dropped, outcome: "o".into(), what: "Too dear".into(), ..Pivot::default() };
            plan.raise("c", &pivot, day(8)).unwrap();
            plan
        };
        let mut plan = drop(plan());
        assert_eq!(open(&plan), ["share the customer plan: it says what was dropped"]);
        tell(&mut plan);
        assert_eq!(open(&plan), Vec::<String>::new());
        let mut late = plan.clone();
        std::sync::Arc::make_mut(&mut late.changes[0]).rev = None;
        late.shares.pop();
        std::sync::Arc::make_mut(&mut late.shares[0]).rev = 2;
        late.shares.push(std::sync::Arc::new(crate::plan::Share { rev: 1, ..Default::default() }));
        assert_eq!(open(&late).len(), 1, "a share from before it was ever promised does not say that it is dropped");
        let mut untold = super::super::laws::plan();
        untold.shares.clear();
        let mut untold = drop(untold);
        assert!(is_closed(&untold, &untold.changes[0]), "never told");
        untold.task_mut("a").unwrap().status.clear();
        assert_eq!(open(&untold), ["move, bin or finish each of its open tasks"], "reopened work is owed again");
    }
}
