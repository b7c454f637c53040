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

/// What passes, by id. Made anew whenever the plan, the day or the text changes.
#[derive(Debug, Default)]
pub struct Passing {
    pub cards: HashSet<String>,
    /// Outcomes that pass themselves, cards or not: of a filter that is about outcomes alone.
    pub outcomes: HashSet<String>,
}

pub fn passing(text: &str, plan: &Plan, sight: &Sight, today: NaiveDate) -> Passing {
    let mut fuzzy = Fuzzy::default();
    let terms: Vec<Term> = spelled(text).into_iter().map(|term| Term::read(&term, plan, &mut fuzzy)).collect();
    let of_outcomes = !terms.is_empty() && terms.iter().all(|term| matches!(term, Term::Outcome(_) | Term::Drifted));
    let live = plan.outcomes.iter().filter(|outcome| of_outcomes && outcome.is_live());
    let outcomes = live.filter(|outcome| terms.iter().all(|term| term.holds_for(outcome, sight))).map(|it| it.id.clone()).collect();
    let in_home = |home| match home {
        crate::plan::Home::Outcome(n) => Some(plan.outcomes[n].as_ref()),
        crate::plan::Home::Noise => None,
    };
    let scene = Scene { plan, sight, since: last_working_day(plan, today), today };
    let cards = plan.tasks().filter(|it| terms.iter().all(|term| term.holds(&scene, it.task, in_home(it.home))));
    Passing { cards: cards.map(|it| it.task.id.clone()).collect(), outcomes }
}

struct Scene<'s> {
    plan: &'s Plan,
    sight: &'s Sight,
    since: NaiveDate,
    today: NaiveDate,
}

/// One word of a filter, looked up once: which owners, outcomes and cards it means.
enum Term {
    Owners(HashSet<String>),
    Outcome(HashSet<String>),
    Unowned,
    Drifted,
    Stale,
    Blocked,
    Moved,
    Text(HashSet<String>),
}

impl Term {
    fn read(term: &str, plan: &Plan, fuzzy: &mut Fuzzy) -> Term {
        let owners = || plan.people.iter().map(|it| &it.name).chain(plan.tasks().flat_map(|it| &it.task.owners));
        match (term, term.chars().next()) {
            ("unowned", _) => Term::Unowned,
            ("drifted", _) => Term::Drifted,
            ("stale", _) => Term::Stale,
            ("blocked", _) => Term::Blocked,
            ("moved", _) => Term::Moved,
            (_, Some('@')) => Term::Owners(fuzzy.meant(&term[1..], owners().map(|name| (name.as_str(), name.as_str())))),
            (_, Some('#')) => {
                let named = plan.outcomes.iter().flat_map(|it| [(it.id.as_str(), it.title.as_str()), (it.id.as_str(), it.id.as_str())]);
                Term::Outcome(fuzzy.meant(&term[1..], named))
            }
            (text, _) => Term::Text(fuzzy.meant(text, plan.tasks().map(|it| (it.task.id.as_str(), it.task.title.as_str())))),
        }
    }
    fn holds(&self, scene: &Scene, task: &Task, outcome: Option<&Outcome>) -> bool {
        match self {
            Term::Owners(names) => task.owners.iter().any(|name| names.contains(name)),
            Term::Unowned => task.owners.is_empty() && scene.plan.is_open(task),
            Term::Stale => scene.sight.findings_of(&task.id).any(|finding| finding.code == "stale-card"),
            Term::Blocked => task.is_blocked(),
            Term::Moved => {
                let days = [task.added, task.entered, task.started, task.finished];
                days.into_iter().flatten().any(|day| (scene.since..=scene.today).contains(&day))
            }
            Term::Text(ids) => ids.contains(&task.id),
            Term::Outcome(_) | Term::Drifted => outcome.is_some_and(|outcome| self.holds_for(outcome, scene.sight)),
        }
    }
    fn holds_for(&self, outcome: &Outcome, sight: &Sight) -> bool {
        match self {
            Term::Outcome(ids) => ids.contains(&outcome.id),
            Term::Drifted => sight.drifted.contains(&outcome.id),
            Term::Owners(_) | Term::Unowned | Term::Stale | Term::Blocked | Term::Moved | Term::Text(_) => false,
        }
    }
}

/// The words of a filter; quotes keep several together: `@"Dev Lead"`.
fn spelled(text: &str) -> Vec<String> {
    let (mut words, mut is_quoted) = (vec![String::new()], false);
    for c in text.chars() {
        match (c, words.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (c, _) if c.is_whitespace() && !is_quoted => words.push(String::new()),
            (c, Some(word)) => word.push(c),
            (_, None) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
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
    /// The ids of the texts that contain it; only where none does, of those that answer it loosely.
    fn meant<'t>(&mut self, needle: &str, texts: impl Iterator<Item = (&'t str, &'t str)>) -> HashSet<String> {
        let lower = needle.to_lowercase();
        let texts: Vec<(&str, &str)> = texts.collect();
        let contains = |(_, text): &&(&str, &str)| text.to_lowercase().contains(&lower);
        let exact: HashSet<String> = texts.iter().filter(contains).map(|it| it.0.to_string()).collect();
        match exact.is_empty() {
            true => texts.iter().filter(|(_, text)| self.score(needle, text).is_some()).map(|it| it.0.to_string()).collect(),
            false => exact,
        }
    }
}

/// Whether a severity is drift a person must act on.
pub(super) fn needs_action(severity: Severity) -> bool {
    match severity {
        Severity::Amber | Severity::Red => true,
        Severity::Info => false,
    }
}
