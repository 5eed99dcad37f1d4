//! What Welsh does to a word that a message puts into a sentence: the first letter of a day is softened behind a
//! preposition ("tan ddydd Mercher").

/// Prepositions that soften what follows them.
const SOFTENING: [&str; 6] = ["tan", "o", "i", "ar", "am", "gan"];
/// The days as dates begin with them.
const DAYS: [&str; 7] = ["Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul"];

/// The words with days softened where they must be. Anything but a day stays as it was typed.
pub(super) fn softened(words: String) -> String {
    if !words.contains("Dydd ") {
        return words;
    }
    let pairs = SOFTENING.iter().flat_map(|before| DAYS.iter().map(move |day| (before, day)));
    pairs.fold(words, |words, (before, day)| {
        let words = words.replace(&format!(" {before} Dydd {day} "), &format!(" {before} ddydd {day} "));
        let (first, rest) = before.split_at(1);
        let begins = format!("{}{rest} Dydd {day} ", first.to_uppercase());
        match words.strip_prefix(&begins) {
            Some(after) => format!("{}{rest} ddydd {day} {after}", first.to_uppercase()),
            None => words,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::softened;

    #[test]
    fn days_are_softened_behind_prepositions_alone() {
        for (words, wanted) in [
            (
                "yn gweithio tan Dydd Mercher 25 Tachwedd 2026.",
                "yn gweithio tan ddydd Mercher 25 Tachwedd 2026.",
            ),
            ("O Dydd Sul 1 Mawrth tan Dydd Llun 2 Mawrth", "O ddydd Sul 1 Mawrth tan ddydd Llun 2 Mawrth"),
            ("Dydd Iau 3 Rhagfyr 2026", "Dydd Iau 3 Rhagfyr 2026"),
            ("Gofal o Dydd i Nos", "Gofal o Dydd i Nos"),
            ("heno Dydd Sul 1 Mawrth", "heno Dydd Sul 1 Mawrth"),
        ] {
            assert_eq!(softened(words.to_owned()), wanted);
        }
    }
}
