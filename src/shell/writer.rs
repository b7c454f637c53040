//! The handle of the thread that owns the plan's text: plans go in, what became of them comes back as events.
//! The keys never wait for it, and of several plans only the newest is written. The work itself is in `pen`.

use super::{
    crash::{Newest, WRITER},
    disk,
    fault::Fault,
    orders::Orders,
    pen::Pen,
    places::Places,
    text::{Bytes, Text},
    watch::Watch,
};
use crate::{
    desk::Event,
    plan::{Plan, Problem},
};
use std::{
    io, mem,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

/// A plan file as it was read: its bytes, and the text or what is wrong with it.
pub struct Opened<T> {
    pub path: PathBuf,
    pub bytes: Bytes,
    pub text: Result<T, Vec<Problem>>,
}

impl<T: Text> Opened<T> {
    /// # Errors
    /// When the file cannot be read at all.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let bytes = Bytes::from(disk::read(path)?);
        Ok(Opened { path: path.to_path_buf(), text: T::open(bytes.clone()), bytes })
    }
}

/// Work that is not in the plan file: why, and where it is instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    pub what: String,
    pub rescue: Option<String>,
}

pub(super) enum Order {
    Write(Wanted),
    Reload,
    /// The file may have changed.
    Look,
    /// Go on in a new file of this name.
    SaveAs(PathBuf, Arc<Plan>),
    Export(Vec<(String, Vec<u8>)>),
    Finish,
}

/// A plan that is to be in the file.
#[derive(Clone)]
pub(super) struct Wanted {
    pub plan: Arc<Plan>,
    /// How many texts of others the desk has joined into it. None: it is no plan of the desk, but what the writer made of such a
    /// text, all others in it.
    pub heard: Option<usize>,
}

/// The handle of the thread.
pub struct Writer {
    orders: mpsc::Sender<Order>,
    thread: JoinHandle<Option<Unsaved>>,
    newest: Newest,
}

impl Writer {
    /// Answers come through `answer`, on the writer's thread.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn start<T: Text>(opened: Opened<T>, places: Places, answer: impl Fn(Event) + Send + 'static) -> io::Result<Self> {
        let newest = Newest::new::<T>(places.rescue.clone());
        let (orders, receiver) = mpsc::channel();
        let mut pen = Pen::new(opened, places, newest.clone(), Box::new(answer));
        let thread = thread::Builder::new().name(WRITER.into());
        let work = move || {
            let unsaved = pen.work(Orders::when_calm(receiver));
            // The system takes a plan back at once; piece by piece a large one takes longer than all the rest of quitting.
            mem::forget(pen);
            unsaved
        };
        Ok(Writer { orders, thread: thread.spawn(work)?, newest })
    }
    /// Puts this plan on the disk, sooner or later, joined with what others wrote there; `Event::Written` follows for the newest.
    /// `heard` counts the `Event::Reloaded` with a plan that are joined into it.
    pub fn write(&self, plan: Arc<Plan>, heard: usize) {
        self.newest.want(&plan);
        self.order(Order::Write(Wanted { plan, heard: Some(heard) }));
    }
    /// Reads the file again, though nobody told of a change; `Event::Reloaded` follows.
    pub fn reload(&self) {
        self.order(Order::Reload);
    }
    /// Puts this plan into a new file, and goes on there; `Event::Written` follows.
    pub fn save_as(&self, path: PathBuf, plan: Arc<Plan>) {
        self.newest.want(&plan);
        self.order(Order::SaveAs(path, plan));
    }
    /// From now on what others write into this file is read and told as it happens.
    pub fn watch(&self, path: &Path) -> Watch {
        let orders = self.orders.clone();
        Watch::start(path, move || drop(orders.send(Order::Look)))
    }
    /// Makes new files in `shared/` beside the plan; `Event::Exported` follows.
    pub fn export(&self, files: Vec<(String, Vec<u8>)>) {
        self.order(Order::Export(files));
    }
    fn order(&self, order: Order) {
        let _ = self.orders.send(order); // a writer that is gone has panicked, and the program ends
    }
    /// What a panic would rescue.
    pub(super) fn newest(&self) -> &Newest {
        &self.newest
    }
    /// Waits until everything is written, trying once more what could not be.
    ///
    /// # Errors
    /// What is not in the file in the end, and where it is.
    pub fn finish(self) -> Result<(), Unsaved> {
        self.order(Order::Finish);
        match self.thread.join() {
            Ok(None) => Ok(()),
            Ok(Some(unsaved)) => Err(unsaved),
            // Where a panic unwinds and no hook of ours ends the program, as in tests.
            Err(_) => Err(Unsaved { what: "the thread that saves stopped because of a bug in handshake".into(), rescue: None }),
        }
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "writer_others_tests.rs"]
mod others_tests;
