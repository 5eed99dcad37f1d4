//! A recovery copy of the master key: two sheets of paper for two holders, each worthless alone.
//!
//! One sheet is random, the other is the key combined with it (exclusive or). What has to be typed in again
//! is in short lines with a check each, so that a mistake is found where it is. Zero and O, one and I and L
//! are the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};

use super::{MasterKey, hash_parts, random};
use crate::clock::Day;

const DOMAIN: &str = "polisi recovery sheet v1";
const VERSION: &str = "1";
/// Bytes in a line.
const BYTES: usize = 5;
/// Lines: the 32 bytes of a share and three that check the whole sheet.
const LINES: usize = 7;
/// Characters of a line, its two for checking included.
const CHARACTERS: usize = 10;
/// So much of the fingerprint stands on a sheet.
const FINGERPRINT: usize = 10;

#[expect(clippy::expect_used, reason = "the alphabet is a constant, and a test reads and writes with it")]
static LETTERS: LazyLock<Encoding> = LazyLock::new(|| {
    let mut letters = Specification::new();
    letters.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    letters.translate.from.push_str("OIL");
    letters.translate.to.push_str("011");
    letters.encoding().expect("the alphabet is sound")
});

/// Why sheets give no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A line doesn't fit its check.
    #[error("line {0} has a typing error: compare it with the sheet letter by letter")]
    Line(usize),
    /// A line isn't there.
    #[error("line {0} is missing")]
    NoLine(usize),
    /// A line of the head isn't there or can't be read.
    #[error("the line that begins with `{0}:` is missing or has a typing error")]
    Head(&'static str),
    /// The lines are right, the head isn't theirs.
    #[error("a line of the head has a typing error, or lines of another sheet were mixed in")]
    Mixed,
    /// Another version of this program made it.
    #[error("the sheet is of a version that this program doesn't know")]
    Version,
    /// The same sheet twice.
    #[error("both files are the same sheet; sheet 1 and sheet 2 are needed")]
    Same,
    /// Sheets of two recovery copies.
    #[error("the two sheets are not of one pair: compare the lines that begin with `Pair:`")]
    Pair,
    /// They make a key that isn't the one of the head.
    #[error("the two sheets together don't give the key that they were made for")]
    Different,
}

/// One of the two sheets. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    number: u8,
    pair: [u8; BYTES],
    fingerprint: [u8; FINGERPRINT],
    share: [u8; 32],
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Sheet({}, ..)", self.number)
    }
}

/// The beginning of a fingerprint, as sheets carry it.
fn short(fingerprint: &[u8]) -> [u8; FINGERPRINT] {
    let mut short = [0; FINGERPRINT];
    for (to, from) in short.iter_mut().zip(fingerprint) {
        *to = *from;
    }
    short
}

/// As people compare it: in groups of four.
#[must_use]
pub fn shown(fingerprint: &[u8]) -> String {
    grouped(&LETTERS.encode(&short(fingerprint)))
}

fn grouped(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// Splits a key for two holders. Each call gives another pair.
#[must_use]
pub fn split(master: &MasterKey) -> [Sheet; 2] {
    let (first, pair) = (random::<32>(), random::<BYTES>());
    let fingerprint = short(&master.fingerprint());
    let second = combined(&first, master.bytes());
    [(1, first), (2, second)].map(|(number, share)| Sheet { number, pair, fingerprint, share })
}

fn combined(one: &[u8; 32], other: &[u8; 32]) -> [u8; 32] {
    let mut both = *one;
    both.iter_mut().zip(other).for_each(|(to, from)| *to ^= from);
    both
}

/// The key that two sheets give.
///
/// # Errors
/// They don't belong together.
pub fn join(one: &Sheet, other: &Sheet) -> Result<MasterKey, SheetError> {
    if one.number == other.number {
        return Err(SheetError::Same);
    }
    if one.pair != other.pair || one.fingerprint != other.fingerprint {
        return Err(SheetError::Pair);
    }
    let master = MasterKey::of(combined(&one.share, &other.share));
    if short(&master.fingerprint()) == one.fingerprint { Ok(master) } else { Err(SheetError::Different) }
}

impl Sheet {
    /// The sheet as it is printed. `words` stand above, for whoever finds it in a drawer; `made` and
    /// `installation` are for people only.
    #[must_use]
    pub fn print(&self, words: &[String], installation: &str, made: Day) -> String {
        let mut lines: Vec<String> = words.iter().map(|line| format!("# {line}")).collect();
        lines.push(String::new());
        for (name, value) in [
            ("Version", VERSION.to_owned()),
            ("Installation", installation.to_owned()),
            ("Made", made.to_string()),
            ("Fingerprint", shown(&self.fingerprint)),
            ("Pair", grouped(&LETTERS.encode(&self.pair))),
            ("Sheet", format!("{} of 2", self.number)),
        ] {
            lines.push(format!("{name}: {value}"));
        }
        lines.push(String::new());
        let mut bytes = self.share.to_vec();
        bytes.extend_from_slice(&self.check());
        for (place, piece) in bytes.chunks(BYTES).enumerate() {
            let letters = format!("{}{}", LETTERS.encode(piece), line_check(self.number, place, piece));
            lines.push(format!("{}: {}", place + 1, grouped(&letters)));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// Reads a sheet, as it was written or as somebody typed it in: case, spaces, dashes and empty lines
    /// don't matter.
    ///
    /// # Errors
    /// The first line that isn't right.
    pub fn read(text: &str) -> Result<Self, SheetError> {
        let named = named_lines(text);
        let head = |name: &'static str| {
            named.get(&name.to_uppercase()).map(String::as_str).ok_or(SheetError::Head(name))
        };
        if head("Version")? != VERSION {
            return Err(SheetError::Version);
        }
        let number = match head("Sheet")? {
            "1OF2" | "10F2" => 1,
            "2OF2" | "20F2" => 2,
            _ => return Err(SheetError::Head("Sheet")),
        };
        let fingerprint =
            decoded::<FINGERPRINT>(head("Fingerprint")?).ok_or(SheetError::Head("Fingerprint"))?;
        let pair = decoded::<BYTES>(head("Pair")?).ok_or(SheetError::Head("Pair"))?;
        let mut bytes = Vec::with_capacity(LINES * BYTES);
        for place in 0..LINES {
            let line = named.get(&(place + 1).to_string()).ok_or(SheetError::NoLine(place + 1))?;
            bytes.extend_from_slice(&piece(number, place, line).ok_or(SheetError::Line(place + 1))?);
        }
        let (share, check) = bytes.split_at_checked(32).ok_or(SheetError::Mixed)?;
        let share = <[u8; 32]>::try_from(share).map_err(|_length| SheetError::Mixed)?;
        let sheet = Self { number, pair, fingerprint, share };
        if sheet.check() == check { Ok(sheet) } else { Err(SheetError::Mixed) }
    }

    /// Binds the share to its head.
    fn check(&self) -> [u8; 3] {
        let hash =
            hash_parts(DOMAIN, &[b"sheet", &[self.number], &self.pair, &self.fingerprint, &self.share]);
        let [one, two, three, ..] = hash;
        [one, two, three]
    }
}

/// The lines of a text that have a name, by their name in capital letters; values without what only helps
/// the eye.
fn named_lines(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(':'));
    let plain = |value: &str| {
        value
            .to_uppercase()
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .collect::<String>()
    };
    pairs.map(|(name, value)| (name.trim().to_uppercase(), plain(value))).collect()
}

fn decoded<const N: usize>(letters: &str) -> Option<[u8; N]> {
    LETTERS.decode(letters.as_bytes()).ok()?.try_into().ok()
}

/// The bytes of a line whose check fits.
fn piece(number: u8, place: usize, line: &str) -> Option<[u8; BYTES]> {
    let (letters, check) = line.split_at_checked(CHARACTERS - 2)?;
    let bytes = decoded::<BYTES>(letters)?;
    let check: String = check.chars().map(alike).collect();
    (check == line_check(number, place, &bytes)).then_some(bytes)
}

fn alike(letter: char) -> char {
    match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

/// The two letters that check a line: they know the sheet and the place.
fn line_check(number: u8, place: usize, piece: &[u8]) -> String {
    let place = u8::try_from(place).unwrap_or(u8::MAX);
    let hash = hash_parts(DOMAIN, &[b"line", &[number, place], piece]);
    LETTERS.encode(&hash).chars().take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::{Sheet, SheetError, join, split};
    use crate::clock::Day;
    use crate::keys::MasterKey;

    fn printed() -> (MasterKey, [String; 2]) {
        let master = MasterKey::of([7; 32]);
        let day = Day::parse("2026-11-21").unwrap();
        let words = ["Keep this: it is half a key.".to_owned()];
        let sheets = split(&master).map(|sheet| sheet.print(&words, "0193a000", day));
        (master, sheets)
    }

    #[test]
    fn two_sheets_give_the_key_again_and_one_gives_nothing() {
        let (master, [one, two]) = printed();
        let (first, second) = (Sheet::read(&one).unwrap(), Sheet::read(&two).unwrap());
        assert_eq!(join(&first, &second).unwrap().bytes(), master.bytes());
        assert_eq!(join(&second, &first).unwrap().bytes(), master.bytes());
        assert_eq!(join(&first, &first).unwrap_err(), SheetError::Same);
        let (_, [_, other]) = printed();
        assert_eq!(join(&first, &Sheet::read(&other).unwrap()).unwrap_err(), SheetError::Pair);
        assert!(!one.contains(&data_encoding::HEXLOWER.encode(master.bytes())));
        assert_eq!(format!("{first:?}"), "Sheet(1, ..)");
    }

    #[test]
    fn a_sheet_may_be_typed_in_as_people_type() {
        let (_, [one, _]) = printed();
        let typed: Vec<String> = one
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| format!("  {}  \r\n\n", line.to_lowercase().replace('-', " ")))
            .collect();
        assert_eq!(Sheet::read(&typed.concat()).unwrap(), Sheet::read(&one).unwrap());
        let alike: Vec<String> = one
            .lines()
            .map(|line| match line.split_once(": ") {
                Some((name, value)) if name.parse::<u8>().is_ok() => {
                    format!("{name}: {}\n", value.replace('0', "o").replace('1', "l"))
                }
                _ => format!("{line}\n"),
            })
            .collect();
        assert_eq!(Sheet::read(&alike.concat()).unwrap(), Sheet::read(&one).unwrap());
    }

    #[test]
    fn a_typing_error_is_found_in_its_line() {
        let (_, [one, two]) = printed();
        for number in 1..=7 {
            let start = format!("{number}: ");
            let changed: Vec<String> = one
                .lines()
                .map(|line| match line.strip_prefix(&start) {
                    Some(letters) => {
                        let first = letters.chars().next().unwrap();
                        let wrong = if first == '2' { '3' } else { '2' };
                        format!("{start}{wrong}{}", letters.get(1..).unwrap())
                    }
                    None => line.to_owned(),
                })
                .collect();
            // One of 1,024 mistakes fits its two letters: then the check of the whole finds it.
            let fault = Sheet::read(&changed.join("\n")).unwrap_err();
            assert!(matches!(fault, SheetError::Mixed) || fault == SheetError::Line(number), "{fault:?}");
            let without: Vec<&str> = one.lines().filter(|line| !line.starts_with(&start)).collect();
            assert_eq!(Sheet::read(&without.join("\n")), Err(SheetError::NoLine(number)));
            let foreign: Vec<&str> = one
                .lines()
                .zip(two.lines())
                .map(|(own, other)| if own.starts_with(&start) { other } else { own })
                .collect();
            let fault = Sheet::read(&foreign.join("\n")).unwrap_err();
            assert!(matches!(fault, SheetError::Mixed) || fault == SheetError::Line(number), "{fault:?}");
        }
        for (from, to, fault) in [
            ("Version: 1", "Version: 2", SheetError::Version),
            ("Sheet: 1 of 2", "Sheet: 3 of 2", SheetError::Head("Sheet")),
            ("Pair: ", "Pairs: ", SheetError::Head("Pair")),
            ("Fingerprint: ", "Fingerprint: 2", SheetError::Head("Fingerprint")),
        ] {
            assert_eq!(Sheet::read(&one.replace(from, to)), Err(fault), "{to}");
        }
        let (_, [other, _]) = printed();
        let pair = |text: &str| text.lines().find(|line| line.starts_with("Pair")).unwrap().to_owned();
        assert_eq!(Sheet::read(&one.replace(&pair(&one), &pair(&other))), Err(SheetError::Mixed));
    }
}
