//! Help says how, by examples that are run here as they stand; what is mistyped is guessed; a bug report holds nothing of the plan.

#![allow(clippy::disallowed_methods)] // the real program, on real files

#[path = "help/place.rs"]
mod place;

use handshake::cli::EXAMPLES;
use place::{Place, text};
use std::fs;

/// Every command as it is typed, from the help of the program itself.
fn commands(place: &Place, verb: &str) -> Vec<String> {
    let help = text(&place.line(&format!("handshake {verb} --help")).stdout);
    let listed = help.split_once("Commands:\n").map_or("", |(_, rest)| rest.split("\n\n").next().unwrap());
    let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let mut all = vec![verb.to_string()];
    for name in names {
        all.extend(commands(place, format!("{verb} {name}").trim_start()));
    }
    all
}

#[test]
fn every_command_shows_an_example_in_its_short_help_and_all_in_its_long() {
    let place = Place::new();
    let commands = commands(&place, "");
    assert!(commands.len() >= 38, "{commands:?}");
    for command in &commands {
        let (_, examples) = EXAMPLES.iter().find(|(verb, _)| verb == command).unwrap_or_else(|| panic!("{command} has no example"));
        let long = text(&place.line(&format!("handshake {command} --help")).stdout);
        let short = text(&place.line(&format!("handshake {command} -h")).stdout);
        assert!(short.contains("Examples:") && short.contains(examples[0].0), "{command}: {short}");
        for (line, _) in *examples {
            assert!(long.contains(line), "{command}: {line}");
        }
    }
    for (verb, _) in EXAMPLES {
        assert!(commands.iter().any(|it| it == verb), "{verb} is no command");
    }
}

#[test]
fn every_example_does_what_it_says() {
    for (verb, examples) in EXAMPLES {
        for (line, _) in *examples {
            let place = Place::new();
            if line.starts_with("handshake new") {
                fs::remove_file(place.path().join("plan.ron")).unwrap();
            }
            let ran = place.line(line);
            let (code, said) = (ran.status.code().unwrap(), text(&ran.stderr));
            // There is no terminal here, and there are findings.
            let expected = match *verb {
                "" | "demo" if ["handshake", "handshake demo"].contains(line) => {
                    assert!(said.contains("is not a terminal, and the board needs one"), "{line}: {said}");
                    2
                }
                "check" => 1,
                _ if line.starts_with("handshake resolve") => 1,
                _ => 0,
            };
            assert_eq!(code, expected, "{line}: {said}");
        }
    }
}

#[test]
fn what_is_mistyped_is_guessed() {
    let place = Place::new();
    for (line, guess) in [
        ("handshake chekc", "did you mean handshake check?"),
        ("handshake chekc plan.ron", "there is no command `chekc`; did you mean handshake check?"),
        ("handshake tsak list", "did you mean handshake task?"),
        ("handshake xyzzy plan.ron", "there is no command `xyzzy`; handshake --help lists them"),
        ("handshake task assing m7qa Platform", "'assign'"),
        ("handshake check --jsno", "'--json'"),
        ("handshake customer -f markdwon", "'markdown'"),
        ("handshake why finance-report", "did you mean finance-reports?"),
        ("handshake task done m7aq", "did you mean m7qa?"),
        ("handshake task move m7qa Reveiw", "did you mean Review?"),
        ("handshake task assign m7qa 'Dev Laed'", "did you mean Dev Lead?"),
        ("handshake guide drfit", "the guide has no section `drfit`"),
        ("handshake receive datset", "did you mean dataset?"),
        ("handshake pivot finish undoc", "did you mean und0c?"),
    ] {
        let ran = place.line(line);
        let said = text(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{line}: {said}");
        assert!(said.contains(guess), "{line}: {said}");
    }
}

#[test]
fn a_typo_opens_no_board_and_makes_no_file() {
    let place = Place::new();
    let before = fs::read_dir(place.path()).unwrap().count();
    for line in
        ["handshake chekc", "handshake plna.ron", "handshake -p plna.ron", "handshake check plna.ron", "handshake task -p plna.ron list"]
    {
        let ran = place.line(line);
        assert_eq!(ran.status.code(), Some(2), "{line}");
        assert!(text(&ran.stderr).contains("there is no such file"), "{line}: {}", text(&ran.stderr));
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), before);
}

#[test]
fn two_plans_in_one_command_are_refused_by_name() {
    let place = Place::new();
    for line in ["handshake check before.ron -p plan.ron", "handshake -p plan.ron check before.ron", "handshake before.ron --plan=plan.ron"]
    {
        let ran = place.line(line);
        assert_eq!(text(&ran.stderr), "handshake: two plans are named, before.ron and (-p) plan.ron; name one\n", "{line}");
        assert_eq!(ran.status.code(), Some(2));
    }
    assert_eq!(place.line("handshake check plan.ron -p plan.ron").status.code(), Some(1), "the same one twice is one");
}

/// A plan, config and surroundings where everything that a person wrote says CANARY.
fn canaries() -> Place {
    let place = Place::new();
    let folder = place.path().join("CANARY");
    fs::create_dir(&folder).unwrap();
    let mut plan = include_str!("hostile/39-leak-canaries.ron").to_string();
    assert!(plan.contains("CANARY"));
    plan = plan.replacen("title: \"", "title: \"CANARY ", 1);
    fs::write(folder.join("CANARY.ron"), plan).unwrap();
    fs::create_dir_all(place.path().join("config/handshake")).unwrap();
    place.write("config/handshake/config.ron", "(me: \"CANARY\", theme: \"CANARY\", jargon: [\"CANARY\"], keys: { \"CANARY\": [\"a\"] })");
    place
}

#[test]
fn a_doctors_report_holds_nothing_of_the_plan() {
    let place = canaries();
    for line in [
        "handshake doctor CANARY/CANARY.ron",
        "handshake doctor CANARY/CANARY.ron --json",
        "cd CANARY && mv CANARY.ron plan.ron && EDITOR='/CANARY/vim CANARY' handshake doctor",
        "handshake doctor -p CANARY/CANARY-that-is-not-there.ron --theme CANARY",
    ] {
        let ran = place.line(line);
        let said = text(&ran.stdout) + &text(&ran.stderr);
        assert_eq!(ran.status.code(), Some(0), "{line}: {said}");
        assert!(!said.to_uppercase().contains("CANARY"), "{line}: {said}");
        for (topic, fact) in
            [("terminal", "TERM"), ("colours", "NO_COLOR"), ("config", "problem"), ("plan", "found"), ("git", "merge driver")]
        {
            assert!(said.contains(topic) && said.contains(fact), "{line}: {topic} {fact}: {said}");
        }
        assert!(said.contains("clipboard") && said.contains("editor"), "{said}");
    }
}

#[test]
fn a_doctors_report_of_a_plan_that_cannot_be_read_says_the_lines_alone() {
    let place = canaries();
    place.write("plan.ron", "Plan(\n    title: \"CANARY\",\n    CANARY: 1,\n)\n");
    let said = text(&place.line("handshake doctor").stdout);
    assert!(said.contains("problems           1 (line 3)") && !said.contains("CANARY"), "{said}");
}

#[test]
fn a_log_says_what_was_done_and_holds_nothing_of_the_plan() {
    let place = canaries();
    assert_eq!(place.line("handshake check CANARY/CANARY.ron --log run.log").status.code(), Some(1));
    place.line("handshake task add CANARY -p CANARY/CANARY.ron --log run.log");
    let log = fs::read_to_string(place.path().join("run.log")).unwrap();
    let lines: Vec<&str> = log.lines().map(|line| line.get(10..).unwrap_or(line)).collect();
    assert_eq!(log.lines().next(), Some("# handshake's log: what it did, nothing of the plan"));
    assert_eq!(&lines[1..3], [&format!("handshake {}: check", env!("CARGO_PKG_VERSION")), "ended with 1"]);
    assert_eq!(lines[4], "ended with 0");
    assert!(!log.contains("CANARY"), "{log}");
}

#[test]
fn a_log_never_goes_into_another_file() {
    let place = Place::new();
    let ran = place.line("handshake check --log plan.ron");
    assert_eq!(ran.status.code(), Some(2));
    assert!(text(&ran.stderr).contains("it is another file, not a log of handshake"), "{}", text(&ran.stderr));
    assert_eq!(fs::read_to_string(place.path().join("plan.ron")).unwrap(), fs::read_to_string(place.path().join("before.ron")).unwrap());
}

#[test]
fn findings_name_the_section_that_teaches_them() {
    let place = Place::new();
    let said = text(&place.line("handshake check").stdout);
    assert!(said.contains("deliverable-too-late") && said.contains("(asks)"), "{said}");
    let section = text(&place.line("handshake guide asks").stdout);
    assert!(section.starts_with("## Asks\n") && section.contains("need by"), "{section}");
}
