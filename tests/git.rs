//! Plans in real git: what line-based git calls a conflict joins by id, clashes stop the merge with a file that reads,
//! and a driver that is missing or fails never leaves a merge that looks clean with one side gone.
#![allow(clippy::disallowed_methods)] // real git in real folders

use handshake::{file::read, plan::Plan};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const PLAN: &str = r#"// a plan of ours
Plan(
    title: "Ledger",
    people: [Person(name: "Ann"), Person(name: "Bob")],
    outcomes: [
        Outcome(id: "o", title: "Migrate", tasks: [
            Task(id: "a", title: "Extract", owners: ["Ann"], status: "To do"),
            Task(id: "b", title: "Load", owners: ["Bob"], status: "To do"),
            Task(id: "c", title: "Check"),
        ]),
    ],
)
"#;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// A repository with a plan on `main`, and a home of its own.
struct Repo {
    folder: tempfile::TempDir,
}

impl Repo {
    /// Set up by `git-setup`.
    fn new() -> Repo {
        let repo = Repo::bare();
        let ran = repo.handshake(&["git-setup"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        repo.commit("attributes");
        repo
    }
    /// As git comes.
    fn bare() -> Repo {
        let repo = Repo { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(repo.top()).unwrap();
        repo.git(&["init", "-q", "-b", "main"]);
        repo.write(PLAN);
        repo.commit("first");
        repo
    }
    fn top(&self) -> PathBuf {
        self.folder.path().join("repo")
    }
    fn plan_file(&self) -> PathBuf {
        self.top().join("plan.ron")
    }
    fn write(&self, text: &str) {
        fs::write(self.plan_file(), text).unwrap();
    }
    fn text(&self) -> String {
        fs::read_to_string(self.plan_file()).unwrap()
    }
    fn plan(&self) -> Plan {
        let reading = read(self.text().as_bytes());
        assert_eq!(reading.problems, [], "{}", self.text());
        reading.plan.unwrap()
    }
    fn run(&self, mut command: Command, folder: &Path) -> Ran {
        let path = format!("{}:{}", Path::new(env!("CARGO_BIN_EXE_handshake")).parent().unwrap().display(), env::var("PATH").unwrap());
        command
            .current_dir(folder)
            .env("PATH", path)
            .env("HOME", self.folder.path())
            .env("XDG_STATE_HOME", self.folder.path().join("state"));
        for name in ["XDG_CONFIG_HOME", "HANDSHAKE_PLAN", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        for (name, value) in [("NAME", "Ann"), ("EMAIL", "ann@example.org")] {
            command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_EDITOR", "true").env("GIT_PAGER", "cat");
        let out = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran { code: out.status.code().unwrap(), out: text(&out.stdout), err: text(&out.stderr) }
    }
    fn try_git(&self, args: &[&str]) -> Ran {
        let mut command = Command::new("git");
        command.args(args);
        self.run(command, &self.top())
    }
    fn git(&self, args: &[&str]) -> String {
        let ran = self.try_git(args);
        assert_eq!(ran.code, 0, "git {args:?}: {}{}", ran.out, ran.err);
        ran.out
    }
    fn handshake(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handshake"));
        command.args(args);
        self.run(command, &self.top())
    }
    fn commit(&self, words: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", words]);
    }
    fn edit(&self, from: &str, to: &str) {
        let text = self.text();
        assert!(text.contains(from), "no {from:?} in {text}");
        self.write(&text.replacen(from, to, 1));
        self.commit(to);
    }
    /// `other` renames a card and gives it away, `main` moves the same card and its neighbour: the same lines.
    fn diverge(&self) {
        self.git(&["checkout", "-q", "-b", "other"]);
        self.edit("title: \"Extract\", owners: [\"Ann\"]", "title: \"Extract all\", owners: [\"Bob\"]");
        self.git(&["checkout", "-q", "main"]);
        self.edit("owners: [\"Ann\"], status: \"To do\"", "owners: [\"Ann\"], status: \"Review\"");
        self.edit("owners: [\"Bob\"], status: \"To do\"", "owners: [\"Bob\"], status: \"Done\"");
    }
    fn assert_both(&self) {
        let plan = self.plan();
        let task = |id: &str| plan.task(id).unwrap().task;
        assert_eq!((task("a").title.as_str(), task("a").status.as_str(), task("b").status.as_str()), ("Extract all", "Review", "Done"));
        assert_eq!(task("a").owners, ["Bob"]);
        assert_eq!(plan.clashes.len(), 0);
        assert!(self.text().contains("// a plan of ours\nPlan(\n"), "{}", self.text());
    }
    fn is_unmerged(&self) -> bool {
        !self.git(&["ls-files", "-u"]).is_empty()
    }
}

#[test]
fn a_merge_that_git_calls_a_conflict_is_clean_with_ours() {
    let repo = Repo::bare();
    repo.diverge();
    let by_lines = repo.try_git(&["merge", "--no-edit", "other"]);
    assert_eq!(by_lines.code, 1, "line by line it is a conflict: {}", by_lines.out);
    repo.git(&["merge", "--abort"]);
    repo.handshake(&["git-setup"]);
    repo.commit("attributes");
    repo.git(&["merge", "--no-edit", "other"]);
    repo.assert_both();
}

#[test]
fn rebase_cherry_pick_and_stash_join_by_id_too() {
    let repo = Repo::new();
    repo.diverge();
    repo.git(&["checkout", "-q", "other"]);
    repo.git(&["rebase", "-q", "main"]);
    repo.assert_both();

    let repo = Repo::new();
    repo.diverge();
    repo.git(&["cherry-pick", "other"]);
    repo.assert_both();

    let repo = Repo::new();
    repo.write(&PLAN.replace("title: \"Extract\", owners: [\"Ann\"]", "title: \"Extract all\", owners: [\"Bob\"]"));
    repo.git(&["stash", "-q"]);
    repo.edit("owners: [\"Ann\"], status: \"To do\"", "owners: [\"Ann\"], status: \"Review\"");
    repo.edit("owners: [\"Bob\"], status: \"To do\"", "owners: [\"Bob\"], status: \"Done\"");
    repo.git(&["stash", "pop", "-q"]);
    repo.assert_both();
}

#[test]
fn two_clones_pull_each_others_work() {
    let repo = Repo::new();
    let there = repo.folder.path().join("clone");
    let git = |folder: &Path, args: &[&str]| {
        let mut command = Command::new("git");
        command.args(args);
        let ran = repo.run(command, folder);
        assert_eq!(ran.code, 0, "{args:?} {}{}", ran.out, ran.err);
    };
    git(repo.folder.path(), &["clone", "-q", "repo", "clone"]);
    let mut setup = Command::new(env!("CARGO_BIN_EXE_handshake"));
    setup.arg("git-setup");
    assert_eq!(repo.run(setup, &there).code, 0);
    let text = fs::read_to_string(there.join("plan.ron")).unwrap();
    fs::write(there.join("plan.ron"), text.replace("title: \"Extract\", owners: [\"Ann\"]", "title: \"Extract all\", owners: [\"Bob\"]"))
        .unwrap();
    git(&there, &["commit", "-q", "-am", "theirs"]);
    repo.edit("owners: [\"Ann\"], status: \"To do\"", "owners: [\"Ann\"], status: \"Review\"");
    repo.edit("owners: [\"Bob\"], status: \"To do\"", "owners: [\"Bob\"], status: \"Done\"");
    git(&there, &["pull", "-q", "--no-rebase", "--no-edit"]);
    git(&repo.top(), &["pull", "-q", "--no-rebase", "../clone", "main"]);
    repo.assert_both();
    assert_eq!(fs::read_to_string(there.join("plan.ron")).unwrap(), repo.text());
}

#[test]
fn with_a_clash_git_stops_and_the_file_reads_and_one_side_can_be_taken() {
    let repo = Repo::new();
    repo.git(&["checkout", "-q", "-b", "other"]);
    repo.edit("title: \"Load\"", "title: \"Load by night\"");
    repo.git(&["checkout", "-q", "main"]);
    repo.edit("title: \"Load\"", "title: \"Fill\"");
    let ran = repo.try_git(&["merge", "--no-edit", "other"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(repo.is_unmerged());
    let plan = repo.plan();
    let [clash] = &plan.clashes[..] else { panic!("{:?}", plan.clashes) };
    let sides: Vec<_> = clash.sides.iter().map(|it| (it.label.as_str(), it.value.as_deref().unwrap())).collect();
    let [ours, theirs] = if names_no_sides(&repo.git(&["version"])) { ["ours", "theirs"] } else { ["HEAD", "other"] };
    assert_eq!(sides, [(ours, "\"Fill\""), (theirs, "\"Load by night\"")]);
    assert!(ran.err.contains(&format!("clash: title of b: \"Fill\" ({ours}) and \"Load by night\" ({theirs})")), "{}", ran.err);
    let refused = repo.handshake(&["customer", "--today", "2027-02-08"]);
    assert_eq!(refused.code, 0, "the title of a task is none of the customer's business: {}", refused.err);
    assert_eq!(repo.handshake(&["check", "--today", "2027-02-08"]).code, 1);
}

#[test]
fn what_both_sides_added_is_joined_without_a_base() {
    let repo = Repo::new();
    repo.git(&["checkout", "-q", "--orphan", "other"]);
    repo.edit("title: \"Check\"),", "title: \"Check\"),\n            Task(id: \"d\", title: \"Theirs\"),");
    repo.git(&["checkout", "-q", "main"]);
    repo.edit("title: \"Check\"),", "title: \"Check\"),\n            Task(id: \"e\", title: \"Ours\"),");
    repo.git(&["merge", "--no-edit", "--allow-unrelated-histories", "other"]);
    let plan = repo.plan();
    let mut ids: Vec<&str> = plan.tasks().map(|it| it.task.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!((ids, plan.clashes.len()), (vec!["a", "b", "c", "d", "e"], 0));
}

// T10
#[test]
fn a_criss_cross_with_clashes_in_its_bases_still_gives_a_file_that_reads() {
    let repo = Repo::new();
    repo.git(&["checkout", "-q", "-b", "other"]);
    repo.edit("title: \"Load\"", "title: \"Theirs\"");
    repo.git(&["checkout", "-q", "main"]);
    repo.edit("title: \"Load\"", "title: \"Ours\"");
    let (ours, theirs) = (repo.git(&["rev-parse", "main"]), repo.git(&["rev-parse", "other"]));
    for (branch, commit) in [("main", &theirs), ("other", &ours)] {
        repo.git(&["checkout", "-q", branch]);
        repo.try_git(&["merge", "--no-edit", commit.trim()]);
        repo.plan();
        repo.commit("merged");
    }
    repo.edit("title: \"Check\"", "title: \"Check it\"");
    repo.git(&["checkout", "-q", "main"]);
    repo.edit("title: \"Extract\"", "title: \"Extract it\"");
    repo.try_git(&["merge", "--no-edit", "other"]);
    let plan = repo.plan();
    let title = |id: &str| plan.task(id).unwrap().task.title.clone();
    assert_eq!((title("a").as_str(), title("c").as_str()), ("Extract it", "Check it"));
    assert_eq!(plan.clashes.len(), 1, "{:#?}", plan.clashes);
    assert_eq!(plan.clashes[0].field, "title");
}

#[test]
fn an_octopus_with_conflicts_is_refused_by_git_and_loses_nothing() {
    let repo = Repo::new();
    repo.diverge();
    repo.git(&["checkout", "-q", "-b", "third", "main~2"]);
    repo.edit("title: \"Extract\"", "title: \"Third\"");
    repo.git(&["checkout", "-q", "main"]);
    let before = repo.text();
    let ran = repo.try_git(&["merge", "--no-edit", "other", "third"]);
    assert_ne!(ran.code, 0, "{}", ran.out);
    repo.git(&["reset", "-q", "--hard"]);
    assert_eq!(repo.text(), before);
}

// P17 T10
#[test]
fn a_driver_that_is_missing_or_breaks_stops_git_and_leaves_ours_untouched() {
    for broken in ["/nowhere/handshake", "false &&", "sh -c 'kill -SEGV $$'", "sh -c 'exit 2'"] {
        let repo = Repo::new();
        repo.diverge();
        let driver = repo.git(&["config", "merge.handshake.driver"]).trim().replacen("handshake", broken, 1);
        repo.git(&["config", "merge.handshake.driver", &driver]);
        let before = repo.text();
        let ran = repo.try_git(&["merge", "--no-edit", "other"]);
        if broken == "false &&" {
            // The one code that means clashes: git calls it a conflict, which is never committed by itself.
            assert!(ran.code == 1 && repo.is_unmerged(), "{} {}", ran.code, ran.err);
            continue;
        }
        assert_eq!(ran.code, 2, "{broken}: {}{}", ran.out, ran.err);
        assert_eq!(repo.text(), before, "{broken}");
        assert!(!repo.is_unmerged() && repo.git(&["status", "--porcelain"]).is_empty());
    }
}

#[test]
fn m33_m39_m40_a_side_that_cannot_be_read_is_refused_and_nothing_is_written() {
    for bad in ["typo: 1,", "<<<<<<< HEAD\n", "format: 999,"] {
        let repo = Repo::new();
        repo.git(&["checkout", "-q", "-b", "other"]);
        repo.edit("    title: \"Ledger\",\n", &format!("    title: \"Ledger\",\n    {bad}\n"));
        repo.git(&["checkout", "-q", "main"]);
        repo.edit("title: \"Load\"", "title: \"Fill\"");
        let before = repo.text();
        let ran = repo.try_git(&["merge", "--no-edit", "other"]);
        assert_eq!((ran.code, repo.text()), (2, before), "{bad}: {}", ran.err);
    }
}

// H78
#[test]
fn m41_other_line_ends_on_one_side_are_kept_and_the_other_sides_edit_is_applied() {
    let repo = Repo::bare();
    let at = |name: &str, text: &str| fs::write(repo.top().join(name), text).unwrap();
    let crlf = PLAN.replace('\n', "\r\n");
    let edited = PLAN.replace("\"Load\"", "\"Fill\"");
    at("base", PLAN);
    for (ours, theirs, joined) in [(&crlf, &edited, edited.replace('\n', "\r\n")), (&edited, &crlf, edited.clone())] {
        at("ours", ours);
        at("theirs", theirs);
        let ran = repo.handshake(&["merge", "base", "ours", "theirs"]);
        assert_eq!((ran.code, ran.out), (0, joined), "{}", ran.err);
    }
}

#[test]
fn a_file_name_is_never_run() {
    let repo = Repo::bare();
    let name = "we ird;$(touch pwned)'.ron";
    fs::rename(repo.plan_file(), repo.top().join(name)).unwrap();
    repo.handshake(&["git-setup"]);
    fs::write(repo.top().join(".gitattributes"), "*.ron merge=handshake diff=handshake\n").unwrap();
    repo.commit("odd");
    let write = |from: &str, to: &str| {
        let path = repo.top().join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        repo.commit("edit");
    };
    repo.git(&["checkout", "-q", "-b", "other"]);
    write("title: \"Load\"", "title: \"Fill\"");
    repo.git(&["checkout", "-q", "main"]);
    write("owners: [\"Bob\"]", "owners: [\"Ann\"]");
    repo.git(&["merge", "--no-edit", "other"]);
    assert!(repo.git(&["diff", "HEAD~1"]).ends_with("\nrenamed Load to Fill\n"), "{}", repo.git(&["diff", "HEAD~1"]));
    assert!(!repo.top().join("pwned").exists());
}

#[test]
fn diff_and_log_speak_in_words() {
    let repo = Repo::new();
    repo.write(&repo.text().replace("owners: [\"Bob\"], status: \"To do\"", "owners: [\"Bob\"], status: \"Done\""));
    assert_eq!(repo.git(&["diff"]), "plan plan.ron\nmoved Load to Done\n");
    repo.commit("moved");
    let log = repo.git(&["log", "-p", "-1"]);
    assert!(log.contains("Load") && log.lines().any(|it| it.starts_with('-') && it.contains("Load")), "{log}");
    assert!(!log.contains("Task(id:"), "in words, not in RON: {log}");
    repo.write("Plan(");
    assert!(repo.git(&["diff"]).starts_with("plan plan.ron\n  one version cannot be read as a plan: "));
    repo.git(&["add", "-A"]);
    repo.git(&["rm", "-q", "--cached", "plan.ron"]);
    repo.git(&["diff", "HEAD"]);
    repo.git(&["log", "-p"]);
}

#[test]
fn setting_up_says_what_it_did_does_it_once_and_can_be_undone() {
    let repo = Repo::bare();
    let before = fs::read_to_string(repo.top().join(".git/config")).unwrap();
    fs::write(repo.top().join(".gitattributes"), "*.png binary").unwrap();
    let said = repo.handshake(&["git-setup"]).out;
    assert!(said.contains("git config --local: merge.handshake.driver = handshake merge %O %A %B -o %A --labels %S %X %Y || exit $(( $? == 1 ? 1 : 129 ))\n"), "{said}");
    assert!(said.contains(".gitattributes: plan.ron merge=handshake diff=handshake\n"), "{said}");
    assert!(repo.handshake(&["git-setup"]).out.contains("(was there)"));
    let attributes = || fs::read_to_string(repo.top().join(".gitattributes")).unwrap();
    assert_eq!(attributes(), "*.png binary\nplan.ron merge=handshake diff=handshake\n");
    let undone = repo.handshake(&["git-setup", "--undo"]);
    assert!(undone.out.contains("without merge.handshake") && undone.out.contains("without plan.ron"), "{}", undone.out);
    assert_eq!((attributes().as_str(), fs::read_to_string(repo.top().join(".git/config")).unwrap()), ("*.png binary\n", before));
    assert_eq!(repo.handshake(&["git-setup", "--undo"]).err, "there was nothing to take back\n");
}

#[test]
fn set_up_globally_every_repository_joins_by_id() {
    let repo = Repo::bare();
    assert_eq!(repo.handshake(&["git-setup", "--global"]).code, 0);
    assert!(!repo.top().join(".gitattributes").exists());
    repo.diverge();
    repo.git(&["merge", "--no-edit", "other"]);
    repo.assert_both();
    assert!(fs::read_to_string(repo.folder.path().join(".gitconfig")).unwrap().contains("[merge \"handshake\"]"));
    assert_eq!(repo.handshake(&["git-setup", "--global", "--undo"]).code, 0);
    assert!(!repo.folder.path().join(".config/git/attributes").exists());
    assert_eq!(fs::read_to_string(repo.folder.path().join(".gitconfig")).unwrap().trim(), "");
}

#[test]
fn outside_a_repository_setting_up_says_so() {
    let repo = Repo::bare();
    let mut command = Command::new(env!("CARGO_BIN_EXE_handshake"));
    command.arg("git-setup");
    let ran = repo.run(command, repo.folder.path());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("go into the repository of the plan, or use --global"), "{}", ran.err);
}

/// Every git of this machine, by its version. Debian 12 has 2.39, which names no sides; where only newer ones are, one of them that
/// says it is old stands in.
fn gits(folder: &Path) -> Vec<(String, PathBuf)> {
    let path = env::var_os("PATH").unwrap();
    let path = env::split_paths(&path).chain([PathBuf::from("/usr/bin")]).map(|it| it.join("git"));
    let mut gits: Vec<(String, PathBuf)> = Vec::new();
    for git in path.filter(|it| it.is_file()) {
        let version = String::from_utf8(Command::new(&git).arg("version").output().unwrap().stdout).unwrap();
        if !gits.iter().any(|it| it.0 == version) {
            gits.push((version, git));
        }
    }
    if !gits.iter().any(|(version, _)| names_no_sides(version)) {
        let (old, real) = (folder.join("git-2.39"), gits[0].1.display().to_string());
        fs::write(&old, format!("#!/bin/sh\nif [ \"$3\" = version ]; then echo git version 2.39.5; else exec {real} \"$@\"; fi\n"))
            .unwrap();
        assert!(Command::new("chmod").arg("+x").arg(&old).status().unwrap().success());
        gits.push(("git version 2.39.5".into(), old));
    }
    gits
}

/// The labels of the sides came with git 2.44.
fn names_no_sides(version: &str) -> bool {
    let mut numbers = version.trim_start_matches(|it: char| !it.is_ascii_digit()).split('.').map(|it| it.parse::<u32>().unwrap_or(0));
    (numbers.next(), numbers.next()) < (Some(2), Some(44))
}

#[test]
fn every_git_at_hand_joins_and_an_older_one_gets_a_driver_without_labels() {
    let repo = Repo::bare();
    let gits = gits(repo.folder.path());
    assert!(gits.iter().any(|(version, _)| names_no_sides(version)), "{gits:?}");
    for (n, (version, git)) in gits.iter().enumerate() {
        let repo = Repo::bare();
        let folder = repo.folder.path().join(format!("git{n}"));
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink(git, folder.join("git")).unwrap();
        let run = |words: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", &format!("PATH={}:$PATH; {words}", folder.display())]);
            repo.run(command, &repo.top())
        };
        let labels = if names_no_sides(version) { "" } else { " --labels %S %X %Y" };
        let ran = run("handshake git-setup");
        let driver = format!("driver = handshake merge %O %A %B -o %A{labels} || exit $(( $? == 1 ? 1 : 129 ))\n");
        assert!(ran.out.contains(&driver), "{version}{}{}", ran.out, ran.err);
        repo.commit("attributes");
        repo.diverge();
        let ran = run("git merge --no-edit other");
        assert_eq!(ran.code, 0, "{version}{}{}", ran.out, ran.err);
        repo.assert_both();
    }
}

// H09
#[test]
fn conflict_markers_are_resolved_from_gits_index_or_from_diff3_markers() {
    // Without the driver, git leaves its markers.
    let repo = Repo::bare();
    repo.diverge();
    repo.edit("title: \"Check\"", "title: \"Check all\"");
    assert_eq!(repo.try_git(&["merge", "--no-edit", "other"]).code, 1);
    let marked = repo.text();
    let ran = repo.handshake(&["resolve"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    repo.assert_both();
    let kept = repo.handshake(&["recover", "--json"]).out;
    assert!(kept.contains("\"kind\": \"text\""), "{kept}");
    assert_eq!(
        repo.handshake(&["resolve"]).err,
        "there are no conflict markers in plan.ron\n".replace("plan.ron", &repo.plan_file().display().to_string())
    );

    // The same text where git knows of nothing.
    let bare = Repo::bare();
    bare.write(&marked);
    let ran = bare.handshake(&["resolve"]);
    assert!(ran.code == 2 && ran.err.contains("git checkout --conflict=diff3"), "{}", ran.err);
    assert_eq!(bare.text(), marked);
    repo.write(&marked);
    repo.git(&["checkout", "-q", "--conflict=diff3", "--", "plan.ron"]);
    bare.write(&repo.text());
    assert!(repo.text().contains("|||||||"));
    assert_eq!(bare.handshake(&["resolve"]).code, 0);
    bare.assert_both();
}

#[test]
fn merge_says_how_it_ended() {
    let repo = Repo::bare();
    let at = |name: &str, text: &str| fs::write(repo.top().join(name), text).unwrap();
    at("base", PLAN);
    at("ours", &PLAN.replace("\"Load\"", "\"Fill\""));
    at("theirs", &PLAN.replace("\"Check\"", "\"Check it\""));
    let ran = repo.handshake(&["merge", "base", "ours", "theirs"]);
    assert_eq!((ran.code, ran.out), (0, PLAN.replace("\"Load\"", "\"Fill\"").replace("\"Check\"", "\"Check it\"")));
    at("theirs", &PLAN.replace("\"Load\"", "\"Pour\""));
    let ran = repo.handshake(&["merge", "base", "ours", "theirs", "-o", "out", "--labels", "then", "me", "you"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.err,
        "clash: title of b: \"Fill\" (me) and \"Pour\" (you)\nboth sides are kept in the plan; open it and take one with ( or )\n"
    );
    assert!(fs::read_to_string(repo.top().join("out")).unwrap().contains("Side(label: \"me\""));
    at("theirs", "Plan(typo: 1)");
    let ran = repo.handshake(&["merge", "base", "ours", "theirs", "-o", "ours"]);
    assert_eq!((ran.code, fs::read_to_string(repo.top().join("ours")).unwrap()), (2, PLAN.replace("\"Load\"", "\"Fill\"")));
    at("empty", "");
    assert_eq!(repo.handshake(&["merge", "empty", "base", "base"]).out, PLAN);
    assert_eq!(repo.handshake(&["merge", "gone", "base", "base"]).code, 2);
}
