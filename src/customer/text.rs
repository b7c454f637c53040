//! The customer plan as an e-mail to paste: plain text, 78 columns, dates aligned.
//! Its size is the measure of whether a plan fits.

use super::{
    CustomerPlan,
    page::{Body, Page, Section},
};
use crate::words;

/// The columns an e-mail has before it is wrapped by somebody else.
pub(super) const COLUMNS: usize = 78;
const MARGIN: usize = 2;
const GAP: usize = 2;

/// The e-mail; every line ends with a line break.
pub fn text(plan: &CustomerPlan) -> String {
    let page = Page::of(plan);
    let column = date_column(&page);
    let mut lines = Lines::default();
    lines.wrapped(&page.title, 0);
    lines.wrapped(&page.edition, 0);
    for section in page.sections() {
        lines.section(section, column);
    }
    if !page.closing.is_empty() {
        lines.line("");
    }
    page.closing.iter().for_each(|line| lines.wrapped(line, 0));
    lines.text
}

/// How wide dates are, with the gap after them.
fn date_column(page: &Page) -> usize {
    let rows = page.sections().flat_map(|section| match &section.body {
        Body::Rows(rows) => &rows[..],
        Body::Lines(_) => &[],
    });
    rows.map(|row| words::width(&row.date)).max().unwrap_or(0) + GAP
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
    fn section(&mut self, section: &Section, column: usize) {
        self.line("");
        self.wrapped(&section.title, 0);
        match &section.body {
            Body::Lines(lines) => lines.iter().for_each(|line| self.hanging(line)),
            Body::Rows(rows) => rows.iter().for_each(|row| {
                self.row(&row.date, &row.what, column);
                self.row("", &row.below(), column);
            }),
        }
    }
    fn wrapped(&mut self, text: &str, indent: usize) {
        for line in words::wrap(text, COLUMNS - indent) {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }
    /// A bullet's text; what does not fit on the line goes on below it, further in.
    fn hanging(&mut self, text: &str) {
        let indent = " ".repeat(MARGIN);
        for (n, line) in words::wrap(text, COLUMNS - 2 * MARGIN).iter().enumerate() {
            self.line(&format!("{indent}{}{line}", if n == 0 { "" } else { &indent }));
        }
    }
    /// A date, and beside it text on as many lines as it takes.
    fn row(&mut self, date: &str, text: &str, column: usize) {
        for (n, line) in words::wrap(text, COLUMNS - MARGIN - column).iter().enumerate() {
            let date = if n == 0 { date } else { "" };
            let gap = " ".repeat(column.saturating_sub(words::width(date)));
            self.line(&format!("{}{date}{gap}{line}", " ".repeat(MARGIN)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{customer_plan, sample::*};
    use proptest::prelude::*;
    use std::sync::Arc;

    #[test]
    fn the_example_reads_as_a_mail_one_would_send() {
        let mail = text(&customer_plan(&finance(), day(TODAY)).with_sender("Dev Lead"));
        assert_eq!(
            mail,
            "\
Finance systems migration · Acme plc
draft of rev 2 · Mon 8 Feb 2027

What we need from you
  5 February   Northwind Hosting: Open the firewall to the new system
               overdue · unlocks New system open to the finance team
  15 February  Acme Data Office: Provide dataset
               unlocks Finance reports available in new system

What is coming
  26 February  New system open to the finance team
               Waiting on you · sign-off CFO
  31 March     Finance reports available in new system
               In progress · sign-off CFO
  30 April     Old ledger switched off
               Planned · sign-off CFO

What changed since 18 January
  New system open to the finance team: 19 February → 26 February
  New: Old ledger switched off, by 30 April

Next update: 15 February
Dev Lead
"
        );
    }

    proptest! {
        #[test]
        fn no_text_of_a_plan_commands_a_terminal_or_breaks_the_page(typed in "(\\PC|[\\x00-\\x1f\u{7f}-\u{9f}\u{202e}\u{200b}]){0,120}") {
            let mut plan = finance();
            (plan.title, plan.customer) = (typed.clone(), typed.clone());
            for milestone in plan.outcomes.iter_mut().filter_map(|outcome| Arc::make_mut(outcome).milestone.as_mut()) {
                (milestone.headline, milestone.because, milestone.sign_off) = (typed.clone(), typed.clone(), typed.clone());
                for ask in milestone.deliverables.iter_mut().map(Arc::make_mut) {
                    (ask.what, ask.from) = (typed.clone(), typed.clone());
                }
            }
            let plan = customer_plan(&plan, day(TODAY)).with_sender(&typed);
            let mail = text(&plan);
            prop_assert!(!mail.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{200b}')), "{mail:?}");
            prop_assert!(mail.lines().all(|line| words::width(line) <= COLUMNS && line == line.trim_end()), "{mail}");
            let json: serde_json::Value = serde_json::from_str(&crate::customer::json::json(&plan)).unwrap();
            prop_assert_eq!(json["title"].as_str(), Some(plan.title.as_str()));
        }
    }
}
