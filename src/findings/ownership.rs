//! Findings about who does the work, and about work that leads nowhere (spec 3.5).

use super::{Context, Hit, hit, named, of_plan, quoted};
use crate::{
    plan::{Outcome, Person, Task},
    projection::Severity,
};
use std::collections::HashMap;

/// Open tasks of live outcomes.
fn open<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c Task> {
    let plan = context.plan;
    plan.live_outcomes().flat_map(|outcome| &outcome.tasks).map(|task| &**task).filter(|task| plan.is_open(task))
}

fn is_nobody(owners: &[String]) -> bool {
    owners.iter().all(String::is_empty)
}

pub(super) fn unowned(context: &Context) -> Vec<Hit> {
    let outcomes = context.plan.live_outcomes().filter(|outcome| is_nobody(&outcome.owners));
    let of_outcome = |it: &Outcome| hit(&it.id, format!("The outcome {} has no owner", quoted(&it.title)), "Give it an owner");
    let of_task = |it: &Task| match context.plan.is_started(it) {
        true => {
            let text = format!("{} is under way without an owner", quoted(&it.title));
            hit(&it.id, text, "Assign whoever works on it").at(Severity::Red)
        }
        false => hit(&it.id, format!("{} has no owner, so it will not get done", quoted(&it.title)), "Assign somebody"),
    };
    let tasks = open(context).filter(|task| is_nobody(&task.owners));
    outcomes.map(|outcome| of_outcome(outcome)).chain(tasks.map(of_task)).collect()
}

pub(super) fn noise(context: &Context) -> Vec<Hit> {
    let say = |task: &Task| {
        hit(&task.id, format!("{} is tied to no outcome", quoted(&task.title)), "Move it to the outcome it serves, or bin it")
    };
    context.plan.noise.iter().map(|task| say(task)).collect()
}

const ADD: &str = "Add the person, or name somebody else";

pub(super) fn unknown_person(context: &Context) -> Vec<Hit> {
    let plan = context.plan;
    let who = Who { context, people: plan.people.iter().map(|person| (person.name.as_str(), &**person)).collect() };
    let tasks = plan.live_outcomes().flat_map(|outcome| &outcome.tasks).chain(&plan.noise);
    let of_tasks = tasks.flat_map(|task| who.owning(&task.id, &task.title, &task.owners, Work::of(plan.is_open(task))));
    let of_outcomes = plan.live_outcomes().flat_map(|outcome| in_outcome(&who, outcome));
    let deciding = who.unknown(&plan.decision_maker).then(|| of_plan(who.strange(&plan.decision_maker, "decides"), ADD));
    of_tasks.chain(of_outcomes).chain(deciding).collect()
}

fn in_outcome(who: &Who, outcome: &Outcome) -> Vec<Hit> {
    let work = Work::of(!who.context.plan.is_done(outcome));
    let mut hits = who.owning(&outcome.id, &outcome.title, &outcome.owners, work);
    let Some(milestone) = outcome.milestone() else { return hits };
    if who.unknown(&milestone.sign_off) {
        let what = format!("signs off {}", quoted(&milestone.headline));
        hits.push(hit(&outcome.id, who.strange(&milestone.sign_off, &what), ADD));
    }
    for it in milestone.deliverables.iter().filter(|it| who.unknown(&it.from)) {
        let what = format!("is asked to {}", quoted(&it.what));
        hits.push(hit(&it.id, who.strange(&it.from, &what), ADD));
    }
    hits
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

/// The people of the plan, by name.
struct Who<'c> {
    context: &'c Context<'c>,
    people: HashMap<&'c str, &'c Person>,
}

impl Who<'_> {
    fn unknown(&self, name: &str) -> bool {
        !name.is_empty() && !self.people.contains_key(name)
    }
    fn strange(&self, name: &str, does: &str) -> String {
        format!("{}, who {does}, is not among the people of the plan", named(name))
    }
    /// Owners who are unknown, or have left work open.
    fn owning(&self, id: &str, title: &str, owners: &[String], work: Work) -> Vec<Hit> {
        let left = |name: &str| self.people.get(name)?.left.filter(|left| work == Work::Open && *left <= self.context.today);
        let say = |name: &String| match left(name) {
            Some(left) => Some(format!("{}, who owns {}, left on {}", named(name), quoted(title), self.context.date(left))),
            None => self.unknown(name).then(|| self.strange(name, &format!("owns {}", quoted(title)))),
        };
        owners.iter().filter_map(say).map(|text| hit(id, text, ADD)).collect()
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
