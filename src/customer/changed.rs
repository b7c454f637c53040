//! What changed since the customer was last told, one line a change.
//! Dropped and swapped first, then dates, asks, sign-off, wording (spec 3.6). New milestones stand with the dates: they are one.

use super::{
    line,
    milestone::{Needed, Side, by_outcome},
    replaced::Replaced,
};
use crate::{plan::Plan, words};
use chrono::NaiveDate;
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

/// Lines shown before the rest is counted.
const LINES_SHOWN: usize = 3;

/// What is new against what was told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// The day of the last telling; none before the first.
    pub since: Option<NaiveDate>,
    /// All of them; `folded` gives those to be shown.
    pub lines: Vec<ChangedLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine {
    pub kind: ChangedKind,
    pub words: String,
}

/// In the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangedKind {
    Dropped,
    Swapped,
    Date,
    New,
    Ask,
    SignOff,
    Wording,
}

impl Changed {
    /// At most three lines, the third counting the rest; what was dropped or swapped is always said.
    pub fn folded(&self) -> Vec<String> {
        let said = |line: &ChangedLine| matches!(line.kind, ChangedKind::Dropped | ChangedKind::Swapped);
        let always = self.lines.iter().filter(|line| said(line)).count();
        let shown = always.max(LINES_SHOWN - 1);
        let all = self.lines.iter().map(|line| line.words.clone());
        match self.lines.len() > shown + 1 {
            true => all.take(shown).chain([format!("and {} more", self.lines.len() - shown)]).collect(),
            false => all.collect(),
        }
    }
}

/// Compares what was told with what is meant. `on` is the day of the plan it stands in: far years are said.
pub(super) fn changed(plan: &Plan, since: Option<NaiveDate>, told: &[Side], meant: &[Side], on: NaiveDate) -> Changed {
    if since.is_none() {
        return Changed::default();
    }
    let mut lines = Lines { on, lines: Vec::new() };
    let (mut replacing, replaced) = (HashSet::new(), OnceCell::new());
    let meant_now = by_outcome(meant);
    let known: HashSet<&str> = told.iter().map(|before| before.outcome.as_str()).collect();
    for before in told {
        match meant_now.get(before.outcome.as_str()) {
            Some(now) => lines.compare(before, now),
            None => {
                let replacement = replaced.get_or_init(|| Replaced::of(plan, meant)).by(&before.outcome);
                replacing.extend(lines.gone(before, replacement));
            }
        }
    }
    let is_new = |now: &&Side| !known.contains(now.outcome.as_str()) && !replacing.contains(now.outcome.as_str());
    meant.iter().filter(is_new).for_each(|now| lines.new_milestone(now));
    let mut lines = lines.lines;
    // By their words within a kind, so that the order of the lanes shows nowhere.
    lines.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| a.words.cmp(&b.words)));
    Changed { since, lines }
}

struct Lines {
    on: NaiveDate,
    lines: Vec<ChangedLine>,
}

impl Lines {
    fn say(&mut self, kind: ChangedKind, words: String) {
        self.lines.push(ChangedLine { kind, words: line(&words) });
    }
    fn date(&self, by: Option<NaiveDate>) -> String {
        by.map_or_else(|| "no date".into(), |by| words::day_and_month(by, self.on))
    }
    fn by(&self, by: Option<NaiveDate>) -> String {
        by.map_or_else(String::new, |by| format!(", by {}", words::day_and_month(by, self.on)))
    }

    /// Says that a milestone is gone, and gives the outcome that replaces it.
    fn gone<'a>(&mut self, before: &Side, replacement: Option<&'a Side>) -> Option<&'a str> {
        match replacement {
            Some(now) => {
                let words = format!("Replaced: {} → {}{}", before.headline, now.headline, self.by(now.by));
                self.say(ChangedKind::Swapped, words);
            }
            None => self.say(ChangedKind::Dropped, format!("Dropped: {}", before.headline)),
        }
        replacement.map(|now| now.outcome.as_str())
    }
    fn new_milestone(&mut self, now: &Side) {
        self.say(ChangedKind::New, format!("New: {}{}", now.headline, self.by(now.by)));
    }

    fn compare(&mut self, before: &Side, now: &Side) {
        if before.by != now.by {
            let because = Some(&now.because).filter(|it| !it.is_empty()).map_or_else(String::new, |it| format!(" ({it})"));
            self.say(ChangedKind::Date, format!("{}: {} → {}{because}", now.headline, self.date(before.by), self.date(now.by)));
        }
        self.asks(before, now);
        match (before.signed, now.signed) {
            (false, true) => self.say(ChangedKind::SignOff, format!("Signed off: {}", now.headline)),
            (true, false) => self.say(ChangedKind::SignOff, format!("{}: not signed off after all", now.headline)),
            (true, true) | (false, false) => {}
        }
        if before.sign_off != now.sign_off {
            let (old, new) = (or_nobody(&before.sign_off), or_nobody(&now.sign_off));
            self.say(ChangedKind::SignOff, format!("{}: sign-off {old} → {new}", now.headline));
        }
        if before.headline != now.headline {
            self.say(ChangedKind::Wording, format!("“{}” now reads “{}”", before.headline, now.headline));
        }
    }

    fn asks(&mut self, before: &Side, now: &Side) {
        let (known, meant) = (Known::of(&before.needed), Known::of(&now.needed));
        for old in before.asks() {
            match meant.same(old) {
                Some(new) if new.received => self.say(ChangedKind::Ask, format!("Received: {}", new.what)),
                Some(new) => self.ask(old, new),
                None => self.say(ChangedKind::Ask, format!("No longer needed: {}", old.what)),
            }
        }
        for new in now.asks() {
            match known.same(new) {
                Some(old) if old.received => self.say(ChangedKind::Ask, format!("Needed again: {}{}", new.what, self.by(new.by))),
                Some(_) => {}
                None => {
                    let from = Some(&new.from).filter(|it| !it.is_empty()).map_or_else(String::new, |it| format!(", from {it}"));
                    self.say(ChangedKind::Ask, format!("New ask: {}{}{from}", new.what, self.by(new.by)));
                }
            }
        }
    }
    /// An ask told and still open: its date, who it comes from, its wording.
    fn ask(&mut self, old: &Needed, new: &Needed) {
        if old.by != new.by {
            self.say(ChangedKind::Ask, format!("{}: {} → {}", new.what, self.date(old.by), self.date(new.by)));
        }
        if old.from != new.from {
            let (old, from) = (or_nobody(&old.from), or_nobody(&new.from));
            self.say(ChangedKind::Ask, format!("{}: from {old} → {from}", new.what));
        }
        if old.what != new.what {
            self.say(ChangedKind::Ask, format!("“{}” now reads “{}”", old.what, new.what));
        }
    }
}

/// One side's deliverables, to be found by id, else by what they are; the first of several.
struct Known<'a> {
    by_id: HashMap<&'a str, &'a Needed>,
    by_what: HashMap<&'a str, &'a Needed>,
}

impl<'a> Known<'a> {
    fn of(all: &'a [Needed]) -> Self {
        let named = all.iter().rev().filter(|it| !it.id.is_empty());
        Known {
            by_id: named.map(|it| (it.id.as_str(), it)).collect(),
            by_what: all.iter().rev().map(|it| (it.what.as_str(), it)).collect(),
        }
    }
    /// The same deliverable on this side.
    fn same(&self, one: &Needed) -> Option<&'a Needed> {
        self.by_id.get(one.id.as_str()).or_else(|| self.by_what.get(one.what.as_str())).copied()
    }
}

fn or_nobody(name: &str) -> &str {
    match name {
        "" => "nobody yet",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        customer::sample::*,
        plan::{Deliverable, Dropped, Milestone, parse_date},
    };
    use std::sync::Arc;

    #[test]
    fn what_changed_is_said_in_one_line_each() {
        let table: [(Edit, &[&str]); 15] = [
            (|_| {}, &[]),
            (|plan| outcome(plan).dropped = Some(Dropped::default()), &["Dropped: Reports in new system"]),
            (|plan| outcome(plan).internal = true, &["Dropped: Reports in new system"]),
            (|plan| plan.outcomes.clear(), &["Dropped: Reports in new system"]),
            (
                |plan| {
                    outcome(plan).dropped = Some(Dropped { replaced_by: "p".into(), why: "too dear".into(), ..Dropped::default() });
                    add(plan, "p", "Reports by hand", "2027-04-01");
                },
                &["Replaced: Reports in new system → Reports by hand, by 1 April"],
            ),
            (|plan| add(plan, "p", "Ledger switched off", ""), &["New: Ledger switched off"]),
            (|plan| milestone(plan).by = parse_date("2027-04-09"), &["Reports in new system: 31 March → 9 April"]),
            (
                |plan| (milestone(plan).by, milestone(plan).because) = (parse_date("2028-04-09"), "late data".into()),
                &["Reports in new system: 31 March → 9 April 2028 (late data)"],
            ),
            (|plan| milestone(plan).by = None, &["Reports in new system: 31 March → no date"]),
            (|plan| ask(plan).received = parse_date("2027-02-05"), &["Received: Send the list"]),
            (|plan| milestone(plan).deliverables.clear(), &["No longer needed: Send the list"]),
            (
                |plan| (ask(plan).by, ask(plan).from, ask(plan).what) = (None, String::new(), "Send both lists".into()),
                &[
                    "Send both lists: 20 February → no date",
                    "Send both lists: from PMO → nobody yet",
                    "“Send the list” now reads “Send both lists”",
                ],
            ),
            (|plan| milestone(plan).sign_off = "COO".into(), &["Reports in new system: sign-off CFO → COO"]),
            (|plan| milestone(plan).signed = parse_date("2027-02-05"), &["Signed off: Reports in new system"]),
            (|plan| milestone(plan).headline = "Reports out".into(), &["“Reports in new system” now reads “Reports out”"]),
        ];
        for (edit, words) in table {
            let mut plan = small();
            edit(&mut plan);
            let changed = seen(&plan).changed;
            let lines: Vec<&str> = changed.lines.iter().map(|line| line.words.as_str()).collect();
            assert_eq!(lines, words);
            assert_eq!(changed.since, Some(day("2027-02-01")));
        }
    }

    #[test]
    fn a_new_ask_says_by_when_and_from_whom() {
        let mut plan = small();
        let new = Deliverable {
            id: "b".into(),
            what: "Name a tester".into(),
            from: "HR".into(),
            by: parse_date("2027-03-01"),
            ..Deliverable::default()
        };
        milestone(&mut plan).deliverables.push(Arc::new(new));
        assert_eq!(seen(&plan).changed.folded(), ["New ask: Name a tester, by 1 March, from HR"]);
    }

    #[test]
    fn past_three_lines_the_rest_is_counted_but_never_what_was_dropped() {
        let line = |kind| ChangedLine { kind, words: format!("{kind:?}") };
        let table: [(&[ChangedKind], &[&str]); 5] = [
            (&[ChangedKind::Date, ChangedKind::Ask, ChangedKind::Wording], &["Date", "Ask", "Wording"]),
            (&[ChangedKind::Date, ChangedKind::Ask, ChangedKind::SignOff, ChangedKind::Wording], &["Date", "Ask", "and 2 more"]),
            (&[ChangedKind::Dropped, ChangedKind::Swapped, ChangedKind::Ask, ChangedKind::Wording], &["Dropped", "Swapped", "and 2 more"]),
            (&[ChangedKind::Dropped; 5], &["Dropped"; 5]),
            (
                &[ChangedKind::Dropped, ChangedKind::Dropped, ChangedKind::Dropped, ChangedKind::Date, ChangedKind::Date],
                &["Dropped", "Dropped", "Dropped", "and 2 more"],
            ),
        ];
        for (kinds, shown) in table {
            let changed = Changed { since: None, lines: kinds.iter().map(|kind| line(*kind)).collect() };
            assert_eq!(changed.folded(), shown);
        }
    }

    #[test]
    fn dropped_and_swapped_stand_first_then_dates_asks_sign_off_and_wording() {
        let mut plan = small();
        add(&mut plan, "p", "Zebra", "2027-05-01");
        tell(&mut plan, "2027-02-02");
        plan.outcomes.pop();
        *milestone(&mut plan) =
            Milestone { headline: "Reports out".into(), by: parse_date("2027-04-09"), sign_off: "COO".into(), ..Milestone::default() };
        let kinds: Vec<ChangedKind> = seen(&plan).changed.lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [ChangedKind::Dropped, ChangedKind::Date, ChangedKind::Ask, ChangedKind::SignOff, ChangedKind::Wording]);
    }
}
