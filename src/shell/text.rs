//! What the shell asks of a plan's text; `file::Document` is the one the program uses, tests have simpler ones.

use crate::{
    file::Document,
    plan::{Plan, Problem},
};
use std::sync::Arc;

/// A text that a plan is read from and written back into, comments and all.
pub trait Text: Send + Sized + 'static {
    /// # Errors
    /// Everything in the text that cannot be read.
    fn open(bytes: Vec<u8>) -> Result<Self, Vec<Problem>>;
    fn plan(&self) -> &Arc<Plan>;
    /// Changes the text so that it reads as `plan`, and gives all of it.
    ///
    /// # Errors
    /// Why the text cannot say this plan; it is then as it was.
    fn change(&mut self, plan: &Arc<Plan>) -> Result<Vec<u8>, String>;
}

impl Text for Document {
    fn open(bytes: Vec<u8>) -> Result<Self, Vec<Problem>> {
        Document::open(bytes)
    }
    fn plan(&self) -> &Arc<Plan> {
        Document::plan(self)
    }
    fn change(&mut self, plan: &Arc<Plan>) -> Result<Vec<u8>, String> {
        match self.save(plan) {
            Ok(saved) => Ok(saved.text.as_bytes().to_vec()),
            // Whoever shows it says first that nothing was saved.
            Err(refused) => Err(refused.why.trim_start_matches("not saved: ").to_string()),
        }
    }
}
