//! What the shell asks of a plan's text; `file::Document` is the one the program uses, tests have simpler ones.

use crate::{
    file::Document,
    plan::{Plan, Problem},
};
use std::{ops::Deref, sync::Arc};

/// The bytes of a file. They are large, so a text and whoever compares it with the disk share them.
#[derive(Debug, Clone)]
pub enum Bytes {
    Text(Arc<String>),
    /// Not UTF-8.
    Other(Arc<Vec<u8>>),
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Bytes::Text(Arc::new(text)),
            Err(not) => Bytes::Other(Arc::new(not.into_bytes())),
        }
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Bytes::Text(Arc::default())
    }
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Text(text) => text.as_bytes(),
            Bytes::Other(bytes) => bytes,
        }
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(&raw const **self, &raw const **other) || **self == **other
    }
}

/// A text that a plan is read from and written back into, comments and all.
pub trait Text: Send + Sized + 'static {
    /// # Errors
    /// Everything in the text that cannot be read.
    fn open(bytes: Bytes) -> Result<Self, Vec<Problem>>;
    fn plan(&self) -> &Arc<Plan>;
    /// Changes the text so that it reads as `plan`, and gives all of it.
    ///
    /// # Errors
    /// Why the text cannot say this plan; it is then as it was.
    fn change(&mut self, plan: &Arc<Plan>) -> Result<Bytes, String>;
}

impl Text for Document {
    fn open(bytes: Bytes) -> Result<Self, Vec<Problem>> {
        match bytes {
            Bytes::Text(text) => Document::shared(text),
            Bytes::Other(bytes) => Document::open(bytes.to_vec()),
        }
    }
    fn plan(&self) -> &Arc<Plan> {
        Document::plan(self)
    }
    fn change(&mut self, plan: &Arc<Plan>) -> Result<Bytes, String> {
        match self.save(plan) {
            Ok(saved) => Ok(Bytes::Text(saved.text)),
            // Whoever shows it says first that nothing was saved.
            Err(refused) => Err(refused.why.trim_start_matches("not saved: ").to_string()),
        }
    }
}
