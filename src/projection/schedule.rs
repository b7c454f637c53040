//! Who does what when: whoever is free takes the first card that is ready (spec 3.2, rules 3 to 5),
//! known as the parallel schedule generation scheme. Time is quarter days from the start of day one.
//! Cards wait in one queue for each set of owners, and a queue waits at one of the owners who keep it from starting;
//! so a moment costs what is looked at in it, not what is open.

use super::{
    queues::{Queues, Smallest},
    running::Running,
    solo,
    work::{Arrival, Work},
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// When a task runs, and what set its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub start: u64,
    pub end: u64,
    pub floor: bool,
    pub bound: Bound,
}

/// The binding constraint of a start, by numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Task(u32),
    Deliverable(u32),
    Owner { person: u32, task: u32 },
    DayOne,
}

impl Bound {
    /// The task whose end it is.
    pub fn task(self) -> Option<u32> {
        match self {
            Bound::Task(task) | Bound::Owner { task, .. } => Some(task),
            Bound::Deliverable(_) | Bound::DayOne => None,
        }
    }
}

/// What came of it.
pub(super) struct Schedule {
    /// By task; none for what is in a cycle or waits for one.
    pub runs: Vec<Option<Run>>,
    /// Every task with a run, needed ones before those that need them.
    pub order: Vec<u32>,
}

/// `deliverables` are those of the work, as they come or as they might.
pub(super) fn schedule(work: &Work, deliverables: &[Arrival]) -> Schedule {
    let undisturbed = solo::undisturbed(work);
    let mut floor = Floor::new(work, deliverables, &undisturbed);
    solo::run(work, &undisturbed, &mut floor.runs, &mut floor.order);
    let mut arrivals = floor.awaited();
    arrivals.sort_unstable_by_key(|awaited| Reverse(deliverables[*awaited as usize].arrives));
    (0..work.crew.teams() as u32).for_each(|team| floor.nominate(team, None));
    loop {
        while let Some(awaited) = arrivals.pop_if(|it| deliverables[*it as usize].arrives <= floor.now) {
            work.awaited_by.of(awaited).iter().for_each(|task| floor.meet(*task));
        }
        floor.start_what_can();
        let next_end = floor.running.next_end(floor.now);
        let next_arrival = arrivals.last().map(|it| deliverables[*it as usize].arrives);
        match next_end.into_iter().chain(next_arrival).min() {
            Some(moment) => floor.advance(moment),
            None => return Schedule { runs: floor.runs, order: floor.order },
        }
    }
}

/// Where a team's queue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing in it is ready.
    Empty,
    /// To be looked at this moment; fetched by an owner who became free, or on its own account.
    Candidate(Option<u32>),
    /// Waiting for this owner.
    At(u32),
}

/// What keeps cards off this floor whose runs are known without it.
const ELSEWHERE: u32 = u32::MAX;

/// The shop floor at one moment.
struct Floor<'w> {
    work: &'w Work,
    deliverables: &'w [Arrival],
    now: u64,
    /// By task: how much it still waits for.
    unmet: Vec<u32>,
    running: Running,
    queues: Queues,
    places: Vec<Place>,
    /// First cards of the queues to look at. One that is no longer first is skipped.
    candidates: Smallest,
    /// By person: first cards of the queues that wait for them, but for the one of them alone; skipped likewise.
    waiting: Vec<Smallest>,
    busy: Vec<bool>,
    /// By person: the task they started last.
    previous: Vec<Option<u32>>,
    runs: Vec<Option<Run>>,
    order: Vec<u32>,
}

impl<'w> Floor<'w> {
    fn new(work: &'w Work, deliverables: &'w [Arrival], undisturbed: &[bool]) -> Self {
        let unmet = |task: u32| {
            if undisturbed[work.tasks[task as usize].team as usize] {
                return ELSEWHERE;
            }
            let outstanding = work.awaits.of(task).iter().filter(|it| !deliverables[**it as usize].received);
            (work.needs.of(task).len() + outstanding.count()) as u32
        };
        let (tasks, teams, people) = (work.tasks.len(), work.crew.teams(), work.crew.people());
        let unmet: Vec<u32> = (0..tasks as u32).map(unmet).collect();
        Floor {
            work,
            deliverables,
            now: 0,
            running: Running::new(tasks),
            queues: Queues::new(work, &unmet),
            unmet,
            places: vec![Place::Empty; teams],
            candidates: BinaryHeap::new(),
            waiting: vec![BinaryHeap::new(); people],
            busy: vec![false; people],
            previous: vec![None; people],
            runs: vec![None; tasks],
            order: Vec::with_capacity(tasks),
        }
    }

    /// Deliverables that somebody waits for.
    fn awaited(&self) -> Vec<u32> {
        let outstanding = |it: &u32| !self.deliverables[*it as usize].received && !self.work.awaited_by.of(*it).is_empty();
        (0..self.deliverables.len() as u32).filter(outstanding).collect()
    }

    /// Goes on to a moment and ends what ends then.
    fn advance(&mut self, moment: u64) {
        self.now = moment;
        let work = self.work;
        while let Some(task) = self.running.pop(moment) {
            for person in work.crew.people_of(work.tasks[task as usize].team) {
                self.busy[*person as usize] = false;
                self.fetch(*person);
            }
            self.ended(task);
        }
    }

    fn ended(&mut self, task: u32) {
        let work = self.work;
        work.needed_by.of(task).iter().for_each(|needing| self.meet(*needing));
    }

    /// One thing fewer to wait for.
    fn meet(&mut self, task: u32) {
        self.unmet[task as usize] -= 1;
        if self.unmet[task as usize] == 0 {
            self.enqueue(task);
        }
    }

    fn enqueue(&mut self, task: u32) {
        let team = self.work.tasks[task as usize].team;
        let is_first = self.queues.push(team, task);
        match self.places[team as usize] {
            Place::Empty => self.nominate(team, None),
            Place::Candidate(by) if is_first => self.nominate(team, by),
            Place::At(person) if is_first && self.busy[person as usize] => self.wait_for(team, person),
            Place::At(_) if is_first => self.nominate(team, None),
            Place::Candidate(_) | Place::At(_) => {}
        }
    }

    /// Puts a queue among those to look at.
    fn nominate(&mut self, team: u32, by: Option<u32>) {
        self.places[team as usize] = match self.queues.first(team) {
            Some(task) => {
                self.candidates.push(Reverse(task));
                Place::Candidate(by)
            }
            None => Place::Empty,
        };
    }

    /// Lets the first of the queues that wait for this person be looked at.
    fn fetch(&mut self, person: u32) {
        let alone = self.work.crew.alone(person);
        let own = alone.filter(|team| self.places[*team as usize] == Place::At(person)).and_then(|team| self.queues.first(team));
        while let Some(Reverse(task)) = self.waiting[person as usize].peek().copied().filter(|it| own.is_none_or(|own| it.0 < own)) {
            self.waiting[person as usize].pop();
            let team = self.work.tasks[task as usize].team;
            if self.places[team as usize] == Place::At(person) && self.queues.first(team) == Some(task) {
                return self.nominate(team, Some(person));
            }
        }
        if let (Some(team), Some(_)) = (alone, own) {
            self.nominate(team, Some(person));
        }
    }

    /// The queue of a person alone has its place with them; others are sorted in.
    fn wait_for(&mut self, team: u32, person: u32) {
        let Some(task) = self.queues.first(team) else { return self.places[team as usize] = Place::Empty };
        self.places[team as usize] = Place::At(person);
        if self.work.crew.alone(person) != Some(team) {
            self.waiting[person as usize].push(Reverse(task));
        }
    }

    /// Again and again the first task in order that is ready and whose owners are all free.
    fn start_what_can(&mut self) {
        while let Some(Reverse(task)) = self.candidates.pop() {
            let team = self.work.tasks[task as usize].team;
            let Place::Candidate(by) = self.places[team as usize] else { continue };
            if self.queues.first(team) != Some(task) {
                continue;
            }
            let is_busy = |person: &&u32| self.busy[**person as usize];
            match self.work.crew.people_of(team).iter().find(is_busy) {
                None => self.start(task, team, by),
                Some(person) => {
                    self.wait_for(team, *person);
                    if let Some(by) = by.filter(|by| !self.busy[*by as usize]) {
                        self.fetch(by);
                    }
                }
            }
        }
    }

    fn start(&mut self, task: u32, team: u32, by: Option<u32>) {
        let (work, open) = (self.work, &self.work.tasks[task as usize]);
        let (end, owners) = (self.now + u64::from(open.remaining), work.crew.people_of(team));
        let (needs, awaits) = (work.needs.of(task), work.awaits.of(task));
        self.queues.pop(team);
        let (floor, bound) = (open.floor || self.is_floor(needs, awaits), self.bound(needs, awaits, owners));
        self.runs[task as usize] = Some(Run { start: self.now, end, floor, bound });
        self.order.push(task);
        owners.iter().for_each(|person| self.previous[*person as usize] = Some(task));
        if end == self.now {
            match by {
                // The next card of this queue may stand behind what else waits for them.
                Some(person) => {
                    self.wait_for(team, person);
                    self.fetch(person);
                }
                None => self.nominate(team, None),
            }
            return self.ended(task);
        }
        self.running.push(task, self.now, end);
        owners.iter().for_each(|person| self.busy[*person as usize] = true);
        match owners.first() {
            Some(person) => self.wait_for(team, *person),
            None => self.nominate(team, None),
        }
    }

    fn is_floor(&self, needs: &[u32], awaits: &[u32]) -> bool {
        awaits.iter().any(|it| self.deliverables[*it as usize].floor)
            || needs.iter().any(|needed| self.runs[*needed as usize].as_ref().is_some_and(|run| run.floor))
    }

    /// A needed task, else a deliverable, else an owner's previous task, else day one; among equals the later in order.
    fn bound(&self, needs: &[u32], awaits: &[u32], owners: &[u32]) -> Bound {
        let now = self.now;
        let ends_now = |task: &u32| self.runs[*task as usize].as_ref().is_some_and(|run| run.end == now);
        if let Some(needed) = needs.iter().copied().filter(ends_now).max() {
            return Bound::Task(needed);
        }
        let arrives_now = |it: &u32| !self.deliverables[*it as usize].received && self.deliverables[*it as usize].arrives == now;
        if let Some(awaited) = awaits.iter().copied().filter(arrives_now).max() {
            return Bound::Deliverable(awaited);
        }
        let before = owners.iter().filter_map(|person| Some((self.previous[*person as usize].filter(ends_now)?, *person)));
        before.max_by_key(|(task, _)| *task).map_or(Bound::DayOne, |(task, person)| Bound::Owner { person, task })
    }
}
