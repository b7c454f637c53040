//! Findings about pivots: what a change still owes, and what an undocumented one breaks while it holds the customer plan still (spec 3.7).
//! What is owed is looked up by `plan::owes`; here is its clock, and the offer to reclassify.

use super::{Hit, Scene, hit, named, quoted, working_days};
use crate::{
    plan::{Change, ChangeKind, Debt, Outcome, Plan, owes},
    projection::{Severity, Standing, State},
    words::{capital, listed},
};
use chrono::NaiveDate;
use std::sync::Arc;

/// A document is owed red from this working day after the work was finished.
const RED_FROM: i64 = 6;

/// What an undocumented change breaks in an outcome that it touches; a reason to reclassify it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Id of the outcome.
    pub outcome: String,
    pub what: Breaks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breaks {
    /// The date the customer has is passed, or the work ends after it.
    Date,
    Budget,
    /// What was told is not pursued any more.
    Outcome,
}

impl Breaks {
    pub const fn words(self) -> &'static str {
        match self {
            Breaks::Date => "date",
            Breaks::Budget => "budget",
            Breaks::Outcome => "outcome",
        }
    }
}

/// What an open undocumented change breaks: then the program offers to reclassify it. Empty for any other change.
pub fn breaks(plan: &Plan, standings: &[Standing], change: &Change) -> Vec<Break> {
    if !change.holds() {
        return Vec::new();
    }
    let state = |id: &str| standings.iter().find(|standing| standing.outcome == id).map(|standing| standing.state);
    let is_over = |id: &str| plan.outcome(id).is_some_and(|outcome| plan.overrun(outcome).is_some());
    plan.touched_by(change).into_iter().flat_map(|id| broken(id, state(id), is_over(id))).collect()
}

/// The same for many changes, everything looked up once.
fn breaks_in(scene: &Scene, change: &Change) -> Vec<Break> {
    if !change.holds() {
        return Vec::new();
    }
    let is_over = |id: &str| scene.outcome(id).is_some_and(|outcome| scene.plan.overrun(outcome).is_some());
    scene.touched_by(change).flat_map(|id| broken(id, scene.state(id), is_over(id))).collect()
}

fn broken(id: &str, state: Option<State>, is_over: bool) -> Vec<Break> {
    let date = state.filter(|state| is_broken(*state)).map(|_| Breaks::Date);
    let gone = (state == Some(State::Dropped)).then_some(Breaks::Outcome);
    let broken = date.into_iter().chain(is_over.then_some(Breaks::Budget)).chain(gone);
    broken.map(|what| Break { outcome: id.to_string(), what }).collect()
}

fn is_broken(state: State) -> bool {
    match state {
        State::Late | State::Overdue | State::WaitingOnCustomer => true,
        State::Dropped | State::SignedOff | State::DoneUnsigned | State::NoDate => false,
        State::NoProjection | State::Floor | State::AtRisk | State::Early | State::Aligned => false,
    }
}

pub(super) fn owed(scene: &Scene) -> Vec<Hit> {
    scene.plan.changes.iter().filter(|change| change.became.is_empty()).filter_map(|change| of_change(scene, change)).collect()
}

fn of_change(scene: &Scene, change: &Change) -> Option<Hit> {
    match change.kind {
        ChangeKind::Undocumented => undocumented(scene, change),
        ChangeKind::BudgetOverrun | ChangeKind::Dropped | ChangeKind::Swapped => updates(scene, change),
    }
}

/// `The budget overrun of X owes an update of the delivery plan and of the customer plan`.
fn updates(scene: &Scene, change: &Change) -> Option<Hit> {
    let open: Vec<_> = owes(scene.plan, change).into_iter().filter(|it| !it.done).collect();
    if open.is_empty() {
        return None;
    }
    let mut debts: Vec<&str> = open.iter().map(|it| owed_as(it.to)).collect();
    debts.dedup();
    let mut text = format!("{} owes {}", the(scene, change), listed(&debts));
    if let Some(on) = change.on {
        text.push_str(&format!(", since {}", scene.date(on)));
    }
    let steps: Vec<String> = open.into_iter().map(|it| it.what).collect();
    Some(hit(&change.id, text, capital(&steps.join("; then "))))
}

fn owed_as(debt: Debt) -> &'static str {
    match debt {
        Debt::DeliveryPlan => "the delivery plan an update",
        Debt::Decision => "a decision with a name",
        Debt::CustomerPlan => "the customer plan an update",
        Debt::Work => "its work",
        Debt::Document => "its document",
    }
}

/// Amber once finished and red from the sixth working day; while it runs, only when it breaks something.
fn undocumented(scene: &Scene, change: &Change) -> Option<Hit> {
    if change.documented.is_some() {
        return None;
    }
    let broken = breaks_in(scene, change);
    let offer = breaks_in_words(scene.plan, &broken);
    match change.finished {
        None if broken.is_empty() => None,
        None => {
            let text = format!("{} {offer}, and the customer still reads what was told", the(scene, change));
            Some(hit(&change.id, text, RECLASSIFY))
        }
        Some(finished) => {
            let (severity, since) = clock(scene, finished);
            let also = if broken.is_empty() { String::new() } else { format!("; it {offer}") };
            let text = format!("{} is finished and not documented, {since}{also}", the(scene, change));
            let fix =
                if broken.is_empty() { "Document it".into() } else { format!("Document it; or {}", RECLASSIFY.replacen('R', "r", 1)) };
            Some(hit(&change.id, text, fix).at(severity))
        }
    }
}

const RECLASSIFY: &str = "Reclassify it as a budget overrun, a drop or a swap, so that both plans say so";

fn clock(scene: &Scene, finished: NaiveDate) -> (Severity, String) {
    let days = scene.working_days(finished, scene.today);
    let severity = if days >= RED_FROM { Severity::Red } else { Severity::Amber };
    let since = if days > 0 { format!("for {}", working_days(days)) } else { "since today".into() };
    (severity, since)
}

/// `breaks the date of X and the budget of Y`; an outcome that is gone from the file goes by its promise.
pub fn breaks_in_words(plan: &Plan, broken: &[Break]) -> String {
    let title = |id: &str| title(id, plan.outcome(id).map(Arc::as_ref));
    let each: Vec<String> = broken
        .iter()
        .map(|it| match it.what {
            Breaks::Date | Breaks::Budget => format!("the {} of {}", it.what.words(), title(&it.outcome)),
            Breaks::Outcome => format!("the outcome {}", title(&it.outcome)),
        })
        .collect();
    format!("breaks {}", listed(&each))
}

/// What an outcome is called; by its id where it is not in the file.
fn title(id: &str, outcome: Option<&Outcome>) -> String {
    outcome.map_or_else(|| named(id).into_owned(), |outcome| quoted(&outcome.title).to_string())
}

/// `The budget overrun of X (k3f9x2)`, `The undocumented change Y (k3f9x2)`: with the id that a command takes.
fn the(scene: &Scene, change: &Change) -> String {
    format!("{} ({})", called(scene, change), named(&change.id))
}

fn called(scene: &Scene, change: &Change) -> String {
    let outcome = title(change.outcome.as_str(), scene.outcome(&change.outcome));
    match change.kind {
        ChangeKind::BudgetOverrun => format!("The budget overrun of {outcome}"),
        ChangeKind::Dropped => format!("The drop of {outcome}"),
        ChangeKind::Swapped => format!("The swap of {outcome}"),
        ChangeKind::Undocumented if change.what.is_empty() => format!("The undocumented change of {outcome}"),
        ChangeKind::Undocumented => format!("The undocumented change {}", quoted(&change.what)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    use crate::{
        plan::{Becomes, Budget, Money, Pivot, Quarters, Share},
        projection::examples::day,
    };
    fn raised(kind: ChangeKind) -> Plan {
        but(|plan| {
            let pivot = Pivot { kind, outcome: "o".into(), what: "Faster export".into(), ..Pivot::default() };
            plan.raise("c", &pivot, day("2027-02-04")).unwrap();
        })
    }
    fn finished(on: &str) -> Plan {
        let mut plan = raised(ChangeKind::Undocumented);
        plan.finish("c", day(on)).unwrap();
        plan
    }
    fn tell(plan: &mut Plan) {
        let rev = plan.baseline().map_or(0, |share| share.rev) + 1;
        let told = Share { rev, ..(**plan.baseline().unwrap()).clone() };
        plan.shares.push(Arc::new(told));
    }

    #[test]
    fn an_overrun_is_owed_until_both_plans_are_updated_and_somebody_decided() {
        let mut plan = raised(ChangeKind::BudgetOverrun);
        let full = "amber c: The budget overrun of `Do o` (c) owes the delivery plan an update, a decision with a name and the customer plan an update, since 4 February";
        assert_eq!(of("owed", &plan), [full]);
        plan.outcome_mut("o").unwrap().budget = Some(Budget { planned: Money::whole(9), spent: Money(0) });
        plan.decide("c", "CFO", today()).unwrap();
        assert_eq!(of("owed", &plan), ["amber c: The budget overrun of `Do o` (c) owes the customer plan an update, since 4 February"]);
        tell(&mut plan);
        assert_eq!(of("owed", &plan), Vec::<String>::new());
    }

    #[test]
    fn a_change_in_progress_owes_nothing_yet() {
        assert_eq!(codes(&raised(ChangeKind::Undocumented)), Vec::<&str>::new());
    }

    #[test]
    fn a_document_is_owed_amber_at_once_and_red_from_the_sixth_working_day() {
        let text = |days: &str| format!("c: The undocumented change `Faster export` (c) is finished and not documented, {days}");
        assert_eq!(of("owed", &finished("2027-02-08")), [format!("amber {}", text("since today"))]);
        assert_eq!(of("owed", &finished("2027-02-01")), [format!("amber {}", text("for 5 working days"))]);
        assert_eq!(of("owed", &finished("2027-01-29")), [format!("red {}", text("for 6 working days"))]);
        assert_eq!(of("owed", &finished("2027-02-09")), [format!("amber {}", text("since today"))], "a day ahead starts no clock");
        let mut plan = finished("2027-01-29");
        plan.document("c", today()).unwrap();
        assert_eq!(of("owed", &plan), Vec::<String>::new());
    }

    #[test]
    fn while_it_breaks_a_date_a_budget_or_an_outcome_it_keeps_saying_so() {
        let slip = |plan: &mut Plan| plan.task_mut("a").unwrap().estimate = Some(Quarters::days(9));
        let overspend = |plan: &mut Plan| plan.outcome_mut("o").unwrap().budget = Some(Budget { planned: Money(1), spent: Money(2) });
        let abandon = |plan: &mut Plan| plan.outcome_mut("o").unwrap().internal = true;
        let mut plan = raised(ChangeKind::Undocumented);
        slip(&mut plan);
        let start = "amber c: The undocumented change `Faster export` (c) breaks";
        let end = ", and the customer still reads what was told";
        assert_eq!(of("owed", &plan), [format!("{start} the date of `Do o`{end}")]);
        assert!(codes(&plan).contains(&"late"), "the slip itself is found all the while");
        overspend(&mut plan);
        assert_eq!(of("owed", &plan), [format!("{start} the date of `Do o` and the budget of `Do o`{end}")]);
        plan.finish("c", today()).unwrap();
        assert_eq!(
            of("owed", &plan),
            [
                "amber c: The undocumented change `Faster export` (c) is finished and not documented, since today; it breaks the date of `Do o` and the budget of `Do o`"
            ]
        );
        let mut gone = raised(ChangeKind::Undocumented);
        abandon(&mut gone);
        assert_eq!(of("owed", &gone), [format!("{start} the outcome `Do o`{end}")]);
    }

    #[test]
    fn once_reclassified_the_new_change_owes_and_the_old_one_is_silent() {
        let mut plan = finished("2027-01-29");
        let becomes = Becomes { kind: ChangeKind::BudgetOverrun, replaced_by: String::new(), by: String::new() };
        plan.reclassify("c", "d", &becomes, today()).unwrap();
        let found = of("owed", &plan);
        assert_eq!((found.len(), found[0].starts_with("amber d: The budget overrun of `Do o` (d) owes")), (1, true), "{found:?}");
    }

    #[test]
    fn a_drop_the_customer_was_told_of_owes_them_a_line() {
        let mut plan = lined_up();
        plan.bin("a").unwrap();
        let drop = Pivot { kind: ChangeKind::Dropped, outcome: "o".into(), what: "Too dear".into(), ..Pivot::default() };
        plan.raise("c", &drop, today()).unwrap();
        assert_eq!(of("owed", &plan), ["amber c: The drop of `Do o` (c) owes the customer plan an update, since 8 February"]);
        let fix = all(&plan).into_iter().find(|it| it.code == "owed").unwrap().fix;
        assert_eq!(fix, "Share the customer plan: it says what was dropped");
        tell(&mut plan);
        assert_eq!(of("owed", &plan).len(), 1, "a share that still promises it says nothing");
        Arc::make_mut(plan.shares.last_mut().unwrap()).promises.clear();
        assert_eq!(of("owed", &plan), Vec::<String>::new());
    }
}
