//! What one sequence means: the keys of xterm, the Linux console, rxvt and kitty, and the mouse in its three spellings.
//! Replies and reports that nobody asked for mean nothing.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// One byte by itself.
pub fn ascii(byte: u8) -> KeyEvent {
    let with_ctrl = |c: u8| KeyEvent::new(KeyCode::Char(c.into()), KeyModifiers::CONTROL);
    match byte {
        b'\r' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x7f => KeyCode::Backspace.into(),
        0 => with_ctrl(b' '),
        0x01..=0x1a => with_ctrl(byte - 1 + b'a'),
        0x1b => KeyCode::Esc.into(),
        0x1c..=0x1f => with_ctrl(byte - 0x1c + b'4'),
        _ => char(byte.into()),
    }
}

pub fn char(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE })
}

/// `ESC O letter`
pub fn ss3(letter: u8) -> Option<Event> {
    named(letter).map(|code| Event::Key(code.into()))
}

/// `ESC [ [ letter`
pub fn console(letter: u8) -> Option<Event> {
    matches!(letter, b'A'..=b'E').then(|| Event::Key(KeyCode::F(1 + letter - b'A').into()))
}

/// `ESC [ parameters final`
pub fn csi(parameters: &[u8], last: u8) -> Option<Event> {
    let text = std::str::from_utf8(parameters).ok()?;
    if let Some(report) = text.strip_prefix('<') {
        return sgr_mouse(report, last == b'm').filter(|_| matches!(last, b'M' | b'm'));
    }
    let mut fields = text.split(';');
    let first = fields.next().and_then(|it| it.split(':').next()).unwrap_or_default();
    let (modifiers, kind) = held(fields.next().unwrap_or_default());
    let code = match last {
        b'M' => return rxvt_mouse(text),
        b'I' if text.is_empty() => return Some(Event::FocusGained),
        b'O' if text.is_empty() => return Some(Event::FocusLost),
        b'Z' => return Some(Event::Key(KeyEvent::new(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT))),
        b'~' => numbered(first.parse().ok()?)?,
        b'u' => return Some(Event::Key(KeyEvent::new_with_kind(by_code(first.parse().ok()?, modifiers)?, modifiers, kind))),
        // `CSI row ; column R` is also a reply to a question that is never asked.
        b'R' if first != "1" => return None,
        letter => named(letter)?,
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter, // of the number block
        b'P'..=b'S' => KeyCode::F(1 + letter - b'P'),
        _ => return None,
    })
}

fn numbered(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        28 | 29 => KeyCode::F(number - 13),
        31..=34 => KeyCode::F(number - 14),
        _ => return None,
    })
}

/// A key by the number of its character, as kitty and tmux tell it.
fn by_code(code: u32, modifiers: KeyModifiers) -> Option<KeyCode> {
    let has_shift = modifiers.contains(KeyModifiers::SHIFT);
    Some(match code {
        27 => KeyCode::Esc,
        13 | 57414 => KeyCode::Enter,
        9 if has_shift => KeyCode::BackTab,
        9 => KeyCode::Tab,
        127 => KeyCode::Backspace,
        57399..=57408 => KeyCode::Char(char::from_digit(code - 57399, 10)?),
        57344..=63743 => return None, // kitty's keys of the number block and of media players
        code => match char::from_u32(code)? {
            c if c.is_control() => return None,
            c if has_shift => KeyCode::Char(c.to_uppercase().next().unwrap_or(c)),
            c => KeyCode::Char(c),
        },
    })
}

/// `modifiers:kind`, both one more than what they say.
fn held(field: &str) -> (KeyModifiers, KeyEventKind) {
    let mut parts = field.split(':').map(|it| it.parse::<u8>().unwrap_or(1));
    let bits = parts.next().unwrap_or(1).saturating_sub(1);
    let kind = match parts.next() {
        Some(2) => KeyEventKind::Repeat,
        Some(3) => KeyEventKind::Release,
        Some(_) | None => KeyEventKind::Press,
    };
    (KeyModifiers::from_bits_truncate(shuffled(bits)), kind)
}

/// The wire's order is Shift, Alt, Ctrl; crossterm's is Shift, Ctrl, Alt.
fn shuffled(bits: u8) -> u8 {
    (bits & 0b11_1001) | (bits & 0b10) << 1 | (bits & 0b100) >> 1
}

/// `button ; x ; y`, counted from one.
fn sgr_mouse(report: &str, is_up: bool) -> Option<Event> {
    let mut numbers = report.split(';').map(|it| it.parse::<u16>().ok());
    let (button, x, y) = (numbers.next()??, numbers.next()??, numbers.next()??);
    mouse(u8::try_from(button).ok()?, is_up, x, y)
}

/// As the other spellings, but the button has 32 more.
fn rxvt_mouse(report: &str) -> Option<Event> {
    let mut numbers = report.split(';').map(|it| it.parse::<u16>().ok());
    let (button, x, y) = (numbers.next()??, numbers.next()??, numbers.next()??);
    mouse(u8::try_from(button.checked_sub(32)?).ok()?, false, x, y)
}

/// Three bytes, each 32 more than it says.
pub fn old_mouse(button: u8, x: u8, y: u8) -> Option<Event> {
    mouse(button.checked_sub(32)?, false, x.checked_sub(32)?.into(), y.checked_sub(32)?.into())
}

/// A place before the first cell is none.
fn mouse(button: u8, is_up: bool, x: u16, y: u16) -> Option<Event> {
    let (column, row) = (x.checked_sub(1)?, y.checked_sub(1)?);
    let which = match button & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let is_moving = button & 32 != 0;
    let kind = match (button & 0b1100_0000, button & 3) {
        (0, 3) if is_moving => MouseEventKind::Moved,
        (0, 3) => MouseEventKind::Up(MouseButton::Left),
        (0, _) if is_up => MouseEventKind::Up(which),
        (0, _) if is_moving => MouseEventKind::Drag(which),
        (0, _) => MouseEventKind::Down(which),
        (64, 0) => MouseEventKind::ScrollUp,
        (64, 1) => MouseEventKind::ScrollDown,
        (64, 2) => MouseEventKind::ScrollLeft,
        (64, _) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, button & bit != 0);
    }
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
}
