//! The command line: one file a verb, none with rules of its own; they call what the board calls and print it.
//! Results go to standard output, messages to standard error; 0 is done, 1 is a finding to act on, 2 could not (spec 6).
//! A verb is one file and one row in `Verb`.

mod board;
mod check;
mod complete;
mod completions;
mod customer;
mod delivery;
mod demo;
mod diff;
mod doctor;
mod edit;
mod examples;
mod forecast;
mod git_setup;
mod guide;
mod import;
mod keys;
mod look;
mod man;
mod merge;
mod new;
mod output;
mod pivot;
mod recover;
mod resolve;
mod session;
mod share;
mod task;
mod typo;
mod why;

pub use examples::{EXAMPLES, Example};

use crate::shell;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
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
#[command(name = "handshake", version, override_usage = "handshake [OPTIONS] [PLAN]\n       handshake [OPTIONS] COMMAND")]
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
    /// Add to this file what the program does, without a word of the plan, for a bug report
    #[arg(long, value_name = "FILE", global = true)]
    log: Option<PathBuf>,
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
    /// The method in one page: two plans, and what to do when they drift apart
    Guide(guide::Guide),
    /// What a bug report needs of this machine and set-up; nothing of the plan
    Doctor(doctor::Doctor),
    /// The script that completes commands, ids, columns and people in a shell
    Completions(completions::Completions),
    /// What the shells' scripts ask at a Tab
    #[command(hide = true)]
    Complete(complete::Complete),
    /// The manual page, or those of all commands into a folder
    Man(man::Man),
}

/// Runs the command line and says how it ended. Everything is printed by then.
pub fn run(args: impl IntoIterator<Item = std::ffi::OsString>) -> Exit {
    let args: Vec<_> = args.into_iter().collect();
    // Examples are for help alone, and take longer to put in place than all the parsing.
    let matches = Cli::command().try_get_matches_from(&args).or_else(|_| parser().try_get_matches_from(&args));
    let parsed = matches.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(both) => both,
        // Help and version are results; the rest is a message with a usage line. Either may meet a closed pipe.
        Err(error) => {
            if let Some(failure) = typo::verb_meant(&error, &args) {
                failure.print();
                return Exit::CouldNot;
            }
            let is_lost = error.print().is_err_and(|error| error.kind() != std::io::ErrorKind::BrokenPipe);
            return if error.use_stderr() || is_lost { Exit::CouldNot } else { Exit::Done };
        }
    };
    let Cli { verb, file, common } = cli;
    let log = common.log.clone();
    let session = Session::new(common);
    let checked = begin_log(log.as_deref(), &matches).and_then(|()| typo::one_plan(&matches));
    let exit = checked.and_then(|()| carried_out(&session, verb, file.as_deref())).unwrap_or_else(|failure| {
        failure.print();
        Exit::CouldNot
    });
    shell::log::note(&format!("ended with {}", exit.code()));
    exit
}

/// The verb, each in its file; without one the board.
fn carried_out(session: &Session, verb: Option<Verb>, file: Option<&std::path::Path>) -> Ended {
    match verb {
        None => board::open(session, file),
        Some(Verb::Demo) => demo::run(session),
        Some(Verb::New(args)) => new::run(session, &args),
        Some(Verb::Check(args)) => check::run(session, &args),
        Some(Verb::Customer(args)) => customer::run(session, &args),
        Some(Verb::Delivery(args)) => delivery::run(session, &args),
        Some(Verb::Share(args)) => share::run(session, &args),
        Some(Verb::Pivot(args)) => pivot::run(session, args),
        Some(Verb::Why(args)) => why::run(session, &args),
        Some(Verb::Forecast(args)) => forecast::run(session, &args),
        Some(Verb::Import(args)) => import::run(session, &args),
        Some(Verb::Diff(args)) => diff::run(session, &args),
        Some(Verb::Task(args)) => task::run(session, args),
        Some(Verb::Receive(args)) => edit::receive(session, &args),
        Some(Verb::Sign(args)) => edit::sign(session, &args),
        Some(Verb::Merge(args)) => merge::run(session, &args),
        Some(Verb::Resolve(args)) => resolve::run(session, &args),
        Some(Verb::GitSetup(args)) => git_setup::run(session, &args),
        Some(Verb::GitDiff(args)) => git_setup::git_diff(session, &args),
        Some(Verb::Recover(args)) => recover::run(session, &args),
        Some(Verb::Keys(args)) => keys::run(session, &args),
        Some(Verb::Guide(args)) => guide::run(session, &args),
        Some(Verb::Doctor(args)) => doctor::run(session, &args),
        Some(Verb::Completions(args)) => completions::run(session, &args),
        Some(Verb::Complete(args)) => complete::run(session, &args),
        Some(Verb::Man(args)) => man::run(session, &args),
    }
}

/// The parser with the examples below each help: what help, manual pages and completion are made from too.
fn parser() -> clap::Command {
    examples::added(Cli::command(), "")
}

/// The first line says the version and the verb; no argument, for those hold words of the plan.
fn begin_log(file: Option<&std::path::Path>, matches: &clap::ArgMatches) -> Result<(), Failure> {
    let Some(file) = file else { return Ok(()) };
    shell::log::begin(file)?;
    let verb = matches.subcommand_name().unwrap_or("the board");
    shell::log::note(&format!("handshake {}: {verb}", env!("CARGO_PKG_VERSION")));
    Ok(())
}

type Ended = Result<Exit, Failure>;

/// For verbs that name their plan as an argument.
fn named(file: Option<&PathBuf>) -> Option<&std::path::Path> {
    file.map(PathBuf::as_path)
}

/// The verbs, for `did you mean` when somebody types one that is not there.
fn verbs() -> Vec<String> {
    Cli::command().get_subcommands().map(|verb| verb.get_name().to_string()).collect()
}
