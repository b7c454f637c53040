//! What comes in and what goes out: events from the world, effects for it. Both can be printed and compared.
//! Knows no terminal and no disk; the shell turns keys into events and effects into deeds.

use super::{Chord, Gesture, Spot};
use crate::plan::{Plan, Problem};
use std::{path::PathBuf, sync::Arc};

/// Something happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Key(Chord),
    /// A bracketed paste: text, never keys.
    Paste(String),
    /// The pointer, and what lay under it on the screen that was drawn.
    Mouse(Gesture, Option<Spot>),
    Resized(Size),
    /// The day changed; `update` gets the new one.
    Midnight,
    /// What became of a write.
    Written(Written),
    /// Somebody else wrote the file, or `Effect::Reload` asked: its plan, or its problems.
    Reloaded(Result<Arc<Plan>, Vec<Problem>>, Author),
    /// The text as it came back from the editor, or why it did not.
    Edited(Result<String, String>),
    /// Where the files of `Effect::Export` are, as messages name them; or why none was made.
    Exported(Result<Vec<String>, String>),
    /// What became of an effect, in words: done, or why not.
    Said(Result<String, String>),
}

/// Who wrote what was read from the file, as far as can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// Another board, or a command.
    Handshake,
    /// An editor, git, anything.
    Program,
    /// Whoever it was put back a text that the file had before.
    Older,
}

impl Author {
    pub fn words(self) -> &'static str {
        match self {
            Author::Handshake => "another handshake",
            Author::Program => "another program",
            Author::Older => "an older text is back",
        }
    }
}

/// Columns and rows of the terminal, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// How a write ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// This plan is on the disk, synced.
    Saved(Arc<Plan>),
    /// Another program wrote the file again and again: nothing was written.
    ChangedOnDisk,
    /// The world said no: what, and how to go on; where the work was put meanwhile.
    Failed { what: String, rescue: Option<String> },
    /// This plan is in a new file, synced; from now on that is the plan's file.
    SavedAs { plan: Arc<Plan>, path: PathBuf },
    /// The new file could not be made.
    NotSavedAs { what: String },
}

/// Something to be done in the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Put this plan on the disk. Never waited for; the newest wins.
    Write(Arc<Plan>),
    /// Put this plan into a new file and go on there.
    SaveAs(PathBuf, Arc<Plan>),
    /// Read the file again; `Event::Reloaded` follows.
    Reload,
    /// Make these files, names and bytes, in the folder of what was shared beside the plan: private, all or none, over nothing
    /// that is there; `Event::Exported` follows.
    Export(Vec<(String, Vec<u8>)>),
    /// Put this text where other programs can paste it from, and name it so; `Event::Said` follows.
    Copy { what: String, text: String },
    /// Write this text to a new file beside the plan, of this name or one like it; `Event::Said` follows.
    WriteBeside { name: String, text: String },
    /// Show this text in the person's editor; `Event::Edited` follows.
    Edit(String),
    /// Finish writing and leave.
    Quit,
}
