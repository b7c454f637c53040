//! The text that the writer keeps is a plan file's document.

use super::writer::Text;
use crate::{
    file::Document,
    plan::{Plan, Problem},
};
use std::sync::Arc;

impl Text for Document {
    fn open(bytes: Vec<u8>) -> Result<Self, Vec<Problem>> {
        Document::open(bytes)
    }
    fn plan(&self) -> &Arc<Plan> {
        self.plan()
    }
    fn change(&mut self, plan: &Arc<Plan>) -> Result<Vec<u8>, String> {
        match self.save(plan) {
            Ok(saved) => Ok(saved.text.as_bytes().to_vec()),
            Err(not_saved) => Err(not_saved.to_string()),
        }
    }
}
