//! The rooms over the board: frames with a title, what can be chosen or typed in them, and their keys on the lower edge.
//! One file a room; each gives lines, and `frame` puts them where they fit.

mod assign;
mod checklist;
mod drop;
mod form;
mod frame;
mod line;
mod meeting;
mod menu;
mod minutes;
mod move_to;
mod notice;
mod picks;
mod pivot;
mod share;
mod tie;
mod typed;
mod why;
mod would;

use super::ink::Area;
use super::screen::Screen;
use crate::desk::{Model, Room};
use chrono::NaiveDate;

pub fn show(screen: &mut Screen, model: &Model, room: &Room, area: Area, today: NaiveDate) {
    let board = Area { width: model.layout().board_width, ..area };
    // What is chosen for a card stands over the board, so that the pane shows what it does to the customer's plan.
    let beside_pane = if board.width > 0 && !model.pane.focused { board } else { area };
    match room {
        Room::Assign(assign) => assign::show(screen, model, assign, beside_pane, today),
        Room::MoveTo(move_to) => move_to::show(screen, model, move_to, beside_pane),
        Room::Form(form) => form::show(screen, model, form, beside_pane, today),
        Room::Search(search) => line::search(screen, search, area),
        Room::Filter(typed) => line::filter(screen, model, typed, area),
        Room::SaveAs(typed) => line::save_as(screen, typed, area),
        Room::Menu(menu) => menu::show(screen, menu, area),
        Room::Share(share) => share::show(screen, model, share, area, today),
        Room::Pivot(pivot) => pivot::show(screen, model, pivot, beside_pane, area, today),
        Room::Drop(drop) => drop::show(screen, model, drop, beside_pane, area),
        Room::Tie(tie) => tie::show(screen, model, tie, area, today),
        Room::Checklist(checklist) => checklist::show(screen, checklist, area),
        // It is drawn alone, by `screen`, and nothing ever stands over it.
        Room::Curtain(_) => {}
        Room::Meeting(room) => meeting::show(screen, model, room, beside_pane, today),
        Room::Minutes(room) => minutes::show(screen, model, room, area),
        Room::Notice(room) => notice::show(screen, room, area),
        Room::Why { outcome, scroll } => why::show(screen, model, outcome, *scroll, area, today),
    }
}
