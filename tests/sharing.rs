//! Telling and pivoting as others run it: arguments in; the plan, files, streams and exit codes out.

#![allow(clippy::disallowed_methods)] // the real program, on real files

#[path = "support/folder.rs"]
mod folder;

use folder::{FINANCE, Folder};
use handshake::plan::{Audience, ChangeKind, Total};
use serde_json::Value;
use std::{fs, os::unix::fs::PermissionsExt};

#[test]
fn a_share_records_what_was_promised_and_says_whom_it_told() {
    let folder = Folder::with_finance();
    let ran = folder.done("share --to CFO --by Dana --next +1w");
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", "told rev 2 to CFO\n"));
    assert_eq!(folder.files(), ["plan.ron"], "no file without -f");
    let plan = folder.plan();
    let share = plan.baseline().unwrap();
    assert_eq!((share.rev, share.by.as_str(), share.next.unwrap().to_string()), (2, "Dana", "2027-02-15".into()));
    let told: Vec<_> = share.promises.iter().map(|it| (it.outcome.as_str(), it.by.unwrap().to_string(), it.word.as_str())).collect();
    assert_eq!(
        told,
        [
            ("finance-reports", "2027-03-31".to_string(), "In progress"),
            ("hosting", "2027-02-26".to_string(), "In progress"),
            ("ledger-off", "2027-04-30".to_string(), "Planned"),
        ]
    );
    assert!(folder.text().starts_with(FINANCE.split_once("    shares: [").unwrap().0), "what is not new keeps its bytes");
    assert_eq!(folder.text().matches("// Without it nothing else can start.").count(), 1, "a comment stays where it was written");
}

#[test]
fn a_mixed_list_is_two_shares_and_two_files_that_are_private() {
    let folder = Folder::with_finance();
    folder.done(
        "share --to CFO --to Platform --to Northwind_Hosting --by Dana -f text"
            .replace("Northwind_Hosting", "\"Northwind Hosting\"")
            .as_str(),
    );
    let plan = folder.plan();
    let shares: Vec<_> = plan.shares.iter().skip(1).map(|it| (it.plan, it.rev, it.to.join(", "))).collect();
    assert_eq!(shares, [(Audience::Customer, 2, "CFO, Northwind Hosting".to_string()), (Audience::Delivery, 1, "Platform".to_string())]);
    assert_eq!(folder.files(), ["customer-rev2-2027-02-08.txt", "delivery-rev1-2027-02-08.txt", "plan.ron", "shared"]);
    let customer = folder.path("shared/customer-rev2-2027-02-08.txt");
    let text = fs::read_to_string(&customer).unwrap();
    assert!(text.starts_with("Finance systems migration · Acme plc\nrev 2 · Mon 8 Feb 2027\n"), "{text}");
    assert!(!text.contains("Single sign-on") && !text.contains("INTERNAL"));
    let delivery = fs::read_to_string(folder.path("shared/delivery-rev1-2027-02-08.txt")).unwrap();
    assert!(
        delivery.starts_with("INTERNAL") && delivery.contains("told       rev 2 on 8 February to CFO and Northwind Hosting"),
        "{delivery}"
    );
    for (path, mode) in [("shared", 0o700), ("shared/customer-rev2-2027-02-08.txt", 0o600), ("shared/delivery-rev1-2027-02-08.txt", 0o600)]
    {
        assert_eq!(folder.path(path).metadata().unwrap().permissions().mode() & 0o777, mode, "{path}");
    }
}

#[test]
fn a_file_that_is_there_is_never_overwritten_and_then_nobody_is_told() {
    let folder = Folder::with_finance();
    fs::create_dir(folder.path("shared")).unwrap();
    fs::write(folder.path("shared/delivery-rev1-2027-02-08.txt"), "mine").unwrap();
    let said = folder.refused("share --to CFO --to Platform --by Dana -f text");
    assert!(said.contains("delivery-rev1-2027-02-08.txt was not made: it exists already"), "{said}");
    assert_eq!(folder.plan().shares.len(), 1);
    folder.done("share --to Platform --by Dana -f text -o other.txt");
    assert!(folder.path("other.txt").exists());
    let out = folder.done("share --to CFO --by Dana -f text -o -").out;
    assert!(out.starts_with("Finance systems migration"), "{out}");
}

#[test]
fn a_rehearsal_prints_what_would_be_sent_and_writes_nothing() {
    let folder = Folder::with_finance();
    let ran = folder.done("share --to CFO --by Dana --date hosting=\"5 mar\" --because hosting=\"the firewall is late\" --dry-run -f text");
    assert_eq!((folder.text().as_str(), folder.files()), (FINANCE, vec!["plan.ron".to_string()]));
    assert!(ran.out.contains("rev 2 · Mon 8 Feb 2027"), "{}", ran.out);
    let changed = "New system open to the finance team: 19 February → 5 March (the firewall\n    is late)";
    assert!(ran.out.contains(changed) && ran.out.ends_with("Dana\n"), "{}", ran.out);
    let would = format!("would write {}, {} bytes\n", folder.path("shared/customer-rev2-2027-02-08.txt").display(), ran.out.len());
    let said = ran.err.replace(&would, "");
    assert_ne!(said, ran.err, "{would}");
    assert_eq!(
        said,
        "would tell rev 2 to CFO
Finance reports available in new system: told 31 March, meant 31 March, ends 2 April
New system open to the finance team: told 19 February, meant 26 February, ends not before 12 February
"
    );
    let json: Value = serde_json::from_str(&folder.done("share --to CFO --by Dana --take finance-reports --dry-run --json").out).unwrap();
    assert_eq!((&json["shares"][0]["plan"], &json["shares"][0]["rev"]), (&"customer".into(), &2.into()));
    assert_eq!(
        (&json["drifted"][0]["sent"], &json["drifted"][0]["told"], &json["drifted"][0]["held_by"]),
        (&"2027-04-02".into(), &"2027-03-31".into(), &Value::Null)
    );
    assert_eq!(folder.text(), FINANCE);
}

#[test]
fn what_is_sent_is_what_was_rehearsed() {
    let folder = Folder::with_finance();
    let args = "share --to CFO --by Dana --keep hosting=\"it will hold\" --take finance-reports -f text";
    let rehearsed = folder.done(&format!("{args} --dry-run")).out;
    folder.done(args);
    assert_eq!(fs::read_to_string(folder.path("shared/customer-rev2-2027-02-08.txt")).unwrap(), rehearsed);
    let plan = folder.plan();
    let promise = plan.told("hosting").unwrap();
    assert_eq!((promise.by.unwrap().to_string().as_str(), promise.kept.as_str()), ("2027-02-19", "it will hold"));
    assert_eq!(plan.outcome("hosting").unwrap().milestone().unwrap().by, promise.by, "written back");
    assert!(!rehearsed.contains("it will hold"), "why a date was kept is never exported");
}

#[test]
fn a_rehearsal_of_a_slide_says_what_it_would_write_and_shows_its_words_never_its_bytes() {
    let folder = Folder::with_finance();
    let args = "share --to CFO --by Dana -f pptx";
    let text = folder.done("share --to CFO --by Dana --dry-run -f text");
    let slide = folder.done(&format!("{args} --dry-run"));
    assert_eq!(slide.out, text.out, "what is on the slide, to be read");
    assert!(!slide.out.contains("PK") && !slide.out.contains("[Content_Types]"), "{}", slide.out);
    let json: Value = serde_json::from_str(&folder.done(&format!("{args} --dry-run --json")).out).unwrap();
    assert_eq!(json["shares"][0]["text"], Value::from(text.out.clone()));
    assert!(json["shares"][0]["file"].is_null(), "nothing is written");
    assert_eq!(folder.files(), ["plan.ron"]);
    folder.done(args);
    let file = folder.path("shared/customer-rev2-2027-02-08.pptx");
    let size = fs::metadata(&file).unwrap().len();
    let would = format!(
        "customer-rev2-2027-02-08.pptx, {size} bytes: one slide in 16:9, its texts native and editable, no notes, with these words\n"
    );
    assert!(slide.err.contains("would write ") && slide.err.contains(&would), "{}", slide.err);
    assert_eq!(
        (&json["shares"][0]["bytes"], json["shares"][0]["would_write"].as_str().unwrap().ends_with("rev2-2027-02-08.pptx")),
        (&size.into(), true)
    );
    assert!(text.err.contains("customer-rev2-2027-02-08.txt, "), "{}", text.err);
    let team = folder.run("share --to Platform --by Dana -f pptx --dry-run");
    assert!(team.code == 2 && team.err.contains("the delivery plan has no format pptx"), "as without --dry-run: {}", team.err);
}

#[test]
fn what_cannot_be_shared_is_refused_and_nothing_is_written() {
    let folder = Folder::with_finance();
    let table = [
        ("share --to CFO", "who is it by? --by NAME says so"),
        ("share --by Dana", "--to <NAME>"),
        ("share --to Nobody --by Dana", "nobody in this plan is called `Nobody`"),
        ("share --to CFO --to Platform --by Dana -f text -o x.txt", "one file cannot hold both plans"),
        ("share --to CFO --by Dana -f doc", "invalid value 'doc'"),
        ("share --to CFO --by Dana -f csv", "the customer plan has no format csv"),
        ("share --to CFO --by Dana -o x.txt", "--format"),
        ("share --to CFO --by Dana -f text -o plan.ron", "it exists already"),
        ("share --to CFO --by Dana --keep ledger-off", "`Old ledger switched off` was never told: there is no date to keep"),
        ("share --to CFO --by Dana --keep hosting --take hosting", "hosting is decided twice"),
        ("share --to CFO --by Dana --keep hosting --because hosting=x", "the customer needs no reason"),
        ("share --to CFO --by Dana --date hosting", "lacks its `=`"),
        ("share --to CFO --by Dana --date hosting=soon", "`soon` does not read as a day"),
        ("share --to CFO --by Dana --take nothing", "there is no one outcome `nothing`"),
        ("share --to CFO --by Dana --next 2027-01-01", "the next update cannot be announced for a day that is past"),
    ];
    for (args, why) in table {
        let said = folder.refused(args);
        assert!(said.contains(why), "{args}: {said}");
    }
}

#[test]
fn an_undocumented_change_holds_what_the_customer_reads_until_it_is_documented() {
    let folder = Folder::with_finance();
    folder.done("share --to CFO --by Dana");
    let told = folder.done("customer").out;
    let id =
        folder.done("pivot undocumented --outcome hosting --what \"Faster sign-on\" --task r9zb --by Platform -q").out.trim().to_string();
    assert_eq!(folder.done("customer").out, told);
    folder.done("task done r9zb");
    folder.done("task done w6py");
    assert_eq!(folder.done("customer").out, told, "no byte");
    let held = folder.refused("share --to CFO --by Dana --take hosting");
    assert_eq!(
        held,
        format!("handshake: `New system open to the finance team` is held by `Faster sign-on` ({id}): document it, or reclassify\n")
    );
    assert!(folder.refused(&format!("pivot document {id}")).contains("is not finished: finish it first"));
    let said = folder.done(&format!("pivot finish {id}")).err;
    assert_eq!(said, format!("finished {id}; owed:\n  [ ] document it\n"));
    assert_eq!(folder.done(&format!("pivot document {id}")).err, format!("documented {id}; nothing is owed\n"));
    assert!(folder.done("customer").out.contains("Done"), "documented, it is told as it is");
}

#[test]
fn an_undocumented_change_that_breaks_a_date_offers_to_be_reclassified() {
    let folder = Folder::with_finance();
    let ran = folder.done("pivot undocumented --outcome finance-reports --what \"One more report\"");
    let id = ran.out.trim();
    let offer = format!(
        "it breaks the date of `Migrate core finance reports`: handshake pivot reclassify {id} budget|drop|swap says so in both plans\n"
    );
    assert!(ran.err.ends_with(&offer), "{}", ran.err);
    assert!(folder.run("check").out.contains("breaks the date"), "and check keeps saying so");
}

#[test]
fn an_overrun_closes_with_another_budget_a_decision_and_a_share() {
    let folder = Folder::with_finance();
    let id = folder.done("pivot budget --outcome finance-reports --what \"More days\" --by \"Dev Lead\" -q").out.trim().to_string();
    let owed = |folder: &Folder| {
        let ran = folder.run("check --json");
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        report["findings"].as_array().unwrap().iter().filter(|it| it["code"] == "owed").count()
    };
    assert_eq!(owed(&folder), 1);
    fs::write(folder.path("plan.ron"), folder.text().replace("Budget(planned: 40000", "Budget(planned: 44000")).unwrap();
    folder.done("share --to CFO --by Dana");
    assert_eq!(owed(&folder), 1, "a share before the decision is not about it");
    let said = folder.done(&format!("pivot decide {id} --by CFO --by \"Dev Lead\"")).err;
    assert_eq!(said, format!("CFO and Dev Lead decided {id}; owed:\n  [ ] share the customer plan, after the decision\n"));
    folder.done("share --to CFO --by Dana");
    assert_eq!(owed(&folder), 0);
    let plan = folder.plan();
    let change = plan.change(&id).unwrap();
    assert_eq!((change.kind, change.rev, change.decided_by.as_str()), (ChangeKind::BudgetOverrun, Some(2), "CFO and Dev Lead"));
}

#[test]
fn an_outcome_of_more_days_than_one_estimate_can_be_is_told_and_its_overrun_recorded() {
    let huge = FINANCE.replacen("estimate: 5,", "estimate: 9000,", 1).replacen("estimate: 8,", "estimate: 9000,", 1);
    assert_eq!(huge.matches("estimate: 9000,").count(), 2);
    let folder = Folder::with(&huge);
    folder.done("share --to CFO --by Dana");
    let id = folder.done("pivot budget --outcome finance-reports --what \"More days\" -q").out.trim().to_string();
    let plan = folder.plan();
    let all = Some(Total::days(2 + 9000 + 9000 + 6 + 8 + 5));
    assert_eq!((plan.told("finance-reports").unwrap().days, plan.change(&id).unwrap().days), (all, all));
}

#[test]
fn a_swap_waits_for_every_open_task_and_is_told_in_one_line() {
    let folder = Folder::with_finance();
    let swap = "pivot swap --outcome hosting --replaced-by ledger-off --what \"Their cloud\"";
    assert!(folder.refused(swap).contains("has 2 open tasks: move, bin or finish each of them first"));
    folder.done("task bin w6py");
    folder.done("task move r9zb --outcome ledger-off");
    folder.done(swap);
    let plan = folder.plan();
    assert_eq!(plan.outcome("hosting").unwrap().dropped.as_ref().unwrap().replaced_by, "ledger-off");
    assert!(folder.refused("task move r9zb --outcome hosting").contains("was dropped: its work belongs elsewhere"));
    let text = folder.done("customer").out;
    assert!(text.contains("Replaced: New system open to the finance team → Old ledger switched off,\n    by 30 April"), "{text}");
    assert!(!text.contains("firewall"), "its deliverables are released");
}

#[test]
fn an_undocumented_change_becomes_a_drop() {
    let folder = Folder::with_finance();
    let id = folder.done("pivot undocumented --outcome ledger-off --what \"Keep it\" --task e1aa -q").out.trim().to_string();
    folder.done("task move e1aa --outcome finance-reports");
    folder.done("task done e2bb");
    assert!(folder.refused("pivot drop --outcome ledger-off --what \"Keep it\"").contains("held by `Keep it`"));
    let new = folder.done(&format!("pivot reclassify {id} drop --by Dana -q")).out.trim().to_string();
    let plan = folder.plan();
    assert_eq!((plan.change(&id).unwrap().became.as_str(), plan.task("e1aa").unwrap().task.change.as_str()), (new.as_str(), new.as_str()));
    assert!(!plan.outcome("ledger-off").unwrap().is_live());
    let said = folder.refused(&format!("pivot finish {id}"));
    assert!(said.contains(&format!("became the change {new}: go on with that")), "{said}");
}
