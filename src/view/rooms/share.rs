//! Sharing: the whole screen. Above or left what is decided and who is told; beside it the very text that is sent, with what is new in it marked.
//! The text has all the columns it needs at 80, so nothing that is sent is cut.

mod dates;
mod text;

use super::{
    frame, line,
    picks::{self, Takes},
};
use crate::{
    customer,
    desk::{Model, ShareAbout, ShareAsked, SharePage, Sharing, TextPlace},
    plan::Audience,
    sharing::{Drifted, Preview},
    view::{
        ink::{Area, bold, dim, plain, spaced, strong, toned},
        keys::key,
        screen::{Ink, Line, Screen, Tone},
    },
    words::{counted, day_and_month, listed},
};
use chrono::NaiveDate;

const HEADING_LINES: u16 = 3;

pub fn show(screen: &mut Screen, model: &Model, room: &Sharing, area: Area, today: NaiveDate) {
    let inside = Area { height: area.height.saturating_sub(1), ..area };
    for y in inside.y..inside.bottom() {
        screen.put(inside.x, y, inside.width, Line::default());
    }
    let preview = model.preview(today);
    heading(screen, model, room, preview.as_ref().ok(), inside, today);
    let below = Area { y: inside.y + HEADING_LINES, height: inside.height.saturating_sub(HEADING_LINES + 1), ..inside };
    match &preview {
        Ok(preview) => parts(screen, model, room, preview, below, today),
        Err(refusal) => screen.put(1, below.y, below.width, Line::of(vec![strong("! ", Tone::Alarm), toned(&refusal.why, Tone::Alarm)])),
    }
    let drifted = preview.as_ref().map_or(&[][..], |preview| &preview.drifted);
    let keys = frame::fitting(keys(room, !drifted.is_empty()), usize::from(area.width).saturating_sub(6));
    screen.rule(area.x, inside.bottom().saturating_sub(1), area.width, Vec::new(), keys);
    match &room.asked {
        Some(asked) => ask(screen, asked, drifted, area, today),
        // Where a message stands there is no room for them.
        None if model.message.is_none() && room.page == SharePage::What => {
            let keys = vec![key("y", "copy"), key("v", "other plan"), key("b", "sent by"), key("n", "next update"), key("f", "files")];
            screen.put(area.x, inside.bottom(), area.width, Line::default().right([spaced(keys, "  "), vec![plain("   ")]].concat()));
        }
        None => {}
    }
}

/// Who gets what, and what goes with it.
fn heading(screen: &mut Screen, model: &Model, room: &Sharing, preview: Option<&Preview>, area: Area, today: NaiveDate) {
    let page = match room.page {
        SharePage::What => "what is sent",
        SharePage::Who => "who is told",
        SharePage::Files => "which files",
    };
    let title = vec![plain(" "), strong(" share ", Tone::Name), plain("  "), bold(page)];
    screen.put(area.x, area.y, area.width, Line::of(title).right(vec![dim(&model.plan.title), plain(" ")]));
    let mut to = preview.map_or_else(Vec::new, |preview| {
        let recipients = &preview.recipients;
        let part = |rev: String, names: &[String]| {
            (!names.is_empty()).then(|| vec![strong(rev, Tone::Accent), plain(format!(" to {}", listed(names)))])
        };
        let customer = part(format!("rev {}", preview.rev), &recipients.customer);
        let delivery = part(format!("delivery rev {}", preview.delivery_rev), &recipients.delivery);
        customer.into_iter().chain(delivery).collect()
    });
    if to.is_empty() {
        to.push(vec![toned("to nobody yet", Tone::Warn)]);
    }
    let by = Some(model.telling.by.as_str()).filter(|by| !by.is_empty());
    to.push(vec![dim("by "), by.map_or_else(|| toned("nobody yet", Tone::Warn), plain)]);
    if let Some(next) = model.telling.next {
        to.push(vec![dim("next update "), plain(day_and_month(next, today))]);
    }
    let formats = room.formats.chosen();
    let files = if formats.is_empty() { "none".to_string() } else { listed(&formats) };
    to.push(vec![dim("files "), plain(files)]);
    screen.put(area.x, area.y + 1, area.width, Line::of([vec![plain(" ")], spaced(to, " · ")].concat()));
    screen.rule(area.x, area.y + 2, area.width, Vec::new(), legend(model, room, preview));
}

/// What the bar in front of the text says, and whether it is too long to be read.
fn legend(model: &Model, room: &Sharing, preview: Option<&Preview>) -> Vec<Ink> {
    let fit = preview.map(|preview| customer::fit(&preview.customer));
    let over: Vec<String> = fit.iter().flat_map(|fit| fit.too_big().map(customer::Measure::words)).collect();
    let size = if over.is_empty() { Vec::new() } else { vec![strong(format!("▲ too big: {}", over.join(", ")), Tone::Warn)] };
    let news = match (room.text, model.plan.baseline()) {
        (Audience::Delivery, _) => vec![dim("internal: for the team alone")],
        (Audience::Customer, Some(_)) => vec![strong("▎", Tone::Info), dim(" not told like this before")],
        (Audience::Customer, None) => vec![dim("the first telling: all of it is new")],
    };
    spaced(vec![size, news], "   ")
}

/// What is decided or chosen, and the text.
fn parts(screen: &mut Screen, model: &Model, room: &Sharing, preview: &Preview, area: Area, today: NaiveDate) {
    let (cells, place) = model.text_place();
    let list_cells = match place {
        TextPlace::Beside => area.width.saturating_sub(cells + 3),
        TextPlace::Below => area.width.saturating_sub(2),
    };
    let (lines, at) = match room.page {
        SharePage::What => dates::lines(model, room, preview, list_cells.into(), today),
        SharePage::Who => people(model, room),
        SharePage::Files => (picks::lines(&room.formats, Takes::Several), room.formats.at),
    };
    let (list, text) = match place {
        TextPlace::Beside => {
            let list = Area { x: area.x + 1, width: list_cells, ..area };
            let x = list.x + list.width;
            for y in area.y..area.bottom() {
                screen.put(x, y, 1, Line::of(vec![toned("│", Tone::Rule)]));
            }
            (list, Area { x: x + 1, width: cells, ..area })
        }
        TextPlace::Below => {
            let most = match room.page {
                SharePage::What => area.height * 2 / 5,
                SharePage::Who | SharePage::Files => area.height.saturating_sub(5).max(area.height / 2),
            };
            let height = most.min(lines.len() as u16);
            let list = Area { x: area.x + 1, width: list_cells, height, ..area };
            screen.rule(area.x, list.bottom(), area.width, Vec::new(), Vec::new());
            (list, Area { y: list.bottom() + 1, height: area.height.saturating_sub(height + 1), ..area })
        }
    };
    frame::list(screen, list, lines, at);
    text::show(screen, model, room, preview, text, today);
}

/// The people by side, so that it is seen which plan somebody gets.
fn people(model: &Model, room: &Sharing) -> (Vec<Line>, usize) {
    let rows = picks::lines(&room.people, Takes::Several);
    let (mut lines, mut at, mut was) = (Vec::new(), 0, None);
    for (n, (row, line)) in room.people.rows.iter().zip(rows).enumerate() {
        let side = if model.plan.is_delivery(&row.id) { Audience::Delivery } else { Audience::Customer };
        if was != Some(side) {
            let (words, why) = match side {
                Audience::Customer => ("the customer plan", "customer and third parties"),
                Audience::Delivery => ("the delivery plan", "the team"),
            };
            lines.push(Line::of(vec![bold(words), dim(format!("  {why}"))]));
            was = Some(side);
        }
        if n == room.people.at {
            at = lines.len();
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(Line::of(vec![dim("nobody is in the plan yet: a on a card adds people, the file says whose side they are on")]));
    }
    (lines, at)
}

fn ask(screen: &mut Screen, asked: &ShareAsked, drifted: &[Drifted], area: Area, today: NaiveDate) {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "no date".into(), |day| day_and_month(day, today));
    let told = |outcome: &str| drifted.iter().find(|it| it.outcome == outcome).and_then(|it| it.told);
    let (label, aside) = match &asked.about {
        ShareAbout::Sender => ("sent by ".to_string(), ""),
        ShareAbout::NextUpdate => ("next update ".into(), "a day, or nothing"),
        ShareAbout::Keep(outcome) => (format!("why keep {} ", day(told(outcome))), "for us; may be empty"),
        ShareAbout::Date(_) => ("date to tell ".into(), "31 mar, fri, +2w"),
        ShareAbout::Because(_, by) => (format!("why {} ", day(Some(*by))), "the customer reads it"),
        ShareAbout::Reason(_) => ("why ".into(), "may be empty"),
    };
    let echo = match &asked.about {
        ShareAbout::NextUpdate | ShareAbout::Date(_) => crate::words::parse_day(&asked.field.text(), today).ok(),
        ShareAbout::Sender | ShareAbout::Keep(_) | ShareAbout::Because(..) | ShareAbout::Reason(_) => None,
    };
    let beside = match (&asked.problem, echo) {
        (Some(problem), _) => strong(format!("! {problem}"), Tone::Alarm),
        (None, Some(day)) => plain(format!("= {}", crate::words::weekday_date(day))),
        (None, None) => dim(aside),
    };
    line::show(screen, &label, &asked.field, beside, Vec::new(), area);
}

fn keys(room: &Sharing, has_dates: bool) -> Vec<Vec<Ink>> {
    match room.page {
        _ if room.asked.is_some() => vec![key("Enter", "goes on"), key("Esc", "back")],
        SharePage::What => {
            let dates = if has_dates { vec![key("k", "keep"), key("t", "take"), key("d", "date"), key("w", "why")] } else { Vec::new() };
            [dates, vec![key("Enter", "who is told"), key("Esc", "back")]].concat()
        }
        SharePage::Who => vec![key("letter", "is told, or not"), key("Enter", "tells them"), key("Esc", "back")],
        SharePage::Files => vec![key("letter", "writes it, or not"), key("Enter", "back")],
    }
}

/// `3 lines`, for what is out of sight.
fn more(sign: &str, lines: usize) -> Vec<Ink> {
    if lines == 0 { Vec::new() } else { vec![strong(format!("{sign} {}", counted(lines, "line")), Tone::Accent)] }
}
