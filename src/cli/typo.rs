//! What was probably meant, where a command line says something that is not there; and what cannot be meant at all.

use super::{Failure, verbs};
use crate::words::{clean_line, nearest};
use clap::{ArgMatches, error::ErrorKind};
use std::{ffi::OsString, path::PathBuf};

/// `handshake chekc plan.ron`: the parser takes the first word for a plan and stumbles over the second; this says what is wrong.
pub fn verb_meant(error: &clap::Error, args: &[OsString]) -> Option<Failure> {
    let first = first_word(args)?;
    let verbs = verbs();
    let is_word = !first.starts_with('-') && !first.contains(['.', '/']) && !verbs.iter().any(|verb| verb == first);
    if error.kind() != ErrorKind::UnknownArgument || !is_word {
        return None;
    }
    let shown = clean_line(first);
    Some(Failure::Words(match nearest(first, verbs.iter().map(String::as_str)) {
        Some(verb) => format!("there is no command `{shown}`; did you mean handshake {verb}?"),
        None => format!("there is no command `{shown}`; handshake --help lists them, and a plan to open stands alone"),
    }))
}

/// The first argument that is neither an option nor the value of one.
fn first_word(args: &[OsString]) -> Option<&str> {
    let parser = super::parser();
    let takes_next = |word: &str| {
        let mut options = parser.get_arguments().filter(|it| it.get_action().takes_values());
        options.any(|it| {
            it.get_long().is_some_and(|long| word == format!("--{long}")) || it.get_short().is_some_and(|it| word == format!("-{it}"))
        })
    };
    let mut words = args.iter().skip(1).map(|it| it.to_str());
    while let Some(word) = words.next() {
        match word? {
            word if takes_next(word) => drop(words.next()),
            word if word.starts_with('-') => {}
            word => return Some(word),
        }
    }
    None
}

/// `check a.ron -p b.ron` names two plans, and one would be passed over in silence.
///
/// # Errors
/// Names both.
pub fn one_plan(matches: &ArgMatches) -> Result<(), Failure> {
    let (verb, leaf) = matches.subcommand().unwrap_or(("", matches));
    if let (false, Some(stray)) = (verb.is_empty(), matches.get_one::<PathBuf>("file")) {
        let stray = stray.display().to_string();
        let stray = clean_line(&stray);
        return Err(Failure::Words(format!("`{stray}` stands before {verb}; a plan is named after it, or with -p {stray}")));
    }
    // What import reads is no plan.
    let named = leaf.try_get_one::<PathBuf>("file").ok().flatten().filter(|_| verb != "import");
    let plan = leaf.try_get_one::<PathBuf>("plan").ok().flatten();
    match (named, plan) {
        (Some(named), Some(plan)) if named != plan => {
            let (named, plan) = (named.display().to_string(), plan.display().to_string());
            Err(Failure::Words(format!("two plans are named, {} and (-p) {}; name one", clean_line(&named), clean_line(&plan))))
        }
        _ => Ok(()),
    }
}

/// `; did you mean …?`, where something is near.
pub fn or_near<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(typed, known).map_or_else(String::new, |it| format!("; did you mean {}?", clean_line(it)))
}
