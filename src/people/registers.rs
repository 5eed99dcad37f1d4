//! Who keeps professional registers, by nation (reference domain 3.4).

/// A body that keeps a register of workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeper {
    /// The word that is kept and that its message ends with.
    pub word: &'static str,
    /// The nations whose workers it registers, as services have them.
    pub nations: &'static [&'static str],
    /// Other ways to write it, in small letters.
    pub also: &'static [&'static str],
}

const ALL_NATIONS: &[&str] = &["england", "wales", "scotland", "northern_ireland"];

/// The bodies, in the order in which forms show them.
pub const KEEPERS: &[Keeper] = &[
    Keeper {
        word: "nmc",
        nations: ALL_NATIONS,
        also: &["nursing and midwifery council", "y cyngor nyrsio a bydwreigiaeth"],
    },
    Keeper {
        word: "scw",
        nations: &["wales"],
        also: &["social care wales", "gofal cymdeithasol cymru", "gcc"],
    },
    Keeper { word: "sssc", nations: &["scotland"], also: &["scottish social services council"] },
    Keeper { word: "niscc", nations: &["northern_ireland"], also: &["northern ireland social care council"] },
    Keeper { word: "swe", nations: &["england"], also: &["social work england"] },
    Keeper {
        word: "hcpc",
        nations: ALL_NATIONS,
        also: &["health and care professions council", "y cyngor proffesiynau iechyd a gofal", "hpc"],
    },
    Keeper {
        word: "gmc",
        nations: ALL_NATIONS,
        also: &["general medical council", "y cyngor meddygol cyffredinol"],
    },
];

/// The keeper of a word that is kept.
#[must_use]
pub fn of_word(word: &str) -> Option<Keeper> {
    KEEPERS.iter().copied().find(|keeper| keeper.word == word)
}

/// What is kept for words as people write them: the word of a known body, else their own words.
#[must_use]
pub fn kept(words: &str) -> String {
    let plain = words.trim().to_lowercase();
    let known = KEEPERS.iter().find(|keeper| keeper.word == plain || keeper.also.contains(&plain.as_str()));
    known.map_or_else(|| words.trim().to_owned(), |keeper| keeper.word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn knows_bodies_by_their_names() {
        for (words, wanted) in [
            ("NMC", "nmc"),
            ("Nursing and Midwifery Council", "nmc"),
            ("Gofal Cymdeithasol Cymru", "scw"),
            (" hcpc ", "hcpc"),
            ("General Optical Council", "General Optical Council"),
        ] {
            assert_eq!(kept(words), wanted, "{words}");
        }
    }
}
