//! The working calendar: how many working days lie between two days, and which day is so many further (spec 3.1).
//! Days are ranked by arithmetic, never walked, so that a date a thousand years off costs what tomorrow does.
//! A new kind of day off becomes spans in `Calendar::new`.

use crate::plan::{Settings, Weekdays};
use chrono::{Datelike, NaiveDate};

/// Which days are worked.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// How many days of the week are worked.
    week: i64,
    /// How many of them lie on or before each day of the week, from Monday.
    until: [i64; 7],
    /// Days off that would have been worked, in order, none touching another.
    off: Vec<Off>,
}

/// A span of days off; days are counted from the first Monday of chrono's calendar.
#[derive(Debug, Clone, Copy)]
struct Off {
    first: i64,
    last: i64,
    /// Working days before it, days off already taken out.
    worked: i64,
    /// Worked weekdays that it and all earlier spans take out.
    taken: i64,
}

impl Calendar {
    /// The last day a plan can name; nothing is dated later.
    pub const LAST: NaiveDate = date(9998, 12, 31);
    /// The first day a plan can name; nothing is dated earlier.
    pub const FIRST: NaiveDate = date(1970, 1, 1);

    pub fn new(settings: &Settings) -> Self {
        let until = until(settings.working_days);
        let mut calendar = Calendar { week: until[6], until, off: Vec::new() };
        let mut spans: Vec<(i64, i64)> = settings.holidays.iter().map(|span| (number(span.first), number(span.last))).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, kept| {
            let touches = next.0 <= kept.1 + 1;
            if touches {
                kept.1 = kept.1.max(next.1);
            }
            touches
        });
        let mut taken_before = 0;
        for (first, last) in spans {
            let before = calendar.weekdays_until(first - 1);
            let taken = taken_before + calendar.weekdays_until(last) - before;
            calendar.off.push(Off { first, last, worked: before - taken_before, taken });
            taken_before = taken;
        }
        calendar
    }

    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.rank(number(day)) > self.rank(number(day) - 1)
    }

    /// The number of working days d with a < d ≤ b; negative when b < a: `wd(a,b)` of spec 3.1.
    pub fn working_days(&self, a: NaiveDate, b: NaiveDate) -> i64 {
        self.rank_of(b) - self.rank_of(a)
    }

    /// The n-th working day after `a`, before it when n is negative; `a` itself for 0: `add_wd(a,n)` of spec 3.1.
    /// Where there is no such day between 1970 and 9998, the first or last day of these years.
    pub fn add(&self, a: NaiveDate, n: i64) -> NaiveDate {
        match n {
            0 => a,
            1.. => self.ranked(self.rank_of(a).saturating_add(n)),
            _ => self.ranked(self.rank(number(a) - 1).saturating_add(n + 1)),
        }
    }

    /// The first working day on or after this one; none when no day is worked any more.
    pub fn first_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        let found = self.ranked(self.rank(number(day) - 1) + 1);
        (found >= day && self.is_working(found)).then_some(found)
    }

    /// How many working days there were until this day, itself counted, from a fixed day long ago.
    pub(crate) fn rank_of(&self, day: NaiveDate) -> i64 {
        self.rank(number(day))
    }

    /// The rank of the day, or of the next working day.
    pub(crate) fn counted_on(&self, day: NaiveDate) -> i64 {
        self.rank_of(day) + i64::from(!self.is_working(day))
    }

    /// The working day of this rank, kept within the years a plan can name.
    pub(crate) fn ranked(&self, rank: i64) -> NaiveDate {
        let (first, last) = (number(Self::FIRST), number(Self::LAST));
        if self.week == 0 || rank > self.rank(last) {
            return Self::LAST;
        }
        if rank < self.rank(first) {
            return Self::FIRST;
        }
        let spans_before = self.off.partition_point(|off| off.worked < rank);
        let taken = spans_before.checked_sub(1).map_or(0, |at| self.off[at].taken);
        day(self.weekday_ranked(rank + taken))
    }

    fn rank(&self, number: i64) -> i64 {
        let all = self.weekdays_until(number);
        let begun = self.off.partition_point(|off| off.first <= number);
        let Some(off) = begun.checked_sub(1).map(|at| self.off[at]) else { return all };
        if number >= off.last { all - off.taken } else { off.worked }
    }

    fn weekdays_until(&self, number: i64) -> i64 {
        let in_week = self.until[number.rem_euclid(7) as usize];
        number.div_euclid(7) * self.week + in_week
    }

    /// The day with this many worked weekdays until it; the week has at least one.
    fn weekday_ranked(&self, rank: i64) -> i64 {
        let (weeks, nth) = ((rank - 1).div_euclid(self.week), (rank - 1).rem_euclid(self.week));
        let day = self.until.iter().position(|until| *until > nth).unwrap_or(0);
        weeks * 7 + day as i64
    }
}

fn until(week: Weekdays) -> [i64; 7] {
    let mut worked = 0;
    let names = Weekdays::NAMES.map(|name| week.names().any(|it| it == name));
    names.map(|is_worked| {
        worked += i64::from(is_worked);
        worked
    })
}

/// Days since a Monday.
fn number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) - 1
}

fn day(number: i64) -> NaiveDate {
    i32::try_from(number + 1).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(Calendar::LAST)
}

const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("a date that stands in the code"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::DaySpan;
    use proptest::prelude::*;

    fn calendar(week: &[&str], holidays: &[&str]) -> Calendar {
        Calendar::new(&Settings {
            working_days: Weekdays::from_names(week.iter().copied()).unwrap(),
            holidays: holidays.iter().map(|it| DaySpan::parse(it).unwrap()).collect(),
            ..Settings::default()
        })
    }
    const WEEK: [&str; 5] = ["Mon", "Tue", "Wed", "Thu", "Fri"];

    #[test]
    fn twenty_days_from_12_march_2012_with_six_off_end_on_16_april() {
        let calendar = calendar(&WEEK, &["2012-03-14", "2012-03-19/2012-03-25"]);
        let start = date(2012, 3, 12);
        assert!(calendar.is_working(start));
        assert_eq!(calendar.add(start, 19), date(2012, 4, 16));
    }

    #[test]
    fn counting_runs_both_ways_and_nothing_lies_between_a_day_and_itself() {
        let calendar = calendar(&WEEK, &["2027-03-26", "2027-03-29"]);
        let (a, b) = (date(2027, 3, 25), date(2027, 3, 30));
        assert_eq!(
            [
                calendar.working_days(a, b),
                calendar.working_days(b, a),
                calendar.working_days(a, a),
                calendar.working_days(a, date(2027, 3, 29))
            ],
            [1, -1, 0, 0]
        );
    }

    #[test]
    fn no_days_further_is_the_day_itself_even_a_holiday() {
        let calendar = calendar(&WEEK, &["2027-03-26"]);
        assert_eq!(calendar.add(date(2027, 3, 26), 0), date(2027, 3, 26));
        assert_eq!(calendar.first_from(date(2027, 3, 26)), Some(date(2027, 3, 29)));
    }

    #[test]
    fn a_week_without_working_days_ends_at_the_last_day_and_has_no_first() {
        let calendar = calendar(&[], &["2027-03-26"]);
        assert_eq!(calendar.add(date(2027, 1, 1), 3), Calendar::LAST);
        assert_eq!(calendar.first_from(date(2027, 1, 1)), None);
        assert_eq!(calendar.working_days(date(2027, 1, 1), date(2028, 1, 1)), 0);
    }

    #[test]
    fn a_holiday_that_never_ends_leaves_no_first_day() {
        let calendar = calendar(&WEEK, &["2027-01-01/9998-12-31"]);
        assert_eq!(calendar.first_from(date(2027, 1, 1)), None);
    }

    #[test]
    fn dates_past_the_last_year_are_the_last_day() {
        let calendar = calendar(&WEEK, &[]);
        assert_eq!(calendar.add(date(2027, 1, 1), i64::MAX), Calendar::LAST);
        assert_eq!(calendar.add(date(2027, 1, 1), i64::MIN + 1), Calendar::FIRST);
    }

    proptest! {
        #[test]
        fn counting_and_adding_agree_with_walking_day_by_day(
            week in proptest::sample::subsequence(Weekdays::NAMES.to_vec(), 0..=7),
            spans in proptest::collection::vec((0i64..120, 0i64..12), 0..6),
            from in 0i64..100, to in 0i64..100, n in -30i64..60,
        ) {
            let base = date(2026, 12, 1);
            let at = |n: i64| base + chrono::Duration::days(n);
            let mut settings = Settings { working_days: Weekdays::from_names(week.iter().copied()).unwrap(), ..Settings::default() };
            settings.holidays = spans.iter().map(|(first, days)| DaySpan { first: at(*first), last: at(first + days) }).collect();
            let works = |day: NaiveDate| settings.working_days.has(day) && !settings.holidays.iter().any(|off| off.contains(day));
            let calendar = Calendar::new(&settings);
            let (a, b) = (at(from), at(to));
            prop_assert_eq!(calendar.is_working(a), works(a));
            let walked = |a: i64, b: i64| (a + 1..=b).filter(|n| works(at(*n))).count() as i64;
            let expected = if to >= from { walked(from, to) } else { -walked(to, from) };
            prop_assert_eq!(calendar.working_days(a, b), expected);
            if !week.is_empty() {
                let (mut day, mut left) = (a, n);
                while left != 0 {
                    day += chrono::Duration::days(left.signum());
                    left -= if works(day) { left.signum() } else { 0 };
                }
                prop_assert_eq!(calendar.add(a, n), day);
            }
        }
    }
}
