//! Notes and comments are merged line by line: what one side changed is taken, what both changed in one place is handed back.
//! The rule is diff3's (Khanna, Kunal, Pierce 2007): cut all three texts at the lines that nobody touched.
//! Knows text only.

/// Texts with more pairs of lines than this are not compared; the caller has a clash then.
const PAIRS_MAX: usize = 4_000_000;

/// The text with the changes of both sides; `None` when they changed the same place differently.
pub(crate) fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
    merged_or(base, ours, theirs, |_, _| None)
}

/// The text with the changes of both sides; where both changed one place, the lines of both, in text order.
pub(crate) fn both(base: &str, ours: &str, theirs: &str) -> String {
    let keep_both = |ours: &[&str], theirs: &[&str]| {
        let (first, second) = if ours <= theirs { (ours, theirs) } else { (theirs, ours) };
        Some([first, second].concat().iter().map(ToString::to_string).collect())
    };
    merged_or(base, ours, theirs, keep_both).unwrap_or_else(|| {
        let (first, second) = if ours <= theirs { (ours, theirs) } else { (theirs, ours) };
        format!("{first}\n{second}")
    })
}

type Undecided = fn(&[&str], &[&str]) -> Option<Vec<String>>;

fn merged_or(base: &str, ours: &str, theirs: &str, undecided: Undecided) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(lines);
    let (to_ours, to_theirs) = (kept_lines(&base, &ours)?, kept_lines(&base, &theirs)?);
    let mut out: Vec<String> = Vec::new();
    let mut from = [0, 0, 0];
    for at in 0..=base.len() {
        let untouched = match at == base.len() {
            true => Some([at, ours.len(), theirs.len()]),
            false => to_ours[at].zip(to_theirs[at]).map(|(ours, theirs)| [at, ours, theirs]),
        };
        let Some(to) = untouched else { continue };
        let (b, o, t) = (&base[from[0]..to[0]], &ours[from[1]..to[1]], &theirs[from[2]..to[2]]);
        match (o == t || t == b, o == b) {
            (true, _) => out.extend(o.iter().map(ToString::to_string)),
            (false, true) => out.extend(t.iter().map(ToString::to_string)),
            (false, false) => out.extend(undecided(o, t)?),
        }
        out.extend(base.get(at).map(ToString::to_string));
        from = to.map(|line| line + 1);
    }
    Some(out.join("\n"))
}

/// No text has no lines, so that a side without text adds none.
fn lines(text: &str) -> Vec<&str> {
    match text {
        "" => Vec::new(),
        text => text.split('\n').collect(),
    }
}

/// For each line of `base` where it stands in `side`, by a longest common subsequence; `None` when there are too many lines.
fn kept_lines(base: &[&str], side: &[&str]) -> Option<Vec<Option<usize>>> {
    if base.len().saturating_mul(side.len()) > PAIRS_MAX {
        return None;
    }
    let width = side.len() + 1;
    let mut common = vec![0u32; (base.len() + 1) * width];
    for b in (0..base.len()).rev() {
        for s in (0..side.len()).rev() {
            common[b * width + s] = match base[b] == side[s] {
                true => common[(b + 1) * width + s + 1] + 1,
                false => common[(b + 1) * width + s].max(common[b * width + s + 1]),
            };
        }
    }
    let (mut kept, mut b, mut s) = (vec![None; base.len()], 0, 0);
    while b < base.len() && s < side.len() {
        if base[b] == side[s] {
            kept[b] = Some(s);
            (b, s) = (b + 1, s + 1);
        } else if common[(b + 1) * width + s] >= common[b * width + s + 1] {
            b += 1;
        } else {
            s += 1;
        }
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_different_places_are_both_taken() {
        assert_eq!(merged("1\n2\n3", "one\n2\n3", "1\n2\nthree").as_deref(), Some("one\n2\nthree"));
        assert_eq!(merged("1\n2\n3", "1\n3", "1\n2\n3\n4").as_deref(), Some("1\n3\n4"));
        assert_eq!(merged("1\n2", "1\n2", "").as_deref(), Some(""));
    }

    #[test]
    fn the_same_place_changed_differently_is_not_decided() {
        assert_eq!(merged("1\n2\n3", "1\nx\n3", "1\ny\n3"), None);
        assert_eq!(merged("", "x", "y"), None);
    }

    #[test]
    fn of_comments_both_are_kept() {
        assert_eq!(both("1\n2", "1\nx", "1\ny"), "1\nx\ny");
        assert_eq!(both("", "y", "x"), "x\ny");
        assert_eq!(both("1", "", "1 changed"), "1 changed");
    }
}
