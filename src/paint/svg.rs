//! A painted screen as an SVG picture, for the README and for looking at: the same cells always give the same text.
//! Every word has its own place, so that no font can push the next; lines are drawn, so that no font leaves gaps in them.

use super::contrast::rgb;
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

/// The colours of the picture, as a terminal's owner would have chosen them; each as `0xrrggbb`.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    pub text: u32,
    pub ground: u32,
    /// The sixteen, in their usual order.
    pub colours: [u32; 16],
}

impl Palette {
    pub const DARK: Palette = Palette {
        text: 0xd4d7dd,
        ground: 0x16181d,
        colours: [
            0x16181d, 0xe06c75, 0x7fbf7f, 0xe0b050, 0x6ca0e8, 0xc792ea, 0x4fb8c4, 0xc0c4cc, 0x4a505c, 0xf0757e, 0x98d698, 0xf0c468,
            0x82b4f5, 0xd7a8f5, 0x74d0da, 0xffffff,
        ],
    };
    pub const LIGHT: Palette = Palette {
        text: 0x24292f,
        ground: 0xfbfbfa,
        colours: [
            0x24292f, 0xb3261e, 0x1a7f37, 0x7d5a00, 0x0f5fbf, 0x9a3412, 0x0b7285, 0xc4c9d0, 0x8a929c, 0xc9302c, 0x2da44e, 0x946c00,
            0x218bff, 0xa04000, 0x1b8c9e, 0xffffff,
        ],
    };

    fn colour(&self, colour: Color, otherwise: u32) -> u32 {
        rgb(colour, &self.colours, otherwise)
    }
}

/// The look of a cell, as far as neighbours can share it.
#[derive(Clone, Copy, PartialEq)]
struct Face {
    fg: u32,
    bg: u32,
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
        let weight = if self.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
        format!(" fill=\"#{:06x}\"{weight}", self.fg)
    }
}

/// The picture, with the cursor's cell outlined where there is one.
pub fn svg(buffer: &Buffer, cursor: Option<(u16, u16)>, palette: &Palette) -> String {
    let area = buffer.area;
    let (width, height) = (f32::from(area.width) * CELL_WIDTH + 2.0 * MARGIN, f32::from(area.height) * CELL_HEIGHT + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"15.9\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#{:06x}\"/>\n<g xml:space=\"preserve\">\n",
        palette.ground
    );
    for y in 0..area.height {
        for run in runs(buffer, y, palette) {
            run.write(&mut svg, y, palette);
        }
    }
    if let Some((x, y)) = cursor {
        let (x, y) = (MARGIN + f32::from(x) * CELL_WIDTH, MARGIN + f32::from(y) * CELL_HEIGHT);
        let _ = writeln!(svg, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"2\" height=\"{CELL_HEIGHT}\" fill=\"#{:06x}\"/>", palette.text);
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
        let mut rect = |y: f32, height: f32, fill: u32| {
            let _ = writeln!(
                svg,
                "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" fill=\"#{fill:06x}\" shape-rendering=\"crispEdges\"/>"
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
                    let left = MARGIN + f32::from(*x) * CELL_WIDTH;
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
                let _ = writeln!(svg, "<path d=\"{path}\" stroke=\"#{:06x}\" stroke-width=\"{thickness}\"{dashes}/>", self.face.fg);
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
