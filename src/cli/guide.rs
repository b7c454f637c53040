//! `guide`: the method in one page, docs/guide.md, whole or by section. Findings name their section (`findings::lesson`).

use super::{Ended, Exit, Session, output};
use crate::words::{listed, nearest};

const PAGE: &str = include_str!("../../docs/guide.md");

#[derive(Debug, clap::Args)]
pub struct Guide {
    /// One part of it, as `check` names it
    section: Option<String>,
}

/// A part of the page: what it is called in a command, its heading, and the text with it.
pub struct Section {
    pub name: &'static str,
    pub title: &'static str,
    text: &'static str,
}

pub fn run(session: &Session, args: &Guide) -> Ended {
    if session.json {
        let all: Vec<_> = sections().map(|it| serde_json::json!({"section": it.name, "title": it.title, "text": it.text.trim()})).collect();
        output::json(&all)?;
        return Ok(Exit::Done);
    }
    let text = match &args.section {
        None => PAGE,
        Some(name) => named(name)?.text,
    };
    output::result(&format!("{}\n", text.trim_end()))?;
    Ok(Exit::Done)
}

fn named(name: &str) -> Result<Section, String> {
    let wanted = name.to_lowercase().replace(' ', "-");
    let names: Vec<&str> = sections().map(|it| it.name).collect();
    let near = nearest(&wanted, names.iter().copied()).map_or_else(String::new, |it| format!("did you mean {it}? "));
    sections()
        .find(|it| it.name == wanted)
        .ok_or_else(|| format!("the guide has no section `{name}`; {near}its sections are {}", listed(&names)))
}

pub fn sections() -> impl Iterator<Item = Section> {
    NAMES.iter().filter_map(|(name, title)| {
        let (_, rest) = PAGE.split_once(&format!("## {title}\n"))?;
        let length = title.len() + 4 + rest.find("\n## ").map_or(rest.len(), |at| at + 1);
        let start = PAGE.len() - rest.len() - title.len() - 4;
        Some(Section { name, title, text: &PAGE[start..start + length] })
    })
}

/// The headings, as links spell them and as they read.
const NAMES: &[(&str, &str)] = &[
    ("two-plans", "Two plans"),
    ("delivery-plan", "Delivery plan"),
    ("customer-plan", "Customer plan"),
    ("asks", "Asks"),
    ("lining-up", "Lining up"),
    ("telling", "Telling"),
    ("pivots", "Pivots"),
    ("living", "Living"),
    ("example", "Example"),
    ("checklist", "Checklist"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{CHECKS, lesson};

    #[test]
    fn the_sections_are_the_page() {
        let (_, body) = PAGE.split_once("\n## ").unwrap();
        assert_eq!(sections().map(|it| it.text).collect::<String>(), format!("## {body}"));
        assert!(sections().all(|it| it.title.to_lowercase().replace(' ', "-") == it.name), "links find it");
    }

    #[test]
    fn every_finding_has_a_section_to_read() {
        let names: Vec<&str> = sections().map(|it| it.name).collect();
        for check in CHECKS {
            assert!(lesson(check.code).is_some_and(|it| names.contains(&it)), "{}: which section teaches it?", check.code);
        }
    }

    #[test]
    fn a_section_mistyped_is_guessed() {
        let said = named("pivot").map(|it| it.name.to_string()).unwrap_err();
        assert!(said.starts_with("the guide has no section `pivot`; did you mean pivots?"), "{said}");
    }
}
