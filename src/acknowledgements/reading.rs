//! How long a policy takes to read.

/// Words a minute: a careful reader of plain text (reference ux 2d).
const WORDS_A_MINUTE: usize = 200;

/// Minutes to read a text, at least one.
#[must_use]
pub fn minutes(text: &str) -> i64 {
    let words = text.split_whitespace().count();
    i64::try_from(words.div_ceil(WORDS_A_MINUTE).max(1)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn rounds_up_to_whole_minutes() {
        for (words, expected) in [(0, 1), (1, 1), (200, 1), (201, 2), (1_000, 5)] {
            assert_eq!(minutes(&"word ".repeat(words)), expected, "{words}");
        }
    }
}
