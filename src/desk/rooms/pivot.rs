//! `p`: the open changes with what each owes, a list that ticks itself off; and a new one for the outcome with the cursor.
//! Steps are filled in by one key each. Dropping and swapping have a room of their own, `drop`.
//! A new one is made in `pivot_new`; what a change owes and which steps it may take is said by `plan`.

use super::{
    Picks,
    drop::{self, Ending},
    on_board_or_pane,
    pivot_new::{new, on_tasks, raise},
};
use crate::{
    desk::{
        Chord, Effect, Field, Key, Lines, Model, Room,
        action::{Action, Place},
        change::{change, refuse, tell, undo, writable},
    },
    plan::{self, Becomes, Change, ChangeKind, Debt, Plan, Refusal},
};
use chrono::NaiveDate;
use std::sync::Arc;

pub(in crate::desk) const PIVOT: &[Action] = &[
    Action {
        name: "pivot",
        label: "pivots: what changes owe, a new one",
        place: Place::Everywhere,
        can: writable,
        run: |model, _, _| open(model, None),
    },
    Action {
        name: "drop-or-swap",
        label: "drop or swap the outcome",
        place: Place::Board,
        can: drop::can,
        run: |model, _, today| drop::open_here(model, today),
    },
];

#[derive(Debug, Clone, PartialEq)]
pub struct Pivoting {
    /// The open change with the cursor.
    pub at: usize,
    /// The outcome that a new change would be about.
    pub outcome: Option<String>,
    pub step: PivotStep,
}

#[derive(Debug, Clone, PartialEq)]
pub enum PivotStep {
    List,
    /// The tasks that belong to an undocumented change; titles of new ones.
    Tasks {
        picks: Picks,
        added: Vec<String>,
        adding: Option<Field>,
    },
    /// In a few words what happened.
    What {
        kind: ChangeKind,
        tasks: Vec<String>,
        added: Vec<String>,
        field: Field,
    },
    Decide {
        change: String,
        field: Field,
    },
    Reclassify {
        change: String,
    },
}

impl PivotStep {
    pub(super) fn typed(&mut self) -> Option<&mut Field> {
        match self {
            PivotStep::Tasks { adding, .. } => adding.as_mut(),
            PivotStep::What { field, .. } | PivotStep::Decide { field, .. } => Some(field),
            PivotStep::List | PivotStep::Reclassify { .. } => None,
        }
    }
}

/// Opens the list, the cursor on this change.
pub(super) fn open(model: &mut Model, change: Option<&str>) -> Vec<Effect> {
    let at = open_changes(&model.plan).position(|it| Some(it.id.as_str()) == change).unwrap_or(0);
    let outcome = on_board_or_pane(model).ok();
    model.rooms.push(Room::Pivot(Pivoting { at, outcome, step: PivotStep::List }));
    Vec::new()
}

/// Changes that owe something, in file order.
pub fn open_changes(plan: &Plan) -> impl Iterator<Item = &Arc<Change>> {
    plan.changes.iter().filter(|change| !plan::is_closed(plan, change))
}

impl Model {
    /// The changes that the room lists.
    pub fn open_changes(&self) -> impl Iterator<Item = &Arc<Change>> {
        open_changes(&self.plan)
    }
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Pivot(room)) = model.rooms.last_mut() else { return Vec::new() };
    match (&mut room.step, chord.key) {
        (PivotStep::List, _) => on_list(model, chord, today),
        (PivotStep::Tasks { adding: adding @ Some(_), .. }, Key::Esc) => {
            *adding = None;
            Vec::new()
        }
        (step, Key::Esc) => {
            *step = PivotStep::List;
            Vec::new()
        }
        (PivotStep::Tasks { .. }, _) => on_tasks(model, chord),
        (PivotStep::What { .. } | PivotStep::Decide { .. }, Key::Enter) => answer(model, today),
        (PivotStep::What { field, .. } | PivotStep::Decide { field, .. }, _) => {
            field.press(chord);
            Vec::new()
        }
        (PivotStep::Reclassify { .. }, _) => on_reclassify(model, chord, today),
    }
}

fn on_list(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let count = open_changes(&model.plan).count();
    let Some(Room::Pivot(room)) = model.rooms.last_mut() else { return Vec::new() };
    room.at = room.at.min(count.saturating_sub(1));
    let at = room.at;
    match (chord.key, chord.typed()) {
        (Key::Esc, _) => std::mem::drop(model.rooms.pop()),
        (Key::Down, _) => room.at = (at + 1).min(count.saturating_sub(1)),
        (Key::Up, _) => room.at = at.saturating_sub(1),
        (Key::Enter, _) => return go_there(model, today),
        (_, Some(letter @ ('b' | 'e' | 'd' | 's'))) => return new(model, letter, today),
        // What a step did can be taken back where its message says so.
        (_, Some('u')) => return undo(model, today),
        (_, Some(letter @ ('n' | 'f' | 'w' | 'r'))) => {
            let Some(change) = open_changes(&model.plan).nth(at).cloned() else { return tell(model, "no change owes anything") };
            return step(model, letter, &change, today);
        }
        _ => {}
    }
    Vec::new()
}

/// To the lane of the change's outcome.
fn go_there(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Pivot(room)) = model.rooms.last() else { return Vec::new() };
    let Some(outcome) = open_changes(&model.plan).nth(room.at).map(|change| change.outcome.clone()) else { return Vec::new() };
    model.rooms.pop();
    model.go_to(&outcome, today);
    Vec::new()
}

pub(super) fn set_step(model: &mut Model, step: PivotStep) {
    if let Some(Room::Pivot(room)) = model.rooms.last_mut() {
        room.step = step;
    }
}

/// What was typed is saved as one change.
fn answer(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Pivot(room)) = model.rooms.last() else { return Vec::new() };
    let room = room.clone();
    let before = Arc::clone(&model.plan);
    let effects = match &room.step {
        PivotStep::What { kind, tasks, added, field } => {
            raise(model, *kind, room.outcome.as_deref(), tasks, added, field.text().trim(), today)
        }
        PivotStep::Decide { change: id, field } => {
            let by = field.text().trim().to_string();
            let what = what(&before, id);
            change(model, format!("{by} decided {what}"), today, |plan| plan.decide(id, &by, today))
        }
        PivotStep::List | PivotStep::Tasks { .. } | PivotStep::Reclassify { .. } => return Vec::new(),
    };
    if !Arc::ptr_eq(&before, &model.plan) {
        set_step(model, PivotStep::List);
    }
    effects
}

/// `“Faster reports”`, for a sentence.
fn what(plan: &Plan, change: &str) -> String {
    plan.change(change).map_or_else(|| change.to_string(), |change| format!("“{}”", change.what))
}

/// As people call a kind of change.
pub const fn kind_words(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::BudgetOverrun => "budget overrun",
        ChangeKind::Undocumented => "undocumented change",
        ChangeKind::Dropped => "drop",
        ChangeKind::Swapped => "swap",
    }
}

/// The letter that does what is owed, where this room does it.
pub const fn letter_for(debt: Debt) -> Option<char> {
    match debt {
        Debt::Decision => Some('n'),
        Debt::Work => Some('f'),
        Debt::Document => Some('w'),
        Debt::DeliveryPlan | Debt::CustomerPlan => None,
    }
}

/// A step of the change with the cursor.
fn step(model: &mut Model, letter: char, record: &Change, today: NaiveDate) -> Vec<Effect> {
    let (id, named) = (&record.id, format!("“{}”", record.what));
    match letter {
        'n' => {
            // Refused before anything is typed.
            let maker = Some(model.plan.decision_maker.as_str()).filter(|name| !name.is_empty()).unwrap_or("somebody");
            if let Err(refusal) = Plan::clone(&model.plan).decide(id, maker, today) {
                return refuse(model, refusal);
            }
            let field = Field::new(&model.plan.decision_maker, Lines::One);
            set_step(model, PivotStep::Decide { change: id.clone(), field });
            Vec::new()
        }
        'f' => change(model, format!("the work of {named} is finished; now its document is owed"), today, |plan| plan.finish(id, today)),
        'w' => change(model, format!("{named} is documented, and holds nothing back any more"), today, |plan| plan.document(id, today)),
        _ if record.holds() => {
            set_step(model, PivotStep::Reclassify { change: id.clone() });
            Vec::new()
        }
        _ => refuse(model, Refusal::new("only an undocumented change is reclassified")),
    }
}

fn on_reclassify(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Pivot(Pivoting { step: PivotStep::Reclassify { change: id }, .. })) = model.rooms.last() else { return Vec::new() };
    let id = id.clone();
    let ending = match chord.typed() {
        Some('b') => {
            let becomes = Becomes { kind: ChangeKind::BudgetOverrun, replaced_by: String::new(), by: model.telling.by.clone() };
            let (new, words) = (model.fresh_id(), format!("{} is a budget overrun now", what(&model.plan, &id)));
            let effects = change(model, words, today, |plan| plan.reclassify(&id, &new, &becomes, today));
            set_step(model, PivotStep::List);
            return effects;
        }
        Some('d') => Ending::Drop,
        Some('s') => Ending::Swap,
        _ => return Vec::new(),
    };
    let outcome = model.plan.change(&id).and_then(|change| model.plan.touched_by(change).first().map(|outcome| (*outcome).to_string()));
    set_step(model, PivotStep::List);
    drop::open(model, &outcome.unwrap_or_default(), ending, Some(id), today)
}
