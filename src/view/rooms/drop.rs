//! Dropping or swapping an outcome: its open tasks with what becomes of each, why, and what takes its place.

use super::{
    frame::{self, Frame, Place},
    line,
    picks::{self, Takes},
};
use crate::{
    desk::{DropStep, DropTask, Dropping, Ending, Model, Of, Spot},
    plan::Fate,
    view::{
        ink::{Area, bold, dim, plain, strong},
        keys::key,
        screen::{Ground, Ink, Line, Screen, Tone},
    },
    words::counted,
};

/// The frame stands in `area`; what is typed in the last line of the whole screen.
pub fn show(screen: &mut Screen, model: &Model, room: &Dropping, area: Area, whole: Area) {
    let (lines, at) = lines(model, room);
    let frame = Frame {
        title: vec![dim(verb(room.ending)), bold(&room.title)],
        keys: keys(room),
        width: usize::from(area.width).saturating_sub(8).min(90),
        height: lines.len().min(usize::from(area.height).saturating_sub(6)),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, at);
    if let DropStep::Why(field) = &room.step {
        line::show(screen, "why ", field, dim("the customer reads only that it was dropped"), Vec::new(), whole);
    }
}

fn verb(ending: Ending) -> &'static str {
    match ending {
        Ending::Drop => "Drop ",
        Ending::Swap => "Swap ",
        Ending::Either => "Drop or swap ",
    }
}

fn lines(model: &Model, room: &Dropping) -> (Vec<Line>, usize) {
    let heading = |words: String| vec![Line::of(vec![dim(words)]), Line::default()];
    match &room.step {
        DropStep::Fates | DropStep::Why(_) if room.tasks.is_empty() => (heading("it has no open task".into()), 0),
        DropStep::Fates | DropStep::Why(_) => {
            let is_deciding = room.step == DropStep::Fates;
            let rows = room.tasks.iter().enumerate().map(|(at, task)| row(model, task, is_deciding && at == room.at).at(Spot::Row(at)));
            let left = room.tasks.iter().filter(|task| task.fate.is_none()).count();
            let words = match left {
                0 => "every open task has its fate".to_string(),
                left => format!("what becomes of its open tasks; {} left", counted(left, "task")),
            };
            let lines: Vec<Line> = heading(words).into_iter().chain(rows).collect();
            (lines, room.at + 2)
        }
        DropStep::Place { picks, of } => {
            let words = match of {
                Of::One => format!("where “{}” goes", room.tasks.get(room.at).map_or("", |task| task.title.as_str())),
                Of::AllLeft => "where all that are left go".to_string(),
            };
            (heading(words).into_iter().chain(picks::lines(picks, Takes::One)).collect(), picks.at + 2)
        }
        DropStep::Replaced(picks) => {
            (heading("what takes its place".into()).into_iter().chain(picks::lines(picks, Takes::One)).collect(), picks.at + 2)
        }
    }
}

fn row(model: &Model, task: &DropTask, is_here: bool) -> Line {
    let sign = strong(if is_here { "► " } else { "  " }, Tone::Accent);
    let owners = if task.owners.is_empty() { String::new() } else { format!("  {}", task.owners) };
    let title = |id: &str| model.plan.outcome(id).map_or_else(|| id.to_string(), |outcome| outcome.title.clone());
    let fate = match &task.fate {
        None => dim("m  b  f "),
        Some(Fate::Moved(Some(outcome))) => strong(format!("→ {} ", title(outcome)), Tone::Accent),
        Some(Fate::Moved(None)) => strong("→ Noise ", Tone::Accent),
        Some(Fate::Binned) => strong("✖ binned ", Tone::Warn),
        Some(Fate::Finished) => strong("✔ finished ", Tone::Good),
    };
    let line = Line::of(vec![sign, plain(&task.title), dim(owners)]).right(vec![fate]);
    line.on(if is_here { Ground::Selected } else { Ground::Board })
}

fn keys(room: &Dropping) -> Vec<Vec<Ink>> {
    match &room.step {
        DropStep::Fates if room.tasks.is_empty() => vec![key("Enter", "goes on"), key("Esc", "back")],
        DropStep::Fates => vec![
            key("M B F", "all left"),
            key("m", "moves"),
            key("b", "bins"),
            key("f", "finishes"),
            key("Enter", "goes on"),
            key("Esc", "back"),
        ],
        DropStep::Place { .. } => vec![key("letter", "there"), key("Esc", "back")],
        DropStep::Why(_) => vec![key("Enter", "goes on"), key("Esc", "back")],
        DropStep::Replaced(_) => vec![key("letter", "or"), key("Enter", "takes it"), key("Esc", "back")],
    }
}
