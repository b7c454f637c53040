//! Which column of a CSV file fills which field: by names that trackers use, by our own export's, or as somebody says.
//! A tool whose columns are called otherwise gets its words here.

use crate::{
    plan::Refusal,
    words::{CARD_COLUMNS, INTERNAL_COLUMN, listed, nearest},
};

/// What a column can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Title,
    Id,
    Parent,
    Outcome,
    OutcomeId,
    Column,
    Owners,
    Estimate,
    Needs,
    Note,
    Blocked,
    Due,
    Change,
    Added,
    Entered,
    Started,
    Finished,
}

/// Each field, its name for `--map`, and the headers that are taken for it, the surest first: small letters and digits only.
const FIELDS: &[(Field, &str, &[&str])] = &[
    (Field::Title, "title", &["title", "summary", "name", "taskname", "cardname", "subject", "task"]),
    (Field::Id, "id", &["id", "issuekey", "key", "issueid", "taskid", "workitemid", "cardid", "number"]),
    (Field::Parent, "parent", &["parent", "parentid", "parentkey", "epiclink", "customfieldepiclink"]),
    (
        Field::Outcome,
        "outcome",
        &["outcome", "milestone", "epicname", "epic", "parentsummary", "parenttitle", "parentissue", "bucketname", "bucket", "feature"],
    ),
    (Field::OutcomeId, "outcome id", &["outcomeid"]),
    (Field::Column, "column", &["column", "state", "status", "progress", "listname", "list", "stage"]),
    (Field::Owners, "owners", &["owners", "owner", "assignedto", "assignees", "assignee", "members", "responsible"]),
    (Field::Estimate, "estimate", &["estimate", "estimatedays", "estimateindays"]),
    (Field::Needs, "needs", &["needs", "predecessors", "predecessor", "dependson", "blockedby"]),
    (Field::Note, "note", &["note", "notes", "description", "details", "body"]),
    (Field::Blocked, "blocked", &["blocked", "blockedreason"]),
    (Field::Due, "due", &["due", "duedate", "targetdate", "deadline"]),
    (Field::Change, "change", &["change"]),
    (Field::Added, "added", &["added", "created", "createddate", "createdat", "createdon", "datecreated"]),
    (Field::Entered, "entered", &["entered", "statechangedate", "statechangeddate", "statuscategorychanged"]),
    (Field::Started, "started", &["started", "activateddate", "actualstart", "startedat", "inprogressdate"]),
    (
        Field::Finished,
        "finished",
        &[
            "finished",
            "closeddate",
            "completeddate",
            "completedat",
            "completed",
            "resolutiondate",
            "resolveddate",
            "resolved",
            "closedat",
            "closed",
            "datecompleted",
            "donedate",
        ],
    ),
];

/// Fields and the headers that were said to fill them: `title=Summary,due=Target`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Field, String)>);

impl Mapping {
    /// # Errors
    /// When a part is no `field=Header`, or there is no such field.
    pub fn parse(parts: &[String]) -> Result<Mapping, Refusal> {
        parts.iter().map(|part| one(part)).collect::<Result<_, _>>().map(Mapping)
    }
}

fn one(part: &str) -> Result<(Field, String), Refusal> {
    let (name, header) =
        part.split_once('=').ok_or_else(|| Refusal::new(format!("`{part}` maps nothing: write field=Header, like title=Summary")))?;
    let found = FIELDS.iter().find(|(_, field, _)| plain(field) == plain(name));
    let (field, ..) = found.ok_or_else(|| {
        let near =
            nearest(name, FIELDS.iter().map(|(_, name, _)| *name)).map_or_else(String::new, |near| format!("; did you mean {near}?"));
        let names: Vec<&str> = FIELDS.iter().map(|(_, name, _)| *name).collect();
        Refusal::new(format!("a card has no field `{name}`; its fields are {}{near}", listed(&names)))
    })?;
    Ok((*field, header.trim().to_string()))
}

/// Which field each column fills; none for those that go to the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub fields: Vec<Option<Field>>,
    /// It is a file that this program wrote: then ids stay, and every text is what it was.
    pub is_own: bool,
}

impl Columns {
    /// # Errors
    /// When a header that was named is not there, or no column holds titles.
    pub fn of(headers: &[String], mapping: &Mapping) -> Result<Columns, Refusal> {
        let is_own = mapping.0.is_empty() && headers.iter().filter(|header| *header != INTERNAL_COLUMN).eq(CARD_COLUMNS);
        let mut fields = vec![None; headers.len()];
        for (field, name) in &mapping.0 {
            let same = |header: &&String| plain(header) == plain(name);
            if !headers.iter().any(|header| same(&header)) {
                return Err(Refusal::new(format!("the file has no column `{name}`; its columns are {}", listed(headers))));
            }
            headers.iter().zip(&mut fields).filter(|(header, _)| same(header)).for_each(|(_, filled)| *filled = Some(*field));
        }
        for (field, _, guesses) in FIELDS.iter().filter(|(field, ..)| !mapping.0.iter().any(|(mapped, _)| mapped == field)) {
            guess(*field, guesses, headers, &mut fields);
        }
        if !fields.contains(&Some(Field::Title)) {
            return Err(Refusal::new(format!(
                "none of the columns {} looks like a title: say which one is, with --map title=…",
                listed(headers)
            )));
        }
        Ok(Columns { fields, is_own })
    }
}

/// Ids, parents and needs may stand in several columns; of the others the surest one fills the field.
fn guess(field: Field, guesses: &[&str], headers: &[String], fields: &mut [Option<Field>]) {
    for name in guesses {
        let mut found = false;
        for (header, filled) in headers.iter().zip(fields.iter_mut()).filter(|(header, filled)| filled.is_none() && plain(header) == *name)
        {
            let is_several = matches!(field, Field::Id | Field::Parent | Field::Needs);
            if (!found || is_several) && !header.is_empty() {
                *filled = Some(field);
                found = true;
            }
        }
        if found && field != Field::Id {
            return;
        }
    }
}

/// Small letters and digits, so that `Due Date`, `due_date` and `DueDate` are one.
fn plain(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headers: &str, mapping: &[&str]) -> Result<Vec<Option<Field>>, String> {
        let headers: Vec<String> = headers.split(',').map(String::from).collect();
        let mapping = Mapping::parse(&mapping.iter().map(|it| (*it).into()).collect::<Vec<_>>()).map_err(|it| it.why)?;
        Columns::of(&headers, &mapping).map(|it| it.fields).map_err(|it| it.why)
    }
    use Field::*;

    #[test]
    fn the_headers_of_known_trackers_are_guessed() {
        assert_eq!(
            fields("ID,Work Item Type,Title,State,Tags,Activated Date,Closed Date,Parent", &[]).unwrap(),
            [Some(Id), None, Some(Title), Some(Column), None, Some(Started), Some(Finished), Some(Parent)]
        );
        assert_eq!(
            fields(
                "Summary,Issue key,Issue id,Issue Type,Status,Assignee,Due date,Created,Resolved,Parent,Parent summary,Labels,Labels",
                &[]
            )
            .unwrap(),
            [
                Some(Title),
                Some(Id),
                Some(Id),
                None,
                Some(Column),
                Some(Owners),
                Some(Due),
                Some(Added),
                Some(Finished),
                Some(Parent),
                Some(Outcome),
                None,
                None
            ]
        );
        assert_eq!(
            fields(
                "Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created Date,Start date,Due date,Completed Date,Description",
                &[]
            )
            .unwrap(),
            [
                Some(Id),
                Some(Title),
                Some(Outcome),
                Some(Column),
                None,
                Some(Owners),
                Some(Added),
                None,
                Some(Due),
                Some(Finished),
                Some(Note)
            ]
        );
        assert_eq!(
            fields("Title,URL,Assignees,Status,Milestone,Labels", &[]).unwrap(),
            [Some(Title), None, Some(Owners), Some(Column), Some(Outcome), None]
        );
    }

    #[test]
    fn what_is_said_goes_before_what_is_guessed() {
        assert_eq!(fields("What,Title,When", &["title=What", "due=when"]).unwrap(), [Some(Title), None, Some(Due)]);
        assert_eq!(fields("a,b", &[]).unwrap_err(), "none of the columns a and b looks like a title: say which one is, with --map title=…");
        assert_eq!(fields("Title", &["due=When"]).unwrap_err(), "the file has no column `When`; its columns are Title");
        assert!(fields("Title", &["ownres=Title"]).unwrap_err().ends_with("did you mean owners?"));
        assert_eq!(fields("Title", &["Summary"]).unwrap_err(), "`Summary` maps nothing: write field=Header, like title=Summary");
    }
}
