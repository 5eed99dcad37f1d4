//! Words in texts: patterns for the database, and what stands around a find. Pure.

/// Letters shown before and after a find.
const AROUND: usize = 60;

/// Patterns with which the database looks for words, capitals or not. A PostgreSQL without a language knows
/// only the capitals of English, so words with other letters are looked for in small letters and capitals.
#[must_use]
pub fn patterns(searched: &str) -> [String; 2] {
    let small = searched.to_lowercase();
    let marked: String = small
        .chars()
        .flat_map(|letter| if letter.is_ascii() { vec![letter] } else { letter.to_uppercase().collect() })
        .collect();
    [small, marked].map(|words| format!("%{}%", escaped(&words)))
}

fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The first find with what stands around it on its line; nothing when it isn't there.
#[must_use]
pub fn snippet(text: &str, searched: &str) -> Option<String> {
    let wanted: Vec<char> = searched.trim().chars().map(small).collect();
    if wanted.is_empty() {
        return None;
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.into_iter().find_map(|line| {
        let letters: Vec<char> = line.chars().collect();
        let lowered: Vec<char> = letters.iter().copied().map(small).collect();
        let at = lowered.windows(wanted.len()).position(|window| window == wanted)?;
        let (from, to) = (at.saturating_sub(AROUND), at.saturating_add(wanted.len()).saturating_add(AROUND));
        let shown: String = letters.iter().skip(from).take(to.saturating_sub(from)).collect();
        let (before, after) = (from > 0, to < letters.len());
        Some(format!("{}{}{}", if before { "…" } else { "" }, shown.trim(), if after { "…" } else { "" }))
    })
}

/// One small letter for one letter, so that places stay the same.
fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{patterns, snippet};

    #[test]
    fn patterns_hold_no_wildcards_of_the_searcher() {
        assert_eq!(patterns("50% of_A\\"), ["%50\\% of\\_a\\\\%", "%50\\% of\\_a\\\\%"]);
        assert_eq!(patterns("Tŷ Ŵyr"), ["%tŷ ŵyr%", "%tŶ Ŵyr%"]);
    }

    #[test]
    fn a_find_is_shown_with_its_neighbours() {
        let long = format!("{} the Lone worker {}", "before ".repeat(20), "after ".repeat(20));
        for (text, searched, expected) in [
            ("One.\nRing  the\toffice now.", "THE OFFICE", Some("Ring the office now.")),
            ("Gofal Tŷ Ŵyr", "tŷ ŵ", Some("Gofal Tŷ Ŵyr")),
            ("Nothing here", "elsewhere", None),
            ("", "x", None),
            ("text", "  ", None),
        ] {
            assert_eq!(snippet(text, searched).as_deref(), expected, "{searched}");
        }
        let shown = snippet(&long, "lone worker").unwrap();
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("the Lone worker after"));
        assert!(shown.chars().count() <= 2 * super::AROUND + 13, "{shown}");
    }
}
