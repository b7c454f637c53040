//! What the ron crate with serde reads, and what we read, over mutations of plans: the same, but for what is written out here.

use super::{cases, edits, hostile};
use crate::file::{identity, read::faults};
use crate::plan::Plan;
use proptest::prelude::*;
use ron::extensions::Extensions;

/// What we refuse and ron does not: values are judged from their text, identities are checked, a plan needs its titles.
const STRICTER: &[&str] = &[
    // `1e3`, `0x10`, `+3`, three decimals
    "NotDays",
    "NotMoney",
    "NotACount",
    // chrono reads `2027-3-1` and years of any length
    "NotADate",
    "NotASpan",
    "NotAKey",
    // serde has a default for every field
    "MissingField",
    "EmptyId",
    "DoubledId",
    "EmptyName",
    "DoubledName",
    "DoubledKey",
    "FewColumns",
    "Newer",
    "CrComment",
];

/// Texts that ron refuses and we read; each with a word that shows it.
fn we_are_wider(text: &str, error: &str) -> bool {
    // A BOM is kept, ron takes it for a character.
    text.starts_with('\u{feff}')
        // Any field that is not required may stand as `Some(x)` or `None`; ron knows that only of options and what is marked so, not of
        // `format`, `tolerance` and the like.
        || ((text.contains("Some") || text.contains("None")) && (error.contains("Expected integer") || error.contains("opening `(`")))
        // Bare structs are read, whatever the header asks for.
        || text.contains("explicit_struct_names")
}

/// An oddity of ron: `Some "x"` without brackets.
fn is_oddity_of_ron(text: &str) -> bool {
    text.match_indices("Some").any(|(at, some)| !text[at + some.len()..].trim_start().starts_with('('))
}

fn ron_reads(text: &str) -> Result<Plan, String> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let mut plan: Plan = options.from_str(text).map_err(|error| error.to_string())?;
    identity::derive(&mut plan);
    Ok(plan)
}

const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "'",
    "/",
    "//",
    "/*",
    "*/",
    "\\",
    "#",
    "r#\"",
    "\"#",
    "None",
    "Some(",
    "Some",
    "()",
    "\n",
    "\r",
    "\t",
    " ",
    "_",
    ".",
    "-",
    "+",
    "0",
    "1_0",
    "2.0",
    "0x10",
    "1e3",
    ".5",
    "5.",
    "1__0",
    "_1",
    "1_",
    "NaN",
    "inf",
    "1u8",
    "b\"x\"",
    "b'x'",
    "true",
    "Task",
    "Task(",
    "title",
    "r#title",
    "é",
    "\u{200e}",
    "\u{a0}",
    "\u{2028}",
    "\u{0}",
    "'''",
    "1..=3",
    "..",
    "\\u{41}",
    "\\x41",
    "\\xc3\\xa9",
    "\\q",
    "id: \"\",",
    "owners: [],",
];

fn mutated(mut text: String, dice: &mut fastrand::Rng) -> String {
    let place = |text: &str, dice: &mut fastrand::Rng| {
        let mut at = dice.usize(..=text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    for _ in 0..dice.usize(0..3) {
        let at = place(&text, dice);
        match dice.u8(..4) {
            0 => text.insert_str(at, dice.choice(PIECES).unwrap()),
            1 if at < text.len() => drop(text.remove(at)),
            2 => {
                let word = |c: char| !c.is_alphanumeric() && c != '_' && c != '.';
                let start = text[..at].rfind(word).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
                let end = text[at..].find(word).map_or(text.len(), |end| at + end);
                text.replace_range(start..end.max(start), dice.choice(PIECES).unwrap());
            }
            _ => {
                let other = place(&text, dice);
                let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 12));
                let to = (from..=to).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                text.replace_range(from..to, "");
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() * 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn we_read_what_ron_reads_but_for_what_is_written_out(seed: u64) {
        let mut dice = fastrand::Rng::with_seed(seed);
        let text = match dice.u8(..3) {
            0 => include_str!("../../../tests/hostile/00-ok-baseline.ron").to_string(),
            1 => include_str!("../../../assets/new.ron").to_string(),
            _ => hostile::text(&edits::random_plan(&mut dice), &mut dice),
        };
        let text = mutated(text, &mut dice);
        let (ours, faults) = faults(&text);
        let names: Vec<&str> = faults.iter().map(|fault| fault.trouble.name()).collect();
        match (ron_reads(&text), ours.filter(|_| faults.is_empty())) {
            (Ok(theirs), Some(ours)) => prop_assert_eq!(ours, theirs, "{}", text),
            (Ok(_), None) => prop_assert!(is_oddity_of_ron(&text) || names.iter().any(|name| STRICTER.contains(name)), "only ron reads it: {names:?}\n{text}"),
            (Err(error), Some(_)) => prop_assert!(we_are_wider(&text, &error), "only we read it: {error}\n{text}"),
            (Err(_), None) => {}
        }
    }
}
