//! The parts of a plan looked at in order, the later half of a large plan's by another thread.

use super::part::Of;
use std::{panic, thread};

/// A plan of fewer tasks is looked through sooner than a thread is there.
const TASKS_SHARED: usize = 2_000;

/// What `look` sees in each part, in their order.
pub(super) fn by_two<T: Send>(of: &[Of], look: impl Fn(Of) -> T + Sync) -> Vec<T> {
    let look_at = |of: &[Of]| of.iter().map(|of| look(*of)).collect::<Vec<_>>();
    let tasks: usize = of.iter().map(|of| of.tasks().len()).sum();
    if tasks < TASKS_SHARED {
        return look_at(of);
    }
    let mut before = 0;
    let half = of.iter().take_while(|of| {
        before += of.tasks().len();
        before <= tasks / 2
    });
    let (first, second) = of.split_at(half.count());
    thread::scope(|threads| {
        let another = thread::Builder::new().name("findings".into()).spawn_scoped(threads, || look_at(second));
        let mut seen = look_at(first);
        seen.extend(match another {
            Ok(another) => another.join().unwrap_or_else(|it| panic::resume_unwind(it)),
            Err(_) => look_at(second),
        });
        seen
    })
}

#[cfg(test)]
mod tests {
    use super::super::{
        Context, Scene,
        kept::{found_anew, parts},
        testing::*,
    };
    use super::*;
    use crate::{
        plan::{Outcome, Task},
        projection::{project, standings},
    };
    use std::sync::Arc;

    #[test]
    fn a_large_plan_that_is_looked_through_by_two_says_what_one_finds_in_the_same_order() {
        let task = |n: usize| Task {
            id: format!("t{n}"),
            title: format!("Task {n}"),
            owners: if n.is_multiple_of(3) { Vec::new() } else { vec!["Nobody we know".into()] },
            ..Task::default()
        };
        let lane = |n: usize| Outcome {
            id: format!("o{n}"),
            title: format!("Outcome {n}"),
            tasks: (n * n..n * n + 2 * n + 1).map(|n| Arc::new(task(n))).collect(),
            ..Outcome::default()
        };
        let plan = but(|plan| plan.outcomes = (0..60).map(|n| Arc::new(lane(n))).collect());
        let projection = project(&plan, today());
        let standings = standings(&plan, &projection, today());
        let context = Context { plan: &plan, projection: &projection, standings: &standings, jargon: &[], today: today() };
        let scene = Scene::of(&context, projection.ages(), None);
        let of = parts(&plan);
        assert!(of.iter().map(|of| of.tasks().len()).sum::<usize>() > TASKS_SHARED);
        let (two, one) = (by_two(&of, |of| found_anew(&scene, of)), of.iter().map(|of| found_anew(&scene, *of)).collect::<Vec<_>>());
        assert_eq!(two, one);
        assert_eq!(two.len(), plan.outcomes.len() + 2);
        assert!(two[1..=60].iter().all(|found| !found.is_empty()));
    }
}
