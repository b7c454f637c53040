//! What others wrote into the file while the desk did not know of it yet: a plan from the desk is joined with it before it is written.
//! The desk does the same joins, in the same order, when it hears of them; so both come to the same plan.

use crate::{
    desk::Author,
    plan::{Plan, diff, merge},
};
use chrono::NaiveDate;
use std::{
    collections::VecDeque,
    hash::{BuildHasher, RandomState},
    sync::Arc,
};

/// So many plans of this session are remembered.
const RECENT_MAX: usize = 20;

struct Join {
    base: Arc<Plan>,
    theirs: Arc<Plan>,
}

/// The plan on the disk, and the joins that the desk may not have made.
pub(super) struct Joins {
    on_disk: Arc<Plan>,
    pending: VecDeque<Join>,
    /// How often others' plans were read.
    readings: usize,
    /// Plans that the file had in this session, the newest last.
    recent: VecDeque<Arc<Plan>>,
}

impl Joins {
    pub fn from(on_disk: Arc<Plan>) -> Self {
        Joins { recent: VecDeque::from([on_disk.clone()]), on_disk, pending: VecDeque::new(), readings: 0 }
    }

    /// The desk has made the first `count` joins.
    pub fn heard(&mut self, count: usize) {
        let unheard = self.readings.saturating_sub(count);
        while self.pending.len() > unheard {
            self.pending.pop_front();
        }
    }

    /// A plan of the desk, with what it has not heard of.
    pub fn join(&self, plan: &Arc<Plan>) -> Arc<Plan> {
        self.pending.iter().fold(plan.clone(), |ours, it| Arc::new(merge(&it.base, &ours, &it.theirs).0))
    }

    pub fn saved(&mut self, plan: &Arc<Plan>) {
        self.remember(plan.clone());
        self.on_disk = plan.clone();
    }

    pub fn on_disk(&self) -> &Arc<Plan> {
        &self.on_disk
    }

    /// Others wrote this plan; gives it as it would be had they begun from what was on the disk.
    /// What a handshake wrote, and what the file had before, is meant as it stands.
    pub fn read(&mut self, theirs: &Arc<Plan>, author: Author) -> Arc<Plan> {
        let begun = match author {
            Author::Handshake | Author::Older => None,
            Author::Program => self.begun_from(theirs),
        };
        self.remember(theirs.clone()); // whoever wrote it may go on from it, and not from what we make of it
        let theirs = begun.map_or_else(|| theirs.clone(), |begun| Arc::new(merge(&begun, &self.on_disk, theirs).0));
        self.pending.push_back(Join { base: self.on_disk.clone(), theirs: theirs.clone() });
        self.readings += 1;
        self.remember(theirs.clone());
        self.on_disk = theirs.clone();
        theirs
    }

    /// An editor that was open for long saves what it read then, changed: the older plan that is nearer to theirs than the one on
    /// the disk is what they began from. (Exactly an older text is a way back that somebody took; it is known, and followed.)
    fn begun_from(&self, theirs: &Plan) -> Option<Arc<Plan>> {
        let far = |from: &Arc<Plan>| diff(from, theirs, NaiveDate::default()).len();
        let mut nearest = far(&self.on_disk);
        let mut begun = None;
        for older in self.recent.iter().rev().filter(|it| !Arc::ptr_eq(it, &self.on_disk)) {
            if nearest == 0 {
                break;
            }
            let distance = far(older);
            if distance < nearest {
                (nearest, begun) = (distance, Some(older.clone()));
            }
        }
        begun
    }

    /// A plan that is there again is not there twice: a program that writes the same again and again must not drive out what it
    /// began from.
    fn remember(&mut self, plan: Arc<Plan>) {
        self.recent.retain(|it| *it != plan);
        self.recent.push_back(plan);
        if self.recent.len() > RECENT_MAX {
            self.recent.pop_front();
        }
    }
}

/// The texts that the file had in this session before the one it has, by their hashes.
pub(super) struct Seen {
    keys: [u64; 3],
    hashes: VecDeque<u64>,
}

impl Default for Seen {
    fn default() -> Self {
        let random = RandomState::new();
        Seen { keys: [0, 1, 2].map(|n: u64| random.hash_one(n)), hashes: VecDeque::new() }
    }
}

impl Seen {
    pub fn note(&mut self, text: &[u8]) {
        self.hashes.push_back(self.hash(text));
        if self.hashes.len() > RECENT_MAX {
            self.hashes.pop_front();
        }
    }
    pub fn has(&self, text: &[u8]) -> bool {
        self.hashes.contains(&self.hash(text))
    }
    /// Sixteen bytes at a time: a plan can have millions.
    fn hash(&self, text: &[u8]) -> u64 {
        let [first, second, begin] = self.keys;
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        text.chunks(16).fold(begin ^ text.len() as u64, |hash, chunk| {
            let (low, high) = match chunk.as_chunks::<8>().0 {
                [low, high] => (u64::from_le_bytes(*low), u64::from_le_bytes(*high)),
                _ => (number(&chunk[..chunk.len().min(8)]), number(chunk.get(8..).unwrap_or_default())),
            };
            let product = u128::from(low ^ first ^ hash) * u128::from(high ^ second);
            (product as u64 ^ (product >> 64) as u64).wrapping_add(hash.rotate_left(23))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_again_and_no_other_one() {
        let mut seen = Seen::default();
        let text: Vec<u8> = (0..100).collect();
        let mut other = text.clone();
        for length in 0..100 {
            other[length] ^= 1;
            seen.note(&text[..length]);
            assert!(seen.has(&text[..length]));
            assert!(!seen.has(&text[..length + 1]) && !seen.has(&other[..length + 1]), "{length}");
            other[length] ^= 1;
        }
        assert!(!seen.has(&text[..79]) && seen.has(&text[..80]), "the last twenty");
    }
}
