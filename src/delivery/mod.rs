//! The delivery plan for those who deliver: outcomes, owners, budget, tasks. Marked internal, first thing and last.
//! Sees the whole plan but its comments; never the customer's room, which has exports of its own.
//! A new format is a file and a line in `FORMATS`.

mod csv;
mod json;
mod markdown;
mod page;
mod text;

pub use csv::csv;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

use crate::{
    plan::Plan,
    projection::{End, Projection},
    words::clean_line,
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The projected end of each outcome that has one, by its id.
pub type Ends = HashMap<String, End>;

/// The ends that a projection gives.
pub fn ends(plan: &Plan, projection: &Projection) -> Ends {
    plan.live_outcomes().filter_map(|outcome| Some((outcome.id.clone(), projection.end(&outcome.id)?))).collect()
}

/// A way to write the delivery plan.
#[derive(Debug)]
pub struct Format {
    /// As `-f` names it.
    pub name: &'static str,
    pub write: fn(&Plan, &Ends, NaiveDate) -> String,
}

pub const FORMATS: [Format; 4] = [
    Format { name: "text", write: text },
    Format { name: "markdown", write: markdown },
    Format { name: "csv", write: csv },
    Format { name: "json", write: json },
];

/// What stands on every delivery export, so that nobody takes it for the customer's.
fn notice(plan: &Plan) -> String {
    format!("INTERNAL - delivery plan of {}, not for the customer", clean_line(&plan.title))
}

/// A plan with something in every field that the exports show, in two outcomes and the noise.
#[cfg(test)]
fn example() -> (Plan, Ends, NaiveDate) {
    use crate::plan::*;
    use std::sync::Arc;
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let task = |id: &str, title: &str, status: &str| Task { id: id.into(), title: title.into(), status: status.into(), ..Task::default() };
    let mut extract = Task { owners: names(&["Dev Lead"]), estimate: Some(Quarters::days(5)), ..task("m7qa", "Extract dataset", "") };
    extract.needs = names(&["dataset"]);
    *extract.trivia_mut() = Trivia::new(Comments { above: "// secret comment".into(), after: String::new() });
    let load = Task { needs: names(&["m7qa"]), blocked: "no access".into(), due: Some(day(3, 1)), ..task("c81n", "Load", "Review") };
    let agree = Task { finished: Some(day(1, 27)), note: "One.\nTwo.".into(), ..task("k3f9", "Agree report list", "Done") };
    let ask = Deliverable {
        id: "dataset".into(),
        what: "Provide dataset".into(),
        from: "Acme Data Office".into(),
        by: Some(day(2, 15)),
        ..Deliverable::default()
    };
    let milestone = Milestone {
        headline: "Finance reports available".into(),
        by: Some(day(3, 31)),
        sign_off: "CFO".into(),
        deliverables: vec![Arc::new(ask)],
        ..Milestone::default()
    };
    let finance = Outcome {
        id: "finance".into(),
        title: "Migrate core finance reports".into(),
        owners: names(&["Dev Lead", "Finance SME"]),
        budget: Some(Budget { planned: Money::whole(40000), spent: Money::whole(12500) }),
        milestone: Some(milestone),
        tasks: [extract, load, agree].map(Arc::new).into(),
        ..Outcome::default()
    };
    let dropped = Some(Dropped { on: Some(day(2, 1)), why: "no money".into(), ..Dropped::default() });
    let ledger = Outcome { id: "ledger".into(), title: "Old ledger".into(), dropped, ..Outcome::default() };
    let mut plan = Plan { title: "Finance systems".into(), customer: "Acme plc".into(), decision_maker: "CFO".into(), ..Plan::default() };
    plan.settings.currency = "GBP".into();
    plan.outcomes = vec![Arc::new(finance), Arc::new(ledger)];
    plan.noise = vec![Arc::new(task("n0is", "Try charts", ""))];
    plan.shares = vec![Arc::new(Share { rev: 1, on: day(1, 18), by: "Dev Lead".into(), to: names(&["CFO"]), ..Share::default() })];
    (plan, HashMap::from([("finance".to_string(), End { on: day(4, 2), floor: true })]), day(2, 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_marked_internal_and_shows_no_comment() {
        let (plan, ends, today) = example();
        for format in FORMATS {
            let out = (format.write)(&plan, &ends, today);
            let out_plain = out.replace('\\', "");
            assert!(out_plain.contains("INTERNAL - delivery plan of Finance systems, not for the customer"), "{}", format.name);
            assert!(!out.contains("secret comment"), "{}", format.name);
        }
    }

    #[test]
    fn no_format_lets_a_control_character_through() {
        let (mut plan, ends, today) = example();
        plan.title = "a\u{1b}]0;b\u{7}\u{9b}c\u{7f}\u{202e}".into();
        plan.task_mut("m7qa").unwrap().title = "x\u{9b}31m\u{1b}[0m".into();
        plan.task_mut("k3f9").unwrap().note = "one\r\n\u{1b}[2Jtwo".into();
        for format in FORMATS {
            let out = (format.write)(&plan, &ends, today);
            let commands = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert_eq!(out.chars().find(|c| commands(*c)), None, "{}", format.name);
        }
    }
}
