//! What every written form of a customer plan says, and in which order: one page of words, before any of them is laid out.
//! Knows no markup; each format only arranges it, so that none says more than another.

use super::{Ask, Changed, Coming, CustomerPlan, Word};
use crate::words;
use chrono::NaiveDate;

pub(super) struct Page {
    /// `Finance systems migration · Acme plc`.
    pub title: String,
    /// `rev 2 · Mon 8 Feb 2027`.
    pub edition: String,
    pub asks: Section,
    /// None where nothing is to come.
    pub coming: Option<Section>,
    /// None before the first telling.
    pub changed: Option<Section>,
    /// What is signed off already, the next update, the sender.
    pub closing: Vec<String>,
}

pub(super) struct Section {
    pub title: String,
    pub body: Body,
}

pub(super) enum Body {
    Rows(Vec<Row>),
    /// Possibly none: the title has said it.
    Lines(Vec<String>),
}

/// Something with a date.
pub(super) struct Row {
    pub date: String,
    pub what: String,
    pub mark: Option<Mark>,
    pub detail: String,
}

/// A word that stands out.
pub(super) struct Mark {
    pub words: &'static str,
    pub tone: Tone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    /// The reader has to do something, or should know.
    Attention,
    Good,
}

impl Page {
    pub fn of(plan: &CustomerPlan) -> Page {
        let title = [plan.title.as_str(), plan.customer.as_str()];
        let title: Vec<&str> = title.into_iter().filter(|it| !it.is_empty()).collect();
        Page {
            title: title.join(" · "),
            edition: format!("{} · {}", plan.revision.words(), words::weekday_date(plan.on)),
            asks: asks(&plan.asks, plan.on),
            coming: coming(&plan.coming, plan.on),
            changed: changed(&plan.changed, plan.on),
            closing: closing(plan),
        }
    }

    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        [Some(&self.asks), self.coming.as_ref(), self.changed.as_ref()].into_iter().flatten()
    }
}

impl Row {
    /// `Waiting on you · sign-off CFO`.
    pub fn below(&self) -> String {
        let parts = [self.mark.as_ref().map_or("", |mark| mark.words), self.detail.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

fn asks(asks: &[Ask], on: NaiveDate) -> Section {
    let row = |ask: &Ask| Row {
        date: date(ask.by, on),
        what: ask.words(),
        mark: ask.overdue.then_some(Mark { words: "overdue", tone: Tone::Attention }),
        detail: format!("unlocks {}", ask.unlocks),
    };
    let body = match asks {
        [] => Body::Lines(vec!["Nothing at the moment.".into()]),
        asks => Body::Rows(asks.iter().map(row).collect()),
    };
    Section { title: "What we need from you".into(), body }
}

fn coming(coming: &[Coming], on: NaiveDate) -> Option<Section> {
    let row = |it: &Coming| Row {
        date: date(it.by, on),
        what: it.headline.clone(),
        mark: Some(Mark { words: it.word.words(), tone: tone(it.word) }),
        detail: if it.sign_off.is_empty() { String::new() } else { format!("sign-off {}", it.sign_off) },
    };
    let rows: Vec<Row> = coming.iter().map(row).collect();
    (!rows.is_empty()).then(|| Section { title: "What is coming".into(), body: Body::Rows(rows) })
}

const fn tone(word: Word) -> Tone {
    match word {
        Word::SignedOff | Word::Done => Tone::Good,
        Word::WaitingOnYou | Word::NewDate => Tone::Attention,
        Word::InProgress | Word::Planned => Tone::Plain,
    }
}

fn changed(changed: &Changed, on: NaiveDate) -> Option<Section> {
    let since = words::day_and_month(changed.since?, on);
    let lines = changed.folded();
    let title = if lines.is_empty() { format!("No changes since {since}") } else { format!("What changed since {since}") };
    Some(Section { title, body: Body::Lines(lines) })
}

fn closing(plan: &CustomerPlan) -> Vec<String> {
    let signed = (plan.signed_before > 0).then(|| format!("Already signed off: {}", plan.signed_before));
    let next = plan.next_update.map(|day| format!("Next update: {}", words::day_and_month(day, plan.on)));
    signed.into_iter().chain(next).chain(plan.sender.clone()).collect()
}

fn date(by: Option<NaiveDate>, on: NaiveDate) -> String {
    by.map_or_else(|| "no date yet".into(), |by| words::day_and_month(by, on))
}
