//! The words to look for in what the customer reads: what only the trade understands, what promises no day, what blames.
//! A word to look for is a line in its list, with what to write instead.

use super::reading::{Marks, Read, Words};

/// What to look for, and what to write instead.
type Phrase<'w> = (&'w str, &'w str);

const JARGON: &[Phrase] = &[
    ("API", "say which systems talk to each other"),
    ("backlog", "say what is still to come"),
    ("CI/CD", "say what it means for them"),
    ("DevOps", "say who does what"),
    ("epic", "name the outcome"),
    ("ETL", "say that the data is moved"),
    ("go-live", "say what they can use"),
    ("kanban", "leave it out"),
    ("MVP", "say what the first version does"),
    ("P85", "give the date we stand behind"),
    ("refactor", "say what gets better for them"),
    ("refactoring", "say what gets better for them"),
    ("scrum", "leave it out"),
    ("sprint", "give the date"),
    ("sprints", "give the dates"),
    ("stand-up", "leave it out"),
    ("story points", "give the date"),
    ("tech debt", "say what gets better for them"),
    ("technical debt", "say what gets better for them"),
    ("UAT", "say who tries it out, and until when"),
    ("user story", "name the outcome"),
    ("user stories", "name the outcome"),
    ("velocity", "give the date"),
    ("WIP", "say what is under way"),
];

const VAGUE: &[Phrase] = &[
    ("ASAP", "give a date"),
    ("at some point", "give a date"),
    ("eventually", "give a date"),
    ("in due course", "give a date"),
    ("in the coming weeks", "give a date"),
    ("in the near future", "give a date"),
    ("shortly", "give a date"),
    ("sometime", "give a date"),
    ("soon", "give a date"),
    ("TBA", "give a date, or leave the milestone without one until it has one"),
    ("TBC", "give a date, or leave the milestone without one until it has one"),
    ("TBD", "give a date, or leave the milestone without one until it has one"),
    ("when possible", "give a date"),
];
const BLAME: &[Phrase] = &[
    ("because of you", "say what is awaited, and since when it was due"),
    ("blame", "say what is awaited, and since when it was due"),
    ("careless", "say what happens next"),
    ("did not deliver", "say what is awaited, and since when it was due"),
    ("didn't deliver", "say what is awaited, and since when it was due"),
    ("failed to", "say what is awaited, and since when it was due"),
    ("failure to", "say what is awaited, and since when it was due"),
    ("fault", "say what happens next"),
    ("forgot", "say what is awaited, and since when it was due"),
    ("ignored", "say what is awaited, and since when it was due"),
    ("let us down", "say what happens next"),
    ("neglected", "say what is awaited, and since when it was due"),
    ("refused", "say what is awaited, and since when it was due"),
    ("your delay", "say what is awaited, and since when it was due"),
];

/// Why a phrase is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Jargon,
    Vague,
    Blame,
}

/// All that is looked for, made ready to be found in one pass over a text.
#[derive(Debug)]
pub(super) struct Phrases {
    /// Of each list as they stand in it, those of the config file after the program's own.
    all: Vec<Looked>,
    /// Places in `all`, by the first word.
    by_first: Vec<usize>,
    marks: Marks,
}

#[derive(Debug)]
pub(super) struct Looked {
    pub list: List,
    pub phrase: String,
    pub instead: &'static str,
    words: Words,
}

/// A phrase that stands in a text, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said {
    pub read: usize,
    pub phrase: usize,
}

impl Phrases {
    pub fn of(own: &[String]) -> Self {
        let lists = [(List::Jargon, JARGON), (List::Vague, VAGUE), (List::Blame, BLAME)];
        let ours = lists.into_iter().flat_map(|(list, phrases)| phrases.iter().map(move |(phrase, instead)| (list, *phrase, *instead)));
        let own = own.iter().map(|word| (List::Jargon, word.as_str(), "say it in the customer's words"));
        let looked = |(list, phrase, instead): (List, &str, _)| Looked { list, phrase: phrase.into(), instead, words: Words::of(phrase) };
        let all: Vec<Looked> = ours.chain(own).map(looked).collect();
        let mut by_first: Vec<usize> = (0..all.len()).filter(|at| all[*at].words.len() > 0).collect();
        by_first.sort_by_key(|at| all[*at].words.get(0));
        let mut marks = Marks::default();
        by_first.iter().filter_map(|at| all[*at].words.get(0)).for_each(|word| marks.add(word));
        Phrases { all, by_first, marks }
    }

    pub fn get(&self, said: Said) -> &Looked {
        &self.all[said.phrase]
    }

    /// What stands in the texts: text by text, each phrase once, in the order of the lists.
    pub fn said(&self, reads: &[Read]) -> Vec<Said> {
        let mut said = Vec::new();
        for (read, words) in reads.iter().map(|read| &read.words).enumerate() {
            let begun = said.len();
            for (at, word) in words.iter().enumerate().filter(|(_, word)| self.marks.may_have(word)) {
                let found = self.beginning_with(word).filter(|phrase| words.has_at(at, &self.all[*phrase].words));
                said.extend(found.map(|phrase| Said { read, phrase }));
            }
            said[begun..].sort_unstable();
        }
        said.dedup();
        said
    }

    fn beginning_with(&self, word: &str) -> impl Iterator<Item = usize> {
        let first = |at: &usize| self.all[*at].words.get(0);
        let from = self.by_first.partition_point(|at| first(at) < Some(word));
        let until = self.by_first.partition_point(|at| first(at) <= Some(word));
        self.by_first[from..until].iter().copied()
    }
}
