//! Findings about what the customer and third parties must bring (spec 3.5).

use super::{Hit, Part, Scene, hit, named, working_days};
use crate::{plan::Deliverable, projection::handle_of};

/// Deliverables of live milestones that have not come.
fn outstanding<'s>(scene: &Scene<'s>) -> impl Iterator<Item = &'s Deliverable> {
    let milestones = scene.plan.live_outcomes().filter_map(|outcome| outcome.milestone());
    milestones.flat_map(|milestone| &milestone.deliverables).map(|it| &**it).filter(|it| it.received.is_none())
}

/// Deliverables of a live milestone.
fn asked<'s>(part: &Part<'s>) -> impl Iterator<Item = &'s Deliverable> {
    part.milestone().into_iter().flat_map(|(_, milestone)| &milestone.deliverables).map(|it| &**it)
}

/// `The dataset from Acme Data Office`, ``The deliverable `Sign the form` ``.
fn the(deliverable: &Deliverable) -> String {
    let handle = handle_of(deliverable);
    let handle = named(&handle);
    let what = if handle == named(&deliverable.what) { format!("The deliverable `{handle}`") } else { format!("The {handle}") };
    match deliverable.from.as_str() {
        "" => what,
        from => format!("{what} from {}", named(from)),
    }
}

fn who(deliverable: &Deliverable) -> String {
    if deliverable.from.is_empty() { "the customer".into() } else { named(&deliverable.from).into_owned() }
}

pub(super) fn overdue(scene: &Scene, part: &Part) -> Vec<Hit> {
    let past = asked(part).filter(|it| it.received.is_none()).filter_map(|it| Some((it, it.by.filter(|by| *by < scene.today)?)));
    past.map(|(it, by)| {
        let text = format!("{} was due {} and has not come", the(it), scene.date(by));
        hit(&it.id, text, format!("Ask {} for it and agree a new date, or mark it received", who(it)))
    })
    .collect()
}

pub(super) fn too_late(scene: &Scene) -> Vec<Hit> {
    let dated = outstanding(scene).filter_map(|it| Some((it, it.by?, scene.projection.need_by(&it.id)?)));
    dated
        .filter(|(_, by, need_by)| by > need_by)
        .map(|(it, by, need_by)| {
            let text = format!("{} is due {}, but the work needs it by {}", the(it), scene.date(by), scene.date(need_by));
            let sooner = match scene.working_days(need_by, by) {
                days @ 1.. => format!("{} sooner", working_days(days)),
                _ => "sooner".into(),
            };
            hit(&it.id, text, format!("Ask {} for it {sooner}, or give the milestone a new date", who(it)))
        })
        .collect()
}

/// Received ones too: an ask on record says who and by when.
pub(super) fn unowned(_: &Scene, part: &Part) -> Vec<Hit> {
    let lacking = asked(part).filter(|it| it.from.is_empty() || it.by.is_none());
    lacking
        .map(|it| {
            let what = match (it.from.is_empty(), it.by.is_none()) {
                (true, true) => "has neither somebody to bring it nor a date",
                (true, false) => "has nobody to bring it",
                (false, _) => "has no date",
            };
            hit(&it.id, format!("{} {what}", the(it)), "Say who brings it, and by when")
        })
        .collect()
}

pub(super) fn idle(scene: &Scene) -> Vec<Hit> {
    let idle = outstanding(scene).filter(|it| !scene.projection.is_needed(&it.id));
    idle.map(|it| {
        hit(
            &it.id,
            format!("{} is asked for, but no open task needs it", the(it)),
            "Let the task that waits for it need it, or take the ask away",
        )
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::{
        plan::{Deliverable, Plan},
        projection::examples::{day, finance},
    };

    fn with(change: impl FnOnce(&mut Deliverable)) -> Plan {
        but(|plan| change(plan.deliverable_mut("data").unwrap()))
    }

    #[test]
    fn the_example_asks_for_its_dataset_too_late_and_waits_for_its_firewall() {
        assert_eq!(
            of("deliverable-too-late", &finance()),
            ["red dataset: The dataset from Acme Data Office is due 15 February, but the work needs it by 11 February"]
        );
        assert_eq!(
            of("deliverable-overdue", &finance()),
            ["red firewall: The firewall from Northwind Hosting was due 5 February and has not come"]
        );
        let fix = all(&finance()).into_iter().find(|it| it.code == "deliverable-too-late").unwrap().fix;
        assert_eq!(fix, "Ask Acme Data Office for it 2 working days sooner, or give the milestone a new date");
    }

    #[test]
    fn due_on_the_day_it_is_needed_is_in_time() {
        assert_eq!(of("deliverable-too-late", &with(|it| it.by = Some(day("2027-02-10")))), Vec::<String>::new());
        assert_eq!(of("deliverable-too-late", &with(|it| it.by = Some(day("2027-02-11")))).len(), 1);
        let received = with(|it| (it.by, it.received) = (Some(day("2027-02-11")), Some(today())));
        assert_eq!(of("deliverable-too-late", &received), Vec::<String>::new());
    }

    #[test]
    fn overdue_begins_the_day_after_and_ends_when_it_comes() {
        assert_eq!(of("deliverable-overdue", &with(|it| it.by = Some(today()))), Vec::<String>::new());
        assert_eq!(of("deliverable-overdue", &with(|it| it.by = Some(day("2027-02-07")))).len(), 1);
        let received = with(|it| (it.by, it.received) = (Some(day("2027-02-07")), Some(today())));
        assert_eq!(of("deliverable-overdue", &received), Vec::<String>::new());
    }

    #[test]
    fn somebody_brings_it_and_by_a_date() {
        assert_eq!(of("deliverable-unowned", &with(|it| it.from.clear())), ["amber data: The data has nobody to bring it"]);
        assert_eq!(of("deliverable-unowned", &with(|it| it.by = None)), ["amber data: The data from Data Office has no date"]);
        let received = with(|it| (it.by, it.received) = (None, Some(today())));
        assert_eq!(of("deliverable-unowned", &received).len(), 1, "what came is still on record without a date");
        let named = with(|it| it.what = "Sign the form".into());
        assert_eq!(of("deliverable-unowned", &named), Vec::<String>::new());
    }

    #[test]
    fn an_ask_that_no_open_task_needs_is_idle() {
        let mut plan = but(|plan| task(plan, "a").needs.clear());
        assert_eq!(of("deliverable-idle", &plan), ["info data: The data from Data Office is asked for, but no open task needs it"]);
        plan.deliverable_mut("data").unwrap().received = Some(today());
        assert_eq!(of("deliverable-idle", &plan), Vec::<String>::new());
    }
}
