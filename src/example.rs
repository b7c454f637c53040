//! The built-in example of `handshake demo`, moved in time so that it is alive on any day.
//! Strings only: it does not read the plan, it moves the dates its strings hold by whole weeks.
//! Comments stay byte for byte, and so none of them may name a date.

use crate::{
    file::{Form, scan},
    plan::parse_date,
};
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use std::ops::Range;

/// The example as it is written, lived on the week of its reference Monday.
pub const DEMO: &str = include_str!("../assets/demo.ron");
/// A date as text: `2027-02-08`.
const DATE_BYTES: usize = 10;

/// The Monday of the week in which the example was written to live.
pub const REFERENCE: NaiveDate = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();

/// The same text with every `YYYY-MM-DD` inside a string literal moved by the same whole number of weeks, so that the
/// reference Monday becomes the Monday of today's week: weekdays stay, and so does all that is counted in working days.
/// A text that is no RON comes back as it is, and so does any on a day so far off that a date would leave the years a plan can hold.
pub fn alive(text: &str, today: NaiveDate) -> String {
    moved(text, today).unwrap_or_else(|| text.into())
}

fn moved(text: &str, today: NaiveDate) -> Option<String> {
    let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
    let shift = monday - REFERENCE;
    let mut moved = String::with_capacity(text.len());
    let mut done = 0;
    for literal in literals(text)? {
        moved.push_str(&text[done..literal.start]);
        moved.push_str(&with_dates_moved(&text[literal.clone()], shift)?);
        done = literal.end;
    }
    moved.push_str(&text[done..]);
    Some(moved)
}

/// Where string literals stand, quotes and all, in order.
fn literals(text: &str) -> Option<Vec<Range<usize>>> {
    let (tree, faults) = scan(text);
    let texts = tree.nodes.iter().filter(|node| matches!(node.kind, Form::Text | Form::Raw));
    faults.is_empty().then(|| texts.map(|node| node.span.range()).collect())
}

/// None when a date would leave the years a plan can hold.
fn with_dates_moved(literal: &str, shift: TimeDelta) -> Option<String> {
    let mut moved = String::with_capacity(literal.len());
    let mut rest = literal;
    let mut after_digit = false;
    while let Some(first) = rest.chars().next() {
        let date = rest.get(..DATE_BYTES).filter(|_| !after_digit).and_then(parse_date);
        let date = date.filter(|_| !rest[DATE_BYTES..].starts_with(|c: char| c.is_ascii_digit()));
        let bytes = match date {
            Some(date) => {
                let date = date.checked_add_signed(shift)?.to_string();
                parse_date(&date)?;
                moved.push_str(&date);
                DATE_BYTES
            }
            None => {
                moved.push(first);
                first.len_utf8()
            }
        };
        after_digit = first.is_ascii_digit();
        rest = &rest[bytes..];
    }
    Some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Audience, Plan};
    use proptest::prelude::*;

    fn read(text: &str) -> Plan {
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME).from_str(text).unwrap()
    }
    fn day(text: &str) -> NaiveDate {
        parse_date(text).unwrap()
    }
    /// A text taken apart: what is in string literals, and all else.
    fn apart(text: &str) -> (Vec<&str>, String) {
        let (mut strings, mut others, mut done) = (Vec::new(), String::new(), 0);
        for literal in literals(text).unwrap() {
            others.push_str(&text[done..literal.start]);
            strings.push(&text[literal.clone()]);
            done = literal.end;
        }
        (strings, others + &text[done..])
    }

    #[test]
    fn dates_in_strings_move_and_nothing_else_does() {
        let text = r##"// on 2027-02-08
(a: "2027-02-10", /* "2027-02-10" /* */ 2027-02-10 */ key: '"', b: "2027-02-12/2027-02-15", c: r#"say "2027-02-08""#,
for: "12027-02-08 \" 2027-02-08", d: 2027-02-08, e: 'd', f: "\\", g: "2027-02-09") // "2027-02-09"
"##;
        let moved = r##"// on 2027-02-08
(a: "2027-02-24", /* "2027-02-10" /* */ 2027-02-10 */ key: '"', b: "2027-02-26/2027-03-01", c: r#"say "2027-02-22""#,
for: "12027-02-08 \" 2027-02-22", d: 2027-02-08, e: 'd', f: "\\", g: "2027-02-23") // "2027-02-09"
"##;
        assert_eq!(alive(text, day("2027-02-25")), moved);
        assert_eq!(alive("(a: \"2027-02-10\"", day("2027-02-25")), "(a: \"2027-02-10\"", "what is no RON is left alone");
    }

    #[test]
    fn in_its_own_week_the_example_is_as_written() {
        for today in ["2027-02-08", "2027-02-14"] {
            assert_eq!(alive(DEMO, day(today)), DEMO, "{today}");
        }
        assert_ne!(alive(DEMO, day("2027-02-15")), DEMO);
    }

    #[test]
    fn no_comment_of_the_example_names_a_date() {
        let (_, others) = apart(DEMO);
        let comments: Vec<&str> = others.lines().filter_map(|line| line.split_once("//")).map(|(_, comment)| comment).collect();
        assert!(comments.len() > 12, "the comments teach: {comments:?}");
        for comment in comments {
            let names = [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed", "Thu", "Fri",
                "Easter",
            ];
            assert!(!comment.contains(|c: char| c.is_ascii_digit()), "{comment}");
            assert!(!comment.split(|c: char| !c.is_alphabetic()).any(|word| names.iter().any(|name| word.starts_with(name))), "{comment}");
        }
    }

    #[test]
    fn the_example_shows_a_bit_of_everything() {
        let plan = read(DEMO);
        let open_milestones: Vec<_> = plan.live_outcomes().filter(|it| it.milestone().is_some_and(|it| it.signed.is_none())).collect();
        let tasks: Vec<_> = plan.outcomes.iter().flat_map(|outcome| &outcome.tasks).collect();
        assert_eq!((plan.outcomes.len(), open_milestones.len(), plan.noise.len()), (6, 4, 2));
        assert_eq!(tasks.len(), 30);
        let columns = [0, 1, 2, 3].map(|column| tasks.iter().filter(|task| plan.column_of(task) == column).count());
        assert_eq!(columns, [16, 3, 2, 9]);
        assert_eq!(tasks.iter().filter(|task| task.owners.is_empty()).count(), 3);
        assert_eq!(tasks.iter().filter(|task| task.is_blocked()).count(), 1);
        assert_eq!(plan.outcomes.iter().filter(|it| it.internal).count(), 1);
        let untold: Vec<&str> = open_milestones.iter().filter(|it| plan.told(&it.id).is_none()).map(|it| it.id.as_str()).collect();
        assert_eq!(untold, ["ledger-off"]);
        let shares = |audience| plan.shares.iter().filter(|share| share.plan == audience).count();
        assert_eq!((shares(Audience::Customer), shares(Audience::Delivery)), (2, 1));
        assert!(plan.people.iter().all(|person| !person.email.is_empty() && person.key.is_some()));
    }

    #[test]
    fn whatever_the_example_names_is_there() {
        let plan = read(DEMO);
        let ids = plan.ids();
        for it in plan.tasks() {
            assert!(it.task.needs.iter().all(|id| ids.contains(id.as_str())), "{}", it.task.id);
            assert!(it.task.owners.iter().all(|name| plan.person(name).is_some()), "{}", it.task.id);
            assert!(plan.column_named(&it.task.status).is_some(), "{}", it.task.id);
            assert_eq!(plan.is_open(it.task), it.task.finished.is_none(), "{}", it.task.id);
            assert_eq!(plan.column_of(it.task) == 0, it.task.started.is_none(), "{}", it.task.id);
        }
        for promise in plan.shares.iter().flat_map(|share| &share.promises) {
            let outcome = plan.outcome(&promise.outcome).unwrap();
            assert_eq!((promise.tasks, promise.days), (Some(outcome.tasks.len() as u32), Some(outcome.days())), "{}", outcome.id);
        }
        let told = plan.shares.iter().flat_map(|share| &share.to);
        let asked = plan.outcomes.iter().filter_map(|it| it.milestone()).flat_map(|it| &it.deliverables).map(|it| &it.from);
        let signing = plan.outcomes.iter().filter_map(|it| it.milestone()).map(|it| &it.sign_off);
        for name in told.chain(asked).chain(signing).chain([&plan.decision_maker]) {
            assert!(plan.person(name).is_some(), "{name}");
        }
        assert_eq!(ids.len(), plan.tasks().count() + plan.outcomes.len() + 6, "an id stands twice");
    }

    proptest! {
        #[test]
        fn on_any_day_it_reads_and_every_date_keeps_its_weekday(days in 719_900..3_650_000i32) {
            let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let moved = alive(DEMO, today);
            prop_assert_eq!(moved.len(), DEMO.len());
            read(&moved);
            let ((before, same), (after, others)) = (apart(DEMO), apart(&moved));
            prop_assert_eq!(same, others);
            let shift = today.week(chrono::Weekday::Mon).first_day() - REFERENCE;
            for (before, after) in before.iter().zip(&after) {
                let (dates, moved): (Vec<_>, Vec<_>) = (before.trim_matches('"').split('/').map(parse_date).collect(), after.trim_matches('"').split('/').map(parse_date).collect());
                prop_assert_eq!(moved, dates.into_iter().map(|date| date.map(|date| date + shift)).collect::<Vec<_>>());
            }
        }

        #[test]
        fn no_text_and_no_day_brings_it_down(text in "[-\"'/*r#\\\\20127é\n]{0,40}|\\PC*", days in proptest::num::i32::ANY) {
            let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MIN);
            alive(&text, today);
            alive(&text, NaiveDate::MAX);
        }
    }
}
