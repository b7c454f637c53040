//! Days and moments of a schedule as dates.

use super::{Calendar, work::QUARTERS};
use chrono::NaiveDate;

/// Working days counted from day one as 0.
#[derive(Debug, Clone)]
pub(super) struct Days {
    pub calendar: Calendar,
    pub day_one: i64,
}

impl Days {
    pub fn date(&self, number: i64) -> NaiveDate {
        self.calendar.ranked(self.day_one.saturating_add(number))
    }
    /// The last working day until this date.
    pub fn number(&self, date: NaiveDate) -> i64 {
        self.calendar.rank_of(date) - self.day_one
    }
    /// The day of the quarter before this moment, day one at the earliest.
    pub fn ending_at(&self, quarter: u64) -> NaiveDate {
        self.date((quarter.saturating_sub(1) / QUARTERS) as i64)
    }
}
