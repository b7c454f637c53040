//! `complete`: what could stand at the cursor. The shells' scripts ask it at every Tab; nobody types it.
//! Walks the definitions of the parser; ids, columns and people come from the plan that the line names. Never says a word of its own.
//! An argument that takes a value has a row in `VALUES`, held by a test.

mod bash;
mod values;

use super::{Ended, Exit, Session, completions::Shell, output};
use clap::{Arg, ArgAction, Command};
use std::path::Path;
use values::Candidate;

#[derive(Debug, clap::Args)]
pub struct Complete {
    /// Who asks
    shell: Shell,
    /// The words after the program's name, the last one up to the cursor; for bash its word breaks, its command and the line
    #[arg(last = true)]
    words: Vec<String>,
}

/// What a shell is given: values, and whether names of files fit too.
#[derive(Debug, Default, PartialEq)]
pub struct Answer {
    pub values: Vec<Candidate>,
    pub files: bool,
}

pub fn run(session: &Session, args: &Complete) -> Ended {
    let text = match (args.shell, args.words.as_slice()) {
        (Shell::Bash, [breaks, program, line]) => bash::completed(session, breaks, program, line),
        (Shell::Bash, _) => String::new(),
        (Shell::Powershell, words) => {
            // It drops empty arguments on the way to a program, so the last word comes behind a sign.
            let mut words = words.to_vec();
            if let Some(last) = words.last_mut() {
                *last = last.strip_prefix('=').unwrap_or(last).to_string();
            }
            lines(&beginning(session, &words))
        }
        (Shell::Elvish | Shell::Fish | Shell::Zsh, words) => lines(&answer(session, words)),
    };
    output::bytes(text.as_bytes())?;
    Ok(Exit::Done)
}

/// A line for each value: itself, a tab, what it is. An empty one says that files fit.
fn lines(answer: &Answer) -> String {
    let mut out: String = answer.values.iter().map(|it| format!("{}\t{}\n", it.text, it.about)).collect();
    out.push_str(if answer.files { "\t\n" } else { "" });
    out
}

/// What fits the last of these words.
fn answer(session: &Session, words: &[String]) -> Answer {
    let mut parser = super::parser();
    parser.build();
    let Some((current, before)) = words.split_last() else { return Answer::default() };
    let line = Line::read(&parser, before);
    line.fitting(session, current)
}

/// The same, but only what begins as the word does. Other shells choose by themselves, in their own way.
fn beginning(session: &Session, words: &[String]) -> Answer {
    let mut answer = answer(session, words);
    answer.values.retain(|it| begins(&it.text, words.last().map_or("", String::as_str)));
    answer
}

/// Without regard to case: who types `dev` may mean `Dev Lead`.
fn begins(text: &str, typed: &str) -> bool {
    let mut chars = text.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|c| chars.next() == Some(c))
}

/// A command line up to the word that is being typed.
struct Line<'a> {
    command: &'a Command,
    /// Options whose value comes next.
    open: Option<&'a Arg>,
    left: usize,
    positionals: usize,
    /// After `--` nothing is an option.
    is_raw: bool,
    plan: Option<String>,
}

impl<'a> Line<'a> {
    fn read(parser: &'a Command, words: &[String]) -> Line<'a> {
        let mut line = Line { command: parser, open: None, left: 0, positionals: 0, is_raw: false, plan: None };
        words.iter().for_each(|word| line.take(word));
        line
    }

    fn take(&mut self, word: &str) {
        if let Some(arg) = self.open {
            self.note(arg, word);
            self.left -= 1;
            self.open = (self.left > 0).then_some(arg);
        } else if word == "--" && !self.is_raw {
            self.is_raw = true;
        } else if let Some(option) = word.strip_prefix("--").filter(|_| !self.is_raw) {
            let (name, value) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
            let arg = self.command.get_arguments().find(|it| it.get_long() == Some(name));
            self.option(arg, value);
        } else if let Some(letters) = word.strip_prefix('-').filter(|it| !self.is_raw && !it.is_empty()) {
            self.letters(letters);
        } else if let Some(verb) = self.verb(word) {
            (self.command, self.positionals) = (verb, 0);
        } else {
            if let Some(arg) = self.positional() {
                self.note(arg, word);
            }
            self.positionals += 1;
        }
    }

    fn option(&mut self, arg: Option<&'a Arg>, value: Option<&str>) {
        match (arg.filter(|it| is_valued(it)), value) {
            (Some(arg), Some(value)) => self.note(arg, value),
            (Some(arg), None) => {
                self.open = Some(arg);
                self.left = arg.get_num_args().map_or(1, |range| range.min_values().max(1));
            }
            (None, _) => {}
        }
    }

    /// `-qp FILE` and `-pFILE`.
    fn letters(&mut self, letters: &str) {
        for (at, letter) in letters.char_indices() {
            let arg = self.command.get_arguments().find(|it| it.get_short() == Some(letter));
            if arg.is_some_and(is_valued) {
                let rest = &letters[at + letter.len_utf8()..];
                return self.option(arg, Some(rest).filter(|it| !it.is_empty()));
            }
        }
    }

    fn note(&mut self, arg: &Arg, value: &str) {
        if ["plan", "file"].contains(&arg.get_id().as_str()) {
            self.plan = Some(value.to_string());
        }
    }

    fn verb(&self, word: &str) -> Option<&'a Command> {
        if self.is_raw || self.positionals > 0 { None } else { self.command.find_subcommand(word) }
    }

    /// The place that comes next; the last one where it takes any number of words.
    fn positional(&self) -> Option<&'a Arg> {
        let places: Vec<&Arg> = self.command.get_positionals().collect();
        let last = places.last().copied().filter(|it| it.get_num_args().is_some_and(|range| range.max_values() > 1));
        places.get(self.positionals).copied().or(last)
    }

    fn fitting(&self, session: &Session, current: &str) -> Answer {
        let values = |arg: &Arg| values::of(arg, session, self.plan.as_deref().map(Path::new));
        if let Some(arg) = self.open {
            return values(arg);
        }
        if let Some((name, _)) = current.strip_prefix("--").filter(|_| !self.is_raw).and_then(|it| it.split_once('=')) {
            let arg = self.command.get_arguments().find(|it| it.get_long() == Some(name) && is_valued(it));
            let mut answer = arg.map(values).unwrap_or_default();
            answer.values.iter_mut().for_each(|it| it.text = format!("--{name}={}", it.text));
            return answer;
        }
        if current.starts_with('-') && !self.is_raw {
            return Answer { values: self.options(), files: false };
        }
        let mut answer = self.positional().map(values).unwrap_or_default();
        if self.positionals == 0 && !self.is_raw {
            answer.values.splice(0..0, self.verbs());
        }
        answer
    }

    fn options(&self) -> Vec<Candidate> {
        let shown = self.command.get_arguments().filter(|it| !it.is_hide_set());
        shown
            .filter_map(|it| {
                Some(Candidate::new(format!("--{}", it.get_long()?), &it.get_help().map(ToString::to_string).unwrap_or_default()))
            })
            .collect()
    }

    fn verbs(&self) -> Vec<Candidate> {
        let shown = self.command.get_subcommands().filter(|it| !it.is_hide_set());
        shown.map(|it| Candidate::new(it.get_name().into(), &it.get_about().map(ToString::to_string).unwrap_or_default())).collect()
    }
}

fn is_valued(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let args = ["handshake", "-p", "tests/data/finance.ron", "--today", "2027-02-08"];
        Session::new(<super::super::Cli as clap::Parser>::parse_from(args).common)
    }
    fn given(words: &[&str]) -> Answer {
        beginning(&session(), &words.iter().map(|it| (*it).to_string()).collect::<Vec<_>>())
    }
    fn texts(words: &[&str]) -> Vec<String> {
        given(words).values.into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn ids_columns_and_people_are_the_plans() {
        assert_eq!(texts(&["why", ""]), ["finance-reports", "hosting", "ledger-off"]);
        assert_eq!(texts(&["task", "move", "m"]), ["m7qa"]);
        assert_eq!(texts(&["task", "move", "m7qa", ""]), ["To do", "In progress", "Review", "Done"]);
        assert_eq!(texts(&["task", "assign", "m7qa", "dev"]), ["Dev Lead"]);
        assert_eq!(texts(&["task", "assign", "m7qa", "Dev Lead", "Fin"]), ["Finance SME"], "a second owner");
        assert_eq!(texts(&["share", "--to", "N"]), ["Northwind Hosting"]);
        assert_eq!(texts(&["receive", ""]), ["dataset", "firewall"]);
        assert_eq!(texts(&["share", "--date", "h"]), ["hosting="]);
        assert_eq!(texts(&["why", "hosting", "--with", "r9zb.e"]), ["r9zb.estimate="]);
        assert_eq!(texts(&["why", "hosting", "--with", "fire"]), ["firewall.by="]);
        assert_eq!(texts(&["task", "add", "A title", "--outcome=fin"]), ["--outcome=finance-reports"]);
    }

    #[test]
    fn verbs_options_and_choices_are_the_parsers() {
        assert_eq!(texts(&["cu"]), ["customer"]);
        assert_eq!(texts(&["task", "b"]), ["bin"]);
        assert_eq!(texts(&["share", "--dr"]), ["--dry-run"]);
        assert_eq!(texts(&["customer", "-f", "p"]), ["pptx"]);
        assert_eq!(texts(&["--color", ""]), ["auto", "always", "never"]);
        assert!(!texts(&[""]).contains(&"complete".to_string()), "what nobody types is not offered");
    }

    #[test]
    fn files_are_left_to_the_shell_and_a_title_to_the_person() {
        assert_eq!(given(&["check", ""]), Answer { values: vec![], files: true });
        assert_eq!(given(&["task", "add", ""]), Answer::default());
        assert_eq!(given(&["check", "-p", ""]), Answer { values: vec![], files: true });
        assert!(given(&["check", "--", "--pl"]).values.is_empty(), "no option after --");
    }

    #[test]
    fn the_plan_is_the_one_the_line_names() {
        assert_eq!(texts(&["why", "-p", "assets/new.ron", ""]), ["first-outcome"]);
        assert_eq!(texts(&["-qpassets/new.ron", "why", ""]), ["first-outcome"]);
        assert_eq!(texts(&["share", "assets/new.ron", "--take", ""]), ["first-outcome"]);
        assert!(texts(&["why", "--plan=nowhere.ron", ""]).is_empty(), "no plan, no word");
    }

    #[test]
    fn every_argument_that_takes_a_value_says_what_completes_it() {
        fn walk(command: &Command) {
            for arg in command.get_arguments().filter(|it| is_valued(it)) {
                assert!(values::kind(arg).is_some(), "{} of {}: give it a row in VALUES", arg.get_id(), command.get_name());
            }
            command.get_subcommands().filter(|it| !["help", "complete", "git-diff"].contains(&it.get_name())).for_each(walk);
        }
        let mut parser = super::super::parser();
        parser.build();
        walk(&parser);
    }
}
