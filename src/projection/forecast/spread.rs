//! How many items are done after so many days, each count with its probability: sums of independent days, by exact convolution.
//! Knows counts and probabilities; no day, no question. Only + and * on f64 in a fixed order, so that every machine gives the same.
//! What is less likely than anyone could notice is dropped; a distribution with gaps costs what stands in it, not its length.

/// States less likely than this are dropped; over any number of days they add up to less than 1e-9.
const DROPPED_BELOW: f64 = 1e-18;
/// So many sums are made at a time.
const PIECE: usize = 1024;

/// How many items are done, each count with its probability. Counts of the limit and beyond are left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spread {
    pub low: usize,
    pub mass: Vec<f64>,
}

impl Spread {
    pub fn nothing_done() -> Self {
        Spread { low: 0, mass: vec![1.0] }
    }
    /// After one day. The one division is as exact everywhere as + and * are.
    pub fn of_a_day(daily: &[u32], limit: usize) -> Self {
        let most = daily.iter().max().map_or(0, |most| *most as usize);
        let mut days = vec![0u32; most.min(limit) + 1];
        daily.iter().for_each(|count| days[(*count as usize).min(limit)] += 1);
        days.truncate(limit);
        let all = daily.len() as f64;
        Spread { low: 0, mass: days.into_iter().map(|days| f64::from(days) / all).collect() }.trimmed()
    }
    /// After the days of both.
    pub fn and(&self, later: &Spread, limit: usize) -> Spread {
        // Shifted is the one, by what stands in the other: whichever way is less work.
        let is_later_short = self.mass.len() * later.cost() <= later.mass.len() * self.cost();
        let (long, short) = if is_later_short { (self, later) } else { (later, self) };
        let size = (long.mass.len() + short.mass.len()).saturating_sub(1);
        let shifts = short.mass.iter().enumerate().map(|(by, likely)| Shift { by, from: by, likely: *likely });
        sums(&long.mass, &shifts.filter(|it| it.likely > 0.0).collect::<Vec<_>>(), self.low + later.low, size, limit).trimmed()
    }
    /// After twice as many days: each two counts that differ are multiplied once.
    pub fn twice(&self, limit: usize) -> Spread {
        let size = (2 * self.mass.len()).saturating_sub(1);
        let shifts = self.mass.iter().enumerate().map(|(by, likely)| Shift { by, from: 2 * by + 1, likely: 2.0 * likely });
        let mut twice = sums(&self.mass, &shifts.filter(|it| it.likely > 0.0).collect::<Vec<_>>(), 2 * self.low, size, limit);
        twice.mass.iter_mut().step_by(2).zip(&self.mass).for_each(|(sum, part)| *sum += part * part);
        twice.trimmed()
    }
    fn trimmed(mut self) -> Self {
        // Also within: in a gap, what is left of products of products soon is too small to be multiplied fast.
        self.mass.iter_mut().for_each(|part| *part = if *part < DROPPED_BELOW { 0.0 } else { *part });
        let is_kept = |part: &f64| *part > 0.0;
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
    pub fn cost(&self) -> usize {
        self.mass.iter().filter(|part| **part > 0.0).count()
    }
    pub fn late(&self) -> Late {
        let mut sum = 0.0;
        let mut fewer = vec![0.0; self.mass.len() + 1];
        for (fewer, part) in fewer.iter_mut().rev().skip(1).zip(&self.mass) {
            sum += part;
            *fewer = sum;
        }
        Late { top: self.low + self.mass.len(), fewer }
    }
}

/// How likely fewer items are done than asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Late {
    /// More than any count that is likely.
    top: usize,
    /// Fewer than `top`, than one less, and so on.
    fewer: Vec<f64>,
}

impl Late {
    /// How likely fewer than so many are done after these days and those of the other.
    pub fn with(&self, other: &Spread, items: usize) -> f64 {
        let missing = items.saturating_sub(other.low);
        let all_late = missing.saturating_sub(self.top).min(other.mass.len());
        let (all, some) = other.mass.split_at(all_late);
        let all = sum(all) * self.fewer[0];
        all + self.fewer.get(self.top.saturating_sub(missing)..).map_or(0.0, |fewer| sum_of_products(some, fewer))
    }
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

/// Eight sums side by side, then one: always in this order.
fn sum_of_products(one: &[f64], other: &[f64]) -> f64 {
    let size = one.len().min(other.len());
    let ((ones, rest), (others, other_rest)) = (one[..size].as_chunks::<8>(), other[..size].as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (one, other) in ones.iter().zip(others) {
        for (sum, (one, other)) in sums.iter_mut().zip(one.iter().zip(other)) {
            *sum += one * other;
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    let sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
    rest.iter().zip(other_rest).fold(sum, |sum, (one, other)| sum + one * other)
}

/// Adds what stands `by` places before, so many times, to the sums from one place on.
#[derive(Clone, Copy)]
struct Shift {
    by: usize,
    from: usize,
    likely: f64,
}

/// Piece by piece, so that what is summed stays near; each sum still runs over the shifts in order.
fn sums(long: &[f64], shifts: &[Shift], low: usize, size: usize, limit: usize) -> Spread {
    let mut mass = vec![0.0; size.min(limit.saturating_sub(low))];
    for (piece, first) in mass.chunks_mut(PIECE).zip((0..).step_by(PIECE)) {
        let end = first + piece.len();
        for four in shifts.chunks(4).take_while(|four| four[0].from < end) {
            add_shifted(piece, first, long, four);
        }
    }
    Spread { low, mass }
}

/// For each shift in order; `piece` begins at place `first`. Four at a time where all four reach, so that each sum is fetched once:
/// the order of additions stays the same, and so does every bit.
fn add_shifted(piece: &mut [f64], first: usize, long: &[f64], shifts: &[Shift]) {
    let end = first + piece.len();
    let reach = |it: Shift| (it.from.max(first), (it.by + long.len()).min(end));
    let mut add = |it: Shift, from: usize, to: usize| {
        if from < to {
            let sums = piece[from - first..to - first].iter_mut();
            sums.zip(&long[from - it.by..to - it.by]).for_each(|(sum, part)| *sum += part * it.likely);
        }
    };
    let common = shifts.iter().map(|it| reach(*it)).fold((first, end), |all, one| (all.0.max(one.0), all.1.min(one.1)));
    let [a, b, c, d] = match <[Shift; 4]>::try_from(shifts) {
        Ok(four) if common.0 < common.1 => four,
        _ => return shifts.iter().for_each(|it| add(*it, reach(*it).0, reach(*it).1)),
    };
    for it in [a, b, c, d] {
        add(it, reach(it).0, common.0);
        add(it, common.1, reach(it).1);
    }
    let sums = &mut piece[common.0 - first..common.1 - first];
    let [pa, pb, pc, pd] = [a, b, c, d].map(|it| &long[common.0 - it.by..][..sums.len()]);
    for (at, sum) in sums.iter_mut().enumerate() {
        *sum = (((*sum + pa[at] * a.likely) + pb[at] * b.likely) + pc[at] * c.likely) + pd[at] * d.likely;
    }
}
