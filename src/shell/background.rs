//! Whether the terminal's background is dark or light. It is asked after the first frame and never waited for: whenever its answer comes,
//! it is taken out of what is typed; a terminal that says nothing costs nothing, and nothing of an answer gets into a field.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::{env, io};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    Dark,
    Light,
}

/// `OSC 11 ; ? BEL`: what colour is the background? (xterm, control sequences)
const QUESTION: &[u8] = b"\x1b]11;?\x07";
/// These print the question instead of answering it.
const DEAF: [&str; 5] = ["linux", "vt", "cons", "eterm", "dumb"];

/// Asks, where that does no harm.
///
/// # Errors
/// When the terminal is gone.
pub fn ask() -> io::Result<()> {
    let term = env::var("TERM").unwrap_or_default();
    match DEAF.iter().any(|name| term.starts_with(name)) {
        true => Ok(()),
        false => super::terminal::say(QUESTION),
    }
}

/// The beginning of every answer, as crossterm takes it apart: Alt-], then letters; an end is Ctrl-G or Alt-\.
const BEGINNING: &str = "]11;rgb";
/// Nobody types so much of it in one breath.
const SURE: usize = 4;
const ANSWER_MAX: usize = 40;

/// Finds the answer among the keys.
#[derive(Default)]
pub struct Answers {
    held: Vec<Event>,
    heard: String,
}

/// What becomes of an event.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// It may be of an answer: the rest decides.
    Part,
    Answer(Background),
    /// An answer that nobody can make anything of.
    Noise,
    /// These were typed.
    Typed(Vec<Event>),
}

impl Answers {
    pub fn hear(&mut self, event: Event) -> Heard {
        let part = part(&event);
        match (self.heard.is_empty(), part) {
            (true, Some(Part::Start)) => self.hold(event, ']'),
            (false, Some(Part::Start)) => {
                let typed = self.let_go();
                self.hold(event, ']');
                Heard::Typed(typed)
            }
            (false, Some(Part::Letter(c))) if self.goes_on(c) => self.hold(event, c),
            (false, Some(Part::End)) if self.heard.len() > BEGINNING.len() => self.end(),
            _ => {
                let mut typed = self.let_go();
                typed.push(event);
                Heard::Typed(typed)
            }
        }
    }

    /// Nothing more comes for now: what was held was typed, unless it can be nothing else than an answer.
    pub fn rest(&mut self) -> Vec<Event> {
        match self.heard.len() >= SURE {
            true => Vec::new(),
            false => self.let_go(),
        }
    }

    fn goes_on(&self, c: char) -> bool {
        let heard = self.heard.len();
        match BEGINNING.chars().nth(heard) {
            Some(next) => next == c,
            None => heard < ANSWER_MAX && (c.is_ascii_hexdigit() || matches!(c, '/' | ':' | 'a')),
        }
    }
    fn hold(&mut self, event: Event, c: char) -> Heard {
        self.held.push(event);
        self.heard.push(c);
        Heard::Part
    }
    fn let_go(&mut self) -> Vec<Event> {
        self.heard.clear();
        std::mem::take(&mut self.held)
    }
    fn end(&mut self) -> Heard {
        let background = background(&self.heard);
        self.let_go();
        background.map_or(Heard::Noise, Heard::Answer)
    }
}

enum Part {
    Start,
    Letter(char),
    End,
}

fn part(event: &Event) -> Option<Part> {
    let Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. }) = event else { return None };
    let modifiers = modifiers.difference(KeyModifiers::SHIFT);
    match (c, modifiers) {
        (']', KeyModifiers::ALT) => Some(Part::Start),
        ('\\', KeyModifiers::ALT) | ('g', KeyModifiers::CONTROL) => Some(Part::End),
        (c, KeyModifiers::NONE) => Some(Part::Letter(*c)),
        _ => None,
    }
}

/// `]11;rgb:ffff/ffff/ffff`, with one to four digits each; brighter than the middle is light.
fn background(answer: &str) -> Option<Background> {
    let (_, parts) = answer.split_once(':')?;
    let part = |digits: &str| {
        let most = 16u32.checked_pow(digits.len() as u32)?.checked_sub(1).filter(|most| *most > 0)?;
        Some(f64::from(u32::from_str_radix(digits, 16).ok()?) / f64::from(most))
    };
    let parts: Vec<f64> = parts.split('/').take(3).map(part).collect::<Option<_>>()?;
    let &[red, green, blue] = parts.as_slice() else { return None };
    let is_light = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5;
    Some(if is_light { Background::Light } else { Background::Dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }
    /// As crossterm takes a sequence apart; `~` stands for BEL, `$` for ST.
    fn events(text: &str) -> Vec<Event> {
        let event = |c| match c {
            ']' => key(']', KeyModifiers::ALT),
            '~' => key('g', KeyModifiers::CONTROL),
            '$' => key('\\', KeyModifiers::ALT),
            c => key(c, KeyModifiers::NONE),
        };
        text.chars().map(event).collect()
    }
    /// What was heard, and how many keys were typed.
    fn heard(text: &str) -> (Vec<Heard>, usize) {
        let mut ear = Answers::default();
        let (mut said, mut typed) = (Vec::new(), 0);
        for event in events(text) {
            match ear.hear(event) {
                Heard::Part => {}
                Heard::Typed(events) => typed += events.len(),
                other => said.push(other),
            }
        }
        (said, typed + ear.rest().len())
    }

    #[test]
    fn an_answer_is_taken_out_of_what_is_typed_before_and_after_it() {
        assert_eq!(heard("]11;rgb:ffff/ffff/ffff~"), (vec![Heard::Answer(Background::Light)], 0));
        assert_eq!(heard("ab]11;rgb:1e1e/1e1e/2e2e$cd"), (vec![Heard::Answer(Background::Dark)], 4));
        assert_eq!(heard("]11;rgba:fd/f6/e3/ff~"), (vec![Heard::Answer(Background::Light)], 0));
        assert_eq!(heard("]11;rgb:zz"), (vec![], 10), "not an answer: typed");
        assert_eq!(heard("]11;rgb:12~"), (vec![Heard::Noise], 0));
    }

    #[test]
    fn what_only_begins_like_an_answer_was_typed() {
        assert_eq!(heard("]"), (vec![], 1));
        assert_eq!(heard("]1a"), (vec![], 3));
        assert_eq!(heard("]11"), (vec![], 3));
        assert_eq!(heard("]]11;rgb:0/0/0~"), (vec![Heard::Answer(Background::Dark)], 1), "a second beginning begins anew");
        assert_eq!(heard(&format!("]11;rgb:{}~", "f".repeat(90))).0, [], "no answer is that long");
    }
}
