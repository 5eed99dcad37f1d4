//! The number of a receipt: easy to read out on the telephone, impossible to guess.

/// Letters and digits that nobody mistakes for each other: no 0 and O, 1 and I and L, 5 and S, 8 and B, U and V.
const ALPHABET: &[u8; 26] = b"234679ACDEFGHJKMNPQRTUWXYZ";
/// How many letters it has.
const LETTERS: u8 = 26;

/// A receipt number such as `RS-7K4M-92QD` from random bytes: eight letters, 37 bits.
///
/// Bytes that would prefer some letters are passed over; 32 bytes are enough but for one in a million
/// million, and then the rest is filled from the start of the alphabet.
#[must_use]
pub fn number(random: &[u8; 32]) -> String {
    format!("RS-{}", letters(random))
}

/// The letters alone, such as `7K4M-92QD`.
#[must_use]
pub fn letters(random: &[u8; 32]) -> String {
    let fair = u8::MAX - u8::MAX % LETTERS;
    let drawn = random.iter().filter(|byte| **byte < fair).map(|byte| usize::from(byte % LETTERS));
    let mut letters = drawn.chain(std::iter::repeat(0)).filter_map(|place| ALPHABET.get(place).copied());
    let mut number = String::new();
    for place in 0..8 {
        if place == 4 {
            number.push('-');
        }
        number.extend(letters.next().map(char::from));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_eight_clear_letters() {
        let mut seed = [0_u8; 32];
        for (place, byte) in seed.iter_mut().enumerate() {
            *byte = u8::try_from(place * 7).unwrap();
        }
        let made = number(&seed);
        assert_eq!(made.len(), 12, "{made}");
        assert!(made.starts_with("RS-"));
        assert!(made.chars().skip(3).all(|letter| letter == '-' || !"015SOILB8V".contains(letter)), "{made}");
    }

    #[test]
    fn different_bytes_make_different_numbers() {
        assert_ne!(number(&[1; 32]), number(&[2; 32]));
        assert_eq!(number(&[255; 32]), "RS-2222-2222");
    }
}
