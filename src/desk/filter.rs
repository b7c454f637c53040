//! Which cards are shown: `@ann`, `unowned`, `drifted`, `stale`, `blocked`, `moved`, `#outcome` and free text, all of which must hold.
//! Knows the plan and its findings, not the screen.

use super::Sight;
use crate::{
    plan::{Home, Outcome, Plan, TaskRef},
    projection::{Calendar, Severity},
};
use chrono::{NaiveDate, TimeDelta};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use std::{collections::HashSet, sync::Arc};

/// What passes, by its place in the plan. Made anew whenever the plan, the day or the text changes.
#[derive(Debug, Default)]
pub struct Passing {
    /// In the order of `Plan::tasks`.
    pub cards: Vec<bool>,
    /// Outcomes that pass themselves, cards or not: of a filter that is about outcomes alone.
    pub outcomes: Vec<bool>,
}

pub fn passing(text: &str, plan: &Plan, sight: &Sight, today: NaiveDate) -> Passing {
    let mut fuzzy = Fuzzy::default();
    let terms: Vec<Term> = spelled(text).into_iter().map(|term| Term::read(&term, plan, &mut fuzzy)).collect();
    let of_outcomes = !terms.is_empty() && terms.iter().all(|term| matches!(term, Term::Outcome(_) | Term::Drifted));
    let passes = |(at, outcome): (usize, &Arc<Outcome>)| {
        of_outcomes && outcome.is_live() && terms.iter().all(|term| term.holds_for(at, outcome, sight))
    };
    let scene = Scene { plan, sight, since: last_working_day(plan, today), today };
    let holds = |(at, it): (usize, TaskRef)| terms.iter().all(|term| term.holds(&scene, at, it));
    Passing { cards: plan.tasks().enumerate().map(holds).collect(), outcomes: plan.outcomes.iter().enumerate().map(passes).collect() }
}

struct Scene<'s> {
    plan: &'s Plan,
    sight: &'s Sight,
    since: NaiveDate,
    today: NaiveDate,
}

/// One word of a filter, looked up once: which owners, outcomes and cards it means, by name and by place.
enum Term<'p> {
    Owners(HashSet<&'p str>),
    Outcome(Vec<bool>),
    Unowned,
    Drifted,
    Stale,
    Blocked,
    Moved,
    Text(Vec<bool>),
}

impl<'p> Term<'p> {
    fn read(term: &str, plan: &'p Plan, fuzzy: &mut Fuzzy) -> Self {
        match (term, term.chars().next()) {
            ("unowned", _) => Term::Unowned,
            ("drifted", _) => Term::Drifted,
            ("stale", _) => Term::Stale,
            ("blocked", _) => Term::Blocked,
            ("moved", _) => Term::Moved,
            (_, Some('@')) => {
                let people = plan.people.iter().map(|it| &it.name).chain(plan.tasks().flat_map(|it| &it.task.owners));
                let names: Vec<&str> = people.map(String::as_str).collect::<HashSet<_>>().into_iter().collect();
                let meant = fuzzy.meant(&term[1..], names.len(), || names.iter().copied().enumerate());
                Term::Owners(names.into_iter().zip(meant).filter(|(_, is_meant)| *is_meant).map(|(name, _)| name).collect())
            }
            (_, Some('#')) => {
                let named = || plan.outcomes.iter().enumerate().flat_map(|(at, it)| [(at, it.title.as_str()), (at, it.id.as_str())]);
                Term::Outcome(fuzzy.meant(&term[1..], plan.outcomes.len(), named))
            }
            (text, _) => {
                let titles = || plan.tasks().map(|it| it.task.title.as_str()).enumerate();
                Term::Text(fuzzy.meant(text, plan.tasks().count(), titles))
            }
        }
    }
    /// For the task at that place among all.
    fn holds(&self, scene: &Scene, at: usize, it: TaskRef) -> bool {
        let task = it.task;
        match self {
            Term::Owners(names) => task.owners.iter().any(|name| names.contains(name.as_str())),
            Term::Unowned => task.owners.is_empty() && scene.plan.is_open(task),
            Term::Stale => scene.sight.findings_of(&task.id).any(|finding| finding.code == "stale-card"),
            Term::Blocked => task.is_blocked(),
            Term::Moved => {
                let days = [task.added, task.entered, task.started, task.finished];
                days.into_iter().flatten().any(|day| (scene.since..=scene.today).contains(&day))
            }
            Term::Text(meant) => meant[at],
            Term::Outcome(_) | Term::Drifted => match it.home {
                Home::Outcome(n) => self.holds_for(n, &scene.plan.outcomes[n], scene.sight),
                Home::Noise => false,
            },
        }
    }
    fn holds_for(&self, at: usize, outcome: &Outcome, sight: &Sight) -> bool {
        match self {
            Term::Outcome(meant) => meant[at],
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
    /// By place, whether a text of it contains the needle; only where none does, whether one answers it loosely.
    fn meant<'t, I: Iterator<Item = (usize, &'t str)>>(&mut self, needle: &str, places: usize, texts: impl Fn() -> I) -> Vec<bool> {
        let lower = needle.to_lowercase();
        let mut meant = vec![false; places];
        texts().filter(|(_, text)| contains(text, &lower)).for_each(|(at, _)| meant[at] = true);
        if !meant.contains(&true) {
            texts().filter(|(_, text)| self.score(needle, text).is_some()).for_each(|(at, _)| meant[at] = true);
        }
        meant
    }
}

/// Whether a text contains what is in small letters, whatever its own letters are.
fn contains(text: &str, lower: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(lower);
    }
    let Some(first) = lower.bytes().next() else { return true };
    let is_it = |window: &[u8]| window[0].to_ascii_lowercase() == first && window.eq_ignore_ascii_case(lower.as_bytes());
    text.as_bytes().windows(lower.len()).any(is_it)
}

/// Whether a severity is drift a person must act on.
pub(super) fn needs_action(severity: Severity) -> bool {
    match severity {
        Severity::Amber | Severity::Red => true,
        Severity::Info => false,
    }
}
