//! Plans of the worst shapes that are still plans: everything in one lane, many small ones, one owner, one chain, comments everywhere.

use crate::made::{board, outcome, today, told};
use handshake::plan::{Comments, Outcome, Plan, Quarters, Task, Trivia};
use std::sync::Arc;

/// Its name, and how it is made with so many tasks.
pub type Shape = (&'static str, fn(usize) -> Plan);

pub const SHAPES: [Shape; 6] = [
    ("fifty cards a lane", board),
    ("one lane of all", one_lane),
    ("lanes of ten", lanes_of_ten),
    ("one owner of all", one_owner),
    ("a chain of needs", chain),
    ("comments everywhere", commented),
];

fn lanes(tasks: usize, each: usize, make: impl Fn(usize) -> Task) -> Plan {
    let lane = |n: usize| {
        let tasks = (n * each..tasks.min((n + 1) * each)).map(|at| Arc::new(make(at))).collect();
        Arc::new(Outcome { tasks, ..outcome(n) })
    };
    let outcomes: Vec<Arc<Outcome>> = (0..tasks.div_ceil(each)).map(lane).collect();
    Plan { shares: vec![Arc::new(told(&outcomes))], outcomes, ..board(50) }
}

fn task(n: usize) -> Task {
    Task {
        id: format!("t{n}"),
        title: format!("Task {n} of them"),
        status: ["", "In progress", "Review", "Done"][n % 4].into(),
        owners: (!n.is_multiple_of(10)).then(|| format!("Person {}", n % 40)).into_iter().collect(),
        estimate: Some(Quarters(1 + (n as u32 * 7) % 24)),
        entered: Some(today()),
        started: (!n.is_multiple_of(4)).then(today),
        finished: (n % 4 == 3).then(today),
        ..Task::default()
    }
}

fn one_lane(tasks: usize) -> Plan {
    lanes(tasks, tasks, task)
}

fn lanes_of_ten(tasks: usize) -> Plan {
    lanes(tasks, 10, task)
}

fn one_owner(tasks: usize) -> Plan {
    lanes(tasks, 50, |n| Task { owners: vec!["Person 1".into()], ..task(n) })
}

/// In one lane, each needs the one before.
fn chain(tasks: usize) -> Plan {
    let needs = |n: usize| n.checked_sub(1).map(|before| format!("t{before}")).into_iter().collect();
    lanes(tasks, tasks, |n| Task { needs: needs(n), status: String::new(), finished: None, ..task(n) })
}

fn commented(tasks: usize) -> Plan {
    let comment = |n: usize| Trivia::new(Comments { above: format!("// why {n}"), after: format!("// and {n}") });
    lanes(tasks, 50, |n| Task { trivia: comment(n), ..task(n) })
}
