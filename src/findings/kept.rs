//! Findings from one look at the plan to the next: what nothing has touched is not looked for again.
//! A part's findings follow from the part itself (the same `Arc`), the frame around it, and some from the names in all parts.
//! `findings_of` begins with nothing kept; a law in `laws` holds that both find the same.

use super::{
    CHECKS, Finding, Part, Scene,
    by_two::by_two,
    checks::{Check, Find, Follows},
    part::Of,
    phrases::Phrases,
    states,
};
use crate::{
    plan::{Change, List, Milestone, Outcome, Person, Plan, Settings, Share, Task},
    projection::{Ages, Standing},
};
use chrono::NaiveDate;
use std::{cell::OnceCell, collections::HashMap, sync::Arc};

/// What was found the last time, by part.
#[derive(Debug, Default)]
pub struct Kept {
    frame: Option<Frame>,
    /// The plan's own, outcomes in file order, the noise.
    parts: Vec<KeptPart>,
    standings: Vec<KeptStanding>,
    phrases: Option<Arc<Phrases>>,
}

/// All that findings in a part may follow from besides the part and the names.
#[derive(Debug, PartialEq)]
struct Frame {
    title: String,
    customer: String,
    decision_maker: String,
    settings: Settings,
    people: List<Person>,
    changes: List<Change>,
    shares: List<Share>,
    jargon: Vec<String>,
    ages: Ages,
    today: NaiveDate,
}

#[derive(Debug)]
struct KeptPart {
    of: KeptOf,
    /// With the number of what found it, which they are in order of.
    found: Vec<(usize, Arc<Finding>)>,
}

#[derive(Debug)]
struct KeptStanding {
    standing: Standing,
    found: Option<(usize, Arc<Finding>)>,
}

#[derive(Debug)]
enum KeptOf {
    Plan,
    Outcome(Arc<Outcome>),
    Noise(List<Task>),
}

/// Every way to find something, in the order of the table.
fn finds() -> impl Iterator<Item = (usize, &'static Check, &'static Find)> {
    CHECKS
        .iter()
        .flat_map(|check| check.find.iter().map(move |find| (check, find)))
        .enumerate()
        .map(|(number, (check, find))| (number, check, find))
}

impl Kept {
    /// All findings in order; and keeps them.
    pub(super) fn findings(&mut self, scene: &Scene) -> Vec<Arc<Finding>> {
        let frame = Frame::of(scene);
        let mut last = std::mem::take(self);
        if last.frame.as_ref().is_none_or(|last| *last != frame) {
            let phrases = last.phrases.filter(|_| last.frame.as_ref().is_some_and(|last| last.jargon == frame.jargon));
            last = Kept { phrases, ..Kept::default() };
        }
        if let Some(phrases) = last.phrases {
            _ = scene.phrases.set(phrases);
        }
        let of = parts(scene.plan);
        let same_names = last.parts.len() == of.len() && last.parts.iter().zip(&of).all(|(last, now)| last.of.has_names_of(*now));
        self.parts = match last.parts.is_empty() {
            true => by_two(&of, |of| KeptPart { of: KeptOf::of(of), found: found_anew(scene, of) }),
            false => {
                let mut from = Last::of(last.parts);
                of.iter().enumerate().map(|(at, of)| from.part(scene, *of, at, same_names)).collect()
            }
        };
        self.standings = standings(scene, last.standings);
        self.frame = Some(frame);
        self.phrases = scene.phrases.get().cloned();
        in_order(&self.parts, &self.standings, &anew(scene))
    }
}

pub(super) fn parts(plan: &Plan) -> Vec<Of<'_>> {
    [Of::Plan(plan)].into_iter().chain(plan.outcomes.iter().map(Of::Outcome)).chain([Of::Noise(&plan.noise)]).collect()
}

/// What is never kept.
fn anew(scene: &Scene) -> Vec<(usize, Arc<Finding>)> {
    let mut found = Vec::new();
    for (number, check, find) in finds() {
        match find {
            Find::Anew(find) => found.extend(find(scene).into_iter().map(|hit| (number, Arc::new(hit.of(check))))),
            Find::In(..) | Find::Stands(..) => {}
        }
    }
    found
}

/// Those that stand as they did are taken over, at the same place.
fn standings(scene: &Scene, mut last: Vec<KeptStanding>) -> Vec<KeptStanding> {
    let finds: Vec<_> = finds().filter(|(.., find)| matches!(find, Find::Stands(..))).collect();
    let found = |standing: &Standing| {
        finds.iter().find_map(|(number, check, find)| match find {
            Find::Stands(state, say) if *state == standing.state => {
                Some((*number, Arc::new(states::found(scene, standing, *say).of(check))))
            }
            Find::Stands(..) | Find::In(..) | Find::Anew(_) => None,
        })
    };
    last.truncate(scene.standings.len());
    let known = last.len();
    for (kept, standing) in last.iter_mut().zip(scene.standings).filter(|(kept, standing)| kept.standing != **standing) {
        *kept = KeptStanding { found: found(standing), standing: standing.clone() };
    }
    let more = scene.standings[known..].iter();
    last.extend(more.map(|standing| KeptStanding { found: found(standing), standing: standing.clone() }));
    last
}

/// The worst first, then in the order of the table, then of the parts.
fn in_order(parts: &[KeptPart], standings: &[KeptStanding], anew: &[(usize, Arc<Finding>)]) -> Vec<Arc<Finding>> {
    let all = || parts.iter().flat_map(|part| &part.found).chain(standings.iter().flat_map(|it| &it.found)).chain(anew);
    let numbers = finds().count();
    let rank = |(number, finding): &(usize, Arc<Finding>)| (2 - finding.severity as usize) * numbers + number;
    let mut next = vec![0; 3 * numbers + 1];
    all().for_each(|it| next[rank(it) + 1] += 1);
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut order: Vec<Option<&Arc<Finding>>> = vec![None; next[3 * numbers]];
    for it in all() {
        let place = &mut next[rank(it)];
        order[*place] = Some(&it.1);
        *place += 1;
    }
    order.into_iter().flatten().cloned().collect()
}

/// What was kept, to be taken part by part; mostly in the order in which it is.
struct Last {
    parts: Vec<Option<KeptPart>>,
    /// By the address of the outcome, once the order is another.
    by_outcome: OnceCell<HashMap<*const Outcome, usize>>,
}

impl Last {
    fn of(parts: Vec<KeptPart>) -> Self {
        Last { parts: parts.into_iter().map(Some).collect(), by_outcome: OnceCell::new() }
    }

    fn part(&mut self, scene: &Scene, of: Of, at: usize, same_names: bool) -> KeptPart {
        let same = self.place_of(of, at);
        let place = same.or(same_names.then_some(at));
        let found = match place.and_then(|place| self.parts[place].take()) {
            Some(last) if same.is_some() && same_names => last.found,
            Some(last) => {
                let stays = |follows: Follows| match follows {
                    Follows::Itself => same.is_some(),
                    Follows::ItselfAndNames => false,
                    Follows::Names => same_names,
                };
                found(scene, &Part::new(scene.plan, of), last.found, stays)
            }
            None => found_anew(scene, of),
        };
        KeptPart { of: KeptOf::of(of), found }
    }

    /// Where the very same part stood.
    fn place_of(&self, of: Of, at: usize) -> Option<usize> {
        let is_it = |at: &usize| self.parts.get(*at).is_some_and(|part| part.as_ref().is_some_and(|part| part.of.is(of)));
        Some(at).filter(is_it).or_else(|| self.elsewhere(of).filter(is_it))
    }

    fn elsewhere(&self, of: Of) -> Option<usize> {
        let address = |part: &KeptPart| match &part.of {
            KeptOf::Outcome(outcome) => Some(Arc::as_ptr(outcome)),
            KeptOf::Plan | KeptOf::Noise(_) => None,
        };
        let all = || self.parts.iter().enumerate().filter_map(|(at, part)| Some((address(part.as_ref()?)?, at))).collect();
        match of {
            Of::Outcome(outcome) => self.by_outcome.get_or_init(all).get(&Arc::as_ptr(outcome)).copied(),
            Of::Noise(_) => self.parts.len().checked_sub(1),
            Of::Plan(_) => None,
        }
    }
}

/// With nothing kept.
pub(super) fn found_anew(scene: &Scene, of: Of) -> Vec<(usize, Arc<Finding>)> {
    found(scene, &Part::new(scene.plan, of), Vec::new(), |_| false)
}

/// What stays of the last time, and the rest looked for, in the order of the table.
fn found(scene: &Scene, part: &Part, last: Vec<(usize, Arc<Finding>)>, stays: impl Fn(Follows) -> bool) -> Vec<(usize, Arc<Finding>)> {
    let mut last = last.into_iter().peekable();
    let mut found = Vec::new();
    for (number, check, find) in finds() {
        let Find::In(find, follows) = find else { continue };
        let stays = stays(*follows);
        while let Some(it) = last.next_if(|it| it.0 <= number) {
            if stays && it.0 == number {
                found.push(it);
            }
        }
        if !stays {
            found.extend(find(scene, part).into_iter().map(|hit| (number, Arc::new(hit.of(check)))));
        }
    }
    found
}

impl Frame {
    fn of(scene: &Scene) -> Self {
        let Plan { title, customer, decision_maker, settings, people, changes, shares, .. } = scene.plan;
        Frame {
            title: title.clone(),
            customer: customer.clone(),
            decision_maker: decision_maker.clone(),
            settings: settings.clone(),
            people: people.clone(),
            changes: changes.clone(),
            shares: shares.clone(),
            jargon: scene.jargon.to_vec(),
            ages: scene.ages,
            today: scene.today,
        }
    }
}

impl KeptOf {
    fn of(of: Of) -> Self {
        match of {
            Of::Plan(_) => KeptOf::Plan,
            Of::Outcome(outcome) => KeptOf::Outcome(Arc::clone(outcome)),
            Of::Noise(tasks) => KeptOf::Noise(tasks.to_vec()),
        }
    }
    fn is(&self, of: Of) -> bool {
        match (self, of) {
            (KeptOf::Plan, Of::Plan(_)) => true,
            (KeptOf::Outcome(one), Of::Outcome(other)) => Arc::ptr_eq(one, other),
            (KeptOf::Noise(one), Of::Noise(other)) => one.len() == other.len() && one.iter().zip(other).all(|(a, b)| Arc::ptr_eq(a, b)),
            (KeptOf::Plan | KeptOf::Outcome(_) | KeptOf::Noise(_), _) => false,
        }
    }
    /// Whether the same ids, titles and texts for the customer stand in both, in the same order.
    fn has_names_of(&self, of: Of) -> bool {
        match (self, of) {
            (KeptOf::Plan, Of::Plan(_)) => true,
            (KeptOf::Outcome(one), Of::Outcome(other)) => Arc::ptr_eq(one, other) || outcomes_alike(one, other),
            (KeptOf::Noise(one), Of::Noise(other)) => tasks_alike(one, other),
            (KeptOf::Plan | KeptOf::Outcome(_) | KeptOf::Noise(_), _) => false,
        }
    }
}

fn outcomes_alike(one: &Outcome, other: &Outcome) -> bool {
    let standing = |it: &Outcome| (it.internal, it.is_live(), it.milestone.is_some());
    let milestones = || one.milestone.iter().zip(&other.milestone).all(|(a, b)| milestones_alike(a, b));
    one.id == other.id && standing(one) == standing(other) && milestones() && tasks_alike(&one.tasks, &other.tasks)
}

fn milestones_alike(one: &Milestone, other: &Milestone) -> bool {
    let texts = |it: &Milestone| (&it.headline, &it.because, &it.sign_off) == (&other.headline, &other.because, &other.sign_off);
    let asks = || one.deliverables.iter().zip(&other.deliverables).all(|(a, b)| (&a.id, &a.what, &a.from) == (&b.id, &b.what, &b.from));
    texts(one) && one.deliverables.len() == other.deliverables.len() && asks()
}

fn tasks_alike(one: &[Arc<Task>], other: &[Arc<Task>]) -> bool {
    let alike = |(a, b): (&Arc<Task>, &Arc<Task>)| Arc::ptr_eq(a, b) || (&a.id, &a.title) == (&b.id, &b.title);
    one.len() == other.len() && one.iter().zip(other).all(alike)
}
