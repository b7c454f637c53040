//! The method's checklist: six boxes, each ticked by what is not found and by what was shared (spec 3.8).

use super::Finding;
use crate::{
    plan::{Audience, Plan, Share},
    projection::Severity,
};
use std::collections::HashSet;

/// The boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TickItem {
    DeliveryPlan,
    CustomerPlan,
    BothLineUp,
    DeliveryShared,
    CustomerShared,
    KeptAlive,
}

/// A box of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its stable name.
    pub item: &'static str,
    pub ok: bool,
    /// What ticks it.
    pub rule: &'static str,
}

impl TickItem {
    pub const ALL: [TickItem; 6] = [
        TickItem::DeliveryPlan,
        TickItem::CustomerPlan,
        TickItem::BothLineUp,
        TickItem::DeliveryShared,
        TickItem::CustomerShared,
        TickItem::KeptAlive,
    ];
    pub fn code(self) -> &'static str {
        match self {
            TickItem::DeliveryPlan => "delivery-plan",
            TickItem::CustomerPlan => "customer-plan",
            TickItem::BothLineUp => "both-line-up",
            TickItem::DeliveryShared => "delivery-shared",
            TickItem::CustomerShared => "customer-shared",
            TickItem::KeptAlive => "kept-alive",
        }
    }
    pub fn rule(self) -> &'static str {
        match self {
            TickItem::DeliveryPlan => "Build the delivery plan: outcomes as milestones, tasks that move them, an owner for each",
            TickItem::CustomerPlan => "Build the customer plan: milestones only, with what the customer must bring",
            TickItem::BothLineUp => "Confirm that both line up: what was told, what is meant and what the work implies",
            TickItem::DeliveryShared => "Share the delivery plan with the delivery side only",
            TickItem::CustomerShared => "Share the customer plan with the stakeholders, the decision maker among them",
            TickItem::KeptAlive => "Keep both alive: update them on every major change",
        }
    }
    /// What must hold besides having no red or amber finding.
    fn holds(self, plan: &Plan) -> bool {
        match self {
            TickItem::DeliveryPlan => plan.live_outcomes().next().is_some(),
            TickItem::CustomerPlan => plan.live_outcomes().any(|outcome| outcome.milestone().is_some()),
            TickItem::BothLineUp | TickItem::KeptAlive => true,
            TickItem::DeliveryShared => {
                let is_inside = |share: &&Share| share.to.iter().all(|name| plan.is_delivery(name));
                let mut shares = shares(plan, Audience::Delivery).peekable();
                shares.peek().is_some() && shares.all(|share| is_inside(&share))
            }
            TickItem::CustomerShared => {
                let is_outside = |share: &Share| !share.to.iter().any(|name| plan.is_delivery(name));
                let knows = |share: &Share| !plan.decision_maker.is_empty() && share.to.contains(&plan.decision_maker);
                plan.baseline().is_some_and(|newest| knows(newest)) && shares(plan, Audience::Customer).all(is_outside)
            }
        }
    }
}

fn shares(plan: &Plan, audience: Audience) -> impl Iterator<Item = &Share> {
    plan.shares.iter().map(|share| &**share).filter(move |share| share.plan == audience)
}

/// The six boxes in the order of the method.
pub fn checklist<'f>(plan: &Plan, findings: impl IntoIterator<Item = &'f Finding>) -> Vec<Tick> {
    let to_act_on = findings.into_iter().filter(|finding| finding.severity > Severity::Info);
    let unticked: HashSet<TickItem> = to_act_on.filter_map(Finding::ticks).collect();
    let is_ok = |item: TickItem| item.holds(plan) && !unticked.contains(&item);
    TickItem::ALL.map(|item| Tick { item: item.code(), ok: is_ok(item), rule: item.rule() }).into()
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use crate::{
        plan::{Change, ChangeKind},
        projection::examples::day,
    };
    use std::sync::Arc;

    fn ticked(plan: &Plan) -> Vec<&'static str> {
        checklist(plan, &all(plan)).into_iter().filter(|tick| tick.ok).map(|tick| tick.item).collect()
    }

    #[test]
    fn a_plan_that_lines_up_and_was_shared_rightly_ticks_all_six() {
        assert_eq!(
            ticked(&lined_up()),
            ["delivery-plan", "customer-plan", "both-line-up", "delivery-shared", "customer-shared", "kept-alive"]
        );
    }

    #[test]
    fn an_empty_plan_is_no_plan() {
        assert_eq!(ticked(&Plan::default()), ["both-line-up", "kept-alive"]);
    }

    #[test]
    fn a_share_to_the_wrong_side_unticks_its_box() {
        let mut plan = lined_up();
        let share = |plan: &mut Plan, at: usize, name: &str| Arc::make_mut(&mut plan.shares[at]).to.push(name.into());
        share(&mut plan, 0, "Ann");
        share(&mut plan, 1, "CFO");
        assert_eq!(ticked(&plan), ["delivery-plan", "customer-plan", "both-line-up", "kept-alive"]);
    }

    #[test]
    fn the_decision_maker_must_be_among_those_told() {
        let mut plan = lined_up();
        plan.decision_maker = "Somebody else".into();
        assert!(!ticked(&plan).contains(&"customer-shared"));
    }

    #[test]
    fn an_info_unticks_nothing_and_an_amber_does() {
        let idle = but(|plan| task(plan, "a").needs.clear());
        assert_eq!((codes(&idle), ticked(&idle).len()), (vec!["deliverable-idle"], 6));
        let unowned = but(|plan| plan.outcome_mut("o").unwrap().owners.clear());
        assert_eq!((codes(&unowned), ticked(&unowned).contains(&"delivery-plan")), (vec!["unowned"], false));
    }

    /// A box that one change unticks and another ticks again, and no other box with it.
    fn flips(item: &'static str, breaking: impl Fn(&mut Plan), mending: impl Fn(&mut Plan)) {
        let mut plan = lined_up();
        let whole = ticked(&plan);
        breaking(&mut plan);
        let rest: Vec<&str> = whole.iter().copied().filter(|it| *it != item).collect();
        assert_eq!(ticked(&plan), rest, "{item}: {:?}", all(&plan));
        mending(&mut plan);
        assert_eq!(ticked(&plan), whole, "{item}: {:?}", all(&plan));
    }

    #[test]
    fn each_box_is_unticked_by_one_change_and_ticked_again_by_one() {
        let own = |names: &'static [&'static str]| {
            move |plan: &mut Plan| plan.outcome_mut("o").unwrap().owners = names.iter().map(|name| (*name).into()).collect()
        };
        flips("delivery-plan", own(&[]), own(&["Ann"]));
        let sign = |name: &'static str| {
            move |plan: &mut Plan| {
                plan.milestone_mut("o").unwrap().sign_off = name.into();
                promise(plan).sign_off = name.into();
            }
        };
        flips("customer-plan", sign(""), sign("CFO"));
        let by = |date: &'static str| move |plan: &mut Plan| plan.redate("o", Some(day(date)), None).unwrap();
        flips("both-line-up", by("2027-02-16"), by("2027-02-15"));
        let told = |names: &'static [&'static str], at: usize| {
            move |plan: &mut Plan| Arc::make_mut(&mut plan.shares[at]).to = names.iter().map(|name| (*name).into()).collect()
        };
        flips("delivery-shared", told(&["Ann", "CFO"], 1), told(&["Ann"], 1));
        flips("customer-shared", told(&["Data Office"], 0), told(&["CFO", "Data Office"], 0));
        let change = Change { id: "c".into(), kind: ChangeKind::Undocumented, finished: Some(today()), ..Change::default() };
        flips("kept-alive", move |plan| plan.changes.push(Arc::new(change.clone())), |plan| plan.document("c", today()).unwrap());
    }

    #[test]
    fn telling_the_customer_ticks_what_only_telling_can() {
        let mut plan = but(|plan| {
            plan.shares.clear();
            task(plan, "a").added = Some(today());
        });
        assert_eq!(ticked(&plan), ["delivery-plan", "customer-plan", "kept-alive"]);
        plan.shares = lined_up().shares;
        assert_eq!(ticked(&plan).len(), 6);
    }
}
