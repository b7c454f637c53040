//! Rescue copies: where the work goes when the plan file cannot take it. One file for each plan and session.
//! Knows the state folder of this system (0700, files 0600); never deletes but what this session wrote.

use super::{
    clock::moment,
    disk::TEMPORARY,
    fault::{Doing, Fault},
};
use directories::ProjectDirs;
use std::{
    fs, io,
    io::Write,
    os::unix::{ffi::OsStrExt, fs::DirBuilderExt},
    path::{Path, PathBuf},
};

/// handshake's own folder for what must outlive a session, e.g. `~/.local/state/handshake`; none without a home.
pub fn state_folder() -> Option<PathBuf> {
    let folders = ProjectDirs::from("", "", "handshake")?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_path_buf())
}

/// Where `config.ron` is looked for, e.g. `~/.config/handshake`; none without a home.
pub fn config_folder() -> Option<PathBuf> {
    Some(ProjectDirs::from("", "", "handshake")?.config_dir().to_path_buf())
}

/// The rescue copy of one plan in one session.
#[derive(Debug, Clone)]
pub struct Rescue {
    /// None where this system has no state folder.
    file: Option<PathBuf>,
}

impl Rescue {
    pub fn of(plan: &Path) -> Self {
        Rescue::within(state_folder(), plan)
    }

    /// As `of`, in a state folder of choice.
    pub fn within(state: Option<PathBuf>, plan: &Path) -> Self {
        let stem = plan.file_stem().unwrap_or_default().to_string_lossy();
        let stem: String = stem.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).take(40).collect();
        let session = format!("{stem}-{}-{}.ron", moment(), std::process::id());
        Rescue { file: state.map(|it| it.join("rescue").join(session)) }
    }

    /// Writes the copy, whole or not at all, over an earlier one of this session; gives its path.
    ///
    /// # Errors
    /// When there is no state folder, or it cannot be written.
    pub fn write(&self, text: &[u8]) -> Result<PathBuf, Fault> {
        let Some(file) = &self.file else {
            return Err(Fault::new(Doing::Rescuing, Path::new("~"), "there is no home folder", "set HOME or XDG_STATE_HOME to a folder"));
        };
        match write_private(file, text) {
            Ok(()) => Ok(file.clone()),
            Err(source) => Err(Fault::io(Doing::Rescuing, file, source)),
        }
    }

    /// Takes the copy away again: what it held is safe in the plan file.
    pub fn clear(&self) {
        if let Some(file) = &self.file {
            let _ = fs::remove_file(file); // one copy too many harms nobody
        }
    }
}

/// What a plan's files in the state folder are called: a hash of where it finally lies.
pub(super) fn key_of(plan: &Path) -> String {
    let lies = plan.canonicalize().unwrap_or_else(|_| plan.to_path_buf());
    format!("{:016x}", crate::plan::fnv_1a(lies.as_os_str().as_bytes()))
}

/// Makes a folder that nobody else may look into.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Writes a file of mode 0600, whole or not at all.
fn write_private(file: &Path, text: &[u8]) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::InvalidFilename)?;
    private_folder(folder)?;
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    temporary.write_all(text)?;
    temporary.as_file().sync_all()?;
    temporary.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_rescue_copy_is_private_and_the_newest_one_stays() {
        let state = tempfile::tempdir().unwrap();
        let rescue = Rescue::within(Some(state.path().join("handshake")), Path::new("/p/my plan\u{1b}.ron"));
        let file = rescue.write(b"first").unwrap();
        assert_eq!(rescue.write(b"second").unwrap(), file);
        assert_eq!(fs::read(&file).unwrap(), b"second");
        assert!(file.file_name().unwrap().to_str().unwrap().starts_with("my_plan_-"), "{file:?}");
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        rescue.clear();
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 0);
    }

    #[test]
    fn without_a_home_it_says_so() {
        let fault = Rescue::within(None, Path::new("plan.ron")).write(b"x").unwrap_err();
        assert_eq!(fault.to_string(), "~ could not take a rescue copy: there is no home folder; set HOME or XDG_STATE_HOME to a folder");
    }
}
