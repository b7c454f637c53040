//! Files that stand beside the plan: new ones only, private, under the first name that is free.

use super::{create, disk::Fresh, fault::Fault};
use crate::{sharing, words::clean_line};
use std::path::Path;

/// How many files of one name there may be; then the last name's fault is told.
const TRIES: usize = 99;

/// Writes `minutes.md`, else `minutes-2.md` and so on; says which.
///
/// # Errors
/// When the folder takes no file.
pub fn write_beside(plan: &Path, name: &str, text: &str) -> Result<String, Fault> {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let named = |n: usize| if n == 1 { name.to_string() } else { format!("{stem}-{n}.{end}") };
    let free = (1..TRIES).map(|n| plan.with_file_name(named(n))).find(|path| path.symlink_metadata().is_err());
    let path = free.unwrap_or_else(|| plan.with_file_name(named(TRIES)));
    create(&path, text.as_bytes())?;
    Ok(format!("wrote {}", clean_line(&path.display().to_string())))
}

/// Makes new files in the folder of what was shared, beside the plan: all of them, or none.
pub(super) fn share_beside(plan: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<String>, Fault> {
    let (folder, mut fresh) = (plan.with_file_name(sharing::FOLDER), Fresh::default());
    fresh.folder(&folder)?;
    for (name, bytes) in files {
        fresh.file(&folder.join(name), bytes)?;
    }
    fresh.keep();
    Ok(files.iter().map(|(name, _)| format!("{}/{name}", sharing::FOLDER)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_second_file_of_a_name_gets_a_number_and_the_first_stays() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("plan.ron");
        let first = write_beside(&plan, "minutes-2027-02-08.md", "one").unwrap();
        let second = write_beside(&plan, "minutes-2027-02-08.md", "two").unwrap();
        assert!(first.ends_with("minutes-2027-02-08.md") && second.ends_with("minutes-2027-02-08-2.md"), "{first} {second}");
        assert_eq!(fs::read_to_string(folder.path().join("minutes-2027-02-08.md")).unwrap(), "one");
    }
}
