//! Text for people: dates in words, lists, counts; what a terminal may get of somebody's text, how wide it is, where to cut it.
//! Knows strings and dates, nothing of a plan. Widths are in terminal cells.

mod dates;
mod days;
mod json;
mod markdown;
mod near;
mod plain;
mod sheet;
mod shown;
mod wrap;

pub use dates::{day_and_month, short_date, weekday_date};
pub use days::parse_day;
pub use json::harmless_json;
pub use markdown::markdown;
pub use near::nearest;
pub use plain::is_plain;
pub use sheet::{BETWEEN, CARD_COLUMNS, INTERNAL_COLUMN, guarded, unguarded};
pub use shown::{clean, clean_line, cut, measured_line, width};
pub use wrap::{hang, wrap, wrapping};

/// `a`, `a and b`, `a, b and c`.
pub fn listed<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [most @ .., last] => format!("{} and {}", most.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref()),
    }
}

/// The same text with a capital in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 task`, `2 tasks`.
pub fn counted(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    }
}

/// The same for words that take another ending: `1 person`, `2 people`.
pub fn counted_as(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_people_write_them() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!([capital("élan"), capital("")], ["Élan", ""]);
        assert_eq!([counted(1, "task"), counted(0, "task")], ["1 task", "0 tasks"]);
        assert_eq!([1, 2].map(|n| counted_as(n, "person", "people")), ["1 person", "2 people"]);
    }
}
