//! By when a deliverable is needed: a backward pass over `needs` alone, from the dates told or meant (spec 3.2 rule 7).
//! Quarters count from the start of day one and may be negative: what was needed before today.

use super::work::{QUARTERS, Work};

/// No date asks for it.
const NEVER: i64 = i64::MAX;

/// By deliverable, the working day by which it is needed, counted from day one as 0; none where no open task needs it or
/// nothing that follows has a date. `deadlines`: by outcome, the working day by which it must end. `order`: tasks in the
/// order of their schedule; those it lacks are in a cycle or wait for one.
pub(super) fn need_by(work: &Work, deadlines: &[Option<i64>], order: &[u32]) -> Vec<Option<i64>> {
    if work.deliverables.is_empty() {
        return Vec::new();
    }
    let quarters = QUARTERS as i64;
    let mut latest_start = vec![NEVER; work.tasks.len()];
    for task in left_out(work, order).iter().chain(order.iter().rev()) {
        let open = &work.tasks[*task as usize];
        let deadline = deadlines[open.outcome as usize].map_or(NEVER, |day| (day + 1) * quarters);
        let followers = work.needed_by.of(*task).iter().map(|it| latest_start[*it as usize]).min().unwrap_or(NEVER);
        let latest_end = deadline.min(followers);
        if latest_end != NEVER {
            latest_start[*task as usize] = latest_end - i64::from(open.remaining);
        }
    }
    let needed = |deliverable: u32| work.awaited_by.of(deliverable).iter().map(|it| latest_start[*it as usize]).min();
    let day_before = |start: i64| start.div_euclid(quarters) - 1;
    (0..work.deliverables.len() as u32).map(|it| needed(it).filter(|start| *start != NEVER).map(day_before)).collect()
}

/// What is not in the schedule, each after what needs it; in a cycle, after all but one of them.
fn left_out(work: &Work, order: &[u32]) -> Vec<u32> {
    let tasks = work.tasks.len();
    let mut sorted = Vec::with_capacity(tasks - order.len());
    let mut is_seen = vec![false; tasks];
    order.iter().for_each(|task| is_seen[*task as usize] = true);
    for first in 0..tasks as u32 {
        if std::mem::replace(&mut is_seen[first as usize], true) {
            continue;
        }
        let mut path = vec![(first, work.needed_by.of(first).iter())];
        while let Some((task, followers)) = path.last_mut() {
            match followers.find(|it| !std::mem::replace(&mut is_seen[**it as usize], true)) {
                Some(follower) => path.push((*follower, work.needed_by.of(*follower).iter())),
                None => {
                    sorted.push(*task);
                    path.pop();
                }
            }
        }
    }
    sorted
}
