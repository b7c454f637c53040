//! Boards of other tools come over: fixtures in the shape of their exports, the plan that comes of each, and what is said of it.
#![allow(clippy::disallowed_methods)] // fixtures are read from the disk

use handshake::{
    file::{read, text_of},
    imports::{self, Import, Lists, Mapping, Order, Wishes},
    plan::{Item, Plan, Refusal, Task},
    projection::{Throughput, project},
};
use proptest::prelude::*;
use std::{fs, path::PathBuf};

fn fixture(name: &str) -> String {
    imports::text_of(&fs::read(format!("tests/data/imports/{name}")).unwrap()).unwrap()
}
/// Ids 000001, 000002, …
fn ids() -> impl FnMut() -> u64 {
    let mut n = 0;
    move || {
        n += 1;
        n
    }
}
fn csv(text: &str, wishes: &Wishes) -> Result<Import, Refusal> {
    imports::csv(text, wishes, &mut ids())
}
fn named(title: &str) -> Wishes {
    Wishes { title: title.into(), ..Wishes::default() }
}

/// The import is a plan that reads back as itself; then a line for each outcome and card.
fn told(import: &Import) -> Vec<String> {
    let reading = read(text_of(&import.plan).as_bytes());
    assert_eq!(reading.problems, []);
    assert_eq!(reading.plan.as_ref(), Some(&import.plan));
    let plan = &import.plan;
    let outcomes = plan.outcomes.iter().flat_map(|outcome| {
        let comment = outcome.trivia().comments().map_or(String::new(), |it| format!("  {}", it.above));
        let by = outcome.milestone().and_then(|it| it.by).map_or(String::new(), |by| format!(" by {by}"));
        let head = format!("# {}{by}{comment}", outcome.title);
        std::iter::once(head).chain(outcome.tasks.iter().map(|task| card(plan, task)))
    });
    let noise = (!plan.noise.is_empty()).then(|| "# noise".to_string());
    outcomes.chain(noise).chain(plan.noise.iter().map(|task| card(plan, task))).collect()
}

fn card(plan: &Plan, task: &Task) -> String {
    let dates =
        [("due", task.due), ("added", task.added), ("entered", task.entered), ("started", task.started), ("finished", task.finished)];
    let dates = dates.iter().filter_map(|(name, day)| Some(format!("{name} {}", (*day)?))).collect::<Vec<_>>().join(", ");
    let column = &plan.settings.columns[plan.column_of(task)].name;
    let parts = [task.title.clone(), format!("[{column}]"), task.owners.join(" + "), dates, task.note.replace('\n', " / ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[test]
fn an_export_of_azure_devops_comes_over_with_its_history() {
    let import = csv(&fixture("azure.csv"), &named("Exports")).unwrap();
    assert_eq!(
        told(&import),
        [
            "# Exports  // ID 101 · Closed · started 2025-06-02 · finished 2025-06-06 · Work Item Type: Epic · Tags: Docs",
            "Export as \"CSV\" · [Closed] · entered 2025-06-03, started 2025-06-02, finished 2025-06-03 · Work Item Type: User Story / ID: 102",
            "Export as PDF · [Closed] · entered 2025-06-06, started 2025-06-03, finished 2025-06-06 · Work Item Type: User Story / Tags: Docs| Premium / ID: 103",
            "# 99",
            "Import a file · [Active] · started 2025-06-05 · Work Item Type: User Story / ID: 105",
            "Ask for a format · [New] · Work Item Type: User Story / State: Planned / ID: 106",
            "# noise",
            "Two spaces in a name · [Closed] · entered 2025-06-04, started 2025-06-04, finished 2025-06-04 · Work Item Type: Bug / ID: 104",
            "Wrong colour · [New] · Work Item Type: Bug / ID: 108",
            "Reopened · [New] · Work Item Type: Bug / Finished: 2025-06-05 / Started: 2025-06-02 / ID: 109",
            "Wait for review · [Resolved] · started 2025-06-05 · Work Item Type: User Story / ID: 110",
        ]
    );
    let columns: Vec<&str> = import.plan.settings.columns.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(columns, ["New", "Active", "Resolved", "Closed"]);
    assert_eq!(
        import.summary.words(),
        "10 items: 4 closed, 6 without a parent\n\
         came in: 8 cards (3 finished, 4 in the noise), 2 outcomes, 0 people; columns New, Active, Resolved, Closed\n\
         1 item became outcomes, because others belong to them\n\
         went to the notes: Work Item Type (8), ID (8), Tags (1), State (1), Finished (1), Started (1)\n\
         left out, decided against (Removed): 1: Old idea (row 8)\n\
         Planned and New are one column, New; the note of a card says which it was\n\
         1 outcome is named by a number alone, because the parent is not in the file\n\
         each outcome has a milestone named after it: put it in the customer's words and give it a date"
    );
}

#[test]
fn an_export_of_jira_comes_over() {
    let import = csv(&fixture("jira.csv"), &named("Finance")).unwrap();
    assert_eq!(
        told(&import),
        [
            "# Reports by 2025-06-30  // ID FIN-1, 10001 · In Progress · added 2025-06-02 · Issue Type: Epic",
            "Load the data · [Done] · Lee + Bob · added 2025-06-03, entered 2025-06-05, finished 2025-06-05 · First line / second line / Issue Type: Story / Labels: data, nightly / Original Estimate: 28800 / ID: FIN-2, 10002",
            "Check the totals · [In Review] · Ann Lee · added 2025-06-04 · Issue Type: Sub-task / Parent: Load the data / Outcome: Load the data / ID: FIN-3, 10003",
            "# Another team's epic",
            "Tell the team · [To Do] · added 2025-06-05 · Issue Type: Task / Due date (as it was): soon / ID: FIN-4, 10004",
        ]
    );
    assert_eq!(import.plan.outcomes[0].owners, ["Ann Lee"]);
    assert!(import.summary.remarks.contains(&"1 dates or numbers did not read as such and stand in the notes".to_string()));
}

#[test]
fn an_export_of_planner_with_semicolons_comes_over() {
    let import = csv(&fixture("planner.csv"), &named("Launch")).unwrap();
    assert_eq!(
        told(&import),
        [
            "# Launch",
            "Book the room · [Completed] · Ann · due 2025-06-13, added 2025-06-03, entered 2025-06-12, finished 2025-06-12 · Priority: Medium / ID: aa1",
            "Send the invitations · [Not started] · Ann · added 2025-06-04 · By post; and by mail / Priority: Urgent / Start date: 05/06/2025 / ID: aa2",
            "# After",
            "Print the badges · [In progress] · Ann + Bob · added 2025-06-04 · Priority: Medium / ID: aa3",
        ]
    );
    let month_first = Wishes { dates: Some(Order::MonthFirst), ..named("Launch") };
    let import = csv(&fixture("planner.csv"), &month_first).unwrap();
    assert!(told(&import)[2].contains("added 2025-04-06"), "what is said goes before what is guessed");
}

#[test]
fn an_export_of_github_comes_over_and_only_a_guarded_formula_loses_its_apostrophe() {
    let import = csv(&fixture("github.csv"), &named("v1")).unwrap();
    assert_eq!(
        told(&import),
        [
            "# v1",
            "=SUM is shown as it is · [Todo] · ann + bob · URL: https://github.example/1 / Labels: bug",
            "'Tis a title · [Done] · URL: https://github.example/2",
            "# noise",
            "Loose end · [In Progress] · ann · URL: https://github.example/3",
        ]
    );
    assert!(import.summary.remarks.contains(&"1 card finished on no known day: handshake check names them".to_string()));
}

#[test]
fn columns_can_be_named_and_a_file_without_titles_says_how() {
    let mapping = |parts: &[&str]| Mapping::parse(&parts.iter().map(|it| (*it).into()).collect::<Vec<_>>()).unwrap();
    let wishes = Wishes { mapping: mapping(&["title=What", "finished=When", "outcome=For"]), ..named("P") };
    assert_eq!(
        told(&csv("What;When;For;Size\nLoad;3.6.2025;Reports;XL\n", &wishes).unwrap()),
        ["# Reports", "Load · [Done] · entered 2025-06-03, finished 2025-06-03 · Size: XL"]
    );
    let refused = csv("What,When\na,b\n", &Wishes::default()).unwrap_err();
    assert_eq!(refused.why, "none of the columns What and When looks like a title: say which one is, with --map title=…");
    assert!(csv("", &Wishes::default()).is_err());
}

#[test]
fn a_board_of_trello_comes_over_with_its_moves() {
    let of = |lists| imports::trello(&fixture("trello.json"), &Wishes { lists, ..Wishes::default() }, &mut ids());
    let asked = of(None).unwrap_err().why;
    assert!(
        asked.starts_with("the lists of this board are Ideas, To Do, Doing and Done: say what they are, with --lists columns"),
        "{asked}"
    );
    let import = of(Some(Lists::Columns)).unwrap();
    assert_eq!(import.plan.title, "Launch");
    assert_eq!(
        told(&import),
        [
            "# Launch",
            "Sell hats · [To Do] · added 2025-06-02 · State: Ideas",
            "Print the badges · [To Do] · added 2025-06-02",
            "Send the invitations · [Doing] · added 2025-06-02, entered 2025-06-05, started 2025-06-05",
            "Book the room · [Done] · Ann Lee + bob · due 2025-06-13, added 2025-06-02, entered 2025-06-06, started 2025-06-04, finished 2025-06-06 · The big one. / Labels: urgent, green / Checklist: Steps / - [x] first / - [ ] second / Comment: Ann Lee 2025-06-07: It is booked.",
            "First talk · [Done] · added 2025-06-02, entered 2025-06-04, finished 2025-06-04",
        ]
    );
    let left: Vec<_> = import.summary.left.iter().map(|it| format!("{}: {}", it.item, it.why)).collect();
    assert_eq!(left, ["Old news (list To Do): archived before it was done"]);
    assert!(import.summary.remarks.iter().any(|it| it.starts_with("1 finished on a day that Trello no longer knows")));
    let lanes = told(&of(Some(Lists::Outcomes)).unwrap());
    assert_eq!(lanes.iter().filter(|line| line.starts_with('#')).collect::<Vec<_>>(), ["# Ideas", "# To Do", "# Doing", "# Done"]);
    assert!(lanes[7].starts_with("Book the room · [Done]") && lanes[7].contains("finished 2025-06-20"), "{}", lanes[7]);
    let no_board = imports::trello("[1]", &Wishes::default(), &mut ids()).unwrap_err().why;
    assert!(no_board.contains("no board of Trello"), "{no_board}");
}

#[test]
fn markdown_boards_come_over() {
    let import = imports::markdown(&fixture("kanban.md"), &named("Launch"), &mut ids()).unwrap();
    assert_eq!(
        told(&import),
        [
            "# Launch",
            "Print the badges #print · [To Do] · due 2025-06-20 · for everybody / - [ ] order paper",
            "Sell hats · [To Do]",
            "Send the invitations · [Doing]",
            "Book the room · [Done] · entered 2025-06-12, finished 2025-06-12",
            "First talk · [Done]",
        ]
    );
    assert_eq!(import.summary.left.len(), 1);
    let import = imports::markdown(&fixture("checklist.md"), &Wishes::default(), &mut ids()).unwrap();
    assert_eq!(import.plan.title, "Launch");
    assert_eq!(
        told(&import),
        [
            "# Before",
            "Book the room · [Done]",
            "Send the invitations · [To do] · due 2025-06-13 · by post",
            "# After",
            "Say thank you · [Done]",
            "# noise",
            "Loose end · [To do]",
        ]
    );
    assert!(
        import.summary.remarks.contains(&"2 lines of text outside the lists were left out".to_string()),
        "{:?}",
        import.summary.remarks
    );
    assert!(imports::markdown("Just words.\n", &Wishes::default(), &mut ids()).is_err());
}

/// The real export lies beside some checkouts and never in the project.
fn found_upward(path: &str) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(path)).find(|path| path.is_file())
}

#[test]
fn a_real_export_of_azure_devops_gives_its_counts_and_a_forecast() {
    let Some(path) = found_upward("shared/data/adodata.csv") else {
        println!("not run: no shared/data/adodata.csv beside this checkout");
        return;
    };
    let import = csv(&imports::text_of(&fs::read(path).unwrap()).unwrap(), &named("Lighthouse")).unwrap();
    told(&import);
    let summary = &import.summary;
    assert_eq!((summary.items, summary.closed, summary.without_parent), (117, 88, 57));
    assert_eq!((summary.cards, summary.became_outcomes, summary.left.len()), (103, 8, 6), "and these are all 117");
    assert_eq!((summary.finished, summary.noise, summary.outcomes), (81, 47, 11));
    let today = chrono::NaiveDate::from_ymd_opt(2025, 9, 1).unwrap();
    let projection = project(&import.plan, today);
    let history = Throughput::of(&import.plan, projection.calendar(), today).unwrap();
    assert_eq!(history.daily().iter().filter(|count| **count > 0).count(), 18);
    let forecast = handshake::projection::forecasts(&import.plan, &projection, today).unwrap();
    let said: Vec<String> = forecast.iter().map(|it| format!("{} {}: {}", it.items, it.p50, it.said(today))).collect();
    assert_eq!(
        said,
        ["5 2025-09-04: 50 % sure 4 Sep, 85 % 12 Sep, 95 % 19 Sep", "8 2025-09-09: 50 % sure 9 Sep, 85 % 17 Sep, 95 % 24 Sep"]
    );
}

proptest! {
    #[test]
    fn no_text_brings_an_import_down_and_every_row_is_accounted_for(
        text in "\\PC*|(title|id|parent|column|finished|[-#x\\[\\] ,;\"\n0-9']){0,60}",
    ) {
        for lists in [None, Some(Lists::Columns), Some(Lists::Outcomes)] {
            let wishes = Wishes { lists, ..Wishes::default() };
            let imported = [csv(&text, &wishes), imports::trello(&text, &wishes, &mut ids()), imports::markdown(&text, &wishes, &mut ids())];
            for import in imported.into_iter().flatten() {
                told(&import);
                let summary = &import.summary;
                prop_assert_eq!(summary.items, summary.cards + summary.became_outcomes + summary.left.len());
            }
        }
    }

    #[test]
    fn rows_that_are_each_others_parents_are_all_accounted_for(
        rows in proptest::collection::vec((0..6u8, 0..8u8, "[A-C]?", "(Done|Removed|To do|)"), 0..12),
    ) {
        let line = |(id, parent, title, state): &(u8, u8, String, String)| format!("{id},{},{title},{state}\n", if *parent < 6 { parent.to_string() } else { String::new() });
        let text = "id,parent,name,state\n".to_string() + &rows.iter().map(line).collect::<String>();
        let import = csv(&text, &named("P")).unwrap();
        told(&import);
        let summary = &import.summary;
        prop_assert_eq!(summary.items, summary.cards + summary.became_outcomes + summary.left.len());
    }
}
