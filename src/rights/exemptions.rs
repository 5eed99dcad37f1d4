//! Exemptions: what the law lets or makes an organisation withhold. Dated data, because the law changes; their
//! words are messages, `rights-exemption-<code>` and `rights-exemption-<code>-plain`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::clock::Day;

/// An exemption.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Exemption {
    /// Its code, as it is stored.
    pub code: String,
    /// The first day on which it is law.
    pub from: Day,
    /// The last day, when there is one.
    pub until: Option<Day>,
    /// Where it stands.
    pub law: String,
}

static ALL: LazyLock<Vec<Exemption>> =
    LazyLock::new(|| serde_json::from_str(include_str!("exemptions.json")).unwrap_or_default());

/// Those that are law on a day.
#[must_use]
pub fn on(day: Day) -> Vec<&'static Exemption> {
    let in_force = |one: &&Exemption| one.from <= day && one.until.is_none_or(|until| day <= until);
    ALL.iter().filter(in_force).collect()
}

/// One by its code, whenever it was law: what was withheld by it stays withheld by it.
#[must_use]
pub fn find(code: &str) -> Option<&'static Exemption> {
    ALL.iter().find(|one| one.code == code)
}

/// The key of its words, or of what they mean.
#[must_use]
pub fn words(code: &str, plain: bool) -> String {
    let code = code.replace('_', "-");
    if plain { format!("rights-exemption-{code}-plain") } else { format!("rights-exemption-{code}") }
}

#[cfg(test)]
mod tests {
    use super::{ALL, find, on, words};
    use crate::clock::Day;
    use crate::messages::{Language, Messages};

    #[test]
    fn every_exemption_has_words_and_is_dated() {
        let messages = Messages::load().unwrap();
        assert_eq!(ALL.len(), 11);
        for one in ALL.iter() {
            for plain in [false, true] {
                assert!(messages.has(Language::English, &words(&one.code, plain)), "{}", one.code);
            }
            assert!(one.law.starts_with("Data Protection Act 2018, Schedule"), "{}", one.law);
            assert_eq!(find(&one.code), Some(one));
        }
        assert_eq!(on(Day::parse("2018-05-24").unwrap()).len(), 0);
        assert_eq!(on(Day::parse("2026-11-21").unwrap()).len(), 11);
    }
}
