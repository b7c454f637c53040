//! Tasks that are being worked on, by the moment at which they end: near moments have a place each, far ones are sorted.

use std::{cmp::Reverse, collections::BinaryHeap};

/// So many quarters ahead have a place of their own: four years of working days.
const NEAR: u64 = 4096;
const BITS: u64 = 64;
const NO_TASK: u32 = u32::MAX;

#[derive(Debug)]
pub(super) struct Running {
    /// By near moment: the task that came last, and by task the one that came before.
    last: Vec<u32>,
    before: Vec<u32>,
    /// A bit for each near moment at which something ends.
    ends: Vec<u64>,
    far: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Running {
    pub fn new(tasks: usize) -> Self {
        let (last, before) = (vec![NO_TASK; NEAR as usize], vec![NO_TASK; tasks]);
        Running { last, before, ends: vec![0; (NEAR / BITS) as usize], far: BinaryHeap::new() }
    }

    /// `end` is later than `now`.
    pub fn push(&mut self, task: u32, now: u64, end: u64) {
        if end - now >= NEAR {
            return self.far.push(Reverse((end, task)));
        }
        let place = end % NEAR;
        self.before[task as usize] = std::mem::replace(&mut self.last[place as usize], task);
        self.ends[(place / BITS) as usize] |= 1 << (place % BITS);
    }

    /// The next moment at which something ends.
    pub fn next_end(&self, now: u64) -> Option<u64> {
        let far = self.far.peek().map(|Reverse((end, _))| *end);
        self.next_near(now).into_iter().chain(far).min()
    }

    fn next_near(&self, now: u64) -> Option<u64> {
        let place = now % NEAR;
        let (word, bit) = (place / BITS, place % BITS);
        let words = NEAR / BITS;
        for step in 0..=words {
            let mut ends = self.ends[((word + step) % words) as usize];
            if step == 0 {
                ends &= u64::MAX << bit;
            }
            if ends != 0 {
                let found = (word + step) * BITS + u64::from(ends.trailing_zeros());
                return Some(now + found - place);
            }
        }
        None
    }

    /// Takes away a task that ends at this moment.
    pub fn pop(&mut self, moment: u64) -> Option<u32> {
        let place = moment % NEAR;
        match self.last[place as usize] {
            NO_TASK => {
                let is_over = self.far.peek().is_some_and(|Reverse((end, _))| *end <= moment);
                is_over.then(|| self.far.pop()).flatten().map(|Reverse((_, task))| task)
            }
            task => {
                self.last[place as usize] = self.before[task as usize];
                if self.last[place as usize] == NO_TASK {
                    self.ends[(place / BITS) as usize] &= !(1 << (place % BITS));
                }
                Some(task)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tasks_end_in_the_order_of_their_ends(lengths in proptest::collection::vec((1u64..9000, 0u64..300), 1..60)) {
            let mut running = Running::new(lengths.len());
            let (mut now, mut expected, mut ended) = (0, Vec::new(), Vec::new());
            for ((length, pause), task) in lengths.iter().zip(0..) {
                running.push(task, now, now + length);
                expected.push((now + length, task));
                let until = now + pause;
                while let Some(end) = running.next_end(now).filter(|end| *end <= until) {
                    now = end;
                    ended.extend(std::iter::from_fn(|| running.pop(end)).map(|task| (end, task)));
                }
                now = until;
            }
            while let Some(end) = running.next_end(now) {
                now = end;
                ended.extend(std::iter::from_fn(|| running.pop(end)).map(|task| (end, task)));
            }
            prop_assert!(ended.windows(2).all(|two| two[0].0 <= two[1].0));
            ended.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(ended, expected);
        }
    }
}
