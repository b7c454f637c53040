//! The command line: one file a verb, none with rules of its own; they call what the board calls and print it.
//! Results go to standard output, messages to standard error; 0 is done, 1 is a finding to act on, 2 could not (spec 6).
//! A verb is one file and one row in `Verb`.

mod board;
mod check;
mod customer;
mod delivery;
mod demo;
mod diff;
mod edit;
mod forecast;
mod git_setup;
mod import;
mod keys;
mod look;
mod merge;
mod new;
mod output;
mod pivot;
mod recover;
mod resolve;
mod session;
mod share;
mod task;
mod why;

use clap::{Args, Parser, Subcommand, ValueEnum};
use output::Failure;
use session::{Opened, Session};
use std::path::PathBuf;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// `check` found something red or amber.
    Findings,
    /// A merge left clashes to decide.
    Clashes,
    /// It could not be done; nothing was written.
    CouldNot,
    /// What the board ended with: a signal, a panic.
    Board(u8),
}

impl Exit {
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Findings | Exit::Clashes => 1,
            Exit::CouldNot => 2,
            Exit::Board(code) => code,
        }
    }
}

/// A kanban board that keeps the delivery plan and the customer plan in one file, and says when they drift apart.
#[derive(Debug, Parser)]
#[command(name = "handshake", version, args_conflicts_with_subcommands = true, after_help = "Start with: handshake demo")]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// The plan to open; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN")]
    file: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The plan file
    #[arg(short = 'p', long = "plan", value_name = "FILE", global = true)]
    plan: Option<PathBuf>,
    /// The day to look from, instead of the local date
    #[arg(long, value_name = "YYYY-MM-DD", global = true, value_parser = session::day)]
    today: Option<chrono::NaiveDate>,
    /// Results as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Colours on the board
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: When,
    /// No messages, only results and what went wrong
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Only ASCII characters on the board
    #[arg(long, global = true)]
    ascii: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    no_mouse: bool,
    /// Colours of the board
    #[arg(long, value_name = "NAME", global = true)]
    theme: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// The board on a throwaway copy of the built-in example
    Demo,
    /// Write a plan to start from; never overwrites
    New(new::New),
    /// The checklist and every finding; exit 1 when one is red or amber
    Check(check::Check),
    /// The customer plan as it would be sent
    Customer(customer::Customer),
    /// The delivery plan for the team, marked internal
    Delivery(delivery::Delivery),
    /// Tell the plans, each to its side, and record what was promised
    Share(share::Share),
    /// Budget overrun, undocumented change, outcome dropped or swapped: raise it, and take its steps
    Pivot(pivot::Pivot),
    /// Why an outcome ends when it does
    Why(why::Why),
    /// By when work is likely done, by the pace so far
    Forecast(forecast::Forecast),
    /// A plan from a board of another tool; never overwrites
    Import(import::Import),
    /// What changed between two versions, in the plan's words
    Diff(diff::Diff),
    /// Cards: list, add, move, assign, done, bin
    Task(task::Task),
    /// A deliverable came in, today
    Receive(edit::Receive),
    /// A milestone is signed off, today
    Sign(edit::Sign),
    /// Three versions of a plan become one, by id; exit 1 when clashes remain
    Merge(merge::Merge),
    /// Git's conflict markers in a plan become such a merge
    Resolve(resolve::Resolve),
    /// Git merges plans by id and shows their changes in words
    GitSetup(git_setup::GitSetup),
    /// What git calls for its diff
    #[command(hide = true)]
    GitDiff(git_setup::GitDiff),
    /// What can be had back: unsaved work, and the last texts of plans
    Recover(recover::Recover),
    /// The table of keys
    Keys(keys::Keys),
}

/// Runs the command line and says how it ended. Everything is printed by then.
pub fn run(args: impl IntoIterator<Item = std::ffi::OsString>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        // Help and version are results; the rest is a message with a usage line. Either may meet a closed pipe.
        Err(error) => {
            let is_lost = error.print().is_err_and(|error| error.kind() != std::io::ErrorKind::BrokenPipe);
            return if error.use_stderr() || is_lost { Exit::CouldNot } else { Exit::Done };
        }
    };
    let session = Session::new(cli.common);
    let ended = match cli.verb {
        None => board::open(&session, cli.file.as_deref()),
        Some(Verb::Demo) => demo::run(&session),
        Some(Verb::New(args)) => new::run(&session, &args),
        Some(Verb::Check(args)) => check::run(&session, &args),
        Some(Verb::Customer(args)) => customer::run(&session, &args),
        Some(Verb::Delivery(args)) => delivery::run(&session, &args),
        Some(Verb::Share(args)) => share::run(&session, &args),
        Some(Verb::Pivot(args)) => pivot::run(&session, args),
        Some(Verb::Why(args)) => why::run(&session, &args),
        Some(Verb::Forecast(args)) => forecast::run(&session, &args),
        Some(Verb::Import(args)) => import::run(&session, &args),
        Some(Verb::Diff(args)) => diff::run(&session, &args),
        Some(Verb::Task(args)) => task::run(&session, args),
        Some(Verb::Receive(args)) => edit::receive(&session, &args),
        Some(Verb::Sign(args)) => edit::sign(&session, &args),
        Some(Verb::Merge(args)) => merge::run(&session, &args),
        Some(Verb::Resolve(args)) => resolve::run(&session, &args),
        Some(Verb::GitSetup(args)) => git_setup::run(&session, &args),
        Some(Verb::GitDiff(args)) => git_setup::git_diff(&session, &args),
        Some(Verb::Recover(args)) => recover::run(&session, &args),
        Some(Verb::Keys(args)) => keys::run(&session, &args),
    };
    ended.unwrap_or_else(|failure| {
        failure.print();
        Exit::CouldNot
    })
}

type Ended = Result<Exit, Failure>;

/// For verbs that name their plan as an argument.
fn named(file: Option<&PathBuf>) -> Option<&std::path::Path> {
    file.map(PathBuf::as_path)
}

/// The verbs, for `did you mean` when somebody types one that is not there.
fn verbs() -> Vec<String> {
    use clap::CommandFactory;
    Cli::command().get_subcommands().map(|verb| verb.get_name().to_string()).collect()
}
