//! What is being typed: the part of a line around the cursor that fits, and where the terminal's cursor stands in it.
//! Counts cells, so that wide characters do not move the cursor off its place.

use crate::{
    desk::Field,
    view::{
        ink::{Area, plain, strong},
        screen::{Ground, Line, Screen, Tone},
    },
    words::{clean_line, width},
};
use unicode_segmentation::UnicodeSegmentation;

/// A line of a field as it is shown, and the cell of the cursor in it.
pub struct Shown {
    pub words: String,
    pub cursor: usize,
}

/// The cursor's line of a field, in so many cells.
pub fn line(field: &Field, cells: usize) -> Shown {
    let (row, column) = field.cursor();
    part(field.lines().get(row).map_or("", String::as_str), column, cells)
}

/// A field on the first line of an area, behind its label and the spaces at its end, with the terminal's cursor in it.
pub fn show(screen: &mut Screen, label: &str, field: &Field, area: Area) {
    let start = width(label) as u16;
    let shown = line(field, usize::from(area.width.saturating_sub(start)));
    screen.cursor = Some((area.x + start + shown.cursor as u16, area.y));
    screen.put(area.x, area.y, start, Line::of(vec![strong(label.trim_end(), Tone::Accent)]));
    screen.put(area.x + start, area.y, area.width.saturating_sub(start), Line::of(vec![plain(shown.words)]).on(Ground::Typed));
}

/// The part of a line around its cursor. Looks only as far as can be seen, however long the line is.
pub fn part(line: &str, column: usize, cells: usize) -> Shown {
    let (before, after) = line.split_at(line.char_indices().nth(column).map_or(line.len(), |(at, _)| at));
    let all = nearest(before, cells.saturating_sub(1));
    // One cell is the cursor's; where something is missing in front, an ellipsis takes another.
    let before = match all.1 {
        Rest::None => all.0,
        Rest::More => format!("…{}", nearest(before, cells.saturating_sub(2)).0),
    };
    // One more than fits, so that the cut is seen.
    let after: String = after.graphemes(true).take(cells + 1).collect();
    Shown { cursor: width(&before), words: before + &clean_line(&after) }
}

/// Whether something stands before what is shown.
#[derive(PartialEq)]
enum Rest {
    None,
    More,
}

/// The last characters of a text that fit into so many cells.
fn nearest(text: &str, cells: usize) -> (String, Rest) {
    let (mut used, mut start) = (0, text.len());
    for (at, cluster) in text.grapheme_indices(true).rev() {
        used += width(&clean_line(cluster));
        if used > cells {
            break;
        }
        start = at;
    }
    (clean_line(&text[start..]).into_owned(), if start == 0 { Rest::None } else { Rest::More })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_million_characters_is_looked_at_only_where_it_is_seen() {
        let long = "ab ".repeat(400_000);
        let shown = part(&long, 1_199_999, 20);
        assert_eq!((shown.words.as_str(), shown.cursor), ("… ab ab ab ab ab ab ", 19));
    }

    #[test]
    fn the_cursor_stays_in_sight_and_counts_cells() {
        let shown = |line, column, cells| {
            let it = part(line, column, cells);
            (it.words, it.cursor)
        };
        assert_eq!(shown("Transform", 9, 20), ("Transform".into(), 9));
        assert_eq!(shown("日本語", 2, 20), ("日本語".into(), 4));
        assert_eq!(shown("abcdefghij", 10, 6), ("…ghij".into(), 5));
        assert_eq!(shown("abcdefghij", 0, 6), ("abcdefg".into(), 0));
    }
}
