//! A plan and its text, kept as a pair: saving patches the text, going back gives the bytes that were there.
//! Strings, no disk: the shell writes what `Document::text` gives.
//! Nothing is kept that does not read back as the plan.

use super::{
    Splice,
    identity::TASKS_MAX,
    inverse,
    patch::{patch, patch_around},
    place,
    places::Places,
    read::{self, Known, Text},
    spliced, whole,
};
use crate::plan::{Plan, Problem, same::same};
use std::{fmt, sync::Arc};

/// The text of a plan file, the plan it reads as, and the way back.
#[derive(Debug, Clone)]
pub struct Document {
    text: Arc<String>,
    plan: Arc<Plan>,
    /// Where the text has the plan's items; none where some have no id of their own, and a save has to look at all of it.
    places: Option<Places>,
    /// Older pairs, the nearest last; and undone ones, the nearest last.
    past: Vec<Step>,
    future: Vec<Step>,
}

/// Another state of the pair, by the splices that lead to its text from the state beside it.
#[derive(Debug, Clone)]
struct Step {
    plan: Arc<Plan>,
    splices: Vec<Splice>,
}

/// A save that changed the pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The whole text as it is now.
    pub text: Arc<String>,
    /// Whether it differs from the one before.
    pub changed: bool,
}

/// A plan that could not be put into the text without losing something: the text stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotSaved {
    pub why: String,
    /// What the text that was refused would have had, when it could not be read.
    pub problems: Vec<Problem>,
}

impl fmt::Display for NotSaved {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl Document {
    /// # Errors
    /// All problems of a text that cannot be read as a plan.
    pub fn open(bytes: Vec<u8>) -> Result<Document, Vec<Problem>> {
        match String::from_utf8(bytes) {
            Ok(text) => Document::shared(Arc::new(text)),
            Err(not) => Err(read::read(not.as_bytes()).problems),
        }
    }

    /// The same, of a text that others hold too.
    ///
    /// # Errors
    /// As `open`.
    pub fn shared(text: Arc<String>) -> Result<Document, Vec<Problem>> {
        whole::fits(text.as_bytes()).map_err(|problem| vec![*problem])?;
        let read = Text::read(&text, Known::default());
        match (read.plan, read.faults) {
            (Some(plan), faults) if faults.is_empty() => {
                let places = (!read.seen.lacks_ids).then_some(read.places);
                Ok(Document { text, plan: Arc::new(plan), places, past: Vec::new(), future: Vec::new() })
            }
            (_, faults) => Err(place::problems(&text, faults)),
        }
    }

    /// One that looks at all of its text at each save.
    #[cfg(test)]
    pub(super) fn without_places(self) -> Document {
        Document { places: None, ..self }
    }
    #[cfg(test)]
    pub(super) fn places(&self) -> Option<&Places> {
        self.places.as_ref()
    }

    pub fn text(&self) -> &str {
        &self.text
    }
    /// The same text, shared.
    pub fn shared_text(&self) -> Arc<String> {
        Arc::clone(&self.text)
    }
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Makes the text say what `plan` says. A plan that the document held before gets the bytes it had then.
    ///
    /// # Errors
    /// When the new text would not read back as `plan`; then nothing changes.
    pub fn save(&mut self, plan: &Arc<Plan>) -> Result<Saved, NotSaved> {
        if is(plan, &self.plan) {
            self.plan = Arc::clone(plan);
            return Ok(Saved { text: self.shared_text(), changed: false });
        }
        if let Some(at) = self.past.iter().rposition(|step| is(&step.plan, plan)) {
            let steps = self.past.len() - at;
            self.walk(steps, Way::Back);
        } else if let Some(at) = self.future.iter().rposition(|step| is(&step.plan, plan)) {
            let steps = self.future.len() - at;
            self.walk(steps, Way::On);
        } else {
            self.write(plan)?;
        }
        self.plan = Arc::clone(plan);
        Ok(Saved { text: self.shared_text(), changed: true })
    }

    /// Only what both plans do not share is patched, and read again.
    fn write(&mut self, plan: &Arc<Plan>) -> Result<(), NotSaved> {
        let known = self.places.as_ref().map(|it| it.shared(&self.plan, plan)).filter(|_| has_lines(&self.text));
        let splices = match &known {
            Some(known) => patch_around(known, &self.text, &self.plan, plan),
            None => patch(&self.text, &self.plan, plan),
        };
        if !fit(&self.text, &splices) {
            return Err(refused("its changes overlap in the text", Vec::new()));
        }
        let text = spliced(&self.text, &splices);
        let known = known.filter(|_| has_lines(&text)).map(|it| it.after(&splices)).unwrap_or_default();
        self.places = check(&text, known, &self.plan, plan)?;
        self.past.push(Step { plan: Arc::clone(&self.plan), splices: inverse(&self.text, &splices) });
        self.future.clear();
        self.text = text.into();
        Ok(())
    }

    /// Goes along the steps of one side and lays the way back on the other.
    fn walk(&mut self, steps: usize, way: Way) {
        let (from, to) = match way {
            Way::Back => (&mut self.past, &mut self.future),
            Way::On => (&mut self.future, &mut self.past),
        };
        for _ in 0..steps {
            let Some(step) = from.pop() else { return };
            to.push(Step { plan: Arc::clone(&self.plan), splices: inverse(&self.text, &step.splices) });
            self.text = spliced(&self.text, &step.splices).into();
            self.places = self.places.as_ref().and_then(|it| it.after(&step.splices, &step.plan));
            self.plan = step.plan;
        }
    }
}

#[derive(Clone, Copy)]
enum Way {
    Back,
    On,
}

/// Where lines end in CR alone, what a comment is depends on all of the text.
fn has_lines(text: &str) -> bool {
    text.contains('\n')
}

fn is(a: &Arc<Plan>, b: &Arc<Plan>) -> bool {
    Arc::ptr_eq(a, b) || same(&**a, &**b)
}

/// In order, without overlap, and within the text.
fn fit(text: &str, splices: &[Splice]) -> bool {
    let ordered = splices.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start);
    let whole = |at: usize| text.is_char_boundary(at);
    ordered && splices.iter().all(|splice| splice.at.start <= splice.at.end && whole(splice.at.start) && whole(splice.at.end))
}

/// The text must read as exactly this plan; gives the places in it. What is known stands in it as it did in the text of `before`.
fn check(text: &str, known: Known, before: &Plan, plan: &Plan) -> Result<Option<Places>, NotSaved> {
    if text.len() > whole::BYTES_MAX {
        return Err(refused("it would have more than 64 MiB", Vec::new()));
    }
    let addresses = known.addresses();
    let read = Text::read(text, known);
    if !addresses.is_empty() && (read.missed || read.seen.meets(&addresses, before, plan) || count(plan) > TASKS_MAX) {
        return check(text, Known::default(), before, plan);
    }
    match read.plan {
        _ if !read.faults.is_empty() => Err(refused("the text would not be readable", place::problems(text, read.faults))),
        Some(it) if it == *plan => Ok((!read.seen.lacks_ids).then_some(read.places)),
        _ => Err(refused("the text would not read back as the plan", Vec::new())),
    }
}

fn count(plan: &Plan) -> usize {
    plan.outcomes.iter().map(|it| it.tasks.len()).sum::<usize>() + plan.noise.len()
}

fn refused(why: &str, problems: Vec<Problem>) -> NotSaved {
    NotSaved { why: format!("not saved: {why}; the file stays as it was"), problems }
}
