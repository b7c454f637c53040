//! Findings about outcomes that grew since they were told, and about money (spec 3.5).

use super::{Hit, Part, Scene, hit, quoted};
use crate::{
    plan::{Money, Outcome, Overrun, Plan},
    projection::Severity,
};

/// More than a tenth and at least 2: amber; more than a quarter and at least 3: red. In one unit, `one` of which is one.
fn growth(then: u64, now: u64, one: u64) -> Option<Severity> {
    let grown = now.saturating_sub(then);
    match () {
        () if grown * 4 > then && grown >= 3 * one => Some(Severity::Red),
        () if grown * 10 > then && grown >= 2 * one => Some(Severity::Amber),
        () => None,
    }
}

pub(super) fn scope(scene: &Scene, part: &Part) -> Vec<Hit> {
    let promised = part.live().and_then(|outcome| Some((outcome, scene.told(&outcome.id)?)));
    let grown = promised.and_then(|(outcome, promise)| {
        let (tasks, days) = (outcome.tasks.len() as u64, outcome.days());
        let by_tasks = promise.tasks.and_then(|then| growth(u64::from(then), tasks, 1));
        let by_days = promise.days.and_then(|then| growth(u64::from(then.0), u64::from(days.0), 4));
        let worst = by_tasks.max(by_days)?;
        let what = match by_days == Some(worst) {
            true => format!("from {} to {days} days of work", promise.days.unwrap_or_default()),
            false => format!("from {} to {tasks} tasks", promise.tasks.unwrap_or_default()),
        };
        let text = format!("{} has grown {what} since the customer was told", quoted(&outcome.title));
        Some(hit(&outcome.id, text, "Take out what the milestone does not need, or tell the customer what it costs").at(worst))
    });
    grown.into_iter().collect()
}

pub(super) fn budget(scene: &Scene, part: &Part) -> Vec<Hit> {
    part.live().and_then(|outcome| over(scene.plan, outcome)).into_iter().collect()
}

fn over(plan: &Plan, outcome: &Outcome) -> Option<Hit> {
    let (earned, overrun) = (plan.earned(outcome)?, plan.overrun(outcome)?);
    let money = |amount: Money| format!("{amount} {}", plan.settings.currency).trim_end().to_string();
    let (planned, title) = (money(earned.planned), quoted(&outcome.title));
    let at_this_rate = |cost: Money| format!("{title} will cost {} at this rate, and {planned} are planned", money(cost));
    let (severity, text) = match overrun {
        Overrun::Spent => (Severity::Red, format!("{title} has spent {} of {planned}", money(earned.spent))),
        Overrun::Far => (Severity::Red, at_this_rate(earned.at_completion()?)),
        Overrun::Coming => (Severity::Amber, at_this_rate(earned.at_completion()?)),
    };
    Some(hit(&outcome.id, text, "Record a budget overrun, and update both plans").at(severity))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::{
        plan::{Budget, Money, Plan, Quarters, Total},
        projection::examples::{self, finance},
    };
    use std::sync::Arc;

    fn told(tasks: u32, days: u32, now_tasks: usize, now_days: u32) -> Vec<String> {
        of(
            "scope",
            &but(|plan| {
                let outcome = plan.outcome_mut("o").unwrap();
                outcome.tasks = (0..now_tasks).map(|n| Arc::new(examples::task(&format!("t{n}: Ann · 0d")))).collect();
                Arc::make_mut(&mut outcome.tasks[0]).estimate = Some(Quarters::days(now_days));
                (promise(plan).tasks, promise(plan).days) = (Some(tasks), Some(Total::days(days)));
            }),
        )
    }

    #[test]
    fn growth_is_seen_above_a_tenth_and_two_and_is_red_above_a_quarter_and_three() {
        assert_eq!(told(20, 9, 22, 9), Vec::<String>::new(), "a tenth is not above it");
        assert_eq!(told(3, 9, 4, 9), Vec::<String>::new(), "one task is not two");
        assert_eq!(told(19, 9, 21, 9), ["amber o: `Do o` has grown from 19 to 21 tasks since the customer was told"]);
        assert_eq!(told(12, 9, 15, 9)[0].split(' ').next(), Some("amber"), "a quarter is not above it");
        assert_eq!(told(11, 9, 14, 9)[0].split(' ').next(), Some("red"));
        assert_eq!(told(9, 10, 9, 13), ["red o: `Do o` has grown from 10 to 13 days of work since the customer was told"]);
        assert_eq!(told(9, 10, 5, 5), Vec::<String>::new());
    }

    /// 10 days of work of which `finished` are done, 1000 planned.
    fn spent(spent: u64, finished: u32) -> Plan {
        but(|plan| {
            let outcome = plan.outcome_mut("o").unwrap();
            let lines = [format!("d: Ann · {finished}d · Done"), format!("a: Ann · {}d · needs data", 10 - finished)];
            outcome.tasks = lines.iter().map(|line| Arc::new(examples::task(line))).collect();
            outcome.budget = Some(Budget { planned: Money::whole(1000), spent: Money(spent) });
        })
    }

    #[test]
    fn money_is_compared_with_what_is_finished_once_a_fifth_is() {
        assert_eq!(of("budget", &spent(50_000, 5)), Vec::<String>::new());
        assert_eq!(of("budget", &spent(50_001, 5)), ["amber o: `Do o` will cost 1000.02 at this rate, and 1000 are planned"]);
        assert_eq!(of("budget", &spent(55_000, 5))[0].split(' ').next(), Some("amber"));
        assert_eq!(of("budget", &spent(55_001, 5))[0].split(' ').next(), Some("red"));
        assert_eq!(of("budget", &spent(90_000, 1)), Vec::<String>::new(), "a tenth says nothing yet");
        assert_eq!(of("budget", &spent(90_000, 2)).len(), 1);
    }

    #[test]
    fn more_spent_than_planned_is_red_at_once() {
        assert_eq!(of("budget", &spent(100_001, 0)), ["red o: `Do o` has spent 1000.01 of 1000"]);
        assert_eq!(of("budget", &spent(100_000, 0)), Vec::<String>::new());
    }

    #[test]
    fn the_example_keeps_its_budget() {
        assert_eq!(of("budget", &finance()), Vec::<String>::new());
    }
}
