//! What is decided about a milestone when the customer is told: keep the told date, take the projected one, or another.
//! A decision writes the milestone's date; why a told date was kept goes into the promise alone, and to no customer.

use crate::{
    plan::{Milestone, Plan, Refusal},
    projection::{Projection, project},
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// By the id of the outcome.
pub type Decisions = BTreeMap<String, Decision>;

/// What becomes of one milestone's date. An empty `because` leaves the customer without a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The told date is written back.
    Keep {
        why: String,
    },
    /// The projected one.
    Take {
        because: String,
    },
    Date {
        by: NaiveDate,
        because: String,
    },
    /// The date stays as it is meant, and the customer reads why.
    AsMeant {
        because: String,
    },
}

/// The plan with what was decided.
///
/// # Errors
/// When there is no such milestone, nothing was told to keep, nothing is projected to take, or an undocumented change holds it.
pub fn decided(plan: &Plan, decisions: &Decisions, today: NaiveDate) -> Result<Plan, Refusal> {
    let mut after = plan.clone();
    if decisions.is_empty() {
        return Ok(after);
    }
    let projection = project(plan, today);
    for (outcome, decision) in decisions {
        decide(&mut after, plan, &projection, outcome, decision)?;
    }
    Ok(after)
}

fn decide(after: &mut Plan, plan: &Plan, projection: &Projection, outcome: &str, decision: &Decision) -> Result<(), Refusal> {
    let milestone = shown(plan, outcome)?;
    let headline = &milestone.headline;
    let told = plan.told(outcome);
    let held = plan.held_by(outcome);
    match (decision, held) {
        (Decision::Keep { .. }, _) if told.is_none() => Err(Refusal::new(format!("`{headline}` was never told: there is no date to keep"))),
        // It is told as it was in any case; what the file means is the change's business.
        (Decision::Keep { .. }, Some(_)) => Ok(()),
        (Decision::Keep { .. }, None) => after.redate(outcome, told.and_then(|told| told.by), None),
        (Decision::Take { .. } | Decision::Date { .. } | Decision::AsMeant { .. }, Some(change)) => {
            Err(Refusal::new(format!("`{headline}` is held by {}: document it, or reclassify", change.named())))
        }
        (Decision::Take { because }, None) => {
            let end = projection
                .end(outcome)
                .ok_or_else(|| Refusal::new(format!("nothing says when `{headline}` will be there: type a date")))?;
            after.redate(outcome, Some(end.on), reason(because))
        }
        (Decision::Date { by, because }, None) => after.redate(outcome, Some(*by), reason(because)),
        (Decision::AsMeant { because }, None) => after.redate(outcome, milestone.by, reason(because)),
    }
}

fn reason(because: &str) -> Option<String> {
    Some(because.trim()).filter(|because| !because.is_empty()).map(str::to_string)
}

/// The milestone of a live outcome that the customer may see.
fn shown<'p>(plan: &'p Plan, outcome: &str) -> Result<&'p Milestone, Refusal> {
    let found = plan.outcome(outcome).ok_or_else(|| Refusal::no_such("outcome", outcome))?;
    let milestone = found.milestone().filter(|_| found.is_live());
    milestone.ok_or_else(|| Refusal::new(format!("`{}` has no milestone that the customer is told", found.title)))
}
