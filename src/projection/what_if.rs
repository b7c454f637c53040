//! What a change would do to the dates, before it is made.
//! Works on a copy whose untouched parts are shared; the plan itself stays as it is.

use super::{End, Projection};
use crate::{
    plan::{Plan, Refusal},
    words::day_and_month,
};
use chrono::NaiveDate;
use std::collections::HashSet;

/// The plan as it would be, and what it would imply.
#[derive(Debug, Clone)]
pub struct WhatIf {
    pub plan: Plan,
    pub projection: Projection,
    /// In file order.
    pub moved: Vec<Moved>,
}

/// A live outcome whose end would be another; one that the edit adds or drops has no end on the side where it does not live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub outcome: String,
    pub before: Option<End>,
    pub after: Option<End>,
}

impl Moved {
    /// `ends 9 April instead of 2 April`, to go behind the name of the outcome.
    pub fn said(&self, today: NaiveDate) -> String {
        match (self.before, self.after) {
            (Some(before), Some(after)) => format!("ends {} instead of {}", after.said(today), before.said(today)),
            (None, Some(after)) => format!("ends {}, and had no end before", after.said(today)),
            (Some(before), None) => format!("has no end any more instead of {}", before.said(today)),
            (None, None) => "has no end".into(),
        }
    }
    /// Whether it would end later, or could.
    pub fn is_worse(&self) -> bool {
        let rank = |end: Option<End>| end.map_or((NaiveDate::MAX, false), |end| (end.on, end.floor));
        rank(self.after) > rank(self.before)
    }
}

impl End {
    /// `9 April`; of a floor `≥ 9 April`.
    pub fn said(self, today: NaiveDate) -> String {
        format!("{}{}", if self.floor { "≥ " } else { "" }, day_and_month(self.on, today))
    }
}

/// `7d after 31 March`, `in time for 31 March`.
pub fn against(days: i64, date: &str) -> String {
    if days > 0 { format!("{days}d after {date}") } else { format!("in time for {date}") }
}

/// What the edit would do; `projection` is that of the plan as it is.
///
/// # Errors
/// When the edit refuses.
pub fn what_if(
    plan: &Plan,
    projection: &Projection,
    today: NaiveDate,
    edit: impl FnOnce(&mut Plan) -> Result<(), Refusal>,
) -> Result<WhatIf, Refusal> {
    let mut changed = plan.clone();
    edit(&mut changed)?;
    let after = projection.of_next(&changed, today);
    let lived: HashSet<&str> = plan.live_outcomes().map(|outcome| outcome.id.as_str()).collect();
    let added = changed.live_outcomes().filter(|outcome| !lived.contains(outcome.id.as_str()));
    let outcomes = plan.live_outcomes().chain(added);
    let ends = outcomes.map(|it| Moved { outcome: it.id.clone(), before: projection.end(&it.id), after: after.end(&it.id) });
    let moved = ends.filter(|it| it.before != it.after).collect();
    Ok(WhatIf { plan: changed, projection: after, moved })
}

#[cfg(test)]
mod tests {
    use super::super::{examples::*, project};
    use super::*;
    use crate::plan::Quarters;

    fn would(plan: &Plan, edit: impl FnOnce(&mut Plan)) -> Vec<Moved> {
        let edit = |plan: &mut Plan| {
            edit(plan);
            Ok(())
        };
        what_if(plan, &project(plan, finance_day()), finance_day(), edit).unwrap().moved
    }

    fn lines(plan: &Plan, edit: impl FnOnce(&mut Plan)) -> Vec<String> {
        let end = |end: Option<End>| {
            end.map_or_else(|| "none".into(), |end| if end.floor { format!("≥ {}", end.on) } else { end.on.to_string() })
        };
        would(plan, edit).iter().map(|it| format!("{}: {} → {}", it.outcome, end(it.before), end(it.after))).collect()
    }

    #[test]
    fn an_estimate_an_owner_a_need_and_a_date_show_what_they_would_do() {
        let plan = finance();
        let before = plan.clone();
        let longer = |plan: &mut Plan| plan.task_mut("m7qa").unwrap().estimate = Some(Quarters::days(10));
        assert_eq!(lines(&plan, longer), ["finance-reports: 2027-04-02 → 2027-04-09", "ledger-off: ≥ 2027-04-05 → ≥ 2027-04-12"]);
        let sooner = |plan: &mut Plan| plan.deliverable_mut("dataset").unwrap().by = Some(day("2027-02-10"));
        assert_eq!(lines(&plan, sooner)[..1], ["finance-reports: 2027-04-02 → 2027-03-30"]);
        let taken = |plan: &mut Plan| plan.task_mut("m7qa").unwrap().owners.clear();
        assert_eq!(lines(&plan, taken)[0], "finance-reports: 2027-04-02 → ≥ 2027-04-02");
        let circle = |plan: &mut Plan| plan.task_mut("m7qa").unwrap().needs.push("s5gh".into());
        assert_eq!(lines(&plan, circle)[0], "finance-reports: 2027-04-02 → none");
        assert_eq!(plan, before, "the plan itself stays as it is");
    }

    #[test]
    fn what_changes_no_date_shows_nothing_and_what_is_dropped_ends_nowhere() {
        let plan = finance();
        assert_eq!(lines(&plan, |plan| plan.task_mut("m7qa").unwrap().note = "look".into()), Vec::<String>::new());
        let dropped = |plan: &mut Plan| plan.outcome_mut("hosting").unwrap().dropped = Some(Default::default());
        assert_eq!(lines(&plan, dropped)[0], "hosting: ≥ 2027-02-12 → none");
        let added = |plan: &mut Plan| plan.outcomes.push(std::sync::Arc::new(outcome("new", None, &["n1: Nobody Else · 1d"])));
        assert_eq!(lines(&plan, added), ["new: none → 2027-02-08"]);
    }

    #[test]
    fn what_moves_is_said_in_words() {
        let plan = finance();
        let said = |edit: fn(&mut Plan)| {
            let moved = would(&plan, edit);
            (moved[0].said(finance_day()), moved[0].is_worse())
        };
        let longer = |plan: &mut Plan| plan.task_mut("m7qa").unwrap().estimate = Some(Quarters::days(10));
        assert_eq!(said(longer), ("ends 9 April instead of 2 April".into(), true));
        let taken = |plan: &mut Plan| plan.task_mut("m7qa").unwrap().owners.clear();
        assert_eq!(said(taken), ("ends ≥ 2 April instead of 2 April".into(), true));
        let sooner = |plan: &mut Plan| plan.deliverable_mut("dataset").unwrap().by = Some(day("2027-02-10"));
        assert_eq!(said(sooner), ("ends 30 March instead of 2 April".into(), false));
        let circle = |plan: &mut Plan| plan.task_mut("m7qa").unwrap().needs.push("s5gh".into());
        assert_eq!(said(circle), ("has no end any more instead of 2 April".into(), true));
    }

    #[test]
    fn what_is_refused_would_do_nothing() {
        let plan = finance();
        let refused = what_if(&plan, &project(&plan, finance_day()), finance_day(), |plan| plan.task_mut("nobody").map(drop));
        assert!(refused.is_err());
    }
}
