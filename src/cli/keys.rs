//! `keys`: the table of actions with their keys, as the program has them now: the config file's where it gives others.

use super::{Ended, Exit, Session, output};
use crate::{desk::actions, words};
use serde::Serialize;

#[derive(Debug, clap::Args)]
pub struct Keys {}

#[derive(Serialize)]
struct KeyRow {
    action: &'static str,
    keys: String,
    label: &'static str,
}

pub fn run(session: &Session, Keys {}: &Keys) -> Ended {
    let keymap = &session.config_told().keymap;
    let rows: Vec<KeyRow> = actions().map(|it| KeyRow { action: it.name, keys: keymap.all_keys_of(it.name), label: it.label }).collect();
    if session.json {
        output::json(&rows)?;
        return Ok(Exit::Done);
    }
    let widest = rows.iter().map(|row| words::width(&row.keys)).max().unwrap_or(0);
    let line = |row: &KeyRow| format!("{}{}  {:<17} {}\n", row.keys, " ".repeat(widest - words::width(&row.keys)), row.action, row.label);
    output::result(&rows.iter().map(line).collect::<String>())?;
    Ok(Exit::Done)
}
