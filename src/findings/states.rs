//! Findings about how milestones stand: one for each state of spec 3.4 but aligned and signed off.
//! The states themselves are judged in `projection`.

use super::{Hit, Scene, hit, quoted, working_days};
use crate::{
    projection::{HISTORY_DAYS, Standing},
    words::clean_line,
};

/// What is said of a standing, and what to do about it.
type Said = (String, String);

/// The finding about a standing in a state that is one.
pub(super) fn found(scene: &Scene, standing: &Standing, say: fn(&Scene, &Standing) -> Said) -> Hit {
    let (text, fix) = say(scene, standing);
    Hit { severity: standing.severity, ..hit(&standing.outcome, text, fix) }
}

impl Scene<'_> {
    /// `31 March, as the customer was told`, `31 March, as it is meant`; with why a told date was kept.
    fn compared(&self, standing: &Standing) -> String {
        let whose = if standing.told.is_some() { "as the customer was told" } else { "as it is meant" };
        let kept = self.told(&standing.outcome).map(|promise| clean_line(&promise.kept)).filter(|kept| !kept.is_empty());
        let kept = kept.map_or_else(String::new, |kept| format!(" (kept: {kept})"));
        format!("{}, {whose}{kept}", self.date_or_none(standing.date()))
    }
    fn projected(&self, standing: &Standing) -> String {
        let floor = if standing.floor { "not before " } else { "" };
        format!("{floor}{}", self.date_or_none(standing.projected))
    }
}

pub(super) fn dropped(_: &Scene, it: &Standing) -> Said {
    (
        format!("The customer was told {}, and no outcome of the plan leads there any more", quoted(&it.headline)),
        "Record the outcome as dropped or swapped, and share the customer plan".into(),
    )
}

pub(super) fn overdue(scene: &Scene, it: &Standing) -> Said {
    (
        format!("{} was due {}, and is not done", quoted(&it.headline), scene.compared(it)),
        "Finish its work, or give it a new date and share the customer plan".into(),
    )
}

pub(super) fn late(scene: &Scene, it: &Standing) -> Said {
    let days = working_days(it.days.unwrap_or(0));
    (
        format!("{} ends {}, {days} after {}", quoted(&it.headline), scene.projected(it), scene.compared(it)),
        "Look at why, and move work or owners; or give it a new date and share the customer plan".into(),
    )
}

pub(super) fn waiting(scene: &Scene, it: &Standing) -> Said {
    let (projected, days) = (scene.projected(it), working_days(it.days.unwrap_or(0)));
    (
        format!(
            "{} ends {projected}, {days} after {}; with every deliverable in hand today it would be in time",
            quoted(&it.headline),
            scene.compared(it)
        ),
        format!("It {}: ask for that, or give the milestone a new date and share the customer plan", it.mark.words),
    )
}

pub(super) fn floor(scene: &Scene, it: &Standing) -> Said {
    (
        format!("{} ends {} or later: its date can only get worse", quoted(&it.headline), scene.date_or_none(it.projected)),
        "Give its open work estimates and owners, unblock it, and get a date for what it waits for".into(),
    )
}

pub(super) fn at_risk(scene: &Scene, it: &Standing) -> Said {
    let (projected, chance) = (scene.projected(it), it.chance.map_or_else(String::new, |chance| chance.to_string()));
    (
        format!(
            "{} ends {projected} as planned; by the pace of the last {HISTORY_DAYS} working days it is {chance} sure by {}",
            quoted(&it.headline),
            scene.compared(it)
        ),
        "Do less of it, have less begun at once, or agree a later date; handshake forecast says which dates are likely".into(),
    )
}

pub(super) fn no_date(_: &Scene, it: &Standing) -> Said {
    (format!("{} has no date", quoted(&it.headline)), "Give the milestone a date".into())
}

pub(super) fn no_projection(scene: &Scene, it: &Standing) -> Said {
    (
        format!("Nothing says when {} will be there, due {}", quoted(&it.headline), scene.compared(it)),
        "Give the outcome tasks, take needs away that lead in a circle, and see that some days are worked".into(),
    )
}

pub(super) fn done_unsigned(_: &Scene, it: &Standing) -> Said {
    (format!("All work for {} is done, and it is not signed off", quoted(&it.headline)), "Get it signed, and mark it signed off".into())
}

pub(super) fn early(scene: &Scene, it: &Standing) -> Said {
    let days = working_days(it.days.unwrap_or(0));
    (
        format!("{} ends {}, {days} before {}", quoted(&it.headline), scene.projected(it), scene.compared(it)),
        "Check the estimates; if they hold, the customer may like to know".into(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::{plan::Plan, projection::examples::day};

    /// The work ends Friday 12 February; the milestone is told and meant by this day.
    fn by(date: Option<&str>) -> Plan {
        but(|plan| {
            plan.outcome_mut("o").unwrap().milestone.as_mut().unwrap().by = date.map(day);
            promise(plan).by = date.map(day);
        })
    }
    fn by_without_asks(date: &str) -> Plan {
        let mut plan = by(Some(date));
        task(&mut plan, "a").needs.clear();
        plan
    }

    #[test]
    fn late_is_amber_to_the_tolerance_and_red_beyond_it() {
        let mut plan = by_without_asks("2027-02-10");
        assert_eq!(of("late", &plan), Vec::<String>::new());
        let by = |plan: &mut Plan, date| plan.redate("o", Some(day(date)), None).unwrap();
        promise(&mut plan).by = None;
        plan.task_mut("a").unwrap().estimate = Some(crate::plan::Quarters::days(8));
        by(&mut plan, "2027-02-10");
        assert_eq!(of("late", &plan), ["amber o: `The o is there` ends 17 February, 5 working days after 10 February, as it is meant"]);
        by(&mut plan, "2027-02-09");
        assert_eq!(of("late", &plan).len(), 1);
        assert!(of("late", &plan)[0].starts_with("red o:"));
        by(&mut plan, "2027-02-16");
        plan.milestone_mut("o").unwrap().hard = true;
        assert!(of("late", &plan)[0].starts_with("red o:"), "a hard date has no tolerance");
    }

    #[test]
    fn waiting_is_late_that_deliverables_in_hand_would_mend() {
        let plan = by(Some("2027-02-11"));
        assert_eq!(
            of("waiting-on-customer", &plan),
            [
                "amber o: `The o is there` ends 12 February, 1 working day after 11 February, as the customer was told; with every deliverable in hand today it would be in time"
            ]
        );
        assert_eq!(codes(&by(Some("2027-02-12"))), Vec::<&str>::new());
        assert!(codes(&by(Some("2027-02-09"))).contains(&"late"));
    }

    #[test]
    fn why_a_told_date_was_kept_stands_beside_the_finding() {
        let mut plan = by_without_asks("2027-02-09");
        promise(&mut plan).kept = "a second tester comes".into();
        assert_eq!(
            of("late", &plan),
            [
                "amber o: `The o is there` ends 10 February, 1 working day after 9 February, as the customer was told (kept: a second tester comes)"
            ]
        );
    }

    #[test]
    fn overdue_begins_the_day_after_the_date() {
        assert_eq!(of("overdue", &by(Some("2027-02-08"))), Vec::<String>::new());
        assert_eq!(
            of("overdue", &by(Some("2027-02-07"))),
            ["red o: `The o is there` was due 7 February, as the customer was told, and is not done"]
        );
    }

    #[test]
    fn no_date_is_neither_told_nor_meant() {
        assert_eq!(of("no-date", &by(None)), ["amber o: `The o is there` has no date"]);
        let told = but(|plan| plan.redate("o", None, None).unwrap());
        assert_eq!(of("no-date", &told), Vec::<String>::new());
    }

    #[test]
    fn a_floor_is_in_time_but_not_green() {
        let plan = but(|plan| task(plan, "a").blocked = "no desk".into());
        assert_eq!(of("floor", &plan), ["amber o: `The o is there` ends 12 February or later: its date can only get worse"]);
    }

    #[test]
    fn at_risk_is_in_time_as_planned_and_less_than_85_percent_sure_by_the_pace_so_far() {
        let pace = |plan: &mut Plan| {
            for (n, on) in ["2027-02-01", "2027-02-02", "2027-02-03", "2027-02-04", "2027-02-05"].into_iter().enumerate() {
                let finished = crate::projection::examples::task(&format!("f{n}: Ann · 1d · Done"));
                plan.noise.push(std::sync::Arc::new(crate::plan::Task { finished: Some(day(on)), ..finished }));
            }
        };
        let mut plan = by(Some("2027-03-08"));
        assert_eq!(of("at-risk", &plan), Vec::<String>::new(), "without history nothing is known");
        pace(&mut plan);
        assert_eq!(
            of("at-risk", &plan),
            [
                "amber o: `The o is there` ends 12 February as planned; by the pace of the last 60 working days it is 84 % sure by 8 March, as the customer was told"
            ]
        );
        let mut plan = by(Some("2027-03-09"));
        pace(&mut plan);
        assert_eq!(of("at-risk", &plan), Vec::<String>::new());
    }

    #[test]
    fn without_tasks_there_is_no_projection_and_a_date_is_hollow() {
        let plan = but(|plan| plan.bin("a").unwrap());
        assert_eq!(of("no-projection", &plan).len(), 1);
        assert!(codes(&plan).contains(&"hollow"));
    }

    #[test]
    fn done_waits_for_a_signature() {
        let done = but(|plan| plan.move_to_column("a", 3, today()).unwrap());
        assert_eq!(of("done-unsigned", &done), ["amber o: All work for `The o is there` is done, and it is not signed off"]);
        let signed = but(|plan| {
            plan.move_to_column("a", 3, today()).unwrap();
            plan.milestone_mut("o").unwrap().signed = Some(today());
        });
        assert_eq!(of("done-unsigned", &signed), Vec::<String>::new());
    }

    #[test]
    fn early_is_ten_working_days() {
        assert_eq!(of("early", &by_without_asks("2027-02-23")), Vec::<String>::new());
        assert_eq!(
            of("early", &by_without_asks("2027-02-24")),
            ["info o: `The o is there` ends 10 February, 10 working days before 24 February, as the customer was told"]
        );
    }

    #[test]
    fn a_promise_without_an_outcome_is_dropped() {
        let gone = but(|plan| plan.outcome_mut("o").unwrap().dropped = Some(Default::default()));
        assert_eq!(
            of("dropped", &gone),
            ["red o: The customer was told `The o is there`, and no outcome of the plan leads there any more"]
        );
        let hidden = but(|plan| plan.outcome_mut("o").unwrap().internal = true);
        assert_eq!(of("dropped", &hidden).len(), 1);
    }
}
