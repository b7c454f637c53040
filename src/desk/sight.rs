//! What follows from the plan, today and the filter: projection, standings, forecast, findings, customer plan, grid.
//! Made anew at each change and at midnight, before the next frame, and in no other place; so pane and board cannot be out of step.

use super::{Folds, Grid, filter, filter::needs_action, index::Index, timeline};
use crate::{
    customer::{self, CustomerPlan, Fit, Sources},
    findings::{self, Finding, TickItem},
    plan::Plan,
    projection::{self, Ages, Forecast, Projection, Standing, TooLittle},
};
use chrono::NaiveDate;
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

#[derive(Debug)]
pub struct Sight {
    pub projection: Projection,
    pub standings: Vec<Standing>,
    /// By when each milestone with open work is likely reached, in file order; or how much history is missing.
    pub forecasts: Result<Vec<Forecast>, TooLittle>,
    pub findings: Vec<Arc<Finding>>,
    /// Places in `findings` by item.
    by_item: Index,
    /// How many findings there are of each code.
    by_code: HashMap<&'static str, usize>,
    /// Places in `standings` by outcome.
    by_outcome: Index,
    pub customer: Arc<CustomerPlan>,
    /// Where the customer plan's lines come from.
    pub sources: Sources,
    pub fit: Fit,
    /// Outcomes the customer was told of whose two plans do not line up.
    pub drifted: HashSet<String>,
    /// What the age of a card is compared with.
    pub ages: Ages,
    pub grid: Grid,
    /// The first and the last day of all that is dated, and of what the timeline shows of it at first.
    pub marked: (NaiveDate, NaiveDate),
    pub span: (NaiveDate, NaiveDate),
    kept: Kept,
    today: NaiveDate,
}

/// What the next look need not look for again.
#[derive(Debug, Default)]
struct Kept {
    findings: findings::Kept,
    customer: customer::Kept,
    /// The customer plan before, and whether it fitted.
    measured: Option<(Arc<CustomerPlan>, Fit)>,
}

impl Sight {
    pub fn of(plan: &Plan, folds: &Folds, filter: Option<&str>, jargon: &[String], today: NaiveDate) -> Sight {
        let projection = projection::project(plan, today);
        Sight::made((Kept::default(), Grid::default()), projection, plan, folds, filter, jargon, today)
    }

    /// The same as `of`; what this look found where nothing changed is taken over. This one is of no more use.
    pub fn after(&mut self, plan: &Plan, folds: &Folds, filter: Option<&str>, jargon: &[String], today: NaiveDate) -> Sight {
        let measured = Some((Arc::clone(&self.customer), self.fit.clone()));
        let kept = (Kept { measured, ..std::mem::take(&mut self.kept) }, std::mem::take(&mut self.grid));
        let projection = self.projection.of_next(plan, today);
        Sight::made(kept, projection, plan, folds, filter, jargon, today)
    }

    fn made(
        (mut kept, grid): (Kept, Grid),
        projection: Projection,
        plan: &Plan,
        folds: &Folds,
        filter: Option<&str>,
        jargon: &[String],
        today: NaiveDate,
    ) -> Sight {
        let standings = projection::standings(plan, &projection, today);
        let forecasts = projection::forecasts(plan, &projection, today);
        let ages = projection.ages();
        let (customer, sources) = customer::customer_plan_after(&mut kept.customer, plan, today);
        let same = kept.measured.take().filter(|(before, _)| **before == customer);
        let fit = same.map_or_else(|| customer::fit(&customer), |(_, fit)| fit);
        let context = findings::Context { plan, projection: &projection, standings: &standings, jargon, today };
        let findings = findings::findings_after(&mut kept.findings, &context, ages, &fit);
        let mut sight = Sight {
            by_item: Index::of(findings.iter().map(|it| it.item.as_deref())),
            by_code: by_code(&findings),
            by_outcome: Index::of(standings.iter().map(|it| Some(it.outcome.as_str()))),
            drifted: drifted(plan, &findings),
            projection,
            standings,
            forecasts,
            findings,
            customer: Arc::new(customer),
            sources,
            fit,
            ages,
            grid,
            marked: (today, today),
            span: (today, today),
            kept,
            today,
        };
        sight.marked = timeline::marked(plan, &sight, today);
        sight.span = timeline::at_first(sight.marked, today);
        sight.regrid(plan, folds, filter, today);
        sight
    }

    /// The grid alone, after a fold or another filter.
    pub fn regrid(&mut self, plan: &Plan, folds: &Folds, filter: Option<&str>, today: NaiveDate) {
        let passing = filter.filter(|text| !text.trim().is_empty()).map(|text| filter::passing(text, plan, self, today));
        self.grid = Grid::after(std::mem::take(&mut self.grid), plan, folds, passing.as_ref());
    }

    /// The day that it looks from.
    pub fn today(&self) -> NaiveDate {
        self.today
    }
    /// The findings about one item.
    pub fn findings_of<'s>(&'s self, item: &str) -> impl Iterator<Item = &'s Finding> {
        self.by_item.places(item, |at| self.findings[at].item.as_deref()).map(|at| &*self.findings[at])
    }
    pub fn standing(&self, outcome: &str) -> Option<&Standing> {
        let at = self.by_outcome.places(outcome, |at| Some(&self.standings[at].outcome)).next()?;
        Some(&self.standings[at])
    }
    /// By when an outcome's milestone is likely reached; none without open work of its own, or with too little history.
    pub fn forecast(&self, outcome: &str) -> Option<&Forecast> {
        self.forecasts.as_ref().ok()?.iter().find(|it| it.outcome == outcome)
    }
    /// How many findings have this code.
    pub fn count(&self, code: &str) -> usize {
        self.by_code.get(code).copied().unwrap_or(0)
    }
}

/// Of one code they stand together, but for their severity.
fn by_code(findings: &[Arc<Finding>]) -> HashMap<&'static str, usize> {
    let mut counts = HashMap::new();
    for alike in findings.chunk_by(|a, b| a.code == b.code) {
        *counts.entry(alike[0].code).or_default() += alike.len();
    }
    counts
}

/// Outcomes that were told and have a finding about them, or about one of their deliverables, that somebody must act on.
fn drifted(plan: &Plan, findings: &[Arc<Finding>]) -> HashSet<String> {
    let promises = plan.baseline().into_iter().flat_map(|share| &share.promises);
    let told: HashSet<&str> = promises.map(|promise| promise.outcome.as_str()).collect();
    if told.is_empty() {
        return HashSet::new();
    }
    let outcome_of = OnceCell::new();
    let outcome_of = |item| *outcome_of.get_or_init(|| outcomes_by_deliverable(plan)).get(item).unwrap_or(&item);
    let alike = findings.chunk_by(|a, b| a.code == b.code).filter(|alike| alike[0].ticks() == Some(TickItem::BothLineUp));
    let to_act_on = alike.flatten().filter(|finding| needs_action(finding.severity)).filter_map(|finding| finding.item.as_deref());
    to_act_on.map(outcome_of).filter(|outcome| told.contains(outcome)).map(str::to_string).collect()
}

fn outcomes_by_deliverable(plan: &Plan) -> HashMap<&str, &str> {
    let mut outcomes = HashMap::new();
    for outcome in &plan.outcomes {
        for it in outcome.milestone.iter().flat_map(|milestone| &milestone.deliverables) {
            outcomes.entry(it.id.as_str()).or_insert(outcome.id.as_str());
        }
    }
    outcomes
}
