//! `delivery`: the delivery plan for the team, marked internal.

use super::{Ended, Exit, Session, customer::write, named};
use crate::{
    delivery::{FORMATS, ends},
    projection::project,
};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Delivery {
    /// The plan; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN")]
    file: Option<PathBuf>,
    /// text, markdown, csv or json
    #[arg(short, long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|it| it.name)))]
    format: Option<String>,
    /// Write to a new file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(session: &Session, args: &Delivery) -> Ended {
    let opened = session.open(named(args.file.as_ref()))?;
    let (plan, today) = (opened.plan(), session.today());
    let wanted = args.format.as_deref().unwrap_or(if session.json { "json" } else { "text" });
    let format = FORMATS.iter().find(|format| format.name == wanted).ok_or_else(|| format!("there is no format {wanted}"))?;
    let text = (format.write)(plan, &ends(plan, &project(plan, today)), today);
    write(args.output.as_deref(), text.as_bytes())?;
    Ok(Exit::Done)
}
