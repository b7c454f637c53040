//! What finished tasks say about how long work takes: cycle times, their median and their slow end (spec 3.2 rule 1, 3.5).
//! Knows the calendar; no today.

use super::Calendar;
use crate::plan::{Plan, Task};

/// So few cycle times say nothing about the next task.
const ENOUGH_FOR_MEDIAN: usize = 5;
const ENOUGH_TO_COMPARE: usize = 11;

/// Working days from start to finish of the finished tasks of all outcomes, dropped ones too; shortest first.
#[derive(Debug, Clone, Default)]
pub struct CycleTimes(Vec<i64>);

impl CycleTimes {
    pub fn of(plan: &Plan, calendar: &Calendar) -> Self {
        let tasks = plan.outcomes.iter().flat_map(|outcome| &outcome.tasks);
        let finished = tasks.filter(|task| task.finished.is_some() && !plan.is_open(task));
        let mut days: Vec<i64> = finished.filter_map(|task| cycle_time(task, calendar)).collect();
        days.sort_unstable();
        CycleTimes(days)
    }
    /// In working days, the lower of the middle two; none with fewer than five.
    pub fn median(&self) -> Option<i64> {
        (self.0.len() >= ENOUGH_FOR_MEDIAN).then(|| self.0[(self.0.len() - 1) / 2])
    }
    /// In working days, the lower of the middle two; none with fewer than eleven.
    pub fn p50(&self) -> Option<i64> {
        (self.0.len() >= ENOUGH_TO_COMPARE).then(|| self.0[(self.0.len() - 1) / 2])
    }
    /// In working days, the ⌈0.85 n⌉-th smallest; none with fewer than eleven.
    pub fn p85(&self) -> Option<i64> {
        let nth = (self.0.len() * 85).div_ceil(100);
        (self.0.len() >= ENOUGH_TO_COMPARE).then(|| self.0[nth - 1])
    }
}

/// Both days counted, one at least.
fn cycle_time(task: &Task, calendar: &Calendar) -> Option<i64> {
    let (started, finished) = (task.started?, task.finished?);
    let later = calendar.working_days(started, finished);
    Some((later + i64::from(calendar.is_working(started))).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(days: &[i64]) -> CycleTimes {
        CycleTimes(days.to_vec())
    }

    #[test]
    fn the_median_is_the_lower_of_the_middle_two_and_needs_five() {
        assert_eq!(times(&[1, 2, 3, 4]).median(), None);
        assert_eq!(times(&[1, 2, 3, 4, 9]).median(), Some(3));
        assert_eq!(times(&[1, 2, 3, 4, 9, 9]).median(), Some(3));
    }

    #[test]
    fn the_slow_end_needs_eleven() {
        let days: Vec<i64> = (1..=20).collect();
        assert_eq!(times(&days[..10]).p85(), None);
        assert_eq!(times(&days[..11]).p85(), Some(10));
        assert_eq!(times(&days).p85(), Some(17));
    }
}
