//! The customer plan for a wiki or a chat: CommonMark, nothing of a dialect.
//! Whatever somebody wrote stands for itself; the markup is this file's alone.

use super::{
    CustomerPlan,
    page::{Body, Page, Row, Section, Tone},
};
use crate::words::markdown as escaped;

/// Every line ends with a line break.
pub fn markdown(plan: &CustomerPlan) -> String {
    let page = Page::of(plan);
    let mut out = format!("# {}\n\n{}\n", escaped(&page.title), escaped(&page.edition));
    page.sections().for_each(|section| out.push_str(&self::section(section)));
    let closing: Vec<String> = page.closing.iter().map(|line| escaped(line)).collect();
    if !closing.is_empty() {
        out.push_str(&format!("\n{}\n", closing.join("\\\n")));
    }
    out
}

fn section(section: &Section) -> String {
    let items: Vec<String> = match &section.body {
        Body::Rows(rows) => rows.iter().map(row).collect(),
        Body::Lines(lines) => lines.iter().map(|line| format!("- {}\n", escaped(line))).collect(),
    };
    let gap = if items.is_empty() { "" } else { "\n" };
    format!("\n## {}\n{gap}{}", escaped(&section.title), items.concat())
}

fn row(row: &Row) -> String {
    let mark = row.mark.as_ref().map(|mark| match mark.tone {
        Tone::Attention => format!("**{}**", escaped(mark.words)),
        Tone::Plain | Tone::Good => escaped(mark.words),
    });
    let detail = Some(escaped(&row.detail)).filter(|detail| !detail.is_empty());
    let below: Vec<String> = mark.into_iter().chain(detail).collect();
    format!("- **{}** {}\\\n  {}\n", escaped(&row.date), escaped(&row.what), below.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{customer_plan, sample::*};

    #[test]
    fn the_example_reads_as_a_page_of_a_wiki() {
        let page = markdown(&customer_plan(&finance(), day(TODAY)).with_sender("Dev Lead"));
        assert_eq!(
            page,
            r"# Finance systems migration · Acme plc

draft of rev 2 · Mon 8 Feb 2027

## What we need from you

- **5 February** Northwind Hosting\: Open the firewall to the new system\
  **overdue** · unlocks New system open to the finance team
- **15 February** Acme Data Office\: Provide dataset\
  unlocks Finance reports available in new system

## What is coming

- **26 February** New system open to the finance team\
  **Waiting on you** · sign-off CFO
- **31 March** Finance reports available in new system\
  In progress · sign-off CFO
- **30 April** Old ledger switched off\
  Planned · sign-off CFO

## What changed since 18 January

- New system open to the finance team\: 19 February → 26 February
- New\: Old ledger switched off, by 30 April

Next update\: 15 February\
Dev Lead
"
        );
    }
}
