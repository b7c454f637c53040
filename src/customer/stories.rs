//! What a customer reads, told as facts on the example plan and on a small one.

use super::{text::text, *};
use crate::plan::{Change, ChangeKind, Deliverable, Dropped, Milestone, Outcome, Plan, Promise, Share, Task, parse_date};
use crate::projection::Calendar;
use std::sync::Arc;

pub(super) fn day(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

/// The example of the method; its reference day is 8 February 2027.
pub(super) fn finance() -> Plan {
    let read = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    read.from_str(include_str!("../../tests/data/finance.ron")).unwrap()
}

pub(super) const TODAY: &str = "2027-02-08";

/// One outcome `o` with a task in the first column and an ask `a`, told as it is on 1 February as revision 1.
fn small() -> Plan {
    let ask = Deliverable {
        id: "a".into(),
        what: "Send the list".into(),
        from: "PMO".into(),
        by: Some(day("2027-02-20")),
        ..Deliverable::default()
    };
    let milestone = Milestone {
        headline: "Reports in new system".into(),
        by: Some(day("2027-03-31")),
        sign_off: "CFO".into(),
        deliverables: vec![Arc::new(ask)],
        ..Milestone::default()
    };
    let task = Task { id: "t".into(), title: "Load".into(), ..Task::default() };
    let outcome =
        Outcome { id: "o".into(), title: "O".into(), milestone: Some(milestone), tasks: vec![Arc::new(task)], ..Outcome::default() };
    let mut plan = Plan { title: "Migration".into(), customer: "Acme".into(), outcomes: vec![Arc::new(outcome)], ..Plan::default() };
    tell(&mut plan, "2027-02-01");
    plan
}

/// Records that the customer was told everything as it is meant.
fn tell(plan: &mut Plan, on: &str) {
    let promise = |outcome: &Arc<Outcome>| {
        let milestone = outcome.milestone()?.clone();
        Some(Arc::new(Promise {
            outcome: outcome.id.clone(),
            headline: milestone.headline,
            by: milestone.by,
            because: milestone.because,
            sign_off: milestone.sign_off,
            signed: milestone.signed,
            deliverables: milestone.deliverables,
            word: "Planned".into(),
            ..Promise::default()
        }))
    };
    let promises = plan.live_outcomes().filter_map(promise).collect();
    let rev = plan.baseline().map_or(0, |share| share.rev) + 1;
    plan.shares.push(Arc::new(Share { rev, on: day(on), by: "Dana".into(), promises, ..Share::default() }));
}

fn outcome(plan: &mut Plan) -> &mut Outcome {
    Arc::make_mut(&mut plan.outcomes[0])
}
fn milestone(plan: &mut Plan) -> &mut Milestone {
    outcome(plan).milestone.as_mut().unwrap()
}
fn ask(plan: &mut Plan) -> &mut Deliverable {
    Arc::make_mut(&mut milestone(plan).deliverables[0])
}
fn move_task(plan: &mut Plan, column: &str) {
    Arc::make_mut(&mut outcome(plan).tasks[0]).status = column.into();
}
fn seen(plan: &Plan) -> CustomerPlan {
    customer_plan(plan, day(TODAY))
}
fn hold(plan: &mut Plan) {
    let change = Change { id: "c".into(), kind: ChangeKind::Undocumented, outcome: "o".into(), ..Change::default() };
    plan.changes.push(Arc::new(change));
}
/// Adds an outcome with a milestone nobody was told of.
fn add(plan: &mut Plan, id: &str, headline: &str, by: &str) {
    let milestone = Milestone { headline: headline.into(), by: parse_date(by), ..Milestone::default() };
    plan.outcomes.push(Arc::new(Outcome { id: id.into(), milestone: Some(milestone), ..Outcome::default() }));
}
type Edit = fn(&mut Plan);

#[test]
fn the_example_reads_as_a_mail_one_would_send() {
    let mail = text(&customer_plan(&finance(), day(TODAY)).with_sender("Dev Lead"));
    assert_eq!(
        mail,
        "\
Finance systems migration · Acme plc
draft of rev 2 · Mon 8 Feb 2027

What we need from you
  5 February   Northwind Hosting: Open the firewall to the new system
               overdue · unlocks New system open to the finance team
  15 February  Acme Data Office: Provide dataset
               unlocks Finance reports available in new system

What is coming
  26 February  New system open to the finance team
               Waiting on you · sign-off CFO
  31 March     Finance reports available in new system
               In progress · sign-off CFO
  30 April     Old ledger switched off
               Planned · sign-off CFO

What changed since 18 January
  New system open to the finance team: 19 February → 26 February
  New: Old ledger switched off, by 30 April

Next update: 15 February
Dev Lead
"
    );
}

#[test]
fn sources_stand_beside_the_rows_they_belong_to() {
    let (plan, sources) = customer_plan_with_sources(&finance(), day(TODAY));
    assert_eq!(sources.coming, ["hosting", "finance-reports", "ledger-off"]);
    let asks = [("hosting", "firewall"), ("finance-reports", "dataset")];
    assert_eq!(sources.asks, asks.map(|(outcome, ask)| (outcome.to_string(), ask.to_string())));
    assert_eq!((plan.asks.len(), plan.coming.len()), (2, 3));
}

#[test]
fn a_milestone_has_the_first_word_that_holds() {
    let table: [(&str, Edit, Word); 9] = [
        ("nothing begun", |_| {}, Word::Planned),
        ("a task started", |plan| move_task(plan, "Review"), Word::InProgress),
        ("its only task finished", |plan| move_task(plan, "Done"), Word::Done),
        ("another date", |plan| milestone(plan).by = parse_date("2027-04-09"), Word::NewDate),
        ("its date taken away", |plan| milestone(plan).by = None, Word::NewDate),
        ("an ask past its day", |plan| ask(plan).by = parse_date("2027-02-07"), Word::WaitingOnYou),
        ("an ask on its day", |plan| ask(plan).by = parse_date(TODAY), Word::Planned),
        ("an ask past its day, and all done", |plan| (ask(plan).by, _) = (parse_date("2027-02-07"), move_task(plan, "Done")), Word::Done),
        ("signed, with an open task", |plan| milestone(plan).signed = parse_date("2027-02-05"), Word::SignedOff),
    ];
    for (what, edit, word) in table {
        let mut plan = small();
        edit(&mut plan);
        assert_eq!(seen(&plan).coming[0].word, word, "{what}");
    }
}

#[test]
fn without_tasks_nothing_is_done_and_untold_no_date_is_new() {
    let mut plan = small();
    outcome(&mut plan).tasks.clear();
    assert_eq!(seen(&plan).coming[0].word, Word::Planned);
    plan.shares.clear();
    milestone(&mut plan).by = parse_date("2027-04-09");
    assert_eq!(seen(&plan).coming[0].word, Word::Planned);
}

#[test]
fn what_changed_is_said_in_one_line_each() {
    let table: [(Edit, &[&str]); 15] = [
        (|_| {}, &[]),
        (|plan| outcome(plan).dropped = Some(Dropped::default()), &["Dropped: Reports in new system"]),
        (|plan| outcome(plan).internal = true, &["Dropped: Reports in new system"]),
        (|plan| plan.outcomes.clear(), &["Dropped: Reports in new system"]),
        (
            |plan| {
                outcome(plan).dropped = Some(Dropped { replaced_by: "p".into(), why: "too dear".into(), ..Dropped::default() });
                add(plan, "p", "Reports by hand", "2027-04-01");
            },
            &["Replaced: Reports in new system → Reports by hand, by 1 April"],
        ),
        (|plan| add(plan, "p", "Ledger switched off", ""), &["New: Ledger switched off"]),
        (|plan| milestone(plan).by = parse_date("2027-04-09"), &["Reports in new system: 31 March → 9 April"]),
        (
            |plan| (milestone(plan).by, milestone(plan).because) = (parse_date("2028-04-09"), "late data".into()),
            &["Reports in new system: 31 March → 9 April 2028 (late data)"],
        ),
        (|plan| milestone(plan).by = None, &["Reports in new system: 31 March → no date"]),
        (|plan| ask(plan).received = parse_date("2027-02-05"), &["Received: Send the list"]),
        (|plan| milestone(plan).deliverables.clear(), &["No longer needed: Send the list"]),
        (
            |plan| (ask(plan).by, ask(plan).from, ask(plan).what) = (None, String::new(), "Send both lists".into()),
            &[
                "Send both lists: 20 February → no date",
                "Send both lists: from PMO → nobody yet",
                "“Send the list” now reads “Send both lists”",
            ],
        ),
        (|plan| milestone(plan).sign_off = "COO".into(), &["Reports in new system: sign-off CFO → COO"]),
        (|plan| milestone(plan).signed = parse_date("2027-02-05"), &["Signed off: Reports in new system"]),
        (|plan| milestone(plan).headline = "Reports out".into(), &["“Reports in new system” now reads “Reports out”"]),
    ];
    for (edit, words) in table {
        let mut plan = small();
        edit(&mut plan);
        let changed = seen(&plan).changed;
        let lines: Vec<&str> = changed.lines.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(lines, words);
        assert_eq!(changed.since, Some(day("2027-02-01")));
    }
}

#[test]
fn a_new_ask_says_by_when_and_from_whom() {
    let mut plan = small();
    let new = Deliverable {
        id: "b".into(),
        what: "Name a tester".into(),
        from: "HR".into(),
        by: parse_date("2027-03-01"),
        ..Deliverable::default()
    };
    milestone(&mut plan).deliverables.push(Arc::new(new));
    assert_eq!(seen(&plan).changed.folded(), ["New ask: Name a tester, by 1 March, from HR"]);
}

#[test]
fn past_three_lines_the_rest_is_counted_but_never_what_was_dropped() {
    let line = |kind| ChangedLine { kind, words: format!("{kind:?}") };
    let table: [(&[ChangedKind], &[&str]); 5] = [
        (&[ChangedKind::Date, ChangedKind::Ask, ChangedKind::Wording], &["Date", "Ask", "Wording"]),
        (&[ChangedKind::Date, ChangedKind::Ask, ChangedKind::SignOff, ChangedKind::Wording], &["Date", "Ask", "and 2 more"]),
        (&[ChangedKind::Dropped, ChangedKind::Swapped, ChangedKind::Ask, ChangedKind::Wording], &["Dropped", "Swapped", "and 2 more"]),
        (&[ChangedKind::Dropped; 5], &["Dropped"; 5]),
        (
            &[ChangedKind::Dropped, ChangedKind::Dropped, ChangedKind::Dropped, ChangedKind::Date, ChangedKind::Date],
            &["Dropped", "Dropped", "Dropped", "and 2 more"],
        ),
    ];
    for (kinds, shown) in table {
        let changed = Changed { since: None, lines: kinds.iter().map(|kind| line(*kind)).collect() };
        assert_eq!(changed.folded(), shown);
    }
}

#[test]
fn dropped_and_swapped_stand_first_then_dates_asks_sign_off_and_wording() {
    let mut plan = small();
    add(&mut plan, "p", "Zebra", "2027-05-01");
    tell(&mut plan, "2027-02-02");
    plan.outcomes.pop();
    *milestone(&mut plan) =
        Milestone { headline: "Reports out".into(), by: parse_date("2027-04-09"), sign_off: "COO".into(), ..Milestone::default() };
    let kinds: Vec<ChangedKind> = seen(&plan).changed.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [ChangedKind::Dropped, ChangedKind::Date, ChangedKind::Ask, ChangedKind::SignOff, ChangedKind::Wording]);
}

#[test]
fn it_is_the_told_revision_until_something_a_customer_would_read_differs() {
    let same: [(&str, Edit); 7] = [
        ("nothing", |_| {}),
        ("why, without another date", |plan| milestone(plan).because = "late data".into()),
        ("hard", |plan| milestone(plan).hard = true),
        ("a task's title", |plan| Arc::make_mut(&mut outcome(plan).tasks[0]).title = "x".into()),
        ("an internal outcome", |plan| plan.outcomes.push(Arc::new(Outcome { internal: true, ..Outcome::default() }))),
        ("the order of the lanes", |plan| plan.outcomes.reverse()),
        ("a delivery share", |plan| {
            plan.shares.push(Arc::new(Share { rev: 9, plan: crate::plan::Audience::Delivery, ..Share::default() }))
        }),
    ];
    for (what, edit) in same {
        let mut plan = small();
        edit(&mut plan);
        let seen = seen(&plan);
        assert_eq!((seen.revision, seen.on), (Revision::Told(1), day("2027-02-01")), "{what}");
        assert!(text(&seen).contains("\nNo changes since 1 February\n"), "{what}");
    }
    let other: [(&str, Edit); 6] = [
        ("date", |plan| milestone(plan).by = None),
        ("headline", |plan| milestone(plan).headline = "x".into()),
        ("work begun", |plan| move_task(plan, "In progress")),
        ("something received", |plan| ask(plan).received = parse_date("2027-02-05")),
        ("signed", |plan| milestone(plan).signed = parse_date("2027-02-05")),
        ("a new milestone", |plan| add(plan, "p", "Ledger", "")),
    ];
    for (what, edit) in other {
        let mut plan = small();
        edit(&mut plan);
        assert_eq!((seen(&plan).revision, seen(&plan).on), (Revision::Draft(2), day(TODAY)), "{what}");
    }
}

#[test]
fn before_the_first_share_it_is_a_draft_that_says_nothing_of_changes() {
    let mut plan = small();
    plan.shares.clear();
    let seen = seen(&plan);
    assert_eq!((seen.revision, seen.changed.since), (Revision::Draft(1), None));
    assert!(!text(&seen).contains("hange"));
}

#[test]
fn the_next_update_is_the_announced_one_of_a_told_plan_else_counted_in_working_days() {
    let mut plan = small();
    assert_eq!(seen(&plan).next_update, Some(day("2027-02-08")));
    plan.settings.holidays = vec![crate::plan::DaySpan::day(day("2027-02-08"))];
    assert_eq!(seen(&plan).next_update, Some(day("2027-02-09")));
    Arc::make_mut(&mut plan.shares[0]).next = Some(day("2027-02-11"));
    assert_eq!(seen(&plan).next_update, Some(day("2027-02-11")));
    milestone(&mut plan).by = None;
    assert_eq!(seen(&plan).next_update, Some(day("2027-02-15")), "of a draft, from today");
    plan.settings.update_every = 0;
    assert_eq!(seen(&plan).next_update, None);
    plan.settings.update_every = u32::MAX;
    assert_eq!(seen(&plan).next_update, Some(Calendar::LAST));
}

#[test]
fn milestones_told_as_signed_off_are_counted_and_said_no_more() {
    let mut plan = small();
    milestone(&mut plan).signed = parse_date("2027-02-01");
    tell(&mut plan, "2027-02-02");
    let signed = seen(&plan);
    assert_eq!((signed.coming.len(), signed.signed_before), (0, 1));
    assert!(text(&signed).contains("\nAlready signed off: 1\n"));
    milestone(&mut plan).signed = None;
    assert_eq!((seen(&plan).coming.len(), seen(&plan).signed_before), (1, 0), "a signature taken back shows");
}

#[test]
fn what_an_undocumented_change_touches_reads_as_it_was_told() {
    let edits: [(&str, Edit); 9] = [
        ("date", |plan| milestone(plan).by = None),
        ("headline", |plan| milestone(plan).headline = "x".into()),
        ("sign-off", |plan| milestone(plan).sign_off = "x".into()),
        ("asks", |plan| milestone(plan).deliverables.clear()),
        ("a task done", |plan| move_task(plan, "Done")),
        ("internal", |plan| outcome(plan).internal = true),
        ("dropped", |plan| outcome(plan).dropped = Some(Dropped::default())),
        ("no milestone", |plan| outcome(plan).milestone = None),
        ("gone", |plan| plan.outcomes.clear()),
    ];
    let told = seen(&small());
    for (what, edit) in edits {
        let mut plan = small();
        hold(&mut plan);
        edit(&mut plan);
        assert_eq!(seen(&plan), told, "{what}");
        Arc::make_mut(&mut plan.changes[0]).documented = parse_date(TODAY);
        assert_ne!(seen(&plan), told, "{what}, once documented");
    }
}

#[test]
fn a_task_of_the_change_holds_its_outcome_and_another_kind_holds_nothing() {
    let mut plan = small();
    hold(&mut plan);
    let change = Arc::make_mut(&mut plan.changes[0]);
    change.outcome = String::new();
    Arc::make_mut(&mut outcome(&mut plan).tasks[0]).change = "c".into();
    milestone(&mut plan).by = None;
    assert_eq!(seen(&plan).revision, Revision::Told(1));
    Arc::make_mut(&mut plan.changes[0]).became = "d".into();
    assert_eq!(seen(&plan).revision, Revision::Draft(2));
    let change = Arc::make_mut(&mut plan.changes[0]);
    (change.became, change.kind) = (String::new(), ChangeKind::BudgetOverrun);
    assert_eq!(seen(&plan).revision, Revision::Draft(2));
}

#[test]
fn what_the_customer_did_comes_through_a_held_outcome() {
    let mut plan = small();
    hold(&mut plan);
    (milestone(&mut plan).by, milestone(&mut plan).signed, ask(&mut plan).received) = (None, parse_date(TODAY), parse_date(TODAY));
    let seen = seen(&plan);
    assert_eq!((seen.asks.len(), seen.coming[0].word, seen.coming[0].by), (0, Word::SignedOff, parse_date("2027-03-31")));
    assert_eq!(seen.changed.folded(), ["Received: Send the list", "Signed off: Reports in new system"]);
}

#[test]
fn a_held_outcome_nobody_was_told_of_stays_out() {
    let mut plan = small();
    plan.shares.clear();
    hold(&mut plan);
    assert_eq!((seen(&plan).coming.len(), seen(&plan).asks.len()), (0, 0));
}
