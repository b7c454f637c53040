//! `completions`: the script that makes a shell ask the program what fits. It says nothing by itself, so it never grows old.
//! A new shell is a script in assets/completions and an arm here, and a walk in .ci/shells.

use super::{Ended, Exit, Session, output};

#[derive(Debug, clap::Args)]
pub struct Completions {
    /// Whose script
    shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

pub fn run(_: &Session, args: &Completions) -> Ended {
    output::bytes(script(args.shell).as_bytes())?;
    Ok(Exit::Done)
}

fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("../../assets/completions/handshake.bash"),
        Shell::Elvish => include_str!("../../assets/completions/handshake.elv"),
        Shell::Fish => include_str!("../../assets/completions/handshake.fish"),
        Shell::Powershell => include_str!("../../assets/completions/handshake.ps1"),
        Shell::Zsh => include_str!("../../assets/completions/_handshake"),
    }
}
