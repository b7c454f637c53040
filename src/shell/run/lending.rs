//! The terminal is lent to the person's editor, and taken again to the very same place. What happens meanwhile still counts.

use super::{Message, Program, Session, Why};
use crate::{
    desk::Event,
    shell::{
        editor::Editing,
        input::Input,
        signals::{self, Process, Signal},
        terminal,
    },
};
use std::{
    io,
    ops::ControlFlow::{self, Break, Continue},
    process::{Child, ExitStatus},
    thread,
    time::{Duration, Instant},
};

/// How long an editor may take to end when it is told to.
const EDITOR_ENDS: Duration = Duration::from_millis(500);

impl<P: Program> Session<'_, P> {
    /// Lends the terminal to the person's editor and takes it again, to the very same place.
    pub(super) fn edit(&mut self, text: &str) -> ControlFlow<Why> {
        self.reader.pause();
        terminal::leave();
        let edited = match Editing::begin(text) {
            Ok((editing, child)) => match self.until_ended(child) {
                Continue(status) => editing.end(status),
                Break(why) => {
                    self.left_behind = editing.keep();
                    return Break(why);
                }
            },
            Err(words) => Err(words),
        };
        self.go_on()?;
        self.happened(Event::Edited(edited))
    }

    /// What happens meanwhile still counts, but for what the terminal sends to us and the editor alike.
    fn until_ended(&mut self, mut child: Child) -> ControlFlow<Why, io::Result<ExitStatus>> {
        let (sender, editor) = (self.sender.clone(), signals::process(&child));
        let waiting = thread::Builder::new().name("editor".into()).spawn(move || sender.send(Message::EditorEnded(child.wait())));
        if let Err(source) = waiting {
            editor.signal(signals::HANG_UP);
            return Continue(Err(source));
        }
        loop {
            match self.messages.recv() {
                Ok(Message::EditorEnded(status)) => return Continue(status),
                Ok(Message::Event(event)) => self.happened(event)?,
                // An editor that stops for a while stops us too, or the shell would wait for ever.
                Ok(Message::Signal(Signal::Stop)) => drop(signals::stop()),
                Ok(Message::Signal(Signal::End(number))) if number != signals::INTERRUPT => {
                    self.end_editor(editor, number);
                    return Break(Why::Signal(number));
                }
                Ok(Message::Signal(Signal::End(_) | Signal::Continue | Signal::WindowSize) | Message::Clock) => {}
                Ok(Message::Input(Input::HungUp)) | Err(_) => {
                    self.end_editor(editor, signals::HANG_UP);
                    return Break(Why::HungUp);
                }
                Ok(Message::Input(Input::Event(_) | Input::Mouse { .. } | Input::Background(_) | Input::Stop)) => {}
            }
        }
    }

    /// Hands the signal on, and gives the editor a moment to leave the terminal as it was.
    fn end_editor(&self, editor: Process, signal: u8) {
        editor.signal(signal);
        let late = Instant::now() + EDITOR_ENDS;
        while let Ok(message) = self.messages.recv_timeout(late.saturating_duration_since(Instant::now())) {
            if let Message::EditorEnded(_) = message {
                return;
            }
        }
    }
}
