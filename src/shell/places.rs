//! Where the state folder has something for one plan: its rescue copies and its kept texts.

use super::{
    keep::Keep,
    rescue::{Rescue, state_folder},
};
use std::path::{Path, PathBuf};

/// Where the state folder has something for this plan.
#[derive(Debug, Clone)]
pub struct Places {
    pub state: Option<PathBuf>,
    pub rescue: Rescue,
    pub keep: Keep,
}

impl Places {
    pub fn of(plan: &Path) -> Self {
        Places::within(state_folder(), plan)
    }
    /// As `of`, in a state folder of choice.
    pub fn within(state: Option<PathBuf>, plan: &Path) -> Self {
        Places { rescue: Rescue::within(state.clone(), plan), keep: Keep::within(state.clone(), plan), state }
    }
}
