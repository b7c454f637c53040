//! Two of the three errors: a `Problem` is in their text, a `Refusal` is about this action now. (A `Fault` is the world's.)
//! Each says where, what, why it matters and how to go on.

use std::fmt;

/// A place in a text, for people: line and column count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    /// The whole line, without its end.
    pub text: String,
    /// How many characters of it are meant, at least one.
    pub length: usize,
}

/// What cannot be read in a plan file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub at: Place,
    pub what: String,
    pub why: String,
    pub fix: String,
}

/// Why something cannot be done now, and the action that helps, by its name in the table of actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub why: String,
    pub try_instead: Option<&'static str>,
}

impl Refusal {
    pub fn new(why: impl Into<String>) -> Self {
        Refusal { why: why.into(), try_instead: None }
    }
    /// Nothing of this kind has this id.
    pub fn no_such(kind: &str, id: &str) -> Self {
        Refusal::new(format!("there is no {kind} `{id}` in this plan"))
    }
    pub fn or(why: impl Into<String>, try_instead: &'static str) -> Self {
        Refusal { why: why.into(), try_instead: Some(try_instead) }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.why)
    }
}
