//! Help and palette: both lists of actions, made from the table; Enter runs one.
//! Help shows what can run now, the palette everything, with the reason where not.

use super::{Action, Chord, Effect, Field, Key, Lines, Model, Place, Room, action, filter::Fuzzy};
use chrono::NaiveDate;

/// More than any score of letters here and there.
const BEGINS: u32 = 10_000;

#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    pub kind: MenuKind,
    /// What is typed to narrow it; the palette's only.
    pub typed: Field,
    pub entries: Vec<Entry>,
    pub at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuKind {
    Help,
    Palette,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub action: &'static str,
    pub label: &'static str,
    pub keys: String,
    /// Why it cannot run now.
    pub refused: Option<String>,
}

pub fn open(model: &mut Model, kind: MenuKind) -> Vec<Effect> {
    let menu = Menu { kind, typed: Field::new("", Lines::One), entries: entries(model, kind, ""), at: 0 };
    model.rooms.push(Room::Menu(menu));
    Vec::new()
}

fn entries(model: &Model, kind: MenuKind, typed: &str) -> Vec<Entry> {
    let other = if model.pane.focused { Place::Board } else { Place::Pane };
    let entry = |action: &'static Action| Entry {
        action: action.name,
        label: action.label,
        keys: model.keymap.all_keys_of(action.name),
        refused: (action.can)(model).err().map(|refusal| refusal.why),
    };
    let all = action::actions().filter(|action| action.place != other).map(entry);
    match kind {
        MenuKind::Help => all.filter(|entry| entry.refused.is_none()).collect(),
        MenuKind::Palette => {
            let mut fuzzy = Fuzzy::default();
            let mut scored: Vec<_> = all.filter_map(|entry| Some((score(&mut fuzzy, typed, &entry)?, entry))).collect();
            // What is meant stands first, also when it cannot run: then it says why.
            scored.sort_by_key(|(score, entry)| (std::cmp::Reverse(*score), entry.refused.is_some()));
            scored.into_iter().map(|(_, entry)| entry).collect()
        }
    }
}

/// How well an action answers what is typed: one whose name or words begin so answers best.
fn score(fuzzy: &mut Fuzzy, typed: &str, entry: &Entry) -> Option<u32> {
    let wanted = typed.trim().to_lowercase();
    let begins = !wanted.is_empty() && (entry.action.starts_with(&wanted) || entry.label.to_lowercase().starts_with(&wanted));
    let score = fuzzy.score(typed, &format!("{} {}", entry.label, entry.action))?;
    Some(score + if begins { BEGINS } else { 0 })
}

pub fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Menu(menu)) = model.rooms.last_mut() else { return Vec::new() };
    let last = menu.entries.len().saturating_sub(1);
    let is_help = menu.kind == MenuKind::Help;
    match chord.key {
        Key::Esc => drop(model.rooms.pop()),
        Key::Char('?' | 'q') if is_help => drop(model.rooms.pop()),
        Key::Down => menu.at = (menu.at + 1).min(last),
        Key::Char('j') if is_help => menu.at = (menu.at + 1).min(last),
        Key::Up => menu.at = menu.at.saturating_sub(1),
        Key::Char('k') if is_help => menu.at = menu.at.saturating_sub(1),
        Key::PageDown => menu.at = (menu.at + 10).min(last),
        Key::PageUp => menu.at = menu.at.saturating_sub(10),
        Key::Enter => return pick(model, chord, today),
        _ if !is_help && menu.typed.press(chord) => narrow(model),
        _ => {}
    }
    Vec::new()
}

pub fn paste(model: &mut Model, text: &str) {
    if let Some(Room::Menu(menu)) = model.rooms.last_mut()
        && menu.kind == MenuKind::Palette
    {
        menu.typed.insert(text);
        narrow(model);
    }
}

fn narrow(model: &mut Model) {
    let Some(Room::Menu(menu)) = model.rooms.last() else { return };
    let found = entries(model, menu.kind, &menu.typed.text());
    if let Some(Room::Menu(menu)) = model.rooms.last_mut() {
        (menu.entries, menu.at) = (found, 0);
    }
}

fn pick(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Menu(menu)) = model.rooms.pop() else { return Vec::new() };
    match menu.entries.get(menu.at).and_then(|entry| action::action(entry.action)) {
        Some(action) => action::run(model, action, chord, today),
        None => Vec::new(),
    }
}
