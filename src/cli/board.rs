//! The board itself: desk, view and paint joined to the shell's loop.

use super::{
    Ended, Exit, Failure, Session, demo,
    look::{self, Look},
    new, verbs,
};
use crate::{
    desk::{self, Effect, Event, Model, Spot},
    file::Document,
    paint::Canvas,
    shell::{self, Background, Fault, FirstRun, Opened, PLAN_NAME},
    view::{self, Screen},
    words::{clean_line, nearest},
};
use chrono::NaiveDate;
use std::{
    mem, panic,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

struct Board {
    model: Model,
    look: Look,
    memory: view::Memory,
}

impl shell::Program for Board {
    fn event(&mut self, event: Event, today: NaiveDate) -> Vec<Effect> {
        desk::update(&mut self.model, event, today)
    }
    fn draw(&mut self, canvas: &mut Canvas, today: NaiveDate) {
        canvas.show(view::screen_again(&mut self.memory, &self.model, today), &self.look.style);
    }
    fn under(&self, seen: &Screen, x: u16, y: u16) -> Option<Spot> {
        // Of a room that closed or opened since, nothing was meant.
        (seen.rooms == self.model.rooms.len()).then(|| seen.under(x, y)).flatten().cloned()
    }
    fn wants_background(&self) -> bool {
        self.look.is_open
    }
    fn background(&mut self, background: Background) {
        self.look.style.theme = look::suiting(background);
    }
    fn wants_mouse(&self) -> bool {
        self.model.mouse
    }
}

/// Opens the board on a plan that is there.
///
/// # Errors
/// When there is no plan, no terminal, or the file cannot be read at all.
pub fn open(session: &Session, named: Option<&Path>) -> Ended {
    let path = match session.path(named) {
        Err(Failure::Words(words)) => return first_run(session, words),
        path => path?,
    };
    let today = session.today();
    let reading = read_apart(path, today);
    let (config, look) = (session.config(), look::look(session));
    let (opened, mut model) = reading().map_err(|fault| meant_a_verb(named, fault.into()))?;
    model.configure(&config.config, today);
    model.notice(&config.file, config.problems.clone());
    model.telling.by = config.config.me.clone().unwrap_or_default();
    model.mouse &= !session.no_mouse;
    let mut board = Board { model, look: look?, memory: view::Memory::default() };
    let ending = shell::run(&mut board, opened, session.clock);
    // The system takes a plan back at once; piece by piece a large one takes longer than all the rest of quitting.
    mem::forget(board);
    if let Some(words) = ending.words {
        super::output::message(&words);
    }
    Ok(Exit::Board(ending.code))
}

/// A file of more bytes is read on a thread of its own: with most allocators what that leaves behind in memory then lies apart, and all that
/// the frames are made of lies close together. A key on 100,000 cards takes a fifth less of the processor. A small one is not worth the wait
/// for a thread.
const LARGE_BYTES: u64 = 1 << 20;

/// Begins with the file and the board on it, if it is large; what is returned waits for them.
fn read_apart(path: PathBuf, today: NaiveDate) -> impl FnOnce() -> Result<(Opened<Document>, Model), Fault> {
    let is_large = shell::bytes_of(&path) > LARGE_BYTES;
    let there = path.clone();
    let begin = || thread::Builder::new().name("reader".into()).spawn(move || read(&there, today)).ok();
    let thread = is_large.then(begin).flatten();
    move || match thread {
        Some(thread) => thread.join().unwrap_or_else(|it| panic::resume_unwind(it)),
        None => read(&path, today),
    }
}

fn read(path: &Path, today: NaiveDate) -> Result<(Opened<Document>, Model), Fault> {
    let opened: Opened<Document> = Opened::read(path)?;
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let seed = fastrand::Rng::new().u64(..);
    let model = match &opened.text {
        Ok(document) => Model::open(Arc::clone(document.plan()), name, seed, today),
        Err(problems) => Model::unreadable(problems.clone(), name, seed, today),
    };
    Ok((opened, model))
}

/// No plan is found: on a terminal one key gets one, without a terminal it is an error that says how.
fn first_run(session: &Session, words: String) -> Ended {
    let why = words.split(';').next().unwrap_or_default();
    match shell::ask(&clean_line(why)) {
        None => Err(Failure::Words(words)),
        Some(FirstRun::Demo) => demo::run(session),
        Some(FirstRun::New) => {
            new::write(Path::new(PLAN_NAME))?;
            open(session, Some(Path::new(PLAN_NAME)))
        }
        Some(FirstRun::Open(path)) => open(session, Some(&path)),
        Some(FirstRun::Leave) => Ok(Exit::Done),
    }
}

/// `handshake chekc` is a verb mistyped sooner than a plan that is not there.
fn meant_a_verb(named: Option<&Path>, failure: Failure) -> Failure {
    let typed = named.and_then(Path::to_str).filter(|typed| !typed.contains(['.', '/'])).unwrap_or_default();
    let verbs = verbs();
    let near = nearest(typed, verbs.iter().map(String::as_str));
    match (near, failure) {
        (Some(verb), Failure::Words(words)) => Failure::Words(format!("{words}; did you mean handshake {verb}?")),
        (_, failure) => failure,
    }
}
