//! A single value as the plan file spells it, in the file itself and in a clash (spec 2, Clash), and back.
//! Reads only what it writes: what people write is read in `file`. Texts hold no raw control byte and nothing that reorders text.
//! A new kind of value gets a line in each of the two functions.

use super::{DaySpan, Kind, Money, Quarters, Value, Weekdays, parse_date};

/// `None` where the value is absent.
pub(crate) fn write(value: &Value) -> Option<String> {
    Some(match value {
        Value::Absent => return None,
        Value::Text(text) => quoted(text),
        Value::Texts(texts) => listed(texts.iter().map(|text| quoted(text))),
        Value::Date(day) => quoted(&day.to_string()),
        Value::Spans(spans) => listed(spans.iter().map(|span| quoted(&span.to_string()))),
        Value::Weekdays(days) => listed(days.names().map(str::to_string)),
        Value::Count(count) => count.to_string(),
        Value::Days(days) => days.to_string(),
        Value::Money(money) => money.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Key(key) => format!("'{key}'"),
        Value::Word(word) => (*word).to_string(),
    })
}

/// The value of that kind; `None` when the text is no such value as `write` spells it.
pub(crate) fn read(kind: Kind, text: &str) -> Option<Value> {
    Some(match kind {
        Kind::Text => Value::Text(one(unquoted(text)?)?),
        Kind::Texts => Value::Texts(texts(text)?),
        Kind::Date => Value::Date(parse_date(&one(unquoted(text)?)?)?),
        Kind::Spans => Value::Spans(texts(text)?.iter().map(|span| DaySpan::parse(span)).collect::<Option<_>>()?),
        Kind::Weekdays => Value::Weekdays(Weekdays::from_names(inner(text)?.split(", ").filter(|day| !day.is_empty()))?),
        Kind::Count => Value::Count(text.parse().ok()?),
        Kind::Days => Value::Days(quarters(text).filter(|days| *days <= Quarters::MAX)?),
        Kind::Total => Value::Days(quarters(text)?),
        Kind::Money => Value::Money(Some(Money(hundredths(text)?)).filter(|money| *money <= Money::MAX)?),
        Kind::Flag => Value::Flag(text.parse().ok()?),
        Kind::Key => Value::Key(one_key(text.strip_prefix('\'')?.strip_suffix('\'')?)?),
        Kind::Word(words) => Value::Word(words.iter().find(|word| **word == text)?),
    })
}

/// A text in quotes. What could command a terminal or deceive a reader of the file is written as an escape.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    text.chars().for_each(|c| push_escaped(&mut out, c));
    out.push('"');
    out
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c.is_control() || reorders(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
        c => out.push(c),
    }
}

fn reorders(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

pub(crate) fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn inner(text: &str) -> Option<&str> {
    text.strip_prefix('[')?.strip_suffix(']')
}

fn texts(text: &str) -> Option<Vec<String>> {
    let (mut rest, mut texts) = (inner(text)?, Vec::new());
    while !rest.is_empty() {
        let (text, after) = unquoted(rest)?;
        texts.push(text);
        rest = if after.is_empty() { after } else { after.strip_prefix(", ")? };
    }
    Some(texts)
}

/// A text that stands alone.
fn one((text, rest): (String, &str)) -> Option<String> {
    rest.is_empty().then_some(text)
}

/// The text in the quotes at the start, and what comes after them.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut chars = text.strip_prefix('"')?.chars();
    let mut out = String::new();
    loop {
        match chars.next()? {
            '"' => return Some((out, chars.as_str())),
            '\\' => out.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let (code, rest) = chars.as_str().strip_prefix('{')?.split_once('}')?;
                    chars = rest.chars();
                    char::from_u32(u32::from_str_radix(code, 16).ok()?)?
                }
                c => c,
            }),
            c => out.push(c),
        }
    }
}

fn one_key(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|c| chars.next().is_none() && (c.is_ascii_lowercase() || c.is_ascii_digit()))
}

fn quarters(text: &str) -> Option<Quarters> {
    let hundredths = hundredths(text)?;
    u32::try_from(hundredths / 25).ok().filter(|_| hundredths % 25 == 0).map(Quarters)
}

fn hundredths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let cents: u64 = match part.len() {
        0 => 0,
        1 => part.parse::<u64>().ok()? * 10,
        2 => part.parse().ok()?,
        _ => return None,
    };
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read_as_it_was_written() {
        let day = parse_date("2027-03-31").unwrap();
        let texts = vec!["a, b".to_string(), "\"q\"\\".into(), String::new()];
        let words: &'static [&'static str] = &["Delivery", "Customer"];
        for (kind, value, text) in [
            (Kind::Text, Value::Text("two\nlines\u{1b}".into()), "\"two\\nlines\\u{1b}\""),
            (Kind::Texts, Value::Texts(texts), "[\"a, b\", \"\\\"q\\\"\\\\\", \"\"]"),
            (Kind::Texts, Value::Texts(vec![]), "[]"),
            (Kind::Date, Value::Date(day), "\"2027-03-31\""),
            (Kind::Spans, Value::Spans(vec![DaySpan::day(day)]), "[\"2027-03-31\"]"),
            (Kind::Weekdays, Value::Weekdays(Weekdays::default()), "[Mon, Tue, Wed, Thu, Fri]"),
            (Kind::Count, Value::Count(4), "4"),
            (Kind::Days, Value::Days(Quarters(10)), "2.5"),
            (Kind::Total, Value::Days(Quarters(79_993)), "19998.25"),
            (Kind::Money, Value::Money(Money(1205)), "12.05"),
            (Kind::Flag, Value::Flag(true), "true"),
            (Kind::Key, Value::Key('d'), "'d'"),
            (Kind::Word(words), Value::Word("Customer"), "Customer"),
        ] {
            assert_eq!(write(&value).as_deref(), Some(text));
            assert_eq!(read(kind, text), Some(value));
        }
        assert_eq!(write(&Value::Absent), None);
    }

    #[test]
    fn no_raw_control_and_nothing_that_reorders_text_is_written() {
        assert_eq!(quoted("a\u{1b}[1m\"\\\n\u{202e}é\0"), r#""a\u{1b}[1m\"\\\n\u{202e}é\u{0}""#);
    }

    #[test]
    fn what_is_spelled_otherwise_is_not_read() {
        for (kind, text) in [
            (Kind::Key, "'Q'"),
            (Kind::Key, "'ab'"),
            (Kind::Days, "10000"),
            (Kind::Text, "\"a\" b"),
            (Kind::Text, "a"),
            (Kind::Texts, "[\"a\""),
            (Kind::Days, "2.1"),
            (Kind::Date, "\"soon\""),
        ] {
            assert_eq!(read(kind, text), None, "{text}");
        }
    }
}
