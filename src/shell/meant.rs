//! What keys, pastes and the mouse mean to the program, and what they may never mean: text that nobody typed is no command.
//! Knows crossterm's events and no terminal. A key without a name gets one in `named`.

use super::input::Input;
use crate::desk::{Chord, Event, Gesture, Key};
use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// A longer paste is cut.
const PASTE_MAX_BYTES: usize = 64 << 10;
/// So many keys in one reading, of so many kinds, were never typed: a terminal without bracketed paste sends a paste like that.
const BURST_KEYS: usize = 200;
const BURST_KINDS: usize = 8;

/// What a key would write.
pub fn typed(event: &event::Event) -> Option<char> {
    match event {
        event::Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. }) if KeyModifiers::SHIFT.contains(*modifiers) => Some(*c),
        event::Event::Key(KeyEvent { code: KeyCode::Enter, modifiers: KeyModifiers::NONE, .. }) => Some('\n'),
        event::Event::Key(KeyEvent { code: KeyCode::Tab, modifiers: KeyModifiers::NONE, .. }) => Some('\t'),
        _ => None,
    }
}

pub fn is_burst(text: &str) -> bool {
    let mut kinds: Vec<char> = text.chars().collect();
    let count = kinds.len();
    kinds.sort_unstable();
    kinds.dedup();
    count >= BURST_KEYS && kinds.len() >= BURST_KINDS
}

pub fn said(words: &str) -> Input {
    Input::Event(Event::Said(Err(words.into())))
}

pub fn paste(text: &str) -> Vec<Input> {
    let (clean, is_cut) = pasted(text);
    let notice = is_cut.then(|| said("the paste was longer than 64 KB: only its beginning was taken"));
    [Some(Input::Event(Event::Paste(clean))), notice].into_iter().flatten().collect()
}

pub fn inputs(event: event::Event) -> Vec<Input> {
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
}
