//! The program as a value: what is open, where the cursor stands, what a key does.
//! Pure: events come in, effects go out; no clock, no disk, no terminal.

mod chord;
mod event;

pub use chord::{Chord, Key};
pub use event::{Effect, Event, Size, Written};
