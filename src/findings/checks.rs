//! The table of findings: one row knows everything about one.
//! Help, checklist, `--json` and the pane's marks read it; the rules themselves stand in the families.

use super::{
    Hit, Part, Scene, TickItem, alive, completeness, deliverables, growth, leak, owed, ownership, promises, references, states, wording,
};
use crate::projection::{Severity, Standing, State};
use Find::{Anew, In, Stands};
use Follows::{Itself, ItselfAndNames, Names};
use Severity::{Amber, Info, Red};
use TickItem::{BothLineUp, CustomerPlan, DeliveryPlan, KeptAlive};

/// One kind of finding.
pub struct Check {
    /// Its stable name.
    pub code: &'static str,
    /// Unless the finding itself says worse.
    pub severity: Severity,
    /// The box of the checklist it unticks.
    pub item: TickItem,
    /// When it fires, in a line.
    pub rule: &'static str,
    pub(super) find: &'static [Find],
}

/// A way to find something.
pub(super) enum Find {
    /// In all there is: what a date of the projection or a clash says.
    Anew(fn(&Scene) -> Vec<Hit>),
    /// In how a milestone stands, when it is in this state; kept for as long as it stands like that.
    Stands(State, fn(&Scene, &Standing) -> (String, String)),
    /// In one part of the plan; kept for as long as what it follows from stays.
    In(fn(&Scene, &Part) -> Vec<Hit>, Follows),
}

/// What the findings in a part follow from besides settings, people, shares, changes, jargon and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follows {
    /// All that stands in the part.
    Itself,
    /// That, and the ids in all parts.
    ItselfAndNames,
    /// Nothing but ids, titles and what the customer reads, in all parts.
    Names,
}

const fn check(code: &'static str, severity: Severity, item: TickItem, find: &'static [Find], rule: &'static str) -> Check {
    Check { code, severity, item, rule, find }
}

#[rustfmt::skip]
pub static CHECKS: &[Check] = &[
    check("dropped", Red, BothLineUp, &[Stands(State::Dropped, states::dropped)], "the customer was told a milestone that the plan no longer has"),
    check("overdue", Red, BothLineUp, &[Stands(State::Overdue, states::overdue)], "the date has passed and it is not done"),
    check("late", Amber, BothLineUp, &[Stands(State::Late, states::late)], "the work ends after the date; red beyond the tolerance"),
    check("waiting-on-customer", Amber, BothLineUp, &[Stands(State::WaitingOnCustomer, states::waiting)], "late, but not if every deliverable were here today"),
    check("floor", Amber, BothLineUp, &[Stands(State::Floor, states::floor)], "in time, but the date can only get later"),
    check("at-risk", Amber, BothLineUp, &[Stands(State::AtRisk, states::at_risk)], "in time as planned, but by the pace so far less than 85 % sure"),
    check("no-date", Amber, CustomerPlan, &[Stands(State::NoDate, states::no_date)], "a milestone without a date"),
    check("no-projection", Amber, DeliveryPlan, &[Stands(State::NoProjection, states::no_projection)], "the work gives no date to compare"),
    check("done-unsigned", Amber, BothLineUp, &[Stands(State::DoneUnsigned, states::done_unsigned)], "all work is done and nobody signed"),
    check("early", Info, BothLineUp, &[Stands(State::Early, states::early)], "the work ends ten working days or more before the date"),
    check("deliverable-overdue", Red, BothLineUp, &[In(deliverables::overdue, Itself)], "past its date and not received"),
    check("deliverable-too-late", Red, BothLineUp, &[Anew(deliverables::too_late)], "due after the work needs it"),
    check("clash", Red, BothLineUp, &[Anew(references::clash)], "two people changed the same thing and nobody chose"),
    check("double-told", Red, BothLineUp, &[Anew(promises::double_told)], "two shares of one revision differ about a milestone"),
    check("untold", Amber, BothLineUp, &[In(promises::untold, Itself)], "a milestone the customer was never told"),
    check("redated", Amber, BothLineUp, &[In(promises::redated, Itself)], "another date than the one told"),
    check("reworded", Amber, BothLineUp, &[In(promises::reworded, Itself)], "another headline than the one told"),
    check("resigned", Amber, BothLineUp, &[In(promises::resigned, Itself)], "somebody else signs than was told"),
    check("reasked", Amber, BothLineUp, &[In(promises::reasked, Itself)], "other deliverables than the ones told"),
    check("churn", Amber, BothLineUp, &[Anew(promises::churn)], "the newest share told a third date; red from the fourth"),
    check("scope", Amber, BothLineUp, &[In(growth::scope, Itself)], "tasks or days grew by more than a tenth since it was told; red beyond a quarter"),
    check("budget", Amber, BothLineUp, &[In(growth::budget, Itself)], "the money will not reach; red when overspent or beyond 110 %"),
    check("hollow", Amber, CustomerPlan, &[In(completeness::hollow, Itself)], "a date, and no work behind it"),
    check("no-sign-off", Amber, CustomerPlan, &[In(completeness::no_sign_off, Itself)], "nobody is named to sign"),
    check("no-milestone", Amber, CustomerPlan, &[In(completeness::no_milestone, Itself)], "an outcome the customer does not see, and not internal"),
    check("deliverable-unowned", Amber, CustomerPlan, &[In(deliverables::unowned, Itself)], "nobody brings it, or by no date"),
    check("deliverable-idle", Info, CustomerPlan, &[Anew(deliverables::idle)], "asked for, and no open task needs it"),
    check("wordy", Amber, CustomerPlan, &[In(completeness::wordy, Itself)], "a headline of more than 60 characters or fewer than 3 words"),
    check("leak", Red, CustomerPlan, &[In(leak::leak, Names)], "delivery's own words in the customer's text: a task's title, a name or e-mail, an id"),
    check("jargon", Amber, CustomerPlan, &[In(wording::jargon, Itself)], "a word of the trade in the customer's text"),
    check("vague", Amber, CustomerPlan, &[In(wording::vague, Itself), In(wording::ish, Itself)], "a day that is none, such as soon or Q1-ish"),
    check("blame", Amber, CustomerPlan, &[In(wording::blame, Itself)], "words that put somebody in the wrong"),
    check("too-big", Amber, CustomerPlan, &[Anew(wording::too_big)], "the customer plan does not fit in an e-mail or on a slide"),
    check("unowned", Amber, DeliveryPlan, &[In(ownership::unowned, Itself), In(ownership::unowned_tasks, Itself)], "open work or an outcome without an owner; red once started"),
    check("unknown-person", Amber, DeliveryPlan, &[In(ownership::unknown_owners, Itself), In(ownership::unknown_in_outcome, Itself), In(ownership::unknown_decider, Itself)], "a name that is not among the people, or has left"),
    check("noise", Amber, DeliveryPlan, &[In(ownership::noise, Itself)], "a task tied to no outcome"),
    check("cycle", Red, DeliveryPlan, &[Anew(references::cycle)], "tasks that wait for each other"),
    check("dangling", Amber, DeliveryPlan, &[In(references::dangling_tasks, ItselfAndNames), In(references::dangling_outcome, ItselfAndNames), Anew(references::dangling_changes)], "an id or a column that is not in the plan"),
    check("contradiction", Red, DeliveryPlan, &[In(references::in_tasks, Itself), In(references::in_outcome, Itself), In(references::in_shares, Itself), In(references::in_changes, Itself)], "dates and columns that cannot both be true"),
    check("owed", Amber, KeptAlive, &[Anew(owed::owed)], "a change that still owes a plan its update, a decision or its document"),
    check("stale-card", Amber, KeptAlive, &[In(alive::stale_card, Itself)], "longer in one column than work usually takes"),
    check("stale-plan", Amber, KeptAlive, &[Anew(alive::stale_plan)], "nothing happened in it for long"),
    check("stale-share", Amber, KeptAlive, &[Anew(alive::stale_share)], "the customer's next update is past"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_stands_once_and_every_state_that_is_a_finding_has_its_row() {
        let codes: HashSet<&str> = CHECKS.iter().map(|check| check.code).collect();
        assert_eq!(codes.len(), CHECKS.len());
        let states = State::ALL.map(State::code).into_iter().filter(|code| !["aligned", "signed-off"].contains(code));
        assert_eq!(states.filter(|code| !codes.contains(code)).count(), 0);
    }

    /// The table of spec 3.5, written out: by box, the severity a row has unless its rule says otherwise.
    const TABLE: [(TickItem, Severity, &str); 9] = [
        (BothLineUp, Red, "dropped overdue deliverable-overdue deliverable-too-late clash double-told"),
        (
            BothLineUp,
            Amber,
            "late waiting-on-customer floor at-risk done-unsigned untold redated reworded resigned reasked churn scope budget",
        ),
        (BothLineUp, Info, "early"),
        (CustomerPlan, Red, "leak"),
        (CustomerPlan, Amber, "no-date hollow no-sign-off no-milestone deliverable-unowned jargon wordy too-big vague blame"),
        (CustomerPlan, Info, "deliverable-idle"),
        (DeliveryPlan, Red, "cycle contradiction"),
        (DeliveryPlan, Amber, "no-projection unowned noise unknown-person dangling"),
        (KeptAlive, Amber, "owed stale-card stale-plan stale-share"),
    ];

    #[test]
    fn every_row_has_the_severity_and_the_box_of_the_table() {
        for check in CHECKS {
            let row = TABLE.iter().find(|(.., codes)| codes.split(' ').any(|code| code == check.code));
            assert_eq!(row.map(|(item, severity, _)| (*item, *severity)), Some((check.item, check.severity)), "{}", check.code);
        }
        for code in TABLE.iter().flat_map(|(.., codes)| codes.split(' ')) {
            assert!(CHECKS.iter().any(|check| check.code == code), "{code} has no row");
        }
    }
}
