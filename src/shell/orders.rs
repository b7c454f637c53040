//! What the writer is told, in turn. Of plans that follow each other closely only the newest counts, once the keys are calm:
//! a save beside every key of a burst would cost the disk and the next key more than it holds.
//! Whatever else is told ends the waiting, so that nothing overtakes a plan.

use super::writer::{Order, Wanted};
use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

/// A plan is written when no newer one came for so long: a person who moves a card by several columns is no slower than that.
const CALM: Duration = Duration::from_millis(25);
/// And at the latest so long after the first that waits: with the save itself, within 100 ms of the key.
const PATIENCE: Duration = Duration::from_millis(75);

pub(super) struct Orders {
    receiver: Receiver<Order>,
    calm: Duration,
    /// What ended the waiting for a newer plan.
    next: Option<Order>,
}

impl Orders {
    pub fn when_calm(receiver: Receiver<Order>) -> Self {
        Orders { receiver, calm: CALM, next: None }
    }

    /// Waits for nothing: what lies there already still counts as one.
    #[cfg(test)]
    pub fn at_once(receiver: Receiver<Order>) -> Self {
        Orders { receiver, calm: Duration::ZERO, next: None }
    }

    /// The next order; none when none came before this time.
    pub fn next(&mut self, before: Option<Instant>) -> Option<Order> {
        match self.next.take().or_else(|| self.receive(before))? {
            Order::Write(wanted) => Some(Order::Write(self.newest(wanted))),
            order => Some(order),
        }
    }

    /// Nobody can tell anything any more when the board is gone: that is the end.
    fn receive(&self, before: Option<Instant>) -> Option<Order> {
        match before {
            None => Some(self.receiver.recv().unwrap_or(Order::Finish)),
            Some(at) => match self.receiver.recv_timeout(at.saturating_duration_since(Instant::now())) {
                Err(RecvTimeoutError::Timeout) => None,
                order => Some(order.unwrap_or(Order::Finish)),
            },
        }
    }

    fn newest(&mut self, mut wanted: Wanted) -> Wanted {
        let late = Instant::now() + PATIENCE;
        while self.next.is_none() {
            match self.receive(Some(late.min(Instant::now() + self.calm))) {
                Some(Order::Write(newer)) => wanted = newer,
                Some(order) => self.next = Some(order),
                None => break,
            }
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use std::sync::{Arc, mpsc};

    fn write(title: &str) -> Order {
        Order::Write(Wanted { plan: Arc::new(Plan { title: title.into(), ..Plan::default() }), heard: Some(0) })
    }

    fn said(order: Option<Order>) -> String {
        match order {
            Some(Order::Write(wanted)) => wanted.plan.title.clone(),
            Some(Order::Look) => "look".into(),
            Some(Order::Finish) => "finish".into(),
            Some(_) => "another".into(),
            None => "nothing".into(),
        }
    }

    #[test]
    fn of_plans_that_follow_each_other_the_newest_counts_and_nothing_overtakes_it() {
        let (sender, receiver) = mpsc::channel();
        let mut orders = Orders::when_calm(receiver);
        [write("a"), write("b"), Order::Look, write("c"), Order::Finish].into_iter().for_each(|it| sender.send(it).unwrap());
        let all: Vec<String> = (0..4).map(|_| said(orders.next(None))).collect();
        assert_eq!(all, ["b", "look", "c", "finish"]);
        assert_eq!(said(orders.next(Some(Instant::now()))), "nothing");
    }

    #[test]
    fn a_storm_of_plans_is_written_before_it_ends() {
        let (sender, receiver) = mpsc::channel();
        let storm = std::thread::spawn(move || {
            let mut count = 0;
            while sender.send(write(&count.to_string())).is_ok() {
                count += 1;
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let mut orders = Orders::when_calm(receiver);
        let first: usize = said(orders.next(None)).parse().unwrap();
        let second: usize = said(orders.next(None)).parse().unwrap();
        assert!(second > first, "{first} {second}");
        drop(orders);
        storm.join().unwrap();
    }

    #[test]
    fn when_the_board_is_gone_what_was_told_is_done_and_then_it_ends() {
        let (sender, receiver) = mpsc::channel();
        let mut orders = Orders::when_calm(receiver);
        sender.send(write("a")).unwrap();
        drop(sender);
        assert_eq!([said(orders.next(None)), said(orders.next(None))], ["a", "finish"]);
    }
}
