//! The cards of each team that are ready, the first in order on top.
//! What is ready from the start lies there in order; only what becomes ready later is sorted in.

use super::work::Work;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Tasks, the smallest on top.
pub(super) type Smallest = BinaryHeap<Reverse<u32>>;

#[derive(Debug)]
pub(super) struct Queues {
    teams: Vec<Queue>,
    /// What was ready from the start, team after team.
    at_start: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Queue {
    /// The card on top.
    first: Option<u32>,
    /// What is left of those that were ready from the start.
    next: u32,
    end: u32,
    late: Smallest,
}

impl Queues {
    /// `unmet`: by task, how much it waits for.
    pub fn new(work: &Work, unmet: &[u32]) -> Self {
        let ready = || work.tasks.iter().zip(0..).zip(unmet).filter(|(_, unmet)| **unmet == 0).map(|(it, _)| it);
        let mut teams = vec![Queue { first: None, next: 0, end: 0, late: BinaryHeap::new() }; work.crew.teams()];
        ready().for_each(|(open, _)| teams[open.team as usize].end += 1);
        let mut start = 0;
        for team in &mut teams {
            let count = std::mem::replace(&mut team.end, start);
            team.next = start;
            start += count;
        }
        let mut at_start = vec![0; start as usize];
        for (open, task) in ready() {
            let team = &mut teams[open.team as usize];
            at_start[team.end as usize] = task;
            team.end += 1;
            team.first = team.first.or(Some(task));
        }
        Queues { teams, at_start }
    }

    pub fn first(&self, team: u32) -> Option<u32> {
        self.teams[team as usize].first
    }

    /// Whether it is on top now.
    pub fn push(&mut self, team: u32, task: u32) -> bool {
        let queue = &mut self.teams[team as usize];
        queue.late.push(Reverse(task));
        let is_first = queue.first.is_none_or(|first| task < first);
        if is_first {
            queue.first = Some(task);
        }
        is_first
    }

    /// Takes the first away.
    pub fn pop(&mut self, team: u32) {
        let queue = &mut self.teams[team as usize];
        match queue.late.peek().is_some_and(|Reverse(late)| Some(*late) == queue.first) {
            true => _ = queue.late.pop(),
            false => queue.next += 1,
        }
        let late = queue.late.peek().map(|Reverse(late)| *late);
        let early = (queue.next < queue.end).then(|| self.at_start[queue.next as usize]);
        queue.first = early.into_iter().chain(late).min();
    }
}
