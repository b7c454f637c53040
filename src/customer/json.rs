//! The customer plan for a program: versioned, dates as `YYYY-MM-DD` or null, nothing ever absent.
//!
//! `format` rises when a field changes its meaning or goes; a new field alone does not raise it. `revision` is the telling's number,
//! `draft` whether it is yet to be told; `word` is one of the six of a milestone; `changed.lines` are all of them, unfolded,
//! with `kind` one of dropped, swapped, date, new, ask, sign-off, wording; `changed.since` is null before the first telling.

use super::{ChangedKind, CustomerPlan, Revision};
use chrono::NaiveDate;
use serde::Serialize;

/// The version of this format.
pub const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Page<'a> {
    format: u32,
    title: &'a str,
    customer: &'a str,
    revision: u32,
    draft: bool,
    on: NaiveDate,
    asks: Vec<Ask<'a>>,
    coming: Vec<Coming<'a>>,
    changed: Changed<'a>,
    already_signed_off: usize,
    next_update: Option<NaiveDate>,
    sender: Option<&'a str>,
}

#[derive(Serialize)]
struct Ask<'a> {
    what: &'a str,
    who: &'a str,
    by: Option<NaiveDate>,
    unlocks: &'a str,
    overdue: bool,
}

#[derive(Serialize)]
struct Coming<'a> {
    headline: &'a str,
    by: Option<NaiveDate>,
    sign_off: &'a str,
    word: &'a str,
}

#[derive(Serialize)]
struct Changed<'a> {
    since: Option<NaiveDate>,
    lines: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    kind: &'static str,
    text: &'a str,
}

/// One object, indented by two, with a line break at its end.
pub fn json(plan: &CustomerPlan) -> String {
    // Strings, numbers and dates only: there is nothing here that JSON cannot hold.
    let mut text = serde_json::to_string_pretty(&page(plan)).unwrap_or_default();
    text.push('\n');
    text
}

fn page(plan: &CustomerPlan) -> Page<'_> {
    let (revision, draft) = match plan.revision {
        Revision::Told(rev) => (rev, false),
        Revision::Draft(rev) => (rev, true),
    };
    Page {
        format: FORMAT,
        title: &plan.title,
        customer: &plan.customer,
        revision,
        draft,
        on: plan.on,
        asks: plan.asks.iter().map(ask_of).collect(),
        coming: plan.coming.iter().map(coming_of).collect(),
        changed: Changed {
            since: plan.changed.since,
            lines: plan.changed.lines.iter().map(|it| Line { kind: kind(it.kind), text: &it.words }).collect(),
        },
        already_signed_off: plan.signed_before,
        next_update: plan.next_update,
        sender: plan.sender.as_deref(),
    }
}

fn ask_of(it: &super::Ask) -> Ask<'_> {
    Ask { what: &it.what, who: &it.who, by: it.by, unlocks: &it.unlocks, overdue: it.overdue }
}

fn coming_of(it: &super::Coming) -> Coming<'_> {
    Coming { headline: &it.headline, by: it.by, sign_off: &it.sign_off, word: it.word.words() }
}

const fn kind(kind: ChangedKind) -> &'static str {
    match kind {
        ChangedKind::Dropped => "dropped",
        ChangedKind::Swapped => "swapped",
        ChangedKind::Date => "date",
        ChangedKind::New => "new",
        ChangedKind::Ask => "ask",
        ChangedKind::SignOff => "sign-off",
        ChangedKind::Wording => "wording",
    }
}

#[cfg(test)]
mod tests {
    use crate::customer::{
        customer_plan,
        sample::{TODAY, day, finance},
    };

    #[test]
    fn a_program_reads_every_field_and_null_where_nothing_is() {
        let mut plan = finance();
        plan.outcomes.drain(..2);
        let json = super::json(&customer_plan(&plan, day(TODAY)));
        assert_eq!(
            json,
            r#"{
  "format": 1,
  "title": "Finance systems migration",
  "customer": "Acme plc",
  "revision": 2,
  "draft": true,
  "on": "2027-02-08",
  "asks": [],
  "coming": [
    {
      "headline": "Old ledger switched off",
      "by": "2027-04-30",
      "sign_off": "CFO",
      "word": "Planned"
    }
  ],
  "changed": {
    "since": "2027-01-18",
    "lines": [
      {
        "kind": "dropped",
        "text": "Dropped: Finance reports available in new system"
      },
      {
        "kind": "dropped",
        "text": "Dropped: New system open to the finance team"
      },
      {
        "kind": "new",
        "text": "New: Old ledger switched off, by 30 April"
      }
    ]
  },
  "already_signed_off": 0,
  "next_update": "2027-02-15",
  "sender": null
}
"#
        );
    }
}
