//! `!`: the six boxes of the method with what unticks each; Enter goes to what a finding is about.

use crate::{
    desk::{Chord, Cursor, Effect, Key, LaneKey, Model, Room, change::tell},
    findings::{Finding, Tick, checklist},
};
use chrono::NaiveDate;

#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    pub rows: Vec<CheckRow>,
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum CheckRow {
    Box(Tick),
    Finding(Finding),
}

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let findings = &model.sight.findings;
    let mut rows = Vec::new();
    for tick in checklist(&model.plan, findings.iter().map(|it| &**it)) {
        let unticking = findings.iter().filter(|it| it.ticks().is_some_and(|item| item.code() == tick.item));
        rows.extend(std::iter::once(CheckRow::Box(tick.clone())).chain(unticking.map(|it| CheckRow::Finding(Finding::clone(it)))));
    }
    let at = rows.iter().position(|row| matches!(row, CheckRow::Finding(_))).unwrap_or(0);
    model.rooms.push(Room::Checklist(Checklist { rows, at }));
    Vec::new()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Checklist(room)) = model.rooms.last_mut() else { return Vec::new() };
    let last = room.rows.len().saturating_sub(1);
    match chord.key {
        Key::Esc | Key::Char('!' | 'q') => drop(model.rooms.pop()),
        Key::Down | Key::Char('j') => room.at = (room.at + 1).min(last),
        Key::Up | Key::Char('k') => room.at = room.at.saturating_sub(1),
        Key::PageDown => room.at = (room.at + 10).min(last),
        Key::PageUp => room.at = room.at.saturating_sub(10),
        Key::Enter => return jump(model, today),
        _ => {}
    }
    Vec::new()
}

/// To the card, the lane or the ask that the finding is about; its fix stays in the bottom line.
fn jump(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Checklist(room)) = model.rooms.last() else { return Vec::new() };
    let Some(CheckRow::Finding(finding)) = room.rows.get(room.at).cloned() else { return Vec::new() };
    let Some(item) = finding.item else { return tell(model, finding.fix) };
    model.rooms.pop();
    model.go_to(&item, today);
    tell(model, format!("{} {}", finding.text, finding.fix))
}

impl Model {
    /// Puts the cursor on an item of the plan: a card (its lane is unfolded, a filter that hides it goes), a lane, an ask in the pane;
    /// a change stands in the list of pivots.
    pub(in crate::desk) fn go_to(&mut self, item: &str, today: NaiveDate) {
        if let Some(outcome) = self.plan.change(item).map(|change| change.outcome.clone()) {
            self.go_to(&outcome, today);
            super::pivot::open(self, Some(item));
            return;
        }
        if let Some(at) = self.sight.sources.asks.iter().position(|(_, ask)| ask == item) {
            (self.pane.shown, self.pane.focused, self.pane.at) = (Some(true), true, at);
            return;
        }
        self.pane.focused = false;
        let place = |model: &Model| {
            let lane = || model.cursor.on_lane(&model.sight.grid, &LaneKey::Outcome(item.into()));
            Cursor::on_card(&model.sight.grid, item).or_else(lane)
        };
        if place(self).is_none()
            && let Some(filter) = self.filter.take()
        {
            self.regrid(today);
            self.typed_before.filter = filter;
        }
        if let Some(found) = self.plan.task(item) {
            let lane = match found.home {
                crate::plan::Home::Outcome(n) => LaneKey::Outcome(self.plan.outcomes[n].id.clone()),
                crate::plan::Home::Noise => LaneKey::Noise,
            };
            self.unfold(&lane, today);
        }
        if let Some(cursor) = place(self) {
            self.cursor = cursor;
        }
    }
}
