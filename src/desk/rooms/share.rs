//! `s`: what would be sent, with what differs from what they were last told; the date of each drifted milestone is decided, recipients are chosen, Enter tells.
//! What is chosen lives in `Model::telling`, so it outlasts the room; what would be sent is looked up by `sharing`, never kept here.
//! What is asked and decided is in `share_asked`, the files of a share in `share_files`.

use super::{
    Pick, Picks, pivot,
    share_asked::{ask, ask_sender, on_milestone, typing},
    share_files::{self, formats},
};
use crate::{
    customer, delivery,
    desk::{
        Chord, Effect, Field, Key, MessageKind, Model, Room,
        action::{Action, Place},
        change::{change, refuse, tell, writable},
    },
    plan::{Audience, Refusal, Side},
    projection::project,
    sharing::{self, Drifted, Preview},
    words::{hang, listed},
};
use chrono::NaiveDate;
use std::sync::Arc;

pub(in crate::desk) const SHARE: &[Action] = &[Action {
    name: "share",
    label: "share: tell the customer or the team",
    place: Place::Everywhere,
    can: writable,
    run: |model, _, today| open(model, today),
}];

#[derive(Debug, Clone, PartialEq)]
pub struct Sharing {
    pub page: SharePage,
    /// The drifted milestone with the cursor.
    pub at: usize,
    /// Lines of the text scrolled away above.
    pub scroll: usize,
    /// Whose text is shown.
    pub text: Audience,
    /// Names, by side: the customer's first.
    pub people: Picks,
    pub formats: Picks,
    pub asked: Option<ShareAsked>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharePage {
    What,
    Who,
    Files,
}

/// Something being typed, and what for.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareAsked {
    pub about: ShareAbout,
    pub field: Field,
    pub problem: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ShareAbout {
    Sender,
    NextUpdate,
    /// Why the told date of this outcome is kept.
    Keep(String),
    /// Another date for it.
    Date(String),
    /// Why that date, for the customer.
    Because(String, NaiveDate),
    /// Other words for what is decided already.
    Reason(String),
}

/// The text with the column of its marks.
const TEXT_CELLS: u16 = 80;
/// From this width on both stand side by side.
const BESIDE_FROM: u16 = 130;
/// Lines of the text that PgUp and PgDn go by.
const PAGE_LINES: usize = 8;
/// Cells before each line of the text, for its mark.
pub const MARK_CELLS: u16 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPlace {
    Beside,
    Below,
}

fn open(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    tidy(model, today);
    let chosen = &model.telling.to;
    let lettered = model.plan.letters(model.plan.here_on(today));
    let mut rows: Vec<(Side, Pick)> = lettered
        .into_iter()
        .map(|(letter, person)| {
            let (id, is_chosen) = (person.name.clone(), chosen.contains(&person.name));
            (person.side, Pick { letter, words: id.clone(), id, aside: person.email.clone(), is_chosen })
        })
        .collect();
    rows.sort_by_key(|(side, _)| *side == Side::Delivery);
    model.rooms.push(Room::Share(Sharing {
        page: SharePage::What,
        at: 0,
        scroll: 0,
        text: Audience::Customer,
        people: Picks::new(rows.into_iter().map(|(_, row)| row).collect()),
        formats: formats(),
        asked: None,
    }));
    Vec::new()
}

/// Forgets what does not apply any more: people who left, dates that line up again. The first time, whoever was told last is told again.
fn tidy(model: &mut Model, today: NaiveDate) {
    let here: Vec<String> = model.plan.here_on(today).map(|person| person.name.clone()).collect();
    if model.telling.to.is_empty() {
        let last = model.plan.baseline();
        model.telling.to = last.map_or_else(Vec::new, |share| share.to.iter().filter(|it| !model.plan.is_delivery(it)).cloned().collect());
    }
    model.telling.to.retain(|name| here.contains(name));
    let open = sharing::drifted(&model.plan, &model.plan, today);
    model.telling.decisions.retain(|outcome, _| open.iter().any(|it| it.outcome == *outcome));
}

impl Model {
    /// The very text that one side is sent; the delivery side gets the plan as it stands once everything is told.
    pub fn text_sent(&self, preview: &Preview, to: Audience, today: NaiveDate) -> String {
        match to {
            Audience::Customer => customer::text(&preview.customer),
            Audience::Delivery => {
                let told = sharing::share(&self.plan, &self.telling, today).unwrap_or_else(|_| preview.plan.clone());
                delivery::text(&told, &delivery::ends(&told, &project(&told, today)), today)
            }
        }
    }
    /// The columns that the text has in the room, and whether it stands beside what is decided, or below it.
    pub fn text_place(&self) -> (u16, TextPlace) {
        match self.size.width {
            BESIDE_FROM.. => (TEXT_CELLS, TextPlace::Beside),
            narrow => (narrow, TextPlace::Below),
        }
    }
    /// What the telling that is being made would send.
    ///
    /// # Errors
    /// Says what stands in its way.
    pub fn preview(&self, today: NaiveDate) -> Result<Preview, Refusal> {
        sharing::preview(&self.plan, &self.telling, today)
    }
}

/// The milestones to decide about.
pub(super) fn drifted(model: &Model, today: NaiveDate) -> Vec<Drifted> {
    sharing::drifted(&model.plan, &model.plan, today)
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Share(room)) = model.rooms.last_mut() else { return Vec::new() };
    match room.page {
        _ if room.asked.is_some() => typing(model, chord, today),
        SharePage::What => on_what(model, chord, today),
        SharePage::Who => on_who(model, chord, today),
        SharePage::Files => {
            match chord.key {
                Key::Esc | Key::Enter | Key::Tab => room.page = SharePage::What,
                _ => drop(room.formats.press(chord)),
            }
            Vec::new()
        }
    }
}

fn on_what(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let open = drifted(model, today);
    let Some(Room::Share(room)) = model.rooms.last_mut() else { return Vec::new() };
    room.at = room.at.min(open.len().saturating_sub(1));
    let here = open.get(room.at);
    match (chord.key, chord.typed()) {
        (Key::Esc, _) => drop(model.rooms.pop()),
        (Key::Enter | Key::Tab, _) => return to_who(model),
        (Key::Down, _) if room.at + 1 < open.len() => room.at += 1,
        (Key::Up, _) if room.at > 0 => room.at -= 1,
        (Key::Down, _) => return scroll_down(model, 1, today),
        (Key::Up, _) => room.scroll = room.scroll.saturating_sub(1),
        (Key::PageDown, _) => return scroll_down(model, PAGE_LINES, today),
        (Key::PageUp, _) => room.scroll = room.scroll.saturating_sub(PAGE_LINES),
        (_, Some('f')) => room.page = SharePage::Files,
        (_, Some('y')) => return copy(model, today),
        // What holds a milestone is documented or reclassified there.
        (_, Some('p')) => return pivot::open(model, here.and_then(|here| here.held_by.clone()).as_deref()),
        (_, Some('v')) => {
            room.scroll = 0;
            room.text = match room.text {
                Audience::Customer => Audience::Delivery,
                Audience::Delivery => Audience::Customer,
            };
        }
        (_, Some('b')) => ask_sender(model),
        (_, Some('n')) => {
            let was = model.telling.next.map_or_else(String::new, |day| day.to_string());
            ask(model, ShareAbout::NextUpdate, &was);
        }
        (Key::Backspace | Key::Delete, _) => {
            if let Some(here) = here {
                model.telling.decisions.remove(&here.outcome);
            }
        }
        (_, Some(letter @ ('k' | 't' | 'd' | 'w'))) => match here.cloned() {
            Some(here) => return on_milestone(model, letter, &here, today),
            None => return tell(model, "every date lines up: there is none to decide"),
        },
        _ => {}
    }
    Vec::new()
}

/// The text that the customer is sent, to be pasted into a mail. The delivery plan is never copied from here.
fn copy(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    if let Some(Room::Share(Sharing { text: Audience::Delivery, .. })) = model.rooms.last() {
        return refuse(model, Refusal::new("this is the delivery plan; v shows the customer plan, and that is what y copies"));
    }
    match model.preview(today) {
        Ok(preview) => {
            let what = format!("the customer plan as rev {}, not told yet", preview.rev);
            vec![Effect::Copy { what, text: customer::text(&preview.customer) }]
        }
        Err(refusal) => refuse(model, refusal),
    }
}

/// Only here the text is laid out for a key: it takes as long as the plan is large.
fn scroll_down(model: &mut Model, lines: usize, today: NaiveDate) -> Vec<Effect> {
    let last = text_lines(model, today).saturating_sub(1);
    if let Some(Room::Share(room)) = model.rooms.last_mut() {
        room.scroll = (room.scroll + lines).min(last);
    }
    Vec::new()
}

/// How far the text can be scrolled.
fn text_lines(model: &Model, today: NaiveDate) -> usize {
    let Some(Room::Share(room)) = model.rooms.last() else { return 0 };
    let cells = usize::from(model.text_place().0.saturating_sub(MARK_CELLS));
    let text = model.preview(today).map(|preview| model.text_sent(&preview, room.text, today)).unwrap_or_default();
    text.lines().map(|line| hang(line, cells).len()).sum()
}

/// Who is told comes after who tells.
fn to_who(model: &mut Model) -> Vec<Effect> {
    if let Some(Room::Share(room)) = model.rooms.last_mut() {
        room.page = SharePage::Who;
    }
    if model.telling.by.trim().is_empty() {
        ask_sender(model);
    }
    Vec::new()
}

fn on_who(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Share(room)) = model.rooms.last_mut() else { return Vec::new() };
    match chord.key {
        Key::Esc | Key::Tab | Key::BackTab => room.page = SharePage::What,
        Key::Enter => return share_now(model, today),
        _ => {
            room.people.press(chord);
            model.telling.to = room.people.chosen();
        }
    }
    Vec::new()
}

/// One change that writes the shares, and the files of what was sent.
fn share_now(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    if model.telling.by.trim().is_empty() {
        ask_sender(model);
        return Vec::new();
    }
    let Some(Room::Share(room)) = model.rooms.last() else { return Vec::new() };
    let formats = room.formats.chosen();
    let both = model.preview(today).and_then(|preview| Ok((preview, sharing::share(&model.plan, &model.telling, today)?)));
    let (preview, told) = match both {
        Ok(both) => both,
        Err(refusal) => return refuse(model, refusal),
    };
    let files = share_files::files(&preview, &told, &formats, today);
    let before = Arc::clone(&model.plan);
    let writing = change(model, words(&preview), today, |plan| {
        *plan = told;
        Ok(())
    });
    if Arc::ptr_eq(&before, &model.plan) {
        return writing;
    }
    model.rooms.pop();
    model.telling.decisions.clear();
    model.telling.next = None;
    // Undo does not take it back, so the message does not offer it.
    if let Some(message) = &mut model.message {
        message.kind = MessageKind::Info;
    }
    let export = (!files.is_empty()).then_some(Effect::Export(files));
    export.into_iter().chain(writing).collect()
}

/// `told rev 3 to CFO and PMO, delivery rev 2 to Mei`.
fn words(preview: &Preview) -> String {
    let to = &preview.recipients;
    let customer = (!to.customer.is_empty()).then(|| format!("rev {} to {}", preview.rev, listed(&to.customer)));
    let delivery = (!to.delivery.is_empty()).then(|| format!("delivery rev {} to {}", preview.delivery_rev, listed(&to.delivery)));
    format!("told {}", customer.into_iter().chain(delivery).collect::<Vec<_>>().join(", "))
}

/// Where the files of a share are, or why there are none; the share itself stands in the plan in any case.
pub(in crate::desk) fn exported(model: &mut Model, done: Result<Vec<String>, String>) {
    let words = match (done, model.message.take()) {
        (Ok(files), Some(message)) if message.words.starts_with("told ") => {
            format!("{}; what was sent is in {}", message.words, listed(&files))
        }
        (Ok(files), _) => format!("what was sent is in {}", listed(&files)),
        (Err(why), _) => {
            return drop(refuse(model, Refusal::new(format!("it is told and in the plan, but what was sent is in no file: {why}"))));
        }
    };
    tell(model, words);
}
