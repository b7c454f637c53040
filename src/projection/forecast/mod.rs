//! By when work is likely done, judged by how fast work was finished so far (spec 3.3).
//! Knows a plan's finished tasks and the calendar; `odds` knows only counts. Too little history says so and gives no number.
//! What else a forecast answers becomes a field of `Forecast`; what is asked of counts alone goes through `Throughput`.

mod odds;
mod spread;
#[cfg(test)]
mod tests;

use super::{Calendar, Projection, known::Known};
use crate::{plan::Plan, words::short_date};
use chrono::NaiveDate;
use odds::{Target, answer};
use std::{collections::HashMap, fmt, sync::Arc};

/// So many working days before today are looked at.
pub const HISTORY_DAYS: usize = 60;
/// On so many of them something must have been finished.
pub const DAYS_NEEDED: usize = 5;

/// How many items were finished on each of some working days, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Throughput(Vec<u32>);

/// Too few days with a finished item to say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLittle {
    pub days: usize,
}

/// `not enough history (3 of 5 days)`.
impl fmt::Display for TooLittle {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "not enough history ({} of {DAYS_NEEDED} days)", self.days)
    }
}

/// A probability in thousandths, as it is shown: while work remains, 95 % at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance(u16);

impl Chance {
    const MOST: Chance = Chance(950);

    fn of(probability: f64, items: u64) -> Self {
        let chance = Chance((probability * 1000.0 + 0.5) as u16);
        if items == 0 { chance } else { chance.min(Self::MOST) }
    }
    /// From 0 to 1, for `--json`.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// `66 %`; `under 1 %`; with work left, `95 %` is the most there is.
impl fmt::Display for Chance {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            0 => f.write_str("0 %"),
            1..10 => f.write_str("under 1 %"),
            thousandths => write!(f, "{} %", (thousandths + 5) / 10),
        }
    }
}

/// In working days, the first counted as 1; 0 where nothing is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    pub p50: u64,
    pub p85: u64,
    pub p95: u64,
    /// Of being done within the days asked for.
    pub chance: Option<Chance>,
}

/// When an outcome's milestone is likely reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    pub outcome: String,
    /// Open tasks until then: those of it and of every milestone before it.
    pub items: usize,
    pub p50: NaiveDate,
    pub p85: NaiveDate,
    pub p95: NaiveDate,
    /// Of meeting the date told, else meant; none without a date.
    pub chance: Option<Chance>,
}

impl Forecast {
    /// `17 Feb – 9 Mar`: between the days of which one is half and 85 % sure.
    pub fn band(&self, today: NaiveDate) -> String {
        let [p50, p85] = [self.p50, self.p85].map(|day| short_date(day, today));
        if p50 == p85 { p50 } else { format!("{p50} – {p85}") }
    }
    /// `50 % sure 12 Mar, 85 % 26 Mar, 95 % 2 Apr`.
    pub fn said(&self, today: NaiveDate) -> String {
        let [p50, p85, p95] = [self.p50, self.p85, self.p95].map(|day| short_date(day, today));
        format!("50 % sure {p50}, 85 % {p85}, 95 % {p95}")
    }
}

impl Throughput {
    /// # Errors
    /// When something was finished on fewer than five of these days.
    pub fn of_days(daily: Vec<u32>) -> Result<Self, TooLittle> {
        match daily.iter().filter(|count| **count > 0).count() {
            days if days < DAYS_NEEDED => Err(TooLittle { days }),
            _ => Ok(Throughput(daily)),
        }
    }

    /// Every finished task of the plan, by day, over the last 60 working days before today. What was finished on a day off
    /// counts on the next working day.
    ///
    /// # Errors
    /// When something was finished on fewer than five of these days.
    pub fn of(plan: &Plan, calendar: &Calendar, today: NaiveDate) -> Result<Self, TooLittle> {
        let finished = plan.tasks().filter(|it| !plan.is_open(it.task)).filter_map(|it| it.task.finished);
        Self::of_finished(calendar, today, finished.map(|day| calendar.counted_on(day)))
    }

    /// Of the days, by their rank, on which items count as finished.
    fn of_finished(calendar: &Calendar, today: NaiveDate, days: impl Iterator<Item = i64>) -> Result<Self, TooLittle> {
        let yesterday = calendar.rank_of(today.pred_opt().unwrap_or(today));
        let first = yesterday + 1 - HISTORY_DAYS as i64;
        let mut daily = vec![0; HISTORY_DAYS];
        for day in days {
            if let Some(count) = usize::try_from(day - first).ok().and_then(|place| daily.get_mut(place)) {
                *count += 1;
            }
        }
        Self::of_days(daily)
    }

    /// Oldest first.
    pub fn daily(&self) -> &[u32] {
        &self.0
    }

    /// When so many items are done, and how likely within so many working days.
    pub fn ahead(&self, items: u64, within: Option<u64>) -> Ahead {
        let mut targets = [Target::new(items, within)];
        answer(&self.0, &mut targets);
        let [target] = targets;
        let [p50, p85, p95] = target.days.map(Option::unwrap_or_default);
        Ahead { p50, p85, p95, chance: target.chance.map(|chance| Chance::of(chance, items)) }
    }
}

/// The forecast of every live outcome with a milestone and open work of its own, in file order. Empty where no day is
/// worked any more.
///
/// # Errors
/// When there is too little history.
pub fn forecasts(plan: &Plan, projection: &Projection, today: NaiveDate) -> Result<Vec<Forecast>, TooLittle> {
    let Some(outlook) = outlook(projection, today)? else { return Ok(Vec::new()) };
    let (calendar, day_one) = (projection.calendar(), outlook.day_one);
    let date = |days: Option<u64>| calendar.ranked(days.map_or(0, |days| days.saturating_sub(1).cast_signed()).saturating_add(day_one));
    let forecast = |(goal, target): (&Goal, &Target)| Forecast {
        outcome: plan.outcomes[goal.outcome].id.clone(),
        items: goal.items as usize,
        p50: date(target.days[0]),
        p85: date(target.days[1]),
        p95: date(target.days[2]),
        chance: target.chance.map(|chance| Chance::of(chance, goal.items)),
    };
    Ok(outlook.goals.iter().zip(&outlook.answers).map(forecast).collect())
}

/// By outcome in file order, how likely its date is met, where that is less likely than 85 %: `at-risk` of spec 3.4.
pub(super) fn at_risk(projection: &Projection, today: NaiveDate) -> HashMap<usize, Chance> {
    let Ok(Some(outlook)) = outlook(projection, today) else { return HashMap::new() };
    let risk = |(goal, target): (&Goal, &Target)| {
        let chance = target.chance.filter(|chance| *chance < odds::SURE[1] - odds::CLOSE_ENOUGH)?;
        Some((goal.outcome, Chance::of(chance, goal.items)))
    };
    outlook.goals.iter().zip(&outlook.answers).filter_map(risk).collect()
}

/// What was asked of the throughput, and what it answered.
#[derive(Debug)]
pub(super) struct Outlook {
    throughput: Throughput,
    day_one: i64,
    goals: Vec<Goal>,
    answers: Vec<Target>,
}

/// What one milestone asks of the throughput.
#[derive(Debug, PartialEq, Eq)]
struct Goal {
    /// Its place in the file.
    outcome: usize,
    items: u64,
    /// Working days from day one to its date, both counted.
    within: Option<u64>,
}

/// The same questions to the same throughput are not worked out again; none where no day is worked any more.
fn outlook(projection: &Projection, today: NaiveDate) -> Result<Option<Arc<Outlook>>, TooLittle> {
    let (known, calendar) = (&projection.known, projection.calendar());
    let cards = known.outcomes.iter().chain([&known.noise]).flat_map(|brief| &brief.cards);
    let throughput = Throughput::of_finished(calendar, today, cards.filter_map(|card| card.counted_on()))?;
    let Some(day_one) = calendar.first_from(today).map(|day| calendar.rank_of(day)) else { return Ok(None) };
    let goals = goals(known, day_one);
    let is_answered = |it: &&Arc<Outlook>| it.throughput == throughput && it.day_one == day_one && it.goals == goals;
    if let Some(answered) = projection.outlook.get().or(projection.earlier_outlook.as_ref()).filter(is_answered) {
        return Ok(Some(Arc::clone(projection.outlook.get_or_init(|| Arc::clone(answered)))));
    }
    let mut answers: Vec<Target> = goals.iter().map(|goal| Target::new(goal.items, goal.within)).collect();
    answer(throughput.daily(), &mut answers);
    let outlook = Arc::new(Outlook { throughput, day_one, goals, answers });
    // Asked about another day than its own, the projection keeps what was asked first.
    projection.outlook.get_or_init(|| Arc::clone(&outlook));
    Ok(Some(outlook))
}

/// In file order; items grow from one to the next.
fn goals(known: &Known, day_one: i64) -> Vec<Goal> {
    let mut items = 0;
    let mut goals = Vec::new();
    for (outcome, brief) in known.outcomes.iter().enumerate() {
        if !brief.outcome.is_live() || brief.outcome.milestone().is_none() {
            continue;
        }
        let open = u64::from(brief.open_cards());
        items += open;
        let days = known.deadline(brief).map(|date| known.calendar.rank_of(date) + 1 - day_one);
        let within = days.map(|days| u64::try_from(days).unwrap_or(0));
        if open > 0 {
            goals.push(Goal { outcome, items, within });
        }
    }
    goals
}
