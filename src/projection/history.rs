//! What finished tasks say about how long work takes: cycle times, their median and their slow end (spec 3.2 rule 1, 3.5).
//! Knows the calendar; no today.

use super::Calendar;
use crate::plan::Task;

/// So few cycle times say nothing about the next task.
const ENOUGH_FOR_MEDIAN: usize = 5;
const ENOUGH_TO_COMPARE: usize = 11;
/// Cycle times below this are counted instead of sorted.
const COUNTED: usize = 256;

/// Working days from start to finish of the finished tasks of all outcomes, dropped ones too, noise not; shortest first.
#[derive(Debug, Clone, Default)]
pub(super) struct CycleTimes(Vec<i32>);

impl CycleTimes {
    /// Of cycle times in any order.
    pub fn of_days(mut days: Vec<i32>) -> Self {
        let mut counts = [0usize; COUNTED];
        let is_counted = |days: &i32| usize::try_from(*days).is_ok_and(|days| days < COUNTED);
        days.iter().filter(|it| is_counted(it)).for_each(|it| counts[*it as usize] += 1);
        days.retain(|it| !is_counted(it));
        days.sort_unstable();
        let counted = (0..).zip(counts).flat_map(|(days, count)| std::iter::repeat_n(days, count));
        CycleTimes(counted.chain(days).collect())
    }
    /// In working days, the lower of the middle two; none with fewer than five.
    pub fn median(&self) -> Option<i64> {
        (self.0.len() >= ENOUGH_FOR_MEDIAN).then(|| self.0[(self.0.len() - 1) / 2].into())
    }
    /// In working days, the lower of the middle two; none with fewer than eleven.
    pub fn p50(&self) -> Option<i64> {
        (self.0.len() >= ENOUGH_TO_COMPARE).then(|| self.0[(self.0.len() - 1) / 2].into())
    }
    /// In working days, the ⌈0.85 n⌉-th smallest; none with fewer than eleven.
    pub fn p85(&self) -> Option<i64> {
        let nth = (self.0.len() * 85).div_ceil(100);
        (self.0.len() >= ENOUGH_TO_COMPARE).then(|| self.0[nth - 1].into())
    }
}

impl Calendar {
    /// How long a finished task took, in working days: both days counted, one at least.
    pub(super) fn cycle_time(&self, task: &Task) -> Option<i64> {
        let (started, finished) = (task.started?, task.finished?);
        let later = self.working_days(started, finished);
        Some((later + i64::from(self.is_working(started))).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(days: &[i32]) -> CycleTimes {
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
        let days: Vec<i32> = (1..=20).collect();
        assert_eq!(times(&days[..10]).p85(), None);
        assert_eq!(times(&days[..11]).p85(), Some(10));
        assert_eq!(times(&days).p85(), Some(17));
    }
}
