//! What is asked in the share room: what becomes of a milestone's date, and the words, days and names that are typed for it.
//! A decision is tried before anything is typed, so that what cannot be is said at once.
//! A new question is a row of `ShareAbout` and its answer here.

use super::share::{ShareAbout, ShareAsked, drifted};
use crate::{
    desk::{Chord, Effect, Field, Key, Lines, Model, Room, change::refuse},
    plan::Refusal,
    sharing::{self, Decision, Drifted},
    words,
};
use chrono::NaiveDate;

pub(super) fn on_milestone(model: &mut Model, letter: char, here: &Drifted, today: NaiveDate) -> Vec<Effect> {
    let outcome = here.outcome.clone();
    let reason = || reason(model, &here.outcome);
    let (decision, about, was) = match letter {
        'k' => (Decision::Keep { why: String::new() }, Some(ShareAbout::Keep(outcome)), reason()),
        't' => (Decision::Take { because: String::new() }, None, String::new()),
        'd' => {
            let by = here.sent.or(here.projected).unwrap_or(today);
            (Decision::Date { by, because: String::new() }, Some(ShareAbout::Date(outcome)), String::new())
        }
        _ => (Decision::AsMeant { because: String::new() }, Some(ShareAbout::Reason(outcome)), reason()),
    };
    // Whether it can be decided so is asked before anything is typed.
    let is_reason_of_a_kept_date = letter == 'w' && matches!(model.telling.decisions.get(&here.outcome), Some(Decision::Keep { .. }));
    if !is_reason_of_a_kept_date && let Err(refusal) = tried(model, &here.outcome, decision.clone(), today) {
        let helps = here.held_by.is_some().then_some("pivot");
        return refuse(model, Refusal { try_instead: helps, ..refusal });
    }
    match about {
        Some(about) => {
            ask(model, about, &was);
            Vec::new()
        }
        None => decide(model, &here.outcome, decision, today),
    }
}

/// The reason that stands beside a date now.
fn reason(model: &Model, outcome: &str) -> String {
    match model.telling.decisions.get(outcome) {
        Some(Decision::Keep { why }) => why.clone(),
        Some(Decision::Take { because } | Decision::Date { because, .. } | Decision::AsMeant { because }) => because.clone(),
        None => String::new(),
    }
}

fn tried(model: &Model, outcome: &str, decision: Decision, today: NaiveDate) -> Result<(), Refusal> {
    sharing::decided(&model.plan, &sharing::Decisions::from([(outcome.to_string(), decision)]), today).map(drop)
}

/// Takes a decision; the cursor goes on to the next milestone without one.
fn decide(model: &mut Model, outcome: &str, decision: Decision, today: NaiveDate) -> Vec<Effect> {
    if let Err(refusal) = tried(model, outcome, decision.clone(), today) {
        return refuse(model, refusal);
    }
    model.telling.decisions.insert(outcome.into(), decision);
    let open = drifted(model, today);
    let at = open.iter().position(|it| it.outcome == outcome).unwrap_or(0);
    let next = open.iter().skip(at + 1).position(|it| !model.telling.decisions.contains_key(&it.outcome) && it.held_by.is_none());
    if let (Some(Room::Share(room)), Some(step)) = (model.rooms.last_mut(), next) {
        room.at = at + 1 + step;
    }
    Vec::new()
}

pub(super) fn ask(model: &mut Model, about: ShareAbout, was: &str) {
    if let Some(Room::Share(room)) = model.rooms.last_mut() {
        room.asked = Some(ShareAsked { about, field: Field::new(was, Lines::One), problem: None });
    }
}

/// Whoever sent the last one is offered.
pub(super) fn ask_sender(model: &mut Model) {
    let last = model.plan.shares.last().map(|share| share.by.clone());
    let was = Some(model.telling.by.clone()).filter(|by| !by.is_empty()).or(last).unwrap_or_default();
    ask(model, ShareAbout::Sender, &was);
}

pub(super) fn typing(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Share(room)) = model.rooms.last_mut() else { return Vec::new() };
    let Some(asked) = &mut room.asked else { return Vec::new() };
    asked.problem = None;
    match chord.key {
        Key::Esc => room.asked = None,
        Key::Enter => return answer(model, today),
        _ => drop(asked.field.press(chord)),
    }
    Vec::new()
}

fn answer(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Share(room)) = model.rooms.last_mut() else { return Vec::new() };
    let Some(mut asked) = room.asked.take() else { return Vec::new() };
    let text = asked.field.text().trim().to_string();
    match answered(&asked.about, &text, today) {
        Err(problem) => {
            asked.problem = Some(problem);
            room.asked = Some(asked);
            Vec::new()
        }
        Ok(Answer::Sender) => {
            model.telling.by = text;
            Vec::new()
        }
        Ok(Answer::Next(day)) => {
            model.telling.next = day;
            Vec::new()
        }
        Ok(Answer::AskWhy(outcome, by)) => {
            ask(model, ShareAbout::Because(outcome, by), "");
            Vec::new()
        }
        Ok(Answer::Decision(outcome, decision)) => decide(model, &outcome, decision, today),
        Ok(Answer::Reason(outcome)) => {
            let decision = match model.telling.decisions.get(&outcome) {
                Some(Decision::Keep { .. }) => Decision::Keep { why: text },
                Some(Decision::Take { .. }) => Decision::Take { because: text },
                Some(Decision::Date { by, .. }) => Decision::Date { by: *by, because: text },
                Some(Decision::AsMeant { .. }) | None => Decision::AsMeant { because: text },
            };
            decide(model, &outcome, decision, today)
        }
    }
}

enum Answer {
    Sender,
    Next(Option<NaiveDate>),
    AskWhy(String, NaiveDate),
    Decision(String, Decision),
    Reason(String),
}

fn answered(about: &ShareAbout, text: &str, today: NaiveDate) -> Result<Answer, String> {
    Ok(match about {
        ShareAbout::Sender if text.is_empty() => return Err("it needs a name".into()),
        ShareAbout::Sender => Answer::Sender,
        ShareAbout::NextUpdate if text.is_empty() => Answer::Next(None),
        ShareAbout::NextUpdate => match words::parse_day(text, today)? {
            day if day < today => return Err("that day is past".into()),
            day => Answer::Next(Some(day)),
        },
        ShareAbout::Keep(outcome) => Answer::Decision(outcome.clone(), Decision::Keep { why: text.into() }),
        ShareAbout::Date(outcome) => Answer::AskWhy(outcome.clone(), words::parse_day(text, today)?),
        ShareAbout::Because(outcome, by) => Answer::Decision(outcome.clone(), Decision::Date { by: *by, because: text.into() }),
        ShareAbout::Reason(outcome) => Answer::Reason(outcome.clone()),
    })
}
