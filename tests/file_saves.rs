//! What a save changes in a text, shown as the lines that went and came.

use chrono::NaiveDate;
use handshake::{
    file::{Document, read},
    plan::*,
};
use std::sync::Arc;

const PLAN: &str = r#"#![enable(implicit_some)]
// The reports first.
Plan(
    title: "Ledger", // as they call it
    settings: Settings(
        holidays: [
            "2027-03-26", // Good Friday
            "2027-03-29", // Easter Monday
        ],
    ),
    people: [
        Person(name: "Ann", side: Delivery, key: 'a'), // until summer
        Person(name: "CFO", side: Customer)
    ],
    outcomes: [
        Outcome(
            id: "reports",
            title: "Reports",
            milestone: Milestone(headline: "Reports ready", by: Some("2027-03-31"), sign_off: "CFO"),
            tasks: [
                // --- first half ---

                // Ask Bob about the format.
                Task(id: "a", title: "Extract", estimate: 1_0, owners: [/* leads */ "Ann"]), // see the wiki
                Task(id: "b", title: "Load", estimate: 2.0, needs: ["a"]),

                // --- second half ---

                Task(title: "Check", blocked: "no login"),
            ],
        ),
        Outcome(id: "hosting", title: "Hosting"),
    ],
    noise: [],
)
"#;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, day).unwrap()
}

/// The lines that an edit takes away (`-`) and brings (`+`), by the longest common sequence of lines.
fn changed(text: &str, edit: impl FnOnce(&mut Plan)) -> String {
    let mut document = Document::open(text.as_bytes().to_vec()).unwrap();
    let mut plan = Plan::clone(document.plan());
    edit(&mut plan);
    let plan = Arc::new(plan);
    document.save(&plan).unwrap();
    assert_eq!(read(document.text().as_bytes()).plan.unwrap(), *plan);
    let (old, new): (Vec<&str>, Vec<&str>) = (text.lines().collect(), document.text().lines().collect());
    let mut longest = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i][j] = if old[i] == new[j] { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || longest[i + 1][j] >= longest[i][j + 1]) {
            out += &format!("-{}\n", old[i]);
            i += 1;
        } else {
            out += &format!("+{}\n", new[j]);
            j += 1;
        }
    }
    out
}

#[test]
fn a_card_that_moves_gets_its_dates_on_its_own_line() {
    let expected = "\
-                Task(id: \"b\", title: \"Load\", estimate: 2.0, needs: [\"a\"]),
+                Task(id: \"b\", title: \"Load\", status: \"In progress\", estimate: 2.0, needs: [\"a\"], entered: \"2027-02-08\", started: \"2027-02-08\"),
";
    assert_eq!(changed(PLAN, |plan| plan.move_to_column("b", 1, day(8)).unwrap()), expected);
}

#[test]
fn a_card_takes_its_comments_to_another_outcome_and_leaves_the_heading() {
    let expected = "\
-                // Ask Bob about the format.
-                Task(id: \"a\", title: \"Extract\", estimate: 1_0, owners: [/* leads */ \"Ann\"]), // see the wiki
-        Outcome(id: \"hosting\", title: \"Hosting\"),
+        Outcome(id: \"hosting\", title: \"Hosting\", tasks: [
+            // Ask Bob about the format.
+            Task(id: \"a\", title: \"Extract\", estimate: 1_0, owners: [/* leads */ \"Ann\"]), // see the wiki
+        ]),
";
    assert_eq!(changed(PLAN, |plan| plan.move_to_outcome("a", Some("hosting")).unwrap()), expected);
}

#[test]
fn a_binned_card_takes_its_own_comments_along_and_no_heading() {
    let expected = "\
-                // Ask Bob about the format.
-                Task(id: \"a\", title: \"Extract\", estimate: 1_0, owners: [/* leads */ \"Ann\"]), // see the wiki
-                Task(id: \"b\", title: \"Load\", estimate: 2.0, needs: [\"a\"]),
+                Task(id: \"b\", title: \"Load\", estimate: 2.0),
";
    assert_eq!(changed(PLAN, |plan| plan.bin("a").unwrap()), expected);
}

#[test]
fn another_owner_stands_beside_the_comment_in_the_list() {
    let expected = "\
-                Task(id: \"a\", title: \"Extract\", estimate: 1_0, owners: [/* leads */ \"Ann\"]), // see the wiki
+                Task(id: \"a\", title: \"Extract\", estimate: 1_0, owners: [/* leads */ \"Ann\", \"CFO\"]), // see the wiki
";
    assert_eq!(changed(PLAN, |plan| plan.task_mut("a").unwrap().owners.push("CFO".into())), expected);
}

#[test]
fn a_day_off_goes_with_its_comment_and_a_new_one_comes_on_its_line() {
    let expected = "\
-            \"2027-03-26\", // Good Friday
+            \"2027-05-03\",
";
    let edit = |plan: &mut Plan| {
        plan.settings.holidays.remove(0);
        plan.settings.holidays.push(DaySpan::parse("2027-05-03").unwrap());
    };
    assert_eq!(changed(PLAN, edit), expected);
}

#[test]
fn a_value_in_some_stays_in_some() {
    let expected = "\
-            milestone: Milestone(headline: \"Reports ready\", by: Some(\"2027-03-31\"), sign_off: \"CFO\"),
+            milestone: Milestone(headline: \"Reports ready\", by: Some(\"2027-02-09\"), because: \"late data\", sign_off: \"CFO\"),
";
    assert_eq!(changed(PLAN, |plan| plan.redate("reports", Some(day(9)), Some("late data".into())).unwrap()), expected);
}

#[test]
fn a_field_that_comes_to_its_default_goes_and_a_missing_id_is_written() {
    let id = derived_id("task", "reports", "Check", 1);
    let expected = format!(
        "\
-                Task(title: \"Check\", blocked: \"no login\"),
+                Task(id: \"{id}\", title: \"Check\"),
"
    );
    assert_eq!(changed(PLAN, |plan| plan.task_mut(&id).unwrap().blocked.clear()), expected);
}

#[test]
fn a_new_person_comes_after_the_last_without_a_trailing_comma_as_found() {
    let expected = "\
-        Person(name: \"CFO\", side: Customer)
+        Person(name: \"CFO\", side: Customer),
+        Person(name: \"Bob\")
";
    let bob = Person { name: "Bob".into(), ..Person::default() };
    assert_eq!(changed(PLAN, |plan| plan.people.push(Arc::new(bob))), expected);
}

#[test]
fn somebody_who_is_renamed_keeps_place_and_comment() {
    let expected = "\
-        Person(name: \"Ann\", side: Delivery, key: 'a'), // until summer
+        Person(name: \"Anna\", side: Delivery, key: 'a'), // until summer
";
    assert_eq!(changed(PLAN, |plan| Arc::make_mut(&mut plan.people[0]).name = "Anna".into()), expected);
}

#[test]
fn the_first_card_of_a_list_brings_its_lines() {
    let expected = "\
-    noise: [],
+    noise: [
+        Task(id: \"n\", title: \"Try it\", added: \"2027-02-08\"),
+    ],
";
    let task = Task { id: "n".into(), title: "Try it".into(), ..Task::default() };
    assert_eq!(changed(PLAN, |plan| plan.add_task(None, task, day(8)).unwrap()), expected);
}

// H05 H38
#[test]
fn a_file_without_the_header_gets_it_with_the_first_optional_value() {
    let text = "\u{feff}Plan(title: \"A\", noise: [Task(id: Some(\"n\"), title: \"N\", due: Some(\"2027-02-01\"))])";
    let mut document = Document::open(text.as_bytes().to_vec()).unwrap();
    let save = |document: &mut Document, edit: &dyn Fn(&mut Task)| {
        let mut plan = Plan::clone(document.plan());
        edit(plan.task_mut("n").unwrap());
        document.save(&Arc::new(plan)).unwrap();
        document.text().to_string()
    };
    let dated = save(&mut document, &|task| task.due = Some(day(2)));
    assert_eq!(dated, text.replace("02-01", "02-02"));
    let noted = save(&mut document, &|task| task.note = "twice\nover".into());
    let expected = dated.replace("\u{feff}", "\u{feff}#![enable(implicit_some)]\n").replace("\"N\",", "\"N\", note: \"twice\\nover\",");
    assert_eq!(noted, expected);
    let noted_again = save(&mut document, &|task| task.note = "once".into());
    assert_eq!(noted_again.matches("#![enable").count(), 1);
}

// P08
#[test]
fn going_back_and_forth_gives_the_same_bytes_each_time() {
    let mut document = Document::open(PLAN.as_bytes().to_vec()).unwrap();
    let first = Arc::clone(document.plan());
    let mut plan = Plan::clone(&first);
    plan.bin("a").unwrap();
    let binned = Arc::new(plan);
    document.save(&binned).unwrap();
    let after = document.text().to_string();
    // A plan that was rebuilt, and shares nothing with the one that was.
    let rebuilt = read(PLAN.as_bytes()).plan.unwrap();
    document.save(&Arc::new(rebuilt)).unwrap();
    assert_eq!(document.text(), PLAN);
    document.save(&binned).unwrap();
    assert_eq!(document.text(), after);
    assert!(!document.save(&binned).unwrap().changed);
}

#[test]
fn a_plan_that_no_text_can_say_is_refused_and_nothing_changes() {
    let mut document = Document::open(PLAN.as_bytes().to_vec()).unwrap();
    let before = (document.text().to_string(), Arc::clone(document.plan()));
    let mut plan = Plan::clone(document.plan());
    plan.people.push(Arc::clone(&plan.people[0]));
    let refused = document.save(&Arc::new(plan)).unwrap_err();
    assert_eq!(refused.why, "not saved: the text would not be readable; the file stays as it was");
    assert!(refused.problems.iter().any(|problem| problem.what.contains("the Person `Ann` stands here and on line 12")));
    assert_eq!((document.text().to_string(), Arc::clone(document.plan())), before);
}

#[test]
fn ids_that_were_derived_are_written_before_they_could_change() {
    let text = "Plan(title: \"A\", noise: [\n    Task(title: \"Same\"),\n    Task(title: \"Same\", note: \"second\"),\n])\n";
    let mut document = Document::open(text.as_bytes().to_vec()).unwrap();
    let mut plan = Plan::clone(document.plan());
    let (first, second) = (plan.noise[0].id.clone(), plan.noise[1].id.clone());
    assert_eq!((first.as_str(), second.as_str()), (&*derived_id("task", "", "Same", 1), &*derived_id("task", "", "Same", 2)));
    plan.bin(&first).unwrap();
    document.save(&Arc::new(plan)).unwrap();
    let expected = format!(
        "#![enable(implicit_some)]\nPlan(title: \"A\", noise: [\n    Task(id: \"{second}\", title: \"Same\", note: \"second\"),\n])\n"
    );
    assert_eq!(document.text(), expected);
}

#[test]
fn comments_of_an_item_are_read_with_it() {
    let plan = read(PLAN.as_bytes()).plan.unwrap();
    let comments = |id: &str| plan.task(id).unwrap().task.trivia.comments().cloned();
    let expected = Comments { above: "// Ask Bob about the format.".into(), after: "// see the wiki".into() };
    assert_eq!(comments("a"), Some(expected));
    assert_eq!(comments("b"), None);
    assert_eq!(plan.people[0].trivia.comments().unwrap().after, "// until summer");
}

#[test]
fn comments_that_a_merge_changed_are_written() {
    let edit = |plan: &mut Plan| {
        let comments = Comments { above: "// Ask Bob.\n// Ask Eve.".into(), after: String::new() };
        plan.task_mut("a").unwrap().trivia = Trivia::new(comments);
    };
    let expected = "\
-                // Ask Bob about the format.
-                Task(id: \"a\", title: \"Extract\", estimate: 1_0, owners: [/* leads */ \"Ann\"]), // see the wiki
+                // Ask Bob.
+                // Ask Eve.
+                Task(id: \"a\", title: \"Extract\", estimate: 1_0, owners: [/* leads */ \"Ann\"]),
";
    assert_eq!(changed(PLAN, edit), expected);
}
