//! handshake: two plans in one file, and what to do when they drift apart.
//!
//! The program is a board in the terminal; this library is what it knows of plans, for others to build on: a bot that
//! writes on Monday what drifted, a web page of the customer plan, a converter. It is pure: text and a day go in, values come out.
//! Nothing in the rooms named here asks a clock, a disk or a network.
//!
//! | to | call |
//! |---|---|
//! | read a plan file | [`file::read`], or [`file::Document`] to change it and keep every comment |
//! | know when the work ends, and why | [`projection::project`], [`projection::standings`] |
//! | know what is wrong and what to do | [`findings::findings`], [`findings::checklist`] |
//! | have what the customer may read | [`customer::customer_plan`], and [`customer::FORMATS`] to write it |
//! | join two versions of a plan | [`plan::merge`] |
//! | say what changed | [`plan::diff`] |
//!
//! ```
//! use handshake::{NaiveDate, customer, file, findings, projection};
//!
//! let text = r#"Plan(
//!     title: "Finance systems migration",
//!     people: [Person(name: "Dana"), Person(name: "CFO", side: Customer)],
//!     outcomes: [Outcome(
//!         id: "reports",
//!         title: "Migrate the reports",
//!         owners: ["Dana"],
//!         milestone: Milestone(headline: "Reports available in the new system", by: "2027-02-10", sign_off: "CFO"),
//!         tasks: [Task(id: "load", title: "Load the ledger", owners: ["Dana"], estimate: 5)],
//!     )],
//! )"#;
//! let today = NaiveDate::from_ymd_opt(2027, 2, 8).unwrap();
//!
//! let reading = file::read(text.as_bytes());
//! assert!(reading.problems.is_empty());
//! let plan = reading.plan.unwrap();
//!
//! // Five days of work from Monday on end on Friday, two days after what is meant.
//! let projection = projection::project(&plan, today);
//! assert_eq!(projection.end("reports").unwrap().on.to_string(), "2027-02-12");
//!
//! let found = findings::findings(&plan, &projection, today);
//! assert!(found.iter().any(|it| it.code == "late" && it.item.as_deref() == Some("reports")));
//!
//! // What the customer reads has no place for a task or its owner.
//! let plan = customer::customer_plan(&plan, today);
//! let markdown = customer::FORMATS.iter().find(|it| it.name == "markdown").unwrap();
//! let page = String::from_utf8((markdown.write)(&plan)).unwrap();
//! assert!(page.contains("Reports available in the new system") && !page.contains("Load the ledger"));
//! ```
//!
//! # What may change
//!
//! Semantic versioning, for what these pages show; what they do not show belongs to the program and may change at any time.
//! Before 1.0 a new minor version may change the API, a new patch version never does. The rest is promised as of the first release:
//! - a plan file that one version has read, each later one reads; a newer [`plan::Plan::FORMAT`] is refused, never half-read,
//! - codes of findings, names of states, formats and checklist boxes keep their meaning, and none is used again for another,
//! - the JSON of the commands may gain fields; none changes its type or goes before a new major version.
//!
//! The oldest Rust that builds it is the `rust-version` of the manifest; raising it is a minor version.
#![forbid(unsafe_code)]

pub use chrono::NaiveDate;

pub mod customer;
pub mod example;
pub mod file;
pub mod findings;
pub mod plan;
pub mod projection;

// The program itself: public for its own binary, tests and benches alone.
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod delivery;
#[doc(hidden)]
pub mod desk;
#[doc(hidden)]
pub mod imports;
#[doc(hidden)]
pub mod paint;
#[doc(hidden)]
pub mod sharing;
#[doc(hidden)]
pub mod shell;
#[doc(hidden)]
pub mod view;
#[doc(hidden)]
pub mod words;
