//! People and the plan's settings: who owns, who signs, which columns, which days are worked.
//! Knows no letters of an overlay; `Plan::letters` gives them.
//! A new setting: a line here, a row, and its default.

use super::{
    DaySpan, List, Trivia, Weekdays, lenient,
    record::{item, rows, words},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

words! {
    /// Whose side somebody is on; a hands-on partner is on the delivery side.
    Side { Delivery, Customer, ThirdParty }
}

/// Somebody who owns work, produces a deliverable, signs or is told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    pub name: String,
    #[serde(deserialize_with = "lenient")]
    pub side: Side,
    #[serde(deserialize_with = "lenient")]
    pub email: String,
    /// The letter or digit that assigns them.
    pub key: Option<char>,
    /// From that day they are offered nowhere.
    pub left: Option<NaiveDate>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Person, "Person" =>
    name: scalar "name" required,
    side: scalar "side",
    email: scalar "e-mail",
    key: scalar "key",
    left: scalar "left",
}
item!(Person, name);

/// A status of the board. The first column is the backlog, the last is done, those between are work in progress.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Column {
    pub name: String,
    /// How many cards may stand in it before the header says so; it never stops a move.
    pub wip: Option<u32>,
    #[serde(skip)]
    pub trivia: Trivia,
}
rows! { Column, "Column" =>
    name: scalar "name" required,
    wip: scalar "limit",
}
item!(Column, name);

/// What holds for the whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Two at least.
    #[serde(deserialize_with = "four_unless_said")]
    pub columns: List<Column>,
    #[serde(deserialize_with = "lenient")]
    pub working_days: Weekdays,
    #[serde(deserialize_with = "lenient")]
    pub holidays: Vec<DaySpan>,
    /// Working days a slip stays amber before it is red.
    pub tolerance: u32,
    /// Working days in one column before a card is stale.
    pub stale_after: u32,
    /// Working days between customer updates; 0: no rhythm.
    pub update_every: u32,
    #[serde(deserialize_with = "lenient")]
    pub currency: String,
}
rows! { Settings, "Settings" =>
    columns: list "columns",
    working_days: scalar "working days",
    holidays: scalar "holidays",
    tolerance: scalar "tolerance",
    stale_after: scalar "stale after",
    update_every: scalar "update every",
    currency: scalar "currency",
}

impl Settings {
    /// A plan has this many columns at least: the backlog and what is done.
    pub const COLUMNS_MIN: usize = 2;
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            columns: ["To do", "In progress", "Review", "Done"]
                .map(|name| Arc::new(Column { name: name.into(), ..Column::default() }))
                .into(),
            working_days: Weekdays::default(),
            holidays: Vec::new(),
            tolerance: 5,
            stale_after: 10,
            update_every: 5,
            currency: String::new(),
        }
    }
}

fn four_unless_said<'de, D: serde::Deserializer<'de>>(from: D) -> Result<List<Column>, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_else(|| Settings::default().columns))
}
