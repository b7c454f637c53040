//! Keys, pastes and the end of the terminal. The only caller of `crossterm::event`.
//! A thread sleeps in `poll` until the terminal has something to say, or is gone: crossterm alone would spin for ever then.

use super::background::{Answers, Background, Heard};
use crate::desk::{Chord, Event, Gesture, Key};
use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use std::{
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    sync::mpsc,
    thread,
    time::Duration,
};

/// A longer paste is cut.
pub const PASTE_MAX_BYTES: usize = 64 << 10;
/// How long to listen on after the last key. With no time at all crossterm sees nothing; with little, on a busy machine,
/// what it has read but not told would wait for the next key.
const REST: Duration = Duration::from_millis(50);

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
        let ear = Ear { woken, acknowledge };
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
}

enum Sound {
    Keys,
    Woken,
    HungUp,
}

impl Ear {
    fn listen(mut self, tell: impl Fn(Input) -> bool) {
        let (mut is_paused, mut answers) = (false, Answers::default());
        loop {
            match self.wait(is_paused) {
                Sound::HungUp => {
                    tell(Input::HungUp);
                    return;
                }
                Sound::Woken => is_paused = self.order(is_paused),
                Sound::Keys => match tell_all(&tell, &mut answers) {
                    Ok(true) => {}
                    Ok(false) => return,
                    Err(_) => {
                        tell(Input::HungUp);
                        return;
                    }
                },
            }
        }
    }

    /// Sleeps without a tick. A hang-up is seen whatever is asked for, even when SIGHUP is ignored.
    fn wait(&self, is_paused: bool) -> Sound {
        let stdin = io::stdin();
        let keys = if is_paused { PollFlags::empty() } else { PollFlags::IN };
        let mut both = [PollFd::new(&stdin, keys), PollFd::new(&self.woken, PollFlags::IN)];
        match poll(&mut both, None) {
            Err(Errno::INTR | Errno::AGAIN) => Sound::Keys,
            Err(_) => Sound::HungUp,
            Ok(_) if both[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => Sound::HungUp,
            Ok(_) if !both[1].revents().is_empty() => Sound::Woken,
            Ok(_) => Sound::Keys,
        }
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

/// Tells everything typed until now; false when nobody listens any more.
fn tell_all(tell: &impl Fn(Input) -> bool, answers: &mut Answers) -> io::Result<bool> {
    let typed = |events: Vec<event::Event>| events.into_iter().filter_map(input).all(tell);
    while event::poll(REST)? {
        let goes_on = match answers.hear(event::read()?) {
            Heard::Part | Heard::Noise => true,
            Heard::Answer(background) => tell(Input::Background(background)),
            Heard::Typed(events) => typed(events),
        };
        if !goes_on {
            return Ok(false);
        }
    }
    Ok(typed(answers.rest()))
}

fn input(event: event::Event) -> Option<Input> {
    match event {
        event::Event::Key(key) => match chord(key)? {
            Chord { key: Key::Char('z'), ctrl: true, alt: false, .. } => Some(Input::Stop),
            chord => Some(Input::Event(Event::Key(chord))),
        },
        event::Event::Paste(text) => Some(Input::Event(Event::Paste(pasted(&text)))),
        event::Event::Mouse(mouse) => gesture(mouse).map(|gesture| Input::Mouse { gesture, x: mouse.column, y: mouse.row }),
        // A new size comes as a signal, at once; crossterm tells it with the next key.
        event::Event::Resize(..) | event::Event::FocusGained | event::Event::FocusLost => None,
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

/// Pasted text as it may be kept: line ends as `\n`, tabs as spaces, no other control, cut to `PASTE_MAX_BYTES`.
fn pasted(text: &str) -> String {
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
            break;
        }
        clean.extend(kept);
    }
    clean
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

    #[test]
    fn a_paste_is_clean_text_of_bounded_length() {
        assert_eq!(pasted("a\r\nb\rc\nd\te\u{1b}[31m\u{7}\0\u{9b}f"), "a\nb\nc\nd e[31mf");
        assert_eq!(pasted("\r\n\r\n"), "\n\n");
        let long = pasted(&"ż".repeat(50_000));
        assert_eq!(long.len(), PASTE_MAX_BYTES);
        assert_eq!(pasted(&format!("a{}", "ż".repeat(50_000))).len(), PASTE_MAX_BYTES - 1);
    }
}
