//! Delivery's own words where the customer would read them: a task's title, a name, an address, an id (spec 3.5).

use super::{
    Hit, Part, Scene, quoted,
    reading::{Marks, Read, Words, first_word},
};
use crate::plan::{Plan, Side};
use foldhash::{HashMap, HashMapExt, HashSet};

/// What is delivery's own, by its words.
pub(super) struct Secrets<'a> {
    /// By the first word: the words, and what it is.
    by_first: HashMap<String, Vec<(Words, Secret<'a>)>>,
    /// The first words.
    marks: Marks,
}

#[derive(Clone, Copy)]
enum Secret<'a> {
    Task(&'a str),
    Person(&'a str),
    Email(&'a str),
    Id(&'a str),
}

/// Every word that the customer reads somewhere.
#[derive(Default)]
struct Known {
    words: HashSet<String>,
    marks: Marks,
}

impl Known {
    fn of(plan: &Plan) -> Self {
        let mut known = Known::default();
        let outcomes = plan.outcomes.iter().flat_map(|outcome| Read::of_outcome(outcome));
        for read in Read::of_plan(plan).into_iter().chain(outcomes) {
            for word in read.words.iter() {
                if !known.words.contains(word) {
                    known.words.insert(word.into());
                    known.marks.add(word);
                }
            }
        }
        known
    }
    /// A secret with its first word, when that is one of them.
    fn read<'a>(&self, secret: Secret<'a>) -> Option<(&str, Secret<'a>)> {
        Some((first_word(secret.text()).and_then(|first| self.word(first))?, secret))
    }
    /// The word in small letters, when it is one of them.
    fn word(&self, word: &str) -> Option<&str> {
        let lower = self.marks.may_have(word).then(|| Words::of(word))?;
        self.words.get(lower.get(0)?).map(String::as_str)
    }
}

impl<'a> Secrets<'a> {
    /// Only those that begin with a word that is read somewhere, so that a large plan costs little.
    pub fn of(plan: &'a Plan) -> Self {
        let known = Known::of(plan);
        let delivery = plan.people.iter().filter(|person| person.side == Side::Delivery);
        let people = delivery.flat_map(|person| [Secret::Person(&person.name), Secret::Email(&person.email)]);
        let (mut titles, mut ids) = (Vec::new(), Vec::new());
        // One look at each task: in a large plan each costs a walk through the memory.
        for it in plan.tasks() {
            titles.extend(known.read(Secret::Task(&it.task.title)));
            ids.extend(Secret::id(&it.task.id).and_then(|id| known.read(id)));
        }
        let changes = plan.changes.iter().filter_map(|it| known.read(Secret::id(&it.id)?));
        let mut secrets = Secrets { by_first: HashMap::new(), marks: Marks::default() };
        for (first, secret) in titles.into_iter().chain(people.filter_map(|it| known.read(it))).chain(ids).chain(changes) {
            secrets.add(first, secret);
        }
        secrets
    }
    fn add(&mut self, first: &str, secret: Secret<'a>) {
        let words = Words::first_of(secret.text(), SECRET_WORDS_MAX);
        if words.len() >= secret.words_min() {
            self.marks.add(first);
            self.by_first.entry(first.into()).or_default().push((words, secret));
        }
    }
    fn in_text<'s>(&'s self, read: &'s Read) -> impl Iterator<Item = Secret<'a>> + 's {
        let starts = read.words.iter().enumerate().filter(|(_, word)| self.marks.may_have(word));
        let starts = starts.filter_map(|(at, word)| Some((at, self.by_first.get(word)?)));
        let found = starts.flat_map(move |(at, secrets)| secrets.iter().filter(move |(words, _)| read.words.has_at(at, words)));
        found.map(|(_, secret)| *secret)
    }
}

/// Who reads so many words of a title has read the title; and a title of a megabyte is not looked for word by word at every word.
const SECRET_WORDS_MAX: usize = 40;

impl<'a> Secret<'a> {
    /// An id without a digit is a word like any other.
    fn id(id: &'a str) -> Option<Self> {
        id.bytes().any(|b| b.is_ascii_digit()).then_some(Secret::Id(id))
    }
    fn text(self) -> &'a str {
        match self {
            Secret::Task(text) | Secret::Person(text) | Secret::Email(text) | Secret::Id(text) => text,
        }
    }
    /// A task of one word is everybody's word.
    const fn words_min(self) -> usize {
        match self {
            Secret::Task(_) => 2,
            Secret::Person(_) | Secret::Email(_) | Secret::Id(_) => 1,
        }
    }
    fn hit(self, read: &Read) -> Hit {
        let (what, fix) = match self {
            Secret::Task(_) => ("a task's title", "Say what the customer gets, not how it is done"),
            Secret::Person(_) => ("somebody of the delivery side", "Name somebody of the customer's, or nobody"),
            Secret::Email(_) => ("an e-mail address of the delivery side", "Leave the address out"),
            Secret::Id(_) => ("an id of the delivery plan", "Leave the id out"),
        };
        read.hit(format!("The {} {} names {what}, {}", read.field, quoted(read.text), quoted(self.text())), fix)
    }
}

/// A task that bears the headline's own name gives nothing away.
fn is_the_headline(secret: Secret, read: &Read) -> bool {
    matches!(secret, Secret::Task(_)) && read.field == "headline" && Words::of(secret.text()) == read.words
}

pub(super) fn leak(scene: &Scene, part: &Part) -> Vec<Hit> {
    let reads = part.reads();
    if reads.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for read in reads {
        let (mut said, mut seen): (HashSet<&str>, HashSet<*const u8>) = Default::default();
        let secrets = scene.secrets().in_text(read).filter(|secret| seen.insert(secret.text().as_ptr()));
        let secrets = secrets.filter(|secret| !is_the_headline(*secret, read));
        hits.extend(secrets.filter(|secret| said.insert(secret.text())).map(|secret| secret.hit(read)));
    }
    hits
}
