//! `forecast`: by when work is likely done, for a plan or for counts typed in.
//! With `--json` and a plan: today, how much history there is, and for every live outcome with a milestone the same keys as
//! without a plan, as dates; null where there is no number to stand behind.

use super::{Ended, Exit, Session, named, output};
use crate::{
    plan::Plan,
    projection::{
        DAYS_NEEDED, Forecast as Likely, HISTORY_DAYS, Projection, Standing, Throughput, TooLittle, forecasts, project, standings,
    },
    words,
};
use chrono::NaiveDate;
use serde::Serialize;
use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
};

/// As many as a plan can have.
const ITEMS_MAX: u64 = 200_000;

#[derive(Debug, clap::Args)]
pub struct Forecast {
    /// The plan; without one $HANDSHAKE_PLAN, else the nearest plan.ron upward
    #[arg(value_name = "PLAN", conflicts_with = "throughput")]
    file: Option<PathBuf>,
    /// Without a plan: how many items were finished on each day, like 2,0,5,1,3
    #[arg(long, value_name = "COUNTS", value_delimiter = ',', requires = "items")]
    throughput: Option<Vec<u32>>,
    /// How many items are left to do
    #[arg(long, value_name = "N", requires = "throughput", value_parser = clap::value_parser!(u64).range(0..=ITEMS_MAX))]
    items: Option<u64>,
    /// The chance that they are done within so many days
    #[arg(long, value_name = "DAYS", requires = "throughput")]
    within: Option<u64>,
}

#[derive(Serialize)]
struct Counted {
    items: u64,
    p50: Option<u64>,
    p85: Option<u64>,
    p95: Option<u64>,
    within: Option<u64>,
    chance: Option<f64>,
}
#[derive(Serialize)]
struct Dated {
    today: NaiveDate,
    history: History,
    outcomes: Vec<OfOutcome>,
}
/// Days with a finish, how many are needed, and of how many working days.
#[derive(Serialize)]
struct History {
    days: usize,
    needed: usize,
    of: usize,
}
#[derive(Serialize)]
struct OfOutcome {
    outcome: String,
    headline: String,
    items: Option<usize>,
    p50: Option<NaiveDate>,
    p85: Option<NaiveDate>,
    p95: Option<NaiveDate>,
    within: Option<NaiveDate>,
    chance: Option<f64>,
}

pub fn run(session: &Session, args: &Forecast) -> Ended {
    match (&args.throughput, args.items) {
        (Some(daily), Some(items)) => of_counts(session, daily, items, args.within),
        _ => of_plan(session, args.file.as_ref()),
    }
}

/// Every count is one day.
fn of_counts(session: &Session, daily: &[u32], items: u64, within: Option<u64>) -> Ended {
    let ahead = match Throughput::of_days(daily.to_vec()) {
        Ok(throughput) => Some(throughput.ahead(items, within)),
        Err(too_little) => {
            session.say(&missing(too_little));
            None
        }
    };
    let [p50, p85, p95] = [ahead.map(|it| it.p50), ahead.map(|it| it.p85), ahead.map(|it| it.p95)];
    let chance = ahead.and_then(|it| it.chance);
    if session.json {
        output::json(&Counted { items, p50, p85, p95, within, chance: chance.map(|it| it.fraction()) })?;
        return Ok(Exit::Done);
    }
    let Some(ahead) = ahead else { return Ok(Exit::CouldNot) };
    let items = words::counted(items as usize, "item");
    let days = |days: u64| words::counted(days as usize, "day");
    let mut out =
        format!("{items}: 50 % sure within {}, 85 % within {}, 95 % within {}\n", days(ahead.p50), days(ahead.p85), days(ahead.p95));
    if let (Some(within), Some(chance)) = (within, chance) {
        out.push_str(&format!("{chance} sure within {}\n", days(within)));
    }
    output::result(&out)?;
    Ok(Exit::Done)
}

fn of_plan(session: &Session, file: Option<&PathBuf>) -> Ended {
    let today = session.today();
    let opened = session.open(named(file))?;
    let plan = opened.plan();
    let projection = project(plan, today);
    let standings = standings(plan, &projection, today);
    let with_milestone: HashSet<&str> = plan.live_outcomes().filter(|it| it.milestone().is_some()).map(|it| it.id.as_str()).collect();
    let live: Vec<&Standing> = standings.iter().filter(|it| with_milestone.contains(it.outcome.as_str())).collect();
    let likely = forecasts(plan, &projection, today);
    let by_outcome: ByOutcome = likely.iter().flatten().map(|it| (it.outcome.as_str(), it)).collect();
    if session.json {
        output::json(&dated(&live, &by_outcome, days_of_history(plan, &likely, &projection, today), today))?;
        return Ok(Exit::Done);
    }
    match &likely {
        Ok(_) => output::result(&text(&live, &by_outcome, today))?,
        Err(too_little) => output::result(&format!("{}\n", missing(*too_little)))?,
    }
    Ok(Exit::Done)
}

type ByOutcome<'l> = HashMap<&'l str, &'l Likely>;

fn days_of_history(plan: &Plan, likely: &Result<Vec<Likely>, TooLittle>, projection: &Projection, today: NaiveDate) -> usize {
    match likely {
        Err(too_little) => too_little.days,
        Ok(_) => Throughput::of(plan, projection.calendar(), today)
            .map_or(0, |throughput| throughput.daily().iter().filter(|count| **count > 0).count()),
    }
}

/// What has to happen before there is a number.
fn missing(too_little: TooLittle) -> String {
    format!("{too_little}: a forecast needs {DAYS_NEEDED} days on which something was finished, of the last {HISTORY_DAYS} working days")
}

fn dated(live: &[&Standing], likely: &ByOutcome, days: usize, today: NaiveDate) -> Dated {
    let row = |standing: &&Standing| {
        let likely = likely.get(standing.outcome.as_str());
        OfOutcome {
            outcome: standing.outcome.clone(),
            headline: standing.headline.clone(),
            items: likely.map(|it| it.items),
            p50: likely.map(|it| it.p50),
            p85: likely.map(|it| it.p85),
            p95: likely.map(|it| it.p95),
            within: standing.date(),
            chance: likely.and_then(|it| it.chance).map(|it| it.fraction()),
        }
    };
    Dated { today, history: History { days, needed: DAYS_NEEDED, of: HISTORY_DAYS }, outcomes: live.iter().map(row).collect() }
}

/// A line an outcome: how many items until then, the three days, and how sure its own date is.
fn text(live: &[&Standing], likely: &ByOutcome, today: NaiveDate) -> String {
    if live.is_empty() {
        return "no outcome of this plan has a milestone\n".into();
    }
    let widest = live.iter().map(|it| words::width(&words::clean_line(&it.headline))).max().unwrap_or(0).min(50);
    let line = |standing: &&Standing| {
        let headline = words::clean_line(&standing.headline).into_owned();
        let headline = words::cut(&headline, widest);
        let gap = " ".repeat(widest - words::width(&headline));
        let said = match likely.get(standing.outcome.as_str()) {
            Some(likely) => format!("{}{}", likely.said(today), by(standing, likely, today)),
            None => "no open work of its own".into(),
        };
        format!("{headline}{gap}  {said}\n")
    };
    live.iter().map(line).collect()
}

/// `; 62 % sure by 31 March`.
fn by(standing: &Standing, likely: &Likely, today: NaiveDate) -> String {
    let date = standing.date().map(|date| words::short_date(date, today));
    likely.chance.zip(date).map_or_else(String::new, |(chance, date)| format!("; {chance} sure by {date}"))
}

/// A forecast in a line, for `why`.
pub(super) fn in_a_line(likely: &Result<Vec<Likely>, TooLittle>, standing: &Standing, today: NaiveDate) -> Option<String> {
    match likely {
        Err(too_little) => Some(too_little.to_string()),
        Ok(all) => {
            let likely = all.iter().find(|it| it.outcome == standing.outcome)?;
            Some(format!("{}{}", likely.said(today), by(standing, likely, today)))
        }
    }
}
