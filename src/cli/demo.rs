//! `demo`: the board on a throwaway copy of the built-in example, alive today.

use super::{Ended, Session, board};
use crate::{example, shell};

pub fn run(session: &Session) -> Ended {
    shell::able_terminal()?;
    let folder = shell::throwaway_folder()?;
    let path = folder.join("demo.ron");
    shell::create(&path, example::alive(example::DEMO, session.today()).as_bytes())?;
    session.say(&format!("a copy of the example to try things on: {}", path.display()));
    let ended = board::open(session, Some(&path));
    // The board takes the whole screen; who comes back from it reads this line.
    session.say(&format!("what you did is in {}", path.display()));
    ended
}
