//! The cards as a table for a spreadsheet: a header of stable names, then a row a card in file order, noise last (RFC 4180, lines broken by LF).
//! A spreadsheet must not compute what somebody typed: a cell that could be a formula begins with `'`, and so does one that begins with `'`
//! already, so that taking one away gives every text back.
//! Which columns there are, and the `'`, stand in `words::sheet`; the last column marks each row as internal.

use super::{Ends, notice};
use crate::{
    plan::{Outcome, Plan, Task},
    words::{BETWEEN, CARD_COLUMNS, INTERNAL_COLUMN, guarded},
};
use chrono::NaiveDate;

/// Every card of the plan; each cell in quotes.
pub fn csv(plan: &Plan, _: &Ends, _: NaiveDate) -> String {
    let mark = notice(plan);
    let of_outcomes = plan.outcomes.iter().flat_map(|outcome| outcome.tasks.iter().map(move |task| (Some(&**outcome), task)));
    let cards = of_outcomes.chain(plan.noise.iter().map(|task| (None, task)));
    let rows = cards.map(|(outcome, task)| row(&cells(plan, outcome, task, &mark)));
    let header = CARD_COLUMNS.iter().chain([&INTERNAL_COLUMN]).map(|name| (*name).to_string());
    std::iter::once(row(&header.collect::<Vec<_>>())).chain(rows).collect()
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
    cells.iter().map(|cell| format!("\"{}\"", guarded(cell).replace('"', "\"\""))).collect::<Vec<_>>().join(",") + "\n"
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
}
