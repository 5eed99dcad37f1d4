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
        self.plain.entry(number.plain().to_owned()).or_default().push(at);
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
            [] => self.plain.get(number.plain()).map_or(&[], Vec::as_slice),
            written => written,
        }
    }
}

/// The number that is kept of somebody: zeros that a spreadsheet lost don't go, those that it has come in.
#[must_use]
pub fn kept(said: Option<StaffNumber>, before: Option<StaffNumber>) -> Option<StaffNumber> {
    match (said, before) {
        (Some(said), Some(before)) if said.plain() == before.plain() => {
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
