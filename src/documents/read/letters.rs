//! From bytes to letters: Unicode, or what Windows wrote before it.

use super::refusal::Refusal;

/// The letters of a text file, and whether they had to be guessed.
pub(super) fn read(bytes: &[u8]) -> Result<(String, bool), Refusal> {
    if let Some(text) = marked(bytes) {
        return Ok((text, false));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), false)),
        Err(_) if bytes.iter().any(|byte| is_no_text(*byte)) => Err(Refusal::Unknown),
        Err(_) => Ok((bytes.iter().map(|byte| windows(*byte)).collect(), true)),
    }
}

fn is_no_text(byte: u8) -> bool {
    byte < 0x09 || (0x0e..0x20).contains(&byte)
}

/// A text that says itself how it is written.
pub(super) fn marked(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => None,
    }
}

fn wide(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(pairs.iter().map(|pair| order(*pair))).collect::<Result<String, _>>().ok()
}

// Windows 1252, the only part of it that differs from the first letters of Unicode.
const ABOVE_80: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows(byte: u8) -> char {
    let place = usize::from(byte).checked_sub(0x80);
    place.and_then(|at| ABOVE_80.get(at)).copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_editors_write() {
        let cases: [(&[u8], _); 8] = [
            ("Tŷ".as_bytes(), Ok(("Tŷ", false))),
            (b"\xef\xbb\xbfT\xc5\xb7", Ok(("Tŷ", false))),
            (b"\xff\xfeT\0w\x01", Ok(("Tŷ", false))),
            (b"\xfe\xff\0T\x01\x77", Ok(("Tŷ", false))),
            (b"\x93Caf\xe9\x94 \x96 \x80", Ok(("“Café” – €", true))),
            (b"\xff\xfeT", Ok(("ÿþT", true))),
            (b"\xff\0\x01", Err(Refusal::Unknown)),
            (b"", Ok(("", false))),
        ];
        for (bytes, expected) in cases {
            let expected = expected.map(|(text, guessed)| (text.to_owned(), guessed));
            assert_eq!(read(bytes), expected, "{bytes:?}");
        }
    }
}
