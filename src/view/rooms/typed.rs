//! What is being typed: the part of a line around the cursor that fits, and where the terminal's cursor stands in it.
//! Counts cells, so that wide characters do not move the cursor off its place.

use crate::{
    desk::Field,
    words::{clean_line, width},
};

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

/// The part of a line around its cursor.
pub fn part(line: &str, column: usize, cells: usize) -> Shown {
    let (mut before, after) = line.split_at(line.char_indices().nth(column).map_or(line.len(), |(at, _)| at));
    let is_scrolled = width(&clean_line(before)) + 1 > cells;
    // One cell for the cursor and one for the ellipsis in front.
    while is_scrolled && width(&clean_line(before)) + 2 > cells && !before.is_empty() {
        before = &before[before.chars().next().map_or(0, char::len_utf8)..];
    }
    let start = if is_scrolled { "…" } else { "" };
    let before = format!("{start}{}", clean_line(before));
    Shown { cursor: width(&before), words: before + &clean_line(after) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_in_sight_and_counts_cells() {
        let shown = |line, column, cells| {
            let it = part(line, column, cells);
            (it.words, it.cursor)
        };
        assert_eq!(shown("Transform", 9, 20), ("Transform".into(), 9));
        assert_eq!(shown("日本語", 2, 20), ("日本語".into(), 4));
        assert_eq!(shown("abcdefghij", 10, 6), ("…ghij".into(), 5));
        assert_eq!(shown("abcdefghij", 0, 6), ("abcdefghij".into(), 0));
    }
}
