//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    handshake::shell::tell_panics();
    ExitCode::from(handshake::cli::run(std::env::args_os()).code())
}
