//! What was told stays told: the one thing that undo does not take back (spec 3.7).

use crate::{
    plan::{Audience, Item, Plan, Share},
    words::listed,
};
use std::collections::HashSet;

/// Why the step from `before` to `after` cannot be undone: it told somebody (`rev 3 was told to CFO; it stays told`). None when it did not.
pub fn told_between(before: &Plan, after: &Plan) -> Option<String> {
    let known: HashSet<String> = before.shares.iter().map(|share| share.key()).collect();
    let told: Vec<String> = after.shares.iter().filter(|share| !known.contains(&share.key())).map(|share| said(share)).collect();
    match told.len() {
        0 => None,
        1 => Some(format!("{}; it stays told", told[0])),
        _ => Some(format!("{}; they stay told", listed(&told))),
    }
}

fn said(share: &Share) -> String {
    let plan = match share.plan {
        Audience::Customer => "",
        Audience::Delivery => "delivery ",
    };
    let to = if share.to.is_empty() { String::new() } else { format!(" to {}", listed(&share.to)) };
    format!("{plan}rev {} was told{to}", share.rev)
}
