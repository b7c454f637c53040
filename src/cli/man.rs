//! `man`: the manual pages, from the definitions of the parser, the examples and the few facts below.
//! Prints the program's own, or writes one a command into a folder.

use super::{Ended, Exit, Session, examples::examples_of, output};
use crate::{shell, words::listed};
use clap::{Arg, Command};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Man {
    /// Write the pages of all commands there
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

const FILES: &[(&str, &str)] = &[
    ("plan.ron", "the plan, wherever it is; looked for in the folder and above it"),
    ("shared/", "beside the plan: what was sent, one file a share"),
    ("~/.config/handshake/config.ron", "keys, theme and who you are"),
    ("~/.local/state/handshake/", "rescue copies and the last texts of each plan; see handshake-recover(1)"),
];
const ENVIRONMENT: &[(&str, &str)] = &[
    ("HANDSHAKE_PLAN", "the plan when none is named"),
    ("HANDSHAKE_CONFIG", "another place of the config file; empty for none"),
    ("NO_COLOR", "when set, no colours"),
    ("VISUAL, EDITOR", "what E on the board opens a card in"),
];
const EXIT: &[(&str, &str)] = &[
    ("0", "done"),
    ("1", "check: something is red or amber; merge, resolve: somebody must choose"),
    ("2", "it could not be done, standard error says why, and nothing was written"),
];

pub fn run(session: &Session, args: &Man) -> Ended {
    let mut parser = super::parser();
    parser.build();
    let Some(folder) = &args.folder else {
        output::bytes(page(&parser, "handshake", "").as_bytes())?;
        return Ok(Exit::Done);
    };
    shell::folder(folder)?;
    let mut pages = Vec::new();
    collect(&parser, "handshake", "", &mut pages);
    for (name, text) in &pages {
        shell::put(&folder.join(format!("{name}.1")), text.as_bytes())?;
    }
    session.say(&format!("wrote {} pages to {}", pages.len(), folder.display()));
    Ok(Exit::Done)
}

/// A command's page and those of its verbs; `name` as the page is called, `verb` as it is typed.
fn collect(command: &Command, name: &str, verb: &str, pages: &mut Vec<(String, String)>) {
    pages.push((name.to_string(), page(command, name, verb)));
    for below in command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help") {
        let typed = format!("{verb} {}", below.get_name());
        collect(below, &format!("{name}-{}", below.get_name()), typed.trim_start(), pages);
    }
}

fn page(command: &Command, name: &str, verb: &str) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let title = roff(&name.to_uppercase());
    let mut out = format!(".TH \"{title}\" \"1\" \"\" \"handshake {version}\" \"handshake\"\n");
    out += &format!(".SH NAME\n{} \\- {}\n", roff(name), roff(&about));
    let usage = command.clone().render_usage().to_string();
    let lines: Vec<String> = usage.trim_start_matches("Usage:").lines().map(|line| format!("\\fB{}\\fR\n", roff(line.trim()))).collect();
    out += &format!(".SH SYNOPSIS\n{}", lines.join(".br\n"));
    out += &format!(".SH DESCRIPTION\n{}.\n", roff(&about));
    let (common, own): (Vec<&Arg>, Vec<&Arg>) = command.get_arguments().filter(|it| !it.is_hide_set()).partition(|it| is_common(it));
    out += &arguments("OPTIONS", &own);
    out += &arguments("COMMON OPTIONS", &common);
    out += &verbs(command, name);
    out += &table("EXAMPLES", examples_of(verb));
    if verb.is_empty() {
        out += &table("FILES", FILES);
        out += &table("ENVIRONMENT", ENVIRONMENT);
    }
    out += &table("EXIT STATUS", EXIT);
    out + &format!(
        ".SH \"SEE ALSO\"\n{}\n",
        if verb.is_empty() { "handshake\\-guide(1), git(1)" } else { "handshake(1), handshake\\-guide(1)" }
    )
}

/// What every command takes stands apart from what is its own.
fn is_common(arg: &Arg) -> bool {
    arg.is_global_set() || ["help", "version"].contains(&arg.get_id().as_str())
}

fn arguments(title: &str, args: &[&Arg]) -> String {
    let rows: String = args.iter().map(|arg| format!(".TP\n{}\n{}\n", names(arg), roff(&meaning(arg)))).collect();
    if args.is_empty() { String::new() } else { format!(".SH \"{title}\"\n{rows}") }
}

/// `-p, --plan FILE`; a place in the line is its name alone.
fn names(arg: &Arg) -> String {
    let flags = [arg.get_short().map(|it| format!("-{it}")), arg.get_long().map(|it| format!("--{it}"))];
    let flags: Vec<String> = flags.into_iter().flatten().map(|it| format!("\\fB{}\\fR", roff(&it))).collect();
    let id = arg.get_id().as_str().to_uppercase();
    let values = arg.get_value_names().map_or_else(|| vec![id], |names| names.iter().map(ToString::to_string).collect());
    let values: Vec<String> = values.iter().map(|it| format!("\\fI{}\\fR", roff(it))).collect();
    match arg.get_action().takes_values() {
        true => [flags.join(", "), values.join(" ")].join(" ").trim_start().to_string(),
        false => flags.join(", "),
    }
}

fn meaning(arg: &Arg) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let choices: Vec<String> = match arg.get_action().takes_values() {
        true => arg.get_possible_values().iter().map(|it| it.get_name().to_string()).collect(),
        false => Vec::new(),
    };
    let default: Vec<_> = arg.get_default_values().iter().map(|it| it.to_string_lossy()).collect();
    let choices = if choices.is_empty() { String::new() } else { format!(" One of {}.", listed(&choices)) };
    let default = if default.is_empty() || !arg.get_action().takes_values() {
        String::new()
    } else {
        format!(" Unless said: {}.", default.join(" "))
    };
    format!("{help}.{choices}{default}")
}

fn verbs(command: &Command, name: &str) -> String {
    let shown: Vec<&Command> = command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help").collect();
    let row = |it: &&Command| {
        let about = it.get_about().map(ToString::to_string).unwrap_or_default();
        format!(".TP\n\\fB{}\\fR(1)\n{}\n", roff(&format!("{name}-{}", it.get_name())), roff(&about))
    };
    if shown.is_empty() { String::new() } else { format!(".SH COMMANDS\n{}", shown.iter().map(row).collect::<String>()) }
}

fn table(title: &str, rows: &[(&str, &str)]) -> String {
    let row = |(name, what): &(&str, &str)| format!(".TP\n\\fB{}\\fR\n{}\n", roff(name), roff(what));
    format!(".SH \"{title}\"\n{}", rows.iter().map(row).collect::<String>())
}

/// Text that stands for itself in a manual page.
fn roff(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga").replace('~', "\\(ti");
    if escaped.starts_with('.') { format!("\\&{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_page_with_examples() {
        let mut parser = super::super::parser();
        parser.build();
        let mut pages = Vec::new();
        collect(&parser, "handshake", "", &mut pages);
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["handshake", "handshake-check", "handshake-task-add", "handshake-pivot-reclassify", "handshake-doctor"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        assert!(!names.iter().any(|it| it.contains("git-diff") || it.contains("complete-")), "nobody types those");
        for (name, text) in &pages {
            assert!(!text.contains("\n\\&."), "{name}: an argument says nothing of itself");
            assert!(text.contains(".SH \"EXAMPLES\"\n.TP\n"), "{name} has no example");
        }
    }
}
