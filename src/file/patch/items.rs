//! The items of a list, matched by what identifies them: those that stay are edited where they stand, those that move keep
//! their bytes and comments, from another list too.

use super::{
    Entry, OldItem, Patcher, Rank,
    entries::{Fresh, Spread},
    fields::Ids,
};
use crate::file::{
    trivia::{Room, room_in},
    write,
};
use crate::plan::{Column, Item, List, Person, Record, same::same_item};
use std::{
    any::Any,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// For each new key the place of the same old one; the n-th of several alike is the n-th of them.
pub(super) fn matched<K: std::hash::Hash + Eq>(old: &[K], new: &[K]) -> Vec<Option<usize>> {
    let mut places: HashMap<&K, Vec<usize>> = HashMap::new();
    for (at, key) in old.iter().enumerate().rev() {
        places.entry(key).or_default().push(at);
    }
    new.iter().map(|key| places.get_mut(key).and_then(Vec::pop)).collect()
}

/// The same for items: those at both ends that stay where they are need no look at their keys.
fn matched_items<C: Item>(old: &List<C>, new: &List<C>) -> Vec<Option<usize>> {
    let same = |(a, b): &(&Arc<C>, &Arc<C>)| Arc::ptr_eq(a, b) || (old.len() == new.len() && a.key() == b.key());
    let head = old.iter().zip(new).take_while(same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let middle = matched(&keys(old_middle), &keys(new_middle)).into_iter().map(|at| at.map(|at| head + at));
    (0..head).map(Some).chain(middle).chain((old.len() - tail..old.len()).map(Some)).collect()
}

/// For each old place whether it is among the most that keep their order: a longest increasing subsequence.
pub(super) fn in_order(places: &[Option<usize>]) -> Vec<bool> {
    let most = places.iter().flatten().max().map_or(0, |most| most + 1);
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; most];
    for place in places.iter().flatten() {
        let at = tails.partition_point(|tail| tail < place);
        before[*place] = at.checked_sub(1).map(|at| tails[at]);
        match tails.get_mut(at) {
            Some(tail) => *tail = *place,
            None => tails.push(*place),
        }
    }
    let mut kept = vec![false; most];
    let mut last = tails.last().copied();
    while let Some(place) = last {
        kept[place] = true;
        last = before[place];
    }
    kept
}

impl<'a> Patcher<'a> {
    /// Makes the list at `node` hold what `after` holds.
    pub(super) fn list<C: Item>(&mut self, node: u32, before: &List<C>, after: &List<C>) {
        let tree = self.tree;
        let unchanged = before.len() == after.len() && before.iter().zip(after).all(|(a, b)| Arc::ptr_eq(a, b));
        if unchanged && self.ids.is_empty() {
            return;
        }
        let children: Vec<u32> = tree.children(node).collect();
        if children.len() != before.len() {
            return;
        }
        let mut matched = matched_items(before, after);
        pair_renamed::<C>(&mut matched, before.len());
        let kept = in_order(&matched);
        let entries: Vec<Entry> = matched
            .iter()
            .zip(after)
            .map(|(place, item)| match place {
                Some(at) if kept[*at] => {
                    self.kept(node, &children, *at, &before[*at], item);
                    Entry::Kept(*at)
                }
                Some(at) => {
                    let sibling = at.checked_sub(1).map(|at| children[at]);
                    let old = OldItem { list: node, sibling, node: children[*at], item: &() };
                    let indent = self.indent_in(node);
                    Entry::New(self.moved(old, &*before[*at], &**item, &indent, Ids::AsNeeded))
                }
                None => Entry::New(self.arrived(item, &self.indent_in(node))),
            })
            .collect();
        self.entries(node, &entries, Spread::Lines);
    }

    /// An item that stays where it is.
    fn kept<C: Item>(&mut self, list: u32, children: &[u32], at: usize, before: &Arc<C>, after: &Arc<C>) {
        let ids = self.ids_of(&**after);
        if self.ids.is_empty() && same_item(before, after) {
            return;
        }
        self.record(children[at], &**before, &**after, ids);
        if !before.trivia().same(after.trivia()) {
            let room = room_in(self.tree, list, at.checked_sub(1).map(|at| children[at]), children[at]);
            self.comments(&room, &**before, &**after);
        }
    }

    fn ids_of<C: Item>(&self, item: &C) -> Ids {
        match item.derives_id().is_some() && !self.ids.is_empty() && self.ids.contains(&item.key()) {
            true => Ids::Always,
            false => Ids::AsNeeded,
        }
    }

    /// An item's own bytes, with what changed in it, for another place.
    fn moved<C: Item>(&mut self, old: OldItem, before: &C, after: &C, indent: &str, ids: Ids) -> Fresh {
        let (tree, node) = (self.tree, old.node);
        let room = room_in(tree, old.list, old.sibling, node);
        let ids = if ids == Ids::Always { ids } else { self.ids_of(after) };
        let mut body = self.comments_at(&room, indent);
        body += &self.edited(room.start, room.value_end, |patcher| patcher.record(node, before, after, ids));
        let comma = if room.comma_end > room.value_end { room.comma_end - 1 } else { room.comma_end };
        if tree.comments_in(room.value_end, comma).is_empty() {
            return Fresh { body, after: tree.text[room.comma_end..room.tail].to_string() };
        }
        body.push_str(&tree.text[room.value_end..comma]);
        Fresh { body, after: tree.text[room.comma_end..room.tail].to_string() }
    }

    /// The comments above an item, on lines of this indent; inside they keep their bytes.
    fn comments_at(&self, room: &Room, indent: &str) -> String {
        let text = self.tree.text;
        let mut out = String::new();
        let comments = self.tree.comments_in(room.lead, room.start);
        let ends = comments.iter().skip(1).map(|comment| comment.start as usize).chain([room.start]);
        for (comment, next) in comments.iter().zip(ends) {
            let gap = &text[comment.end as usize..next];
            let line = gap.trim_end_matches([' ', '\t']);
            out += self.tree.slice(*comment);
            out += line;
            out += if line.ends_with(['\n', '\r']) { indent } else { &gap[line.len()..] };
        }
        out
    }

    /// An item that this list did not have: from another list with its bytes, else new.
    fn arrived<C: Item>(&mut self, item: &Arc<C>, indent: &str) -> Fresh {
        let old = self.find_elsewhere::<C>(&item.key());
        match old.and_then(|old| Some((old, old.item.downcast_ref::<C>()?))) {
            Some((old, before)) => self.moved(old, before, &**item, indent, Ids::Always),
            None => {
                self.writes_optional = true;
                let (body, after) = write::item_with_comments(&**item, indent, &self.style);
                Fresh { body, after }
            }
        }
    }

    /// A list that stood nowhere yet; items from elsewhere keep their bytes.
    pub(super) fn new_list<C: Item>(&mut self, items: &List<C>, indent: &str) -> String {
        let inner = format!("{indent}{}", self.style.step);
        let fresh: Vec<Fresh> = items.iter().map(|item| self.arrived(item, &inner)).collect();
        if self.style.one_line {
            let all: Vec<String> = fresh.into_iter().map(|it| it.body + &it.after).collect();
            return format!("[{}]", all.join(", "));
        }
        let newline = self.style.newline;
        let lines: String = fresh.iter().map(|it| format!("{inner}{},{}{newline}", it.body, it.after)).collect();
        format!("[{newline}{lines}{indent}]")
    }

    /// Writes comments that changed with their item.
    fn comments<C: Item>(&mut self, room: &Room, before: &C, after: &C) {
        let none = crate::plan::Comments::default();
        let (old, new) = (before.trivia().comments().unwrap_or(&none), after.trivia().comments().unwrap_or(&none));
        if old.above != new.above {
            let indent = self.line_indent(room.start).to_string();
            let above = write::above(&new.above, &indent, &self.style);
            self.cut(room.lead, room.start, above, Rank::Value);
        }
        let rest = self.tree.text[room.tail..].trim_start_matches([' ', '\t']);
        if old.after != new.after && self.tree.comments_in(room.value_end, room.comma_end).is_empty() && rest.starts_with(['\n', '\r']) {
            self.cut(room.comma_end, room.tail, write::after(&new.after, &self.style), Rank::Comment);
        }
    }

    fn find_elsewhere<C: Item>(&mut self, id: &str) -> Option<OldItem<'a>> {
        C::default().derives_id()?;
        if self.elsewhere.is_none() {
            self.elsewhere = Some(self.all_items());
        }
        self.elsewhere.as_ref()?.get(&(C::NAME, id.to_string())).copied()
    }

    /// Every task and deliverable of the plan, with its place in the text.
    fn all_items(&self) -> HashMap<(&'static str, String), OldItem<'a>> {
        let (tree, plan) = (self.tree, self.before);
        let field = |node: u32, name: &str| tree.field(node, name).map(|it| tree.unwrapped(it));
        let mut all = HashMap::new();
        let outcomes = field(0, "outcomes");
        for (outcome, node) in plan.outcomes.iter().zip(outcomes.into_iter().flat_map(|list| tree.children(list))) {
            self.note_items(&mut all, field(node, "tasks"), &outcome.tasks);
            if let Some(milestone) = &outcome.milestone {
                let list = field(node, "milestone").and_then(|node| field(node, "deliverables"));
                self.note_items(&mut all, list, &milestone.deliverables);
            }
        }
        self.note_items(&mut all, field(0, "noise"), &plan.noise);
        all
    }

    fn note_items<C: Item>(&self, all: &mut HashMap<(&'static str, String), OldItem<'a>>, list: Option<u32>, items: &'a List<C>) {
        let Some(list) = list else { return };
        let mut sibling = None;
        for (item, node) in items.iter().zip(self.tree.children(list)) {
            let item: &'a C = item;
            all.insert((C::NAME, item.key()), OldItem { list, sibling, node, item: item as &dyn Any });
            sibling = Some(node);
        }
    }
}

fn keys<C: Item>(items: &[Arc<C>]) -> Vec<String> {
    items.iter().map(|item| item.key()).collect()
}

/// People and columns are their names: one that is renamed keeps its place and its comments.
fn pair_renamed<C: Item>(matched: &mut [Option<usize>], old: usize) {
    if C::NAME != Person::NAME && C::NAME != Column::NAME {
        return;
    }
    let taken: HashSet<usize> = matched.iter().flatten().copied().collect();
    let free: Vec<usize> = (0..old).filter(|at| !taken.contains(at)).collect();
    let new: Vec<usize> = (0..matched.len()).filter(|at| matched[*at].is_none()).collect();
    if free.len() == new.len() {
        for (old, new) in free.into_iter().zip(new) {
            matched[new] = Some(old);
        }
    }
}
