//! A board of Trello as its JSON export has it: lists, cards, members, checklists, and the moves it still remembers.
//! Trello keeps the last thousand actions only; where a card's moves are not among them, its dates stay open.

use super::{
    Import, Lists, Wishes,
    build::{Source, build},
    columns::{Meaning, meaning},
    item::{Group, Item, Owner},
};
use crate::{
    plan::{Refusal, parse_date},
    words::listed,
};
use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use std::collections::HashMap;

/// The names of a board's lists, for somebody who is asked what they are; none where it is no board.
pub fn trello_lists(text: &str) -> Option<Vec<String>> {
    let board: Value = serde_json::from_str(text).ok()?;
    board["cards"].as_array()?;
    Some(open_lists(&board).into_iter().map(String::from).collect())
}

fn open_lists(board: &Value) -> Vec<&str> {
    all(&board["lists"]).filter(|list| list["closed"] != true).map(|list| text_of(&list["name"])).collect()
}

/// # Errors
/// When it is no JSON or no board, or nobody said what its lists are.
pub fn trello(text: &str, wishes: &Wishes, random: &mut dyn FnMut() -> u64) -> Result<Import, Refusal> {
    let board: Value = serde_json::from_str(text).map_err(|error| {
        Refusal::new(format!("it is no JSON: {error}; in Trello, Menu → Print, export and share → Export as JSON makes the file"))
    })?;
    if board["lists"].as_array().is_none() || board["cards"].as_array().is_none() {
        return Err(Refusal::new("it has no lists and cards, so it is no board of Trello: export the whole board as JSON"));
    }
    let lists = Tables::of(&board);
    let what = wishes.lists.ok_or_else(|| {
        Refusal::new(format!(
            "the lists of this board are {}: say what they are, with --lists columns (how far work is) or --lists outcomes (what work is for)",
            listed(&open_lists(&board))
        ))
    })?;
    let moves = moves(&board);
    let mut items: Vec<Item> = Vec::new();
    let mut of_list = cards_by_list(&board);
    for list in all(&board["lists"]) {
        let cards = of_list.remove(text_of(&list["id"])).unwrap_or_default();
        items.extend(cards.into_iter().map(|card| item(card, list, &lists, &moves, what, wishes)));
    }
    items.extend(all(&board["cards"]).filter(|card| of_list.contains_key(text_of(&card["idList"]))).map(astray));
    let title = text_of(&board["name"]);
    items.iter_mut().filter(|item| what == Lists::Columns && item.group == Group::None).for_each(|item| {
        item.group =
            Group::Outcome { id: String::new(), title: if title.trim().is_empty() { "Imported board".into() } else { title.into() } };
    });
    let count = |items: &[Item], is: fn(&Item) -> bool| items.iter().filter(|item| is(item)).count();
    let guessed = count(&items, |item| item.place.ends_with(GUESSED));
    let mut import = build(items, title, Source::Foreign, wishes, random);
    if guessed > 0 {
        let remark = format!("{guessed} finished on a day that Trello no longer knows: the day something last happened to them was taken");
        import.summary.remarks.push(remark);
    }
    Ok(import)
}

/// Marks a card whose day of finishing is the day of its last activity.
const GUESSED: &str = ", finished about then";

fn all(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
/// The day of `2025-06-07T14:59:28.000Z`.
fn day(value: &Value) -> Option<NaiveDate> {
    text_of(value).get(..10).and_then(parse_date)
}
/// The first eight hexadecimal digits of an id are the second it was made.
fn made(id: &Value) -> Option<NaiveDate> {
    let seconds = i64::from_str_radix(text_of(id).get(..8)?, 16).ok()?;
    parse_date(&DateTime::from_timestamp(seconds, 0)?.date_naive().to_string())
}

/// What cards refer to, by id.
struct Tables<'b> {
    members: HashMap<&'b str, &'b str>,
    labels: HashMap<&'b str, &'b str>,
    checklists: HashMap<&'b str, &'b Value>,
    lists: HashMap<&'b str, &'b str>,
}

impl<'b> Tables<'b> {
    fn of(board: &'b Value) -> Self {
        let named = |list: &'b Value, name: fn(&'b Value) -> &'b str| all(list).map(|it| (text_of(&it["id"]), name(it))).collect();
        Tables {
            members: named(&board["members"], |it| first_of(it, "fullName", "username")),
            labels: named(&board["labels"], |it| first_of(it, "name", "color")),
            checklists: all(&board["checklists"]).map(|it| (text_of(&it["id"]), it)).collect(),
            lists: named(&board["lists"], |it| text_of(&it["name"])),
        }
    }
}

fn first_of<'b>(it: &'b Value, a: &str, b: &str) -> &'b str {
    match text_of(&it[a]) {
        "" => text_of(&it[b]),
        text => text,
    }
}

/// By the id of the list that they name.
fn cards_by_list(board: &Value) -> HashMap<&str, Vec<&Value>> {
    let mut cards: HashMap<&str, Vec<&Value>> = HashMap::new();
    for card in all(&board["cards"]) {
        cards.entry(text_of(&card["idList"])).or_default().push(card);
    }
    cards
}

/// A card whose list is not in the file: nobody can say how far it is.
fn astray(card: &Value) -> Item {
    let (place, left) = ("on no list".into(), "its list is not in the file".into());
    Item { place, title: text_of(&card["name"]).into(), left, ..Item::default() }
}

/// By card: what happened to it, the earliest first.
fn moves(board: &Value) -> HashMap<&str, Vec<&Value>> {
    let mut moves: HashMap<&str, Vec<&Value>> = HashMap::new();
    for action in all(&board["actions"]) {
        moves.entry(text_of(&action["data"]["card"]["id"])).or_default().push(action);
    }
    moves.values_mut().for_each(|actions| actions.sort_by_key(|action| text_of(&action["date"])));
    moves
}

fn item(card: &Value, list: &Value, tables: &Tables, moves: &HashMap<&str, Vec<&Value>>, what: Lists, wishes: &Wishes) -> Item {
    let name = text_of(&list["name"]);
    let of_columns = meaning(name, &wishes.done) == Some(Meaning::Done);
    let is_done = if what == Lists::Columns { of_columns } else { card["dueComplete"] == true };
    let is_archived = card["closed"] == true || list["closed"] == true;
    let mut item = Item {
        place: format!("list {name}"),
        title: text_of(&card["name"]).into(),
        due: day(&card["due"]),
        added: made(&card["id"]),
        owners: all(&card["idMembers"]).filter_map(|id| tables.members.get(text_of(id))).map(|name| person(name)).collect(),
        ..Item::default()
    };
    match what {
        Lists::Columns => item.state = name.into(),
        Lists::Outcomes => {
            item.group = Group::Outcome { id: String::new(), title: name.into() };
            item.state = if is_done { "Done".into() } else { "To do".into() };
        }
    }
    item.left = match () {
        () if card["isTemplate"] == true => "a template".into(),
        () if is_archived && !is_done => "archived before it was done".into(),
        () => String::new(),
    };
    let actions = moves.get(text_of(&card["id"])).map_or(&[][..], Vec::as_slice);
    note(&mut item, card, actions, tables);
    if what == Lists::Columns {
        history(&mut item, card, actions, tables, wishes);
    } else if is_done {
        item.finished =
            actions.iter().rev().find(|action| action["data"]["card"]["dueComplete"] == true).and_then(|action| day(&action["date"]));
    }
    if is_done && item.finished.is_none() {
        item.finished = day(&card["dateLastActivity"]);
        item.place.push_str(GUESSED);
    }
    item
}

fn person(name: &str) -> Owner {
    Owner { name: super::item::one_line(name), email: String::new() }
}

/// Description, labels, checklists, attachments, comments: what a card of a plan has no field for.
fn note(item: &mut Item, card: &Value, actions: &[&Value], tables: &Tables) {
    let description = text_of(&card["desc"]).trim();
    if !description.is_empty() {
        item.note.push((String::new(), description.into()));
    }
    let named =
        |ids: &Value, names: &HashMap<&str, &str>| all(ids).filter_map(|id| names.get(text_of(id)).copied()).collect::<Vec<_>>().join(", ");
    item.say("Labels", &named(&card["idLabels"], &tables.labels));
    for checklist in all(&card["idChecklists"]).filter_map(|id| tables.checklists.get(text_of(id))) {
        let mut entries: Vec<&Value> = all(&checklist["checkItems"]).collect();
        entries.sort_by(|a, b| a["pos"].as_f64().unwrap_or(0.0).total_cmp(&b["pos"].as_f64().unwrap_or(0.0)));
        let line = |it: &Value| format!("\n- [{}] {}", if it["state"] == "complete" { "x" } else { " " }, text_of(&it["name"]).trim());
        let entries: String = entries.into_iter().map(line).collect();
        item.say("Checklist", &format!("{}{entries}", text_of(&checklist["name"]).trim()));
    }
    item.say("Start", &day(&card["start"]).map_or_else(String::new, |day| day.to_string()));
    let attached = all(&card["attachments"]).map(|it| format!("{} {}", text_of(&it["name"]), text_of(&it["url"])).trim().to_string());
    item.say("Attachments", &attached.collect::<Vec<_>>().join(", "));
    for comment in actions.iter().filter(|action| action["type"] == "commentCard") {
        let who = first_of(&comment["memberCreator"], "fullName", "username");
        let on = day(&comment["date"]).map_or_else(String::new, |day| day.to_string());
        item.say("Comment", &format!("{who} {on}: {}", text_of(&comment["data"]["text"]).trim()));
    }
}

/// Its moves from list to list, gone through as the board itself would have dated them (spec 2).
fn history(item: &mut Item, card: &Value, actions: &[&Value], tables: &Tables, wishes: &Wishes) {
    let of = |list: &Value| {
        let name = tables.lists.get(text_of(&list["id"])).copied().unwrap_or(text_of(&list["name"]));
        meaning(name, &wishes.done).unwrap_or(Meaning::InProgress)
    };
    let mut here = None;
    for action in actions {
        let data = &action["data"];
        let (before, after) = match text_of(&action["type"]) {
            "updateCard" if data["listAfter"].is_object() => (Some(of(&data["listBefore"])), &data["listAfter"]),
            "createCard" | "copyCard" | "convertToCardFromCheckItem" | "moveCardToBoard" if data["list"].is_object() => {
                (None, &data["list"])
            }
            _ => continue,
        };
        let Some(on) = day(&action["date"]) else { continue };
        // What was begun before the export remembers was begun at some day nobody knows: the day it was made comes nearest.
        if here.is_none() && before.is_some_and(|before| before != Meaning::NotBegun) {
            item.started = item.added;
        }
        item.entered = Some(on);
        match of(after) {
            Meaning::NotBegun => (item.started, item.finished) = (None, None),
            Meaning::Done => (item.started, item.finished) = (item.started.or(Some(on)), Some(on)),
            Meaning::InProgress | Meaning::InReview | Meaning::Dropped => (item.started, item.finished) = (item.started.or(Some(on)), None),
        }
        here = Some(text_of(&after["id"]));
    }
    // The card stands elsewhere than its last move says: that move is not among those remembered.
    if here.is_some_and(|here| here != text_of(&card["idList"])) {
        (item.entered, item.finished) = (None, None);
    }
}
