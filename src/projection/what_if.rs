//! What a change would do to the dates, before it is made.
//! Works on a copy whose untouched parts are shared; the plan itself stays as it is.

use super::{End, project};
use crate::plan::Plan;
use chrono::NaiveDate;

/// Each live outcome whose end the edit would change: its id, the end before, the end after. In file order; an outcome that
/// the edit adds or drops has no end on the side where it does not live.
pub fn what_if(plan: &Plan, today: NaiveDate, edit: impl FnOnce(&mut Plan)) -> Vec<(String, Option<End>, Option<End>)> {
    let mut changed = plan.clone();
    edit(&mut changed);
    let (before, after) = (project(plan, today), project(&changed, today));
    let added = changed.live_outcomes().filter(|outcome| plan.outcome(&outcome.id).is_none_or(|it| !it.is_live()));
    let outcomes = plan.live_outcomes().chain(added);
    let ends = outcomes.map(|outcome| (outcome.id.clone(), before.end(&outcome.id), after.end(&outcome.id)));
    ends.filter(|(_, before, after)| before != after).collect()
}

#[cfg(test)]
mod tests {
    use super::super::examples::*;
    use super::*;
    use crate::plan::Quarters;

    fn lines(plan: &Plan, edit: impl FnOnce(&mut Plan)) -> Vec<String> {
        let end = |end: Option<End>| {
            end.map_or_else(|| "none".into(), |end| if end.floor { format!("≥ {}", end.on) } else { end.on.to_string() })
        };
        what_if(plan, finance_day(), edit)
            .into_iter()
            .map(|(id, before, after)| format!("{id}: {} → {}", end(before), end(after)))
            .collect()
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
}
