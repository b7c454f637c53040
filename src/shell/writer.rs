//! The thread that owns the plan's text: it gets plans, patches the text, puts it on the disk and says what became of it.
//! Knows a text only as `Text` does; the keys never wait for it, and of several plans only the newest is written.
//! What cannot be saved goes to the rescue copy and is tried again with the next plan, a reload, and at the end.

use super::{
    crash::{Newest, WRITER},
    disk,
    disk::Unwritten,
    fault::Fault,
    rescue::Rescue,
    text::Text,
};
use crate::{
    desk::{Event, Written},
    plan::{Plan, Problem},
    sharing,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

/// A plan file as it was read: its bytes, and the text or what is wrong with it.
pub struct Opened<T> {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub text: Result<T, Vec<Problem>>,
}

impl<T: Text> Opened<T> {
    /// # Errors
    /// When the file cannot be read at all.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let bytes = disk::read(path)?;
        Ok(Opened { path: path.to_path_buf(), text: T::open(bytes.clone()), bytes })
    }
}

/// Work that is not in the plan file: why, and where it is instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    pub what: String,
    pub rescue: Option<String>,
}

enum Order {
    Write(Arc<Plan>),
    Reload,
    Export(Vec<(String, Vec<u8>)>),
}

/// The handle of the thread.
pub struct Writer {
    orders: mpsc::Sender<Order>,
    thread: JoinHandle<Option<Unsaved>>,
    newest: Newest,
}

impl Writer {
    /// Answers come through `answer`, on the writer's thread.
    pub fn start<T: Text>(opened: Opened<T>, rescue: Rescue, answer: impl Fn(Event) + Send + 'static) -> Self {
        let newest = Newest::new::<T>(rescue.clone());
        let (orders, receiver) = mpsc::channel();
        let mut pen = Pen::new(opened, rescue, newest.clone());
        let thread = thread::Builder::new().name(WRITER.into());
        let thread = thread.spawn(move || pen.work(&receiver, answer)).expect("a thread at the start of the program");
        Writer { orders, thread, newest }
    }

    /// Puts this plan on the disk, sooner or later; an `Event::Written` follows for the newest.
    pub fn write(&self, plan: Arc<Plan>) {
        self.newest.want(&plan);
        let _ = self.orders.send(Order::Write(plan)); // a writer that is gone has panicked, and the program ends
    }

    /// Reads the file again; `Event::Reloaded` follows.
    pub fn reload(&self) {
        let _ = self.orders.send(Order::Reload);
    }

    /// Makes new files in `shared/` beside the plan; `Event::Exported` follows.
    pub fn export(&self, files: Vec<(String, Vec<u8>)>) {
        let _ = self.orders.send(Order::Export(files));
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
        drop(self.orders);
        match self.thread.join() {
            Ok(None) => Ok(()),
            Ok(Some(unsaved)) => Err(unsaved),
            Err(_) => Err(Unsaved { what: "the thread that saves stopped because of a bug in handshake".into(), rescue: None }),
        }
    }
}

/// What the thread holds.
struct Pen<T> {
    path: PathBuf,
    /// The bytes last read from the file or written to it.
    on_disk: Arc<Vec<u8>>,
    /// None while the file on the disk has problems.
    text: Option<T>,
    rescue: Rescue,
    newest: Newest,
    /// The newest plan that could not be written.
    unsaved: Option<Arc<Plan>>,
    /// The text is in the file, but may not outlive a power cut.
    is_unsure: bool,
    is_rescued: bool,
}

impl<T: Text> Pen<T> {
    fn new(opened: Opened<T>, rescue: Rescue, newest: Newest) -> Self {
        let on_disk = Arc::new(opened.bytes);
        if let Ok(text) = &opened.text {
            newest.read(&on_disk, text.plan());
        }
        Pen { path: opened.path, on_disk, text: opened.text.ok(), rescue, newest, unsaved: None, is_unsure: false, is_rescued: false }
    }

    fn work(&mut self, orders: &mpsc::Receiver<Order>, answer: impl Fn(Event)) -> Option<Unsaved> {
        let mut next = orders.recv().ok();
        while let Some(order) = next {
            next = orders.try_recv().ok();
            match order {
                Order::Write(_) if matches!(next, Some(Order::Write(_))) => continue, // the newest wins
                Order::Write(plan) => answer(Event::Written(self.write(plan))),
                Order::Reload => answer(self.reload()),
                Order::Export(files) => answer(Event::Exported(self.export(&files).map_err(|fault| fault.to_string()))),
            }
            next = next.or_else(|| orders.recv().ok());
        }
        self.last_try()
    }

    /// All of them, or none.
    fn export(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<String>, Fault> {
        let (folder, mut fresh) = (self.path.with_file_name(sharing::FOLDER), disk::Fresh::default());
        fresh.folder(&folder)?;
        for (name, bytes) in files {
            fresh.file(&folder.join(name), bytes)?;
        }
        fresh.keep();
        Ok(files.iter().map(|(name, _)| format!("{}/{name}", sharing::FOLDER)).collect())
    }

    fn last_try(&mut self) -> Option<Unsaved> {
        let plan = self.unsaved.take()?;
        match self.write(plan.clone()) {
            Written::Saved(_) => None,
            Written::ChangedOnDisk => {
                let what = "another program changed the file, so nothing was written over it".to_string();
                Some(Unsaved { what, rescue: self.rescued(&plan, None) })
            }
            Written::Failed { what, rescue } => Some(Unsaved { what, rescue }),
        }
    }

    fn write(&mut self, plan: Arc<Plan>) -> Written {
        let _busy = self.newest.busy();
        self.unsaved = Some(plan.clone());
        let Some(text) = &mut self.text else {
            let what = "the file on the disk has problems, and is not written until they are mended and it is read again";
            return Written::Failed { what: what.into(), rescue: self.rescued(&plan, None) };
        };
        let new = match text.change(&plan) {
            Ok(new) => new,
            Err(what) => return Written::Failed { what, rescue: self.rescued(&plan, None) },
        };
        match self.put(&new) {
            Ok(()) => self.saved(plan, new),
            Err(Unwritten::ChangedOnDisk) => {
                self.rescued(&plan, Some(&new));
                Written::ChangedOnDisk
            }
            Err(Unwritten::Fault(fault)) => self.failed(&plan, new, &fault),
        }
    }

    /// Undone back to what the file says there is nothing to write, only to look whether it still says so.
    fn put(&self, new: &[u8]) -> Result<(), Unwritten> {
        match new == *self.on_disk && !self.is_unsure {
            true => disk::still_holds(&self.path, &self.on_disk),
            false => disk::save(&self.path, &self.on_disk, new, &self.rescue),
        }
    }

    fn saved(&mut self, plan: Arc<Plan>, new: Vec<u8>) -> Written {
        self.on_disk = Arc::new(new);
        self.newest.read(&self.on_disk, &plan);
        (self.unsaved, self.is_unsure) = (None, false);
        if std::mem::take(&mut self.is_rescued) {
            self.rescue.clear();
        }
        Written::Saved(plan)
    }

    fn failed(&mut self, plan: &Arc<Plan>, new: Vec<u8>, fault: &Fault) -> Written {
        let rescue = self.rescued(plan, Some(&new));
        // Where only the folder could not be synced, the file holds our new text, not somebody else's.
        if new != *self.on_disk && disk::still_holds(&self.path, &new).is_ok() {
            (self.on_disk, self.is_unsure) = (Arc::new(new), true);
        }
        Written::Failed { what: fault.in_short(), rescue }
    }

    /// Puts the work into the rescue copy, as `text` where that could be made; gives its path.
    fn rescued(&mut self, plan: &Arc<Plan>, text: Option<&[u8]>) -> Option<String> {
        let made = if text.is_none() { self.newest.text_of(plan) } else { None };
        let file = self.rescue.write(text.or(made.as_deref())?).ok()?;
        self.is_rescued = true;
        Some(crate::words::clean_line(&file.display().to_string()).into_owned())
    }

    fn reload(&mut self) -> Event {
        let bytes = match disk::read(&self.path) {
            Ok(bytes) => bytes,
            Err(fault) => return Event::Written(Written::Failed { what: fault.in_short(), rescue: None }),
        };
        let opened = T::open(bytes.clone());
        let known = self.text.take().map(|it| it.plan().clone());
        let is_new = bytes != *self.on_disk;
        self.on_disk = Arc::new(bytes);
        let text = match opened {
            Ok(text) => text,
            Err(problems) => return Event::Reloaded(Err(problems)),
        };
        if is_new {
            // The desk joins its plan with this one and writes that; trying the old one again would undo theirs.
            (self.unsaved, self.is_unsure) = (None, false);
        }
        let plan = text.plan().clone();
        self.newest.reread(&self.on_disk, known.as_ref(), &plan);
        self.text = Some(text);
        Event::Reloaded(Ok(plan))
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
