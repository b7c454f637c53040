//! Adding to and taking from what stands between two brackets, fields and items alike: commas, lines and comments as found.
//! Knows spans and rooms, nothing of what the entries say.

use super::{Patcher, Rank};
use crate::file::trivia::{Room, room_in};

/// What stands between the brackets afterwards, in order. Old entries keep their order; those that are not named go.
#[derive(Debug)]
pub(super) enum Entry {
    /// By its place among the old ones.
    Kept(usize),
    New(Fresh),
}

/// An entry that is new at its place.
#[derive(Debug)]
pub(super) struct Fresh {
    pub body: String,
    /// Comments behind its comma.
    pub after: String,
}

impl Fresh {
    pub fn plain(body: String) -> Self {
        Fresh { body, after: String::new() }
    }
    fn ends_in_line_comment(&self) -> bool {
        self.after.contains("//")
    }
}

/// How entries follow each other where no old one shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spread {
    Lines,
    OneLine,
}

/// The brackets and what stood between them.
struct Between {
    rooms: Vec<Room>,
    /// Behind the opening bracket, and before the closing one.
    open: usize,
    close: usize,
    trailing_comma: bool,
    spread: Spread,
    indent: String,
}

impl Patcher<'_> {
    /// The indent of what stands in a bracket, or would.
    pub(super) fn indent_in(&self, holder: u32) -> String {
        let first = self.tree.children(holder).next().map(|child| self.tree.node(child).start());
        match first.filter(|start| crate::file::trivia::is_blank_before(self.tree.text, *start)) {
            Some(start) => self.line_indent(start).to_string(),
            None => format!("{}{}", self.line_indent(self.tree.node(holder).start()), self.style.step),
        }
    }

    pub(super) fn rooms(&self, holder: u32) -> Vec<Room> {
        let mut before = None;
        let room = |child| {
            let room = room_in(self.tree, holder, before, child);
            before = Some(child);
            room
        };
        self.tree.children(holder).map(room).collect()
    }

    /// Makes the entries of a bracket what `entries` say.
    pub(super) fn entries(&mut self, holder: u32, entries: &[Entry], spread: Spread) {
        let old = self.tree.children(holder).count();
        let all_kept = entries.len() == old && entries.iter().all(|entry| matches!(entry, Entry::Kept(_)));
        if all_kept {
            return;
        }
        let between = self.between(holder, spread);
        self.remove(&between, entries);
        self.mend_commas(&between, entries);
        self.insert(&between, entries);
    }

    fn between(&self, holder: u32, spread: Spread) -> Between {
        let it = self.tree.node(holder);
        let rooms = self.rooms(holder);
        let last = self.tree.children(holder).last();
        let (open, close) = (it.open as usize + 1, it.span.end as usize - 1);
        let spread = match rooms.is_empty() {
            true if self.style.one_line => Spread::OneLine,
            true if self.tree.text[open..close].contains(['\n', '\r']) => Spread::Lines,
            true => spread,
            false if rooms.iter().all(|room| room.own_line) => Spread::Lines,
            false => Spread::OneLine,
        };
        let trailing_comma = last.map_or(spread == Spread::Lines, |last| self.tree.node(last).comma > 0);
        Between { rooms, open, close, trailing_comma, spread, indent: self.indent_in(holder) }
    }

    fn remove(&mut self, between: &Between, entries: &[Entry]) {
        let mut kept = vec![false; between.rooms.len()];
        for entry in entries {
            if let Entry::Kept(at) = entry {
                kept[*at] = true;
            }
        }
        let mut gone = 0;
        for (room, _) in between.rooms.iter().zip(kept).filter(|(_, kept)| !kept) {
            let (start, end) = self.gone(between, room);
            self.cut(start.max(gone), end, "", Rank::Value);
            gone = end;
        }
    }

    /// What goes with an entry: its line where it has one, else the space before it.
    fn gone(&self, between: &Between, room: &Room) -> (usize, usize) {
        let text = self.tree.text;
        let before = text[..room.lead].trim_end_matches([' ', '\t']).len();
        let spaces = |from: usize| from + text[from..].len() - text[from..].trim_start_matches([' ', '\t']).len();
        let behind = spaces(room.tail);
        let line_end = ["\r\n", "\n", "\r"].into_iter().find(|end| text[behind..].starts_with(end));
        match (room.own_line, line_end) {
            (true, Some(end)) => (before, behind + end.len()),
            (true, None) if behind >= between.close => (room.lead, room.tail),
            (true, None) => (room.lead, behind),
            (false, _) if before <= between.open => (room.lead, if line_end.is_some() { room.tail } else { behind }),
            (false, _) => (before, room.tail),
        }
    }

    fn mend_commas(&mut self, between: &Between, entries: &[Entry]) {
        for (at, entry) in entries.iter().enumerate() {
            let Entry::Kept(old) = entry else { continue };
            let room = between.rooms[*old];
            let (has, is_last) = (room.comma_end > room.value_end, at + 1 == entries.len());
            if !has && !is_last {
                self.cut(room.value_end, room.value_end, ",", Rank::Comma);
            } else if has && is_last && !between.trailing_comma {
                self.cut(room.comma_end - 1, room.comma_end, "", Rank::Comma);
            }
        }
    }

    fn insert(&mut self, between: &Between, entries: &[Entry]) {
        let mut anchor: Option<Room> = None;
        let mut run: Vec<(&Fresh, bool)> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            match entry {
                Entry::New(fresh) => run.push((fresh, at + 1 < entries.len() || between.trailing_comma)),
                Entry::Kept(old) => {
                    let room = between.rooms[*old];
                    self.insert_run(between, anchor, Some(room), &std::mem::take(&mut run));
                    anchor = Some(room);
                }
            }
        }
        self.insert_run(between, anchor, None, &run);
    }

    /// Writes new entries after `anchor`, or before `next`, or into empty brackets.
    fn insert_run(&mut self, between: &Between, anchor: Option<Room>, next: Option<Room>, run: &[(&Fresh, bool)]) {
        if run.is_empty() {
            return;
        }
        match (anchor, next.or(between.rooms.first().copied())) {
            (Some(anchor), _) => self.insert_after(between, anchor, run),
            (None, Some(first)) => self.insert_before(between, first, run, next.is_some()),
            (None, None) => self.insert_into_nothing(between, run),
        }
    }

    fn insert_after(&mut self, between: &Between, anchor: Room, run: &[(&Fresh, bool)]) {
        let text = self.tree.text;
        let line = format!("{}{}", self.style.newline, between.indent);
        let mut needs_line = text[anchor.comma_end..anchor.tail].contains("//");
        let mut out = String::new();
        for (fresh, comma) in run {
            let on_a_line = between.spread == Spread::Lines || needs_line;
            out += if on_a_line { &line } else { " " };
            out += &rendered(fresh, *comma);
            needs_line = fresh.ends_in_line_comment();
        }
        let rest = text[anchor.tail..].trim_start_matches([' ', '\t']);
        if needs_line && !rest.starts_with(['\n', '\r']) {
            out += &line;
        }
        self.cut(anchor.tail, anchor.tail, out, Rank::NewNeighbour);
    }

    fn insert_before(&mut self, between: &Between, first: Room, run: &[(&Fresh, bool)], stays: bool) {
        let line = format!("{}{}", self.style.newline, between.indent);
        let mut out = String::new();
        for (at, (fresh, comma)) in run.iter().enumerate() {
            out += &rendered(fresh, *comma);
            let more = stays || at + 1 < run.len();
            match between.spread == Spread::Lines || fresh.ends_in_line_comment() {
                true => out += &line,
                false if more => out.push(' '),
                false => {}
            }
        }
        if between.spread == Spread::Lines {
            // Whole lines, so that they stand although the first entry's own line may go.
            let start = self.tree.text[..first.lead].trim_end_matches([' ', '\t']).len();
            let whole = format!("{}{}", between.indent, &out[..out.len() - between.indent.len()]);
            return self.cut(start, start, whole, Rank::Value);
        }
        let start = if stays { first.lead } else { self.gone(between, &first).0 };
        self.cut(start, start, out, Rank::Value);
    }

    fn insert_into_nothing(&mut self, between: &Between, run: &[(&Fresh, bool)]) {
        let (text, newline) = (self.tree.text, self.style.newline);
        let line = format!("{newline}{}", between.indent);
        let inside = &text[between.open..between.close];
        if between.spread == Spread::OneLine {
            let all: Vec<String> = run.iter().map(|(fresh, comma)| rendered(fresh, *comma)).collect();
            return self.cut(between.close, between.close, all.join(" "), Rank::Value);
        }
        let all: String = run.iter().map(|(fresh, comma)| format!("{line}{}", rendered(fresh, *comma))).collect();
        let last_line = text[..between.close].trim_end_matches([' ', '\t']).len();
        match inside.contains(['\n', '\r']) && text[..last_line].ends_with(['\n', '\r']) {
            true => {
                let whole = format!("{}{newline}", &all[newline.len()..]);
                self.cut(last_line, last_line, whole, Rank::Value);
            }
            false => {
                let back = self.line_indent(between.open).to_string();
                self.cut(between.close, between.close, format!("{all}{newline}{back}"), Rank::Value);
            }
        }
    }
}

fn rendered(fresh: &Fresh, comma: bool) -> String {
    format!("{}{}{}", fresh.body, if comma { "," } else { "" }, fresh.after)
}
