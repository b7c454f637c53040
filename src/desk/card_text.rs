//! A card as a small text for an editor, and back: the fields of its form, one a line, then the note.
//! Knows no disk and no editor; what cannot be understood is put on top of the text as it was typed.

use super::{Field, Form, Lines};
use crate::{plan::Plan, words::nearest};
use chrono::NaiveDate;
use std::sync::Arc;

const HEAD: &str = "# Save and close to keep what you changed; close without a change to leave the card as it is.\n# A field is one line. All below `note:` is the note.";
/// Before each problem, which is taken out again.
const PROBLEM: &str = "#! ";
const NOTE: &str = "note";

/// The card as it stands.
pub fn text(plan: &Arc<Plan>, task: &str) -> String {
    let form = Form::of_card(plan, task);
    let mut text = format!("{HEAD}\n");
    for it in form.fields.iter().filter(|it| it.name != NOTE) {
        let value = it.field.text();
        text.push_str(&format!("{}:{}{}\n", it.name, if value.is_empty() { "" } else { " " }, value.replace('\n', " ")));
    }
    let note = form.fields.iter().find(|it| it.name == NOTE).map(|it| it.field.text()).unwrap_or_default();
    format!("{text}{NOTE}:\n{note}{}", if note.is_empty() { "" } else { "\n" })
}

/// The form of the card with what the text says typed into it.
///
/// # Errors
/// Every line that cannot be understood, and every field whose value cannot.
pub fn read(text: &str, plan: &Arc<Plan>, task: &str, today: NaiveDate) -> Result<Form, Vec<String>> {
    let mut form = Form::of_card(plan, task);
    let text = text.replace("\r\n", "\n");
    let (mut problems, mut seen) = (Vec::new(), Vec::new());
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, value) = line.split_once(':').map_or((line.trim(), None), |(name, value)| (name.trim(), Some(value.trim())));
        let known = form.fields.iter().map(|it| it.name);
        match (form.fields.iter().position(|it| it.name == name), value) {
            (Some(_), Some(_)) if seen.contains(&name) => problems.push(format!("`{name}` stands twice: keep one of the two")),
            (Some(at), Some(value)) => {
                let rest: Vec<&str> = if name == NOTE { lines.by_ref().collect() } else { Vec::new() };
                let value = [vec![value], rest].concat().join("\n");
                type_into(&mut form, at, value.trim_start_matches('\n').trim_end());
                seen.push(name);
            }
            (_, _) => {
                let mean =
                    nearest(name, known.clone()).map_or_else(|| known.collect::<Vec<_>>().join(", "), |it| format!("did you mean {it}:?"));
                problems.push(format!("`{}` is no field: {mean}; a note goes below `note:`", crate::words::cut(line, 40)));
            }
        }
    }
    form.understood(plan, today);
    problems.extend(form.fields.iter().filter_map(|it| Some(format!("{}: {}", it.name, it.problem.as_ref()?))));
    if problems.is_empty() { Ok(form) } else { Err(problems) }
}

/// What was typed, in place of what stood there; what `read` leaves off at either end of a text is no change.
fn type_into(form: &mut Form, at: usize, value: &str) {
    let field = &mut form.fields[at];
    let (lines, stood) = (if field.name == NOTE { Lines::Many } else { Lines::One }, field.field.text());
    let is_same = match lines {
        Lines::One => stood.trim() == value,
        Lines::Many => stood.trim_start_matches('\n').trim_end() == value,
    };
    if !is_same {
        field.field = Field::new(value, lines);
    }
}

/// The text with its problems on top, in place of older ones.
pub fn with_problems(text: &str, problems: &[String]) -> String {
    let said: String = problems.iter().map(|problem| format!("{PROBLEM}{}\n", crate::words::clean_line(problem))).collect();
    let rest = text.lines().skip_while(|line| line.starts_with(PROBLEM.trim_end())).collect::<Vec<_>>().join("\n");
    format!("{said}{rest}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Quarters, Task};
    use std::sync::Arc;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 2, 8).unwrap()
    }
    fn plan() -> Arc<Plan> {
        let load = Task {
            id: "k1".into(),
            title: "Load".into(),
            estimate: Some(Quarters::days(2)),
            note: "one\n\n# two".into(),
            ..Task::default()
        };
        let transform = Task { id: "k2".into(), title: "Transform".into(), ..Task::default() };
        Arc::new(Plan { noise: vec![Arc::new(load), Arc::new(transform)], ..Plan::default() })
    }
    fn typed(text: &str) -> Vec<(&'static str, String)> {
        let form = read(text, &plan(), "k1", today()).unwrap();
        form.fields.iter().map(|it| (it.name, it.field.text())).filter(|(_, text)| !text.is_empty()).collect()
    }

    #[test]
    fn a_card_is_a_field_a_line_and_its_note_below() {
        let text = text(&plan(), "k1");
        assert_eq!(text.replace(HEAD, "HEAD"), "HEAD\ntitle: Load\nowners:\nestimate: 2\ndue:\nneeds:\nblocked:\nnote:\none\n\n# two\n");
        assert!(!read(&text, &plan(), "k1", today()).unwrap().is_touched(), "nothing typed is nothing changed");
    }

    #[test]
    fn what_was_typed_comes_back_and_a_line_left_out_changes_nothing() {
        let text = "title: Load: all of it\r\nestimate:\r\nneeds: transform\r\nnote: \r\n\r\nfirst\r\n# second\r\n\r\n";
        assert_eq!(typed(text), [("title", "Load: all of it".into()), ("note", "first\n# second".into()), ("needs", "transform".into())]);
        assert_eq!(typed("title: A\n"), [("title", "A".into()), ("note", "one\n\n# two".into()), ("estimate", "2".into())]);
    }

    #[test]
    fn every_problem_is_told_on_top_and_what_was_typed_stays() {
        let text = "titel: x\nestimate: lots\ndue: someday\nowners: Zoe\nestimate: 3\ntitle:\n";
        let problems = read(text, &plan(), "k1", today()).unwrap_err();
        assert_eq!(problems.len(), 6, "{problems:?}");
        assert_eq!(problems[0], "`titel: x` is no field: did you mean title:?; a note goes below `note:`");
        let again = with_problems(text, &problems);
        assert!(again.starts_with("#! `titel: x` is no field") && again.ends_with(text), "{again}");
        assert_eq!(with_problems(&again, &["new".into()]), format!("#! new\n{text}"));
    }
}
