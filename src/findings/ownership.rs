//! Findings about who does the work, and about work that leads nowhere (spec 3.5).

use super::{Hit, Part, Scene, hit, named, of_plan, part::Of, quoted};
use crate::{plan::Task, projection::Severity};

fn is_nobody(owners: &[String]) -> bool {
    owners.iter().all(String::is_empty)
}

pub(super) fn unowned(_: &Scene, part: &Part) -> Vec<Hit> {
    let outcome = part.live().filter(|outcome| is_nobody(&outcome.owners));
    let found = outcome.map(|it| hit(&it.id, format!("The outcome {} has no owner", quoted(&it.title)), "Give it an owner"));
    found.into_iter().collect()
}

/// Open ones of a live outcome.
pub(super) fn unowned_tasks(_: &Scene, part: &Part) -> Vec<Hit> {
    let tasks = part.live().into_iter().flat_map(|_| part.tasks()).filter(|it| it.is_open && is_nobody(&it.task.owners));
    let found = tasks.map(|it| match it.is_started {
        true => {
            let text = format!("{} is under way without an owner", quoted(&it.task.title));
            hit(&it.task.id, text, "Assign whoever works on it").at(Severity::Red)
        }
        false => hit(&it.task.id, format!("{} has no owner, so it will not get done", quoted(&it.task.title)), "Assign somebody"),
    });
    found.collect()
}

pub(super) fn noise(_: &Scene, part: &Part) -> Vec<Hit> {
    let Of::Noise(tasks) = part.of else { return Vec::new() };
    let say = |task: &Task| {
        hit(&task.id, format!("{} is tied to no outcome", quoted(&task.title)), "Move it to the outcome it serves, or bin it")
    };
    tasks.iter().map(|task| say(task)).collect()
}

const ADD: &str = "Add the person, or name somebody else";

pub(super) fn unknown_owners(scene: &Scene, part: &Part) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in part.live_tasks() {
        owning(scene, &it.task.id, &it.task.title, &it.task.owners, Work::of(it.is_open), &mut hits);
    }
    hits
}

pub(super) fn unknown_in_outcome(scene: &Scene, part: &Part) -> Vec<Hit> {
    let mut hits = Vec::new();
    let Some(outcome) = part.live() else { return hits };
    let is_done = !outcome.tasks.is_empty() && part.tasks().all(|it| !it.is_open);
    owning(scene, &outcome.id, &outcome.title, &outcome.owners, Work::of(!is_done), &mut hits);
    let Some(milestone) = outcome.milestone() else { return hits };
    if is_unknown(scene, &milestone.sign_off) {
        let what = format!("signs off {}", quoted(&milestone.headline));
        hits.push(hit(&outcome.id, strange(&milestone.sign_off, &what), ADD));
    }
    for it in milestone.deliverables.iter().filter(|it| is_unknown(scene, &it.from)) {
        let what = format!("is asked to {}", quoted(&it.what));
        hits.push(hit(&it.id, strange(&it.from, &what), ADD));
    }
    hits
}

pub(super) fn unknown_decider(scene: &Scene, part: &Part) -> Vec<Hit> {
    let name = &scene.plan.decision_maker;
    let is_asked = part.is_plan() && is_unknown(scene, name);
    is_asked.then(|| of_plan(strange(name, "decides"), ADD)).into_iter().collect()
}

/// Who has left keeps what they finished.
#[derive(Clone, Copy, PartialEq)]
enum Work {
    Open,
    Finished,
}

impl Work {
    fn of(is_open: bool) -> Self {
        if is_open { Work::Open } else { Work::Finished }
    }
}

fn is_unknown(scene: &Scene, name: &str) -> bool {
    !name.is_empty() && scene.person(name).is_none()
}

fn strange(name: &str, does: &str) -> String {
    format!("{}, who {does}, is not among the people of the plan", named(name))
}

/// Owners who are unknown, or have left work open.
fn owning(scene: &Scene, id: &str, title: &str, owners: &[String], work: Work, hits: &mut Vec<Hit>) {
    for name in owners {
        let left = match scene.person(name) {
            Some(person) => person.left.filter(|left| work == Work::Open && *left <= scene.today),
            None if name.is_empty() => None,
            None => {
                hits.push(hit(id, strange(name, &format!("owns {}", quoted(title))), ADD));
                None
            }
        };
        if let Some(left) = left {
            let text = format!("{}, who owns {}, left on {}", named(name), quoted(title), scene.date(left));
            hits.push(hit(id, text, ADD));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::projection::examples::{self, day};
    use std::sync::Arc;

    #[test]
    fn open_work_without_owner_is_amber_and_red_once_started() {
        let mut plan = but(|plan| task(plan, "a").owners.clear());
        assert_eq!(of("unowned", &plan), ["amber a: `a` has no owner, so it will not get done"]);
        plan.move_to_column("a", 1, today()).unwrap();
        assert_eq!(of("unowned", &plan), ["red a: `a` is under way without an owner"]);
        plan.move_to_column("a", 3, today()).unwrap();
        assert_eq!(of("unowned", &plan), Vec::<String>::new());
    }

    #[test]
    fn an_outcome_has_an_owner() {
        let plan = but(|plan| plan.outcome_mut("o").unwrap().owners.clear());
        assert_eq!(of("unowned", &plan), ["amber o: The outcome `Do o` has no owner"]);
    }

    #[test]
    fn a_task_tied_to_no_outcome_is_noise() {
        let plan = but(|plan| plan.noise.push(Arc::new(examples::task("n: Ann"))));
        assert_eq!(of("noise", &plan), ["amber n: `n` is tied to no outcome"]);
    }

    #[test]
    fn names_are_those_of_people_in_the_plan() {
        let plan = but(|plan| {
            task(plan, "a").owners = vec!["Anne".into()];
            plan.milestone_mut("o").unwrap().sign_off = "CEO".into();
            plan.decision_maker = "Board".into();
        });
        assert_eq!(
            of("unknown-person", &plan),
            [
                "amber a: Anne, who owns `a`, is not among the people of the plan",
                "amber o: CEO, who signs off `The o is there`, is not among the people of the plan",
                "amber -: Board, who decides, is not among the people of the plan",
            ]
        );
    }

    #[test]
    fn finished_work_names_people_of_the_plan_too_and_those_who_left_keep_theirs() {
        let finished = but(|plan| {
            plan.move_to_column("a", 3, today()).unwrap();
            task(plan, "a").owners = vec!["Anne".into()];
        });
        assert_eq!(of("unknown-person", &finished), ["amber a: Anne, who owns `a`, is not among the people of the plan"]);
        let left = but(|plan| {
            plan.move_to_column("a", 3, today()).unwrap();
            Arc::make_mut(&mut plan.people[0]).left = Some(today());
        });
        assert_eq!(of("unknown-person", &left), Vec::<String>::new());
    }

    #[test]
    fn from_the_day_somebody_leaves_their_open_work_needs_another() {
        let left = |on: &str| but(|plan| Arc::make_mut(&mut plan.people[0]).left = Some(day(on)));
        assert_eq!(of("unknown-person", &left("2027-02-09")), Vec::<String>::new());
        assert_eq!(
            of("unknown-person", &left("2027-02-08")),
            ["amber a: Ann, who owns `a`, left on 8 February", "amber o: Ann, who owns `Do o`, left on 8 February"]
        );
    }
}
