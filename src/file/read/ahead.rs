//! The later half of a large plan's outcomes, read by another thread while this one reads what stands before them.
//! Who reads ahead guesses where an outcome begins; whether it does is seen when the scan from the start comes there. Where anything is
//! wrong, or not as guessed, all of the text is read as if nobody had looked ahead.

use super::{
    Text,
    take::{Met, OUTCOMES, Take},
};
use crate::file::{
    identity::Seen,
    read::Known,
    scan::{Kind, Span, scan_items},
};
use crate::plan::{Outcome, Record};
use std::{sync::mpsc, thread};

/// A smaller text is read sooner than a thread is there.
pub(super) const WORTH_BYTES: usize = 64 << 10;
/// A larger one could hold more tasks than are opened, and those would take their room on both threads.
pub(super) const WORTH_BYTES_MAX: usize = 32 << 20;

/// Outcomes that were read before the scan came to them.
pub(super) struct Ahead<'t> {
    pub items: Known,
    pub seen: Seen<'t>,
}

impl<'t> Text<'t> {
    /// Reads by two, the other one from the first outcome behind that byte on; none when one has to read all of it.
    pub(in crate::file) fn read_by_two(text: &'t str, behind: usize) -> Option<Self> {
        let behind = text.floor_char_boundary(behind);
        let start = behind + text[behind..].find(&format!("{}(", Outcome::NAME))?;
        thread::scope(|threads| {
            let (tell, ahead) = mpsc::channel();
            let reader = thread::Builder::new().name("reading ahead".into());
            reader.spawn_scoped(threads, move || drop(tell.send(outcomes(text, start)))).ok()?;
            let mut take = Take::with_ahead(start, ahead);
            let read = Text::taken(text, &mut take);
            let is_good = match take.met {
                Met::Not => true,
                Met::Whole => read.faults.is_empty() && !read.missed && read.places.has_outcome_at(start),
                Met::Clashing => false,
            };
            is_good.then_some(read)
        })
    }
}

/// The outcomes from this one on to the end of their list; none where anything is wrong with them.
fn outcomes(text: &str, start: usize) -> Option<Ahead<'_>> {
    // The list goes by this name; where in the text that is taken from does not matter.
    let key = text.find(OUTCOMES)?;
    let mut take = Take::new(Known::default());
    let tree = scan_items(text, Span::new(key, key + OUTCOMES.len()), start, &mut take)?;
    let item = |node: u32| {
        let it = tree.node(node);
        Some((it.span, take.slots.get_mut(it.open as usize).filter(|_| it.kind == Kind::Taken)?.take()?))
    };
    let items = tree.children(1).map(item).collect::<Option<Vec<_>>>()?;
    take.faults.is_empty().then_some(Ahead { items: Known(items), seen: take.seen })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// Lanes of a task each; the note of each says what an outcome begins with.
    fn plan(lanes: usize) -> String {
        let mut text = String::from("Plan(\n    title: \"P\",\n    outcomes: [\n");
        for n in 0..lanes {
            let task = format!("Task(id: \"t{n}\", title: \"T{n}\", note: \"no Outcome(title)\")");
            let _ = writeln!(text, "        // Lane {n}.\n        Outcome(id: \"o{n}\", title: \"O{n}\", tasks: [{task}]),");
        }
        text + "    ],\n    noise: [Task(id: \"n\", title: \"N\")],\n)\n"
    }

    fn take_of(text: &str, start: usize) -> Take<'_> {
        let (tell, ahead) = mpsc::channel();
        tell.send(outcomes(text, start)).unwrap();
        let mut take = Take::with_ahead(start, ahead);
        let read = Text::taken(text, &mut take);
        assert!(read.faults.is_empty());
        assert_eq!(read.plan, Text::read_by_one(text, Known::default()).plan);
        take
    }

    #[test]
    fn from_an_outcome_on_it_is_taken_over_and_from_a_word_in_a_text_it_is_not() {
        let text = plan(20);
        let outcome = text.find("Outcome(id: \"o9\"").unwrap();
        assert_eq!(outcomes(&text, outcome).unwrap().items.0.len(), 11);
        assert_eq!(take_of(&text, outcome).met, Met::Whole);
        let words = text.find("Outcome(title)").unwrap();
        assert!(outcomes(&text, words).is_none());
        assert_eq!(take_of(&text, words).met, Met::Not);
    }

    #[test]
    fn what_stands_in_another_list_or_twice_is_read_by_one() {
        let text = plan(20);
        let start = |text: &str| text.find("Outcome(id: \"o9\"").unwrap();
        assert!(Text::read_by_two(&text, start(&text)).is_some());
        let twice = text.replace("\"t15\"", "\"t3\"");
        assert!(Text::read_by_two(&twice, start(&twice)).is_none());
        let elsewhere = text.replace("    outcomes: [", "    outcomes: [],\n    noise: [").replacen("    noise: [Task", "    x: [Task", 1);
        assert!(Text::read_by_two(&elsewhere, start(&elsewhere)).is_none());
        let broken = text.replace("\"t15\",", "\"t15\", nonsense: 1,");
        assert!(outcomes(&broken, start(&broken)).is_none());
        assert_eq!(Text::read_by_two(&broken, start(&broken)).unwrap().faults.len(), 1);
    }

    #[test]
    fn it_may_begin_within_a_character() {
        let text = plan(3).replace("T1", "日本語");
        let last = text.rfind("Outcome(").unwrap();
        let alone = Text::read_by_one(&text, Known::default()).plan;
        for behind in 0..=text.len() {
            let by_two = Text::read_by_two(&text, behind);
            assert_eq!(by_two.is_some(), behind <= last, "{behind}");
            assert!(by_two.is_none_or(|it| it.plan == alone));
        }
    }

    #[test]
    fn a_large_text_is_read_by_two() {
        let text = plan(5_000);
        assert!((WORTH_BYTES..WORTH_BYTES_MAX).contains(&text.len()));
        assert_eq!(Text::read(&text, Known::default()).plan, Text::read_by_one(&text, Known::default()).plan);
        assert!(Text::read_by_two(&text, text.len() / 2).is_some());
    }
}
