//! handshake: two plans in one file, and what to do when they drift apart.
#![forbid(unsafe_code)]

pub mod cli;
pub mod customer;
pub mod delivery;
pub mod desk;
pub mod example;
pub mod file;
pub mod findings;
pub mod imports;
pub mod paint;
pub mod plan;
pub mod projection;
pub mod sharing;
pub mod shell;
pub mod view;
pub mod words;
