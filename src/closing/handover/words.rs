//! The words that stand inside a package and nowhere else: whoever types them has opened it. Pure.

use data_encoding::BASE32_NOPAD;

use crate::keys::hash_parts;

/// Letters in a group.
const GROUP: usize = 4;

/// Six groups of four letters.
#[must_use]
pub fn written(secret: &[u8; 15]) -> String {
    let letters: Vec<char> = BASE32_NOPAD.encode(secret).chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// What is kept of them. Capitals, spaces and dashes don't matter.
#[must_use]
pub fn kept(words: &str) -> [u8; 32] {
    let plain: String =
        words.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    hash_parts("polisi handover words v1", &[plain.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::{kept, written};

    #[test]
    fn are_typed_as_people_type() {
        let words = written(&[7; 15]);
        assert_eq!((words.len(), words.matches('-').count()), (29, 5), "{words}");
        for (typed, fits) in [
            (words.clone(), true),
            (words.to_lowercase().replace('-', " "), true),
            (words.replace('-', ""), true),
            (words.chars().skip(1).collect(), false),
            (String::new(), false),
        ] {
            assert_eq!(kept(&typed) == kept(&words), fits, "{typed}");
        }
    }
}
