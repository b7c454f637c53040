//! Which values fit which argument: files, choices, or what the plan holds.
//! A new argument is a row of `VALUES`; a new kind an arm in `of_plan`.

use super::Answer;
use crate::{
    cli::Session,
    paint::Theme,
    plan::{ChangeKind, Plan, Side},
    words::{clean_line, cut},
};
use clap::Arg;
use std::path::Path;

/// Something that could stand there, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub text: String,
    pub about: String,
}

const ABOUT_CELLS: usize = 60;

impl Candidate {
    pub fn new(text: String, about: &str) -> Candidate {
        Candidate { text, about: cut(&clean_line(about), ABOUT_CELLS).into_owned() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Something only the person knows.
    Anything,
    Files,
    /// The parser's own choices.
    Choices,
    Themes,
    Outcomes,
    /// `OUTCOME=` and then anything.
    OutcomeAnd,
    /// `TASK.FIELD=` or `DELIVERABLE.by=`, and then anything.
    FieldAnd,
    Tasks,
    Deliverables,
    Changes,
    Columns,
    People,
    Sections,
}

#[rustfmt::skip]
const VALUES: &[(Kind, &[&str])] = &[
    (Kind::Files, &["file", "plan", "output", "old", "new", "base", "ours", "theirs", "folder", "log"]),
    (Kind::Outcomes, &["outcome", "replaced_by", "keep", "take"]),
    (Kind::OutcomeAnd, &["date", "because"]),
    (Kind::FieldAnd, &["with"]),
    (Kind::Tasks, &["id", "task"]),
    (Kind::Deliverables, &["deliverable"]),
    (Kind::Changes, &["change"]),
    (Kind::Columns, &["column"]),
    (Kind::People, &["names", "to", "by"]),
    (Kind::Themes, &["theme"]),
    (Kind::Sections, &["section"]),
    (Kind::Anything, &["title", "what", "since", "today", "next", "throughput", "items", "within", "map", "done", "labels"]),
];

/// What completes an argument; none where nobody has said.
pub fn kind(arg: &Arg) -> Option<Kind> {
    if !arg.get_possible_values().is_empty() {
        return Some(Kind::Choices);
    }
    VALUES.iter().find(|(_, names)| names.contains(&arg.get_id().as_str())).map(|(kind, _)| *kind)
}

/// What fits an argument, of the plan that is named, else the one that is found.
pub fn of(arg: &Arg, session: &Session, plan: Option<&Path>) -> Answer {
    let kind = kind(arg).unwrap_or(Kind::Anything);
    let values = match kind {
        Kind::Anything | Kind::Files => Vec::new(),
        Kind::Choices => {
            let choices = arg.get_possible_values().into_iter().filter(|it| !it.is_hide_set());
            choices.map(|it| Candidate::new(it.get_name().into(), &it.get_help().map(ToString::to_string).unwrap_or_default())).collect()
        }
        Kind::Themes => Theme::ALL.iter().map(|(name, _)| Candidate::new((*name).into(), "")).collect(),
        Kind::Sections => crate::cli::guide::sections().map(|it| Candidate::new(it.name.into(), it.title)).collect(),
        Kind::Outcomes
        | Kind::OutcomeAnd
        | Kind::FieldAnd
        | Kind::Tasks
        | Kind::Deliverables
        | Kind::Changes
        | Kind::Columns
        | Kind::People => session.open(plan).map(|it| of_plan(kind, it.plan(), session)).unwrap_or_default(),
    };
    Answer { values: values.into_iter().filter(is_typable).collect(), files: kind == Kind::Files }
}

/// A name with a control character or a mark of direction cannot be typed, and a terminal must not get it.
fn is_typable(it: &Candidate) -> bool {
    !it.text.is_empty() && clean_line(&it.text) == it.text
}

fn of_plan(kind: Kind, plan: &Plan, session: &Session) -> Vec<Candidate> {
    let pair = |text: &str, about: &str| Candidate::new(text.into(), about);
    match kind {
        Kind::Outcomes => plan.live_outcomes().map(|it| pair(&it.id, &it.title)).collect(),
        Kind::OutcomeAnd => plan.live_outcomes().map(|it| pair(&format!("{}=", it.id), &it.title)).collect(),
        Kind::Tasks => plan.tasks().map(|it| pair(&it.task.id, &it.task.title)).collect(),
        Kind::FieldAnd => {
            let tasks = plan
                .tasks()
                .flat_map(|it| ["estimate", "owners", "needs"].map(|field| pair(&format!("{}.{field}=", it.task.id), &it.task.title)));
            let asks = plan.live_outcomes().filter_map(|it| it.milestone()).flat_map(|it| &it.deliverables);
            tasks.chain(asks.map(|it| pair(&format!("{}.by=", it.id), &it.what))).collect()
        }
        Kind::Deliverables => {
            let asks = plan.live_outcomes().filter_map(|it| it.milestone()).flat_map(|it| &it.deliverables);
            asks.map(|it| pair(&it.id, &it.what)).collect()
        }
        Kind::Changes => plan.changes.iter().map(|it| pair(&it.id, &format!("{}: {}", change_word(it.kind), it.what))).collect(),
        Kind::Columns => plan.settings.columns.iter().map(|it| pair(&it.name, "")).collect(),
        Kind::People => plan.here_on(session.today()).map(|it| pair(&it.name, side_word(it.side))).collect(),
        Kind::Anything | Kind::Files | Kind::Choices | Kind::Themes | Kind::Sections => Vec::new(),
    }
}

fn change_word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::BudgetOverrun => "budget",
        ChangeKind::Undocumented => "undocumented",
        ChangeKind::Dropped => "dropped",
        ChangeKind::Swapped => "swapped",
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Delivery => "delivery",
        Side::Customer => "customer",
        Side::ThirdParty => "third party",
    }
}
