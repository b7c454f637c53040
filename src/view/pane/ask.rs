//! An ask in the pane: what, who and by when as the customer reads it, and how far that is from what the work needs.
//! Before the day nobody is blamed: it is amber, and only the date is said to be late.

use super::{Air, Rows};
use crate::{
    desk::Model,
    view::{
        ink::{dim, plain, strong, toned},
        screen::{Ink, Tone},
    },
    words::{day_and_month, width},
};
use chrono::NaiveDate;

pub(super) fn rows(rows: &mut Rows, model: &Model, at: usize, air: Air, today: NaiveDate) {
    let ask = &model.sight.customer.asks[at];
    let (sign, drift) = drift(model, at, today);
    rows.wrapped(sign, &ask.what, |what| plain(what));
    let by = ask.by.map_or_else(|| "no date yet".to_string(), |by| format!("by {}", day_and_month(by, today)));
    let who = if ask.who.is_empty() { "nobody named" } else { &ask.who };
    let both = format!("{who} · {by}");
    match width(&both) + 2 <= rows.width {
        true => rows.flow(vec![vec![dim(both)], drift]),
        false => {
            rows.dotted(&[who]);
            rows.flow(vec![vec![dim(by)], drift]);
        }
    }
    if air == Air::Loose {
        rows.wrapped(plain(" "), &format!("unlocks {}", ask.unlocks), |unlocks| dim(unlocks));
    }
}

/// `1d overdue`; of a date after the work needs it `2d too late`.
fn drift(model: &Model, at: usize, today: NaiveDate) -> (Ink, Vec<Ink>) {
    let ask = &model.sight.customer.asks[at];
    let calendar = model.sight.projection.calendar();
    let need_by = model.sight.sources.asks.get(at).and_then(|(_, id)| model.sight.projection.need_by(id));
    match (ask.by, need_by) {
        (Some(by), _) if ask.overdue => {
            let days = calendar.working_days(by, today);
            (strong("!", Tone::Alarm), vec![strong(format!("{days}d overdue"), Tone::Alarm)])
        }
        (Some(by), Some(need_by)) if need_by < by => {
            let days = calendar.working_days(need_by, by);
            (strong("◔", Tone::Warn), vec![strong(format!("{days}d too late"), Tone::Warn)])
        }
        (None, Some(need_by)) => (strong("?", Tone::Warn), vec![toned(format!("needed by {}", day_and_month(need_by, today)), Tone::Warn)]),
        (None, None) => (strong("?", Tone::Warn), Vec::new()),
        (Some(_), _) => (dim("·"), Vec::new()),
    }
}
