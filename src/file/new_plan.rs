//! The plan that `handshake new` writes: commented, so that it teaches the file by example.
//! Its text is assets/new.ron; only uid and title are filled in.

use crate::plan::ron_text::quoted;

const TEMPLATE: &str = include_str!("../../assets/new.ron");

/// The text of a new plan. `uid` should be random: keys that outsiders may see are made from it.
pub fn new_plan(uid: &str, title: &str) -> String {
    let filled = |field: &str, value: &str| format!("    {field}: {},\n", quoted(value));
    let uid = TEMPLATE.replacen("    uid: \"\",\n", &filled("uid", uid), 1);
    uid.replacen("    title: \"\",\n", &filled("title", title), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::read;

    #[test]
    fn a_new_plan_reads_without_problems_and_has_what_was_given() {
        let text = new_plan("8r2k0fqz", "A \"quoted\" title");
        let reading = read(text.as_bytes());
        assert_eq!(reading.problems, []);
        let plan = reading.plan.unwrap();
        assert_eq!((plan.uid.as_str(), plan.title.as_str()), ("8r2k0fqz", "A \"quoted\" title"));
        assert!(plan.tasks().count() > 2 && plan.baseline().is_none());
    }

    #[test]
    fn no_comment_of_a_new_plan_names_a_date_and_no_line_is_long() {
        for line in TEMPLATE.lines() {
            assert!(line.chars().count() <= 140, "{line}");
            assert!(!line.contains("20"), "{line}");
        }
    }
}
