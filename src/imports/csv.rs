//! Records of a CSV text (RFC 4180), as spreadsheets and trackers write it: comma, semicolon or tab, quoted line breaks.
//! Knows cells only, not what they mean.

use crate::plan::Refusal;

const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The cells of each record; blank lines are none. Excel's `sep=;` line is heard and left out.
///
/// # Errors
/// When a quote is opened and never closed.
pub(super) fn records(text: &str) -> Result<Vec<Vec<String>>, Refusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or("").trim_end();
    let said = first.strip_prefix("sep=").and_then(|rest| rest.chars().next());
    let (text, separator) = match said {
        Some(separator) => (text[first.len()..].trim_start_matches(['\r', '\n', ' ']), separator),
        None => (text, likely_separator(text)),
    };
    Reader { rest: text.chars().peekable(), separator, records: Vec::new(), record: Vec::new() }.read()
}

/// The one that stands most often in the first record, outside quotes.
fn likely_separator(text: &str) -> char {
    let mut is_quoted = false;
    let mut counts = [0; SEPARATORS.len()];
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => break,
            c if !is_quoted => counts.iter_mut().zip(SEPARATORS).filter(|(_, it)| *it == c).for_each(|(count, _)| *count += 1),
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).map_or(',', |at| SEPARATORS[at])
}

struct Reader<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    separator: char,
    records: Vec<Vec<String>>,
    record: Vec<String>,
}

impl Reader<'_> {
    fn read(mut self) -> Result<Vec<Vec<String>>, Refusal> {
        while self.rest.peek().is_some() {
            let cell = self.cell()?;
            self.record.push(cell);
            match self.rest.next() {
                Some(c) if c == self.separator => {
                    if self.rest.peek().is_none() {
                        self.record.push(String::new());
                    }
                }
                Some('\r') => {
                    self.rest.next_if_eq(&'\n');
                    self.end();
                }
                Some(_) | None => self.end(),
            }
        }
        self.end();
        Ok(self.records)
    }

    fn end(&mut self) {
        let record = std::mem::take(&mut self.record);
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            self.records.push(record);
        }
    }

    /// Up to a separator or the end of the line, which stay.
    fn cell(&mut self) -> Result<String, Refusal> {
        let mut cell = String::new();
        if self.rest.next_if_eq(&'"').is_some() {
            self.quoted(&mut cell)?;
        }
        let separator = self.separator;
        while let Some(c) = self.rest.next_if(|c| *c != separator && !matches!(c, '\n' | '\r')) {
            cell.push(c);
        }
        Ok(cell)
    }

    /// Up to the closing quote; two quotes are one.
    fn quoted(&mut self, cell: &mut String) -> Result<(), Refusal> {
        while let Some(c) = self.rest.next() {
            match c {
                '"' if self.rest.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => return Ok(()),
                c => cell.push(c),
            }
        }
        let row = self.records.len() + 1;
        Err(Refusal::new(format!(
            "record {row} opens a quote that is never closed, so nothing after it can be told apart: close it or export the file again"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        records(text).unwrap()
    }

    #[test]
    fn quotes_keep_separators_line_breaks_and_quotes() {
        assert_eq!(read("a,b\r\n\"x, y\",\"one\ntwo \"\"three\"\"\"\n"), [["a", "b"], ["x, y", "one\ntwo \"three\""]]);
        assert_eq!(read("a;b\n1,5;\"x;y\""), [["a", "b"], ["1,5", "x;y"]]);
        assert_eq!(read("\u{feff}a\tb\n1\t"), [vec!["a", "b"], vec!["1", ""]]);
        assert_eq!(read("sep=|\na|b\n1,2|3"), [["a", "b"], ["1,2", "3"]]);
        assert_eq!(read("a,b\n\n , \n1,2"), [["a", "b"], ["1", "2"]], "blank records are none");
        assert_eq!(read("a\rb"), [["a"], ["b"]]);
        assert_eq!(read("5\" pipe,b"), [["5\" pipe", "b"]], "a quote within a cell is a character");
        assert_eq!(read(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_quote_that_is_never_closed_is_said_with_its_record() {
        let refusal = records("a,b\n1,\"two\n3,4\n").unwrap_err();
        assert!(refusal.why.starts_with("record 2 opens a quote that is never closed"), "{}", refusal.why);
    }

    proptest! {
        #[test]
        fn what_is_written_with_quotes_reads_back(
            cells in proptest::collection::vec(proptest::collection::vec("[a-z,;\t\"\n\r é']{0,8}", 3), 1..6),
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |cells: &Vec<String>| cells.iter().map(quoted).collect::<Vec<_>>().join(";") + "\r\n";
            let text = "h;h;h\n".to_string() + &cells.iter().map(line).collect::<String>();
            let kept: Vec<_> = cells.into_iter().filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty())).collect();
            prop_assert_eq!(&read(&text)[1..], &kept[..]);
        }

        #[test]
        fn no_text_brings_it_down(text in "\\PC*|[,;\"\n\ra\t]{0,40}") {
            let _ = records(&text);
        }
    }
}
