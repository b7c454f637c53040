//! What others put into the plan's file: read when the disk tells of it, joined, and told. Half-written, broken or gone it is
//! looked at again a few times before that is said.

use super::{Disk, PAUSES, Pen, ms};
use crate::{
    desk::{Author, Event, Written},
    plan::Problem,
    shell::{
        disk,
        fault::Fault,
        text::{Bytes, Text},
        writer::Wanted,
    },
};
use std::{
    mem,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// A text that a handshake kept so lately and that is in the file now was written by it; an older one was put back.
const JUST_NOW: Duration = ms(10_000);

/// Why a file could not be read.
pub(super) enum Unread {
    Gone(Fault),
    Broken(Vec<Problem>),
}

pub(super) fn gone(path: &Path, fault: &Fault) -> String {
    match path.symlink_metadata() {
        Err(_) => "the file is gone, and is not made anew unasked; put it back, or save under another name".into(),
        Ok(_) => fault.in_short(),
    }
}

impl<T: Text> Pen<T> {
    /// Reads what others wrote and tells of it; silent when the file is as it was.
    pub(super) fn read(&mut self) -> Result<(), Unread> {
        let bytes = Bytes::from(disk::read(&self.path).map_err(Unread::Gone)?);
        if bytes == self.on_disk && self.disk == Disk::Good {
            return Ok(());
        }
        let author = self.author_of(&bytes);
        let text = T::open(bytes.clone()).map_err(Unread::Broken)?;
        let before = self.joins.on_disk().clone();
        let theirs = self.joins.read(text.plan(), author);
        if bytes != self.on_disk || self.text.is_none() {
            // Else the text that is there knows the way back to what it was.
            self.replace(bytes);
            (self.text, self.is_unsure) = (Some(text), false);
        }
        self.disk = Disk::Good;
        self.newest.reread(&self.on_disk, Some(&before), &theirs);
        if self.unsaved.as_ref().is_none_or(|it| it.heard.is_none()) {
            let is_rebased = self.text.as_ref().is_some_and(|it| !Arc::ptr_eq(it.plan(), &theirs));
            (self.unsaved, self.is_waiting) = (is_rebased.then(|| Wanted { plan: theirs.clone(), heard: None }), is_rebased);
        }
        (self.answer)(Event::Reloaded(Ok(theirs), author));
        Ok(())
    }

    fn author_of(&self, bytes: &Bytes) -> Author {
        match self.places.keep.age_of(bytes) {
            _ if *bytes == self.on_disk || self.seen.has(bytes) => Author::Older,
            Some(age) if age < JUST_NOW => Author::Handshake,
            Some(_) => Author::Older,
            None => Author::Program,
        }
    }

    /// Time to look at the file. What cannot be read yet is looked at again, then told.
    pub(super) fn look_again(&mut self) {
        let Some((_, tries)) = self.look.take() else { return };
        let Err(not) = self.read() else { return self.tell_unsaved() };
        match PAUSES.get(tries + 1) {
            Some(pause) => self.look = Some((Instant::now() + *pause, tries + 1)),
            None => self.tell_unreadable(not),
        }
    }

    /// A plan whose save waited for this look and which the file turned out not to clash with.
    fn tell_unsaved(&mut self) {
        if mem::take(&mut self.is_waiting)
            && let Some(wanted) = self.unsaved.clone()
            && let Some(written) = self.write(wanted)
        {
            (self.answer)(Event::Written(written));
        }
    }

    fn tell_unreadable(&mut self, not: Unread) {
        let rescue = self.unsaved.clone().and_then(|it| self.rescued(&self.joined(&it), None));
        match not {
            Unread::Broken(problems) => {
                self.disk = Disk::Broken;
                (self.answer)(Event::Reloaded(Err(problems), Author::Program));
            }
            Unread::Gone(fault) => {
                self.disk = Disk::Gone;
                (self.answer)(Event::Written(Written::Failed { what: gone(&self.path, &fault), rescue }));
            }
        }
    }

    pub(super) fn reload(&mut self) {
        self.look = None;
        // Asked for, it is told though nothing changed.
        let was = mem::replace(&mut self.disk, Disk::Gone);
        match self.read() {
            Ok(()) => self.tell_unsaved(),
            Err(not) => {
                self.disk = was;
                self.tell_unreadable(not);
            }
        }
    }
}
