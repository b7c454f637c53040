//! By which day so many items are done, and how likely within so many days (spec 3.3): no dice, no sampling.
//! Knows counts and days; no plan, no date. `spread` knows how many items so many days finish.
//! Days are gone through in two halves: how many both finish together takes one sum, and each half is narrower than the whole.

use super::spread::{Late, Spread};

/// A quantile is reached when the probability is at most this far below it.
pub(super) const CLOSE_ENOUGH: f64 = 1e-9;
/// How sure each of the three days is.
pub(super) const SURE: [f64; 3] = [0.5, 0.85, 0.95];
/// A longer block is not made when it would cost more multiplications than this.
const BLOCK_COST_MAX: usize = 60_000;
/// A block is at most this part of all days.
const BLOCKS_MIN: u64 = 4;

/// Besides its sums, a step makes room for them, cuts what is unlikely and asks what is done.
const WALKS_BESIDES: usize = 10;

/// What is less likely than this is said never to be.
const NEVER: f64 = 1e-12;

/// Up to so many days nothing is doubled.
const LEAP_FROM: u64 = 100;

/// After one more of so many parts the later days may become the earlier ones.
const TURNS: u64 = 32;

/// So many items, and what is asked about them; the answers come from `answer`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub items: u64,
    /// How likely they are all done within so many days.
    pub within: Option<u64>,
    /// By `SURE`: the first day, counted from 1, by whose end all items are done with that probability.
    pub days: [Option<u64>; 3],
    pub chance: Option<f64>,
}

impl Target {
    pub fn new(items: u64, within: Option<u64>) -> Self {
        Target { items, within, days: [None; 3], chance: None }
    }
    fn next_sure(&self) -> Option<usize> {
        self.days.iter().position(Option::is_none)
    }
    fn is_open(&self) -> bool {
        self.next_sure().is_some() || (self.within.is_some() && self.chance.is_none())
    }
    /// Whether something of it is answered on or before this day, when so much is done by its end.
    fn is_answered_by(&self, day: u64, done: f64) -> bool {
        let is_sure = self.next_sure().is_some_and(|sure| done >= SURE[sure] - CLOSE_ENOUGH);
        is_sure || (self.chance.is_none() && self.within.is_some_and(|within| within <= day))
    }
    /// Notes what this day answers, when fewer are done with this probability, and whether it answers anything.
    fn note(&mut self, day: u64, late: f64) -> bool {
        let was = (self.days, self.chance);
        while let Some(sure) = self.next_sure().filter(|sure| 1.0 - late >= SURE[*sure] - CLOSE_ENOUGH) {
            self.days[sure] = Some(day);
        }
        if self.chance.is_none() && self.within.is_some_and(|within| within == day || (late < NEVER && within > day)) {
            self.chance = Some(if late < NEVER { 1.0 } else { 1.0 - late });
        }
        was != (self.days, self.chance)
    }
}

/// Answers what is asked, from counts of one day each, equally likely. Without a finished item among them nothing is answered.
pub(super) fn answer(daily: &[u32], targets: &mut [Target]) {
    if daily.iter().all(|count| *count == 0) {
        return;
    }
    targets.sort_by_key(|target| target.items);
    Sweep::new(daily, targets).run();
}

struct Sweep<'t> {
    targets: &'t mut [Target],
    /// Targets before it are answered.
    first: usize,
    /// The days so far in two halves: how likely the earlier ones finish fewer, and what the later ones finish.
    earlier: Late,
    earlier_days: u64,
    later: Spread,
    later_days: u64,
    /// Each costs less a day than the one before; the first is one day.
    blocks: Vec<Block>,
    limit: usize,
    /// About the first day that answers anything.
    soon: u64,
}

impl<'t> Sweep<'t> {
    fn new(daily: &[u32], targets: &'t mut [Target]) -> Self {
        let limit = targets.last().map_or(0, |target| count(target.items));
        let blocks = blocks(daily, limit, horizon(daily, targets));
        for target in targets.iter_mut() {
            target.chance = target.within.filter(|within| is_late_unlikely(&blocks[0].spread, *within, target.items)).map(|_| 1.0);
        }
        let soon = soon(daily, targets);
        let (later, earlier) = (Spread::nothing_done(), Spread::nothing_done().late());
        Sweep { targets, first: 0, earlier, earlier_days: 0, later, later_days: 0, blocks, limit, soon }
    }

    fn run(mut self) {
        self.note();
        self.leap();
        let (mut level, mut is_near, mut next_turn) = (self.blocks.len() - 1, false, 1);
        while self.first < self.targets.len() {
            let next = self.later.and(&self.blocks[level].spread, self.limit);
            let days = self.later_days + self.blocks[level].days;
            if level > 0 && self.is_answered_by(self.earlier_days + days, &self.earlier, &next) {
                (level, is_near) = (level - 1, true);
                continue;
            }
            (self.later, self.later_days) = (next, days);
            let is_answered = self.note();
            is_near &= !is_answered;
            level = if is_near { level } else { (level + 1).min(self.blocks.len() - 1) };
            if days >= next_turn && !is_near {
                self.turn();
                next_turn = days + days / TURNS + 1;
            }
        }
    }

    /// Goes to shortly before the first day that may answer something, both halves doubled as often as it takes.
    fn leap(&mut self) {
        let aim = self.soon / 32 * 15;
        let doublings = (0..u64::BITS).find(|doublings| aim >> doublings < LEAP_FROM).unwrap_or(0);
        let mut days = aim >> doublings;
        for doubled in 0..=doublings {
            let later = if doubled == 0 { self.after(days) } else { self.later.twice(self.limit) };
            let late = later.late();
            if self.is_answered_by(2 * days, &late, &later) {
                return;
            }
            (self.earlier, self.earlier_days, self.later, self.later_days) = (late, days, later, days);
            days *= 2;
        }
    }

    /// What so many days finish.
    fn after(&self, days: u64) -> Spread {
        let (mut all, mut left) = (Spread::nothing_done(), days);
        for block in self.blocks.iter().rev() {
            (0..left / block.days).for_each(|_| all = all.and(&block.spread, self.limit));
            left %= block.days;
        }
        all
    }

    /// Where nothing is answered for as long, what the later days finish is taken for the earlier ones too.
    fn turn(&mut self) {
        let late = self.later.late();
        if self.later_days > self.earlier_days && !self.is_answered_by(2 * self.later_days, &late, &self.later) {
            (self.earlier, self.earlier_days) = (late, self.later_days);
        }
    }

    /// Whether something is answered on or before this day. Among those that ask the same the one with the fewest items is first.
    fn is_answered_by(&self, day: u64, earlier: &Late, later: &Spread) -> bool {
        let open = || self.targets[self.first..].iter().filter(|target| target.is_open());
        open().any(|target| target.chance.is_none() && target.within.is_some_and(|within| within <= day))
            || (0..SURE.len())
                .filter_map(|sure| open().find(|target| target.next_sure() == Some(sure)))
                .any(|target| target.is_answered_by(day, 1.0 - earlier.with(later, count(target.items))))
    }

    /// Notes what this day answers, and whether it answers anything.
    fn note(&mut self) -> bool {
        let day = self.earlier_days + self.later_days;
        let mut is_answered = false;
        // None of those after one that is not done asks for less.
        let mut not_sure = [false; SURE.len() + 1];
        for target in self.targets[self.first..].iter_mut().filter(|target| target.is_open()) {
            let next = target.next_sure().unwrap_or(SURE.len());
            if not_sure[next] && target.within != Some(day) {
                continue;
            }
            let late = self.earlier.with(&self.later, count(target.items));
            let is_noted = target.note(day, late);
            not_sure[next] |= !is_noted;
            is_answered |= is_noted;
        }
        while self.targets.get(self.first).is_some_and(|target| !target.is_open()) {
            self.first += 1;
        }
        is_answered
    }
}

fn count(items: u64) -> usize {
    usize::try_from(items).unwrap_or(usize::MAX)
}

/// Whether it can be said without looking that fewer are done on this day with a probability of less than `NEVER`: for every z below 1,
/// z^done is at least z^(items - 1) where fewer are done, and its mean is that of one day to the power of the days (Chernoff).
fn is_late_unlikely(day: &Spread, days: u64, items: u64) -> bool {
    (1..=24).map(|halves| 1.0 - power(0.5, halves)).any(|z| {
        let a_day = power(z, day.low as u64) * day.mass.iter().rev().fold(0.0, |sum, part| sum * z + part);
        let (mean, least) = (power(a_day * (1.0 + 1e-9), days), power(z, items));
        least > 1e-200 && mean < least * NEVER
    })
}

/// By squaring: always in this order.
fn power(base: f64, exponent: u64) -> f64 {
    (0..u64::BITS - exponent.leading_zeros()).rev().fold(1.0, |power, bit| {
        let square = power * power;
        if exponent >> bit & 1 == 1 { square * base } else { square }
    })
}

/// How many days so many items take at the mean of the history.
fn mean_days(daily: &[u32], items: u64) -> u64 {
    let finished: u64 = daily.iter().map(|count| u64::from(*count)).sum();
    items.saturating_mul(daily.len() as u64) / finished.max(1)
}

/// About how many days will be looked at.
fn horizon(daily: &[u32], targets: &[Target]) -> u64 {
    targets.iter().map(|target| mean_days(daily, target.items)).max().unwrap_or(0)
}

/// About the first day after today that answers anything.
fn soon(daily: &[u32], targets: &[Target]) -> u64 {
    let days = |target: &Target| Some(mean_days(daily, target.items));
    let within = |target: &Target| target.within.filter(|_| target.chance.is_none());
    targets.iter().flat_map(|target| [days(target), within(target)]).flatten().filter(|day| *day > 0).min().unwrap_or(0)
}

/// What so many days finish.
struct Block {
    days: u64,
    spread: Spread,
}

impl Block {
    fn walks(&self) -> u64 {
        (self.spread.cost() + WALKS_BESIDES) as u64
    }
    fn is_cheaper(&self, other: &Block) -> bool {
        self.walks() * other.days < other.walks() * self.days
    }
}

/// Of one day and of those powers of two that cost less a day than all before.
fn blocks(daily: &[u32], limit: usize, horizon: u64) -> Vec<Block> {
    let mut last = Block { days: 1, spread: Spread::of_a_day(daily, limit) };
    let mut blocks = Vec::new();
    loop {
        let is_short = last.spread.cost().saturating_mul(last.spread.mass.len()) <= BLOCK_COST_MAX;
        let next = (is_short && (2 * last.days).saturating_mul(BLOCKS_MIN) <= horizon)
            .then(|| Block { days: 2 * last.days, spread: last.spread.twice(limit) });
        if blocks.last().is_none_or(|best| last.is_cheaper(best)) {
            blocks.push(last);
        }
        match next {
            Some(next) => last = next,
            None => return blocks,
        }
    }
}

#[cfg(test)]
mod tests;
