//! `y` in the pane: the open tasks that need what the customer must produce. Letters tie and untie, Enter saves, as one change.
//! From the other side the card's editor does the same, in `needs`.

use super::{Pick, Picks};
use crate::{
    desk::{Chord, Effect, Key, Model, PaneLine, Room, change::change},
    plan::{Home, Plan, Refusal},
    words::counted,
};
use chrono::NaiveDate;
use std::collections::HashSet;

#[derive(Debug, Clone, PartialEq)]
pub struct Tying {
    pub deliverable: String,
    pub what: String,
    /// Tasks by id: those of its outcome first.
    pub tasks: Picks,
}

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(PaneLine::Ask { outcome, deliverable }) = model.pane_line() else { return Vec::new() };
    let plan = &model.plan;
    let Some((_, ask)) = plan.deliverable(&deliverable) else { return Vec::new() };
    let what = ask.what.clone();
    let mut rows: Vec<(bool, Pick)> = Vec::new();
    for it in plan.tasks() {
        let is_chosen = it.task.needs.contains(&deliverable);
        if !is_chosen && !plan.is_open(it.task) {
            continue;
        }
        let home = match it.home {
            Home::Outcome(at) => Some(&plan.outcomes[at]).filter(|outcome| outcome.is_live() || is_chosen),
            Home::Noise => None,
        };
        let Some(home) = home else { continue };
        let (id, words) = (it.task.id.clone(), it.task.title.clone());
        rows.push((home.id != outcome, Pick { letter: None, id, words, aside: home.title.clone(), is_chosen }));
    }
    rows.sort_by_key(|(is_elsewhere, _)| *is_elsewhere);
    let tasks = Picks::lettered(rows.into_iter().map(|(_, row)| row).collect());
    model.rooms.push(Room::Tie(Tying { deliverable, what, tasks }));
    Vec::new()
}

pub(in crate::desk) fn key(model: &mut Model, chord: Chord, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Tie(room)) = model.rooms.last_mut() else { return Vec::new() };
    match chord.key {
        Key::Esc => drop(model.rooms.pop()),
        Key::Enter => return save(model, today),
        _ => drop(room.tasks.press(chord)),
    }
    Vec::new()
}

fn save(model: &mut Model, today: NaiveDate) -> Vec<Effect> {
    let Some(Room::Tie(room)) = model.rooms.pop() else { return Vec::new() };
    let chosen = room.tasks.chosen();
    let words = match chosen.len() {
        0 => format!("no task needs {} any more", room.what),
        n => format!("{} needed by {}", room.what, counted(n, "task")),
    };
    change(model, words, today, |plan| room.edit(plan))
}

impl Tying {
    /// Whether each task needs it or not as it is chosen. Asked after each key, so it passes through the plan once.
    pub(in crate::desk) fn is_so(&self, plan: &Plan) -> bool {
        let needing = self.needing(plan);
        self.tasks.rows.iter().all(|row| needing.contains(row.id.as_str()) == row.is_chosen)
    }
    /// Ids of the tasks that need it now.
    fn needing<'p>(&self, plan: &'p Plan) -> HashSet<&'p str> {
        plan.tasks().filter(|it| it.task.needs.contains(&self.deliverable)).map(|it| it.task.id.as_str()).collect()
    }
    /// Ties what is chosen and unties what is not.
    pub(in crate::desk) fn edit(&self, plan: &mut Plan) -> Result<(), Refusal> {
        let needing = self.needing(plan);
        let others: Vec<&Pick> = self.tasks.rows.iter().filter(|row| needing.contains(row.id.as_str()) != row.is_chosen).collect();
        for row in others {
            // A task that somebody else binned meanwhile needs nothing.
            let Ok(task) = plan.task_mut(&row.id) else { continue };
            match row.is_chosen {
                true => task.needs.push(self.deliverable.clone()),
                false => task.needs.retain(|need| *need != self.deliverable),
            }
        }
        Ok(())
    }
}
