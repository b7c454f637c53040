//! Findings about the words the customer reads: what only the trade understands, what promises no day, what blames,
//! and what is too long (spec 3.5).

use super::{Hit, Part, Scene, of_plan, phrases::List};
use crate::words::capital;

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

fn said(scene: &Scene, part: &Part, list: List) -> Vec<Hit> {
    let all = part.said(scene).iter().map(|said| (&part.reads()[said.read], scene.phrases().get(*said)));
    all.filter(|(_, it)| it.list == list).map(|(read, it)| read.hit(read.saying(&it.phrase), capital(it.instead))).collect()
}

pub(super) fn jargon(scene: &Scene, part: &Part) -> Vec<Hit> {
    said(scene, part, List::Jargon)
}

pub(super) fn blame(scene: &Scene, part: &Part) -> Vec<Hit> {
    said(scene, part, List::Blame)
}

pub(super) fn vague(scene: &Scene, part: &Part) -> Vec<Hit> {
    said(scene, part, List::Vague)
}

/// `Q1-ish`.
pub(super) fn ish(_: &Scene, part: &Part) -> Vec<Hit> {
    let is_ish = |word: &&str| word.strip_suffix("ish").is_some_and(|stem| ISH.contains(&stem.trim_end_matches('-')));
    let hits = part.reads().iter().flat_map(|read| {
        let words = read.words.iter().filter(is_ish);
        words.map(move |word| read.hit(read.saying(word), "Give a date"))
    });
    hits.collect()
}

pub(super) fn too_big(scene: &Scene) -> Vec<Hit> {
    match scene.too_big().as_slice() {
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
