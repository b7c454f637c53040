//! Findings about the words the customer reads: what is delivery's own, what only the trade understands, what promises no day,
//! what blames, and what is too long (spec 3.5). Whole words, capitals ignored.
//! A word to look for is a line in its list, with what to write instead.

use super::{Context, Hit, hit, of_plan, quoted};
use crate::{
    customer,
    plan::{Deliverable, Milestone, Outcome, Plan, Side},
};
use std::collections::HashMap;

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
/// What `-ish` may follow: the names of days that are none.
const ISH: [&str; 16] = [
    "q1",
    "q2",
    "q3",
    "q4",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
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

/// One text the customer reads, with the item it belongs to; none for the plan's own.
struct Read<'a> {
    item: Option<&'a str>,
    /// `headline`, `sign-off`, …
    field: &'static str,
    text: &'a str,
    /// Its words in small letters.
    words: Vec<String>,
}

fn read<'a>(plan: &'a Plan) -> Vec<Read<'a>> {
    let mut out = Vec::new();
    let mut add = |item: Option<&'a str>, field, text: &'a str| {
        if !text.is_empty() {
            out.push(Read { item, field, text, words: words(text).collect() });
        }
    };
    add(None, "title", &plan.title);
    add(None, "customer", &plan.customer);
    for outcome in plan.live_outcomes() {
        let Outcome { id, .. } = &**outcome;
        let Some(Milestone { headline, because, sign_off, deliverables, .. }) = outcome.milestone() else { continue };
        add(Some(id), "headline", headline);
        add(Some(id), "reason", because);
        add(Some(id), "sign-off", sign_off);
        for deliverable in deliverables {
            let Deliverable { what, from, .. } = &**deliverable;
            add(Some(id), "deliverable", what);
            add(Some(id), "name", from);
        }
    }
    out
}

/// A word keeps its hyphens, slashes and apostrophes: `go-live`, `CI/CD`, `didn't`.
fn words(text: &str) -> impl Iterator<Item = String> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '\'' | '’' | '@' | '.' | '_');
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).replace('’', "'").to_lowercase();
    text.split(move |c| !is_inside(c)).map(bare).filter(|word| !word.is_empty())
}

impl Read<'_> {
    fn says(&self, phrase: &[String]) -> bool {
        !phrase.is_empty() && self.words.windows(phrase.len()).any(|words| words == phrase)
    }
    fn hit(&self, text: String, fix: impl Into<String>) -> Hit {
        match self.item {
            Some(item) => hit(item, text, fix),
            None => of_plan(text, fix),
        }
    }
    /// `The headline "…" says "soon"`.
    fn saying(&self, what: &str) -> String {
        format!("The {} {} says {}", self.field, quoted(self.text), quoted(what))
    }
}

fn phrases(context: &Context, list: &[Phrase]) -> Vec<Hit> {
    let list: Vec<(Vec<String>, &Phrase)> = list.iter().map(|phrase| (words(phrase.0).collect(), phrase)).collect();
    let mut hits = Vec::new();
    for read in read(context.plan) {
        let said = list.iter().filter(|(words, _)| read.says(words));
        hits.extend(said.map(|(_, (phrase, instead))| read.hit(read.saying(phrase), capital(instead))));
    }
    hits
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

pub(super) fn jargon(context: &Context) -> Vec<Hit> {
    let own: Vec<Phrase> = context.jargon.iter().map(|word| (word.as_str(), "say it in the customer's words")).collect();
    phrases(context, &[JARGON, &own].concat())
}

pub(super) fn blame(context: &Context) -> Vec<Hit> {
    phrases(context, BLAME)
}

pub(super) fn vague(context: &Context) -> Vec<Hit> {
    let mut hits = phrases(context, VAGUE);
    for read in read(context.plan) {
        let ish = |word: &&String| word.strip_suffix("ish").is_some_and(|stem| ISH.contains(&stem.trim_end_matches('-')));
        hits.extend(read.words.iter().filter(ish).map(|word| read.hit(read.saying(word), "Give a date")));
    }
    hits
}

/// What is delivery's own, by its words.
struct Secrets<'a> {
    /// By the first word: the words, and what it is.
    by_first: HashMap<String, Vec<(Vec<String>, Secret<'a>)>>,
}

#[derive(Clone, Copy)]
enum Secret<'a> {
    Task(&'a str),
    Person(&'a str),
    Email(&'a str),
    Id(&'a str),
}

impl<'a> Secrets<'a> {
    /// Only those that begin with a word that is read somewhere, so that a large plan costs little.
    fn of(plan: &'a Plan, reads: &[Read]) -> Self {
        let known: std::collections::HashSet<&str> = reads.iter().flat_map(|read| &read.words).map(String::as_str).collect();
        let titles = plan.tasks().map(|it| Secret::Task(&it.task.title));
        let delivery = plan.people.iter().filter(|person| person.side == Side::Delivery);
        let people = delivery.flat_map(|person| [Secret::Person(&person.name), Secret::Email(&person.email)]);
        let ids = plan.tasks().map(|it| it.task.id.as_str()).chain(plan.changes.iter().map(|it| it.id.as_str()));
        let ids = ids.filter(|id| id.contains(|c: char| c.is_ascii_digit())).map(Secret::Id);
        let mut by_first: HashMap<String, Vec<_>> = HashMap::new();
        for secret in titles.chain(people).chain(ids) {
            let Some(first) = words(secret.text()).next().filter(|first| known.contains(first.as_str())) else { continue };
            let words: Vec<String> = words(secret.text()).collect();
            if words.len() >= secret.words_min() {
                by_first.entry(first).or_default().push((words, secret));
            }
        }
        Secrets { by_first }
    }
    fn in_text<'s>(&'s self, read: &'s Read) -> impl Iterator<Item = Secret<'a>> + 's {
        let starts = read.words.iter().enumerate().filter_map(|(at, word)| Some((at, self.by_first.get(word)?)));
        let found = starts.flat_map(move |(at, secrets)| secrets.iter().filter(move |(words, _)| read.words[at..].starts_with(words)));
        found.map(|(_, secret)| *secret)
    }
}

impl<'a> Secret<'a> {
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
    let same = || words(secret.text()).eq(read.words.iter().cloned());
    matches!(secret, Secret::Task(_)) && read.field == "headline" && same()
}

pub(super) fn leak(context: &Context) -> Vec<Hit> {
    let reads = read(context.plan);
    let secrets = Secrets::of(context.plan, &reads);
    let mut hits = Vec::new();
    for read in &reads {
        let mut said: Vec<&str> = Vec::new();
        for secret in secrets.in_text(read).filter(|secret| !is_the_headline(*secret, read)) {
            if !said.contains(&secret.text()) {
                said.push(secret.text());
                hits.push(secret.hit(read));
            }
        }
    }
    hits
}

pub(super) fn too_big(context: &Context) -> Vec<Hit> {
    let fit = customer::fit(&customer::customer_plan(context.plan, context.today));
    let over: Vec<String> = fit.too_big().map(customer::Measure::words).collect();
    match over.as_slice() {
        [] => Vec::new(),
        over => vec![of_plan(
            format!("The customer plan does not fit in an e-mail or on a slide: {}", over.join(", ")),
            "Join milestones, drop asks that nothing needs, and shorten headlines",
        )],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::{
        plan::{Change, Person, Plan},
        projection::examples::{deliverable, finance, outcome},
    };
    use std::sync::Arc;

    fn headed(headline: &str) -> Plan {
        but(|plan| plan.milestone_mut("o").unwrap().headline = headline.into())
    }
    fn none(code: &str, headlines: &[&str]) {
        for headline in headlines {
            assert_eq!(of(code, &headed(headline)), Vec::<String>::new(), "{headline}");
        }
    }

    #[test]
    fn a_word_of_the_trade_is_found_as_a_whole_word_in_any_case() {
        assert_eq!(of("jargon", &headed("The etl runs at night")), ["amber o: The headline `The etl runs at night` says `ETL`"]);
        assert_eq!(of("jargon", &headed("Reports after (Go-Live)!")).len(), 1);
        assert_eq!(of("jargon", &headed("Two story  points left")).len(), 1);
        none("jargon", &["Petle is a name", "Sprinters win the race", "Reports go live on Monday", "All stories are told"]);
    }

    #[test]
    fn a_day_that_is_none_is_vague() {
        assert_eq!(of("vague", &headed("Reports are there soon")), ["amber o: The headline `Reports are there soon` says `soon`"]);
        for headline in ["Reports by Q1-ish", "Reports by marchish", "Reports, date TBD.", "Reports As Soon As Possible"] {
            assert_eq!(of("vague", &headed(headline)).len(), 1, "{headline}");
        }
        none("vague", &["Sooner than last year", "Q1 reports are there", "The Danish reports are there", "Turkish and Spanish texts"]);
    }

    #[test]
    fn blame_is_found_in_the_reason_for_a_new_date() {
        let because = |text: &str| but(|plan| plan.milestone_mut("o").unwrap().because = text.into());
        assert_eq!(of("blame", &because("the PMO failed to answer")), ["amber o: The reason `the PMO failed to answer` says `failed to`"]);
        assert_eq!(of("blame", &because("it didn’t deliver")).len(), 1);
        for text in ["the firewall was opened a week late", "a disk failed", "the default settings", "faultless so far"] {
            assert_eq!(of("blame", &because(text)), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_title_a_name_an_address_and_an_id_of_delivery_are_leaks() {
        let leaks = |headline: &str| {
            let mut plan = headed(headline);
            task(&mut plan, "a").title = "Load the tables".into();
            plan.people.push(Arc::new(Person { name: "Ann Lee".into(), email: "ann@us.example".into(), ..Person::default() }));
            plan.changes.push(Arc::new(Change { id: "c7".into(), ..Change::default() }));
            of("leak", &plan)
        };
        assert_eq!(
            leaks("After load the tables we see"),
            ["red o: The headline `After load the tables we see` names a task's title, `Load the tables`"]
        );
        let named = "names somebody of the delivery side";
        assert_eq!(
            leaks("Reports by ann lee"),
            [
                format!("red o: The headline `Reports by ann lee` {named}, `Ann`"),
                format!("red o: The headline `Reports by ann lee` {named}, `Ann Lee`")
            ]
        );
        assert_eq!(leaks("Ask ann@us.example for it").len(), 1);
        assert_eq!(leaks("Reports as in C7 agreed").len(), 1);
        assert_eq!(leaks("Load the tables"), Vec::<String>::new(), "the headline itself");
        assert_eq!(leaks("Load the tablespace anew"), Vec::<String>::new(), "half a word");
        assert_eq!(leaks("Annual reports are there"), Vec::<String>::new());
    }

    #[test]
    fn a_title_of_one_word_and_an_id_without_a_digit_are_everybodys_words() {
        let mut plan = headed("Load a lot of data");
        task(&mut plan, "a").title = "Load".into();
        assert_eq!(of("leak", &plan), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_the_customers_is_not_read() {
        let mut plan = headed("Reports by Ann there");
        assert_eq!(of("leak", &plan).len(), 1);
        plan.outcome_mut("o").unwrap().internal = true;
        assert_eq!(of("leak", &plan), Vec::<String>::new());
    }

    #[test]
    fn an_eighth_milestone_and_a_sixth_ask_are_too_many() {
        let with = |outcomes: usize, asks: usize| {
            but(|plan| {
                plan.outcomes.extend((1..outcomes).map(|n| Arc::new(outcome(&format!("p{n}"), Some("2027-02-15"), &[]))));
                let asks = (1..asks).map(|n| Arc::new(deliverable(&format!("d{n}"), Some("2027-02-10"))));
                plan.milestone_mut("o").unwrap().deliverables.extend(asks);
            })
        };
        assert_eq!(of("too-big", &with(7, 1)), Vec::<String>::new());
        assert_eq!(of("too-big", &with(1, 5)), Vec::<String>::new());
        let text = "amber -: The customer plan does not fit in an e-mail or on a slide: 8/7 milestones";
        assert_eq!(of("too-big", &with(8, 1)), [text]);
        assert_eq!(of("too-big", &with(1, 6)), [text.replace("8/7 milestones", "6/5 asks")]);
    }

    #[test]
    fn the_example_speaks_plainly() {
        for code in ["leak", "jargon", "vague", "blame", "too-big"] {
            assert_eq!(of(code, &finance()), Vec::<String>::new(), "{code}");
        }
    }
}
