//! A screen made with what is remembered of the last ones is the screen made from nothing, whatever was pressed in between.

#[path = "support/desk.rs"]
mod desk;

use desk::Desk;
use handshake::{
    desk::Event,
    view::{self, Memory},
};
use proptest::prelude::*;

/// Keys that walk, change, open and close; what is typed into a field is among them.
const KEYS: &[&str] = &[
    "j",
    "j",
    "j",
    "k",
    "h",
    "l",
    "}",
    "{",
    "H",
    "L",
    "J",
    "K",
    "a",
    "a",
    "b",
    "D",
    "u",
    "U",
    "x",
    "p",
    "<tab>",
    "t",
    "s",
    "w",
    "o",
    "2",
    "z",
    "v",
    "n",
    "m",
    "V",
    "P",
    "<enter>",
    "<enter>",
    "<esc>",
    "<esc>",
    "<space>",
    "/",
    "?",
    "<down>",
    "<up>",
    "<backspace>",
];
const SIZES: &[(u16, u16)] = &[(160, 48), (120, 30), (100, 30), (80, 24), (50, 20), (300, 12)];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_remembered_is_never_out_of_date(
        steps in proptest::collection::vec((0..KEYS.len(), 0..40usize), 1..60),
    ) {
        let mut desk = Desk::finance();
        let mut memory = Memory::default();
        for (key, chance) in steps {
            match chance {
                0 => {
                    desk.today = desk.today.succ_opt().unwrap();
                    desk.event(Event::Midnight);
                }
                at if at <= SIZES.len() => {
                    let (width, height) = SIZES[at - 1];
                    desk.resize(width, height);
                }
                _ => {
                    desk.type_keys(KEYS[key]);
                }
            }
            let again = view::screen_again(&mut memory, &desk.model, desk.today);
            prop_assert!(again == view::screen(&desk.model, desk.today), "after {}", KEYS[key]);
        }
    }
}
