//! What happened to the plan itself, the people and the settings.

use super::{
    EventKind,
    field::fields,
    told::{Pair, Telling, pairs},
};
use crate::plan::{Item, List, Plan};

/// The plan's own fields; the settings have their turn later.
pub(super) fn plan(telling: &mut Telling) {
    let settings = &telling.before.settings;
    let after = Plan { settings: settings.clone(), ..telling.after.clone() };
    for field in fields(telling.before, &after) {
        match field.name {
            "title" => {
                let words = format!("renamed the plan to {}", after.title);
                telling.tell("plan", EventKind::Renamed, words);
            }
            _ => telling.field("plan", "", &field),
        }
    }
}

pub(super) fn people(telling: &mut Telling) {
    for pair in pairs(&telling.before.people, &telling.after.people) {
        match pair {
            Pair::Added(it) => telling.tell(&it.name, EventKind::Added, format!("added {} to the people", it.name)),
            Pair::Removed(it) => telling.tell(&it.name, EventKind::Removed, format!("removed {} from the people", it.name)),
            Pair::Both(was, it) => {
                for field in fields(&**was, &**it) {
                    match (field.name, it.left) {
                        ("left", Some(day)) => {
                            let words = format!("{} leaves on {}", it.name, telling.date(Some(day)));
                            telling.tell(&it.name, EventKind::Changed, words);
                        }
                        ("left", None) => telling.tell(&it.name, EventKind::Changed, format!("{} stays", it.name)),
                        _ => telling.field(&it.name, &it.name, &field),
                    }
                }
            }
        }
    }
    listed_anew(telling, &telling.before.people, &telling.after.people, "", "the people");
}

pub(super) fn settings(telling: &mut Telling) {
    let (was, is) = (&telling.before.settings, &telling.after.settings);
    for pair in pairs(&was.columns, &is.columns) {
        match pair {
            Pair::Added(it) => telling.tell(&it.name, EventKind::Added, format!("added column {}", it.name)),
            Pair::Removed(it) => telling.tell(&it.name, EventKind::Removed, format!("removed column {}", it.name)),
            Pair::Both(was, it) => {
                fields(&**was, &**it).iter().for_each(|field| telling.field(&it.name, &format!("column {}", it.name), field));
            }
        }
    }
    listed_anew(telling, &was.columns, &is.columns, "column ", "the columns");
    for field in fields(was, is) {
        telling.field("plan", "", &field);
    }
}

pub(super) fn listed_anew<C: Item>(telling: &mut Telling, was: &List<C>, is: &List<C>, what: &str, whole: &str) {
    let keys = |list: &List<C>| list.iter().map(|item| item.key()).collect::<Vec<_>>();
    let (was, is) = (keys(was), keys(is));
    let (was, is): (Vec<&str>, Vec<&str>) = (was.iter().map(String::as_str).collect(), is.iter().map(String::as_str).collect());
    telling.reordered(&was, &is, what, ("plan", whole));
}
