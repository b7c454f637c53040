//! Putting text where other programs can paste it from: through tmux inside tmux, else through the desktop's own clipboard where there
//! is one, else through the terminal (OSC 52), which also works over ssh.
//! A terminal never answers whether it took the text, so the words say what was done and what else there is.

use super::terminal;
use std::{
    env,
    io::Write,
    process::{Child, ChildStdin, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Terminals drop longer sequences (xterm and others from about 100 kB on).
const TEXT_MAX_BYTES: usize = 74_000;
/// How long another program may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A program that takes text for the clipboard, and where the text is then.
struct Taker {
    command: &'static [&'static str],
    place: &'static str,
}
const TMUX: Taker = Taker { command: &["tmux", "load-buffer", "-w", "-"], place: "tmux's buffer and on to the clipboard" };
const WAYLAND: Taker = Taker { command: &["wl-copy"], place: "the clipboard" };
const XCLIP: Taker = Taker { command: &["xclip", "-selection", "clipboard"], place: "the clipboard" };
const XSEL: Taker = Taker { command: &["xsel", "--clipboard", "--input"], place: "the clipboard" };
const MAC: Taker = Taker { command: &["pbcopy"], place: "the clipboard" };

/// Copies, and says what and how; or why not. `what` names the text: `the minutes`.
///
/// # Errors
/// Words for somebody who wants the text elsewhere.
pub fn copy(what: &str, text: &str) -> Result<String, String> {
    let lines = crate::words::counted(text.lines().count(), "line");
    for taker in takers() {
        if taker.takes(text) {
            return Ok(format!("copied {what} ({lines}) to {} ({})", taker.place, taker.command.join(" ")));
        }
    }
    if text.len() > TEXT_MAX_BYTES {
        return Err(format!("{what}, {lines}, is too much for a terminal's clipboard; write it to a file instead"));
    }
    let sequence = format!("\u{1b}]52;c;{}\u{7}", base64(text.as_bytes()));
    match terminal::say(sequence.as_bytes()) {
        Ok(()) => Ok(format!("sent {what} ({lines}) to the terminal's clipboard (OSC 52); where it cannot be pasted, write it to a file")),
        Err(error) => Err(format!("the terminal takes no text to copy: {error}; write it to a file instead")),
    }
}

/// The programs that are asked, in their order, before the terminal is.
pub(super) fn asked() -> Vec<&'static str> {
    takers().iter().filter_map(|taker| taker.command.first().copied()).collect()
}

/// Those that may be there, the nearest to the person first. Over ssh the desktop is another machine's.
fn takers() -> Vec<&'static Taker> {
    let is_set = |name| env::var_os(name).is_some_and(|it| !it.is_empty());
    let is_here = !is_set("SSH_CONNECTION") && !is_set("SSH_TTY");
    let mut takers = Vec::new();
    if is_set("TMUX") {
        takers.push(&TMUX);
    }
    if is_here && is_set("WAYLAND_DISPLAY") {
        takers.push(&WAYLAND);
    }
    if is_here && is_set("DISPLAY") {
        takers.extend([&XCLIP, &XSEL]);
    }
    if is_here && cfg!(target_os = "macos") {
        takers.push(&MAC);
    }
    takers
}

impl Taker {
    /// Whether it is there and took the text.
    fn takes(&self, text: &str) -> bool {
        let Some((program, args)) = self.command.split_first() else { return false };
        let started = Command::new(program).args(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let Ok(mut child) = started else { return false };
        let taken = child.stdin.take().and_then(|stdin| Taker::took(&mut child, stdin, text));
        if taken.is_none() {
            let _ = child.kill(); // one that hangs is no clipboard
            let _ = child.wait();
        }
        taken == Some(true)
    }

    /// None when it is at it for too long. It is given the text by a thread: where it does not read, writing never ends.
    fn took(child: &mut Child, mut stdin: ChildStdin, text: &str) -> Option<bool> {
        let text = text.to_string();
        let giving = thread::Builder::new().name("clipboard".into()).spawn(move || stdin.write_all(text.as_bytes())).ok()?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match child.try_wait().ok()? {
                Some(status) if giving.is_finished() => return Some(status.success() && giving.join().is_ok_and(|it| it.is_ok())),
                Some(_) | None => thread::sleep(Duration::from_millis(5)),
            }
        }
        None
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0u32, |number, at| number << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * at) & 63) as usize];
            text.push(if at > three.len() { '=' } else { digit.into() });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_takes_no_text_is_waited_for_no_longer_than_one_may_take() {
        let deaf = Taker { command: &["sleep", "30"], place: "nowhere" };
        let begun = Instant::now();
        assert!(!deaf.takes(&"x".repeat(1 << 20)));
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        assert!(Taker { command: &["cat"], place: "nowhere" }.takes(&"x".repeat(1 << 20)));
        assert!(!Taker { command: &["false"], place: "nowhere" }.takes("x"));
    }

    #[test]
    fn text_is_spelled_as_terminals_want_it() {
        for (text, spelled) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("ż→", "xbzihpI=")] {
            assert_eq!(base64(text.as_bytes()), spelled);
        }
    }
}
