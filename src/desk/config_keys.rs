//! Keys as the config file may give them: what a terminal can send, and what is taken already.

use super::{Chord, Key, Keymap, Place as Where, action, actions, config::Reader, keymap};
use crate::{file::Form, words::nearest};

impl Reader<'_> {
    pub(super) fn keys(&mut self, node: u32) {
        if self.tree.node(node).kind != Form::Map {
            return self.problem(node, "`keys` is no map".into(), "write it as keys: { \"assign\": [\"a\", \"f2\"] }".into());
        }
        // What a map holds are names and values by turns.
        let nodes: Vec<u32> = self.tree.children(node).collect();
        for row in nodes.chunks(2) {
            if let [name, keys] = row {
                self.binding(*name, *keys);
            }
        }
    }

    fn binding(&mut self, row: u32, keys: u32) {
        let Some(name) = self.text(row) else { return };
        let Some(action) = action(&name) else {
            let mean = nearest(&name, actions().map(|it| it.name));
            let all = "`handshake keys` lists them all";
            let fix = mean.map_or_else(|| all.into(), |it| format!("did you mean {it}? {all}"));
            return self.problem(row, format!("there is no action `{name}`"), fix);
        };
        if self.bound.iter().any(|(it, _)| *it == action.name) {
            return self.problem(row, format!("`{name}` stands twice"), "put all its keys into one list".into());
        }
        let before = self.problems.len();
        let spelled = self.texts_at(keys);
        let chords: Vec<_> = spelled.iter().filter_map(|(text, at)| self.chords(text, *at)).collect();
        if spelled.is_empty() && before == self.problems.len() && ["quit", "close"].contains(&action.name) {
            self.problem(row, format!("`{name}` has no key, and there is no way around it"), "give it one".into());
        }
        if before == self.problems.len() {
            self.config.keymap.bind(action.name, chords);
            self.bound.push((action.name, row));
        }
    }

    /// One key, or two after each other.
    fn chords(&mut self, text: &str, node: u32) -> Option<keymap::Keys> {
        let pressed: Vec<&str> = text.split(' ').filter(|part| !part.is_empty()).collect();
        let read = match pressed.len() {
            1 | 2 => pressed.into_iter().map(chord).collect::<Result<Vec<_>, _>>(),
            _ => Err("one key, or two with a space between that are pressed one after the other".into()),
        };
        match read {
            Ok(chords) => Some(keymap::Keys(chords)),
            Err(fix) => {
                self.problem(node, format!("`{text}` cannot be a key"), fix);
                None
            }
        }
    }

    /// An action whose keys mean something else already in the same place goes back to its own.
    pub(super) fn no_key_twice(&mut self) {
        let defaults = Keymap::default();
        let taken = |reader: &Self, (name, _): &(&'static str, u32)| clash(&reader.config.keymap, name);
        while let Some(at) = self.bound.iter().position(|it| taken(self, it).is_some()) {
            let bound = self.bound.remove(at);
            let Some((key, other)) = taken(self, &bound) else { continue };
            self.config.keymap.bind(bound.0, defaults.keys_of(bound.0).to_vec());
            let fix = format!("choose another key for {}, or give {other} another one in this file too", bound.0);
            self.problem(bound.1, format!("`{key}` is taken: it means {other} in the same place"), fix);
        }
    }
}

/// A key as a terminal can send it.
fn chord(text: &str) -> Result<Chord, String> {
    let mut chord: Chord = text.parse()?;
    if let Key::Char(c) = chord.key {
        if chord.shift {
            return Err(format!("a letter has its shift in it: write `{}`", c.to_uppercase()));
        }
        if chord.ctrl {
            chord.key = Key::Char(c.to_ascii_lowercase());
        }
        let same = [('i', "tab"), ('m', "enter"), ('j', "enter"), ('h', "backspace"), ('[', "esc")];
        if let Some((_, name)) = same.iter().find(|(it, _)| chord.ctrl && Key::Char(*it) == chord.key) {
            return Err(format!("terminals send the same for it and for {name}; choose another"));
        }
        if chord.ctrl && chord.key == Key::Char('z') {
            return Err("ctrl-z puts the program to sleep; choose another".into());
        }
    }
    Ok(chord)
}

/// The first key of this action that another one has where both count, and that action.
fn clash(keymap: &Keymap, name: &'static str) -> Option<(String, &'static str)> {
    let place = action(name)?.place;
    let beside = |other: Where| place == other || place == Where::Everywhere || other == Where::Everywhere;
    // A key that begins a sequence of another action would never get through alone.
    let same = |a: &keymap::Keys, b: &keymap::Keys| a.0.iter().zip(&b.0).all(|(a, b)| a == b);
    let others = || actions().filter(|it| it.name != name && beside(it.place));
    keymap.keys_of(name).iter().find_map(|keys| {
        let other = others().find(|it| keymap.keys_of(it.name).iter().any(|theirs| same(keys, theirs)))?;
        Some((keymap::shown(keys), other.name))
    })
}
