//! The known name that a typed one was probably meant to be, and the letters in it that only look familiar.

use crate::words::listed;

/// The characters of a name that only look like letters of the alphabet.
pub(super) fn foreign(name: &str) -> String {
    let foreign: Vec<String> = name.chars().filter(|c| !c.is_ascii()).take(4).map(|c| format!("U+{:04X}", c as u32)).collect();
    match foreign.is_empty() {
        true => String::new(),
        false => format!(" (with {})", listed(&foreign)),
    }
}

/// `did you mean owners?`
pub(super) fn suggestion(typed: &str, known: &[&str]) -> Option<String> {
    let typed: String = typed.chars().take(40).collect();
    let nearest = known.iter().map(|name| (distance(&typed, name), name)).min()?;
    let near = nearest.0 <= 1 + nearest.1.len() / 4 || nearest.1.eq_ignore_ascii_case(&typed);
    near.then(|| format!("did you mean {}?", nearest.1))
}

/// How many letters differ, two neighbours that changed places counting once (restricted Damerau-Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let mut least = (rows[i][j] + usize::from(left != right)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_known_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(suggestion("ownres", &["id", "owners"]).as_deref(), Some("did you mean owners?"));
        assert_eq!(suggestion("delivery", &["Delivery", "Customer"]).as_deref(), Some("did you mean Delivery?"));
        assert_eq!(suggestion("zzz", &["id", "owners"]), None);
    }
}
