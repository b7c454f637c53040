//! The customer plan as one slide, 16:9: which words stand where, in points. SVG and PPTX both draw this, so they are the same slide.
//! Nothing is set smaller than can be read from the back of a room; what does not fit is cut with an ellipsis or counted.
//! `column` places the sections, `measure` says how wide words are.

mod column;
mod measure;

pub(super) use measure::Font;

use super::{CustomerPlan, page::Page};
use column::Column;

pub(super) const WIDTH: f32 = 960.0;
pub(super) const HEIGHT: f32 = 540.0;
const MARGIN: f32 = 48.0;
const COLUMNS_TOP: f32 = 108.0;
const COLUMNS_BOTTOM: f32 = 490.0;
const LEFT_WIDTH: f32 = 464.0;
const GUTTER: f32 = 44.0;

pub(super) struct Slide {
    pub title: String,
    pub shapes: Vec<Shape>,
}

pub(super) enum Shape {
    Bar { at: Place, ink: Ink },
    Text(Text),
}

/// Points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Paragraphs one below the other.
pub(super) struct Text {
    pub role: Role,
    pub at: Place,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Body,
}

/// Lines as they are broken here; a line that ends in a space goes on with the next word.
pub(super) struct Paragraph {
    pub size: f32,
    pub lines: Vec<Vec<Run>>,
}

/// Words of one colour and weight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub text: String,
    pub ink: Ink,
    pub weight: Weight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Quiet,
    Heading,
    Attention,
    Good,
    Rule,
}

impl Ink {
    /// Six hexadecimal digits, on white.
    pub const fn hex(self) -> &'static str {
        match self {
            Ink::Text => "1F2933",
            Ink::Quiet => "52606D",
            Ink::Heading => "0B5394",
            Ink::Attention => "B3400A",
            Ink::Good => "1A7F37",
            Ink::Rule => "D9DEE4",
        }
    }
}

impl Paragraph {
    /// From the top of one line to the top of the next.
    pub fn leading(&self) -> f32 {
        leading(self.size)
    }
    pub fn height(&self) -> f32 {
        self.leading() * self.lines.len() as f32
    }
}

const fn leading(size: f32) -> f32 {
    size * 1.2
}

impl Run {
    fn new(text: impl Into<String>, ink: Ink, weight: Weight) -> Run {
        Run { text: text.into(), ink, weight }
    }
}

/// Lays the plan out.
pub(super) fn slide(plan: &CustomerPlan) -> Slide {
    let page = Page::of(plan);
    let mut shapes = vec![Shape::Bar { at: Place { x: 0.0, y: 0.0, width: WIDTH, height: 8.0 }, ink: Ink::Heading }];
    let title = Run::new(page.title.as_str(), Ink::Text, Weight::Bold);
    shapes.push(line(Role::Title, 30.0, 28.0, title));
    shapes.push(line(Role::Body, 68.0, 15.0, Run::new(page.edition.as_str(), Ink::Quiet, Weight::Regular)));
    let height = COLUMNS_BOTTOM - COLUMNS_TOP;
    let left = Place { x: MARGIN, y: COLUMNS_TOP, width: LEFT_WIDTH, height };
    let x = MARGIN + LEFT_WIDTH + GUTTER;
    let right = Place { x, y: COLUMNS_TOP, width: WIDTH - MARGIN - x, height };
    shapes.extend(Column::of(page.coming.iter(), column::Dates::Beside).placed(left));
    shapes.extend(Column::of([Some(&page.asks), page.changed.as_ref()].into_iter().flatten(), column::Dates::Below).placed(right));
    if !page.closing.is_empty() {
        let rule = Place { x: MARGIN, y: 498.0, width: WIDTH - 2.0 * MARGIN, height: 0.75 };
        shapes.push(Shape::Bar { at: rule, ink: Ink::Rule });
        shapes.push(line(Role::Body, 506.0, 13.0, Run::new(page.closing.join(" · "), Ink::Quiet, Weight::Regular)));
    }
    Slide { title: page.title, shapes }
}

/// One line across the slide.
fn line(role: Role, y: f32, size: f32, run: Run) -> Shape {
    let width = WIDTH - 2.0 * MARGIN;
    let paragraph = Paragraph { size, lines: measure::wrapped(vec![run], size, width, 1) };
    Shape::Text(Text { role, at: Place { x: MARGIN, y, width, height: paragraph.height() }, paragraphs: vec![paragraph] })
}

#[cfg(test)]
mod tests;
