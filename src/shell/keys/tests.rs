use super::*;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;

/// All events of bytes that come in these readings, and then nothing more.
fn all(readings: &[&[u8]]) -> Vec<Event> {
    let mut keys = Keys::default();
    let mut events: Vec<Event> = readings.iter().flat_map(|it| keys.take(it)).collect();
    while keys.patience().is_some() {
        events.extend(keys.rest());
    }
    events
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn paste(text: &str) -> Event {
    Event::Paste(text.into())
}

const NONE: KeyModifiers = KeyModifiers::NONE;

#[test]
fn every_spelling_of_a_key_is_that_key() {
    let (ctrl, alt, shift) = (KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
    for (bytes, code, modifiers) in [
        ("a", KeyCode::Char('a'), NONE),
        ("Ä", KeyCode::Char('Ä'), shift),
        ("日", KeyCode::Char('日'), NONE),
        ("\r", KeyCode::Enter, NONE),
        ("\n", KeyCode::Char('j'), ctrl),
        ("\t", KeyCode::Tab, NONE),
        ("\u{7f}", KeyCode::Backspace, NONE),
        ("\u{3}", KeyCode::Char('c'), ctrl),
        ("\0", KeyCode::Char(' '), ctrl),
        ("\u{1b}", KeyCode::Esc, NONE),
        ("\u{1b}x", KeyCode::Char('x'), alt),
        ("\u{1b}ż", KeyCode::Char('ż'), alt),
        ("\u{1b}[", KeyCode::Char('['), alt),
        ("\u{1b}\r", KeyCode::Enter, alt),
        ("\u{1b}[A", KeyCode::Up, NONE),
        ("\u{1b}OA", KeyCode::Up, NONE),
        ("\u{1b}[1;5C", KeyCode::Right, ctrl),
        ("\u{1b}[1;2D", KeyCode::Left, shift),
        ("\u{1b}[1;3B", KeyCode::Down, alt),
        ("\u{1b}[H", KeyCode::Home, NONE),
        ("\u{1b}[7~", KeyCode::Home, NONE),
        ("\u{1b}[4~", KeyCode::End, NONE),
        ("\u{1b}[3~", KeyCode::Delete, NONE),
        ("\u{1b}[5;5~", KeyCode::PageUp, ctrl),
        ("\u{1b}[6~", KeyCode::PageDown, NONE),
        ("\u{1b}[Z", KeyCode::BackTab, shift),
        ("\u{1b}OQ", KeyCode::F(2), NONE),
        ("\u{1b}[[B", KeyCode::F(2), NONE),
        ("\u{1b}[12~", KeyCode::F(2), NONE),
        ("\u{1b}[15~", KeyCode::F(5), NONE),
        ("\u{1b}[24;2~", KeyCode::F(12), shift),
        ("\u{1b}[1;2R", KeyCode::F(3), shift),
        ("\u{1b}[97;5u", KeyCode::Char('a'), ctrl),
        ("\u{1b}[97;2u", KeyCode::Char('A'), shift),
        ("\u{1b}[27u", KeyCode::Esc, NONE),
        ("\u{1b}[9;2u", KeyCode::BackTab, shift),
    ] {
        assert_eq!(all(&[bytes.as_bytes()]), [key(code, modifiers)], "{bytes:?}");
    }
}

// H75
#[test]
fn the_mouse_is_where_the_terminal_says_and_nowhere_before_the_first_cell() {
    let at = |kind, column, row| vec![Event::Mouse(MouseEvent { kind, column, row, modifiers: NONE })];
    let down = MouseEventKind::Down(MouseButton::Left);
    assert_eq!(all(&[b"\x1b[<0;5;7M"]), at(down, 4, 6));
    assert_eq!(all(&[b"\x1b[<0;5;7m"]), at(MouseEventKind::Up(MouseButton::Left), 4, 6));
    assert_eq!(all(&[b"\x1b[<32;1;1M"]), at(MouseEventKind::Drag(MouseButton::Left), 0, 0));
    assert_eq!(all(&[b"\x1b[<65;9999;65535M"]), at(MouseEventKind::ScrollDown, 9998, 65534));
    assert_eq!(all(&[b"\x1b[M !\""]), at(down, 0, 1));
    assert_eq!(all(&[b"\x1b[32;5;7M"]), at(down, 4, 6));
    for nowhere in
        ["\u{1b}[<0;0;7M", "\u{1b}[<0;5;0M", "\u{1b}[<0;65536;1M", "\u{1b}[<999;1;1M", "\u{1b}[<;;M", "\u{1b}[M  !", "\u{1b}[0;1;1M"]
    {
        assert_eq!(all(&[nowhere.as_bytes()]), [], "{nowhere:?}");
    }
}

#[test]
fn what_a_terminal_says_unasked_is_no_key() {
    for bytes in ["\u{1b}[12;40R", "\u{1b}[?64;1c", "\u{1b}[201~", "\u{1b}[999999999~", "\u{1b}[?1u", "\u{1b}[1;1:9999A1"] {
        let events = all(&[bytes.as_bytes()]);
        assert!(
            events.iter().all(|it| matches!(it, Event::Key(key) if key.code == KeyCode::Up || key.code == KeyCode::Char('1'))),
            "{bytes:?}: {events:?}"
        );
    }
    assert_eq!(all(&[format!("\u{1b}[{}", "1;".repeat(500)).as_bytes()]), []);
    assert_eq!(all(&[b"\xff\xc3(\xe2\x82"]), [key(KeyCode::Char('('), NONE)]);
}

#[test]
fn esc_and_a_letter_in_two_readings_are_two_keys_and_an_arrow_in_two_is_one() {
    let [esc, j] = [key(KeyCode::Esc, NONE), key(KeyCode::Char('j'), NONE)];
    assert_eq!(all(&[b"\x1b", b"j"]), [esc.clone(), j]);
    assert_eq!(all(&[b"\x1b", b"[A"]), [key(KeyCode::Up, NONE)]);
    assert_eq!(all(&[b"\x1b[", b"1;", b"5A"]), [key(KeyCode::Up, KeyModifiers::CONTROL)]);
    assert_eq!(all(&[b"\x1b\x1b"]), [esc.clone(), esc]);
    assert_eq!(all(&[b"\xc3", b"\x84"]), [key(KeyCode::Char('Ä'), KeyModifiers::SHIFT)]);
}

// H73
#[test]
fn a_paste_is_one_text_with_whatever_is_in_it() {
    assert_eq!(all(&[b"\x1b[200~q+\r\n\x1b[31m\0\x1b[201~"]), [paste("q+\r\n\u{1b}[31m\0")]);
    assert_eq!(all(&[b"\x1b[200~a", b"b\x1b[2", b"01~c"]), [paste("ab"), key(KeyCode::Char('c'), NONE)]);
    assert_eq!(all(&[b"\x1b[200~\x1b\x1b[201~"]), [paste("\u{1b}")]);
    assert_eq!(all(&[b"\x1b[200~a\xffb\x1b[201~"]), [paste("a\u{fffd}b")]);
    // An end of its own that somebody put into the text: what follows is no command.
    assert_eq!(all(&[b"\x1b[200~a\x1b[201~q\x1b[201~"]), [paste("aq")]);
    assert_eq!(all(&[b"\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~"]), [paste("a"), paste("b")]);
}

#[test]
fn a_paste_that_loses_its_end_is_taken_as_it_is_and_the_next_key_is_one() {
    let mut keys = Keys::default();
    assert_eq!(keys.take(b"\x1b[200~abc"), []);
    assert_eq!(keys.patience(), Some(PASTE_REST));
    assert_eq!(keys.rest(), [paste("abc")]);
    assert_eq!((keys.take(b"q"), keys.patience()), (vec![key(KeyCode::Char('q'), NONE)], None));
}

#[test]
fn of_fifty_megabytes_only_the_beginning_is_kept() {
    let mut keys = Keys::default();
    keys.take(BEGIN);
    for _ in 0..50 << 8 {
        assert_eq!(keys.take(&[b'x'; 4096]), []);
    }
    let [Event::Paste(text)] = &keys.take(END)[..] else { panic!() };
    assert_eq!(text.len(), PASTE_KEPT_BYTES);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_parts_end_in_events(readings in prop::collection::vec(prop::collection::vec(hostile(), 0..40), 0..6)) {
        let readings: Vec<&[u8]> = readings.iter().map(Vec::as_slice).collect();
        all(&readings);
    }

    /// But for a lone Esc at the end of a reading and an end of a paste within a paste, which are judged by the reading.
    #[test]
    fn it_does_not_matter_where_text_keys_and_pastes_are_parted(at in 0usize..80) {
        let bytes = "ab日\u{1b}[1;5Cx\u{1b}[200~one\r\n\u{1b}x two\u{1b}[201~\u{1b}OA\u{1b}[<0;5;7Mżq".as_bytes();
        let at = at.min(bytes.len());
        let is_after_esc = at > 0 && bytes[at - 1] == ESC && !matches!(bytes.get(at), Some(b'[' | b'O'));
        prop_assume!(!is_after_esc || bytes[..at].windows(6).any(|it| it == BEGIN));
        prop_assert_eq!(all(&[&bytes[..at], &bytes[at..]]), all(&[bytes]));
    }
}

fn hostile() -> impl Strategy<Value = u8> {
    prop_oneof![Just(ESC), Just(b'['), Just(b'~'), Just(b'2'), Just(b'0'), Just(b';'), Just(b'<'), Just(b'M'), any::<u8>()]
}
