//! The six boxes of the method, each with what unticks it; the chosen finding is said in full, with what to do.

use super::frame::{self, Frame, Place};
use crate::{
    desk::{CheckRow, Checklist, Spot},
    findings::Finding,
    projection::Severity,
    view::{
        ink::{Area, bold, dim, plain, strong, toned},
        keys::key,
        screen::{Ground, Ink, Line, Screen, Tone},
    },
    words::wrap,
};

const WIDTH: u16 = 110;

pub fn show(screen: &mut Screen, room: &Checklist, area: Area) {
    let inside = usize::from(WIDTH.min(area.width.saturating_sub(8)));
    let (mut lines, mut here) = (Vec::new(), 0);
    for (at, row) in room.rows.iter().enumerate() {
        if at == room.at {
            here = lines.len();
        }
        lines.extend(row_lines(row, at == room.at, inside).into_iter().map(|line| line.at(Spot::Row(at))));
    }
    let frame = Frame {
        title: frame::title("Checklist"),
        keys: vec![key("↓↑", "choose"), key("Enter", "goes there"), key("Esc", "back")],
        width: inside,
        height: lines.len().min(usize::from(area.height).saturating_sub(6)),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, here);
}

fn row_lines(row: &CheckRow, is_here: bool, cells: usize) -> Vec<Line> {
    let ground = if is_here { Ground::Selected } else { Ground::Board };
    let cursor = strong(if is_here { "► " } else { "  " }, Tone::Accent);
    match row {
        CheckRow::Box(tick) => {
            let sign = if tick.ok { strong("✔ ", Tone::Good) } else { strong("✖ ", Tone::Warn) };
            vec![Line::of(vec![cursor, sign, bold(tick.rule)]).on(ground)]
        }
        CheckRow::Finding(finding) if is_here => in_full(finding, cursor, cells),
        CheckRow::Finding(finding) => vec![Line::of(vec![cursor, plain("  "), sign(finding), plain(&finding.text)]).on(ground)],
    }
}

fn in_full(finding: &Finding, cursor: Ink, cells: usize) -> Vec<Line> {
    let text = wrap(&crate::words::clean_line(&finding.text), cells.saturating_sub(6));
    let fix = wrap(&crate::words::clean_line(&finding.fix), cells.saturating_sub(8));
    let mut lines: Vec<Line> = Vec::new();
    for (at, line) in text.iter().enumerate() {
        let start = if at == 0 { vec![cursor.clone(), plain("  "), sign(finding)] } else { vec![plain("      ")] };
        lines.push(Line::of([start, vec![bold(line)]].concat()).on(Ground::Selected));
    }
    for (at, line) in fix.iter().enumerate() {
        lines.push(Line::of(vec![dim(if at == 0 { "      → " } else { "        " }), plain(line)]));
    }
    lines
}

fn sign(finding: &Finding) -> Ink {
    match finding.severity {
        Severity::Red => toned("! ", Tone::Alarm),
        Severity::Amber => toned("▲ ", Tone::Warn),
        Severity::Info => toned("· ", Tone::Info),
    }
}
