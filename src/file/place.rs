//! From bytes to places that people count: lines and columns from 1, columns in characters; and how a problem is printed.
//! Knows no plan.

use super::{scan::Fault, trouble::Trouble};
use crate::plan::{Place, Problem};
use crate::words::{clean_line, cut, width};

/// How many bytes of lines all problems together may repeat.
const LINES_MAX: usize = 32 << 20;
/// How many characters of a long line are printed on each side of the caret.
const AROUND: usize = 60;

/// Problems in the order of the text.
pub(crate) fn problems(text: &str, mut faults: Vec<Fault>) -> Vec<Problem> {
    faults.sort_by_key(|fault| fault.at.start);
    let lines = Lines::new(text);
    let mut left = LINES_MAX;
    faults
        .into_iter()
        .map_while(|fault| {
            let problem = (left > 0).then(|| lines.problem(&fault))?;
            left = left.saturating_sub(problem.at.text.len());
            Some(problem)
        })
        .collect()
}

/// A problem with a file that has no text: it is about its first line.
pub(crate) fn problem_without_text(trouble: &Trouble) -> Problem {
    let (what, why, fix) = trouble.said(|_| 1);
    Problem { at: Place { line: 1, column: 1, text: String::new(), length: 1 }, what, why: why.into(), fix }
}

/// Where lines start. Lines end with LF; with CR in a text that has no LF.
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    end: char,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let starts = std::iter::once(0).chain(text.match_indices(end).map(|(at, _)| at + 1)).collect();
        Lines { text, starts, end }
    }
    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }
    fn problem(&self, fault: &Fault) -> Problem {
        let (what, why, fix) = fault.trouble.said(|at| self.line(at));
        let at = (fault.at.start as usize).min(self.text.len());
        let line = self.line(at);
        let start = self.starts[line - 1];
        let rest = &self.text[start..];
        let whole = rest[..rest.find(self.end).unwrap_or(rest.len())].trim_end_matches('\r');
        let bom = if start == 0 && whole.starts_with('\u{feff}') { 3 } else { 0 };
        let whole = &whole[bom..];
        // What is wrong may be a byte within a character: all of it is shown.
        let before = whole.floor_char_boundary(at.saturating_sub(start + bom));
        let until = whole.ceil_char_boundary((fault.at.end as usize).saturating_sub(start + bom).max(before));
        let length = whole[before..until].chars().count().max(1);
        Problem {
            at: Place { line, column: whole[..before].chars().count() + 1, text: whole.to_string(), length },
            what,
            why: why.into(),
            fix,
        }
    }
}

impl Problem {
    /// As it is printed: `plan.ron:12:7: what`, the line with a caret below, why it matters, what to do.
    /// Nothing in it commands a terminal; a long line is shortened around the caret.
    pub fn shown(&self, path: &str) -> String {
        let Place { line, column, text, length } = &self.at;
        let mut shown = format!("{}:{line}:{column}: {}\n", clean_line(path), clean_line(&self.what));
        if !text.is_empty() {
            let before: Vec<char> = text.chars().take(column - 1).skip_while(|c| c.is_whitespace()).collect();
            let from = before.len().saturating_sub(AROUND);
            let lead: String = before[from..].iter().collect();
            let dots = if from > 0 { "…" } else { "" };
            let rest: String = text.chars().skip(column - 1).take(AROUND).collect();
            let more = if text.chars().nth(column - 1 + AROUND).is_some() { "…" } else { "" };
            let marked: String = rest.chars().take(*length).collect();
            let (lead, marked) = (clean_line(&lead), width(&clean_line(&marked)).max(1));
            let margin = " ".repeat(line.to_string().len());
            shown += &format!("{margin} |\n{line} | {dots}{lead}{}{more}\n", clean_line(&rest));
            shown += &format!("{margin} | {}{}\n", " ".repeat(width(dots) + width(&lead)), "^".repeat(marked));
        }
        shown + &format!("  why: {}\n  fix: {}\n", clean_line(&self.why), cut(&clean_line(&self.fix), 400))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(column: usize, length: usize, text: &str) -> Problem {
        let at = Place { line: 12, column, text: text.into(), length };
        Problem { at, what: "what".into(), why: "why".into(), fix: "fix".into() }
    }

    #[test]
    fn a_bad_escape_of_any_character_is_shown_whole() {
        for wide in ["\u{feff}", "日", "é", "👩"] {
            let text = format!("Plan(title: \"Load\\{wide}\")");
            let problems = crate::file::read(text.as_bytes()).problems;
            let at = &problems[0].at;
            assert_eq!((at.line, at.column, at.text.as_str()), (1, 18, text.as_str()), "{}", problems[0].what);
        }
    }

    #[test]
    fn a_problem_is_printed_with_its_line_a_caret_and_a_way_out() {
        let expected = "plan.ron:12:18: what\n   |\n12 | title: \"日本\", ownres: []\n   |                ^^^^^^\n  why: why\n  fix: fix\n";
        assert_eq!(problem(18, 6, "    title: \"日本\", ownres: []").shown("plan.ron"), expected);
    }

    #[test]
    fn a_long_line_is_shortened_around_the_caret_and_controls_become_pictures() {
        let shown = problem(501, 1, &("a".repeat(500) + "\u{1b}" + &"b".repeat(500))).shown("p");
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[2], format!("12 | …{}␛{}…", "a".repeat(60), "b".repeat(59)));
        assert_eq!(lines[3], format!("   | {}^", " ".repeat(61)));
    }
}
