//! Earned value: what an outcome's finished work is worth of what was planned, and what all of it will cost at this rate (spec 3.5).
//! Integers only: hundredths of the currency and quarter days. A task is finished or it is not; nothing lies between.

use super::{Money, Outcome, Plan, Quarters, Task, Total};
use std::sync::Arc;

/// Money and work of an outcome with a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earned {
    /// The budget at completion, BAC.
    pub planned: Money,
    /// The actual cost, AC.
    pub spent: Money,
    /// Estimates added up; a missing one counts as a day.
    pub finished: Total,
    pub total: Total,
}

/// How far the money falls short, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overrun {
    /// It will cost more than planned at this rate.
    Coming,
    /// More than a tenth more.
    Far,
    /// More is spent than was planned.
    Spent,
}

impl Plan {
    /// None without a budget.
    pub fn earned(&self, outcome: &Outcome) -> Option<Earned> {
        let budget = outcome.budget.as_ref()?;
        let estimate = |task: &Arc<Task>| task.estimate.unwrap_or(Quarters::days(1));
        let finished = Total::of(outcome.tasks.iter().filter(|task| !self.is_open(task)).map(estimate));
        let total = Total::of(outcome.tasks.iter().map(estimate));
        Some(Earned { planned: budget.planned, spent: budget.spent, finished, total })
    }
    /// Whether an outcome's money will not reach; none where it will, and where the outcome is no longer pursued.
    pub fn overrun(&self, outcome: &Outcome) -> Option<Overrun> {
        self.earned(outcome).filter(|_| outcome.is_live())?.overrun()
    }
}

impl Earned {
    /// EV: planned × finished ÷ total, rounded down to the hundredth; none without work.
    pub fn value(&self) -> Option<Money> {
        let value = (u128::from(self.planned.0) * u128::from(self.finished.0)).checked_div(u128::from(self.total.0))?;
        u64::try_from(value).ok().map(Money)
    }
    /// EAC: planned × spent ÷ EV, rounded up to the hundredth; none before a fifth is earned.
    pub fn at_completion(&self) -> Option<Money> {
        let (finished, total) = (u64::from(self.finished.0), u64::from(self.total.0));
        if finished == 0 || finished * 5 < total {
            return None;
        }
        let cost = (u128::from(self.spent.0) * u128::from(total)).div_ceil(u128::from(finished));
        u64::try_from(cost).ok().map(Money)
    }
    pub fn overrun(&self) -> Option<Overrun> {
        if self.spent > self.planned {
            return Some(Overrun::Spent);
        }
        let cost = self.at_completion()?;
        match () {
            () if 10 * u128::from(cost.0) > 11 * u128::from(self.planned.0) => Some(Overrun::Far),
            () if cost > self.planned => Some(Overrun::Coming),
            () => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earned(planned: u64, spent: u64, finished: u32, total: u32) -> Earned {
        Earned { planned: Money::whole(planned), spent: Money::whole(spent), finished: Total::days(finished), total: Total::days(total) }
    }

    #[test]
    fn the_textbook_case_gives_the_textbook_figures() {
        let case = earned(4000, 2800, 25, 40);
        assert_eq!(case.value(), Some(Money::whole(2500)));
        assert_eq!(case.at_completion(), Some(Money::whole(4480)));
        assert_eq!(case.overrun(), Some(Overrun::Far), "4480 is more than 4400");
    }

    #[test]
    fn each_overrun_begins_right_above_its_border() {
        let spent = |cents| Earned { spent: Money(cents), ..earned(1000, 0, 5, 10) }.overrun();
        assert_eq!([50_000, 50_001, 55_000, 55_001].map(spent), [None, Some(Overrun::Coming), Some(Overrun::Coming), Some(Overrun::Far)]);
        assert_eq!([100_000, 100_001].map(spent), [Some(Overrun::Far), Some(Overrun::Spent)]);
        assert_eq!(earned(1000, 900, 1, 10).overrun(), None, "a tenth says nothing yet");
        assert_eq!(earned(1000, 900, 2, 10).overrun(), Some(Overrun::Far));
    }

    #[test]
    fn without_work_or_money_there_is_no_figure() {
        assert_eq!(earned(4000, 0, 0, 0).value(), None);
        assert_eq!(earned(4000, 100, 0, 8).at_completion(), None);
    }

    #[test]
    fn the_largest_figures_a_plan_can_hold_do_not_overflow() {
        let most = Earned { planned: Money::MAX, spent: Money::MAX, finished: Total(1), total: Total(5) };
        assert_eq!(most.at_completion(), Some(Money(Money::MAX.0 * 5)));
        assert_eq!(most.overrun(), Some(Overrun::Far));
    }
}
