//! The ways a plan is changed, with the dates the program writes (spec 2). Board and command line use the same ones.
//! Never knows today: the day of the change comes in. An id that is not there changes nothing and says so.
//! A new way to change a plan goes here; what only looks goes to `lookup`.

use super::{Deliverable, Home, List, Milestone, Outcome, Plan, Refusal, Task};
use chrono::NaiveDate;
use std::sync::Arc;

/// Which neighbour to change places with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

impl Plan {
    /// # Errors
    /// When no task has this id.
    pub fn task_mut(&mut self, id: &str) -> Result<&mut Task, Refusal> {
        let found = self.task(id).ok_or_else(|| Refusal::no_such("task", id))?;
        let (home, at) = (found.home, found.at);
        Ok(Arc::make_mut(&mut self.tasks_at_mut(home)[at]))
    }
    /// # Errors
    /// When no outcome has this id.
    pub fn outcome_mut(&mut self, id: &str) -> Result<&mut Outcome, Refusal> {
        let outcome = self.outcomes.iter_mut().find(|outcome| outcome.id == id).ok_or_else(|| Refusal::no_such("outcome", id))?;
        Ok(Arc::make_mut(outcome))
    }
    /// # Errors
    /// When no outcome has this id, or it has no milestone.
    pub fn milestone_mut(&mut self, outcome: &str) -> Result<&mut Milestone, Refusal> {
        let outcome = self.outcome_mut(outcome)?;
        let title = outcome.title.clone();
        outcome.milestone.as_mut().ok_or_else(|| Refusal::new(format!("`{title}` has no milestone")))
    }
    /// # Errors
    /// When no deliverable has this id.
    pub fn deliverable_mut(&mut self, id: &str) -> Result<&mut Deliverable, Refusal> {
        let (outcome, _) = self.deliverable(id).ok_or_else(|| Refusal::no_such("deliverable", id))?;
        let outcome = outcome.id.clone();
        let milestone = self.milestone_mut(&outcome)?;
        let deliverable = milestone.deliverables.iter_mut().find(|it| it.id == id).ok_or_else(|| Refusal::no_such("deliverable", id))?;
        Ok(Arc::make_mut(deliverable))
    }
    fn tasks_at_mut(&mut self, home: Home) -> &mut List<Task> {
        match home {
            Home::Outcome(n) => &mut Arc::make_mut(&mut self.outcomes[n]).tasks,
            Home::Noise => &mut self.noise,
        }
    }

    /// Puts a card into a column and writes `entered`, `started` and `finished` as spec 2 says.
    ///
    /// # Errors
    /// When no task has this id.
    pub fn move_to_column(&mut self, task: &str, column: usize, on: NaiveDate) -> Result<(), Refusal> {
        let found = self.task(task).ok_or_else(|| Refusal::no_such("task", task))?;
        let (from, last) = (self.column_of(found.task), self.last_column());
        if from == column {
            return Ok(());
        }
        let name = if column == 0 { String::new() } else { self.settings.columns[column].name.clone() };
        let task = self.task_mut(task)?;
        task.status = name;
        task.entered = Some(on);
        task.finished = (column == last).then_some(on);
        match column {
            0 => task.started = None,
            _ => task.started = task.started.or((from == 0).then_some(on)),
        }
        Ok(())
    }

    /// Puts a card at the end of an outcome, or of the noise. Writes no date.
    ///
    /// # Errors
    /// When the task or the outcome is not there.
    pub fn move_to_outcome(&mut self, task: &str, outcome: Option<&str>) -> Result<(), Refusal> {
        let home = self.home(outcome)?;
        let found = self.task(task).ok_or_else(|| Refusal::no_such("task", task))?;
        if found.home == home {
            return Ok(());
        }
        let (from, at) = (found.home, found.at);
        let task = self.tasks_at_mut(from).remove(at);
        self.tasks_at_mut(home).push(task);
        Ok(())
    }

    /// Lets a card change places with its neighbour in the same column of the same outcome. Writes no date.
    ///
    /// # Errors
    /// When it is the first or the last there.
    pub fn reorder(&mut self, task: &str, direction: Direction) -> Result<(), Refusal> {
        let found = self.task(task).ok_or_else(|| Refusal::no_such("task", task))?;
        let (home, at, column) = (found.home, found.at, self.column_of(found.task));
        let tasks = self.tasks_at(home);
        let is_beside = |at: &usize| self.column_of(&tasks[*at]) == column;
        let other = match direction {
            Direction::Up => (0..at).rev().find(is_beside),
            Direction::Down => (at + 1..tasks.len()).find(is_beside),
        };
        let other = other.ok_or_else(|| Refusal::or(edge(direction, "here"), "move-to"))?;
        let tasks = self.tasks_at_mut(home);
        let task = tasks.remove(at);
        tasks.insert(other, task);
        Ok(())
    }

    /// Lets a live outcome change places with the next live one.
    ///
    /// # Errors
    /// When it is the first or the last.
    pub fn reorder_outcome(&mut self, outcome: &str, direction: Direction) -> Result<(), Refusal> {
        let at = self.outcomes.iter().position(|it| it.id == outcome).ok_or_else(|| Refusal::no_such("outcome", outcome))?;
        let is_live = |at: &usize| self.outcomes[*at].is_live();
        let other = match direction {
            Direction::Up => (0..at).rev().find(is_live),
            Direction::Down => (at + 1..self.outcomes.len()).find(is_live),
        };
        let other = other.ok_or_else(|| Refusal::new(edge(direction, "outcome")))?;
        let outcome = self.outcomes.remove(at);
        self.outcomes.insert(other, outcome);
        Ok(())
    }

    /// Adds a card at the end of an outcome, or of the noise; `added` is that day.
    ///
    /// # Errors
    /// When there is no such outcome.
    pub fn add_task(&mut self, outcome: Option<&str>, task: Task, on: NaiveDate) -> Result<(), Refusal> {
        let home = self.home(outcome)?;
        self.tasks_at_mut(home).push(Arc::new(Task { added: Some(on), ..task }));
        Ok(())
    }

    /// Takes a card out of the plan and its id out of what others need.
    ///
    /// # Errors
    /// When no task has this id.
    pub fn bin(&mut self, task: &str) -> Result<(), Refusal> {
        let found = self.task(task).ok_or_else(|| Refusal::no_such("task", task))?;
        let (home, at) = (found.home, found.at);
        self.tasks_at_mut(home).remove(at);
        let needing: Vec<(Home, usize)> =
            self.tasks().filter(|it| it.task.needs.iter().any(|need| need == task)).map(|it| (it.home, it.at)).collect();
        for (home, at) in needing {
            Arc::make_mut(&mut self.tasks_at_mut(home)[at]).needs.retain(|need| need != task);
        }
        Ok(())
    }

    /// Gives an outcome's milestone another date; the reason of the last move goes unless a new one comes with it.
    ///
    /// # Errors
    /// When there is no such outcome or it has no milestone.
    pub fn redate(&mut self, outcome: &str, by: Option<NaiveDate>, because: Option<String>) -> Result<(), Refusal> {
        let milestone = self.milestone_mut(outcome)?;
        if milestone.by != by || because.is_some() {
            milestone.because = because.unwrap_or_default();
        }
        milestone.by = by;
        Ok(())
    }

    fn home(&self, outcome: Option<&str>) -> Result<Home, Refusal> {
        match outcome {
            None => Ok(Home::Noise),
            Some(id) => {
                let at = self.outcomes.iter().position(|it| it.id == id).ok_or_else(|| Refusal::no_such("outcome", id))?;
                match self.outcomes[at].is_live() {
                    true => Ok(Home::Outcome(at)),
                    false => Err(Refusal::new(format!("`{}` was dropped: its work belongs elsewhere", self.outcomes[at].title))),
                }
            }
        }
    }
}

fn edge(direction: Direction, what: &str) -> String {
    match direction {
        Direction::Up => format!("it is the first {what}"),
        Direction::Down => format!("it is the last {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 2, n).unwrap()
    }

    /// An outcome `o` with tasks `a`, `b` (which needs `a`) and `c`, all in the first column.
    fn plan() -> Plan {
        let task = |id: &str, needs: &[&str]| {
            Arc::new(Task {
                id: id.into(),
                title: id.to_uppercase(),
                needs: needs.iter().map(|n| (*n).into()).collect(),
                ..Task::default()
            })
        };
        let tasks = vec![task("a", &[]), task("b", &["a"]), task("c", &[])];
        Plan { outcomes: vec![Arc::new(Outcome { id: "o".into(), title: "O".into(), tasks, ..Outcome::default() })], ..Plan::default() }
    }
    fn dates(plan: &Plan) -> [Option<NaiveDate>; 3] {
        let task = plan.task("a").unwrap().task;
        [task.entered, task.started, task.finished]
    }

    #[test]
    fn a_card_gets_its_dates_as_it_moves_and_loses_them_as_it_goes_back() {
        let mut plan = plan();
        plan.move_to_column("a", 1, day(1)).unwrap();
        assert_eq!(dates(&plan), [Some(day(1)), Some(day(1)), None]);
        plan.move_to_column("a", 3, day(2)).unwrap();
        assert_eq!(dates(&plan), [Some(day(2)), Some(day(1)), Some(day(2))]);
        plan.move_to_column("a", 2, day(3)).unwrap();
        assert_eq!(dates(&plan), [Some(day(3)), Some(day(1)), None]);
        plan.move_to_column("a", 0, day(4)).unwrap();
        assert_eq!(dates(&plan), [Some(day(4)), None, None]);
    }

    #[test]
    fn a_card_that_stays_in_its_column_gets_no_date() {
        let mut plan = plan();
        plan.move_to_column("a", 0, day(1)).unwrap();
        assert_eq!(dates(&plan), [None, None, None]);
    }

    #[test]
    fn binning_takes_the_id_out_of_what_others_need() {
        let mut plan = plan();
        plan.bin("a").unwrap();
        assert!(plan.task("a").is_none());
        assert!(plan.task("b").unwrap().task.needs.is_empty());
    }

    #[test]
    fn reordering_jumps_over_cards_of_other_columns() {
        let mut plan = plan();
        plan.move_to_column("b", 1, day(1)).unwrap();
        plan.reorder("a", Direction::Down).unwrap();
        let order: String = plan.outcomes[0].tasks.iter().map(|task| task.id.as_str()).collect();
        assert_eq!(order, "bca");
        assert_eq!(plan.reorder("a", Direction::Down).unwrap_err().why, "it is the last here");
    }

    #[test]
    fn another_date_without_a_reason_drops_the_old_reason() {
        let mut plan = plan();
        plan.outcome_mut("o").unwrap().milestone = Some(Milestone { because: "late data".into(), ..Milestone::default() });
        plan.redate("o", Some(day(9)), None).unwrap();
        assert_eq!(plan.outcomes[0].milestone().unwrap().because, "");
        plan.redate("o", Some(day(10)), Some("scope".into())).unwrap();
        plan.redate("o", Some(day(10)), None).unwrap();
        assert_eq!(plan.outcomes[0].milestone().unwrap().because, "scope");
    }
}
