//! A plan as people keep it, in several shapes: a third of its cards finished over three months, needs within and between outcomes,
//! several owners, days off, estimates that are missing. The same on every run.

use super::today;
use chrono::Duration;
use handshake::plan::{
    Comments, DaySpan, Deliverable, Milestone, Outcome, Person, Plan, Promise, Quarters, Settings, Share, Task, Trivia, derived_id,
};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Fifty cards an outcome.
    Usual,
    OneLane,
    TenALane,
    OneOwner,
    /// Each card needs the one before.
    Chain,
    /// Each card has a comment above it.
    Comments,
}

impl Shape {
    pub const ALL: [Shape; 6] = [Shape::Usual, Shape::OneLane, Shape::TenALane, Shape::OneOwner, Shape::Chain, Shape::Comments];

    fn lane(self, cards: usize) -> usize {
        match self {
            Shape::OneLane | Shape::Chain => cards,
            Shape::TenALane => 10,
            Shape::Usual | Shape::OneOwner | Shape::Comments => 50,
        }
    }
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }
    fn days(&mut self, n: usize) -> Duration {
        Duration::days(self.below(n) as i64)
    }
}

pub fn real(cards: usize, shape: Shape) -> Plan {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (lane, people) = (shape.lane(cards), (cards / 60).clamp(8, 60));
    let outcomes: Vec<Arc<Outcome>> = (0..cards / lane).map(|n| Arc::new(outcome(n, lane, people, shape, &mut dice))).collect();
    let promise = |it: &Arc<Outcome>| {
        let milestone = it.milestone.clone()?;
        let (outcome, headline, deliverables) = (it.id.clone(), milestone.headline, milestone.deliverables);
        Some(Arc::new(Promise { outcome, headline, by: milestone.by, deliverables, ..Promise::default() }))
    };
    let share =
        Share { rev: 1, on: today() - Duration::days(3), promises: outcomes.iter().filter_map(promise).collect(), ..Share::default() };
    let off = ["2027-03-26/2027-03-29", "2027-05-06", "2027-07-19/2027-08-06", "2027-12-24/2028-01-02"];
    Plan {
        settings: Settings { holidays: off.iter().filter_map(|it| DaySpan::parse(it)).collect(), ..Settings::default() },
        people: (0..people).map(|n| Arc::new(Person { name: format!("Person {n}"), ..Person::default() })).collect(),
        shares: vec![Arc::new(share)],
        outcomes,
        ..Plan::default()
    }
}

fn outcome(n: usize, lane: usize, people: usize, shape: Shape, dice: &mut Dice) -> Outcome {
    let home = dice.below(people);
    let deliverable = Deliverable {
        id: format!("ask{n}"),
        what: "Provide the data".into(),
        by: Some(today() + dice.days(60) - Duration::days(8)),
        received: (dice.below(3) == 0).then(|| today() - Duration::days(5)),
        ..Deliverable::default()
    };
    let milestone = Milestone {
        headline: format!("Report {n} is there"),
        by: Some(today() + dice.days(900)),
        deliverables: vec![Arc::new(deliverable)],
        ..Milestone::default()
    };
    let tasks = (n * lane..(n + 1) * lane).map(|at| Arc::new(task(at, n, (home, people), shape, dice))).collect();
    Outcome { id: format!("out{n}"), title: format!("Outcome {n}"), milestone: Some(milestone), tasks, ..Outcome::default() }
}

fn id(at: usize) -> String {
    derived_id("task", "x", &at.to_string(), 1)
}

fn task(at: usize, outcome: usize, (home, people): (usize, usize), shape: Shape, dice: &mut Dice) -> Task {
    let (done, started) = (today() - Duration::days(1) - dice.days(85), today() - dice.days(20));
    let (status, started, finished) = match dice.below(100) {
        _ if shape == Shape::Chain => ("", None, None),
        0..34 => ("Done", Some(done - dice.days(14)), Some(done)),
        34..42 => ("In progress", Some(started), None),
        _ => ("", None, None),
    };
    let owner =
        |dice: &mut Dice| format!("Person {}", (home + if dice.below(3) == 0 { dice.below(people) } else { dice.below(5) }) % people);
    let owners = match dice.below(20) {
        _ if shape == Shape::OneOwner => vec!["Person 1".into()],
        0 | 1 => Vec::new(),
        2 | 3 => vec![owner(dice), owner(dice)],
        _ => vec![owner(dice)],
    };
    let before = match shape {
        Shape::Chain => at.checked_sub(1),
        _ if dice.below(10) < 4 => at.checked_sub(1 + dice.below(3)),
        _ => (dice.below(20) == 0 && at > 0).then(|| dice.below(at)),
    };
    let ask = (dice.below(15) == 0).then(|| format!("ask{outcome}"));
    let above = if shape == Shape::Comments { format!("// card {at}") } else { String::new() };
    Task {
        id: id(at),
        title: format!("Task {at}"),
        status: status.into(),
        owners,
        estimate: (dice.below(10) > 0).then(|| Quarters(1 + dice.below(20) as u32)),
        needs: before.map(id).into_iter().chain(ask).collect(),
        entered: finished.or(started),
        started,
        finished,
        trivia: Trivia::new(Comments { above, ..Comments::default() }),
        ..Task::default()
    }
}
