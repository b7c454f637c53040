//! What the delivery plan says when it is written for people, line by line, before it is laid out: a line a thing, cards by column.
//! Every text of the plan is cleaned on its way; `text` and `markdown` only arrange it.

use super::Ends;
use crate::plan::{Change, ChangeKind, Deliverable, Milestone, Outcome, Plan, Promise, Task};
use crate::words::{clean_line, day_and_month, listed, weekday_date};
use chrono::NaiveDate;
use foldhash::HashMap;
use std::sync::Arc;

/// One line, and what it is.
pub(super) enum Line {
    Day(String),
    Heading(String),
    /// A named value.
    Value(&'static str, String),
    Column(String),
    Card(Stage, String),
    /// Belongs to the card above it.
    Note(String),
    Change(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Open,
    Done,
}

/// The whole delivery plan. Dates far from today carry their year.
pub(super) fn lines(plan: &Plan, ends: &Ends, today: NaiveDate) -> Vec<Line> {
    let outcomes = plan.outcomes.iter().rev().map(|it| (it.id.as_str(), it.title.as_str())).collect();
    let mut page = Page { plan, ends, today, outcomes, titles: titles(plan), told: plan.told_by_outcome(), lines: Vec::new() };
    page.head();
    for outcome in &plan.outcomes {
        page.outcome(outcome);
    }
    if !plan.noise.is_empty() {
        page.heading("Tied to no outcome");
        page.cards(&plan.noise);
    }
    page.changes();
    page.lines
}

/// What a `needs` may name.
fn titles(plan: &Plan) -> HashMap<&str, &str> {
    let asks = plan.outcomes.iter().filter_map(|it| it.milestone.as_ref()).flat_map(|it| &it.deliverables);
    let asks = asks.map(|it| (it.id.as_str(), it.what.as_str()));
    plan.tasks().map(|it| (it.task.id.as_str(), it.task.title.as_str())).chain(asks).collect()
}

struct Page<'a> {
    plan: &'a Plan,
    ends: &'a Ends,
    today: NaiveDate,
    /// Titles of outcomes, by their ids.
    outcomes: HashMap<&'a str, &'a str>,
    /// Of what a `needs` may name.
    titles: HashMap<&'a str, &'a str>,
    told: HashMap<&'a str, &'a Promise>,
    lines: Vec<Line>,
}

impl Page<'_> {
    fn say(&mut self, line: fn(String) -> Line, words: &str) {
        self.lines.push(line(clean_line(words).trim_end().to_string()));
    }
    fn heading(&mut self, words: &str) {
        self.say(Line::Heading, words);
    }
    /// A named value; nothing where there is none.
    fn value(&mut self, label: &'static str, words: &str) {
        if !words.is_empty() {
            self.lines.push(Line::Value(label, clean_line(words).trim_end().to_string()));
        }
    }
    fn date(&self, date: NaiveDate) -> String {
        day_and_month(date, self.today)
    }

    fn head(&mut self) {
        let plan = self.plan;
        self.say(Line::Day, &weekday_date(self.today));
        self.value("customer", &plan.customer);
        self.value("decides", &plan.decision_maker);
        if let Some(share) = plan.baseline() {
            let to = if share.to.is_empty() { String::new() } else { format!(" to {}", listed(&share.to)) };
            let told = format!("rev {} on {}{to}", share.rev, self.date(share.on));
            self.value("told", &told);
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        self.heading(&outcome.title);
        if let Some(dropped) = &outcome.dropped {
            let on = dropped.on.map(|on| self.date(on)).unwrap_or_default();
            let words = [on, dropped.why.clone()].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(": ");
            self.value("dropped", if words.is_empty() { "yes" } else { &words });
            let by = dropped.replaced_by.as_str();
            self.value("instead", self.outcomes.get(by).copied().unwrap_or(by));
        }
        self.value("owners", &listed(&outcome.owners));
        self.money(outcome);
        match (outcome.milestone(), outcome.internal) {
            (Some(milestone), _) => self.milestone(outcome, milestone),
            (None, true) => self.value("milestone", "none, internal"),
            (None, false) => self.value("milestone", "none"),
        }
        if let Some(end) = self.ends.get(&outcome.id) {
            let floor = if end.floor { "not before " } else { "" };
            let words = format!("{floor}{}", self.date(end.on));
            self.value("projected", &words);
        }
        self.cards(&outcome.tasks);
    }

    fn money(&mut self, outcome: &Outcome) {
        if let Some(budget) = &outcome.budget {
            let words = format!("{} of {} {} spent", budget.spent, budget.planned, self.plan.settings.currency);
            self.value("budget", &words.replace("  ", " "));
        }
    }

    fn milestone(&mut self, outcome: &Outcome, milestone: &Milestone) {
        self.value("milestone", &milestone.headline);
        let hard = if milestone.hard { ", hard" } else { "" };
        let meant = milestone.by.map_or_else(|| "no date".into(), |by| self.date(by));
        let told = self.told.get(outcome.id.as_str()).and_then(|promise| promise.by).filter(|told| Some(*told) != milestone.by);
        let told = told.map_or_else(String::new, |told| format!(", told {}", self.date(told)));
        self.value("date", &format!("{meant}{hard}{told}"));
        let signed = milestone.signed.map_or_else(String::new, |day| format!(", signed {}", self.date(day)));
        self.value("sign-off", &format!("{}{signed}", or_nobody(&milestone.sign_off)));
        for deliverable in &milestone.deliverables {
            let words = self.ask(deliverable);
            self.value("ask", &words);
        }
    }

    fn ask(&self, it: &Deliverable) -> String {
        let when = match (it.received, it.by) {
            (Some(day), _) => format!("received {}", self.date(day)),
            (None, Some(by)) => format!("by {}", self.date(by)),
            (None, None) => "no date".into(),
        };
        format!("{} · {} · {when}", it.what, or_nobody(&it.from))
    }

    /// Cards under their columns, in the columns' order.
    fn cards(&mut self, tasks: &[Arc<Task>]) {
        let plan = self.plan;
        let mut cards: Vec<(usize, &Arc<Task>)> = tasks.iter().map(|task| (plan.column_of(task), task)).collect();
        cards.sort_by_key(|(column, _)| *column);
        for of_column in cards.chunk_by(|(one, _), (other, _)| one == other) {
            let at = of_column[0].0;
            if let Some(column) = plan.settings.columns.get(at) {
                self.say(Line::Column, &column.name);
            }
            let stage = if at == plan.last_column() { Stage::Done } else { Stage::Open };
            for (_, card) in of_column {
                self.lines.push(Line::Card(stage, clean_line(&self.card(card)).trim_end().to_string()));
                card.note.lines().for_each(|line| self.say(Line::Note, line));
            }
        }
    }

    /// `Load · Dev Lead · 6 days · needs Transform · blocked: no access · due 1 March`.
    fn card(&self, task: &Task) -> String {
        let unknown = task.status.as_str();
        let needs: Vec<&str> = task.needs.iter().map(|id| self.titles.get(id.as_str()).copied().unwrap_or(id)).collect();
        let days = |days: crate::plan::Quarters| if days.0 == 4 { "1 day".to_string() } else { format!("{days} days") };
        let parts = [
            Some(task.title.clone()),
            self.plan.column_named(unknown).is_none().then(|| format!("in the unknown column {unknown}")),
            (!task.owners.is_empty()).then(|| listed(&task.owners)),
            task.estimate.map(days),
            (!needs.is_empty()).then(|| format!("needs {}", listed(&needs))),
            task.is_blocked().then(|| format!("blocked: {}", task.blocked)),
            task.due.map(|due| format!("due {}", self.date(due))),
            task.finished.map(|day| format!("finished {}", self.date(day))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The pivots but those that are documented or went on under another name.
    fn changes(&mut self) {
        let plan = self.plan;
        let listed: Vec<_> = plan.changes.iter().filter(|it| it.documented.is_none() && it.became.is_empty()).collect();
        if listed.is_empty() {
            return;
        }
        self.heading("Changes");
        for change in listed {
            let words = self.change(change);
            self.say(Line::Change, &words);
        }
    }

    /// `More servers · budget overrun · Migrate core finance reports · raised 1 February · decided by CFO`.
    fn change(&self, change: &Change) -> String {
        let kind = match change.kind {
            ChangeKind::BudgetOverrun => "budget overrun",
            ChangeKind::Undocumented => "undocumented",
            ChangeKind::Dropped => "dropped",
            ChangeKind::Swapped => "swapped",
        };
        let parts = [
            Some(if change.what.is_empty() { change.id.clone() } else { change.what.clone() }),
            Some(kind.to_string()),
            self.outcomes.get(change.outcome.as_str()).map(ToString::to_string),
            change.on.map(|on| format!("raised {}", self.date(on))),
            (!change.decided_by.is_empty()).then(|| format!("decided by {}", change.decided_by)),
            change.finished.map(|day| format!("finished {}", self.date(day))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

fn or_nobody(name: &str) -> &str {
    if name.is_empty() { "nobody named" } else { name }
}
