//! The delivery plan for programs. One object, `format` 1:
//! `format`, `internal` (always true), `notice`, `today`, `projected`: id of an outcome → `on`, `floor`; `plan`: the whole plan file, every
//! field by its name, dates as `YYYY-MM-DD` or null, money as text with the plan's currency in `settings`; status `""` is the first column.
//! A new field of the plan is in it at once; what changes the meaning of an old one raises `format`.

use super::{End, Ends, notice};
use crate::{plan::Plan, words::harmless_json};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Delivery<'a> {
    format: u32,
    internal: bool,
    notice: String,
    today: NaiveDate,
    projected: BTreeMap<&'a str, Option<Projected>>,
    plan: &'a Plan,
}

#[derive(Serialize)]
struct Projected {
    on: NaiveDate,
    floor: bool,
}

/// Pretty-printed, ending with a line break. Without control characters: they are escaped, and so the text is whole.
pub fn json(plan: &Plan, ends: &Ends, today: NaiveDate) -> String {
    let projected = |id: &str| ends.get(id).map(|End { on, floor }| Projected { on: *on, floor: *floor });
    let delivery = Delivery {
        format: FORMAT,
        internal: true,
        notice: notice(plan),
        today,
        projected: plan.outcomes.iter().map(|outcome| (outcome.id.as_str(), projected(&outcome.id))).collect(),
        plan,
    };
    // Texts, numbers and dates only: there is nothing here that JSON cannot hold.
    let text = serde_json::to_string_pretty(&delivery).unwrap_or_default();
    harmless_json(&text) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::example;

    #[test]
    fn the_whole_plan_is_in_it_by_the_names_of_the_file() {
        let (plan, ends, today) = example();
        let out: serde_json::Value = serde_json::from_str(&json(&plan, &ends, today)).unwrap();
        assert_eq!((&out["format"], &out["internal"], &out["today"]), (&1.into(), &true.into(), &"2027-02-08".into()));
        assert_eq!(out["projected"], serde_json::json!({ "finance": { "on": "2027-04-02", "floor": true }, "ledger": null }));
        let finance = &out["plan"]["outcomes"][0];
        assert_eq!(finance["budget"], serde_json::json!({ "planned": "40000", "spent": "12500" }));
        assert_eq!((&finance["milestone"]["by"], &finance["milestone"]["signed"]), (&"2027-03-31".into(), &serde_json::Value::Null));
        assert_eq!(finance["tasks"][0]["estimate"], 5);
        assert_eq!(out["plan"]["settings"]["working_days"][0], "Mon");
    }

    #[test]
    fn what_commands_a_terminal_is_escaped_and_still_there() {
        let (mut plan, ends, today) = example();
        plan.customer = "a\u{9b}b\u{7f}\u{202e}\u{e0041}é".into();
        let out = json(&plan, &ends, today);
        assert!(out.contains(r#""a\u009bb\u007f\u202e\udb40\udc41é""#), "{out}");
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(read["plan"]["customer"], plan.customer.as_str());
    }
}
