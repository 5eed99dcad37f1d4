//! Passwords that were in breaches: a file on this machine with their SHA-1 hashes, in order, one per line as
//! the public lists have them (`40 digits`, or `40 digits:count`). It may be far larger than memory, so that
//! it is never read as a whole; no password and no hash leaves the machine.

use std::cmp::Ordering;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use data_encoding::HEXUPPER;
use sha1::{Digest as _, Sha1};

use super::passwords::Password;

/// The digits of a hash.
const DIGITS: usize = 40;
/// So many bytes hold the end of one line and the next hash.
const WINDOW: usize = 128;
/// A list of so many bytes is looked at as a whole when the program starts; of a larger one, so many lines.
const SMALL: u64 = 1 << 20;
const LOOKED_AT: u64 = 2_048;

/// Why a file isn't taken.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// It can't be read.
    #[error("can't be read: {0}")]
    Io(#[from] io::Error),
    /// A line is something else.
    #[error("must have 40 hexadecimal digits of a SHA-1 hash in every line (see the line at byte {0})")]
    Line(u64),
    /// The lines aren't in order.
    #[error("must be ordered by hash (see the line at byte {0})")]
    Order(u64),
}

/// The list, or none.
#[derive(Debug, Default)]
pub struct Breached(Option<(File, u64)>);

impl Breached {
    /// Opens the list and looks at lines all over it.
    ///
    /// # Errors
    /// It can't be read, is empty, or isn't such a list.
    pub fn open(path: Option<&Path>) -> Result<Self, Unfit> {
        let Some(path) = path else { return Ok(Self::default()) };
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let step = if length <= SMALL { 1 } else { length / LOOKED_AT };
        let (mut at, mut before) = (0, None);
        while let Some((start, hash)) = line_at(&file, at)? {
            if before.is_some_and(|before| before > hash) {
                return Err(Unfit::Order(start));
            }
            before = Some(hash);
            at = start.saturating_add(step);
        }
        before.map(|_last| Self(Some((file, length)))).ok_or(Unfit::Line(0))
    }

    /// Whether a password is on the list; never without one.
    ///
    /// # Errors
    /// The file can't be read any more, or changed into something else.
    pub fn has(&self, password: &Password) -> Result<bool, Unfit> {
        let Some((file, length)) = &self.0 else { return Ok(false) };
        let mut wanted = [0; DIGITS];
        HEXUPPER.encode_mut(&Sha1::digest(password.bytes()), &mut wanted);
        let (mut low, mut high) = (0, *length);
        while low < high {
            let middle = low.midpoint(high);
            let Some((start, hash)) = line_at(file, middle)? else {
                high = middle;
                continue;
            };
            match hash.cmp(&wanted) {
                Ordering::Equal => return Ok(true),
                Ordering::Less => low = start.saturating_add(1),
                Ordering::Greater => high = middle,
            }
        }
        Ok(false)
    }
}

/// The first line that begins at a place or behind it; nothing at the end of the file.
fn line_at(file: &File, at: u64) -> Result<Option<(u64, [u8; DIGITS])>, Unfit> {
    let mut window = [0; WINDOW];
    let from = at.saturating_sub(1);
    let read = fill(file, &mut window, from)?;
    let window = window.get(..read).unwrap_or_default();
    let skipped = match (at, window.iter().position(|byte| *byte == b'\n')) {
        (0, _) => 0,
        (_, Some(end)) => end.saturating_add(1),
        (_, None) if read == WINDOW => return Err(Unfit::Line(from)),
        (_, None) => return Ok(None),
    };
    let start = from.saturating_add(u64::try_from(skipped).unwrap_or_default());
    let line = window.get(skipped..).unwrap_or_default();
    if line.trim_ascii().is_empty() && read < WINDOW {
        return Ok(None);
    }
    let (hash, rest) = line.split_at_checked(DIGITS).ok_or(Unfit::Line(start))?;
    let ends = rest.first().is_none_or(|byte| matches!(byte, b':' | b'\r' | b'\n'));
    let hash: [u8; DIGITS] = hash.to_ascii_uppercase().try_into().map_err(|_short| Unfit::Line(start))?;
    let fits = ends && hash.iter().all(u8::is_ascii_hexdigit);
    if fits { Ok(Some((start, hash))) } else { Err(Unfit::Line(start)) }
}

fn fill(file: &File, window: &mut [u8], from: u64) -> Result<usize, io::Error> {
    let mut read = 0_usize;
    while let Some(rest) = window.get_mut(read..).filter(|rest| !rest.is_empty()) {
        let at = from.saturating_add(u64::try_from(read).unwrap_or_default());
        match file.read_at(rest, at)? {
            0 => break,
            more => read = read.saturating_add(more),
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn opened(text: &str) -> Result<Breached, Unfit> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        std::fs::write(&path, text).unwrap();
        Breached::open(Some(&path))
    }

    fn hash(word: &str) -> String {
        HEXUPPER.encode(&Sha1::digest(word.as_bytes()))
    }

    #[test]
    fn every_password_of_a_list_is_found_and_no_other() {
        for (count, end) in [(1, "\n"), (2, ":1\n"), (7, ":12345\r\n"), (999, ":3\n"), (1_000, "\r\n")] {
            let words: Vec<String> = (0..count).map(|number| format!("word {number}")).collect();
            let mut hashes: Vec<String> = words.iter().map(|word| hash(word)).collect();
            hashes.sort();
            for text in [
                hashes.join(end),
                hashes.iter().fold(String::new(), |mut text, hash| {
                    write!(text, "{}{end}", hash.to_lowercase()).unwrap();
                    text
                }),
            ] {
                let list = opened(&text).unwrap();
                assert!(words.iter().all(|word| list.has(&Password::typed(word)).unwrap()), "{count}");
                for other in ["word", "word 1000", "Word 0", ""] {
                    assert!(!list.has(&Password::typed(other)).unwrap(), "{other}");
                }
            }
        }
        assert!(!Breached::open(None).unwrap().has(&Password::typed("password")).unwrap());
    }

    #[test]
    fn what_is_no_ordered_list_is_refused() {
        let (low, high) = ("0".repeat(40), "F".repeat(40));
        for (text, wanted) in [
            (String::new(), "40 hexadecimal digits"),
            ("\n".to_owned(), "40 hexadecimal digits"),
            ("password\nqwertyuiop\n".to_owned(), "40 hexadecimal digits"),
            (format!("{low}00:3\n"), "40 hexadecimal digits"),
            (format!("{low}\n{}\n", "G".repeat(40)), "40 hexadecimal digits"),
            (format!("{low}\n{}", "x".repeat(500)), "40 hexadecimal digits"),
            (format!("{high}:1\n{low}:1\n"), "ordered"),
        ] {
            let said = opened(&text).unwrap_err().to_string();
            assert!(said.contains(wanted), "{text}: {said}");
        }
        assert!(opened(&format!("{low}\n{low}\n{high}")).is_ok());
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("none"), folder.path().to_path_buf()] {
            assert!(matches!(Breached::open(Some(&path)), Err(Unfit::Io(_))), "{}", path.display());
        }
    }
}
