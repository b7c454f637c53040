//! Clashes of a merge: both values are kept until one key takes a side of the clash where the cursor stands.
//! On a card its own clashes; on a lane those of its outcome and asks, then those of the plan as a whole.

use crate::{
    desk::{
        Effect, Model,
        action::{Action, Place},
        change::{change, writable},
    },
    plan::{self, Clash, ClashSide, Plan, Refusal},
    words::{clean_line, cut},
};
use chrono::NaiveDate;
use std::sync::Arc;

pub(in crate::desk) const CLASHES: &[Action] = &[
    Action {
        name: "take-first",
        label: "take the first side of the clash here",
        place: Place::Board,
        can,
        run: |model, _, today| take(model, 0, today),
    },
    Action {
        name: "take-second",
        label: "take the second side of the clash here",
        place: Place::Board,
        can,
        run: |model, _, today| take(model, 1, today),
    },
];

/// A value in a message is cut to so many cells.
const VALUE_CELLS: usize = 30;

impl Model {
    /// The clash that the keys would decide where the cursor stands.
    fn clash_here(&self) -> Option<&Arc<Clash>> {
        let plan = &self.plan;
        if plan.clashes.is_empty() || self.pane.focused {
            return None;
        }
        let about = |id: &str| plan.clashes.iter().find(|it| it.item == id);
        if let Some(card) = self.card() {
            return about(&card.id);
        }
        let of_lane = self.lane().and_then(|lane| lane.outcome.as_ref()).and_then(|outcome| {
            let asks = outcome.milestone.iter().flat_map(|it| &it.deliverables);
            about(&outcome.id).or_else(|| asks.filter_map(|it| about(&it.id)).next())
        });
        of_lane.or_else(|| plan.clashes.iter().find(|it| !has_a_place(plan, &it.item)))
    }

    /// Both sides of it in words: `title: ( "Load" by ours · ) "Fill" by theirs`.
    pub fn clash_words(&self) -> Option<String> {
        let clash = self.clash_here()?;
        let key = |at: usize| self.keymap.key_of(CLASHES[at].name);
        let side = |(at, side): (usize, &Arc<ClashSide>)| format!("{} {}", key(at), said(clash, side));
        let sides: Vec<String> = clash.sides.iter().take(CLASHES.len()).enumerate().map(side).collect();
        Some(format!("clash about {}: {}", field(clash), sides.join(" · ")))
    }
}

/// Whether an item is a card, a lane or an ask of one; all others are decided on any lane.
fn has_a_place(plan: &Plan, item: &str) -> bool {
    plan.task(item).is_some() || plan.outcome(item).is_some() || plan.deliverable(item).is_some()
}

fn can(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    let all = model.plan.clashes.len();
    match model.clash_here() {
        Some(_) => Ok(()),
        None if all == 0 => Err(Refusal::new("nothing clashes in this plan")),
        None => Err(Refusal::or(
            format!(
                "nothing clashes here; {} elsewhere",
                if all == 1 { "one clash stands".into() } else { format!("{all} clashes stand") }
            ),
            "next-finding",
        )),
    }
}

fn take(model: &mut Model, at: usize, today: NaiveDate) -> Vec<Effect> {
    let Some(clash) = model.clash_here().cloned() else { return Vec::new() };
    let Some(side) = clash.sides.get(at).cloned() else { return Vec::new() };
    let words = format!("took {} for {} of {}", said(&clash, &side), field(&clash), name(&model.plan, &clash.item));
    change(model, words, today, |plan| plan::resolve(plan, &clash.id, &side.label))
}

fn field(clash: &Clash) -> &str {
    if clash.field == "*" { "all" } else { clash.field.as_str() }
}

/// `"Load" by ours`, `nothing by theirs`; of a whole item, whether it stays.
fn said(clash: &Clash, side: &ClashSide) -> String {
    let value = match (&side.value, clash.field.as_str()) {
        (None, "*") => "binned".into(),
        (None, _) => "nothing".into(),
        (Some(value), _) => cut(&clean_line(value), VALUE_CELLS).into_owned(),
    };
    format!("{value} by {}", clean_line(&side.label))
}

fn name(plan: &Plan, item: &str) -> String {
    let task = plan.task(item).map(|it| it.task.title.as_str());
    let outcome = || plan.outcome(item).map(|it| it.title.as_str());
    let ask = || plan.deliverable(item).map(|(_, it)| it.what.as_str());
    task.or_else(outcome).or_else(ask).unwrap_or(if item == "plan" { "the plan" } else { item }).to_string()
}
