//! One test a row; the number is the row's.

use crate::plans::*;
use handshake::plan::{Clash, Milestone, Plan, SeenBy, merge, resolve};
use std::sync::Arc;

#[test]
fn m01_edits_of_two_tasks_are_both_kept() {
    let base = plan("ab");
    let plan = joined(&base, &titled(&base, "a", "x"), &titled(&base, "b", "y"));
    assert_eq!([title(&plan, "a"), title(&plan, "b")], ["x", "y"]);
}

#[test]
fn m02_the_same_edit_on_both_sides_is_there_once() {
    let base = plan("a");
    let plan = joined(&base, &titled(&base, "a", "x"), &titled(&base, "a", "x"));
    assert_eq!(title(&plan, "a"), "x");
}

#[test]
fn m03_two_titles_are_a_clash_and_the_first_in_text_order_stands() {
    let base = plan("a");
    let (plan, clashes) = merged(&base, &titled(&base, "a", "y"), &titled(&base, "a", "x"));
    assert_eq!(title(&plan, "a"), "x");
    assert_eq!(shown(&clashes), [r#"a title: "Task a"; theirs "x", ours "y""#]);
    assert_eq!(plan.clashes, [Arc::new(clashes[0].clone())]);
}

#[test]
fn m04_a_title_and_an_owner_are_both_kept() {
    let base = plan("a");
    let plan = joined(&base, &titled(&base, "a", "x"), &owned(&base, "a", &["Bob"]));
    assert_eq!((title(&plan, "a"), plan.task("a").unwrap().task.owners.as_slice()), ("x", &["Bob".to_string()][..]));
}

#[test]
fn m05_owners_are_a_set_so_two_new_owners_are_both_there() {
    let base = owned(&plan("a"), "a", &["Ann"]);
    let plan = joined(&base, &owned(&base, "a", &["Bob"]), &owned(&base, "a", &["Cy"]));
    assert_eq!(plan.task("a").unwrap().task.owners, ["Bob", "Cy"]);
}

#[test]
fn m06_a_new_owner_and_no_owner_leave_the_new_one() {
    let base = owned(&plan("a"), "a", &["Ann"]);
    let plan = joined(&base, &owned(&base, "a", &["Bob"]), &owned(&base, "a", &[]));
    assert_eq!(plan.task("a").unwrap().task.owners, ["Bob"]);
}

#[test]
fn m07_a_move_and_a_new_title_are_both_kept() {
    let base = plan("a");
    let plan = joined(&base, &moved(&base, "a", 1, 1), &titled(&base, "a", "x"));
    assert_eq!((title(&plan, "a"), plan.task("a").unwrap().task.status.as_str()), ("x", "In progress"));
    let plan = joined(&base, &with(&base, |plan| plan.move_to_outcome("a", Some("P")).unwrap()), &titled(&base, "a", "x"));
    assert_eq!((order(&plan, "O").as_str(), order(&plan, "P").as_str(), title(&plan, "a")), ("", "a", "x"));
}

#[test]
fn m08_two_columns_are_one_clash_and_the_dates_are_of_the_column_that_stands() {
    let base = plan("a");
    let (mut plan, clashes) = merged(&base, &moved(&base, "a", 2, 1), &moved(&base, "a", 3, 2));
    assert_eq!(shown(&clashes), [r#"a status: -; theirs "Done", ours "Review""#]);
    let dates = |plan: &Plan| plan.task("a").map(|it| [it.task.entered, it.task.started, it.task.finished]).unwrap();
    assert_eq!(dates(&plan), [Some(day(2)); 3]);
    resolve(&mut plan, &clashes[0].id, "ours").unwrap();
    assert_eq!(plan.task("a").unwrap().task.status, "Review");
    assert_eq!(dates(&plan), [Some(day(2)), Some(day(2)), None]);
    assert_eq!(plan.clashes.len(), 0);
}

#[test]
fn m08_two_outcomes_are_one_clash_and_the_task_stands_in_one() {
    let base = plan("a");
    let ours = with(&base, |plan| plan.move_to_outcome("a", Some("P")).unwrap());
    let theirs = with(&base, |plan| plan.move_to_outcome("a", None).unwrap());
    let (mut plan, clashes) = merged(&base, &ours, &theirs);
    assert_eq!(shown(&clashes), [r#"a outcome: "O"; ours "P", theirs -"#]);
    assert_eq!((order(&plan, "P").as_str(), plan.noise.len()), ("a", 0));
    resolve(&mut plan, &clashes[0].id, "theirs").unwrap();
    assert_eq!((order(&plan, "P").as_str(), plan.noise.len()), ("", 1));
}

#[test]
fn m09_one_move_to_two_places_of_a_column_is_no_clash() {
    let base = moved(&plan("abc"), "c", 1, 1);
    let ours = moved(&base, "a", 1, 2);
    let theirs = ordered(&moved(&base, "a", 1, 3), "bca");
    let plan = joined(&base, &ours, &theirs);
    assert_eq!(order(&plan, "O"), "bca");
    assert_eq!(plan.task("a").unwrap().task.entered, Some(day(2)));
}

#[test]
fn m10_to_m15_and_m19_orders_are_joined() {
    for (row, base, ours, theirs, expected) in [
        ("m10", "abc", "cab", "abcd", "cabd"),
        ("m11", "ab", "abx", "aby", "abxy"),
        ("m12", "ab", "axb", "ayb", "axyb"),
        ("m13", "abcd", "dabc", "bacd", "dbac"),
        ("m15", "ab", "ba", "ba", "ba"),
        ("m19", "abc", "ac", "cab", "ca"),
    ] {
        let base = plan(base);
        let plan = joined(&base, &ordered(&base, ours), &ordered(&base, theirs));
        assert_eq!(order(&plan, "O"), expected, "{row}");
    }
}

#[test]
fn m14_a_move_to_another_column_and_a_new_order_are_both_kept() {
    let base = plan("abc");
    let plan = joined(&base, &ordered(&base, "cab"), &moved(&base, "b", 1, 1));
    assert_eq!((order(&plan, "O").as_str(), plan.task("b").unwrap().task.status.as_str()), ("cab", "In progress"));
}

#[test]
fn m16_an_untouched_task_is_binned() {
    let base = plan("a");
    assert_eq!(order(&joined(&base, &binned(&base, "a"), &base), "O"), "");
    let theirs = with(&base, |plan| plan.customer = "Acme".into());
    assert_eq!(order(&joined(&base, &binned(&base, "a"), &theirs), "O"), "");
}

#[test]
fn m17_an_edited_task_is_kept_and_its_binning_is_a_clash() {
    let base = plan("a");
    let (mut plan, clashes) = merged(&base, &binned(&base, "a"), &titled(&base, "a", "x"));
    assert_eq!(title(&plan, "a"), "x");
    assert_eq!(shown(&clashes), [r#"a *: "Task a"; theirs "x", ours -"#]);
    resolve(&mut plan, &clashes[0].id, "ours").unwrap();
    assert_eq!((order(&plan, "O").as_str(), plan.clashes.len()), ("", 0));
}

#[test]
fn m18_a_moved_task_is_kept_where_it_was_put_and_its_binning_is_a_clash() {
    let base = plan("a");
    let (plan, clashes) = merged(&base, &binned(&base, "a"), &moved(&base, "a", 1, 1));
    assert_eq!(plan.task("a").unwrap().task.status, "In progress");
    assert_eq!(shown(&clashes), [r#"a *: "Task a"; theirs "Task a", ours -"#]);
    let (plan, clashes) = merged(&base, &binned(&base, "a"), &with(&base, |plan| plan.move_to_outcome("a", Some("P")).unwrap()));
    assert_eq!((order(&plan, "P").as_str(), clashes.len()), ("a", 1));
}

#[test]
fn m20_binned_on_both_sides_is_gone() {
    let base = plan("a");
    let theirs = with(&binned(&base, "a"), |plan| plan.customer = "Acme".into());
    assert_eq!(order(&joined(&base, &binned(&base, "a"), &theirs), "O"), "");
}

#[test]
fn m21_two_tasks_of_one_title_are_both_kept() {
    let base = plan("");
    let titles = |plan: &Plan| plan.tasks().map(|it| it.task.title.clone()).collect::<Vec<_>>();
    let plan = joined(&base, &titled(&ordered(&base, "x"), "x", "Same"), &titled(&ordered(&base, "y"), "y", "Same"));
    assert_eq!(titles(&plan), ["Same", "Same"]);
}

#[test]
fn m22_two_tasks_that_chose_one_id_are_both_kept_and_references_follow() {
    let base = plan("a");
    let ours = edited(&titled(&ordered(&base, "aq"), "q", "Yearly"), "a", |task| task.needs = vec!["q".into()]);
    let theirs = titled(&ordered(&base, "aq"), "q", "Daily");
    let plan = joined(&base, &ours, &theirs);
    let derived = handshake::plan::derived_id("task", "O", "Yearly", 1);
    assert_eq!([title(&plan, "q"), title(&plan, &derived)], ["Daily", "Yearly"]);
    assert_eq!(plan.task("a").unwrap().task.needs, [derived]);
    assert_eq!(plan.tasks().count(), 3);
}

#[test]
fn m23_and_m24_owners_added_and_taken_away_are_joined() {
    for (base, ours, theirs, expected) in
        [(&["u", "v"][..], &["u", "v", "w"][..], &["v"][..], &["v", "w"][..]), (&["u"], &[], &["z"], &["z"])]
    {
        let base = owned(&plan("a"), "a", base);
        let plan = joined(&base, &owned(&base, "a", ours), &owned(&base, "a", theirs));
        assert_eq!(plan.task("a").unwrap().task.owners, expected);
    }
}

#[test]
fn m25_a_binned_task_is_gone_and_a_need_of_it_stays() {
    let base = plan("ab");
    let theirs = edited(&base, "a", |task| task.needs = vec!["b".into()]);
    let plan = joined(&base, &binned(&base, "b"), &theirs);
    assert_eq!((order(&plan, "O").as_str(), plan.task("a").unwrap().task.needs.as_slice()), ("a", &["b".to_string()][..]));
}

#[test]
fn m26_a_column_that_one_side_removed_is_gone_and_a_late_comer_in_it_is_not_lost() {
    let base = moved(&columns(&plan("b"), &["A", "B", "C"]), "b", 1, 1);
    let ours = columns(&edited(&base, "b", |task| task.status = String::new()), &["A", "C"]);
    let theirs = edited(&ordered(&base, "bn"), "n", |task| task.status = "B".into());
    let plan = joined(&base, &ours, &theirs);
    assert_eq!(column_names(&plan), ["A", "C"]);
    assert_eq!((plan.task("b").unwrap().task.status.as_str(), plan.task("n").unwrap().task.status.as_str()), ("", "B"));
}

#[test]
fn m26_an_outcome_that_one_side_removed_stays_for_the_task_the_other_side_put_there() {
    let base = plan("");
    let ours = with(&base, |plan| plan.outcomes.retain(|outcome| outcome.id != "O"));
    let (plan, clashes) = merged(&base, &ours, &ordered(&base, "n"));
    assert_eq!(order(&plan, "O"), "n");
    assert_eq!(shown(&clashes), [r#"O *: "Outcome O"; theirs "Outcome O", ours -"#]);
}

#[test]
fn m27_a_column_with_two_new_names_becomes_two_and_no_task_is_lost() {
    let base = columns(&plan("a"), &["A", "B"]);
    let plan = joined(&base, &columns(&base, &["Next", "B"]), &columns(&base, &["Backlog", "B"]));
    assert_eq!((column_names(&plan), order(&plan, "O")), (vec!["Backlog", "Next", "B"], "a".into()));
}

#[test]
fn m28_new_order_and_a_new_column_are_joined() {
    let base = columns(&plan(""), &["A", "B"]);
    let plan = joined(&base, &columns(&base, &["B", "A"]), &columns(&base, &["A", "B", "C"]));
    assert_eq!(column_names(&plan), ["B", "A", "C"]);
}

#[test]
fn m29_and_m30_notes_are_joined_by_line_and_one_line_changed_twice_is_a_clash() {
    let noted = |base: &Plan, note: &str| edited(base, "a", |task| task.note = note.into());
    let base = noted(&plan("a"), "1\n2\n3\n4\n5");
    let plan = joined(&base, &noted(&base, "one\n2\n3\n4\n5"), &noted(&base, "1\n2\n3\n4\nfive"));
    assert_eq!(plan.task("a").unwrap().task.note, "one\n2\n3\n4\nfive");
    let (plan, clashes) = merged(&base, &noted(&base, "1\nx\n3\n4\n5"), &noted(&base, "1\ny\n3\n4\n5"));
    assert_eq!(shown(&clashes), [r#"a note: "1\n2\n3\n4\n5"; ours "1\nx\n3\n4\n5", theirs "1\ny\n3\n4\n5""#]);
    assert_eq!(plan.task("a").unwrap().task.note, "1\nx\n3\n4\n5");
}

#[test]
fn m31_a_new_date_and_no_date_are_a_clash() {
    let due = |base: &Plan, due| edited(base, "a", |task| task.due = due);
    let base = due(&plan("a"), Some(day(1)));
    let (plan, clashes) = merged(&base, &due(&base, Some(day(5))), &due(&base, None));
    assert_eq!(shown(&clashes), [r#"a due: "2027-03-01"; ours "2027-03-05", theirs -"#]);
    assert_eq!(plan.task("a").unwrap().task.due, Some(day(5)));
}

#[test]
fn m32_a_changed_comment_and_a_changed_title_are_both_kept() {
    let base = edited(&plan("a"), "a", |task| comment(task, "// old", ""));
    let ours = edited(&base, "a", |task| comment(task, "// new", ""));
    let plan = joined(&base, &ours, &titled(&base, "a", "x"));
    assert_eq!((title(&plan, "a"), plan.task("a").unwrap().task.trivia.comments().unwrap().above.as_str()), ("x", "// new"));
}

#[test]
fn m32_two_changed_comments_are_both_kept() {
    let base = edited(&plan("a"), "a", |task| comment(task, "// top\n// old", ""));
    let ours = edited(&base, "a", |task| comment(task, "// top\n// b", "// behind"));
    let theirs = edited(&base, "a", |task| comment(task, "// top\n// a", "/* block */"));
    let plan = joined(&base, &ours, &theirs);
    let comments = plan.task("a").unwrap().task.trivia.comments().unwrap().clone();
    assert_eq!((comments.above.as_str(), comments.after.as_str()), ("// top\n// a\n// b", "/* block */ // behind"));
}

/// A plan whose task has two titles, and the clash about it.
fn clashed() -> (Plan, Vec<Clash>) {
    let base = plan("ab");
    merge(&base, &titled(&base, "a", "x"), &titled(&base, "a", "y"))
}

#[test]
fn m34_a_resolved_clash_stays_resolved_beside_another_edit() {
    let (base, clashes) = clashed();
    let ours = with(&base, |plan| resolve(plan, &clashes[0].id, "theirs").unwrap());
    let plan = joined(&base, &ours, &titled(&base, "b", "z"));
    assert_eq!([title(&plan, "a"), title(&plan, "b")], ["y", "z"]);
}

#[test]
fn m36_the_same_clash_on_both_sides_is_one() {
    let (clashed, _) = clashed();
    let (plan, new) = merged(&plan("ab"), &clashed, &titled(&clashed, "b", "z"));
    assert_eq!((plan.clashes.len(), new.len()), (1, 0));
    let again = merge(&crate::plans::plan("ab"), &titled(&crate::plans::plan("ab"), "a", "x"), &titled(&plan, "a", "y"));
    assert_eq!((again.0.clashes.len(), again.1.len()), (1, 1));
}

#[test]
fn m37_clashes_of_the_base_are_carried_and_not_nested() {
    let (base, _) = clashed();
    let (plan, clashes) = merged(&base, &titled(&base, "b", "p"), &titled(&base, "b", "q"));
    assert_eq!(shown(&clashes), [r#"b title: "Task b"; ours "p", theirs "q""#]);
    let open: Vec<&str> = plan.clashes.iter().map(|clash| clash.item.as_str()).collect();
    assert_eq!(open, ["a", "b"]);
}

#[test]
fn m38_two_plans_without_a_common_past_are_united_by_id() {
    let (ours, theirs) = (plan("ab"), with(&titled(&plan("bc"), "b", "Other"), |plan| plan.title = "Zeta".into()));
    let (plan, clashes) = merged(&Plan::default(), &ours, &theirs);
    assert_eq!(shown(&clashes), [r#"plan title: -; ours "Plan", theirs "Zeta""#]);
    let derived = handshake::plan::derived_id("task", "O", "Task b", 1);
    assert_eq!((title(&plan, "b"), title(&plan, &derived), plan.tasks().count()), ("Other", "Task b", 4));
}

#[test]
fn m42_two_headlines_are_a_clash_of_the_outcome() {
    let headed = |base: &Plan, headline: &str| {
        let milestone = Some(Milestone { headline: headline.into(), ..Milestone::default() });
        with(base, |plan| plan.outcome_mut("O").unwrap().milestone = milestone)
    };
    let base = headed(&plan("a"), "Reports are there");
    let (mut plan, clashes) = merged(&base, &headed(&base, "Reports are live"), &headed(&base, "Reports are done"));
    assert_eq!(shown(&clashes), [r#"O headline: "Reports are there"; theirs "Reports are done", ours "Reports are live""#]);
    assert_eq!(clashes[0].seen_by(&plan), SeenBy::Customer);
    resolve(&mut plan, &clashes[0].id, "ours").unwrap();
    assert_eq!(plan.outcome("O").unwrap().milestone().unwrap().headline, "Reports are live");
}
