//! Names in one cell taken apart: first and last name, what stands before them and behind.

use crate::access::names::is_particle;
use crate::people::search::fold;

/// What people are called before their names.
const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "lady", "mister"];

/// First and last name out of both together: "Siân Ŵyr" or "Ŵyr, Siân". Who has one name has no last one.
#[must_use]
pub fn names(whole: &str) -> Option<(String, String)> {
    let whole = without_note(whole).trim_matches([',', ' ']);
    let (given, family) = match whole.split_once(',') {
        Some((family, given)) => (untitled(given), untitled(family)),
        None => parted(untitled(whole)),
    };
    let (given, family) = (given.trim(), family.trim());
    // Behind "Mr" one word is the last name, and the first one is missing.
    let is_half = family.is_empty() && (untitled(whole) != whole || whole.starts_with('('));
    (!given.is_empty() && !is_half).then(|| (given.to_owned(), family.to_owned()))
}

/// What a cell with a name says beside the one that stands in a cell of its own: "Ŵyr" of "Mrs Siân Ŵyr", of
/// "Ŵyr, Siân" and of "Ŵyr" beside "Siân".
#[must_use]
pub fn beside(whole: &str, one: &str) -> String {
    let known: Vec<String> = one.split_whitespace().map(fold).collect();
    let words = untitled(without_note(whole)).split([',', ' ']).filter(|word| !word.is_empty());
    words.filter(|word| !known.contains(&fold(word))).collect::<Vec<_>>().join(" ")
}

/// The last name is the last word, with the small words before it that belong to it: "Ffion ap Gwilym".
fn parted(name: &str) -> (&str, &str) {
    let Some((mut given, mut family)) = name.rsplit_once(' ') else { return (name, "") };
    while let Some((before, word)) = given.trim_end().rsplit_once(' ')
        && is_particle(&fold(word))
    {
        (given, family) = (before, name.get(before.len()..).unwrap_or(family));
    }
    (given, family)
}

/// A name without what stands behind it in brackets: "Siân Ŵyr (nights)".
fn without_note(name: &str) -> &str {
    match name.trim().strip_suffix(')').and_then(|name| name.rsplit_once('(')) {
        Some((name, _)) if !name.trim().is_empty() => name.trim(),
        _ => name.trim(),
    }
}

/// A name without what stands before it: "Mrs Siân Ŵyr".
fn untitled(name: &str) -> &str {
    let name = name.trim();
    match name.split_once(' ') {
        Some((first, rest)) if is_title(first) => rest.trim(),
        _ => name,
    }
}

/// Whether a word is only what somebody is called before their name.
#[must_use]
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&fold(word).trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn takes_names_apart() {
        let both = |given: &str, family: &str| Some((given.to_owned(), family.to_owned()));
        for (whole, wanted) in [
            ("Siân Ŵyr", both("Siân", "Ŵyr")),
            ("Mary Ann Evans", both("Mary Ann", "Evans")),
            ("Evans, Mary Ann", both("Mary Ann", "Evans")),
            ("Mrs Siân Ŵyr", both("Siân", "Ŵyr")),
            ("Siân Mair Ŵyr", both("Siân Mair", "Ŵyr")),
            ("Ffion Ap Gwilym", both("Ffion", "Ap Gwilym")),
            ("Lowri van der Berg", both("Lowri", "van der Berg")),
            ("Van Morrison", both("Van", "Morrison")),
            ("Ap Gwilym, Owain", both("Owain", "Ap Gwilym")),
            ("Blessing Okafor (Bank)", both("Blessing", "Okafor")),
            ("Mrs Ann Roberts (nights)", both("Ann", "Roberts")),
            ("Blessing", both("Blessing", "")),
            ("Blessing,", both("Blessing", "")),
            ("(nights)", None),
            ("Ŵyr, Dr. Siân", both("Siân", "Ŵyr")),
            ("Mr Jones", None),
            ("Cher", both("Cher", "")),
            (", ", None),
        ] {
            assert_eq!(names(whole), wanted, "{whole}");
        }
    }
}
