//! A desk without a terminal, for stories: keys are typed as a person would, and the plan, the message and the screen are looked at.
//! Every story binary takes it in with `#[path = "support/desk.rs"] mod desk;` and adds what only it asks.
#![allow(dead_code)] // each story uses what it needs

use chrono::NaiveDate;
use handshake::{
    desk::{Chord, Cursor, Effect, Event, Model, Size, update},
    file,
    paint::{Style, paint},
    plan::{Plan, Task},
    view,
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::sync::Arc;

/// The example of the method.
pub const FINANCE: &str = include_str!("../data/finance.ron");

/// Its reference day.
pub fn today() -> NaiveDate {
    day("2027-02-08")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub struct Desk {
    pub model: Model,
    pub today: NaiveDate,
    /// Everything it ever asked the world for.
    pub effects: Vec<Effect>,
    /// How many keys were pressed.
    pub keys: usize,
}

impl Desk {
    pub fn finance() -> Desk {
        Desk::open(FINANCE)
    }
    pub fn open(text: &str) -> Desk {
        Desk::of(file::read(text.as_bytes()).plan.expect("the plan reads"))
    }
    pub fn of(plan: Plan) -> Desk {
        Desk::on(plan, today())
    }
    /// On another day than the example's.
    pub fn on(plan: Plan, today: NaiveDate) -> Desk {
        let mut desk = Desk { model: Model::open(Arc::new(plan), "plan.ron", 7, today), today, effects: Vec::new(), keys: 0 };
        desk.resize(160, 48);
        desk
    }
    /// On a terminal of this size.
    pub fn sized(mut self, width: u16, height: u16) -> Desk {
        self.resize(width, height);
        self
    }
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Desk {
        self.event(Event::Resized(Size { width, height }))
    }
    pub fn event(&mut self, event: Event) -> &mut Desk {
        let effects = update(&mut self.model, event, self.today);
        self.effects.extend(effects);
        self
    }
    /// Types keys: characters as they are, named ones as `<enter>`.
    pub fn type_keys(&mut self, keys: &str) -> &mut Desk {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let name = rest.strip_prefix('<').and_then(|after| after.split_once('>')).filter(|(name, _)| name.len() > 1);
            let (spelled, after) = name.map_or((&rest[..first.len_utf8()], &rest[first.len_utf8()..]), |it| it);
            let chord = if spelled == " " { "space".parse() } else { spelled.parse::<Chord>() };
            self.event(Event::Key(chord.unwrap()));
            self.keys += 1;
            rest = after;
        }
        self
    }
    /// Text in a field, however long: not counted as keys.
    pub fn paste(&mut self, text: &str) -> &mut Desk {
        self.event(Event::Paste(text.into()))
    }
    pub fn plan(&self) -> &Plan {
        &self.model.plan
    }
    pub fn task(&self, id: &str) -> Task {
        self.plan().task(id).expect("the task is there").task.as_ref().clone()
    }
    pub fn says(&self) -> &str {
        self.model.message.as_ref().map_or("", |message| message.words.as_str())
    }
    /// The title of the card under the cursor, or the lane whose header it is on.
    pub fn here(&self) -> String {
        let lane = || self.model.lane().map_or("nowhere".into(), |lane| format!("[{}]", lane.key.outcome().unwrap_or("noise")));
        self.model.card().map_or_else(lane, |card| card.title.clone())
    }
    /// The cursor to a card.
    pub fn stand_on(&mut self, id: &str) -> &mut Desk {
        self.model.cursor = Cursor::on_card(&self.model.sight.grid, id).expect("the card is shown");
        self
    }
    /// The cursor to a lane's header.
    pub fn lane(&mut self, outcome: &str) -> &mut Desk {
        let at = self.model.sight.grid.lanes.iter().position(|lane| lane.key.outcome() == Some(outcome)).unwrap();
        self.model.cursor = Cursor::at(&self.model.sight.grid, at, 0, None);
        self
    }
    /// Every word on the screen, piece by piece.
    pub fn screen(&self) -> String {
        let line = |line: &view::Line| line.left.iter().chain(&line.right).map(|ink| ink.words()).collect::<String>();
        view::screen(&self.model, self.today).pieces.iter().map(|piece| line(&piece.line) + "\n").collect()
    }
    pub fn shows(&self, words: &str) -> bool {
        self.screen().contains(words)
    }
    /// The screen as it is painted, line by line.
    pub fn lines(&self) -> Vec<String> {
        self.lines_in(&Style::default())
    }
    pub fn lines_in(&self, style: &Style) -> Vec<String> {
        let screen = view::screen(&self.model, self.today);
        let mut buffer = Buffer::empty(Rect::new(0, 0, screen.width, screen.height));
        paint(&screen, style, &mut buffer);
        (0..buffer.area.height).map(|y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect()).collect()
    }
    /// The painted line with these words.
    pub fn line(&self, words: &str) -> String {
        let lines = self.lines();
        lines.iter().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words} in\n{}", lines.join("\n"))).clone()
    }
    /// Whether a painted line has these words.
    pub fn sees(&self, words: &str) -> bool {
        self.lines().iter().any(|line| line.contains(words))
    }
}
