//! What the program knows: the plan on the desk, what follows from it, where the cursor stands, which rooms are open.
//! Plain data; only `update` changes it, and the plan in it only `change`.

use super::rooms::{
    Assign, Checklist, Curtain, Dropping, Editing, Meeting, Minutes, MoveTo, Notice, Pivoting, Running, Search, Sharing, Tying,
};
use super::{Cursor, Field, Folds, Form, Held, Keymap, LaneKey, Layout, Menu, Sight, Size};
use crate::plan::{Plan, Problem};
use crate::sharing::Telling;
use chrono::NaiveDate;
use std::{collections::BTreeSet, sync::Arc};

/// The program as a value.
#[derive(Debug)]
pub struct Model {
    /// Only `change` replaces it.
    pub plan: Arc<Plan>,
    /// What follows from the plan, today and the filter; replaced with them.
    pub sight: Sight,
    /// What the disk holds, as far as we know: the base of a merge with it.
    pub on_disk: Arc<Plan>,
    /// Why the file cannot be read now. While there are any, nothing is written.
    pub problems: Vec<Problem>,
    pub saving: Saving,
    pub history: super::History,
    /// Open rooms, the topmost last; the board lies below them all.
    pub rooms: Vec<Room>,
    pub cursor: Cursor,
    pub folds: Folds,
    /// The lane that is finished, and open only because the cursor is in it.
    pub at_hand: Option<LaneKey>,
    /// Lines of the board scrolled away above.
    pub scroll: usize,
    /// The board stays where the wheel put it, whether or not the cursor is in sight; until the next key.
    pub is_scrolled: bool,
    /// The first column shown, where not all have room.
    pub first_column: usize,
    /// The text of the filter in force.
    pub filter: Option<String>,
    /// What was typed last to filter or search, to be had back.
    pub typed_before: TypedBefore,
    pub pane: Pane,
    /// Stands in the place of the board while it is shown.
    pub timeline: super::Timeline,
    pub message: Option<Message>,
    /// What the last key did to the customer's milestones; gone with the next key.
    pub shifts: Vec<Shift>,
    pub keymap: Keymap,
    /// Whether the program listens to the mouse; without, the terminal selects text with it.
    pub mouse: bool,
    /// The cards that the pointer has hold of.
    pub held: Option<Held>,
    /// Words that the customer should not have to read, besides those that every plan is looked through for.
    pub jargon: Vec<String>,
    /// Who types, as the config file says.
    pub me: Option<String>,
    /// The first key of a sequence like `g g`.
    pub pending: Option<super::Chord>,
    pub last_deed: Option<super::Repeat>,
    /// What is chosen for the next telling: who sends it stays, so that it is asked once.
    pub telling: Telling,
    /// Ids of the cards that the next action is for, all at once.
    pub selected: BTreeSet<String>,
    /// The meeting that goes on, or the last one.
    pub meeting: Option<Running>,
    /// What the room that is open would do to the dates.
    pub would: Option<super::Would>,
    /// Forms closed without saving, to be had back; the last closed last.
    pub drafts: Vec<Form>,
    /// The card that is in the editor, or a text of one that could not be read yet.
    pub editing: Option<Editing>,
    /// Quit was pressed once with work that is not on the disk.
    pub is_leaving: bool,
    pub size: Size,
    /// The plan file as messages name it.
    pub file: String,
    pub random: fastrand::Rng,
}

/// A room over the board that takes the keys while it is the topmost.
#[derive(Debug, Clone, PartialEq)]
pub enum Room {
    Assign(Assign),
    MoveTo(MoveTo),
    Form(Form),
    Search(Search),
    /// The filter being typed.
    Filter(super::rooms::Filtering),
    /// Another name for the plan, being typed.
    SaveAs(Field),
    /// Help and palette.
    Menu(Menu),
    Checklist(Checklist),
    Share(Sharing),
    Pivot(Pivoting),
    Drop(Dropping),
    Tie(Tying),
    /// Over everything: nothing else is drawn.
    Curtain(Curtain),
    Meeting(Meeting),
    Minutes(Minutes),
    Notice(Notice),
    /// Why the projected date of this outcome; lines scrolled away.
    Why {
        outcome: String,
        scroll: usize,
    },
}

/// What was typed into the fields of the last line and is no longer in force.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TypedBefore {
    pub filter: String,
    pub search: String,
    /// The last answer to a question that was left.
    pub answer: String,
}

/// The customer's plan beside the board.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pane {
    /// None until somebody says: then by the width of the screen.
    pub shown: Option<bool>,
    pub focused: bool,
    /// The place focused: asks first, then milestones.
    pub at: usize,
    /// The place on top, where the wheel put it; until the next key.
    pub top: Option<usize>,
}

/// What the header says of the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Saving {
    Saved,
    Saving,
    /// Somebody else wrote the file: our changes are kept here, the reload action joins them.
    ChangedOnDisk,
    Failed {
        what: String,
        rescue: Option<String>,
    },
}

/// The line at the bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub words: String,
    pub kind: MessageKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MessageKind {
    /// Undo takes it back.
    Did,
    /// Undone; redo brings it back.
    Undid,
    Info,
    /// It could not be done; the action that helps, by name.
    Refused(Option<&'static str>),
}

/// What a change did to a milestone.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    pub outcome: String,
    pub headline: String,
    pub before: Option<NaiveDate>,
    pub after: Option<NaiveDate>,
    pub what: Shifted,
}

/// Which of the three layers moved (told never does by a key).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shifted {
    Meant,
    Projected,
}

impl Model {
    /// `seed` makes ids of new items; `today` is the day the board opens on.
    pub fn open(plan: Arc<Plan>, file: impl Into<String>, seed: u64, today: NaiveDate) -> Model {
        let mut model = Model {
            sight: Sight::of(&plan, &Folds::new(), None, &[], today),
            on_disk: Arc::clone(&plan),
            plan,
            problems: Vec::new(),
            saving: Saving::Saved,
            history: super::History::default(),
            rooms: Vec::new(),
            cursor: Cursor::default(),
            folds: Folds::new(),
            at_hand: None,
            scroll: 0,
            is_scrolled: false,
            first_column: 0,
            filter: None,
            typed_before: TypedBefore::default(),
            pane: Pane::default(),
            timeline: super::Timeline::default(),
            message: None,
            shifts: Vec::new(),
            keymap: Keymap::default(),
            mouse: true,
            held: None,
            jargon: Vec::new(),
            me: None,
            pending: None,
            last_deed: None,
            telling: Telling::default(),
            selected: BTreeSet::new(),
            meeting: None,
            would: None,
            drafts: Vec::new(),
            editing: None,
            is_leaving: false,
            size: Size { width: 80, height: 24 },
            file: file.into(),
            random: fastrand::Rng::with_seed(seed),
        };
        model.cursor = Cursor::home(&model.sight.grid);
        model
    }
    /// Puts in force what a person has set for all their plans.
    pub fn configure(&mut self, config: &super::Config, today: NaiveDate) {
        self.keymap = config.keymap.clone();
        self.me = config.me.clone();
        self.mouse = config.mouse;
        if self.jargon != config.jargon || self.sight.today() != today {
            self.jargon = config.jargon.clone();
            self.look(today);
        }
    }
    /// A model for a file that cannot be read: the problems are all there is to see.
    pub fn unreadable(problems: Vec<Problem>, file: impl Into<String>, seed: u64, today: NaiveDate) -> Model {
        let mut model = Model::open(Arc::new(Plan::default()), file, seed, today);
        model.problems = problems;
        model
    }
    /// Whether a plan was ever read; without one the problems take the whole screen.
    pub fn has_plan(&self) -> bool {
        self.problems.is_empty() || *self.plan != Plan::default()
    }
    pub fn is_pane_shown(&self) -> bool {
        self.pane.shown.unwrap_or_else(|| Layout::pane_fits_beside(self.size))
    }
    pub fn layout(&self) -> Layout {
        Layout::of(self.size, self.is_pane_shown(), &self.sight.grid, self.cursor.column, self.first_column)
    }
    /// The task under the cursor.
    pub fn card(&self) -> Option<&Arc<crate::plan::Task>> {
        self.cursor.card(&self.sight.grid)
    }
    /// The lane under the cursor.
    pub fn lane(&self) -> Option<&super::Lane> {
        self.cursor.lane(&self.sight.grid)
    }
}
