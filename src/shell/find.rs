//! Which plan is meant: the one named, else $HANDSHAKE_PLAN, else the nearest `plan.ron` upward (spec 6).

use crate::words::clean_line;
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// What a plan file is called when nobody says otherwise.
pub const PLAN_NAME: &str = "plan.ron";

/// `named` is the argument, `variable` the value of $HANDSHAKE_PLAN, `folder` where the search starts.
///
/// # Errors
/// Words for somebody who has no plan yet.
pub fn find_plan(named: Option<&Path>, variable: Option<&OsStr>, folder: &Path) -> Result<PathBuf, String> {
    let variable = variable.filter(|it| !it.is_empty()).map(Path::new);
    if let Some(path) = named.or(variable) {
        return Ok(path.to_path_buf());
    }
    let nearest = folder.ancestors().map(|it| it.join(PLAN_NAME)).find(|it| it.symlink_metadata().is_ok_and(|it| !it.is_dir()));
    nearest.ok_or_else(|| {
        let folder = folder.display().to_string();
        format!(
            "there is no {PLAN_NAME} in {} or above it; `handshake demo` opens an example, `handshake new` writes a plan to start from, \
             `handshake PLAN` opens a file elsewhere",
            clean_line(&folder)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_named_plan_comes_before_the_variable_and_that_before_the_nearest() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::create_dir(deep.join(PLAN_NAME)).unwrap(); // a folder of that name is no plan
        fs::write(folder.path().join(PLAN_NAME), "Plan()").unwrap();
        let (named, variable) = (Path::new("-plan.ron"), OsStr::new("v.ron"));
        assert_eq!(find_plan(Some(named), Some(variable), &deep).unwrap(), named);
        assert_eq!(find_plan(None, Some(variable), &deep).unwrap(), Path::new("v.ron"));
        assert_eq!(find_plan(None, Some(OsStr::new("")), &deep).unwrap(), folder.path().join(PLAN_NAME));
    }

    #[test]
    fn whoever_has_no_plan_is_told_how_to_get_one() {
        assert_eq!(
            find_plan(None, None, Path::new("/nowhere/here")).unwrap_err(),
            "there is no plan.ron in /nowhere/here or above it; `handshake demo` opens an example, `handshake new` writes a plan to start from, \
             `handshake PLAN` opens a file elsewhere"
        );
    }
}
