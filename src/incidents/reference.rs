//! References of cases: random letters, not a running count, so that nobody can tell how many there are.

/// Digits and capital letters without those that look alike (I, L, O, U).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference such as `SG-4F7K-2M9Q` from 8 random bytes (40 bits count).
#[must_use]
pub fn from_random(bytes: &[u8]) -> String {
    let mut reference = String::from("SG");
    for (place, byte) in bytes.iter().take(8).enumerate() {
        if place % 4 == 0 {
            reference.push('-');
        }
        let letter = LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'0');
        reference.push(char::from(letter));
    }
    reference
}

/// A reference as somebody typed it, in the form in which it is kept.
#[must_use]
pub fn normal(typed: &str) -> String {
    typed.trim().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{from_random, normal};

    #[test]
    fn looks_like_a_reference() {
        assert_eq!(from_random(&[0; 32]), "SG-0000-0000");
        assert_eq!(from_random(&[255, 1, 2, 3, 33, 30, 31, 32]), "SG-Z123-1YZ0");
        assert_eq!(normal(" sg-4f7k-2m9q "), "SG-4F7K-2M9Q");
    }
}
