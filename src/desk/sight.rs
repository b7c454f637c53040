//! What follows from the plan, today and the filter: projection, standings, forecast, findings, customer plan, grid.
//! Made anew at each change and at midnight, before the next frame, and in no other place; so pane and board cannot be out of step.

use super::{Folds, Grid, filter, filter::needs_action, timeline};
use crate::{
    customer::{self, CustomerPlan, Fit, Sources},
    findings::{self, Finding, TickItem},
    plan::Plan,
    projection::{self, Ages, Forecast, Projection, Standing, TooLittle},
};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

#[derive(Debug)]
pub struct Sight {
    pub projection: Projection,
    pub standings: Vec<Standing>,
    /// By when each milestone with open work is likely reached, in file order; or how much history is missing.
    pub forecasts: Result<Vec<Forecast>, TooLittle>,
    pub findings: Vec<Finding>,
    /// Places in `findings` by item.
    by_item: HashMap<String, Vec<usize>>,
    /// How many findings there are of each code.
    by_code: HashMap<&'static str, usize>,
    /// Places in `standings` by outcome.
    by_outcome: HashMap<String, usize>,
    pub customer: CustomerPlan,
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
}

impl Sight {
    pub fn of(plan: &Plan, folds: &Folds, filter: Option<&str>, jargon: &[String], today: NaiveDate) -> Sight {
        let projection = projection::project(plan, today);
        let standings = projection::standings(plan, &projection, today);
        let forecasts = projection::forecasts(plan, &projection, today);
        let findings = findings::findings_of(&findings::Context { plan, projection: &projection, standings: &standings, jargon, today });
        let (customer, sources) = customer::customer_plan_with_sources(plan, today);
        let fit = customer::fit(&customer);
        let (mut by_item, mut by_code, mut by_outcome) = (HashMap::<String, Vec<usize>>::new(), HashMap::new(), HashMap::new());
        for (at, standing) in standings.iter().enumerate() {
            by_outcome.entry(standing.outcome.clone()).or_insert(at);
        }
        for (at, finding) in findings.iter().enumerate() {
            *by_code.entry(finding.code).or_default() += 1;
            if let Some(item) = &finding.item {
                by_item.entry(item.clone()).or_default().push(at);
            }
        }
        let drifted = drifted(plan, &findings);
        let ages = Ages::of(plan, projection.calendar());
        let mut sight = Sight {
            projection,
            standings,
            forecasts,
            findings,
            by_item,
            by_code,
            by_outcome,
            customer,
            sources,
            fit,
            drifted,
            ages,
            grid: Grid::default(),
            marked: (today, today),
            span: (today, today),
        };
        sight.marked = timeline::marked(plan, &sight, today);
        sight.span = timeline::at_first(sight.marked, today);
        sight.regrid(plan, folds, filter, today);
        sight
    }

    /// The grid alone, after a fold or another filter.
    pub fn regrid(&mut self, plan: &Plan, folds: &Folds, filter: Option<&str>, today: NaiveDate) {
        let passing = filter.filter(|text| !text.trim().is_empty()).map(|text| filter::passing(text, plan, self, today));
        self.grid = Grid::of(plan, folds, passing.as_ref());
    }

    /// The findings about one item.
    pub fn findings_of<'s>(&'s self, item: &str) -> impl Iterator<Item = &'s Finding> {
        self.by_item.get(item).into_iter().flatten().map(|at| &self.findings[*at])
    }
    pub fn standing(&self, outcome: &str) -> Option<&Standing> {
        self.standings.get(*self.by_outcome.get(outcome)?)
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

/// Outcomes that were told and have a finding about them, or about one of their deliverables, that somebody must act on.
fn drifted(plan: &Plan, findings: &[Finding]) -> HashSet<String> {
    let told: HashSet<&str> =
        plan.baseline().into_iter().flat_map(|share| &share.promises).map(|promise| promise.outcome.as_str()).collect();
    findings
        .iter()
        .filter(|finding| needs_action(finding.severity) && finding.ticks() == Some(TickItem::BothLineUp))
        .filter_map(|finding| finding.item.as_deref())
        .map(|item| plan.deliverable(item).map_or(item, |(outcome, _)| outcome.id.as_str()))
        .filter(|outcome| told.contains(outcome))
        .map(str::to_string)
        .collect()
}
