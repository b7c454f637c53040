//! Problems of the config file: each with its line, what is wrong and how to mend it.

use super::frame::{self, Frame, Place};
use crate::{
    desk::Notice,
    plan::Problem,
    view::{
        ink::{Area, bold, dim, plain, strong, toned},
        keys::key,
        screen::{Line, Screen, Tone},
    },
    words::{clean_line, counted, wrap},
};

const WIDTH: u16 = 96;

pub fn show(screen: &mut Screen, notice: &Notice, area: Area) {
    let cells = usize::from(WIDTH.min(area.width.saturating_sub(8)));
    let mut lines: Vec<Line> = notice.problems.iter().skip(notice.scroll).flat_map(|problem| lines(problem, cells)).collect();
    lines.push(Line::of(vec![dim("What is wrong is left out, and its default kept; the rest counts.")]));
    let frame = Frame {
        title: vec![bold(counted(notice.problems.len(), "problem")), dim(format!(" in {}", notice.file))],
        keys: vec![key("↓↑", "scroll"), key("Esc", "to the board")],
        width: cells,
        height: lines.len().min(usize::from(area.height).saturating_sub(4)),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, 0);
}

fn lines(problem: &Problem, cells: usize) -> Vec<Line> {
    let wrapped = |text: &str| wrap(&clean_line(text), cells.saturating_sub(10));
    let mut lines = Vec::new();
    for (at, what) in wrapped(&problem.what).into_iter().enumerate() {
        let start = if at == 0 { format!("line {:<5}", problem.at.line) } else { " ".repeat(10) };
        lines.push(Line::of(vec![strong(start, Tone::Warn), bold(what)]));
    }
    if !problem.at.text.trim().is_empty() {
        lines.push(Line::of(vec![plain("          "), dim(problem.at.text.trim())]));
    }
    for (at, fix) in wrapped(&problem.fix).into_iter().enumerate() {
        lines.push(Line::of(vec![toned(if at == 0 { "        → " } else { "          " }, Tone::Accent), plain(fix)]));
    }
    lines.push(Line::default());
    lines
}
