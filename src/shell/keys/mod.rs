//! What a terminal sends, as events: keys, pastes, the mouse. Bytes in, events out; no terminal and no clock, so that every way in which
//! bytes can be parted is tested. Nothing a terminal sends makes it wait for ever, keep more than it says, or fall over.
//! A key that is not known: `sequence`.

mod sequence;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::time::Duration;

/// So much of a paste is kept; it is cleaned and cut later.
const PASTE_KEPT_BYTES: usize = 256 << 10;
/// No sequence of a key is longer; what is, is none.
const SEQUENCE_MAX_BYTES: usize = 64;
/// The bytes of one key come together, but for a slow line: so long the rest is waited for.
const REST: Duration = Duration::from_millis(25);
/// A paste that has said nothing for so long has lost its end.
const PASTE_REST: Duration = Duration::from_secs(2);
const BEGIN: &[u8] = b"\x1b[200~";
const END: &[u8] = b"\x1b[201~";
const ESC: u8 = 0x1b;

/// What has come and is no whole event yet.
#[derive(Debug, Default)]
pub struct Keys {
    /// The first bytes of a key.
    held: Vec<u8>,
    /// The text of a paste whose end has not come.
    paste: Option<Paste>,
}

#[derive(Debug, Default)]
struct Paste {
    bytes: Vec<u8>,
    /// So many bytes of the end have come.
    ended: usize,
}

/// What stands at the front of some bytes.
enum Front {
    /// So many bytes are this; nothing, where they mean nothing here.
    Event(usize, Option<Event>),
    PasteBegins,
    /// It may become something.
    Part,
}

impl Keys {
    /// Takes what came in one reading; gives what is whole.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        let mut rest = bytes;
        // What begins a sequence comes with it: Esc by itself, and then a letter in another reading, are two keys.
        if self.held == [ESC] && !matches!(rest.first(), None | Some(b'[' | b'O')) {
            events.extend(self.rest());
        }
        let mut all = std::mem::take(&mut self.held);
        if !all.is_empty() {
            all.extend_from_slice(rest);
            rest = &all;
        }
        while !rest.is_empty() {
            if self.paste.is_some() {
                rest = self.pasted(rest, &mut events);
                continue;
            }
            match front(rest) {
                Front::Event(length, event) => {
                    events.extend(event);
                    rest = &rest[length..];
                }
                Front::PasteBegins => {
                    self.paste = Some(Paste::default());
                    rest = &rest[BEGIN.len()..];
                }
                Front::Part if rest.len() > SEQUENCE_MAX_BYTES => break,
                Front::Part => {
                    self.held = rest.to_vec();
                    break;
                }
            }
        }
        events
    }

    /// How long to wait for the rest; none where nothing is begun.
    pub fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.held.is_empty()) {
            (Some(_), _) => Some(PASTE_REST),
            (None, false) => Some(REST),
            (None, true) => None,
        }
    }

    /// The rest did not come: what is there is taken for what it is.
    pub fn rest(&mut self) -> Vec<Event> {
        if let Some(paste) = self.paste.take() {
            return vec![paste.event()];
        }
        match std::mem::take(&mut self.held)[..] {
            [ESC] => vec![Event::Key(KeyCode::Esc.into())],
            [ESC, c @ (b'[' | b'O')] => vec![Event::Key(KeyEvent::new(KeyCode::Char(c.into()), KeyModifiers::ALT))],
            _ => Vec::new(),
        }
    }

    /// Takes what belongs to the paste; gives what comes after its end.
    fn pasted<'b>(&mut self, bytes: &'b [u8], events: &mut Vec<Event>) -> &'b [u8] {
        let Some(paste) = &mut self.paste else { return bytes };
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == END[paste.ended] {
                paste.ended += 1;
            } else {
                paste.keep_what_was_no_end();
                if *byte == ESC { paste.ended = 1 } else { paste.keep(*byte) }
            }
            if paste.ended == END.len() {
                let rest = &bytes[at + 1..];
                paste.ended = 0;
                if has_its_end_later(rest) {
                    continue; // an end within what was pasted: what follows would be keys
                }
                events.extend(self.paste.take().map(Paste::event));
                return rest;
            }
        }
        &[]
    }
}

impl Paste {
    fn keep(&mut self, byte: u8) {
        if self.bytes.len() < PASTE_KEPT_BYTES {
            self.bytes.push(byte);
        }
    }
    fn keep_what_was_no_end(&mut self) {
        for byte in &END[..std::mem::take(&mut self.ended)] {
            self.keep(*byte);
        }
    }
    fn event(mut self) -> Event {
        self.keep_what_was_no_end();
        Event::Paste(String::from_utf8_lossy(&self.bytes).into_owned())
    }
}

/// Another end, before another paste begins: the first one was not the terminal's.
fn has_its_end_later(bytes: &[u8]) -> bool {
    let find = |mark: &[u8]| bytes.windows(mark.len()).position(|it| it == mark);
    find(END).is_some_and(|end| find(BEGIN).is_none_or(|begin| end < begin))
}

fn front(bytes: &[u8]) -> Front {
    match *bytes {
        [] | [ESC] | [ESC, b'[' | b'O'] => Front::Part,
        [ESC, b'[', b'[', ref after @ ..] => match after.first() {
            None => Front::Part,
            Some(letter) => Front::Event(4, sequence::console(*letter)),
        },
        [ESC, b'[', b'M', ref after @ ..] => match after {
            [button, x, y, ..] => Front::Event(6, sequence::old_mouse(*button, *x, *y)),
            _ => Front::Part,
        },
        [ESC, b'[', ..] if bytes.starts_with(BEGIN) => Front::PasteBegins,
        [ESC, b'[', ref after @ ..] => match after.iter().position(|it| !(0x20..0x40).contains(it)) {
            None => Front::Part,
            // What no sequence holds begins something else.
            Some(end) if !(0x40..0x7f).contains(&after[end]) => Front::Event(2 + end, None),
            Some(end) => Front::Event(3 + end, sequence::csi(&after[..end], after[end])),
        },
        [ESC, b'O', letter, ..] => Front::Event(3, sequence::ss3(letter)),
        [ESC, ESC, ..] => Front::Event(1, Some(Event::Key(KeyCode::Esc.into()))),
        [ESC, ref after @ ..] => match front(after) {
            Front::Event(length, event) => Front::Event(1 + length, event.map(with_alt)),
            Front::PasteBegins | Front::Part => Front::Part,
        },
        [byte, ..] if byte < 0x80 => Front::Event(1, Some(Event::Key(sequence::ascii(byte)))),
        _ => character(bytes),
    }
}

/// A character of several bytes; bytes that are none mean nothing.
fn character(bytes: &[u8]) -> Front {
    let first = &bytes[..bytes.len().min(4)];
    let (text, wrong) = match std::str::from_utf8(first) {
        Ok(text) => (text, None),
        Err(error) => (std::str::from_utf8(&first[..error.valid_up_to()]).unwrap_or_default(), Some(error.error_len())),
    };
    match (text.chars().next(), wrong) {
        (Some(c), _) => Front::Event(c.len_utf8(), Some(Event::Key(sequence::char(c)))),
        (None, Some(Some(length))) => Front::Event(length, None),
        (None, _) => Front::Part,
    }
}

fn with_alt(event: Event) -> Event {
    match event {
        Event::Key(key) => Event::Key(KeyEvent { modifiers: key.modifiers | KeyModifiers::ALT, ..key }),
        other => other,
    }
}

#[cfg(test)]
mod tests;
