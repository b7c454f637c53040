//! Whatever is typed as a day gives one in the years that plans know, or words that a terminal may show. Never a panic.
#![no_main]

use chrono::{Datelike, NaiveDate};
use handshake::words::parse_day;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let [a, b, typed @ ..] = bytes else { return };
    let Ok(typed) = std::str::from_utf8(typed) else { return };
    let days = u64::from(u16::from_le_bytes([*a, *b])) * 44; // from 1970 to beyond 9800
    let Some(today) = NaiveDate::from_ymd_opt(1970, 1, 1).and_then(|it| it.checked_add_days(chrono::Days::new(days))) else { return };
    match parse_day(typed, today) {
        Ok(day) => assert!((1970..=9998).contains(&day.year()), "{day}"),
        Err(words) => assert!(words.chars().all(|c| !c.is_control()), "{words:?}"),
    }
    if let Some(day) = handshake::plan::parse_date(typed) {
        assert_eq!(day.format("%Y-%m-%d").to_string(), typed);
    }
});
