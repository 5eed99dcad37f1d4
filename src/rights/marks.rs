//! Blacking out: what lies between `[[` and `]]` isn't given. The words themselves are never changed; the marks
//! stand in a text beside them.

/// Before what is blacked out.
const OPEN: &str = "[[";
/// After what is blacked out.
const CLOSE: &str = "]]";
/// What is printed in its place: one length for everything, because a length can say who is meant.
const BLACK: &str = "[———]";

/// Why a marked text can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A mark that doesn't end, or an end without a beginning.
    Unbalanced,
    /// Nothing is marked.
    Nothing,
    /// Without its marks it isn't what was found.
    Changed,
}

impl Fault {
    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unbalanced => "rights-error-marks",
            Self::Nothing => "rights-error-no-mark",
            Self::Changed => "rights-error-changed",
        }
    }
}

/// The text as it is given: what was marked is black.
///
/// # Errors
/// The marks don't fit each other or the text that was found.
pub fn blacked(found: &str, marked: &str) -> Result<String, Fault> {
    let (mut plain, mut given, mut rest, mut count) = (String::new(), String::new(), marked, 0_usize);
    while let Some((before, after)) = rest.split_once(OPEN) {
        if before.contains(CLOSE) {
            return Err(Fault::Unbalanced);
        }
        let (inside, next) = after.split_once(CLOSE).ok_or(Fault::Unbalanced)?;
        if inside.contains(OPEN) {
            return Err(Fault::Unbalanced);
        }
        plain.push_str(before);
        plain.push_str(inside);
        given.push_str(before);
        given.push_str(BLACK);
        (rest, count) = (next, count + 1);
    }
    if rest.contains(CLOSE) {
        return Err(Fault::Unbalanced);
    }
    plain.push_str(rest);
    given.push_str(rest);
    match count {
        _ if lines(&plain) != lines(found) => Err(Fault::Changed),
        0 => Err(Fault::Nothing),
        _ => Ok(given),
    }
}

/// Browsers and trimming change the ends of lines, nothing else.
fn lines(text: &str) -> Vec<&str> {
    text.trim().lines().map(str::trim_end).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fault, blacked};

    #[test]
    fn what_is_marked_is_black_and_the_rest_is_as_it_was() {
        let found = "Asked by Mair Rees\nSigned by Siân Ŵyr";
        for (marked, given) in [
            ("Asked by [[Mair Rees]]\nSigned by Siân Ŵyr", Ok("Asked by [———]\nSigned by Siân Ŵyr")),
            (
                "[[Asked]] by [[Mair]] Rees  \nSigned by Siân Ŵyr\n",
                Ok("[———] by [———] Rees  \nSigned by Siân Ŵyr\n"),
            ),
            ("[[Asked by Mair Rees\nSigned by Siân Ŵyr]]", Ok("[———]")),
            (found, Err(Fault::Nothing)),
            ("Asked by [[Mair]]\nSigned by Siân Ŵyr", Err(Fault::Changed)),
            ("Asked by [[Mair Rees]]\nSigned by Siân", Err(Fault::Changed)),
            ("Asked by [[Mair Rees\nSigned by Siân Ŵyr", Err(Fault::Unbalanced)),
            ("Asked by Mair Rees]]\nSigned by Siân Ŵyr", Err(Fault::Unbalanced)),
            ("Asked by [[Mair [[Rees]]]]\nSigned by Siân Ŵyr", Err(Fault::Unbalanced)),
        ] {
            assert_eq!(blacked(found, marked), given.map(str::to_owned), "{marked}");
        }
    }
}
