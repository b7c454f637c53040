//! Who works undisturbed: their cards are theirs alone, wait for nothing, and nothing waits for them. They take them one after
//! the other whatever all others do, so no moment of the schedule needs to be looked at for them. Cards like that without an
//! owner begin at once.

use super::{
    schedule::{Bound, Run},
    teams::NOBODY,
    work::Work,
};

/// By team, whether its cards are such cards.
pub(super) fn undisturbed(work: &Work) -> Vec<bool> {
    let crew = &work.crew;
    let mut teams_of = vec![0u32; crew.people()];
    let all = || 0..crew.teams() as u32;
    all().flat_map(|team| crew.people_of(team)).for_each(|person| teams_of[*person as usize] += 1);
    let is_theirs_alone = |team: u32| match crew.people_of(team) {
        [] => true,
        [one] => teams_of[*one as usize] == 1,
        _ => false,
    };
    let mut undisturbed: Vec<bool> = all().map(is_theirs_alone).collect();
    for (open, task) in work.tasks.iter().zip(0..) {
        let is_tied = [&work.needs, &work.needed_by, &work.awaits].iter().any(|edges| !edges.of(task).is_empty());
        undisturbed[open.team as usize] &= !is_tied;
    }
    undisturbed
}

/// When the cards of such teams run; they are added to the order.
pub(super) fn run(work: &Work, undisturbed: &[bool], runs: &mut [Option<Run>], order: &mut Vec<u32>) {
    // By team: when it is free, and after which card.
    let mut free: Vec<(u64, Option<u32>)> = vec![(0, None); undisturbed.len()];
    for (open, task) in work.tasks.iter().zip(0..).filter(|(open, _)| undisturbed[open.team as usize]) {
        let (start, before) = free[open.team as usize];
        let end = start + u64::from(open.remaining);
        if open.team != NOBODY {
            free[open.team as usize] = (end, Some(task));
        }
        let person = work.crew.people_of(open.team).first().copied();
        let bound = before.zip(person).map_or(Bound::DayOne, |(task, person)| Bound::Owner { person, task });
        runs[task as usize] = Some(Run { start, end, floor: open.floor, bound });
        order.push(task);
    }
}
