//! The frame of a room: a border with the title in its upper and the keys in its lower edge, and inside a window on its lines.
//! Knows cells and lines, nothing of what stands in it.

use crate::view::{
    ink::{Area, bold, plain, spaced, spaced_width, strong, toned},
    screen::{Ink, Line, Screen, Tone, fitted, width},
};

/// Where a frame stands on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Middle,
    /// Beside the cursor's column, so that the card stays in sight.
    Left,
    Right,
}

pub struct Frame {
    pub title: Vec<Ink>,
    /// The most telling last: where there is no room, the first go.
    pub keys: Vec<Vec<Ink>>,
    /// Cells and lines inside; both are cut to the screen.
    pub width: usize,
    pub height: usize,
    pub place: Place,
}

impl Frame {
    /// Draws the border over whatever lies there, and gives the area inside.
    pub fn show(self, screen: &mut Screen, area: Area) -> Area {
        let words = width(&self.title).max(spaced_width(&self.keys, "  ")) + 4;
        let width = (self.width.max(words) + 4).min(area.width.into()) as u16;
        let height = (self.height + 2).min(usize::from(area.height.saturating_sub(1))) as u16;
        let spare = area.width - width;
        let x = match self.place {
            Place::Middle => spare / 2,
            Place::Left => spare / 6,
            Place::Right => spare - spare / 6,
        };
        let y = (area.height - height).saturating_sub(1) / 2;
        let frame = Area { x, y, width, height };
        moat(screen, frame, area);
        edge(screen, frame, frame.y, ["╭", "╮"], self.title, Vec::new());
        for y in frame.y + 1..frame.bottom().saturating_sub(1) {
            let side = || vec![toned("│", Tone::Accent)];
            screen.put(x, y, width, Line::of(side()).right(side()));
        }
        if height > 1 {
            edge(screen, frame, frame.bottom() - 1, ["╰", "╯"], Vec::new(), fitting(self.keys, usize::from(width).saturating_sub(6)));
        }
        frame.inset(2, 1)
    }

    /// The same with lines at its foot, below a free one, where they leave a line above; gives the area above them.
    pub fn show_above(self, screen: &mut Screen, area: Area, foot: Vec<Line>) -> Area {
        let inside = self.show(screen, area);
        let height = foot.len() as u16 + 1;
        if foot.is_empty() || inside.height <= height {
            return inside;
        }
        let above = Area { height: inside.height - height, ..inside };
        for (line, y) in foot.into_iter().zip(above.bottom() + 1..) {
            screen.put(inside.x, y, inside.width, line);
        }
        above
    }
}

/// As many of the keys as fit into so many cells; the first go.
pub fn fitting(mut keys: Vec<Vec<Ink>>, cells: usize) -> Vec<Ink> {
    while keys.len() > 1 && spaced_width(&keys, "  ") > cells {
        keys.remove(0);
    }
    spaced(keys, "  ")
}

/// A free cell on both sides, so that what lies below does not run into the border.
fn moat(screen: &mut Screen, frame: Area, area: Area) {
    let left = frame.x.saturating_sub(1).max(area.x);
    let right = frame.x.saturating_add(frame.width).saturating_add(1).min(area.x.saturating_add(area.width));
    for y in frame.y..frame.bottom() {
        screen.put(left, y, right.saturating_sub(left), Line::default());
    }
}

fn edge(screen: &mut Screen, frame: Area, y: u16, corners: [&str; 2], left: Vec<Ink>, right: Vec<Ink>) {
    let across = "─".repeat(usize::from(frame.width).saturating_sub(2));
    screen.put(
        frame.x,
        y,
        frame.width,
        Line::of(vec![toned(corners[0], Tone::Accent), toned(across, Tone::Accent), toned(corners[1], Tone::Accent)]),
    );
    let room = usize::from(frame.width).saturating_sub(6);
    for (words, is_left) in [(left, true), (right, false)] {
        if words.is_empty() || room == 0 {
            continue;
        }
        let words = [vec![plain(" ")], fitted(&words, room), vec![plain(" ")]].concat();
        let cells = width(&words) as u16;
        let x = if is_left { frame.x + 2 } else { frame.x + frame.width - 2 - cells };
        screen.put(x, y, cells, Line::of(words));
    }
}

pub fn title(words: &str) -> Vec<Ink> {
    vec![bold(words)]
}

/// Lines in a window that keeps line `at` in sight; what is above and below is said at the right edge.
pub fn list(screen: &mut Screen, area: Area, lines: Vec<Line>, at: usize) {
    let height = usize::from(area.height);
    let start = start(lines.len(), at, height);
    let below = lines.len().saturating_sub(start + height);
    for (n, line) in lines.into_iter().skip(start).take(height).enumerate() {
        screen.put(area.x, area.y + n as u16, area.width, line);
    }
    let edge = area.x.saturating_add(area.width);
    if start > 0 {
        screen.put(edge, area.y, 1, Line::of(vec![strong("↑", Tone::Accent)]));
    }
    if below > 0 {
        screen.put(edge, area.bottom().saturating_sub(1), 1, Line::of(vec![strong("↓", Tone::Accent)]));
    }
}

/// The first line of a window of so many lines that has line `at` in its middle, as far as there are lines.
pub fn start(lines: usize, at: usize, height: usize) -> usize {
    at.saturating_sub(height / 2).min(lines.saturating_sub(height))
}
