//! What a command works with: which plan, which day, how it prints.

use super::{Common, Exit, When, output, output::Failure};
use crate::{
    file::Document,
    plan::{Plan, Refusal, merge, parse_date},
    shell::{self, Clock, Lock, Places, Unwritten, find_plan},
};
use chrono::NaiveDate;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// So often what others wrote is joined before a save gives up. Only a program without our lock can come in between.
const JOINS_MAX: usize = 50;

pub struct Session {
    pub clock: Clock,
    pub json: bool,
    pub quiet: bool,
    pub ascii: bool,
    pub theme: Option<String>,
    pub color: When,
    plan: Option<PathBuf>,
}

/// A plan that was read.
pub struct Opened {
    pub path: PathBuf,
    pub document: Document,
    bytes: Vec<u8>,
}

impl Session {
    pub fn new(common: Common) -> Session {
        let Common { plan, today, json, color, quiet, ascii, theme } = common;
        let clock = today.map_or(Clock::System, Clock::Fixed);
        Session { clock, json, quiet, ascii, theme, color, plan }
    }
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }
    /// The plan named in the command, else by `-p`.
    pub fn named<'p>(&'p self, named: Option<&'p Path>) -> Option<&'p Path> {
        named.or(self.plan.as_deref())
    }
    /// The same, else the one that is found.
    ///
    /// # Errors
    /// Says where it was looked for.
    pub fn path(&self, named: Option<&Path>) -> Result<PathBuf, Failure> {
        let folder = std::env::current_dir().map_err(|error| Failure::Words(format!("the current folder cannot be read: {error}")))?;
        Ok(find_plan(self.named(named), std::env::var_os("HANDSHAKE_PLAN").as_deref(), &folder)?)
    }
    /// # Errors
    /// When there is no such file, or it has problems: all of them.
    pub fn open(&self, named: Option<&Path>) -> Result<Opened, Failure> {
        let path = self.path(named)?;
        let bytes = shell::read(&path)?;
        let document = Document::open(bytes.clone()).map_err(|problems| Failure::problems(&path, &problems))?;
        Ok(Opened { path, document, bytes })
    }
    /// A message, unless quiet was asked for.
    pub fn say(&self, words: &str) {
        if !self.quiet {
            output::message(words);
        }
    }
}

impl Opened {
    pub fn plan(&self) -> &Arc<Plan> {
        self.document.plan()
    }

    /// Changes the plan and saves it, as the board does: what somebody else wrote since it was read is joined.
    ///
    /// # Errors
    /// When the change is refused or cannot be saved; the file is as it was.
    pub fn change(&mut self, edit: impl FnOnce(&mut Plan) -> Result<(), Refusal>) -> Result<(), Failure> {
        let mut plan = Plan::clone(self.plan());
        edit(&mut plan)?;
        let (base, ours) = (Arc::clone(self.plan()), Arc::new(plan));
        let places = Places::of(&self.path);
        let _lock = Lock::of(&self.path);
        places.keep.note(&self.path, &self.bytes);
        let mut joined = Arc::clone(&ours);
        for _ in 0..JOINS_MAX {
            self.document.save(&joined).map_err(|error| Failure::Words(error.to_string()))?;
            let text = self.document.text().as_bytes().to_vec();
            places.keep.note(&self.path, &text);
            match shell::save(&self.path, &self.bytes, &text, &places.rescue) {
                Ok(()) => {
                    self.bytes = text;
                    return Ok(());
                }
                Err(Unwritten::Fault(fault)) => return Err(fault.into()),
                Err(Unwritten::ChangedOnDisk) => {
                    self.read_again()?;
                    joined = Arc::new(merge(&base, &ours, self.plan()).0);
                }
            }
        }
        Err(Failure::Words(format!("{} is written by another program all the time; nothing was written, try again", self.path.display())))
    }

    fn read_again(&mut self) -> Result<(), Failure> {
        self.bytes = shell::read(&self.path)?;
        self.document = Document::open(self.bytes.clone()).map_err(|problems| Failure::problems(&self.path, &problems))?;
        Ok(())
    }
}

/// For `--today` and other dates on the command line.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    parse_date(text).ok_or_else(|| format!("`{text}` is not a date; write year-month-day, like 2027-03-31"))
}

/// A verb that changed something and has nothing more to give.
pub fn done(session: &Session, words: &str) -> Result<Exit, Failure> {
    session.say(words);
    Ok(Exit::Done)
}
