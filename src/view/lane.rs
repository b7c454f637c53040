//! The header of a lane: fold, title, owners; on the right progress, projected end and how its milestone stands, in slots that line up.
//! Where there is less room the least telling slot goes first: bar, count, end; the mark stays.

use super::card::Stand;
use super::ink::{Area, bold, dim, plain, spaced, strong, toned};
use super::screen::{Ground, Ink, Line, Screen, Tone, fitted, width};
use crate::{
    desk::{Lane, Model, Spot},
    plan::Outcome,
    projection::{Severity, Standing, State},
    words::{self, counted, short_date},
};
use chrono::NaiveDate;

const BAR_CELLS: usize = 8;
/// A title keeps at least so many cells before a slot goes.
const TITLE_MIN: usize = 28;
const GAP: usize = 2;
const NOBODY: &str = "◌ no owner";
/// Owners are left out rather than cut shorter.
const OWNERS_MIN: usize = 8;

/// How wide each slot on the right is, for all lanes in sight alike; 0: left out.
pub struct Slots {
    bar: usize,
    count: usize,
    end: usize,
    mark: usize,
}

impl Slots {
    pub fn of<'l>(model: &Model, lanes: impl Iterator<Item = &'l Lane>, board: u16, today: NaiveDate) -> Slots {
        let mut slots = Slots { bar: BAR_CELLS, count: 0, end: 0, mark: 0 };
        for outcome in lanes.filter_map(|lane| Some((lane, lane.outcome.as_deref()?))) {
            slots.count = slots.count.max(width(&count(outcome.0)));
            slots.end = slots.end.max(width(&end(model, outcome.1, today)));
            slots.mark = slots.mark.max(width(&mark(model, outcome.1, today)));
        }
        let room = usize::from(board);
        slots.mark = slots.mark.min((room / 3).max(26));
        for part in [Slots::without_bar, Slots::without_count, Slots::without_end] {
            if slots.cells() + TITLE_MIN + 4 > room {
                part(&mut slots);
            }
        }
        slots
    }
    fn without_bar(&mut self) {
        self.bar = 0;
    }
    fn without_count(&mut self) {
        self.count = 0;
    }
    fn without_end(&mut self) {
        self.end = 0;
    }
    fn cells(&self) -> usize {
        [self.bar, self.count, self.end, self.mark].into_iter().filter(|cells| *cells > 0).map(|cells| cells + GAP).sum()
    }
}

pub fn show(screen: &mut Screen, model: &Model, lane: &Lane, slots: &Slots, area: Area, stand: Stand, today: NaiveDate) {
    let (sign, ground) = match stand {
        Stand::Here => ("►", Ground::Selected),
        Stand::Elsewhere => (" ", Ground::Board),
    };
    let fold = if lane.folded { "▸ " } else { "▾ " };
    let left = vec![strong(sign, Tone::Accent), toned(fold, Tone::Accent)];
    let line = match &lane.outcome {
        Some(outcome) => {
            let right = right(model, lane, outcome, slots, today);
            let room = usize::from(area.width).saturating_sub(width(&left) + width(&right) + 1);
            Line::of([left, name(lane, outcome, room)].concat()).right(right)
        }
        None => Line::of([left, noise(model, lane)].concat()),
    };
    screen.put(area.x, area.y, area.width, line.on(ground).at(Spot::Header(lane.key.clone())));
}

/// The title, and after it the owners where they have room to be read.
fn name(lane: &Lane, outcome: &Outcome, room: usize) -> Vec<Ink> {
    let rest = room.saturating_sub(words::width(&words::clean_line(&outcome.title)) + GAP);
    let after = match (outcome.owners.is_empty(), lane.total) {
        _ if !outcome.is_live() => Vec::new(),
        (true, _) if rest < words::width(NOBODY) => vec![toned("◌", Tone::Warn)],
        (true, _) => vec![toned(NOBODY, Tone::Warn)],
        (false, 0) => vec![dim("no tasks yet")],
        (false, _) if rest < OWNERS_MIN => Vec::new(),
        (false, _) => fitted(&[dim(outcome.owners.join(" + "))], rest),
    };
    let gap = if after.is_empty() { Vec::new() } else { vec![plain("  ")] };
    let title = fitted(&[bold(&outcome.title)], room.saturating_sub(if after.len() * rest > 0 || gap.is_empty() { 0 } else { GAP + 1 }));
    [title, gap, after].concat()
}

fn noise(model: &Model, lane: &Lane) -> Vec<Ink> {
    let (to, bin) = (model.keymap.key_of("move-to"), model.keymap.key_of("bin"));
    vec![bold("Noise"), dim(format!("  {} tied to no outcome: bind it ({to}) or bin it ({bin})", counted(lane.total, "task")))]
}

fn right(model: &Model, lane: &Lane, outcome: &Outcome, slots: &Slots, today: NaiveDate) -> Vec<Ink> {
    let mut right = Vec::new();
    let bar = if lane.total == 0 { Vec::new() } else { bar(lane) };
    for (inks, cells) in [(bar, slots.bar), (count(lane), slots.count), (end(model, outcome, today), slots.end)] {
        if cells > 0 {
            right.push(plain(" ".repeat(GAP + cells - width(&inks).min(cells))));
            right.extend(inks);
        }
    }
    right.extend(last_slot(model, outcome, slots, today));
    right.push(plain(" "));
    right
}

/// The mark; where the end has no slot of its own, before it the end, if both have room.
fn last_slot(model: &Model, outcome: &Outcome, slots: &Slots, today: NaiveDate) -> Vec<Ink> {
    let mark = fitted(&mark(model, outcome, today), slots.mark);
    let both = spaced(vec![end(model, outcome, today), mark.clone()], "  ");
    let (shown, is_right) = match (slots.end, width(&both) <= slots.mark) {
        (0, true) => (both, true),
        (0, false) => (mark, true),
        (_, _) => (mark, false),
    };
    let rest = plain(" ".repeat(slots.mark - width(&shown)));
    let (before, after) = if is_right { (vec![rest], Vec::new()) } else { (Vec::new(), vec![rest]) };
    [vec![plain("  ")], before, shown, after].concat()
}

/// Finished tasks as a share of all; one is never rounded away, and only all fill it.
fn bar(lane: &Lane) -> Vec<Ink> {
    let full = (BAR_CELLS * lane.done).checked_div(lane.total).unwrap_or(0);
    let full = if lane.done > 0 { full.max(1) } else { 0 };
    vec![toned("━".repeat(full), Tone::Good), toned("─".repeat(BAR_CELLS - full), Tone::Rule)]
}

fn count(lane: &Lane) -> Vec<Ink> {
    match lane.total {
        0 => Vec::new(),
        total => vec![dim(format!("{}/{total}", lane.done))],
    }
}

/// `2 Apr`, `≥ 12 Feb` where it can only get later; of finished work when it ended.
pub fn end(model: &Model, outcome: &Outcome, today: NaiveDate) -> Vec<Ink> {
    match model.sight.projection.end(&outcome.id) {
        Some(end) if end.floor => vec![toned("≥ ", Tone::Warn), plain(short_date(end.on, today))],
        Some(end) => vec![plain(short_date(end.on, today))],
        None => Vec::new(),
    }
}

/// The one thing to know about its milestone. A floor is said by the end already.
pub fn mark(model: &Model, outcome: &Outcome, today: NaiveDate) -> Vec<Ink> {
    let Some(standing) = model.sight.standing(&outcome.id) else {
        return vec![if outcome.internal { dim("internal") } else { dim("no milestone") }];
    };
    let is_quiet = matches!(standing.state, State::Floor | State::Aligned | State::Early);
    match unshared(standing, today).filter(|_| is_quiet) {
        Some(mark) => mark,
        None if standing.state == State::Floor => vec![toned("at the earliest", Tone::Warn)],
        None => standing_mark(standing),
    }
}

/// What the customer was not told yet: the milestone, or its new date.
pub fn unshared(standing: &Standing, today: NaiveDate) -> Option<Vec<Ink>> {
    match (standing.told, standing.meant) {
        (None, Some(_)) => Some(vec![strong("+ not told yet", Tone::Info)]),
        (Some(told), Some(meant)) if told != meant => Some(vec![strong(format!("▲ told {}", short_date(told, today)), Tone::Warn)]),
        (Some(_), _) | (None, None) => None,
    }
}

/// Sign and words of the mark in the tone of its severity.
pub fn standing_mark(standing: &Standing) -> Vec<Ink> {
    vec![strong(format!("{} {}", standing.mark.sign, standing.mark.words), tone(standing.severity))]
}

pub fn tone(severity: Option<Severity>) -> Tone {
    match severity {
        Some(Severity::Red) => Tone::Alarm,
        Some(Severity::Amber) => Tone::Warn,
        Some(Severity::Info) => Tone::Info,
        None => Tone::Good,
    }
}
