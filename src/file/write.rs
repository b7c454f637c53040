//! The text of what is new in a file: short records on one line, long ones and those that hold others over several.
//! A visitor over the rows: defaults are never written, required fields always are (spec 2).
//! How a single value is spelled is in `plan::ron_text`.

use crate::plan::{Item, List, Outcome, Plan, Record, Row, Rows, Scalar, ron_text};

/// A record is written on one line when it has at most this many characters, wherever it starts.
const LINE_MAX: usize = 100;

/// How a file is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Style {
    pub newline: &'static str,
    /// One step of indent.
    pub step: String,
    /// The whole plan stands on one line.
    pub one_line: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style { newline: "\n", step: "    ".into(), one_line: false }
    }
}

/// The whole text of a plan that has none yet.
pub fn text_of(plan: &Plan) -> String {
    format!("#![enable(implicit_some)]\n{}\n", record(plan, "", &Style::default()))
}

/// A whole record, `indent` being that of the line it starts on.
pub(crate) fn record<R: Record>(it: &R, indent: &str, style: &Style) -> String {
    let inner = format!("{indent}{}", style.step);
    let mut fields = Fields { it, usual: R::default(), indent: &inner, style, written: Vec::new() };
    R::rows(&mut fields);
    let written = fields.written;
    let line = format!("{}({})", R::NAME, written.join(", "));
    let holds_others = R::NAME == Outcome::NAME || line.contains(['\n', '\r']);
    if style.one_line || (!holds_others && line.chars().count() <= LINE_MAX) {
        return line;
    }
    let newline = style.newline;
    let fields: String = written.iter().map(|field| format!("{inner}{field},{newline}")).collect();
    format!("{}({newline}{fields}{indent})", R::NAME)
}

/// A list of records, each on a line of its own, with their comments.
pub(crate) fn list<C: Item>(items: &List<C>, indent: &str, style: &Style) -> String {
    if style.one_line {
        return ron_text::listed(items.iter().map(|item| record(&**item, "", style)));
    }
    let (newline, inner) = (style.newline, format!("{indent}{}", style.step));
    let line = |item: &C| {
        let (body, after) = item_with_comments(item, &inner, style);
        format!("{inner}{body},{after}{newline}")
    };
    let lines: String = items.iter().map(|item| line(item)).collect();
    format!("[{newline}{lines}{indent}]")
}

/// An item with the comments above it, and what stands behind its comma.
pub(crate) fn item_with_comments<C: Item>(item: &C, indent: &str, style: &Style) -> (String, String) {
    let body = record(item, indent, style);
    let Some(comments) = item.trivia().comments() else { return (body, String::new()) };
    let (above, after) = (above(&comments.above, indent, style), after(&comments.after, style));
    (format!("{above}{body}"), after)
}

/// Comment lines above an item, up to where it starts.
pub(crate) fn above(comments: &str, indent: &str, style: &Style) -> String {
    match comments.is_empty() {
        true => String::new(),
        false => comments.lines().map(|line| format!("{}{}{indent}", in_this_file(line, style), style.newline)).collect(),
    }
}

/// The comment after an item.
pub(crate) fn after(comment: &str, style: &Style) -> String {
    match comment.is_empty() {
        true => String::new(),
        false => format!(" {}", in_this_file(&comment.replace('\n', " "), style)),
    }
}

/// A `//` comment has no end where lines end in CR alone, or where there is one line only.
fn in_this_file(comment: &str, style: &Style) -> String {
    match comment.strip_prefix("//") {
        Some(text) if style.newline == "\r" || style.one_line => format!("/*{} */", text.replace("*/", "* /").replace("/*", "/ *")),
        _ => comment.to_string(),
    }
}

/// `name: text` of every field that is to be written.
struct Fields<'a, R> {
    it: &'a R,
    usual: R,
    indent: &'a str,
    style: &'a Style,
    written: Vec<String>,
}

impl<R: Record> Fields<'_, R> {
    fn write(&mut self, row: Row, text: &str) {
        self.written.push(format!("{}: {text}", row.name));
    }
}

impl<R: Record> Rows<R> for Fields<'_, R> {
    fn scalar<T: Scalar>(&mut self, row: Row, get: fn(&R) -> &T, _: fn(&mut R) -> &mut T) {
        if (row.required || get(self.it) != get(&self.usual))
            && let Some(text) = ron_text::write(&get(self.it).value())
        {
            self.write(row, &text);
        }
    }
    fn part<C: Record>(&mut self, row: Row, get: fn(&R) -> &C, _: fn(&mut R) -> &mut C) {
        if get(self.it) != get(&self.usual) {
            self.write(row, &record(get(self.it), self.indent, self.style));
        }
    }
    fn option<C: Record>(&mut self, row: Row, get: fn(&R) -> &Option<C>, _: fn(&mut R) -> &mut Option<C>) {
        if let Some(it) = get(self.it) {
            self.write(row, &record(it, self.indent, self.style));
        }
    }
    fn list<C: Item>(&mut self, row: Row, get: fn(&R) -> &List<C>, _: fn(&mut R) -> &mut List<C>) {
        if get(self.it) != get(&self.usual) {
            self.write(row, &list(get(self.it), self.indent, self.style));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Budget, Money, Quarters, Task};

    #[test]
    fn a_short_task_is_one_line_without_its_defaults() {
        let task = Task { id: "a".into(), title: "Load".into(), estimate: Some(Quarters(10)), ..Task::default() };
        assert_eq!(record(&task, "        ", &Style::default()), r#"Task(id: "a", title: "Load", estimate: 2.5)"#);
    }

    #[test]
    fn an_outcome_stands_over_several_lines() {
        let budget = Some(Budget { planned: Money::whole(40000), spent: Money(1250) });
        let tasks = vec![std::sync::Arc::new(Task { title: "Load".into(), ..Task::default() })];
        let outcome = Outcome { title: "Reports".into(), budget, tasks, ..Outcome::default() };
        let expected = "Outcome(\n    title: \"Reports\",\n    budget: Budget(planned: 40000, spent: 12.50),\n    tasks: [\n        Task(title: \"Load\"),\n    ],\n)";
        assert_eq!(record(&outcome, "", &Style::default()), expected);
    }
}
