//! The steps of a pivot once it is raised: decided, finished, documented, reclassified. Each is written once and never changed.

use super::{
    super::{Change, ChangeKind, Plan, Refusal},
    raise::Pivot,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// What an undocumented change is reclassified to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Becomes {
    /// A budget overrun, a drop or a swap.
    pub kind: ChangeKind,
    /// For a swap: the id of the outcome that takes the place.
    pub replaced_by: String,
    pub by: String,
}

impl Change {
    /// As messages name it: its words, and the id that commands take.
    pub fn named(&self) -> String {
        match self.what.as_str() {
            "" => self.id.clone(),
            what => format!("`{what}` ({})", self.id),
        }
    }
}

impl Plan {
    /// Writes down who decided. A budget overrun then owes the customer a share above the revision in force today.
    ///
    /// # Errors
    /// When nobody is named, somebody decided already, or it is not for deciding.
    pub fn decide(&mut self, change: &str, by: &str, on: NaiveDate) -> Result<(), Refusal> {
        let by = by.trim().to_string();
        if by.is_empty() {
            return Err(Refusal::new("say who decided"));
        }
        let rev = self.baseline().map(|share| share.rev);
        let change = self.open_change(change)?;
        match change.kind {
            ChangeKind::Undocumented => {
                return Err(Refusal::new("an undocumented change is not decided: finish and document it, or reclassify it"));
            }
            // Dropped and swapped count from the revision in force when they were raised.
            ChangeKind::BudgetOverrun => change.rev = rev,
            ChangeKind::Dropped | ChangeKind::Swapped => {}
        }
        (change.decided_by, change.decided_on) = (by, Some(on));
        Ok(())
    }

    /// The work of an undocumented change is done; from now on its document is owed.
    ///
    /// # Errors
    /// When it is no undocumented change, or was finished before.
    pub fn finish(&mut self, change: &str, on: NaiveDate) -> Result<(), Refusal> {
        let change = self.undocumented(change)?;
        if let Some(day) = change.finished {
            return Err(Refusal::new(format!("{} was finished on {day} already", change.named())));
        }
        change.finished = Some(on);
        Ok(())
    }

    /// An undocumented change is written up: it is closed, and no longer holds back what the customer sees.
    ///
    /// # Errors
    /// When it is no undocumented change, is not finished, or was documented before.
    pub fn document(&mut self, change: &str, on: NaiveDate) -> Result<(), Refusal> {
        let change = self.undocumented(change)?;
        if change.finished.is_none() {
            return Err(Refusal::new(format!("{} is not finished: finish it first, and document it then", change.named())));
        }
        change.documented = Some(on);
        Ok(())
    }

    /// An undocumented change becomes another one, raised today under a new id (`fresh_id`); its tasks carry the new one.
    ///
    /// # Errors
    /// As `raise`; and when it is no undocumented change, or is documented.
    pub fn reclassify(&mut self, change: &str, id: &str, becomes: &Becomes, on: NaiveDate) -> Result<(), Refusal> {
        let old = self.undocumented(change)?;
        if becomes.kind == ChangeKind::Undocumented {
            return Err(Refusal::new("it is an undocumented change already"));
        }
        old.became = id.into();
        let (old, what) = (old.id.clone(), old.what.clone());
        let touched = self.change(&old).map(|change| self.touched_by(change)).unwrap_or_default();
        let outcome = touched.first().map_or_else(String::new, |outcome| (*outcome).to_string());
        let tasks = self.tasks().filter(|it| it.task.change == old).map(|it| it.task.id.clone()).collect();
        let what = if what.trim().is_empty() { old } else { what };
        let pivot = Pivot { kind: becomes.kind, outcome, what, tasks, replaced_by: becomes.replaced_by.clone(), by: becomes.by.clone() };
        self.raise(id, &pivot, on)
    }

    fn change_mut(&mut self, id: &str) -> Result<&mut Change, Refusal> {
        let change = self.changes.iter_mut().find(|change| change.id == id);
        let change = change.ok_or_else(|| Refusal::no_such("change", id))?;
        if !change.became.is_empty() {
            return Err(Refusal::new(format!("{} became the change {}: go on with that", change.named(), change.became)));
        }
        Ok(Arc::make_mut(change))
    }
    /// A change nobody decided yet.
    fn open_change(&mut self, id: &str) -> Result<&mut Change, Refusal> {
        let change = self.change_mut(id)?;
        match change.decided_by.is_empty() {
            true => Ok(change),
            false => Err(Refusal::new(format!("{} decided {} already", change.decided_by, change.named()))),
        }
    }
    /// An undocumented change that is not documented.
    fn undocumented(&mut self, id: &str) -> Result<&mut Change, Refusal> {
        let change = self.change_mut(id)?;
        match (change.kind, change.documented) {
            (ChangeKind::Undocumented, None) => Ok(change),
            (ChangeKind::Undocumented, Some(day)) => Err(Refusal::new(format!("{} was documented on {day}", change.named()))),
            (ChangeKind::BudgetOverrun | ChangeKind::Dropped | ChangeKind::Swapped, _) => {
                Err(Refusal::new(format!("{} is no undocumented change", change.named())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::laws::{day, raised};
    use super::*;

    fn becomes(kind: ChangeKind) -> Becomes {
        Becomes { kind, replaced_by: String::new(), by: "Dana".into() }
    }

    #[test]
    fn a_document_is_refused_before_the_change_is_finished() {
        let mut plan = raised(ChangeKind::Undocumented);
        assert_eq!(plan.document("c", day(9)).unwrap_err().why, "`It grew` (c) is not finished: finish it first, and document it then");
        plan.finish("c", day(9)).unwrap();
        assert_eq!(plan.finish("c", day(10)).unwrap_err().why, "`It grew` (c) was finished on 2027-02-09 already");
        plan.document("c", day(10)).unwrap();
        assert_eq!((plan.changes[0].finished, plan.changes[0].documented), (Some(day(9)), Some(day(10))));
        assert_eq!(plan.document("c", day(11)).unwrap_err().why, "`It grew` (c) was documented on 2027-02-10");
    }

    #[test]
    fn deciding_notes_who_and_the_revision_the_customer_had() {
        let mut plan = raised(ChangeKind::BudgetOverrun);
        assert_eq!(plan.decide("c", " ", day(9)).unwrap_err().why, "say who decided");
        plan.decide("c", "CFO", day(9)).unwrap();
        let change = &plan.changes[0];
        assert_eq!((change.decided_by.as_str(), change.decided_on, change.rev), ("CFO", Some(day(9)), Some(1)));
        assert_eq!(plan.decide("c", "PMO", day(9)).unwrap_err().why, "CFO decided `It grew` (c) already");
        assert_eq!(plan.finish("c", day(9)).unwrap_err().why, "`It grew` (c) is no undocumented change");
        assert_eq!(plan.decide("x", "CFO", day(9)).unwrap_err().why, "there is no change `x` in this plan");
    }

    #[test]
    fn a_reclassified_change_hands_its_tasks_on_and_takes_no_further_step() {
        let mut plan = raised(ChangeKind::Undocumented);
        plan.reclassify("c", "d", &becomes(ChangeKind::BudgetOverrun), day(9)).unwrap();
        assert_eq!(plan.task("a").unwrap().task.change, "d");
        let (old, new) = (plan.change("c").unwrap(), plan.change("d").unwrap());
        assert_eq!((old.became.as_str(), old.documented, new.what.as_str(), new.on), ("d", None, "It grew", Some(day(9))));
        assert!(plan.held().is_empty());
        assert_eq!(plan.finish("c", day(9)).unwrap_err().why, "`It grew` (c) became the change d: go on with that");
        assert!(plan.reclassify("d", "e", &becomes(ChangeKind::Dropped), day(9)).is_err());
    }

    #[test]
    fn becoming_a_drop_asks_for_a_fate_of_each_open_task_as_any_drop_does() {
        let mut plan = raised(ChangeKind::Undocumented);
        let refused = plan.clone().reclassify("c", "d", &becomes(ChangeKind::Dropped), day(9)).unwrap_err().why;
        assert_eq!(refused, "`O` has 1 open task: move it, bin it or finish it first");
        plan.move_to_column("a", 3, day(9)).unwrap();
        plan.reclassify("c", "d", &becomes(ChangeKind::Dropped), day(9)).unwrap();
        assert!(!plan.outcome("o").unwrap().is_live());
    }
}
