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
    let mut text = String::new();
    each_line(plan, |line| {
        let begun = text.len();
        text.extend(std::iter::repeat_n(' ', line.indent).chain(line.date.chars()));
        text.extend(std::iter::repeat_n(' ', line.gap));
        text.push_str(line.words);
        text.truncate(begun + text[begun..].trim_end().len());
        text.push('\n');
    });
    text
}

/// One line of the e-mail, in its parts; spaces at its end are left out.
pub(super) struct Line<'l> {
    pub indent: usize,
    /// Empty but on the first line of a row that has one.
    pub date: &'l str,
    pub gap: usize,
    pub words: &'l str,
}

impl<'l> Line<'l> {
    const fn of(indent: usize, words: &'l str) -> Self {
        Line { indent, date: "", gap: 0, words }
    }
}

/// Lays the e-mail out, line by line.
pub(super) fn each_line(plan: &CustomerPlan, line: impl FnMut(Line)) {
    let page = Page::of(plan);
    let column = date_column(&page);
    let mut lines = Lines(line);
    lines.wrapped(&page.title);
    lines.wrapped(&page.edition);
    for section in page.sections() {
        lines.section(section, column);
    }
    if !page.closing.is_empty() {
        lines.0(Line::of(0, ""));
    }
    page.closing.iter().for_each(|line| lines.wrapped(line));
}

/// How wide dates are, with the gap after them.
fn date_column(page: &Page) -> usize {
    let rows = page.sections().flat_map(|section| match &section.body {
        Body::Rows(rows) => &rows[..],
        Body::Lines(_) => &[],
    });
    rows.map(|row| words::width(&row.date)).max().unwrap_or(0) + GAP
}

struct Lines<F>(F);

impl<F: FnMut(Line)> Lines<F> {
    fn section(&mut self, section: &Section, column: usize) {
        self.0(Line::of(0, ""));
        self.wrapped(&section.title);
        match &section.body {
            Body::Lines(lines) => lines.iter().for_each(|line| self.hanging(line)),
            Body::Rows(rows) => rows.iter().for_each(|row| {
                self.row(&row.date, &row.what, column);
                self.row("", &row.below(), column);
            }),
        }
    }
    fn wrapped(&mut self, text: &str) {
        words::wrapping(text, COLUMNS, |words| self.0(Line::of(0, words)));
    }
    /// A bullet's text; what does not fit on the line goes on below it, further in.
    fn hanging(&mut self, text: &str) {
        let mut indent = MARGIN;
        words::wrapping(text, COLUMNS - 2 * MARGIN, |words| {
            self.0(Line::of(indent, words));
            indent = 2 * MARGIN;
        });
    }
    /// A date, and beside it text on as many lines as it takes.
    fn row(&mut self, date: &str, text: &str, column: usize) {
        let mut date = date;
        words::wrapping(text, COLUMNS - MARGIN - column, |words| {
            let gap = column.saturating_sub(words::width(date));
            self.0(Line { indent: MARGIN, date, gap, words });
            date = "";
        });
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
