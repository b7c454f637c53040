//! Tells when the plan file may have changed. The system tells us of its folder; nothing is asked again and again.
//! The folder is watched, not the file: a save that renames would leave us watching a text that is gone.
//! Where nobody tells (a network disk, no handles left, a folder that went) the file is looked at every two seconds.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, event::ModifyKind};
use std::{
    collections::HashSet,
    ffi::OsString,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

/// How often a file is looked at that nobody tells of.
const SLOWLY: Duration = Duration::from_secs(2);

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    watcher: Option<RecommendedWatcher>,
    folders: HashSet<PathBuf>,
    /// Dropping it ends the thread that looks slowly.
    _slow: Option<mpsc::Sender<()>>,
}

impl Watch {
    /// Calls `changed` after anything that may have changed the file, from another thread, sometimes without cause.
    pub fn start(path: &Path, changed: impl Fn() + Send + Sync + 'static) -> Watch {
        let changed: Arc<dyn Fn() + Send + Sync> = Arc::new(changed);
        let places = places(path);
        let is_told = !places.is_empty() && places.iter().all(|it| it.parent().is_some_and(|folder| !is_far(folder)));
        let folders: HashSet<PathBuf> = places.iter().filter_map(|it| it.parent()).map(PathBuf::from).collect();
        let watcher = if is_told { watcher(&places, &folders, path, &changed).ok() } else { None };
        let slow = watcher.is_none().then(|| slowly(path, changed)).flatten();
        Watch { watcher, folders, _slow: slow }
    }

    /// Nothing is told from here on. The system takes a watch down on its own time, and a program that ends at once after it has to
    /// wait for that (Linux: 10 to 20 ms): say this before whatever else there is to do at the end, and drop the watch after it.
    pub fn silence(&mut self) {
        for folder in &self.folders {
            let _ = self.watcher.as_mut().map(|it| it.unwatch(folder)); // one that went has no watch
        }
    }
}

/// The file, and where its name is a link, what the link leads to; each with its whole path.
fn places(path: &Path) -> Vec<PathBuf> {
    let absolute = |it: &Path| {
        Some(it.parent().map(|it| if it.as_os_str().is_empty() { Path::new(".") } else { it })?.canonicalize().ok()?.join(it.file_name()?))
    };
    let mut places: Vec<PathBuf> = absolute(path).into_iter().chain(path.canonicalize().ok()).collect();
    places.dedup();
    places
}

fn watcher(
    places: &[PathBuf],
    folders: &HashSet<PathBuf>,
    path: &Path,
    changed: &Arc<dyn Fn() + Send + Sync>,
) -> notify::Result<RecommendedWatcher> {
    let names: HashSet<OsString> = places.iter().filter_map(|it| it.file_name()).map(OsString::from).collect();
    let (told, gone, path) = (changed.clone(), changed.clone(), path.to_path_buf());
    let ours = folders.clone();
    // When the folder itself goes nobody tells any more; from then on it is looked at slowly.
    let mut slow = None;
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let Ok(event) = event else { return told() };
        if is_change(&event.kind) && event.paths.iter().any(|it| it.file_name().is_some_and(|name| names.contains(name))) {
            told();
        }
        if slow.is_none() && !event.kind.is_access() && event.paths.iter().any(|it| ours.contains(it)) && ours.iter().any(|it| !it.is_dir())
        {
            slow = slowly(&path, gone.clone());
            told();
        }
        if event.need_rescan() {
            told();
        }
    })?;
    for folder in folders {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// Reading a file is an event too, ours and others'.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(notify::event::MetadataKind::AccessTime)) => false,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
    }
}

/// A thread that looks at the file's metadata; it ends when the sender is dropped.
fn slowly(path: &Path, changed: Arc<dyn Fn() + Send + Sync>) -> Option<mpsc::Sender<()>> {
    let (stop, stopped) = mpsc::channel::<()>();
    let path = path.to_path_buf();
    let stamp = move || path.metadata().ok().map(|it| (it.dev(), it.ino(), it.size(), it.mtime(), it.mtime_nsec(), it.ctime_nsec()));
    let mut seen = stamp();
    let look = move || {
        while stopped.recv_timeout(SLOWLY) == Err(mpsc::RecvTimeoutError::Timeout) {
            let now = stamp();
            if now != seen {
                seen = now;
                changed();
            }
        }
    };
    thread::Builder::new().name("slow watch".into()).spawn(look).ok()?;
    Some(stop)
}

/// Whether others may write this folder without our system hearing of it.
#[cfg(target_os = "linux")]
fn is_far(folder: &Path) -> bool {
    // NFS, SMB, CIFS, SMB2, FUSE, 9P, AFS, CEPH: linux/magic.h.
    const FAR: [u32; 8] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546, 0x0102_1997, 0x5346_414f, 0x00c3_6400];
    rustix::fs::statfs(folder).is_ok_and(|it| FAR.contains(&(it.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn is_far(_folder: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::symlink, sync::mpsc::Receiver};

    fn watched(path: &Path) -> (Watch, Receiver<()>) {
        let (sender, told) = mpsc::channel();
        (Watch::start(path, move || sender.send(()).unwrap_or(())), told)
    }
    fn is_told(told: &Receiver<()>) -> bool {
        told.recv_timeout(Duration::from_secs(5)).is_ok()
    }
    /// Until nothing came for a while.
    fn drain(told: &Receiver<()>) {
        while told.recv_timeout(Duration::from_millis(150)).is_ok() {}
    }

    #[test]
    fn every_way_of_writing_is_told_and_other_files_and_readers_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("plan.ron"), "a").unwrap();
        let (_watch, told) = watched(&at("plan.ron"));
        let ways: [(&str, &dyn Fn()); 5] = [
            ("in place", &|| fs::write(at("plan.ron"), "b").unwrap()),
            ("renamed over", &|| {
                fs::write(at("new"), "c").unwrap();
                fs::rename(at("new"), at("plan.ron")).unwrap();
            }),
            ("removed", &|| fs::remove_file(at("plan.ron")).unwrap()),
            ("made again", &|| fs::write(at("plan.ron"), "d").unwrap()),
            ("moved away", &|| fs::rename(at("plan.ron"), at("plan.ron~")).unwrap()),
        ];
        for (way, write) in ways {
            write();
            assert!(is_told(&told), "{way}");
            drain(&told);
        }
        fs::write(at("other.ron"), "x").unwrap();
        fs::read(at("other.ron")).unwrap();
        fs::rename(at("plan.ron~"), at("plan.ron")).unwrap();
        drain(&told);
        fs::read(at("plan.ron")).unwrap();
        assert!(told.recv_timeout(Duration::from_millis(150)).is_err(), "reading is no change");
    }

    #[test]
    fn a_silenced_watch_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("plan.ron");
        fs::write(&plan, "a").unwrap();
        let (mut watch, told) = watched(&plan);
        fs::write(&plan, "b").unwrap();
        assert!(is_told(&told));
        drain(&told);
        watch.silence();
        fs::write(&plan, "c").unwrap();
        assert!(told.recv_timeout(Duration::from_millis(150)).is_err());
    }

    #[test]
    fn behind_a_link_both_the_link_and_the_file_are_watched() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("real")).unwrap();
        fs::write(at("real/p.ron"), "a").unwrap();
        symlink("real/p.ron", at("plan.ron")).unwrap();
        let (_watch, told) = watched(&at("plan.ron"));
        fs::write(at("real/p.ron"), "b").unwrap();
        assert!(is_told(&told));
        drain(&told);
        fs::remove_file(at("plan.ron")).unwrap();
        assert!(is_told(&told));
    }

    #[test]
    fn where_the_folder_cannot_be_watched_and_when_it_comes_back_the_file_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join("plan.ron"), "a").unwrap();
        let (_watch, told) = watched(&inner.join("plan.ron"));
        fs::rename(&inner, folder.path().join("away")).unwrap();
        assert!(is_told(&told), "the folder went");
        drain(&told);
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join("plan.ron"), "b").unwrap();
        assert!(is_told(&told), "and came back");
        let (_watch, told) = watched(&folder.path().join("nowhere/plan.ron"));
        fs::create_dir(folder.path().join("nowhere")).unwrap();
        fs::write(folder.path().join("nowhere/plan.ron"), "c").unwrap();
        assert!(is_told(&told));
    }
}
