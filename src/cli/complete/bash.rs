//! Bash gives a line and wants the text that replaces the piece its readline calls a word: the line is split here as bash would,
//! and what is given back is quoted as it must stand there. Other shells do both themselves.

use super::{Answer, beginning};
use crate::cli::Session;

/// The line up to the cursor, as bash reads it.
#[derive(Debug, Default, PartialEq)]
struct Split {
    /// Each word as the program would get it; the last is the one being typed.
    words: Vec<String>,
    /// The quote that is open at the cursor.
    quote: Option<char>,
    /// Of the last word, what stands before the piece that readline replaces.
    kept: String,
}

/// One replacement a line; an empty line where bash shall look for files.
pub fn completed(session: &Session, breaks: &str, program: &str, line: &str) -> String {
    let split = Split::read(line, breaks);
    let start = split.words.iter().position(|word| word == program).map_or(1, |at| at + 1);
    let Answer { values, files } = beginning(session, split.words.get(start..).unwrap_or_default());
    let lines = values.iter().map(|it| format!("{}\n", split.quoted(&it.text)));
    lines.chain(files.then(|| "\n".into())).collect()
}

impl Split {
    fn read(line: &str, breaks: &str) -> Split {
        let mut split = Split { words: vec![String::new()], ..Split::default() };
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (c, split.quote) {
                ('\'', Some('\'')) | ('"', Some('"')) => split.quote = None,
                ('\\', None | Some('"')) => split.word().extend(chars.next()),
                ('\'' | '"', None) => {
                    split.quote = Some(c);
                    split.kept.clone_from(&split.words[split.words.len() - 1]);
                }
                (' ' | '\t' | '\n', None) => split.next_word(),
                (c, None) if breaks.contains(c) => {
                    split.word().push(c);
                    split.kept.clone_from(&split.words[split.words.len() - 1]);
                }
                (c, _) => split.word().push(c),
            }
        }
        split
    }
    fn word(&mut self) -> &mut String {
        let last = self.words.len() - 1;
        &mut self.words[last]
    }
    fn next_word(&mut self) {
        self.kept.clear();
        if !self.words[self.words.len() - 1].is_empty() {
            self.words.push(String::new());
        }
    }

    /// The rest of a value as it must be written here.
    fn quoted(&self, value: &str) -> String {
        let rest = value.chars().skip(self.kept.chars().count());
        match self.quote {
            Some('\'') => rest.collect::<String>().replace('\'', r"'\''"),
            Some(_) => escaped(rest, |c| "\"\\$`".contains(c)),
            // A `=` at the end waits for its value.
            None => escaped(rest, |c| !(c.is_alphanumeric() || "-_./=,+%^".contains(c))),
        }
    }
}

fn escaped(text: impl Iterator<Item = char>, is_special: impl Fn(char) -> bool) -> String {
    text.flat_map(|c| is_special(c).then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS: &str = " \t\n\"'@><=;|&(:";

    #[test]
    fn a_line_is_split_as_bash_would() {
        let words = |line| Split::read(line, BREAKS).words;
        assert_eq!(words("handshake task assign m7qa Dev\\ L"), ["handshake", "task", "assign", "m7qa", "Dev L"]);
        assert_eq!(words("handshake  task assign m7qa \"Dev L"), ["handshake", "task", "assign", "m7qa", "Dev L"]);
        assert_eq!(words("handshake why 'a b' "), ["handshake", "why", "a b", ""]);
        let split = Split::read("handshake why --plan=./a", BREAKS);
        assert_eq!((split.words[2].as_str(), split.kept.as_str()), ("--plan=./a", "--plan="));
    }

    #[test]
    fn what_is_given_back_is_quoted_for_where_it_stands() {
        let quoted = |line: &str, value: &str| Split::read(line, BREAKS).quoted(value);
        assert_eq!(quoted("x D", "Dev Lead"), "Dev\\ Lead");
        assert_eq!(quoted("x \"D", "Brook & \"Lowe\""), "Brook & \\\"Lowe\\\"");
        assert_eq!(quoted("x 'O", "O'Hara"), "O'\\''Hara");
        assert_eq!(quoted("x --theme=", "--theme=dark"), "dark");
        assert_eq!(quoted("x h", "hosting="), "hosting=");
        assert_eq!(quoted("x Ł", "Łukasz (QA)"), "Łukasz\\ \\(QA\\)");
    }
}
