//! Where the config file is: $HANDSHAKE_CONFIG, else `config.ron` in the config folder. Only reads it; what it means is the desk's.

use super::{
    config_folder,
    disk::read,
    fault::{Doing, Fault},
};
use std::{env, path::PathBuf};

/// Path and text of the config file; None where there is none, or the variable is empty.
///
/// # Errors
/// When it is there and cannot be read, or the variable names nothing.
pub fn read_config() -> Result<Option<(PathBuf, String)>, Fault> {
    let variable = env::var_os("HANDSHAKE_CONFIG");
    let is_named = variable.is_some();
    let Some(path) = variable.map_or_else(|| Some(config_folder()?.join("config.ron")), |it| Some(it.into())) else { return Ok(None) };
    if path.as_os_str().is_empty() || (!is_named && !path.exists()) {
        return Ok(None);
    }
    let bytes = read(&path)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some((path, text))),
        Err(_) => Err(Fault::new(Doing::Opening, &path, "it is no UTF-8 text", "save it as UTF-8")),
    }
}
