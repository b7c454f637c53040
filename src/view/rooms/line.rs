//! Search and filter: typed in the last line of the screen, with how many cards answer.

use super::typed;
use crate::{
    desk::{Field, Filtering, Model, Search},
    view::{
        ink::{Area, dim, plain, spaced, strong, toned},
        keys::key,
        screen::{Ground, Ink, Line, Screen, Tone, width},
    },
    words::counted,
};

pub fn search(screen: &mut Screen, search: &Search, area: Area) {
    let count = match (search.typed.is_empty(), search.matches.len()) {
        (true, _) => dim("the cursor goes there as you type"),
        (false, 0) => toned("nothing answers", Tone::Warn),
        (false, all) => plain(format!("{} of {all}", search.at + 1)),
    };
    let keys = spaced(vec![key("↓↑", "others"), key("Enter", "stays"), key("Esc", "back")], "  ");
    show(screen, "/ ", &search.typed, count, keys, area);
}

pub fn filter(screen: &mut Screen, model: &Model, filtering: &Filtering, area: Area) {
    let (shown, all) = (model.sight.grid.shown, model.sight.grid.counts.iter().sum::<usize>());
    let count = match filtering.typed.text().trim().is_empty() {
        true => dim("@owner #outcome unowned drifted stale blocked moved text"),
        false if shown == 0 => toned("no card passes", Tone::Warn),
        false => plain(format!("{shown} of {}", counted(all, "card"))),
    };
    let leaves = if filtering.before.is_some() { "as it was" } else { "shows all" };
    let keys = spaced(vec![key("Enter", "keeps it"), key("Esc", leaves)], "  ");
    show(screen, "filter ", &filtering.typed, count, keys, area);
}

pub fn save_as(screen: &mut Screen, typed: &Field, area: Area) {
    let keys = spaced(vec![key("Enter", "saves there and goes on"), key("Esc", "leaves it")], "  ");
    show(screen, "save as ", typed, dim("a new file"), keys, area);
}

/// The label, the text, what became of it, and the keys while there is room.
pub(super) fn show(screen: &mut Screen, label: &str, field: &Field, count: Ink, keys: Vec<Ink>, area: Area) {
    let y = area.bottom().saturating_sub(1);
    let all = usize::from(area.width);
    let right = match width(&keys) + count.width() + 30 <= all {
        true => [vec![count, plain("   ")], keys, vec![plain(" ")]].concat(),
        false => vec![count, plain(" ")],
    };
    let start = crate::words::width(label) + 1;
    let room = all.saturating_sub(start + width(&right) + 2).max(8);
    let shown = typed::line(field, room);
    screen.cursor = Some(((start + shown.cursor).min(all.saturating_sub(1)) as u16, y));
    screen.put(0, y, area.width, Line::of(vec![strong(format!(" {label}"), Tone::Accent)]).right(right));
    screen.put(start as u16, y, room as u16, Line::of(vec![plain(shown.words)]).on(Ground::Typed));
}
