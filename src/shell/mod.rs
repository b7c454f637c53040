//! The world: disk, clock, terminal, signals, folders, and the loop that ties them to a program.
//! The only room that may touch them; it knows no rule of a plan, and hands text and plans on as they are.
//! A new kind of event from outside gets a thread, a `Message` and an arm in `run`.
#![allow(clippy::disallowed_methods)] // the methods are banned elsewhere because they belong here

mod ansi;
mod background;
mod beside;
mod clipboard;
mod clock;
mod config;
mod crash;
mod diagnosis;
mod disk;
mod editor;
mod fault;
mod find;
mod first_run;
pub mod git;
mod input;
mod joins;
mod keep;
mod keys;
mod lock;
pub mod log;
mod meant;
mod orders;
mod pen;
mod places;
mod program;
mod rescue;
mod run;
mod signals;
#[cfg(test)]
mod strace_tests;
mod terminal;
mod text;
mod watch;
mod writer;

pub use background::Background;
pub use clock::Clock;
pub use config::read_config;
pub use crash::tell_panics;
pub use diagnosis::{Fact, clipboard, editor, folders, git_set_up, plan_file, terminal};
pub use disk::{Fresh, SIZE_MAX_BYTES, Unwritten, bytes_of, create, folder, put, read, save, throwaway_folder};
pub use fault::{Doing, Fault};
pub use find::{PLAN_NAME, find_plan};
pub use first_run::{FirstRun, ask, ask_line};
pub use keep::{Kept, KeptKind, kept};
pub use lock::Lock;
pub use places::Places;
pub use program::{Ending, Program};
pub use rescue::{Rescue, config_folder, state_folder};
pub use run::run;
pub use terminal::able as able_terminal;
pub use text::{Bytes, Text};
pub use writer::{Opened, Unsaved, Writer};
