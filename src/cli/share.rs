//! `share`: tells the plans, each to its side, and records it; a file of what was sent beside the plan if asked (spec 3.7, 6).

mod decide;

use super::{
    Ended, Exit, Failure, Opened, Session,
    customer::{is_for_the_terminal, no_text},
    named, output,
};
use crate::{
    customer, delivery,
    plan::{Audience, Plan},
    projection::project,
    sharing::{self, Preview},
    shell::Fresh,
    words,
};
use chrono::NaiveDate;
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Share {
    /// The plan; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN")]
    file: Option<PathBuf>,
    /// Who is told, again for each; delivery people get the delivery plan, all others the customer plan
    #[arg(long, value_name = "NAME", required = true)]
    to: Vec<String>,
    /// Who sends it; without it `me` of the config file
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    /// Keep the told date of a milestone, and why (the customer never reads why)
    #[arg(long, value_name = "OUTCOME[=WHY]")]
    keep: Vec<String>,
    /// Tell the date its work ends
    #[arg(long, value_name = "OUTCOME")]
    take: Vec<String>,
    /// Tell this date
    #[arg(long, value_name = "OUTCOME=DATE")]
    date: Vec<String>,
    /// Why a date moved, for the customer
    #[arg(long, value_name = "OUTCOME=TEXT")]
    because: Vec<String>,
    /// When the next update comes
    #[arg(long, value_name = "DATE")]
    next: Option<String>,
    /// Print what would be sent, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what is sent to a new file in shared/ beside the plan
    #[arg(short, long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(formats()))]
    format: Option<String>,
    /// Write it there instead; - is standard output
    #[arg(short, long, value_name = "FILE", requires = "format")]
    output: Option<PathBuf>,
}

/// Of either plan; the one a side does not have is refused when it is told.
fn formats() -> Vec<&'static str> {
    let mut names: Vec<&str> = customer::FORMATS.iter().map(|it| it.name).collect();
    let others = delivery::FORMATS.iter().map(|it| it.name).filter(|name| !customer::FORMATS.iter().any(|it| it.name == *name));
    names.extend(others);
    names
}

pub fn run(session: &Session, args: &Share) -> Ended {
    let today = session.today();
    let mut opened = session.open(named(args.file.as_ref()))?;
    let telling = decide::telling(opened.plan(), args, session.must_sender(&args.by)?, today)?;
    let preview = sharing::preview(opened.plan(), &telling, today)?;
    let after = sharing::share(opened.plan(), &telling, today)?;
    if args.output.is_some() && preview.recipients.is_mixed() {
        return Err(Failure::Words("one file cannot hold both plans: share with each side on its own, or leave -o out".into()));
    }
    let parts = parts(&preview, &after, args.format.as_deref(), today)?;
    let is_printed = !args.dry_run && args.output.as_deref() == Some(Path::new("-"));
    if is_printed && parts.iter().any(|part| part.text.is_some()) && is_for_the_terminal(args.output.as_deref()) {
        return Err(no_text(args.format.as_deref().unwrap_or_default()));
    }
    let fit = customer::fit(&preview.customer);
    if preview.recipients.is_for_customer() && !fit.fits() {
        let measures: Vec<String> = fit.too_big().map(customer::Measure::words).collect();
        session.say(&format!("too big for an e-mail or a slide: {}", measures.join(", ")));
    }
    match args.dry_run {
        true => rehearse(session, &opened.path, args, &preview, &parts, today),
        false => send(session, &mut opened, args, after, &parts, today),
    }
}

/// What one side is sent.
struct Part {
    audience: Audience,
    rev: u32,
    to: Vec<String>,
    bytes: Vec<u8>,
    /// What a person reads of it: the bytes, or of what only a program can open its words and what it is.
    text: Option<(String, &'static str)>,
    /// Of its file.
    extension: String,
}

impl Part {
    fn words(&self) -> String {
        let plan = match self.audience {
            Audience::Customer => "",
            Audience::Delivery => "delivery ",
        };
        format!("{plan}rev {} to {}", self.rev, words::listed(&self.to))
    }
}

/// The delivery side reads the plan as it stands once both are told.
fn parts(preview: &Preview, after: &Plan, format: Option<&str>, today: NaiveDate) -> Result<Vec<Part>, Failure> {
    let name = format.unwrap_or("text");
    let extension = sharing::extension(name).to_string();
    let mut parts = Vec::new();
    if preview.recipients.is_for_customer() {
        let format = customer::FORMATS.iter().find(|it| it.name == name);
        let format = format.ok_or_else(|| no_format("customer", name, customer::FORMATS.iter().map(|it| it.name)))?;
        let (to, bytes) = (preview.recipients.customer.clone(), (format.write)(&preview.customer));
        let text = match format.kind {
            customer::Kind::Text => None,
            customer::Kind::Binary(what) => Some((customer::text(&preview.customer), what)),
        };
        parts.push(Part { audience: Audience::Customer, rev: preview.rev, to, bytes, text, extension: extension.clone() });
    }
    if !preview.recipients.delivery.is_empty() {
        let format = delivery::FORMATS.iter().find(|it| it.name == name);
        let format = format.ok_or_else(|| no_format("delivery", name, delivery::FORMATS.iter().map(|it| it.name)))?;
        let text = (format.write)(after, &delivery::ends(after, &project(after, today)), today);
        let to = preview.recipients.delivery.clone();
        parts.push(Part { audience: Audience::Delivery, rev: preview.delivery_rev, to, bytes: text.into(), text: None, extension });
    }
    Ok(parts)
}

fn no_format<'a>(plan: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    Failure::Words(format!("the {plan} plan has no format {name}; it has {}", words::listed(&known.collect::<Vec<_>>())))
}

#[derive(Serialize)]
struct Told<'a> {
    plan: &'static str,
    rev: u32,
    on: NaiveDate,
    to: &'a [String],
    /// Null where none was written.
    file: Option<String>,
}
#[derive(Serialize)]
struct Rehearsed<'a> {
    #[serde(flatten)]
    told: Told<'a>,
    text: String,
    /// Where it would be written; null where no file was asked for.
    would_write: Option<String>,
    bytes: usize,
}
/// A milestone whose dates do not line up; dates or null.
#[derive(Serialize)]
struct Drifted {
    outcome: String,
    told: Option<NaiveDate>,
    meant: Option<NaiveDate>,
    projected: Option<NaiveDate>,
    sent: Option<NaiveDate>,
    held_by: Option<String>,
}

fn told<'a>(part: &'a Part, on: NaiveDate, file: Option<&Path>) -> Told<'a> {
    let file = file.map(|path| path.display().to_string());
    Told { plan: sharing::plan_word(part.audience), rev: part.rev, on, to: &part.to, file }
}

/// Shows what would be sent; what only a program can open is shown by its words, never by its bytes.
fn rehearse(session: &Session, plan: &Path, args: &Share, preview: &Preview, parts: &[Part], today: NaiveDate) -> Ended {
    let text = |part: &Part| part.text.as_ref().map_or_else(|| String::from_utf8_lossy(&part.bytes).into_owned(), |(text, _)| text.clone());
    let file = |part: &Part| file(plan, args, part, today).map(|path| path.display().to_string());
    if session.json {
        let mut shares: Vec<Rehearsed> = Vec::new();
        for part in parts {
            shares.push(Rehearsed { told: told(part, today, None), text: text(part), would_write: file(part), bytes: part.bytes.len() });
        }
        let row = |it: &sharing::Drifted| Drifted {
            outcome: it.outcome.clone(),
            told: it.told,
            meant: it.meant,
            projected: it.projected,
            sent: it.sent,
            held_by: it.held_by.clone(),
        };
        let drifted: Vec<Drifted> = preview.drifted.iter().map(row).collect();
        output::json(&serde_json::json!({ "shares": shares, "drifted": drifted }))?;
        return Ok(Exit::Done);
    }
    for part in parts {
        session.say(&format!("would tell {}", part.words()));
        let what = part.text.as_ref().map_or_else(String::new, |(_, what)| format!(": {what}, with these words"));
        if let Some(file) = file(part) {
            session.say(&format!("would write {file}, {} bytes{what}", part.bytes.len()));
        } else if !what.is_empty() {
            session.say(&format!("would print {} bytes{what}", part.bytes.len()));
        }
        output::bytes(words::clean(&text(part)).as_bytes())?;
    }
    if preview.recipients.is_for_customer() {
        for it in &preview.drifted {
            let held = it.held_by.as_ref().map_or_else(String::new, |change| format!(", held by {change}"));
            session.say(&format!("{}: {}{held}", it.headline, it.words(today)));
        }
    }
    Ok(Exit::Done)
}

/// Files first and the plan last, because a share is never taken back: when the plan cannot be saved, the files go again.
fn send(session: &Session, opened: &mut Opened, args: &Share, after: Plan, parts: &[Part], today: NaiveDate) -> Ended {
    let mut fresh = Fresh::default();
    let mut files: Vec<Option<PathBuf>> = Vec::new();
    for part in parts {
        files.push(write(&mut fresh, &opened.path, args, part, today)?);
    }
    opened.change(|plan| {
        *plan = after;
        Ok(())
    })?;
    fresh.keep();
    if args.output.as_deref() == Some(Path::new("-")) {
        parts.iter().try_for_each(|part| output::bytes(&part.bytes))?;
    } else if session.json {
        let shares: Vec<Told> = parts.iter().zip(&files).map(|(part, file)| told(part, today, file.as_deref())).collect();
        output::json(&serde_json::json!({ "shares": shares }))?;
    }
    for (part, file) in parts.iter().zip(&files) {
        let file = file.as_ref().map_or_else(String::new, |path| format!("; what was sent is in {}", path.display()));
        session.say(&format!("told {}{file}", part.words()));
    }
    Ok(Exit::Done)
}

/// The file of one side, where one was asked for.
fn write(fresh: &mut Fresh, plan: &Path, args: &Share, part: &Part, today: NaiveDate) -> Result<Option<PathBuf>, Failure> {
    let Some(path) = file(plan, args, part, today) else { return Ok(None) };
    if args.output.is_none() {
        fresh.folder(&plan.with_file_name(sharing::FOLDER))?;
    }
    fresh.file(&path, &part.bytes)?;
    Ok(Some(path))
}

/// Where the file of one side goes; none where none was asked for.
fn file(plan: &Path, args: &Share, part: &Part, today: NaiveDate) -> Option<PathBuf> {
    args.format.as_ref()?;
    match &args.output {
        Some(path) if path == Path::new("-") => None,
        Some(path) => Some(path.clone()),
        None => {
            let name = sharing::file_name(part.audience, part.rev, today, &part.extension);
            Some(plan.with_file_name(sharing::FOLDER).join(name))
        }
    }
}
