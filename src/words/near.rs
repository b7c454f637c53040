//! Which known word somebody probably meant.

/// The known word nearest to what was typed, when it is near enough to be meant.
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // What is much longer than any name is no name mistyped, and comparing it would cost.
    let typed: String = typed.chars().take(40).collect();
    let (letters, name) = known.into_iter().map(|name| (distance(&typed, name), name)).min()?;
    (letters <= 1 + name.len() / 4 || name.eq_ignore_ascii_case(&typed)).then_some(name)
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
    fn what_is_near_is_meant_and_what_is_far_is_not() {
        assert_eq!(nearest("ownres", ["id", "owners"]), Some("owners"));
        assert_eq!(nearest("delivery", ["Delivery", "Customer"]), Some("Delivery"));
        assert_eq!(nearest("chekc", ["check", "demo"]), Some("check"));
        assert_eq!(nearest("plan.ron", ["check", "demo"]), None);
    }
}
