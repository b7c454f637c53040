//! Two orders of one list become one: what one side moved goes where that side put it.
//! Knows names only, nothing of what they stand for.
//! What both sides moved goes where the side whose order sorts first has it, so that the sides may change places.

use std::collections::{HashMap, HashSet};

/// The names of `kept`, in an order. `kept` holds only names of `ours` and `theirs`; each list has a name once.
pub(crate) fn merged<'a>(base: &[&'a str], ours: &[&'a str], theirs: &[&'a str], kept: &HashSet<&str>) -> Vec<&'a str> {
    if ours.len() == kept.len() && (ours == theirs || base == theirs) && ours.iter().all(|name| kept.contains(name)) {
        return ours.to_vec();
    }
    let at_base: HashMap<&str, usize> = base.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let (still_ours, still_theirs) = (unmoved(&at_base, ours), unmoved(&at_base, theirs));
    let (in_ours, in_theirs): (HashSet<&str>, HashSet<&str>) = (ours.iter().copied().collect(), theirs.iter().copied().collect());
    let ours_first = ours <= theirs;
    let place = |name: &str| match (in_ours.contains(name), in_theirs.contains(name)) {
        (true, false) if still_ours.contains(name) => Place::Unmoved,
        (false, true) if still_theirs.contains(name) => Place::Unmoved,
        (true, false) => Place::Ours,
        (false, true) => Place::Theirs,
        (_, _) => match (still_ours.contains(name), still_theirs.contains(name)) {
            (true, true) => Place::Unmoved,
            (false, true) => Place::Ours,
            (true, false) => Place::Theirs,
            (false, false) if ours_first => Place::Ours,
            (false, false) => Place::Theirs,
        },
    };
    let spine: Vec<&str> = base.iter().copied().filter(|name| kept.contains(name) && place(name) == Place::Unmoved).collect();
    let our_runs = runs(ours, &spine, |name| kept.contains(name) && place(name) == Place::Ours);
    let their_runs = runs(theirs, &spine, |name| kept.contains(name) && place(name) == Place::Theirs);
    let mut order = Vec::with_capacity(kept.len());
    for (gap, (ours, theirs)) in our_runs.into_iter().zip(their_runs).enumerate() {
        if gap > 0 {
            order.push(spine[gap - 1]);
        }
        order.extend(in_turn(ours, theirs, |name| !at_base.contains_key(name)).into_iter().flatten());
    }
    order
}

/// Whose word counts for where a name stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Unmoved,
    Ours,
    Theirs,
}

/// What was moved stands before what is new; among equals the text decides.
fn in_turn<'a>(ours: Vec<&'a str>, theirs: Vec<&'a str>, is_new: impl Fn(&str) -> bool) -> [Vec<&'a str>; 2] {
    let rank = |run: &[&str]| run.first().is_some_and(|name| is_new(name));
    match (rank(&ours), &ours) <= (rank(&theirs), &theirs) {
        true => [ours, theirs],
        false => [theirs, ours],
    }
}

/// The wanted names of `side`, cut at the names of `spine`: one run before each, and one after the last.
fn runs<'a>(side: &[&'a str], spine: &[&str], wanted: impl Fn(&str) -> bool) -> Vec<Vec<&'a str>> {
    let gaps: HashMap<&str, usize> = spine.iter().enumerate().map(|(at, name)| (*name, at + 1)).collect();
    let mut runs = vec![Vec::new(); spine.len() + 1];
    let mut gap = 0;
    for name in side {
        match gaps.get(name) {
            Some(next) => gap = *next,
            None if wanted(name) => runs[gap].push(*name),
            None => {}
        }
    }
    runs
}

/// The names of `side` that were moved: a smallest choice of them that explains the new order.
pub(crate) fn moved<'a>(base: &[&str], side: &[&'a str]) -> HashSet<&'a str> {
    let at_base: HashMap<&str, usize> = base.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let still = unmoved(&at_base, side);
    side.iter().copied().filter(|name| at_base.contains_key(name) && !still.contains(name)).collect()
}

/// The most names of `side` that still follow each other as in the base; of several choices the one that begins first.
fn unmoved<'a>(at_base: &HashMap<&str, usize>, side: &[&'a str]) -> HashSet<&'a str> {
    let known: Vec<(&str, usize)> = side.iter().filter_map(|name| Some((*name, *at_base.get(name)?))).collect();
    let lengths = rising_from(&known.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    let mut left = lengths.iter().copied().max().unwrap_or(0);
    let (mut chosen, mut after) = (HashSet::new(), None);
    for ((name, at), length) in known.iter().zip(lengths) {
        if length == left && after.is_none_or(|after| *at > after) {
            chosen.insert(*name);
            (left, after) = (left - 1, Some(*at));
        }
        if left == 0 {
            break;
        }
    }
    chosen
}

/// For each number the length of the longest rising sequence that begins there (patience sorting, from the right).
fn rising_from(numbers: &[usize]) -> Vec<usize> {
    let mut largest_start: Vec<usize> = Vec::new();
    let mut lengths = vec![0; numbers.len()];
    for (at, number) in numbers.iter().enumerate().rev() {
        let longer = largest_start.partition_point(|start| start > number);
        match largest_start.get_mut(longer) {
            Some(start) => *start = *number,
            None => largest_start.push(*number),
        }
        lengths[at] = longer + 1;
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(base: &str, ours: &str, theirs: &str) -> String {
        let names = |text: &'static str| -> Vec<&str> { text.split_terminator("").skip(1).collect() };
        let [base, ours, theirs] = [base, ours, theirs].map(|text| names(String::leak(text.to_string())));
        let kept = |name: &&&str| match (base.contains(name), ours.contains(name), theirs.contains(name)) {
            (true, a, b) => a && b,
            (false, a, b) => a || b,
        };
        let kept: HashSet<&str> = ours.iter().chain(&theirs).filter(kept).copied().collect();
        let one_way = merged(&base, &ours, &theirs, &kept).concat();
        assert_eq!(one_way, merged(&base, &theirs, &ours, &kept).concat(), "the sides may change places");
        one_way
    }

    #[test]
    fn what_one_side_moved_goes_where_it_put_it() {
        assert_eq!(order("abc", "cab", "abcd"), "cabd");
        assert_eq!(order("abcd", "dabc", "bacd"), "dbac");
        assert_eq!(order("ab", "ba", "ba"), "ba");
        assert_eq!(order("ab", "ba", "abc"), "bac");
    }

    #[test]
    fn what_both_added_in_one_place_stands_in_text_order() {
        assert_eq!(order("ab", "aby", "abx"), "abxy");
        assert_eq!(order("ab", "axb", "ayb"), "axyb");
        assert_eq!(order("", "pq", "ab"), "abpq");
    }

    #[test]
    fn what_a_side_dropped_moves_nothing() {
        assert_eq!(order("abc", "ac", "cab"), "ca");
        assert_eq!(order("abc", "", "abc"), "");
    }

    #[test]
    fn of_two_sides_that_moved_one_name_the_first_in_text_order_decides() {
        assert_eq!(order("abc", "bca", "bac"), "bac");
    }
}
