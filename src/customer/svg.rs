//! The slide as a picture: one SVG file, 16:9, that fetches nothing.
//! Every line of text has its own place, as the slide was laid out; nothing is left to the reader's line breaks.

use super::{
    CustomerPlan,
    markup::xml,
    slide::{HEIGHT, Paragraph, Run, Shape, Text, WIDTH, Weight, slide},
};

/// How far a line's baseline lies below its top, in its size.
const BASELINE: f32 = 0.95;

/// The picture, in UTF-8.
pub fn svg(plan: &CustomerPlan) -> String {
    let slide = slide(plan);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1280\" height=\"720\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"Arial, Helvetica, Liberation Sans, sans-serif\">\n<title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#FFFFFF\"/>\n",
        xml(&slide.title)
    );
    for shape in &slide.shapes {
        match shape {
            Shape::Bar { at, ink } => out.push_str(&format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#{}\"/>\n",
                at.x,
                tenths(at.y),
                at.width,
                at.height,
                ink.hex()
            )),
            Shape::Text(text) => out.push_str(&self::text(text)),
        }
    }
    out + "</svg>\n"
}

fn text(text: &Text) -> String {
    let mut y = text.at.y;
    let mut out = String::new();
    for Paragraph { size, lines } in &text.paragraphs {
        let paragraph = Paragraph { size: *size, lines: Vec::new() };
        for line in lines {
            out.push_str(&self::line(tenths(text.at.x), tenths(y + size * BASELINE), *size, line));
            y += paragraph.leading();
        }
    }
    out
}

fn line(x: f32, y: f32, size: f32, runs: &[Run]) -> String {
    let spans: String = runs.iter().map(span).collect();
    format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" xml:space=\"preserve\">{spans}</text>\n")
}

fn span(run: &Run) -> String {
    let weight = match run.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"bold\"",
    };
    format!("<tspan fill=\"#{}\"{weight}>{}</tspan>", run.ink.hex(), xml(&run.text))
}

/// Short numbers, the same on every machine.
fn tenths(points: f32) -> f32 {
    (points * 10.0).round() / 10.0
}
