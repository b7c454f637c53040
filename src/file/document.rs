//! A plan and its text, kept as a pair: saving patches the text, going back gives the bytes that were there.
//! Strings, no disk: the shell writes what `Document::text` gives.
//! Nothing is kept that does not read back as the plan.

use super::{Splice, inverse, patch, place, read, read::faults, same::same, spliced, whole};
use crate::plan::{Plan, Problem};
use std::{fmt, sync::Arc};

/// The text of a plan file, the plan it reads as, and the way back.
#[derive(Debug, Clone)]
pub struct Document {
    text: Arc<String>,
    plan: Arc<Plan>,
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
        let reading = read(&bytes);
        let (Some(plan), Ok(text)) = (reading.plan, String::from_utf8(bytes)) else { return Err(reading.problems) };
        Ok(Document { text: Arc::new(text), plan: Arc::new(plan), past: Vec::new(), future: Vec::new() })
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
            walk(&mut self.text, &mut self.plan, &mut self.past, &mut self.future, steps);
        } else if let Some(at) = self.future.iter().rposition(|step| is(&step.plan, plan)) {
            let steps = self.future.len() - at;
            walk(&mut self.text, &mut self.plan, &mut self.future, &mut self.past, steps);
        } else {
            self.write(plan)?;
        }
        self.plan = Arc::clone(plan);
        Ok(Saved { text: self.shared_text(), changed: true })
    }

    fn write(&mut self, plan: &Arc<Plan>) -> Result<(), NotSaved> {
        let splices = patch(&self.text, &self.plan, plan);
        if !fit(&self.text, &splices) {
            return Err(refused("its changes overlap in the text", Vec::new()));
        }
        let text = spliced(&self.text, &splices);
        check(&text, plan)?;
        self.past.push(Step { plan: Arc::clone(&self.plan), splices: inverse(&self.text, &splices) });
        self.future.clear();
        self.text = text.into();
        Ok(())
    }
}

/// Goes along the steps of one side and lays the way back on the other.
fn walk(text: &mut Arc<String>, plan: &mut Arc<Plan>, from: &mut Vec<Step>, to: &mut Vec<Step>, steps: usize) {
    for _ in 0..steps {
        let Some(step) = from.pop() else { return };
        to.push(Step { plan: Arc::clone(plan), splices: inverse(text, &step.splices) });
        *text = spliced(text, &step.splices).into();
        *plan = step.plan;
    }
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

/// The text must read as exactly this plan.
fn check(text: &str, plan: &Plan) -> Result<(), NotSaved> {
    if text.len() > whole::BYTES_MAX {
        return Err(refused("it would have more than 64 MiB", Vec::new()));
    }
    match faults(text) {
        (_, faults) if !faults.is_empty() => Err(refused("the text would not be readable", place::problems(text, faults))),
        (Some(read), _) if read == *plan => Ok(()),
        _ => Err(refused("the text would not read back as the plan", Vec::new())),
    }
}

fn refused(why: &str, problems: Vec<Problem>) -> NotSaved {
    NotSaved { why: format!("not saved: {why}; the file stays as it was"), problems }
}
