use super::*;
use crate::{
    customer::Revision,
    findings::{Finding, checklist, findings},
    plan::{Budget, Change, ChangeKind, Clash, Money, Person, Pivot, Quarters, Side, Total},
    projection::{
        examples::{day, deliverable, outcome, plan, with_deliverables},
        project,
    },
};

pub fn today() -> NaiveDate {
    day("2027-02-08")
}

/// Outcome `o` by 15 February with task `a` of Ann's, and `p` by 26 February with a card in progress; people of all sides.
pub fn untold() -> Plan {
    let asked =
        with_deliverables(outcome("o", Some("2027-02-15"), &["a: Ann · 3d · needs data"]), &[deliverable("data", Some("2027-02-09"))]);
    let begun = outcome("p", Some("2027-02-26"), &["b: Bob · 5d · In progress", "c: Bob · 2d · Done"]);
    let person = |name: &str, side| Arc::new(Person { name: name.into(), side, ..Person::default() });
    let people = vec![
        person("Ann", Side::Delivery),
        person("Bob", Side::Delivery),
        person("CFO", Side::Customer),
        person("Data Office", Side::ThirdParty),
    ];
    Plan { decision_maker: "CFO".into(), people, ..plan(vec![asked, begun]) }
}

pub fn to(names: &[&str]) -> Telling {
    Telling { to: names.iter().map(|name| (*name).into()).collect(), by: "Dana".into(), ..Telling::default() }
}
pub fn deciding(outcome: &str, decision: Decision) -> Telling {
    Telling { decisions: Decisions::from([(outcome.into(), decision)]), ..to(&["CFO"]) }
}
pub fn told(plan: &Plan, telling: &Telling) -> Plan {
    share(plan, telling, today()).unwrap()
}
pub fn refused(plan: &Plan, telling: &Telling) -> String {
    share(plan, telling, today()).unwrap_err().why
}
/// Told once, and `p` made 20 days longer since: it ends after its date.
fn slipped() -> Plan {
    let mut plan = told(&untold(), &to(&["CFO", "Ann"]));
    plan.task_mut("b").unwrap().estimate = Some(Quarters::days(20));
    plan
}
fn found(plan: &Plan) -> Vec<Finding> {
    findings(plan, &project(plan, today()), today())
}
fn ticked(plan: &Plan) -> Vec<&'static str> {
    checklist(plan, &found(plan)).into_iter().filter(|tick| tick.ok).map(|tick| tick.item).collect()
}

#[test]
fn each_side_gets_its_own_plan_and_its_own_revision() {
    let first = told(&untold(), &to(&["Ann", "CFO", "Data Office", "CFO"]));
    let seen: Vec<_> = first.shares.iter().map(|it| (it.plan, it.rev, it.to.join(" "), it.promises.len())).collect();
    assert_eq!(seen, [(Audience::Customer, 1, "CFO Data Office".to_string(), 2), (Audience::Delivery, 1, "Ann".to_string(), 0)]);
    let second = told(&first, &Telling { next: Some(day("2027-02-15")), ..to(&["CFO"]) });
    let newest = second.shares.last().unwrap();
    assert_eq!((newest.rev, newest.on, newest.by.as_str(), newest.next), (2, today(), "Dana", Some(day("2027-02-15"))));
    assert_eq!(told(&second, &to(&["Bob"])).shares.last().unwrap().rev, 2, "the second delivery share");
}

#[test]
fn a_share_promises_every_live_milestone_with_its_figures_and_how_its_tasks_stood() {
    let mut plan = untold();
    plan.milestone_mut("p").unwrap().signed = Some(today());
    let hidden = |id: &str| outcome(id, None, &[]);
    plan.outcomes.push(Arc::new(crate::plan::Outcome { internal: true, ..hidden("i") }));
    plan.outcomes.push(Arc::new(crate::plan::Outcome { dropped: Some(Default::default()), ..hidden("x") }));
    let plan = told(&plan, &to(&["CFO"]));
    let promises: Vec<_> =
        plan.shares[0].promises.iter().map(|it| (it.outcome.as_str(), it.tasks, it.days, it.word.as_str(), it.signed)).collect();
    assert_eq!(
        promises,
        [("o", Some(1), Some(Total::days(3)), "Planned", None), ("p", Some(2), Some(Total::days(7)), "In progress", Some(today())),]
    );
    assert_eq!(plan.shares[0].promises[0].deliverables[0].what, "Provide data");
}

#[test]
fn an_outcome_of_more_days_than_one_estimate_can_be_is_told_and_read_again() {
    let mut plan = untold();
    ["b", "c"].iter().for_each(|task| plan.task_mut(task).unwrap().estimate = Some(Quarters::MAX));
    let told = told(&plan, &to(&["CFO"]));
    let read = crate::file::read(crate::file::text_of(&told).as_bytes());
    assert_eq!(read.problems, []);
    assert_eq!(read.plan.unwrap().told("p").unwrap().days, Some(Total::days(2 * 9999)));
}

#[test]
fn nobody_is_told_by_nobody_of_nobody_or_of_a_clash() {
    let plan = untold();
    assert_eq!(refused(&plan, &Telling { by: " ".into(), ..to(&["CFO"]) }), "say who sends it");
    assert_eq!(refused(&plan, &to(&[])), "say who is told");
    assert_eq!(refused(&plan, &to(&["CFOO"])), "nobody in this plan is called `CFOO`, so their side is not known; did you mean CFO?");
    let early = Telling { next: Some(day("2027-02-07")), ..to(&["CFO"]) };
    assert_eq!(refused(&plan, &early), "the next update cannot be announced for a day that is past");
    let mut left = plan.clone();
    Arc::make_mut(&mut left.people[2]).left = Some(today());
    assert_eq!(refused(&left, &to(&["CFO"])), "CFO left on 8 February");
    let mut clashing = plan.clone();
    clashing.clashes.push(Arc::new(Clash { item: "o".into(), field: "by".into(), ..Clash::default() }));
    assert_eq!(
        refused(&clashing, &to(&["CFO"])),
        "`by` of `o` is in a clash, and the customer would read one side of it: take a side first"
    );
    assert_eq!(told(&clashing, &to(&["Ann"])).shares.len(), 1, "the delivery side may see a clash");
}

#[test]
fn the_first_share_writes_the_uid_that_the_title_gives_and_keeps_one_that_is_there() {
    assert_eq!(told(&untold(), &to(&["Ann"])).uid, crate::plan::derived_id("plan", "", "P", 1));
    let named = Plan { uid: "mine".into(), ..untold() };
    assert_eq!(told(&named, &to(&["CFO"])).uid, "mine");
}

#[test]
fn a_mail_goes_to_those_of_the_customer_who_have_an_address() {
    let mut plan = untold();
    for (name, email) in [("CFO", "cfo@acme.example"), ("Ann", "ann@us.example")] {
        let place = plan.people.iter().position(|person| person.name == name).unwrap();
        Arc::make_mut(&mut plan.people[place]).email = email.into();
    }
    let sent = preview(&plan, &to(&["CFO", "Data Office", "Ann"]), today()).unwrap().customer;
    assert_eq!(sent.recipients.iter().map(|it| it.address()).collect::<Vec<_>>(), ["cfo@acme.example"]);
}

#[test]
fn a_drifted_milestone_shows_its_three_dates_and_what_would_be_sent() {
    let plan = slipped();
    let seen = preview(&plan, &deciding("p", Decision::Take { because: "more work".into() }), today()).unwrap();
    let lines: Vec<String> = seen.drifted.iter().map(|it| format!("{}: {}; sent {:?}", it.outcome, it.words(today()), it.sent)).collect();
    assert_eq!(lines, ["p: told 26 February, meant 26 February, ends 5 March; sent Some(2027-03-05)"]);
    assert_eq!((seen.rev, seen.customer.revision, seen.customer.sender.as_deref()), (2, Revision::Told(2), Some("Dana")));
    assert_eq!(seen.customer.changed.folded(), ["The p is there: 26 February → 5 March (more work)"]);
    assert_eq!(plan.shares.len(), 2, "a preview writes nothing");
}

#[test]
fn a_date_is_kept_taken_or_typed() {
    let mut plan = slipped();
    plan.redate("p", Some(day("2027-03-01")), Some("guess".into())).unwrap();
    let after = |decision| {
        let plan = told(&plan, &deciding("p", decision));
        let (milestone, promise) = (plan.outcome("p").unwrap().milestone().unwrap().clone(), plan.told("p").unwrap().clone());
        assert_eq!(milestone.by, promise.by);
        assert_eq!(milestone.because, promise.because);
        (promise.by.unwrap().to_string(), promise.because.clone(), promise.kept.clone())
    };
    let expected = |by: &str, because: &str, kept: &str| (by.to_string(), because.to_string(), kept.to_string());
    assert_eq!(after(Decision::Keep { why: "it will hold".into() }), expected("2027-02-26", "", "it will hold"));
    assert_eq!(after(Decision::Take { because: "more work".into() }), expected("2027-03-05", "more work", ""));
    assert_eq!(after(Decision::Take { because: String::new() }), expected("2027-03-05", "", ""));
    assert_eq!(after(Decision::Date { by: day("2027-03-10"), because: "safe".into() }), expected("2027-03-10", "safe", ""));
    assert_eq!(after(Decision::AsMeant { because: "better".into() }), expected("2027-03-01", "better", ""));
    let unnamed = told(&plan, &to(&["CFO"]));
    assert_eq!(unnamed.told("p").unwrap().by, Some(day("2027-03-01")), "told as it is meant");
}

#[test]
fn what_cannot_be_decided_is_refused() {
    let plan = untold();
    let keep = || Decision::Keep { why: String::new() };
    let take = || Decision::Take { because: String::new() };
    assert_eq!(refused(&plan, &deciding("p", keep())), "`The p is there` was never told: there is no date to keep");
    assert_eq!(refused(&plan, &deciding("x", take())), "there is no outcome `x` in this plan");
    let mut empty = plan.clone();
    empty.outcome_mut("o").unwrap().tasks.clear();
    assert_eq!(refused(&empty, &deciding("o", take())), "nothing says when `The o is there` will be there: type a date");
    let inside = Telling { to: vec!["Ann".into()], ..deciding("o", take()) };
    assert_eq!(refused(&plan, &inside), "dates are decided when the customer is told, and nobody of the customer is");
    let mut internal = plan.clone();
    internal.outcome_mut("o").unwrap().internal = true;
    assert_eq!(refused(&internal, &deciding("o", take())), "`Do o` has no milestone that the customer is told");
}

#[test]
fn what_an_undocumented_change_holds_is_told_as_it_was_and_gets_no_other_date() {
    let mut plan = slipped();
    let change = Change { id: "c".into(), kind: ChangeKind::Undocumented, outcome: "p".into(), what: "Faster".into(), ..Change::default() };
    plan.changes.push(Arc::new(change));
    plan.redate("p", Some(day("2027-03-05")), None).unwrap();
    plan.move_to_column("b", 3, today()).unwrap();
    plan.milestone_mut("p").unwrap().signed = Some(today());
    let take = Decision::Take { because: String::new() };
    assert_eq!(refused(&plan, &deciding("p", take)), "`The p is there` is held by `Faster` (c): document it, or reclassify");
    let seen = preview(&plan, &to(&["CFO"]), today()).unwrap();
    assert_eq!(seen.drifted.iter().filter(|it| it.outcome == "p").count(), 0, "signed");
    let before = plan.told("p").unwrap().clone();
    let plan = told(&plan, &deciding("p", Decision::Keep { why: "as agreed".into() }));
    let after = plan.told("p").unwrap();
    assert_eq!((after.by, after.word.as_str(), after.days), (before.by, "In progress", before.days));
    assert_eq!((after.signed, after.kept.as_str()), (Some(today()), "as agreed"), "what the customer did comes through");
    assert_eq!(plan.outcome("p").unwrap().milestone().unwrap().by, Some(day("2027-03-05")));
}

#[test]
fn a_slip_that_is_held_is_shown_with_what_holds_it_and_the_date_that_stays() {
    let mut plan = slipped();
    let change = Change { id: "c".into(), kind: ChangeKind::Undocumented, outcome: "p".into(), ..Change::default() };
    plan.changes.push(Arc::new(change));
    plan.redate("p", Some(day("2027-03-03")), None).unwrap();
    let seen = preview(&plan, &to(&["CFO"]), today()).unwrap();
    let rows: Vec<_> = seen.drifted.iter().map(|it| (it.outcome.as_str(), it.held_by.as_deref(), it.sent)).collect();
    assert_eq!(rows, [("p", Some("c"), Some(day("2027-02-26")))]);
}

#[test]
fn a_telling_of_nothing_new_counts_a_revision() {
    let once = told(&untold(), &to(&["CFO"]));
    let seen = preview(&once, &to(&["CFO"]), today()).unwrap();
    assert_eq!((seen.customer.revision, seen.customer.changed.lines.len()), (Revision::Told(2), 0));
    assert_eq!(told(&once, &to(&["CFO"])).baseline().unwrap().rev, 2);
}

#[test]
fn a_dropped_outcome_is_said_once_and_promised_no_more() {
    let mut plan = told(&untold(), &to(&["CFO"]));
    plan.bin("a").unwrap();
    let drop = Pivot { kind: ChangeKind::Dropped, outcome: "o".into(), what: "too dear".into(), ..Pivot::default() };
    plan.raise("c", &drop, today()).unwrap();
    assert!(!crate::plan::is_closed(&plan, &plan.changes[0]));
    let seen = preview(&plan, &to(&["CFO"]), today()).unwrap();
    assert_eq!((seen.customer.changed.folded(), seen.customer.asks.len()), (vec!["Dropped: The o is there".to_string()], 0));
    let plan = told(&plan, &to(&["CFO"]));
    assert!(plan.told("o").is_none());
    assert!(crate::plan::is_closed(&plan, &plan.changes[0]), "the customer was told");
    assert_eq!(found(&plan).iter().filter(|it| it.code == "dropped" || it.code == "owed").count(), 0);
}

#[test]
fn after_sharing_with_all_dates_in_step_both_plans_line_up() {
    let mut plan = slipped();
    plan.deliverable_mut("data").unwrap().what = "Provide all data".into();
    plan.milestone_mut("o").unwrap().headline = "The o is really there".into();
    assert!(!ticked(&plan).contains(&"both-line-up"));
    let late = told(&plan, &deciding("p", Decision::Keep { why: "hope".into() }));
    assert!(!ticked(&late).contains(&"both-line-up"), "a slip does not go away by telling the old date again");
    let plan = told(&plan, &deciding("p", Decision::Take { because: "more work".into() }));
    assert!(ticked(&plan).contains(&"both-line-up"), "{:?}", found(&plan));
}

#[test]
fn what_was_told_stays_told() {
    let before = untold();
    let after = told(&before, &to(&["CFO"]));
    assert_eq!(told_between(&before, &before), None);
    assert_eq!(told_between(&before, &after).unwrap(), "rev 1 was told to CFO; it stays told");
    let both = told(&after, &to(&["CFO", "Data Office", "Ann"]));
    assert_eq!(
        told_between(&after, &both).unwrap(),
        "rev 2 was told to CFO and Data Office and delivery rev 1 was told to Ann; they stay told"
    );
    let mut spent = after.clone();
    spent.outcome_mut("o").unwrap().budget = Some(Budget { planned: Money(1), spent: Money(1) });
    assert_eq!(told_between(&after, &spent), None);
}
