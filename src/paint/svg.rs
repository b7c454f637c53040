//! A painted screen as an SVG picture, for the README and for looking at: the same cells always give the same text.
//! Every word has its own place, so that no font can push the next; lines are drawn, so that no font leaves gaps in them.

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

const CELL_WIDTH: f32 = 9.6;
const CELL_HEIGHT: f32 = 20.0;
const BASELINE: f32 = 14.8;
const MARGIN: f32 = 14.0;

/// The colours of the picture, as a terminal's owner would have chosen them.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    pub text: &'static str,
    pub ground: &'static str,
    /// The sixteen, in their usual order.
    pub colours: [&'static str; 16],
}

impl Palette {
    pub const DARK: Palette = Palette {
        text: "#d4d7dd",
        ground: "#16181d",
        colours: [
            "#16181d", "#e06c75", "#7fbf7f", "#e0b050", "#6ca0e8", "#c792ea", "#4fb8c4", "#c0c4cc", "#4a505c", "#f0757e", "#98d698",
            "#f0c468", "#82b4f5", "#d7a8f5", "#74d0da", "#ffffff",
        ],
    };
    pub const LIGHT: Palette = Palette {
        text: "#24292f",
        ground: "#fbfbfa",
        colours: [
            "#24292f", "#b3261e", "#1a7f37", "#7d5a00", "#0f5fbf", "#9a3412", "#0b7285", "#c4c9d0", "#8a929c", "#c9302c", "#2da44e",
            "#946c00", "#218bff", "#a04000", "#1b8c9e", "#ffffff",
        ],
    };

    fn colour(&self, colour: Color, otherwise: &'static str) -> &'static str {
        let number = match colour {
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
            Color::Indexed(n) => return FIXED.iter().find(|(it, _)| *it == n).map_or(otherwise, |(_, colour)| colour),
            Color::Reset | Color::Rgb(..) => return otherwise,
        };
        self.colours[number]
    }
}

/// Those of the fixed colours that the themes name.
const FIXED: [(u8, &str); 21] = [
    (16, "#000000"),
    (22, "#005f00"),
    (24, "#005f87"),
    (25, "#005faf"),
    (80, "#5fd7d7"),
    (94, "#875f00"),
    (111, "#87afff"),
    (114, "#87d787"),
    (120, "#87ff87"),
    (123, "#87ffff"),
    (124, "#af0000"),
    (153, "#afd7ff"),
    (179, "#d7af5f"),
    (210, "#ff8787"),
    (217, "#ffafaf"),
    (228, "#ffff87"),
    (231, "#ffffff"),
    (235, "#262626"),
    (241, "#626262"),
    (242, "#6c6c6c"),
    (248, "#a8a8a8"),
];

/// The look of a cell, as far as neighbours can share it.
#[derive(Clone, Copy, PartialEq)]
struct Face {
    fg: &'static str,
    bg: &'static str,
    modifier: Modifier,
}

impl Face {
    fn of(cell: &Cell, palette: &Palette) -> Face {
        let (fg, bg) = (palette.colour(cell.fg, palette.text), palette.colour(cell.bg, palette.ground));
        match cell.modifier.contains(Modifier::REVERSED) {
            true => Face { fg: bg, bg: fg, modifier: cell.modifier },
            false => Face { fg, bg, modifier: cell.modifier },
        }
    }
    fn attributes(&self) -> String {
        let mut attributes = format!(" fill=\"{}\"", self.fg);
        for (modifier, text) in [(Modifier::BOLD, " font-weight=\"bold\""), (Modifier::DIM, " opacity=\".62\"")] {
            if self.modifier.contains(modifier) {
                attributes.push_str(text);
            }
        }
        attributes
    }
}

/// The picture, with the cursor's cell outlined where there is one.
pub fn svg(buffer: &Buffer, cursor: Option<(u16, u16)>, palette: &Palette) -> String {
    let area = buffer.area;
    let (width, height) = (f32::from(area.width) * CELL_WIDTH + 2.0 * MARGIN, f32::from(area.height) * CELL_HEIGHT + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"15.9\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n<g xml:space=\"preserve\">\n",
        palette.ground
    );
    for y in 0..area.height {
        for run in runs(buffer, y, palette) {
            run.write(&mut svg, y, palette);
        }
    }
    if let Some((x, y)) = cursor {
        let (x, y) = (MARGIN + f32::from(x) * CELL_WIDTH, MARGIN + f32::from(y) * CELL_HEIGHT);
        let _ = writeln!(svg, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"2\" height=\"{CELL_HEIGHT}\" fill=\"{}\"/>", palette.text);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Neighbours of one look.
struct Run<'b> {
    x: u16,
    cells: u16,
    face: Face,
    /// Each character with the column it stands in.
    symbols: Vec<(u16, &'b str)>,
}

fn runs<'b>(buffer: &'b Buffer, y: u16, palette: &Palette) -> Vec<Run<'b>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(buffer.area.x + x, buffer.area.y + y)];
        let (face, cells) = (Face::of(cell, palette), cell.symbol().width().max(1) as u16);
        if runs.last().is_none_or(|run| run.face != face) {
            runs.push(Run { x, cells: 0, face, symbols: Vec::new() });
        }
        if let Some(run) = runs.last_mut() {
            run.cells += cells;
            run.symbols.push((x, cell.symbol()));
        }
        x += cells;
    }
    runs
}

impl Run<'_> {
    fn write(&self, svg: &mut String, y: u16, palette: &Palette) {
        let (left, top) = (MARGIN + f32::from(self.x) * CELL_WIDTH, MARGIN + f32::from(y) * CELL_HEIGHT);
        let width = f32::from(self.cells) * CELL_WIDTH;
        let mut rect = |y: f32, height: f32, fill: &str| {
            let _ = writeln!(
                svg,
                "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{fill}\" shape-rendering=\"crispEdges\"/>"
            );
        };
        if self.face.bg != palette.ground {
            rect(top, CELL_HEIGHT, self.face.bg);
        }
        if self.face.modifier.contains(Modifier::UNDERLINED) {
            rect(top + CELL_HEIGHT - 2.0, 1.0, self.face.fg);
        }
        self.write_lines(svg, top);
        self.write_text(svg, top);
    }

    /// Lines of boxes and bars, as one path.
    fn write_lines(&self, svg: &mut String, top: f32) {
        for (thickness, dashes) in [(1.2, ""), (3.0, ""), (1.2, " stroke-dasharray=\"3 2\""), (3.0, " stroke-dasharray=\"3 2\"")] {
            let mut path = String::new();
            for (x, symbol) in &self.symbols {
                if let Some(line) = line(symbol).filter(|line| (line.thickness, line.dashes) == (thickness, dashes)) {
                    let (left, top) = (MARGIN + f32::from(*x) * CELL_WIDTH, top);
                    for [x1, y1, x2, y2] in line.strokes {
                        let _ = write!(
                            path,
                            "M{:.1} {:.1}L{:.1} {:.1}",
                            left + x1 * CELL_WIDTH,
                            top + y1 * CELL_HEIGHT,
                            left + x2 * CELL_WIDTH,
                            top + y2 * CELL_HEIGHT
                        );
                    }
                }
            }
            if !path.is_empty() {
                let _ = writeln!(svg, "<path d=\"{path}\" stroke=\"{}\" stroke-width=\"{thickness}\"{dashes}/>", self.face.fg);
            }
        }
    }

    /// Words, each with a place and a length of its own, so that no font can push the next.
    fn write_text(&self, svg: &mut String, top: f32) {
        let is_word = |(_, symbol): &(u16, &str)| *symbol != " " && line(symbol).is_none();
        // A wide character stands alone: fonts without it show something of another width.
        let is_together = |a: &(u16, &str), b: &(u16, &str)| is_word(a) && is_word(b) && a.1.width() < 2 && b.1.width() < 2;
        for word in self.symbols.chunk_by(is_together).filter(|word| is_word(&word[0])) {
            let words: String = word.iter().map(|(_, symbol)| *symbol).collect();
            let (x, length) = (MARGIN + f32::from(word[0].0) * CELL_WIDTH, words.width() as f32 * CELL_WIDTH);
            let (attributes, words) = (self.face.attributes(), words.replace('&', "&amp;").replace('<', "&lt;"));
            let y = top + BASELINE;
            let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\"{attributes}>{words}</text>");
        }
    }
}

/// A sign that is lines: strokes in parts of a cell.
struct Strokes {
    strokes: &'static [[f32; 4]],
    thickness: f32,
    dashes: &'static str,
}

fn line(symbol: &str) -> Option<Strokes> {
    const ACROSS: [f32; 4] = [0.0, 0.5, 1.0, 0.5];
    const DOWN: [f32; 4] = [0.5, 0.0, 0.5, 1.0];
    const DASHES: &str = " stroke-dasharray=\"3 2\"";
    let (strokes, thickness, dashes): (&[[f32; 4]], f32, &str) = match symbol {
        "─" => (&[ACROSS], 1.2, ""),
        "━" => (&[ACROSS], 3.0, ""),
        "│" => (&[DOWN], 1.2, ""),
        "┃" => (&[DOWN], 3.0, ""),
        "║" => (&[[0.35, 0.0, 0.35, 1.0], [0.65, 0.0, 0.65, 1.0]], 1.2, ""),
        "╎" => (&[DOWN], 1.2, DASHES),
        "┋" => (&[DOWN], 3.0, DASHES),
        "┬" => (&[ACROSS, [0.5, 0.5, 0.5, 1.0]], 1.2, ""),
        "┴" => (&[ACROSS, [0.5, 0.0, 0.5, 0.5]], 1.2, ""),
        "┤" => (&[DOWN, [0.0, 0.5, 0.5, 0.5]], 1.2, ""),
        "╭" => (&[[0.5, 0.5, 1.0, 0.5], [0.5, 0.5, 0.5, 1.0]], 1.2, ""),
        "╮" => (&[[0.0, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 1.0]], 1.2, ""),
        "╰" => (&[[0.5, 0.5, 1.0, 0.5], [0.5, 0.0, 0.5, 0.5]], 1.2, ""),
        "╯" => (&[[0.0, 0.5, 0.5, 0.5], [0.5, 0.0, 0.5, 0.5]], 1.2, ""),
        _ => return None,
    };
    Some(Strokes { strokes, thickness, dashes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn the_same_cells_give_the_same_picture_and_text_is_safe_in_it() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "<a> & │日", ratatui::style::Style::new());
        let (one, two) = (svg(&buffer, None, &Palette::DARK), svg(&buffer, None, &Palette::DARK));
        assert_eq!(one, two);
        assert!(one.contains("&lt;a>") && !one.contains("<a>"), "{one}");
        assert!(one.contains("<path d=\"M"), "lines are drawn: {one}");
    }
}
