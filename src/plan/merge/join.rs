//! Three versions of a record become one, field by field over the rows, so that a new field is merged too.
//! Knows no text and no today. Tasks are left out here: they can change outcome, so `tasks` joins them over the whole plan.
//! A rule for one kind of value goes into `scalar`; one for whole items into `decided`.

use super::clash::{self, Sides};
use super::{lines, order};
use crate::plan::{Clash, Comments, DaySpan, Item, List, Outcome, Plan, Record, Row, Rows, Scalar, Share, Task, Trivia, Value, same::*};
use std::{
    any::TypeId,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What a merge gathers on its way.
pub(super) struct Joining<'a> {
    pub labels: [&'a str; 2],
    pub clashes: Vec<Clash>,
    /// Outcomes that hold a task in the end, and so must stay.
    pub inhabited: HashSet<String>,
    /// What clashes name: an id, a name, or `plan`.
    item: String,
}

/// The three versions of something.
#[derive(Clone, Copy)]
pub(super) struct Three<T> {
    pub base: T,
    pub ours: T,
    pub theirs: T,
}

impl<'a> Joining<'a> {
    pub fn new(labels: [&'a str; 2]) -> Self {
        Joining { labels, clashes: Vec::new(), inhabited: HashSet::new(), item: "plan".into() }
    }

    pub fn clash(&mut self, field: &str, texts: Three<Option<String>>) {
        let [ours, theirs] = self.labels;
        let sides = Sides { base: texts.base, ours: (ours, texts.ours), theirs: (theirs, texts.theirs) };
        self.clashes.push(clash::clash(&self.item, field, sides));
    }

    pub fn record<R: Record>(&mut self, three: Three<&R>) -> R {
        let mut fields = Fields { joining: self, three, default: R::default(), out: R::default() };
        R::rows(&mut fields);
        fields.out
    }

    /// Within an item, whose name clashes then carry. What stands in a share is named with the share.
    pub fn within<C: Item, T>(&mut self, key: &str, run: impl FnOnce(&mut Self) -> T) -> T {
        let shown = key.replace('\n', " ");
        let inside = match self.item.starts_with(super::SHARE) {
            true => format!("{}/{shown}", self.item),
            false if TypeId::of::<C>() == TypeId::of::<Share>() => format!("{}{shown}", super::SHARE),
            false => shown,
        };
        let outer = std::mem::replace(&mut self.item, inside);
        let result = run(self);
        self.item = outer;
        result
    }

    pub fn item<C: Item>(&mut self, base: Option<&Arc<C>>, ours: &Arc<C>, theirs: &Arc<C>) -> Arc<C> {
        match base {
            _ if same_item(ours, theirs) => return ours.clone(),
            Some(base) if same_item(base, theirs) => return ours.clone(),
            Some(base) if same_item(base, ours) => return theirs.clone(),
            Some(_) | None => {}
        }
        let new = Arc::new(C::default());
        let three = Three { base: &**base.unwrap_or(&new), ours: &**ours, theirs: &**theirs };
        let mut item = self.record(three);
        *item.trivia_mut() = trivia(Three { base: three.base.trivia(), ours: three.ours.trivia(), theirs: three.theirs.trivia() });
        Arc::new(item)
    }

    /// What becomes of one item; `None`: it is gone. Dropping wins only over what the other side left alone.
    /// `stays` when something else holds it in the plan.
    pub fn decided<C: Item>(&mut self, three: Three<Option<&Arc<C>>>, stays: bool) -> Option<Arc<C>> {
        let (edited, base) = match (three.ours, three.theirs, three.base) {
            (None, None, _) => return None,
            (Some(one), None, None) | (None, Some(one), None) => return Some(one.clone()),
            (Some(ours), Some(theirs), base) => return Some(self.item(base, ours, theirs)),
            (Some(edited), None, Some(base)) | (None, Some(edited), Some(base)) => (edited, base),
        };
        if same_item(edited, base) && !stays {
            return None;
        }
        let caption = |item: Option<&Arc<C>>| item.map(|item| clash::caption(&**item));
        self.clash(clash::WHOLE, Three { base: caption(Some(base)), ours: caption(three.ours), theirs: caption(three.theirs) });
        Some(edited.clone())
    }

    /// An outcome that one side removed must stay when the other side put a task there.
    fn holds_every_task<C: Item>(&self, list: &List<C>) -> bool {
        let keys = || list.iter().map(|item| item.key()).collect::<HashSet<_>>();
        TypeId::of::<C>() != TypeId::of::<Outcome>() || self.inhabited.is_subset(&keys())
    }

    fn list<C: Item>(&mut self, lists: Three<&List<C>>) -> List<C> {
        let keyed = lists.map(|list| keyed(list));
        let by_key = lists.zip(&keyed).map(|(list, keys)| keys.iter().map(String::as_str).zip(list).collect::<HashMap<_, _>>());
        let mut all: Vec<&str> = keyed.ours.iter().chain(&keyed.theirs).map(String::as_str).collect();
        all.sort_unstable();
        all.dedup();
        let mut items: HashMap<&str, Arc<C>> = HashMap::new();
        for key in all {
            let three = by_key.as_ref().map(|items| items.get(key).copied());
            let stays = TypeId::of::<C>() == TypeId::of::<Outcome>() && self.inhabited.contains(key);
            items.extend(self.within::<C, _>(key, |joining| joining.decided(three, stays)).map(|item| (key, item)));
        }
        let kept: HashSet<&str> = items.keys().copied().collect();
        let names = keyed.as_ref().map(|keys| keys.iter().map(String::as_str).collect::<Vec<_>>());
        let order = order::merged(&names.base, &names.ours, &names.theirs, &kept);
        order.into_iter().filter_map(|key| items.remove(key)).collect()
    }
}

impl<T> Three<T> {
    pub fn as_ref(&self) -> Three<&T> {
        Three { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Three<U> {
        Three { base: f(self.base), ours: f(self.ours), theirs: f(self.theirs) }
    }
    pub fn zip<U>(self, other: &Three<U>) -> Three<(T, &U)> {
        Three { base: (self.base, &other.base), ours: (self.ours, &other.ours), theirs: (self.theirs, &other.theirs) }
    }
    /// The version that is right without looking inside: both did the same, or only one did something.
    pub fn settled(&self, alike: impl Fn(&T, &T) -> bool) -> Option<&T> {
        match (alike(&self.ours, &self.theirs) || alike(&self.base, &self.theirs), alike(&self.base, &self.ours)) {
            (true, _) => Some(&self.ours),
            (false, true) => Some(&self.theirs),
            (false, false) => None,
        }
    }
}

/// The key of each item; several alike are told apart by their number, so that none is lost.
fn keyed<C: Item>(list: &List<C>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let numbered = |key: String| {
        let nth = seen.entry(key.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *nth > 1 { format!("{key}\n{nth}") } else { key }
    };
    list.iter().map(|item| item.key()).map(numbered).collect()
}

/// Comments above are merged by line and those behind are put side by side: whatever both wrote stays.
pub(super) fn trivia(three: Three<&Trivia>) -> Trivia {
    if let Some(settled) = three.settled(|a, b| a.same(b)) {
        return (*settled).clone();
    }
    let comments = three.map(|trivia| trivia.comments().cloned().unwrap_or_default());
    let above = comments.as_ref().map(|it| it.above.as_str());
    let after = comments.as_ref().map(|it| it.after.as_str());
    Trivia::new(Comments {
        above: lines::both(above.base, above.ours, above.theirs),
        after: after.settled(|a, b| a == b).map_or_else(|| beside(after.ours, after.theirs), |after| (*after).to_string()),
    })
}

/// Block comments first: behind a line comment they would not end where they end.
fn beside(ours: &str, theirs: &str) -> String {
    let mut two = [ours, theirs];
    two.sort_by_key(|text| (!text.starts_with("/*"), *text));
    two.join(" ").trim().to_string()
}

/// The visitor: `out` gets each field.
struct Fields<'a, 'b, R> {
    joining: &'a mut Joining<'b>,
    three: Three<&'a R>,
    default: R,
    out: R,
}

impl<R: Record> Fields<'_, '_, R> {
    fn undecided<T: Scalar>(&mut self, row: Row, values: Three<&T>, default: &T) -> T {
        let texts = values.map(|value| clash::shown(row, value, default));
        let first = if clash::sorts_first(&texts.ours, &texts.theirs) { values.ours } else { values.theirs }.clone();
        if !is_written_by_the_program::<R>(row) {
            self.joining.clash(row.name, texts);
        }
        first
    }
}

/// Dates of moves and the plan's own key: two sides that differ here have not disagreed about anything.
fn is_written_by_the_program<R: Record>(row: Row) -> bool {
    match TypeId::of::<R>() {
        task if task == TypeId::of::<Task>() => ["added", "entered", "started", "finished"].contains(&row.name),
        plan => plan == TypeId::of::<Plan>() && row.name == "uid",
    }
}

/// Names and days off are sets with an order; notes are merged by line; everything else is one thing or another.
fn joined<T: Scalar>(values: Three<&T>) -> Option<T> {
    let texts = values.map(Scalar::value);
    T::from_value(match (texts.base, texts.ours, texts.theirs) {
        (Value::Texts(base), Value::Texts(ours), Value::Texts(theirs)) => {
            Value::Texts(set(Three { base: &base, ours: &ours, theirs: &theirs }))
        }
        (Value::Spans(base), Value::Spans(ours), Value::Spans(theirs)) => Value::Spans(spans(Three { base, ours, theirs })),
        (Value::Text(base), Value::Text(ours), Value::Text(theirs)) if [&base, &ours, &theirs].iter().any(|text| text.contains('\n')) => {
            Value::Text(lines::merged(&base, &ours, &theirs)?)
        }
        (_, _, _) => return None,
    })
}

fn set(three: Three<&Vec<String>>) -> Vec<String> {
    let names = three.map(|list| {
        let mut seen = HashSet::new();
        list.iter().map(String::as_str).filter(|name| seen.insert(*name)).collect::<Vec<_>>()
    });
    let among = names.as_ref().map(|list| list.iter().copied().collect::<HashSet<_>>());
    let stays = |name: &&&str| {
        let [base, ours, theirs] = [&among.base, &among.ours, &among.theirs].map(|list| list.contains(**name));
        if base { ours && theirs } else { ours || theirs }
    };
    let kept: HashSet<&str> = names.ours.iter().chain(&names.theirs).filter(stays).copied().collect();
    order::merged(&names.base, &names.ours, &names.theirs, &kept).into_iter().map(str::to_string).collect()
}

fn spans(three: Three<Vec<DaySpan>>) -> Vec<DaySpan> {
    let texts = three.map(|spans| spans.iter().map(ToString::to_string).collect::<Vec<_>>());
    set(texts.as_ref()).iter().filter_map(|text| DaySpan::parse(text)).collect()
}

impl<R: Record> Rows<R> for Fields<'_, '_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, get_mut: fn(&mut R) -> &mut T) {
        let values = self.three.map(get);
        let default = get(&self.default).clone();
        let merged = match values.settled(|a, b| a == b) {
            Some(settled) => (*settled).clone(),
            None => joined(values).unwrap_or_else(|| self.undecided(row, values, &default)),
        };
        *get_mut(&mut self.out) = merged;
    }
    fn part<C: Record>(&mut self, _: Row, get: fn(&R) -> &C, get_mut: fn(&mut R) -> &mut C) {
        *get_mut(&mut self.out) = self.joining.record(self.three.map(get));
    }
    fn option<C: Record>(&mut self, row: Row, get: fn(&R) -> &Option<C>, get_mut: fn(&mut R) -> &mut Option<C>) {
        let three = self.three.map(|it| get(it).as_ref());
        let alike = |a: &Option<&C>, b: &Option<&C>| match (a, b) {
            (None, None) => true,
            (Some(a), Some(b)) => same(*a, *b),
            (Some(_), None) | (None, Some(_)) => false,
        };
        let merged = match (three.settled(alike), three.ours, three.theirs) {
            (Some(settled), _, _) => settled.cloned(),
            (None, Some(ours), Some(theirs)) => {
                let new = C::default();
                Some(self.joining.record(Three { base: three.base.unwrap_or(&new), ours, theirs }))
            }
            (None, one, other) => {
                self.joining.clash(row.name, three.map(|it| it.map(clash::caption)));
                one.or(other).cloned()
            }
        };
        *get_mut(&mut self.out) = merged;
    }
    fn list<C: Item>(&mut self, _: Row, get: fn(&R) -> &List<C>, get_mut: fn(&mut R) -> &mut List<C>) {
        let lists = self.three.map(get);
        let merged = match lists.settled(|a, b| same_list(a, b)) {
            Some(settled) if self.joining.holds_every_task(settled) => (*settled).clone(),
            Some(_) | None => self.joining.list(lists),
        };
        *get_mut(&mut self.out) = merged;
    }
}
