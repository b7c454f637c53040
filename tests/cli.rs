//! The command line as others run it: arguments in; streams, files and exit codes out.

#![allow(clippy::disallowed_methods)] // the real program, on real files

#[path = "support/folder.rs"]
mod folder;

use folder::{FINANCE, Folder};
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

/// The lines of one text that are not in the other.
fn only_in(a: &str, b: &str) -> Vec<String> {
    a.lines().filter(|line| !b.lines().any(|other| other == *line)).map(|line| line.trim().to_string()).collect()
}

#[test]
fn check_json_gives_the_figures_of_the_method() {
    let report = Folder::with_finance().json(&["check", "--json"]);
    assert_eq!(report["today"], "2027-02-08");
    assert_eq!(report["lined_up"], false);
    let items: Vec<_> = report["checklist"].as_array().unwrap().iter().map(|it| it["item"].as_str().unwrap()).collect();
    assert_eq!(items, ["delivery-plan", "customer-plan", "both-line-up", "delivery-shared", "customer-shared", "kept-alive"]);
    let milestone = |at: usize| &report["milestones"][at];
    let reports = milestone(0);
    assert_eq!((&reports["projected"], &reports["told"], &reports["days"]), (&"2027-04-02".into(), &"2027-03-31".into(), &2.into()));
    assert_eq!((&reports["state"], &reports["severity"]), (&"waiting-on-customer".into(), &"amber".into()));
    assert_eq!(reports["need_by"]["dataset"], "2027-02-11");
    assert_eq!(reports["why"], serde_json::json!(["s5gh", "v0de", "c81n", "t2xw", "m7qa", "dataset"]));
    assert!(reports.as_object().unwrap().contains_key("p85") && reports["p85"].is_null(), "null, never absent");
    assert_eq!(
        (&milestone(1)["projected"], &milestone(1)["state"], &milestone(1)["floor"]),
        (&"2027-02-12".into(), &"floor".into(), &true.into())
    );
    assert_eq!(milestone(1)["need_by"]["firewall"], "2027-02-15");
    assert_eq!(
        (&milestone(2)["projected"], &milestone(2)["state"], &milestone(2)["told"]),
        (&"2027-04-05".into(), &"floor".into(), &serde_json::Value::Null)
    );
    let has = |code: &str, item: &str| report["findings"].as_array().unwrap().iter().any(|it| it["code"] == code && it["item"] == item);
    for (code, item) in
        [("deliverable-too-late", "dataset"), ("deliverable-overdue", "firewall"), ("redated", "hosting"), ("untold", "ledger-off")]
    {
        assert!(has(code, item), "{code} {item}");
    }
    assert!(!has("late", "finance-reports") && !has("redated", "finance-reports"));
}

#[test]
fn check_lists_the_milestones_dates_below_dates_also_of_far_years() {
    let folder = Folder::with(&FINANCE.replacen("by: \"2027-04-30\"", "by: \"2028-04-30\"", 1));
    let out = folder.run("check").out;
    let lines: Vec<&str> = out.lines().filter(|line| line.contains("  told ")).collect();
    assert_eq!(
        lines,
        [
            "Finance reports available in new system  told 31 Mar  meant      31 Mar  ends    2 Apr  ◔ needs dataset 2d sooner",
            "New system open to the finance team      told 19 Feb  meant      26 Feb  ends ≥ 12 Feb  ≥ 12 Feb",
            "Old ledger switched off                  told      —  meant 30 Apr 2028  ends  ≥ 5 Apr  ≥ 5 Apr",
        ]
    );
}

#[test]
fn check_says_by_its_exit_code_whether_there_is_something_to_act_on() {
    let folder = Folder::with_finance();
    assert_eq!(folder.run(&["check"]).code, 1);
    fs::write(folder.plan_file(), "Plan(title: \"Empty\")").unwrap();
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 0, "an unticked box alone is no finding: {}", ran.out);
}

#[test]
fn a_pipe_gets_no_escape_bytes_whatever_the_plan_holds() {
    let folder = Folder::with_finance();
    fs::copy("tests/hostile/31-terminal-escapes.ron", folder.plan_file()).unwrap();
    for args in [
        &["check"][..],
        &["check", "--json"],
        &["task", "list"],
        &["customer"],
        &["customer", "-f", "json"],
        &["delivery"],
        &["delivery", "-f", "json"],
    ] {
        let ran = folder.run(args);
        assert_ne!(ran.code, 2, "{args:?}: {}", ran.err);
        for text in [&ran.out, &ran.err] {
            assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{args:?}");
        }
    }
}

#[test]
fn a_move_changes_only_the_line_of_its_card() {
    let folder = Folder::with_finance();
    let ran = folder.run(&["task", "move", "m7qa", "In progress"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "moved Extract dataset\n"));
    let after = folder.text();
    assert_eq!(only_in(FINANCE, &after).len(), 1);
    let changed = only_in(&after, FINANCE);
    assert_eq!(changed.len(), 1);
    for part in ["id: \"m7qa\"", "status: \"In progress\"", "entered: \"2027-02-08\"", "started: \"2027-02-08\""] {
        assert!(changed[0].contains(part), "{}", changed[0]);
    }
    assert_eq!(fs::metadata(folder.plan_file()).unwrap().permissions().mode() & 0o777, 0o644, "the mode it had");
}

#[test]
fn there_and_back_gives_the_same_bytes() {
    let folder = Folder::with_finance();
    assert_eq!(folder.run(&["task", "assign", "w6py", "Platform"]).code, 0);
    assert_ne!(folder.text(), FINANCE);
    assert_eq!(folder.run(&["task", "assign", "w6py", "-"]).code, 0);
    assert_eq!(folder.text(), FINANCE);
}

#[test]
fn whoever_is_named_twice_owns_it_once_and_is_added_once() {
    let folder = Folder::with_finance();
    folder.done(&["task", "assign", "w6py", "Platform", "Platform"]);
    assert_eq!(folder.plan().task("w6py").unwrap().task.owners, ["Platform"]);
    folder.done(&["task", "assign", "w6py", "Zoe", "Zoe", "--new"]);
    let plan = folder.plan();
    assert_eq!(
        (plan.task("w6py").unwrap().task.owners.as_slice(), plan.people.iter().filter(|it| it.name == "Zoe").count()),
        (&["Zoe".to_string()][..], 1)
    );
}

#[test]
fn an_empty_name_means_no_outcome_even_where_there_is_only_one() {
    let folder = Folder::with("Plan(title: \"P\", outcomes: [Outcome(id: \"o\", title: \"One\")])");
    for args in [&["task", "add", "X", "--outcome", ""][..], &["sign", ""], &["why", ""]] {
        assert!(folder.refused(args).contains("there is no one outcome ``"), "{args:?}");
    }
    assert_eq!(folder.run(&["why", "on"]).code, 0, "the beginning of its title");
}

#[test]
fn a_card_is_added_finished_and_binned() {
    let folder = Folder::with_finance();
    let ran = folder.run(&["task", "add", "Reconcile totals", "--outcome", "finance-reports"]);
    let id = ran.out.trim().to_string();
    assert_eq!((ran.code, id.len()), (0, 6));
    assert!(
        folder.text().contains(&format!("Task(id: \"{id}\", title: \"Reconcile totals\", added: \"2027-02-08\")")),
        "{}",
        folder.text()
    );
    assert_eq!(folder.run(&["task", "done", &id]).code, 0);
    let listed = folder.json(&["task", "list", "--json"]);
    let card = listed.as_array().unwrap().iter().find(|it| it["id"] == id.as_str()).unwrap();
    assert_eq!((&card["column"], &card["outcome"]), (&"Done".into(), &"finance-reports".into()));
    assert_eq!(folder.run(&["task", "bin", &id]).code, 0);
    assert_eq!(folder.text(), FINANCE);
    let noise = folder.run(&["task", "add", "Loose end"]).out.trim().to_string();
    let listed = folder.json(&["task", "list", "--json"]);
    assert!(listed.as_array().unwrap().iter().any(|it| it["id"] == noise.as_str() && it["outcome"].is_null()));
}

#[test]
fn what_cannot_be_done_says_why_writes_nothing_and_ends_with_2() {
    let folder = Folder::with_finance();
    for (args, says) in [
        (&["task", "move", "nope", "Done"][..], "there is no task `nope` in this plan"),
        (&["task", "move", "m7qa", "Elsewhere"], "there is no column `Elsewhere`; the columns are To do, In progress, Review and Done"),
        (&["task", "assign", "m7qa", "Nobody"], "nobody in this plan is called `Nobody`"),
        (&["task", "add", "X", "--outcome", "nope"], "there is no one outcome `nope`"),
        (&["receive", "nope"], "there is no deliverable `nope`"),
        (&["why", "nope"], "the outcomes are finance-reports, hosting and ledger-off"),
        (&["new", "plan.ron"], "nothing is ever overwritten"),
        (&["customer", "-o", "plan.ron"], "nothing is ever overwritten"),
        (&["delivery", "-o", "plan.ron"], "nothing is ever overwritten"),
        (&["chekc"], "did you mean handshake check?"),
        (&["check", "nowhere.ron"], "nowhere.ron"),
        (&["check", "--frobnicate"], "--frobnicate"),
    ] {
        let ran = folder.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
        assert_eq!(folder.text(), FINANCE, "{args:?}");
    }
}

#[test]
fn a_broken_plan_is_told_with_all_its_problems_and_never_written() {
    let folder = Folder::with_finance();
    let broken = FINANCE.replacen("owners: [\"Dev Lead\"], estimate: 5", "ownres: [\"Dev Lead\"], estimate: 1e3", 1);
    fs::write(folder.plan_file(), &broken).unwrap();
    for args in [&["check"][..], &["task", "done", "m7qa"], &["customer"], &["why", "hosting"]] {
        let ran = folder.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        for said in ["ownres", "did you mean owners?", "1e3", "plan.ron:45:"] {
            assert!(ran.err.contains(said), "{args:?} {said}: {}", ran.err);
        }
    }
    assert_eq!(folder.text(), broken);
}

#[test]
fn the_customer_export_goes_where_it_is_asked_to_and_says_when_it_was_not_told() {
    let folder = Folder::with_finance();
    let ran = folder.run(&["customer", "--by", "Dana"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "not told yet: handshake share records it\n"));
    assert!(ran.out.contains("Provide dataset") && ran.out.contains("Dana") && !ran.out.contains("Transform"));
    assert_eq!(folder.run(&["customer", "-o", "out.txt", "--by", "Dana", "--quiet"]).err, "");
    assert_eq!(fs::read_to_string(folder.path("out.txt")).unwrap(), ran.out);
    assert_eq!(folder.run(&["customer", "-o", "-", "--by", "Dana"]).out, ran.out);
    let json = folder.json(&["customer", "-f", "json"]);
    assert_eq!(json["format"], 1);
}

#[test]
fn receiving_and_signing_are_dated_today() {
    let folder = Folder::with_finance();
    assert_eq!(folder.run(&["receive", "dataset"]).code, 0);
    assert_eq!(folder.run(&["sign", "hosting"]).code, 0);
    let again = folder.run(&["receive", "dataset"]);
    assert_eq!((again.code, again.err.as_str()), (2, "handshake: it was received on 8 February already\n"));
    let text = folder.text();
    assert!(text.contains("by: \"2027-02-15\", received: \"2027-02-08\")"), "{text}");
    assert_eq!(text.matches("signed: \"2027-02-08\"").count(), 1);
    let report = folder.json(&["check", "--json"]);
    assert_eq!(report["milestones"][0]["projected"], "2027-03-23", "with the dataset in hand");
    assert_eq!(report["milestones"][1]["state"], "signed-off");
}

#[test]
fn diff_tells_what_changed_in_the_plans_words() {
    let folder = Folder::with_finance();
    let before = folder.path("before.ron");
    fs::copy(folder.plan_file(), &before).unwrap();
    folder.run(&["task", "assign", "w6py", "Platform"]);
    folder.run(&["task", "move", "m7qa", "In progress"]);
    let ran = folder.run(&["diff", "before.ron", "plan.ron"]);
    assert_eq!(ran.out, "moved Extract dataset to In progress\nassigned Penetration test to Platform\n");
    let json = folder.json(&["diff", "before.ron", "plan.ron", "--json"]);
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!(folder.run(&["diff", "plan.ron", "plan.ron"]).out, "");
}

#[test]
fn diff_writes_the_minutes_of_any_two_versions() {
    let folder = Folder::with_finance();
    fs::write(folder.path("before.ron"), FINANCE).unwrap();
    folder.done(&["task", "assign", "w6py", "Platform"]);
    folder.done(&["task", "done", "m7qa"]);
    folder.done(&["diff", "before.ron", "plan.ron", "-o", "minutes.md"]);
    let minutes = fs::read_to_string(folder.path("minutes.md")).unwrap();
    for part in [
        "# Finance systems migration: what changed, Mon 8 Feb 2027\n\n## Assigned 1\n\n- assigned Penetration test to Platform\n",
        "\n## Moved 1\n\n- ",
        "\n## The customer's milestones\n\n- ",
        "\n## Still without an owner\n\n- ",
    ] {
        assert!(minutes.contains(part), "{part} in {minutes}");
    }
    assert_eq!(folder.run(&["diff", "before.ron", "plan.ron", "-o", "-"]).out, minutes);
    assert!(folder.run(&["diff", "before.ron", "before.ron", "-o", "-"]).out.ends_with("\n\nNothing changed between the two.\n"));
    assert_eq!(folder.run(&["diff", "before.ron", "plan.ron", "-o", "minutes.md"]).code, 2, "a file that is there is left as it is");
    assert_eq!(fs::read_to_string(folder.path("minutes.md")).unwrap(), minutes);
}

#[test]
fn diff_since_a_day_asks_git_for_the_version_before_it() {
    let folder = Folder::with_finance();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"];
        let dated = ("GIT_COMMITTER_DATE", "2027-02-01T12:00:00");
        let done = Command::new("git").args(identity).args(args).current_dir(folder.top()).env(dated.0, dated.1).output().unwrap();
        assert!(done.status.success(), "{args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "plan.ron"]);
    git(&["commit", "-q", "-m", "plan"]);
    folder.run(&["task", "bin", "n0is"]);
    assert_eq!(folder.run(&["diff", "--since", "2027-02-05"]).out, "binned Try the new charting library\n");
    let early = folder.run(&["diff", "--since", "2027-01-05"]);
    assert_eq!(early.code, 2);
    assert!(early.err.contains("git has no version of it from before 2027-01-05"), "{}", early.err);
}

#[test]
fn a_new_plan_reads_is_private_and_is_never_written_over() {
    let folder = Folder::empty();
    assert_eq!(folder.run(&["new"]).code, 0);
    assert_eq!(fs::metadata(folder.plan_file()).unwrap().permissions().mode() & 0o777, 0o600);
    assert_ne!(folder.run(&["check"]).code, 2, "it reads");
    let text = folder.text();
    assert!(text.contains("// ") && text.contains("uid: \""));
    assert_eq!(folder.run(&["new"]).code, 2);
    assert_eq!(folder.text(), text);
    assert_eq!(folder.run(&["new", "-p", "other.ron"]).code, 0, "-p names it as well");
    assert!(folder.path("other.ron").exists());
}

#[test]
fn the_demo_without_a_terminal_leaves_nothing_behind() {
    let folder = Folder::empty();
    let output = Command::new(env!("CARGO_BIN_EXE_handshake")).arg("demo").env("TMPDIR", folder.top()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.contains("terminal")), (Some(2), true), "{said}");
    assert_eq!(fs::read_dir(folder.top()).unwrap().count(), 0);
}

#[test]
fn whoever_takes_a_place_in_a_list_leaves_its_commas_space_and_comments() {
    let folder = Folder::with_finance();
    let text = "Plan(format: 1, title: \"P\", people: [(name: \"Ann\"), (name: \"Bob\")], noise: [\n  (id: \"a\", title: \"A\", owners: [\"Ann\" /* who else? */ , ]),\n])\n";
    fs::write(folder.plan_file(), text).unwrap();
    assert_eq!(folder.run(&["task", "assign", "a", "Bob"]).code, 0);
    assert_eq!(folder.text(), text.replace("owners: [\"Ann\"", "owners: [\"Bob\""));
    assert_eq!(folder.run(&["task", "assign", "a", "Ann"]).code, 0);
    assert_eq!(folder.text(), text);
}

#[test]
fn an_owner_needs_no_header_and_a_date_does() {
    let folder = Folder::with_finance();
    let text = "Plan(format: 1, title: \"P\", people: [(name: \"Ann\")], noise: [(id: \"a\", title: \"A\")])\n";
    fs::write(folder.plan_file(), text).unwrap();
    assert_eq!(folder.run(&["task", "assign", "a", "Ann"]).code, 0);
    assert_eq!(folder.text(), text.replace("\"A\")", "\"A\", owners: [\"Ann\"])"));
    assert_eq!(folder.run(&["task", "assign", "a", "-"]).code, 0);
    assert_eq!(folder.text(), text);
    assert_eq!(folder.run(&["task", "move", "a", "Review"]).code, 0);
    assert!(folder.text().starts_with("#![enable(implicit_some)]\nPlan("), "{}", folder.text());
}

#[test]
fn without_a_plan_or_a_terminal_it_says_so() {
    let folder = Folder::empty();
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("handshake demo") && ran.err.contains("handshake new"), "{}", ran.err);
    let folder = Folder::with_finance();
    let ran = folder.run(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("terminal"), "{}", ran.err);
}

#[test]
fn keys_are_the_programs_own_table() {
    let ran = Folder::with_finance().run(&["keys"]);
    assert!(ran.out.lines().any(|line| line.starts_with("a ") && line.contains("assign")), "{}", ran.out);
}

#[test]
fn the_nearest_plan_upward_is_meant() {
    let folder = Folder::with_finance();
    let deep = folder.path("a/b");
    fs::create_dir_all(&deep).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_handshake"))
        .args(["task", "list"])
        .current_dir(&deep)
        .env_remove("HANDSHAKE_PLAN")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(Path::new(&folder.plan_file()).exists());
}

#[test]
fn why_says_what_another_estimate_owner_need_or_date_would_do_and_writes_nothing() {
    let folder = Folder::with_finance();
    let before = "2 Apr: Customer sign-off ← Validate ← Load ← Transform ← Extract dataset ← dataset, due 15 Feb from Acme Data Office\n\
                  ◔ needs dataset 2d sooner\nforecast: not enough history (2 of 5 days)\n";
    let with = |changes: &[&str]| {
        let changes: Vec<&str> = changes.iter().flat_map(|change| ["--with", change]).collect();
        let ran = folder.run([&["why", "finance-reports"], &changes[..]].concat().as_slice());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{changes:?}");
        ran.out.strip_prefix(before).unwrap_or_else(|| panic!("{}", ran.out)).to_string()
    };
    assert_eq!(with(&[]), "");
    assert_eq!(
        with(&["m7qa.estimate=10"]),
        "with this, finance-reports ends 9 April instead of 2 April, 7d after 31 March\n\
         with this, ledger-off ends ≥ 12 April instead of ≥ 5 April, in time for 30 April\n\
         9 Apr: Customer sign-off ← Validate ← Load ← Transform ← Extract dataset ← dataset, due 15 Feb from Acme Data Office\n"
    );
    assert!(with(&["m7qa.owners="]).starts_with("with this, finance-reports ends ≥ 2 April instead of 2 April, 2d after 31 March\n"));
    assert!(
        with(&["dataset.by=10 feb"]).starts_with("with this, finance-reports ends 30 March instead of 2 April, in time for 31 March\n")
    );
    assert!(with(&["m7qa.needs=Validate"]).starts_with("with this, finance-reports has no end any more instead of 2 April\n"));
    assert_eq!(with(&["m7qa.estimate=5"]), "with this, no date moves\n", "it is that already");
    let both = folder.json(&["why", "finance-reports", "--json", "--with", "m7qa.estimate=10"]);
    assert_eq!(
        both["with"]["moved"][0],
        serde_json::json!({"outcome": "finance-reports", "before": "2027-04-02", "after": "2027-04-09", "floor": false})
    );
    assert!(folder.json(&["why", "finance-reports", "--json"])["with"].is_null());
    for (change, why) in [
        ("m7qa", "write ITEM.FIELD=VALUE"),
        ("m7qa.title=X", "`title` moves no date; what does is estimate, owners, needs and blocked"),
        ("hosting.by=2027-03-01", "hosting is an outcome"),
        ("nobody.estimate=1", "there is no task or deliverable nobody"),
        ("m7qa.estimate=ten", "working days by quarters"),
    ] {
        let ran = folder.run(&["why", "finance-reports", "--with", change]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{change}");
        assert!(ran.err.contains(why), "{change}: {}", ran.err);
    }
    assert_eq!(folder.text(), FINANCE, "nothing is written");
}
