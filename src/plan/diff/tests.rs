use super::*;
use crate::plan::{
    Audience, Becomes, Budget, Change, ChangeKind, Clash, Column, DaySpan, Deliverable, Direction, Dropped, Fate, Milestone, Outcome,
    Person, Pivot, Promise, Quarters, Share, Side, Task,
};
use std::sync::Arc;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn task(id: &str, title: &str) -> Arc<Task> {
    Arc::new(Task { id: id.into(), title: title.into(), ..Task::default() })
}

/// Two outcomes; the first has a milestone with an ask, and three tasks.
fn plan() -> Plan {
    let ask =
        Deliverable { id: "dataset".into(), what: "Provide dataset".into(), from: "Acme Data Office".into(), ..Deliverable::default() };
    let milestone = Milestone {
        headline: "Finance reports available in new system".into(),
        by: Some(day(3, 31)),
        sign_off: "CFO".into(),
        deliverables: vec![Arc::new(ask)],
        ..Milestone::default()
    };
    let finance = Outcome {
        id: "finance".into(),
        title: "Migrate core finance reports".into(),
        milestone: Some(milestone),
        tasks: vec![task("a", "Extract"), task("b", "Transform"), task("c", "Load")],
        ..Outcome::default()
    };
    let ledger = Outcome { id: "ledger".into(), title: "Decommission the old ledger".into(), ..Outcome::default() };
    let person = Person { name: "Dana".into(), ..Person::default() };
    let mut plan = Plan { title: "Migration".into(), people: vec![Arc::new(person)], ..Plan::default() };
    plan.outcomes = vec![Arc::new(finance), Arc::new(ledger)];
    plan.settings.currency = "GBP".into();
    plan
}

fn words(before: &Plan, after: &Plan) -> Vec<String> {
    diff(before, after, day(2, 8)).into_iter().map(|event| event.words).collect()
}

/// The sentences of one edit.
fn told(edit: impl FnOnce(&mut Plan)) -> Vec<String> {
    let before = plan();
    let mut after = before.clone();
    edit(&mut after);
    words(&before, &after)
}

/// The sentences of two edits after each other: only the second is told.
fn then(first: impl FnOnce(&mut Plan), second: impl FnOnce(&mut Plan)) -> Vec<String> {
    let mut before = plan();
    first(&mut before);
    let mut after = before.clone();
    second(&mut after);
    words(&before, &after)
}

fn of_task(edit: impl FnOnce(&mut Task)) -> Vec<String> {
    told(|plan| edit(plan.task_mut("c").unwrap()))
}
fn of_outcome(edit: impl FnOnce(&mut Outcome)) -> Vec<String> {
    told(|plan| edit(plan.outcome_mut("finance").unwrap()))
}
fn of_milestone(edit: impl FnOnce(&mut Milestone)) -> Vec<String> {
    told(|plan| edit(plan.milestone_mut("finance").unwrap()))
}
fn of_ask(edit: impl FnOnce(&mut Deliverable)) -> Vec<String> {
    told(|plan| edit(plan.deliverable_mut("dataset").unwrap()))
}

#[test]
fn a_plan_is_no_different_from_itself() {
    assert_eq!(words(&plan(), &plan()), Vec::<String>::new());
}

#[test]
fn a_move_is_one_event_whatever_dates_it_writes() {
    let events = |column| {
        let (before, mut after) = (plan(), plan());
        after.move_to_column("c", column, day(2, 8)).unwrap();
        diff(&before, &after, day(2, 8))
    };
    let moved = |words: &str| Event { item: "c".into(), kind: EventKind::Moved, words: words.into() };
    assert_eq!(events(1), [moved("moved Load to In progress")]);
    assert_eq!(events(3), [moved("moved Load to Done")]);
    let back = then(|plan| plan.move_to_column("c", 3, day(2, 1)).unwrap(), |plan| plan.move_to_column("c", 0, day(2, 8)).unwrap());
    assert_eq!(back, ["moved Load to To do"]);
}

#[test]
fn a_date_that_was_set_by_hand_is_told() {
    assert_eq!(of_task(|task| task.started = Some(day(2, 3))), ["date started of Load: none → 3 February"]);
}

#[test]
fn owners_are_assigned_and_taken_off() {
    let own = |names: &'static [&'static str]| {
        move |plan: &mut Plan| plan.task_mut("b").unwrap().owners = names.iter().map(|it| (*it).into()).collect()
    };
    assert_eq!(told(own(&["Dev Lead"])), ["assigned Transform to Dev Lead"]);
    assert_eq!(then(own(&["Finance SME"]), own(&["Dev Lead"])), ["assigned Transform to Dev Lead (was Finance SME)"]);
    assert_eq!(then(own(&["Finance SME"]), own(&[])), ["took Finance SME off Transform"]);
    assert_eq!(of_outcome(|it| it.owners = vec!["Dana".into(), "Eve".into()]), ["assigned Migrate core finance reports to Dana and Eve"]);
}

#[test]
fn tasks_are_added_binned_and_moved_between_outcomes() {
    let add = |outcome| move |plan: &mut Plan| plan.add_task(outcome, Task::clone(&task("n", "Kick-off")), day(2, 8)).unwrap();
    assert_eq!(told(add(Some("finance"))), ["added Kick-off to Migrate core finance reports"]);
    assert_eq!(told(add(None)), ["added Kick-off to the noise"]);
    assert_eq!(told(|plan| plan.bin("c").unwrap()), ["binned Load"]);
    assert_eq!(told(|plan| plan.move_to_outcome("c", Some("ledger")).unwrap()), ["moved Load to outcome Decommission the old ledger"]);
    assert_eq!(told(|plan| plan.move_to_outcome("c", None).unwrap()), ["moved Load to the noise"]);
}

#[test]
fn a_new_order_names_the_card_that_moved() {
    assert_eq!(told(|plan| plan.reorder("c", Direction::Up).unwrap()), ["put Load before Transform"]);
    assert_eq!(told(|plan| plan.outcome_mut("finance").unwrap().tasks.rotate_left(1)), ["put Extract last"]);
    assert_eq!(told(|plan| plan.outcomes.reverse()), ["put outcome Decommission the old ledger before Migrate core finance reports"]);
}

#[test]
fn fields_of_a_task_are_told() {
    assert_eq!(of_task(|task| task.title = "Load data".into()), ["renamed Load to Load data"]);
    assert_eq!(of_task(|task| task.estimate = Some(Quarters::days(3))), ["estimate of Load: none → 3 days"]);
    assert_eq!(of_task(|task| task.needs = vec!["b".into(), "dataset".into()]), ["Load now needs Transform and Provide dataset"]);
    assert_eq!(of_task(|task| task.note = "one\ntwo".into()), ["wrote the note of Load"]);
    assert_eq!(of_task(|task| task.note = "short".into()), ["note of Load: none → short"]);
    assert_eq!(of_task(|task| task.blocked = "no access".into()), ["blocked Load: no access"]);
    assert_eq!(of_task(|task| task.due = Some(day(4, 9))), ["due of Load: none → 9 April"]);
}

#[test]
fn fields_of_a_task_that_had_a_value_are_told_with_it() {
    let estimate = |quarters| move |plan: &mut Plan| plan.task_mut("c").unwrap().estimate = quarters;
    assert_eq!(then(estimate(Some(Quarters(8))), estimate(Some(Quarters(12)))), ["estimate of Load: 2 → 3 days"]);
    assert_eq!(then(estimate(Some(Quarters(4))), estimate(None)), ["estimate of Load: 1 day → none"]);
    let block = |why: &'static str| move |plan: &mut Plan| plan.task_mut("c").unwrap().blocked = why.into();
    assert_eq!(then(block("no access"), block("")), ["unblocked Load"]);
    let need = |ids: &'static [&'static str]| {
        move |plan: &mut Plan| plan.task_mut("c").unwrap().needs = ids.iter().map(|it| (*it).into()).collect()
    };
    assert_eq!(then(need(&["a"]), need(&["b"])), ["Load now needs Transform, no longer Extract"]);
    assert_eq!(then(need(&["a", "b"]), need(&["b"])), ["Load no longer needs Extract"]);
}

#[test]
fn a_milestone_is_named_as_the_customer_knows_it() {
    assert_eq!(of_milestone(|it| it.by = Some(day(4, 9))), ["Finance reports available in new system: 31 March → 9 April"]);
    let redated = told(|plan| plan.redate("finance", Some(day(4, 9)), Some("the dataset came late".into())).unwrap());
    assert_eq!(redated, ["Finance reports available in new system: 31 March → 9 April (because the dataset came late)"]);
    assert_eq!(of_milestone(|it| it.by = None), ["Finance reports available in new system: 31 March → no date"]);
    assert_eq!(of_milestone(|it| it.signed = Some(day(3, 28))), ["CFO signed off Finance reports available in new system on 28 March"]);
    assert_eq!(of_milestone(|it| it.sign_off = "CTO".into()), ["sign-off of Finance reports available in new system: CFO → CTO"]);
    assert_eq!(of_milestone(|it| it.hard = true), ["the date of Finance reports available in new system is now hard"]);
    assert_eq!(
        of_milestone(|it| it.headline = "Reports live".into()),
        ["reworded Finance reports available in new system to Reports live"]
    );
    assert_eq!(of_milestone(|it| it.because = "x".into()), ["reason for the date of Finance reports available in new system: x"]);
}

#[test]
fn asks_are_made_received_and_withdrawn() {
    assert_eq!(of_ask(|it| it.received = Some(day(2, 8))), ["received Provide dataset from Acme Data Office"]);
    assert_eq!(of_ask(|it| it.by = Some(day(2, 15))), ["Provide dataset: no date → 15 February"]);
    assert_eq!(of_ask(|it| it.from = "Northwind".into()), ["asks Northwind for Provide dataset (was Acme Data Office)"]);
    assert_eq!(of_ask(|it| it.what = "Send dataset".into()), ["reworded Provide dataset to Send dataset"]);
    assert_eq!(of_milestone(|it| it.deliverables.clear()), ["no longer asks for Provide dataset"]);
    let firewall = Deliverable {
        id: "fw".into(),
        what: "Open the firewall".into(),
        from: "Northwind".into(),
        by: Some(day(2, 5)),
        ..Deliverable::default()
    };
    assert_eq!(of_milestone(|it| it.deliverables.push(Arc::new(firewall))), ["asks Northwind for Open the firewall by 5 February"]);
}

#[test]
fn outcomes_are_added_renamed_dropped_and_budgeted() {
    let new = || Arc::new(Outcome { id: "new".into(), title: "Train the team".into(), ..Outcome::default() });
    assert_eq!(told(|plan| plan.outcomes.push(new())), ["added outcome Train the team"]);
    assert_eq!(told(|plan| drop(plan.outcomes.pop())), ["removed outcome Decommission the old ledger"]);
    assert_eq!(of_outcome(|it| it.title = "Reports".into()), ["renamed outcome Migrate core finance reports to Reports"]);
    assert_eq!(of_outcome(|it| it.internal = true), ["Migrate core finance reports is now internal"]);
    let dropped = |by: &str| Some(Dropped { on: Some(day(2, 8)), why: "no money".into(), replaced_by: by.into() });
    assert_eq!(of_outcome(|it| it.dropped = dropped("")), ["dropped Migrate core finance reports: no money"]);
    assert_eq!(
        of_outcome(|it| it.dropped = dropped("ledger")),
        ["replaced Migrate core finance reports by Decommission the old ledger: no money"]
    );
    let budget = Some(Budget { planned: crate::plan::Money::whole(40000), ..Budget::default() });
    assert_eq!(of_outcome(|it| it.budget = budget), ["budget planned of Migrate core finance reports: 0 → 40000 GBP"]);
    let removed = told(|plan| plan.outcome_mut("finance").unwrap().milestone = None);
    assert_eq!(removed, ["removed the milestone of Migrate core finance reports", "no longer asks for Provide dataset"]);
    let milestone = Some(Milestone { headline: "Ledger off".into(), by: Some(day(4, 30)), ..Milestone::default() });
    let given = told(|plan| plan.outcome_mut("ledger").unwrap().milestone = milestone);
    assert_eq!(given, ["gave Decommission the old ledger the milestone Ledger off by 30 April"]);
}

#[test]
fn the_plan_its_people_and_settings_are_told() {
    assert_eq!(told(|plan| plan.title = "Move".into()), ["renamed the plan to Move"]);
    assert_eq!(told(|plan| plan.customer = "Acme plc".into()), ["customer: none → Acme plc"]);
    let eve = Arc::new(Person { name: "Eve".into(), ..Person::default() });
    assert_eq!(told(|plan| plan.people.push(eve)), ["added Eve to the people"]);
    assert_eq!(told(|plan| plan.people.clear()), ["removed Dana from the people"]);
    let dana = |edit: fn(&mut Person)| told(|plan| edit(Arc::make_mut(&mut plan.people[0])));
    assert_eq!(dana(|it| it.side = Side::Customer), ["side of Dana: Delivery → Customer"]);
    assert_eq!(dana(|it| it.key = Some('d')), ["key of Dana: none → d"]);
    assert_eq!(dana(|it| it.left = Some(day(3, 1))), ["Dana leaves on 1 March"]);
    assert_eq!(told(|plan| plan.settings.tolerance = 7), ["tolerance: 5 → 7"]);
    assert_eq!(told(|plan| plan.settings.holidays = vec![DaySpan::day(day(3, 26))]), ["holidays: added 26 March"]);
    let test = Arc::new(Column { name: "Test".into(), wip: Some(2), ..Column::default() });
    assert_eq!(told(|plan| plan.settings.columns.insert(2, test)), ["added column Test"]);
    assert_eq!(told(|plan| Arc::make_mut(&mut plan.settings.columns[1]).wip = Some(4)), ["limit of column In progress: none → 4"]);
    assert_eq!(told(|plan| plan.settings.columns.swap(1, 2)), ["put column Review before In progress"]);
}

#[test]
fn what_was_told_decided_and_left_open_is_told() {
    let share = |plan| Share { rev: 2, on: day(2, 8), by: "Dana".into(), to: vec!["CFO".into()], plan, ..Share::default() };
    assert_eq!(told(|plan| plan.shares.push(Arc::new(share(Audience::Customer)))), ["told rev 2 to CFO"]);
    assert_eq!(told(|plan| plan.shares.push(Arc::new(share(Audience::Delivery)))), ["told delivery rev 2 to CFO"]);
    let change = || Change {
        id: "x1".into(),
        kind: ChangeKind::BudgetOverrun,
        outcome: "finance".into(),
        what: "More servers".into(),
        ..Change::default()
    };
    let raise = |plan: &mut Plan| plan.changes.push(Arc::new(change()));
    assert_eq!(told(raise), ["raised a budget overrun of Migrate core finance reports: More servers"]);
    let then_change = |edit: fn(&mut Change)| then(raise, |plan| edit(Arc::make_mut(&mut plan.changes[0])));
    assert_eq!(then_change(|it| it.decided_by = "CFO".into()), ["CFO decided the change More servers"]);
    assert_eq!(then_change(|it| it.finished = Some(day(2, 8))), ["finished the change More servers"]);
    assert_eq!(then_change(|it| it.documented = Some(day(2, 8))), ["documented the change More servers"]);
    let decide = |plan: &mut Plan| {
        plan.shares.push(Arc::new(share(Audience::Customer)));
        raise(plan);
    };
    assert_eq!(then(decide, |plan| plan.decide("x1", "CFO", day(2, 8)).unwrap()), ["CFO decided the change More servers"]);
    let both = told(|plan| {
        raise(plan);
        plan.decide("x1", "CFO", day(2, 8)).unwrap();
    });
    assert_eq!(both, ["raised a budget overrun of Migrate core finance reports: More servers, decided by CFO"]);
    let kept = Promise {
        outcome: "finance".into(),
        headline: "Reports".into(),
        by: Some(day(3, 31)),
        kept: "it holds".into(),
        ..Promise::default()
    };
    let keeping = told(|plan| plan.shares.push(Arc::new(Share { promises: vec![Arc::new(kept)], ..share(Audience::Customer) })));
    assert_eq!(keeping, ["told rev 2 to CFO", "kept 31 March for Reports: it holds"]);
    let clash = Clash { id: "k".into(), item: "c".into(), field: "title".into(), ..Clash::default() };
    assert_eq!(told(|plan| plan.clashes.push(Arc::new(clash.clone()))), ["clash about the title of Load"]);
    let settled = then(|plan| plan.clashes.push(Arc::new(clash.clone())), |plan| plan.clashes.clear());
    assert_eq!(settled, ["settled the clash about the title of Load"]);
}

#[test]
fn a_title_cannot_break_the_line_or_command_the_terminal() {
    assert_eq!(of_task(|task| task.title = "a\nb\u{1b}[31m".into()), ["renamed Load to a b␛[31m"]);
}

#[test]
fn a_pivot_is_told_step_by_step() {
    let pivot = |kind| Pivot { kind, outcome: "finance".into(), what: "Too dear".into(), tasks: vec!["c".into()], ..Pivot::default() };
    let raised = |plan: &mut Plan| plan.raise("x1", &pivot(ChangeKind::Undocumented), day(2, 8)).unwrap();
    assert_eq!(
        told(raised),
        ["Load belongs to the change Too dear", "raised an undocumented change of Migrate core finance reports: Too dear"]
    );
    assert_eq!(then(raised, |plan| plan.finish("x1", day(2, 8)).unwrap()), ["finished the change Too dear"]);
    let becomes = Becomes { kind: ChangeKind::BudgetOverrun, replaced_by: String::new(), by: String::new() };
    assert_eq!(
        then(raised, |plan| plan.reclassify("x1", "x2", &becomes, day(2, 8)).unwrap()),
        ["the change Too dear became a budget overrun", "raised a budget overrun of Migrate core finance reports: Too dear",]
    );
    let swap = told(|plan| {
        ["a", "b", "c"].iter().for_each(|task| plan.settle(task, &Fate::Moved(Some("ledger".into())), day(2, 8)).unwrap());
        let swapped = Pivot { replaced_by: "ledger".into(), tasks: Vec::new(), ..pivot(ChangeKind::Swapped) };
        plan.raise("x1", &swapped, day(2, 8)).unwrap();
    });
    assert_eq!(
        swap,
        [
            "replaced Migrate core finance reports by Decommission the old ledger: Too dear",
            "moved Extract to outcome Decommission the old ledger",
            "moved Transform to outcome Decommission the old ledger",
            "moved Load to outcome Decommission the old ledger",
            "raised the swap of Migrate core finance reports: Too dear",
        ]
    );
}
