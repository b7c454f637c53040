//! The texts that a customer reads, word by word: whole words, capitals ignored.
//! A word keeps its hyphens, slashes and apostrophes: `go-live`, `CI/CD`, `didn't`.

use super::{Hit, hit, of_plan, quoted};
use crate::plan::{Deliverable, Milestone, Outcome, Plan};

/// One text the customer reads, with the item it belongs to; none for the plan's own.
pub(super) struct Read<'a> {
    item: Option<&'a str>,
    /// `headline`, `sign-off`, …
    pub field: &'static str,
    pub text: &'a str,
    /// In small letters.
    pub words: Words,
}

impl<'a> Read<'a> {
    pub fn of_plan(plan: &'a Plan) -> Vec<Read<'a>> {
        reads(None, [("title", &plan.title), ("customer", &plan.customer)])
    }
    /// None of an outcome that the customer does not see.
    pub fn of_outcome(outcome: &'a Outcome) -> Vec<Read<'a>> {
        let Some(milestone) = outcome.milestone().filter(|_| outcome.is_live()) else { return Vec::new() };
        let Milestone { headline, because, sign_off, deliverables, .. } = milestone;
        let own = [("headline", headline), ("reason", because), ("sign-off", sign_off)];
        let asks = deliverables.iter().flat_map(|it| {
            let Deliverable { what, from, .. } = &**it;
            [("deliverable", what), ("name", from)]
        });
        reads(Some(&outcome.id), own.into_iter().chain(asks))
    }
    pub fn hit(&self, text: String, fix: impl Into<String>) -> Hit {
        match self.item {
            Some(item) => hit(item, text, fix),
            None => of_plan(text, fix),
        }
    }
    /// `The headline "…" says "soon"`.
    pub fn saying(&self, what: &str) -> String {
        format!("The {} {} says {}", self.field, quoted(self.text), quoted(what))
    }
}

fn reads<'a>(item: Option<&'a str>, texts: impl IntoIterator<Item = (&'static str, &'a String)>) -> Vec<Read<'a>> {
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    texts.map(|(field, text)| Read { item, field, text, words: Words::of(text) }).collect()
}

/// The words of a text as they stand there.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '\'' | '’' | '@' | '.' | '_');
    let words = text.split(move |c| !is_inside(c)).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty())
}

/// The first of them; without a look at what follows it.
pub(super) fn first_word(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let from = bytes.iter().position(|b| b.is_ascii_alphanumeric() || !b.is_ascii())?;
    let is_inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'\'' | b'@' | b'.' | b'_');
    let to = bytes[from..].iter().position(|b| !is_inside(b)).map_or(bytes.len(), |at| from + at);
    // Other letters have their own rules; so has what a word would lose at its end.
    match bytes[from].is_ascii() && bytes.get(to).is_none_or(u8::is_ascii) && bytes[to - 1].is_ascii_alphanumeric() {
        true => Some(&text[from..to]),
        false => words(text).next(),
    }
}

/// Words in small letters, in one piece of memory.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Words {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Words {
    pub fn of(text: &str) -> Self {
        let mut all = Words { text: String::with_capacity(text.len()), ends: Vec::new() };
        words(text).for_each(|word| all.add(word));
        all
    }
    pub fn first_of(text: &str, most: usize) -> Self {
        let mut first = Words::default();
        words(text).take(most).for_each(|word| first.add(word));
        first
    }
    fn add(&mut self, word: &str) {
        match word.is_ascii() {
            true => self.text.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase()))),
            false => self.text.push_str(&word.replace('’', "'").to_lowercase()),
        }
        self.ends.push(self.text.len());
    }
    pub fn len(&self) -> usize {
        self.ends.len()
    }
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        Some(&self.text[at.checked_sub(1).map_or(0, |before| self.ends[before])..end])
    }
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
    /// Whether these words stand there from that place on.
    pub fn has_at(&self, at: usize, words: &Words) -> bool {
        (0..words.len()).all(|n| self.get(at + n) == words.get(n))
    }
}

/// A quick no: what is not marked is surely none of the words that were.
#[derive(Debug)]
pub(super) struct Marks(Vec<u64>);

const MARKS: u64 = 1 << 15;

impl Default for Marks {
    fn default() -> Self {
        Marks(vec![0; MARKS as usize / 64])
    }
}

impl Marks {
    /// A word in small letters.
    pub fn add(&mut self, word: &str) {
        let mark = mark(word);
        self.0[mark / 64] |= 1 << (mark % 64);
    }
    /// A word in any letters.
    pub fn may_have(&self, word: &str) -> bool {
        match word.is_ascii() {
            true => self.has(word),
            false => self.has(&word.replace('’', "'").to_lowercase()),
        }
    }
    fn has(&self, word: &str) -> bool {
        let mark = mark(word);
        self.0[mark / 64] & 1 << (mark % 64) != 0
    }
}

fn mark(word: &str) -> usize {
    let mixed = word.bytes().fold(0, |mixed: u64, b| (mixed ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3));
    ((mixed ^ mixed >> 32) % MARKS) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_belongs_to_them_and_lose_what_surrounds_them() {
        let said = |text: &str| Words::of(text).iter().map(str::to_string).collect::<Vec<_>>();
        assert_eq!(said("After (Go-Live)! CI/CD, don’t — ann@us.example."), ["after", "go-live", "ci/cd", "don't", "ann@us.example"]);
        assert_eq!(said(" -- … "), Vec::<String>::new());
        assert_eq!(said("ÉTÉ ΟΔΟΣ"), ["été", "οδος"]);
    }

    #[test]
    fn the_first_word_is_the_first_of_all() {
        for text in
            ["", " ", "Load the tables", "(Go-Live)! now", "été à", "-- x", "naïve", "T12", "don’t", "a.", "a-.-b c", "…", "K\u{212a}"]
        {
            assert_eq!(first_word(text), words(text).next(), "{text:?}");
        }
    }

    #[test]
    fn a_marked_word_is_known_in_any_letters() {
        let mut marks = Marks::default();
        ["été", "soon", "didn't"].into_iter().for_each(|word| marks.add(word));
        assert!(["ÉTÉ", "Soon", "SOON", "didn’t", "didn't"].iter().all(|word| marks.may_have(word)));
        assert!(!marks.may_have("sooner"));
    }
}
