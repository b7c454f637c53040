//! What a schedule says of outcomes: when each ends, which task ends it, and which tasks wait for themselves.

use super::{End, NO_OUTCOME, cycles, days::Days, known::Known, schedule::Schedule, work::Work};
use crate::plan::Outcome;

/// By outcome, its end and its open task that ends last (spec 3.2 rule 4).
pub(super) fn ends(known: &Known, work: &Work, schedule: &Schedule, days: &Days) -> (Vec<Option<End>>, Vec<Option<u32>>) {
    let outcomes = known.outcomes.len();
    let mut last: Vec<Option<(u64, u32)>> = vec![None; outcomes];
    let (mut is_floor, mut is_left_out) = (vec![false; outcomes], vec![false; outcomes]);
    for ((open, run), number) in work.tasks.iter().zip(&schedule.runs).zip(0..) {
        let outcome = open.outcome as usize;
        match run {
            Some(run) => {
                last[outcome] = last[outcome].max(Some((run.end, number)));
                is_floor[outcome] |= run.floor;
            }
            None => is_left_out[outcome] = true,
        }
    }
    let end = |outcome: usize| match last[outcome] {
        _ if is_left_out[outcome] => None,
        Some((quarter, _)) => Some(End { on: days.ending_at(quarter), floor: is_floor[outcome] }),
        None => finished(&known.outcomes[outcome].outcome),
    };
    let ends: Vec<Option<End>> = (0..outcomes).map(end).collect();
    let last = last.iter().zip(is_left_out).map(|(last, is_left_out)| last.filter(|_| !is_left_out));
    (ends, last.map(|last| Some(last?.1)).collect())
}

/// When the work of a live outcome without open tasks ended.
fn finished(outcome: &Outcome) -> Option<End> {
    let end = outcome.tasks.iter().filter_map(|task| task.finished).max();
    end.filter(|_| outcome.is_live()).map(|on| End { on, floor: false })
}

/// Tasks that need each other, by their ids.
pub(super) fn circles(known: &Known, work: &Work, schedule: &Schedule) -> Vec<Vec<String>> {
    let left_out: Vec<u32> = (0..work.tasks.len() as u32).filter(|task| schedule.runs[*task as usize].is_none()).collect();
    if left_out.is_empty() {
        return Vec::new();
    }
    let ids = |cycle: Vec<u32>| cycle.iter().map(|task| known.names.text(work.tasks[*task as usize].id).to_string()).collect();
    cycles::cycles(work, &left_out).into_iter().map(ids).collect()
}

/// By name, the outcome; of several alike the first.
pub(super) fn outcomes(known: &Known) -> Vec<u32> {
    let mut outcomes = vec![NO_OUTCOME; known.names.len()];
    for (brief, number) in known.outcomes.iter().zip(0..) {
        let outcome = &mut outcomes[brief.id as usize];
        *outcome = number.min(*outcome);
    }
    outcomes
}
