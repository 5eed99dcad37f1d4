//! The author's numbers before headings and items: `3.`, `3.6`, `2)`.

/// A line that begins with a number.
pub(super) struct Numbered<'a> {
    /// The parts of the number.
    pub(super) parts: Vec<u32>,
    /// `2)` rather than `2.`
    pub(super) bracket: bool,
    /// What follows.
    pub(super) words: &'a str,
}

impl Numbered<'_> {
    /// The number, when it has one part.
    pub(super) fn single(&self) -> Option<u32> {
        match self.parts.as_slice() {
            [number] => Some(*number),
            _ => None,
        }
    }

    /// `3.6`.
    pub(super) fn label(&self) -> String {
        self.parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
    }
}

/// Reads `3. Words`, `3.6 Words`, `3.6. Words` and `3) Words`. A bare `3 Words` is no number:
/// sentences begin like that.
pub(super) fn read(line: &str) -> Option<Numbered<'_>> {
    let (number, words) = line.split_once(char::is_whitespace)?;
    let bare = number.strip_suffix(['.', ')']);
    if bare.is_none() && !number.contains('.') {
        return None;
    }
    let parts: Option<Vec<u32>> = bare.unwrap_or(number).split('.').map(part).collect();
    let parts = parts.filter(|parts| parts.len() <= 5)?;
    Some(Numbered { parts, bracket: number.ends_with(')'), words: words.trim() })
        .filter(|n| !n.words.is_empty())
}

fn part(digits: &str) -> Option<u32> {
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// The number of the last heading, against which the next one is judged.
#[derive(Default)]
pub(super) struct Numbering {
    last: Vec<u32>,
}

// A text whose numbers skip one or two is still a numbered text.
const SKIPPED: u32 = 3;

impl Numbering {
    /// Whether this number can follow the last heading's.
    pub(super) fn continues(&self, parts: &[u32]) -> bool {
        if self.last.is_empty() {
            return parts.first().is_some_and(|first| *first <= SKIPPED);
        }
        let shared = parts.iter().zip(&self.last).take_while(|(new, old)| new == old).count();
        let new = parts.get(shared).copied();
        match (new, self.last.get(shared).copied()) {
            (Some(new), Some(old)) => new > old && new <= old + SKIPPED && parts.len() <= shared + 2,
            (Some(new), None) => new <= SKIPPED && parts.len() == shared + 1,
            (None, _) => false,
        }
    }

    /// Takes this number as the last one.
    pub(super) fn set(&mut self, parts: &[u32]) {
        self.last = parts.to_vec();
    }
}

/// The words of a heading as the end of an address.
pub(super) fn slug(words: &str) -> String {
    let letters = words
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).take(8).collect();
    if parts.is_empty() { "section".to_owned() } else { parts.join("-") }
}
