//! The first line: what plan this is, what is wrong with it, which day it is, whether it is saved. A thin rule below.
//! Narrow, it drops the least important part first; nothing ever overlaps.

use super::ink::{bold, dim, plain, spaced, strong, toned};
use super::screen::{Ink, Line, Screen, Tone, width};
use crate::desk::{Model, Saving, Spot};
use crate::words::{counted, short_date, weekday_date};
use chrono::NaiveDate;

const NAME: &str = " handshake ";
/// So much of a title stays while there is something less important to drop, and so much whatever goes.
const TITLE_MIN: [usize; 2] = [30, 14];
const GAP: &str = "   ";
/// `saving…`: the header does not move when a save ends.
const SAVING_CELLS: usize = 7;

/// What still stands in the header; each detail drops one thing more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    Everything,
    NoCustomer,
    NoNoise,
    ShortDate,
    SignsOnly,
    NoDate,
    NoName,
    ShortTitle,
    NoCounts,
}

const DETAILS: [Detail; 9] = [
    Detail::Everything,
    Detail::NoCustomer,
    Detail::NoNoise,
    Detail::ShortDate,
    Detail::SignsOnly,
    Detail::NoDate,
    Detail::NoName,
    Detail::ShortTitle,
    Detail::NoCounts,
];

pub fn show(screen: &mut Screen, model: &Model, today: NaiveDate) {
    let room = usize::from(screen.width);
    let fits = |detail: &Detail| {
        let most = TITLE_MIN[usize::from(*detail >= Detail::ShortTitle)];
        let title = width(&self::title(model, Detail::NoCustomer)).min(most);
        let left = if *detail >= Detail::NoName { 1 } else { NAME.len() + 2 };
        let customer = if *detail == Detail::Everything { width(&self::title(model, *detail)) } else { title };
        left + customer + 2 + width(&right(model, *detail, today)) < room
    };
    let detail = DETAILS.into_iter().find(fits).unwrap_or(Detail::NoCounts);
    let name = match detail >= Detail::NoName {
        true => vec![plain(" ")],
        false => vec![reversed(NAME), plain("  ")],
    };
    let line = Line::of([name, self::title(model, detail)].concat()).right([right(model, detail, today), vec![plain(" ")]].concat());
    screen.put(0, 0, screen.width, line);
    rule(screen, model);
}

/// Reading matters more than the plan's name when the file cannot be read.
fn rule(screen: &mut Screen, model: &Model) {
    let trouble = model.problems.first().map_or_else(Vec::new, |problem| {
        let more = match model.problems.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        vec![
            strong(format!("! {} line {}{more}: ", model.file, problem.at.line), Tone::Alarm),
            toned(format!("{}; {}", problem.what, problem.fix), Tone::Alarm),
            dim(" · read-only until it is mended"),
        ]
    });
    screen.rule(0, 1, screen.width, trouble, Vec::new());
}

fn reversed(words: &str) -> Ink {
    strong(words, Tone::Name)
}

fn title(model: &Model, detail: Detail) -> Vec<Ink> {
    let customer = Some(&model.plan.customer).filter(|customer| !customer.is_empty() && detail == Detail::Everything);
    let title = if model.plan.title.is_empty() { "untitled plan" } else { &model.plan.title };
    [vec![bold(title)], customer.map_or_else(Vec::new, |customer| vec![dim(format!(" · {customer}"))])].concat()
}

fn right(model: &Model, detail: Detail, today: NaiveDate) -> Vec<Ink> {
    let mut parts = Vec::new();
    if detail < Detail::NoCounts {
        parts.extend(counts(model, detail));
    }
    if detail < Detail::NoDate {
        let date = if detail < Detail::ShortDate { weekday_date(today) } else { short_date(today, today) };
        parts.push(vec![plain(date)]);
    }
    parts.push(saving(model));
    spaced(parts, if detail < Detail::SignsOnly { GAP } else { "  " })
}

fn counts(model: &Model, detail: Detail) -> Vec<Vec<Ink>> {
    let sight = &model.sight;
    let drift = (sight.drifted.len(), "▲", "drifted", Tone::Warn);
    let unowned = (sight.count("unowned"), "◌", "unowned", Tone::Warn);
    let stale = (sight.count("stale-card"), "◷", "stale", Tone::Warn);
    let owed = (sight.count("owed"), "□", "owed", Tone::Warn);
    let mut parts: Vec<Vec<Ink>> = [drift, owed, unowned, stale]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, sign, words, tone)| match detail < Detail::SignsOnly {
            true => vec![strong(format!("{sign} {count} {words}"), tone).at(Spot::Action("checklist"))],
            false => vec![strong(format!("{sign} {count}"), tone).at(Spot::Action("checklist"))],
        })
        .collect();
    let noise = model.plan.noise.len();
    if noise > 0 && detail < Detail::NoNoise {
        parts.push(vec![dim(format!("{noise} noise"))]);
    }
    parts
}

fn saving(model: &Model) -> Vec<Ink> {
    if !model.problems.is_empty() {
        return vec![strong(format!("! {}", counted(model.problems.len(), "problem")), Tone::Alarm)];
    }
    match &model.saving {
        Saving::Saved => vec![toned(format!("{:>SAVING_CELLS$}", "saved"), Tone::Good)],
        Saving::Saving => vec![dim("saving…")],
        Saving::ChangedOnDisk => vec![strong(format!("! changed on disk: {} joins", model.keymap.key_of("reload")), Tone::Alarm)],
        Saving::Failed { what, .. } => vec![strong(format!("! not saved: {}", crate::words::cut(what, 40)), Tone::Alarm)],
    }
}
