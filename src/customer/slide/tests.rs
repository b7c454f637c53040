//! No text leaves its place, none is too small to read, and nothing is silently lost.

use super::*;
use crate::customer::{customer_plan, sample::*};
use crate::plan::Plan;
use proptest::prelude::*;

fn of(plan: &Plan) -> Slide {
    slide(&customer_plan(plan, day(TODAY)).with_sender("Dev Lead"))
}

fn texts(slide: &Slide) -> Vec<&Text> {
    let text = |shape: &'_ Shape| matches!(shape, Shape::Text(_));
    let texts = slide.shapes.iter().filter(|shape| text(shape));
    texts.filter_map(|shape| if let Shape::Text(text) = shape { Some(text) } else { None }).collect()
}

/// Each line of the slide's texts.
fn lines(slide: &Slide) -> Vec<String> {
    let paragraphs = texts(slide).into_iter().flat_map(|text| &text.paragraphs);
    paragraphs.flat_map(|it| &it.lines).map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
}

fn check(slide: &Slide) {
    for text in texts(slide) {
        let Place { x, y, width, height } = text.at;
        assert!(x >= MARGIN && x + width <= WIDTH - MARGIN + 0.1, "{:?}", text.at);
        assert!(y >= 0.0 && y + height <= HEIGHT - 8.0, "{:?} {:?}", text.at, lines(slide));
        for paragraph in &text.paragraphs {
            assert!(paragraph.size >= 12.0);
            for line in &paragraph.lines {
                let width: f32 = line.iter().map(|run| Font { size: paragraph.size, weight: run.weight }.width(run.text.trim_end())).sum();
                // Signs that melt into one only once they stand side by side may measure a little more: the slack holds them.
                assert!(width <= text.at.width * 1.05, "{width} > {} {line:?}", text.at.width);
            }
        }
    }
}

/// As many milestones and asks as said, each of these words.
fn crowded(milestones: usize, words: &str) -> Plan {
    let mut plan = small();
    for n in 0..milestones {
        add(&mut plan, &format!("m{n}"), &format!("{words} {n}"), "2028-09-30");
    }
    (milestone(&mut plan).headline, ask(&mut plan).what) = (words.into(), words.into());
    plan
}

#[test]
fn the_example_says_all_of_the_mail() {
    let slide = of(&finance());
    check(&slide);
    assert_eq!(
        lines(&slide).join("|").replace(" |", " "),
        "Finance systems migration · Acme plc|draft of rev 2 · Mon 8 Feb 2027|\
         What is coming|26 February|New system open to the finance team|Waiting on you · sign-off CFO|\
         31 March|Finance reports available in new system|In progress · sign-off CFO|\
         30 April|Old ledger switched off|Planned · sign-off CFO|\
         What we need from you|Northwind Hosting: Open the firewall to the new system|\
         5 February · overdue · unlocks New system open to the finance team|\
         Acme Data Office: Provide dataset|15 February · unlocks Finance reports available in new system|\
         What changed since 18 January|New system open to the finance team: 19 February → 26 February|\
         New: Old ledger switched off, by 30 April|Next update: 15 February · Dev Lead"
    );
}

#[test]
fn seven_milestones_fit_and_of_thirty_the_rest_is_counted() {
    let seven = of(&crowded(6, "Finance reports available in the new system for all"));
    check(&seven);
    let headlines = lines(&seven).iter().filter(|line| line.starts_with("Finance reports") && !line.contains('…')).count();
    assert_eq!(headlines, 7, "{:?}", lines(&seven));
    let thirty = of(&crowded(29, "Finance reports available in the new system for all"));
    check(&thirty);
    let shown = lines(&thirty).iter().filter(|line| line.starts_with("Finance reports")).count();
    assert!(lines(&thirty).iter().any(|line| line.starts_with("and ") && line.ends_with(" more")), "{shown} {:?}", lines(&thirty));
}

#[test]
fn of_thousands_as_many_are_shown_as_of_thirty() {
    let counted = |milestones: usize| {
        let all = lines(&of(&crowded(milestones - 1, "Finance reports available in the new system for all")));
        let more = all.iter().find_map(|line| line.strip_prefix("and ")?.strip_suffix(" more")?.parse::<usize>().ok());
        (all.iter().filter(|line| line.starts_with("Finance reports")).count(), more)
    };
    assert_eq!(counted(30), (8, Some(22)));
    assert_eq!(counted(3_000), (8, Some(2_992)));
}

#[test]
fn a_long_word_is_broken_and_a_long_text_ends_in_an_ellipsis() {
    let slide = of(&crowded(0, &"W".repeat(300)));
    check(&slide);
    assert!(lines(&slide).iter().any(|line| line.starts_with("WWW") && line.ends_with('…')), "{:?}", lines(&slide));
}

#[test]
fn a_day_stays_with_its_month() {
    let run = Run::new("Moved: 19 February → 26 February", Ink::Text, Weight::Regular);
    let broken = measure::wrapped(vec![run], 10.0, 122.0, 3);
    let lines: Vec<&str> = broken.iter().map(|line| line[0].text.as_str()).collect();
    assert_eq!(lines, ["Moved: 19 February → ", "26 February"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_a_plan_says_stays_on_the_slide(text in "(\\PC| |日本|👩‍👩‍👧){0,120}", milestones in 0..12usize) {
        let mut plan = crowded(milestones, &text);
        (plan.title, plan.customer) = (text.clone(), text);
        check(&of(&plan));
    }
}
