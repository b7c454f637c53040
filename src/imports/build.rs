//! Items of any tool become a plan: what others belong to is an outcome, what belongs to nothing is noise, the rest are cards.
//! Counts what came in; leaves out what was decided against and says so. Ids are new, but for files of our own.

use super::{
    Import, Left, Summary, Wishes,
    columns::{Board, Meaning, meaning},
    item::{Group, Item, one_line},
    roots::{Root, Roots},
};
use crate::{
    plan::{Comments, Milestone, Outcome, Person, Plan, Task, Trivia, random_id},
    words::{clean_line, counted},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Whose ids and dates they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A file this program wrote: everything is as it was.
    Own,
    Foreign,
}

/// `random` gives the numbers that new ids are made from.
pub(super) fn build(items: Vec<Item>, title: &str, source: Source, wishes: &Wishes, random: &mut dyn FnMut() -> u64) -> Import {
    let mut ids = Ids { taken: HashSet::new(), random };
    let roots = Roots::of(&items, &wishes.done);
    let board = Board::of(&states(&items, &roots), &wishes.done);
    let mut summary = counted_in(&items, &roots, &wishes.done);
    summary.remarks.extend(board.remarks.iter().cloned());
    let uid = ids.fresh() + &ids.fresh()[..2];
    let own_title = one_line(if wishes.title.is_empty() { title } else { &wishes.title });
    let mut plan = Plan { uid, title: if own_title.is_empty() { "Imported plan".into() } else { own_title }, ..Plan::default() };
    plan.settings.columns = board.columns.clone();
    plan.people = people(&items, &roots);
    let new_ids = new_ids(&items, &roots, source, &mut ids);
    let mut made = Made { plan, outcomes: HashMap::new(), ids, summary, source, board, new_ids };
    for at in 0..items.len() {
        made.place(&items, &roots, at);
    }
    made.finish()
}

fn is_closed(item: &Item, done: &[String]) -> bool {
    item.is_checked || meaning(&item.state, done) == Some(Meaning::Done) || (item.state.is_empty() && item.finished.is_some())
}

/// Of the cards, in the order in which they first stand.
fn states(items: &[Item], roots: &Roots) -> Vec<(String, usize)> {
    let mut states: Vec<(String, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for item in (0..items.len()).filter(|at| roots.is_card(*at)).map(|at| &items[at]).filter(|item| !item.state.is_empty()) {
        let place = *places.entry(&item.state).or_insert_with(|| {
            states.push((item.state.clone(), 0));
            states.len() - 1
        });
        states[place].1 += 1;
    }
    states
}

fn counted_in(items: &[Item], roots: &Roots, done: &[String]) -> Summary {
    let all = items.iter().zip(&roots.left).enumerate().filter(|(at, _)| !roots.parents.contains(at));
    let left = all.filter_map(|(_, (item, why))| {
        let title = one_line(&item.title);
        let name = if title.is_empty() { item.place.clone() } else { format!("{title} ({})", item.place) };
        Some(Left { item: name, why: why.clone()? })
    });
    Summary {
        items: items.len(),
        closed: items.iter().filter(|item| is_closed(item, done)).count(),
        without_parent: items.iter().filter(|item| item.group == Group::None).count(),
        left: left.collect(),
        became_outcomes: roots.parents.len(),
        ..Summary::default()
    }
}

fn people(items: &[Item], roots: &Roots) -> Vec<Arc<Person>> {
    let mut people: Vec<Person> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for owner in items.iter().zip(&roots.left).filter(|(_, left)| left.is_none()).flat_map(|(item, _)| &item.owners) {
        let place = *places.entry(&owner.name).or_insert_with(|| {
            people.push(Person { name: owner.name.clone(), ..Person::default() });
            people.len() - 1
        });
        if people[place].email.is_empty() {
            people[place].email.clone_from(&owner.email);
        }
    }
    people.into_iter().map(Arc::new).collect()
}

struct Ids<'r> {
    taken: HashSet<String>,
    random: &'r mut dyn FnMut() -> u64,
}

impl Ids<'_> {
    fn fresh(&mut self) -> String {
        loop {
            let id = random_id((self.random)());
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// By card: its id in the plan. Of our own files ids stay, unless one stands twice.
fn new_ids(items: &[Item], roots: &Roots, source: Source, ids: &mut Ids) -> Vec<String> {
    if source == Source::Own {
        let outcomes = roots.of.iter().filter_map(|root| if let Root::Outcome { id, .. } = root { Some(id) } else { None });
        ids.taken.extend(outcomes.filter(|id| !id.is_empty()).cloned());
    }
    let mut id = |item: &Item| match item.ids.first().filter(|id| source == Source::Own && !id.is_empty()) {
        Some(id) if ids.taken.insert(id.clone()) => id.clone(),
        Some(_) | None => ids.fresh(),
    };
    items.iter().map(&mut id).collect()
}

/// The plan in the making.
struct Made<'r> {
    plan: Plan,
    /// Where each stands in the plan.
    outcomes: HashMap<Root, usize>,
    ids: Ids<'r>,
    summary: Summary,
    source: Source,
    board: Board,
    new_ids: Vec<String>,
}

impl Made<'_> {
    fn place(&mut self, items: &[Item], roots: &Roots, at: usize) {
        if roots.parents.contains(&at) {
            self.outcome(items, &Root::Item(at));
        } else if roots.left[at].is_none() {
            let task = Arc::new(self.task(items, roots, at));
            match &roots.of[at] {
                Root::Noise => self.plan.noise.push(task),
                root => {
                    let outcome = self.outcome(items, root);
                    Arc::make_mut(&mut self.plan.outcomes[outcome]).tasks.push(task);
                }
            }
        }
    }

    fn outcome(&mut self, items: &[Item], root: &Root) -> usize {
        // An outcome whose id is known is the same whatever title a row gives it.
        let key = match root {
            Root::Outcome { id, .. } if !id.is_empty() => Root::Outcome { id: id.clone(), title: String::new() },
            Root::Unknown { id, .. } => Root::Unknown { id: id.clone(), title: String::new() },
            root => root.clone(),
        };
        if let Some(place) = self.outcomes.get(&key) {
            return *place;
        }
        let mut outcome = match root {
            Root::Item(at) => of_item(&items[*at]),
            Root::Unknown { title, id } | Root::Outcome { title, id } => titled(if title.trim().is_empty() { id } else { title }),
            Root::Noise => Outcome::default(),
        };
        outcome.id = match root {
            Root::Outcome { id, .. } if self.source == Source::Own && !id.is_empty() => id.clone(),
            _ => self.ids.fresh(),
        };
        self.plan.outcomes.push(Arc::new(outcome));
        self.outcomes.insert(key, self.plan.outcomes.len() - 1);
        self.plan.outcomes.len() - 1
    }

    fn task(&mut self, items: &[Item], roots: &Roots, at: usize) -> Task {
        let mut item = items[at].clone();
        let closed = item.is_checked || (item.state.is_empty() && item.finished.is_some() && self.source == Source::Foreign);
        let place = if closed { self.board.last() } else { self.board.place(&item.state) };
        let status = if place == 0 { String::new() } else { self.board.name(place).to_string() };
        let needs = self.needs(roots, &mut item);
        if self.source == Source::Foreign {
            dates(&mut item, place, self.board.last());
            let said = item.state.clone();
            if !said.is_empty() && said.trim().to_lowercase() != self.board.name(place).trim().to_lowercase() {
                item.say("State", &said);
            }
            parent(items, roots, at, &mut item);
            let ids = item.ids.join(", ");
            item.say("ID", &ids);
        }
        item.note.iter().filter(|(name, _)| !name.is_empty()).for_each(|(name, _)| count(&mut self.summary.noted, name));
        Task {
            id: self.new_ids[at].clone(),
            title: if self.source == Source::Own { item.title } else { one_line(&item.title) },
            status,
            owners: item.owners.into_iter().map(|owner| owner.name).collect(),
            estimate: item.estimate,
            needs,
            note: item
                .note
                .into_iter()
                .map(|(name, text)| if name.is_empty() { text } else { format!("{name}: {text}") })
                .collect::<Vec<_>>()
                .join("\n"),
            blocked: item.blocked,
            due: item.due,
            change: item.change,
            added: item.added,
            entered: item.entered,
            started: item.started,
            finished: item.finished,
            trivia: Trivia::default(),
        }
    }

    /// By the new ids; what is no card of the file stays in the note, or in our own file as it is: it may be a deliverable.
    fn needs(&self, roots: &Roots, item: &mut Item) -> Vec<String> {
        if self.source == Source::Own {
            return item.needs.clone();
        }
        let named = |id: &String| roots.by_id.get(id).copied().filter(|at| roots.is_card(*at));
        let (found, missing): (Vec<_>, Vec<_>) =
            item.needs.clone().into_iter().map(|id| (named(&id), id)).partition(|(at, _)| at.is_some());
        let missing: Vec<String> = missing.into_iter().map(|(_, id)| id).collect();
        item.say("Needs", &missing.join(", "));
        found.into_iter().filter_map(|(at, _)| Some(self.new_ids[at?].clone())).collect()
    }

    fn finish(self) -> Import {
        let Made { plan, mut summary, outcomes, board, .. } = self;
        let tasks = || plan.tasks().map(|found| found.task);
        summary.cards = tasks().count();
        summary.finished = tasks().filter(|task| !plan.is_open(task)).count();
        (summary.noise, summary.outcomes, summary.people) = (plan.noise.len(), plan.outcomes.len(), plan.people.len());
        summary.columns = board.columns.iter().map(|column| column.name.clone()).collect();
        let undated = tasks().filter(|task| !plan.is_open(task) && task.finished.is_none()).count();
        if undated > 0 {
            summary.remarks.push(format!("{} finished on no known day: handshake check names them", counted(undated, "card")));
        }
        let is_numbered = |(root, at): (&Root, &usize)| matches!(root, Root::Unknown { id, .. } if *id == plan.outcomes[*at].title);
        let unknown = outcomes.iter().filter(|it| is_numbered(*it)).count();
        if unknown > 0 {
            let are = if unknown == 1 { "is" } else { "are" };
            summary
                .remarks
                .push(format!("{} {are} named by a number alone, because the parent is not in the file", counted(unknown, "outcome")));
        }
        if summary.outcomes > 0 && self.source == Source::Foreign {
            summary.remarks.push("each outcome has a milestone named after it: put it in the customer's words and give it a date".into());
        }
        Import { plan, summary }
    }
}

/// Of what stands two steps or more below its outcome, the step between; and a title that is not its parent's.
fn parent(items: &[Item], roots: &Roots, at: usize, item: &mut Item) {
    let Group::Parent { id, title } = item.group.clone() else { return };
    if let Root::Item(root) = &roots.of[at] {
        let between = roots.by_id.get(&id).filter(|it| *it != root).map(|it| one_line(&items[*it].title));
        item.say("Parent", &between.unwrap_or_default());
        if one_line(&title) != one_line(&items[*root].title) {
            item.say("Outcome", &title);
        }
    }
}

fn count(noted: &mut Vec<(String, usize)>, name: &str) {
    match noted.iter_mut().find(|(it, _)| it == name) {
        Some((_, cards)) => *cards += 1,
        None => noted.push((name.into(), 1)),
    }
}

/// Dates that the column contradicts go to the note.
fn dates(item: &mut Item, place: usize, last: usize) {
    if place != last
        && let Some(finished) = item.finished.take()
    {
        item.say("Finished", &finished.to_string());
    }
    let is_before = item.started.zip(item.finished).is_some_and(|(started, finished)| finished < started);
    if (place == 0 || is_before)
        && let Some(started) = item.started.take()
    {
        item.say("Started", &started.to_string());
    }
    if place == last {
        item.entered = item.entered.or(item.finished);
    }
}

fn titled(title: &str) -> Outcome {
    let title = one_line(title);
    let milestone = Some(Milestone { headline: title.clone(), ..Milestone::default() });
    Outcome { title, milestone, ..Outcome::default() }
}

/// An outcome has no note and no dates of its own; what the item said besides becomes a comment above it in the file.
fn of_item(item: &Item) -> Outcome {
    let mut outcome = titled(&item.title);
    outcome.owners = item.owners.iter().map(|owner| owner.name.clone()).collect();
    if let Some(milestone) = &mut outcome.milestone {
        milestone.by = item.due;
    }
    let dates = [("added", item.added), ("started", item.started), ("finished", item.finished)];
    let dates = dates.into_iter().filter_map(|(name, day)| Some(format!("{name} {}", day?)));
    let said = item.note.iter().map(|(name, text)| if name.is_empty() { text.clone() } else { format!("{name}: {text}") });
    let ids = (!item.ids.is_empty()).then(|| format!("ID {}", item.ids.join(", ")));
    let state = (!item.state.is_empty()).then(|| item.state.clone());
    let comment =
        ids.into_iter().chain(state).chain(dates).chain(said).map(|part| one_line(&clean_line(&part))).collect::<Vec<_>>().join(" · ");
    if !comment.is_empty() {
        outcome.trivia = Trivia::new(Comments { above: format!("// {comment}"), after: String::new() });
    }
    outcome
}
