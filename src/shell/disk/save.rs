//! Saving over a plan: a temporary file beside it, synced, renamed over; link, mode, owner and labels stay.
//! First the disk must still hold the bytes last read. Where renaming would lose a hard link or an owner,
//! or is not allowed, the file itself is rewritten, with a rescue copy in hand.

use super::super::{
    fault::{Doing, Fault, is_loop},
    rescue::Rescue,
};
use super::TEMPORARY;
use super::read::{Stamp, compare_with_stamp, read_with_stamp};
use rustix::{fs::OFlags, io::Errno};
use std::{
    fs::{self, File, Metadata, OpenOptions, Permissions},
    io::{self, Seek, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Why a save did not happen. The file is as it was.
#[derive(Debug)]
pub enum Unwritten {
    /// Somebody else wrote the file since it was read.
    ChangedOnDisk,
    Fault(Fault),
}

impl From<Fault> for Unwritten {
    fn from(fault: Fault) -> Self {
        // While saving, whatever stops the reading stops the saving.
        Unwritten::Fault(Fault { doing: Doing::Saving, ..fault })
    }
}

/// Puts `text` where `last_read` is. Returns when it is on the disk, synced.
///
/// # Errors
/// `ChangedOnDisk` when the file holds other bytes than `last_read`; a fault when the world says no.
pub fn save(path: &Path, last_read: &[u8], text: &[u8], rescue: &Rescue) -> Result<(), Unwritten> {
    let (target, seen) = unchanged(path, last_read)?;
    refuse_read_only(&target, &seen)?;
    if seen.nlink() > 1 {
        return rewrite(&target, &seen, last_read, text, rescue);
    }
    match replace(&target, &seen, last_read, text) {
        // A folder that takes no new file, or an owner that cannot be given: the file itself may still be writable.
        Err(Stopped::World(source)) if source.kind() == io::ErrorKind::PermissionDenied => rewrite(&target, &seen, last_read, text, rescue),
        Err(Stopped::World(source)) => Err(Fault::io(Doing::Saving, path, source).into()),
        Err(Stopped::Changed) => Err(Unwritten::ChangedOnDisk),
        Ok(()) => Ok(()),
    }
}

/// Puts `text` there, whatever stands there now.
///
/// # Errors
/// When the world says no.
pub fn put_over(path: &Path, text: &[u8]) -> Result<(), Fault> {
    if path.symlink_metadata().is_err() {
        return super::create(path, text);
    }
    let (now, _) = read_with_stamp(path)?;
    match save(path, &now, text, &Rescue::of(path)) {
        Ok(()) => Ok(()),
        Err(Unwritten::Fault(fault)) => Err(fault),
        Err(Unwritten::ChangedOnDisk) => Err(Fault::new(Doing::Saving, path, "another program writes it just now", "try again")),
    }
}

/// Whether the disk still holds these bytes.
///
/// # Errors
/// As `save`.
pub(in super::super) fn still_holds(path: &Path, last_read: &[u8]) -> Result<(), Unwritten> {
    unchanged(path, last_read).map(|_| ())
}

fn unchanged(path: &Path, last_read: &[u8]) -> Result<(PathBuf, Metadata), Unwritten> {
    let target = resolve(path)?;
    match compare_with_stamp(&target, last_read)? {
        (true, seen) => Ok((target, seen)),
        (false, _) => Err(Unwritten::ChangedOnDisk),
    }
}

/// The file a link finally points at.
fn resolve(path: &Path) -> Result<PathBuf, Fault> {
    fs::canonicalize(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => {
            let to = path.read_link().unwrap_or_default();
            let what = format!("it is a link to {}, which is not there", to.display());
            Fault::new(Doing::Saving, path, what, "make it point at the plan file; handshake tries again with the next change")
        }
        io::ErrorKind::NotFound => Fault::new(
            Doing::Saving,
            path,
            "the file is gone, and is not made anew unasked: a checkout may be under way",
            "put it back, or save the rescue copy under its name",
        ),
        _ if is_loop(&source) => Fault::io(Doing::Saving, path, source),
        _ => Fault::io(Doing::Saving, path, source),
    })
}

/// Renaming over a read-only file would work; whoever made it read-only did not want that.
fn refuse_read_only(target: &Path, seen: &Metadata) -> Result<(), Fault> {
    let is_ours = rustix::fs::access(target, rustix::fs::Access::WRITE_OK);
    match is_ours {
        Err(Errno::ROFS) => Err(Fault::io(Doing::Saving, target, Errno::ROFS.into())),
        Ok(()) if seen.mode() & 0o222 != 0 => Ok(()),
        Ok(()) | Err(_) => Err(Fault::new(
            Doing::Saving,
            target,
            "the file is read-only",
            "`chmod u+w` makes it writable; handshake tries again with the next change",
        )),
    }
}

enum Stopped {
    Changed,
    World(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(source: io::Error) -> Self {
        Stopped::World(source)
    }
}

fn replace(target: &Path, seen: &Metadata, last_read: &[u8], text: &[u8]) -> Result<(), Stopped> {
    let folder = folder_of(target);
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).rand_bytes(12).tempfile_in(folder)?;
    temporary.write_all(text)?;
    dress(temporary.as_file(), target, seen)?;
    temporary.as_file().sync_all()?;
    let is_same = target.symlink_metadata().is_ok_and(|now| Stamp::of(&now) == Stamp::of(seen));
    if !is_same {
        return Err(Stopped::Changed);
    }
    put(temporary, target, text, last_read)?;
    Ok(sync_folder(folder)?)
}

/// The last look and the rename in one step: the two files change places, and what came out must be what was last read.
/// Else they change back. Without such a step on this system the file is renamed over.
fn put(temporary: NamedTempFile, target: &Path, text: &[u8], last_read: &[u8]) -> Result<(), Stopped> {
    match exchange(temporary.path(), target) {
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(temporary.persist(target).map(drop).map_err(|it| it.error)?),
        Err(source) => Err(Stopped::World(source.into())),
        Ok(()) if holds(temporary.path(), last_read) => Ok(()), // and dropping it deletes the old text
        Ok(()) => Err(change_back(temporary, target, text)),
    }
}

/// Somebody's text came out: it goes back. Where it cannot, or what comes out then was written to meanwhile, the temporary file is
/// somebody's work, and not ours to delete.
fn change_back(mut temporary: NamedTempFile, target: &Path, text: &[u8]) -> Stopped {
    let back = exchange(temporary.path(), target);
    if back.is_err() || !holds(temporary.path(), text) {
        temporary.disable_cleanup(true);
    }
    back.map_or_else(|source| Stopped::World(source.into()), |()| Stopped::Changed)
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    compare_with_stamp(path, bytes).is_ok_and(|(same, _)| same)
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> rustix::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

/// Owner first: giving a file away takes some of its mode bits.
fn dress(file: &File, like: &Path, seen: &Metadata) -> io::Result<()> {
    let made = file.metadata()?;
    if (made.uid(), made.gid()) != (seen.uid(), seen.gid()) {
        fchown(file, Some(seen.uid()), Some(seen.gid()))?;
    }
    copy_labels(like, file);
    file.set_permissions(Permissions::from_mode(seen.mode() & 0o7777))
}

/// Access lists and tags, as far as this file system lets us.
#[cfg(target_os = "linux")]
fn copy_labels(from: &Path, to: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    let mut names = [0u8; 4096];
    let mut value = vec![0u8; 65536];
    let Ok(length) = listxattr(from, &mut names) else { return };
    for name in names[..length].split(|b| *b == 0).filter(|it| !it.is_empty()) {
        if let Ok(length) = getxattr(from, name, &mut value) {
            let _ = fsetxattr(to, name, &value[..length], XattrFlags::empty());
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn copy_labels(_from: &Path, _to: &File) {}

/// Writes into the file itself. Not atomic, hence the rescue copy before and the old text back after trouble.
fn rewrite(target: &Path, seen: &Metadata, old: &[u8], new: &[u8], rescue: &Rescue) -> Result<(), Unwritten> {
    rescue.write(new).map_err(|fault| {
        let what = format!("it must be rewritten in place, and there is no safe place for a copy meanwhile ({})", fault.what);
        Fault::new(Doing::Saving, target, what, "make its folder or the state folder writable")
    })?;
    let fault = |source| Unwritten::Fault(Fault::io(Doing::Saving, target, source));
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let mut file = OpenOptions::new().write(true).custom_flags(flags.bits().cast_signed()).open(target).map_err(fault)?;
    if Stamp::of(&file.metadata().map_err(fault)?) != Stamp::of(seen) {
        return Err(Unwritten::ChangedOnDisk);
    }
    match overwrite(&mut file, new) {
        Ok(()) => {
            rescue.clear();
            Ok(())
        }
        Err(source) => {
            let _ = overwrite(&mut file, old); // the rescue copy holds the work whatever becomes of this
            Err(fault(source))
        }
    }
}

fn overwrite(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the rename last through a power cut; some file systems have nothing to sync and say so.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|it| it.sync_all()) {
        Err(it) if [Errno::INVAL, Errno::NOTSUP, Errno::BADF].iter().any(|no| it.raw_os_error() == Some(no.raw_os_error())) => Ok(()),
        // A folder may take files and not be readable; then it cannot be synced.
        Err(it) if it.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        done => done,
    }
}

#[cfg(test)]
#[path = "save_tests.rs"]
mod tests;
