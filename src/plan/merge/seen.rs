//! Whether a clash is about something the customer would see: customer exports refuse while one is (spec 3.6).
//! The rows say who sees a field, so this follows them.

use super::{SHARE, clash::WHOLE};
use crate::plan::{Clash, Deliverable, Item, List, Outcome, Plan, Record, Row, Rows, Scalar, SeenBy};

impl Clash {
    /// Who sees what the clash is about. What was told is the customer's, and so is an outcome with a milestone as a whole.
    pub fn seen_by(&self, plan: &Plan) -> SeenBy {
        let (item, field) = (self.item.as_str(), self.field.as_str());
        if item.starts_with(SHARE) {
            return SeenBy::Customer;
        }
        if item == "plan" {
            return of_field::<Plan>(field);
        }
        match (plan.outcome(item), plan.deliverable(item)) {
            (Some(outcome), _) if field == WHOLE && outcome.milestone().is_some() => SeenBy::Customer,
            (Some(_), _) => of_field::<Outcome>(field),
            (None, Some(_)) if field == WHOLE => SeenBy::Customer,
            (None, Some(_)) => of_field::<Deliverable>(field),
            (None, None) => SeenBy::Delivery,
        }
    }
}

/// Who sees the field of this name, in the record or in a part of it.
fn of_field<R: Record>(name: &str) -> SeenBy {
    match fields::<R>().into_iter().find(|row| row.name == name) {
        Some(row) => row.seen_by,
        None => SeenBy::Delivery,
    }
}

/// The fields of a record and of its parts. A clash names a field alone, so the names must differ.
fn fields<R: Record>() -> Vec<Row> {
    let mut fields = Fields(Vec::new());
    R::rows(&mut fields);
    fields.0
}

struct Fields(Vec<Row>);

impl<R: Record> Rows<R> for Fields {
    fn scalar<T: Scalar>(&mut self, row: Row, _: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        self.0.push(row);
    }
    fn part<C: Record>(&mut self, row: Row, _: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        self.0.push(row);
        self.0.extend(fields::<C>());
    }
    fn option<C: Record>(&mut self, row: Row, _: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        self.0.push(row);
        self.0.extend(fields::<C>());
    }
    fn list<C: Item>(&mut self, row: Row, _: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        self.0.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Change, Column, Milestone, Person, Promise, Share, Task};
    use std::sync::Arc;

    #[test]
    fn no_two_fields_of_an_item_have_one_name() {
        let all = [fields::<Plan>(), fields::<Outcome>(), fields::<Task>(), fields::<Deliverable>(), fields::<Change>()];
        for rows in all.into_iter().chain([fields::<Person>(), fields::<Column>(), fields::<Share>(), fields::<Promise>()]) {
            let mut names: Vec<&str> = rows.iter().map(|row| row.name).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
        }
    }

    #[test]
    fn a_headline_is_the_customers_and_an_owner_is_not() {
        let milestone = Some(Milestone::default());
        let mut plan = Plan { outcomes: vec![Arc::new(Outcome { id: "o".into(), milestone, ..Outcome::default() })], ..Plan::default() };
        plan.noise = vec![Arc::new(Task { id: "t".into(), ..Task::default() })];
        let seen = |item: &str, field: &str| Clash { item: item.into(), field: field.into(), ..Clash::default() }.seen_by(&plan);
        for (item, field) in [("o", "headline"), ("o", "by"), ("o", "*"), ("plan", "title"), ("share Customer 1 2027-03-01 Dee/o", "by")] {
            assert_eq!(seen(item, field), SeenBy::Customer, "{item} {field}");
        }
        for (item, field) in
            [("o", "owners"), ("o", "title"), ("o", "planned"), ("t", "title"), ("t", "*"), ("plan", "tolerance"), ("gone", "by")]
        {
            assert_eq!(seen(item, field), SeenBy::Delivery, "{item} {field}");
        }
    }
}
