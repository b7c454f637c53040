//! A CSV file as items: each row a card, each column a field or a line of its note.
//! Knows what cells mean; which column means what stands in `fields`.

use super::{
    Import, Wishes,
    build::{Source, build},
    csv::records,
    dates::{self, Judged},
    fields::{Columns, Field},
    item::{Group, Item, Owner, owner},
};
use crate::{
    file::value_of_text,
    plan::{Kind, Quarters, Refusal, Value, parse_date},
    words::{BETWEEN, unguarded},
};
use chrono::NaiveDate;

/// The plan of a CSV file, from any tool or from our own `delivery -f csv`.
///
/// # Errors
/// When a quote is never closed, there is no row, or no column holds titles.
pub fn csv(text: &str, wishes: &Wishes, random: &mut dyn FnMut() -> u64) -> Result<Import, Refusal> {
    let mut records = records(text)?.into_iter();
    let headers = records.next().ok_or_else(|| Refusal::new("there is nothing in it: no header, no row"))?;
    let headers: Vec<String> = headers.iter().map(|header| header.trim().to_string()).collect();
    let columns = Columns::of(&headers, &wishes.mapping)?;
    let source = if columns.is_own { Source::Own } else { Source::Foreign };
    let rows: Vec<Vec<String>> = records.map(|row| row.into_iter().map(|cell| without_guard(cell, source)).collect()).collect();
    let judged = order(&columns, &rows, wishes);
    let table = Table { headers: &headers, columns: &columns, source, judged };
    let items: Vec<Item> = rows.iter().zip(2..).map(|(row, number)| table.item(row, number)).collect();
    let unread = items.iter().flat_map(|item| &item.note).filter(|(name, _)| name.ends_with(UNREAD)).count();
    let mut import = build(items, "", source, wishes, random);
    if judged.is_a_guess && source == Source::Foreign {
        import.summary.remarks.push("dates like 6/7/2025 can be read both ways; --dates day-first or month-first says which".into());
    }
    if unread > 0 {
        let said = match unread {
            1 => "1 date or number did not read as such and stands in its note".into(),
            unread => format!("{unread} dates or numbers did not read as such and stand in the notes"),
        };
        import.summary.remarks.push(said);
    }
    if !columns.fields.iter().any(|field| matches!(field, Some(Field::Parent | Field::Outcome | Field::OutcomeId))) {
        import.summary.remarks.push("no column says what a row belongs to, so all of it is noise: --map outcome=… names one".into());
    }
    Ok(import)
}

/// What a cell of a date or a number is called in the note when it is none.
const UNREAD: &str = " (as it was)";

/// A cell that a spreadsheet would have run as a formula carries a `'` in front, and so does one that begins with `'`.
fn without_guard(cell: String, source: Source) -> String {
    let text = unguarded(&cell);
    let is_guarded = match source {
        Source::Own => true,
        Source::Foreign => text.starts_with(['=', '+', '-', '@', '\t', '\r']),
    };
    if is_guarded { text.to_string() } else { cell }
}

fn order(columns: &Columns, rows: &[Vec<String>], wishes: &Wishes) -> Judged {
    let is_date = |field: &Option<Field>| field.is_some_and(is_date);
    let cells =
        rows.iter().flat_map(|row| row.iter().zip(&columns.fields).filter(|(_, field)| is_date(field)).map(|(cell, _)| cell.as_str()));
    match wishes.dates {
        Some(order) => Judged { order, is_a_guess: false },
        None => dates::judge(cells),
    }
}

fn is_date(field: Field) -> bool {
    matches!(field, Field::Due | Field::Added | Field::Entered | Field::Started | Field::Finished)
}

struct Table<'t> {
    headers: &'t [String],
    columns: &'t Columns,
    source: Source,
    judged: Judged,
}

impl Table<'_> {
    fn item(&self, row: &[String], number: usize) -> Item {
        let mut item = Item { place: format!("row {number}"), ..Item::default() };
        let (mut outcome, mut outcome_id, mut parent) = (String::new(), String::new(), String::new());
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !self.text(cell).is_empty()) {
            let header = self.headers.get(at).filter(|header| !header.is_empty());
            let name = header.cloned().unwrap_or_else(|| format!("Column {}", at + 1));
            let trimmed = if self.source == Source::Own { cell.as_str() } else { cell.trim() };
            match self.columns.fields.get(at).copied().flatten() {
                None if self.source == Source::Own => {}
                None => self.note(&mut item, &name, trimmed),
                Some(Field::Title) => item.title.clone_from(cell),
                Some(Field::Id) => item.ids.push(trimmed.into()),
                Some(Field::Parent) if parent.is_empty() => parent = trimmed.into(),
                Some(Field::Parent) => self.note(&mut item, &name, trimmed),
                Some(Field::Outcome) => outcome.clone_from(cell),
                Some(Field::OutcomeId) => outcome_id = trimmed.into(),
                Some(Field::Column) => item.state = trimmed.into(),
                Some(Field::Owners) => item.owners = self.owners(trimmed),
                Some(Field::Estimate) => match estimate(trimmed) {
                    Some(days) => item.estimate = Some(days),
                    None => item.say(&(name + UNREAD), trimmed),
                },
                Some(Field::Needs) => item.needs.extend(self.needs(trimmed)),
                Some(Field::Note) => item.note.insert(0, (String::new(), self.text(cell))),
                Some(Field::Blocked) => self.blocked(&mut item, &name, cell),
                Some(Field::Change) => item.change = trimmed.into(),
                Some(field @ (Field::Due | Field::Added | Field::Entered | Field::Started | Field::Finished)) => match self.date(trimmed) {
                    Some(day) => *date_of(&mut item, field) = Some(day),
                    None => item.say(&(name + UNREAD), trimmed),
                },
            }
        }
        item.group = match (parent.is_empty(), outcome.trim().is_empty() && outcome_id.is_empty()) {
            (false, _) => Group::Parent { id: parent, title: outcome },
            (true, false) => Group::Outcome { id: outcome_id, title: outcome },
            (true, true) => Group::None,
        };
        item
    }

    /// Several columns of one name are one line.
    fn note(&self, item: &mut Item, name: &str, text: &str) {
        match item.note.iter_mut().find(|(it, _)| it == name) {
            Some((_, said)) => *said = format!("{said}, {text}"),
            None => item.say(name, text),
        }
    }

    fn text(&self, cell: &str) -> String {
        match self.source {
            Source::Own => cell.to_string(),
            Source::Foreign => cell.trim().replace("\r\n", "\n"),
        }
    }

    /// Our own export has `; ` between names; others a comma, unless the name has an address or is turned round.
    fn owners(&self, cell: &str) -> Vec<Owner> {
        if self.source == Source::Own {
            return cell.split(BETWEEN).map(|name| Owner { name: name.into(), email: String::new() }).collect();
        }
        let parts: Vec<&str> = match () {
            () if cell.contains(';') => cell.split(';').collect(),
            () if cell.contains('<') => vec![cell],
            () => cell.split(',').collect(),
        };
        parts.into_iter().filter_map(owner).collect()
    }

    fn needs(&self, cell: &str) -> Vec<String> {
        match self.source {
            Source::Own => cell.split(BETWEEN).map(str::to_string).collect(),
            Source::Foreign => cell.split([',', ';', ' ', '\n']).map(str::trim).filter(|id| !id.is_empty()).map(str::to_string).collect(),
        }
    }

    /// A tick is no reason.
    fn blocked(&self, item: &mut Item, name: &str, cell: &str) {
        match cell.trim().to_lowercase().as_str() {
            "no" | "false" | "0" | "n" if self.source == Source::Foreign => {}
            "yes" | "true" | "1" | "y" | "x" if self.source == Source::Foreign => item.blocked = name.into(),
            _ => item.blocked = cell.to_string(),
        }
    }

    fn date(&self, cell: &str) -> Option<NaiveDate> {
        match self.source {
            Source::Own => parse_date(cell),
            Source::Foreign => dates::read(cell, self.judged.order),
        }
    }
}

fn date_of(item: &mut Item, field: Field) -> &mut Option<NaiveDate> {
    match field {
        Field::Added => &mut item.added,
        Field::Entered => &mut item.entered,
        Field::Started => &mut item.started,
        Field::Finished => &mut item.finished,
        _ => &mut item.due,
    }
}

/// Working days, with a decimal comma or point.
fn estimate(cell: &str) -> Option<Quarters> {
    let days = cell.trim_end_matches(['d', ' ']).replace(',', ".");
    match value_of_text(Kind::Days, &days)? {
        Value::Days(days) => Some(days),
        _ => None,
    }
}
