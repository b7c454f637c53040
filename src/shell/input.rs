//! Keys, pastes and the end of the terminal. The only reader of the terminal.
//! A thread sleeps in `poll` until the terminal has something to say, or is gone: `crossterm::event` would spin for ever then, and
//! keep every key to itself after a paste whose end is lost. What the bytes mean is known in `keys`.

use super::{
    background::{Answers, Background, Heard},
    keys::Keys,
    meant,
};
use crate::desk::{Event, Gesture};
use crossterm::event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::{
    io::{self, Write},
    os::unix::net::UnixStream,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// No more than a terminal gives at once.
const READ_BYTES: usize = 4096;
/// How long to listen on for the rest of an answer of the terminal.
const REST: Duration = Duration::from_millis(50);
/// What comes so soon after a burst belongs to it.
const BURST_REST: Duration = Duration::from_millis(500);

#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Event(Event),
    /// The pointer, in this cell.
    Mouse {
        gesture: Gesture,
        x: u16,
        y: u16,
    },
    /// The terminal says what it is drawn on.
    Background(Background),
    /// Ctrl-Z: in raw mode it is a key.
    Stop,
    /// The terminal is gone.
    HungUp,
}

/// The handle of the thread; `pause` and `resume` lend the terminal to another program.
pub struct Reader {
    wake: UnixStream,
    paused: mpsc::Receiver<()>,
}

impl Reader {
    /// Calls `tell` for each input, on a thread of its own, until that says no.
    ///
    /// # Errors
    /// When the system has no more pipes or threads.
    pub fn start(tell: impl Fn(Input) -> bool + Send + 'static) -> io::Result<Self> {
        let (wake, woken) = UnixStream::pair()?;
        let (acknowledge, paused) = mpsc::channel();
        let ear = Ear { woken, acknowledge, keys: Keys::default(), answers: Answers::default(), is_rested: true, burst: None };
        thread::Builder::new().name("input".into()).spawn(move || ear.listen(tell))?;
        Ok(Reader { wake, paused })
    }

    /// Returns when the thread no longer reads, so that an editor gets every key.
    pub fn pause(&mut self) {
        if self.wake.write_all(b"p").is_ok() {
            let _ = self.paused.recv_timeout(Duration::from_millis(500));
        }
    }

    pub fn resume(&mut self) {
        let _ = self.wake.write_all(b"r");
    }
}

struct Ear {
    woken: UnixStream,
    acknowledge: mpsc::Sender<()>,
    keys: Keys,
    answers: Answers,
    /// What has begun was waited for; what is held now stays until something else comes.
    is_rested: bool,
    /// When keys last came that nobody typed.
    burst: Option<Instant>,
}

enum Sound {
    Keys,
    /// The rest of what has begun did not come.
    Nothing,
    Woken,
    HungUp,
}

impl Ear {
    fn listen(mut self, tell: impl Fn(Input) -> bool) {
        let mut is_paused = false;
        loop {
            let inputs = match self.wait(is_paused) {
                Sound::HungUp => vec![Input::HungUp],
                Sound::Woken => match self.order(is_paused) {
                    None => return,
                    Some(order) => {
                        is_paused = order;
                        continue;
                    }
                },
                Sound::Nothing => self.rest(),
                Sound::Keys => self.read(),
            };
            let is_over = inputs.last() == Some(&Input::HungUp);
            if !inputs.into_iter().all(&tell) || is_over {
                return;
            }
        }
    }

    /// Sleeps without a tick. A hang-up is seen whatever is asked for, even when SIGHUP is ignored.
    fn wait(&self, is_paused: bool) -> Sound {
        let stdin = io::stdin();
        let keys = if is_paused { PollFlags::empty() } else { PollFlags::IN };
        let mut both = [PollFd::new(&stdin, keys), PollFd::new(&self.woken, PollFlags::IN)];
        let patience = self.patience().filter(|_| !is_paused).and_then(|it| Timespec::try_from(it).ok());
        let heard = loop {
            match poll(&mut both, patience.as_ref()) {
                Err(Errno::INTR | Errno::AGAIN) => {} // a signal, which others hear
                heard => break heard,
            }
        };
        match heard {
            Err(_) => Sound::HungUp,
            Ok(0) => Sound::Nothing,
            Ok(_) if both[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => Sound::HungUp,
            Ok(_) if !both[1].revents().is_empty() => Sound::Woken,
            Ok(_) => Sound::Keys,
        }
    }

    fn read(&mut self) -> Vec<Input> {
        let mut bytes = [0; READ_BYTES];
        match rustix::io::read(io::stdin(), &mut bytes) {
            Ok(0) => vec![Input::HungUp],
            Ok(count) => {
                self.is_rested = false;
                let events = self.keys.take(&bytes[..count]);
                self.told(events)
            }
            Err(Errno::INTR | Errno::AGAIN) => Vec::new(),
            Err(_) => vec![Input::HungUp],
        }
    }

    fn rest(&mut self) -> Vec<Input> {
        let events = self.keys.rest();
        let is_paste = matches!(events[..], [event::Event::Paste(_)]);
        let mut inputs = self.told(events);
        inputs.extend(self.answers.rest().into_iter().flat_map(meant::inputs));
        self.is_rested = true;
        if is_paste {
            inputs.push(meant::said("the end of the paste never came: what had come until then was taken"));
        }
        inputs
    }

    fn patience(&self) -> Option<Duration> {
        self.keys.patience().or((!self.is_rested).then_some(REST))
    }

    /// Keys, or the text that they are when nobody can have typed them; what the terminal answers is no key.
    fn told(&mut self, events: Vec<event::Event>) -> Vec<Input> {
        let (mut inputs, mut keys) = (Vec::new(), Vec::new());
        for event in events {
            match self.answers.hear(event) {
                Heard::Part | Heard::Noise => {}
                Heard::Answer(background) => inputs.push(Input::Background(background)),
                Heard::Typed(events) => keys.extend(events),
            }
        }
        inputs.extend(self.typed(keys));
        inputs
    }

    fn typed(&mut self, events: Vec<event::Event>) -> Vec<Input> {
        let text: String = events.iter().filter_map(meant::typed).collect();
        let is_text = !text.is_empty() && text.chars().count() == events.len();
        let goes_on = self.burst.is_some_and(|it| it.elapsed() < BURST_REST);
        if is_text && (goes_on || meant::is_burst(&text)) {
            self.burst = Some(Instant::now());
            return meant::paste(&text);
        }
        events.into_iter().flat_map(meant::inputs).collect()
    }

    /// Whether to pause from now on; none when the handle is gone, and nobody listens any more.
    fn order(&mut self, is_paused: bool) -> Option<bool> {
        let mut order = [0];
        match rustix::io::read(&self.woken, &mut order) {
            Ok(0) => None,
            Ok(_) if order == *b"p" => {
                let _ = self.acknowledge.send(());
                Some(true)
            }
            Ok(_) => Some(false),
            Err(_) => Some(is_paused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // H74
    #[test]
    fn what_nobody_can_have_typed_is_text_and_a_key_that_is_held_down_is_not() {
        let (_wake, woken) = UnixStream::pair().unwrap();
        let mut ear =
            Ear { woken, acknowledge: mpsc::channel().0, keys: Keys::default(), answers: Answers::default(), is_rested: true, burst: None };
        let mut told = |text: &str| {
            let events = ear.keys.take(text.as_bytes());
            ear.told(events)
        };
        assert_eq!(told(&"j".repeat(2000)).len(), 2000);
        assert_eq!(told("add the minutes of Monday").len(), 25, "a person who types fast");
        let text = "quit this: x D u q!\r".repeat(20);
        let expected = text.replace('\r', "\n");
        assert_eq!(told(&text), [Input::Event(Event::Paste(expected))]);
        assert_eq!(told("qq"), [Input::Event(Event::Paste("qq".into()))], "its end");
        assert_eq!(told("\u{1b}[A"), [Input::Event(Event::Key("up".parse().unwrap()))]);
    }
}
