//! Findings about what the customer plan lacks, and about its words (spec 3.5).

use super::{Hit, Part, Scene, hit, quoted};
use unicode_segmentation::UnicodeSegmentation;

pub(super) fn hollow(scene: &Scene, part: &Part) -> Vec<Hit> {
    let dated = part.milestone().filter(|(outcome, _)| outcome.tasks.is_empty());
    let dated = dated.and_then(|(outcome, milestone)| Some((outcome, milestone, milestone.by?)));
    let found = dated.map(|(outcome, milestone, by)| {
        let text = format!("{} is due {}, and no task leads there", quoted(&milestone.headline), scene.date(by));
        hit(&outcome.id, text, "Add the tasks it takes, or take the date away")
    });
    found.into_iter().collect()
}

pub(super) fn no_sign_off(_: &Scene, part: &Part) -> Vec<Hit> {
    let unsigned = part.milestone().filter(|(_, milestone)| milestone.sign_off.is_empty());
    let say = |headline: &str| format!("Nobody is named to sign off {}", quoted(headline));
    unsigned.map(|(outcome, it)| hit(&outcome.id, say(&it.headline), "Name who signs")).into_iter().collect()
}

pub(super) fn no_milestone(_: &Scene, part: &Part) -> Vec<Hit> {
    let hidden = part.live().filter(|outcome| outcome.milestone.is_none() && !outcome.internal);
    let found = hidden.map(|it| {
        let text = format!("The customer sees nothing of {}: it has no milestone", quoted(&it.title));
        hit(&it.id, text, "Give it a milestone, or mark it as internal")
    });
    found.into_iter().collect()
}

const HEADLINE_CHARACTERS: usize = 60;
const HEADLINE_WORDS: usize = 3;

/// Counted by what a person sees as one character, where its bytes alone could be too many.
fn is_long(headline: &str) -> bool {
    headline.len() > HEADLINE_CHARACTERS && headline.graphemes(true).count() > HEADLINE_CHARACTERS
}

pub(super) fn wordy(_: &Scene, part: &Part) -> Vec<Hit> {
    let say = |headline: &str| match headline.split_whitespace().take(HEADLINE_WORDS).count() {
        _ if is_long(headline) => Some("is longer than 60 characters"),
        ..HEADLINE_WORDS => Some("has fewer than three words"),
        HEADLINE_WORDS.. => None,
    };
    let odd = part.milestone().and_then(|(outcome, it)| Some((outcome, it, say(&it.headline)?)));
    let found = odd.map(|(outcome, it, what)| {
        let text = format!("The headline {} {what}", quoted(&it.headline));
        hit(&outcome.id, text, "Say in a short sentence what will be there, and for whom")
    });
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use crate::plan::Plan;

    #[test]
    fn a_date_needs_work_behind_it() {
        let mut plan = but(|plan| plan.bin("a").unwrap());
        assert_eq!(of("hollow", &plan), ["amber o: `The o is there` is due 15 February, and no task leads there"]);
        plan.redate("o", None, None).unwrap();
        assert_eq!(of("hollow", &plan), Vec::<String>::new());
    }

    #[test]
    fn somebody_is_named_to_sign() {
        let plan = but(|plan| plan.milestone_mut("o").unwrap().sign_off.clear());
        assert_eq!(of("no-sign-off", &plan), ["amber o: Nobody is named to sign off `The o is there`"]);
    }

    #[test]
    fn an_outcome_has_a_milestone_or_is_internal() {
        let mut plan = but(|plan| plan.outcome_mut("o").unwrap().milestone = None);
        assert_eq!(of("no-milestone", &plan), ["amber o: The customer sees nothing of `Do o`: it has no milestone"]);
        plan.outcome_mut("o").unwrap().internal = true;
        assert_eq!(of("no-milestone", &plan), Vec::<String>::new());
    }

    #[test]
    fn a_headline_has_three_words_and_at_most_sixty_characters() {
        let headed = |headline: String| -> Plan { but(|plan| plan.milestone_mut("o").unwrap().headline = headline) };
        let padded = |characters: usize| format!("a b {}", "é".repeat(characters - 4));
        assert_eq!(of("wordy", &headed(padded(60))), Vec::<String>::new());
        assert_eq!(of("wordy", &headed(padded(61))).len(), 1);
        assert_eq!(
            of("wordy", &headed("Reports available".into())),
            ["amber o: The headline `Reports available` has fewer than three words"]
        );
    }
}
