//! A column of the slide: sections one below the other, set as large as they fit.
//! First the sizes give way, then the second lines, then the last rows are counted instead of shown. One size less is taken, too,
//! where it saves a line with a single word on it.

use super::{Font, Ink, Paragraph, Place, Role, Run, Shape, Text, Weight, leading, measure::wrapped};
use crate::customer::page::{Body, Row, Section, Tone};

/// Where a row's date stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    Beside,
    Below,
}

/// How large a column is set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    what: f32,
    below: f32,
    lines_max: usize,
    gap: f32,
}

/// Nothing is set smaller.
const SMALLEST: f32 = 12.0;
/// In the order in which they are tried.
const SETTINGS: [Setting; 6] = [
    Setting { what: 18.0, below: 14.0, lines_max: 2, gap: 13.0 },
    Setting { what: 16.0, below: 13.0, lines_max: 2, gap: 9.0 },
    Setting { what: 15.0, below: SMALLEST, lines_max: 2, gap: 7.0 },
    Setting { what: 14.0, below: SMALLEST, lines_max: 2, gap: 5.0 },
    Setting { what: 13.0, below: SMALLEST, lines_max: 2, gap: 4.0 },
    Setting { what: 15.0, below: SMALLEST, lines_max: 1, gap: 7.0 },
];
const HEADING: f32 = 16.0;
const BELOW_HEADING: f32 = 10.0;
const ABOVE_HEADING: f32 = 12.0;
const BESIDE_DATE: f32 = 14.0;

/// Sections with what is left out of each counted.
pub(super) struct Column<'a> {
    sections: Vec<Shown<'a>>,
    dates: Dates,
}

struct Shown<'a> {
    title: &'a str,
    items: Vec<Item<'a>>,
    more: usize,
}

#[derive(Clone, Copy)]
enum Item<'a> {
    Row(&'a Row),
    Line(&'a str),
}

impl<'a> Column<'a> {
    pub fn of(sections: impl Iterator<Item = &'a Section>, dates: Dates) -> Column<'a> {
        let shown = |section: &'a Section| {
            let items = match &section.body {
                Body::Rows(rows) => rows.iter().map(Item::Row).collect(),
                Body::Lines(lines) => lines.iter().map(|line| Item::Line(line)).collect(),
            };
            Shown { title: &section.title, items, more: 0 }
        };
        Column { sections: sections.map(shown).collect(), dates }
    }

    /// The shapes, none of them outside `within`.
    pub fn placed(mut self, within: Place) -> Vec<Shape> {
        let tightest = SETTINGS[SETTINGS.len() - 1];
        let fits = |column: &Column, setting: &Setting| column.is_short_enough(within) && column.drawn(*setting, within).1 <= within.height;
        let roomy = SETTINGS.iter().filter(|setting| fits(&self, setting)).take(2);
        if let Some(setting) = roomy.min_by_key(|setting| lines(&self.drawn(**setting, within).0)) {
            return self.spread(*setting, within);
        }
        while !fits(&self, &tightest) && self.leave_one_out() {}
        self.drawn(tightest, within).0
    }

    /// Drawn with wider gaps where there is room for them.
    fn spread(&self, setting: Setting, within: Place) -> Vec<Shape> {
        let items: usize = self.sections.iter().map(|section| section.items.len() + 1).sum();
        let spare = (within.height - self.drawn(setting, within).1) / items.max(1) as f32;
        self.drawn(Setting { gap: setting.gap + spare.clamp(0.0, setting.gap * 0.8), ..setting }, within).0
    }

    /// A quick no, so that a thousand rows are never drawn: an item takes a line at least, however small it is set.
    fn is_short_enough(&self, within: Place) -> bool {
        let items: usize = self.sections.iter().map(|section| section.items.len()).sum();
        items as f32 * leading(SMALLEST) <= within.height
    }

    /// Counts the last row of the longest section instead of showing it.
    fn leave_one_out(&mut self) -> bool {
        let longest = self.sections.iter_mut().max_by_key(|section| section.items.len());
        let left_out = longest.and_then(|section| section.items.pop().map(|_| section.more += 1));
        left_out.is_some()
    }

    /// The shapes and how high they are together.
    fn drawn(&self, setting: Setting, within: Place) -> (Vec<Shape>, f32) {
        let mut pen = Pen { setting, within, y: within.y, date_width: self.date_width(setting), shapes: Vec::new() };
        for (place, section) in self.sections.iter().enumerate() {
            pen.y += if place == 0 { 0.0 } else { ABOVE_HEADING };
            pen.heading(section.title);
            for item in &section.items {
                match item {
                    Item::Row(row) => pen.row(row),
                    Item::Line(line) => pen.line(line),
                }
            }
            if section.more > 0 {
                pen.line(&format!("and {} more", section.more));
            }
        }
        let height = pen.y - within.y - setting.gap;
        (pen.shapes, height)
    }

    /// The width of the widest date; none where dates stand below.
    fn date_width(&self, setting: Setting) -> Option<f32> {
        let font = Font { size: setting.what, weight: Weight::Bold };
        let rows = self.sections.iter().flat_map(|section| &section.items).filter_map(|item| match item {
            Item::Row(row) => Some(row),
            Item::Line(_) => None,
        });
        (self.dates == Dates::Beside).then(|| rows.map(|row| font.width(&row.date)).fold(0.0, f32::max))
    }
}

fn lines(shapes: &[Shape]) -> usize {
    let lines = |shape: &Shape| match shape {
        Shape::Text(text) => text.paragraphs.iter().map(|paragraph| paragraph.lines.len()).sum(),
        Shape::Bar { .. } => 0,
    };
    shapes.iter().map(lines).sum()
}

struct Pen {
    setting: Setting,
    within: Place,
    y: f32,
    date_width: Option<f32>,
    shapes: Vec<Shape>,
}

impl Pen {
    fn heading(&mut self, title: &str) {
        self.text(0.0, vec![(HEADING, vec![Run::new(title, Ink::Heading, Weight::Bold)], 1)]);
        self.y += leading(HEADING) + 4.0;
        self.shapes.push(Shape::Bar { at: Place { y: self.y, height: 0.75, ..self.within }, ink: Ink::Rule });
        self.y += BELOW_HEADING;
    }

    fn line(&mut self, line: &str) {
        let height = self.text(0.0, vec![(self.setting.below, vec![Run::new(line, Ink::Text, Weight::Regular)], self.setting.lines_max)]);
        self.y += height + self.setting.gap / 2.0;
    }

    fn row(&mut self, row: &Row) {
        let Setting { what, below, lines_max, gap } = self.setting;
        let (bold, regular) = (Weight::Bold, Weight::Regular);
        let first = |weight| (what, vec![Run::new(row.what.as_str(), Ink::Text, weight)], lines_max);
        let height = match self.date_width {
            Some(width) => {
                self.text_within(0.0, width, vec![(what, vec![Run::new(row.date.as_str(), Ink::Text, bold)], 1)]);
                self.text(width + BESIDE_DATE, vec![first(regular), (below, details(None, row), lines_max)])
            }
            None => self.text(0.0, vec![first(regular), (below, details(Some(&row.date), row), lines_max)]),
        };
        self.y += height + gap;
    }

    fn text(&mut self, indent: f32, paragraphs: Vec<(f32, Vec<Run>, usize)>) -> f32 {
        self.text_within(indent, self.within.width - indent, paragraphs)
    }
    /// Sets paragraphs, each a size, its runs and its most lines; gives their height.
    fn text_within(&mut self, indent: f32, width: f32, paragraphs: Vec<(f32, Vec<Run>, usize)>) -> f32 {
        let set = |(size, runs, lines_max)| Paragraph { size, lines: wrapped(runs, size, width, lines_max) };
        let paragraphs: Vec<Paragraph> = paragraphs.into_iter().map(set).collect();
        let height = paragraphs.iter().map(Paragraph::height).sum();
        let at = Place { x: self.within.x + indent, y: self.y, width, height };
        self.shapes.push(Shape::Text(Text { role: Role::Body, at, paragraphs }));
        height
    }
}

/// `15 February · overdue · unlocks New system open to the finance team`.
fn details(date: Option<&str>, row: &Row) -> Vec<Run> {
    let date = date.map(|date| Run::new(date, Ink::Text, Weight::Bold));
    let mark = row.mark.as_ref().map(|mark| match mark.tone {
        Tone::Plain => Run::new(mark.words, Ink::Quiet, Weight::Regular),
        Tone::Attention => Run::new(mark.words, Ink::Attention, Weight::Bold),
        Tone::Good => Run::new(mark.words, Ink::Good, Weight::Bold),
    });
    let detail = Some(row.detail.as_str()).filter(|detail| !detail.is_empty());
    let runs = date.into_iter().chain(mark).chain(detail.map(|detail| Run::new(detail, Ink::Quiet, Weight::Regular)));
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        if !out.is_empty() {
            out.push(Run::new(" · ", Ink::Quiet, Weight::Regular));
        }
        out.push(run);
    }
    out
}
