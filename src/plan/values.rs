//! Values that are more than text: days in quarters, money in hundredths, days off, weekdays; and comments.
//! Each is exact: no float stands between the file and the sum.
//! A new kind of value goes here and into `record::Kind`.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, sync::Arc};

/// Working days by quarters: 0 to 9999 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quarters(pub u32);

impl Quarters {
    pub const MAX: Quarters = Quarters(9999 * 4);
    pub const fn days(days: u32) -> Self {
        Quarters(days * 4)
    }
}

/// `3`, `0.25`, `2.5`.
impl fmt::Display for Quarters {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", self.0 / 4, ["", ".25", ".5", ".75"][self.0 as usize % 4])
    }
}

/// Estimates added up, in quarters of a working day: more than one estimate can be, and never beyond what 32 bits hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Total(pub u32);

impl Total {
    pub const fn days(days: u32) -> Self {
        Total(days * 4)
    }
    pub fn of(estimates: impl Iterator<Item = Quarters>) -> Self {
        Total(estimates.fold(0, |sum, estimate| sum.saturating_add(estimate.0)))
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        Quarters(self.0).fmt(f)
    }
}

/// An amount in hundredths of the plan's currency: 0 to 999,999,999,999.99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(pub u64);

impl Money {
    pub const MAX: Money = Money(99_999_999_999_999);
    pub const fn whole(units: u64) -> Self {
        Money(units * 100)
    }
}

/// `40000`, `12.50`: as a plan file spells it.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{}", self.0 / 100),
            cents => write!(f, "{}.{cents:02}", self.0 / 100),
        }
    }
}

/// A day off, or several, both ends included: `2026-12-25`, `2026-12-28/2027-01-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaySpan {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl DaySpan {
    pub fn day(day: NaiveDate) -> Self {
        DaySpan { first: day, last: day }
    }
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
    /// `None` unless the text is a date, or two with a slash between them and the first not after the last.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let span = DaySpan { first: parse_date(first)?, last: parse_date(last)? };
        (span.first <= span.last).then_some(span)
    }
}

impl fmt::Display for DaySpan {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.first == self.last {
            true => write!(f, "{}", self.first),
            false => write!(f, "{}/{}", self.first, self.last),
        }
    }
}

/// A date as the plan file has it: exactly ten characters, `YYYY-MM-DD`, years 1970 to 9998 (spec 2, Values).
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let b = text.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    let number = |at: std::ops::Range<usize>| b[at].iter().try_fold(0u32, |n, c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')));
    let year = number(0..4).filter(|year| (1970..=9998).contains(year))?;
    NaiveDate::from_ymd_opt(year as i32, number(5..7)?, number(8..10)?)
}

/// The days of the week on which work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    pub const NAMES: [&'static str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    /// From names of days; `None` when one is unknown or stands twice.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        names.into_iter().try_fold(Weekdays(0), |week, name| {
            let bit = 1 << Self::NAMES.iter().position(|day| *day == name)?;
            (week.0 & bit == 0).then_some(Weekdays(week.0 | bit))
        })
    }
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        (0..7).filter(move |day| self.0 & (1 << day) != 0).map(|day| Self::NAMES[day])
    }
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.num_days_from_monday()) != 0
    }
    pub fn has(self, date: NaiveDate) -> bool {
        self.contains(date.weekday())
    }
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Default for Weekdays {
    fn default() -> Self {
        Weekdays(0b0001_1111)
    }
}

/// The comments that belong to an item: opaque text, kept with it, seen by no rule and shown nowhere.
/// Two items that differ only here are equal; `same` compares it.
#[derive(Debug, Clone, Default)]
pub struct Trivia(Option<Arc<Comments>>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments {
    /// The comment lines right above the item, each without its indent, joined by `\n`.
    pub above: String,
    /// The comment after it on its last line.
    pub after: String,
}

impl Trivia {
    pub fn new(comments: Comments) -> Self {
        Trivia((comments != Comments::default()).then(|| Arc::new(comments)))
    }
    pub fn comments(&self) -> Option<&Comments> {
        self.0.as_deref()
    }
    pub fn same(&self, other: &Trivia) -> bool {
        self.comments() == other.comments()
    }
}

impl PartialEq for Trivia {
    fn eq(&self, _: &Trivia) -> bool {
        true
    }
}
impl Eq for Trivia {}

/// Any field may stand as `x`, `Some(x)` or `None`, whatever its type here: what is not there has its default.
pub(crate) fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

fn hundredths<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let number = f64::deserialize(from)? * 100.0;
    match (number - number.round()).abs() < 1e-3 && (0.0..1e14).contains(&number) {
        true => Ok(number.round() as u64),
        false => Err(D::Error::custom("a number from 0, with two decimals at most")),
    }
}
impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        hundredths(from).map(Money)
    }
}
impl<'de> Deserialize<'de> for Quarters {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let hundredths = hundredths(from)?;
        match hundredths % 25 == 0 && hundredths <= 999_900 {
            true => Ok(Quarters((hundredths / 25) as u32)),
            false => Err(D::Error::custom("working days from 0 to 9999, by quarters")),
        }
    }
}
impl<'de> Deserialize<'de> for Total {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let quarters = Some(hundredths(from)?).filter(|it| it % 25 == 0).and_then(|it| u32::try_from(it / 25).ok());
        quarters.map(Total).ok_or_else(|| D::Error::custom("working days by quarters"))
    }
}
impl<'de> Deserialize<'de> for DaySpan {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        DaySpan::parse(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("a day or two with a slash"))
    }
}
impl<'de> Deserialize<'de> for Weekdays {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize, Debug)]
        enum Day {
            Mon,
            Tue,
            Wed,
            Thu,
            Fri,
            Sat,
            Sun,
        }
        let days: Vec<Day> = Vec::deserialize(from)?;
        let names: Vec<String> = days.iter().map(|day| format!("{day:?}")).collect();
        Weekdays::from_names(names.iter().map(String::as_str)).ok_or_else(|| D::Error::custom("each weekday once"))
    }
}
/// Money as text, so that no reader makes a float of it.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
/// Days as a number; quarters are exact in binary.
impl Serialize for Quarters {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 % 4 {
            0 => to.serialize_u32(self.0 / 4),
            _ => to.serialize_f64(f64::from(self.0) / 4.0),
        }
    }
}
impl Serialize for Total {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Quarters(self.0).serialize(to)
    }
}
impl Serialize for DaySpan {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl Serialize for Weekdays {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.names())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_ten_characters_and_a_year_from_1970_to_9998() {
        assert_eq!(parse_date("2027-03-31"), NaiveDate::from_ymd_opt(2027, 3, 31));
        for not_a_date in ["27-03-31", "2027-3-31", "2027-03-31 ", "1969-12-31", "9999-01-01", "2027-02-29", "2027/03/31", "+027-03-31", ""]
        {
            assert_eq!(parse_date(not_a_date), None, "{not_a_date}");
        }
    }

    #[test]
    fn an_interval_has_both_ends_off_and_runs_forward() {
        let span = DaySpan::parse("2026-12-28/2027-01-01").unwrap();
        assert!(span.contains(span.first) && span.contains(span.last));
        assert_eq!(DaySpan::parse("2027-01-01/2026-12-28"), None);
        assert_eq!(span.to_string(), "2026-12-28/2027-01-01");
    }

    #[test]
    fn a_total_is_more_than_one_estimate_can_be_and_stays_at_the_most() {
        let all = |estimates: &[Quarters]| Total::of(estimates.iter().copied());
        assert_eq!(all(&[Quarters::MAX, Quarters::MAX, Quarters(1)]).to_string(), "19998.25");
        assert_eq!((all(&[]), all(&[Quarters(u32::MAX), Quarters(4)])), (Total(0), Total(u32::MAX)));
    }

    #[test]
    fn quarters_and_hundredths_are_spelled_as_people_do() {
        assert_eq!([Quarters(12), Quarters(1), Quarters(10)].map(|q| q.to_string()), ["3", "0.25", "2.5"]);
        assert_eq!([Money::whole(40000), Money(1250), Money(5)].map(|m| m.to_string()), ["40000", "12.50", "0.05"]);
    }
}
