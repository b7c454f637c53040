//! Why a customer plan may not be written now: something a customer would read is in a clash (spec 3.6).
//! The rows of the plan say who sees a field; `*` is a whole item.

use crate::plan::{Clash, Deliverable, Milestone, Outcome, Plan, Promise, Record, Refusal, Row, Rows, Scalar, SeenBy};

/// Fields no customer reads that still decide whether a milestone is shown, or which one instead.
const DECIDING: [&str; 3] = ["internal", "dropped", "replaced_by"];
/// How clashes name the plan, a whole item, and what stands in a share (spec 2, `Clash`).
const PLAN: &str = "plan";
const WHOLE: &str = "*";
const SHARE: &str = "share ";

/// None when a customer plan may leave the house.
pub fn refusal(plan: &Plan) -> Option<Refusal> {
    let clash = plan.clashes.iter().find(|clash| is_seen(plan, clash))?;
    let what = match clash.field.as_str() {
        "*" => format!("`{}`", clash.item),
        field => format!("`{field}` of `{}`", clash.item),
    };
    Some(Refusal::new(format!("{what} is in a clash, and the customer would read one side of it: take a side first")))
}

fn is_seen(plan: &Plan, clash: &Clash) -> bool {
    let field = clash.field.as_str();
    if clash.item == PLAN {
        return field == WHOLE || seen::<Plan>(field);
    }
    // A milestone's fields are named as the outcome's own, an outcome's parts have no name.
    if let Some(outcome) = plan.outcome(&clash.item) {
        return match field {
            WHOLE => outcome.milestone().is_some(),
            field => seen::<Outcome>(field) || seen::<Milestone>(field) || DECIDING.contains(&field),
        };
    }
    if plan.deliverable(&clash.item).is_some() {
        return field == WHOLE || seen::<Deliverable>(field);
    }
    // What stands in a share is named with the share.
    clash.item.starts_with(SHARE) && (field == WHOLE || seen::<Promise>(field) || seen::<Deliverable>(field))
}

fn seen<R: Record>(field: &str) -> bool {
    rows_of::<R>().iter().any(|row| row.name == field && row.seen_by == SeenBy::Customer)
}
struct Names(Vec<Row>);

impl<R: Record> Rows<R> for Names {
    fn scalar<T: Scalar>(&mut self, row: Row, _: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        self.0.push(row);
    }
    fn part<C: Record>(&mut self, row: Row, _: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        self.0.push(row);
    }
    fn option<C: Record>(&mut self, row: Row, _: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        self.0.push(row);
    }
    fn list<C: crate::plan::Item>(&mut self, row: Row, _: fn(&R) -> &crate::plan::List<C>, _: fn(&mut R) -> &mut crate::plan::List<C>) {
        self.0.push(row);
    }
}

fn rows_of<R: Record>() -> Vec<Row> {
    let mut names = Names(Vec::new());
    R::rows(&mut names);
    names.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::sample::finance;
    use std::sync::Arc;

    fn with_clash(item: &str, field: &str) -> Plan {
        let clash = Clash { item: item.into(), field: field.into(), ..Clash::default() };
        Plan { clashes: vec![Arc::new(clash)], ..finance() }
    }

    // P28
    #[test]
    fn a_clash_the_customer_would_read_holds_the_export() {
        for (item, field) in [
            ("plan", "title"),
            ("plan", "customer"),
            ("hosting", "milestone"),
            ("hosting", "headline"),
            ("hosting", "by"),
            ("hosting", "sign_off"),
            ("hosting", "dropped"),
            ("hosting", "internal"),
            ("hosting", "replaced_by"),
            ("hosting", "because"),
            ("share Customer 1 2027-01-18 Dev Lead/hosting", "by"),
            ("share Customer 1 2027-01-18 Dev Lead/hosting/firewall", "what"),
            ("hosting", "*"),
            ("dataset", "by"),
            ("dataset", "what"),
            ("dataset", "*"),
        ] {
            assert!(refusal(&with_clash(item, field)).is_some(), "{item} {field}");
        }
    }

    #[test]
    fn a_clash_of_the_delivery_plan_holds_nothing() {
        for (item, field) in [
            ("plan", "decision_maker"),
            ("plan", "settings"),
            ("hosting", "title"),
            ("hosting", "owners"),
            ("hosting", "budget"),
            ("hosting", "hard"),
            ("hosting", "spent"),
            ("share Customer 1 2027-01-18 Dev Lead", "to"),
            ("share Customer 1 2027-01-18 Dev Lead/hosting", "kept"),
            ("m7qa", "title"),
            ("m7qa", "*"),
            ("Dev Lead", "email"),
        ] {
            assert_eq!(refusal(&with_clash(item, field)), None, "{item} {field}");
        }
        assert_eq!(refusal(&finance()), None);
    }

    #[test]
    fn it_says_what_is_in_a_clash_and_what_to_do() {
        let why = |item, field| refusal(&with_clash(item, field)).unwrap().why;
        assert_eq!(why("hosting", "by"), "`by` of `hosting` is in a clash, and the customer would read one side of it: take a side first");
        assert_eq!(why("dataset", "*"), "`dataset` is in a clash, and the customer would read one side of it: take a side first");
    }
}
