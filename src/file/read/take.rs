//! Items of the large lists are read as soon as they end, and leave the tree: a plan of many tasks is never there as a tree.
//! Items that are known from before are not even scanned.

use super::{ahead::Ahead, record::Reader};
use crate::file::{
    identity::{Seen, TASKS_MAX},
    scan::{Around, Fault, Span, Taker, Tree, UNKEPT},
};
use crate::plan::{Item, Outcome, Plan, Record, Share, Task};
use std::{
    any::Any,
    sync::{Arc, mpsc::Receiver},
};

/// An item that was taken and not yet put into its list; none: it could not be read.
pub(super) type Slot = Option<Arc<dyn Any + Send + Sync>>;

/// Items of the plan's own lists that stand in a text unchanged, in the order of the text.
#[derive(Default)]
pub(crate) struct Known(pub Vec<(Span, Arc<dyn Any + Send + Sync>)>);

/// What is read while a text is scanned.
pub(super) struct Take<'t> {
    pub faults: Vec<Fault>,
    pub fields: Vec<(u32, u32)>,
    pub seen: Seen<'t>,
    pub slots: Vec<Slot>,
    /// Slots up to here are of items of the plan's own lists.
    kept: usize,
    /// Where the list opens whose items end now, and what they are.
    list: (u32, Option<Large>),
    known: std::vec::IntoIter<(Span, Arc<dyn Any + Send + Sync>)>,
    /// What another thread reads, and the byte where that begins.
    ahead: Option<(usize, Receiver<Option<Ahead<'t>>>)>,
    pub met: Met,
}

/// How the scan came to what another thread read ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// It did not, or nothing whole was there.
    Not,
    Whole,
    /// An id stands before it and in it.
    Clashing,
}

/// The field that holds a plan's outcomes.
pub(super) const OUTCOMES: &str = "outcomes";

/// What the items of the large lists are.
#[derive(Clone, Copy)]
enum Large {
    Outcome,
    Task,
    Share,
}

impl<'t> Take<'t> {
    pub fn new(known: Known) -> Self {
        Take {
            faults: Vec::new(),
            fields: Vec::new(),
            seen: Seen::default(),
            slots: Vec::new(),
            kept: 0,
            list: (0, None),
            known: known.0.into_iter(),
            ahead: None,
            met: Met::Not,
        }
    }
    pub fn with_ahead(start: usize, ahead: Receiver<Option<Ahead<'t>>>) -> Self {
        Take { ahead: Some((start, ahead)), ..Take::new(Known::default()) }
    }

    /// The scan has come to the place from which another thread reads: waits for that.
    fn meet(&mut self) {
        let Some(ahead) = self.ahead.take().and_then(|(_, ahead)| ahead.recv().ok().flatten()) else { return };
        self.met = if self.seen.join(ahead.seen) { Met::Whole } else { Met::Clashing };
        self.known = ahead.items.0.into_iter();
    }

    /// Whether something that is known did not stand in the text.
    pub fn missed(&self) -> bool {
        !self.known.as_slice().is_empty()
    }

    fn read<C: Item>(&mut self, tree: &Tree<'t>, list: u32, node: u32) -> Slot {
        let (faults, fields, seen, slots) = (&mut self.faults, &mut self.fields, &mut self.seen, &mut self.slots);
        let mut reader = Reader { tree, faults, fields, seen, slots };
        reader.new_item::<C>(list, node).map(|it| it as Arc<dyn Any + Send + Sync>)
    }

    /// An item of one of the plan's own lists: what it holds has its place in it now.
    fn keep(&mut self, slot: Slot) -> u32 {
        self.slots.truncate(self.kept);
        self.slots.push(slot);
        self.kept = self.slots.len();
        self.kept as u32 - 1
    }
}

impl<'t> Taker<'t> for Take<'t> {
    fn known(&mut self, at: usize) -> Option<(usize, u32)> {
        if self.ahead.as_ref().is_some_and(|(start, _)| *start == at) {
            self.meet();
        }
        let (span, _) = self.known.as_slice().first()?;
        if span.start as usize != at {
            return None;
        }
        let (span, item) = self.known.next()?;
        Some((span.end as usize, self.keep(Some(item))))
    }

    fn ended(&mut self, tree: &Tree<'t>, around: Around, node: u32) -> Option<u32> {
        let open = tree.node(around.list).open;
        if self.list.0 != open {
            self.list = (open, large(tree, around));
        }
        let large = self.list.1?;
        let slot = match large {
            // More than may be opened are counted, and take no room; nor do the others any longer.
            Large::Task if self.seen.tasks >= TASKS_MAX => {
                self.seen.tasks += 1;
                self.slots.clear();
                return Some(UNKEPT);
            }
            Large::Task => self.read::<Task>(tree, around.list, node),
            Large::Outcome => self.read::<Outcome>(tree, around.list, node),
            Large::Share => self.read::<Share>(tree, around.list, node),
        };
        if around.holder.is_none() {
            return Some(self.keep(slot));
        }
        self.slots.push(slot);
        Some(self.slots.len() as u32 - 1)
    }
}

/// What stands in this list, where it is one of the large ones. A field that stands twice is a problem, and only the first is read.
fn large(tree: &Tree, around: Around) -> Option<Large> {
    let is = |node: u32, name: &str| tree.name(node).is_empty() || tree.name(node) == name;
    if !is(0, Plan::NAME) {
        return None;
    }
    let key = |list: u32, holder: u32| Some(tree.key(list)).filter(|key| tree.children_so_far(holder, list).all(|it| tree.key(it) != *key));
    match around.holder {
        None => match key(around.list, 0)? {
            OUTCOMES => Some(Large::Outcome),
            "noise" => Some(Large::Task),
            "shares" => Some(Large::Share),
            _ => None,
        },
        Some((holder, outer)) if is(holder, Outcome::NAME) && key(outer, 0)? == OUTCOMES => {
            (key(around.list, holder)? == "tasks").then_some(Large::Task)
        }
        Some(_) => None,
    }
}
