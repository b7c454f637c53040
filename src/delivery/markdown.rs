//! The delivery plan for a wiki of the team's: CommonMark with the checkboxes that most of them know.
//! The mark that it is internal stands first, last and in each heading, because a page may be printed or pasted alone.

use super::{
    Ends, notice,
    page::{Line, Stage, lines},
};
use crate::{plan::Plan, words::markdown as escaped};
use chrono::NaiveDate;

/// The whole delivery plan, ending with a line break.
pub fn markdown(plan: &Plan, ends: &Ends, today: NaiveDate) -> String {
    let notice = format!("**{}**\n", escaped(&notice(plan)));
    let mut out = format!("{notice}\n");
    let mut before = Block::Day;
    for line in &lines(plan, ends, today) {
        let block = Block::of(line);
        if block != before || block == Block::Heading {
            out.push('\n');
        }
        out.push_str(&self::line(line));
        before = block;
    }
    format!("{out}\n{notice}")
}

/// Lines of one block stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Day,
    Heading,
    Values,
    Column,
    List,
}

impl Block {
    fn of(line: &Line) -> Block {
        match line {
            Line::Day(_) => Block::Day,
            Line::Heading(_) => Block::Heading,
            Line::Value(..) => Block::Values,
            Line::Column(_) => Block::Column,
            Line::Card(..) | Line::Note(_) | Line::Change(_) => Block::List,
        }
    }
}

fn line(line: &Line) -> String {
    match line {
        Line::Day(words) => format!("{}\n", escaped(words)),
        Line::Heading(words) => format!("## {} \\(internal\\)\n", escaped(words)),
        Line::Value(label, words) => format!("- {label}: {}\n", escaped(words)),
        Line::Column(words) => format!("### {}\n", escaped(words)),
        Line::Card(Stage::Open, words) => format!("- [ ] {}\n", escaped(words)),
        Line::Card(Stage::Done, words) => format!("- [x] {}\n", escaped(words)),
        // A paragraph of the card's own: lists end at a line that is not indented.
        Line::Note(words) => format!("\n  {}\n", escaped(words)),
        Line::Change(words) => format!("- {}\n", escaped(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::example;

    #[test]
    fn the_delivery_plan_reads_as_a_page_with_checkboxes() {
        let (plan, ends, today) = example();
        let expected = r"**INTERNAL \- delivery plan of Finance systems, not for the customer**

Mon 8 Feb 2027

- customer: Acme plc
- decides: CFO
- told: rev 1 on 18 January to CFO

## Migrate core finance reports \(internal\)

- owners: Dev Lead and Finance SME
- budget: 12500 of 40000 GBP spent
- milestone: Finance reports available
- date: 31 March
- sign-off: CFO
- ask: Provide dataset · Acme Data Office · by 15 February
- projected: not before 2 April

### To do

- [ ] Extract dataset · Dev Lead · 5 days · needs Provide dataset

### Review

- [ ] Load · needs Extract dataset · blocked\: no access · due 1 March

### Done

- [x] Agree report list · finished 27 January

  One\.

  Two\.

## Old ledger \(internal\)

- dropped: 1 February\: no money
- milestone: none

## Tied to no outcome \(internal\)

### To do

- [ ] Try charts

**INTERNAL \- delivery plan of Finance systems, not for the customer**
";
        assert_eq!(markdown(&plan, &ends, today), expected);
    }
}
