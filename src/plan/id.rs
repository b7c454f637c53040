//! Ids: derived ones for items that were written without, random ones for new items.
//! The rule of derived ids is spec 2, Identity; it must never change, because files do not say which ids were derived.

/// Crockford's base 32, lower case.
pub(crate) const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The id of an item that has none: `kind` is `outcome`, `task` or `deliverable`, `parent` the id of what holds it
/// (noise and outcomes: empty), `nth` its place among several alike, from 1.
pub fn derived_id(kind: &str, parent: &str, title: &str, nth: usize) -> String {
    let mut text = format!("{kind}\n{parent}\n{title}");
    if nth > 1 {
        text.push_str(&format!("\n{nth}"));
    }
    six(fnv_1a(text.as_bytes()))
}

/// A new id from a random number.
pub fn random_id(random: u64) -> String {
    six(random)
}

/// Six characters of the lowest 30 bits, the highest first.
pub(crate) fn six(bits: u64) -> String {
    (0..6).rev().map(|place| CROCKFORD[(bits >> (5 * place)) as usize & 31] as char).collect()
}

/// 64-bit FNV-1a (draft-eastlake-fnv).
pub(crate) fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fnv_1a_gives_the_published_values() {
        assert_eq!([fnv_1a(b""), fnv_1a(b"a"), fnv_1a(b"foobar")], [0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c, 0x8594_4171_f739_67e8]);
    }

    #[test]
    fn alike_items_get_different_ids_and_the_same_ones_each_time() {
        let [first, second] = [1, 2].map(|nth| derived_id("task", "finance", "Load", nth));
        assert_ne!(first, second);
        assert_eq!(first, derived_id("task", "finance", "Load", 1));
        assert!(first.len() == 6 && first.bytes().all(|c| CROCKFORD.contains(&c)));
        assert_eq!(six(1), "000001");
        assert_eq!(six(32), "000010");
    }
}
