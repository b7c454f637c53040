//! Giving work an owner: `a` and a letter. The letters are the people's own; `/` finds or creates somebody by typing, `-` takes the owner away.
//! Works on a card, on all that are selected, and on a lane's header for its outcome.

use super::{
    Repeat, card, outcome,
    select::{chosen, title_of},
};
use crate::{
    desk::{
        Chord, Effect, Field, Key, Lines, Model, Room,
        change::{change, refuse, writable},
        filter::Fuzzy,
    },
    plan::{Outcome, Person, Plan, Refusal, Task},
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

/// What gets an owner: cards, or the outcome on whose header the cursor stands.
pub(super) enum Owned {
    Cards(Vec<Arc<Task>>),
    Outcome(Arc<Outcome>),
}

impl Owned {
    fn title(&self) -> String {
        match self {
            Owned::Cards(cards) => title_of(cards),
            Owned::Outcome(outcome) => outcome.title.clone(),
        }
    }
    fn each(&self) -> Vec<&[String]> {
        match self {
            Owned::Cards(cards) => cards.iter().map(|card| card.owners.as_slice()).collect(),
            Owned::Outcome(outcome) => vec![&outcome.owners],
        }
    }
    /// Changes its owners in a plan.
    fn take(&self, dealt: &Deal, plan: &mut Plan) -> Result<(), Refusal> {
        add_people(plan, dealt.names());
        match self {
            Owned::Cards(cards) => {
                for card in cards {
                    plan.task_mut(&card.id)?.owners = dealt.owners(&card.owners);
                }
            }
            Owned::Outcome(outcome) => plan.outcome_mut(&outcome.id)?.owners = dealt.owners(&outcome.owners),
        }
        Ok(())
    }
    /// Who owns all of it.
    fn owners(&self) -> Vec<String> {
        let each = self.each();
        let of_all = |name: &&String| each.iter().all(|owners| owners.contains(name));
        each.first().map_or_else(Vec::new, |first| first.iter().filter(of_all).cloned().collect())
    }
}

/// What becomes of the owners of each.
#[derive(Debug, Clone, PartialEq)]
pub enum Deal {
    Only(Vec<String>),
    Add(String),
    Remove(String),
}

impl Deal {
    fn owners(&self, before: &[String]) -> Vec<String> {
        match self {
            Deal::Only(names) => names.clone(),
            Deal::Add(name) => before.iter().filter(|it| *it != name).chain([name]).cloned().collect(),
            Deal::Remove(name) => before.iter().filter(|it| *it != name).cloned().collect(),
        }
    }
    /// The names it brings.
    fn names(&self) -> &[String] {
        match self {
            Deal::Only(names) => names,
            Deal::Add(name) => std::slice::from_ref(name),
            Deal::Remove(_) => &[],
        }
    }
    /// That the owners are so already.
    fn is_so_words(&self, owned: &Owned) -> String {
        let (title, has) = (owned.title(), if owned.each().len() == 1 { "has" } else { "have" });
        match self {
            Deal::Only(names) if names.is_empty() => format!("{title} already {has} no owner"),
            Deal::Only(_) | Deal::Add(_) => format!("{title} already {has} that owner"),
            Deal::Remove(name) => format!("{name} does not own {title}"),
        }
    }
    fn words(&self, owned: &Owned) -> String {
        let title = owned.title();
        match (owned.each().as_slice(), self) {
            ([before], _) => match (before, self.owners(before).as_slice()) {
                (before, []) => format!("took {title} from {}", listed(before)),
                ([], owners) => format!("assigned {title} to {}", listed(owners)),
                (before, owners) => format!("assigned {title} to {} (was {})", listed(owners), listed(before)),
            },
            (_, Deal::Only(names)) if names.is_empty() => format!("{title} have no owner now"),
            (_, Deal::Only(names)) => format!("assigned {title} to {}", listed(names)),
            (_, Deal::Add(name)) => format!("added {name} to the owners of {title}"),
            (_, Deal::Remove(name)) => format!("took {name} off {title}"),
        }
    }
}

fn subject(model: &Model) -> Result<Owned, Refusal> {
    let cards = chosen(model);
    match (cards.is_empty(), outcome(model)) {
        (false, _) => Ok(Owned::Cards(cards)),
        (true, Ok(id)) => model.plan.outcome(&id).cloned().map(Owned::Outcome).ok_or_else(|| Refusal::new("there is no such outcome")),
        (true, Err(refusal)) => Err(card(model).err().unwrap_or(refusal)),
    }
}

pub(super) fn open(model: &mut Model, ownership: Ownership, today: NaiveDate) -> Vec<Effect> {
    if let Ok(owned) = subject(model) {
        let people = offered(model, "", today);
        let (title, owners) = (owned.title(), owned.owners());
        model.rooms.push(Room::Assign(Assign { ownership, title, owners, people, typed: None, at: 0 }));
    }
    Vec::new()
}

/// Everybody who is here, by file order; while a name is typed, who answers to it, the best first.
pub(super) fn offered(model: &Model, typed: &str, today: NaiveDate) -> Vec<(Option<char>, Arc<Person>)> {
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
        None if typed.is_empty() => refuse(model, nobody()),
        None => give(model, &typed, today),
    }
}

/// Nobody is offered, and no name is typed.
pub(super) fn nobody() -> Refusal {
    Refusal::new("nobody is here yet; / adds a person")
}

fn unassign(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    model.rooms.pop();
    deal(model, Deal::Only(Vec::new()), today)
}

fn give(model: &mut Model, name: &str, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Assign(assign)) = model.rooms.pop() else { return Vec::new() };
    deal(model, assign.deal(name), today)
}

impl Assign {
    /// What giving it to somebody is here.
    fn deal(&self, name: &str) -> Deal {
        let name = name.to_string();
        match (self.ownership, self.owners.contains(&name)) {
            (Ownership::Only, _) => Deal::Only(vec![name]),
            (Ownership::Shared, true) => Deal::Remove(name),
            (Ownership::Shared, false) => Deal::Add(name),
        }
    }
    /// Whom Enter chooses.
    pub(in crate::desk) fn here(&self) -> Option<&str> {
        self.people.get(self.at).map(|(_, person)| person.name.as_str())
    }
}

/// What Enter would do in this room: an edit of a plan; none where it would do nothing.
pub(in crate::desk) fn would_do(model: &Model, assign: &Assign) -> Option<impl FnOnce(&mut Plan) -> Result<(), Refusal> + use<>> {
    let dealt = assign.deal(assign.here()?);
    let owned = subject(model).ok()?;
    Some(move |plan: &mut Plan| owned.take(&dealt, plan))
}

/// Deals to what is selected, or stands under the cursor.
pub(super) fn deal(model: &mut Model, dealt: Deal, today: NaiveDate) -> Vec<Effect> {
    match subject(model) {
        Ok(owned) => deal_to(model, &owned, dealt, today),
        Err(refusal) => refuse(model, refusal),
    }
}

/// Changes owners as one step; names that are not in the plan are added to its people.
pub(super) fn deal_to(model: &mut Model, owned: &Owned, dealt: Deal, today: NaiveDate) -> Vec<Effect> {
    if owned.each().iter().all(|before| dealt.owners(before) == **before) {
        return refuse(model, Refusal::new(dealt.is_so_words(owned)));
    }
    let words = dealt.words(owned);
    model.last_deed = Some(Repeat::Assign(dealt.clone()));
    change(model, words, today, |plan| owned.take(&dealt, plan))
}

fn add_people(plan: &mut Plan, names: &[String]) {
    for name in names {
        if plan.person(name).is_none() {
            plan.people.push(Arc::new(Person { name: name.clone(), ..Person::default() }));
        }
    }
}
