//! Days as people type them: `31 mar`, `fri`, `+2w`, `eom`, `2027-03-31`.
//! What could be read in two ways is refused, never guessed; months are words or stand between dots or dashes.
//! A new form: a line in `parse_day`, a function, rows in the table below.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// The forms every refusal offers.
const FORMS: &str = "31 mar, fri, next fri, tomorrow, +3d, +2w, in 2 weeks, eom, 31.03.2027 or 2027-03-31";
/// A day and a month without a year come back within this many years, 29 February too.
const YEARS_AHEAD: i32 = 8;

type Read = Result<NaiveDate, Unread>;

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// Not this form; another may fit.
    Unknown,
    /// Day or month first: nobody can know.
    Ambiguous,
    /// No calendar has it.
    Impossible,
    /// Before 1970 or after 9998.
    Far,
}

/// The day a person means, counted from today. A day and a month without a year are the next such day, today included;
/// a bare weekday is the next one after today, `next fri` the Friday of next week.
///
/// # Errors
/// Words for the person who typed it: what cannot be read, and which forms can.
pub fn parse_day(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let typed = text.to_lowercase().replace(',', " ");
    let words: Vec<&str> = typed.split_whitespace().collect();
    let forms: [fn(&[&str], NaiveDate) -> Read; 5] = [named, weekday, step, numbers, month_in_words];
    let unknown = Err(Unread::Unknown);
    let read = forms.iter().fold(unknown, |read, form| if read == unknown { form(&words, today) } else { read });
    read.and_then(near).map_err(|unread| refusal(unread, text.trim()))
}

fn refusal(unread: Unread, text: &str) -> String {
    let typed = super::cut(&super::clean_line(text), 30).into_owned();
    match unread {
        Unread::Unknown if typed.is_empty() => format!("no day is typed: write {FORMS}"),
        Unread::Unknown => format!("`{typed}` does not read as a day: write {FORMS}"),
        Unread::Ambiguous => format!("`{typed}` could be day or month first: write the month as a word, like 31 mar"),
        Unread::Impossible => format!("no calendar has a day `{typed}`: write {FORMS}"),
        Unread::Far => format!("`{typed}` lies outside the years 1970 to 9998: write {FORMS}"),
    }
}

fn near(day: NaiveDate) -> Read {
    match (1970..=9998).contains(&day.year()) {
        true => Ok(day),
        false => Err(Unread::Far),
    }
}

/// `today`, `tomorrow`, `yesterday`, `eom`, `next week` (its Monday), `next month` (its first day).
fn named(words: &[&str], today: NaiveDate) -> Read {
    match words {
        ["today"] => Ok(today),
        ["tomorrow"] => today.succ_opt().ok_or(Unread::Far),
        ["yesterday"] => today.pred_opt().ok_or(Unread::Far),
        ["eom"] => first_of_next_month(today)?.pred_opt().ok_or(Unread::Far),
        ["next", "week"] => later(today, 7 - u64::from(today.weekday().num_days_from_monday())),
        ["next", "month"] => first_of_next_month(today),
        _ => Err(Unread::Unknown),
    }
}

fn first_of_next_month(today: NaiveDate) -> Read {
    today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))).ok_or(Unread::Far)
}

fn later(day: NaiveDate, days: u64) -> Read {
    day.checked_add_days(Days::new(days)).ok_or(Unread::Far)
}

/// `fri`, `on friday`, `next fri`.
fn weekday(words: &[&str], today: NaiveDate) -> Read {
    let at = |word: &str| named_weekday(word).map(|day| u64::from(day.num_days_from_monday())).ok_or(Unread::Unknown);
    let now = u64::from(today.weekday().num_days_from_monday());
    match words {
        [day] | ["on" | "this", day] => later(today, (at(day)? + 6 - now) % 7 + 1),
        ["next", day] => later(today, 7 - now + at(day)?),
        _ => Err(Unread::Unknown),
    }
}

fn named_weekday(word: &str) -> Option<Weekday> {
    let short = match word {
        "tues" | "weds" | "thur" | "thurs" => word.get(..3)?,
        word => word,
    };
    short.parse().ok()
}

/// `+3d`, `-1w`, `2w`, `in 2 weeks`, `in a month`.
fn step(words: &[&str], today: NaiveDate) -> Read {
    let (back, count, unit) = match words {
        ["in", count, unit] => (false, *count, *unit),
        [count, unit] => (false, count.trim_start_matches('+'), *unit),
        [one] => signed(one),
        _ => return Err(Unread::Unknown),
    };
    let months = match unit {
        "d" | "day" | "days" => return by_days(today, back, how_many(count)?),
        "w" | "week" | "weeks" => return by_days(today, back, how_many(count)?.saturating_mul(7)),
        "m" | "month" | "months" => how_many(count)?,
        "y" | "year" | "years" => how_many(count)?.saturating_mul(12),
        _ => return Err(Unread::Unknown),
    };
    let months = Months::new(months);
    let moved = if back { today.checked_sub_months(months) } else { today.checked_add_months(months) };
    moved.ok_or(Unread::Far)
}

/// `-3d` as its sign, number and unit.
fn signed(word: &str) -> (bool, &str, &str) {
    let bare = word.strip_prefix(['+', '-']).unwrap_or(word);
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, unit) = bare.split_at(digits);
    (word.starts_with('-'), count, unit)
}

fn by_days(today: NaiveDate, back: bool, days: u32) -> Read {
    let days = Days::new(u64::from(days));
    let moved = if back { today.checked_sub_days(days) } else { today.checked_add_days(days) };
    moved.ok_or(Unread::Far)
}

/// How many days, weeks or months: digits, or a small number as a word.
fn how_many(text: &str) -> Result<u32, Unread> {
    match text {
        "a" | "an" | "one" => Ok(1),
        "two" => Ok(2),
        "three" => Ok(3),
        text => number(text),
    }
}

fn number(text: &str) -> Result<u32, Unread> {
    match text {
        "" => Err(Unread::Unknown),
        text if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().map_err(|_| Unread::Far),
        _ => Err(Unread::Unknown),
    }
}

/// `2027-03-31`, `31.03.2027`, `31.3.`; with slashes, day and month could stand either way.
fn numbers(words: &[&str], today: NaiveDate) -> Read {
    let [word] = words else { return Err(Unread::Unknown) };
    if !word.starts_with(|c: char| c.is_ascii_digit()) || word.contains(char::is_alphabetic) {
        return Err(Unread::Unknown);
    }
    if word.contains('/') {
        return Err(Unread::Ambiguous);
    }
    let dashed: Vec<&str> = word.split('-').collect();
    let dotted: Vec<&str> = word.split('.').collect();
    match (&dashed[..], &dotted[..]) {
        ([year, month, day], _) if year.len() == 4 => date(number(day)?, number(month)?, year_of(year)?),
        ([_, _, _], _) => Err(Unread::Ambiguous),
        (_, [day, month, ""] | [day, month]) => next_such(number(day)?, number(month)?, today),
        (_, [day, month, year]) => date(number(day)?, number(month)?, year_of(year)?),
        _ => Err(Unread::Unknown),
    }
}

/// `31 mar`, `31st of march 2027`, `mar 31`, `31-mar-2027`.
fn month_in_words(words: &[&str], today: NaiveDate) -> Read {
    let apart = words.join(" ").replace(['-', '.'], " ");
    let words: Vec<&str> = apart.split_whitespace().filter(|word| *word != "of").collect();
    let (day, month, year) = match words[..] {
        [a, b] => (a, b, None),
        [a, b, year] => (a, b, Some(year)),
        _ => return Err(Unread::Unknown),
    };
    let (day, month) = if named_month(day).is_some() { (month, day) } else { (day, month) };
    let month = named_month(month).ok_or(Unread::Unknown)?;
    let day = number(["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day))?;
    match year {
        Some(year) => date(day, month, year_of(year)?),
        None => next_such(day, month, today),
    }
}

fn named_month(word: &str) -> Option<u32> {
    match word {
        "sept" => Some(9),
        word => word.parse::<chrono::Month>().ok().map(|month| month.number_from_month()),
    }
}

/// Four digits, or two of this century.
fn year_of(text: &str) -> Result<i32, Unread> {
    let year = number(text)?;
    match text.len() {
        2 => Ok(2000 + year as i32),
        4 => Ok(year as i32),
        0..4 => Err(Unread::Unknown),
        _ => Err(Unread::Far),
    }
}

fn date(day: u32, month: u32, year: i32) -> Read {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Unread::Impossible)
}

fn next_such(day: u32, month: u32, today: NaiveDate) -> Read {
    let years = today.year()..=today.year().saturating_add(YEARS_AHEAD);
    years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(|day| *day >= today).ok_or(Unread::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Wednesday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 18).unwrap()
    }

    #[test]
    fn days_read_as_people_type_them() {
        for (typed, meant) in [
            ("today", "2026-03-18"),
            ("Tomorrow", "2026-03-19"),
            ("yesterday", "2026-03-17"),
            ("eom", "2026-03-31"),
            ("fri", "2026-03-20"),
            ("on Friday", "2026-03-20"),
            ("tues", "2026-03-24"),
            ("wed", "2026-03-25"),
            ("next fri", "2026-03-27"),
            ("next mon", "2026-03-23"),
            ("next week", "2026-03-23"),
            ("next month", "2026-04-01"),
            ("+3d", "2026-03-21"),
            ("+2w", "2026-04-01"),
            ("2w", "2026-04-01"),
            ("+1m", "2026-04-18"),
            ("1y", "2027-03-18"),
            ("-2d", "2026-03-16"),
            ("in 2 weeks", "2026-04-01"),
            ("in a month", "2026-04-18"),
            ("in two weeks", "2026-04-01"),
            ("3 days", "2026-03-21"),
            ("31 mar", "2026-03-31"),
            ("18 mar", "2026-03-18"),
            ("17 mar", "2027-03-17"),
            ("1 jan", "2027-01-01"),
            ("mar 31", "2026-03-31"),
            ("March 31st, 2027", "2027-03-31"),
            ("31st of March", "2026-03-31"),
            ("31 march 2027", "2027-03-31"),
            ("31 mar 27", "2027-03-31"),
            ("31-mar-2027", "2027-03-31"),
            ("29 feb", "2028-02-29"),
            ("1 sept", "2026-09-01"),
            ("31.03.2026", "2026-03-31"),
            ("31.3.", "2026-03-31"),
            ("1.4", "2026-04-01"),
            ("2027-03-31", "2027-03-31"),
            ("  2027-03-31  ", "2027-03-31"),
        ] {
            assert_eq!(parse_day(typed, today()).map(|day| day.to_string()), Ok(meant.into()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_says_which_forms_are() {
        for (typed, words) in [
            ("", "no day is typed: write 31 mar"),
            ("soon", "`soon` does not read as a day: write 31 mar"),
            ("W14", "`W14` does not read as a day"),
            ("last mon", "`last mon` does not read as a day"),
            ("next", "`next` does not read"),
            ("+", "`+` does not read"),
            ("31 mar an", "`31 mar an` does not read"),
            ("a mar", "`a mar` does not read"),
            ("01/04/2026", "`01/04/2026` could be day or month first: write the month as a word, like 31 mar"),
            ("4/1", "`4/1` could be day or month first"),
            ("27-03-31", "`27-03-31` could be day or month first"),
            ("2026-02-30", "no calendar has a day `2026-02-30`"),
            ("31 feb", "no calendar has a day `31 feb`"),
            ("0 mar", "no calendar has a day `0 mar`"),
            ("31.13.2026", "no calendar has a day `31.13.2026`"),
            ("99999999999 days", "`99999999999 days` lies outside the years 1970 to 9998"),
            ("+9999y", "`+9999y` lies outside the years"),
            ("1 jan 1969", "`1 jan 1969` lies outside the years"),
            ("9999-01-01", "`9999-01-01` lies outside the years"),
            ("\u{1b}[31m", "`␛[31m` does not read"),
        ] {
            let refused = parse_day(typed, today()).expect_err(typed);
            assert!(refused.starts_with(words), "{typed}: {refused}");
        }
    }

    proptest! {
        #[test]
        fn no_text_on_any_day_brings_it_down(
            text in "\\PC*|[-+0-9a-z/. ]{0,16}|(in )?[0-9]{1,20} ?(d|w|m|y|days|mar|feb)",
            today in -90_000_000..95_000_000i32,
        ) {
            let Some(today) = NaiveDate::from_num_days_from_ce_opt(today) else { return Ok(()) };
            if let Ok(day) = parse_day(&text, today) {
                prop_assert!((1970..=9998).contains(&day.year()));
            }
        }

        #[test]
        fn every_day_reads_as_itself_however_it_is_spelt(days in 719_163..3_651_000i32) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            for form in ["%Y-%m-%d", "%d.%m.%Y", "%-d %b %Y", "%B %-d, %Y", "%-d-%b-%Y"] {
                prop_assert_eq!(parse_day(&day.format(form).to_string(), today()), Ok(day));
            }
        }

        #[test]
        fn a_day_without_a_year_is_never_past(days in 0..366u64) {
            let day = today() + Days::new(days);
            let read = parse_day(&day.format("%-d %b").to_string(), today()).unwrap();
            prop_assert!(read >= today() && read <= day);
        }
    }
}
