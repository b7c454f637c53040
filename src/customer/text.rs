//! The customer plan as an e-mail to paste: plain text, 78 columns, dates aligned.
//! Its size is the measure of whether a plan fits.

use super::{Ask, Coming, CustomerPlan};
use crate::words;
use chrono::NaiveDate;

/// The columns an e-mail has before it is wrapped by somebody else.
pub(super) const COLUMNS: usize = 78;
const MARGIN: usize = 2;
const GAP: usize = 2;

/// The e-mail; every line ends with a line break.
pub fn text(plan: &CustomerPlan) -> String {
    let mut page = Page::default();
    heading(&mut page, plan);
    let dates = plan.asks.iter().map(|ask| ask.by).chain(plan.coming.iter().map(|it| it.by));
    let column = dates.map(|by| words::width(&date(by, plan.on))).max().unwrap_or(0) + GAP;
    asks(&mut page, plan, column);
    coming(&mut page, plan, column);
    changed(&mut page, plan);
    closing(&mut page, plan);
    page.text
}

fn heading(page: &mut Page, plan: &CustomerPlan) {
    let title = [plan.title.as_str(), plan.customer.as_str()];
    let title: Vec<&str> = title.into_iter().filter(|it| !it.is_empty()).collect();
    page.wrapped(&title.join(" · "), 0);
    page.wrapped(&format!("{} · {}", plan.revision.words(), words::weekday_date(plan.on)), 0);
}

fn asks(page: &mut Page, plan: &CustomerPlan, column: usize) {
    page.section("What we need from you");
    if plan.asks.is_empty() {
        page.wrapped("Nothing at the moment.", MARGIN);
    }
    for ask in &plan.asks {
        page.row(&date(ask.by, plan.on), &who_and_what(ask), column);
        page.row("", &unlocks(ask), column);
    }
}

fn who_and_what(ask: &Ask) -> String {
    match ask.who.as_str() {
        "" => ask.what.clone(),
        who => format!("{who}: {}", ask.what),
    }
}

fn unlocks(ask: &Ask) -> String {
    match ask.overdue {
        true => format!("overdue · unlocks {}", ask.unlocks),
        false => format!("unlocks {}", ask.unlocks),
    }
}

fn coming(page: &mut Page, plan: &CustomerPlan, column: usize) {
    if plan.coming.is_empty() {
        return;
    }
    page.section("What is coming");
    for milestone in &plan.coming {
        page.row(&date(milestone.by, plan.on), &milestone.headline, column);
        page.row("", &word_and_sign_off(milestone), column);
    }
}

fn word_and_sign_off(milestone: &Coming) -> String {
    match milestone.sign_off.as_str() {
        "" => milestone.word.words().into(),
        who => format!("{} · sign-off {who}", milestone.word.words()),
    }
}

fn changed(page: &mut Page, plan: &CustomerPlan) {
    let Some(since) = plan.changed.since else { return };
    let since = words::day_and_month(since, plan.on);
    let lines = plan.changed.folded();
    if lines.is_empty() {
        return page.section(&format!("No changes since {since}"));
    }
    page.section(&format!("What changed since {since}"));
    lines.iter().for_each(|line| page.hanging(line));
}

fn closing(page: &mut Page, plan: &CustomerPlan) {
    let signed = (plan.signed_before > 0).then(|| format!("Already signed off: {}", plan.signed_before));
    let next = plan.next_update.map(|day| format!("Next update: {}", words::day_and_month(day, plan.on)));
    let lines: Vec<String> = signed.into_iter().chain(next).chain(plan.sender.clone()).collect();
    if !lines.is_empty() {
        page.blank();
    }
    lines.iter().for_each(|line| page.wrapped(line, 0));
}

fn date(by: Option<NaiveDate>, on: NaiveDate) -> String {
    by.map_or_else(|| "no date yet".into(), |by| words::day_and_month(by, on))
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
    fn blank(&mut self) {
        self.line("");
    }
    fn section(&mut self, title: &str) {
        self.blank();
        self.wrapped(title, 0);
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
