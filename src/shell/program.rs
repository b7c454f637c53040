//! What the loop runs, and how it ended.

use super::background::Background;
use crate::{
    desk::{Effect, Event, Spot},
    paint::Canvas,
    view::Screen,
};
use chrono::NaiveDate;
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// What is run: a value that takes events, says effects and can be drawn.
pub trait Program {
    fn event(&mut self, event: Event, today: NaiveDate) -> Vec<Effect>;
    fn draw(&mut self, canvas: &mut Canvas, today: NaiveDate);
    /// What lies under a cell of what was drawn last.
    fn under(&self, _seen: &Screen, _x: u16, _y: u16) -> Option<Spot> {
        None
    }
    /// Whether the background of the terminal makes a difference.
    fn wants_background(&self) -> bool {
        false
    }
    fn background(&mut self, _background: Background) {}
    /// Whether the program listens to the mouse now.
    fn wants_mouse(&self) -> bool {
        false
    }
}

/// How it ended: the code for the system, and words for stderr, without line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    pub code: u8,
    pub words: Option<String>,
}

impl Ending {
    /// Says the words on stderr, which may be gone by now, and gives the code.
    pub fn told(self) -> ExitCode {
        if let Some(words) = self.words {
            let _ = writeln!(io::stderr(), "{words}");
        }
        self.code.into()
    }
}
