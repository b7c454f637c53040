//! Reading a plan: a regular file, whole, at one moment, within the size cap. Anything else is refused without waiting for it.

use super::super::fault::{Doing, Fault};
use rustix::fs::OFlags;
use std::{
    fs::{File, FileType, Metadata, OpenOptions},
    io::{self, Read},
    os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt},
    path::Path,
};

/// Larger plans are refused (spec 2).
pub const SIZE_MAX_BYTES: u64 = 64 << 20;
/// How often a file that changes under the reading is read again.
const TRIES: usize = 5;
/// Files are compared by so many bytes at a time.
const PIECE: usize = 256 << 10;

/// The bytes of a plan file.
///
/// # Errors
/// Folders, pipes, devices, sockets, more than `SIZE_MAX_BYTES`, and whatever the system refuses.
pub fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    read_with_stamp(path).map(|(bytes, _)| bytes)
}

/// What tells one state of a file from the next: device, inode, size, and when it last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp([i64; 6]);

impl Stamp {
    pub(super) fn of(it: &Metadata) -> Self {
        Stamp([it.dev() as i64, it.ino() as i64, it.size() as i64, it.mtime(), it.mtime_nsec(), it.ctime_nsec()])
    }
}

/// The bytes with the metadata they were read under.
pub(super) fn read_with_stamp(path: &Path) -> Result<(Vec<u8>, Metadata), Fault> {
    at_one_moment(path, |file, size| read_capped(path, file, size))
}

/// Whether a file holds these bytes, with the metadata it was looked at under. It is not in memory as a whole.
pub(super) fn compare_with_stamp(path: &Path, bytes: &[u8]) -> Result<(bool, Metadata), Fault> {
    at_one_moment(path, |file, size| match size == bytes.len() as u64 {
        true => holds(file, bytes).map_err(|source| Fault::io(Doing::Opening, path, source)),
        false if size > SIZE_MAX_BYTES => Err(too_large(path)),
        false => Ok(false),
    })
}

/// Looks at a file until it stays the same meanwhile.
fn at_one_moment<T>(path: &Path, look: impl Fn(&File, u64) -> Result<T, Fault>) -> Result<(T, Metadata), Fault> {
    for _ in 0..TRIES {
        let file = open_regular(path)?;
        let before = metadata(path, &file)?;
        let bytes = look(&file, before.len())?;
        let after = metadata(path, &file)?;
        if Stamp::of(&before) == Stamp::of(&after) {
            return Ok((bytes, after));
        }
    }
    Err(Fault::new(Doing::Opening, path, "another program is writing it all the time", "wait until that is done"))
}

/// Whether these bytes and no others come next.
pub(in super::super) fn holds(mut file: impl Read, mut bytes: &[u8]) -> io::Result<bool> {
    let mut piece = vec![0; PIECE];
    loop {
        let length = match file.read(&mut piece) {
            Err(it) if it.kind() == io::ErrorKind::Interrupted => continue,
            length => length?,
        };
        match bytes.split_at_checked(length) {
            _ if length == 0 => return Ok(bytes.is_empty()),
            Some((same, rest)) if *same == piece[..length] => bytes = rest,
            Some(_) | None => return Ok(false),
        }
    }
}

fn metadata(path: &Path, file: &File) -> Result<Metadata, Fault> {
    file.metadata().map_err(|source| Fault::io(Doing::Opening, path, source))
}

/// Looks at the kind before opening (opening a device can act on it) and again after (it may have been swapped).
fn open_regular(path: &Path) -> Result<File, Fault> {
    let fault = |source| Fault::io(Doing::Opening, path, source);
    refuse_unless_regular(path, path.metadata().map_err(|source| dangling(path).unwrap_or_else(|| fault(source)))?.file_type())?;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path).map_err(fault)?;
    refuse_unless_regular(path, metadata(path, &file)?.file_type())?;
    Ok(file)
}

fn dangling(path: &Path) -> Option<Fault> {
    let to = path.read_link().ok()?;
    let what = format!("it is a link to {}, which is not there", to.display());
    (!path.exists() && !path.metadata().is_err_and(|it| super::super::fault::is_loop(&it)))
        .then(|| Fault::new(Doing::Opening, path, what, "make it point at the plan file, or remove it"))
}

fn refuse_unless_regular(path: &Path, kind: FileType) -> Result<(), Fault> {
    let what = match () {
        () if kind.is_file() => return Ok(()),
        () if kind.is_dir() => {
            return Err(Fault::new(Doing::Opening, path, "it is a folder", "name the plan file in it"));
        }
        () if kind.is_fifo() => "it is a pipe",
        () if kind.is_socket() => "it is a socket",
        () => "it is a device",
    };
    Err(Fault::new(Doing::Opening, path, what, "a plan is a file; name one"))
}

fn read_capped(path: &Path, file: &File, size: u64) -> Result<Vec<u8>, Fault> {
    if size > SIZE_MAX_BYTES {
        return Err(too_large(path));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    let read: io::Result<usize> = file.take(SIZE_MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|source| Fault::io(Doing::Opening, path, source))?;
    if bytes.len() as u64 > SIZE_MAX_BYTES { Err(too_large(path)) } else { Ok(bytes) }
}

fn too_large(path: &Path) -> Fault {
    let what = format!("it is larger than {} MiB, the most that opens", SIZE_MAX_BYTES >> 20);
    Fault::new(Doing::Opening, path, what, "if this is a plan, split it by customer")
}

/// How many bytes a file has; 0 where there is none.
pub fn bytes_of(path: &Path) -> u64 {
    path.metadata().map_or(0, |it| it.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::symlink, os::unix::net::UnixListener, process::Command, time::Instant};

    fn refused(path: &Path) -> String {
        let started = Instant::now();
        let words = read(path).unwrap_err().to_string();
        assert!(started.elapsed().as_millis() < 500, "refusing took {:?}", started.elapsed());
        words.replace(&path.display().to_string(), "P")
    }

    // H43 H44 P25
    #[test]
    fn whatever_is_no_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(refused(folder.path()), "P cannot be opened: it is a folder; name the plan file in it");
        assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        assert_eq!(refused(&at("pipe")), "P cannot be opened: it is a pipe; a plan is a file; name one");
        let _listener = UnixListener::bind(at("socket")).unwrap();
        assert_eq!(refused(&at("socket")), "P cannot be opened: it is a socket; a plan is a file; name one");
        assert_eq!(refused(Path::new("/dev/zero")), "P cannot be opened: it is a device; a plan is a file; name one");
    }

    // H46
    #[test]
    fn what_is_not_there_is_told_apart_from_a_link_to_nowhere_and_a_circle() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(
            refused(&at("x.ron")),
            "P cannot be opened: there is no such file; look at the spelling, or write one with `handshake new`"
        );
        symlink("gone.ron", at("link")).unwrap();
        assert_eq!(
            refused(&at("link")),
            "P cannot be opened: it is a link to gone.ron, which is not there; make it point at the plan file, or remove it"
        );
        symlink("b", at("a")).unwrap();
        symlink("a", at("b")).unwrap();
        assert_eq!(refused(&at("a")), "P cannot be opened: the link goes round in a circle; make it point at the plan file");
    }

    // H42 P01
    #[test]
    fn what_grows_or_is_replaced_while_it_is_read_is_read_as_it_was_at_one_moment() {
        let folder = tempfile::tempdir().unwrap();
        let (grows, replaced) = (folder.path().join("grows"), folder.path().join("replaced"));
        let state = |n: usize| vec![b'a' + (n % 26) as u8; 10_000 + n * 37];
        fs::write(&grows, "").unwrap();
        fs::write(&replaced, state(0)).unwrap();
        let is_over = std::sync::atomic::AtomicBool::new(false);
        let mut reads = 0;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                use std::io::Write;
                let mut file = OpenOptions::new().append(true).open(&grows).unwrap();
                for n in 1.. {
                    if is_over.load(std::sync::atomic::Ordering::SeqCst) {
                        return;
                    }
                    file.write_all(&[b'x'; 1000]).unwrap();
                    fs::write(folder.path().join("next"), state(n % 200)).unwrap();
                    fs::rename(folder.path().join("next"), &replaced).unwrap();
                }
            });
            for _ in 0..300 {
                if let Ok(bytes) = read(&grows) {
                    assert_eq!(bytes.len() % 1000, 0);
                    reads += 1;
                }
                if let Ok(bytes) = read(&replaced) {
                    assert_eq!((bytes.len() - 10_000) % 37, 0);
                    assert_eq!(bytes, state((bytes.len() - 10_000) / 37));
                    reads += 1;
                }
            }
            is_over.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        assert!(reads > 100, "{reads}");
    }

    // H40 P24
    #[test]
    fn a_hundred_megabytes_are_refused_and_sixty_four_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        let file = File::create(&path).unwrap();
        file.set_len(100 << 20).unwrap();
        assert_eq!(
            refused(&path),
            "P cannot be opened: it is larger than 64 MiB, the most that opens; if this is a plan, split it by customer"
        );
        file.set_len(3).unwrap();
        assert_eq!(read(&path).unwrap(), [0, 0, 0]);
        fs::write(&path, "").unwrap();
        assert_eq!(read(&path).unwrap(), b"");
    }
}
