//! The program itself: undo, redo, reload, help, palette, closing and quitting.

use crate::desk::{
    Effect, MenuKind, Model, Saving,
    action::{Action, Place, always},
    change, menu,
};
use chrono::NaiveDate;

pub(in crate::desk) const PROGRAM: &[Action] = &[
    Action {
        name: "undo",
        label: "undo",
        place: Place::Everywhere,
        can: change::can_undo,
        run: |model, _, today| change::undo(model, today),
    },
    Action {
        name: "redo",
        label: "redo",
        place: Place::Everywhere,
        can: change::can_redo,
        run: |model, _, today| change::redo(model, today),
    },
    Action {
        name: "reload",
        label: "read the file again and join it with what is here",
        place: Place::Everywhere,
        can: always,
        run: |_, _, _| vec![Effect::Reload],
    },
    Action {
        name: "save-as",
        label: "save the plan under another name and go on there",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| super::save_as::open(model),
    },
    Action {
        name: "help",
        label: "what can be done here",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| menu::open(model, MenuKind::Help),
    },
    Action {
        name: "palette",
        label: "find an action by typing",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| menu::open(model, MenuKind::Palette),
    },
    Action {
        name: "mouse",
        label: "mouse on or off; with it on, Shift and drag select text",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| mouse(model),
    },
    Action {
        name: "close",
        label: "close the topmost: dialog, pane, selection, filter, timeline",
        place: Place::Everywhere,
        can: always,
        run: |model, _, today| close(model, today),
    },
    Action { name: "quit", label: "quit; everything is saved", place: Place::Everywhere, can: always, run: |model, _, _| quit(model) },
];

fn mouse(model: &mut Model) -> Vec<Effect> {
    model.mouse = !model.mouse;
    let words = match model.mouse {
        true => "the mouse works on the board; Shift and drag select text",
        false => "the mouse is the terminal's: drag selects text",
    };
    change::tell(model, words)
}

/// Esc on the board: leaves the pane, else closes the selection, else takes the filter away, else leaves the timeline.
fn close(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    if model.pane.focused {
        model.pane.focused = false;
        if !crate::desk::Layout::pane_fits_beside(model.size) {
            model.pane.shown = Some(false);
        }
    } else if !model.selected.is_empty() {
        model.selected.clear();
    } else if let Some(filter) = model.filter.take() {
        model.regrid(today);
        model.typed_before.filter = filter;
        return change::tell(model, format!("all cards are shown; {} and ↑ bring the filter back", model.keymap.key_of("filter")));
    } else {
        model.timeline.shown = false;
    }
    Vec::new()
}

/// Work that is not on the disk is never left behind silently: the first press says so, the second leaves (a rescue copy stays).
pub(super) fn quit(model: &mut Model) -> Vec<Effect> {
    let (words, instead) = match &model.saving {
        Saving::Saved | Saving::Saving => return vec![Effect::Quit],
        Saving::ChangedOnDisk => {
            ("another program writes the file all the time, and your last changes are not in it; quit again to leave them out", "reload")
        }
        Saving::Failed { .. } => ("your last changes are not in the file; quit again to leave them in the rescue copy", "save-as"),
    };
    if model.is_leaving {
        return vec![Effect::Quit];
    }
    model.is_leaving = true;
    change::refuse(model, crate::plan::Refusal::or(words, instead))
}
