//! Why a customer plan may not be written now: something a customer would read is in a clash (spec 3.6).
//! The rows of the plan say who sees a field; `*` is a whole item.

use crate::plan::{Clash, Deliverable, Milestone, Outcome, Plan, Record, Refusal, Row, Rows, Scalar, SeenBy};

/// Fields no customer reads that still decide whether a milestone is shown.
const DECIDING: [&str; 2] = ["internal", "dropped"];

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
    // A field of a part may be named with its way in: `milestone.headline`.
    let field = clash.field.rsplit('.').next().unwrap_or_default();
    if clash.item == "plan" {
        return field == "*" || seen::<Plan>(field);
    }
    if let Some(outcome) = plan.outcome(&clash.item) {
        let in_milestone = clash.field.starts_with("milestone.") || !named::<Outcome>(field);
        return match field {
            "*" => outcome.milestone().is_some(),
            field if in_milestone => seen::<Milestone>(field),
            field => seen::<Outcome>(field) || DECIDING.contains(&field),
        };
    }
    let is_deliverable = plan.deliverable(&clash.item).is_some() || whole_item_names_an_ask(clash);
    is_deliverable && (field == "*" || seen::<Deliverable>(field))
}

/// A clash over an item that one side removed: it may no longer be in the plan, but its text is in the clash.
fn whole_item_names_an_ask(clash: &Clash) -> bool {
    let texts = clash.sides.iter().filter_map(|side| side.value.as_deref()).chain(clash.base.as_deref());
    clash.field == "*" && texts.into_iter().any(|text| text.starts_with(Deliverable::NAME) || text.contains(Milestone::NAME))
}

fn seen<R: Record>(field: &str) -> bool {
    rows_of::<R>().iter().any(|row| row.name == field && row.seen_by == SeenBy::Customer)
}
fn named<R: Record>(field: &str) -> bool {
    rows_of::<R>().iter().any(|row| row.name == field)
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
    use crate::{customer::stories::finance, plan::ClashSide};
    use std::sync::Arc;

    fn with_clash(item: &str, field: &str) -> Plan {
        let clash = Clash { item: item.into(), field: field.into(), ..Clash::default() };
        Plan { clashes: vec![Arc::new(clash)], ..finance() }
    }

    #[test]
    fn a_clash_the_customer_would_read_holds_the_export() {
        for (item, field) in [
            ("plan", "title"),
            ("plan", "customer"),
            ("hosting", "milestone"),
            ("hosting", "milestone.by"),
            ("hosting", "headline"),
            ("hosting", "by"),
            ("hosting", "sign_off"),
            ("hosting", "dropped"),
            ("hosting", "internal"),
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
            ("hosting", "milestone.hard"),
            ("m7qa", "title"),
            ("m7qa", "*"),
            ("Dev Lead", "email"),
        ] {
            assert_eq!(refusal(&with_clash(item, field)), None, "{item} {field}");
        }
        assert_eq!(refusal(&finance()), None);
    }

    #[test]
    fn an_ask_one_side_removed_and_the_other_changed_holds_the_export() {
        let side = ClashSide { value: Some("Deliverable(id: \"gone\", what: \"x\")".into()), ..ClashSide::default() };
        let clash = Clash { item: "gone".into(), field: "*".into(), sides: vec![Arc::new(side)], ..Clash::default() };
        let plan = Plan { clashes: vec![Arc::new(clash)], ..finance() };
        assert_eq!(refusal(&plan).unwrap().why, "`gone` is in a clash, and the customer would read one side of it: take a side first");
    }
}
