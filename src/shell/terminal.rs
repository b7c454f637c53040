//! The screen: taken over at the start, given back at any end, one write for each frame.
//! The title is never set, so no plan text can get into it.

use super::ansi::Ansi;
use crate::{desk::Size, paint::Canvas};
use crossterm::{
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::ResetColor,
    terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size},
};
use rustix::event::{PollFd, PollFlags, poll};
use std::{
    env,
    fs::File,
    io::{self, IsTerminal, Write},
    os::fd::AsFd,
    sync::{
        Mutex, MutexGuard, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// Whether the terminal is ours now.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);
/// A panic is ending the program: nobody takes the terminal again, as one who comes back from an editor would.
static IS_OVER: AtomicBool = AtomicBool::new(false);
/// Held while bytes go out, so that the end never comes into the middle of a frame.
static OUTPUT: Mutex<()> = Mutex::new(());
/// More columns and rows than the largest screens have are not drawn on: a terminal may say it has 65,535 of both.
const SIZE_MAX: (u16, u16) = (1500, 500);

/// The terminal, drawn on.
pub struct Screen {
    canvas: Canvas,
    ansi: Ansi,
    out: File,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// Words for somebody who has no terminal that can show a board.
    pub fn enter() -> Result<Self, String> {
        able()?;
        let started = take().and_then(|()| Ok(Screen { canvas: Canvas::default(), ansi: Ansi::default(), out: stdout()? }));
        started.map_err(|source: io::Error| {
            leave();
            format!("the terminal does not let itself be drawn on: {source}; `handshake check` needs none")
        })
    }

    /// # Errors
    /// When the terminal is gone.
    pub fn draw(&mut self, show: impl FnOnce(&mut Canvas)) -> io::Result<()> {
        show(&mut self.canvas);
        match self.ansi.frame(&self.canvas) {
            None => Ok(()),
            Some(frame) => {
                let _whole = output();
                // After a panic on another thread nothing may come over the shell.
                if IS_TAKEN.load(Ordering::SeqCst) { write_patiently(&self.out, frame.as_bytes()) } else { Ok(()) }
            }
        }
    }

    /// What was drawn last.
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// The size now: that of the terminal, never one that it merely claims. The next frame is drawn in full: a window made small and
    /// large again has lost what it showed.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn measure(&mut self) -> io::Result<Size> {
        let (width, height) = size()?;
        let size = Size { width: width.min(SIZE_MAX.0), height: height.min(SIZE_MAX.1) };
        self.canvas.resize(size.width, size.height);
        self.ansi.clear();
        Ok(size)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether there is a terminal for the board.
///
/// # Errors
/// Words for somebody who has none.
pub fn able() -> Result<(), String> {
    refuse_unless_able(io::stdin().is_terminal(), io::stdout().is_terminal(), env::var("TERM").ok().as_deref())
}

fn refuse_unless_able(is_stdin: bool, is_stdout: bool, term: Option<&str>) -> Result<(), String> {
    let other = "the board needs one; `handshake check`, `customer` and `task list` do not";
    match (is_stdin, is_stdout, term) {
        (false, _, _) => Err(format!("standard input is not a terminal, and {other}")),
        (_, false, _) => Err(format!("standard output is not a terminal, and {other}")),
        (true, true, None | Some("")) => {
            Err(format!("TERM is not set, so this terminal may not be able to show a board; set it, e.g. to xterm-256color ({other})"))
        }
        (true, true, Some("dumb")) => Err(format!(
            "TERM is `dumb`: this terminal says it cannot move its cursor, and a board needs that; set TERM to what it is ({other})"
        )),
        (true, true, Some(_)) => Ok(()),
    }
}

fn stdout() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// Takes the terminal, or takes it back after `leave` or somebody else's changes of it; `Screen::measure` next.
///
/// # Errors
/// When the terminal is gone.
pub fn take() -> io::Result<()> {
    let _whole = output();
    if IS_OVER.load(Ordering::SeqCst) {
        return Ok(());
    }
    // crossterm believes a terminal still raw that a shell has changed while we were stopped.
    disable_raw_mode()?;
    enable_raw_mode()?;
    IS_TAKEN.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    write_patiently(&stdout()?, &bytes)
}

/// Gives the terminal back as it was. Any thread may call it, any number of times; it never fails or waits long.
pub fn leave() {
    let _whole = output();
    if !IS_TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MOUSE_OFF);
    let queued = queue!(bytes, EndSynchronizedUpdate, ResetColor, DisableBracketedPaste, LeaveAlternateScreen, Show);
    // A terminal that is gone needs nothing back.
    let _ = queued.and_then(|()| write_patiently(&stdout()?, &bytes));
    let _ = disable_raw_mode();
}

/// The same, and it stays so whoever else wants it: the last words follow.
pub fn leave_for_good() {
    IS_OVER.store(true, Ordering::SeqCst);
    leave();
}

/// The terminal tells presses, and moves while a button is down; nothing when the pointer just moves, so that nobody is woken for it.
const MOUSE_ON: &[u8] = b"\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l";

/// Takes the mouse.
///
/// # Errors
/// When the terminal is gone.
pub fn take_mouse() -> io::Result<()> {
    say(MOUSE_ON)
}

/// Gives the mouse back to the terminal, which selects text with it.
///
/// # Errors
/// When the terminal is gone.
pub fn leave_mouse() -> io::Result<()> {
    say(MOUSE_OFF)
}

/// Sends a sequence that draws nothing, like a text to copy.
///
/// # Errors
/// When the terminal is gone.
pub fn say(sequence: &[u8]) -> io::Result<()> {
    let _whole = output();
    if IS_TAKEN.load(Ordering::SeqCst) { write_patiently(&stdout()?, sequence) } else { Ok(()) }
}

/// The right to write, or after a while no right but an end all the same.
fn output() -> Option<MutexGuard<'static, ()>> {
    for _ in 0..100 {
        match OUTPUT.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(guard)) => return Some(guard.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(2)),
        }
    }
    None
}

/// Writes all of it, also to a terminal that another program has left non-blocking.
fn write_patiently(mut out: &File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(it) if it.kind() == io::ErrorKind::Interrupted => {}
            Err(it) if it.kind() == io::ErrorKind::WouldBlock => {
                let _ = poll(&mut [PollFd::new(&out, PollFlags::OUT)], None); // whatever it says, the next write tells
            }
            Err(it) => return Err(it),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_it_is_left_for_good_nobody_takes_it_again() {
        leave_for_good();
        take().unwrap();
        assert!(!IS_TAKEN.load(Ordering::SeqCst));
    }

    #[test]
    fn whoever_cannot_see_a_board_is_told_why_and_what_else_there_is() {
        let refused = |stdin, stdout, term| refuse_unless_able(stdin, stdout, term).unwrap_err();
        assert_eq!(
            refused(true, false, Some("xterm")),
            "standard output is not a terminal, and the board needs one; `handshake check`, `customer` and `task list` do not"
        );
        assert!(refused(false, true, Some("xterm")).starts_with("standard input is not a terminal"));
        assert!(refused(true, true, Some("dumb")).starts_with("TERM is `dumb`: this terminal says it cannot move its cursor"));
        assert!(refused(true, true, None).starts_with("TERM is not set"));
        assert_eq!(refuse_unless_able(true, true, Some("xterm-256color")), Ok(()));
    }
}
