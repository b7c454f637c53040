//! How long a card has stood in its column, next to how long this plan's finished cards took from start to end (spec 3.5, `stale-card`).
//! Pure: what the finding says, what the card shows and which sign it carries come from here.

use super::{Calendar, Mark, history::CycleTimes};
use crate::plan::{Plan, Task};
use chrono::NaiveDate;

/// What ages are compared with, the same for all cards of a plan: `Projection::ages`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ages {
    /// Half of the finished cards took at most so many working days; none with fewer than eleven of them.
    usual: Option<i64>,
    /// Longer is stale: what 85 of 100 took at most, else the plan's setting.
    limit: i64,
}

/// The age of a started card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Working days since the day it came into its column.
    pub days: i64,
    pub pace: Pace,
    /// How many working days half of the finished cards took at most, when there are enough of them.
    pub usual: Option<i64>,
}

/// How an age compares with what work in this plan usually takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// No longer than half of the finished cards took, or too few are finished to say.
    Usual,
    /// Longer than half of them took.
    Slow,
    /// Longer than a card should stand.
    Stale,
}

impl Ages {
    pub(super) fn new(times: &CycleTimes, stale_after: u32) -> Self {
        Ages { usual: times.p50(), limit: times.p85().unwrap_or(i64::from(stale_after)) }
    }

    /// None unless the card stands between the first and the last column and some date says since when. A blocked card is
    /// never slow: it says already why it stands.
    pub fn age(&self, plan: &Plan, calendar: &Calendar, task: &Task, today: NaiveDate) -> Option<Age> {
        let since = task.entered.or(task.started).filter(|_| plan.is_started(task))?;
        let days = calendar.working_days(since, today);
        let pace = match () {
            () if task.is_blocked() => Pace::Usual,
            () if days > self.limit => Pace::Stale,
            () if self.usual.is_some_and(|usual| days > usual) => Pace::Slow,
            () => Pace::Usual,
        };
        Some(Age { days, pace, usual: self.usual })
    }
}

impl Age {
    /// `day 3`; `◶ day 6, half took 3`; `◷ day 12, half took 3`. None for a card that came into its column tomorrow.
    pub fn mark(&self) -> Option<Mark> {
        let mark = self.brief()?;
        let day = self.days + 1;
        Some(match (self.pace, self.usual) {
            (Pace::Usual, _) => mark,
            (Pace::Slow | Pace::Stale, Some(usual)) => Mark { words: format!("day {day}, half took {usual}"), ..mark },
            (Pace::Slow | Pace::Stale, None) => Mark { words: format!("day {day}"), ..mark },
        })
    }
    /// The same where there is little room: `day 3`, `◶6`, `◷9`.
    pub fn brief(&self) -> Option<Mark> {
        let mark = match self.pace {
            Pace::Usual => Mark { sign: "", words: format!("day {}", self.days + 1) },
            Pace::Slow => Mark { sign: "◶", words: self.days.to_string() },
            Pace::Stale => Mark { sign: "◷", words: self.days.to_string() },
        };
        (self.days >= 0).then_some(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{examples::*, project};
    use super::*;
    use crate::plan::Outcome;
    use std::sync::Arc;

    /// The mark of a card that came into its column on that day, on Monday 8 February 2027, in full and in brief.
    fn mark(entered: &str, finished: usize, change: fn(&mut Task)) -> String {
        let mut plan = plan(vec![outcome("o", None, &["a: Ann · 1d · In progress"])]);
        let task = plan.task_mut("a").unwrap();
        task.entered = Some(day(entered));
        change(task);
        for n in 0..finished {
            let started = ["2027-02-03", "2027-02-01"][n % 2];
            let done = Task { started: Some(day(started)), finished: Some(day("2027-02-03")), ..task_done(n) };
            plan.outcome_mut("o").unwrap().tasks.push(Arc::new(done));
        }
        let (today, task) = (day("2027-02-08"), plan.task("a").unwrap().task);
        let projection = project(&plan, today);
        let age = projection.ages().age(&plan, projection.calendar(), task, today);
        let said = |mark: Option<Mark>| mark.map_or("-".into(), |mark| format!("{} {}", mark.sign, mark.words));
        age.map_or("none".into(), |age| format!("{} |{}", said(age.mark()), said(age.brief())))
    }
    fn task_done(n: usize) -> Task {
        task(&format!("f{n}: Ann · 1d · Done"))
    }
    fn same(_: &mut Task) {}

    /// Of eleven finished cards six took one day and five took three: half took one, and the slow end is three.
    #[test]
    fn a_card_is_compared_with_the_plans_own_finished_ones_once_there_are_eleven() {
        assert_eq!(mark("2027-02-05", 11, same), " day 2 | day 2");
        assert_eq!(mark("2027-02-04", 11, same), "◶ day 3, half took 1 |◶ 2");
        assert_eq!(mark("2027-02-03", 11, same), "◶ day 4, half took 1 |◶ 3");
        assert_eq!(mark("2027-02-02", 11, same), "◷ day 5, half took 1 |◷ 4");
    }

    #[test]
    fn with_fewer_finished_cards_the_setting_is_the_limit() {
        assert_eq!(mark("2027-01-25", 10, same), " day 11 | day 11");
        assert_eq!(mark("2027-01-22", 10, same), "◷ day 12 |◷ 11");
    }

    #[test]
    fn finished_cards_are_compared_with_wherever_they_stand_but_in_the_noise() {
        let took_three = |n| Task { started: Some(day("2027-02-01")), finished: Some(day("2027-02-03")), ..task_done(n) };
        let eleven = |change: fn(Task) -> Task| (0..11).map(took_three).map(|task| Arc::new(change(task))).collect::<Vec<_>>();
        let usual = |plan: Plan| project(&plan, day("2027-02-08")).ages().usual;
        let dropped = Outcome { dropped: Some(Default::default()), tasks: eleven(|task| task), ..outcome("x", None, &[]) };
        assert_eq!(usual(plan(vec![dropped])), Some(3));
        let reopened = Outcome { tasks: eleven(|task| Task { status: "Review".into(), ..task }), ..outcome("o", None, &[]) };
        assert_eq!(usual(plan(vec![reopened])), None, "an open card is not finished, whatever dates it carries");
        assert_eq!(usual(Plan { noise: eleven(|task| task), ..plan(vec![]) }), None);
    }

    #[test]
    fn blocked_cards_and_cards_not_begun_are_not_slow() {
        assert_eq!(mark("2027-01-04", 10, |task| task.blocked = "no desk".into()), " day 26 | day 26");
        assert_eq!(mark("2027-01-04", 0, |task| task.status = String::new()), "none");
        assert_eq!(mark("2027-01-04", 0, |task| task.entered = None), "none");
        assert_eq!(mark("2027-02-09", 0, same), "- |-");
    }
}
