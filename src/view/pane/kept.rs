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
    made: Option<Made>,
    rows: Vec<Row>,
}

/// What the rows follow from.
struct Made {
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
        let is_same = |made: &Made| {
            Arc::ptr_eq(&made.plan, &model.plan)
                && (made.today, made.area, &made.near, &made.shifts) == (today, area, near, &model.shifts)
                && made.pivot == model.keymap.key_of("pivot")
        };
        if !self.made.as_ref().is_some_and(is_same) {
            let (plan, shifts) = (Arc::clone(&model.plan), model.shifts.clone());
            self.made = Some(Made { plan, today, shifts, area, near: near.clone(), pivot: model.keymap.key_of("pivot") });
            self.rows = fitting(model, area, near, today);
        }
        &self.rows
    }
}
