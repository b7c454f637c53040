//! A text that reads is changed in ways its bytes choose, saved, and taken back to the same bytes.
#![no_main]

use handshake::{
    file::Document,
    plan::{Plan, Task},
};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut document) = Document::open(bytes.to_vec()) else { return };
    let (text, first) = (document.text().to_string(), Arc::clone(document.plan()));
    let choices = bytes.iter().rev().take(8);
    for choice in choices {
        let mut plan = Plan::clone(document.plan());
        change(&mut plan, *choice);
        document.save(&Arc::new(plan)).expect("a plan that can be said is saved");
    }
    document.save(&first).expect("going back is always possible");
    assert_eq!(document.text(), text);
});

fn change(plan: &mut Plan, choice: u8) {
    let ids: Vec<String> = plan.tasks().map(|it| it.task.id.clone()).collect();
    let Some(id) = ids.get(usize::from(choice) % ids.len().max(1)) else {
        let mut random = u64::from(choice);
        let id = plan.fresh_id(|| {
            random += 7919;
            random
        });
        plan.noise.push(Arc::new(Task { id, title: "new".into(), ..Task::default() }));
        return;
    };
    let outcome = plan.outcomes.first().map(|it| it.id.clone());
    let done = match choice % 6 {
        0 => plan.bin(id),
        1 => plan.move_to_outcome(id, outcome.as_deref()),
        2 => plan.move_to_outcome(id, None),
        3 => plan.task_mut(id).map(|task| task.owners.push("Ann".into())),
        4 => plan.task_mut(id).map(|task| task.note.clear()),
        _ => plan.task_mut(id).map(|task| task.title.push('!')),
    };
    done.expect("the task is there");
}
