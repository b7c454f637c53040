//! What was told, what was decided, and what a merge could not settle.

use super::{
    EventKind,
    field::{Field, fields},
    people::listed_anew,
    told::{Pair, Telling, pairs, without},
};
use crate::plan::{Audience, Change, ChangeKind, Clash, Item, List, Promise, Share};
use crate::words::listed;
use std::collections::HashSet;

pub(super) fn changes(telling: &mut Telling) {
    for pair in pairs(&telling.before.changes, &telling.after.changes) {
        match pair {
            Pair::Added(it) => {
                let of = if it.outcome.is_empty() { String::new() } else { format!(" of {}", telling.title(&it.outcome)) };
                let words = format!("raised {}{of}: {}{}", called(it.kind), it.what, steps(it));
                telling.tell(&it.id, EventKind::Raised, words);
            }
            Pair::Removed(it) => telling.tell(&it.id, EventKind::Removed, format!("took back {}", name(it))),
            Pair::Both(was, it) => {
                let fields = fields(&**was, &**it);
                let is_decided_now = was.decided_by.is_empty() && !it.decided_by.is_empty();
                // Who decided says it all; the day and the revision in force come with it.
                let said = |field: &&Field| is_decided_now && ["decided_on", "rev"].contains(&field.name);
                fields.iter().filter(|field| !said(field)).for_each(|field| of_change(telling, it, field));
            }
        }
    }
    listed_anew(telling, &telling.before.changes, &telling.after.changes, "change ", "the changes");
}

fn called(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::BudgetOverrun => "a budget overrun",
        ChangeKind::Undocumented => "an undocumented change",
        ChangeKind::Dropped => "the drop",
        ChangeKind::Swapped => "the swap",
    }
}

/// What a change that is new here has been through already.
fn steps(change: &Change) -> String {
    let decided = Some(&change.decided_by).filter(|by| !by.is_empty()).map(|by| format!(", decided by {by}"));
    let finished = change.finished.map(|_| ", finished".to_string());
    let documented = change.documented.map(|_| ", documented".to_string());
    [decided, finished, documented].into_iter().flatten().collect()
}

fn name(change: &Change) -> String {
    format!("the change {}", if change.what.is_empty() { &change.id } else { &change.what })
}

fn of_change(telling: &mut Telling, it: &Change, field: &Field) {
    let name = name(it);
    let words = match field.name {
        "decided_by" if !it.decided_by.is_empty() => format!("{} decided {name}", it.decided_by),
        "decided_on" if it.decided_on.is_some() && !it.decided_by.is_empty() => {
            format!("{name} was decided on {}", telling.date(it.decided_on))
        }
        "finished" if it.finished.is_some() => format!("finished {name}"),
        "documented" if it.documented.is_some() => format!("documented {name}"),
        "became" if !it.became.is_empty() => match telling.after.change(&it.became) {
            Some(new) => format!("{name} became {}", called(new.kind)),
            None => format!("{name} became {}", it.became),
        },
        _ => return telling.field(&it.id, &name, field),
    };
    telling.tell(&it.id, EventKind::Decided, words);
}

pub(super) fn shares(telling: &mut Telling) {
    for pair in pairs(&telling.before.shares, &telling.after.shares) {
        match pair {
            Pair::Added(it) => {
                let to = if it.to.is_empty() { String::new() } else { format!(" to {}", listed(&it.to)) };
                telling.tell(&revision(it), EventKind::Told, format!("told {}{to}", revision(it)));
                it.promises.iter().filter(|promise| !promise.kept.is_empty()).for_each(|promise| kept(telling, promise));
            }
            Pair::Removed(it) => telling.tell(&revision(it), EventKind::Removed, format!("removed {}, which was told", revision(it))),
            Pair::Both(_, it) => telling.tell(&revision(it), EventKind::Changed, format!("changed {}, which was told", revision(it))),
        }
    }
    let keys = |shares: &List<Share>| shares.iter().map(|it| it.key()).collect::<Vec<_>>();
    let (was, is) = (keys(&telling.before.shares), keys(&telling.after.shares));
    let (lost, new): (HashSet<&str>, HashSet<&str>) = (without(&was, &is).into_iter().collect(), without(&is, &was).into_iter().collect());
    let stayed = was.iter().filter(|key| !lost.contains(key.as_str()));
    if !stayed.eq(is.iter().filter(|key| !new.contains(key.as_str()))) {
        telling.tell("plan", EventKind::Reordered, "changed the order of the shares");
    }
}

/// `kept 31 March for Finance reports available in new system: it will hold`.
fn kept(telling: &mut Telling, promise: &Promise) {
    let words = format!("kept {} for {}: {}", telling.date(promise.by), promise.headline, promise.kept);
    telling.tell(&promise.outcome, EventKind::Told, words);
}

fn revision(share: &Share) -> String {
    match share.plan {
        Audience::Customer => format!("rev {}", share.rev),
        Audience::Delivery => format!("delivery rev {}", share.rev),
    }
}

pub(super) fn clashes(telling: &mut Telling) {
    for pair in pairs(&telling.before.clashes, &telling.after.clashes) {
        match pair {
            Pair::Added(it) => {
                let words = format!("clash about {}", subject(telling, it));
                telling.tell(&it.item, EventKind::Clashed, words);
            }
            Pair::Removed(it) => {
                let words = format!("settled the clash about {}", subject(telling, it));
                telling.tell(&it.item, EventKind::Settled, words);
            }
            Pair::Both(_, it) => {
                let words = format!("changed the clash about {}", subject(telling, it));
                telling.tell(&it.item, EventKind::Clashed, words);
            }
        }
    }
    listed_anew(telling, &telling.before.clashes, &telling.after.clashes, "clash ", "the clashes");
}

fn subject(telling: &Telling, clash: &Clash) -> String {
    let item = if clash.item == "plan" { "the plan" } else { telling.title(&clash.item) };
    match clash.field.as_str() {
        "*" => item.to_string(),
        field => format!("the {} of {item}", field.replace('_', " ")),
    }
}
