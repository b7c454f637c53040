//! A plan file on the disk: read whole or refused, saved whole or not at all, made only where nothing is.
//! Knows bytes and paths, nothing of a plan; says no with a `Fault`.

mod create;
mod fresh;
mod read;
mod save;

/// How the names of temporary files begin: what a killed save left is known by it.
pub(super) const TEMPORARY: &str = ".handshake-";

pub use create::{create, folder, throwaway_folder};
pub use fresh::Fresh;
pub(super) use read::holds;
pub use read::{SIZE_MAX_BYTES, bytes_of, read};
pub(super) use save::still_holds;
pub use save::{Unwritten, put_over as put, save};
