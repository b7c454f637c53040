//! `X`: an outcome is dropped or swapped. Each open task is moved, binned or finished by one key, then why, then what takes its place.
//! All of it is one change and one step of undo; nothing is written before the last key.

use super::{Pick, Picks, outcome};
use crate::{
    desk::{
        Chord, Effect, Field, Key, Lines, Model, Room,
        change::{change, refuse, writable},
    },
    plan::{Becomes, ChangeKind, Fate, Pivot, Plan, Refusal},
    words::{counted, listed},
};
use chrono::NaiveDate;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub struct Dropping {
    pub outcome: String,
    pub title: String,
    /// Its open tasks, each with its fate.
    pub tasks: Vec<DropTask>,
    /// The task with the cursor.
    pub at: usize,
    pub ending: Ending,
    /// The undocumented change that becomes this one; its words say why.
    pub reclassifies: Option<String>,
    pub why: String,
    pub step: DropStep,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DropTask {
    pub id: String,
    pub title: String,
    pub owners: String,
    pub fate: Option<Fate>,
}

/// What it may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Drop,
    Swap,
    /// Asked at the end.
    Either,
}

/// Which tasks a fate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    One,
    AllLeft,
}

#[derive(Debug, Clone, PartialEq)]
pub enum DropStep {
    Fates,
    /// Where tasks are moved to.
    Place {
        picks: Picks,
        of: Of,
    },
    Why(Box<Field>),
    /// What takes its place; the first row may be nothing.
    Replaced(Picks),
}

pub(super) fn can(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    may(&model.plan, &outcome(model)?)
}

/// What an undocumented change holds back must not go quietly.
fn may(plan: &Plan, id: &str) -> Result<(), Refusal> {
    match plan.held_by(id) {
        Some(change) => Err(Refusal::or(format!("held by {}: document it, or reclassify it", change.named()), "pivot")),
        None => Ok(()),
    }
}

pub(super) fn open_here(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    match outcome(model) {
        Ok(id) => open(model, &id, Ending::Either, None, today),
        Err(refusal) => refuse(model, refusal),
    }
}

/// Opens the dialog, over the pivots or alone; with a change that becomes this one, its words say why.
pub(super) fn open(model: &mut Model, id: &str, ending: Ending, reclassifies: Option<String>, today: NaiveDate) -> Vec<Effect> {
    let Some(found) = model.plan.outcome(id).filter(|it| it.is_live()).cloned() else {
        return refuse(model, Refusal::new("its outcome is not pursued any more"));
    };
    if reclassifies.is_none()
        && let Err(refusal) = may(&model.plan, id)
    {
        return refuse(model, refusal);
    }
    let task = |task: &&Arc<crate::plan::Task>| DropTask {
        id: task.id.clone(),
        title: task.title.clone(),
        owners: task.owners.join(", "),
        fate: None,
    };
    let tasks: Vec<DropTask> = model.plan.open_tasks(id).iter().map(task).collect();
    let room = Dropping {
        outcome: id.into(),
        title: found.title.clone(),
        tasks,
        at: 0,
        ending,
        why: reclassifies.as_ref().and_then(|id| model.plan.change(id)).map_or_else(String::new, |change| change.what.clone()),
        reclassifies,
        step: DropStep::Fates,
    };
    if ending == Ending::Swap && others(&model.plan, id).next().is_none() {
        return refuse(model, Refusal::or("there is no other outcome to take its place", "new-outcome"));
    }
    model.rooms.push(Room::Drop(room));
    match model.plan.open_tasks(id).is_empty() {
        true => after_fates(model, today),
        false => Vec::new(),
    }
}

/// Live outcomes besides this one, with their titles.
fn others<'p>(plan: &'p Plan, id: &'p str) -> impl Iterator<Item = Pick> + 'p {
    plan.live_outcomes().filter(move |it| it.id != id).map(|it| Pick { id: it.id.clone(), words: it.title.clone(), ..Pick::default() })
}

fn room(model: &mut Model) -> Option<&mut Dropping> {
    match model.rooms.last_mut() {
        Some(Room::Drop(room)) => Some(room),
        _ => None,
    }
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(room) = room(model) else { return Vec::new() };
    match (&mut room.step, chord.key) {
        (DropStep::Fates, Key::Esc) => std::mem::drop(model.rooms.pop()),
        (DropStep::Fates, _) => return on_fates(model, chord, today),
        (DropStep::Why(_), Key::Esc) if room.tasks.is_empty() => std::mem::drop(model.rooms.pop()),
        (DropStep::Place { .. } | DropStep::Why(_), Key::Esc) => room.step = DropStep::Fates,
        (DropStep::Replaced(_), Key::Esc) => match room.reclassifies {
            Some(_) if room.tasks.is_empty() => std::mem::drop(model.rooms.pop()),
            Some(_) => room.step = DropStep::Fates,
            None => room.step = DropStep::Why(Box::new(Field::new(&room.why, Lines::One))),
        },
        (DropStep::Place { .. }, _) => on_place(model, chord),
        (DropStep::Why(_), Key::Enter) => return after_why(model, today),
        (DropStep::Why(field), _) => std::mem::drop(field.press(chord)),
        (DropStep::Replaced(picks), _) => {
            if let Some(row) = picks.taken(chord) {
                return finish(model, &row.id, today);
            }
        }
    }
    Vec::new()
}

fn on_fates(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let (plan, Some(room)) = (Arc::clone(&model.plan), room(model)) else { return Vec::new() };
    let last = room.tasks.len().saturating_sub(1);
    let left = room.tasks.iter().filter(|task| task.fate.is_none()).count();
    match (chord.key, chord.typed()) {
        (Key::Down, _) => room.at = (room.at + 1).min(last),
        (Key::Up, _) => room.at = room.at.saturating_sub(1),
        (Key::Enter, _) if left == 0 => return after_fates(model, today),
        (Key::Enter, _) => {
            let words =
                format!("{} left to decide: m moves, b bins, f finishes; capitals do it for all that are left", counted(left, "task"));
            return refuse(model, Refusal::new(words));
        }
        (Key::Backspace | Key::Delete, _) => room.decide(None),
        (_, Some('b')) => give(room, Of::One, &Fate::Binned),
        (_, Some('B')) => give(room, Of::AllLeft, &Fate::Binned),
        (_, Some('f')) => give(room, Of::One, &Fate::Finished),
        (_, Some('F')) => give(room, Of::AllLeft, &Fate::Finished),
        (_, Some(letter @ ('m' | 'M'))) => {
            let noise = Pick { letter: Some('z'), id: String::new(), words: "Noise".into(), ..Pick::default() };
            let picks = Picks::lettered(others(&plan, &room.outcome).chain([noise]).collect());
            room.step = DropStep::Place { picks, of: if letter == 'm' { Of::One } else { Of::AllLeft } };
        }
        _ => {}
    }
    Vec::new()
}

impl Dropping {
    /// The fate of the task with the cursor; an outcome whose end was refused may have none.
    fn decide(&mut self, fate: Option<Fate>) {
        if let Some(task) = self.tasks.get_mut(self.at) {
            task.fate = fate;
        }
    }
}

/// Gives tasks a fate; the cursor goes on to the next without one.
fn give(room: &mut Dropping, of: Of, fate: &Fate) {
    match of {
        Of::One => room.decide(Some(fate.clone())),
        Of::AllLeft => room.tasks.iter_mut().filter(|task| task.fate.is_none()).for_each(|task| task.fate = Some(fate.clone())),
    }
    let next = (room.at..room.tasks.len()).chain(0..room.at).find(|at| room.tasks[*at].fate.is_none());
    room.at = next.unwrap_or(room.at);
}

fn on_place(model: &mut Model, chord: Chord) {
    let Some(room) = room(model) else { return };
    let DropStep::Place { picks, of } = &mut room.step else { return };
    let Some(row) = picks.taken(chord) else { return };
    let (fate, of) = (Fate::Moved(Some(row.id.clone()).filter(|id| !id.is_empty())), *of);
    room.step = DropStep::Fates;
    give(room, of, &fate);
}

/// Every task has its fate: now why, unless a change says so already.
fn after_fates(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(room) = room(model) else { return Vec::new() };
    if room.reclassifies.is_some() {
        return after_why(model, today);
    }
    room.step = DropStep::Why(Box::new(Field::new(&room.why, Lines::One)));
    Vec::new()
}

fn after_why(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let (plan, Some(room)) = (Arc::clone(&model.plan), room(model)) else { return Vec::new() };
    if let DropStep::Why(field) = &room.step {
        room.why = field.text().trim().into();
    }
    // A change without words is known by its id.
    if room.why.is_empty() && room.reclassifies.is_none() {
        return refuse(model, Refusal::new("say in a few words why"));
    }
    let nothing = Pick { letter: Some('-'), words: "nothing: it is dropped".into(), ..Pick::default() };
    let rows = match room.ending {
        Ending::Drop => return finish(model, "", today),
        Ending::Swap => others(&plan, &room.outcome).collect(),
        Ending::Either => [nothing].into_iter().chain(others(&plan, &room.outcome)).collect(),
    };
    room.step = DropStep::Replaced(Picks::lettered(rows));
    Vec::new()
}

/// All of it as one change; refused, the dialog stays as it is.
fn finish(model: &mut Model, replaced_by: &str, today: NaiveDate) -> Vec<Effect> {
    let (id, by, before) = (model.fresh_id(), model.telling.by.clone(), Arc::clone(&model.plan));
    let Some(room) = room(model).cloned() else { return Vec::new() };
    let kind = if replaced_by.is_empty() { ChangeKind::Dropped } else { ChangeKind::Swapped };
    let (outcome, what, replaced_by) = (room.outcome.clone(), room.why.clone(), replaced_by.to_string());
    let effects = change(model, words(&before, &room, &replaced_by), today, |plan| {
        for task in &room.tasks {
            task.fate.iter().try_for_each(|fate| plan.settle(&task.id, fate, today))?;
        }
        match &room.reclassifies {
            Some(change) => plan.reclassify(change, &id, &Becomes { kind, replaced_by, by }, today),
            None => plan.raise(&id, &Pivot { kind, outcome, what, replaced_by, by, ..Pivot::default() }, today),
        }
    });
    if !Arc::ptr_eq(&before, &model.plan) {
        model.rooms.pop();
    }
    effects
}

/// `dropped Reports: 2 cards moved and 1 binned`.
fn words(plan: &Plan, room: &Dropping, replaced_by: &str) -> String {
    let title = |id: &str| plan.outcome(id).map_or_else(|| id.to_string(), |outcome| outcome.title.clone());
    let done = match replaced_by {
        "" => format!("dropped {}", room.title),
        id => format!("swapped {} for {}", room.title, title(id)),
    };
    let count = |fits: fn(&Fate) -> bool| room.tasks.iter().filter_map(|task| task.fate.as_ref()).filter(|fate| fits(fate)).count();
    let counts = [
        (count(|fate| matches!(fate, Fate::Moved(_))), "moved"),
        (count(|fate| matches!(fate, Fate::Binned)), "binned"),
        (count(|fate| matches!(fate, Fate::Finished)), "finished"),
    ];
    let said: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, verb)| format!("{} {verb}", counted(count, "card"))).collect();
    if said.is_empty() { done } else { format!("{done}: {}", listed(&said)) }
}
