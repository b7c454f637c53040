//! What a form saves: the values that were changed, as one change, to the card, cards, outcome, milestone or ask it is about.

use super::{Effect, Form, Model, Subject, change, rooms, spelling};
use crate::{
    plan::{Deliverable, Milestone, Plan, Refusal, Value, merge, set_value},
    words::counted,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// Saves the values that were changed, as one change.
pub(super) fn store(model: &mut Model, form: &Form, values: Vec<(&'static str, Value)>, today: NaiveDate) -> Vec<Effect> {
    let title = |values: &[(&str, Value)]| {
        values.iter().find_map(|(name, value)| matches!(*name, "title" | "what").then(|| spelling::typed(value))).unwrap_or_default()
    };
    match &form.subject {
        Subject::NewTask { outcome, column } => rooms::add_task(model, outcome.as_deref(), column, values, today),
        Subject::NewOutcome => rooms::add_outcome(model, values, today),
        Subject::NewAsk(outcome) => {
            let (id, what) = (model.plan.fresh_id(|| model.random.u64(..)), title(&values));
            change::change(model, format!("asked the customer for {what}"), today, |plan| {
                let milestone = plan.milestone_mut(outcome)?;
                let mut ask = Deliverable { id, ..Deliverable::default() };
                set_all(&mut ask, values);
                milestone.deliverables.push(Arc::new(ask));
                Ok(())
            })
        }
        Subject::Tasks(ids) => store_all(model, ids, &values, today),
        Subject::Task(_) | Subject::Outcome(_) | Subject::Milestone(_) | Subject::Deliverable(_) => {
            let since = (!Arc::ptr_eq(&form.opened, &model.plan)).then(|| Arc::clone(&form.opened));
            change::change_told(model, today, |plan| edit_since(since.as_deref(), plan, &form.subject, values))
        }
    }
}

/// What saving does to a plan in which others may have changed something since the form was opened: both are joined.
pub(super) fn edit_since(
    opened: Option<&Plan>,
    plan: &mut Plan,
    subject: &Subject,
    values: Vec<(&'static str, Value)>,
) -> Result<(), Refusal> {
    let Some(opened) = opened else { return edit(plan, subject, values) };
    let mut ours = opened.clone();
    edit(&mut ours, subject, values)?;
    *plan = merge(opened, &ours, plan).0;
    Ok(())
}

/// What saving does to a subject that is there already; new ones are not.
pub(super) fn edit(plan: &mut Plan, subject: &Subject, values: Vec<(&'static str, Value)>) -> Result<(), Refusal> {
    match subject {
        Subject::Task(id) => set_all(plan.task_mut(id)?, values),
        Subject::Deliverable(id) => set_all(plan.deliverable_mut(id)?, values),
        Subject::Outcome(id) => set_outcome(plan, id, values)?,
        Subject::Milestone(id) => set_milestone(plan, id, values)?,
        Subject::Tasks(ids) => {
            // A card may be gone since the form was opened.
            for id in ids.iter().filter(|id| plan.task(id).is_some()).cloned().collect::<Vec<_>>() {
                set_all(plan.task_mut(&id)?, values.clone());
            }
        }
        Subject::NewTask { .. } | Subject::NewOutcome | Subject::NewAsk(_) => {}
    }
    Ok(())
}

/// The same values on several cards, as one step.
fn store_all(model: &mut Model, ids: &[String], values: &[(&'static str, Value)], today: NaiveDate) -> Vec<Effect> {
    let cards = counted(ids.len(), "card");
    let said: Vec<String> = values
        .iter()
        .map(|(name, value)| match (*name, value) {
            ("blocked", Value::Text(why)) => format!("blocked {cards}: {why}"),
            ("blocked", _) => format!("unblocked {cards}"),
            ("due", Value::Date(day)) => format!("{cards} due {}", crate::words::weekday_date(*day)),
            (name, _) => format!("{name} of {cards} is open now"),
        })
        .collect();
    change::change(model, said.join(", "), today, |plan| edit(plan, &Subject::Tasks(ids.to_vec()), values.to_vec()))
}

pub(super) fn set_all<R: crate::plan::Record>(record: &mut R, values: Vec<(&'static str, Value)>) {
    for (name, value) in values {
        set_value(record, name, value);
    }
}

fn set_outcome(plan: &mut Plan, id: &str, values: Vec<(&'static str, Value)>) -> Result<(), Refusal> {
    let outcome = plan.outcome_mut(id)?;
    let (money, own): (Vec<_>, Vec<_>) = values.into_iter().partition(|(name, _)| ["planned", "spent"].contains(name));
    set_all(outcome, own);
    if !money.is_empty() {
        let mut budget = outcome.budget.clone().unwrap_or_default();
        set_all(&mut budget, money);
        outcome.budget = (budget != crate::plan::Budget::default()).then_some(budget);
    }
    Ok(())
}

/// Another date without a new reason drops the reason of the last one (spec 2, Milestone).
fn set_milestone(plan: &mut Plan, id: &str, values: Vec<(&'static str, Value)>) -> Result<(), Refusal> {
    let outcome = plan.outcome_mut(id)?;
    let mut milestone = outcome.milestone.clone().unwrap_or_default();
    let has_reason = values.iter().any(|(name, _)| *name == "because");
    let before = milestone.by;
    set_all(&mut milestone, values);
    if milestone.by != before && !has_reason {
        milestone.because.clear();
    }
    if milestone.headline.trim().is_empty() {
        return Err(Refusal::or("a milestone needs a headline before it gets a date", "pane-edit"));
    }
    outcome.milestone = (milestone != Milestone::default()).then_some(milestone);
    Ok(())
}
