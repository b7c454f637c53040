//! What a customer reads, told as facts: the word of a milestone, the revision, the next update.

use super::{sample::*, text::text, *};
use crate::{
    plan::{Change, ChangeKind, Outcome, Plan, Share, parse_date},
    projection::Calendar,
};
use std::sync::Arc;

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

/// `what · unlocks` of each ask.
fn asked(plan: &Plan) -> Vec<String> {
    seen(plan).asks.iter().map(|ask| format!("{} · {}", ask.what, ask.unlocks)).collect()
}

#[test]
fn the_order_of_the_lanes_shows_nowhere_not_even_in_asks_that_read_alike() {
    let mut plan = small();
    add(&mut plan, "p", "Ledger in new system", "2027-03-31");
    let again = crate::plan::Deliverable { id: "b".into(), ..ask(&mut plan).clone() };
    Arc::make_mut(&mut plan.outcomes[1]).milestone.as_mut().unwrap().deliverables.push(Arc::new(again));
    let expected = ["Send the list · Ledger in new system", "Send the list · Reports in new system"];
    assert_eq!(asked(&plan), expected);
    plan.outcomes.reverse();
    assert_eq!(asked(&plan), expected);
}

#[test]
fn what_is_held_and_gone_from_the_file_stands_in_the_same_order_each_time() {
    let mut plan = small();
    (0..12).for_each(|n| add(&mut plan, &format!("p{n}"), "Ledger in new system", "2027-03-31"));
    tell(&mut plan, "2027-02-02");
    for outcome in std::mem::take(&mut plan.outcomes) {
        let change =
            Change { id: format!("c-{}", outcome.id), kind: ChangeKind::Undocumented, outcome: outcome.id.clone(), ..Change::default() };
        plan.changes.push(Arc::new(change));
    }
    let first = seen(&plan);
    assert_eq!(first.coming.len(), 13);
    (0..20).for_each(|_| assert_eq!(seen(&plan), first));
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
