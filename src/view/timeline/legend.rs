//! What the signs of the timeline mean: of those that are in use, as many as have room, the most telling first.

use crate::{
    desk::{Chart, Model},
    view::{
        ink::{Area, dim, plain, spaced, spaced_width, strong},
        screen::{Ink, Line, Screen, Tone},
    },
};

pub fn show(screen: &mut Screen, model: &Model, chart: &Chart, area: Area) {
    let room = usize::from(area.width).saturating_sub(2);
    let mut signs = signs(model);
    while signs.len() > 1 && spaced_width(&signs, gap(chart)) > room {
        signs.pop();
    }
    screen.put(area.x + 1, area.y, area.width.saturating_sub(2), Line::of(spaced(signs, gap(chart))));
}

fn gap(chart: &Chart) -> &'static str {
    if chart.is_beside() { "  " } else { " " }
}

fn signs(model: &Model) -> Vec<Vec<Ink>> {
    let sign = |sign: &str, tone, words: &str| vec![strong(sign, tone), plain(" "), dim(words)];
    let asks = || model.plan.outcomes.iter().filter_map(|it| it.milestone()).flat_map(|it| &it.deliverables);
    let standings = || model.sight.standings.iter();
    let mut signs = vec![sign("◆", Tone::Plain, "told")];
    if standings().any(|it| it.meant.is_some() && it.meant != it.told) {
        signs.push(sign("◇", Tone::Plain, "meant"));
    }
    signs.push(sign("▶", Tone::Plain, "implied"));
    if standings().any(|it| it.days.is_some_and(|days| days > 0)) {
        signs.push(sign("━", Tone::Warn, "late"));
    }
    if model.sight.forecasts.as_ref().is_ok_and(|all| !all.is_empty()) {
        signs.push(sign("═", Tone::Info, "50–85 % sure"));
    }
    if asks().any(|it| it.received.is_none()) {
        signs.push(sign("▽", Tone::Info, "asked"));
    }
    if standings().any(|it| it.floor) {
        signs.push(sign("┄", Tone::Warn, "or later"));
    }
    if asks().any(|it| it.received.is_some()) {
        signs.push(sign("✔", Tone::Dim, "came in"));
    }
    signs.push(sign("│", Tone::Accent, "today"));
    signs.push(sign("∙", Tone::Rule, "day off"));
    signs
}
