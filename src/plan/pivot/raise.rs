//! Raising a pivot: the record with what the outcome was when it was raised, the tasks that carry it, the tombstone.

use super::super::{Budget, Change, ChangeKind, Dropped, Outcome, Plan, Refusal};
use chrono::NaiveDate;
use std::sync::Arc;

/// A pivot as somebody raises it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pivot {
    pub kind: ChangeKind,
    /// Id of the outcome it is about.
    pub outcome: String,
    /// One line: what happened. Never exported to the customer.
    pub what: String,
    /// Ids of tasks that carry it.
    pub tasks: Vec<String>,
    /// For a swap: the id of the outcome that takes the place.
    pub replaced_by: String,
    /// Who raised it; may be nobody.
    pub by: String,
}

impl Plan {
    /// Raises a pivot under a new id (`fresh_id`). A drop or swap leaves a tombstone and is refused while the outcome has open
    /// tasks (`settle` them first, in the same step) or is held by an undocumented change.
    ///
    /// # Errors
    /// Says what has to happen first; then the plan must be thrown away, as after any refused edit.
    pub fn raise(&mut self, id: &str, pivot: &Pivot, on: NaiveDate) -> Result<(), Refusal> {
        if pivot.what.trim().is_empty() {
            return Err(Refusal::new("say in a few words what happened"));
        }
        let outcome = self.outcome(&pivot.outcome).ok_or_else(|| Refusal::no_such("outcome", &pivot.outcome))?;
        if !outcome.is_live() {
            return Err(Refusal::new(format!("`{}` was dropped already", outcome.title)));
        }
        let change = record(self, id, pivot, outcome, on);
        match pivot.kind {
            ChangeKind::Dropped | ChangeKind::Swapped => self.bury(pivot, on)?,
            ChangeKind::BudgetOverrun | ChangeKind::Undocumented => names_nothing_in_its_place(pivot)?,
        }
        for task in &pivot.tasks {
            self.carry(task, id)?;
        }
        self.changes.push(Arc::new(change));
        Ok(())
    }

    /// Lets a task carry a change; a task carries one at a time, another only once that is closed.
    fn carry(&mut self, task: &str, change: &str) -> Result<(), Refusal> {
        let found = self.task(task).ok_or_else(|| Refusal::no_such("task", task))?;
        let before = self.change(&found.task.change).filter(|before| before.id != change);
        if let Some(open) = before.filter(|before| !super::is_closed(self, before)) {
            return Err(Refusal::new(format!("`{}` already belongs to the change `{}`", found.task.title, open.what)));
        }
        self.task_mut(task)?.change = change.into();
        Ok(())
    }

    /// The tombstone of a dropped or swapped outcome.
    fn bury(&mut self, pivot: &Pivot, on: NaiveDate) -> Result<(), Refusal> {
        self.may_be_dropped(&pivot.outcome)?;
        match pivot.kind {
            ChangeKind::Swapped => self.may_take_the_place(pivot)?,
            ChangeKind::Dropped | ChangeKind::BudgetOverrun | ChangeKind::Undocumented => names_nothing_in_its_place(pivot)?,
        }
        let why = pivot.what.trim().to_string();
        self.outcome_mut(&pivot.outcome)?.dropped = Some(Dropped { on: Some(on), why, replaced_by: pivot.replaced_by.clone() });
        Ok(())
    }

    /// Whether a swap names another outcome, and a live one.
    fn may_take_the_place(&self, pivot: &Pivot) -> Result<(), Refusal> {
        match pivot.replaced_by.as_str() {
            "" => Err(Refusal::new("a swap names the outcome that takes the place")),
            id if id == pivot.outcome => Err(Refusal::new("an outcome cannot take its own place")),
            id if !self.outcome(id).is_some_and(|outcome| outcome.is_live()) => {
                Err(Refusal::new(format!("there is no live outcome `{id}` to take the place")))
            }
            _ => Ok(()),
        }
    }
}

fn names_nothing_in_its_place(pivot: &Pivot) -> Result<(), Refusal> {
    match pivot.replaced_by.as_str() {
        "" => Ok(()),
        _ => Err(Refusal::new("only a swap names an outcome that takes the place")),
    }
}

/// The outcome's figures are those of this moment, counted as in a promise.
fn record(plan: &Plan, id: &str, pivot: &Pivot, outcome: &Outcome, on: NaiveDate) -> Change {
    let rev = plan.baseline().map(|share| share.rev);
    let at_once = match pivot.kind {
        ChangeKind::Dropped | ChangeKind::Swapped => rev,
        // The revision in force when it is decided.
        ChangeKind::BudgetOverrun | ChangeKind::Undocumented => None,
    };
    Change {
        id: id.into(),
        kind: pivot.kind,
        on: Some(on),
        by: pivot.by.trim().into(),
        outcome: pivot.outcome.clone(),
        what: pivot.what.trim().into(),
        replaced_by: pivot.replaced_by.clone(),
        planned: outcome.budget.as_ref().map(|Budget { planned, spent: _ }| *planned),
        tasks: Some(outcome.tasks.len() as u32),
        days: Some(outcome.days()),
        rev: at_once,
        ..Change::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::laws::{day, plan, raised};
    use super::*;
    use crate::plan::{Money, Total};

    fn refused(plan: &Plan, pivot: &Pivot) -> String {
        plan.clone().raise("c", pivot, day(8)).unwrap_err().why
    }
    fn of(kind: ChangeKind) -> Pivot {
        Pivot { kind, outcome: "o".into(), what: "It grew".into(), by: "Dana".into(), ..Pivot::default() }
    }

    #[test]
    fn a_record_holds_the_outcome_as_it_was_when_raised() {
        let plan = raised(ChangeKind::BudgetOverrun);
        let change = plan.change("c").unwrap();
        assert_eq!((change.on, change.by.as_str(), change.what.as_str()), (Some(day(8)), "Dana", "It grew"));
        assert_eq!((change.planned, change.tasks, change.days), (Some(Money::whole(1000)), Some(2), Some(Total::days(5))));
        assert_eq!(change.rev, None, "a budget's revision is the one in force when it is decided");
    }

    #[test]
    fn a_drop_is_refused_while_the_outcome_has_open_tasks_or_is_held() {
        assert_eq!(refused(&plan(), &of(ChangeKind::Dropped)), "`O` has 1 open task: move it, bin it or finish it first");
        let mut held = raised(ChangeKind::Undocumented);
        held.move_to_column("a", 3, day(8)).unwrap();
        let drop = Pivot { kind: ChangeKind::Dropped, ..of(ChangeKind::Dropped) };
        assert_eq!(held.clone().raise("d", &drop, day(8)).unwrap_err().why, "held by `It grew` (c): document it, or reclassify it first");
    }

    #[test]
    fn a_swap_names_a_live_outcome_and_a_drop_names_none() {
        let mut plan = plan();
        plan.move_to_column("a", 3, day(8)).unwrap();
        let swap = |by: &str| Pivot { replaced_by: by.into(), ..of(ChangeKind::Swapped) };
        assert_eq!(refused(&plan, &swap("")), "a swap names the outcome that takes the place");
        assert_eq!(refused(&plan, &swap("o")), "an outcome cannot take its own place");
        assert_eq!(refused(&plan, &swap("x")), "there is no live outcome `x` to take the place");
        let drop = Pivot { replaced_by: "p".into(), ..of(ChangeKind::Dropped) };
        assert_eq!(refused(&plan, &drop), "only a swap names an outcome that takes the place");
        plan.raise("c", &swap("p"), day(8)).unwrap();
        assert_eq!(plan.outcome("o").unwrap().dropped, Some(Dropped { on: Some(day(8)), why: "It grew".into(), replaced_by: "p".into() }));
        assert_eq!(plan.change("c").unwrap().rev, Some(1));
        assert_eq!(refused(&plan, &of(ChangeKind::BudgetOverrun)), "`O` was dropped already");
    }

    #[test]
    fn tasks_carry_the_change_and_one_change_at_a_time() {
        let mut plan = plan();
        let carrying = |outcome: &str| Pivot { outcome: outcome.into(), tasks: vec!["a".into()], ..of(ChangeKind::Undocumented) };
        plan.raise("c", &carrying("o"), day(8)).unwrap();
        assert_eq!(plan.task("a").unwrap().task.change, "c");
        assert_eq!(plan.clone().raise("d", &carrying("o"), day(8)).unwrap_err().why, "`A` already belongs to the change `It grew`");
        let missing = Pivot { tasks: vec!["zz".into()], ..of(ChangeKind::Undocumented) };
        assert_eq!(refused(&plan, &missing), "there is no task `zz` in this plan");
    }
}
