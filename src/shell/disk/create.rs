//! Making a new file: private, whole or not at all, and never over anything that is there.

use super::super::fault::{Doing, Fault};
use super::TEMPORARY;
use super::save::{folder_of, sync_folder};
use std::{
    fs::Permissions,
    io,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Makes a file with mode 0600 (spec 2, Private).
///
/// # Errors
/// When anything of that name exists, a dangling link too; when the folder does not exist or takes no file.
pub fn create(path: &Path, text: &[u8]) -> Result<(), Fault> {
    if path.symlink_metadata().is_ok() {
        return Err(exists(path));
    }
    match write_new(path, text) {
        Err(source) if source.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
        done => done.map_err(|source| Fault::io(Doing::Creating, path, source)),
    }
}

fn exists(path: &Path) -> Fault {
    Fault::new(Doing::Creating, path, "it exists already, and nothing is ever overwritten", "choose another name")
}

fn write_new(path: &Path, text: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    temporary.write_all(text)?;
    temporary.as_file().sync_all()?;
    temporary.persist_noclobber(path)?;
    sync_folder(folder)
}

/// A folder for files that are no secret; one that is there stays as it is.
///
/// # Errors
/// When something else has the name, or it cannot be made.
pub fn folder(path: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(path).map_err(|source| Fault::io(Doing::Creating, path, source))
}

/// A new private folder among the system's temporary ones, which stays until the system cleans up.
///
/// # Errors
/// When there is no room for one.
pub fn throwaway_folder() -> Result<PathBuf, Fault> {
    let private = Permissions::from_mode(0o700);
    let folder = tempfile::Builder::new().prefix("handshake-").permissions(private).tempdir();
    folder.map(tempfile::TempDir::keep).map_err(|source| Fault::io(Doing::Creating, &std::env::temp_dir(), source))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::symlink};

    #[test]
    fn a_new_plan_is_private_and_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        create(&path, b"Plan()").unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o7777, 0o600);
        let words = create(&path, b"other").unwrap_err().to_string();
        assert!(
            words.ends_with("plan.ron was not made: it exists already, and nothing is ever overwritten; choose another name"),
            "{words}"
        );
        assert_eq!(fs::read(&path).unwrap(), b"Plan()");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no litter");
    }

    #[test]
    fn a_link_to_nowhere_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("plan.ron");
        symlink("elsewhere.ron", &link).unwrap();
        create(&link, b"Plan()").unwrap_err();
        assert!(!folder.path().join("elsewhere.ron").exists());
        assert!(link.is_symlink());
    }

    #[test]
    fn a_throwaway_folder_is_private_and_nobody_elses() {
        let [one, two] = [throwaway_folder().unwrap(), throwaway_folder().unwrap()];
        assert_ne!(one, two);
        for folder in [one, two] {
            assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
            fs::remove_dir(folder).unwrap();
        }
    }

    #[test]
    fn a_missing_folder_is_named() {
        let words = create(Path::new("/nowhere/at/all/plan.ron"), b"x").unwrap_err().to_string();
        assert_eq!(words, "/nowhere/at/all/plan.ron was not made: its folder does not exist; make the folder first");
    }
}
