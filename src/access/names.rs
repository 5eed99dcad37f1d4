//! How a name is put together. Many people have one name only: it stands as their first name.

/// First and last name, with no gap where one of them is empty.
#[must_use]
pub fn whole(given: &str, family: &str) -> String {
    [given.trim(), family.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same with the last name first, for lists that go by it.
#[must_use]
pub fn by_family(given: &str, family: &str) -> String {
    whole(family, given)
}

/// Small words in names: they belong to the last name behind them, and say nothing about whose name it is. Folded.
pub const PARTICLES: &[&str] = &[
    "ab", "al", "ap", "bin", "bint", "binti", "da", "de", "den", "der", "di", "dos", "el", "ferch", "la",
    "le", "mac", "mc", "mhic", "ui", "van", "verch", "von",
];

/// Words that are small ones in Irish names and elsewhere what somebody goes by: Nic Jones, Ni Ni Win. Who looks for
/// everybody that may be meant takes them for names.
const MAY_BE_PARTICLES: &[&str] = &["giolla", "ni", "nic"];

/// Whether a folded word of a name is one of them.
#[must_use]
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word) || MAY_BE_PARTICLES.contains(&word)
}

/// Whether a letter shows nothing by itself, so that two names with and without it look alike: what joins, parts or
/// turns letters, and marks that are left out (Unicode, Default_Ignorable_Code_Point).
#[must_use]
pub const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// A name without letters that nobody sees.
#[must_use]
pub fn seen(name: &str) -> String {
    name.chars().filter(|letter| !is_unseen(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::{by_family, seen, whole};

    #[test]
    fn a_name_holds_nothing_that_is_not_seen() {
        for (name, expected) in [
            ("Rhian\u{200b}non", "Rhiannon"),
            ("Te\u{ad}st\u{202e}", "Test"),
            ("\u{feff}\u{2066}Siân\u{2069}", "Siân"),
            ("Ŵyr-O’Neill", "Ŵyr-O’Neill"),
        ] {
            assert_eq!(seen(name), expected, "{name:?}");
        }
    }

    #[test]
    fn one_name_has_no_gap_around_it() {
        for (given, family, expected, sorted) in [
            ("Siân", "Ŵyr", "Siân Ŵyr", "Ŵyr Siân"),
            ("Sukarno", "", "Sukarno", "Sukarno"),
            ("", "Ŵyr", "Ŵyr", "Ŵyr"),
            (" Siân ", " ", "Siân", "Siân"),
            ("", "", "", ""),
        ] {
            assert_eq!(
                (whole(given, family).as_str(), by_family(given, family).as_str()),
                (expected, sorted)
            );
        }
    }
}
