//! Open changes, each with what it owes ticked off, and the kinds a new one can be.

use super::{
    frame::{self, Frame, Place},
    line,
    picks::{self, Takes},
};
use crate::{
    desk::{Chord, Key, Model, PivotStep, Pivoting, Spot, kind_words, letter_for},
    findings,
    plan::{Change, ChangeKind, Debt, Owes, owes},
    view::{
        ink::{Area, bold, dim, plain, strong, toned},
        keys::key,
        screen::{Ground, Ink, Line, Screen, Tone},
    },
    words::{day_and_month, listed},
};
use chrono::NaiveDate;

/// The frame stands in `area`; what is typed in the last line of the whole screen.
pub fn show(screen: &mut Screen, model: &Model, room: &Pivoting, area: Area, whole: Area, today: NaiveDate) {
    let (lines, at) = lines(model, room, today);
    let frame = Frame {
        title: title(model, room),
        keys: keys(model, room),
        width: usize::from(area.width).saturating_sub(8).min(90),
        height: lines.len().min(usize::from(area.height).saturating_sub(6)),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, at);
    let typing = match &room.step {
        PivotStep::Tasks { adding: Some(field), .. } => Some(("new task ", field, "")),
        PivotStep::What { field, .. } => Some(("what happened ", field, "the customer never reads it")),
        PivotStep::Decide { field, .. } => Some(("who decided ", field, "")),
        PivotStep::List | PivotStep::Tasks { adding: None, .. } | PivotStep::Reclassify { .. } => None,
    };
    if let Some((label, field, aside)) = typing {
        line::show(screen, label, field, dim(aside), Vec::new(), whole);
    }
}

fn title_of<'m>(model: &'m Model, outcome: &'m str) -> &'m str {
    model.plan.outcome(outcome).map_or(outcome, |outcome| outcome.title.as_str())
}

fn title(model: &Model, room: &Pivoting) -> Vec<Ink> {
    let of = |outcome: &Option<String>| outcome.as_ref().map_or_else(Vec::new, |id| vec![dim(" of "), bold(title_of(model, id))]);
    match &room.step {
        PivotStep::List | PivotStep::Decide { .. } => frame::title("Pivots"),
        PivotStep::Tasks { .. } => [frame::title("Undocumented change"), of(&room.outcome)].concat(),
        PivotStep::What { kind, .. } => {
            let words = match kind {
                ChangeKind::Undocumented => "Undocumented change",
                ChangeKind::BudgetOverrun => "Budget overrun",
                ChangeKind::Dropped => "Drop",
                ChangeKind::Swapped => "Swap",
            };
            [frame::title(words), of(&room.outcome)].concat()
        }
        PivotStep::Reclassify { change } => {
            let what = model.plan.change(change).map_or("", |change| change.what.as_str());
            vec![dim("What has become of "), bold(what)]
        }
    }
}

fn lines(model: &Model, room: &Pivoting, today: NaiveDate) -> (Vec<Line>, usize) {
    match &room.step {
        PivotStep::Tasks { picks, added, .. } => {
            let heading = Line::of(vec![dim("its tasks; until it is documented the customer plan stands still")]);
            let mut lines = vec![heading, Line::default()];
            lines.extend(picks::lines(picks, Takes::Several));
            lines.extend(added.iter().map(|title| Line::of(vec![strong("  +  ✔ ", Tone::Good), bold(title), dim("  new")])));
            (lines, picks.at + 2)
        }
        PivotStep::Reclassify { .. } => {
            let lines = [('b', "a budget overrun: somebody decides, and both plans are updated"), ('d', DROP), ('s', SWAP)];
            (lines.map(|(letter, words)| choice(letter, words)).into(), 0)
        }
        PivotStep::List | PivotStep::What { .. } | PivotStep::Decide { .. } => list(model, room, today),
    }
}

const DROP: &str = "dropped: it is not pursued any more";
const SWAP: &str = "swapped: another outcome takes its place";

fn choice(letter: char, words: &str) -> Line {
    let line = Line::of(vec![plain("  "), strong(letter.to_string(), Tone::Accent), plain("  "), plain(words)]);
    line.at(Spot::Key(Chord::plain(Key::Char(letter))))
}

fn list(model: &Model, room: &Pivoting, today: NaiveDate) -> (Vec<Line>, usize) {
    let (mut lines, mut here) = (Vec::new(), 0);
    for (at, change) in model.open_changes().enumerate() {
        if at == room.at {
            here = lines.len() + 2;
        }
        lines.extend(of_change(model, change, at == room.at, today).into_iter().map(|line| match line.spot {
            None => line.at(Spot::Row(at)),
            Some(_) => line,
        }));
        lines.push(Line::default());
    }
    if lines.is_empty() {
        lines.extend([Line::of(vec![toned("✔ ", Tone::Good), plain("no change owes anything")]), Line::default()]);
    }
    match &room.outcome {
        Some(id) => {
            lines.push(Line::of(vec![dim("new, for "), bold(title_of(model, id))]));
            let found = model.sight.findings_of(id).find(|finding| finding.code == "budget");
            let budget = found.map_or_else(|| "budget overrun".to_string(), |finding| format!("budget overrun: {}", finding.text));
            lines.push(choice('b', &budget));
            lines.push(choice('e', "extra work, an undocumented change: written up later"));
            lines.extend([choice('d', DROP), choice('s', SWAP)]);
        }
        None => lines.push(Line::of(vec![dim("a new one is about an outcome: put the cursor on one first")])),
    }
    (lines, here)
}

/// What it is, what it owes, and what it breaks.
fn of_change(model: &Model, change: &Change, is_here: bool, today: NaiveDate) -> Vec<Line> {
    let ground = if is_here { Ground::Selected } else { Ground::Board };
    let sign = strong(if is_here { "► " } else { "  " }, Tone::Accent);
    let since = change.on.map_or_else(String::new, |on| format!("since {} ", day_and_month(on, today)));
    let heading =
        Line::of(vec![sign, bold(&change.what), dim(format!("  {} of {}", kind_words(change.kind), title_of(model, &change.outcome)))]);
    let mut lines = vec![heading.right(vec![dim(since)]).on(ground)];
    let owes = owes(&model.plan, change);
    // It cannot be documented before it is finished.
    let is_running = owes.iter().any(|it| it.to == Debt::Work && !it.done);
    lines.extend(owes.iter().map(|it| owed(it, is_here && !(it.to == Debt::Document && is_running))));
    let broken = findings::breaks(&model.plan, &model.sight.standings, change);
    if !broken.is_empty() {
        let words: Vec<String> = broken.iter().map(|it| format!("the {} of {}", it.what.words(), title_of(model, &it.outcome))).collect();
        let offer = if is_here { key("r", "reclassifies it ") } else { Vec::new() };
        let breaks = vec![plain("    "), strong("▲ ", Tone::Warn), toned(format!("it breaks {}", listed(&words)), Tone::Warn)];
        lines.push(Line::of(breaks).right(offer));
    }
    lines
}

fn owed(it: &Owes, can_be_done: bool) -> Line {
    let letter = letter_for(it.to).filter(|_| can_be_done && !it.done);
    let by = letter.map_or_else(Vec::new, |letter| vec![strong(format!("  {letter}"), Tone::Accent)]);
    let line = match it.done {
        true => vec![plain("    "), strong("✔ ", Tone::Good), dim(&it.what)],
        false => vec![plain("    "), strong("□ ", Tone::Warn), plain(&it.what)],
    };
    let line = Line::of([line, by].concat());
    match letter {
        Some(letter) => line.at(Spot::Key(Chord::plain(Key::Char(letter)))),
        None => line,
    }
}

fn keys(model: &Model, room: &Pivoting) -> Vec<Vec<Ink>> {
    match &room.step {
        PivotStep::List => {
            let step = |change: &Change| match change.kind {
                ChangeKind::Undocumented => vec![key("f", "finished"), key("w", "written up"), key("r", "reclassify")],
                ChangeKind::BudgetOverrun | ChangeKind::Dropped | ChangeKind::Swapped if change.decided_by.is_empty() => {
                    vec![key("n", "who decided")]
                }
                ChangeKind::BudgetOverrun | ChangeKind::Dropped | ChangeKind::Swapped => Vec::new(),
            };
            let steps = model.open_changes().nth(room.at).map_or_else(Vec::new, |change| step(change));
            [steps, vec![key("Enter", "goes there"), key("Esc", "back")]].concat()
        }
        PivotStep::Tasks { adding: Some(_), .. } => vec![key("Enter", "adds it"), key("Esc", "back")],
        PivotStep::Tasks { adding: None, .. } => {
            vec![key("letter", "belongs to it"), key("+", "a new task"), key("Enter", "goes on"), key("Esc", "back")]
        }
        PivotStep::What { .. } | PivotStep::Decide { .. } => vec![key("Enter", "records it"), key("Esc", "back")],
        PivotStep::Reclassify { .. } => vec![key("letter", "chooses"), key("Esc", "back")],
    }
}
