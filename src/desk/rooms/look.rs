//! Looking: findings one after another, search, filter, why a date.

use super::{checklist, curtain, filtering, search};
use crate::desk::{
    Cursor, Effect, Model, Room,
    action::{Action, Place, always},
    change::tell,
    filter::needs_action,
};
use crate::{findings::Finding, plan::Refusal};

pub(in crate::desk) const LOOK: &[Action] = &[
    Action {
        name: "next-finding",
        label: "next card or outcome with a finding",
        place: Place::Everywhere,
        can: has_findings,
        run: |model, _, _| to_finding(model, Way::Next),
    },
    Action {
        name: "previous-finding",
        label: "previous card or outcome with a finding",
        place: Place::Everywhere,
        can: has_findings,
        run: |model, _, _| to_finding(model, Way::Previous),
    },
    Action {
        name: "search",
        label: "search: the cursor goes there",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| search::open(model),
    },
    Action {
        name: "filter",
        label: "filter: @owner #outcome unowned drifted stale blocked moved text",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| filtering::open(model),
    },
    Action {
        name: "checklist",
        label: "the checklist and what unticks it",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| checklist::open(model),
    },
    Action {
        name: "curtain",
        label: "curtain: only the customer plan, as told; the same key twice leaves it",
        place: Place::Everywhere,
        can: always,
        run: |model, _, _| curtain::open(model),
    },
    Action { name: "why", label: "why this date", place: Place::Everywhere, can: can_why, run: |model, _, _| why(model) },
];

enum Way {
    Next,
    Previous,
}

fn has_findings(model: &Model) -> Result<(), Refusal> {
    match model.sight.findings.iter().any(|finding| needs_action(finding.severity)) {
        true => Ok(()),
        false => Err(Refusal::new("no findings: the two plans line up")),
    }
}

/// Goes to the next place, in reading order and round again, that has a finding somebody must act on, and says it.
fn to_finding(model: &mut Model, way: Way) -> Vec<Effect> {
    let mut places = places_with_findings(model);
    let count = places.len();
    let here = places.iter().position(|(cursor, _)| *cursor == model.cursor);
    let next = match (way, here) {
        (_, _) if count == 0 => return tell(model, "the findings are about the plan as a whole; handshake check lists them"),
        (Way::Next, Some(at)) => (at + 1) % count,
        (Way::Previous, Some(at)) => (at + count - 1) % count,
        (Way::Next, None) => places.iter().position(|(cursor, _)| order(cursor) > order(&model.cursor)).unwrap_or(0),
        (Way::Previous, None) => places.iter().rposition(|(cursor, _)| order(cursor) < order(&model.cursor)).unwrap_or(count - 1),
    };
    let (cursor, item) = places.swap_remove(next);
    model.cursor = cursor;
    model.pane.focused = false;
    let words = to_act_on(model, &item).next().map(|finding| format!("{}. {}", finding.text, finding.fix));
    tell(model, words.unwrap_or_default())
}

/// Lane headers and cards, lane by lane, row by row; what a deliverable's finding is about stands at its outcome's header.
fn places_with_findings(model: &Model) -> Vec<(Cursor, String)> {
    let grid = &model.sight.grid;
    // Whether a change is open is asked once, not for each lane.
    let open: Vec<_> = model.open_changes().collect();
    let mut places = Vec::new();
    for (at, lane) in grid.lanes.iter().enumerate() {
        let before = places.len();
        let asks = lane.outcome.iter().filter_map(|it| it.milestone()).flat_map(|it| &it.deliverables).map(|it| it.id.as_str());
        let changes = open.iter().filter(|it| lane.key.outcome() == Some(it.outcome.as_str())).map(|it| it.id.as_str());
        let about = lane.key.outcome().into_iter().chain(asks).chain(changes).find(|item| to_act_on(model, item).next().is_some());
        places.extend(about.map(|item| (Cursor::at(grid, at, model.cursor.column, None), item.to_string())));
        for row in 0..lane.depth {
            let cards = lane.cells.iter().enumerate().filter_map(|(column, cards)| Some((column, cards.get(row)?)));
            let found = cards.filter(|(_, card)| to_act_on(model, &card.id).next().is_some());
            places.extend(found.map(|(column, card)| (Cursor::at(grid, at, column, Some(row)), card.id.clone())));
        }
        // The timeline has one place an outcome.
        if let Some((cursor, _)) = places.get_mut(before).filter(|_| model.timeline.shown) {
            *cursor = Cursor::at(grid, at, model.cursor.column, None);
            places.truncate(before + 1);
        }
    }
    places
}

fn to_act_on<'m>(model: &'m Model, item: &str) -> impl Iterator<Item = &'m Finding> {
    model.sight.findings_of(item).filter(|finding| needs_action(finding.severity))
}

/// Reading order.
fn order(cursor: &Cursor) -> (usize, usize, usize) {
    (cursor.lane, cursor.row.map_or(0, |row| row + 1), cursor.column)
}

fn can_why(model: &Model) -> Result<(), Refusal> {
    why_of(model).map(drop)
}

fn why_of(model: &Model) -> Result<String, Refusal> {
    super::on_board_or_pane(model)
}

fn why(model: &mut Model) -> Vec<Effect> {
    if let Ok(outcome) = why_of(model) {
        model.rooms.push(Room::Why { outcome, scroll: 0 });
    }
    Vec::new()
}
