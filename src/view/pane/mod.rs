//! The customer plan beside the board, as it would be sent, plus what only the delivery side sees: its drift marks.
//! Rows are made first and then scrolled, so that the place with the focus is always seen.

mod ask;
mod coming;
mod kept;

pub use coming::moved;
pub use kept::Kept;

use super::ink::{Area, bold, dim, plain, strong, toned};
use super::screen::{Ground, Ink, Line, Screen, Tone};
use crate::{
    customer::Revision,
    desk::{Layout, Model, Spot},
    words::{day_and_month, listed, wrap},
};
use chrono::NaiveDate;
use std::ops::Range;

/// Rows that an ask or a milestone takes at least, and with air between them.
const ROWS_MIN: usize = 2;
const LOOSE_ROWS_MIN: usize = 3;

/// A row of the pane; those of one place share its number.
pub struct Row {
    line: Line,
    place: Option<usize>,
}

/// How much air stands between the rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Air {
    Loose,
    Tight,
}

/// Makes rows for one width.
pub struct Rows {
    rows: Vec<Row>,
    width: usize,
    place: Option<usize>,
}

impl Rows {
    fn push(&mut self, line: Line) {
        self.rows.push(Row { line, place: self.place });
    }
    fn inks(&mut self, inks: Vec<Ink>) {
        self.push(Line::of(inks));
    }
    fn blank(&mut self) {
        self.inks(Vec::new());
    }
    fn section(&mut self, title: &str) {
        self.blank();
        self.inks(vec![bold(title)]);
    }
    /// Words on as many rows as they take, all but the first indented.
    fn wrapped(&mut self, sign: Ink, text: &str, ink: fn(&str) -> Ink) {
        for (n, line) in wrap(&crate::words::clean_line(text), self.width.saturating_sub(2)).iter().enumerate() {
            let start = if n == 0 { vec![sign.clone(), plain(" ")] } else { vec![plain("  ")] };
            self.inks([start, vec![ink(line)]].concat());
        }
    }
    /// `a · b` in one row where it fits, else each in its own; never cut.
    fn dotted(&mut self, parts: &[&str]) {
        let parts: Vec<&str> = parts.iter().filter(|part| !part.is_empty()).copied().collect();
        let joined = parts.join(" · ");
        let lines = if crate::words::width(&joined) + 2 <= self.width { vec![joined.as_str()] } else { parts };
        lines.iter().for_each(|line| self.wrapped(plain(" "), line, |line| dim(line)));
    }
    /// Parts in one row where they fit, else in several, indented.
    fn flow(&mut self, parts: Vec<Vec<Ink>>) {
        let room = self.width.saturating_sub(2);
        let mut row: Vec<Ink> = Vec::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !row.is_empty() && super::width(&row) + 2 + super::width(&part) > room {
                let full = std::mem::take(&mut row);
                self.inks([vec![plain("  ")], full].concat());
            }
            if !row.is_empty() {
                row.push(plain("  "));
            }
            row.extend(part);
        }
        if !row.is_empty() {
            self.inks([vec![plain("  ")], row].concat());
        }
    }
}

pub fn show(screen: &mut Screen, kept: &mut Kept, model: &Model, layout: &Layout, today: NaiveDate) {
    let x = layout.board_width;
    let beside = u16::from(x > 0);
    let top = if beside == 1 { layout.board_top.saturating_sub(2) } else { 2 };
    let bottom = layout.size.height.saturating_sub(2);
    let area = Area { x: x + beside, y: top, width: layout.pane_width.saturating_sub(beside), height: bottom.saturating_sub(top) };
    if beside == 1 {
        let chart = model.chart();
        let rule = if model.timeline.shown { chart.axis + chart.axis_lines } else { top + 1 };
        edge(screen, x, top, bottom, rule);
    }
    let height = usize::from(area.height);
    let cursor = place_of_cursor(model);
    let near = match model.pane.top {
        Some(top) => top.min(places(model).saturating_sub(1))..places(model).min(top + reach(height)),
        None => near(model, cursor, height),
    };
    let rows = kept.rows(model, area, &near, today);
    let start = if model.pane.top.is_some() { 0 } else { start(cursor, rows, height) };
    let more = More::of(model, rows, &near, start..start + height);
    let top = model.pane.top.unwrap_or_else(|| {
        if start == 0 && near.start == 0 { 0 } else { rows[start..].iter().find_map(|row| row.place).unwrap_or(near.start) }
    });
    let spot = |place| Spot::Pane { place, top, is_more_below: more.below.is_some() };
    screen.is(area, spot(None));
    for (n, row) in rows.iter().enumerate().skip(start).take(height) {
        let is_here = row.place.is_some() && row.place == cursor;
        let stand = match (is_here, n == 0 || rows[n - 1].place != row.place) {
            (false, _) => Stand::Elsewhere,
            (true, true) => Stand::First,
            (true, false) => Stand::Below,
        };
        show_row(screen, model, area, area.y + (n - start) as u16, row, stand, spot(row.place));
    }
    if more.above.or(more.below).is_some() {
        screen.rule(area.x, bottom, area.width, more_words("↑", more.above), more_words("↓", more.below));
    }
}

/// How many asks and milestones are out of sight; none of them where only lines around them are.
struct More {
    above: Option<usize>,
    below: Option<usize>,
}

impl More {
    fn of(model: &Model, rows: &[Row], near: &Range<usize>, shown: Range<usize>) -> More {
        let all = places(model);
        let seen = || rows.iter().take(shown.end).skip(shown.start).filter_map(|row| row.place);
        More {
            above: (shown.start > 0 || near.start > 0).then(|| seen().min().unwrap_or(near.start)),
            below: (rows.len() > shown.end || near.end < all).then(|| seen().max().map_or(0, |last| all - last - 1)),
        }
    }
}

fn more_words(sign: &str, places: Option<usize>) -> Vec<Ink> {
    match places {
        None => Vec::new(),
        Some(0) => vec![strong(format!("{sign} more"), Tone::Accent)],
        Some(places) => vec![strong(format!("{sign} {places} more"), Tone::Accent)],
    }
}

/// Asks and milestones.
fn places(model: &Model) -> usize {
    model.sight.customer.asks.len() + model.sight.customer.coming.len()
}

/// The places that may be seen; those further off need no look.
fn near(model: &Model, cursor: Option<usize>, height: usize) -> Range<usize> {
    let at = cursor.unwrap_or(0);
    at.saturating_sub(reach(height))..places(model).min(at + reach(height))
}

/// So many places and one more fill the height for certain.
fn reach(height: usize) -> usize {
    height.div_ceil(ROWS_MIN) + 1
}

/// Whether the cursor stands on a row's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Elsewhere,
    /// Its first row, which has the sign.
    First,
    Below,
}

/// The line between board and pane, joined with the rules above and below.
fn edge(screen: &mut Screen, x: u16, top: u16, bottom: u16, joined: u16) {
    let rule = |sign| Line::of(vec![toned(sign, Tone::Rule)]);
    screen.put(x, top.saturating_sub(1), 1, rule("┬"));
    for y in top..bottom {
        screen.put(x, y, 1, rule(if y == joined { "┤" } else { "│" }));
    }
    screen.put(x, bottom, 1, rule("┴"));
}

fn show_row(screen: &mut Screen, model: &Model, area: Area, y: u16, row: &Row, stand: Stand, spot: Spot) {
    let ground = if stand != Stand::Elsewhere && model.pane.focused { Ground::Selected } else { Ground::Board };
    let sign = match (stand, model.pane.focused) {
        (Stand::Elsewhere | Stand::Below, _) => " ",
        (Stand::First, true) => "►",
        (Stand::First, false) => "›",
    };
    screen.put(area.x, y, 1, Line::of(vec![strong(sign, Tone::Accent)]));
    screen.put(area.x.saturating_add(1), y, area.width.saturating_sub(2), row.line.clone().on(ground).at(spot));
}

/// The place with the focus, else the milestone of the lane with the cursor.
fn place_of_cursor(model: &Model) -> Option<usize> {
    if model.pane.focused {
        return Some(model.pane.at);
    }
    let outcome = model.lane()?.key.outcome()?;
    let at = model.sight.sources.coming.iter().position(|it| it == outcome)?;
    Some(at + model.sight.sources.asks.len())
}

/// The first row shown: the place of the cursor is in sight.
fn start(cursor: Option<usize>, rows: &[Row], height: usize) -> usize {
    let of_place = |place| -> Option<Range<usize>> {
        let first = rows.iter().position(|row| row.place == Some(place))?;
        let last = rows.iter().rposition(|row| row.place == Some(place))?;
        Some(first..last + 1)
    };
    let most = rows.len().saturating_sub(height);
    let seen = cursor.and_then(of_place).unwrap_or(0..0);
    seen.end.saturating_sub(height).min(most)
}

/// With air where all has room.
fn fitting(model: &Model, area: Area, near: &Range<usize>, today: NaiveDate) -> Vec<Row> {
    let height = usize::from(area.height);
    let made = |air| rows(model, area.width, air, near, today);
    let loose = (near.len() * LOOSE_ROWS_MIN <= height).then(|| made(Air::Loose)).filter(|rows| rows.len() <= height);
    loose.unwrap_or_else(|| made(Air::Tight))
}

fn rows(model: &Model, width: u16, air: Air, near: &Range<usize>, today: NaiveDate) -> Vec<Row> {
    let mut rows = Rows { rows: Vec::new(), width: usize::from(width.saturating_sub(2)), place: None };
    let asks = model.sight.customer.asks.len();
    if near.start == 0 {
        heading(&mut rows, model, today);
    }
    if near.start < asks || asks == 0 {
        self::asks(&mut rows, model, air, near.start.min(asks)..near.end.min(asks), today);
    }
    if near.end > asks || near.end == places(model) {
        milestones(&mut rows, model, air, near.start.max(asks) - asks..near.end.max(asks) - asks, today);
    }
    if near.end == places(model) {
        changes(&mut rows, model, today);
    }
    rows.rows
}

fn heading(rows: &mut Rows, model: &Model, today: NaiveDate) {
    let customer = &model.sight.customer;
    let revision = match customer.revision {
        Revision::Told(_) => toned(format!("{}, as told", customer.revision.words()), Tone::Good),
        Revision::Draft(_) => strong(customer.revision.words(), Tone::Accent),
    };
    rows.push(Line::of(vec![bold("Customer plan")]).right(vec![revision]));
    match model.plan.baseline() {
        Some(share) => {
            let told = format!("rev {} told {} to {}", share.rev, day_and_month(share.on, today), listed(&share.to));
            rows.inks(vec![dim(told)]);
        }
        None => rows.inks(vec![toned("nothing told yet", Tone::Info)]),
    }
    let fit = &model.sight.fit;
    let over: Vec<String> = fit.too_big().map(crate::customer::Measure::words).collect();
    match over.is_empty() {
        true => {
            let [milestones, asks, lines, ..] = fit.measures.map(|measure| measure.words());
            let long = format!("{milestones} · {asks} · {lines}");
            let measures = if long.len() + 5 <= rows.width { long } else { format!("{milestones} · {lines}") };
            rows.inks(vec![toned("fits ", Tone::Good), dim(measures)]);
        }
        false => rows.inks(vec![strong("▲ too big ", Tone::Warn), toned(over.join(" · "), Tone::Warn)]),
    }
}

fn asks(rows: &mut Rows, model: &Model, air: Air, near: Range<usize>, today: NaiveDate) {
    rows.section("WHAT WE NEED FROM YOU");
    if model.sight.customer.asks.is_empty() {
        rows.inks(vec![dim("  Nothing at the moment.")]);
    }
    for at in near {
        rows.place = Some(at);
        ask::rows(rows, model, at, air, today);
        rows.place = None;
    }
}

fn milestones(rows: &mut Rows, model: &Model, air: Air, near: Range<usize>, today: NaiveDate) {
    rows.section("WHAT IS COMING");
    if model.sight.customer.coming.is_empty() {
        rows.inks(vec![dim("  No milestone yet.")]);
    }
    for at in near.clone() {
        if at > near.start && air == Air::Loose {
            rows.blank();
        }
        rows.place = Some(model.sight.customer.asks.len() + at);
        coming::rows(rows, model, at, air, today);
        rows.place = None;
    }
}

fn changes(rows: &mut Rows, model: &Model, today: NaiveDate) {
    let customer = &model.sight.customer;
    if let Some(since) = customer.changed.since {
        let lines = customer.changed.folded();
        match lines.is_empty() {
            true => {
                rows.blank();
                rows.inks(vec![dim(format!("No changes since {}", day_and_month(since, today)))]);
            }
            false => rows.section("WHAT CHANGES WITH THE NEXT SHARE"),
        }
        lines.iter().for_each(|line| rows.wrapped(dim("·"), line, |line| plain(line)));
    }
    let signed = (customer.signed_before > 0).then(|| format!("Already signed off: {}", customer.signed_before));
    let next = customer.next_update.map(|day| format!("Next update: {}", day_and_month(day, today)));
    let closing: Vec<String> = signed.into_iter().chain(next).collect();
    if !closing.is_empty() {
        rows.blank();
        rows.inks(vec![dim(closing.join(" · "))]);
    }
}
