//! The cards as a table for a spreadsheet: a header of stable names, then a row a card in file order, noise last (RFC 4180, lines broken by LF).
//! A spreadsheet must not compute what somebody typed: a cell that could be a formula begins with `'`, and so does one that begins with `'`
//! already, so that taking one away gives every text back.
//! A new column goes before the last, which marks each row as internal.

use super::{Ends, notice};
use crate::{
    plan::{Outcome, Plan, Task},
    words::clean,
};
use chrono::NaiveDate;

/// What stands between several names or ids in one cell.
const BETWEEN: &str = "; ";

/// The header, in order.
pub const COLUMNS: [&str; 17] = [
    "title",
    "id",
    "outcome",
    "outcome id",
    "column",
    "owners",
    "estimate",
    "needs",
    "note",
    "blocked",
    "due",
    "change",
    "added",
    "entered",
    "started",
    "finished",
    "internal",
];

/// Every card of the plan; each cell in quotes.
pub fn csv(plan: &Plan, _: &Ends, _: NaiveDate) -> String {
    let mark = notice(plan);
    let of_outcomes = plan.outcomes.iter().flat_map(|outcome| outcome.tasks.iter().map(move |task| (Some(&**outcome), task)));
    let cards = of_outcomes.chain(plan.noise.iter().map(|task| (None, task)));
    let rows = cards.map(|(outcome, task)| row(&cells(plan, outcome, task, &mark)));
    std::iter::once(row(&COLUMNS.map(String::from))).chain(rows).collect()
}

fn cells(plan: &Plan, outcome: Option<&Outcome>, task: &Task, mark: &str) -> [String; 17] {
    let Task { id, title, status, owners, estimate, needs, note, blocked, due, change, added, entered, started, finished, trivia: _ } =
        task;
    let date = |date: &Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let first = || plan.settings.columns.first().map(|column| column.name.clone()).unwrap_or_default();
    let column = if status.is_empty() { first() } else { status.clone() };
    [
        title.clone(),
        id.clone(),
        outcome.map(|it| it.title.clone()).unwrap_or_default(),
        outcome.map(|it| it.id.clone()).unwrap_or_default(),
        column,
        owners.join(BETWEEN),
        estimate.map(|days| days.to_string()).unwrap_or_default(),
        needs.join(BETWEEN),
        note.clone(),
        blocked.clone(),
        date(due),
        change.clone(),
        date(added),
        date(entered),
        date(started),
        date(finished),
        mark.into(),
    ]
}

fn row(cells: &[String]) -> String {
    cells.iter().map(|cell| format!("\"{}\"", inert(cell).replace('"', "\"\""))).collect::<Vec<_>>().join(",") + "\n"
}

/// Text that no spreadsheet takes for a formula, full-width signs and signs after spaces included (ASVS 1.2.10).
fn inert(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let is_formula = first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    let begins_oddly = text.starts_with(['\'', '\t', '\r', '\n', '\0']);
    let mark = if is_formula || begins_oddly { "'" } else { "" };
    format!("{mark}{}", clean(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::example;

    #[test]
    fn a_row_a_card_under_stable_names() {
        let (plan, ends, today) = example();
        let expected = r#""title","id","outcome","outcome id","column","owners","estimate","needs","note","blocked","due","change","added","entered","started","finished","internal"
"Extract dataset","m7qa","Migrate core finance reports","finance","To do","Dev Lead","5","dataset","","","","","","","","","INTERNAL - delivery plan of Finance systems, not for the customer"
"Load","c81n","Migrate core finance reports","finance","Review","","","m7qa","","no access","2027-03-01","","","","","","INTERNAL - delivery plan of Finance systems, not for the customer"
"Agree report list","k3f9","Migrate core finance reports","finance","Done","","","","One.
Two.","","","","","","","2027-01-27","INTERNAL - delivery plan of Finance systems, not for the customer"
"Try charts","n0is","","","To do","","","","","","","","","","","","INTERNAL - delivery plan of Finance systems, not for the customer"
"#;
        assert_eq!(csv(&plan, &ends, today), expected);
    }

    #[test]
    fn what_looks_like_a_formula_is_text_and_comes_back_whole() {
        for text in ["=1+1", "+1", "-2", "@SUM(1)", "＝1", " =1", "\t=1", "'quoted", "''", "'=1"] {
            let cell = inert(text);
            assert!(cell.starts_with('\''), "{text}");
            assert_eq!(cell[1..], clean(text), "{text}");
        }
        for text in ["", "a=1", "1-2", "dataset", "\"x\"", "日本"] {
            assert_eq!(inert(text), text);
        }
    }
}
