//! Names for calendar entries that stay the same from one telling to the next, and say nothing of the ids behind them.
//! Only the builder can make one, because only it sees an id (spec 3.6).

use crate::plan::{CROCKFORD, Plan};
use sha2::{Digest, Sha256};
use std::{cell::RefCell, collections::HashMap, sync::Arc};

const CHARACTERS: usize = 20;

/// Twenty characters of `[0-9a-z]`, the same for the same item of the same plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Key(Arc<str>);

impl Key {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes the keys of one plan.
pub(super) struct Keys<'k> {
    start: Sha256,
    kept: &'k RefCell<Kept>,
}

/// Keys from one look at a plan to the next: an item's never changes while the plan keeps its `uid`.
#[derive(Debug, Default)]
pub struct Kept {
    uid: String,
    keys: HashMap<String, Key>,
}

impl<'k> Keys<'k> {
    /// A plan without `uid` gets the one its title gives, like an id.
    pub fn of(plan: &Plan, kept: &'k RefCell<Kept>) -> Self {
        let uid = plan.uid_or_derived();
        let start = Sha256::new().chain_update(&uid).chain_update("\n");
        if kept.borrow().uid != uid {
            kept.replace(Kept { uid, keys: HashMap::new() });
        }
        Keys { start, kept }
    }
    pub fn key(&self, id: &str) -> Key {
        let keys = &mut self.kept.borrow_mut().keys;
        if let Some(key) = keys.get(id) {
            return key.clone();
        }
        let key = Key(base32(&self.start.clone().chain_update(id).finalize()).into());
        keys.insert(id.into(), key.clone());
        key
    }
}

/// The first characters, five bits each, the highest first.
fn base32(hash: &[u8]) -> String {
    let bit = |at: usize| usize::from(hash[at / 8] >> (7 - at % 8) & 1);
    let five = |place: usize| (0..5).fold(0, |value, n| value << 1 | bit(5 * place + n));
    (0..CHARACTERS).map(|place| char::from(CROCKFORD[five(place)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(uid: &str, title: &str, id: &str) -> String {
        let plan = Plan { uid: uid.into(), title: title.into(), ..Plan::default() };
        Keys::of(&plan, &RefCell::default()).key(id).as_str().to_string()
    }

    /// As another program gives it for `abc`, a line break and `x`.
    #[test]
    fn a_key_is_the_start_of_a_hash_of_uid_and_id() {
        assert_eq!(base32(&[0xff, 0x00, 0x84, 0x21, 0x08, 0, 0, 0, 0, 0, 0, 0, 0]), "zw088888000000000000");
        assert_eq!(key("abc", "T", "x"), "46mpsfey253h3s36ehsn");
    }

    #[test]
    fn the_title_stands_in_for_a_missing_uid_and_else_counts_for_nothing() {
        assert_eq!(key("", "T", "x"), key(&crate::plan::derived_id("plan", "", "T", 1), "another", "x"));
        assert_ne!(key("", "T", "x"), key("", "U", "x"));
        assert_ne!(key("u", "T", "x"), key("u", "T", "y"));
    }
}
