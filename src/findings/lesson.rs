//! Which section of the guide (docs/guide.md) a finding belongs to: what to read by whoever wonders why it is one.
//! Knows codes alone. A new finding is named in one of these rows.

#[rustfmt::skip]
const LESSONS: &[(&str, &[&str])] = &[
    ("delivery-plan", &["no-projection", "unowned", "unknown-person", "noise", "cycle", "dangling", "contradiction"]),
    ("customer-plan", &["no-date", "hollow", "no-sign-off", "no-milestone", "wordy", "leak", "jargon", "vague", "blame", "too-big"]),
    ("asks", &["deliverable-overdue", "deliverable-too-late", "deliverable-unowned", "deliverable-idle", "waiting-on-customer"]),
    ("lining-up", &["overdue", "late", "floor", "at-risk", "early", "done-unsigned"]),
    ("telling", &["untold", "redated", "reworded", "resigned", "reasked", "churn", "double-told", "stale-share"]),
    ("pivots", &["dropped", "budget", "scope", "owed"]),
    ("living", &["stale-card", "stale-plan", "clash"]),
];

/// The section that teaches it.
pub fn lesson(code: &str) -> Option<&'static str> {
    LESSONS.iter().find(|(_, codes)| codes.contains(&code)).map(|(section, _)| *section)
}

#[cfg(test)]
mod tests {
    use super::LESSONS;
    use crate::findings::CHECKS;

    #[test]
    fn a_code_has_one_section_and_is_a_finding() {
        let mut codes: Vec<&str> = LESSONS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        codes.sort_unstable();
        let mut known: Vec<&str> = CHECKS.iter().map(|it| it.code).collect();
        known.sort_unstable();
        assert_eq!(codes, known);
    }
}
