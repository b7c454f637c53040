//! The writer's thread: patches the text, puts it on the disk, joined with what others put there, says what became of it.
//! Knows a text only as `Text` does. What is half-written, broken or gone is waited for, and never written over.
//! What cannot be saved goes to the rescue copy and is tried again with the next plan, a reload, and at the end.

mod reading;

use super::{
    beside::share_beside,
    crash::Newest,
    disk::{self, Unwritten},
    fault::Fault,
    joins::{Joins, Seen},
    lock::Lock,
    orders::Orders,
    places::Places,
    text::{Bytes, Text},
    writer::{Opened, Order, Unsaved, Wanted},
};
use crate::{
    desk::{Event, Written},
    plan::Plan,
    words::clean_line,
};
use reading::{Unread, gone};
use std::{
    cell::Cell,
    mem,
    path::PathBuf,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

/// After each change on the disk it is looked at after these pauses, until it can be read. The first lets a writer finish, all of
/// them a program that writes in several steps; what is broken then is said to be.
const PAUSES: [Duration; 6] = [ms(30), ms(60), ms(120), ms(250), ms(500), ms(800)];
const HAS_PROBLEMS: &str = "the file on the disk has problems, and is not written until they are mended";
/// At the end nobody waits so long.
const LAST_PAUSES: [Duration; 3] = [ms(0), ms(100), ms(200)];
/// So often what others wrote is joined before one save gives up. Only a program without our lock can come in between.
const JOINS_MAX: usize = 50;

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// What the file on the disk is, as far as it was told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Disk {
    Good,
    /// It has problems.
    Broken,
    /// It cannot be read at all.
    Gone,
}

/// Why a plan is not in the file yet.
enum Not {
    /// Others wrote something that reads; it is joined now.
    Joined,
    /// The file is gone or cannot be read as a plan: it is looked at again soon.
    Unreadable,
    Done(Written),
}

/// What the thread holds.
pub(super) struct Pen<T> {
    path: PathBuf,
    /// The bytes last read from the file or written to it.
    on_disk: Bytes,
    /// The last text that could be read. None while there was none yet.
    text: Option<T>,
    disk: Disk,
    joins: Joins,
    seen: Seen,
    places: Places,
    newest: Newest,
    /// The newest plan that could not be written.
    unsaved: Option<Wanted>,
    /// The text is in the file, but may not outlive a power cut.
    is_unsure: bool,
    is_rescued: bool,
    /// The unsaved plan waits for the next look at the file.
    is_waiting: bool,
    /// What killed saves left behind was looked for.
    is_swept: Cell<bool>,
    /// When to look at the file again, and how often it was in vain.
    look: Option<(Instant, usize)>,
    answer: Box<dyn Fn(Event) + Send>,
}

impl<T: Text> Pen<T> {
    pub fn new(opened: Opened<T>, places: Places, newest: Newest, answer: Box<dyn Fn(Event) + Send>) -> Self {
        let on_disk = opened.bytes;
        let known = opened.text.as_ref().map_or_else(|_| Arc::default(), |it| it.plan().clone());
        let disk = if opened.text.is_ok() { Disk::Good } else { Disk::Broken };
        if disk == Disk::Good {
            newest.read(&on_disk, &known);
        }
        Pen {
            path: opened.path,
            on_disk,
            text: opened.text.ok(),
            disk,
            joins: Joins::from(known),
            seen: Seen::default(),
            places,
            newest,
            unsaved: None,
            is_unsure: false,
            is_rescued: false,
            is_waiting: false,
            is_swept: Cell::new(false),
            look: None,
            answer,
        }
    }

    pub fn work(&mut self, mut orders: Orders) -> Option<Unsaved> {
        loop {
            // None when it is time to look at the file.
            let Some(order) = orders.next(self.look.map(|(at, _)| at)) else {
                self.look_again();
                continue;
            };
            match order {
                Order::Write(wanted) => {
                    if let Some(written) = self.write(wanted) {
                        (self.answer)(Event::Written(written));
                    }
                }
                Order::Look => self.look = self.look.or(Some((Instant::now() + PAUSES[0], 0))),
                Order::Reload => self.reload(),
                Order::SaveAs(path, plan) => self.save_as(path, plan),
                Order::Export(files) => {
                    (self.answer)(Event::Exported(share_beside(&self.path, &files).map_err(|fault| fault.to_string())));
                }
                Order::Finish => return self.last_try(),
            }
        }
    }

    /// Puts a plan into the file, joined with what others wrote there. None: it is not decided yet, and looked at again soon.
    fn write(&mut self, wanted: Wanted) -> Option<Written> {
        let _busy = self.newest.busy();
        if let Some(heard) = wanted.heard {
            self.joins.heard(heard);
        }
        self.unsaved = Some(wanted);
        let _lock = Lock::within(self.places.state.clone(), &self.path);
        for _ in 0..JOINS_MAX {
            // What was read meanwhile may say already what was to be written.
            let Some(wanted) = self.unsaved.clone() else { return Some(Written::Saved(self.joins.on_disk().clone())) };
            match self.try_write(&wanted) {
                Not::Joined => {}
                Not::Unreadable => {
                    (self.look, self.is_waiting) = (Some((Instant::now() + PAUSES[0], 0)), true);
                    return None;
                }
                Not::Done(written) => return Some(written),
            }
        }
        if let Some(wanted) = self.unsaved.clone() {
            self.rescued(&wanted.plan, None);
        }
        Some(Written::ChangedOnDisk)
    }

    /// With what the desk has not heard of.
    fn joined(&self, wanted: &Wanted) -> Arc<Plan> {
        match wanted.heard {
            Some(_) => self.joins.join(&wanted.plan),
            None => wanted.plan.clone(),
        }
    }

    fn try_write(&mut self, wanted: &Wanted) -> Not {
        let plan = self.joined(wanted);
        let Some(text) = self.text.as_mut().filter(|_| self.disk != Disk::Broken) else {
            return Not::Done(Written::Failed { what: HAS_PROBLEMS.into(), rescue: self.rescued(&plan, None) });
        };
        let new = match text.change(&plan) {
            Ok(new) => new,
            Err(what) => return Not::Done(Written::Failed { what, rescue: self.rescued(&plan, None) }),
        };
        match self.put(&new) {
            Ok(()) => Not::Done(self.saved(&wanted.plan, plan, new)),
            Err(Unwritten::ChangedOnDisk) => match self.read() {
                Ok(()) => Not::Joined,
                Err(_) => Not::Unreadable,
            },
            Err(Unwritten::Fault(_)) if self.disk == Disk::Good && !self.path.exists() => Not::Unreadable,
            Err(Unwritten::Fault(fault)) => Not::Done(self.failed(&plan, new, &fault)),
        }
    }

    /// Undone back to what the file says there is nothing to write, only to look whether it still says so.
    fn put(&self, new: &Bytes) -> Result<(), Unwritten> {
        if *new == self.on_disk && !self.is_unsure {
            return disk::still_holds(&self.path, &self.on_disk);
        }
        if !self.is_swept.replace(true) {
            self.places.keep.sweep(&self.path);
        }
        self.places.keep.note(&self.path, &self.on_disk);
        self.places.keep.note(&self.path, new);
        disk::save(&self.path, &self.on_disk, new, &self.places.rescue)
    }

    fn saved(&mut self, wanted: &Arc<Plan>, plan: Arc<Plan>, new: Bytes) -> Written {
        self.replace(new);
        self.newest.reread(&self.on_disk, Some(wanted), &plan);
        self.joins.saved(&plan);
        (self.unsaved, self.is_unsure, self.disk) = (None, false, Disk::Good);
        if mem::take(&mut self.is_rescued) {
            self.places.rescue.clear();
        }
        Written::Saved(plan)
    }

    fn failed(&mut self, plan: &Arc<Plan>, new: Bytes, fault: &Fault) -> Written {
        let rescue = self.rescued(plan, Some(&new));
        // Where only the folder could not be synced, the file holds our new text, not somebody else's.
        if new != self.on_disk && disk::still_holds(&self.path, &new).is_ok() {
            self.replace(new);
            self.is_unsure = true;
        }
        Written::Failed { what: fault.in_short(), rescue }
    }

    /// The file holds other bytes now.
    fn replace(&mut self, bytes: Bytes) {
        if bytes != self.on_disk {
            self.seen.note(&self.on_disk);
        }
        self.on_disk = bytes;
    }

    /// Puts the work into the rescue copy, as `text` where that could be made; gives its path.
    fn rescued(&mut self, plan: &Arc<Plan>, text: Option<&[u8]>) -> Option<String> {
        let made = if text.is_none() { self.newest.text_of(plan) } else { None };
        let file = self.places.rescue.write(text.or(made.as_deref())?).ok()?;
        self.is_rescued = true;
        Some(clean_line(&file.display().to_string()).into_owned())
    }

    fn save_as(&mut self, path: PathBuf, plan: Arc<Plan>) {
        let plan = self.joins.join(&plan);
        let made = self.text.as_mut().and_then(|text| text.change(&plan).ok()).or_else(|| self.newest.text_of(&plan));
        let done = made.ok_or_else(|| "its text could not be made".to_string()).and_then(|text| {
            disk::create(&path, &text).map_err(|fault| fault.to_string())?;
            let opened = T::open(text.clone()).map_err(|_| "its text could not be read again".to_string())?;
            Ok((text, opened))
        });
        match done {
            Err(what) => (self.answer)(Event::Written(Written::NotSavedAs { what })),
            Ok((text, opened)) => {
                self.text = Some(opened);
                self.path = path.clone();
                let _ = self.saved(&plan, plan.clone(), text);
                self.look = None;
                self.places = Places { rescue: self.places.rescue.clone(), ..Places::within(self.places.state.clone(), &path) };
                (self.answer)(Event::Written(Written::SavedAs { plan, path }));
            }
        }
    }

    /// Tries to write what is not in the file yet, and waits a little for a file that cannot be read; gives what is unsaved in the end.
    fn last_try(&mut self) -> Option<Unsaved> {
        let mut pauses = LAST_PAUSES.iter();
        loop {
            // Looked up each time: what was read meanwhile may be in it.
            let wanted = self.unsaved.clone()?;
            match (self.write(wanted.clone()), pauses.next()) {
                (Some(Written::Saved(_) | Written::SavedAs { .. }), _) => return None,
                (Some(Written::Failed { what, rescue }), _) => return Some(Unsaved { what, rescue }),
                (Some(Written::ChangedOnDisk | Written::NotSavedAs { .. }), _) => {
                    let what = "another program writes the file all the time".to_string();
                    return Some(Unsaved { what, rescue: self.rescued(&wanted.plan, None) });
                }
                (None, Some(pause)) => {
                    thread::sleep(*pause);
                    let _ = self.read(); // the next write tells
                }
                (None, None) => return Some(self.unreadable(&wanted)),
            }
        }
    }

    fn unreadable(&mut self, wanted: &Wanted) -> Unsaved {
        let what = match self.read() {
            Err(Unread::Gone(fault)) => gone(&self.path, &fault),
            Ok(()) | Err(Unread::Broken(_)) => HAS_PROBLEMS.into(),
        };
        let plan = self.joined(wanted);
        Unsaved { what, rescue: self.rescued(&plan, None) }
    }
}
