//! The only way in: an event, the model, today; effects come out.
//! A key goes to the topmost room, else to the table of actions.

use super::{
    Chord, Effect, Event, Folds, Key, MenuKind, Message, MessageKind, Model, Room, Saving, Written, action, change, form, menu, mouse,
    rooms, would,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// What makes sense while no plan was ever read.
const WITHOUT_A_PLAN: [&str; 2] = ["reload", "quit"];

/// What the program does about an event. Never waits for anything.
pub fn update(model: &mut Model, event: Event, today: NaiveDate) -> Vec<Effect> {
    let effects = match event {
        Event::Key(chord) => key(model, chord, today),
        Event::Paste(text) => {
            paste(model, &text, today);
            Vec::new()
        }
        Event::Mouse(gesture, spot) => mouse::mouse(model, gesture, spot, today),
        Event::Resized(size) => {
            model.size = size;
            model.is_scrolled = false;
            Vec::new()
        }
        Event::Midnight => {
            model.look(today);
            Vec::new()
        }
        Event::Written(written) => {
            model.written(written);
            Vec::new()
        }
        Event::Exported(done) => {
            rooms::exported(model, done);
            Vec::new()
        }
        Event::Reloaded(Ok(theirs), author) => change::from_disk(model, theirs, author, today),
        Event::Reloaded(Err(problems), _) => {
            model.problems = problems;
            Vec::new()
        }
        Event::Edited(edited) => rooms::edited(model, edited, today),
        Event::Said(Ok(words)) => change::tell(model, words),
        Event::Said(Err(words)) => change::refuse(model, crate::plan::Refusal::new(words)),
    };
    model.fold_what_was_left(today);
    would::look(model, today);
    model.keep_on_outcomes();
    model.keep_cursor_in_view();
    effects
}

pub(super) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    model.message = None;
    model.shifts.clear();
    (model.is_scrolled, model.pane.top) = (false, None);
    if mouse::lets_go(model, chord) {
        return Vec::new();
    }
    let was_leaving = std::mem::take(&mut model.is_leaving);
    let lets_curtain_down = curtain_from(model, chord);
    match model.rooms.last() {
        // The problems take the whole screen: no room would be seen.
        _ if !model.has_plan() => twice(model, was_leaving, |model| board_key(model, chord, today)),
        Some(Room::Curtain(_)) => twice(model, was_leaving, |model| rooms::curtain_key(model, chord)),
        Some(_) if lets_curtain_down => rooms::open_curtain(model),
        // What an interrupt closes is kept no less than what Esc closes.
        Some(_) if chord.ctrl && chord.key == Key::Char('c') => answering(model, Chord::plain(Key::Esc), today),
        Some(_) => answering(model, chord, today),
        None => twice(model, was_leaving, |model| board_key(model, chord, today)),
    }
}

/// A key where quitting may have to be pressed twice: any other key between asks anew.
fn twice(model: &mut Model, was_leaving: bool, run: impl FnOnce(&mut Model) -> Vec<Effect>) -> Vec<Effect> {
    model.is_leaving = was_leaving;
    let effects = run(model);
    model.is_leaving &= !was_leaving;
    effects
}

/// A key for the topmost room. An answer that is left half typed can be had back.
fn answering(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    if chord == Chord::plain(Key::Up) && bring_back(model, today) {
        return Vec::new();
    }
    let typed = model.rooms.last_mut().and_then(rooms::typed).filter(|field| chord.key == Key::Esc && field.is_touched());
    let left = typed.map(|field| field.text()).filter(|text| !text.trim().is_empty());
    let effects = room_key(model, chord, today);
    if let Some(text) = left {
        model.typed_before.answer = text;
        if model.message.is_none() {
            change::tell(model, "left; ↑ in an empty line brings back what you typed");
        }
    }
    effects
}

/// Puts the answer that was left into the empty line that is being typed now.
fn bring_back(model: &mut Model, today: NaiveDate) -> bool {
    let is_empty = model.rooms.last_mut().and_then(rooms::typed).is_some_and(|field| field.is_empty());
    if !is_empty || model.typed_before.answer.is_empty() {
        return false;
    }
    let text = std::mem::take(&mut model.typed_before.answer);
    paste(model, &text, today);
    true
}

fn room_key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    match model.rooms.last() {
        Some(Room::Assign(_)) => rooms::assign_key(model, chord, today),
        Some(Room::MoveTo(_)) => rooms::move_to_key(model, chord, today),
        Some(Room::Form(_)) => form::key(model, chord, today),
        Some(Room::Search(_)) => rooms::search_key(model, chord),
        Some(Room::Filter(_)) => rooms::filter_key(model, chord, today),
        Some(Room::SaveAs(_)) => rooms::save_as_key(model, chord),
        Some(Room::Menu(_)) => menu::key(model, chord, today),
        Some(Room::Checklist(_)) => rooms::checklist_key(model, chord, today),
        Some(Room::Share(_)) => rooms::share_key(model, chord, today),
        Some(Room::Pivot(_)) => rooms::pivot_key(model, chord, today),
        Some(Room::Drop(_)) => rooms::drop_key(model, chord, today),
        Some(Room::Tie(_)) => rooms::tie_key(model, chord, today),
        Some(Room::Meeting(_)) => rooms::meeting_key(model, chord, today),
        Some(Room::Minutes(_)) => rooms::minutes_key(model, chord, today),
        Some(Room::Notice(_)) => rooms::notice_key(model, chord),
        Some(Room::Why { .. }) => why_key(model, chord),
        Some(Room::Curtain(_)) => rooms::curtain_key(model, chord),
        None => Vec::new(),
    }
}

/// Whether this key lets the curtain down over an open room: any of its keys, but not a letter where text is typed.
fn curtain_from(model: &mut Model, chord: Chord) -> bool {
    let is_typing = match model.rooms.last_mut() {
        Some(Room::Form(_) | Room::Search(_) | Room::Filter(_)) => true,
        Some(Room::Menu(menu)) => menu.kind == MenuKind::Palette,
        Some(room) => rooms::typed(room).is_some(),
        None => false,
    };
    (!is_typing || chord.typed().is_none()) && model.keymap.actions(&[chord]).any(|action| action == "curtain")
}

/// A key on the board, maybe the second of a sequence.
fn board_key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let pressed: Vec<Chord> = model.pending.take().into_iter().chain([chord]).collect();
    if pressed.len() == 1 && model.keymap.begins(chord) {
        model.pending = Some(chord);
        return Vec::new();
    }
    match action::meant(model, &pressed) {
        Some(action) if !model.has_plan() && !WITHOUT_A_PLAN.contains(&action.name) => Vec::new(),
        Some(action) => action::run(model, action, chord, today),
        None => Vec::new(),
    }
}

fn why_key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let last = match model.rooms.last() {
        Some(Room::Why { outcome, .. }) => model.sight.projection.why(outcome).len(),
        _ => 0,
    };
    match (model.rooms.last_mut(), chord.key) {
        (Some(Room::Why { scroll, .. }), Key::Down | Key::Char('j')) => *scroll = (*scroll + 1).min(last),
        (Some(Room::Why { scroll, .. }), Key::Up | Key::Char('k')) => *scroll = scroll.saturating_sub(1),
        (_, Key::Esc | Key::Enter | Key::Char('w' | 'q')) => drop(model.rooms.pop()),
        _ => {}
    }
    Vec::new()
}

/// A paste is text: it goes where something is typed, and nowhere else.
fn paste(model: &mut Model, text: &str, today: NaiveDate) {
    match model.rooms.last_mut() {
        Some(Room::Form(form)) => form.paste(text),
        Some(Room::Assign(_)) => rooms::assign_paste(model, text, today),
        Some(Room::Search(_)) => rooms::search_paste(model, text),
        Some(Room::Filter(_)) => rooms::filter_paste(model, text, today),
        Some(Room::SaveAs(_)) => rooms::save_as_paste(model, text),
        Some(Room::Menu(_)) => menu::paste(model, text),
        Some(room @ (Room::Share(_) | Room::Pivot(_) | Room::Drop(_) | Room::Tie(_))) => {
            if let Some(field) = rooms::typed(room) {
                field.insert(text);
            }
        }
        Some(Room::Meeting(_)) => rooms::meeting_paste(model, text, today),
        Some(Room::MoveTo(_) | Room::Checklist(_) | Room::Curtain(_) | Room::Minutes(_) | Room::Notice(_) | Room::Why { .. }) | None => {}
    }
}

impl Model {
    /// Looks at the plan anew: all that follows from it, and the cursor's place in it.
    pub(super) fn look(&mut self, today: NaiveDate) {
        let folds = self.folds_at_hand();
        self.sight = self.sight.after(&self.plan, &folds, self.filter.as_deref(), &self.jargon, today);
        self.prune_selection();
        self.settle();
    }
    /// Lays out the cards anew, after a fold or another filter.
    pub(super) fn regrid(&mut self, today: NaiveDate) {
        let folds = self.folds_at_hand();
        self.sight.regrid(&self.plan, &folds, self.filter.as_deref(), today);
        self.settle();
    }
    /// A lane that is finished folds by itself, but not under the hand that moves its last card: that may have gone too far.
    fn folds_at_hand(&self) -> Folds {
        let open = self.lane().filter(|lane| !lane.folded && self.cursor.row.is_some());
        let mut folds = self.folds.clone();
        if let Some(lane) = open {
            folds.entry(lane.key.clone()).or_insert(false);
        }
        folds
    }
    fn settle(&mut self) {
        self.cursor = self.cursor.follow(&self.sight.grid);
        let at_hand = self.lane().filter(|lane| lane.is_finished() && !lane.folded).map(|lane| lane.key.clone());
        self.at_hand = at_hand.filter(|lane| !self.folds.contains_key(lane));
        self.pane.at = self.pane.at.min(self.pane_lines().saturating_sub(1));
    }
    /// Not while the pointer has hold of a card: what it points at would move away.
    fn fold_what_was_left(&mut self, today: NaiveDate) {
        if self.held.is_none() && self.at_hand.is_some() && self.at_hand.as_ref() != self.lane().map(|lane| &lane.key) {
            self.at_hand = None;
            self.regrid(today);
        }
    }
    pub(super) fn unfold(&mut self, lane: &super::LaneKey, today: NaiveDate) {
        if self.sight.grid.lanes.iter().any(|it| it.key == *lane && it.folded) {
            self.folds.insert(lane.clone(), false);
            self.regrid(today);
        }
    }

    /// Scrolls so that the cursor's card, and its lane's header where there is room, can be seen.
    fn keep_cursor_in_view(&mut self) {
        if self.timeline.shown {
            return self.keep_row_in_view();
        }
        let layout = self.layout();
        self.first_column = layout.first_column;
        let rows = usize::from(layout.board_rows);
        if self.sight.grid.lanes.is_empty() || rows == 0 {
            self.scroll = 0;
            return;
        }
        if self.is_scrolled {
            self.scroll = self.scroll.min(layout.total_lines(&self.sight.grid).saturating_sub(rows));
            return;
        }
        let header = layout.lane_line(&self.sight.grid, self.cursor.lane);
        let top = layout.line_of(&self.sight.grid, self.cursor.lane, self.cursor.row);
        let bottom = top + if self.cursor.row.is_some() { layout.card_rows.min(2) } else { 1 };
        let (least, most) = (bottom.saturating_sub(rows), if bottom - header <= rows { header } else { top });
        // Half a screen at a time: what comes next is seen before one is there, and a slow line carries one picture instead of ten.
        let ahead = rows / 2;
        if self.scroll < least {
            self.scroll = (least + ahead).min(layout.total_lines(&self.sight.grid).saturating_sub(rows)).max(least).min(most);
        } else if self.scroll > most {
            self.scroll = most.saturating_sub(ahead).max(least);
        }
    }

    fn written(&mut self, written: Written) {
        match written {
            Written::Saved(plan) => {
                let is_newest = Arc::ptr_eq(&plan, &self.plan);
                self.on_disk = plan;
                if is_newest {
                    self.saving = Saving::Saved;
                }
            }
            Written::ChangedOnDisk => {
                self.saving = Saving::ChangedOnDisk;
                let words = format!("{} is written by another program all the time; your changes are kept here", self.file);
                self.message = Some(Message { words, kind: MessageKind::Refused(Some("reload")) });
            }
            Written::Failed { what, rescue } => self.saving = Saving::Failed { what, rescue },
            Written::SavedAs { plan, path } => {
                self.file = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
                self.problems.clear();
                self.typed_before.answer.clear();
                self.message = Some(Message { words: format!("the plan is {} from now on", path.display()), kind: MessageKind::Info });
                self.written(Written::Saved(plan));
            }
            Written::NotSavedAs { what } => {
                let saved = Arc::ptr_eq(&self.on_disk, &self.plan) || *self.on_disk == *self.plan;
                self.saving = match saved {
                    true => Saving::Saved,
                    false => Saving::Failed { what: what.clone(), rescue: None },
                };
                self.message = Some(Message { words: what, kind: MessageKind::Refused(Some("save-as")) });
            }
        }
    }
}
