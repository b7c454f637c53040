//! Several new files that belong to one deed: all of them stay once it is done, and none if it could not be.

use super::{
    super::fault::{Doing, Fault},
    create::create,
};
use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// New private files; dropped without `keep`, they go again.
#[derive(Debug, Default)]
pub struct Fresh {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Fresh {
    /// Makes a folder only its owner can enter; one that is there stays as it is.
    ///
    /// # Errors
    /// When something else has the name, or it cannot be made.
    pub fn folder(&mut self, path: &Path) -> Result<(), Fault> {
        match DirBuilder::new().mode(0o700).create(path) {
            Ok(()) => self.folders.push(path.into()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
            Err(source) => return Err(Fault::io(Doing::Creating, path, source)),
        }
        Ok(())
    }
    /// Makes a file as `create` does.
    ///
    /// # Errors
    /// As `create`.
    pub fn file(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Fault> {
        create(path, bytes)?;
        self.files.push(path.into());
        Ok(())
    }
    /// The deed is done: they stay.
    pub fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for folder in &self.folders {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_is_kept_stays_and_what_is_not_kept_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let (folder, path) = (home.path().join("shared"), home.path().join("shared/a.txt"));
        let make = || {
            let mut fresh = Fresh::default();
            fresh.folder(&folder).and_then(|()| fresh.file(&path, b"a")).map(|()| fresh)
        };
        drop(make().unwrap());
        assert!(!folder.exists());
        make().unwrap().keep();
        assert_eq!(fs::read(&path).unwrap(), b"a");
        assert_eq!([&folder, &path].map(|it| it.metadata().unwrap().permissions().mode() & 0o777), [0o700, 0o600]);
        make().unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), b"a", "what was there is left alone, and so is its folder");
    }
}
