//! What came in, what was left out and why, and what a reader should know: as `--json` has it, and in words.

use crate::words::{clean_line, counted, counted_as, cut};
use serde::Serialize;

/// The outcome of an import, in counts. Every item is a card, an outcome, or left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rows, cards, issues or lines that were read.
    pub items: usize,
    /// Of these: done in the tool they come from.
    pub closed: usize,
    /// Of these: tied to nothing.
    pub without_parent: usize,
    /// Cards of the plan, finished ones, and those in the noise.
    pub cards: usize,
    pub finished: usize,
    pub noise: usize,
    /// Outcomes of the plan, and how many of them were items themselves.
    pub outcomes: usize,
    pub became_outcomes: usize,
    pub people: usize,
    pub columns: Vec<String>,
    /// What has no field in a plan, by its name, and on how many cards it went to the note.
    pub noted: Vec<(String, usize)>,
    pub left: Vec<Left>,
    pub remarks: Vec<String>,
}

/// Something that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    pub item: String,
    pub why: String,
}

/// So many of what was left are named in words; `--json` names all.
const NAMED_MAX: usize = 5;
const NAME_CELLS: usize = 50;

impl Summary {
    pub fn words(&self) -> String {
        let mut lines = vec![
            format!("{}: {} closed, {} without a parent", counted(self.items, "item"), self.closed, self.without_parent),
            format!(
                "came in: {} ({} finished, {} in the noise), {}, {}; columns {}",
                counted(self.cards, "card"),
                self.finished,
                self.noise,
                counted(self.outcomes, "outcome"),
                counted_as(self.people, "person", "people"),
                self.columns.join(", ")
            ),
        ];
        if self.became_outcomes > 0 {
            lines.push(format!("{} became outcomes, because others belong to them", counted(self.became_outcomes, "item")));
        }
        if !self.noted.is_empty() {
            let noted: Vec<String> = self.noted.iter().map(|(name, cards)| format!("{name} ({cards})")).collect();
            lines.push(format!("went to the notes: {}", noted.join(", ")));
        }
        lines.extend(self.left_in_words());
        lines.extend(self.remarks.iter().cloned());
        lines.iter().map(|line| clean_line(line).into_owned()).collect::<Vec<_>>().join("\n")
    }

    fn left_in_words(&self) -> Vec<String> {
        let mut reasons: Vec<&str> = Vec::new();
        for left in &self.left {
            if !reasons.contains(&left.why.as_str()) {
                reasons.push(&left.why);
            }
        }
        let line = |why: &str| {
            let items: Vec<&Left> = self.left.iter().filter(|left| left.why == why).collect();
            let mut names: Vec<String> = items.iter().take(NAMED_MAX).map(|left| cut(&left.item, NAME_CELLS).into_owned()).collect();
            if items.len() > NAMED_MAX {
                names.push(format!("and {} more", items.len() - NAMED_MAX));
            }
            format!("left out, {why}: {}: {}", items.len(), names.join("; "))
        };
        reasons.into_iter().map(line).collect()
    }
}
