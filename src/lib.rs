//! handshake: two plans in one file, and what to do when they drift apart.
#![forbid(unsafe_code)]

pub mod delivery;
pub mod plan;
pub mod words;
