//! What a register calls the state of a policy. Only words that are known put something into force.

/// What a word for a state means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// In force.
    InForce,
    /// A draft, or no longer used.
    Over,
    /// Nobody knows.
    Unknown,
}

/// Words that mean in force; a state may have several of them.
const IN_FORCE: [&str; 13] = [
    "force",
    "current",
    "live",
    "active",
    "approved",
    "published",
    "ratified",
    "final",
    "issued",
    "cyfredol",
    "grym",
    "cymeradwy",
    "cyhoeddwyd",
];
/// Words between them that change nothing.
const BETWEEN: [&str; 6] = ["in", "and", "mewn", "a", "version", "policy"];
/// What means a draft, or something that is over.
const OVER: [&str; 13] = [
    "draft",
    "withdrawn",
    "archive",
    "obsolete",
    "superseded",
    "retired",
    "not in",
    "inactive",
    "expired",
    "no longer",
    "not used",
    "cancelled",
    "drafft",
];

/// What the words of a state mean.
pub(super) fn meaning(words: &str) -> State {
    let words = words.to_lowercase();
    if OVER.iter().any(|word| words.contains(word)) {
        return State::Over;
    }
    let parts = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut told = parts.filter(|word| !BETWEEN.contains(word)).peekable();
    if told.peek().is_some() && told.all(|word| IN_FORCE.contains(&word)) {
        State::InForce
    } else {
        State::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_put_into_force() {
        for words in [
            "In force",
            "CURRENT",
            "live",
            "Active",
            "Approved",
            "Approved and published",
            "Final / issued",
            "Ratified.",
            "Current version",
            "Mewn grym",
        ] {
            assert_eq!(meaning(words), State::InForce, "{words}");
        }
        for words in [
            "Draft",
            "Final draft",
            "Withdrawn 2025",
            "Archived",
            "No longer used",
            "No longer current",
            "Not in force",
            "Inactive",
            "Superseded by A2",
            "Drafft",
        ] {
            assert_eq!(meaning(words), State::Over, "{words}");
        }
        for words in [
            "Awaiting approval",
            "Under development",
            "Issued for consultation",
            "Not approved",
            "Unapproved",
            "Pending",
            "TBC",
            "-",
            "?",
            "in",
            "Approved?? by whom",
        ] {
            assert_eq!(meaning(words), State::Unknown, "{words}");
        }
    }
}
