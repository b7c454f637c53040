//! What a command works with: which plan, which day, how it prints.

use super::{Common, Exit, When, look, output, output::Failure};
use crate::{
    desk::Config,
    file::Document,
    paint::Own,
    plan::{Plan, Problem, Refusal, merge, parse_date},
    shell::{self, Clock, Lock, Places, Unwritten, find_plan},
    words::listed,
};
use chrono::NaiveDate;
use std::{
    cell::OnceCell,
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
    pub no_mouse: bool,
    pub theme: Option<String>,
    pub color: When,
    plan: Option<PathBuf>,
    config: OnceCell<Loaded>,
}

/// The config file as it was read.
#[derive(Default)]
pub struct Loaded {
    pub config: Config,
    /// The colours in it.
    pub own: Own,
    /// What of it cannot be used.
    pub problems: Vec<Problem>,
    pub file: String,
}

/// A plan that was read.
pub struct Opened {
    pub path: PathBuf,
    pub document: Document,
    bytes: Vec<u8>,
}

impl Session {
    pub fn new(common: Common) -> Session {
        let Common { plan, today, json, color, quiet, ascii, no_mouse, theme, log: _ } = common;
        let clock = today.map_or(Clock::System, Clock::Fixed);
        Session { clock, json, quiet, ascii, no_mouse, theme, color, plan, config: OnceCell::new() }
    }
    /// The config file, read once. One that cannot be read is said and left out.
    pub fn config(&self) -> &Loaded {
        self.config.get_or_init(|| match shell::read_config() {
            Ok(Some((path, text))) => {
                let (config, mut problems) = Config::read(&text);
                let (own, doubts) = look::judged(&config);
                problems.extend(doubts);
                problems.sort_by_key(|it| (it.at.line, it.at.column));
                Loaded { config, own, problems, file: path.display().to_string() }
            }
            Ok(None) => Loaded::default(),
            Err(fault) => {
                output::message(&format!("handshake: {fault}"));
                Loaded::default()
            }
        })
    }
    /// The same for commands without a screen: what cannot be used of it is said at once.
    pub fn config_told(&self) -> &Config {
        let is_new = self.config.get().is_none();
        let Loaded { config, problems, file, own: _ } = self.config();
        for problem in problems.iter().filter(|_| is_new) {
            output::message(problem.shown(file).trim_end());
        }
        config
    }
    /// As `sender`, where several names may be given; empty when nobody is named.
    pub fn senders(&self, by: &[String]) -> String {
        match by.is_empty() {
            true => self.sender(None).unwrap_or_default(),
            false => listed(by),
        }
    }
    /// # Errors
    /// When nobody is named, here or in the config file.
    pub fn must_sender(&self, by: &[String]) -> Result<String, Failure> {
        let name = self.senders(by);
        match name.is_empty() {
            true => Err(Failure::Words("who is it by? --by NAME says so, or me: \"NAME\" in the config file".into())),
            false => Ok(name),
        }
    }
    /// Who sends: the name given, else `me` of the config file.
    pub fn sender(&self, by: Option<&str>) -> Option<String> {
        by.map(str::to_string).or_else(|| self.config_told().me.clone())
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
