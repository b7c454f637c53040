//! Which keys do what: names of actions beside chords, from `assets/keys.ron`.
//! Knows no action's deed; a test holds that every action has a row there and every row an action.

use super::Chord;
use crate::file::{plain_text, problems, scan};
use std::sync::LazyLock;

const DEFAULT_KEYS: &str = include_str!("../../assets/keys.ron");

/// One or two presses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Keys(pub Vec<Chord>);

#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    rows: Vec<(String, Vec<Keys>)>,
}

impl Default for Keymap {
    /// The keys of `assets/keys.ron`, read once; a test holds that it reads.
    fn default() -> Self {
        static READ: LazyLock<Keymap> = LazyLock::new(|| Keymap::read(DEFAULT_KEYS).unwrap_or(Keymap { rows: Vec::new() }));
        READ.clone()
    }
}

impl Keymap {
    /// # Errors
    /// Says what is no RON map of names to keys, or which key is not known.
    pub fn read(text: &str) -> Result<Keymap, String> {
        let (tree, faults) = scan(text);
        if let Some(problem) = problems(text, faults).first() {
            return Err(problem.what.clone());
        }
        let word = |node: u32| match plain_text(&tree, node) {
            Some(Ok(word)) => Ok(word),
            Some(Err(_)) | None => Err(format!("`{}` is no text", tree.slice(tree.node(node).span))),
        };
        let keys = |node: u32| word(node)?.split(' ').map(str::parse).collect::<Result<_, _>>().map(Keys);
        // What a map holds are names and values by turns.
        let nodes: Vec<u32> = tree.children(0).collect();
        let row = |row: &[u32]| match row {
            [name, list] => Ok((word(*name)?.into_owned(), tree.children(*list).map(keys).collect::<Result<_, String>>()?)),
            _ => Err("a name without keys".into()),
        };
        Ok(Keymap { rows: nodes.chunks(2).map(row).collect::<Result<_, String>>()? })
    }

    /// The actions that these presses may mean.
    pub fn actions<'m>(&'m self, pressed: &'m [Chord]) -> impl Iterator<Item = &'m str> {
        self.rows.iter().filter(move |(_, keys)| keys.iter().any(|keys| keys.0 == pressed)).map(|(action, _)| action.as_str())
    }
    /// Whether a sequence begins with this press.
    pub fn begins(&self, pressed: Chord) -> bool {
        self.rows.iter().flat_map(|(_, keys)| keys).any(|keys| keys.0.len() > 1 && keys.0[0] == pressed)
    }
    /// Every name in the map.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|(action, _)| action.as_str())
    }
    /// The first key of an action, as people read it; empty when it has none.
    pub fn key_of(&self, action: &str) -> String {
        self.keys_of(action).first().map_or_else(String::new, shown)
    }
    /// All keys of an action, as people read them: `h ←`.
    pub fn all_keys_of(&self, action: &str) -> String {
        self.keys_of(action).iter().map(shown).collect::<Vec<_>>().join(" ")
    }
    /// Gives an action other keys.
    pub(super) fn bind(&mut self, action: &str, keys: Vec<Keys>) {
        match self.rows.iter_mut().find(|(name, _)| name == action) {
            Some((_, old)) => *old = keys,
            None => self.rows.push((action.to_string(), keys)),
        }
    }
    pub(super) fn keys_of(&self, action: &str) -> &[Keys] {
        self.rows.iter().find(|(name, _)| name == action).map_or(&[], |(_, keys)| keys)
    }
}

/// Keys as people read them: `gg`.
pub(super) fn shown(keys: &Keys) -> String {
    keys.0.iter().map(Chord::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_keys_read() {
        let map = Keymap::read(DEFAULT_KEYS).unwrap();
        assert_eq!(map.all_keys_of("first"), "gg Home");
        assert!(map.begins("g".parse().unwrap()));
        assert_eq!(map.actions(&["d".parse().unwrap()]).collect::<Vec<_>>(), ["date", "pane-date"]);
    }

    #[test]
    fn what_is_no_map_of_names_to_keys_is_refused() {
        for text in ["{", r#"{"undo"}"#, r#"{"undo": [u]}"#, r#"{undo: ["u"]}"#, r#"{"undo": ["u"], "redo"}"#, r#"["undo"]"#] {
            assert!(Keymap::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert_eq!(
            Keymap::read(r#"{"undo": ["superu"]}"#).unwrap_err(),
            "`superu` is no key; write a character, or a name like enter, space, f9"
        );
    }
}
