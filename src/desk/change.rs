//! The one door for changes of the plan: edits, undo, redo and what came from the disk.
//! Every change is one step with words; undo and redo are merges, so that somebody else's edits survive them.

use super::{Author, Cursor, Effect, Message, MessageKind, Model, Saving, Shift, Shifted};
use crate::{
    plan::{self, Plan, Refusal},
    projection::Standing,
    sharing,
};
use chrono::NaiveDate;
use std::{cell::OnceCell, collections::HashMap, sync::Arc};

/// What was done and can be taken back.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Step {
    words: String,
    before: Arc<Plan>,
    after: Arc<Plan>,
    cursor_before: Cursor,
    cursor_after: Cursor,
}

/// Changes the plan by `edit`, as one step that `words` name ("assigned Transform to Dev Lead").
/// An edit that is refused, or changes nothing, leaves everything as it was.
pub fn change(
    model: &mut Model,
    words: impl Into<String>,
    today: NaiveDate,
    edit: impl FnOnce(&mut Plan) -> Result<(), Refusal>,
) -> Vec<Effect> {
    step(model, today, edit, |_, _| words.into())
}

/// The same, named by what it did: what two plans differ in says it best ("estimate of Load: 2 → 3 days").
pub fn change_told(model: &mut Model, today: NaiveDate, edit: impl FnOnce(&mut Plan) -> Result<(), Refusal>) -> Vec<Effect> {
    step(model, today, edit, |before, after| told(&plan::diff(before, after, today)))
}

/// The first of several events, and how many more there are.
fn told(events: &[plan::Event]) -> String {
    match events {
        [] => "changed the plan".into(),
        [one] => one.words.clone(),
        [first, more @ ..] => format!("{}, and {} more", first.words, more.len()),
    }
}

fn step(
    model: &mut Model,
    today: NaiveDate,
    edit: impl FnOnce(&mut Plan) -> Result<(), Refusal>,
    words: impl FnOnce(&Plan, &Plan) -> String,
) -> Vec<Effect> {
    if let Err(refusal) = writable(model) {
        return refuse(model, refusal);
    }
    let mut plan = Plan::clone(&model.plan);
    if let Err(refusal) = edit(&mut plan) {
        return refuse(model, refusal);
    }
    if plan == *model.plan {
        return Vec::new();
    }
    let words = words(&model.plan, &plan);
    let (before, cursor_before) = (Arc::clone(&model.plan), model.cursor.clone());
    set_plan(model, Arc::new(plan), today);
    let step = Step { words, before, after: Arc::clone(&model.plan), cursor_before, cursor_after: model.cursor.clone() };
    model.message = Some(Message { words: step.words.clone(), kind: MessageKind::Did });
    model.history.done.push(step);
    model.history.undone.clear();
    write(model)
}

/// Whether the last step may be taken back: a telling is not, nor anything before it.
pub fn can_undo(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    let Some(step) = model.history.done.last() else { return Err(Refusal::new("nothing to undo")) };
    sharing::told_between(&step.before, &step.after).map_or(Ok(()), |told| Err(Refusal::new(told)))
}

pub fn can_redo(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    if model.history.undone.is_empty() { Err(Refusal::new("nothing to redo")) } else { Ok(()) }
}

/// Takes the last step back; a telling is not taken back, nor anything before it (spec 3.7).
pub fn undo(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    if let Err(refusal) = can_undo(model) {
        return refuse(model, refusal);
    }
    let Some(step) = model.history.done.pop() else { return Vec::new() };
    let plan = back_to(&step.before, &model.plan, &step.after);
    set_plan(model, plan, today);
    model.cursor = step.cursor_before.follow(&model.sight.grid);
    model.message = Some(Message { words: format!("undone: {}", step.words), kind: MessageKind::Undid });
    model.history.undone.push(step);
    write(model)
}

/// Does the last undone step again.
pub fn redo(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    if let Err(refusal) = can_redo(model) {
        return refuse(model, refusal);
    }
    let Some(step) = model.history.undone.pop() else { return Vec::new() };
    let plan = back_to(&step.after, &model.plan, &step.before);
    set_plan(model, plan, today);
    model.cursor = step.cursor_after.follow(&model.sight.grid);
    model.message = Some(Message { words: step.words.clone(), kind: MessageKind::Did });
    model.history.done.push(step);
    write(model)
}

/// The plan as it is now, with what happened between `from` and `to` turned round: `merge(from, now, to)`.
fn back_to(to: &Arc<Plan>, now: &Arc<Plan>, from: &Arc<Plan>) -> Arc<Plan> {
    match Arc::ptr_eq(now, from) {
        true => Arc::clone(to),
        false => Arc::new(plan::merge(from, now, to).0),
    }
}

/// The file as somebody else wrote it: joined with what is on the desk, and said in one line.
pub fn from_disk(model: &mut Model, theirs: Arc<Plan>, author: Author, today: NaiveDate) -> Vec<Effect> {
    let (joined, clashes) = plan::merge(&model.on_disk, &model.plan, &theirs);
    let news = plan::diff(&model.on_disk, &theirs, today);
    let was_broken = !model.problems.is_empty() || matches!(model.saving, Saving::Failed { .. } | Saving::ChangedOnDisk);
    model.problems.clear();
    model.on_disk = Arc::clone(&theirs);
    model.saving = Saving::Saved;
    let joined = if joined == *theirs { Arc::clone(&theirs) } else { Arc::new(joined) };
    let keeps_moves = std::mem::take(&mut model.shifts);
    match joined == model.plan {
        true => model.shifts = keeps_moves,
        false => set_plan(model, joined, today),
    }
    let words = news_told(&news, author, clashes.len(), was_broken);
    model.message = Some(Message { words, kind: MessageKind::Info });
    match Arc::ptr_eq(&model.plan, &theirs) || *model.plan == *theirs {
        true => Vec::new(),
        false => write(model),
    }
}

/// `another program: moved Load to Review, and 2 more`.
fn news_told(news: &[plan::Event], author: Author, clashes: usize, was_broken: bool) -> String {
    let changed = match news {
        [] if was_broken => "the file can be read again; it says the same".to_string(),
        [] => "read the file again; it says the same".to_string(),
        news => format!("{}: {}", author.words(), told(news)),
    };
    match clashes {
        0 => changed,
        1 => format!("one clash to decide, both values are kept; {changed}"),
        n => format!("{n} clashes to decide, all values are kept; {changed}"),
    }
}

/// Puts another plan on the desk: everything that follows from it is made anew, the cursor stays with what it stood on.
fn set_plan(model: &mut Model, plan: Arc<Plan>, today: NaiveDate) {
    let before = std::mem::replace(&mut model.plan, plan);
    if before.settings.columns != model.plan.settings.columns {
        // What the pointer has hold of would go by a number that means another column now.
        model.held = None;
    }
    let standings = std::mem::take(&mut model.sight.standings);
    model.look(today);
    model.shifts = shifts(&standings, &model.sight.standings, &before, &model.plan);
}

/// The milestones that a change moved.
fn shifts(before: &[Standing], after: &[Standing], was: &Plan, is: &Plan) -> Vec<Shift> {
    if std::ptr::eq(was, is) {
        return Vec::new();
    }
    let all = OnceCell::new();
    let all = || all.get_or_init(|| before.iter().rev().map(|it| (it.outcome.as_str(), it)).collect::<HashMap<_, _>>());
    let shift = |(at, now): (usize, &Standing)| {
        let beside = before.get(at).filter(|it| it.outcome == now.outcome);
        let then = beside.or_else(|| all().get(now.outcome.as_str()).copied())?;
        let (what, before, after) = match then.meant == now.meant {
            false => (Shifted::Meant, then.meant, now.meant),
            true => (Shifted::Projected, then.projected, now.projected),
        };
        (before != after).then(|| Shift { outcome: now.outcome.clone(), headline: now.headline.clone(), before, after, what })
    };
    after.iter().enumerate().filter_map(shift).collect()
}

fn write(model: &mut Model) -> Vec<Effect> {
    // Somebody else's version on the disk is joined first; a write would be refused.
    if model.saving == Saving::ChangedOnDisk {
        return Vec::new();
    }
    model.saving = Saving::Saving;
    vec![Effect::Write(Arc::clone(&model.plan))]
}

/// Whether the plan may be changed now.
pub fn writable(model: &Model) -> Result<(), Refusal> {
    match model.problems.first() {
        None => Ok(()),
        Some(problem) => Err(Refusal::or(
            format!("{} cannot be read (line {}): nothing is changed until it is mended", model.file, problem.at.line),
            "reload",
        )),
    }
}

/// Says why not.
pub fn refuse(model: &mut Model, refusal: Refusal) -> Vec<Effect> {
    model.message = Some(Message { words: refusal.why, kind: MessageKind::Refused(refusal.try_instead) });
    Vec::new()
}

/// Says something that is no change.
pub fn tell(model: &mut Model, words: impl Into<String>) -> Vec<Effect> {
    model.message = Some(Message { words: words.into(), kind: MessageKind::Info });
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        desk::{Event, update},
        file,
        sharing::Telling,
    };

    #[test]
    fn undo_stops_at_what_was_told() {
        let today = "2027-02-08".parse().unwrap();
        let plan = file::read(include_bytes!("../../tests/data/finance.ron")).plan.unwrap();
        let mut model = Model::open(Arc::new(plan), "plan.ron", 7, today);
        let telling = Telling { to: vec!["CFO".into()], by: "Dana".into(), ..Telling::default() };
        let rename = |model: &mut Model, title: &str| {
            change(model, "renamed", today, |plan| {
                plan.title = title.into();
                Ok(())
            })
        };
        rename(&mut model, "Before");
        change(&mut model, "told rev 2 to CFO", today, |plan| {
            *plan = sharing::share(plan, &telling, today)?;
            Ok(())
        });
        rename(&mut model, "After");
        let press = |model: &mut Model, key: &str| update(model, Event::Key(key.parse().unwrap()), today);
        press(&mut model, "u");
        assert_eq!(model.plan.title, "Before", "what came after the telling is taken back");
        for _ in 0..2 {
            model.saving = Saving::Saved;
            assert_eq!(press(&mut model, "u").len(), 0);
            assert_eq!(model.message.as_ref().unwrap().words, "rev 2 was told to CFO; it stays told");
            assert_eq!((model.plan.title.as_str(), model.plan.shares.len()), ("Before", 2));
        }
        press(&mut model, "U");
        assert_eq!((model.plan.title.as_str(), model.plan.shares.len()), ("After", 2), "redo goes on from there");
    }
}
