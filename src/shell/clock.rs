//! Which day it is, and how long it still lasts.
//! The only place that asks the clock; everything else gets `today` as an argument.

use chrono::{Days, Local, NaiveDate, NaiveTime};
use std::time::Duration;

/// The machine's clock, or the day somebody asked for with `--today`, which never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    System,
    Fixed(NaiveDate),
}

/// Never waits less than this, so that a clock set back and forth makes no busy loop.
const WAIT_MIN: Duration = Duration::from_secs(1);

impl Clock {
    pub fn today(self) -> NaiveDate {
        match self {
            Clock::System => Local::now().date_naive(),
            Clock::Fixed(day) => day,
        }
    }

    /// Until the local day ends; none when it never does.
    pub fn until_midnight(self) -> Option<Duration> {
        match self {
            Clock::System => {
                let now = Local::now();
                let tomorrow = now.date_naive() + Days::new(1);
                // Where summer time starts at midnight that moment does not exist; an hour later does.
                let midnight = tomorrow.and_time(NaiveTime::MIN);
                let starts = midnight.and_local_timezone(Local).earliest();
                let starts = starts.or_else(|| (midnight + chrono::Duration::hours(1)).and_local_timezone(Local).earliest())?;
                Some((starts - now).to_std().unwrap_or(WAIT_MIN).max(WAIT_MIN))
            }
            Clock::Fixed(_) => None,
        }
    }
}

/// This moment for a file name: `2027-02-08-143055-123456789`, in local time; names of one zone sort as they were made.
pub fn moment() -> String {
    Local::now().format("%Y-%m-%d-%H%M%S-%9f").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_ends_within_a_day_and_a_fixed_one_never() {
        let left = Clock::System.until_midnight().unwrap();
        assert!(left >= WAIT_MIN && left <= Duration::from_secs(25 * 3600), "{left:?}");
        let day = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
        assert_eq!((Clock::Fixed(day).today(), Clock::Fixed(day).until_midnight()), (day, None));
    }
}
