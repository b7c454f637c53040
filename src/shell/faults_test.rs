//! Faults of the system, for tests: an ignored test is run in another process whose system calls fail or kill it.

use std::{fs, path::Path, process::Command};

/// Tells the other process which folder it works in.
pub const FOLDER_VARIABLE: &str = "HANDSHAKE_TEST_FOLDER";

pub struct Run {
    pub is_success: bool,
    /// What strace saw of the calls meant.
    pub log: String,
}

/// Runs the test of this path with e.g. `error=EIO:when=2` at calls of this name; none where there is no strace.
pub fn under_strace(test: &str, folder: &Path, call: &str, fault: &str) -> Option<Run> {
    let log = folder.join("log");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-o"]).arg(&log).arg("-e").arg(format!("trace={call}")).arg("-e").arg(format!("inject={call}:{fault}"));
    strace.arg(std::env::current_exe().ok()?).args(["--exact", test.trim_start_matches("handshake::"), "--ignored"]);
    let out = strace.env(FOLDER_VARIABLE, folder).output().ok()?;
    Some(Run { is_success: out.status.success(), log: fs::read_to_string(log).ok()? })
}
