//! Findings about a plan that contradicts itself: circles, ids of nothing, dates that cannot be, clashes (spec 3.5).

use super::{Hit, Part, Scene, hit, named, of_plan, part::Stands, quoted};
use crate::{
    plan::Change,
    words::{counted, listed},
};
use chrono::NaiveDate;

/// So many ids of a cycle are said.
const IDS_SAID: usize = 8;

pub(super) fn cycle(scene: &Scene) -> Vec<Hit> {
    let cycles = scene.projection.cycles().iter().filter_map(|ids| Some((ids.first()?, ids)));
    let say = |ids: &[String]| match ids {
        [one] => format!("The task {} needs itself, so it can never start", quoted(one)),
        ids if ids.len() <= IDS_SAID => format!("The tasks {} wait for each other, so none can start", quoted_list(ids)),
        ids => {
            format!("The tasks {} and {} more wait for each other, so none can start", quoted_list(&ids[..IDS_SAID]), ids.len() - IDS_SAID)
        }
    };
    cycles.map(|(first, ids)| hit(first, say(ids), "Take away the need that is not one")).collect()
}

fn quoted_list(ids: &[String]) -> String {
    listed(&ids.iter().map(|id| quoted(id).to_string()).collect::<Vec<_>>())
}

pub(super) fn clash(scene: &Scene) -> Vec<Hit> {
    let clashes = scene.plan.clashes.iter().map(|clash| {
        let what = if clash.field == "*" {
            format!("all of {}", quoted(&clash.item))
        } else {
            format!("{} of {}", quoted(&clash.field), quoted(&clash.item))
        };
        let text = format!("Two people changed {what}, and nobody has chosen between them");
        let fix = "Take one of the two sides";
        if clash.item == "plan" { of_plan(text, fix) } else { hit(&clash.item, text, fix) }
    });
    clashes.collect()
}

pub(super) fn dangling_tasks(scene: &Scene, part: &Part) -> Vec<Hit> {
    let mut hits = Vec::new();
    part.tasks().for_each(|it| dangling_task(scene, it, &mut hits));
    hits
}

pub(super) fn dangling_outcome(scene: &Scene, part: &Part) -> Vec<Hit> {
    let dropped = part.outcome().and_then(|outcome| Some((outcome, &outcome.dropped.as_ref()?.replaced_by)));
    let found = dropped.filter(|(_, by)| scene.lacks_outcome(by)).map(|(outcome, by)| {
        let text = format!("{} was swapped for {}, which is no outcome of the plan", quoted(&outcome.title), quoted(by));
        hit(&outcome.id, text, "Name the outcome that replaces it")
    });
    found.into_iter().collect()
}

pub(super) fn dangling_changes(scene: &Scene) -> Vec<Hit> {
    scene.plan.changes.iter().flat_map(|change| dangling_change(scene, change)).collect()
}

fn dangling_task(scene: &Scene, it: Stands, hits: &mut Vec<Hit>) {
    let task = it.task;
    let title = || quoted(&task.title);
    for need in task.needs.iter().filter(|need| !scene.projection.knows(need)) {
        let text = format!("{} needs {}, which is no task or deliverable of the plan", title(), quoted(need));
        hits.push(hit(&task.id, text, "Take the need away, or name what it waits for"));
    }
    if scene.lacks_change(&task.change) {
        let text = format!("{} belongs to the change {}, which the plan does not have", title(), quoted(&task.change));
        hits.push(hit(&task.id, text, "Take the change off the task, or name the one it belongs to"));
    }
    if it.is_misplaced {
        let text = format!("{} stands in {}, which is no column; it is shown in the first", title(), quoted(&task.status));
        hits.push(hit(&task.id, text, "Move it to a column, or add that column"));
    }
}

fn dangling_change(scene: &Scene, change: &Change) -> Vec<Hit> {
    let fields = [
        ("outcome", &change.outcome, scene.lacks_outcome(&change.outcome)),
        ("replacement", &change.replaced_by, scene.lacks_outcome(&change.replaced_by)),
        ("follower", &change.became, scene.lacks_change(&change.became)),
    ];
    let unknown = fields.into_iter().filter(|(.., is_unknown)| *is_unknown);
    let say = |what: &str, id: &str| {
        format!("The change {} names {} as its {what}, which the plan does not have", quoted(&change.id), quoted(id))
    };
    unknown.map(|(what, id, _)| hit(&change.id, say(what, id), "Name one that is there")).collect()
}

pub(super) fn in_shares(scene: &Scene, part: &Part) -> Vec<Hit> {
    let ahead = scene.plan.shares.iter().filter(|share| part.is_plan() && share.on > scene.today);
    let found = ahead.map(|share| {
        let text = format!("Revision {} was told on {}, which lies in the future", share.rev, scene.date(share.on));
        of_plan(text, "Check the date of this computer; a share is never edited")
    });
    found.collect()
}

pub(super) fn in_changes(scene: &Scene, part: &Part) -> Vec<Hit> {
    let mut hits = Vec::new();
    for change in scene.plan.changes.iter().filter(|_| part.is_plan()) {
        let dates =
            [("raised", change.on), ("decided", change.decided_on), ("finished", change.finished), ("documented", change.documented)];
        in_future(scene, &change.id, || format!("The change {}", quoted(&change.id)), dates, &mut hits);
    }
    hits
}

pub(super) fn in_tasks(scene: &Scene, part: &Part) -> Vec<Hit> {
    let mut hits = Vec::new();
    part.tasks().for_each(|it| in_task(scene, it, &mut hits));
    hits
}

/// Dates of what has happened that lie ahead.
fn in_future<const N: usize>(
    scene: &Scene,
    id: &str,
    subject: impl Fn() -> String,
    dates: [(&str, Option<NaiveDate>); N],
    hits: &mut Vec<Hit>,
) {
    let ahead = dates.into_iter().filter_map(|(what, day)| Some((what, day.filter(|day| *day > scene.today)?)));
    let say = |what: &str, day| format!("{} was {what} on {}, which lies in the future", subject(), scene.date(day));
    hits.extend(ahead.map(|(what, day)| hit(id, say(what, day), "Correct the date")));
}

fn in_task(scene: &Scene, it: Stands, hits: &mut Vec<Hit>) {
    let task = it.task;
    let dates = [("added", task.added), ("moved", task.entered), ("started", task.started), ("finished", task.finished)];
    in_future(scene, &task.id, || quoted(&task.title).to_string(), dates, hits);
    match (it.is_open, task.finished) {
        (false, None) => {
            let text = format!("{} is done, but not said when", quoted(&task.title));
            hits.push(hit(&task.id, text, "Give it the day on which it was finished"));
        }
        (true, Some(finished)) => {
            let text = format!("{} was finished on {}, but is not in the last column", quoted(&task.title), scene.date(finished));
            hits.push(hit(&task.id, text, "Move it to the last column, or take that date away"));
        }
        (true, None) | (false, Some(_)) => {}
    }
    if let (Some(started), Some(finished)) = (task.started, task.finished)
        && finished < started
    {
        let (started, finished) = (scene.date(started), scene.date(finished));
        let text = format!("{} was finished on {finished}, before it was started on {started}", quoted(&task.title));
        hits.push(hit(&task.id, text, "Correct one of the dates"));
    }
}

pub(super) fn in_outcome(scene: &Scene, part: &Part) -> Vec<Hit> {
    let mut hits = Vec::new();
    let Some(outcome) = part.outcome() else { return hits };
    let dropped = outcome.dropped.as_ref().and_then(|dropped| dropped.on);
    in_future(scene, &outcome.id, || quoted(&outcome.title).to_string(), [("dropped", dropped)], &mut hits);
    let Some(milestone) = outcome.milestone.as_ref() else { return hits };
    in_future(scene, &outcome.id, || quoted(&milestone.headline).to_string(), [("signed off", milestone.signed)], &mut hits);
    for it in milestone.deliverables.iter().filter(|it| it.received.is_some()) {
        in_future(scene, &it.id, || format!("The deliverable `{}`", named(&it.what)), [("received", it.received)], &mut hits);
    }
    let is_signed = outcome.milestone().is_some_and(|it| it.signed.is_some()) && outcome.is_live();
    let open = if is_signed { part.tasks().filter(|it| it.is_open).count() } else { 0 };
    if open > 0 {
        let (work, are) = (counted(open, "task"), if open == 1 { "is" } else { "are" });
        let text = format!("{} is signed off, but {work} of it {are} open", quoted(&milestone.headline));
        hits.push(hit(&outcome.id, text, "Finish or bin what is left, or take the signature back"));
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::{
        plan::{Change, Clash, Dropped, Plan},
        projection::examples::{self, day},
    };
    use std::sync::Arc;

    #[test]
    fn a_cycle_names_its_ids() {
        let mut plan = but(|plan| plan.outcome_mut("o").unwrap().tasks.push(Arc::new(examples::task("b: Ann · 1d · needs a"))));
        assert_eq!(of("cycle", &plan), Vec::<String>::new());
        task(&mut plan, "a").needs = vec!["b".into()];
        assert_eq!(of("cycle", &plan), ["red a: The tasks `a` and `b` wait for each other, so none can start"]);
        task(&mut plan, "a").needs = vec!["a".into()];
        assert_eq!(of("cycle", &plan), ["red a: The task `a` needs itself, so it can never start"]);
    }

    #[test]
    fn a_clash_is_said_until_it_is_chosen() {
        let clash = |item: &str, field: &str| Arc::new(Clash { item: item.into(), field: field.into(), ..Clash::default() });
        let plan = but(|plan| plan.clashes = vec![clash("a", "estimate"), clash("plan", "title")]);
        assert_eq!(
            of("clash", &plan),
            [
                "red a: Two people changed `estimate` of `a`, and nobody has chosen between them",
                "red -: Two people changed `title` of `plan`, and nobody has chosen between them",
            ]
        );
    }

    // H12
    #[test]
    fn ids_and_columns_of_nothing_dangle() {
        let plan = but(|plan| {
            let task = task(plan, "a");
            task.needs.push("gone".into());
            task.change = "c1".into();
            task.status = "Doing".into();
            plan.changes.push(Arc::new(Change { id: "c2".into(), outcome: "x".into(), ..Change::default() }));
        });
        assert_eq!(
            of("dangling", &plan),
            [
                "amber a: `a` needs `gone`, which is no task or deliverable of the plan",
                "amber a: `a` belongs to the change `c1`, which the plan does not have",
                "amber a: `a` stands in `Doing`, which is no column; it is shown in the first",
                "amber c2: The change `c2` names `x` as its outcome, which the plan does not have",
            ]
        );
    }

    #[test]
    fn a_swap_names_an_outcome_of_the_plan() {
        let swapped =
            |by: &str| but(|plan| plan.outcome_mut("o").unwrap().dropped = Some(Dropped { replaced_by: by.into(), ..Dropped::default() }));
        assert_eq!(of("dangling", &swapped("p")), ["amber o: `Do o` was swapped for `p`, which is no outcome of the plan"]);
        assert_eq!(of("dangling", &swapped("o")), Vec::<String>::new());
    }

    fn contradictions(change: impl FnOnce(&mut Plan)) -> Vec<String> {
        of("contradiction", &but(change))
    }

    #[test]
    fn done_and_finished_go_together() {
        assert_eq!(contradictions(|plan| task(plan, "a").status = "Done".into()), ["red a: `a` is done, but not said when"]);
        assert_eq!(
            contradictions(|plan| task(plan, "a").finished = Some(today())),
            ["red a: `a` was finished on 8 February, but is not in the last column"]
        );
        assert_eq!(contradictions(|plan| plan.move_to_column("a", 3, today()).unwrap()), Vec::<String>::new());
    }

    #[test]
    fn what_has_happened_lies_not_ahead() {
        assert_eq!(contradictions(|plan| task(plan, "a").added = Some(today())), Vec::<String>::new());
        assert_eq!(
            contradictions(|plan| task(plan, "a").added = Some(day("2027-02-09"))),
            ["red a: `a` was added on 9 February, which lies in the future"]
        );
        assert_eq!(
            contradictions(|plan| plan.deliverable_mut("data").unwrap().received = Some(day("2027-02-09"))),
            ["red data: The deliverable `Provide data` was received on 9 February, which lies in the future"]
        );
    }

    #[test]
    fn work_is_finished_after_it_was_started() {
        let done = |started: &'static str| {
            contradictions(move |plan| {
                plan.move_to_column("a", 3, today()).unwrap();
                (task(plan, "a").started, task(plan, "a").finished) = (Some(day(started)), Some(day("2027-02-03")));
            })
        };
        assert_eq!(done("2027-02-03"), Vec::<String>::new());
        assert_eq!(done("2027-02-04"), ["red a: `a` was finished on 3 February, before it was started on 4 February"]);
    }

    #[test]
    fn a_signature_ends_the_work() {
        assert_eq!(
            contradictions(|plan| plan.milestone_mut("o").unwrap().signed = Some(today())),
            ["red o: `The o is there` is signed off, but 1 task of it is open"]
        );
        let internal = |plan: &mut Plan| {
            plan.milestone_mut("o").unwrap().signed = Some(today());
            plan.outcome_mut("o").unwrap().internal = true;
        };
        assert_eq!(contradictions(internal), Vec::<String>::new(), "the milestone of an internal outcome counts as none");
    }
}
