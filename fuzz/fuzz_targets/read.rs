//! Any bytes give a plan or problems; every problem can be printed; where ron reads the same text, it reads the same title and tasks.
#![no_main]

use handshake::{file::read, plan::Plan};
use libfuzzer_sys::fuzz_target;
use ron::extensions::Extensions;

fuzz_target!(|bytes: &[u8]| {
    let reading = read(bytes);
    assert_eq!(reading.plan.is_some(), reading.problems.is_empty());
    for problem in &reading.problems {
        let shown = problem.shown("plan.ron");
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
    }
    let (Some(ours), Ok(text)) = (reading.plan, std::str::from_utf8(bytes)) else { return };
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    if let Ok(theirs) = options.from_str::<Plan>(text) {
        assert_eq!(ours.title, theirs.title);
        assert_eq!(ours.settings, theirs.settings);
        assert_eq!(ours.people, theirs.people);
        assert_eq!(ours.tasks().count(), theirs.tasks().count());
    }
});
