//! What the table does not speak of: shares, people, columns, undo, and taking a side.

use crate::plans::*;
use handshake::plan::{Audience, DaySpan, Milestone, Outcome, Person, Plan, Promise, Share, merge, resolve};
use std::sync::Arc;

#[test]
fn shares_of_both_sides_are_kept_in_the_order_of_day_revision_and_sender() {
    let told = |base: &Plan, rev, on, by: &str| {
        let share = Share { rev, on: day(on), by: by.into(), plan: Audience::Customer, ..Share::default() };
        with(base, |plan| plan.shares.push(Arc::new(share)))
    };
    let base = told(&plan("a"), 1, 1, "Dee");
    let plan = joined(&base, &told(&base, 2, 9, "Dee"), &told(&told(&base, 2, 8, "Eve"), 3, 9, "Ann"));
    let by: Vec<_> = plan.shares.iter().map(|share| (share.rev, share.by.as_str())).collect();
    assert_eq!(by, [(1, "Dee"), (2, "Eve"), (2, "Dee"), (3, "Ann")]);
}

#[test]
fn what_one_person_told_twice_on_a_day_clashes_under_the_name_of_the_share() {
    let told = |base: &Plan, by| {
        let promise = Promise { outcome: "O".into(), by: Some(day(by)), ..Promise::default() };
        let share = Share { rev: 1, on: day(1), by: "Dee".into(), promises: vec![Arc::new(promise)], ..Share::default() };
        with(base, |plan| plan.shares.push(Arc::new(share)))
    };
    let base = plan("a");
    let (mut plan, clashes) = merged(&base, &told(&base, 20), &told(&base, 30));
    assert_eq!(shown(&clashes), [r#"share Customer 1 2027-03-01 Dee/O by: -; ours "2027-03-20", theirs "2027-03-30""#]);
    resolve(&mut plan, &clashes[0].id, "theirs").unwrap();
    assert_eq!(plan.told("O").unwrap().by, Some(day(30)));
}

#[test]
fn a_task_whose_two_homes_are_both_gone_stays_where_it_stands_and_the_clash_goes() {
    let base = with(&plan("a"), |plan| {
        let other = |id: &str| Arc::new(Outcome { id: id.into(), title: id.into(), ..Outcome::default() });
        plan.outcomes.extend([other("X"), other("Y")]);
    });
    let sent = |to: &str| with(&base, |plan| plan.move_to_outcome("a", Some(to)).unwrap());
    let (plan, clashes) = merged(&base, &sent("X"), &sent("Y"));
    assert_eq!(clashes.len(), 1, "{}", shown(&clashes).join("; "));
    let without = |gone: &[&str]| {
        let mut plan = plan.clone();
        plan.move_to_outcome("a", None).unwrap();
        plan.outcomes.retain(|it| !gone.contains(&it.id.as_str()));
        plan
    };
    let home = |plan: &Plan| plan.outcome_of("a").map(|it| it.id.clone());
    let mut one_left = without(&["X"]);
    resolve(&mut one_left, &clashes[0].id, "ours").unwrap_err();
    assert_eq!((one_left.clashes.len(), home(&one_left)), (1, None), "nothing is done");
    resolve(&mut one_left, &clashes[0].id, "theirs").unwrap();
    assert_eq!((one_left.clashes.len(), home(&one_left)), (0, Some("Y".into())));
    let mut none_left = without(&["X", "Y"]);
    resolve(&mut none_left, &clashes[0].id, "ours").unwrap();
    assert_eq!((none_left.clashes.len(), home(&none_left)), (0, None));
}

#[test]
fn the_columns_never_become_fewer_than_two() {
    let base = columns(&plan("a"), &["A", "B", "C", "D"]);
    let plan = joined(&base, &columns(&base, &["A", "B"]), &columns(&base, &["C", "D"]));
    assert_eq!(column_names(&plan), ["A", "B", "C", "D"]);
}

#[test]
fn a_key_that_two_people_got_stays_with_the_first() {
    let keyed = |base: &Plan, name: &str| {
        let person = Person { name: name.into(), key: Some('d'), ..Person::default() };
        with(base, |plan| plan.people.push(Arc::new(person)))
    };
    let base = plan("");
    let plan = joined(&base, &keyed(&base, "Dee"), &keyed(&base, "Dana"));
    let keys: Vec<_> = plan.people.iter().map(|person| (person.name.as_str(), person.key)).collect();
    assert_eq!(keys, [("Dana", Some('d')), ("Dee", None)]);
}

#[test]
fn a_resolved_estimate_is_what_the_side_had() {
    let estimated = |base: &Plan, n| edited(base, "a", |task| task.estimate = days(n));
    let base = estimated(&plan("a"), 1);
    let (mut plan, clashes) = merged(&base, &estimated(&base, 3), &estimated(&base, 10));
    assert_eq!(plan.task("a").unwrap().task.estimate, days(10));
    resolve(&mut plan, &clashes[0].id, "ours").unwrap();
    assert_eq!(plan.task("a").unwrap().task.estimate, days(3));
    assert_eq!(resolve(&mut plan, "gone", "ours").unwrap_err().why, "there is no clash `gone` in this plan");
}

#[test]
fn a_dropped_outcome_keeps_the_milestone_edit_of_the_other_side() {
    let base = with(&plan("a"), |plan| plan.outcome_mut("O").unwrap().milestone = Some(Milestone::default()));
    let ours = with(&base, |plan| plan.outcome_mut("O").unwrap().milestone = None);
    let theirs = with(&base, |plan| plan.redate("O", Some(day(9)), None).unwrap());
    let (mut plan, clashes) = merged(&base, &ours, &theirs);
    assert_eq!(shown(&clashes), [r#"O milestone: ""; theirs "", ours -"#]);
    assert_eq!(plan.outcome("O").unwrap().milestone().unwrap().by, Some(day(9)));
    resolve(&mut plan, &clashes[0].id, "ours").unwrap();
    assert_eq!(plan.outcome("O").unwrap().milestone, None);
}

#[test]
fn undo_gives_back_the_very_plan_and_keeps_what_others_did_since() {
    let before = plan("ab");
    let after = titled(&before, "a", "x");
    let (undone, _) = merge(&after, &after, &before);
    assert!(undone.outcomes.iter().zip(&before.outcomes).all(|(a, b)| Arc::ptr_eq(a, b)));
    let now = titled(&after, "b", "y");
    let plan = joined(&after, &now, &before);
    assert_eq!([title(&plan, "a"), title(&plan, "b")], ["Task a", "y"]);
}

#[test]
fn what_no_side_touched_stays_shared() {
    let base = plan("a");
    let ours = with(&base, |plan| plan.outcomes.push(Arc::new(Outcome { id: "Q".into(), title: "Q".into(), ..Outcome::default() })));
    let plan = joined(&base, &ours, &with(&base, |plan| plan.customer = "Acme".into()));
    assert!(Arc::ptr_eq(plan.outcome("O").unwrap(), base.outcome("O").unwrap()));
}

#[test]
fn an_outcome_and_a_task_that_chose_one_id_are_told_apart_and_promises_follow() {
    let base = plan("a");
    let ours = with(&base, |plan| {
        plan.outcomes.push(Arc::new(Outcome { id: "q".into(), title: "Yearly".into(), ..Outcome::default() }));
        let promises = vec![Arc::new(Promise { outcome: "q".into(), ..Promise::default() })];
        plan.shares.push(Arc::new(Share { rev: 1, on: day(1), by: "Dee".into(), promises, ..Share::default() }));
    });
    let theirs = titled(&ordered(&base, "aq"), "q", "Daily");
    let plan = joined(&base, &ours, &theirs);
    let derived = handshake::plan::derived_id("outcome", "", "Yearly", 1);
    assert_eq!((title(&plan, "q"), plan.outcome(&derived).unwrap().title.as_str()), ("Daily", "Yearly"));
    assert!(plan.told(&derived).is_some());
}

#[test]
fn a_clash_about_what_is_gone_just_goes_and_an_unreadable_side_is_refused() {
    let base = plan("a");
    let (clashed, clashes) = merge(&base, &titled(&base, "a", "x"), &titled(&base, "a", "y"));
    let mut gone = binned(&clashed, "a");
    resolve(&mut gone, &clashes[0].id, "ours").unwrap();
    assert_eq!(gone.clashes.len(), 0);
    let mut broken = clashed;
    let clash = Arc::make_mut(&mut broken.clashes[0]);
    Arc::make_mut(&mut clash.sides[0]).value = Some("x without quotes".into());
    let refused = resolve(&mut broken, &clashes[0].id, "ours").unwrap_err();
    assert_eq!(refused.why, "the title of `a` cannot be set to x without quotes");
    assert_eq!(resolve(&mut broken, &clashes[0].id, "main").unwrap_err().why, "the clash has no side `main`; it has `ours`, `theirs`");
}

#[test]
fn the_same_clash_under_other_names_is_one_clash() {
    let base = plan("a");
    let (x, y) = (titled(&base, "a", "x"), titled(&base, "a", "y"));
    let (here, _) = handshake::plan::merge_labelled(&base, &x, &y, ["base", "HEAD", "1234abc"]);
    let (there, _) = handshake::plan::merge_labelled(&base, &y, &x, ["base", "HEAD", "5678def"]);
    assert_ne!(here.clashes, there.clashes);
    let plan = joined_but_for_its_own(&base, &here, &there);
    assert_eq!((plan.clashes.len(), &plan.clashes[0].id), (1, &here.clashes[0].id));
    assert_eq!(plan.clashes[0].sides.len(), 2);
}

/// Merges in both directions, to the same plan, without a new clash.
fn joined_but_for_its_own(base: &Plan, ours: &Plan, theirs: &Plan) -> Plan {
    let (plan, clashes) = merged(base, ours, theirs);
    assert!(clashes.iter().all(|it| ours.clashes.iter().any(|had| had.id == it.id)), "{clashes:?}");
    plan
}

#[test]
fn days_off_of_both_sides_are_kept() {
    let off = |base: &Plan, days: &[u32]| {
        let spans = days.iter().map(|n| DaySpan::day(day(*n))).collect();
        with(base, |plan| plan.settings.holidays = spans)
    };
    let base = off(&plan("a"), &[1, 2]);
    let plan = joined(&base, &off(&base, &[1, 2, 9]), &off(&base, &[1, 5]));
    assert_eq!(plan.settings.holidays, [1, 5, 9].map(|n| DaySpan::day(day(n))));
}
