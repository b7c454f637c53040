//! `new`: a commented plan to start from. Never overwrites.

use super::{Ended, Failure, Session, named, session::done};
use crate::{file, plan, shell, shell::PLAN_NAME};
use std::path::{Path, PathBuf};

/// What a plan is called until somebody says.
const TITLE: &str = "My project";

#[derive(Debug, clap::Args)]
pub struct New {
    #[arg(value_name = "PLAN", help = "Where to write it [default: plan.ron]")]
    file: Option<PathBuf>,
}

pub fn run(session: &Session, args: &New) -> Ended {
    let path = session.named(named(args.file.as_ref())).unwrap_or_else(|| Path::new(PLAN_NAME));
    write(path)?;
    let path = path.display();
    done(session, &format!("wrote {path}: read it once, make it yours, then handshake {path} opens the board"))
}

/// A new plan at this place.
///
/// # Errors
/// When anything of that name exists, or the folder takes no file.
pub fn write(path: &Path) -> Result<(), Failure> {
    let mut random = fastrand::Rng::new();
    let uid = plan::random_id(random.u64(..)) + &plan::random_id(random.u64(..))[..2];
    Ok(shell::create(path, file::new_plan(&uid, TITLE).as_bytes())?)
}
