//! What is wrong between and inside the two plans, in plain sentences with a way out (spec 3.5), and the checklist (3.8).
//! Knows plan, projection and today; changes nothing and never knows a screen or a key.
//! A finding is one row of `CHECKS` and one fn in the file of its family, tests beside it.

mod alive;
mod by_two;
mod checklist;
mod checks;
mod completeness;
mod deliverables;
mod growth;
mod kept;
mod leak;
mod lesson;
mod owed;
mod ownership;
mod part;
mod phrases;
mod promises;
mod reading;
mod references;
mod scene;
mod states;
#[cfg(test)]
mod testing;
mod wording;

pub use checklist::{Tick, TickItem, checklist};
pub use checks::{CHECKS, Check};
#[doc(hidden)]
pub use kept::Kept;
pub use lesson::lesson;
pub use owed::{Break, Breaks, breaks, breaks_in_words};

use crate::{
    customer::Fit,
    plan::Plan,
    projection::{Ages, Projection, Severity, Standing, standings},
    words::{clean_line, counted, cut},
};
use chrono::NaiveDate;
use part::Part;
use scene::Scene;
use std::{borrow::Cow, fmt, sync::Arc};

/// Something to do about the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its stable name.
    pub code: &'static str,
    pub severity: Severity,
    /// Id of the item; a person's or nothing's findings are the plan's, and have none.
    pub item: Option<String>,
    /// One plain sentence.
    pub text: String,
    /// What to do about it.
    pub fix: String,
}

impl Finding {
    /// The box of the checklist it unticks.
    pub fn ticks(&self) -> Option<TickItem> {
        CHECKS.iter().find(|check| check.code == self.code).map(|check| check.item)
    }
}

/// What a check may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub plan: &'a Plan,
    pub projection: &'a Projection,
    pub standings: &'a [Standing],
    /// Words the config file adds to those a customer should not have to read.
    pub jargon: &'a [String],
    pub today: NaiveDate,
}

/// All findings: the red ones first, each kind in the order of `CHECKS`, then in file order.
///
/// ```
/// use handshake::{NaiveDate, file, findings, projection};
///
/// let plan = file::read(br#"Plan(title: "Ledger", noise: [Task(id: "chart", title: "Try a charting library")])"#).plan.unwrap();
/// let today = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
/// let found = findings::findings(&plan, &projection::project(&plan, today), today);
/// let noise = found.iter().find(|it| it.code == "noise").unwrap();
/// assert_eq!(noise.item.as_deref(), Some("chart"));
/// assert_eq!(findings::lesson(noise.code), Some("delivery-plan"), "the section of the guide about it");
/// ```
pub fn findings(plan: &Plan, projection: &Projection, today: NaiveDate) -> Vec<Finding> {
    findings_of(&Context { plan, projection, standings: &standings(plan, projection, today), jargon: &[], today })
}

/// The same for whoever has the standings already.
pub fn findings_of(context: &Context) -> Vec<Finding> {
    let found = Kept::default().findings(&Scene::of(context, context.projection.ages(), None));
    found.into_iter().map(Arc::unwrap_or_clone).collect()
}

/// The same findings, for whoever looks again and again: what nothing has touched since the last time is taken from `kept`.
/// Ages and fit are those of the plan today.
#[doc(hidden)]
pub fn findings_after(kept: &mut Kept, context: &Context, ages: Ages, fit: &Fit) -> Vec<Arc<Finding>> {
    kept.findings(&Scene::of(context, ages, Some(fit)))
}

/// What one check found.
struct Hit {
    item: Option<String>,
    text: String,
    fix: String,
    severity: Option<Severity>,
}

/// About an item of the plan.
fn hit(item: &str, text: impl Into<String>, fix: impl Into<String>) -> Hit {
    Hit { item: Some(item.into()), text: text.into(), fix: fix.into(), severity: None }
}

/// About the plan as a whole.
fn of_plan(text: impl Into<String>, fix: impl Into<String>) -> Hit {
    Hit { item: None, text: text.into(), fix: fix.into(), severity: None }
}

impl Hit {
    /// Another severity than its row's.
    fn at(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
    fn of(self, check: &'static Check) -> Finding {
        let severity = self.severity.unwrap_or(check.severity);
        Finding { code: check.code, severity, item: self.item, text: self.text, fix: self.fix }
    }
}

const NAME_CELLS: usize = 60;

/// Somebody's or something's name within a sentence.
fn named(name: &str) -> Cow<'_, str> {
    match clean_line(name) {
        Cow::Borrowed(name) => cut(name, NAME_CELLS),
        Cow::Owned(name) => Cow::Owned(cut(&name, NAME_CELLS).into_owned()),
    }
}
/// The same between quotes.
fn quoted(title: &str) -> Quoted<'_> {
    Quoted(named(title))
}
struct Quoted<'t>(Cow<'t, str>);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        ["`", &self.0, "`"].into_iter().try_for_each(|piece| f.write_str(piece))
    }
}
fn working_days(days: i64) -> String {
    counted(days.unsigned_abs() as usize, "working day")
}
