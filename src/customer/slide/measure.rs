//! How wide words are in the usual sans serif, and where a line of them breaks.
//! The program has no fonts: widths are those of Helvetica and Arial with some room to spare, so that text does not leave its place
//! where another font stands in.

use super::{Ink, Run, Weight};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Room to spare for fonts that run wider.
const SLACK: f32 = 1.03;
/// What adding up may be off by, in points.
const ROUNDING: f32 = 0.01;
const ELLIPSIS: &str = "…";

/// Thousandths of the size, from the space to the tilde (Adobe's metrics of Helvetica).
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// A size in points and a weight.
#[derive(Debug, Clone, Copy)]
pub(in crate::customer) struct Font {
    pub size: f32,
    pub weight: Weight,
}

impl Font {
    /// In points.
    pub fn width(self, text: &str) -> f32 {
        let bold = match self.weight {
            Weight::Regular => 1.0,
            Weight::Bold => 1.08,
        };
        let ems: f32 = text.graphemes(true).map(ems).sum();
        ems * self.size * bold * SLACK
    }
}

fn ems(cluster: &str) -> f32 {
    match (cluster.as_bytes(), UnicodeWidthStr::width(cluster)) {
        ([byte @ b' '..=b'~'], _) => f32::from(ASCII[usize::from(byte - b' ')]) / 1000.0,
        (_, 0) => 0.0,
        (_, 1) => 0.8,
        // Emoji run wider than what is written in full-width signs.
        (_, _) if cluster.chars().any(|c| c > '\u{2fff}' && !is_emoji(c)) => 1.05,
        (_, cells) => 0.7 * cells as f32,
    }
}

const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}')
}

/// Runs broken into lines of at most `width` points: between words, and within one that has no line to itself.
/// What is more than `lines_max` is cut with an ellipsis.
pub(super) fn wrapped(runs: Vec<Run>, size: f32, width: f32, lines_max: usize) -> Vec<Vec<Run>> {
    let mut lines = Lines { size, width, used: 0.0, done: vec![Vec::new()] };
    for run in runs {
        words(&run.text).for_each(|word| lines.word(word, &run));
    }
    let Lines { mut done, .. } = lines;
    if done.len() > lines_max {
        done.truncate(lines_max.max(1));
        if let Some(last) = done.last_mut() {
            end_with_ellipsis(last, size, width);
        }
    }
    done
}

/// Words with the space after them. A number stays with the next word: `26 February`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_number = |word: &str| word.len() > 1 && word.ends_with(' ') && word.trim_end().bytes().all(|b| b.is_ascii_digit());
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.split_inclusive(' ').next()?;
        let second = rest[first.len()..].split_inclusive(' ').next().filter(|_| is_number(first)).unwrap_or("");
        let (word, after) = rest.split_at(first.len() + second.len());
        rest = after;
        Some(word)
    })
}

struct Lines {
    size: f32,
    width: f32,
    used: f32,
    done: Vec<Vec<Run>>,
}

impl Lines {
    fn word(&mut self, word: &str, like: &Run) {
        let font = Font { size: self.size, weight: like.weight };
        let width = font.width(word.trim_end());
        if self.used + width > self.width + ROUNDING && self.used > 0.0 {
            self.next();
        }
        if width <= self.width + ROUNDING {
            return self.push(word, like, font);
        }
        for cluster in word.graphemes(true) {
            if self.used + font.width(cluster) > self.width {
                self.next();
            }
            self.push(cluster, like, font);
        }
    }
    fn next(&mut self) {
        self.done.push(Vec::new());
        self.used = 0.0;
    }
    fn push(&mut self, text: &str, like: &Run, font: Font) {
        self.used += font.width(text);
        let Some(line) = self.done.last_mut() else { return };
        match line.last_mut() {
            Some(last) if (last.ink, last.weight) == (like.ink, like.weight) => last.text.push_str(text),
            Some(_) | None => line.push(Run::new(text, like.ink, like.weight)),
        }
    }
}

/// Takes characters away until the ellipsis has room.
fn end_with_ellipsis(line: &mut Vec<Run>, size: f32, width: f32) {
    let width_of = |line: &[Run]| -> f32 { line.iter().map(|run| Font { size, weight: run.weight }.width(&run.text)).sum() };
    let (ink, weight) = line.last().map_or((Ink::Text, Weight::Regular), |run| (run.ink, run.weight));
    let room = width - Font { size, weight: Weight::Bold }.width(ELLIPSIS);
    while let Some(last) = line.last_mut() {
        let kept = last.text.trim_end().len();
        last.text.truncate(kept);
        if last.text.is_empty() {
            line.pop();
        } else if width_of(line) > room {
            let end = line.last().and_then(|run| run.text.grapheme_indices(true).next_back()).map_or(0, |(at, _)| at);
            line.last_mut().into_iter().for_each(|run| run.text.truncate(end));
        } else {
            break;
        }
    }
    match line.last_mut() {
        Some(last) => last.text.push_str(ELLIPSIS),
        None => line.push(Run::new(ELLIPSIS, ink, weight)),
    }
}
