//! Days as other tools write them: ISO, day first, month first, with month names, with or without a time.
//! Which number comes first is judged from all dates of a file together, never from one alone.

use chrono::{Datelike, NaiveDate};

/// How a date like 6/7/2025 is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// How the dates of a file are to be read, and whether any of them could have meant something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub order: Order,
    /// Some date could be read both ways, and none of the others decides it.
    pub is_a_guess: bool,
}

/// From all dates of a file.
pub(super) fn judge<'t>(dates: impl Iterator<Item = &'t str>) -> Judged {
    let (mut day_first, mut month_first, mut either, mut half_days) = (false, false, false, false);
    for parts in dates.map(parts) {
        if let [Part::Number(a, a_digits), Part::Number(b, _), Part::Number(..), rest @ ..] = parts.as_slice()
            && *a_digits < 3
            && !parts_with_dots(rest)
        {
            day_first |= *a > 12;
            month_first |= *b > 12;
            either |= *a <= 12 && *b <= 12 && a != b;
            half_days |= rest.iter().any(|part| matches!(part, Part::Word(word) if word == "am" || word == "pm"));
        }
    }
    let order = if !day_first && (month_first || half_days) { Order::MonthFirst } else { Order::DayFirst };
    Judged { order, is_a_guess: either && !day_first && !month_first }
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// Its value and how many digits it has.
    Number(u32, usize),
    Word(String),
    /// Numbers with dots between them have the day first, always.
    Dots,
}

fn parts_with_dots(parts: &[Part]) -> bool {
    parts.contains(&Part::Dots)
}

/// Numbers and words; weekdays are left out, and so are the separators.
fn parts(text: &str) -> Vec<Part> {
    let text = text.trim().to_lowercase();
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() };
        let size = rest.find(|c| !is_same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (part, after) = rest.split_at(size);
        if first.is_ascii_digit() {
            parts.extend(part.parse().ok().map(|number| Part::Number(number, part.len())));
        } else if first.is_alphabetic() && part.parse::<chrono::Weekday>().is_err() {
            parts.push(Part::Word(part.into()));
        }
        rest = after;
    }
    let date = text.split([' ', 't', ',']).next().unwrap_or("");
    if date.matches('.').count() >= 2 {
        parts.push(Part::Dots);
    }
    parts
}

/// None when it does not read as a day of the years a plan can hold.
pub(super) fn read(text: &str, order: Order) -> Option<NaiveDate> {
    let parts = parts(text);
    let order = if parts_with_dots(&parts) { Order::DayFirst } else { order };
    let [first, second, third, ..] = parts.as_slice() else { return None };
    let (year, month, day) = match (first, second, third) {
        (Part::Number(year, 4), Part::Number(month, _), Part::Number(day, _)) => (*year, *month, *day),
        (Part::Number(day, _), Part::Word(name), Part::Number(year, digits)) => (in_full(*year, *digits)?, month(name)?, *day),
        (Part::Word(name), Part::Number(day, _), Part::Number(year, digits)) => (in_full(*year, *digits)?, month(name)?, *day),
        (Part::Number(a, _), Part::Number(b, _), Part::Number(year, digits)) => match order {
            Order::DayFirst => (in_full(*year, *digits)?, *b, *a),
            Order::MonthFirst => (in_full(*year, *digits)?, *a, *b),
        },
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|day| (1970..=9998).contains(&day.year()))
}

fn in_full(year: u32, digits: usize) -> Option<u32> {
    match digits {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn month(name: &str) -> Option<u32> {
    match name {
        "sept" => Some(9),
        name => name.parse::<chrono::Month>().ok().map(|month| month.number_from_month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        read(text, Order::DayFirst).map_or_else(|| "none".into(), |day| day.to_string())
    }

    #[test]
    fn days_read_as_trackers_write_them() {
        for text in [
            "2025-06-07",
            "2025-06-07T14:59:28.000Z",
            "2025/06/07 14:59",
            "7.6.2025 14:59:28",
            "07.06.2025",
            "7/6/2025",
            "07-06-25",
            "7/Jun/25 2:59 PM",
            "07 June 2025",
            "June 7, 2025 2:59 PM",
            "Sat Jun 7, 2025",
            "7-Jun-2025",
        ] {
            assert_eq!(day(text), "2025-06-07", "{text}");
        }
        assert_eq!(read("6/7/2025 2:59:28 PM", Order::MonthFirst), NaiveDate::from_ymd_opt(2025, 6, 7));
        assert_eq!(read("7.6.2025", Order::MonthFirst), NaiveDate::from_ymd_opt(2025, 6, 7), "dots have the day first");
        for text in ["", "soon", "2025-13-01", "31/2/2025", "7/6/1955", "7/6", "45815", "99999999999/1/1"] {
            assert_eq!(day(text), "none", "{text}");
        }
    }

    #[test]
    fn one_date_that_can_mean_only_one_thing_decides_for_all() {
        let judged = |dates: &[&str]| {
            let judged = judge(dates.iter().copied());
            (judged.order, judged.is_a_guess)
        };
        assert_eq!(judged(&["6/7/2025", "13/7/2025"]), (Order::DayFirst, false));
        assert_eq!(judged(&["6/7/2025", "7/13/2025"]), (Order::MonthFirst, false));
        assert_eq!(judged(&["6/7/2025", "8/9/2025"]), (Order::DayFirst, true));
        assert_eq!(judged(&["6/7/2025 2:59 PM"]), (Order::MonthFirst, true));
        assert_eq!(judged(&["2025-06-07", "7.6.2025", "6/6/2025"]), (Order::DayFirst, false));
    }
}
