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
