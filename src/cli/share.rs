//! `share`: tells the plans, each to its side, and records it; a file of what was sent beside the plan if asked (spec 3.7, 6).

use super::{Ended, Exit, Failure, Opened, Session, named, output, why::outcome_named};
use crate::{
    customer, delivery,
    plan::{Audience, Plan},
    projection::project,
    sharing::{self, Decision, Decisions, Preview, Telling},
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
    let telling = telling(opened.plan(), args, session.must_sender(&args.by)?, today)?;
    let preview = sharing::preview(opened.plan(), &telling, today)?;
    let after = sharing::share(opened.plan(), &telling, today)?;
    if args.output.is_some() && preview.recipients.is_mixed() {
        return Err(Failure::Words("one file cannot hold both plans: share with each side on its own, or leave -o out".into()));
    }
    // A rehearsal is read: what only a program can open is shown as text.
    let is_binary = |name: &str| customer::FORMATS.iter().any(|it| it.name == name && it.kind == customer::Kind::Binary);
    let format = args.format.as_deref().filter(|name| !(args.dry_run && is_binary(name)));
    let parts = parts(&preview, &after, format, today)?;
    let fit = customer::fit(&preview.customer);
    if preview.recipients.is_for_customer() && !fit.fits() {
        let measures: Vec<String> = fit.too_big().map(customer::Measure::words).collect();
        session.say(&format!("too big for an e-mail or a slide: {}", measures.join(", ")));
    }
    match args.dry_run {
        true => rehearse(session, &preview, &parts, today),
        false => send(session, &mut opened, args, after, &parts, today),
    }
}

/// What one side is sent.
struct Part {
    audience: Audience,
    rev: u32,
    to: Vec<String>,
    bytes: Vec<u8>,
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
        parts.push(Part { audience: Audience::Customer, rev: preview.rev, to, bytes, extension: extension.clone() });
    }
    if !preview.recipients.delivery.is_empty() {
        let format = delivery::FORMATS.iter().find(|it| it.name == name);
        let format = format.ok_or_else(|| no_format("delivery", name, delivery::FORMATS.iter().map(|it| it.name)))?;
        let text = (format.write)(after, &delivery::ends(after, &project(after, today)), today);
        let to = preview.recipients.delivery.clone();
        parts.push(Part { audience: Audience::Delivery, rev: preview.delivery_rev, to, bytes: text.into(), extension });
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

fn rehearse(session: &Session, preview: &Preview, parts: &[Part], today: NaiveDate) -> Ended {
    let text = |part: &Part| String::from_utf8_lossy(&part.bytes).into_owned();
    if session.json {
        let shares: Vec<Rehearsed> = parts.iter().map(|part| Rehearsed { told: told(part, today, None), text: text(part) }).collect();
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
    if args.format.is_none() || args.output.as_deref() == Some(Path::new("-")) {
        return Ok(None);
    }
    let path = match &args.output {
        Some(path) => path.clone(),
        None => {
            let folder = plan.with_file_name(sharing::FOLDER);
            fresh.folder(&folder)?;
            folder.join(sharing::file_name(part.audience, part.rev, today, &part.extension))
        }
    };
    fresh.file(&path, &part.bytes)?;
    Ok(Some(path))
}

fn telling(plan: &Plan, args: &Share, by: String, today: NaiveDate) -> Result<Telling, Failure> {
    let next = args.next.as_deref().map(|text| words::parse_day(text, today)).transpose()?;
    Ok(Telling { to: args.to.clone(), by, next, decisions: decisions(plan, args, today)? })
}

fn decisions(plan: &Plan, args: &Share, today: NaiveDate) -> Result<Decisions, Failure> {
    let mut decisions = Decisions::new();
    let mut decide = |outcome: String, decision| match decisions.insert(outcome.clone(), decision) {
        None => Ok(()),
        Some(_) => Err(Failure::Words(format!("{outcome} is decided twice: keep, take and date exclude each other"))),
    };
    for keep in &args.keep {
        let (outcome, why) = keep.split_once('=').unwrap_or((keep, ""));
        decide(outcome_named(plan, outcome)?, Decision::Keep { why: why.into() })?;
    }
    for take in &args.take {
        decide(outcome_named(plan, take)?, Decision::Take { because: String::new() })?;
    }
    for date in &args.date {
        let (outcome, date) = pair(date, "--date", "OUTCOME=DATE")?;
        let by = words::parse_day(date, today)?;
        decide(outcome_named(plan, outcome)?, Decision::Date { by, because: String::new() })?;
    }
    for because in &args.because {
        let (outcome, text) = pair(because, "--because", "OUTCOME=TEXT")?;
        give_reason(&mut decisions, outcome_named(plan, outcome)?, text)?;
    }
    Ok(decisions)
}

fn pair<'a>(text: &'a str, flag: &str, form: &str) -> Result<(&'a str, &'a str), Failure> {
    text.split_once('=').ok_or_else(|| Failure::Words(format!("`{flag} {text}` lacks its `=`: write {flag} {form}")))
}

fn give_reason(decisions: &mut Decisions, outcome: String, text: &str) -> Result<(), Failure> {
    let text = text.trim().to_string();
    match decisions.get_mut(&outcome) {
        Some(Decision::Take { because } | Decision::Date { because, .. } | Decision::AsMeant { because }) if because.is_empty() => {
            *because = text
        }
        Some(Decision::Take { .. } | Decision::Date { .. } | Decision::AsMeant { .. }) => {
            return Err(Failure::Words(format!("{outcome} has two reasons: give one")));
        }
        Some(Decision::Keep { .. }) => {
            return Err(Failure::Words(format!(
                "the date of {outcome} is kept, so the customer needs no reason; why is said with --keep {outcome}=WHY"
            )));
        }
        None => {
            decisions.insert(outcome, Decision::AsMeant { because: text });
        }
    }
    Ok(())
}
