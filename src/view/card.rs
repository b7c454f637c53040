//! A card: a bar that says how it stands, its title, and below it the owner, and how long it takes or took.
//! Every state has a shape or a word of its own; tones only repeat it.

use super::ink::{Area, dim, plain, spaced, strong, toned};
use super::screen::{Ground, Ink, Line, Screen, Tone, fit, fitted};
use crate::{
    desk::{Lane, Model, Sight, Spot},
    plan::{Plan, Quarters, Task},
    projection::{Cause, Mark, Pace, Severity},
    words::{short_date, width},
};
use chrono::NaiveDate;
use std::rc::Rc;

/// Owners keep at least so many cells; the rest of the second line gives way.
const OWNERS_MIN: usize = 9;
/// In fewer cells words are left out.
const NARROW: usize = 15;
/// In fewer cells what keeps it from going on stands in place of who owns it.
const ROOMY: usize = 24;

/// From so many cells on a card says when it runs, and what it waits for.
const WIDE: usize = 44;

/// Whether the cursor stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Here,
    Elsewhere,
}

/// The bar and the words of one line.
pub struct Text {
    bar: Ink,
    line: Line,
}

impl Text {
    pub fn without_bar(self) -> Text {
        Text { bar: plain(" "), ..self }
    }
}

/// How a card stands; the first that holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Done,
    Blocked,
    Unowned,
    Started,
    Open,
}

impl Look {
    fn of(plan: &Plan, task: &Task) -> Look {
        match () {
            _ if !plan.is_open(task) => Look::Done,
            _ if task.is_blocked() => Look::Blocked,
            _ if task.owners.is_empty() => Look::Unowned,
            _ if plan.is_started(task) => Look::Started,
            _ => Look::Open,
        }
    }
    fn bar(self) -> Ink {
        match self {
            Look::Done => toned("│", Tone::Good),
            Look::Blocked => toned("║", Tone::Alarm),
            Look::Unowned => toned("┋", Tone::Warn),
            Look::Started => toned("┃", Tone::Accent),
            Look::Open => toned("│", Tone::Accent),
        }
    }
}

/// Puts one line of a card into its column: the bar, the words, a free cell before the next column. Under the cursor the title stands out;
/// below it owner and facts keep their tones.
pub fn show(screen: &mut Screen, area: Area, text: Text, stand: Stand, line_of_card: usize, spot: &Rc<Spot>) {
    let Area { x, y, width: column_width, .. } = area;
    let (bar, ground) = match (stand, line_of_card) {
        (Stand::Here, 0) => (strong("►", Tone::Accent), Ground::Selected),
        (Stand::Here | Stand::Elsewhere, _) => (text.bar, Ground::Board),
    };
    screen.put(x, y, 1, Line::of(vec![bar]).at(Rc::clone(spot)));
    let mut line = text.line.on(ground);
    match line.right.is_empty() {
        true => fit(&mut line.left, column_width.saturating_sub(3).into()),
        false => line.right.push(plain(" ")),
    }
    screen.put(x + 1, y, column_width.saturating_sub(2), line.at(Rc::clone(spot)));
}

/// Both lines of a card, for words of so many cells.
pub fn lines(model: &Model, task: &Task, lane: &Lane, cells: usize, today: NaiveDate) -> [Text; 2] {
    let look = Look::of(&model.plan, task);
    let mut sign = finding(&model.sight, task);
    sign.extend(selected(model, task));
    let title = match look {
        Look::Done => dim(&task.title),
        Look::Blocked | Look::Unowned | Look::Started | Look::Open => plain(&task.title),
    };
    let top = Line::of(vec![plain(" "), title]).right(sign);
    let trouble = trouble(&model.plan, task, look);
    let owners = match (trouble.is_empty() || cells >= ROOMY, task.owners.is_empty()) {
        (true, _) => owners(task, look),
        (false, true) => vec![toned("◌", Tone::Warn)],
        (false, false) => Vec::new(),
    };
    let facts = facts(model, task, lane, look, cells, today);
    let who = spaced([owners, trouble], " ");
    let free = cells.saturating_sub(super::screen::width(&who) + super::screen::width(&facts) + 3);
    let ahead = if cells < WIDE { Vec::new() } else { fitted(&ahead(model, task, look, today), free) };
    let mut bottom = vec![plain(" ")];
    bottom.extend(spaced([who, ahead], "  "));
    let bar = look.bar();
    [Text { bar: bar.clone(), line: top }, Text { bar, line: Line::of(bottom).right(facts) }]
}

/// When it runs and what it waits for, where there is room to say it: `7 Dec – 17 Dec  ← Extract dataset`.
fn ahead(model: &Model, task: &Task, look: Look, today: NaiveDate) -> Vec<Ink> {
    let Some(slot) = model.sight.projection.task(&task.id) else { return Vec::new() };
    let day = |day| short_date(day, today);
    match look {
        Look::Done | Look::Blocked => return Vec::new(),
        Look::Started => return vec![dim(format!("until {}", day(slot.end)))],
        Look::Unowned | Look::Open => {}
    }
    let days = if slot.start == slot.end { day(slot.end) } else { format!("{} – {}", day(slot.start), day(slot.end)) };
    let title = |id: &str| model.plan.task(id).map_or_else(String::new, |it| it.task.title.clone());
    let cause = match &slot.cause {
        Cause::Task(id) => format!("  ← {}", title(id)),
        Cause::Deliverable(id) => model.plan.deliverable(id).map_or_else(String::new, |(_, ask)| format!("  ← waits for {}", ask.what)),
        Cause::Owner { person, task } => format!("  ← {person} busy with {}", title(task)),
        Cause::DayOne => String::new(),
    };
    vec![dim(days), dim(cause)]
}

fn owners(task: &Task, look: Look) -> Vec<Ink> {
    match (task.owners.is_empty(), look) {
        (true, Look::Done) => vec![dim("no owner")],
        (true, _) => vec![toned("◌ no owner", Tone::Warn)],
        (false, _) => vec![dim(task.owners.join(" + "))],
    }
}

/// What keeps it from going on: why it is blocked, or a column that is not there.
fn trouble(plan: &Plan, task: &Task, look: Look) -> Vec<Ink> {
    if plan.column_named(&task.status).is_none() {
        return vec![toned(format!("? {} is no column", task.status), Tone::Warn)];
    }
    match look {
        Look::Blocked => vec![toned("■ ", Tone::Alarm), toned(&task.blocked, Tone::Alarm)],
        Look::Done | Look::Unowned | Look::Started | Look::Open => Vec::new(),
    }
}

/// A sign at the title when a finding is about this card that its other words do not say.
fn finding(sight: &Sight, task: &Task) -> Vec<Ink> {
    const SAID: [&str; 3] = ["unowned", "stale-card", "noise"];
    let worst = sight.findings_of(&task.id).filter(|finding| !SAID.contains(&finding.code)).map(|finding| finding.severity).max();
    match worst {
        Some(Severity::Red) => vec![strong("!", Tone::Alarm)],
        Some(Severity::Amber) => vec![strong("!", Tone::Warn)],
        Some(Severity::Info) | None => Vec::new(),
    }
}

/// It is among those the next action is for.
fn selected(model: &Model, task: &Task) -> Vec<Ink> {
    match model.selected.contains(&task.id) {
        true => vec![strong(" ▣", Tone::Accent)],
        false => Vec::new(),
    }
}

/// Due date, age, days: as many as have room, the days always.
fn facts(model: &Model, task: &Task, lane: &Lane, look: Look, cells: usize, today: NaiveDate) -> Vec<Ink> {
    let days = match look {
        Look::Done => task.finished.map_or_else(Vec::new, |on| vec![dim(format!("✔ {}", short_date(on, today)))]),
        Look::Started | Look::Blocked | Look::Unowned | Look::Open => days(model, task, lane, cells),
    };
    if look == Look::Done {
        let is_room = super::screen::width(&days) + 1 + owners_cells(task) <= cells;
        return if is_room { days } else { Vec::new() };
    }
    let room = cells.saturating_sub(owners_cells(task).clamp(1, OWNERS_MIN) + 1);
    let mut facts = days;
    for forms in [[due(task, today), Vec::new()], ages(model, task, today)] {
        let rest = super::screen::width(&facts) + if facts.is_empty() { 0 } else { 2 };
        let is_fitting = |form: &Vec<Ink>| !form.is_empty() && super::screen::width(form) + rest <= room;
        if let Some(form) = forms.into_iter().find(is_fitting) {
            facts = spaced([form, facts], "  ");
        }
    }
    facts
}

/// How many cells all its owners take.
fn owners_cells(task: &Task) -> usize {
    let names: usize = task.owners.iter().map(|name| width(name)).sum();
    names + 3 * task.owners.len().saturating_sub(1)
}

/// `5d`; of a started task what is left of it; `?d` where nobody said.
fn days(model: &Model, task: &Task, lane: &Lane, cells: usize) -> Vec<Ink> {
    let slot = if model.plan.is_started(task) { model.sight.projection.task(&task.id) } else { None };
    match (slot, task.estimate) {
        (Some(slot), _) => {
            let rest = Quarters((slot.end_quarter - slot.start_quarter) as u32);
            vec![dim(if cells < NARROW { format!("{rest}d") } else { format!("{rest}d left") })]
        }
        (None, Some(days)) => vec![dim(format!("{days}d"))],
        (None, None) if lane.outcome.is_none() => Vec::new(),
        (None, None) => vec![dim("?d")],
    }
}

fn due(task: &Task, today: NaiveDate) -> Vec<Ink> {
    match task.due {
        Some(due) if due < today => vec![strong(format!("▲ due {}", short_date(due, today)), Tone::Alarm)],
        Some(due) => vec![plain(format!("due {}", short_date(due, today)))],
        None => Vec::new(),
    }
}

/// Its age in its column, in full and where there is less room: `◶ day 6, half took 3`, `◶6`.
fn ages(model: &Model, task: &Task, today: NaiveDate) -> [Vec<Ink>; 2] {
    let age = model.sight.ages.age(&model.plan, model.sight.projection.calendar(), task, today);
    let ink = |mark: Mark, gap: &str| match age.map(|age| age.pace) {
        Some(Pace::Stale) => vec![strong(format!("{}{gap}{}", mark.sign, mark.words), Tone::Warn)],
        Some(Pace::Slow) => vec![toned(format!("{}{gap}{}", mark.sign, mark.words), Tone::Warn)],
        Some(Pace::Usual) | None => vec![dim(mark.words)],
    };
    let full = age.filter(|age| age.usual.is_some()).and_then(|age| age.mark());
    let brief = age.and_then(|age| age.brief());
    [full.map_or_else(Vec::new, |mark| ink(mark, " ")), brief.map_or_else(Vec::new, |mark| ink(mark, ""))]
}
