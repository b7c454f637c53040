//! What a customer reads, told as facts on the example plan and on small ones.

use super::{text::text, *};
use crate::plan::Plan;

pub(super) fn day(text: &str) -> NaiveDate {
    crate::plan::parse_date(text).unwrap()
}

/// The example of the method; its reference day is 8 February 2027.
pub(super) fn finance() -> Plan {
    let read = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    read.from_str(include_str!("../../tests/data/finance.ron")).unwrap()
}

const TODAY: &str = "2027-02-08";

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
