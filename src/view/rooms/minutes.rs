//! The minutes of a meeting, to be read aloud, copied or written to a file.

use super::frame::{self, Frame, Place};
use crate::{
    desk::{Minutes, MinutesLine, Model, Running},
    view::{
        ink::{Area, bold, dim, plain, toned},
        keys::{hint, key},
        screen::{Line, Screen, Tone},
    },
    words::{clean_line, weekday_date, wrap},
};

const WIDTH: u16 = 100;

pub fn show(screen: &mut Screen, model: &Model, room: &Minutes, area: Area) {
    let cells = usize::from(WIDTH.min(area.width.saturating_sub(8)));
    // Only what is scrolled to is laid out; one line of the minutes may take several of the screen.
    let lines: Vec<Line> =
        room.lines.iter().enumerate().skip(room.scroll).flat_map(|(at, line)| lines(line, at, room.scroll, cells)).collect();
    let goes_on = model.meeting.as_ref().is_some_and(Running::goes_on);
    let day = model.meeting.as_ref().map_or_else(String::new, |meeting| weekday_date(meeting.began));
    let more = if room.scroll > 0 { "  ↑ more above" } else { "" };
    let mut keys = vec![key("↓↑", "scroll")];
    if goes_on {
        keys.push(hint(model, &["meeting"], "board"));
    }
    keys.extend([key("o", "to a file"), key("y", "copy"), key("Esc", if goes_on { "ends it" } else { "back" })]);
    let frame = Frame {
        title: vec![bold("Minutes "), dim(format!("since the meeting began, {day}{more}"))],
        keys,
        width: cells,
        height: lines.len().min(usize::from(area.height).saturating_sub(5)),
        place: Place::Middle,
    };
    let inside = frame.show(screen, area);
    frame::list(screen, inside, lines, 0);
}

fn lines(line: &MinutesLine, at: usize, first: usize, cells: usize) -> Vec<Line> {
    match line {
        MinutesLine::Heading(words) => {
            let gap = (at > first).then(Line::default);
            gap.into_iter().chain([Line::of(vec![bold(words)])]).collect()
        }
        MinutesLine::Item(words) => {
            let mut sign = toned("  · ", Tone::Accent);
            let wrapped = wrap(&clean_line(words), cells.saturating_sub(4));
            let line = |text: &String| Line::of(vec![std::mem::replace(&mut sign, plain("    ")), plain(text)]);
            wrapped.iter().map(line).collect()
        }
        MinutesLine::Nothing(words) => vec![Line::of(vec![plain("    "), dim(words)])],
    }
}
