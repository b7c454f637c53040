//! The known name that a typed one was probably meant to be, and the letters in it that only look familiar.

use crate::words::{listed, nearest};

/// The characters of a name that only look like letters of the alphabet.
pub(super) fn foreign(name: &str) -> String {
    let foreign: Vec<String> = name.chars().filter(|c| !c.is_ascii()).take(4).map(|c| format!("U+{:04X}", c as u32)).collect();
    match foreign.is_empty() {
        true => String::new(),
        false => format!(" (with {})", listed(&foreign)),
    }
}

/// `did you mean owners?`
pub(super) fn suggestion(typed: &str, known: &[&str]) -> Option<String> {
    nearest(typed, known.iter().copied()).map(|name| format!("did you mean {name}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_known_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(suggestion("ownres", &["id", "owners"]).as_deref(), Some("did you mean owners?"));
        assert_eq!(suggestion("delivery", &["Delivery", "Customer"]).as_deref(), Some("did you mean Delivery?"));
        assert_eq!(suggestion("zzz", &["id", "owners"]), None);
    }
}
