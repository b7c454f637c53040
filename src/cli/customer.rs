//! `customer`: the customer plan in one of its formats, to standard output or a new file.

use super::{Ended, Exit, Session, named, output};
use crate::{
    customer::{self, FORMATS, Kind, Revision},
    shell,
};
use std::{io::IsTerminal, path::PathBuf};

#[derive(Debug, clap::Args)]
pub struct Customer {
    /// The plan; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN")]
    file: Option<PathBuf>,
    /// text, markdown, html, eml, ics, svg, pptx or json
    #[arg(short, long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|it| it.name)))]
    format: Option<String>,
    /// Write to a new file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Who sends it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

pub fn run(session: &Session, args: &Customer) -> Ended {
    let opened = session.open(named(args.file.as_ref()))?;
    if let Some(refusal) = customer::refusal(opened.plan()) {
        return Err(refusal.into());
    }
    let plan = customer::customer_plan(opened.plan(), session.today());
    let plan = match session.sender(args.by.as_deref()) {
        Some(name) => plan.with_sender(&name),
        None => plan,
    };
    let wanted = args.format.as_deref().unwrap_or(if session.json { "json" } else { "text" });
    let format = FORMATS.iter().find(|format| format.name == wanted).ok_or_else(|| format!("there is no format {wanted}"))?;
    if matches!(format.kind, Kind::Binary(_)) && is_for_the_terminal(args.output.as_deref()) {
        return Err(no_text(format.name));
    }
    write(args.output.as_deref(), &(format.write)(&plan))?;
    let fit = customer::fit(&plan);
    if !fit.fits() {
        session.say(&format!(
            "too big for an e-mail or a slide: {}",
            fit.too_big().map(customer::Measure::words).collect::<Vec<_>>().join(", ")
        ));
    }
    if matches!(plan.revision, Revision::Draft(_)) {
        session.say("not told yet: handshake share records it");
    }
    Ok(Exit::Done)
}

/// Its bytes would be noise there, or commands.
pub(super) fn no_text(format: &str) -> output::Failure {
    format!("{format} is no text for a terminal; write it to a file: -f {format} -o plan.{format}").into()
}

pub(super) fn is_for_the_terminal(to: Option<&std::path::Path>) -> bool {
    to.is_none_or(|path| path == std::path::Path::new("-")) && std::io::stdout().is_terminal()
}

/// Writes an export where it was asked for; an existing file is never touched.
pub(super) fn write(to: Option<&std::path::Path>, bytes: &[u8]) -> Result<(), output::Failure> {
    match to {
        Some(path) if path != std::path::Path::new("-") => Ok(shell::create(path, bytes)?),
        _ => output::bytes(bytes),
    }
}
