//! An example or two for every command, shown by its `--help` and its man page; a test runs each of them.
//! Knows words alone. A verb that has no row here does not pass the tests.

use clap::Command;

/// A command line and what it does.
pub type Example = (&'static str, &'static str);

/// A parser with its examples below the help of each command: one where help is short, all where it is long.
pub fn added(command: Command, verb: &str) -> Command {
    let examples = examples_of(verb);
    let command = match examples {
        [] => command,
        [first, ..] => command.after_help(in_help(&[*first])).after_long_help(in_help(examples)),
    };
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_string()).collect();
    names.into_iter().fold(command, |command, name| {
        let typed = format!("{verb} {name}");
        command.mut_subcommand(&name, |below| added(below, typed.trim_start()))
    })
}

/// By verb; `task add` is the verb of a verb, and the empty name the program without one.
#[rustfmt::skip]
pub static EXAMPLES: &[(&str, &[Example])] = &[
    ("", &[
        ("handshake demo", "the board on an example, nothing of yours is touched"),
        ("handshake new", "a plan of your own in plan.ron"),
        ("handshake", "the board on the nearest plan.ron"),
    ]),
    ("demo", &[("handshake demo", "try the keys; ? shows them")]),
    ("new", &[
        ("handshake new", "writes plan.ron here"),
        ("handshake new ledger.ron", "under another name"),
    ]),
    ("check", &[
        ("handshake check", "what to act on, the worst first"),
        ("handshake check --json", "the same for a program; ends with 1 when something is red or amber"),
    ]),
    ("customer", &[
        ("handshake customer", "reads what the customer would be sent"),
        ("handshake customer -f eml -o update.eml --by Dana", "a mail draft, dates attached as calendar entries"),
    ]),
    ("delivery", &[
        ("handshake delivery", "the whole plan as text, for the team"),
        ("handshake delivery -f csv -o cards.csv", "for a spreadsheet"),
    ]),
    ("share", &[
        ("handshake share --to CFO --by Dana --dry-run", "reads what would be sent, and writes nothing"),
        ("handshake share --to CFO --by Dana --keep finance-reports='the dataset may come early'", "tells the CFO and keeps a date that drifted"),
        ("handshake share --to CFO --by Dana --date hosting=2027-03-05 --because hosting='firewall late'", "tells another date, and why"),
        ("handshake share --to CFO --by Dana -f eml", "and leaves a mail draft in shared/ beside the plan"),
    ]),
    ("pivot", &[
        ("handshake pivot budget --outcome hosting --what 'two more servers'", "the money will not reach: both plans are owed an update"),
        ("handshake pivot decide ch7ange --by CFO", "and who decided it"),
    ]),
    ("pivot budget", &[("handshake pivot budget --outcome hosting --what 'two more servers'", "prints the id of the change")]),
    ("pivot undocumented", &[("handshake pivot undocumented --outcome hosting --what 'a second gateway' --task r9zb", "what the customer reads stays as told until it is documented")]),
    ("pivot drop", &[("handshake pivot drop --outcome empty --what 'nobody needs it any more'", "refused while the outcome has open tasks")]),
    ("pivot swap", &[("handshake pivot swap --outcome empty --replaced-by hosting --what 'hosting does it all'", "the other outcome takes its place")]),
    ("pivot decide", &[("handshake pivot decide ch7ange --by CFO", "who decided, today")]),
    ("pivot finish", &[("handshake pivot finish und0c", "its work is done, its document is owed")]),
    ("pivot document", &[("handshake pivot document d0ne", "written up: the customer sees it from now on")]),
    ("pivot reclassify", &[("handshake pivot reclassify und0c budget --by 'Dev Lead'", "it was a budget overrun all along")]),
    ("why", &[
        ("handshake why finance-reports", "the tasks, people and deliverables behind its date"),
        ("handshake why finance-reports --with t2xw.estimate=5", "and what that would be if Transform took five days"),
    ]),
    ("forecast", &[
        ("handshake forecast", "by the pace of this plan"),
        ("handshake forecast --throughput 2,0,5,1,3,1 --items 28 --within 30", "without a plan: finished per day, left to do, days there are"),
    ]),
    ("import", &[
        ("handshake import csv jira.csv -o ledger.ron", "from Jira, Azure DevOps, GitHub or Planner"),
        ("handshake import trello board.json --lists columns -o -", "to standard output, to have a look"),
    ]),
    ("diff", &[
        ("handshake diff before.ron plan.ron", "between two files"),
        ("handshake diff --since 2027-02-01", "since git's last version before that day"),
    ]),
    ("task", &[
        ("handshake task list", "every card with its id"),
        ("handshake task assign w6py Platform", "gives a card its owner"),
    ]),
    ("task list", &[("handshake task list --json", "for a program")]),
    ("task add", &[("handshake task add 'Reconcile the totals' --outcome finance-reports", "prints its id")]),
    ("task move", &[
        ("handshake task move m7qa 'In progress'", "to a column"),
        ("handshake task move n0is --outcome hosting", "out of the noise"),
    ]),
    ("task assign", &[
        ("handshake task assign m7qa 'Dev Lead' 'Finance SME'", "both own it"),
        ("handshake task assign m7qa -", "nobody does"),
    ]),
    ("task done", &[("handshake task done m7qa", "to the last column, finished today")]),
    ("task bin", &[("handshake task bin n0is", "out of the plan")]),
    ("receive", &[("handshake receive dataset", "the customer brought it, today")]),
    ("sign", &[("handshake sign hosting", "the customer signed it off, today")]),
    ("merge", &[("handshake merge before.ron plan.ron theirs.ron -o joined.ron", "card by card and field by field; ends with 1 where somebody must choose")]),
    ("resolve", &[("handshake resolve conflict.ron", "a plan with git's conflict markers becomes a plan again")]),
    ("git-setup", &[
        ("handshake git-setup", "for this repository"),
        ("handshake git-setup --undo", "and not any more"),
    ]),
    ("recover", &[("handshake recover", "rescue copies and the last texts of your plans")]),
    ("keys", &[("handshake keys", "all keys, your own included")]),
    ("guide", &[
        ("handshake guide", "the whole page"),
        ("handshake guide lining-up", "one section of it"),
    ]),
    ("doctor", &[("handshake doctor", "what to paste into a bug report; it holds nothing of the plan")]),
    ("completions", &[
        ("handshake completions bash > handshake.bash", "then `source handshake.bash`, or put it where your shell looks"),
        ("handshake completions fish", "prints it"),
    ]),
    ("man", &[
        ("handshake man", "the page of the program"),
        ("handshake man pages", "one page a command into the folder pages; then `man -l pages/handshake-check.1`"),
    ]),
];

/// Of a verb, or of a verb's verb by both names.
pub fn examples_of(verb: &str) -> &'static [Example] {
    EXAMPLES.iter().find(|(name, _)| *name == verb).map_or(&[], |(_, examples)| examples)
}

fn in_help(examples: &[Example]) -> String {
    let lines: Vec<String> = examples.iter().map(|(line, what)| format!("  {line}\n      {what}")).collect();
    format!("Examples:\n{}", lines.join("\n"))
}
