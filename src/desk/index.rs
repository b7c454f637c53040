//! Places in a list by a text of what stands there: the list keeps its texts, the index holds numbers alone.
//! Made anew with the list, at every change of the plan; so it takes two pieces of memory, whatever is in it.

use foldhash::fast::RandomState;
use std::hash::BuildHasher;

#[derive(Debug, Default)]
pub(super) struct Index {
    hasher: RandomState,
    /// Place + 1 of the first with this hash; 0: none.
    first: Vec<u32>,
    /// By place, the next one behind it, in the same way.
    next: Vec<u32>,
}

impl Index {
    /// Of a list, from the texts by place.
    pub fn of<'t>(texts: impl DoubleEndedIterator<Item = Option<&'t str>> + ExactSizeIterator) -> Self {
        let mut index =
            Index { hasher: RandomState::default(), first: vec![0; texts.len().next_power_of_two()], next: vec![0; texts.len()] };
        // From the last to the first, so that the first is found first.
        for (at, text) in texts.enumerate().rev() {
            if let Some(bucket) = text.and_then(|text| index.bucket(text)) {
                index.next[at] = index.first[bucket];
                index.first[bucket] = at as u32 + 1;
            }
        }
        index
    }

    /// Where this text stands, in order; `text_at` gives the text of a place.
    pub fn places<'i>(&self, text: &str, text_at: impl Fn(usize) -> Option<&'i str>) -> impl Iterator<Item = usize> {
        let place = |entry: u32| (entry as usize).checked_sub(1);
        let first = self.bucket(text).and_then(|bucket| place(self.first[bucket]));
        std::iter::successors(first, move |at| place(self.next[*at])).filter(move |at| text_at(*at) == Some(text))
    }

    fn bucket(&self, text: &str) -> Option<usize> {
        let mask = self.first.len().checked_sub(1)?;
        Some(self.hasher.hash_one(text) as usize & mask)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_of_a_text_are_found_in_order_and_none_of_another() {
        let texts: Vec<Option<String>> = (0..300).map(|n| (n % 7 != 0).then(|| format!("t{}", n % 50))).collect();
        let index = Index::of(texts.iter().map(Option::as_deref));
        let places = |text: &str| index.places(text, |at| texts[at].as_deref()).collect::<Vec<_>>();
        assert_eq!(places("t1"), [1, 51, 101, 151, 201, 251]);
        assert_eq!(places("t0"), [50, 100, 150, 200, 250]);
        assert_eq!(places("t50"), [0; 0]);
        assert_eq!(Index::default().places("t1", |_| None).count(), 0);
    }
}
