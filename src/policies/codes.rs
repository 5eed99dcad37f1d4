//! When two spellings of a code are one code.

use crate::db::ids::PolicyId;

/// A code without what makes no other code: capitals, spaces, hyphens, dots and the like.
#[must_use]
pub fn plain(code: &str) -> String {
    code.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Whether they are one code.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let letters = plain(one);
    one == other || (!letters.is_empty() && letters == plain(other))
}

/// The policy that has a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The policy.
    pub id: PolicyId,
    /// The code as it spells it.
    pub code: String,
    /// Its title.
    pub title: String,
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn spellings_of_one_code() {
        for (one, other, expected) in [
            ("RX40", "RX40", true),
            ("RX40", "rx-40", true),
            ("RX40", "R.X. 40", true),
            ("POL/7", "pol 7", true),
            ("RX40", "RX41", false),
            ("RX4", "RX40", false),
            ("-", ".", false),
            ("-", "-", true),
            ("Tŷ 1", "TŶ-1", true),
        ] {
            assert_eq!(same(one, other), expected, "{one} {other}");
        }
    }
}
