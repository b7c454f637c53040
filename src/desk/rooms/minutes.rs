//! The minutes of a meeting: what changed since it began, on the board too, and what that did to the customer's milestones.
//! `y` copies them, `o` writes them to a file beside the plan; `u` undoes while they are open.

use super::meeting::is_unowned;
use crate::{
    desk::{
        Chord, Effect, Key, Model, Room,
        change::{self, tell},
    },
    plan::{self, EventKind, Plan},
    projection::{self, Standing},
    words::{day_and_month, weekday_date},
};
use chrono::NaiveDate;

#[derive(Debug, Clone, PartialEq)]
pub struct Minutes {
    pub lines: Vec<MinutesLine>,
    /// Lines scrolled away.
    pub scroll: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MinutesLine {
    Heading(String),
    Item(String),
    /// Nothing to say under the heading above, or at all.
    Nothing(String),
}

/// Headings in the order they stand.
const HEADINGS: [&str; 6] = ["Assigned", "Moved", "Added", "Binned and dropped", "Dates moved", "Also"];

/// The heading a change stands under.
fn heading(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Assigned => HEADINGS[0],
        EventKind::Moved | EventKind::Rehomed => HEADINGS[1],
        EventKind::Added => HEADINGS[2],
        EventKind::Removed | EventKind::Dropped => HEADINGS[3],
        EventKind::Redated => HEADINGS[4],
        EventKind::Renamed | EventKind::Reordered | EventKind::Blocked | EventKind::Unblocked | EventKind::Received => HEADINGS[5],
        EventKind::Signed | EventKind::Raised | EventKind::Decided | EventKind::Told | EventKind::Clashed => HEADINGS[5],
        EventKind::Settled | EventKind::Changed => HEADINGS[5],
    }
}

pub(super) fn open(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let lines = lines(model, today);
    model.rooms.push(Room::Minutes(Minutes { lines, scroll: 0 }));
    Vec::new()
}

/// In place of the walk.
pub(super) fn open_instead(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    model.rooms.pop();
    open(model, today)
}

fn lines(model: &Model, today: NaiveDate) -> Vec<MinutesLine> {
    let Some(meeting) = &model.meeting else { return Vec::new() };
    between(&meeting.before, meeting.after.as_ref().unwrap_or(&model.plan), "since the meeting began", today)
}

/// What changed between two versions of a plan, as the minutes of a meeting say it.
pub fn minutes(before: &Plan, after: &Plan, today: NaiveDate) -> String {
    let lines = between(before, after, "between the two", today);
    in_markdown(&format!("{}: what changed, {}", title(after), weekday_date(today)), &lines)
}

/// What changed, by kind; then the customer's milestones; then what is still without an owner.
fn between(before: &Plan, after: &Plan, when: &str, today: NaiveDate) -> Vec<MinutesLine> {
    let events = plan::diff(before, after, today);
    let mut lines = Vec::new();
    for name in HEADINGS {
        let items: Vec<_> = events.iter().filter(|event| heading(event.kind) == name).map(|event| event.words.clone()).collect();
        section(&mut lines, &format!("{name} {}", items.len()), items);
    }
    if events.is_empty() {
        lines.push(MinutesLine::Nothing(format!("Nothing changed {when}.")));
        return lines;
    }
    let shifted = milestones(before, after, today);
    match shifted.is_empty() {
        true => {
            lines.extend([MinutesLine::Heading("The customer's milestones".into()), MinutesLine::Nothing("None of them moved.".into())])
        }
        false => section(&mut lines, "The customer's milestones", shifted),
    }
    let unowned: Vec<String> = after.tasks().filter(|it| is_unowned(after, it)).map(|it| it.task.title.clone()).collect();
    section(&mut lines, "Still without an owner", unowned);
    lines
}

fn section(lines: &mut Vec<MinutesLine>, heading: &str, items: Vec<String>) {
    if !items.is_empty() {
        lines.push(MinutesLine::Heading(heading.into()));
        lines.extend(items.into_iter().map(MinutesLine::Item));
    }
}

/// What the changes did to each milestone: the date they imply, and how it stands now.
fn milestones(before: &Plan, after: &Plan, today: NaiveDate) -> Vec<String> {
    let standings = |plan: &Plan| projection::standings(plan, &projection::project(plan, today), today);
    let was = standings(before);
    let shift = |now: &Standing| {
        let then = was.iter().find(|it| it.outcome == now.outcome)?;
        let is_same = (then.meant, then.projected, &then.mark) == (now.meant, now.projected, &now.mark);
        (!is_same).then(|| said(then, now, today))
    };
    standings(after).iter().filter_map(shift).collect()
}

/// `Reports live: promised 31 March → 9 April, implied 2 April → 7 April; ▲ +7d`.
fn said(then: &Standing, now: &Standing, today: NaiveDate) -> String {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "no date".to_string(), |day| day_and_month(day, today));
    let arrow = |name: &str, then, now| (then != now).then(|| format!("{name} {} → {}", day(then), day(now)));
    let parts: Vec<String> =
        [arrow("meant", then.meant, now.meant), arrow("implied", then.projected, now.projected)].into_iter().flatten().collect();
    let mark = format!("{} {}", now.mark.sign, now.mark.words);
    match parts.is_empty() {
        true => format!("{}: now {mark}", now.headline),
        false => format!("{}: {}; now {mark}", now.headline, parts.join(", ")),
    }
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let is_meeting_key = model.keymap.actions(&[chord]).any(|action| action == "meeting");
    let Some(Room::Minutes(room)) = model.rooms.last_mut() else { return Vec::new() };
    let last = room.lines.len().saturating_sub(1);
    match chord.key {
        _ if is_meeting_key => {
            model.rooms.pop();
            if goes_on(model) {
                return tell(model, "the meeting goes on; the same key comes back to it");
            }
        }
        Key::Esc | Key::Char('q') => return end(model),
        Key::Down | Key::Char('j') => room.scroll = (room.scroll + 1).min(last),
        Key::Up | Key::Char('k') => room.scroll = room.scroll.saturating_sub(1),
        Key::PageDown | Key::Char(' ') => room.scroll = (room.scroll + 10).min(last),
        Key::PageUp => room.scroll = room.scroll.saturating_sub(10),
        Key::Char('y') => return vec![Effect::Copy { what: "the minutes".into(), text: text(model) }],
        Key::Char('o') => return write(model),
        Key::Char('u') if goes_on(model) => return undo(model, today),
        _ => {}
    }
    Vec::new()
}

fn goes_on(model: &Model) -> bool {
    model.meeting.as_ref().is_some_and(super::Running::goes_on)
}

/// Closes the minutes and with them the meeting; they can be had back.
fn end(model: &mut Model) -> Vec<Effect> {
    model.rooms.pop();
    let plan = std::sync::Arc::clone(&model.plan);
    let Some(meeting) = model.meeting.as_mut().filter(|meeting| meeting.goes_on()) else { return Vec::new() };
    meeting.after = Some(plan);
    let key = model.keymap.key_of("minutes");
    tell(model, format!("the meeting is over; {key} shows its minutes again"))
}

fn undo(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let effects = change::undo(model, today);
    let lines = lines(model, today);
    if let Some(Room::Minutes(room)) = model.rooms.last_mut() {
        room.scroll = room.scroll.min(lines.len().saturating_sub(1));
        room.lines = lines;
    }
    effects
}

fn write(model: &mut Model) -> Vec<Effect> {
    let Some(began) = model.meeting.as_ref().map(|meeting| meeting.began) else { return Vec::new() };
    vec![Effect::WriteBeside { name: format!("minutes-{began}.md"), text: text(model) }]
}

/// The minutes as text that any mail and any editor takes.
fn text(model: &Model) -> String {
    let (Some(Room::Minutes(room)), Some(meeting)) = (model.rooms.last(), &model.meeting) else { return String::new() };
    in_markdown(&format!("{}: minutes, {}", title(&model.plan), weekday_date(meeting.began)), &room.lines)
}

fn title(plan: &Plan) -> &str {
    if plan.title.is_empty() { "untitled plan" } else { &plan.title }
}

fn in_markdown(heading: &str, lines: &[MinutesLine]) -> String {
    let mut text = format!("# {heading}\n");
    if matches!(lines.first(), Some(MinutesLine::Nothing(_))) {
        text.push('\n');
    }
    for line in lines {
        text.push_str(&match line {
            MinutesLine::Heading(words) => format!("\n## {words}\n\n"),
            MinutesLine::Item(words) => format!("- {words}\n"),
            MinutesLine::Nothing(words) => format!("{words}\n"),
        });
    }
    crate::words::clean(&text).into_owned()
}
