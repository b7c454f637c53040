//! Putting text where other programs can paste it from: through tmux inside tmux, else through the terminal (OSC 52).
//! A terminal never answers whether it took the text, so the words say what was done and what else there is.

use super::terminal;
use std::{
    env,
    io::Write,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Terminals drop longer sequences (xterm and others from about 100 kB on).
const TEXT_MAX_BYTES: usize = 74_000;
/// How long tmux may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Copies, and says how; or why not.
///
/// # Errors
/// Words for somebody who wants the text elsewhere.
pub fn copy(text: &str) -> Result<String, String> {
    let lines = crate::words::counted(text.lines().count(), "line");
    if env::var_os("TMUX").is_some_and(|it| !it.is_empty()) && through_tmux(text) {
        return Ok(format!("copied {lines} to tmux's buffer and on to the clipboard (tmux load-buffer -w)"));
    }
    if text.len() > TEXT_MAX_BYTES {
        return Err(format!("{lines} are too much for a terminal's clipboard; write them to a file instead"));
    }
    let sequence = format!("\u{1b}]52;c;{}\u{7}", base64(text.as_bytes()));
    match terminal::say(sequence.as_bytes()) {
        Ok(()) => Ok(format!("sent {lines} to the terminal's clipboard (OSC 52); where nothing can be pasted, write them to a file")),
        Err(error) => Err(format!("the terminal takes no text to copy: {error}; write it to a file instead")),
    }
}

fn through_tmux(text: &str) -> bool {
    let started =
        Command::new("tmux").args(["load-buffer", "-w", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut tmux) = started else { return false };
    let written = tmux.stdin.take().is_some_and(|mut stdin| stdin.write_all(text.as_bytes()).is_ok());
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match tmux.try_wait() {
            Ok(Some(status)) => return written && status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(5)),
            Err(_) => break,
        }
    }
    let _ = tmux.kill(); // a tmux that hangs is no clipboard
    let _ = tmux.wait();
    false
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
    fn text_is_spelled_as_terminals_want_it() {
        for (text, spelled) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("ż→", "xbzihpI=")] {
            assert_eq!(base64(text.as_bytes()), spelled);
        }
    }
}
