//! Telling: what a share would send, what differs from the last one, what is decided about each date, and the share itself (spec 3.7).
//! Pure: a plan, what was chosen and a day come in; another plan comes out. Shares are only ever added; nothing here edits one.
//! A choice about a milestone is a `Decision`; who may be told what is in `recipients`; what is promised is in `customer`.

mod decide;
mod drifted;
mod files;
#[cfg(test)]
mod laws;
mod recipients;
mod told;

pub use decide::{Decision, Decisions, decided};
pub use drifted::{Drifted, drifted};
pub use files::{FOLDER, extension, file_name, plan_word};
pub use recipients::{Recipients, recipients};
pub use told::told_between;

use crate::{
    customer::{self, CustomerPlan},
    plan::{Audience, Plan, Promise, Refusal, Share},
};
use chrono::NaiveDate;
use std::sync::Arc;

/// What somebody chose for the next telling.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling {
    /// Names of both sides; each side gets its own plan.
    pub to: Vec<String>,
    /// Who sends it; never looked up in the plan.
    pub by: String,
    /// When the next update is announced for.
    pub next: Option<NaiveDate>,
    /// By outcome; a milestone that stands in none is told as it is meant.
    pub decisions: Decisions,
}

/// What would be sent, before anything is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub recipients: Recipients,
    /// The revisions that the two plans would get.
    pub rev: u32,
    pub delivery_rev: u32,
    /// The customer plan exactly as it would be sent; its `changed` is what differs from what they were last told.
    pub customer: CustomerPlan,
    /// The milestones whose dates do not line up, each with the date that would be told.
    pub drifted: Vec<Drifted>,
    /// The plan with what was decided, before it is shared; the delivery side is sent the plan after that.
    pub plan: Plan,
}

/// What a share would send. Nobody needs to be named yet.
///
/// # Errors
/// When a recipient is unknown, a decision cannot be taken, or something the customer would read is in a clash.
pub fn preview(plan: &Plan, telling: &Telling, today: NaiveDate) -> Result<Preview, Refusal> {
    let recipients = recipients(plan, &telling.to, today)?;
    if recipients.is_for_customer()
        && let Some(refusal) = customer::refusal(plan)
    {
        return Err(refusal);
    }
    let after = decided(plan, &telling.decisions, today)?;
    let sent = customer::customer_plan_as_sent(&after, telling.next, today);
    Ok(Preview {
        rev: next_revision(plan, Audience::Customer)?,
        delivery_rev: next_revision(plan, Audience::Delivery)?,
        customer: sent.with_sender(&telling.by).with_recipients(recipients.mailboxes(plan)),
        drifted: drifted(plan, &after, today),
        recipients,
        plan: after,
    })
}

/// The plan with the next share in it, two where both sides are told: each side its own plan, its own revision.
///
/// # Errors
/// As `preview`; and without a sender, without anybody to tell, with an update announced for the past, or with something
/// decided for a customer who is not told.
pub fn share(plan: &Plan, telling: &Telling, today: NaiveDate) -> Result<Plan, Refusal> {
    let by = telling.by.trim();
    if by.is_empty() {
        return Err(Refusal::new("say who sends it"));
    }
    if telling.next.is_some_and(|next| next < today) {
        return Err(Refusal::new("the next update cannot be announced for a day that is past"));
    }
    let Preview { recipients, rev, delivery_rev, plan: mut after, customer: _, drifted: _ } = preview(plan, telling, today)?;
    let Recipients { customer, delivery } = recipients;
    if customer.is_empty() && delivery.is_empty() {
        return Err(Refusal::new("say who is told"));
    }
    if customer.is_empty() && !telling.decisions.is_empty() {
        return Err(Refusal::new("dates are decided when the customer is told, and nobody of the customer is"));
    }
    if after.uid.is_empty() {
        after.uid = after.uid_or_derived();
    }
    let share = |rev, plan, to, promises| {
        Arc::new(Share { rev, on: today, by: by.into(), plan, to, next: telling.next, promises, ..Share::default() })
    };
    if !customer.is_empty() {
        let promises = promises(&after, &telling.decisions);
        after.shares.push(share(rev, Audience::Customer, customer, promises));
    }
    if !delivery.is_empty() {
        after.shares.push(share(delivery_rev, Audience::Delivery, delivery, Vec::new()));
    }
    Ok(after)
}

/// Every milestone promised anew, with why its told date was kept.
fn promises(plan: &Plan, decisions: &Decisions) -> Vec<Arc<Promise>> {
    let kept = |promise: Promise| match decisions.get(&promise.outcome) {
        Some(Decision::Keep { why }) => Promise { kept: why.trim().into(), ..promise },
        Some(Decision::Take { .. } | Decision::Date { .. } | Decision::AsMeant { .. }) | None => promise,
    };
    customer::promises(plan).into_iter().map(|promise| Arc::new(kept(promise))).collect()
}

/// Each plan counts its own revisions, from 1.
fn next_revision(plan: &Plan, audience: Audience) -> Result<u32, Refusal> {
    let newest = plan.newest_share(audience).map_or(0, |share| share.rev);
    newest.checked_add(1).ok_or_else(|| Refusal::new("there is no revision above the last one: mend its number in the file"))
}

#[cfg(test)]
mod tests;
