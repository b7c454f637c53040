//! The loop: one thread owns the program and the terminal and sleeps until something happens; an idle board wakes at midnight only.
//! Everything comes over one channel, from the threads of input, signals, clock and writer. Effects are done here.
//! However it ends: input stops, the save is finished, the terminal is given back, the exit code says why.

mod lending;

use super::{
    background,
    beside::write_beside,
    clipboard,
    clock::{self, Clock},
    crash,
    input::{Input, Reader},
    log,
    places::Places,
    program::{Ending, Program},
    signals::{self, Signal},
    terminal::{self, Screen},
    text::Text,
    watch::Watch,
    writer::{Opened, Unsaved, Writer},
};
use crate::{
    desk::{Effect, Event, Written},
    words::clean_line,
};
use chrono::NaiveDate;
use std::{
    io,
    ops::ControlFlow::{self, Break, Continue},
    path::{Path, PathBuf},
    process::ExitStatus,
    sync::mpsc::{self, Receiver, Sender},
    time::{Duration, Instant},
};

/// Could not, and why.
const COULD_NOT: u8 = 2;
/// From one frame to the next: a key that a person presses is drawn at once, a burst costs few frames.
const FRAME_MIN: Duration = Duration::from_millis(8);
/// A storm of events is drawn at least this often.
const FRAME_MAX: Duration = Duration::from_millis(100);

enum Message {
    Event(Event),
    Input(Input),
    Signal(Signal),
    /// The day may be another one.
    Clock,
    /// The editor ended.
    EditorEnded(io::Result<ExitStatus>),
}

/// Why the loop ends.
#[derive(Clone, Copy)]
enum Why {
    Quit,
    Signal(u8),
    HungUp,
}

/// Opens the terminal, runs the program on it until it quits or is ended, and saves what there is to save.
pub fn run<T: Text>(program: &mut impl Program, opened: Opened<T>, clock: Clock) -> Ending {
    let path = opened.path.clone();
    let places = Places::of(&path);
    let (sender, messages) = mpsc::channel();
    let to_writer = sender.clone();
    let could_not = |words| Ending { code: COULD_NOT, words: Some(words) };
    let writer = match Writer::start(opened, places, move |it| drop(to_writer.send(Message::Event(it)))) {
        Ok(writer) => writer,
        Err(source) => return could_not(no_thread(source)),
    };
    crash::install(writer.newest().clone());
    let (alarm, screen, reader) = match begin(&sender, clock) {
        Ok(all) => all,
        Err(words) => return could_not(words),
    };
    let watch = writer.watch(&path);
    let (day, drawn) = (clock.today(), Instant::now());
    let mut session = Session {
        program,
        screen,
        reader,
        writer,
        watch,
        messages,
        sender,
        clock,
        path,
        day,
        drawn,
        heard: 0,
        has_mouse: false,
        left_behind: None,
    };
    let why = session.until_the_end();
    session.watch.silence();
    drop((alarm, session.reader));
    let saved = session.writer.finish();
    log::note(if saved.is_ok() { "all is saved" } else { "not all is saved" });
    drop(session.screen);
    ending(why, saved, &session.path, session.left_behind)
}

/// Signals first: one that comes while the terminal is taken over must not leave it so.
fn begin(sender: &Sender<Message>, clock: Clock) -> Result<(clock::Watched, Screen, Reader), String> {
    let [to_signals, to_clock, to_input] = [sender.clone(), sender.clone(), sender.clone()];
    signals::listen(move |it| to_signals.send(Message::Signal(it)).is_ok()).map_err(no_thread)?;
    let alarm = clock.watch(move || to_clock.send(Message::Clock).is_ok()).map_err(no_thread)?;
    let screen = Screen::enter()?;
    let reader = Reader::start(move |it| to_input.send(Message::Input(it)).is_ok()).map_err(no_thread)?;
    Ok((alarm, screen, reader))
}

fn no_thread(source: io::Error) -> String {
    format!("the system gives no more threads or handles: {source}; end some programs and try again")
}

fn ending(why: Why, saved: Result<(), Unsaved>, path: &Path, left_behind: Option<PathBuf>) -> Ending {
    let code = match why {
        Why::Quit if saved.is_err() => COULD_NOT,
        Why::Quit => 0,
        Why::Signal(number) => 128 + number,
        Why::HungUp => 128 + signals::HANG_UP,
    };
    let shown = |path: &Path| clean_line(&path.display().to_string()).into_owned();
    let unsaved = saved.err().map(|it| {
        let copy = it.rescue.map_or("there is no rescue copy of it".to_string(), |file| format!("the work is in {file}"));
        format!("{} was not saved: {}\n{copy}", shown(path), it.what)
    });
    let typed = left_behind.map(|file| format!("what was typed in the editor is in {}", shown(&file)));
    let words: Vec<String> = unsaved.into_iter().chain(typed).collect();
    Ending { code, words: (!words.is_empty()).then(|| words.join("\n")) }
}

struct Session<'a, P> {
    program: &'a mut P,
    screen: Screen,
    reader: Reader,
    writer: Writer,
    watch: Watch,
    messages: Receiver<Message>,
    /// For threads that wait for something on our behalf.
    sender: Sender<Message>,
    path: PathBuf,
    clock: Clock,
    /// The day the program last heard of.
    day: NaiveDate,
    /// When the last frame went out.
    drawn: Instant,
    /// How many plans of others the program has joined with its own.
    heard: usize,
    /// Whether the mouse is ours now.
    has_mouse: bool,
    /// What was typed in an editor that had to end with us.
    left_behind: Option<PathBuf>,
}

impl<P: Program> Session<'_, P> {
    fn until_the_end(&mut self) -> Why {
        let mut flow = self.resized();
        let mut is_first = self.program.wants_background();
        loop {
            if let Break(why) = flow {
                return why;
            }
            let (program, day) = (&mut *self.program, self.day);
            let drawn = self.screen.draw(|canvas| program.draw(canvas, day));
            self.drawn = Instant::now();
            let drawn = drawn.and_then(|()| self.share_mouse());
            // The first frame waits for no answer.
            let drawn = drawn.and_then(|()| if std::mem::take(&mut is_first) { background::ask() } else { Ok(()) });
            // A terminal that takes no more bytes is a terminal that is gone.
            flow = if drawn.is_ok() { self.next_batch() } else { Break(Why::HungUp) };
        }
    }

    /// The mouse is taken or given back as the program wants it now.
    fn share_mouse(&mut self) -> io::Result<()> {
        let wanted = self.program.wants_mouse();
        if wanted == self.has_mouse {
            return Ok(());
        }
        self.has_mouse = wanted;
        if wanted { terminal::take_mouse() } else { terminal::leave_mouse() }
    }

    /// Sleeps until something happens, then takes all that has happened: a storm of keys costs few frames.
    fn next_batch(&mut self) -> ControlFlow<Why> {
        let Ok(first) = self.messages.recv() else { return Break(Why::HungUp) };
        self.new_day()?;
        let mut next = Some(first);
        let late = Instant::now() + FRAME_MAX;
        while let Some(message) = next {
            self.handle(message)?;
            next = if Instant::now() < late { self.another() } else { None };
        }
        Continue(())
    }

    /// What has come meanwhile, or comes before it is time for the next frame.
    fn another(&self) -> Option<Message> {
        let left = (self.drawn + FRAME_MIN).saturating_duration_since(Instant::now());
        match left.is_zero() {
            true => self.messages.try_recv().ok(),
            false => self.messages.recv_timeout(left).ok(),
        }
    }

    /// The date is looked at before each batch: where no clock tells that it was set, the next key does.
    fn new_day(&mut self) -> ControlFlow<Why> {
        let today = self.clock.today();
        if today == self.day {
            return Continue(());
        }
        self.day = today;
        self.happened(Event::Midnight)
    }

    fn handle(&mut self, message: Message) -> ControlFlow<Why> {
        match message {
            Message::Event(event) | Message::Input(Input::Event(event)) => self.happened(event),
            Message::Input(Input::Mouse { gesture, x, y }) => {
                let spot = self.program.under(self.screen.canvas().seen(), x, y);
                self.happened(Event::Mouse(gesture, spot))
            }
            Message::Input(Input::Background(background)) => {
                self.program.background(background);
                Continue(())
            }
            Message::Signal(Signal::WindowSize) => self.resized(),
            Message::Input(Input::Stop) | Message::Signal(Signal::Stop) => self.stop(),
            Message::Signal(Signal::Continue) => self.go_on(),
            // Set again a moment after the batch began, as it is after a sleep.
            Message::Clock => self.new_day(),
            // Nobody waits for the editor any more.
            Message::EditorEnded(_) => Continue(()),
            Message::Signal(Signal::End(number)) => Break(Why::Signal(number)),
            Message::Input(Input::HungUp) => Break(Why::HungUp),
        }
    }

    fn happened(&mut self, event: Event) -> ControlFlow<Why> {
        log::event(&event);
        match &event {
            Event::Reloaded(Ok(_), _) => self.heard += 1,
            Event::Written(Written::SavedAs { path, .. }) => {
                self.path.clone_from(path);
                self.watch = self.writer.watch(path);
            }
            _ => {}
        }
        for effect in self.program.event(event, self.day) {
            log::effect(&effect);
            match effect {
                Effect::Write(plan) => self.writer.write(plan, self.heard),
                Effect::SaveAs(path, plan) => self.writer.save_as(path, plan),
                Effect::Reload => self.writer.reload(),
                Effect::Export(files) => self.writer.export(files),
                Effect::Copy { what, text } => self.happened(Event::Said(clipboard::copy(&what, &text)))?,
                Effect::WriteBeside { name, text } => {
                    let said = write_beside(&self.path, &name, &text).map_err(|fault| fault.to_string());
                    self.happened(Event::Said(said))?;
                }
                Effect::Edit(text) => self.edit(&text)?,
                Effect::Quit => return Break(Why::Quit),
            }
        }
        Continue(())
    }

    fn resized(&mut self) -> ControlFlow<Why> {
        match self.screen.measure() {
            Ok(size) => self.happened(Event::Resized(size)),
            Err(_) => Break(Why::HungUp),
        }
    }

    /// Gives the terminal back and stops. Frames drawn until that takes hold go nowhere; SIGCONT takes the terminal again.
    fn stop(&mut self) -> ControlFlow<Why> {
        if !signals::can_stop() {
            return Continue(());
        }
        self.reader.pause();
        terminal::leave();
        if signals::stop().is_err() { self.go_on() } else { Continue(()) }
    }

    /// Somebody else had the terminal, maybe overnight: modes and picture are made again.
    fn go_on(&mut self) -> ControlFlow<Why> {
        let taken = terminal::take();
        self.has_mouse = false;
        self.reader.resume();
        if taken.is_err() {
            return Break(Why::HungUp);
        }
        self.resized()?;
        self.new_day()
    }
}
