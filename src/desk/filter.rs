//! Which cards are shown: `@ann`, `unowned`, `drifted`, `stale`, `blocked`, `moved`, `#outcome` and free text, all of which must hold.
//! Knows the plan and its findings, not the screen.

use super::Sight;
use crate::{
    plan::{Outcome, Plan, Task},
    projection::{Calendar, Severity},
};
use chrono::{NaiveDate, TimeDelta};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use std::collections::HashSet;

/// Which cards pass, by id. Made anew whenever the plan, the day or the text changes.
pub fn passing(text: &str, plan: &Plan, sight: &Sight, today: NaiveDate) -> HashSet<String> {
    let terms: Vec<&str> = text.split_whitespace().collect();
    let mut fuzzy = Fuzzy::default();
    let last_working_day = last_working_day(plan, today);
    let in_home = |home| match home {
        crate::plan::Home::Outcome(n) => Some(plan.outcomes[n].as_ref()),
        crate::plan::Home::Noise => None,
    };
    plan.tasks()
        .filter(|it| terms.iter().all(|term| passes(term, it.task, in_home(it.home), plan, sight, last_working_day, &mut fuzzy)))
        .map(|it| it.task.id.clone())
        .collect()
}

fn passes(term: &str, task: &Task, outcome: Option<&Outcome>, plan: &Plan, sight: &Sight, since: NaiveDate, fuzzy: &mut Fuzzy) -> bool {
    if let Some(owner) = term.strip_prefix('@') {
        return task.owners.iter().any(|name| fuzzy.finds(owner, name));
    }
    if let Some(title) = term.strip_prefix('#') {
        return outcome.is_some_and(|outcome| fuzzy.finds(title, &outcome.title) || fuzzy.finds(title, &outcome.id));
    }
    match term {
        "unowned" => task.owners.is_empty() && plan.is_open(task),
        "drifted" => outcome.is_some_and(|outcome| sight.drifted.contains(&outcome.id)),
        "stale" => sight.findings_of(&task.id).any(|finding| finding.code == "stale-card"),
        "blocked" => task.is_blocked(),
        "moved" => [task.added, task.entered, task.started, task.finished].into_iter().flatten().any(|day| day >= since),
        text => fuzzy.finds(text, &task.title),
    }
}

/// The working day before today: what moved since then is what a stand-up asks.
fn last_working_day(plan: &Plan, today: NaiveDate) -> NaiveDate {
    let calendar = Calendar::new(&plan.settings);
    (1..=400).map(|days| today - TimeDelta::days(days)).find(|day| calendar.is_working(*day)).unwrap_or(today)
}

/// Fuzzy search with its scratch memory.
pub struct Fuzzy {
    matcher: Matcher,
    needle: String,
    pattern: Pattern,
    buffer: Vec<char>,
}

impl Default for Fuzzy {
    fn default() -> Self {
        Fuzzy { matcher: Matcher::new(Config::DEFAULT), needle: String::new(), pattern: Pattern::default(), buffer: Vec::new() }
    }
}

impl Fuzzy {
    /// How well the text answers; None: not at all.
    pub fn score(&mut self, needle: &str, text: &str) -> Option<u32> {
        if self.needle != needle {
            self.needle = needle.to_string();
            self.pattern = Pattern::parse(needle, CaseMatching::Smart, Normalization::Smart);
        }
        self.pattern.score(Utf32Str::new(text, &mut self.buffer), &mut self.matcher)
    }
    pub fn finds(&mut self, needle: &str, text: &str) -> bool {
        self.score(needle, text).is_some()
    }
}

/// Whether a severity is drift a person must act on.
pub(super) fn needs_action(severity: Severity) -> bool {
    match severity {
        Severity::Amber | Severity::Red => true,
        Severity::Info => false,
    }
}
