//! Findings about a plan that is not kept alive: cards, plan and shares gone stale (spec 3.5).

use super::{Hit, Part, Scene, hit, of_plan, quoted, working_days};
use crate::projection::{Pace, is_stale};

pub(super) fn stale_card(scene: &Scene, part: &Part) -> Vec<Hit> {
    let started = part.live_tasks().filter(|it| it.is_started).map(|it| it.task);
    let age = |task| scene.ages.age(scene.plan, scene.projection.calendar(), task, scene.today);
    let aged = started.filter_map(|task| Some((task, age(task)?))).filter(|(_, age)| age.pace == Pace::Stale);
    aged.map(|(task, age)| {
        let text = format!("{} has stood in {} for {}", quoted(&task.title), quoted(&task.status), working_days(age.days));
        hit(&task.id, text, "Move it on, say what blocks it, or split it")
    })
    .collect()
}

pub(super) fn stale_plan(scene: &Scene) -> Vec<Hit> {
    let days = i64::from(scene.plan.settings.stale_after);
    match is_stale(scene.plan, scene.projection.calendar(), scene.today) {
        true => vec![of_plan(
            format!("Nothing happened in this plan in the last {}", working_days(days)),
            "Go through the cards and move what has moved",
        )],
        false => Vec::new(),
    }
}

pub(super) fn stale_share(scene: &Scene) -> Vec<Hit> {
    let plan = scene.plan;
    let Some(newest) = plan.baseline().filter(|_| plan.live_outcomes().any(|outcome| outcome.milestone().is_some())) else {
        return Vec::new();
    };
    let rhythm = i64::from(plan.settings.update_every);
    let text = match newest.next {
        Some(next) if next < scene.today => format!("The customer's next update was announced for {}", scene.date(next)),
        None if rhythm > 0 && scene.working_days(newest.on, scene.today) > 2 * rhythm => {
            format!("The customer was last told on {}, and an update every {} is the rhythm", scene.date(newest.on), working_days(rhythm))
        }
        Some(_) | None => return Vec::new(),
    };
    vec![of_plan(text, "Share the customer plan, even when nothing changed")]
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::{
        plan::Plan,
        projection::examples::{self, day},
    };
    use std::sync::Arc;

    fn entered(on: &str) -> Plan {
        but(|plan| {
            plan.move_to_column("a", 1, day(on)).unwrap();
            task(plan, "a").started = None;
        })
    }

    #[test]
    fn a_card_is_stale_past_its_limit_not_at_it_and_not_while_blocked() {
        assert_eq!(of("stale-card", &entered("2027-01-25")), Vec::<String>::new());
        let mut plan = entered("2027-01-22");
        assert_eq!(of("stale-card", &plan), ["amber a: `a` has stood in `In progress` for 11 working days"]);
        task(&mut plan, "a").blocked = "no desk".into();
        assert_eq!(of("stale-card", &plan), Vec::<String>::new());
    }

    #[test]
    fn with_eleven_finished_tasks_their_slow_end_is_the_limit() {
        let mut plan = entered("2027-02-03");
        for n in 0..11 {
            let finished = crate::plan::Task {
                started: Some(day("2027-02-01")),
                finished: Some(day("2027-02-02")),
                ..examples::task(&format!("f{n}: Ann · 1d · Done"))
            };
            plan.outcome_mut("o").unwrap().tasks.push(Arc::new(finished));
        }
        assert_eq!(of("stale-card", &plan), ["amber a: `a` has stood in `In progress` for 3 working days"]);
    }

    #[test]
    fn a_plan_is_stale_when_its_newest_date_is_past_the_limit() {
        let told = |on: &str| but(|plan| plan.shares.iter_mut().for_each(|share| Arc::make_mut(share).on = day(on)));
        assert_eq!(of("stale-plan", &told("2027-01-25")), Vec::<String>::new());
        assert_eq!(of("stale-plan", &told("2027-01-22")), ["amber -: Nothing happened in this plan in the last 10 working days"]);
        assert_eq!(of("stale-plan", &told("2027-02-09")).len(), 1, "what lies ahead has not happened");
        assert_eq!(of("stale-plan", &Plan::default()), Vec::<String>::new());
        let mut only_told = told("2027-01-22");
        only_told.outcomes.clear();
        assert_eq!(of("stale-plan", &only_told).len(), 1);
    }

    #[test]
    fn a_share_is_stale_past_its_next_else_past_two_rhythms() {
        let told = |on: &str, next: Option<&str>| {
            but(|plan| {
                let share = Arc::make_mut(&mut plan.shares[0]);
                (share.on, share.next) = (day(on), next.map(day));
            })
        };
        assert_eq!(of("stale-share", &told("2027-02-04", Some("2027-02-08"))), Vec::<String>::new());
        assert_eq!(of("stale-share", &told("2027-02-04", Some("2027-02-07"))).len(), 1);
        assert_eq!(of("stale-share", &told("2027-01-25", None)), Vec::<String>::new());
        let mut plan = told("2027-01-22", None);
        assert_eq!(
            of("stale-share", &plan),
            ["amber -: The customer was last told on 22 January, and an update every 5 working days is the rhythm"]
        );
        plan.settings.update_every = 0;
        assert_eq!(of("stale-share", &plan), Vec::<String>::new());
    }
}
