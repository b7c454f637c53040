//! `new`: a commented plan to start from. Never overwrites.

use super::{Ended, Session, session::done};
use crate::{file, plan, shell};
use std::path::PathBuf;

/// What a plan is called until somebody says.
const TITLE: &str = "My project";

#[derive(Debug, clap::Args)]
pub struct New {
    /// Where to write it
    #[arg(value_name = "PLAN", default_value = "plan.ron")]
    file: PathBuf,
}

pub fn run(session: &Session, args: &New) -> Ended {
    let mut random = fastrand::Rng::new();
    let uid = plan::random_id(random.u64(..)) + &plan::random_id(random.u64(..))[..2];
    shell::create(&args.file, file::new_plan(&uid, TITLE).as_bytes())?;
    let path = args.file.display();
    done(session, &format!("wrote {path}: read it once, make it yours, then handshake {path} opens the board"))
}
