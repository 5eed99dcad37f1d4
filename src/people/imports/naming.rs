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
        && belongs_to_last(before, word)
    {
        (given, family) = (before, name.get(before.len()..).unwrap_or(family));
    }
    (given, family)
}

/// Whether a word inside a name belongs to the last one behind it. "O" alone is an initial, "Ó" is none; "an" is a
/// name of its own but in "Mac an tSaoir".
fn belongs_to_last(before: &str, word: &str) -> bool {
    let folded = fold(word);
    match folded.trim_end_matches('-') {
        "o" => !word.eq_ignore_ascii_case("o"),
        "an" => before.rsplit(' ').next().is_some_and(|last| ["mac", "nic"].contains(&fold(last).as_str())),
        plain => is_particle(plain),
    }
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

/// What stands in no name of one person, and is taken for a part of it: "Ann & Bob Jones", "Pat Hill*".
const NO_LETTERS: &[char] = &['(', ')', '[', ']', '{', '}', '&', '*', '/', '+', '@', '<', '>'];
/// Words that are no part of a name: a note, or what joins two people.
const NO_NAMES: &[&str] = &["left", "leaver", "leavers", "and"];

/// Whether what stands for a name says more than one person's name: numbers, signs, or a word that is none.
#[must_use]
pub fn is_odd(name: &str, is_whole: bool) -> bool {
    let name = if is_whole { without_note(name) } else { name.trim() };
    let is_number = |word: &str| {
        word.contains(|letter: char| letter.is_ascii_digit()) && !word.contains(char::is_alphabetic)
    };
    let is_none = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        is_number(word) || NO_NAMES.contains(&fold(word).as_str())
    };
    name.contains(NO_LETTERS) || name.split_whitespace().any(is_none)
}

/// Whether a word is only what somebody is called before their name.
#[must_use]
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&fold(word).trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::{is_odd, names};

    #[test]
    fn knows_what_is_no_name_of_one_person() {
        for (name, odd) in [
            ("Ann & Bob Jones", true),
            ("Ann and Bob Jones", true),
            ("Olu Ade - 12/12/2026", true),
            ("Uma Ridge 07700900123", true),
            ("Pat Hill*", true),
            ("Jo Brown [nights]", true),
            ("Ann Left", true),
            ("Jo Brown (nights)", false),
            ("Andrew Sandy", false),
            ("Ann-Marie O'Neil", false),
            ("Enw1 Teulu1", false),
            ("Leftwich, Ann", false),
            ("Siân Ŵyr", false),
        ] {
            assert_eq!(is_odd(name, true), odd, "{name}");
        }
        assert!(is_odd("Jo (nights)", false));
    }

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
            ("Seán Ó Súilleabháin", both("Seán", "Ó Súilleabháin")),
            ("SEÁN Ó SÚILLEABHÁIN", both("SEÁN", "Ó SÚILLEABHÁIN")),
            ("John O Smith", both("John O", "Smith")),
            ("Aoife Ní Bhriain", both("Aoife", "Ní Bhriain")),
            ("Máire Nic Giolla Phádraig", both("Máire", "Nic Giolla Phádraig")),
            ("Colm Mac an tSaoir", both("Colm", "Mac an tSaoir")),
            ("Siobhán Uí Néill", both("Siobhán", "Uí Néill")),
            ("Nic Jones", both("Nic", "Jones")),
            ("Thi An Pham", both("Thi An", "Pham")),
            ("Maria dos Santos", both("Maria", "dos Santos")),
            ("Nurul binti Ahmad", both("Nurul", "binti Ahmad")),
            ("Ahmed al- Masri", both("Ahmed", "al- Masri")),
            ("Ahmed El-Masri", both("Ahmed", "El-Masri")),
            ("Leonardo da Vinci", both("Leonardo", "da Vinci")),
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
