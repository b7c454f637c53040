//! Keys, pastes and the end of the terminal. The only reader of the terminal.
//! A thread sleeps in `poll` until the terminal has something to say, or is gone: `crossterm::event` would spin for ever then, and
//! keep every key to itself after a paste whose end is lost. What the bytes mean is known in `keys`.

use super::{
    background::{Answers, Background, Heard},
    keys::Keys,
};
use crate::desk::{Chord, Event, Gesture, Key};
use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::{
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// A longer paste is cut.
pub const PASTE_MAX_BYTES: usize = 64 << 10;
/// No more than a terminal gives at once.
const READ_BYTES: usize = 4096;
/// How long to listen on for the rest of an answer of the terminal.
const REST: Duration = Duration::from_millis(50);
/// So many keys in one reading, of so many kinds, were never typed: a terminal without bracketed paste sends a paste like that.
const BURST_KEYS: usize = 200;
const BURST_KINDS: usize = 8;
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
                Sound::Woken => {
                    is_paused = self.order(is_paused);
                    continue;
                }
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
        match poll(&mut both, patience.as_ref()) {
            Err(Errno::INTR | Errno::AGAIN) => Sound::Woken,
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
        inputs.extend(self.answers.rest().into_iter().flat_map(self::inputs));
        self.is_rested = true;
        if is_paste {
            inputs.push(said("the end of the paste never came: what had come until then was taken"));
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
        let text: String = events.iter().filter_map(typed).collect();
        let is_text = !text.is_empty() && text.chars().count() == events.len();
        let goes_on = self.burst.is_some_and(|it| it.elapsed() < BURST_REST);
        if is_text && (goes_on || is_burst(&text)) {
            self.burst = Some(Instant::now());
            return paste(&text);
        }
        events.into_iter().flat_map(inputs).collect()
    }

    fn order(&mut self, is_paused: bool) -> bool {
        let mut order = [0];
        match self.woken.read(&mut order) {
            Ok(1) if order == *b"p" => {
                let _ = self.acknowledge.send(());
                true
            }
            Ok(1) => false,
            Ok(_) | Err(_) => is_paused,
        }
    }
}

/// What a key would write.
fn typed(event: &event::Event) -> Option<char> {
    match event {
        event::Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. }) if KeyModifiers::SHIFT.contains(*modifiers) => Some(*c),
        event::Event::Key(KeyEvent { code: KeyCode::Enter, modifiers: KeyModifiers::NONE, .. }) => Some('\n'),
        event::Event::Key(KeyEvent { code: KeyCode::Tab, modifiers: KeyModifiers::NONE, .. }) => Some('\t'),
        _ => None,
    }
}

fn is_burst(text: &str) -> bool {
    let mut kinds: Vec<char> = text.chars().collect();
    let count = kinds.len();
    kinds.sort_unstable();
    kinds.dedup();
    count >= BURST_KEYS && kinds.len() >= BURST_KINDS
}

fn said(words: &str) -> Input {
    Input::Event(Event::Said(Err(words.into())))
}

fn paste(text: &str) -> Vec<Input> {
    let (clean, is_cut) = pasted(text);
    let notice = is_cut.then(|| said("the paste was longer than 64 KB: only its beginning was taken"));
    [Some(Input::Event(Event::Paste(clean))), notice].into_iter().flatten().collect()
}

fn inputs(event: event::Event) -> Vec<Input> {
    match event {
        event::Event::Paste(text) => paste(&text),
        other => input(other).into_iter().collect(),
    }
}

fn input(event: event::Event) -> Option<Input> {
    match event {
        event::Event::Key(key) => match chord(key)? {
            Chord { key: Key::Char('z'), ctrl: true, alt: false, .. } => Some(Input::Stop),
            chord => Some(Input::Event(Event::Key(chord))),
        },
        event::Event::Mouse(mouse) => gesture(mouse).map(|gesture| Input::Mouse { gesture, x: mouse.column, y: mouse.row }),
        // A paste may be two inputs; a new size comes as a signal.
        event::Event::Paste(_) | event::Event::Resize(..) | event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

/// The left button and the wheel. With Shift the pointer is the terminal's, to select text.
fn gesture(mouse: MouseEvent) -> Option<Gesture> {
    if mouse.modifiers.contains(KeyModifiers::SHIFT) {
        return None;
    }
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Gesture::Press),
        MouseEventKind::Drag(MouseButton::Left) => Some(Gesture::Drag),
        MouseEventKind::Up(MouseButton::Left) => Some(Gesture::Release),
        MouseEventKind::ScrollUp => Some(Gesture::WheelUp),
        MouseEventKind::ScrollDown => Some(Gesture::WheelDown),
        MouseEventKind::Down(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Drag(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Up(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => None,
    }
}

/// A press as the program names it; none for releases and keys it has no name for.
fn chord(event: KeyEvent) -> Option<Chord> {
    let held = |modifier| event.modifiers.contains(modifier);
    if event.kind == KeyEventKind::Release || event.modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER) {
        return None;
    }
    let key = match event.code {
        KeyCode::Char(c) if held(KeyModifiers::CONTROL) => Key::Char(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Tab if held(KeyModifiers::SHIFT) => Key::BackTab,
        code => named(code)?,
    };
    let is_shift_in_it = matches!(key, Key::Char(_) | Key::BackTab);
    Some(Chord {
        key,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: held(KeyModifiers::SHIFT) && !is_shift_in_it,
    })
}

fn named(code: KeyCode) -> Option<Key> {
    Some(match code {
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(n) => Key::F(n),
        _ => return None, // keys of keyboards and media players that nothing is bound to
    })
}

/// Pasted text as it may be kept: line ends as `\n`, tabs as spaces, no other control, cut to `PASTE_MAX_BYTES`; whether it was cut.
fn pasted(text: &str) -> (String, bool) {
    let mut clean = String::with_capacity(text.len().min(PASTE_MAX_BYTES));
    let mut before = ' ';
    for c in text.chars() {
        let kept = match c {
            '\n' if before == '\r' => None,
            '\r' | '\n' => Some('\n'),
            '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        };
        before = c;
        if clean.len() + kept.map_or(0, char::len_utf8) > PASTE_MAX_BYTES {
            return (clean, true);
        }
        clean.extend(kept);
    }
    (clean, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: KeyCode, modifiers: KeyModifiers) -> String {
        chord(KeyEvent::new(code, modifiers)).map_or("nothing".into(), |it| it.to_string())
    }

    #[test]
    fn keys_have_one_name_however_the_terminal_tells_them() {
        let (none, shift, ctrl) = (KeyModifiers::NONE, KeyModifiers::SHIFT, KeyModifiers::CONTROL);
        for (code, modifiers, name) in [
            (KeyCode::Char('a'), none, "a"),
            (KeyCode::Char('G'), shift, "G"),
            (KeyCode::Char('G'), none, "G"),
            (KeyCode::Char('!'), shift, "!"),
            (KeyCode::Char('P'), ctrl | shift, "Ctrl-P"),
            (KeyCode::Char('ż'), KeyModifiers::ALT, "Alt-Ż"),
            (KeyCode::BackTab, shift, "Shift-Tab"),
            (KeyCode::Tab, shift, "Shift-Tab"),
            (KeyCode::Left, shift, "Shift-←"),
            (KeyCode::F(9), none, "F9"),
            (KeyCode::CapsLock, none, "nothing"),
            (KeyCode::Char('l'), KeyModifiers::SUPER, "nothing"),
        ] {
            assert_eq!(shown(code, modifiers), name, "{code:?} {modifiers:?}");
        }
        let ctrl_p = "ctrl-p".parse::<Chord>().unwrap();
        assert_eq!(chord(KeyEvent::new(KeyCode::Char('P'), ctrl | shift)), Some(ctrl_p));
    }

    #[test]
    fn a_release_is_no_press_and_ctrl_z_is_no_key() {
        let up = KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(input(event::Event::Key(up)), None);
        let stop = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL);
        assert_eq!(input(event::Event::Key(stop)), Some(Input::Stop));
    }

    // H73
    #[test]
    fn a_paste_is_clean_text_of_bounded_length() {
        assert_eq!(pasted("a\r\nb\rc\nd\te\u{1b}[31m\u{7}\0\u{9b}f"), ("a\nb\nc\nd e[31mf".into(), false));
        assert_eq!(pasted("\r\n\r\n"), ("\n\n".into(), false));
        let (long, is_cut) = pasted(&"ż".repeat(50_000));
        assert_eq!((long.len(), is_cut), (PASTE_MAX_BYTES, true));
        assert_eq!(pasted(&format!("a{}", "ż".repeat(50_000))).0.len(), PASTE_MAX_BYTES - 1);
        let [Input::Event(Event::Paste(kept)), Input::Event(Event::Said(Err(words)))] = &paste(&long.repeat(2))[..] else { panic!() };
        assert_eq!((kept.len(), words.as_str()), (PASTE_MAX_BYTES, "the paste was longer than 64 KB: only its beginning was taken"));
    }

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
