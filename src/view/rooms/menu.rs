//! Help and palette: actions with their keys, in two columns where there is room; the chosen one is what Enter runs.
//! What cannot run now is dim, with the reason.

use super::{
    frame::{self, Frame, Place},
    typed,
};
use crate::{
    desk::{Entry, Menu, MenuKind, Spot},
    view::{
        ink::{Area, dim, plain, strong, toned},
        keys::key,
        screen::{Ground, Ink, Line, Screen, Tone},
    },
    words::width,
};

/// Two columns from this width on.
const TWO_COLUMNS_FROM: u16 = 110;
const KEYS_CELLS: usize = 14;
const LABEL_CELLS: usize = 50;
const SIGN_CELLS: usize = 2;

pub fn show(screen: &mut Screen, menu: &Menu, area: Area) {
    let columns = if menu.kind == MenuKind::Help && area.width >= TWO_COLUMNS_FROM { 2 } else { 1 };
    let each = KEYS_CELLS + 4 + LABEL_CELLS;
    let rows = menu.entries.len().div_ceil(columns).max(1);
    let typing = usize::from(menu.kind == MenuKind::Palette) * 2;
    let frame = Frame {
        title: frame::title(match menu.kind {
            MenuKind::Help => "What can be done here",
            MenuKind::Palette => "Find an action",
        }),
        keys: keys(menu),
        width: (each * columns).min(usize::from(area.width).saturating_sub(8)),
        height: (rows + typing + 1).min(usize::from(area.height).saturating_sub(6)),
        place: Place::Middle,
    };
    let mut inside = frame.show(screen, area);
    if menu.kind == MenuKind::Palette {
        inside = type_line(screen, menu, inside);
    }
    let below = u16::from(inside.height > 3);
    let list = Area { height: inside.height - below, ..inside };
    entries(screen, menu, list, columns);
    if below > 0 {
        whole(screen, menu, Area { y: list.bottom(), height: below, ..inside }, inside.width / columns as u16);
    }
}

/// The chosen one in full: what it does where its line is too short, else why it cannot run now.
fn whole(screen: &mut Screen, menu: &Menu, area: Area, column: u16) {
    let Some(Entry { label, refused, .. }) = menu.entries.get(menu.at) else { return };
    let line = match refused {
        Some(why) => vec![strong("! ", Tone::Warn), toned(format!("not now: {why}"), Tone::Warn)],
        None if SIGN_CELLS + keys_cells(column) + width(label) > usize::from(column) => vec![dim("  "), dim(*label)],
        None => Vec::new(),
    };
    screen.put(area.x, area.y, area.width, Line::of(line));
}

fn type_line(screen: &mut Screen, menu: &Menu, inside: Area) -> Area {
    typed::show(screen, ": ", &menu.typed, inside);
    Area { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside }
}

/// Down the first column, then down the second, page by page.
fn entries(screen: &mut Screen, menu: &Menu, inside: Area, columns: usize) {
    if menu.entries.is_empty() {
        return screen.put(inside.x, inside.y, inside.width, Line::of(vec![dim("nothing is called that")]));
    }
    let width = inside.width / columns as u16;
    let rows = menu.entries.len().div_ceil(columns);
    for column in 0..columns {
        let first = column * rows;
        let lines: Vec<Line> = (first..menu.entries.len().min(first + rows)).map(|at| line(menu, at, width)).collect();
        let area = Area { x: inside.x + column as u16 * width, width: width - u16::from(columns > 1), ..inside };
        frame::list(screen, area, lines, menu.at % rows);
    }
}

fn line(menu: &Menu, at: usize, cells: u16) -> Line {
    let Entry { label, keys, refused, .. } = &menu.entries[at];
    let is_here = at == menu.at;
    let ground = if is_here { Ground::Selected } else { Ground::Board };
    let keys = if keys.starts_with("1 2 3") { "1…9" } else { keys };
    let keys = keys_column(keys, keys_cells(cells));
    let sign = strong(if is_here { "► " } else { "  " }, Tone::Accent);
    let words = match refused {
        None => vec![sign, strong(keys, Tone::Accent), plain(*label)],
        Some(why) => vec![sign, dim(keys), dim(*label), dim(format!(": {why}"))],
    };
    Line::of(words).on(ground).at(Spot::Row(at))
}

fn keys_cells(cells: u16) -> usize {
    if cells < 60 { KEYS_CELLS - 4 } else { KEYS_CELLS }
}

/// As many of the keys as have room, and a gap.
fn keys_column(keys: &str, cells: usize) -> String {
    let mut shown = String::new();
    for key in keys.split(' ') {
        if width(&shown) + 1 + width(key) + 1 > cells {
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(key);
    }
    let rest = cells.saturating_sub(width(&shown));
    shown + &" ".repeat(rest)
}

fn keys(menu: &Menu) -> Vec<Vec<Ink>> {
    let count = match menu.entries.len() {
        0 => Vec::new(),
        all => vec![dim(format!("{} of {all}", menu.at + 1))],
    };
    vec![count, key("↓↑", "choose"), key("Enter", "run"), key("Esc", "back")]
}
