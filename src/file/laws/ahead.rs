//! Laws of reading ahead: wherever another thread begins, what is read is what one reads alone, of whole texts and of broken ones.

use super::{cases, edits, hostile};
use crate::file::read::{Known, Text};
use fastrand::Rng;
use proptest::prelude::*;

/// Everything that a text was read as, comments and places included.
fn said(text: Text) -> String {
    let Text { plan, faults, seen, missed, places } = text;
    let mut ids = seen.spelled();
    ids.sort_by_key(|(_, at)| at.start);
    format!("{plan:#?}\n{faults:?}\n{ids:?}\n{:?}\n{missed}\n{places:?}", (seen.tasks, seen.lacks_ids))
}

/// A place in a text where a character begins.
fn place(text: &str, dice: &mut Rng) -> usize {
    text.floor_char_boundary(dice.usize(..=text.len()))
}

/// Where ids stand, and words that look like them.
fn ids(text: &str) -> Vec<std::ops::Range<usize>> {
    let starts = text.match_indices("\"i").map(|(at, _)| at + 1);
    starts.filter_map(|start| Some(start..start + text[start..].find('"')?)).filter(|it| it.len() < 4).collect()
}

/// Breaks a text, or makes it say something twice or elsewhere: a piece more or less, a name in the place of another.
fn mangled(mut text: String, dice: &mut Rng) -> String {
    const WORDS: [&str; 6] = ["Outcome(", "outcomes: [", "]", ")", "\"", "/* Outcome(title: \"\") */"];
    const LISTS: [&str; 4] = ["outcomes", "noise", "shares", "people"];
    for _ in 0..dice.usize(..3) {
        let (one, other) = (place(&text, dice), place(&text, dice));
        let piece = text[one.min(other)..one.max(other)].to_string();
        let near = text.floor_char_boundary((one + dice.usize(..20)).min(text.len()));
        let ids = ids(&text);
        match dice.u8(..8) {
            0 if piece.len() < 400 => text.insert_str(one, &piece),
            1 => text.replace_range(one..near.max(one), ""),
            2 => text.insert_str(one, dice.choice(&WORDS).unwrap()),
            3 => {
                let [one, other] = [(); 2].map(|()| *dice.choice(&LISTS).unwrap());
                text = text.replace(one, "swapped").replace(other, one).replace("swapped", other);
            }
            _ if ids.len() > 1 => {
                let [one, other] = [(); 2].map(|()| dice.choice(&ids).unwrap().clone());
                let id = text[one].to_string();
                text.replace_range(other, &id);
            }
            _ => {}
        }
    }
    text
}

fn read_from_anywhere(text: &str, dice: &mut Rng) -> Result<(), TestCaseError> {
    let alone = said(Text::read_by_one(text, Known::default()));
    let beginnings = text.match_indices("Outcome(").map(|(at, _)| at);
    for behind in beginnings.chain((0..4).map(|_| place(text, dice))) {
        if let Some(by_two) = Text::read_by_two(text, behind) {
            prop_assert_eq!(said(by_two), &*alone, "from {} of\n{}", behind, text);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_read_what_one_reads(seed: u64) {
        let mut dice = Rng::with_seed(seed);
        let text = hostile::text(&edits::random_plan(&mut dice), &mut dice);
        read_from_anywhere(&text, &mut dice)?;
    }

    #[test]
    fn two_read_of_a_broken_text_what_one_reads(seed: u64) {
        let mut dice = Rng::with_seed(seed);
        let text = hostile::text(&edits::random_plan(&mut dice), &mut dice);
        let text = mangled(text, &mut dice);
        read_from_anywhere(&text, &mut dice)?;
    }
}
