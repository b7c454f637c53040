//! What can lie under the pointer, and what a pointer does. The view says which spot a cell is, as it draws it; nobody works that out again.
//! Holds ids, like everything that is remembered across a change.

use super::{Chord, LaneKey};

/// What is under a cell of the screen that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    Card {
        id: String,
        lane: LaneKey,
        column: usize,
    },
    /// The header of a lane.
    Header(LaneKey),
    /// Where a lane has room for cards.
    Cell(LaneKey, usize),
    /// Elsewhere on the board.
    Board,
    /// The head of a column, or its tab.
    Column(usize),
    /// The customer pane: the place there, the one on top, and whether something stands below what is seen.
    Pane {
        place: Option<usize>,
        top: usize,
        is_more_below: bool,
    },
    /// A row of the topmost room.
    Row(usize),
    /// A key that stands on the screen.
    Key(Chord),
    /// The key of an action, or something that is a way to it.
    Action(&'static str),
}

/// What the pointer did. Only the left button counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    Press,
    /// Moved with the button down.
    Drag,
    Release,
    WheelUp,
    WheelDown,
}
