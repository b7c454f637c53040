//! `M`: the unowned cards one after another, most urgent first. One letter assigns and goes on, Space skips, Backspace goes back.
//! The meeting goes on while its room is left for the board; its minutes tell what changed since it began.

use super::{
    assign::{Deal, Owned, deal_to, nobody, offered},
    minutes,
};
use crate::{
    desk::{
        Chord, Cursor, Effect, Field, Key, Lines, Model, Room,
        action::{Action, Place},
        change::{refuse, tell, writable},
    },
    plan::{Home, Person, Plan, Refusal, Task, TaskRef},
};
use chrono::NaiveDate;
use std::sync::Arc;

pub(in crate::desk) const MEETING: &[Action] = &[
    Action {
        name: "meeting",
        label: "meeting: the unowned cards one after another; then its minutes",
        place: Place::Everywhere,
        can: writable,
        run: |model, _, today| open(model, today),
    },
    Action {
        name: "minutes",
        label: "the minutes of the meeting: what changed since it began",
        place: Place::Everywhere,
        can: has_begun,
        run: |model, _, today| minutes::open(model, today),
    },
];

/// A meeting that goes on, or went.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    pub began: NaiveDate,
    /// The plan as it was then.
    pub before: Arc<Plan>,
    /// The plan as it was when it was ended; None while it goes on.
    pub after: Option<Arc<Plan>>,
}

impl Running {
    pub fn goes_on(&self) -> bool {
        self.after.is_none()
    }
}

/// The walk over the unowned cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// Ids of the cards that had no owner when the walk began.
    pub cards: Vec<String>,
    pub at: usize,
    /// The people offered now, with their letters.
    pub people: Vec<(Option<char>, Arc<Person>)>,
    /// A name being typed, after `/`.
    pub typed: Option<Field>,
    /// The person that Enter chooses.
    pub choice: usize,
}

impl Meeting {
    /// The card it is about now; None when somebody else took it out of the plan meanwhile.
    pub fn card<'p>(&self, plan: &'p Plan) -> Option<&'p Arc<Task>> {
        plan.task(self.cards.get(self.at)?).map(|it| it.task)
    }
}

fn has_begun(model: &Model) -> Result<(), Refusal> {
    model.meeting.as_ref().map(drop).ok_or_else(|| Refusal::or("there was no meeting yet", "meeting"))
}

/// Begins a meeting, or goes on with the one that was left for the board.
fn open(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let is_new = !model.meeting.as_ref().is_some_and(Running::goes_on);
    if is_new {
        model.meeting = Some(Running { began: today, before: Arc::clone(&model.plan), after: None });
    }
    let cards = unowned(model);
    match (cards.is_empty(), is_new) {
        (true, true) => tell(model, "the meeting has begun: every card has its owner; the same key shows what changed since"),
        (true, false) => minutes::open(model, today),
        (false, _) => {
            let people = offered(model, "", today);
            model.rooms.push(Room::Meeting(Meeting { cards, at: 0, people, typed: None, choice: 0 }));
            follow(model);
            Vec::new()
        }
    }
}

/// Open cards without an owner: started ones first, then by the earliest date the customer has; the noise last.
fn unowned(model: &Model) -> Vec<String> {
    let plan = &model.plan;
    let date = |home: Home| match home {
        Home::Outcome(n) => model.sight.standing(&plan.outcomes[n].id).and_then(|standing| standing.date()),
        Home::Noise => None,
    };
    let mut found: Vec<_> = plan
        .tasks()
        .filter(|it| is_unowned(plan, it))
        .map(|it| ((it.home == Home::Noise, !plan.is_started(it.task), date(it.home).unwrap_or(NaiveDate::MAX)), it.task.id.clone()))
        .collect();
    found.sort_by_key(|(urgency, _)| *urgency);
    found.into_iter().map(|(_, id)| id).collect()
}

/// Open, without an owner, and not in an outcome that was dropped.
pub(super) fn is_unowned(plan: &Plan, it: &TaskRef) -> bool {
    let is_live = match it.home {
        Home::Outcome(n) => plan.outcomes[n].is_live(),
        Home::Noise => true,
    };
    is_live && it.task.owners.is_empty() && plan.is_open(it.task)
}

/// The board's cursor goes with the meeting, where the card is shown.
fn follow(model: &mut Model) {
    if let Some(Room::Meeting(meeting)) = model.rooms.last()
        && let Some(cursor) = meeting.cards.get(meeting.at).and_then(|id| Cursor::on_card(&model.sight.grid, id))
    {
        model.cursor = cursor;
    }
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let is_meeting_key = model.keymap.actions(&[chord]).any(|action| action == "meeting");
    let Some(Room::Meeting(meeting)) = model.rooms.last_mut() else { return Vec::new() };
    let last = meeting.people.len().saturating_sub(1);
    match (chord.key, &mut meeting.typed) {
        (Key::Down, _) => meeting.choice = (meeting.choice + 1).min(last),
        (Key::Up, _) => meeting.choice = meeting.choice.saturating_sub(1),
        (Key::Enter, _) => return choose(model, today),
        (Key::Esc, Some(_)) => stop_typing(model, today),
        (_, Some(typed)) => {
            typed.press(chord);
            narrow(model, today);
        }
        (Key::Esc, None) => return minutes::open_instead(model, today),
        (_, None) if is_meeting_key => return to_the_board(model, today),
        (Key::Backspace | Key::Left, None) => {
            meeting.at = meeting.at.saturating_sub(1);
            follow(model);
        }
        (Key::Char(' ') | Key::Right, None) => return go_on(model, today),
        (_, None) => return by_letter(model, chord, today),
    }
    Vec::new()
}

fn by_letter(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Meeting(meeting)) = model.rooms.last_mut() else { return Vec::new() };
    match chord.typed() {
        Some('/') => {
            meeting.typed = Some(Field::new("", Lines::One));
            Vec::new()
        }
        Some('-') => give(model, Vec::new(), today),
        Some(letter) => match meeting.people.iter().find(|(key, _)| *key == Some(letter)).map(|(_, person)| person.name.clone()) {
            Some(name) => give(model, vec![name], today),
            None => refuse(model, Refusal::new(format!("{letter} is nobody's letter; / finds or creates a person"))),
        },
        None => Vec::new(),
    }
}

pub(in crate::desk) fn paste(model: &mut Model, text: &str, today: NaiveDate) {
    if let Some(Room::Meeting(Meeting { typed: Some(typed), .. })) = model.rooms.last_mut() {
        typed.insert(text);
        narrow(model, today);
    }
}

fn narrow(model: &mut Model, today: NaiveDate) {
    let Some(Room::Meeting(meeting)) = model.rooms.last() else { return };
    let typed = meeting.typed.as_ref().map(Field::text).unwrap_or_default();
    let people = offered(model, typed.trim(), today);
    if let Some(Room::Meeting(meeting)) = model.rooms.last_mut() {
        (meeting.people, meeting.choice) = (people, 0);
    }
}

fn stop_typing(model: &mut Model, today: NaiveDate) {
    if let Some(Room::Meeting(meeting)) = model.rooms.last_mut() {
        meeting.typed = None;
    }
    narrow(model, today);
}

/// The person under the cursor, or a new one with the name that was typed.
fn choose(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Meeting(meeting)) = model.rooms.last() else { return Vec::new() };
    let typed = meeting.typed.as_ref().map(|typed| typed.text().trim().to_string()).unwrap_or_default();
    match meeting.people.get(meeting.choice).map(|(_, person)| person.name.clone()) {
        Some(name) => give(model, vec![name], today),
        None if typed.is_empty() => refuse(model, nobody()),
        None => give(model, vec![typed], today),
    }
}

/// Gives the card its owner, or takes it away, and goes on to the next card.
fn give(model: &mut Model, owners: Vec<String>, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Meeting(meeting)) = model.rooms.last() else { return Vec::new() };
    let Some(card) = meeting.card(&model.plan).cloned() else { return go_on(model, today) };
    // The same owner again is no refusal here: one goes on.
    if card.owners == owners {
        return go_on(model, today);
    }
    let before = Arc::clone(&model.plan);
    let mut effects = deal_to(model, &Owned::Cards(vec![card]), Deal::Only(owners), today);
    if Arc::ptr_eq(&before, &model.plan) {
        return effects;
    }
    // A new person has a letter from now on.
    stop_typing(model, today);
    effects.extend(go_on(model, today));
    effects
}

/// To the next card; after the last one to the minutes.
fn go_on(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Meeting(meeting)) = model.rooms.last_mut() else { return Vec::new() };
    let next = (meeting.at + 1..meeting.cards.len()).find(|at| model.plan.task(&meeting.cards[*at]).is_some());
    match next {
        Some(at) => {
            meeting.at = at;
            follow(model);
            Vec::new()
        }
        None => minutes::open_instead(model, today),
    }
}

/// Leaves the room, not the meeting: the cursor stands on the card.
fn to_the_board(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Meeting(meeting)) = model.rooms.pop() else { return Vec::new() };
    if let Some(id) = meeting.cards.get(meeting.at) {
        model.go_to(id, today);
    }
    tell(model, "the meeting goes on; the same key comes back to it")
}
