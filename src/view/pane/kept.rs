//! The rows of the pane as they were made last: a key that moves only the cursor need not make them again.
//! The key is all they follow from: the plan (held, so that no other can come to lie at its address), the day, what a change moved, the place.

use super::{Area, Row, fitting};
use crate::{
    desk::{Model, Shift},
    plan::Plan,
};
use chrono::NaiveDate;
use std::{ops::Range, sync::Arc};

/// Rows made before, and what they follow from.
#[derive(Default)]
pub struct Kept {
    from: Option<From>,
    rows: Vec<Row>,
}

struct From {
    plan: Arc<Plan>,
    today: NaiveDate,
    shifts: Vec<Shift>,
    area: Area,
    near: Range<usize>,
    /// The one key that stands in a row.
    pivot: String,
}

impl Kept {
    pub(super) fn rows(&mut self, model: &Model, area: Area, near: &Range<usize>, today: NaiveDate) -> &[Row] {
        let is_same = |from: &From| {
            Arc::ptr_eq(&from.plan, model.plan())
                && (from.today, from.area, &from.near, &from.shifts) == (today, area, near, &model.shifts)
                && from.pivot == model.keymap.key_of("pivot")
        };
        if !self.from.as_ref().is_some_and(is_same) {
            let (plan, shifts) = (Arc::clone(model.plan()), model.shifts.clone());
            self.from = Some(From { plan, today, shifts, area, near: near.clone(), pivot: model.keymap.key_of("pivot") });
            self.rows = fitting(model, area, near, today);
        }
        &self.rows
    }
}
