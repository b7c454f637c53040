//! `E`: the card as a small text in the person's own editor. It comes back to the very same place; a text that cannot be read goes back
//! into the editor with the problems on top, and what was typed is never thrown away.

use super::card;
use crate::{
    desk::{
        Effect, Model, card_text,
        change::{refuse, tell, writable},
        form::store_or_keep,
    },
    plan::{Plan, Refusal},
};
use chrono::NaiveDate;
use std::sync::Arc;

/// A card in the editor.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    pub task: String,
    /// The plan when it went out first: what others change meanwhile is joined with what is typed.
    pub opened: Arc<Plan>,
    /// As it went out.
    pub text: String,
    /// Whether it went out with problems on top.
    pub is_again: bool,
}

pub(super) fn can(model: &Model) -> Result<(), Refusal> {
    writable(model)?;
    card(model).map(drop)
}

/// With the text that could not be read the last time, where there is one of this card.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let Ok(card) = card(model) else { return Vec::new() };
    let kept = model.editing.take().filter(|kept| kept.task == card.id && kept.is_again);
    let editing = kept.unwrap_or_else(|| Editing {
        task: card.id.clone(),
        opened: Arc::clone(&model.plan),
        text: card_text::text(&model.plan, &card.id),
        is_again: false,
    });
    let text = editing.text.clone();
    model.editing = Some(editing);
    vec![Effect::Edit(text)]
}

pub(in crate::desk) fn edited(model: &mut Model, edited: Result<String, String>, today: NaiveDate) -> Vec<Effect> {
    let Some(editing) = model.editing.take() else { return Vec::new() };
    let text = match edited {
        Ok(text) => text,
        Err(words) => {
            model.editing = Some(editing).filter(|it| it.is_again);
            return refuse(model, Refusal::new(words));
        }
    };
    if text == editing.text && editing.is_again {
        model.editing = Some(editing);
        return refuse(model, Refusal::or("the text still cannot be read and changed nothing; it is kept for the next time", "editor"));
    }
    match card_text::read(&text, &editing.opened, &editing.task, today) {
        Err(problems) => {
            let text = card_text::with_problems(&text, &problems);
            model.editing = Some(Editing { text: text.clone(), is_again: true, ..editing });
            vec![Effect::Edit(text)]
        }
        Ok(form) if !form.is_touched() => tell(model, "nothing was changed in the editor"),
        Ok(mut form) => {
            let values = form.understood(&editing.opened, today);
            store_or_keep(model, form, values, today)
        }
    }
}
