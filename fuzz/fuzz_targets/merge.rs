//! Two sides change one plan in ways the bytes choose; what they become together reads, is the same whoever is called ours,
//! takes a one-sided change whole, and keeps every card that a side made or changed.
#![no_main]

use handshake::{
    file::Document,
    plan::{Change, ChangeKind, Outcome, Person, Plan, Task, merge, merge_labelled},
};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

const BASE: &str = include_str!("../../tests/data/finance.ron");

fuzz_target!(|bytes: &[u8]| {
    let document = Document::open(BASE.as_bytes().to_vec()).expect("the example reads");
    let base = document.plan();
    let (ours, theirs) = bytes.split_at(bytes.len() / 2);
    let (ours, theirs) = (edited(base, ours, "o"), edited(base, theirs, "t"));
    let (joined, clashes) = merge(base, &ours, &theirs);
    let (other_way, others) = merge_labelled(base, &theirs, &ours, ["base", "theirs", "ours"]);
    assert_eq!(joined, other_way);
    assert_eq!(clashes, others);
    assert_eq!(merge(base, &ours, base).0, ours);
    assert_eq!(merge(base, &ours, &ours).0, ours);
    for task in ours.tasks().chain(theirs.tasks()).map(|it| it.task).filter(|it| base.task(&it.id).is_none_or(|was| was.task != *it)) {
        assert!(joined.tasks().any(|it| it.task.id == task.id || it.task.title == task.title), "{} is lost", task.id);
    }
    let mut document = document.clone();
    let joined = Arc::new(joined);
    let saved = document.save(&joined).expect("what is joined can be written");
    assert_eq!(**Document::open(saved.text.as_bytes().to_vec()).expect("and read").plan(), *joined);
});

/// Three bytes an edit: what, to which item, with which value.
fn edited(base: &Plan, bytes: &[u8], side: &str) -> Plan {
    let mut plan = base.clone();
    for (n, edit) in bytes.chunks_exact(3).take(24).enumerate() {
        let ids: Vec<String> = plan.tasks().map(|it| it.task.id.clone()).collect();
        let outcomes: Vec<String> = plan.outcomes.iter().map(|it| it.id.clone()).collect();
        let pick = |list: &[String]| list.get(usize::from(edit[1]) % list.len().max(1)).cloned().unwrap_or_default();
        let (id, outcome, value) = (pick(&ids), pick(&outcomes), ["", "x", "y", "Ann", "a\nb", "\"q\"", "é", " "][usize::from(edit[2]) % 8].to_string());
        // What is refused changes nothing, which is an edit like any other.
        let _ = match edit[0] % 18 {
            0 => plan.bin(&id),
            1 => plan.move_to_outcome(&id, Some(&outcome)),
            2 => plan.move_to_outcome(&id, None),
            3 => plan.task_mut(&id).map(|it| it.title = value),
            4 => plan.task_mut(&id).map(|it| it.owners = vec![value]),
            5 => plan.task_mut(&id).map(|it| it.needs.push(value)),
            6 => plan.task_mut(&id).map(|it| it.status = value),
            7 => plan.task_mut(&id).map(|it| it.note = format!("{value}\n{}\n{value}", it.note)),
            8 => plan.outcome_mut(&outcome).map(|it| it.tasks.reverse()),
            9 => plan.outcome_mut(&outcome).map(|it| it.title = value),
            10 => plan.outcome_mut(&outcome).map(|it| it.milestone = None),
            11 => plan.milestone_mut(&outcome).map(|it| it.headline = format!("{value}!")),
            12 => plan.milestone_mut(&outcome).map(|it| it.deliverables.clear()),
            13 => Ok(plan.noise.push(Arc::new(Task { id: format!("{side}{n}"), title: value, ..Task::default() }))),
            // The same id on both sides, for different things.
            14 => Ok(plan.noise.push(Arc::new(Task { id: format!("both{n}"), title: format!("{side}{value}"), ..Task::default() }))),
            15 => Ok(plan.outcomes.push(Arc::new(Outcome { id: format!("{side}out{n}"), title: value, ..Outcome::default() }))),
            16 => Ok(plan.people.retain(|it: &Arc<Person>| it.name.len() % 2 == usize::from(edit[1] % 2))),
            _ => Ok(plan.changes.push(Arc::new(Change { id: format!("{side}ch{n}"), kind: ChangeKind::default(), what: value, ..Change::default() }))),
        };
    }
    plan
}
