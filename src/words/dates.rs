//! Dates in words, always with the month as a word so that nobody reads day for month.

use chrono::{Datelike, NaiveDate};

/// How far a date may lie from today before its year is said.
const NEAR_DAYS: i64 = 300;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn month(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// `31 March`; with its year where it lies far from today.
pub fn day_and_month(date: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}{}", date.day(), month(date), far_year(date, today))
}

/// `9 Apr`; with its year where it lies far from today.
pub fn short_date(date: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}{}", date.day(), &month(date)[..3], far_year(date, today))
}

/// `Mon 8 Feb 2027`.
pub fn weekday_date(date: NaiveDate) -> String {
    format!("{} {} {} {}", date.format("%a"), date.day(), date.format("%b"), date.year())
}

fn far_year(date: NaiveDate, today: NaiveDate) -> String {
    match (date - today).num_days().abs() > NEAR_DAYS {
        true => format!(" {}", date.year()),
        false => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_said_only_when_the_date_is_far() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let today = day(2026, 11, 23);
        assert_eq!(day_and_month(day(2027, 3, 31), today), "31 March");
        assert_eq!(day_and_month(day(2028, 3, 31), today), "31 March 2028");
        assert_eq!(short_date(day(2027, 4, 9), today), "9 Apr");
        assert_eq!(weekday_date(day(2027, 2, 8)), "Mon 8 Feb 2027");
    }
}
