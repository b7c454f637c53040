//! Where the items of a plan's large lists stand in its text, so that a save reads only what it changes.
//! Knows spans, and which items two plans share.

use super::{
    read::Known,
    scan::{Span, Tree},
    splice::Splice,
};
use crate::plan::{Item, List, Plan};
use foldhash::HashSet;
use std::{any::Any, sync::Arc};

/// The spans of the items of the plan's own large lists, in the order of the lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Places {
    outcomes: Vec<Span>,
    noise: Vec<Span>,
    shares: Vec<Span>,
}

impl Places {
    pub fn of(tree: &Tree) -> Self {
        let spans = |name: &str| {
            let list = tree.field(0, name).map(|it| tree.unwrapped(it));
            list.map_or_else(Vec::new, |list| {
                let mut spans = Vec::with_capacity(tree.children(list).count());
                spans.extend(tree.children(list).map(|it| tree.node(it).span));
                spans
            })
        };
        Places { outcomes: spans("outcomes"), noise: spans("noise"), shares: spans("shares") }
    }

    /// Whether one of the plan's outcomes begins at this byte.
    pub fn has_outcome_at(&self, start: usize) -> bool {
        self.outcomes.binary_search_by_key(&start, |span| span.start as usize).is_ok()
    }

    /// The items that `before`, whose text this is about, shares with `after`.
    pub fn shared(&self, before: &Plan, after: &Plan) -> Known {
        let mut known = Known(Vec::with_capacity(self.outcomes.len() + self.noise.len() + self.shares.len()));
        note_shared(&mut known, &self.outcomes, &before.outcomes, &after.outcomes);
        note_shared(&mut known, &self.noise, &before.noise, &after.noise);
        note_shared(&mut known, &self.shares, &before.shares, &after.shares);
        known.0.sort_unstable_by_key(|(span, _)| span.start);
        known
    }

    /// The places after these splices, where each item stays whole and none comes or goes; `plan` is what the text says then.
    pub fn after(&self, splices: &[Splice], plan: &Plan) -> Option<Places> {
        let places = Places {
            outcomes: grown(&self.outcomes, splices)?,
            noise: grown(&self.noise, splices)?,
            shares: grown(&self.shares, splices)?,
        };
        let counts = [places.outcomes.len(), places.noise.len(), places.shares.len()];
        (counts == [plan.outcomes.len(), plan.noise.len(), plan.shares.len()]).then_some(places)
    }
}

fn note_shared<C: Item>(known: &mut Known, spans: &[Span], before: &List<C>, after: &List<C>) {
    if spans.len() != before.len() {
        return;
    }
    let same = |(a, b): &(&Arc<C>, &Arc<C>)| Arc::ptr_eq(a, b);
    let head = before.iter().zip(after).take_while(same).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(same).count();
    let middle: HashSet<*const C> = after[head..after.len() - tail].iter().map(Arc::as_ptr).collect();
    let is_shared = |at: usize| at < head || at >= before.len() - tail || middle.contains(&Arc::as_ptr(&before[at]));
    let shared = (0..before.len()).filter(|at| is_shared(*at));
    known.0.extend(shared.map(|at| (spans[at], Arc::clone(&before[at]) as Arc<dyn Any + Send + Sync>)));
}

/// Spans with what was done inside them; none where a splice reaches over an end. Their order is that of the text.
fn grown(spans: &[Span], splices: &[Splice]) -> Option<Vec<Span>> {
    let mut splices = splices.iter().peekable();
    let mut moved: isize = 0;
    let mut grown = Vec::with_capacity(spans.len());
    for span in spans {
        let range = span.range();
        while let Some(splice) = splices.next_if(|it| it.at.end <= range.start) {
            moved += change(splice);
        }
        let start = range.start.checked_add_signed(moved)?;
        while let Some(splice) = splices.next_if(|it| it.at.start < range.end) {
            if splice.at.start <= range.start || splice.at.end >= range.end {
                return None;
            }
            moved += change(splice);
        }
        grown.push(Span::new(start, range.end.checked_add_signed(moved)?));
    }
    Some(grown)
}

/// By how much a splice makes a text longer.
fn change(splice: &Splice) -> isize {
    splice.with.len() as isize - splice.at.len() as isize
}

impl Known {
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().map(|(span, _)| *span)
    }
    /// The addresses of the items.
    pub fn addresses(&self) -> HashSet<*const ()> {
        self.0.iter().map(|(_, it)| Arc::as_ptr(it).cast()).collect()
    }

    /// Those that the splices leave alone, where they are then.
    pub fn after(self, splices: &[Splice]) -> Known {
        let mut splices = splices.iter().peekable();
        let mut moved: isize = 0;
        let mut left = Vec::with_capacity(self.0.len());
        for (span, item) in self.0 {
            let range = span.range();
            while let Some(splice) = splices.next_if(|it| it.at.end <= range.start) {
                moved += change(splice);
            }
            let is_touched = splices.peek().is_some_and(|it| it.at.start < range.end);
            if let (false, Some(start)) = (is_touched, range.start.checked_add_signed(moved)) {
                left.push((Span::new(start, start + range.len()), item));
            }
        }
        Known(left)
    }
}
