//! A milestone in the pane: headline, date, sign-off and word as the customer reads them; beside them what is told, meant and implied where these differ.
//! After a key that moved it, the move stands first.

use super::{Air, Rows};
use crate::{
    desk::{Model, Shift, Shifted},
    findings,
    projection::{Standing, State},
    view::{
        ink::{bold, dim, plain, spaced, strong},
        lane::tone,
        screen::{Ink, Tone},
    },
    words::{day_and_month, short_date},
};
use chrono::NaiveDate;

pub(super) fn rows(rows: &mut Rows, model: &Model, at: usize, air: Air, today: NaiveDate) {
    let coming = &model.sight.customer.coming[at];
    let outcome = model.sight.sources.coming.get(at).map_or("", String::as_str);
    let standing = model.sight.standing(outcome);
    let shift = model.shifts.iter().find(|shift| shift.outcome == outcome);
    rows.wrapped(sign(standing), &coming.headline, |headline| bold(headline));
    let by = coming.by.map_or_else(|| "no date yet".to_string(), |by| format!("by {}", day_and_month(by, today)));
    let date = match shift {
        Some(shift) => moved(shift, today),
        None => vec![plain(by)],
    };
    let drift = standing.map_or_else(Vec::new, |standing| drift(standing, shift, today));
    let likely = likely(model, outcome, air, today);
    rows.flow([vec![date], drift, likely].concat());
    let sign_off = if coming.sign_off.is_empty() { String::new() } else { format!("sign-off {}", coming.sign_off) };
    rows.dotted(&[coming.word.words(), &sign_off]);
    held(rows, model, outcome);
}

/// By when it is likely reached, judged by how fast work was finished so far: half sure, 85 % sure; and how likely its date is met.
fn likely(model: &Model, outcome: &str, air: Air, today: NaiveDate) -> Vec<Vec<Ink>> {
    let Some(forecast) = model.sight.forecast(outcome) else { return Vec::new() };
    let standing = model.sight.standing(outcome);
    let band = vec![dim(format!("likely {}", forecast.band(today)))];
    // The mark of what is at risk says how likely it is.
    let chance = forecast.chance.filter(|_| air == Air::Loose && standing.is_some_and(|it| it.state != State::AtRisk));
    let date = standing.and_then(Standing::date);
    let sure = chance.zip(date).map(|(chance, date)| vec![dim(format!("{chance} by {}", short_date(date, today)))]);
    [Some(band), sure].into_iter().flatten().collect()
}

/// Why it stands still while an undocumented change runs, and when that must not stay so.
fn held(rows: &mut Rows, model: &Model, outcome: &str) {
    let Some(change) = model.plan.held_by(outcome) else { return };
    rows.wrapped(
        dim("║"),
        &format!("held by “{}” until documented", if change.what.is_empty() { &change.id } else { &change.what }),
        |words| strong(words, Tone::Warn),
    );
    let broken = findings::breaks(&model.plan, &model.sight.standings, change);
    if let Some(broken) = broken.iter().find(|it| it.outcome == outcome) {
        let key = model.keymap.key_of("pivot");
        rows.flow(vec![vec![
            strong(format!("it breaks the {}:", broken.what.words()), Tone::Warn),
            strong(format!(" {key}"), Tone::Accent),
            plain(" reclassifies"),
        ]]);
    }
}

/// The sign of its state; of a quiet one that the customer was not told of, that.
fn sign(standing: Option<&Standing>) -> Ink {
    let Some(standing) = standing else { return dim("·") };
    match (standing.state, standing.told, standing.meant) {
        (State::Floor | State::Aligned | State::Early, None, Some(_)) => strong("+", Tone::Info),
        (State::Floor | State::Aligned | State::Early, Some(told), Some(meant)) if told != meant => strong("▲", Tone::Warn),
        _ => strong(standing.mark.sign, tone(standing.severity)),
    }
}

/// `31 March → 9 April`, of a projection `implied 2 April → 9 April`.
pub fn moved(shift: &Shift, today: NaiveDate) -> Vec<Ink> {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "no date".to_string(), |day| day_and_month(day, today));
    let (what, tone) = match (shift.what, shift.before < shift.after) {
        (Shifted::Meant, true) => ("", Tone::Warn),
        (Shifted::Meant, false) => ("", Tone::Good),
        (Shifted::Projected, true) => ("implied ", Tone::Warn),
        (Shifted::Projected, false) => ("implied ", Tone::Good),
    };
    vec![dim(what), plain(day(shift.before)), strong(" → ", tone), strong(day(shift.after), tone)]
}

/// What is told and what is implied, where they are not what is meant.
fn drift(standing: &Standing, shift: Option<&Shift>, today: NaiveDate) -> Vec<Vec<Ink>> {
    let told = match (standing.told, standing.meant) {
        (None, Some(_)) => vec![strong("not told yet", Tone::Info)],
        (Some(told), meant) if meant != Some(told) => vec![strong(format!("told {}", day_and_month(told, today)), Tone::Warn)],
        (Some(_) | None, _) => Vec::new(),
    };
    match shift.map(|shift| shift.what) {
        Some(Shifted::Projected) => vec![told, late(standing)],
        Some(Shifted::Meant) | None => vec![told, spaced(vec![implied(standing, today), late(standing)], "  ")],
    }
}

fn implied(standing: &Standing, today: NaiveDate) -> Vec<Ink> {
    let Some(projected) = standing.projected else { return Vec::new() };
    let day = day_and_month(projected, today);
    let tone = tone(standing.severity);
    match standing.state {
        State::Late | State::WaitingOnCustomer | State::Overdue => vec![strong(format!("→ {day} implied"), tone)],
        State::Floor => vec![dim(format!("≥ {}", short_date(projected, today)))],
        State::Early => vec![dim(format!("→ {day} implied"))],
        State::Dropped | State::SignedOff | State::DoneUnsigned | State::NoDate | State::NoProjection | State::AtRisk | State::Aligned => {
            Vec::new()
        }
    }
}

/// `+2d`, or the words of its mark where no date says it.
fn late(standing: &Standing) -> Vec<Ink> {
    let tone = tone(standing.severity);
    match (standing.state, standing.days) {
        (State::Late | State::WaitingOnCustomer, Some(days)) if days > 0 => vec![strong(format!("+{days}d"), tone)],
        // The line says so itself.
        (State::Floor | State::Aligned | State::NoDate, _) => Vec::new(),
        _ => vec![strong(standing.mark.words.clone(), tone)],
    }
}
