//! Signals: the ones that end the program, the ones that stop it and go on, a new window size.
//! A thread turns them into messages; what they mean is decided in `run`.

use rustix::process::{Pid, Signal as Sig, getpid, getsid, kill_current_process_group, kill_process};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::Signals,
};
use std::{io, process::Child, thread};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Finish and leave with 128 + this number.
    End(u8),
    Stop,
    Continue,
    WindowSize,
}

pub const HANG_UP: u8 = 1;
/// Ctrl-C, where the terminal makes a signal of it.
pub const INTERRUPT: u8 = 2;

/// Calls `tell` for each signal, on a thread of its own, until that says no.
///
/// # Errors
/// When the system takes no handlers or no thread.
pub fn listen(tell: impl Fn(Signal) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let thread = thread::Builder::new().name("signals".into());
    thread.spawn(move || signals.forever().map(meaning).all(tell))?;
    Ok(())
}

fn meaning(signal: i32) -> Signal {
    match signal {
        SIGTSTP => Signal::Stop,
        SIGCONT => Signal::Continue,
        SIGWINCH => Signal::WindowSize,
        ends => Signal::End(u8::try_from(ends).unwrap_or_default()),
    }
}

/// A program that was started and may be told to end.
#[derive(Clone, Copy)]
pub struct Process(Pid);

pub fn process(child: &Child) -> Process {
    Process(Pid::from_child(child))
}

impl Process {
    pub fn signal(self, number: u8) {
        if let Some(signal) = Sig::from_named_raw(number.into()) {
            let _ = kill_process(self.0, signal); // it may be gone already
        }
    }
}

/// Whether somebody is there to start us again: a session's first process has no shell above it.
pub fn can_stop() -> bool {
    getsid(None).is_ok_and(|session| session != getpid())
}

/// Stops for real, with the whole job (`cargo run` waits for us and must stop too). A moment may pass before it takes hold;
/// `Signal::Continue` tells that it is over.
///
/// # Errors
/// When the system does not let us.
pub fn stop() -> io::Result<()> {
    Ok(kill_current_process_group(Sig::STOP)?)
}
