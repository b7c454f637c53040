//! What there is to know before the first key: problems of the config file, all at once. Any closing key goes on to the board.

use crate::{
    desk::{Chord, Effect, Key, Model, Room},
    plan::Problem,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// The file the problems are in.
    pub file: String,
    pub problems: Vec<Problem>,
    /// Problems scrolled away.
    pub scroll: usize,
}

impl Model {
    /// Says at the start what is wrong with the config file.
    pub fn notice(&mut self, file: impl Into<String>, problems: Vec<Problem>) {
        if !problems.is_empty() {
            self.rooms.push(Room::Notice(Notice { file: file.into(), problems, scroll: 0 }));
        }
    }
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    let Some(Room::Notice(notice)) = model.rooms.last_mut() else { return Vec::new() };
    let last = notice.problems.len().saturating_sub(1);
    match chord.key {
        Key::Down | Key::Char('j') => notice.scroll = (notice.scroll + 1).min(last),
        Key::Up | Key::Char('k') => notice.scroll = notice.scroll.saturating_sub(1),
        Key::Esc | Key::Enter | Key::Char('q' | ' ') => drop(model.rooms.pop()),
        _ => {}
    }
    Vec::new()
}
