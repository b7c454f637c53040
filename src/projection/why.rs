//! Why an outcome ends when it does: the chain of binding constraints, as links and in words (spec 3.2 rule 5).
//! The words stay short however long the chain is.

use super::{Cause, Projection, handle_of, schedule::Bound};
use crate::{
    plan::{Deliverable, Plan},
    words::{clean_line, cut, short_date},
};
use chrono::NaiveDate;

/// One item of a chain and what set its start; a deliverable ends a chain, and its own cause is day one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub item: String,
    pub cause: Cause,
}

/// A longer chain keeps its start and its end.
const STEPS_MAX: usize = 8;
const STEPS_FIRST: usize = 5;
const STEPS_LAST: usize = 2;
const TITLE_CELLS: usize = 40;

pub(super) fn links(projection: &Projection, outcome: &str) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut next = projection.last_task(outcome);
    // Each task starts after its cause.
    while let Some((task, run)) = next.and_then(|task| Some((task, projection.runs[task as usize].as_ref()?))) {
        links.push(Link { item: projection.task_id(task).into(), cause: projection.cause(run) });
        if let Bound::Deliverable(number) = run.bound {
            links.push(Link { item: projection.deliverable_id(number).into(), cause: Cause::DayOne });
        }
        next = run.bound.task();
    }
    links
}

/// `9 Apr: Validate ← Load ← Transform (Dev Lead busy with Extract) ← dataset, due 15 Feb from Acme Data Office`;
/// none without an open task or a date.
pub fn why_in_words(plan: &Plan, projection: &Projection, outcome: &str, today: NaiveDate) -> Option<String> {
    let end = projection.end(outcome)?;
    let links = links(projection, outcome);
    let told_by_the_one_before = |at: &usize| *at > 0 && links[at - 1].is_busy() && !links[*at].is_busy();
    let steps: Vec<usize> = (0..links.len()).filter(|at| !told_by_the_one_before(at)).collect();
    let step = |at: &usize| step(plan, &links[*at], today);
    let words = match steps.len() {
        0 => return None,
        1..=STEPS_MAX => steps.iter().map(step).collect(),
        many => {
            let (first, last) = (&steps[..STEPS_FIRST], &steps[many - STEPS_LAST..]);
            let between = format!("{} more", many - STEPS_FIRST - STEPS_LAST);
            first.iter().map(step).chain([between]).chain(last.iter().map(step)).collect::<Vec<_>>()
        }
    };
    let floor = if end.floor { "≥ " } else { "" };
    Some(format!("{floor}{}: {}", short_date(end.on, today), words.join(" ← ")))
}

impl Link {
    fn is_busy(&self) -> bool {
        matches!(self.cause, Cause::Owner { .. })
    }
}

fn step(plan: &Plan, link: &Link, today: NaiveDate) -> String {
    let title = |id: &str| plan.task(id).map_or_else(|| short(id), |found| short(&found.task.title));
    match &link.cause {
        Cause::Owner { person, task } => format!("{} ({} busy with {})", title(&link.item), short(person), title(task)),
        Cause::Task(_) | Cause::Deliverable(_) => title(&link.item),
        Cause::DayOne => match plan.deliverable(&link.item).filter(|_| plan.task(&link.item).is_none()) {
            Some((_, deliverable)) => awaited(deliverable, today),
            None => title(&link.item),
        },
    }
}

/// `dataset, due 15 Feb from Acme Data Office`.
fn awaited(deliverable: &Deliverable, today: NaiveDate) -> String {
    let due = match deliverable.by {
        Some(by) if by < today => format!("overdue since {}", short_date(by, today)),
        Some(by) => format!("due {}", short_date(by, today)),
        None => "without a date".into(),
    };
    let from = if deliverable.from.is_empty() { String::new() } else { format!(" from {}", short(&deliverable.from)) };
    format!("{}, {due}{from}", short(&handle_of(deliverable)))
}

fn short(text: &str) -> String {
    cut(&clean_line(text), TITLE_CELLS).into_owned()
}
