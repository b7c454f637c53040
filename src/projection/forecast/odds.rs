//! The distribution of finished items after so many days, by exact convolution of daily counts (spec 3.3): no dice, no sampling.
//! Knows counts and days; no plan, no date. Only + and * on f64 in a fixed order, so that every machine gives the same answer.
//! Days are gone through in blocks of powers of two; where an answer lies within a block, the block is halved.

/// States less likely than this are dropped; over any number of days they add up to less than 1e-9.
const DROPPED_BELOW: f64 = 1e-18;
/// A quantile is reached when the probability is at most this far below it.
pub(super) const CLOSE_ENOUGH: f64 = 1e-9;
/// How sure each of the three days is.
pub(super) const SURE: [f64; 3] = [0.5, 0.85, 0.95];
/// A longer block is not made when it would cost more multiplications than this.
const BLOCK_COST_MAX: usize = 16_000_000;
/// A block is at most this part of all days.
const BLOCKS_MIN: u64 = 4;

/// Besides its sums, a step makes room for them, cuts what is unlikely and asks what is done.
const WALKS_BESIDES: usize = 3;

/// So many sums are made at a time.
const PIECE: usize = 1024;

/// So many items, and what is asked about them; the answers come from `answer`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub items: u64,
    /// How likely they are all done within so many days.
    pub within: Option<u64>,
    /// Whether the days of `SURE` are asked for, or only the chance.
    pub asks: Asks,
    /// By `SURE`: the first day, counted from 1, by whose end all items are done with that probability.
    pub days: [Option<u64>; 3],
    pub chance: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Days,
    ChanceOnly,
}

impl Target {
    pub fn new(items: u64, within: Option<u64>, asks: Asks) -> Self {
        Target { items, within, asks, days: [None; 3], chance: None }
    }
    fn next_sure(&self) -> Option<usize> {
        self.days.iter().position(Option::is_none).filter(|_| self.asks == Asks::Days)
    }
    fn is_open(&self) -> bool {
        self.next_sure().is_some() || (self.within.is_some() && self.chance.is_none())
    }
    /// Whether something of it is answered on or before this day, when so much is done by its end.
    fn is_answered_by(&self, day: u64, done: f64) -> bool {
        let is_sure = self.next_sure().is_some_and(|sure| done >= SURE[sure] - CLOSE_ENOUGH);
        is_sure || (self.chance.is_none() && self.within.is_some_and(|within| within <= day))
    }
    fn note(&mut self, day: u64, done: f64, is_certain: bool) {
        while let Some(sure) = self.next_sure().filter(|sure| done >= SURE[*sure] - CLOSE_ENOUGH) {
            self.days[sure] = Some(day);
        }
        if self.chance.is_none() && self.within.is_some_and(|within| within == day || (is_certain && within > day)) {
            self.chance = Some(done);
        }
    }
}

/// Answers what is asked, from counts of one day each, equally likely. Without a finished item among them nothing is answered.
pub(super) fn answer(daily: &[u32], targets: &mut [Target]) {
    if daily.iter().all(|count| *count == 0) {
        return;
    }
    targets.sort_by_key(|target| target.items);
    let mut sweep = Sweep::new(daily, targets);
    sweep.note();
    while sweep.is_open() {
        sweep.cover(sweep.longest);
    }
}

/// How many items are done, each count with its probability. Counts of the limit and beyond are left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spread {
    low: usize,
    mass: Vec<f64>,
}

impl Spread {
    fn nothing_done() -> Self {
        Spread { low: 0, mass: vec![1.0] }
    }
    /// After one day. The one division is as exact everywhere as + and * are.
    fn of_a_day(daily: &[u32], limit: usize) -> Self {
        let most = daily.iter().max().map_or(0, |most| *most as usize);
        let mut days = vec![0u32; most.min(limit) + 1];
        daily.iter().for_each(|count| days[(*count as usize).min(limit)] += 1);
        days.truncate(limit);
        let all = daily.len() as f64;
        Spread { low: 0, mass: days.into_iter().map(|days| f64::from(days) / all).collect() }.trimmed()
    }
    /// After the days of both.
    fn and(&self, later: &Spread, limit: usize) -> Spread {
        let (long, short) = if self.mass.len() >= later.mass.len() { (self, later) } else { (later, self) };
        let low = self.low + later.low;
        let size = (long.mass.len() + short.mass.len()).saturating_sub(1).min(limit.saturating_sub(low));
        let mut mass = vec![0.0; size];
        let short: Vec<(usize, f64)> = short.mass.iter().copied().enumerate().filter(|(_, likely)| *likely > 0.0).collect();
        // Piece by piece, so that what is summed stays near; each sum still runs over `short` in order.
        for (piece, first) in mass.chunks_mut(PIECE).zip((0..).step_by(PIECE)) {
            let end = first + piece.len();
            for four in short.chunks(4).take_while(|four| four[0].0 < end) {
                add_shifted(piece, first, &long.mass, four);
            }
        }
        Spread { low, mass }.trimmed()
    }
    fn trimmed(mut self) -> Self {
        let is_kept = |part: &f64| *part >= DROPPED_BELOW;
        self.mass.truncate(self.mass.iter().rposition(is_kept).map_or(0, |last| last + 1));
        let first = self.mass.iter().position(is_kept).unwrap_or(0);
        // Moving all to the front for the sake of a few costs more than they do.
        if first * 8 > self.mass.len() {
            self.mass.drain(..first);
            self.low += first;
        }
        self
    }
    /// How many counts are likely at all.
    fn cost(&self) -> usize {
        self.mass.iter().filter(|part| **part > 0.0).count()
    }
    /// What it costs to go on by it, in walks along the state.
    fn walks(&self) -> usize {
        self.cost() + WALKS_BESIDES
    }
    /// By place, how likely fewer are done: one more than there are counts.
    fn fewer(&self) -> Vec<f64> {
        let mut sum = 0.0;
        let sums = self.mass.iter().map(|part| {
            sum += part;
            sum
        });
        std::iter::once(0.0).chain(sums).collect()
    }
}

/// Adds what stands so many places before, for each shift in order; `piece` begins at place `first`. Four at a time where all four
/// reach, so that each sum is fetched once: the order of additions stays the same, and so does every bit.
fn add_shifted(piece: &mut [f64], first: usize, long: &[f64], shifts: &[(usize, f64)]) {
    let end = first + piece.len();
    let reach = |shift: usize| (shift.max(first), (shift + long.len()).min(end));
    let mut add = |(shift, likely): (usize, f64), from: usize, to: usize| {
        if from < to {
            let sums = piece[from - first..to - first].iter_mut();
            sums.zip(&long[from - shift..to - shift]).for_each(|(sum, part)| *sum += part * likely);
        }
    };
    let common = shifts.iter().map(|(shift, _)| reach(*shift)).fold((first, end), |all, one| (all.0.max(one.0), all.1.min(one.1)));
    let [a, b, c, d] = match <[(usize, f64); 4]>::try_from(shifts) {
        Ok(four) if common.0 < common.1 => four,
        _ => return shifts.iter().for_each(|it| add(*it, reach(it.0).0, reach(it.0).1)),
    };
    for it in [a, b, c, d] {
        add(it, reach(it.0).0, common.0);
        add(it, common.1, reach(it.0).1);
    }
    let sums = &mut piece[common.0 - first..common.1 - first];
    let [pa, pb, pc, pd] = [a, b, c, d].map(|(shift, _)| &long[common.0 - shift..][..sums.len()]);
    for (at, sum) in sums.iter_mut().enumerate() {
        *sum = (((*sum + pa[at] * a.1) + pb[at] * b.1) + pc[at] * c.1) + pd[at] * d.1;
    }
}

struct Sweep<'t> {
    targets: &'t mut [Target],
    /// Targets before it are answered.
    first: usize,
    state: Spread,
    day: u64,
    /// Of 1, 2, 4, … days.
    blocks: Vec<Spread>,
    /// The block that costs least a day.
    longest: usize,
    limit: usize,
}

impl<'t> Sweep<'t> {
    fn new(daily: &[u32], targets: &'t mut [Target]) -> Self {
        let limit = targets.last().map_or(0, |target| usize::try_from(target.items).unwrap_or(usize::MAX));
        let blocks = blocks(daily, limit, horizon(daily, targets));
        let dearer = |a: usize, b: usize| (blocks[a].walks() << (b - a)) < blocks[b].walks();
        let longest = (0..blocks.len()).reduce(|a, b| if dearer(a, b) { a } else { b }).unwrap_or(0);
        Sweep { targets, first: 0, state: Spread::nothing_done(), day: 0, blocks, longest, limit }
    }

    fn is_open(&self) -> bool {
        self.first < self.targets.len()
    }

    /// Goes on by 2^level days, or until everything is answered.
    fn cover(&mut self, level: usize) {
        if !self.is_open() {
            return;
        }
        let end = self.day + (1 << level);
        if level > 0 && self.is_answered_within(&self.blocks[level], end) {
            self.cover(level - 1);
            self.cover(level - 1);
            return;
        }
        (self.state, self.day) = (self.state.and(&self.blocks[level], self.limit), end);
        self.note();
    }

    /// Whether something is answered on or before this day, the last of a block. Asked of the state and the block as they are:
    /// how likely so many are done needs no sums of every count. Among those that ask the same the one with the fewest items is first.
    fn is_answered_within(&self, block: &Spread, day: u64) -> bool {
        let open = || self.targets[self.first..].iter().filter(|target| target.is_open());
        if open().any(|target| target.chance.is_none() && target.within.is_some_and(|within| within <= day)) {
            return true;
        }
        let fewer = self.state.fewer();
        (0..SURE.len()).filter_map(|sure| open().find(|target| target.next_sure() == Some(sure))).any(|target| {
            let missing = usize::try_from(target.items).unwrap_or(usize::MAX).saturating_sub(self.state.low + block.low);
            let late = block.mass.iter().take(missing).enumerate();
            let late = late.map(|(at, likely)| likely * fewer[(missing - at).min(fewer.len() - 1)]);
            target.is_answered_by(day, 1.0 - late.fold(0.0, |sum, part| sum + part))
        })
    }

    fn note(&mut self) {
        let open = &mut self.targets[self.first..];
        let done: Vec<f64> = done(&self.state, open).collect();
        for (target, done) in open.iter_mut().zip(done) {
            let is_certain = self.state.mass.is_empty() || target.items <= self.state.low as u64;
            target.note(self.day, done, is_certain);
        }
        while self.targets.get(self.first).is_some_and(|target| !target.is_open()) {
            self.first += 1;
        }
    }
}

/// How likely each target is done; targets in order.
fn done<'a>(state: &'a Spread, targets: &'a [Target]) -> impl Iterator<Item = f64> + 'a {
    let (mut fewer, mut at) = (0.0, 0);
    targets.iter().map(move |target| {
        let until = usize::try_from(target.items).unwrap_or(usize::MAX).saturating_sub(state.low).clamp(at, state.mass.len().max(at));
        fewer += sum(&state.mass[at..until]);
        at = until;
        // Where nothing is likely any more, rounding must not take anything back.
        if state.mass.is_empty() { 1.0 } else { 1.0 - fewer }
    })
}

/// Four sums side by side, then one: always in this order.
fn sum(parts: &[f64]) -> f64 {
    let (fours, rest) = parts.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for four in fours {
        sums.iter_mut().zip(four).for_each(|(sum, part)| *sum += part);
    }
    let [a, b, c, d] = sums;
    rest.iter().fold((a + b) + (c + d), |sum, part| sum + part)
}

/// About how many days will be looked at.
fn horizon(daily: &[u32], targets: &[Target]) -> u64 {
    let finished: u64 = daily.iter().map(|count| u64::from(*count)).sum();
    let days = |target: &Target| target.items.saturating_mul(daily.len() as u64) / finished.max(1);
    let asked = |target: &Target| match target.asks {
        Asks::Days => days(target),
        Asks::ChanceOnly => target.within.unwrap_or(0).min(days(target).saturating_mul(2)),
    };
    targets.iter().map(asked).max().unwrap_or(0)
}

fn blocks(daily: &[u32], limit: usize, horizon: u64) -> Vec<Spread> {
    let mut blocks = vec![Spread::of_a_day(daily, limit)];
    while let Some(last) = blocks.last()
        && last.cost().saturating_mul(last.mass.len()) <= BLOCK_COST_MAX
        && (2u64 << (blocks.len() - 1)).saturating_mul(BLOCKS_MIN) <= horizon
    {
        blocks.push(last.and(last, limit));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(daily: &[u32], items: u64, within: Option<u64>) -> Target {
        let mut targets = [Target::new(items, within, Asks::Days)];
        answer(daily, &mut targets);
        targets[0].clone()
    }
    fn days(daily: &[u32], items: u64) -> [u64; 3] {
        asked(daily, items, None).days.map(Option::unwrap)
    }
    const PUBLISHED: [u32; 31] = [2, 0, 0, 5, 1, 3, 2, 4, 0, 0, 1, 1, 2, 4, 0, 0, 0, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0];

    #[test]
    fn the_published_figures_come_out() {
        let target = asked(&PUBLISHED, 28, Some(30));
        assert_eq!(target.days, [Some(27), Some(35), Some(41)]);
        assert!((target.chance.unwrap() - 0.664).abs() < 5e-4, "{:?}", target.chance);
    }

    #[test]
    fn constant_throughput_leaves_no_doubt() {
        assert_eq!(days(&[2; 5], 10), [5, 5, 5]);
        assert_eq!(days(&[2; 5], 11), [6, 6, 6]);
        assert_eq!(days(&[1; 60], 10_000), [10_000; 3]);
        assert_eq!(asked(&[2; 5], 10, Some(4)).chance, Some(0.0));
        assert_eq!(asked(&[2; 5], 10, Some(5)).chance, Some(1.0));
    }

    /// One item a week, on a day the dice choose: the days of the first success of a geometric distribution with p = 1/5.
    #[test]
    fn one_a_week_is_the_geometric_distribution() {
        let weekly = [0, 0, 1, 0, 0];
        let until = |sure: f64| (1..).find(|n| 1.0 - 0.8f64.powi(*n) >= sure - 1e-9).unwrap() as u64;
        assert_eq!(days(&weekly, 1), SURE.map(until));
        assert_eq!(days(&weekly, 1), [4, 9, 14]);
        let chance = asked(&weekly, 1, Some(3)).chance.unwrap();
        assert!((chance - (1.0 - 0.512)).abs() < 1e-12);
    }

    #[test]
    fn a_probability_that_is_exactly_reached_counts() {
        assert_eq!(days(&[0, 1], 1)[0], 1, "one half after one day");
        assert_eq!(days(&[0, 1], 2)[0], 3, "one half after three");
    }

    #[test]
    fn nothing_to_do_is_done_and_nothing_ever_finished_is_never() {
        assert_eq!(days(&[1, 0], 0), [0; 3]);
        assert_eq!(asked(&[0; 60], 1, Some(3)), Target::new(1, Some(3), Asks::Days));
        assert_eq!(asked(&[1, 0], 3, Some(0)).chance, Some(0.0));
        assert_eq!(asked(&[1, 0], 3, Some(u64::MAX)).chance, Some(1.0));
    }

    #[test]
    fn what_is_dropped_over_twenty_thousand_days_stays_under_a_billionth() {
        let daily = [0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 5];
        let blocks = blocks(&daily, usize::MAX, 1 << 13);
        assert_eq!(blocks.len(), 12);
        for (level, steps) in [(0, 2_000), (5, 200), (10, 20)] {
            let mut state = Spread::nothing_done();
            for _ in 0..steps {
                state = state.and(&blocks[level], usize::MAX);
            }
            let all: f64 = state.mass.iter().sum();
            assert!((1.0 - all).abs() < 1e-9, "{level}: {all}");
            assert!(state.mass.len() < 5_000, "and what is kept stays small");
        }
    }

    #[test]
    fn blocks_of_days_give_what_single_days_give() {
        for items in [1, 30, 999, 2_000] {
            let daily = &PUBLISHED;
            let mut state = Spread::nothing_done();
            let day = Spread::of_a_day(daily, items);
            let mut expected = [None; 3];
            for n in 1.. {
                state = state.and(&day, items);
                let done = 1.0 - state.mass.iter().sum::<f64>();
                let reached = |sure: f64| done >= sure - CLOSE_ENOUGH;
                (0..3).for_each(|at| expected[at] = expected[at].or(reached(SURE[at]).then_some(n)));
                if expected[2].is_some() {
                    break;
                }
            }
            assert_eq!(asked(daily, items as u64, None).days, expected, "{items}");
        }
    }

    /// Every course of so many days, one after the other.
    fn enumerated(daily: &[u32], items: u64, days: u32) -> f64 {
        let courses = daily.len().pow(days);
        let is_done = |course: &usize| {
            let finished: u64 = (0..days).map(|day| u64::from(daily[course / daily.len().pow(day) % daily.len()])).sum();
            finished >= items
        };
        (0..courses).filter(is_done).count() as f64 / courses as f64
    }

    proptest! {
        #[test]
        fn every_small_case_is_what_counting_all_courses_gives(
            daily in proptest::collection::vec(0u32..4, 1..5), items in 1u64..8, within in 0u64..7,
        ) {
            prop_assume!(daily.iter().any(|count| *count > 0));
            let target = asked(&daily, items, Some(within));
            prop_assert!((target.chance.unwrap() - enumerated(&daily, items, within as u32)).abs() < 1e-12);
            for (sure, day) in SURE.into_iter().zip(target.days) {
                let day = day.unwrap();
                if day <= 6 {
                    prop_assert!(enumerated(&daily, items, day as u32) >= sure - 1e-9);
                }
                prop_assert!(enumerated(&daily, items, (day as u32 - 1).min(6)) < sure - 1e-9);
            }
        }

        #[test]
        fn asked_together_or_alone_the_answer_is_the_same(
            daily in proptest::collection::vec(0u32..6, 3..30), items in proptest::collection::vec((0u64..300, proptest::option::of(0u64..200)), 1..8),
        ) {
            prop_assume!(daily.iter().any(|count| *count > 0));
            let mut together: Vec<Target> = items.iter().map(|(items, within)| Target::new(*items, *within, Asks::Days)).collect();
            answer(&daily, &mut together);
            for target in together {
                let alone = asked(&daily, target.items, target.within);
                prop_assert_eq!(alone.days, target.days);
                prop_assert!((alone.chance.unwrap_or(0.0) - target.chance.unwrap_or(0.0)).abs() < 1e-12);
            }
        }
    }
}
