//! What would happen if what is typed or chosen in the topmost room were saved: ends that move, and how a typed date stands to the work.
//! Kept with the plan, the day and the words it follows from, and made anew when one of them is another; so it is never out of date,
//! and a key that changes none of them costs nothing.

use super::{Form, Model, Room, Subject, form::MOVING, form_store, rooms};
use crate::{
    plan::{Outcome, Plan, Refusal, Task, Value},
    projection::{End, Moved, what_if},
};
use chrono::NaiveDate;
use std::sync::Arc;

#[derive(Debug, Clone)]
pub struct Would {
    plan: Arc<Plan>,
    today: NaiveDate,
    asked: String,
    pub lines: Vec<WouldLine>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WouldLine {
    /// An outcome by its title, and the working days its new end lies after the date the customer has.
    Ends { title: String, moved: Moved, date: Option<(NaiveDate, i64)> },
    /// No end moves.
    Still,
    /// A milestone's own date: its work ends then, so many working days after it.
    Dated { end: End, days: i64 },
}

/// A change that is not made yet.
struct Asked {
    /// Different for another change.
    key: String,
    /// The outcome that it is about first of all.
    of: Option<String>,
    edit: Edit,
}
type Edit = Box<dyn FnOnce(&mut Plan) -> Result<(), Refusal>>;

/// Changes a field of a card or an ask, `m7qa.estimate=10`, by the rules of its form.
///
/// # Errors
/// When it is not written like that, there is no such item or field, or the value cannot be understood.
pub fn edit_as_typed(plan: &mut Plan, typed: &str, today: NaiveDate) -> Result<(), Refusal> {
    let form = || Refusal::new(format!("`{typed}` changes nothing: write ITEM.FIELD=VALUE, like k3f9.estimate=5 or dataset.by=2027-02-10"));
    let (place, text) = typed.split_once('=').ok_or_else(form)?;
    let (id, name) = place.rsplit_once('.').ok_or_else(form)?;
    let subject = match (plan.task(id), plan.deliverable(id), plan.outcome(id)) {
        (Some(_), ..) => Subject::Task(id.into()),
        (None, Some(_), _) => Subject::Deliverable(id.into()),
        (None, None, Some(_)) => return Err(Refusal::new(format!("{id} is an outcome: its end follows from its tasks and deliverables"))),
        (None, None, None) => return Err(Refusal::new(format!("there is no task or deliverable {id}"))),
    };
    let value = Form::one_value(plan, subject.clone(), name, text, today).map_err(|why| Refusal::new(format!("{place}: {why}")))?;
    form_store::edit(plan, &subject, vec![value])
}

/// After each event.
pub(super) fn look(model: &mut Model, today: NaiveDate) {
    let Some(asked) = asked(model, today) else {
        model.would = None;
        return;
    };
    let is_known = |it: &Would| it.asked == asked.key && it.today == today && Arc::ptr_eq(&it.plan, &model.plan);
    if !model.would.as_ref().is_some_and(is_known) {
        let (plan, key) = (Arc::clone(&model.plan), asked.key.clone());
        model.would = Some(Would { plan, today, asked: key, lines: lines(model, asked, today) });
    }
}

fn asked(model: &Model, today: NaiveDate) -> Option<Asked> {
    match model.rooms.last()? {
        Room::Form(form) => typed(model, form, today),
        Room::Assign(assign) => {
            let edit = rooms::would_assign(model, assign)?;
            let of = model.lane().and_then(|lane| lane.key.outcome()).map(str::to_string);
            Some(Asked { key: format!("{:?} {:?}", assign.title, assign.here()), of, edit: Box::new(edit) })
        }
        Room::Tie(tying) => {
            let of = model.plan.deliverable(&tying.deliverable).map(|(outcome, _)| outcome.id.clone());
            if tying.is_so(&model.plan) {
                return None;
            }
            let (key, tying) = (format!("{} {:?}", tying.deliverable, tying.tasks.chosen()), tying.clone());
            Some(Asked { key, of, edit: Box::new(move |plan| tying.edit(plan)) })
        }
        Room::MoveTo(_) | Room::Search(_) | Room::Filter(_) | Room::SaveAs(_) | Room::Menu(_) | Room::Checklist(_) => None,
        Room::Share(_) | Room::Pivot(_) | Room::Drop(_) | Room::Meeting(_) | Room::Minutes(_) | Room::Notice(_) => None,
        Room::Curtain(_) | Room::Why { .. } => None,
    }
}

/// What a form would change of what ends follow from.
fn typed(model: &Model, form: &Form, today: NaiveDate) -> Option<Asked> {
    let all = form.so_far(&model.plan, today);
    let has_title = all.iter().any(|(name, value)| *name == "title" && *value != Value::Absent);
    let values: Vec<(&'static str, Value)> = all.into_iter().filter(|(name, _)| MOVING.contains(name)).collect();
    let key = format!("{:?} {values:?}", form.subject);
    let asked = |of: Option<String>, edit: Edit| Some(Asked { key: key.clone(), of, edit });
    match &form.subject {
        Subject::NewTask { outcome: Some(outcome), column } if has_title => {
            let (outcome, column) = (outcome.clone(), column.clone());
            asked(Some(outcome.clone()), Box::new(move |plan| add(plan, &outcome, &column, values, today)))
        }
        Subject::Task(_) | Subject::Tasks(_) | Subject::Deliverable(_) | Subject::Milestone(_) if !values.is_empty() => {
            let subject = form.subject.clone();
            let since = (!Arc::ptr_eq(&form.opened, &model.plan)).then(|| Arc::clone(&form.opened));
            let edit = move |plan: &mut Plan| form_store::edit_since(since.as_deref(), plan, &subject, values);
            asked(outcome_of(&model.plan, &form.subject), Box::new(edit))
        }
        Subject::NewTask { .. } | Subject::NewOutcome | Subject::NewAsk(_) | Subject::Outcome(_) => None,
        Subject::Task(_) | Subject::Tasks(_) | Subject::Deliverable(_) | Subject::Milestone(_) => None,
    }
}

fn outcome_of(plan: &Plan, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Task(id) => plan.outcome_of(id).map(|it| it.id.clone()),
        Subject::Tasks(ids) => plan.outcome_of(ids.first()?).map(|it| it.id.clone()),
        Subject::Deliverable(id) => plan.deliverable(id).map(|(outcome, _)| outcome.id.clone()),
        Subject::Outcome(id) | Subject::Milestone(id) | Subject::NewAsk(id) => Some(id.clone()),
        Subject::NewTask { outcome, .. } => outcome.clone(),
        Subject::NewOutcome => None,
    }
}

/// As `add_task` does, under an id that is not kept.
fn add(plan: &mut Plan, outcome: &str, column: &str, values: Vec<(&'static str, Value)>, today: NaiveDate) -> Result<(), Refusal> {
    let mut n = 0;
    let id = plan.fresh_id(|| {
        n += 1;
        n
    });
    let mut task = Task { id: id.clone(), ..Task::default() };
    form_store::set_all(&mut task, values);
    plan.add_task(Some(outcome), task, today)?;
    plan.move_to_column(&id, plan.column_named(column).unwrap_or(0), today)
}

/// The outcome it is about comes first; what cannot be done has no line.
fn lines(model: &Model, asked: Asked, today: NaiveDate) -> Vec<WouldLine> {
    let (plan, sight) = (&model.plan, &model.sight);
    let Ok(mut what_if) = what_if(plan, &sight.projection, today, asked.edit) else { return Vec::new() };
    what_if.moved.sort_by_key(|it| asked.of.as_ref() != Some(&it.outcome));
    let ends = |moved: Moved| {
        let date = sight.standing(&moved.outcome).and_then(crate::projection::Standing::date);
        let days = |date: NaiveDate| Some((date, sight.projection.calendar().working_days(date, moved.after?.on)));
        let title = what_if.plan.outcome(&moved.outcome).map_or_else(String::new, |it| it.title.clone());
        WouldLine::Ends { title, date: date.and_then(days), moved }
    };
    let lines: Vec<WouldLine> = what_if.moved.iter().cloned().map(ends).collect();
    let milestone = |outcome: &Arc<Outcome>| outcome.milestone().map(|it| it.by);
    let by = |plan: &Plan| asked.of.as_ref().and_then(|id| milestone(plan.outcome(id)?)).flatten();
    match (by(&what_if.plan), lines.is_empty()) {
        (_, false) => lines,
        (Some(date), true) if by(plan) != Some(date) => {
            let end = asked.of.as_ref().and_then(|id| sight.projection.end(id));
            let dated = |end: End| WouldLine::Dated { end, days: sight.projection.calendar().working_days(date, end.on) };
            end.map(dated).into_iter().collect()
        }
        (_, true) => vec![WouldLine::Still],
    }
}
