//! What becomes of the work of an outcome that is dropped or swapped: each open task is moved, binned or finished, none orphaned.

use super::super::{Plan, Refusal, Task};
use chrono::NaiveDate;
use std::sync::Arc;

/// What becomes of an open task when its outcome is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// To another outcome, or with none to the noise.
    Moved(Option<String>),
    Binned,
    Finished,
}

impl Plan {
    /// The open tasks of an outcome: what needs a fate before it can be dropped.
    pub fn open_tasks(&self, outcome: &str) -> Vec<&Arc<Task>> {
        let tasks = self.outcome(outcome).into_iter().flat_map(|outcome| &outcome.tasks);
        tasks.filter(|task| self.is_open(task)).collect()
    }
    /// Gives an open task its fate, by the same rules as a move, a bin or a finish on the board.
    ///
    /// # Errors
    /// When the task or the outcome is not there, or it would be moved where it is or into what was dropped.
    pub fn settle(&mut self, task: &str, fate: &Fate, on: NaiveDate) -> Result<(), Refusal> {
        match fate {
            Fate::Moved(outcome) if self.outcome_of(task).map(|home| &home.id) == outcome.as_ref() => {
                Err(Refusal::new("choose another place for it than the one it is in"))
            }
            Fate::Moved(outcome) => self.move_to_outcome(task, outcome.as_deref()),
            Fate::Binned => self.bin(task),
            Fate::Finished => self.move_to_column(task, self.last_column(), on),
        }
    }
    /// Whether an outcome may be dropped or swapped now.
    ///
    /// # Errors
    /// When it has open tasks, or an undocumented change holds it.
    pub fn may_be_dropped(&self, outcome: &str) -> Result<(), Refusal> {
        if let Some(change) = self.held_by(outcome) {
            return Err(Refusal::new(format!("held by {}: document it, or reclassify it first", change.named())));
        }
        let title = self.outcome(outcome).map_or(outcome, |outcome| outcome.title.as_str());
        match self.open_tasks(outcome).len() {
            0 => Ok(()),
            1 => Err(Refusal::new(format!("`{title}` has 1 open task: move it, bin it or finish it first"))),
            n => Err(Refusal::new(format!("`{title}` has {n} open tasks: move, bin or finish each of them first"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::laws::{day, plan};
    use super::*;

    #[test]
    fn each_open_task_is_moved_binned_or_finished() {
        let fate = |fate: &Fate| {
            let mut plan = plan();
            plan.settle("a", fate, day(8)).map(|()| plan)
        };
        assert_eq!(fate(&Fate::Moved(Some("p".into()))).unwrap().outcome_of("a").unwrap().id, "p");
        assert_eq!(fate(&Fate::Moved(None)).unwrap().noise.len(), 1);
        assert!(fate(&Fate::Binned).unwrap().task("a").is_none());
        assert_eq!(fate(&Fate::Finished).unwrap().task("a").unwrap().task.finished, Some(day(8)));
        assert_eq!(fate(&Fate::Moved(Some("o".into()))).unwrap_err().why, "choose another place for it than the one it is in");
        fate(&Fate::Moved(Some("nowhere".into()))).unwrap_err();
    }
}
