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

/// The tour: what is said, and the keys typed on a fresh board. One moving picture.
const TOUR: &[(&str, &str)] = &[
    ("Outcomes are lanes, tasks are cards. The pane is the customer plan, as it would be sent.", ""),
    ("a: who does it? One letter.", "} } j a"),
    ("t: Tomas does, and the plan is saved.", "} } j a t"),
    ("w: why this date? The chain of work behind it.", "} w"),
    ("} d: another date. The customer's side shows old and new, and what was told.", "} d ctrl-u 1 8 space d e c enter"),
    ("s: share. This very text goes out, and is on the record from then on.", "s"),
];
const TOUR_SIZE: (u16, u16) = (120, 35);
const SECONDS_A_STEP: usize = 5;

fn main() -> std::io::Result<()> {
    for (name, text) in pictures() {
        fs::write(Path::new("assets").join(format!("{name}.svg")), text)?;
    }
    Ok(())
}

fn pictures() -> Vec<(&'static str, String)> {
    let still = PICTURES.iter().map(|(name, width, height, keys)| (*name, picture(*width, *height, keys)));
    still.chain([("tour", tour())]).collect()
}

/// The steps one above the other, each seen in its turn; who wants no motion sees the last.
fn tour() -> String {
    let (width, height) = TOUR_SIZE;
    let frames: Vec<String> = TOUR.iter().map(|(_, keys)| picture(width, height, keys)).collect();
    let head = frames[0].lines().next().unwrap_or_default();
    let size = |name: &str| -> usize {
        let value = head.split(&format!(" {name}=\"")).nth(1).and_then(|it| it.split('"').next()).and_then(|it| it.parse().ok());
        value.expect("a picture says its size")
    };
    let (wide, high) = (size("width"), size("height") + 44);
    let (all, share) = (SECONDS_A_STEP * TOUR.len(), 100.0 / TOUR.len() as f64);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\">\n<style>\n\
         .step {{ visibility: hidden; animation: turn {all}s infinite step-end; }}\n\
         @keyframes turn {{ 0% {{ visibility: visible; }} {share:.3}% {{ visibility: hidden; }} }}\n\
         @media (prefers-reduced-motion: reduce) {{ .step {{ animation: none; }} .step:last-of-type {{ visibility: visible; }} }}\n\
         </style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d0e11\"/>\n"
    );
    for (at, ((words, _), frame)) in TOUR.iter().zip(frames).enumerate() {
        let words = words.replace('&', "&amp;").replace('<', "&lt;");
        out += &format!("<g class=\"step\" style=\"animation-delay: {}s\">\n{}", SECONDS_A_STEP * at, frame.trim_end());
        out += &format!(
            "\n<text x=\"16\" y=\"{}\" font-family=\"DejaVu Sans,Helvetica,sans-serif\" font-size=\"18\" fill=\"#d4d7dd\">{}/{}  {words}</text>\n</g>\n",
            high - 15,
            at + 1,
            TOUR.len()
        );
    }
    out + "</svg>\n"
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
