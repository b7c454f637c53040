//! Findings about a plan that contradicts itself: circles, ids of nothing, dates that cannot be, clashes (spec 3.5).

use super::{Context, Hit, hit, named, of_plan, quoted};
use crate::{
    plan::{Change, Outcome, Task},
    words::listed,
};
use chrono::NaiveDate;
use std::collections::HashSet;

/// So many ids of a cycle are said.
const IDS_SAID: usize = 8;

pub(super) fn cycle(context: &Context) -> Vec<Hit> {
    let cycles = context.projection.cycles().iter().filter_map(|ids| Some((ids.first()?, ids)));
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
    listed(&ids.iter().map(|id| quoted(id)).collect::<Vec<_>>())
}

pub(super) fn clash(context: &Context) -> Vec<Hit> {
    let clashes = context.plan.clashes.iter().map(|clash| {
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

/// What ids the plan has, by kind.
struct Known<'p> {
    outcomes: HashSet<&'p str>,
    changes: HashSet<&'p str>,
    columns: HashSet<&'p str>,
}

impl<'p> Known<'p> {
    fn new(context: &Context<'p>) -> Self {
        let plan = context.plan;
        Known {
            outcomes: plan.outcomes.iter().map(|it| it.id.as_str()).collect(),
            changes: plan.changes.iter().map(|it| it.id.as_str()).collect(),
            columns: plan.settings.columns.iter().map(|it| it.name.as_str()).collect(),
        }
    }
}

pub(super) fn dangling(context: &Context) -> Vec<Hit> {
    let known = Known::new(context);
    let tasks = context.plan.tasks().flat_map(|found| of_task(context, found.task, &known));
    let outcomes = context.plan.outcomes.iter().filter_map(|outcome| {
        let by = &outcome.dropped.as_ref()?.replaced_by;
        let text = format!("{} was swapped for {}, which is no outcome of the plan", quoted(&outcome.title), quoted(by));
        is_unknown(by, &known.outcomes).then(|| hit(&outcome.id, text, "Name the outcome that replaces it"))
    });
    let changes = context.plan.changes.iter().flat_map(|change| of_change(change, &known));
    tasks.chain(outcomes).chain(changes).collect()
}

fn is_unknown(id: &str, known: &HashSet<&str>) -> bool {
    !id.is_empty() && !known.contains(id)
}

fn of_task(context: &Context, task: &Task, known: &Known) -> Vec<Hit> {
    let title = || quoted(&task.title);
    let mut hits = Vec::new();
    for need in task.needs.iter().filter(|need| !context.projection.knows(need)) {
        let text = format!("{} needs {}, which is no task or deliverable of the plan", title(), quoted(need));
        hits.push(hit(&task.id, text, "Take the need away, or name what it waits for"));
    }
    if is_unknown(&task.change, &known.changes) {
        let text = format!("{} belongs to the change {}, which the plan does not have", title(), quoted(&task.change));
        hits.push(hit(&task.id, text, "Take the change off the task, or name the one it belongs to"));
    }
    if is_unknown(&task.status, &known.columns) {
        let text = format!("{} stands in {}, which is no column; it is shown in the first", title(), quoted(&task.status));
        hits.push(hit(&task.id, text, "Move it to a column, or add that column"));
    }
    hits
}

fn of_change(change: &Change, known: &Known) -> Vec<Hit> {
    let fields = [
        ("outcome", &change.outcome, &known.outcomes),
        ("replacement", &change.replaced_by, &known.outcomes),
        ("follower", &change.became, &known.changes),
    ];
    let unknown = fields.into_iter().filter(|(_, id, ids)| is_unknown(id, ids));
    let say = |what: &str, id: &str| {
        format!("The change {} names {} as its {what}, which the plan does not have", quoted(&change.id), quoted(id))
    };
    unknown.map(|(what, id, _)| hit(&change.id, say(what, id), "Name one that is there")).collect()
}

pub(super) fn contradiction(context: &Context) -> Vec<Hit> {
    let plan = context.plan;
    let tasks = plan.tasks().flat_map(|found| in_task(context, found.task));
    let outcomes = plan.outcomes.iter().flat_map(|outcome| in_outcome(context, outcome));
    let shares = plan.shares.iter().filter(|share| share.on > context.today).map(|share| {
        let text = format!("Revision {} was told on {}, which lies in the future", share.rev, context.date(share.on));
        of_plan(text, "Check the date of this computer; a share is never edited")
    });
    let changes = plan.changes.iter().flat_map(|change| {
        let dates =
            [("raised", change.on), ("decided", change.decided_on), ("finished", change.finished), ("documented", change.documented)];
        in_future(context, &change.id, format!("The change {}", quoted(&change.id)), dates)
    });
    tasks.chain(outcomes).chain(shares).chain(changes).collect()
}

/// Dates of what has happened that lie ahead.
fn in_future<const N: usize>(context: &Context, id: &str, subject: String, dates: [(&str, Option<NaiveDate>); N]) -> Vec<Hit> {
    let ahead = dates.into_iter().filter_map(|(what, day)| Some((what, day.filter(|day| *day > context.today)?)));
    let say = |what: &str, day| format!("{subject} was {what} on {}, which lies in the future", context.date(day));
    ahead.map(|(what, day)| hit(id, say(what, day), "Correct the date")).collect()
}

fn in_task(context: &Context, task: &Task) -> Vec<Hit> {
    let plan = context.plan;
    let dates = [("added", task.added), ("moved", task.entered), ("started", task.started), ("finished", task.finished)];
    let mut hits = match dates.iter().any(|(_, day)| day.is_some_and(|day| day > context.today)) {
        true => in_future(context, &task.id, quoted(&task.title), dates),
        false => Vec::new(),
    };
    match (plan.is_open(task), task.finished) {
        (false, None) => {
            let text = format!("{} is done, but not said when", quoted(&task.title));
            hits.push(hit(&task.id, text, "Give it the day on which it was finished"));
        }
        (true, Some(finished)) => {
            let text = format!("{} was finished on {}, but is not in the last column", quoted(&task.title), context.date(finished));
            hits.push(hit(&task.id, text, "Move it to the last column, or take that date away"));
        }
        (true, None) | (false, Some(_)) => {}
    }
    if let (Some(started), Some(finished)) = (task.started, task.finished)
        && finished < started
    {
        let (started, finished) = (context.date(started), context.date(finished));
        let text = format!("{} was finished on {finished}, before it was started on {started}", quoted(&task.title));
        hits.push(hit(&task.id, text, "Correct one of the dates"));
    }
    hits
}

fn in_outcome(context: &Context, outcome: &Outcome) -> Vec<Hit> {
    let dropped = outcome.dropped.as_ref().and_then(|dropped| dropped.on);
    let mut hits = in_future(context, &outcome.id, quoted(&outcome.title), [("dropped", dropped)]);
    let Some(milestone) = outcome.milestone.as_ref() else { return hits };
    hits.extend(in_future(context, &outcome.id, quoted(&milestone.headline), [("signed off", milestone.signed)]));
    for it in milestone.deliverables.iter().filter(|it| it.received.is_some()) {
        hits.extend(in_future(context, &it.id, format!("The deliverable `{}`", named(&it.what)), [("received", it.received)]));
    }
    let open = outcome.tasks.iter().filter(|task| context.plan.is_open(task)).count();
    let is_signed = outcome.milestone().is_some_and(|it| it.signed.is_some());
    if is_signed && outcome.is_live() && open > 0 {
        let work = crate::words::counted(open, "task");
        let text = format!("{} is signed off, but {work} of it are open", quoted(&milestone.headline));
        hits.push(hit(
            &outcome.id,
            text.replace("1 task of it are", "1 task of it is"),
            "Finish or bin what is left, or take the signature back",
        ));
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
