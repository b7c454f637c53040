//! The person's own editor, on a private temporary file: $VISUAL, else $EDITOR, else vi.
//! Its command is split into words as a shell would, without a shell. Who waits for it is the loop.

use crate::words::clean_line;
use std::{
    env,
    fs::{self, File, OpenOptions, Permissions},
    io::{self, Read, Write},
    os::unix::{
        fs::{OpenOptionsExt, PermissionsExt},
        process::ExitStatusExt,
    },
    path::PathBuf,
    process::{Child, Command, ExitStatus},
};

const FILE: &str = "card.txt";
/// What comes back is a card; more is a mistake.
const BACK_MAX_BYTES: u64 = 1 << 20;

/// A text that is being edited. Its folder goes with it.
pub struct Editing {
    folder: tempfile::TempDir,
    command: String,
    /// What it was given.
    before: String,
}

impl Editing {
    /// Starts the editor; the terminal must be given back by then.
    ///
    /// # Errors
    /// Words for somebody whose editor cannot be started.
    pub fn begin(text: &str) -> Result<(Editing, Child), String> {
        let (command, from) = chosen(env::var("VISUAL").ok(), env::var("EDITOR").ok());
        let words = split(&command).filter(|words| !words.is_empty());
        let words = words.ok_or_else(|| format!("`{}`{from} has a quote that is not closed", clean_line(&command)))?;
        let written = private_file(text).map_err(|error| format!("there is no room for the text to edit: {error}"));
        let (folder, path) = written?;
        let child = Command::new(&words[0]).args(&words[1..]).arg(path).spawn();
        let child = child.map_err(|error| {
            let why = if error.kind() == io::ErrorKind::NotFound { "there is no such program".to_string() } else { error.to_string() };
            format!("{}{from} cannot be started: {why}; nothing was changed. VISUAL or EDITOR names another", clean_line(&words[0]))
        })?;
        Ok((Editing { folder, command: clean_line(&words[0]).into_owned(), before: text.into() }, child))
    }

    /// It has to end unasked: a text that was changed stays where it is, still private. None where nothing was.
    pub fn keep(self) -> Option<PathBuf> {
        let now = fs::read(self.folder.path().join(FILE)).ok()?;
        (now != self.before.as_bytes()).then(|| self.folder.keep().join(FILE))
    }

    /// The text as the editor left it.
    ///
    /// # Errors
    /// When it ended badly: its text does not count then.
    pub fn end(self, status: io::Result<ExitStatus>) -> Result<String, String> {
        let status = status.map_err(|error| format!("{} was lost: {error}; nothing was changed", self.command))?;
        if let Some(signal) = status.signal() {
            return Err(format!("{} was ended by signal {signal}; nothing was changed", self.command));
        }
        if let Some(code) = status.code().filter(|code| *code != 0) {
            return Err(format!("{} ended with code {code}; nothing was changed", self.command));
        }
        let mut text = String::new();
        let read = File::open(self.folder.path().join(FILE)).and_then(|file| file.take(BACK_MAX_BYTES).read_to_string(&mut text));
        match read {
            Ok(_) => Ok(text),
            Err(error) => Err(format!("what {} wrote cannot be read: {error}; nothing was changed", self.command)),
        }
    }
}

/// The command, and where it comes from in words.
fn chosen(visual: Option<String>, editor: Option<String>) -> (String, &'static str) {
    let said = |value: Option<String>| value.filter(|it| !it.trim().is_empty());
    match (said(visual), said(editor)) {
        (Some(command), _) => (command, " of $VISUAL"),
        (None, Some(command)) => (command, " of $EDITOR"),
        (None, None) => ("vi".into(), ""),
    }
}

fn private_file(text: &str) -> io::Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::Builder::new().prefix("handshake-").permissions(Permissions::from_mode(0o700)).tempdir()?;
    let path = folder.path().join(FILE);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?.write_all(text.as_bytes())?;
    Ok((folder, path))
}

/// A command line as words: spaces part them, quotes and backslashes keep them together. None when a quote is open at the end.
fn split(command: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None::<char>);
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\'', Some('\'')) | ('"', Some('"')) => quote = None,
            (_, Some('\'')) => word.get_or_insert_default().push(c),
            ('\\', Some(_)) => {
                let next = chars.next()?;
                // Within double quotes a backslash is one, but before what it could hide.
                if !['"', '\\', '$', '`'].contains(&next) {
                    word.get_or_insert_default().push('\\');
                }
                word.get_or_insert_default().push(next);
            }
            ('\\', None) => word.get_or_insert_default().push(chars.next()?),
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_as_a_shell_would() {
        let words = |command| split(command).unwrap_or_default();
        assert_eq!(words("code --wait"), ["code", "--wait"]);
        assert_eq!(words(r#"  'my editor' -c "set \"x\" \n" a\ b"#), ["my editor", "-c", r#"set "x" \n"#, "a b"]);
        assert_eq!(words("vim -c ''"), ["vim", "-c", ""]);
        assert_eq!(words("vi $HOME;ls"), ["vi", "$HOME;ls"], "no shell looks at it");
        assert_eq!(split("vim 'x"), None);
    }

    #[test]
    fn visual_comes_before_editor_and_vi_is_the_last() {
        let name = |visual: Option<&str>, editor: Option<&str>| chosen(visual.map(str::to_string), editor.map(str::to_string)).0;
        assert_eq!([name(Some("a"), Some("b")), name(Some(" "), Some("b")), name(None, None)], ["a", "b", "vi"]);
    }

    #[test]
    fn the_text_is_private_while_it_is_edited_and_gone_after() {
        let (folder, path) = private_file("secret").unwrap();
        let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(folder.path()), mode(&path)), (0o700, 0o600));
        let editing = Editing { folder, command: "ed".into(), before: "secret".into() };
        assert_eq!(editing.end(Ok(ExitStatus::from_raw(0))), Ok("secret".into()));
        assert!(!path.exists());
        let (folder, _) = private_file("").unwrap();
        let killed = Editing { folder, command: "ed".into(), before: String::new() }.end(Ok(ExitStatus::from_raw(9)));
        assert_eq!(killed, Err("ed was ended by signal 9; nothing was changed".into()));
    }
}
