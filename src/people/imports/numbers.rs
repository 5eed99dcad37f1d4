//! Whose staff number it is: as it is written, else without the zeros that a spreadsheet takes away.

use std::collections::BTreeMap;

use crate::people::StaffNumber;

/// Places by staff number.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    written: BTreeMap<String, Vec<usize>>,
    plain: BTreeMap<String, Vec<usize>>,
}

impl Numbers {
    /// Notes whose number it is.
    pub fn add(&mut self, number: &StaffNumber, at: usize) {
        self.written.entry(number.as_str().to_owned()).or_default().push(at);
        self.plain.entry(plain(number).to_owned()).or_default().push(at);
    }

    /// Those whose number is written the same.
    #[must_use]
    pub fn written(&self, number: &StaffNumber) -> &[usize] {
        self.written.get(number.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Those whose number it is: where nobody's is written the same, those whose number it is but for its zeros.
    #[must_use]
    pub fn of(&self, number: &StaffNumber) -> &[usize] {
        match self.written(number) {
            [] => self.plain.get(plain(number)).map_or(&[], Vec::as_slice),
            written => written,
        }
    }
}

/// A number of digits alone without the zeros that it begins with; any other one as it is.
#[must_use]
pub fn plain(number: &StaffNumber) -> &str {
    let text = number.as_str();
    let digits = text.chars().all(|letter| letter.is_ascii_digit());
    match text.trim_start_matches('0') {
        rest if digits && !rest.is_empty() => rest,
        _ => text,
    }
}

/// The number that is kept of somebody: zeros that a spreadsheet lost don't go, those that it has come in.
#[must_use]
pub fn kept(said: Option<StaffNumber>, before: Option<StaffNumber>) -> Option<StaffNumber> {
    match (said, before) {
        (Some(said), Some(before)) if plain(&said) == plain(&before) => {
            Some(if before.as_str().len() > said.as_str().len() { before } else { said })
        }
        (said, before) => said.or(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> StaffNumber {
        StaffNumber::parse(text).unwrap()
    }

    #[test]
    fn zeros_before_digits_say_nothing() {
        for (one, other, is_same) in [
            ("0017", "17", true),
            ("017", "0017", true),
            ("170", "17", false),
            ("A017", "A17", false),
            ("00-17", "0-17", false),
            ("000", "00", false),
            ("0", "00", false),
        ] {
            assert_eq!(plain(&number(one)) == plain(&number(other)), is_same, "{one} {other}");
        }
    }

    #[test]
    fn a_number_as_it_is_written_comes_first() {
        let mut all = Numbers::default();
        for (at, text) in ["17", "0017", "8"].into_iter().enumerate() {
            all.add(&number(text), at);
        }
        assert_eq!((all.of(&number("17")), all.of(&number("0017"))), (&[0][..], &[1][..]));
        assert_eq!(all.of(&number("017")), [0, 1], "either of the two");
        assert_eq!((all.of(&number("08")), all.written(&number("08"))), (&[2][..], &[][..]));
        assert!(all.of(&number("9")).is_empty());
    }

    #[test]
    fn zeros_come_and_do_not_go() {
        let kept = |said: &str, before: &str| kept(Some(number(said)), Some(number(before)));
        assert_eq!(kept("17", "0017"), Some(number("0017")));
        assert_eq!(kept("0017", "17"), Some(number("0017")));
        assert_eq!(kept("18", "0017"), Some(number("18")));
        assert_eq!(super::kept(None, Some(number("17"))), Some(number("17")));
    }
}
