//! The config file: keys, theme, the name of whoever types, words no customer should read. RON, read as a plan is: every problem with its place.
//! What is wrong is left out and its default kept; nothing in it keeps the board from opening.

use super::Keymap;
use crate::{
    file::{Form, Span, Tree, plain_text, problems, scan},
    plan::{Place, Problem},
    words::{listed, nearest},
};

/// What a person has set for all their plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub keymap: Keymap,
    /// The name of a theme, and where it stands, for whoever knows the themes.
    pub theme: Option<(String, Place)>,
    /// Who types: sends shares when nobody else is named.
    pub me: Option<String>,
    /// Only ASCII characters on the board.
    pub ascii: bool,
    /// More words that a customer should not have to read.
    pub jargon: Vec<String>,
    /// Whether the board listens to the mouse.
    pub mouse: bool,
    /// Roles and the colours for them, for whoever knows the roles.
    pub colours: Vec<OwnColour>,
}

/// A role of the theme and its colour, as typed, with the place of each.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnColour {
    pub role: String,
    pub colour: String,
    pub at: Place,
}

impl Default for Config {
    fn default() -> Config {
        Config { keymap: Keymap::default(), theme: None, me: None, ascii: false, jargon: Vec::new(), mouse: true, colours: Vec::new() }
    }
}

const FIELDS: [&str; 7] = ["keys", "theme", "colours", "me", "ascii", "jargon", "mouse"];
const KEPT: &str = "the default is kept";

impl Config {
    /// What the text says, and everything in it that cannot be used.
    pub fn read(text: &str) -> (Config, Vec<Problem>) {
        let (tree, faults) = scan(text);
        let mut reader = Reader { tree: &tree, config: Config::default(), problems: Vec::new(), bound: Vec::new() };
        // Nothing, or nothing but comments.
        if !faults.is_empty() && scan(&format!("{text}\n()")).1.is_empty() {
            return (reader.config, reader.problems);
        }
        if !faults.is_empty() {
            // Half a text would bind half the keys: nothing of it counts.
            return (reader.config, problems(text, faults).into_iter().map(|it| Problem { why: KEPT.into(), ..it }).collect());
        }
        reader.whole();
        reader.no_key_twice();
        reader.problems.sort_by_key(|it| (it.at.line, it.at.column));
        (reader.config, reader.problems)
    }
}

pub(super) struct Reader<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) config: Config,
    pub(super) problems: Vec<Problem>,
    /// Actions with keys of their own, and where they stand.
    pub(super) bound: Vec<(&'static str, u32)>,
}

impl Reader<'_> {
    fn whole(&mut self) {
        if self.tree.node(0).kind != Form::Record {
            return self.problem(0, "the config file is no record".into(), "write it as (keys: {…}, theme: \"dark\", me: \"Dana\")".into());
        }
        let mut seen = Vec::new();
        for node in self.tree.children(0) {
            let name = self.tree.key(node);
            if seen.contains(&name) {
                self.problem(node, format!("`{name}` stands twice"), "keep one of the two".into());
                continue;
            }
            seen.push(name);
            match name {
                "keys" => self.keys(node),
                "theme" => {
                    let place = self.place(node);
                    self.config.theme = self.text(node).map(|name| (name, place));
                }
                "colours" => self.colours(node),
                "me" => self.config.me = self.text(node).filter(|name| !name.trim().is_empty()),
                "ascii" => self.config.ascii = self.flag(node).unwrap_or(self.config.ascii),
                "mouse" => self.config.mouse = self.flag(node).unwrap_or(self.config.mouse),
                "jargon" => self.config.jargon = self.texts(node),
                _ => {
                    let mean =
                        nearest(name, FIELDS).map_or_else(|| format!("there are {}", listed(&FIELDS)), |it| format!("did you mean {it}?"));
                    self.problem(node, format!("there is no setting `{name}`"), mean);
                }
            }
        }
    }

    fn colours(&mut self, node: u32) {
        if self.tree.node(node).kind != Form::Map {
            return self.problem(node, "`colours` is no map".into(), "write it as colours: { \"accent\": \"#5fd7d7\" }".into());
        }
        let nodes: Vec<u32> = self.tree.children(node).collect();
        for row in nodes.chunks(2) {
            let &[role, colour] = row else { continue };
            let Some((name, colour)) = self.text(role).and_then(|name| Some((name, self.text(colour)?))) else { continue };
            match self.config.colours.iter().any(|it| it.role == name) {
                true => self.problem(role, format!("`{name}` stands twice"), "keep one of the two".into()),
                false => self.config.colours.push(OwnColour { role: name, colour, at: self.place(role) }),
            }
        }
    }

    pub(super) fn text(&mut self, node: u32) -> Option<String> {
        match plain_text(self.tree, node) {
            Some(Ok(text)) => Some(text.into_owned()),
            Some(Err(_)) | None => {
                let name = self.tree.key(node).trim_matches('"').to_string();
                let of = if name.is_empty() { "this".to_string() } else { format!("`{name}`") };
                self.problem(node, format!("{of} is no text"), "write it in double quotes".into());
                None
            }
        }
    }

    fn flag(&mut self, node: u32) -> Option<bool> {
        match self.tree.slice(self.tree.node(node).span) {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                let name = self.tree.key(node);
                self.problem(node, format!("`{name}` is neither true nor false"), "write true or false, without quotes".into());
                None
            }
        }
    }

    fn texts(&mut self, node: u32) -> Vec<String> {
        self.texts_at(node).into_iter().map(|(text, _)| text).collect()
    }

    /// The texts of a list, or a text alone, each with its node.
    pub(super) fn texts_at(&mut self, node: u32) -> Vec<(String, u32)> {
        match self.tree.node(node).kind {
            Form::List => self.tree.children(node).filter_map(|child| Some((self.text(child)?, child))).collect(),
            _ => self.text(node).map(|text| (text, node)).into_iter().collect(),
        }
    }

    pub(super) fn problem(&mut self, node: u32, what: String, fix: String) {
        self.problems.push(Problem { at: self.place(node), what, why: KEPT.into(), fix });
    }

    fn place(&self, node: u32) -> Place {
        let it = self.tree.node(node);
        let span = if it.key.is_empty() { it.span } else { it.key };
        place(self.tree.text, span)
    }
}

/// Line and column of a span, and its line.
fn place(text: &str, span: Span) -> Place {
    let at = (span.start as usize).min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let length = text[at..].chars().take((span.end as usize).saturating_sub(at)).count();
    Place {
        line: text[..at].matches('\n').count() + 1,
        column: text[start..at].chars().count() + 1,
        text: line.into(),
        length: length.max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        Config::read(text).1.iter().map(|it| format!("{}:{} {}; {}", it.at.line, it.at.column, it.what, it.fix)).collect()
    }

    #[test]
    fn keys_theme_and_name_are_taken_from_the_file() {
        let (config, problems) = Config::read(
            "// mine\n(\n keys: { \"assign\": [\"a\", \"f2\"], \"bin\": \"ctrl-X\", \"first\": [\"g t\"] },\n theme: \"light\",\n me: \"Dana\", ascii: true, jargon: [\"sprint\"], mouse: false,\n)",
        );
        assert_eq!(problems, []);
        let keys = |name| config.keymap.all_keys_of(name);
        assert_eq!([keys("assign"), keys("bin"), keys("first"), keys("undo")], ["a F2", "Ctrl-X", "gt", "u"]);
        assert_eq!(config.theme.unwrap().0, "light");
        assert_eq!((config.me.as_deref(), config.ascii, config.jargon), (Some("Dana"), true, vec!["sprint".to_string()]));
        assert!(!config.mouse && Config::default().mouse);
    }

    #[test]
    fn nothing_in_the_file_is_nothing_said() {
        assert_eq!(Config::read(""), (Config::default(), Vec::new()));
        assert_eq!(Config::read("// later\n"), (Config::default(), Vec::new()));
        assert_eq!(Config::read("()"), (Config::default(), Vec::new()));
    }

    #[test]
    fn every_bad_binding_is_told_with_its_line_and_the_default_kept() {
        let text = "(\n  keys: {\n    \"asign\": [\"a\"],\n    \"undo\": [\"superu\"],\n    \"bin\": [\"a\"],\n    \"quit\": [],\n    \"redo\": [\"shift-r\"],\n    \"help\": [\"ctrl-i\", \"f1\"],\n  },\n  sound: 3,\n  ascii: yes,\n)";
        assert_eq!(
            said(text),
            [
                "3:5 there is no action `asign`; did you mean assign? `handshake keys` lists them all",
                "4:14 `superu` cannot be a key; `superu` is no key; write a character, or a name like enter, space, f9",
                "5:5 `a` is taken: it means assign in the same place; choose another key for bin, or give assign another one in this file too",
                "6:5 `quit` has no key, and there is no way around it; give it one",
                "7:14 `shift-r` cannot be a key; a letter has its shift in it: write `R`",
                "8:14 `ctrl-i` cannot be a key; terminals send the same for it and for tab; choose another",
                "10:3 there is no setting `sound`; there are keys, theme, colours, me, ascii, jargon and mouse",
                "11:3 `ascii` is neither true nor false; write true or false, without quotes",
            ]
        );
        assert_eq!(Config::read(text).0, Config::default());
    }

    #[test]
    fn keys_may_change_places_and_a_key_in_two_places_is_none_too_many() {
        let (config, problems) = Config::read(r#"(keys: { "bin": ["a"], "assign": ["x"], "pane-down": ["b"] })"#);
        assert_eq!(problems, []);
        assert_eq!(config.keymap.all_keys_of("bin"), "a");
        assert_eq!(said(r#"(keys: { "undo": ["g"] })"#).len(), 1, "g begins another action's keys");
    }

    #[test]
    fn a_text_that_is_no_ron_changes_nothing() {
        let (config, problems) = Config::read("(\n keys: { \"bin\": [\"f4\"]\n");
        assert_eq!(config, Config::default());
        assert!(!problems.is_empty() && problems[0].why == "the default is kept");
    }
}
