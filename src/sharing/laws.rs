//! What holds whatever is edited between two tellings.

use super::{
    tests::{to, today, untold},
    *,
};
use crate::{
    customer::{FORMATS, Revision, customer_plan, told_plan},
    plan::{ChangeKind, Direction, Fate, Pivot, Quarters},
    projection::{Calendar, examples::day},
};
use proptest::prelude::*;

/// What somebody does to the plan; the numbers choose the item.
#[derive(Debug, Clone)]
enum Edit {
    Column(u8, usize),
    Home(u8, u8),
    Estimate(u8, u32),
    Redate(u8, Option<u32>),
    Headline(u8, String),
    SignOff(u8, String),
    Ask(u8, String),
    Receive,
    Sign(u8),
    Drop(u8),
    Raise(u8),
    Reorder(u8),
    Tell(Vec<Decided>),
}
type Decided = (u8, u8);

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..3u8, 0..4usize).prop_map(|(task, column)| Edit::Column(task, column)),
        (0..3u8, 0..3u8).prop_map(|(task, home)| Edit::Home(task, home)),
        (0..3u8, 0..90u32).prop_map(|(task, quarters)| Edit::Estimate(task, quarters)),
        (0..2u8, prop::option::of(0..60u32)).prop_map(|(outcome, days)| Edit::Redate(outcome, days)),
        (0..2u8, "[a-z ]{0,9}").prop_map(|(outcome, text)| Edit::Headline(outcome, text)),
        (0..2u8, "[a-z ]{0,9}").prop_map(|(outcome, text)| Edit::SignOff(outcome, text)),
        (0..2u8, "[a-z ]{0,9}").prop_map(|(outcome, text)| Edit::Ask(outcome, text)),
        Just(Edit::Receive),
        (0..2u8).prop_map(Edit::Sign),
        (0..2u8).prop_map(Edit::Drop),
        (0..2u8).prop_map(Edit::Raise),
        (0..2u8).prop_map(Edit::Reorder),
        prop::collection::vec((0..2u8, 0..3u8), 0..3).prop_map(Edit::Tell),
    ]
}

const OUTCOMES: [&str; 2] = ["o", "p"];
const TASKS: [&str; 3] = ["a", "b", "c"];

fn telling(choices: &[Decided]) -> Telling {
    let decision = |choice: u8| match choice {
        0 => Decision::Keep { why: "w".into() },
        1 => Decision::Take { because: "b".into() },
        _ => Decision::Date { by: day("2027-05-05"), because: String::new() },
    };
    let decisions = choices.iter().map(|(outcome, choice)| (OUTCOMES[*outcome as usize].to_string(), decision(*choice))).collect();
    Telling { decisions, ..to(&["CFO", "Ann"]) }
}

/// The plan after an edit; as it was when that is refused.
fn after(plan: &Plan, edit: &Edit, at: usize) -> Plan {
    let mut after = plan.clone();
    let outcome = |n: &u8| OUTCOMES[*n as usize];
    let done = match edit {
        Edit::Column(task, column) => after.move_to_column(TASKS[*task as usize], *column, today()),
        Edit::Home(task, home) => {
            after.settle(TASKS[*task as usize], &Fate::Moved(OUTCOMES.get(*home as usize).map(|id| (*id).into())), today())
        }
        Edit::Estimate(task, quarters) => after.task_mut(TASKS[*task as usize]).map(|task| task.estimate = Some(Quarters(*quarters))),
        Edit::Redate(n, days) => after.redate(outcome(n), days.map(|days| today() + chrono::Days::new(days.into())), None),
        Edit::Headline(n, text) => after.milestone_mut(outcome(n)).map(|it| it.headline.clone_from(text)),
        Edit::SignOff(n, text) => after.milestone_mut(outcome(n)).map(|it| it.sign_off.clone_from(text)),
        Edit::Ask(n, text) => after.milestone_mut(outcome(n)).map(|it| {
            let ask = crate::plan::Deliverable { id: format!("d{at}"), what: text.clone(), ..Default::default() };
            it.deliverables.push(Arc::new(ask));
        }),
        Edit::Receive => after.deliverable_mut("data").map(|it| it.received = Some(today())),
        Edit::Sign(n) => after.milestone_mut(outcome(n)).map(|it| it.signed = Some(today())),
        Edit::Drop(n) => {
            let open: Vec<String> = plan.open_tasks(outcome(n)).iter().map(|task| task.id.clone()).collect();
            let settled = open.iter().try_for_each(|task| after.settle(task, &Fate::Moved(None), today()));
            settled.and_then(|()| after.raise(&format!("x{at}"), &pivot(ChangeKind::Dropped, outcome(n)), today()))
        }
        Edit::Raise(n) => after.raise(&format!("x{at}"), &pivot(ChangeKind::Undocumented, outcome(n)), today()),
        Edit::Reorder(n) => after.reorder_outcome(outcome(n), Direction::Up),
        Edit::Tell(choices) => share(plan, &telling(choices), today()).map(|told| after = told),
    };
    if done.is_ok() { after } else { plan.clone() }
}

fn pivot(kind: ChangeKind, outcome: &str) -> Pivot {
    Pivot { kind, outcome: outcome.into(), what: "w".into(), ..Pivot::default() }
}

/// Every format's bytes.
fn exports(plan: &Plan) -> Vec<Vec<u8>> {
    let seen = customer_plan(plan, today());
    FORMATS.iter().map(|format| (format.write)(&seen)).collect()
}

/// Edits all of an outcome that an undocumented change may move, but not what the customer did.
fn is_the_customers(edit: &Edit) -> bool {
    matches!(edit, Edit::Receive | Edit::Sign(_))
}

proptest! {
    #[test]
    fn shares_are_only_ever_added(edits in prop::collection::vec(edit(), 0..30)) {
        let mut plan = untold();
        for (at, edit) in edits.iter().enumerate() {
            let before = plan;
            plan = after(&before, edit, at);
            prop_assert!(plan.shares.starts_with(&before.shares), "{:?}", edit);
            prop_assert_eq!(told_between(&before, &plan).is_some(), plan.shares.len() > before.shares.len());
            prop_assert_eq!(crate::plan::diff(&before, &plan, today()).is_empty(), before == plan, "{:?} is told in words", edit);
        }
    }

    #[test]
    fn what_was_just_told_is_what_the_customer_plan_says(edits in prop::collection::vec(edit(), 0..20), choices in prop::collection::vec((0..2u8, 0..3u8), 0..3)) {
        let plan = edits.iter().enumerate().fold(untold(), |plan, (at, edit)| after(&plan, edit, at));
        let Ok(told) = share(&plan, &telling(&choices), today()) else { return Ok(()) };
        let sent = preview(&plan, &telling(&choices), today()).unwrap().customer;
        let now = customer_plan(&told, today());
        prop_assert_eq!((now.revision, now.on), (sent.revision, today()));
        prop_assert_eq!(now.revision, Revision::Told(told.baseline().unwrap().rev));
        prop_assert_eq!(&now.asks, &sent.asks);
        prop_assert_eq!(now.changed.lines.len(), 0);
        let dates = |plan: &CustomerPlan| plan.coming.iter().map(|it| (it.headline.clone(), it.by, it.sign_off.clone())).collect::<Vec<_>>();
        let again: Vec<_> = dates(&now);
        prop_assert!(dates(&sent).iter().filter(|it| again.contains(it)).count() == again.len(), "{:?} {:?}", dates(&sent), again);
        let told_plan = told_plan(&told, today()).unwrap();
        prop_assert_eq!(&told_plan.asks, &now.asks);
        prop_assert_eq!(&told_plan.coming, &now.coming);
        let codes = ["untold", "redated", "reworded", "resigned", "reasked", "dropped"];
        let held: Vec<&str> = told.held().into_keys().collect();
        let found = crate::findings::findings(&told, &crate::projection::project(&told, today()), today());
        for finding in found.iter().filter(|it| codes.contains(&it.code)) {
            prop_assert!(held.contains(&finding.item.as_deref().unwrap_or("")), "{:?}", finding);
        }
    }

    #[test]
    fn while_an_undocumented_change_runs_no_edit_of_what_it_holds_alters_a_byte_of_an_export(
        edits in prop::collection::vec(edit(), 0..30),
    ) {
        let mut plan = share(&untold(), &to(&["CFO"]), today()).unwrap();
        for outcome in OUTCOMES {
            plan.raise(&format!("u-{outcome}"), &pivot(ChangeKind::Undocumented, outcome), today()).unwrap();
        }
        let (before, bytes) = (customer_plan(&plan, today()), exports(&plan));
        for (at, edit) in edits.iter().enumerate().filter(|(_, edit)| !is_the_customers(edit) && !matches!(edit, Edit::Tell(_))) {
            plan = after(&plan, edit, at);
            let _ = plan.finish("u-o", today());
            // All that a format can see; the bytes of each are compared once, below.
            prop_assert_eq!(&customer_plan(&plan, today()), &before, "{:?}", edit);
        }
        prop_assert_eq!(exports(&plan), bytes);
        prop_assert!(plan.live_outcomes().count() == OUTCOMES.len(), "what is held is not dropped");
    }

    #[test]
    fn a_change_that_holds_one_outcome_leaves_the_other_free(days in 1..60u32) {
        let mut plan = share(&untold(), &to(&["CFO"]), today()).unwrap();
        plan.raise("u", &pivot(ChangeKind::Undocumented, "o"), today()).unwrap();
        let before = customer_plan(&plan, today());
        let by = Some(day("2027-03-01") + chrono::Days::new(days.into()));
        let mut held = plan.clone();
        held.redate("o", by, None).unwrap();
        prop_assert_eq!(&customer_plan(&held, today()), &before);
        plan.redate("p", by, None).unwrap();
        prop_assert_ne!(customer_plan(&plan, today()), before);
    }
}

#[test]
fn an_announced_update_stands_in_what_is_sent_else_the_rhythm_says() {
    let plan = untold();
    let sent = |next| preview(&plan, &Telling { next, ..to(&["CFO"]) }, today()).unwrap().customer.next_update;
    assert_eq!(sent(Some(day("2027-02-12"))), Some(day("2027-02-12")));
    assert_eq!(sent(None), Some(Calendar::new(&plan.settings).add(today(), 5)));
}

#[test]
fn a_task_that_carries_the_change_holds_its_outcome_too() {
    let mut plan = share(&untold(), &to(&["CFO"]), today()).unwrap();
    let carried = Pivot { tasks: vec!["b".into()], ..pivot(ChangeKind::Undocumented, "o") };
    plan.raise("u", &carried, today()).unwrap();
    assert_eq!((plan.held().len(), plan.held_by("p").map(|change| change.id.as_str())), (2, Some("u")));
}
