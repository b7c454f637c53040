//! A form: some fields of a card, an outcome, a milestone or an ask, typed and saved as one change. Enter saves, Tab goes on, Esc keeps a draft.
//! Fields come from the rows of the plan's types, so a new card field shows up here by itself.

use super::{Chord, Effect, Field, Key, Lines, Message, MessageKind, Model, Room, change, form_store::store, spelling};
use crate::plan::{Deliverable, FieldValue, Kind, Outcome, Plan, Task, Value, values_of};
use crate::words::counted;
use chrono::NaiveDate;
use std::sync::Arc;

/// What a form is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A card to be; in the noise without an outcome.
    NewTask {
        outcome: Option<String>,
        /// By its name; without one the first.
        column: String,
    },
    Task(String),
    /// All of these.
    Tasks(Vec<String>),
    NewOutcome,
    Outcome(String),
    /// The milestone of this outcome, which need not be there yet.
    Milestone(String),
    /// An ask to be, of this outcome's milestone.
    NewAsk(String),
    Deliverable(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub heading: String,
    pub subject: Subject,
    /// The plan when the form was opened: what others change meanwhile is joined with what is typed.
    pub opened: Arc<Plan>,
    pub fields: Vec<FormField>,
    /// The field with the cursor.
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FormField {
    pub name: &'static str,
    pub label: &'static str,
    pub kind: Kind,
    pub field: Field,
    /// What stood there when the form was opened, as the field shows it: a tab is a space in it, and is no change.
    was: String,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
}

/// More forms than these are not kept for later.
const DRAFTS_MAX: usize = 20;
const CARD: &[&str] = &["title", "note", "owners", "estimate", "due", "needs", "blocked"];
/// What the ends of outcomes follow from.
pub(super) const MOVING: &[&str] = &["estimate", "owners", "needs", "blocked", "by", "received"];
const OUTCOME: &[&str] = &["title", "owners", "planned", "spent", "internal"];
const MILESTONE: &[&str] = &["headline", "by", "because", "sign_off", "signed", "hard"];
const ASK: &[&str] = &["what", "from", "by", "received"];

/// Opens the form of a subject with all its fields.
pub fn open(model: &mut Model, subject: Subject) -> Vec<Effect> {
    let names = match &subject {
        Subject::NewTask { .. } | Subject::Task(_) | Subject::Tasks(_) => CARD,
        Subject::NewOutcome => &OUTCOME[..2],
        Subject::Outcome(_) => OUTCOME,
        Subject::Milestone(_) => MILESTONE,
        Subject::NewAsk(_) => &ASK[..3],
        Subject::Deliverable(_) => ASK,
    };
    open_with(model, subject, names)
}

/// One card, or several.
pub fn subject_of(cards: &[Arc<Task>]) -> Subject {
    match cards {
        [one] => Subject::Task(one.id.clone()),
        many => Subject::Tasks(many.iter().map(|card| card.id.clone()).collect()),
    }
}

/// Opens a form with some of the subject's fields.
pub fn open_with(model: &mut Model, subject: Subject, names: &[&str]) -> Vec<Effect> {
    if let Err(refusal) = change::writable(model) {
        return change::refuse(model, refusal);
    }
    let is_it = |draft: &Form| draft.subject == subject && draft.fields.iter().map(|it| it.name).eq(names.iter().copied());
    if let Some(at) = model.drafts.iter().rposition(is_it) {
        let draft = model.drafts.remove(at);
        model.rooms.push(Room::Form(draft));
        return change::tell(model, "what you typed before is still here");
    }
    let form = Form::new(&model.plan, subject, names);
    model.rooms.push(Room::Form(form));
    Vec::new()
}

impl Form {
    fn new(plan: &Arc<Plan>, subject: Subject, names: &[&str]) -> Form {
        let values = values(plan, &subject);
        let field = |name: &&str| values.iter().find(|it| it.row.name == *name).map(|it| FormField::new(plan, it));
        let fields = names.iter().filter_map(field).collect();
        Form { heading: heading(plan, &subject), subject, opened: Arc::clone(plan), fields, at: 0 }
    }
    /// The values that were changed; fields that cannot be understood say why.
    pub(super) fn understood(&mut self, plan: &Plan, today: NaiveDate) -> Vec<(&'static str, Value)> {
        let is_new = matches!(self.subject, Subject::NewTask { .. } | Subject::NewOutcome | Subject::NewAsk(_));
        let mut values = Vec::new();
        for (at, it) in self.fields.iter_mut().enumerate() {
            it.problem = None;
            if it.field.text() == it.was && !(is_new && at == 0) {
                continue;
            }
            let needs_text = ["title", "headline", "what"].contains(&it.name) && it.field.text().trim().is_empty();
            match if needs_text { Err("it needs a few words".to_string()) } else { it.value(plan, today) } {
                Ok(value) => values.push((it.name, value)),
                Err(problem) => it.problem = Some(problem),
            }
        }
        values
    }
    /// The values that were changed, as far as they can be understood while they are being typed.
    pub(super) fn so_far(&self, plan: &Plan, today: NaiveDate) -> Vec<(&'static str, Value)> {
        let changed = self.fields.iter().filter(|it| it.field.text() != it.was);
        changed.filter_map(|it| Some((it.name, it.value(plan, today).ok()?))).collect()
    }
    /// What a field of a card or an ask would be, understood as if it were typed in its form.
    ///
    /// # Errors
    /// When there is no such field, or it cannot be understood.
    pub(super) fn one_value(
        plan: &Plan,
        subject: Subject,
        name: &str,
        text: &str,
        today: NaiveDate,
    ) -> Result<(&'static str, Value), String> {
        let mut form = Form::new(&Arc::new(plan.clone()), subject, MOVING);
        let names: Vec<&str> = form.fields.iter().map(|it| it.name).collect();
        let known = crate::words::listed(&names);
        let Some(field) = form.fields.iter_mut().find(|it| it.name == name) else {
            return Err(format!("`{name}` moves no date; what does is {known}"));
        };
        field.field = Field::new(text, Lines::One);
        Ok((field.name, field.value(plan, today)?))
    }
    /// All fields of a card, as the editor shows them.
    pub(super) fn of_card(plan: &Arc<Plan>, task: &str) -> Form {
        Form::new(plan, Subject::Task(task.into()), CARD)
    }
    pub fn is_touched(&self) -> bool {
        self.fields.iter().any(|it| it.field.text() != it.was)
    }
    pub fn paste(&mut self, text: &str) {
        if let Some(at) = self.fields.get_mut(self.at) {
            at.field.insert(text);
        }
    }
}

impl FormField {
    fn new(plan: &Plan, value: &FieldValue) -> FormField {
        let lines = if value.row.name == "note" { Lines::Many } else { Lines::One };
        let text = match value.row.name {
            "needs" => spelling::needs(plan, &value.value),
            _ => spelling::typed(&value.value),
        };
        let field = Field::new(&text, lines);
        FormField { name: value.row.name, label: value.row.label, kind: value.kind, was: field.text(), field, problem: None }
    }
    /// What a typed day will be understood as, `= Fri 27 Nov 2026`; while it cannot be, how days are written.
    pub fn echo(&self, today: NaiveDate) -> Option<String> {
        match (self.kind, spelling::read(self.kind, &self.field.text(), today)) {
            (Kind::Date, Ok(Value::Date(date))) => Some(format!("= {}", crate::words::weekday_date(date))),
            (Kind::Date, Err(_)) => Some("like 31 mar, fri, +2w".into()),
            _ => None,
        }
    }
    fn value(&self, plan: &Plan, today: NaiveDate) -> Result<Value, String> {
        let text = self.field.text();
        match self.name {
            "owners" => spelling::people(plan, &text, today),
            "from" | "sign_off" => spelling::person(plan, &text, today),
            "needs" => spelling::read_needs(plan, &text),
            _ => spelling::read(self.kind, &text, today),
        }
    }
}

fn heading(plan: &Plan, subject: &Subject) -> String {
    let outcome = |id: &str| plan.outcome(id).map_or_else(String::new, |outcome| outcome.title.clone());
    match subject {
        Subject::NewTask { outcome: Some(id), column } => format!("New task: {}, {column}", outcome(id)),
        Subject::NewTask { outcome: None, .. } => "Capture to the noise".into(),
        Subject::Task(id) => plan.task(id).map_or_else(String::new, |it| it.task.title.clone()),
        Subject::Tasks(ids) => counted(ids.len(), "card"),
        Subject::NewOutcome => "New outcome".into(),
        Subject::Outcome(id) => format!("Outcome: {}", outcome(id)),
        Subject::Milestone(id) => format!("Customer milestone of {}", outcome(id)),
        Subject::NewAsk(id) => format!("What the customer must produce for {}", outcome(id)),
        Subject::Deliverable(_) => "What the customer must produce".into(),
    }
}

/// The single values of a subject as they stand.
fn values(plan: &Plan, subject: &Subject) -> Vec<FieldValue> {
    match subject {
        Subject::NewTask { .. } => values_of(&Task::default()),
        Subject::Task(id) => plan.task(id).map_or_else(Vec::new, |it| values_of(it.task.as_ref())),
        Subject::Tasks(ids) => values_of(&alike(plan, ids)),
        Subject::NewOutcome => values_of(&Outcome::default()),
        Subject::Outcome(id) => plan.outcome(id).map_or_else(Vec::new, |it| {
            let mut values = values_of(it.as_ref());
            values.extend(values_of(&it.budget.clone().unwrap_or_default()));
            values
        }),
        Subject::Milestone(id) => values_of(&plan.outcome(id).and_then(|it| it.milestone.clone()).unwrap_or_default()),
        Subject::NewAsk(_) => values_of(&Deliverable::default()),
        Subject::Deliverable(id) => plan.deliverable(id).map_or_else(Vec::new, |(_, it)| values_of(it.as_ref())),
    }
}

/// A card with what is the same on all of these and stands in a form for several.
fn alike(plan: &Plan, ids: &[String]) -> Task {
    let cards: Vec<&Arc<Task>> = ids.iter().filter_map(|id| plan.task(id)).map(|it| it.task).collect();
    let Some(first) = cards.first() else { return Task::default() };
    let all = |same: &dyn Fn(&Task) -> bool| cards.iter().all(|card| same(card));
    Task {
        due: first.due.filter(|due| all(&|card| card.due == Some(*due))),
        blocked: if all(&|card| card.blocked == first.blocked) { first.blocked.clone() } else { String::new() },
        ..Task::default()
    }
}

/// A key while a form is the topmost room.
pub fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Form(form)) = model.rooms.last_mut() else { return Vec::new() };
    let saves = chord.ctrl && chord.key == Key::Char('s');
    let Some(at) = form.fields.get_mut(form.at) else { return close(model) };
    at.problem = None;
    if !saves && chord.key != Key::Esc && at.field.press(chord) {
        return Vec::new();
    }
    let count = form.fields.len();
    match chord.key {
        Key::Esc => return close(model),
        Key::Tab | Key::Down => form.at = (form.at + 1) % count,
        Key::BackTab | Key::Up => form.at = (form.at + count - 1) % count,
        Key::Enter => return save(model, today),
        _ if saves => return save(model, today),
        _ => {}
    }
    Vec::new()
}

/// Closes the form; what was typed can be had back by opening it again.
fn close(model: &mut Model) -> Vec<Effect> {
    let Some(Room::Form(form)) = model.rooms.pop() else { return Vec::new() };
    if !form.is_touched() {
        return Vec::new();
    }
    keep_draft(model, form);
    change::tell(model, "closed without saving; the same key brings back what you typed")
}

fn save(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let plan = Arc::clone(&model.plan);
    let Some(Room::Form(form)) = model.rooms.last_mut() else { return Vec::new() };
    let values = form.understood(&plan, today);
    if let Some(at) = form.fields.iter().position(|it| it.problem.is_some()) {
        form.at = at;
        return Vec::new();
    }
    let Some(Room::Form(form)) = model.rooms.pop() else { return Vec::new() };
    store_or_keep(model, form, values, today)
}

/// Saves what was typed; where that is refused, opening the form again brings it back.
pub(super) fn store_or_keep(model: &mut Model, form: Form, values: Vec<(&'static str, Value)>, today: NaiveDate) -> Vec<Effect> {
    let effects = store(model, &form, values, today);
    if matches!(model.message, Some(Message { kind: MessageKind::Refused(_), .. })) {
        keep_draft(model, form);
    }
    effects
}

fn keep_draft(model: &mut Model, form: Form) {
    model.drafts.push(form);
    if model.drafts.len() > DRAFTS_MAX {
        model.drafts.remove(0);
    }
}
