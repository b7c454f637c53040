//! Whether a customer plan fits in an e-mail or on a slide: five numbers, each with its limit (spec 3.6).
//! They are counted on the text form, whatever format is written.

use super::{
    CustomerPlan,
    text::{COLUMNS, text},
};
use crate::words;

/// The five numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Milestones, asks, lines, words, columns.
    pub measures: [Measure; 5],
}

/// One number and the most it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// In the plural: `lines`.
    pub name: &'static str,
    pub count: usize,
    pub limit: usize,
}

impl Measure {
    pub const fn fits(&self) -> bool {
        self.count <= self.limit
    }
    /// `31/40 lines`.
    pub fn words(&self) -> String {
        format!("{}/{} {}", self.count, self.limit, self.name)
    }
}

impl Fit {
    pub fn fits(&self) -> bool {
        self.too_big().next().is_none()
    }
    /// The numbers above their limits.
    pub fn too_big(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| !measure.fits())
    }
}

/// Measures the text form of a plan.
pub fn fit(plan: &CustomerPlan) -> Fit {
    let text = text(plan);
    // A dot or an arrow between spaces is no word.
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let measure = |name, count, limit| Measure { name, count, limit };
    Fit {
        measures: [
            measure("milestones", plan.coming.len(), 7),
            measure("asks", plan.asks.len(), 5),
            measure("lines", text.lines().count(), 40),
            measure("words", text.split_whitespace().filter(is_word).count(), 200),
            measure("columns", text.lines().map(words::width).max().unwrap_or(0), COLUMNS),
        ],
    }
}
