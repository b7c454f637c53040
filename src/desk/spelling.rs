//! How values are typed in a form and understood again: dates, days, money, names of people, what a task needs.
//! Reads leniently what is clear and says what is not.

use crate::{
    plan::{Kind, Money, Plan, Quarters, Value},
    words,
};
use chrono::NaiveDate;

/// A value as a form shows it.
pub fn typed(value: &Value) -> String {
    match value {
        Value::Absent | Value::Flag(false) => String::new(),
        Value::Flag(true) => "yes".into(),
        Value::Text(text) => text.clone(),
        Value::Texts(texts) => texts.join(", "),
        Value::Date(date) => date.to_string(),
        Value::Spans(spans) => spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Value::Weekdays(days) => days.names().collect::<Vec<_>>().join(", "),
        Value::Count(n) => n.to_string(),
        Value::Days(days) if days.0 == 0 => "0".into(),
        Value::Days(days) => days.to_string(),
        Value::Money(money) if money.0 == 0 => String::new(),
        Value::Money(money) => money.to_string(),
        Value::Key(key) => key.to_string(),
        Value::Word(word) => (*word).into(),
    }
}

/// What was typed, as a value of this kind; nothing typed is nothing said.
///
/// # Errors
/// Says what cannot be understood and how it is written.
pub fn read(kind: Kind, text: &str, today: NaiveDate) -> Result<Value, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(Value::Absent);
    }
    match kind {
        Kind::Text => Ok(Value::Text(if text.contains('\n') { text.trim_end().into() } else { trimmed.into() })),
        Kind::Texts => Ok(Value::Texts(parts(text).map(str::to_string).collect())),
        Kind::Date => words::parse_day(trimmed, today).map(Value::Date).map_err(|refusal| refusal.to_string()),
        Kind::Days => days(trimmed).map(Value::Days).ok_or_else(|| "working days by quarters, 0 to 9999, like 2 or 0.5".into()),
        Kind::Money => money(trimmed).map(Value::Money).ok_or_else(|| "an amount with two decimals at most, like 40000 or 12.50".into()),
        Kind::Count => trimmed.parse().map(Value::Count).map_err(|_| "a whole number, like 4".into()),
        Kind::Flag => flag(trimmed).map(Value::Flag).ok_or_else(|| "yes, or nothing".into()),
        Kind::Key => one_key(trimmed).map(Value::Key).ok_or_else(|| "one letter a to z, or a digit".into()),
        Kind::Word(words) => words
            .iter()
            .find(|word| word.eq_ignore_ascii_case(trimmed))
            .map(|word| Value::Word(word))
            .ok_or_else(|| format!("one of {}", words.join(", "))),
        Kind::Spans | Kind::Weekdays | Kind::Total => Err("written in the plan file".into()),
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// `2`, `2d`, `0.5`, `1.25 days`.
fn days(text: &str) -> Option<Quarters> {
    let number = text.trim_end_matches("days").trim_end_matches("day").trim_end_matches('d').trim_end();
    let hundredths = hundredths(number)?;
    (hundredths % 25 == 0 && hundredths <= 999_900).then_some(Quarters((hundredths / 25) as u32))
}

/// `40000`, `40,000.50`, `40 000`.
fn money(text: &str) -> Option<Money> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '_')).collect();
    hundredths(&digits).map(Money).filter(|money| *money <= Money::MAX)
}

fn hundredths(number: &str) -> Option<u64> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return None;
    }
    format!("{whole}{decimals:0<2}").parse().ok()
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "x" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

fn one_key(text: &str) -> Option<char> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_ascii_lowercase() || c.is_ascii_digit() => Some(c),
        _ => None,
    }
}

/// Names of people, by their beginning where that is enough.
///
/// # Errors
/// Names who is not known, or is meant by several.
pub fn people(plan: &Plan, text: &str, today: NaiveDate) -> Result<Value, String> {
    parts(text).map(|name| known(plan, name, today)).collect::<Result<Vec<_>, _>>().map(Value::Texts)
}

/// One person.
///
/// # Errors
/// As `people`.
pub fn person(plan: &Plan, text: &str, today: NaiveDate) -> Result<Value, String> {
    match text.trim() {
        "" => Ok(Value::Absent),
        name => known(plan, name, today).map(Value::Text),
    }
}

fn known(plan: &Plan, name: &str, today: NaiveDate) -> Result<String, String> {
    if let Some(person) = plan.person(name) {
        return Ok(person.name.clone());
    }
    let begins = |it: &&std::sync::Arc<crate::plan::Person>| it.name.to_lowercase().starts_with(&name.to_lowercase());
    let found: Vec<_> = plan.here_on(today).filter(begins).collect();
    match found.as_slice() {
        [one] => Ok(one.name.clone()),
        [] => Err(format!("nobody is called {name}; a and / add a person")),
        many => Err(format!("{name} may be {}", words::listed(&many.iter().map(|it| it.name.as_str()).collect::<Vec<_>>()))),
    }
}

/// What a task needs, by titles where they say which.
pub fn needs(plan: &Plan, value: &Value) -> String {
    let Value::Texts(ids) = value else { return String::new() };
    let title = |id: &String| {
        let title = titles(plan).find(|(it, _)| it == id).map(|(_, title)| title.to_string())?;
        let is_clear = !title.contains(',') && titles(plan).filter(|(_, other)| other.eq_ignore_ascii_case(&title)).count() == 1;
        is_clear.then_some(title)
    };
    ids.iter().map(|id| title(id).unwrap_or_else(|| id.clone())).collect::<Vec<_>>().join(", ")
}

/// The ids of what a task needs, from titles or ids.
///
/// # Errors
/// Names what is neither.
pub fn read_needs(plan: &Plan, text: &str) -> Result<Value, String> {
    let id = |part: &str| {
        let by_id = titles(plan).find(|(id, _)| *id == part).map(|(id, _)| id.to_string());
        let matching = |fits: &dyn Fn(&str) -> bool| {
            let found: Vec<_> = titles(plan).filter(|(_, title)| fits(&title.to_lowercase())).collect();
            (found.len() == 1).then(|| found[0].0.to_string())
        };
        let lower = part.to_lowercase();
        by_id
            .or_else(|| matching(&|title| title == lower))
            .or_else(|| matching(&|title| title.starts_with(&lower)))
            .ok_or_else(|| format!("`{part}` is no one task or deliverable; write more of its title, or its id"))
    };
    parts(text).map(id).collect::<Result<Vec<_>, _>>().map(Value::Texts)
}

/// Everything that can be needed: id and title.
fn titles(plan: &Plan) -> impl Iterator<Item = (&str, &str)> {
    let asks = plan.outcomes.iter().filter_map(|it| it.milestone.as_ref()).flat_map(|it| &it.deliverables);
    plan.tasks().map(|it| (it.task.id.as_str(), it.task.title.as_str())).chain(asks.map(|it| (it.id.as_str(), it.what.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Person, Task};
    use std::sync::Arc;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 2, 8).unwrap()
    }
    fn plan() -> Plan {
        let person = |name: &str| Arc::new(Person { name: name.into(), ..Person::default() });
        let task = |id: &str, title: &str| Arc::new(Task { id: id.into(), title: title.into(), ..Task::default() });
        Plan {
            people: vec![person("Dev Lead"), person("Dana"), person("Finance SME")],
            noise: vec![task("k1", "Load"), task("k2", "Transform")],
            ..Plan::default()
        }
    }

    #[test]
    fn days_and_money_are_read_exactly_or_not_at_all() {
        let days = |text| read(Kind::Days, text, today());
        assert_eq!([days("2"), days("0.5d"), days("1.25 days")], [8, 2, 5].map(|n| Ok(Value::Days(Quarters(n)))));
        assert!(["-1", "1e3", "0.1", "10000", "."].iter().all(|text| days(text).is_err()));
        assert_eq!(read(Kind::Money, "40,000.5", today()), Ok(Value::Money(Money(4_000_050))));
        assert!(read(Kind::Money, "1.234", today()).is_err());
    }

    #[test]
    fn people_are_known_by_their_beginning_when_only_one_fits() {
        assert_eq!(people(&plan(), "fin, dev lead", today()), Ok(Value::Texts(vec!["Finance SME".into(), "Dev Lead".into()])));
        assert_eq!(people(&plan(), "d", today()), Err("d may be Dev Lead and Dana".into()));
        assert_eq!(people(&plan(), "Zoe", today()), Err("nobody is called Zoe; a and / add a person".into()));
    }

    #[test]
    fn needs_are_shown_by_title_and_read_back() {
        let value = Value::Texts(vec!["k1".into(), "k2".into()]);
        assert_eq!(needs(&plan(), &value), "Load, Transform");
        assert_eq!(read_needs(&plan(), "load, tra"), Ok(value));
        assert!(read_needs(&plan(), "nothing").is_err());
    }
}
