//! Who is told which plan: the delivery side only ever the delivery plan, everybody else only the customer plan.

use crate::{
    customer::Mailbox,
    plan::{Plan, Refusal, Side},
    words::{self, nearest},
};
use chrono::NaiveDate;

/// Those who are told, by the plan they get; each once, in the order in which they were named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipients {
    pub customer: Vec<String>,
    pub delivery: Vec<String>,
}

impl Recipients {
    pub fn is_for_customer(&self) -> bool {
        !self.customer.is_empty()
    }
    pub fn is_mixed(&self) -> bool {
        !self.customer.is_empty() && !self.delivery.is_empty()
    }
    /// Where a mail to the customer goes: of those who have an address.
    pub fn mailboxes(&self, plan: &Plan) -> Vec<Mailbox> {
        let people = self.customer.iter().filter_map(|name| plan.person(name));
        people.filter_map(|person| Mailbox::new(&person.name, &person.email)).collect()
    }
}

/// Splits a list by side.
///
/// # Errors
/// When somebody is not among the plan's people, or has left.
pub fn recipients(plan: &Plan, to: &[String], today: NaiveDate) -> Result<Recipients, Refusal> {
    let mut split = Recipients::default();
    for name in to {
        let person = plan.person(name).ok_or_else(|| unknown(plan, name))?;
        if let Some(left) = person.left.filter(|left| *left <= today) {
            return Err(Refusal::new(format!("{name} left on {}", words::day_and_month(left, today))));
        }
        let side = match person.side {
            Side::Delivery => &mut split.delivery,
            Side::Customer | Side::ThirdParty => &mut split.customer,
        };
        if !side.contains(name) {
            side.push(name.clone());
        }
    }
    Ok(split)
}

fn unknown(plan: &Plan, name: &str) -> Refusal {
    let near = nearest(name, plan.people.iter().map(|person| person.name.as_str()));
    let meant = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Refusal::new(format!("nobody in this plan is called `{name}`, so their side is not known{meant}"))
}
