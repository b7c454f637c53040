//! The built-in example on every day of its week: what its lead sees beside what its customer reads.

use super::{FORMATS, customer_plan, fit, refusal};
use crate::{
    example::{DEMO, REFERENCE, alive},
    file,
    plan::Plan,
    projection::{project, standings},
};
use chrono::{Days, NaiveDate};

fn demo(today: NaiveDate) -> Plan {
    let reading = file::read(alive(DEMO, today).as_bytes());
    assert_eq!(reading.problems, []);
    reading.plan.unwrap()
}

fn marks(today: NaiveDate) -> Vec<String> {
    let plan = demo(today);
    let standings = standings(&plan, &project(&plan, today), today);
    standings.iter().map(|it| format!("{} {} {}", it.outcome, it.mark.sign, it.mark.words)).collect()
}

#[test]
fn on_its_monday_the_example_shows_one_of_each() {
    assert_eq!(
        marks(REFERENCE),
        [
            "foundations ✔ signed 15 Jan",
            "hosting ▲ +3d",
            "finance-reports ◔ needs dataset 2d sooner",
            "payroll = aligned",
            "ledger-off ≥ 31 Mar"
        ]
    );
}

#[test]
fn all_week_one_is_late_one_waits_one_is_aligned_whatever_the_year() {
    for today in (0..7).flat_map(|day| [0, 53, 520].map(|weeks| REFERENCE + Days::new(day + 7 * weeks))) {
        let plan = demo(today);
        let standings = standings(&plan, &project(&plan, today), today);
        let states: Vec<&str> = standings.iter().map(|it| it.state.code()).collect();
        assert_eq!(states, ["signed-off", "late", "waiting-on-customer", "aligned", "floor"], "{today}");
    }
}

#[test]
fn its_customer_plan_fits_and_may_be_sent() {
    let plan = demo(REFERENCE);
    let seen = customer_plan(&plan, REFERENCE).with_sender("Dana");
    assert_eq!(refusal(&plan), None);
    assert!(fit(&seen).fits(), "{:?}", fit(&seen));
    let mail = String::from_utf8((FORMATS[0].write)(&seen)).unwrap();
    assert_eq!(
        mail,
        "\
Finance systems migration · Acme plc
draft of rev 3 · Mon 8 Feb 2027

What we need from you
  5 February   PMO: Name ten people for the pilot
               overdue · unlocks New system open to the finance team
  16 February  Acme Data Office: Provide the ledger dataset
               unlocks Finance reports available in new system
  26 February  Brook & Lowe: Say which postings must be kept
               unlocks Old ledger switched off

What is coming
  26 February  New system open to the finance team
               Waiting on you · sign-off CFO
  5 March      Payroll runs in the new system
               In progress · sign-off Head of Payroll
  24 March     Finance reports available in new system
               In progress · sign-off CFO
  30 April     Old ledger switched off
               Planned · sign-off CFO

What changed since 1 February
  New system open to the finance team: 19 February → 26 February (the
    firewall was opened a week late)
  New: Old ledger switched off, by 30 April
  Received: Open the firewall to the new system

Already signed off: 1
Next update: 15 February
Dana
"
    );
}
