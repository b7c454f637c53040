//! One writer of a plan at a time, among the handshakes of one user: a lock that the system takes back when its holder dies.
//! It lies in the state folder, because a lock on the plan itself would stay with the text that a save puts aside.
//! Where there is no lock to be had the save goes on: what it displaces is looked at anyway.

use super::rescue::{key_of, private_folder, state_folder};
use std::{
    fs::{File, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// A holder that was stopped in the middle of a save is waited for so long.
const PATIENCE: Duration = Duration::from_secs(3);
const STEP: Duration = Duration::from_millis(1);

/// Held until it is dropped.
#[derive(Debug)]
pub struct Lock(#[cfg_attr(not(test), expect(dead_code, reason = "closing the file gives the lock back"))] Option<File>);

impl Lock {
    /// Waits while another handshake is saving this plan.
    pub fn of(plan: &Path) -> Lock {
        Lock::within(state_folder(), plan)
    }
    /// As `of`, in a state folder of choice.
    pub fn within(state: Option<PathBuf>, plan: &Path) -> Lock {
        Lock(state.and_then(|state| opened(&state, plan)).filter(held))
    }
}

fn opened(state: &Path, plan: &Path) -> Option<File> {
    let folder = state.join("locks");
    private_folder(&folder).ok()?;
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(folder.join(key_of(plan))).ok()
}

fn held(file: &File) -> bool {
    let started = Instant::now();
    while file.try_lock().is_err() {
        if started.elapsed() > PATIENCE {
            return false;
        }
        thread::sleep(STEP);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    // H59
    #[test]
    fn one_holds_it_and_the_next_gets_it_when_it_is_let_go() {
        let state = tempfile::tempdir().unwrap();
        let (path, other) = (Path::new("/p/plan.ron"), Path::new("/p/other.ron"));
        let held = Lock::within(Some(state.path().into()), path);
        assert!(held.0.is_some());
        assert!(opened(state.path(), path).unwrap().try_lock().is_err(), "taken");
        assert!(opened(state.path(), other).unwrap().try_lock().is_ok(), "another plan has its own");
        drop(held);
        assert!(opened(state.path(), path).unwrap().try_lock().is_ok());
    }

    // H59
    #[test]
    fn one_that_is_never_let_go_and_a_missing_state_folder_stop_nobody() {
        let state = tempfile::tempdir().unwrap();
        let stuck = Lock::within(Some(state.path().into()), Path::new("plan.ron"));
        assert!(Lock::within(Some(state.path().into()), Path::new("plan.ron")).0.is_none(), "goes on without it");
        drop(stuck);
        assert!(Lock::within(None, Path::new("plan.ron")).0.is_none());
    }
}
