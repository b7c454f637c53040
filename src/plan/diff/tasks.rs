//! What happened to tasks: added, binned, moved, assigned, blocked, reordered, and any field.
//! A task that went to another outcome was moved, not binned and added.

use super::{
    EventKind,
    field::{Field, fields},
    told::{Telling, without},
};
use crate::plan::{Outcome, Plan, Task};
use crate::words::listed;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Home of what is tied to no outcome.
const NOISE: &str = "";

pub(super) fn tasks(telling: &mut Telling) {
    let shared = shared(telling.before, telling.after);
    let (was, is) = (placed(telling.before, &shared), placed(telling.after, &shared));
    let (gone, come) = differing(&was, &is);
    let old: HashMap<&str, (&str, &Arc<Task>)> = gone.iter().map(|(home, task)| (task.id.as_str(), (*home, *task))).collect();
    let new: HashSet<&str> = come.iter().map(|(_, task)| task.id.as_str()).collect();
    for (home, task) in come {
        match old.get(task.id.as_str()) {
            None => {
                let words = format!("added {} to {}", task.title, title_of(telling, home));
                telling.tell(&task.id, EventKind::Added, words);
            }
            Some((was_home, was)) => changed(telling, (was_home, was), (home, task)),
        }
    }
    for (_, task) in gone.iter().filter(|(_, task)| !new.contains(task.id.as_str())) {
        telling.tell(&task.id, EventKind::Removed, format!("binned {}", task.title));
    }
    let stands_alike = |(a, b): (&Stands, &Stands)| a.0 == b.0 && a.1.id == b.1.id;
    if gone.len() != come.len() || !gone.iter().zip(come).all(stands_alike) {
        orders(telling, &was, &is);
    }
}

type Stands<'a> = (&'a str, &'a Arc<Task>);
type Placed<'a> = Vec<Stands<'a>>;

/// Outcomes that both plans share need not be looked into.
fn shared(before: &Plan, after: &Plan) -> HashSet<*const Outcome> {
    let of = |plan: &Plan| plan.outcomes.iter().map(Arc::as_ptr).collect::<HashSet<_>>();
    of(before).intersection(&of(after)).copied().collect()
}

fn placed<'a>(plan: &'a Plan, shared: &HashSet<*const Outcome>) -> Placed<'a> {
    let differing = plan.outcomes.iter().filter(|outcome| !shared.contains(&Arc::as_ptr(outcome)));
    let homes = differing.map(|outcome| (outcome.id.as_str(), &outcome.tasks)).chain([(NOISE, &plan.noise)]);
    homes.flat_map(|(home, tasks)| tasks.iter().map(move |task| (home, task))).collect()
}

/// The tasks between those that both share at their beginnings and ends.
fn differing<'p, 'a>(was: &'p [Stands<'a>], is: &'p [Stands<'a>]) -> (&'p [Stands<'a>], &'p [Stands<'a>]) {
    let same = |(a, b): &(&Stands, &Stands)| Arc::ptr_eq(a.1, b.1) && a.0 == b.0;
    let start = was.iter().zip(is).take_while(same).count();
    let (was, is) = (&was[start..], &is[start..]);
    let end = was.iter().rev().zip(is.iter().rev()).take_while(same).count();
    (&was[..was.len() - end], &is[..is.len() - end])
}

fn title_of<'b>(telling: &'b Telling, home: &'b str) -> &'b str {
    if home == NOISE { "the noise" } else { telling.title(home) }
}

fn changed(telling: &mut Telling, was: (&str, &Arc<Task>), is: (&str, &Arc<Task>)) {
    let ((was_home, was), (home, task)) = (was, is);
    if was_home != home {
        let to = if home == NOISE { "the noise".to_string() } else { format!("outcome {}", telling.title(home)) };
        telling.tell(&task.id, EventKind::Rehomed, format!("moved {} to {to}", task.title));
    }
    if Arc::ptr_eq(was, task) {
        return;
    }
    let fields = fields(&**was, &**task);
    let moved = fields.iter().any(|field| field.name == "status");
    // The dates that the program writes with a move are told by the move.
    let is_told = |field: &&Field| moved && ["entered", "started", "finished"].contains(&field.name);
    fields.iter().filter(|field| !is_told(field)).for_each(|field| one(telling, was, task, field));
}

fn one(telling: &mut Telling, was: &Task, task: &Task, field: &Field) {
    let (id, title) = (&task.id, &task.title);
    match field.name {
        "title" => telling.tell(id, EventKind::Renamed, format!("renamed {} to {title}", was.title)),
        "status" => {
            let column = column_name(telling.after, &task.status).to_string();
            telling.tell(id, EventKind::Moved, format!("moved {title} to {column}"));
        }
        "owners" => telling.tell(id, EventKind::Assigned, assigned(title, &was.owners, &task.owners)),
        "blocked" if task.blocked.is_empty() => telling.tell(id, EventKind::Unblocked, format!("unblocked {title}")),
        "blocked" => telling.tell(id, EventKind::Blocked, format!("blocked {title}: {}", task.blocked)),
        "needs" => needs(telling, was, task),
        // A reclassified change hands its tasks on; the change itself says so.
        "change" if telling.after.change(&was.change).is_some_and(|change| change.became == task.change) => {}
        "change" => carries(telling, was, task),
        "entered" | "started" | "finished" | "added" => telling.field(id, title, &dated(field)),
        _ => telling.field(id, title, field),
    }
}

/// `date started of Load: none → 3 February`: a label that is a participle reads as one only with its noun.
fn dated(field: &Field) -> Field {
    Field { label: format!("date {}", field.label), before: field.before.clone(), after: field.after.clone(), ..*field }
}

fn column_name<'a>(plan: &'a Plan, status: &'a str) -> &'a str {
    match status {
        "" => plan.settings.columns.first().map_or("the first column", |column| &column.name),
        status => status,
    }
}

/// `assigned Transform to Dev Lead (was Finance SME)`, `took Dev Lead off Transform`.
pub(super) fn assigned(title: &str, before: &[String], after: &[String]) -> String {
    match (before, after) {
        (gone, []) => format!("took {} off {title}", listed(gone)),
        ([], new) => format!("assigned {title} to {}", listed(new)),
        (was, now) => format!("assigned {title} to {} (was {})", listed(now), listed(was)),
    }
}

fn needs(telling: &mut Telling, was: &Task, task: &Task) {
    let titles = |ids: Vec<&str>| ids.iter().map(|id| telling.title(id).to_string()).collect::<Vec<_>>();
    let (new, gone) = (titles(without(&task.needs, &was.needs)), titles(without(&was.needs, &task.needs)));
    let words = match (new.as_slice(), gone.as_slice()) {
        ([], []) => format!("changed the order of what {} needs", task.title),
        (new, []) => format!("{} now needs {}", task.title, listed(new)),
        ([], gone) => format!("{} no longer needs {}", task.title, listed(gone)),
        (new, gone) => format!("{} now needs {}, no longer {}", task.title, listed(new), listed(gone)),
    };
    telling.tell(&task.id, EventKind::Changed, words);
}

fn carries(telling: &mut Telling, was: &Task, task: &Task) {
    let words = match task.change.as_str() {
        "" => format!("{} no longer belongs to the change {}", task.title, telling.title(&was.change)),
        change => format!("{} belongs to the change {}", task.title, telling.title(change)),
    };
    telling.tell(&task.id, EventKind::Changed, words);
}

/// Cards that stand elsewhere in the outcome in which they stood before.
fn orders(telling: &mut Telling, was: &Placed, is: &Placed) {
    let (was, is) = (by_home(was), by_home(is));
    let after = telling.after;
    let homes = after.outcomes.iter().map(|it| it.id.as_str()).chain([NOISE]);
    for home in homes {
        let (Some(was), Some(is)) = (was.get(home), is.get(home)) else { continue };
        if was != is {
            let title = title_of(telling, home).to_string();
            let item = if home == NOISE { "plan" } else { home };
            telling.reordered(was, is, "", (item, &format!("the tasks of {title}")));
        }
    }
}

fn by_home<'a>(placed: &Placed<'a>) -> HashMap<&'a str, Vec<&'a str>> {
    let mut orders: HashMap<&str, Vec<&str>> = HashMap::new();
    for (home, task) in placed {
        orders.entry(home).or_default().push(&task.id);
    }
    orders
}
