//! The delivery plan to read in a terminal, or as what `git log -p` compares: indented, values in a column.

use super::{
    Ends, notice,
    page::{Line, lines},
};
use crate::plan::Plan;
use chrono::NaiveDate;

/// The width of the names before values, in cells.
const LABEL_CELLS: usize = 11;

/// The whole delivery plan as lines, ending with a line break.
pub fn text(plan: &Plan, ends: &Ends, today: NaiveDate) -> String {
    let body: String = lines(plan, ends, today).iter().map(line).collect();
    let notice = notice(plan);
    format!("{notice}\n{body}\n{notice}\n")
}

fn line(line: &Line) -> String {
    let (indent, words) = match line {
        Line::Day(words) => return format!("{words}\n\n"),
        Line::Heading(words) => return format!("\n{words}\n"),
        Line::Value(label, words) => (2, format!("{label:LABEL_CELLS$}{words}")),
        Line::Column(words) => (2, words.clone()),
        Line::Card(_, words) | Line::Change(words) => (4, words.clone()),
        Line::Note(words) => (6, words.clone()),
    };
    format!("{:indent$}{words}", "").trim_end().to_string() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{delivery::example, plan::Change};
    use std::sync::Arc;

    #[test]
    fn the_delivery_plan_reads_from_the_outcome_to_its_cards() {
        let (plan, ends, today) = example();
        let expected = "\
INTERNAL - delivery plan of Finance systems, not for the customer
Mon 8 Feb 2027

  customer   Acme plc
  decides    CFO
  told       rev 1 on 18 January to CFO

Migrate core finance reports
  owners     Dev Lead and Finance SME
  budget     12500 of 40000 GBP spent
  milestone  Finance reports available
  date       31 March
  sign-off   CFO
  ask        Provide dataset · Acme Data Office · by 15 February
  projected  not before 2 April
  To do
    Extract dataset · Dev Lead · 5 days · needs Provide dataset
  Review
    Load · needs Extract dataset · blocked: no access · due 1 March
  Done
    Agree report list · finished 27 January
      One.
      Two.

Old ledger
  dropped    1 February: no money
  milestone  none

Tied to no outcome
  To do
    Try charts

INTERNAL - delivery plan of Finance systems, not for the customer
";
        assert_eq!(text(&plan, &ends, today), expected);
    }

    #[test]
    fn a_card_in_an_unknown_column_stands_in_the_first_and_says_so() {
        let (mut plan, ends, today) = example();
        plan.task_mut("c81n").unwrap().status = "Limbo".into();
        let out = text(&plan, &ends, today);
        assert!(out.contains("    Load · in the unknown column Limbo · needs"), "{out}");
        assert!(!out.contains("Review"), "{out}");
    }

    #[test]
    fn a_change_is_listed_until_it_is_documented() {
        let (mut plan, ends, today) = example();
        let raised = Change {
            id: "x1".into(),
            what: "More servers".into(),
            outcome: "finance".into(),
            on: NaiveDate::from_ymd_opt(2027, 2, 1),
            decided_by: "CFO".into(),
            ..Change::default()
        };
        let documented = Change { id: "x2".into(), what: "Old".into(), documented: Some(today), ..Change::default() };
        plan.changes = [raised, documented].map(Arc::new).into();
        let out = text(&plan, &ends, today);
        let expected =
            "\nChanges\n    More servers · budget overrun · Migrate core finance reports · raised 1 February · decided by CFO\n\nINTERNAL";
        assert!(out.contains(expected), "{out}");
    }
}
