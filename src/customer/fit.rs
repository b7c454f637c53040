//! Whether a customer plan fits in an e-mail or on a slide: five numbers, each with its limit (spec 3.6).
//! They are counted on the text form, whatever format is written.

use super::{
    CustomerPlan,
    text::{COLUMNS, Line, each_line},
};
use crate::words;

/// The five numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Milestones, asks, lines, words, columns.
    pub measures: [Measure; 5],
}

/// One number and the most it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// In the plural: `lines`.
    pub name: &'static str,
    pub count: usize,
    pub limit: usize,
}

impl Measure {
    pub const fn fits(&self) -> bool {
        self.count <= self.limit
    }
    /// `31/40 lines`.
    pub fn words(&self) -> String {
        format!("{}/{} {}", self.count, self.limit, self.name)
    }
}

impl Fit {
    pub fn fits(&self) -> bool {
        self.too_big().next().is_none()
    }
    /// The numbers above their limits.
    pub fn too_big(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| !measure.fits())
    }
}

/// Measures the text form of a plan, without writing it.
pub fn fit(plan: &CustomerPlan) -> Fit {
    let (mut lines, mut words, mut columns) = (0, 0, 0);
    each_line(plan, |line| {
        lines += 1;
        words += words_in(line.date) + words_in(line.words);
        columns = columns.max(width(&line));
    });
    let measure = |name, count, limit| Measure { name, count, limit };
    Fit {
        measures: [
            measure("milestones", plan.coming.len(), 7),
            measure("asks", plan.asks.len(), 5),
            measure("lines", lines, 40),
            measure("words", words, 200),
            measure("columns", columns, COLUMNS),
        ],
    }
}

/// A dot or an arrow between spaces is no word.
fn words_in(text: &str) -> usize {
    let (mut words, mut is_word) = (0, false);
    for c in text.chars() {
        if c.is_whitespace() {
            words += usize::from(is_word);
            is_word = false;
        } else {
            is_word |= c.is_alphanumeric();
        }
    }
    words + usize::from(is_word)
}

fn width(line: &Line) -> usize {
    match (line.words.trim_end(), line.date) {
        ("", "") => 0,
        ("", date) => line.indent + words::width(date),
        (words, date) => line.indent + words::width(date) + line.gap + words::width(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{Ask, Changed, ChangedKind, ChangedLine, Coming, Key, Revision, Word, text};
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 2, 8).unwrap()
    }
    /// As many milestones and asks, each of four words.
    fn plan(milestones: usize, asks: usize) -> CustomerPlan {
        let coming =
            Coming { headline: "One two three four".into(), by: None, sign_off: "CFO".into(), word: Word::Planned, key: Key::default() };
        let ask = Ask {
            what: "Give".into(),
            who: "PMO".into(),
            by: None,
            unlocks: "One two three four".into(),
            overdue: false,
            key: Key::default(),
        };
        CustomerPlan {
            title: "T".into(),
            customer: "C".into(),
            revision: Revision::Draft(2),
            on: day(),
            asks: vec![ask; asks],
            coming: vec![coming; milestones],
            changed: Changed::default(),
            signed_before: 0,
            next_update: None,
            gone: Vec::new(),
            sender: None,
            recipients: Vec::new(),
        }
    }
    fn too_big(plan: &CustomerPlan) -> Vec<String> {
        fit(plan).too_big().map(Measure::words).collect()
    }

    #[test]
    fn seven_milestones_and_five_asks_fit_and_one_more_does_not() {
        assert!(fit(&plan(7, 5)).fits());
        assert_eq!(too_big(&plan(8, 5)), ["8/7 milestones"]);
        assert_eq!(too_big(&plan(7, 6)), ["6/5 asks"]);
    }

    #[test]
    fn the_fullest_plan_that_fits_fills_the_page() {
        let line = |n: usize| ChangedLine { kind: ChangedKind::Date, words: format!("{n}") };
        let mut full = plan(7, 5);
        full.changed = Changed { since: Some(day()), lines: (0..9).map(line).collect() };
        (full.signed_before, full.next_update, full.sender) = (4, Some(day()), Some("Dana".into()));
        let fit = fit(&full);
        assert_eq!(fit.measures.map(|it| it.words()), ["7/7 milestones", "5/5 asks", "39/40 lines", "157/200 words", "41/78 columns"]);
        assert!(fit.fits());
    }

    #[test]
    fn forty_lines_fit_and_two_hundred_words() {
        let mut long = plan(0, 0);
        long.title = vec!["word"; 182].join(" ");
        assert!(fit(&long).fits(), "{:?}", too_big(&long));
        long.title.push_str(" word");
        assert_eq!(too_big(&long), ["201/200 words"]);
        let mut tall = plan(0, 0);
        tall.title = "x".repeat(78 * 35);
        assert_eq!(too_big(&tall), Vec::<String>::new());
        tall.title.push_str(&"x".repeat(78));
        assert_eq!(too_big(&tall), ["41/40 lines"]);
    }

    proptest! {
        #[test]
        fn no_text_is_wider_than_a_mail(title in "\\PC{0,200}", word in "[a-z日本👩é ]{0,200}", rows in 0..4usize) {
            let mut plan = plan(rows, rows);
            for coming in &mut plan.coming {
                (coming.headline, coming.sign_off) = (word.clone(), title.clone());
            }
            for ask in &mut plan.asks {
                (ask.what, ask.who, ask.unlocks) = (word.clone(), title.clone(), word.clone());
            }
            plan.changed = Changed { since: Some(day()), lines: vec![ChangedLine { kind: ChangedKind::New, words: word.clone() }] };
            (plan.title, plan.customer, plan.sender) = (title.clone(), word, Some(title));
            let measures = fit(&plan).measures;
            prop_assert!(measures[4].fits(), "{}", text(&plan));
            let written = text(&plan);
            let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
            let counted = [
                written.lines().count(),
                written.split_whitespace().filter(is_word).count(),
                written.lines().map(words::width).max().unwrap_or(0),
            ];
            prop_assert_eq!([measures[2].count, measures[3].count, measures[4].count], counted, "{}", written);
        }
    }
}
