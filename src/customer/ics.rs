//! The customer's days as calendar entries (RFC 5545): an all-day event for each milestone and each thing they owe that has a date.
//! Taken in again, an entry moves instead of doubling: its key stays, its sequence is the revision. What was told and is no longer is cancelled.
//! Nothing in it asks, rings, names people or points anywhere.

use super::{CustomerPlan, Key, Revision};
use chrono::NaiveDate;

/// The octets a line may have before its break (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// The whole calendar, lines broken by CR LF; it may hold no entry.
pub fn ics(plan: &CustomerPlan) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handshake//customer plan//EN"] {
        fold(&mut out, line);
    }
    for entry in entries(plan) {
        entry.lines(plan).iter().for_each(|line| fold(&mut out, line));
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

/// Whether there is anything to put in a calendar.
pub(super) fn has_entries(plan: &CustomerPlan) -> bool {
    !entries(plan).is_empty()
}

struct Entry<'a> {
    key: &'a Key,
    on: NaiveDate,
    summary: String,
    stands: Stands,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Yes,
    Cancelled,
}

fn entries(plan: &CustomerPlan) -> Vec<Entry<'_>> {
    let entry = |key, on, words: String, stands| Entry { key, on, summary: in_context(words, &plan.title), stands };
    let asks = plan.asks.iter().filter_map(|ask| Some(entry(&ask.key, ask.by?, ask.words(), Stands::Yes)));
    let coming = plan.coming.iter().filter_map(|it| Some(entry(&it.key, it.by?, it.headline.clone(), Stands::Yes)));
    let gone = plan.gone.iter().map(|it| entry(&it.key, it.on, it.words(), Stands::Cancelled));
    asks.chain(coming).chain(gone).collect()
}

/// In a full calendar an entry says which project it is about.
fn in_context(words: String, title: &str) -> String {
    if title.is_empty() { words } else { format!("{words} · {title}") }
}

impl Entry<'_> {
    fn lines(&self, plan: &CustomerPlan) -> Vec<String> {
        let (Revision::Told(rev) | Revision::Draft(rev)) = plan.revision;
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        let mut lines = vec![
            "BEGIN:VEVENT".to_string(),
            format!("UID:{}@handshake", self.key.as_str()),
            // The plan's day, not the clock's: the same plan gives the same bytes.
            format!("DTSTAMP:{}T000000Z", day(plan.on)),
            format!("SEQUENCE:{rev}"),
            format!("DTSTART;VALUE=DATE:{}", day(self.on)),
            // The first day that is no longer part of it.
            format!("DTEND;VALUE=DATE:{}", day(self.on.succ_opt().unwrap_or(self.on))),
            format!("SUMMARY:{}", escaped(&self.summary)),
        ];
        if self.stands == Stands::Cancelled {
            lines.push("STATUS:CANCELLED".into());
        }
        lines.push("END:VEVENT".into());
        lines
    }
}

/// A text value (RFC 5545, 3.3.11), backslash first; controls have no place in it.
fn escaped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).fold(String::with_capacity(text.len()), |mut out, c| {
        if matches!(c, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// A content line, broken before its 76th octet and never within a character.
fn fold(out: &mut String, line: &str) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            octets = 1;
        }
        octets += c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::sample::*;
    use proptest::prelude::*;

    #[test]
    fn asks_milestones_and_what_is_dropped_are_all_day_entries() {
        let mut plan = small();
        add(&mut plan, "p", "Ledger; off, \\o/", "2027-04-30");
        tell(&mut plan, "2027-02-03");
        plan.outcomes.pop();
        let [ask, report, ledger] =
            ["a", "o", "p"].map(|id| super::super::key::Keys::of(&plan, &Default::default()).key(id).as_str().to_string());
        let expected = format!(
            "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//handshake//customer plan//EN
BEGIN:VEVENT
UID:{ask}@handshake
DTSTAMP:20270208T000000Z
SEQUENCE:3
DTSTART;VALUE=DATE:20270220
DTEND;VALUE=DATE:20270221
SUMMARY:PMO: Send the list · Migration
END:VEVENT
BEGIN:VEVENT
UID:{report}@handshake
DTSTAMP:20270208T000000Z
SEQUENCE:3
DTSTART;VALUE=DATE:20270331
DTEND;VALUE=DATE:20270401
SUMMARY:Reports in new system · Migration
END:VEVENT
BEGIN:VEVENT
UID:{ledger}@handshake
DTSTAMP:20270208T000000Z
SEQUENCE:3
DTSTART;VALUE=DATE:20270430
DTEND;VALUE=DATE:20270501
SUMMARY:Ledger\\; off\\, \\\\o/ · Migration
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"
        );
        assert_eq!(ics(&seen(&plan)), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn an_entry_keeps_its_name_when_its_date_and_words_change() {
        let uids = |plan: &CustomerPlan| -> Vec<String> {
            ics(plan).lines().filter(|line| line.starts_with("UID")).map(ToString::to_string).collect()
        };
        let mut plan = small();
        let before = uids(&seen(&plan));
        (milestone(&mut plan).by, milestone(&mut plan).headline) = (Some(day("2027-05-01")), "Other".into());
        assert_eq!(uids(&seen(&plan)), before);
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_line_or_a_character(text in "(\\PC|[\\x00-\\x1f\u{7f}-\u{9f}]|日本|👩‍👩‍👧){0,200}") {
            let mut plan = small();
            milestone(&mut plan).headline = text.clone();
            let out = ics(&seen(&plan));
            prop_assert!(out.split("\r\n").all(|line| line.len() <= 75 && !line.contains(char::is_control)), "{out}");
            prop_assert!(out.ends_with("\r\n"));
            let unfolded = out.replace("\r\n ", "");
            let summary = format!("SUMMARY:{}", escaped(&in_context(seen(&plan).coming[0].headline.clone(), "Migration")));
            prop_assert!(unfolded.contains(&format!("\r\n{summary}\r\n")), "{unfolded}");
        }
    }
}
