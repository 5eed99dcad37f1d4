//! A finished PDF: what it must be to be adopted as it is. Nothing in it is run or changed.

use super::read::Refusal;

/// The most bytes of a finished file.
pub const MOST_BYTES: usize = 10 << 20;

/// Checks the bytes of a finished file.
///
/// # Errors
/// The key of the message that says why it isn't taken.
pub fn check(bytes: &[u8]) -> Result<(), &'static str> {
    if !bytes.starts_with(b"%PDF-") || !has(bytes, b"startxref") {
        return Err(Refusal::Broken.key());
    }
    if bytes.len() > MOST_BYTES {
        return Err("shelf-refused-pdf-large");
    }
    if is_locked(bytes) {
        return Err(Refusal::Encrypted.key());
    }
    Ok(())
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// The trailer of a protected file points to how it is locked: `/Encrypt 12 0 R` or `/Encrypt <<`.
fn is_locked(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"/Encrypt";
    let places = bytes.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME);
    places.map(|(at, _)| at.saturating_add(NAME.len())).any(|after| {
        let rest = bytes.get(after..).unwrap_or_default();
        let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
        next.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'<')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(inside: &[u8]) -> Vec<u8> {
        [b"%PDF-1.7\n", inside, b"\nstartxref\n9\n%%EOF\n"].concat()
    }

    #[test]
    fn only_whole_open_small_files_are_taken() {
        for (bytes, wanted) in [
            (file(b"1 0 obj << /Type /Catalog >> endobj trailer << /Root 1 0 R >>"), Ok(())),
            (file(b"trailer << /Root 1 0 R /Encrypt 5 0 R >>"), Err("reading-refused-encrypted")),
            (file(b"trailer << /Encrypt<</Filter/Standard>> >>"), Err("reading-refused-encrypted")),
            (file(b"<< /EncryptMetadata true >> (/Encrypt is a word)"), Ok(())),
            (b"%PDF-1.7 cut off".to_vec(), Err("reading-refused-broken")),
            (b"not %PDF- startxref".to_vec(), Err("reading-refused-broken")),
            (file(&vec![b'a'; MOST_BYTES]), Err("shelf-refused-pdf-large")),
        ] {
            assert_eq!(check(&bytes), wanted, "{} bytes", bytes.len());
        }
    }
}
