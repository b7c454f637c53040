//! Giving work an owner: `a` and a letter. The letters are the people's own; `/` finds or creates somebody by typing, `-` takes the owner away.
//! Works on a card, and on a lane's header for its outcome.

use super::{Repeat, card, outcome};
use crate::{
    desk::{
        Chord, Effect, Field, Key, Lines, Model, Room,
        change::{change, refuse, writable},
        filter::Fuzzy,
    },
    plan::{Person, Refusal},
    words::listed,
};
use chrono::NaiveDate;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub struct Assign {
    pub ownership: Ownership,
    /// Title of what gets an owner.
    pub title: String,
    pub owners: Vec<String>,
    /// The people offered now, with their letters.
    pub people: Vec<(Option<char>, Arc<Person>)>,
    /// A name being typed, after `/`.
    pub typed: Option<Field>,
    /// The person that Enter chooses.
    pub at: usize,
}

/// What a letter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// Makes them the only owner.
    Only,
    /// Adds them, or takes them away when they own it already.
    Shared,
}

pub(super) fn can(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    subject(model).map(drop)
}

/// Title and owners of the card, or of the outcome on whose header the cursor stands.
fn subject(model: &Model) -> Result<(String, Vec<String>), Refusal> {
    match (card(model), outcome(model)) {
        (Ok(card), _) => Ok((card.title.clone(), card.owners.clone())),
        (Err(refusal), Ok(id)) => model.plan.outcome(&id).map(|it| (it.title.clone(), it.owners.clone())).ok_or(refusal),
        (Err(refusal), Err(_)) => Err(refusal),
    }
}

pub(super) fn open(model: &mut Model, ownership: Ownership, today: NaiveDate) -> Vec<Effect> {
    if let Ok((title, owners)) = subject(model) {
        let people = offered(model, "", today);
        model.rooms.push(Room::Assign(Assign { ownership, title, owners, people, typed: None, at: 0 }));
    }
    Vec::new()
}

/// Everybody who is here, by file order; while a name is typed, who answers to it, the best first.
fn offered(model: &Model, typed: &str, today: NaiveDate) -> Vec<(Option<char>, Arc<Person>)> {
    let lettered = model.plan.letters(model.plan.here_on(today));
    let mut fuzzy = Fuzzy::default();
    let mut scored: Vec<_> =
        lettered.into_iter().filter_map(|(key, it)| Some((fuzzy.score(typed, &it.name)?, key, Arc::clone(it)))).collect();
    if !typed.is_empty() {
        scored.sort_by_key(|(score, _, _)| std::cmp::Reverse(*score));
    }
    scored.into_iter().map(|(_, key, person)| (key, person)).collect()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Assign(assign)) = model.rooms.last_mut() else { return Vec::new() };
    let last = assign.people.len().saturating_sub(1);
    match chord.key {
        Key::Esc => drop(model.rooms.pop()),
        Key::Down => assign.at = (assign.at + 1).min(last),
        Key::Up => assign.at = assign.at.saturating_sub(1),
        Key::Enter => return choose(model, today),
        _ => match (&mut assign.typed, chord.typed()) {
            (Some(typed), _) => {
                typed.press(chord);
                narrow(model, today);
            }
            (None, Some('/')) => assign.typed = Some(Field::new("", Lines::One)),
            (None, Some('-')) => return unassign(model, today),
            (None, Some(letter)) => return by_letter(model, letter, today),
            (None, None) => {}
        },
    }
    Vec::new()
}

pub(in crate::desk) fn paste(model: &mut Model, text: &str, today: NaiveDate) {
    if let Some(Room::Assign(Assign { typed: Some(typed), .. })) = model.rooms.last_mut() {
        typed.insert(text);
        narrow(model, today);
    }
}

fn narrow(model: &mut Model, today: NaiveDate) {
    let Some(Room::Assign(Assign { typed: Some(typed), .. })) = model.rooms.last() else { return };
    let people = offered(model, typed.text().trim(), today);
    if let Some(Room::Assign(assign)) = model.rooms.last_mut() {
        (assign.people, assign.at) = (people, 0);
    }
}

fn by_letter(model: &mut Model, letter: char, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Assign(assign)) = model.rooms.last() else { return Vec::new() };
    match assign.people.iter().find(|(key, _)| *key == Some(letter)) {
        Some((_, person)) => {
            let name = person.name.clone();
            give(model, &name, today)
        }
        None => refuse(model, Refusal::new(format!("{letter} is nobody's letter; / finds or creates a person"))),
    }
}

/// The person under the cursor, or a new one with the name that was typed.
fn choose(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Assign(assign)) = model.rooms.last() else { return Vec::new() };
    let typed = assign.typed.as_ref().map(|typed| typed.text().trim().to_string()).unwrap_or_default();
    match assign.people.get(assign.at) {
        Some((_, person)) => {
            let name = person.name.clone();
            give(model, &name, today)
        }
        None if typed.is_empty() => Vec::new(),
        None => give(model, &typed, today),
    }
}

fn unassign(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    model.rooms.pop();
    set_owners(model, Vec::new(), today)
}

fn give(model: &mut Model, name: &str, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Assign(assign)) = model.rooms.pop() else { return Vec::new() };
    let owners = match (assign.ownership, assign.owners.iter().any(|it| it == name)) {
        (Ownership::Only, _) => vec![name.to_string()],
        (Ownership::Shared, true) => assign.owners.into_iter().filter(|it| it != name).collect(),
        (Ownership::Shared, false) => assign.owners.into_iter().chain([name.to_string()]).collect(),
    };
    set_owners(model, owners, today)
}

/// Sets the owners of the card or outcome under the cursor; names that are not in the plan are added to its people.
pub(super) fn set_owners(model: &mut Model, owners: Vec<String>, today: NaiveDate) -> Vec<Effect> {
    let Ok((title, before)) = subject(model) else { return Vec::new() };
    if before == owners {
        return refuse(model, Refusal::new(format!("{title} already has that owner")));
    }
    let words = match (before.as_slice(), owners.as_slice()) {
        (_, []) => format!("took {title} from {}", listed(&before)),
        ([], _) => format!("assigned {title} to {}", listed(&owners)),
        _ => format!("assigned {title} to {} (was {})", listed(&owners), listed(&before)),
    };
    model.last_deed = Some(Repeat::Assign(owners.clone()));
    let (card, outcome) = (card(model).ok(), outcome(model));
    change(model, words, today, |plan| {
        for name in owners.iter().filter(|name| plan.person(name).is_none()).cloned().collect::<Vec<_>>() {
            plan.people.push(Arc::new(Person { name, ..Person::default() }));
        }
        match card {
            Some(card) => plan.task_mut(&card.id)?.owners = owners,
            None => plan.outcome_mut(&outcome?)?.owners = owners,
        }
        Ok(())
    })
}
