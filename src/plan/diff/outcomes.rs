//! What happened to outcomes, their milestones and what is asked of the customer.
//! A milestone is named by its headline: that is how the customer knows it.

use super::{
    EventKind,
    field::{Field, fields},
    tasks::assigned,
    told::{Pair, Telling, pairs},
};
use crate::plan::{Deliverable, Milestone, Outcome};
use std::sync::Arc;

pub(super) fn outcomes(telling: &mut Telling) {
    let (before, after) = (&telling.before.outcomes, &telling.after.outcomes);
    for pair in pairs(before, after) {
        match pair {
            Pair::Added(outcome) => {
                telling.tell(&outcome.id, EventKind::Added, format!("added outcome {}", outcome.title));
            }
            Pair::Removed(outcome) => telling.tell(&outcome.id, EventKind::Removed, format!("removed outcome {}", outcome.title)),
            Pair::Both(was, outcome) => changed(telling, was, outcome),
        }
    }
    let [was, is] = [before, after].map(|outcomes| outcomes.iter().map(|it| it.id.as_str()).collect::<Vec<_>>());
    telling.reordered(&was, &is, "outcome ", ("plan", "the outcomes"));
}

fn changed(telling: &mut Telling, was: &Outcome, outcome: &Outcome) {
    let fields = fields(was, outcome);
    let redated = fields.iter().any(|field| field.name == "by");
    // The reason is told with the date.
    let is_told = |field: &&Field| redated && field.name == "because";
    fields.iter().filter(|field| !is_told(field)).for_each(|field| one(telling, was, outcome, field));
    deliverables(telling, asks(was), asks(outcome), &outcome.title);
}

fn asks(outcome: &Outcome) -> &[Arc<Deliverable>] {
    outcome.milestone.as_ref().map_or(&[], |it| &it.deliverables)
}

fn one(telling: &mut Telling, was: &Outcome, outcome: &Outcome, field: &Field) {
    let (id, title) = (&outcome.id, &outcome.title);
    match field.name {
        "title" => telling.tell(id, EventKind::Renamed, format!("renamed outcome {} to {title}", was.title)),
        "owners" => telling.tell(id, EventKind::Assigned, assigned(title, &was.owners, &outcome.owners)),
        "dropped" => dropped(telling, outcome),
        "milestone" => has_milestone(telling, outcome),
        "headline" | "by" | "because" | "sign_off" | "signed" | "hard" => {
            if let (Some(was), Some(milestone)) = (&was.milestone, &outcome.milestone) {
                of_milestone(telling, id, (was, milestone), field);
            }
        }
        _ => telling.field(id, title, field),
    }
}

fn dropped(telling: &mut Telling, outcome: &Outcome) {
    let title = &outcome.title;
    let words = match &outcome.dropped {
        None => format!("took {title} up again"),
        Some(dropped) => {
            let why = if dropped.why.is_empty() { String::new() } else { format!(": {}", dropped.why) };
            match dropped.replaced_by.as_str() {
                "" => format!("dropped {title}{why}"),
                other => format!("replaced {title} by {}{why}", telling.title(other)),
            }
        }
    };
    telling.tell(&outcome.id, EventKind::Dropped, words);
}

fn has_milestone(telling: &mut Telling, outcome: &Outcome) {
    let title = &outcome.title;
    let (kind, words) = match &outcome.milestone {
        None => (EventKind::Removed, format!("removed the milestone of {title}")),
        Some(it) if it.by.is_none() => (EventKind::Added, format!("gave {title} the milestone {}", it.headline)),
        Some(it) => (EventKind::Added, format!("gave {title} the milestone {} by {}", it.headline, telling.date(it.by))),
    };
    telling.tell(&outcome.id, kind, words);
}

fn of_milestone(telling: &mut Telling, id: &str, (was, is): (&Milestone, &Milestone), field: &Field) {
    let headline = &is.headline;
    let (kind, words) = match field.name {
        "headline" => (EventKind::Renamed, format!("reworded {} to {headline}", was.headline)),
        "by" => {
            let because = if is.because.is_empty() { String::new() } else { format!(" (because {})", is.because) };
            (EventKind::Redated, format!("{headline}: {} → {}{because}", telling.date(was.by), telling.date(is.by)))
        }
        "because" if is.because.is_empty() => (EventKind::Changed, format!("removed the reason for the date of {headline}")),
        "because" => (EventKind::Changed, format!("reason for the date of {headline}: {}", is.because)),
        "signed" => signed(telling, is),
        "hard" if is.hard => (EventKind::Changed, format!("the date of {headline} is now hard")),
        "hard" => (EventKind::Changed, format!("the date of {headline} is no longer hard")),
        _ => return telling.field(id, headline, field),
    };
    telling.tell(id, kind, words);
}

fn signed(telling: &Telling, milestone: &Milestone) -> (EventKind, String) {
    let who = if milestone.sign_off.is_empty() { "the customer" } else { &milestone.sign_off };
    let words = match milestone.signed {
        None => format!("took back the sign-off of {}", milestone.headline),
        Some(day) => format!("{who} signed off {} on {}", milestone.headline, telling.date(Some(day))),
    };
    (EventKind::Signed, words)
}

fn deliverables(telling: &mut Telling, was: &[Arc<Deliverable>], is: &[Arc<Deliverable>], outcome: &str) {
    for pair in pairs(was, is) {
        match pair {
            Pair::Added(it) => {
                let words = asked(telling, it);
                telling.tell(&it.id, EventKind::Added, words);
            }
            Pair::Removed(it) => telling.tell(&it.id, EventKind::Removed, format!("no longer asks for {}", it.what)),
            Pair::Both(was, it) => fields(&**was, &**it).iter().for_each(|field| of_deliverable(telling, was, it, field)),
        }
    }
    let [was, is] = [was, is].map(|asks| asks.iter().map(|it| it.id.as_str()).collect::<Vec<_>>());
    telling.reordered(&was, &is, "", ("plan", &format!("the asks of {outcome}")));
}

/// `asks Acme Data Office for Provide dataset by 15 February`.
fn asked(telling: &Telling, it: &Deliverable) -> String {
    let by = it.by.map_or_else(String::new, |by| format!(" by {}", telling.date(Some(by))));
    match it.from.as_str() {
        "" => format!("asks for {}{by}", it.what),
        from => format!("asks {from} for {}{by}", it.what),
    }
}

fn of_deliverable(telling: &mut Telling, was: &Deliverable, it: &Deliverable, field: &Field) {
    let what = &it.what;
    let (kind, words) = match field.name {
        "what" => (EventKind::Renamed, format!("reworded {} to {what}", was.what)),
        "by" => (EventKind::Redated, format!("{what}: {} → {}", telling.date(was.by), telling.date(it.by))),
        "received" if field.is_now_absent() => (EventKind::Received, format!("{what} is not received after all")),
        "received" if it.from.is_empty() => (EventKind::Received, format!("received {what}")),
        "received" => (EventKind::Received, format!("received {what} from {}", it.from)),
        "from" if it.from.is_empty() => (EventKind::Assigned, format!("asks nobody for {what} (was {})", was.from)),
        "from" if was.from.is_empty() => (EventKind::Assigned, format!("asks {} for {what}", it.from)),
        "from" => (EventKind::Assigned, format!("asks {} for {what} (was {})", it.from, was.from)),
        _ => return telling.field(&it.id, what, field),
    };
    telling.tell(&it.id, kind, words);
}
