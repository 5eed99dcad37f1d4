//! The code in the mail: six figures.

use crate::access::passwords::Password;
use crate::keys::random;

/// Figures of a code.
const FIGURES: usize = 6;

/// Six figures. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        let number = u64::from_le_bytes(random::<8>()) % 1_000_000;
        Self(format!("{number:06}"))
    }

    /// What somebody typed or pasted; nothing when it can't be a code.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let figures: String =
            typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
        let fits = figures.len() == FIGURES && figures.chars().all(|letter| letter.is_ascii_digit());
        fits.then_some(Self(figures))
    }

    /// The text for the mail, in two groups. It goes nowhere else.
    #[must_use]
    pub fn reveal(&self) -> String {
        let (first, second) = self.0.split_at_checked(FIGURES / 2).unwrap_or((&self.0, ""));
        format!("{first} {second}")
    }

    /// The code as the hasher takes it: slow to guess from a stolen database.
    #[must_use]
    pub fn for_hashing(&self) -> Password {
        Password::typed(&self.0)
    }
}

impl Default for Code {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Code(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn reads_a_code_as_people_type_and_paste_it() {
        let code = Code::new();
        assert_eq!(Code::parse(&code.reveal()), Some(code.clone()));
        assert_eq!(format!("{code:?}"), "Code(..)");
        for (typed, right) in [
            ("123456", true),
            (" 123 456 ", true),
            ("123-456", true),
            ("12345", false),
            ("1234567", false),
            ("12345a", false),
            ("١٢٣٤٥٦", false),
            ("", false),
        ] {
            assert_eq!(Code::parse(typed).is_some(), right, "{typed:?}");
        }
    }
}
