//! The last texts of a plan, in the state folder: what was read and written, so that an older one can be had back.
//! Private (0700, 0600); never waited for by the disk, never a reason not to save; the oldest go.

use super::{
    clock::moment,
    disk::{TEMPORARY, holds},
    rescue::{key_of, private_folder, state_folder},
};
use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

/// So many texts of a plan are kept.
const TEXTS_MAX: usize = 20;
/// Of a large plan fewer, that they do not fill the disk.
const BYTES_MAX: usize = 64 << 20;
/// No save takes so long.
const SWEPT_AFTER: Duration = Duration::from_secs(60);
/// Beside the texts: where the plan lies.
const PATH: &str = "plan";

/// The kept texts of one plan.
#[derive(Debug, Clone)]
pub struct Keep {
    /// None where this system has no state folder.
    folder: Option<PathBuf>,
}

impl Keep {
    pub fn of(plan: &Path) -> Keep {
        Keep::within(state_folder(), plan)
    }
    /// As `of`, in a state folder of choice.
    pub fn within(state: Option<PathBuf>, plan: &Path) -> Keep {
        Keep { folder: state.map(|it| it.join("texts").join(key_of(plan))) }
    }

    /// Keeps a text, unless it is kept already.
    pub fn note(&self, plan: &Path, text: &[u8]) {
        if !self.has(text) {
            let _ = self.add(plan, text); // a text less to go back to is no reason not to go on
        }
    }

    /// Whether a handshake has read or written this text.
    pub fn has(&self, text: &[u8]) -> bool {
        self.age_of(text).is_some()
    }

    /// How long ago a handshake read or wrote this text first; none: never.
    pub fn age_of(&self, text: &[u8]) -> Option<Duration> {
        let is_so_long = |it: &PathBuf| it.metadata().is_ok_and(|it| it.len() == text.len() as u64);
        let kept = self
            .texts()
            .into_iter()
            .rev()
            .find(|it| is_so_long(it) && fs::File::open(it).and_then(|it| holds(it, text)).is_ok_and(|it| it))?;
        // A clock that was set back makes it look young, never unknown.
        Some(kept.metadata().and_then(|it| it.modified()).ok().and_then(|it| it.elapsed().ok()).unwrap_or_default())
    }

    /// The kept texts, the oldest first.
    pub fn texts(&self) -> Vec<PathBuf> {
        self.folder.as_ref().map_or_else(Vec::new, |it| texts_in(it))
    }

    /// Takes away what a save that was killed left beside the plan: old files of ours that are empty, or hold a text that is kept.
    /// Anything else may be somebody's work that a save had in hand, and stays.
    pub fn sweep(&self, plan: &Path) {
        let folder = plan.canonicalize().ok().and_then(|it| it.parent().map(PathBuf::from));
        let Some(Ok(entries)) = folder.map(fs::read_dir) else { return };
        let is_ours =
            |it: &fs::DirEntry| it.file_name().to_string_lossy().starts_with(TEMPORARY) && it.file_type().is_ok_and(|it| it.is_file());
        for file in entries.flatten().filter(is_ours).map(|it| it.path()) {
            let age = file.metadata().and_then(|it| it.modified()).ok().and_then(|it| it.elapsed().ok());
            let is_old = age.is_some_and(|age| age > SWEPT_AFTER);
            if is_old && fs::read(&file).is_ok_and(|text| text.is_empty() || self.has(&text)) {
                let _ = fs::remove_file(file); // one that cannot be removed harms nobody
            }
        }
    }

    fn add(&self, plan: &Path, text: &[u8]) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        private_folder(folder)?;
        if !folder.join(PATH).exists() {
            let lies = plan.canonicalize().unwrap_or_else(|_| plan.to_path_buf());
            private(&folder.join(PATH))?.write_all(lies.display().to_string().as_bytes())?;
        }
        let file = folder.join(format!("{}-{}.ron", moment(), std::process::id()));
        private(&file)?.write_all(text)?;
        let most = (BYTES_MAX / text.len().max(1)).clamp(2, TEXTS_MAX);
        let texts = self.texts();
        for old in texts.iter().take(texts.len().saturating_sub(most)) {
            let _ = fs::remove_file(old); // another handshake may have done so already
        }
        Ok(())
    }
}

/// The texts in a folder, the oldest first. One whose name is of the future was kept before the clock was set back.
fn texts_in(folder: &Path) -> Vec<PathBuf> {
    let now = moment();
    let mut texts = plans_in(folder);
    texts.sort_by_cached_key(|it| (it.file_name() <= Some(now.as_ref()), it.clone()));
    texts
}

fn plans_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    entries.filter(|it| it.extension().is_some_and(|it| it == "ron")).collect()
}

fn private(file: &Path) -> io::Result<fs::File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)
}

/// A text that can be had back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub file: PathBuf,
    /// Where the plan lies that it is a text of, where that is known.
    pub plan: Option<String>,
    pub kind: KeptKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptKind {
    /// Work that could not be saved.
    Rescue,
    /// A text the plan had.
    Text,
}

/// Everything that can be had back, rescue copies first, the newest first.
pub fn kept() -> Vec<Kept> {
    state_folder().map_or_else(Vec::new, |it| kept_within(&it))
}

fn kept_within(state: &Path) -> Vec<Kept> {
    let mut rescued = plans_in(&state.join("rescue"));
    rescued.sort();
    let is_file = |it: &PathBuf| it.is_file();
    let rescued = rescued.into_iter().rev().filter(is_file).map(|file| Kept { file, plan: None, kind: KeptKind::Rescue });
    let mut folders: Vec<PathBuf> = fs::read_dir(state.join("texts")).into_iter().flatten().flatten().map(|it| it.path()).collect();
    folders.sort();
    let texts = folders.iter().flat_map(|folder| {
        let plan = fs::read_to_string(folder.join(PATH)).ok();
        texts_in(folder).into_iter().rev().filter(is_file).map(move |file| Kept { file, plan: plan.clone(), kind: KeptKind::Text })
    });
    rescued.chain(texts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    // P11
    #[test]
    fn the_last_twenty_texts_are_kept_and_private() {
        let state = tempfile::tempdir().unwrap();
        let (root, plan) = (state.path().join("handshake"), Path::new("/p/plan.ron"));
        let keep = Keep::within(Some(root.clone()), plan);
        for n in 0..30 {
            keep.note(plan, format!("text {n}").as_bytes());
            keep.note(plan, format!("text {n}").as_bytes());
        }
        let texts: Vec<String> = keep.texts().iter().map(|it| fs::read_to_string(it).unwrap()).collect();
        assert_eq!(texts, (10..30).map(|n| format!("text {n}")).collect::<Vec<_>>());
        assert!(keep.has(b"text 29") && !keep.has(b"text 2"));
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        let newest = keep.texts().pop().unwrap();
        assert_eq!((mode(&newest), mode(newest.parent().unwrap()), mode(&root)), (0o600, 0o700, 0o700));
        let listed = kept_within(&root);
        assert_eq!((listed.len(), listed[0].plan.as_deref(), &listed[0].file), (20, Some("/p/plan.ron"), &newest));
    }

    // H76 P11
    #[test]
    fn texts_from_before_the_clock_was_set_back_go_first() {
        let state = tempfile::tempdir().unwrap();
        let plan = Path::new("/p/plan.ron");
        let keep = Keep::within(Some(state.path().into()), plan);
        keep.note(plan, b"first");
        let folder = keep.folder.clone().unwrap();
        for n in 10..10 + TEXTS_MAX {
            fs::write(folder.join(format!("2999-01-{n}-120000-000000000-1.ron")), format!("ahead {n}")).unwrap();
        }
        keep.note(plan, b"second");
        assert!(keep.has(b"first") && keep.has(b"second") && !keep.has(b"ahead 10") && keep.has(b"ahead 29"));
        let newest = |at: usize| fs::read_to_string(&kept_within(state.path())[at].file).unwrap();
        assert_eq!((newest(0), newest(1), newest(2)), ("second".into(), "first".into(), "ahead 29".into()));
    }

    // H60
    #[test]
    fn what_killed_saves_left_is_swept_away_and_what_may_be_somebodys_work_stays() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let keep = Keep::within(Some(at("state")), &at("plan.ron"));
        fs::write(at("plan.ron"), "new").unwrap();
        keep.note(&at("plan.ron"), b"old");
        let hour_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
        for (name, text) in [
            (".handshake-old", "old"),
            (".handshake-empty", ""),
            (".handshake-theirs", "theirs"),
            ("old", "old"),
            (".handshake-now", "old"),
        ] {
            fs::write(at(name), text).unwrap();
            if name != ".handshake-now" {
                fs::File::options().write(true).open(at(name)).unwrap().set_modified(hour_ago).unwrap();
            }
        }
        keep.sweep(&at("plan.ron"));
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        assert_eq!(left, [".handshake-now", ".handshake-theirs", "old", "plan.ron", "state"]);
    }

    #[test]
    fn without_a_home_nothing_is_kept_and_nothing_fails() {
        let keep = Keep::within(None, Path::new("plan.ron"));
        keep.note(Path::new("plan.ron"), b"x");
        assert_eq!(keep.texts(), Vec::<PathBuf>::new());
    }
}
