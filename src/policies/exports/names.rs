//! Names of files and folders that every system takes and people can read. Pure.

use std::collections::BTreeSet;

use crate::access::names::is_unseen;

/// Letters of a name at most; far below what any system takes, also below a long folder.
const LETTERS: usize = 110;

/// Names that Windows keeps for itself.
const KEPT: &[&str] = &["con", "prn", "aux", "nul"];

/// A name without what some system refuses: separators, wildcards, control characters, a full stop or space
/// at the end. Letters with marks stay.
#[must_use]
pub fn safe(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
            letter if letter.is_control() || is_unseen(letter) => ' ',
            letter => letter,
        })
        .collect();
    let short: String =
        plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LETTERS).collect();
    let short = short.trim_matches(['.', ' ']);
    match short {
        "" => "-".to_owned(),
        kept if KEPT.contains(&kept.to_lowercase().as_str()) => format!("{kept}-"),
        short => short.to_owned(),
    }
}

/// The names of one folder. Most systems take capitals and small letters for the same.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// Takes a name, with a number when it is taken.
    pub fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2_u32;
        while !self.0.insert(free.to_lowercase()) {
            free = format!("{name} ({number})");
            number = number.saturating_add(1);
        }
        free
    }
}

/// A path as the address of a link in a page beside it.
#[must_use]
pub fn address(path: &str) -> String {
    let mut address = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::{Names, address, safe};

    #[test]
    fn names_are_readable_and_safe_everywhere() {
        let long = "Policy ".repeat(40);
        for (name, expected) in [
            ("Tŷ Ŵyr: Cartref", "Tŷ Ŵyr Cartref"),
            ("../../etc/passwd", "etc passwd"),
            ("a\\b/c|d<e>f\"g?h*i", "a b c d e f g h i"),
            (" Home. ", "Home"),
            ("...", "-"),
            ("", "-"),
            ("NUL", "NUL-"),
            ("one\ntwo\u{0}", "one two"),
            ("policy\u{202e}fdp.exe", "policy fdp.exe"),
        ] {
            assert_eq!(safe(name), expected, "{name}");
        }
        assert!(safe(&long).chars().count() <= 110);
    }

    #[test]
    fn the_same_name_is_numbered() {
        let mut names = Names::default();
        let taken = ["A", "a", "A", "A (2)", "B"].map(|name| names.take(name));
        assert_eq!(taken, ["A", "a (2)", "A (3)", "A (2) (2)", "B"]);
    }

    #[test]
    fn links_hold_every_letter() {
        assert_eq!(address("Tŷ 1/A&B #2?.pdf"), "T%C5%B7%201/A%26B%20%232%3F.pdf");
    }
}
