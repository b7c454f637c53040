//! From text to plan: one visitor over the rows of whatever record stands there. Every problem is listed, not only the first.
//! The large lists are read while they are scanned, an item at a time (`take`), so that no large plan is there as a tree.
//! What goes beyond one field (ids, names, keys) is in `identity`.

mod ahead;
mod record;
mod take;

use super::{
    Reading,
    identity::{self, Seen},
    marked, place,
    places::Places,
    scan::{FAULTS_MAX, Fault, scan_taking},
    trouble::Trouble,
    whole,
};
use crate::plan::Plan;
use record::Reader;
pub(crate) use take::Known;
use take::{Slot, Take};

/// A plan from the bytes of its file, with everything that keeps it from being read (spec 2, Problems).
/// A plan is given only where there is no problem.
///
/// ```
/// use handshake::file;
///
/// let reading = file::read(b"Plan(\n    title: \"Ledger\",\n    ownres: [],\n)");
/// assert!(reading.plan.is_none());
/// let problem = &reading.problems[0];
/// assert_eq!((problem.at.line, problem.at.column), (3, 5));
/// assert!(problem.shown("plan.ron").contains("ownres"), "with the line, a caret and what to do");
/// ```
pub fn read(bytes: &[u8]) -> Reading {
    let text = match whole::text(bytes) {
        Ok(text) => text,
        Err(problem) => return Reading { plan: None, problems: vec![*problem] },
    };
    let (plan, faults) = faults(text);
    match faults.is_empty() {
        true => Reading { plan, problems: Vec::new() },
        false => Reading { plan: None, problems: place::problems(text, faults) },
    }
}

/// A plan with what is wrong with its text, unprinted.
pub(crate) fn faults(text: &str) -> (Option<Plan>, Vec<Fault>) {
    let text = Text::read(text, Known::default());
    (text.plan, text.faults)
}

/// What a text says.
pub(crate) struct Text<'t> {
    pub plan: Option<Plan>,
    pub faults: Vec<Fault>,
    pub seen: Seen<'t>,
    /// Something that is known did not stand where it was said to.
    pub missed: bool,
    /// Where its large lists have their items.
    pub places: Places,
}

impl<'t> Text<'t> {
    /// Reads all but what is known.
    pub fn read(text: &'t str, known: Known) -> Self {
        let is_worth_two = known.0.is_empty() && (ahead::WORTH_BYTES..ahead::WORTH_BYTES_MAX).contains(&text.len());
        let by_two = if is_worth_two { Text::read_by_two(text, text.len() / 2) } else { None };
        by_two.unwrap_or_else(|| Text::read_by_one(text, known))
    }

    pub(in crate::file) fn read_by_one(text: &'t str, known: Known) -> Self {
        Text::taken(text, &mut Take::new(known))
    }

    fn taken(text: &'t str, take: &mut Take<'t>) -> Self {
        let (tree, mut faults) = scan_taking(text, take);
        let unread = |faults| Text { plan: None, faults, seen: Seen::default(), missed: true, places: Places::default() };
        if !faults.is_empty()
            && let Some(conflict) = marked::conflict(text)
        {
            return unread(vec![conflict]);
        }
        // Values without number are not read either: each would take many times its room again.
        if tree.nodes.is_empty() || faults.iter().any(|it| matches!(it.trouble, Trouble::TooManyValues { .. })) {
            return unread(faults);
        }
        if let Some(newer) = whole::newer(&tree) {
            return unread(vec![newer]);
        }
        faults.extend(take.faults.drain(..).take(FAULTS_MAX.saturating_sub(faults.len())));
        let mut reader =
            Reader { tree: &tree, faults: &mut faults, fields: &mut take.fields, seen: &mut take.seen, slots: &mut take.slots };
        let mut plan = reader.record::<Plan>(0).unwrap_or_default();
        identity::check(&tree, &take.seen, &mut faults);
        if take.seen.lacks_ids {
            identity::derive(&mut plan);
        }
        let missed = take.missed();
        Text { plan: Some(plan), faults, missed, places: Places::of(&tree), seen: std::mem::take(&mut take.seen) }
    }
}
