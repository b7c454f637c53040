//! Draws the README's pictures from the real program: `cargo run --example pictures`.
//! The same code as the board's: desk, view, paint; only the terminal is a buffer. A test holds that they are up to date.

#![allow(clippy::disallowed_methods)] // writes the pictures

use chrono::NaiveDate;
use handshake::{
    desk::{Event, Model, Size, update},
    example, file,
    paint::{Palette, Style, paint, svg},
    view,
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{fs, path::Path, sync::Arc};

/// Name, size, keys typed.
const PICTURES: &[(&str, u16, u16, &str)] = &[
    ("board-160x48", 160, 48, "j j"),
    ("board-120x35", 120, 35, ""),
    ("board-100x30", 100, 30, ""),
    ("board-80x24", 80, 24, "} w"),
    ("board-50x20", 50, 20, ""),
    ("pane-100x30", 100, 30, "c"),
    ("drift-160x48", 160, 48, "} d ctrl-u 1 8 space d e c enter"),
    ("timeline-160x48", 160, 48, "t } }"),
    ("timeline-100x30", 100, 30, "t } z"),
    ("timeline-80x24", 80, 24, "t }"),
    ("assign-100x30", 100, 30, "} } j a"),
];

fn main() -> std::io::Result<()> {
    for (name, text) in pictures() {
        fs::write(Path::new("assets").join(format!("{name}.svg")), text)?;
    }
    Ok(())
}

fn pictures() -> Vec<(&'static str, String)> {
    PICTURES.iter().map(|(name, width, height, keys)| (*name, picture(*width, *height, keys))).collect()
}

fn picture(width: u16, height: u16, keys: &str) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let plan = file::read(example::alive(example::DEMO, today).as_bytes()).plan.expect("the example reads");
    let mut model = Model::open(Arc::new(plan), "demo.ron", 7, today);
    update(&mut model, Event::Resized(Size { width, height }), today);
    for key in keys.split_whitespace() {
        update(&mut model, Event::Key(key.parse().expect("a key")), today);
    }
    // As the header of a board stands a moment after the last key.
    let written = handshake::desk::Written::Saved(Arc::clone(&model.plan));
    update(&mut model, Event::Written(written), today);
    let screen = view::screen(&model, today);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    paint(&screen, &Style::default(), &mut buffer);
    svg(&buffer, screen.cursor, &Palette::DARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_show_the_program_as_it_is() {
        for (name, text) in pictures() {
            let path = Path::new("assets").join(format!("{name}.svg"));
            assert!(fs::read_to_string(&path).is_ok_and(|drawn| drawn == text), "{name}.svg is stale: cargo run --example pictures");
        }
    }
}
