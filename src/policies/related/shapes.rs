//! How codes of policies are made: letters and a number, such as `CH13`, `SM3` or `POL-07`; and what looks
//! like one and is something else.

use std::collections::BTreeSet;

use crate::library::codes;

/// Letters before a number that are no policy's: help lines, standards and guidance, forms, masks, scores,
/// illnesses, file types. An organisation that uses such letters for its codes is believed.
const NOT_CODES: &[&str] = &[
    "NHS", "ISO", "BS", "EN", "IEC", "PAS", "HTM", "HBN", "HSG", "INDG", "NG", "QS", "CG", "TA", "PH", "SC",
    "WHC", "SI", "COVID", "SARS", "HIV", "HB", "CD", "CO", "SPO", "NEWS", "PHQ", "GAD", "DN", "FFP", "PDF",
    "MP", "USB", "IP", "IPX", "HD", "UK", "EU", "UN", "GBP", "MI", "PM", "AM", "IR", "FP", "HC", "COP",
    "SSP", "SMP", "DS", "DBS", "GP", "LPA", "WW", "AAA", "SHA",
];

/// Words before codes that say that policies follow.
const CUES: &[&str] = &[
    "policy",
    "policies",
    "procedure",
    "procedures",
    "see",
    "polisi",
    "polisïau",
    "gweler",
    "gweithdrefn",
    "gweithdrefnau",
];

/// Words between codes of one list.
const JOINING: &[&str] = &["and", "or", "also", "a", "ac", "neu", "hefyd"];

/// Words beside a form's name.
const FORM_WORDS: &[&str] = &[
    "form",
    "forms",
    "chart",
    "charts",
    "leaflet",
    "sheet",
    "postcode",
    "postcodes",
    "room",
    "rooms",
    "mask",
    "masks",
    "ffurflen",
    "ffurflenni",
    "siart",
    "taflen",
    "ystafell",
];

fn is_among(word: &str, words: &[&str]) -> bool {
    words.contains(&word.to_lowercase().as_str())
}

/// Whether policies are named after this word.
#[must_use]
pub fn is_cue(word: &str) -> bool {
    is_among(word, CUES)
}

/// Whether a list of codes goes on after this word.
#[must_use]
pub fn is_joining(word: &str) -> bool {
    is_among(word, JOINING)
}

/// Whether what stands beside this word is a form, a chart or a room.
#[must_use]
pub fn is_form_word(word: &str) -> bool {
    is_among(word, FORM_WORDS)
}

/// Whether a word is the second half of a postcode, such as `4XX`.
#[must_use]
pub fn is_postcode_end(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|first| first.is_ascii_digit())
        && word.chars().count() == 3
        && letters.all(|letter| letter.is_ascii_uppercase())
}

/// A word of letters and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape<'a> {
    /// What stands before the number, with the hyphen if any.
    pub prefix: &'a str,
    /// How many digits the number has.
    pub digits: usize,
}

impl<'a> Shape<'a> {
    /// The shape of a word: letters, hyphens between and after them, then one to three digits.
    #[must_use]
    pub fn of(word: &'a str) -> Option<Self> {
        let prefix = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = word.len().saturating_sub(prefix.len());
        let letters =
            prefix.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, '-' | '_'));
        let begins = prefix.starts_with(|letter: char| letter.is_ascii_alphabetic());
        (letters && begins && (1..=3).contains(&digits)).then_some(Self { prefix, digits })
    }

    /// Two to four capitals, a hyphen if any, and enough digits; not one of [`NOT_CODES`].
    #[must_use]
    pub fn looks_like_a_code(self, least: usize) -> bool {
        let letters = self.prefix.strip_suffix('-').unwrap_or(self.prefix);
        (2..=4).contains(&letters.len())
            && letters.chars().all(|letter| letter.is_ascii_uppercase())
            && self.digits >= least
            && !NOT_CODES.contains(&letters)
    }
}

/// How the codes are made that an organisation uses, and those of the library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patterns(BTreeSet<(String, usize)>);

impl Patterns {
    /// Those of an organisation's codes.
    #[must_use]
    pub fn of<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        let shapes = codes.into_iter().filter_map(Shape::of);
        Self(shapes.map(|shape| (shape.prefix.to_owned(), shape.digits)).collect())
    }

    /// Whether a word is made like one of them. A single letter is not enough by itself: the number must have
    /// as many digits, and two at least. The library's numbers have two.
    #[must_use]
    pub fn have(&self, shape: Shape<'_>) -> bool {
        let letters = shape.prefix.chars().filter(char::is_ascii_alphabetic).count();
        if letters == 1 {
            return shape.digits >= 2 && self.0.contains(&(shape.prefix.to_owned(), shape.digits));
        }
        let own = self.0.iter().any(|(prefix, _)| prefix == shape.prefix);
        own || (shape.digits >= 2 && codes::PREFIXES.contains(&shape.prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_letters_and_a_number() {
        for (word, expected) in [
            ("CH13", Some(("CH", 2))),
            ("POL-07", Some(("POL-", 2))),
            ("POL-HR-07", Some(("POL-HR-", 2))),
            ("SM3", Some(("SM", 1))),
            ("A4", Some(("A", 1))),
            ("H1N1", None),
            ("DCW13-B", None),
            ("DCW2023", None),
            ("2023", None),
            ("CIW", None),
            ("-07", None),
            ("", None),
        ] {
            assert_eq!(Shape::of(word).map(|shape| (shape.prefix, shape.digits)), expected, "{word}");
        }
    }

    #[test]
    fn a_single_letter_needs_the_same_number_of_digits() {
        let own = Patterns::of(["P01", "SM1"]);
        for (word, expected) in
            [("P02", true), ("P4", false), ("P102", false), ("SM12", true), ("SN1", false)]
        {
            assert_eq!(Shape::of(word).is_some_and(|shape| own.have(shape)), expected, "{word}");
        }
    }

    #[test]
    fn halves_of_postcodes() {
        for (word, expected) in
            [("4XX", true), ("8BB", true), ("44X", false), ("4xx", false), ("4XXX", false)]
        {
            assert_eq!(is_postcode_end(word), expected, "{word}");
        }
    }
}
