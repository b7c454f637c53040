//! `recover`: what can be had back. Work that could not be saved, and the last texts of each plan.
//! Only lists; a copy is taken with the tools everybody has, and `diff` shows what is in it.

use super::{Ended, Exit, Session, output};
use crate::{
    shell::{self, Kept, KeptKind},
    words::clean_line,
};
use serde::Serialize;

#[derive(Debug, clap::Args)]
pub struct Recover {}

#[derive(Serialize)]
struct Listed {
    kind: &'static str,
    file: String,
    plan: Option<String>,
}

pub fn run(session: &Session, _: &Recover) -> Ended {
    let kept = shell::kept();
    let code = |it: &Kept| match it.kind {
        KeptKind::Rescue => "rescue",
        KeptKind::Text => "text",
    };
    if session.json {
        let listed = kept.iter().map(|it| Listed { kind: code(it), file: it.file.display().to_string(), plan: it.plan.clone() });
        output::json(&listed.collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    let mut heading = None;
    for it in &kept {
        let of = match (it.kind, &it.plan) {
            (KeptKind::Rescue, _) => "Work that could not be saved".to_string(),
            (KeptKind::Text, Some(plan)) => format!("Texts of {}", clean_line(plan)),
            (KeptKind::Text, None) => "Texts of a plan nobody knows the place of".to_string(),
        };
        if heading.as_ref() != Some(&of) {
            output::result(&format!("{}{of}\n", if heading.is_some() { "\n" } else { "" }))?;
        }
        heading = Some(of);
        output::result(&format!("  {}\n", clean_line(&it.file.display().to_string())))?;
    }
    session.say(match kept.is_empty() {
        true => "nothing is kept: every save succeeded, and no plan was changed here",
        false => "the newest comes first; `handshake diff COPY PLAN` shows what is different in one, `cp COPY PLAN` takes it",
    });
    Ok(Exit::Done)
}
