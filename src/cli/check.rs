//! `check`: the checklist and every finding, as text or JSON (spec 6).

use super::{Ended, Exit, Session, named, output};
use crate::{
    findings::{Context, Finding, checklist, findings_of, lesson},
    plan::{Outcome, Plan},
    projection::{Forecast, Projection, Severity, Standing, forecasts, project, standings},
    words,
};
use chrono::NaiveDate;
use serde::Serialize;
use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

#[derive(Debug, clap::Args)]
pub struct Check {
    /// The plan; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN")]
    file: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report {
    today: NaiveDate,
    lined_up: bool,
    checklist: Vec<Tick>,
    milestones: Vec<Milestone>,
    findings: Vec<Found>,
}
#[derive(Serialize)]
struct Tick {
    item: &'static str,
    ok: bool,
}
/// Dates or null, never absent; the last four are null while there is too little history.
#[derive(Serialize)]
struct Milestone {
    outcome: String,
    headline: String,
    told: Option<NaiveDate>,
    meant: Option<NaiveDate>,
    projected: Option<NaiveDate>,
    floor: bool,
    state: &'static str,
    days: Option<i64>,
    severity: Option<&'static str>,
    need_by: BTreeMap<String, Option<NaiveDate>>,
    why: Vec<String>,
    p50: Option<NaiveDate>,
    p85: Option<NaiveDate>,
    p95: Option<NaiveDate>,
    chance: Option<f64>,
}
#[derive(Serialize)]
struct Found {
    code: &'static str,
    severity: &'static str,
    item: Option<String>,
    text: String,
    fix: String,
    /// What to read about it: `handshake guide SECTION`.
    guide: Option<&'static str>,
}

pub fn run(session: &Session, args: &Check) -> Ended {
    let today = session.today();
    let opened = session.open(named(args.file.as_ref()))?;
    let plan = opened.plan();
    let projection = project(plan, today);
    let standings = standings(plan, &projection, today);
    let findings =
        findings_of(&Context { plan, projection: &projection, standings: &standings, jargon: &session.config_told().jargon, today });
    match session.json {
        true => output::json(&report(plan, &projection, &standings, &findings, today))?,
        false => output::result(&text(plan, &standings, &findings, today))?,
    }
    let is_to_act = findings.iter().any(|finding| finding.severity != Severity::Info);
    Ok(if is_to_act { Exit::Findings } else { Exit::Done })
}

fn report(plan: &Plan, projection: &Projection, standings: &[Standing], findings: &[Finding], today: NaiveDate) -> Report {
    let checklist: Vec<Tick> = checklist(plan, findings).into_iter().map(|tick| Tick { item: tick.item, ok: tick.ok }).collect();
    let found = |it: &Finding| Found {
        code: it.code,
        severity: it.severity.code(),
        item: it.item.clone(),
        text: it.text.clone(),
        fix: it.fix.clone(),
        guide: lesson(it.code),
    };
    let likely = forecasts(plan, projection, today).unwrap_or_default();
    let likely: HashMap<&str, &Forecast> = likely.iter().map(|it| (it.outcome.as_str(), it)).collect();
    let outcomes: HashMap<&str, &Outcome> = plan.outcomes.iter().map(|it| (it.id.as_str(), &**it)).collect();
    let row = |it: &Standing| {
        let id = it.outcome.as_str();
        milestone(it, likely.get(id).copied(), outcomes.get(id).copied(), projection)
    };
    Report {
        today,
        lined_up: checklist.iter().any(|tick| tick.item == "both-line-up" && tick.ok),
        checklist,
        milestones: standings.iter().map(row).collect(),
        findings: findings.iter().map(found).collect(),
    }
}

fn milestone(standing: &Standing, likely: Option<&Forecast>, outcome: Option<&Outcome>, projection: &Projection) -> Milestone {
    let asks = outcome.and_then(Outcome::milestone).into_iter().flat_map(|it| &it.deliverables);
    let needed = asks.filter(|it| projection.is_needed(&it.id));
    Milestone {
        outcome: standing.outcome.clone(),
        headline: standing.headline.clone(),
        told: standing.told,
        meant: standing.meant,
        projected: standing.projected,
        floor: standing.floor,
        state: standing.state.code(),
        days: standing.days,
        severity: standing.severity.map(Severity::code),
        need_by: needed.map(|it| (it.id.clone(), projection.need_by(&it.id))).collect(),
        why: projection.why(&standing.outcome).into_iter().map(|link| link.item).collect(),
        p50: likely.map(|it| it.p50),
        p85: likely.map(|it| it.p85),
        p95: likely.map(|it| it.p95),
        chance: likely.and_then(|it| it.chance).map(|it| it.fraction()),
    }
}

/// The checklist, then the milestones, then what to act on, the worst first.
fn text(plan: &Plan, standings: &[Standing], findings: &[Finding], today: NaiveDate) -> String {
    let mut out = format!("{}, {}\n\n", words::clean_line(&plan.title), words::weekday_date(today));
    for tick in checklist(plan, findings) {
        out.push_str(&format!("{} {}\n", if tick.ok { "✔" } else { "✖" }, tick.rule));
    }
    out.push_str(if standings.is_empty() { "" } else { "\n" });
    out.push_str(&milestones(standings, today));
    for (severity, heading) in [(Severity::Red, "Act on"), (Severity::Amber, "Look at"), (Severity::Info, "Good to know")] {
        let these: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == severity).collect();
        if !these.is_empty() {
            out.push_str(&format!("\n{heading}\n"));
        }
        for finding in these {
            out.push_str(&entry(finding));
        }
    }
    if let Some(section) = findings.first().and_then(|it| lesson(it.code)) {
        out.push_str(&format!("\nIn brackets: what to read about it, like handshake guide {section}\n"));
    }
    out
}

/// A line a milestone, dates below dates.
fn milestones(standings: &[Standing], today: NaiveDate) -> String {
    let date = |date: Option<NaiveDate>| date.map_or_else(|| "—".to_string(), |date| words::short_date(date, today));
    let cells = |it: &Standing| {
        let projected = format!("{}{}", if it.floor { "≥ " } else { "" }, date(it.projected));
        [words::cut(&words::clean_line(&it.headline), 50).into_owned(), date(it.told), date(it.meant), projected]
    };
    let rows: Vec<[String; 4]> = standings.iter().map(cells).collect();
    let widest = |at: usize| rows.iter().map(|row| words::width(&row[at])).max().unwrap_or(0);
    // Days of this year take six cells, and two more with a sign.
    let [headline, told, meant, projected] = [widest(0), widest(1).max(6), widest(2).max(6), widest(3).max(8)];
    let line = |(it, row): (&Standing, &[String; 4])| {
        let gap = " ".repeat(headline - words::width(&row[0]));
        let mark = format!("{} {}", it.mark.sign, it.mark.words);
        format!("{}{gap}  told {:>told$}  meant {:>meant$}  ends {:>projected$}  {mark}\n", row[0], row[1], row[2], row[3])
    };
    standings.iter().zip(&rows).map(line).collect()
}

/// A finding with its code and its section of the guide in the margin, and below it, after an arrow, what to do.
fn entry(finding: &Finding) -> String {
    const MARGIN: usize = 24;
    const WIDTH: usize = 100;
    let said = words::wrap(&finding.text, WIDTH - MARGIN);
    let fix = words::wrap(&finding.fix, WIDTH - MARGIN - 2);
    let said = said.iter().map(String::clone);
    let fix = fix.iter().enumerate().map(|(at, line)| format!("{}{line}", if at == 0 { "→ " } else { "  " }));
    let section = lesson(finding.code).map_or_else(String::new, |it| format!("({it})"));
    let heads = [format!("  {:<22}", finding.code), format!("  {section:<22}")];
    let heads = heads.into_iter().chain(std::iter::repeat(" ".repeat(MARGIN)));
    heads.zip(said.chain(fix)).map(|(head, line)| format!("{head}{line}\n")).collect()
}
