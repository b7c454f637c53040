//! How each trouble is said: what it is, why it matters, what to do about it.
//! Knows no place; text from the file comes in shortened and without controls.

use super::{
    Trouble,
    nearest::{foreign, suggestion},
};
use crate::words::{clean_line, listed};

/// What, why, fix. `line` gives the line of a byte.
pub(crate) type Said = (String, &'static str, String);

impl Trouble {
    pub fn said(&self, line: impl Fn(usize) -> usize) -> Said {
        match self {
            Trouble::UnknownField { .. }
            | Trouble::DoubledField { .. }
            | Trouble::MissingField { .. }
            | Trouble::WrongName { .. }
            | Trouble::NoFieldName { .. }
            | Trouble::WrongKind { .. }
            | Trouble::SomeOfRequired { .. } => self.said_of_fields(line),
            Trouble::NotADate { .. }
            | Trouble::NotASpan { .. }
            | Trouble::NotDays { .. }
            | Trouble::NotMoney { .. }
            | Trouble::NotACount { .. }
            | Trouble::NotAWord { .. }
            | Trouble::NotAWeekday { .. }
            | Trouble::NotAKey { .. } => self.said_of_values(),
            Trouble::EmptyId { .. }
            | Trouble::DoubledId { .. }
            | Trouble::EmptyName { .. }
            | Trouble::DoubledName { .. }
            | Trouble::DoubledKey { .. }
            | Trouble::FewColumns => self.said_of_identity(line),
            Trouble::TextOpen
            | Trouble::CharOpen
            | Trouble::CommentOpen
            | Trouble::BracketOpen { .. }
            | Trouble::WrongBracket { .. }
            | Trouble::NoComma
            | Trouble::NoValue { .. }
            | Trouble::TooDeep
            | Trouble::TooManyValues { .. }
            | Trouble::AfterTheEnd
            | Trouble::BadHeader
            | Trouble::UnknownExtension(_)
            | Trouble::LoneSlash
            | Trouble::BadEscape { .. } => self.said_of_ron(line),
            Trouble::TooLarge { .. }
            | Trouble::NotUtf8 { .. }
            | Trouble::OnlyNul
            | Trouble::Empty
            | Trouble::Conflict { .. }
            | Trouble::CrComment
            | Trouble::TooManyTasks { .. }
            | Trouble::Newer { .. } => self.said_of_the_whole(),
        }
    }

    fn said_of_the_whole(&self) -> Said {
        match self {
            Trouble::TooLarge { bytes } => say(
                format!("the plan has {bytes} bytes"),
                "a plan of more than 64 MiB is not opened, so that nothing stalls",
                "take what is finished into another file, or look whether this is a plan at all",
            ),
            Trouble::NotUtf8 { byte, utf16: true } => say(
                format!("not UTF-8 at byte {byte}; it looks like UTF-16"),
                "guessing at another encoding could change names",
                "save it as UTF-8 in your editor, then open it again",
            ),
            Trouble::NotUtf8 { byte, utf16: false } => say(
                format!("not UTF-8 at byte {byte}"),
                "guessing at another encoding could change names",
                "save it as UTF-8 in your editor, then open it again",
            ),
            Trouble::OnlyNul => say(
                "the file holds nothing but NUL bytes",
                "that is what a power cut can leave of a file; the plan is not in it",
                "run `handshake recover` to see the last texts of this plan",
            ),
            Trouble::Empty => say(
                "there is no plan in this file",
                "an empty file is not taken for a plan, so that a half-saved one is never lost",
                "start one with `handshake new` under another name, or run `handshake recover`",
            ),
            Trouble::Conflict { ours, base, theirs, count } => {
                let base = base.as_ref().map(|base| format!(", with their common base `{}`", clean_line(base))).unwrap_or_default();
                let more = match count {
                    1 => String::new(),
                    count => format!(", {count} times"),
                };
                say(
                    format!("a git merge left both sides here: `{}` and `{}`{base}{more}", clean_line(ours), clean_line(theirs)),
                    "which side holds cannot be read from the text",
                    "run `handshake resolve` to merge the two by item",
                )
            }
            Trouble::CrComment => say(
                "a `//` comment in a file whose lines end in CR alone",
                "such a comment has no end, so the rest of the plan would be part of it",
                "write it as `/* … */`, or save the file with LF line ends",
            ),
            Trouble::TooManyTasks { count } => say(
                format!("the plan has {count} tasks"),
                "more than 200,000 tasks are not opened, so that nothing stalls",
                "take finished outcomes into another file",
            ),
            Trouble::Newer { format } => say(
                format!("this plan has format {format}, made by a newer handshake"),
                "saving it here could lose what only the newer one knows",
                "update handshake; until then the plan is read-only",
            ),
            _ => Said::default(),
        }
    }

    fn said_of_ron(&self, line: impl Fn(usize) -> usize) -> Said {
        const READ: &str = "what follows cannot be told apart from it";
        match self {
            Trouble::TextOpen => say("a text that is not closed starts here", READ, "close it with the quote it opened with"),
            Trouble::CharOpen => {
                say("a single quote that is not closed on its line", READ, "write one character between two quotes, like 'd'")
            }
            Trouble::CommentOpen => {
                say("a comment that is not closed starts here", READ, "close it with `*/`; each `/*` inside needs its own")
            }
            Trouble::BracketOpen { open, at } => say(
                format!("the file ends before the `{open}` of line {} is closed", line(*at)),
                "the end of the plan may be missing",
                format!("close it with `{}`, or run `handshake recover`", closing(*open)),
            ),
            Trouble::WrongBracket { open, at, close } => say(
                format!("`{close}` does not close the `{open}` of line {}", line(*at)),
                "where that part ends cannot be told",
                format!("close it with `{}` first", closing(*open)),
            ),
            Trouble::NoComma => say("a comma is missing here", "two values stand side by side", "write a comma between them"),
            Trouble::NoValue { found: Some(found) } => say(
                format!("`{}` where a value should be", shown(*found)),
                "nothing can be read from it",
                "write a value here or take it away",
            ),
            Trouble::NoValue { found: None } => {
                say("the file ends where a value should be", "the file seems to end too early", "write the value")
            }
            Trouble::TooDeep => say(
                "brackets stand in each other more than 128 deep",
                "no plan is that deep, and following it could exhaust the program",
                "take the inner brackets away",
            ),
            Trouble::TooManyValues { most } => say(
                format!("more than {most} values stand in a file of this size"),
                "no plan has so many for its length, and holding them would take many times its room",
                "take out what is no part of the plan, or split it by customer",
            ),
            Trouble::AfterTheEnd => say(
                "something stands after the end of the plan",
                "a file holds one plan",
                "take it away, or look for a bracket that closes too early",
            ),
            Trouble::BadHeader => {
                say("this is not a header", "what it asks for cannot be known", "write `#![enable(implicit_some)]`, or take it away")
            }
            Trouble::UnknownExtension(name) => say(
                format!("there is no RON extension `{}`", clean_line(name)),
                "what it would change about this file cannot be known",
                suggestion(name, &["implicit_some", "unwrap_newtypes", "unwrap_variant_newtypes", "explicit_struct_names"])
                    .unwrap_or_else(|| "take it away".into()),
            ),
            Trouble::LoneSlash => say("a single `/`", "nothing can be read from it", "write `//` or `/* … */` for a comment"),
            Trouble::BadEscape { fix } => say("a backslash that is followed by nothing it can stand for", "the text cannot be read", *fix),
            _ => Said::default(),
        }
    }

    fn said_of_fields(&self, line: impl Fn(usize) -> usize) -> Said {
        match self {
            Trouble::UnknownField { name, of, known } => say(
                format!("{of} has no field `{}`{}", clean_line(name), foreign(name)),
                "what it says would be lost at the next save",
                suggestion(name, known).unwrap_or_else(|| format!("take it away; the fields are {}", listed(known))),
            ),
            Trouble::DoubledField { name, of, first } => say(
                format!("the field `{name}` of this {of} stands here and on line {}", line(*first)),
                "one of the two would be lost",
                "keep the one that holds",
            ),
            Trouble::MissingField { name, of } => {
                say(format!("this {of} has no `{name}`"), "every one needs it", format!("write `{name}: …` before this bracket"))
            }
            Trouble::WrongName { found, wanted } => say(
                format!("`{}` where {} should be", clean_line(found), article(wanted)),
                "what it holds cannot be told",
                format!("did you mean `{wanted}(…)`?"),
            ),
            Trouble::NoFieldName { of } => say(
                format!("a value without a field's name in this {of}"),
                "which field it belongs to cannot be told",
                "write `name: value`, the name without quotes",
            ),
            Trouble::WrongKind { field, found, wanted } => {
                say(format!("`{field}` is {found}, not {wanted}"), "it cannot be read as something else", kind_fix(wanted))
            }
            Trouble::SomeOfRequired { field } => say(
                format!("`{field}` must be there, so it is written without `Some` or `None`"),
                "nothing can stand in for it",
                format!("write `{field}: …`"),
            ),
            _ => Said::default(),
        }
    }

    fn said_of_values(&self) -> Said {
        const SUM: &str = "sums and dates that follow from it would be wrong";
        match self {
            Trouble::NotADate { field, typed } => say(
                format!("`{field}: {}` is not a date", short(typed)),
                "nothing can be compared with it",
                "write year-month-day with ten characters, years 1970 to 9998, like \"2027-03-31\"",
            ),
            Trouble::NotASpan { typed } => say(
                format!("`{}` is not a day off", short(typed)),
                "work would be planned on it",
                "write a day like \"2026-12-25\", or two with both ends off like \"2026-12-28/2027-01-01\"",
            ),
            Trouble::NotDays { field, typed } => say(
                format!("`{field}: {}` is not a number of working days", short(typed)),
                SUM,
                "write days from 0 to 9999 by quarters, like 3 or 2.5: digits, `_` and one point",
            ),
            Trouble::NotMoney { field, typed } => say(
                format!("`{field}: {}` is not an amount", short(typed)),
                SUM,
                "write 0 to 999999999999.99 with two decimals at most: digits, `_` and one point",
            ),
            Trouble::NotACount { field, typed } => {
                say(format!("`{field}: {}` is not a whole number", short(typed)), SUM, "write digits only, like 5, up to 4294967295")
            }
            Trouble::NotAWord { field, typed, words } => say(
                format!("`{field}: {}` is none of {}", short(typed), listed(words)),
                "no rule knows it",
                suggestion(typed, words).unwrap_or_else(|| format!("write one of {}, without quotes", listed(words))),
            ),
            Trouble::NotAWeekday { typed } => say(
                format!("`{}` is not a working day, or stands twice", short(typed)),
                "every date of the plan is counted in working days",
                "write each day once, without quotes: [Mon, Tue, Wed, Thu, Fri]",
            ),
            Trouble::NotAKey { typed } => say(
                format!("`key: {}` is not a key that can be pressed for a person", short(typed)),
                "assigning work takes one key",
                "write one lower-case letter or digit, like 'd'",
            ),
            _ => Said::default(),
        }
    }

    fn said_of_identity(&self, line: impl Fn(usize) -> usize) -> Said {
        const ONE: &str = "what refers to it could mean either, and a save could write into the wrong one";
        match self {
            Trouble::EmptyId { of } => say(
                format!("an empty id on this {of}"),
                "nothing can refer to it",
                "give it an id of its own, or take the field away to get one",
            ),
            Trouble::DoubledId { id, first } => say(
                format!("the id `{}` stands here and on line {}", short(id), line(*first)),
                ONE,
                "give one of the two another id, or take it away to get one; outcomes, tasks, deliverables and changes share their ids",
            ),
            Trouble::EmptyName { of } => say(format!("an empty name of a {of}"), "a name is what it is known by", "write its name"),
            Trouble::DoubledName { name, of, first } => {
                say(format!("the {of} `{}` stands here and on line {}", short(name), line(*first)), ONE, "give one of the two another name")
            }
            Trouble::DoubledKey { key, first } => say(
                format!("the key '{key}' stands here and on line {}", line(*first)),
                "one key can assign only one person",
                "give one of the two another letter or digit",
            ),
            Trouble::FewColumns => say(
                "a plan has two columns at least",
                "the first is the backlog and the last is done",
                "write two or more, or take `columns` away to get To do, In progress, Review and Done",
            ),
            _ => Said::default(),
        }
    }
}

fn say(what: impl Into<String>, why: &'static str, fix: impl Into<String>) -> Said {
    (what.into(), why, fix.into())
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

fn shown(c: char) -> String {
    clean_line(c.encode_utf8(&mut [0; 4])).into_owned()
}

/// Typed text that fits into a sentence.
fn short(typed: &str) -> String {
    let start: String = typed.chars().take(61).collect();
    crate::words::cut(&clean_line(&start), 60).into_owned()
}

fn article(name: &str) -> String {
    match name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        true => format!("an {name}"),
        false => format!("a {name}"),
    }
}

fn kind_fix(wanted: &str) -> String {
    let example = match wanted {
        "a text" => "\"…\"",
        "a list of texts" => "[\"…\", \"…\"]",
        "a list" => "[…]",
        "true or false" => "true",
        _ => return format!("write {wanted}"),
    };
    format!("write {wanted}, like {example}")
}
