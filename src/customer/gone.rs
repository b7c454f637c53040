//! What the customer was once told by a day and is asked or promised no more: calendars that took it in must let go of it.
//! Looks at every telling, so that a calendar that missed one is put right by the next.

use super::{
    Gone,
    key::Keys,
    line,
    milestone::{Needed, Side, by_outcome},
};
use crate::plan::{Audience, Deliverable, Plan, Promise, Share};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

/// The newest telling of each, soonest first.
pub(super) fn gone(plan: &Plan, meant: &[Side], keys: &Keys) -> Vec<Gone> {
    let stands = Standing::of(meant);
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    for promise in newest_first(plan).iter().flat_map(|share| &share.promises) {
        let Promise {
            outcome,
            headline,
            by,
            signed,
            deliverables,
            because: _,
            sign_off: _,
            word: _,
            tasks: _,
            days: _,
            kept: _,
            trivia: _,
        } = &**promise;
        if seen.insert(outcome.as_str()) && signed.is_none() && !stands.milestone(outcome) {
            out.extend(by.map(|on| Gone { what: line(headline), who: String::new(), on, key: keys.key(outcome) }));
        }
        for ask in deliverables {
            let Deliverable { id, what, from, by, received, trivia: _ } = &**ask;
            if seen.insert(id.as_str()) && received.is_none() && !stands.ask(id) {
                out.extend(by.map(|on| Gone { what: line(what), who: line(from), on, key: keys.key(id) }));
            }
        }
    }
    out.sort_by(|a, b| (a.on, &a.what, &a.who).cmp(&(b.on, &b.what, &b.who)));
    out
}

fn newest_first(plan: &Plan) -> Vec<&Share> {
    let mut shares: Vec<&Share> = plan.shares.iter().map(|share| &**share).filter(|share| share.plan == Audience::Customer).collect();
    shares.sort_by_key(|share| Reverse((share.rev, share.on, &share.by)));
    shares
}

/// What has a day still, or was settled: neither needs to leave a calendar.
struct Standing<'a> {
    milestones: HashMap<&'a str, &'a Side>,
    asks: HashMap<&'a str, &'a Needed>,
}

impl<'a> Standing<'a> {
    fn of(meant: &'a [Side]) -> Self {
        Standing {
            milestones: by_outcome(meant),
            asks: meant.iter().flat_map(|side| &side.needed).map(|needed| (needed.id.as_str(), needed)).collect(),
        }
    }
    fn milestone(&self, outcome: &str) -> bool {
        self.milestones.get(outcome).is_some_and(|now| now.by.is_some() || now.signed)
    }
    fn ask(&self, id: &str) -> bool {
        self.asks.get(id).is_some_and(|now| now.by.is_some() || now.received)
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        customer::sample::*,
        plan::{Dropped, parse_date},
    };

    fn lines(edit: Edit) -> Vec<String> {
        let mut plan = small();
        edit(&mut plan);
        seen(&plan).gone.iter().map(|it| format!("{} {} {}", it.on, it.what, it.who)).collect()
    }

    #[test]
    fn what_was_told_by_a_day_and_is_no_longer_is_named_with_that_day() {
        let (milestone_gone, ask_gone) = ("2027-03-31 Reports in new system ", "2027-02-20 Send the list PMO");
        let table: [(Edit, &[&str]); 9] = [
            (|_| {}, &[]),
            (|plan| outcome(plan).dropped = Some(Dropped::default()), &[ask_gone, milestone_gone]),
            (|plan| outcome(plan).internal = true, &[ask_gone, milestone_gone]),
            (|plan| plan.outcomes.clear(), &[ask_gone, milestone_gone]),
            (|plan| milestone(plan).by = None, &[milestone_gone]),
            (|plan| milestone(plan).by = parse_date("2027-05-01"), &[]),
            (|plan| milestone(plan).deliverables.clear(), &[ask_gone]),
            (|plan| ask(plan).by = None, &[ask_gone]),
            (|plan| ask(plan).received = parse_date(TODAY), &[]),
        ];
        for (edit, gone) in table {
            assert_eq!(lines(edit), gone);
        }
    }

    #[test]
    fn it_stays_named_after_the_telling_that_dropped_it_and_keeps_its_key() {
        let mut plan = small();
        let key = seen(&plan).coming[0].key.clone();
        plan.outcomes.clear();
        tell(&mut plan, "2027-02-03");
        let gone = seen(&plan).gone;
        assert_eq!((gone.len(), &gone[1].key), (2, &key));
    }

    #[test]
    fn what_was_signed_or_is_held_is_not_gone() {
        let signed: Edit = |plan| {
            milestone(plan).signed = parse_date(TODAY);
            milestone(plan).deliverables.clear();
            tell(plan, TODAY);
            plan.outcomes.clear();
        };
        assert_eq!(lines(signed), ["2027-02-20 Send the list PMO"]);
        assert_eq!(lines(|plan| (hold(plan), plan.outcomes.clear()).1), [""; 0]);
    }
}
