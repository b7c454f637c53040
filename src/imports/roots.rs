//! What each item of an import belongs to in the end: up from parent to parent, to an outcome, to nothing, or out.
//! Knows items alone, no plan.

use super::{
    columns::{Meaning, meaning},
    item::{Group, Item, one_line},
};
use std::collections::{HashMap, HashSet};

/// What each item belongs to in the end.
pub(super) struct Roots {
    /// By item.
    pub of: Vec<Root>,
    /// Why an item does not come in.
    pub left: Vec<Option<String>>,
    /// Items that others belong to.
    pub parents: HashSet<usize>,
    pub by_id: HashMap<String, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Root {
    Noise,
    Outcome {
        id: String,
        title: String,
    },
    Item(usize),
    /// A parent that is not in the file, with its title where a row says it.
    Unknown {
        id: String,
        title: String,
    },
}

impl Roots {
    pub fn of(items: &[Item], done: &[String]) -> Roots {
        let mut by_id: HashMap<String, usize> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            item.ids.iter().for_each(|id| _ = by_id.entry(id.clone()).or_insert(at));
        }
        let of = roots(items, &by_id);
        let left: Vec<Option<String>> = items.iter().map(|item| why_left(item, done)).collect();
        let kept = of.iter().zip(&left).filter(|(_, left)| left.is_none());
        let parents = kept.filter_map(|(root, _)| if let Root::Item(at) = root { Some(*at) } else { None }).collect();
        Roots { of, left, parents, by_id }
    }
    /// Whether it comes in as a card.
    pub fn is_card(&self, at: usize) -> bool {
        self.left[at].is_none() && !self.parents.contains(&at)
    }
}

/// Up from parent to parent, each looked at once; a way that leads in a circle leads nowhere.
fn roots(items: &[Item], by_id: &HashMap<String, usize>) -> Vec<Root> {
    let mut tops: Vec<Option<Root>> = vec![None; items.len()];
    for at in 0..items.len() {
        let (mut way, mut here) = (Vec::new(), at);
        let top = loop {
            if let Some(top) = &tops[here] {
                break top.clone();
            }
            // Until the way is known: who comes by here again walks in a circle.
            tops[here] = Some(Root::Noise);
            way.push(here);
            match &items[here].group {
                Group::Outcome { id, title } => break Root::Outcome { id: id.clone(), title: title.clone() },
                Group::Parent { id, title } => match by_id.get(id) {
                    Some(parent) => here = *parent,
                    None => break Root::Unknown { id: id.clone(), title: title.clone() },
                },
                Group::None => break Root::Item(here),
            }
        };
        way.into_iter().for_each(|at| tops[at] = Some(top.clone()));
    }
    let root = |(item, top): (&Item, Option<Root>)| match item.group {
        Group::None => Root::Noise,
        Group::Outcome { .. } | Group::Parent { .. } => top.unwrap_or(Root::Noise),
    };
    items.iter().zip(tops).map(root).collect()
}

fn why_left(item: &Item, done: &[String]) -> Option<String> {
    match () {
        () if !item.left.is_empty() => Some(item.left.clone()),
        () if one_line(&item.title).is_empty() => Some("without a title".into()),
        () if meaning(&item.state, done) == Some(Meaning::Dropped) => Some(format!("decided against ({})", item.state)),
        () => None,
    }
}
