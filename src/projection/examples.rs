//! The plan of the method's example, and short ways to write others, for tests.

use crate::plan::{Deliverable, Milestone, Outcome, Plan, Quarters, Task};
use chrono::NaiveDate;
use std::sync::Arc;

/// `2027-02-08`.
pub fn day(text: &str) -> NaiveDate {
    crate::plan::parse_date(text).unwrap()
}

/// The example plan; its reference day is Monday 8 February 2027.
pub fn finance() -> Plan {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(include_str!("../../tests/data/finance.ron")).unwrap()
}
pub fn finance_day() -> NaiveDate {
    day("2027-02-08")
}

/// A task from `title: owner, owner · 3d · needs x, y · In progress`, in any order but the title; its id is the title.
pub fn task(line: &str) -> Task {
    let (title, rest) = line.split_once(':').unwrap_or((line, ""));
    let mut task = Task { id: title.trim().into(), title: title.trim().into(), ..Task::default() };
    let list = |text: &str| text.split(',').map(|it| it.trim().to_string()).collect::<Vec<_>>();
    for part in rest.split('·').map(str::trim).filter(|part| !part.is_empty()) {
        let days = part.strip_suffix('d').and_then(|days| days.parse::<f64>().ok());
        match (days, part) {
            (Some(days), _) => task.estimate = Some(Quarters((days * 4.0) as u32)),
            (None, part) if part.starts_with("needs ") => task.needs = list(&part[6..]),
            (None, "blocked") => task.blocked = "somehow".into(),
            (None, "In progress" | "Review" | "Done") => task.status = part.into(),
            (None, _) => task.owners = list(part),
        }
    }
    task
}

/// A deliverable of this id, from the data office.
pub fn deliverable(id: &str, by: Option<&str>) -> Deliverable {
    Deliverable { id: id.into(), what: format!("Provide {id}"), from: "Data Office".into(), by: by.map(day), ..Deliverable::default() }
}

/// An outcome with a milestone, by a date or none.
pub fn outcome(id: &str, by: Option<&str>, tasks: &[&str]) -> Outcome {
    let milestone = Milestone { headline: format!("The {id} is there"), by: by.map(day), sign_off: "CFO".into(), ..Milestone::default() };
    Outcome {
        id: id.into(),
        title: format!("Do {id}"),
        owners: vec!["Ann".into()],
        milestone: Some(milestone),
        tasks: tasks.iter().map(|line| Arc::new(task(line))).collect(),
        ..Outcome::default()
    }
}

pub fn with_deliverables(mut outcome: Outcome, deliverables: &[Deliverable]) -> Outcome {
    let milestone = outcome.milestone.as_mut().unwrap();
    milestone.deliverables = deliverables.iter().cloned().map(Arc::new).collect();
    outcome
}

/// A plan with columns To do, In progress, Review and Done.
pub fn plan(outcomes: Vec<Outcome>) -> Plan {
    Plan { title: "P".into(), outcomes: outcomes.into_iter().map(Arc::new).collect(), ..Plan::default() }
}
