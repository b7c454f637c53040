//! Boards in Markdown: Obsidian's Kanban plug-in, and plain checklists under headings.
//! Read line by line: only headings, list items and what is indented below them mean anything here.

use super::{
    Import, Lists, Wishes,
    build::{Source, build},
    item::{Group, Item},
};
use crate::{
    plan::{Refusal, parse_date},
    words::counted,
};
use chrono::NaiveDate;

/// Lists become columns in a Kanban board and outcomes in a checklist, unless somebody says otherwise.
///
/// # Errors
/// When there is no list item in it.
pub fn markdown(text: &str, wishes: &Wishes, random: &mut dyn FnMut() -> u64) -> Result<Import, Refusal> {
    let page = Page::of(text);
    if page.items.is_empty() {
        return Err(Refusal::new("there is no list in it: a card is a line like `- [ ] Load the data`, below a heading"));
    }
    let lists = wishes.lists.unwrap_or(if page.is_kanban { Lists::Columns } else { Lists::Outcomes });
    let title = if wishes.title.is_empty() { page.title.clone() } else { wishes.title.clone() };
    let board = if title.is_empty() { "Imported board".to_string() } else { title.clone() };
    let items: Vec<Item> = page.items.into_iter().map(|line| line.item(lists, &board)).collect();
    let mut import = build(items, &title, Source::Foreign, wishes, random);
    if page.prose > 0 {
        let were = if page.prose == 1 { "was" } else { "were" };
        import.summary.remarks.push(format!("{} of text outside the lists {were} left out", counted(page.prose, "line")));
    }
    Ok(import)
}

/// A list item and what is indented below it.
#[derive(Debug, Default)]
struct Entry {
    number: usize,
    list: String,
    text: String,
    is_checked: bool,
    is_archived: bool,
    below: Vec<String>,
}

#[derive(Debug, Default)]
struct Page {
    is_kanban: bool,
    /// A heading of the first level above all lists.
    title: String,
    items: Vec<Entry>,
    /// Lines that belong to no list.
    prose: usize,
}

impl Page {
    fn of(text: &str) -> Page {
        let mut page = Page::default();
        let has_boxes = text.lines().any(|line| bullet(line.trim_start()).is_some_and(|text| checkbox(text).is_some()));
        let has_title = text.lines().filter(|line| heading(line).is_some_and(|(level, _)| level == 1)).count() == 1;
        let (mut list, mut is_archived, mut is_comment, mut indent) = (String::new(), false, false, 0);
        for (line, number) in without_front_matter(text, &mut page.is_kanban).zip(1..) {
            let (number, line) = (number + line.0, line.1.trim_end());
            let inner = line.trim_start();
            // A comment of Obsidian, the board's settings for one: `%%` opens it and closes it.
            if inner.starts_with("%%") || is_comment {
                is_comment ^= inner.matches("%%").count() % 2 == 1;
                continue;
            }
            if let Some(heading) = heading(inner).filter(|_| line.len() == inner.len()) {
                is_archived = page.is_kanban && heading.1 == "Archive";
                if heading.0 == 1 && has_title {
                    page.title = heading.1.into();
                } else if !is_archived {
                    list = heading.1.into();
                }
                continue;
            }
            let depth = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
            let opened = bullet(inner).filter(|_| page.items.is_empty() || depth <= indent);
            match opened {
                Some(text) if checkbox(text).is_some() || !has_boxes => {
                    indent = depth;
                    let (is_checked, text) = checkbox(text).unwrap_or((false, text));
                    page.items.push(Entry { number, list: list.clone(), text: text.into(), is_checked, is_archived, below: Vec::new() });
                }
                _ if inner.is_empty() || matches!(inner, "***" | "---" | "**Complete**") => {}
                _ => match page.items.last_mut().filter(|entry| depth > indent && entry.list == list) {
                    Some(entry) => entry.below.push(inner.into()),
                    None => page.prose += 1,
                },
            }
        }
        // Where the page's own heading is the only one, it is what the items belong to.
        if page.items.iter().all(|entry| entry.list.is_empty()) {
            let title = page.title.clone();
            page.items.iter_mut().for_each(|entry| entry.list.clone_from(&title));
        }
        page
    }
}

/// The lines after the YAML at the top, each with the number of lines before it that were skipped.
fn without_front_matter<'t>(text: &'t str, is_kanban: &mut bool) -> impl Iterator<Item = (usize, &'t str)> + use<'t> {
    let skipped = match text.lines().next() {
        Some("---") => text.lines().skip(1).position(|line| line.trim_end() == "---").map_or(0, |end| end + 2),
        Some(_) | None => 0,
    };
    *is_kanban = text.lines().take(skipped).any(|line| line.starts_with("kanban-plugin:"));
    text.lines().skip(skipped).map(move |line| (skipped, line))
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|c| *c == b'#').count();
    let text = line[level..].strip_prefix(' ').filter(|_| (1..=6).contains(&level))?;
    Some((level, text.trim().trim_end_matches('#').trim_end()))
}

/// What stands behind `- `, `* `, `+ ` or `1. `.
fn bullet(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '+'])?,
        _ => line[digits..].strip_prefix(['.', ')'])?,
    };
    rest.strip_prefix([' ', '\t']).map(str::trim_start)
}

/// Whether `[x]` or `[ ]` stands in front, and what stands behind it.
fn checkbox(text: &str) -> Option<(bool, &str)> {
    let mut inside = text.strip_prefix('[')?.chars();
    let mark = inside.next()?;
    let rest = inside.as_str().strip_prefix(']')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| (matches!(mark, 'x' | 'X'), rest.trim_start()))
}

impl Entry {
    fn item(self, lists: Lists, board: &str) -> Item {
        let mut item = Item { place: format!("line {}", self.number), is_checked: self.is_checked, ..Item::default() };
        item.title = dated(&self.text, &mut item);
        match lists {
            Lists::Columns => {
                item.state = self.list;
                item.group = Group::Outcome { id: String::new(), title: board.into() };
            }
            Lists::Outcomes if !self.list.is_empty() => item.group = Group::Outcome { id: String::new(), title: self.list },
            Lists::Outcomes => {}
        }
        if self.is_archived {
            // The archive does not say which list a card came from.
            item.state = String::new();
            item.left = if self.is_checked { String::new() } else { "archived before it was done".into() };
        }
        if !self.below.is_empty() {
            item.note.push((String::new(), self.below.join("\n")));
        }
        item
    }
}

/// Takes the dates out of a card's text: `@{2025-06-07}` of the Kanban plug-in, and the signs of the Tasks plug-in.
fn dated(text: &str, item: &mut Item) -> String {
    type Field = fn(&mut Item) -> &mut Option<NaiveDate>;
    const SIGNS: [(char, Field); 3] = [('📅', |item| &mut item.due), ('✅', |item| &mut item.finished), ('➕', |item| &mut item.added)];
    let mut text = text.replace("<br>", " ");
    for (open, close) in [("@{", "}"), ("@[[", "]]")] {
        if let Some((at, end)) = text.find(open).and_then(|at| Some((at, at + text[at..].find(close)? + close.len())))
            && let Some(day) = parse_date(&text[at + open.len()..end - close.len()])
        {
            item.due = Some(day);
            text.replace_range(at..end, "");
        }
    }
    for (sign, field) in SIGNS {
        if let Some(at) = text.find(sign) {
            let rest = text[at + sign.len_utf8()..].trim_start_matches(['\u{fe0f}', ' ']);
            if let Some(day) = rest.get(..10).and_then(parse_date) {
                *field(item) = Some(day);
                let end = text.len() - rest.len() + 10;
                text.replace_range(at..end, "");
            }
        }
    }
    super::item::one_line(&text)
}
