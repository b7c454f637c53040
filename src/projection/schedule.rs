//! Who does what when: whoever is free takes the first card that is ready (spec 3.2, rules 3 to 5),
//! known as the parallel schedule generation scheme. Time is quarter days from the start of day one.
//! Cards wait in one queue for each set of owners, and a queue waits at one of the owners who keep it from starting;
//! so a moment costs what is looked at in it, not what is open.

use super::work::Work;
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

/// What came of it.
pub(super) struct Schedule {
    /// By task; none for what is in a cycle or waits for one.
    pub runs: Vec<Option<Run>>,
    /// Tasks in the order they started: needed ones before those that need them.
    pub order: Vec<u32>,
}

pub(super) fn schedule(work: &Work) -> Schedule {
    let mut floor = Floor::new(work);
    let mut arrivals = floor.awaited();
    arrivals.sort_unstable_by_key(|awaited| Reverse(work.deliverables[*awaited as usize].arrives));
    for task in 0..work.tasks.len() as u32 {
        if floor.unmet[task as usize] == 0 {
            floor.enqueue(task);
        }
    }
    loop {
        while let Some(awaited) = arrivals.pop_if(|it| work.deliverables[*it as usize].arrives <= floor.now) {
            work.awaited_by.of(awaited).iter().for_each(|task| floor.meet(*task));
        }
        floor.start_what_can();
        let next_end = floor.running.peek().map(|Reverse((end, _))| *end);
        let next_arrival = arrivals.last().map(|it| work.deliverables[*it as usize].arrives);
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

type Smallest<T> = BinaryHeap<Reverse<T>>;

/// The shop floor at one moment.
struct Floor<'w, 'a> {
    work: &'w Work<'a>,
    now: u64,
    /// By task: how much it still waits for.
    unmet: Vec<u32>,
    running: Smallest<(u64, u32)>,
    /// By team: ready cards, the first in order on top.
    queues: Vec<Smallest<u32>>,
    places: Vec<Place>,
    /// First card and team of the queues to look at. An entry whose card is no longer first is skipped.
    candidates: Smallest<(u32, u32)>,
    /// By person: first card and team of the queues that wait for them; skipped likewise.
    waiting: Vec<Smallest<(u32, u32)>>,
    busy: Vec<bool>,
    /// By person: the task they started last.
    previous: Vec<Option<u32>>,
    runs: Vec<Option<Run>>,
    order: Vec<u32>,
}

impl<'w, 'a> Floor<'w, 'a> {
    fn new(work: &'w Work<'a>) -> Self {
        let unmet = |task: u32| {
            let outstanding = work.awaits.of(task).iter().filter(|it| !work.deliverables[**it as usize].received);
            (work.needs.of(task).len() + outstanding.count()) as u32
        };
        let (tasks, teams, people) = (work.tasks.len(), work.teams.len(), work.people.len());
        Floor {
            work,
            now: 0,
            unmet: (0..tasks as u32).map(unmet).collect(),
            running: BinaryHeap::new(),
            queues: vec![BinaryHeap::new(); teams],
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
        let outstanding = |it: &u32| !self.work.deliverables[*it as usize].received && !self.work.awaited_by.of(*it).is_empty();
        (0..self.work.deliverables.len() as u32).filter(outstanding).collect()
    }

    /// Goes on to a moment and ends what ends then.
    fn advance(&mut self, moment: u64) {
        self.now = moment;
        while let Some(Reverse((end, task))) = self.running.peek().copied() {
            if end > moment {
                return;
            }
            self.running.pop();
            let work = self.work;
            for person in &work.teams[work.tasks[task as usize].team as usize] {
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
        self.queues[team as usize].push(Reverse(task));
        let is_first = self.first(team) == Some(task);
        match self.places[team as usize] {
            Place::Empty => self.nominate(team, None),
            Place::Candidate(by) if is_first => self.nominate(team, by),
            Place::At(person) if is_first && self.busy[person as usize] => self.waiting[person as usize].push(Reverse((task, team))),
            Place::At(_) if is_first => self.nominate(team, None),
            Place::Candidate(_) | Place::At(_) => {}
        }
    }

    fn first(&self, team: u32) -> Option<u32> {
        self.queues[team as usize].peek().map(|Reverse(task)| *task)
    }

    /// Puts a queue among those to look at.
    fn nominate(&mut self, team: u32, by: Option<u32>) {
        self.places[team as usize] = match self.first(team) {
            Some(task) => {
                self.candidates.push(Reverse((task, team)));
                Place::Candidate(by)
            }
            None => Place::Empty,
        };
    }

    /// Lets the first of the queues that wait for this person be looked at.
    fn fetch(&mut self, person: u32) {
        while let Some(Reverse((task, team))) = self.waiting[person as usize].pop() {
            if self.places[team as usize] == Place::At(person) && self.first(team) == Some(task) {
                return self.nominate(team, Some(person));
            }
        }
    }

    fn wait_for(&mut self, team: u32, person: u32) {
        match self.first(team) {
            None => self.places[team as usize] = Place::Empty,
            Some(task) => {
                self.places[team as usize] = Place::At(person);
                self.waiting[person as usize].push(Reverse((task, team)));
            }
        }
    }

    /// Again and again the first task in order that is ready and whose owners are all free.
    fn start_what_can(&mut self) {
        while let Some(Reverse((task, team))) = self.candidates.pop() {
            let Place::Candidate(by) = self.places[team as usize] else { continue };
            if self.first(team) != Some(task) {
                continue;
            }
            let is_busy = |person: &&u32| self.busy[**person as usize];
            match self.work.teams[team as usize].iter().find(is_busy) {
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
        let (work, end) = (self.work, self.now + self.work.tasks[task as usize].remaining);
        self.queues[team as usize].pop();
        self.runs[task as usize] = Some(Run { start: self.now, end, floor: self.is_floor(task), bound: self.bound(task) });
        self.order.push(task);
        let owners = &work.teams[team as usize];
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
        self.running.push(Reverse((end, task)));
        owners.iter().for_each(|person| self.busy[*person as usize] = true);
        match owners.first() {
            Some(person) => self.wait_for(team, *person),
            None => self.nominate(team, None),
        }
    }

    fn is_floor(&self, task: u32) -> bool {
        let work = self.work;
        work.tasks[task as usize].floor
            || work.awaits.of(task).iter().any(|it| work.deliverables[*it as usize].floor)
            || work.needs.of(task).iter().any(|needed| self.runs[*needed as usize].is_some_and(|run| run.floor))
    }

    /// A needed task, else a deliverable, else an owner's previous task, else day one; among equals the later in order.
    fn bound(&self, task: u32) -> Bound {
        let (work, now) = (self.work, self.now);
        let ends_now = |task: &u32| self.runs[*task as usize].is_some_and(|run| run.end == now);
        if let Some(needed) = work.needs.of(task).iter().copied().filter(ends_now).max() {
            return Bound::Task(needed);
        }
        let arrives_now = |it: &u32| !work.deliverables[*it as usize].received && work.deliverables[*it as usize].arrives == now;
        if let Some(awaited) = work.awaits.of(task).iter().copied().filter(arrives_now).max() {
            return Bound::Deliverable(awaited);
        }
        let owners = work.teams[work.tasks[task as usize].team as usize].iter();
        let before = owners.filter_map(|person| Some((self.previous[*person as usize].filter(ends_now)?, *person)));
        before.max_by_key(|(task, _)| *task).map_or(Bound::DayOne, |(task, person)| Bound::Owner { person, task })
    }
}
