//! What every format gives: items with what the tool said of them, before it is decided what becomes of each.

use crate::plan::Quarters;
use chrono::NaiveDate;

/// A card, an issue, a row, a line of a checklist.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Item {
    /// How people find it in the source: `row 12`.
    pub place: String,
    /// Its ids in the source: what others call it. The first is written into the note.
    pub ids: Vec<String>,
    pub title: String,
    pub group: Group,
    /// Its list, state or status; empty: none was said.
    pub state: String,
    /// Checked off, whatever its list says.
    pub is_checked: bool,
    pub owners: Vec<Owner>,
    pub estimate: Option<Quarters>,
    /// Ids in the source.
    pub needs: Vec<String>,
    /// What there is no field for, by its name there; plain text has none.
    pub note: Vec<(String, String)>,
    pub blocked: String,
    pub due: Option<NaiveDate>,
    pub change: String,
    pub added: Option<NaiveDate>,
    pub entered: Option<NaiveDate>,
    pub started: Option<NaiveDate>,
    pub finished: Option<NaiveDate>,
    /// Why it is left out; empty: it is not.
    pub left: String,
}

/// What it belongs to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Group {
    /// Nothing: it is noise.
    #[default]
    None,
    /// An outcome of this title, and of this id where it is known.
    Outcome { id: String, title: String },
    /// Another item, by one of its ids; its title where this one says it.
    Parent { id: String, title: String },
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Owner {
    pub name: String,
    pub email: String,
}

impl Item {
    /// Puts a named value where people will read it.
    pub fn say(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.note.push((name.into(), value.into()));
        }
    }
}

/// `Ann Lee <ann@acme.example>` or just a name.
pub(super) fn owner(text: &str) -> Option<Owner> {
    let text = text.trim();
    let (name, email) = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, email)) if email.contains('@') => (name.trim(), email.trim()),
        _ => (text, ""),
    };
    let name = one_line(if name.is_empty() { email } else { name });
    (!name.is_empty()).then(|| Owner { name, email: email.into() })
}

/// Line breaks and runs of blanks become one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
