//! Published figures, distributions with a formula, and small cases counted course by course.

use super::*;
use proptest::prelude::*;

fn asked(daily: &[u32], items: u64, within: Option<u64>) -> Target {
    let mut targets = [Target::new(items, within)];
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
    assert_eq!(asked(&[0; 60], 1, Some(3)), Target::new(1, Some(3)));
    assert_eq!(asked(&[1, 0], 3, Some(0)).chance, Some(0.0));
    assert_eq!(asked(&[1, 0], 3, Some(u64::MAX)).chance, Some(1.0));
}

#[test]
fn what_is_dropped_over_twenty_thousand_days_stays_under_a_billionth() {
    let daily = [0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 5];
    let after = |doublings: u32| (0..doublings).fold(Spread::of_a_day(&daily, usize::MAX), |days, _| days.twice(usize::MAX));
    for (level, steps) in [(0, 2_000), (5, 200), (10, 20), (13, 2)] {
        let (days, mut state) = (after(level), Spread::nothing_done());
        for _ in 0..steps {
            state = state.and(&days, usize::MAX);
        }
        let all: f64 = state.mass.iter().sum();
        assert!((1.0 - all).abs() < 1e-9, "{level}: {all}");
        assert!(state.mass.len() < 5_000, "and what is kept stays small");
    }
}

/// Where between the bursts nothing is likely, dropping within the distribution must not add up either.
#[test]
fn what_is_dropped_between_bursts_stays_under_a_billionth() {
    let daily: Vec<u32> = (0..60).map(|n| if n == 0 { 3_000 } else { u32::from(n % 12 == 0) }).collect();
    let (day, mut state) = (Spread::of_a_day(&daily, usize::MAX), Spread::nothing_done());
    for _ in 0..600 {
        state = state.and(&day, usize::MAX);
    }
    let all: f64 = state.mass.iter().sum();
    assert!((1.0 - all).abs() < 1e-9, "{all}");
    assert!(state.cost() * 10 < state.mass.len(), "gaps stay gaps");
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

/// Day by day from the start, without halves, blocks or leaps.
fn day_by_day(daily: &[u32], items: u64, within: Option<u64>) -> Target {
    let mut target = Target::new(items, within);
    let (day, mut state) = (Spread::of_a_day(daily, items as usize), Spread::nothing_done());
    for n in 0.. {
        target.note(n, if items == 0 { 0.0 } else { state.mass.iter().sum() });
        if !target.is_open() {
            break;
        }
        state = state.and(&day, items as usize);
    }
    target
}

#[test]
fn a_day_far_beyond_needs_no_looking() {
    let day = Spread::of_a_day(&[1, 0, 0, 0, 5], 100);
    assert!(is_late_unlikely(&day, 1_000, 100));
    assert!(is_late_unlikely(&day, u64::MAX, 100));
    assert!(!is_late_unlikely(&day, 80, 100), "half likely");
    assert!(!is_late_unlikely(&day, 0, 0), "today is looked at");
}

proptest! {
    #[test]
    fn two_halves_and_leaps_answer_what_day_by_day_does(
        quiet in 0usize..25, daily in proptest::collection::vec(0u32..4, 3..12), bursts in proptest::collection::vec(1u32..200, 0..3),
        items in 0u64..260, within in proptest::option::of(0u64..400),
    ) {
        let daily: Vec<u32> = [vec![0; quiet], daily, bursts].concat();
        prop_assume!(daily.iter().any(|count| *count > 0));
        let (answer, expected) = (asked(&daily, items, within), day_by_day(&daily, items, within));
        prop_assert_eq!(answer.days, expected.days);
        prop_assert!((answer.chance.unwrap_or(0.0) - expected.chance.unwrap_or(0.0)).abs() < 1e-11, "{:?} {:?}", answer, expected);
    }

    #[test]
    fn what_is_said_to_be_sure_without_looking_is(daily in proptest::collection::vec(0u32..5, 1..12), items in 1u64..60, days in 1u64..300) {
        let day = Spread::of_a_day(&daily, items as usize);
        let late: f64 = (0..days).fold(Spread::nothing_done(), |state, _| state.and(&day, items as usize)).mass.iter().sum();
        prop_assert!(!is_late_unlikely(&day, days, items) || late < NEVER, "{}", late);
    }

    #[test]
    fn twice_is_the_same_days_again(daily in proptest::collection::vec(0u32..90, 1..20), limit in 1usize..400) {
        let day = Spread::of_a_day(&daily, limit);
        let two = day.and(&day, limit);
        let (twice, four) = (two.twice(limit), two.and(&two, limit));
        prop_assert_eq!(twice.low + twice.mass.len(), four.low + four.mass.len());
        prop_assert!(twice.mass.iter().rev().zip(four.mass.iter().rev()).all(|(one, other)| (one - other).abs() < 1e-15));
    }

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
        let mut together: Vec<Target> = items.iter().map(|(items, within)| Target::new(*items, *within)).collect();
        answer(&daily, &mut together);
        for target in together {
            let alone = asked(&daily, target.items, target.within);
            prop_assert_eq!(alone.days, target.days);
            prop_assert!((alone.chance.unwrap_or(0.0) - target.chance.unwrap_or(0.0)).abs() < 1e-12);
        }
    }
}
